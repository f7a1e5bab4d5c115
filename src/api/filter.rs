//! Which reports and sections a request covers.

use std::fmt;

use quanwen_messages::{Argument, Message, message, text};
use serde::{Deserialize, Serialize};

use super::years::Years;
use crate::document::Part;

/// Between places of which one is wanted.
const PLACE_SEPARATORS: [char; 3] = [',', '，', '、'];

/// Which reports and sections a request covers. The default covers all of them.
///
/// ```
/// use quanwen::api::{Filter, Years};
/// let filter = Filter::new().years(Years::from(2018..=2022)).region("松泽县").path("年度报告");
/// assert!(filter.takes_path("年度报告/2021.txt") && !filter.takes_path("其他/2021.txt"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Filter {
    /// Reports of these years.
    pub years: Option<Years>,
    /// Reports with a place one of whose levels contains this text, or one of several that commas separate: 扬州,鄂州. A place may be
    /// written with those above it: 湖北省鄂州市.
    pub region: Option<String>,
    /// Sections under a heading that contains this text, in any spelling that folds alike.
    pub heading: Option<String>,
    /// Sections of these parts of a document; empty for all.
    pub parts: Vec<Part>,
    /// Files and folders, relative to the corpus with `/`; empty for all.
    pub paths: Vec<String>,
}

impl Filter {
    /// Every report and section, until more is asked for.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reports of these years.
    #[must_use]
    pub fn years(mut self, years: Years) -> Self {
        self.years = Some(years);
        self
    }

    /// Reports of a place, or of one of several.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sections under a heading that contains this text.
    #[must_use]
    pub fn heading(mut self, heading: impl Into<String>) -> Self {
        self.heading = Some(heading.into());
        self
    }

    /// Sections of one more part of a document.
    #[must_use]
    pub fn part(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    /// Sections of these parts of a document; none for all.
    #[must_use]
    pub fn parts(mut self, parts: impl IntoIterator<Item = Part>) -> Self {
        self.parts = parts.into_iter().collect();
        self
    }

    /// One more file or folder, relative to the corpus with `/`.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.paths.push(path.into());
        self
    }

    /// Files and folders, relative to the corpus with `/`; none for all.
    #[must_use]
    pub fn paths(mut self, paths: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.paths = paths.into_iter().map(Into::into).collect();
        self
    }

    /// The places of which one is wanted, as typed; none for all.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.region.iter().flat_map(|region| places_in(region))
    }

    /// Whether every report matches.
    #[must_use]
    pub fn takes_every_report(&self) -> bool {
        self.years.is_none() && self.region.is_none() && self.takes_path("")
    }

    /// Whether every section of a report matches.
    #[must_use]
    pub fn takes_every_section(&self) -> bool {
        self.heading.is_none() && self.parts.is_empty()
    }

    /// Whether the sections of a part of a document match, if their headings do.
    #[must_use]
    pub fn takes_part(&self, part: Part) -> bool {
        self.parts.is_empty() || self.parts.contains(&part)
    }

    /// Whether a document's path is one of the paths or below one.
    #[must_use]
    pub fn takes_path(&self, path: &str) -> bool {
        let below = |folder: &String| {
            folder.is_empty()
                || path
                    .strip_prefix(folder.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '!']))
        };
        self.paths.is_empty() || self.paths.iter().any(below)
    }
}

/// The places of a list of them: 扬州, 鄂州.
pub(crate) fn places_in(typed: &str) -> impl Iterator<Item = &str> {
    let places = typed.split(PLACE_SEPARATORS).map(str::trim);
    places.filter(|place| !place.is_empty())
}

impl Filter {
    /// What it takes: `years 2018..2022, place 松泽县`.
    #[must_use]
    pub fn message(&self) -> Message {
        let parts = || -> Argument { self.parts.iter().map(|part| part.name()).collect() };
        let paths = || -> Argument { self.paths.iter().collect() };
        let taken = [
            self.years
                .as_ref()
                .map(|years| message!("years {years}", years = years.to_string())),
            self.region
                .as_ref()
                .map(|region| message!("place {region}", region = region)),
            self.heading
                .as_ref()
                .map(|heading| message!("heading {heading}", heading = heading)),
            (!self.parts.is_empty()).then(|| message!("parts {parts}", parts = parts())),
            (!self.paths.is_empty()).then(|| message!("paths {paths}", paths = paths())),
        ];
        let taken: Vec<Message> = taken.into_iter().flatten().collect();
        if taken.is_empty() {
            return text!("everything").into();
        }
        Message::series(taken)
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_says_what_it_takes() {
        let filter = Filter::default()
            .years("2018..".parse().unwrap())
            .region("松泽县")
            .part(Part::Body)
            .part(Part::Annex)
            .path("年度报告");
        let taken = "years 2018.., place 松泽县, parts body, annex, paths 年度报告";
        assert_eq!(filter.to_string(), taken);
        assert_eq!(Filter::default().to_string(), "everything");
    }

    #[test]
    fn a_folder_matches_what_is_below_it_but_not_a_longer_name() {
        let filter = Filter {
            paths: vec!["松泽县".into()],
            ..Filter::default()
        };
        assert!(filter.takes_path("松泽县/2019.txt") && filter.takes_path("松泽县"));
        assert!(!filter.takes_path("松泽县志.txt"));
    }
}
