//! Labels of places: paths without what all have in common, shortened to fit.

use std::collections::HashSet;

use super::fit::{ELLIPSIS, cut, one_line};
use crate::cell::BELOW;

/// By how much labels may exceed their room to stay different.
const ROOM_FACTORS: [f64; 3] = [1.0, 1.5, 2.0];

/// The labels of some places.
#[derive(Debug, PartialEq)]
pub(crate) struct PathLabels {
    /// The names that all paths begin with, left out of the labels; empty if there are none.
    pub(crate) common: String,
    pub(crate) labels: Vec<PathLabel>,
}

/// The label of a place.
#[derive(Debug, PartialEq)]
pub(crate) struct PathLabel {
    /// The names above the last, each with a separator after it.
    pub(crate) parents: String,
    /// The last name.
    pub(crate) name: String,
    /// The whole path, if the label is shorter by more than what all have in common.
    pub(crate) full: Option<String>,
}

impl PathLabels {
    /// Labels with as many names as fit in `room`, measured by `width`. Where labels of different places would be equal,
    /// they take up to twice the room.
    pub(crate) fn new<'p>(
        paths: impl IntoIterator<Item = &'p [String]>,
        room: f64,
        width: impl Fn(&str) -> f64,
    ) -> Self {
        let paths: Vec<Vec<String>> = paths.into_iter().map(visible_names).collect();
        let common = common_names(&paths);
        let prefix = paths.first().map_or(&[][..], |path| &path[..common]);
        let different = paths.iter().collect::<HashSet<_>>().len();
        let mut labels = Vec::new();
        for factor in ROOM_FACTORS {
            let label = |path: &Vec<String>| PathLabel::new(&path[common..], room * factor, &width);
            labels = paths.iter().map(label).collect();
            if labels
                .iter()
                .map(PathLabel::text)
                .collect::<HashSet<_>>()
                .len()
                == different
            {
                break;
            }
        }
        Self {
            common: joined(prefix).trim_end().to_string(),
            labels,
        }
    }

    /// The width of the widest label.
    pub(crate) fn width(&self, width: impl Fn(&str) -> f64) -> f64 {
        self.labels
            .iter()
            .map(|label| width(&label.text()))
            .fold(0.0, f64::max)
    }
}

impl PathLabel {
    fn new(names: &[String], room: f64, width: &impl Fn(&str) -> f64) -> Self {
        let whole = Self::from_names(names);
        if width(&whole.text()) <= room {
            return whole;
        }
        let shortened = (1..names.len())
            .map(|left_out| {
                let label = Self::from_names(&names[left_out..]);
                let parents = format!("{ELLIPSIS}{BELOW}{}", label.parents);
                Self { parents, ..label }
            })
            .find(|label| width(&label.text()) <= room);
        let label = shortened.unwrap_or_else(|| Self::from_names(&[cut(&whole.name, room, width)]));
        Self {
            full: Some(whole.text()),
            ..label
        }
    }

    fn from_names(names: &[String]) -> Self {
        let (name, parents) = names
            .split_last()
            .map_or(("", &[][..]), |(name, parents)| (name.as_str(), parents));
        Self {
            parents: joined(parents),
            name: name.to_string(),
            full: None,
        }
    }

    /// The label as one text.
    pub(crate) fn text(&self) -> String {
        format!("{}{}", self.parents, self.name)
    }
}

/// Names, each with a separator after it.
fn joined(names: &[String]) -> String {
    names.iter().flat_map(|name| [name, BELOW]).collect()
}

/// How many names all paths begin with; each path keeps its last name.
fn common_names(paths: &[Vec<String>]) -> usize {
    let Some(first) = paths.first() else {
        return 0;
    };
    let shortest = paths.iter().map(Vec::len).min().unwrap_or(0);
    let is_common = |at: usize| paths.iter().all(|path| path[at] == first[at]);
    (0..shortest.saturating_sub(1))
        .take_while(|at| is_common(*at))
        .count()
}

fn visible_names(path: &[String]) -> Vec<String> {
    path.iter().map(|name| one_line(name)).collect()
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    fn path(names: &str) -> Vec<String> {
        names.split('/').map(String::from).collect()
    }

    fn labels(paths: &[&str], room: f64) -> (String, Vec<String>) {
        let paths: Vec<Vec<String>> = paths.iter().map(|names| path(names)).collect();
        let columns = |text: &str| text.width() as f64;
        let labels = PathLabels::new(paths.iter().map(Vec::as_slice), room, columns);
        (
            labels.common,
            labels.labels.iter().map(PathLabel::text).collect(),
        )
    }

    #[test]
    fn labels_leave_out_what_all_paths_begin_with() {
        let (common, labels) = labels(
            &["岚江省/澄州市/松泽县", "岚江省/澄州市", "岚江省/望汀区"],
            40.0,
        );
        assert_eq!(common, "岚江省 ›");
        assert_eq!(labels, ["澄州市 › 松泽县", "澄州市", "望汀区"]);
    }

    #[test]
    fn a_single_path_keeps_its_last_name() {
        let (common, labels) = labels(&["岚江省/澄州市/松泽县"], 40.0);
        assert_eq!(
            (common.as_str(), labels[0].as_str()),
            ("岚江省 › 澄州市 ›", "松泽县")
        );
        assert_eq!(super::common_names(&[vec![], path("岚江省")]), 0);
    }

    #[test]
    fn a_long_path_loses_its_first_names_and_a_long_name_its_end() {
        let (_, labels) = labels(
            &["岚江省/澄州市/松泽县", "南川省", "深入推进依法行政加快建设"],
            12.0,
        );
        assert_eq!(labels, ["… › 松泽县", "南川省", "深入推进依…"]);
    }

    #[test]
    fn labels_of_different_places_are_different() {
        let (_, labels) = labels(&["岚江省/松泽县/城关镇", "南川省/柳渡县/城关镇"], 14.0);
        assert_eq!(labels, ["… › 松泽县 › 城关镇", "… › 柳渡县 › 城关镇"]);
    }
}
