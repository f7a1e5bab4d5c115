//! The dispersion of a text as a chart.

use std::collections::HashMap;

use quanwen::api::{DispersionAnswer, DispersionPart, PartBy};

use crate::cell::BELOW;
use crate::chart::{Chart, Strip, Strips};

/// A strip for each part of the corpus, with a mark at each mention.
///
/// ```
/// use quanwen::api::DispersionAnswer;
/// use quanwen_export::{strip_chart, svg};
///
/// let answer: DispersionAnswer = serde_json::from_str(
///     r#"{"parts": [{"group": "2021", "characters": 90, "positions": [0.5]}], "summary": {"query": "行政复议", "by": "year"}}"#,
/// )?;
/// assert!(svg::picture(&[strip_chart(&answer)]).contains("2021"));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn strip_chart(answer: &DispersionAnswer) -> Chart {
    let strips = Strips::new(&answer.summary.query);
    let parts = answer.parts.iter().zip(part_labels(answer));
    let strips = parts.fold(strips, |strips, (part, label)| {
        strips.strip(Strip::new(label, part.positions.iter().copied()))
    });
    strips.note(measures(answer)).into()
}

/// Which measures the chart has below it.
fn measures(answer: &DispersionAnswer) -> String {
    let summary = &answer.summary;
    let named = [("DP", summary.dp), ("DPnorm", summary.dp_norm)];
    let values = named
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name} {:.6}", value?)));
    let range = format!("range {} of {}", summary.parts_with, summary.parts);
    values.chain([range]).collect::<Vec<_>>().join(", ")
}

/// The names of parts: a year, a place, or the place and year of a report. Reports of one place and year have their files'
/// names too.
fn part_labels(answer: &DispersionAnswer) -> Vec<String> {
    let parts = answer.parts.iter();
    let labels: Vec<String> = parts
        .clone()
        .map(|part| label(part, answer.summary.by))
        .collect();
    let mut uses: HashMap<&str, u32> = HashMap::new();
    for label in &labels {
        *uses.entry(label).or_default() += 1;
    }
    let distinct = |(part, label): (&DispersionPart, &String)| match &part.document {
        Some(document) if uses[label.as_str()] > 1 && *label != document.path => {
            let file = document.path.rsplit('/').next().unwrap_or_default();
            format!("{label} {file}")
        }
        _ => label.clone(),
    };
    parts.zip(&labels).map(distinct).collect()
}

fn label(part: &DispersionPart, by: PartBy) -> String {
    if let Some(document) = &part.document {
        return match (document.region.last(), document.year) {
            (Some(place), Some(year)) => format!("{place} {year}"),
            _ => document.path.clone(),
        };
    }
    match (&part.group, by) {
        (Some(group), _) => group.replace('/', BELOW),
        (None, PartBy::Region) => "(no place)".to_string(),
        (None, _) => "(no year)".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_of_one_place_and_year_are_told_apart() {
        let answer: DispersionAnswer = serde_json::from_str(
            r#"{"parts": [
                {"document": {"path": "松泽县/2023.docx", "region": ["岚江省", "松泽县"], "year": 2023}},
                {"document": {"path": "松泽县/计划.docx", "region": ["岚江省", "松泽县"], "year": 2023}},
                {"document": {"path": "松泽县/2024.html", "region": ["岚江省", "松泽县"], "year": 2024}},
                {"document": {"path": "其他/无年份.txt"}}
            ]}"#,
        )
        .unwrap();
        assert_eq!(
            part_labels(&answer),
            [
                "松泽县 2023 2023.docx",
                "松泽县 2023 计划.docx",
                "松泽县 2024",
                "其他/无年份.txt"
            ]
        );
    }
}
