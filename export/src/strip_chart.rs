//! The dispersion of a text as a chart.

use std::collections::HashMap;

use quanwen::api::{DispersionAnswer, DispersionPart, PartBy};
use quanwen_messages::{Argument, Language, message, text};

use crate::cell::BELOW;
use crate::chart::{Chart, Strip, Strips};

/// A strip for each part of the corpus, with a mark at each mention.
///
/// ```
/// use quanwen::api::DispersionAnswer;
/// use quanwen_export::{strip_chart, svg};
/// use quanwen_messages::Language;
///
/// let answer: DispersionAnswer = serde_json::from_str(
///     r#"{"parts": [{"group": "2021", "characters": 90, "positions": [0.5]}], "summary": {"query": "行政复议", "by": "year"}}"#,
/// )?;
/// assert!(svg::picture(&[strip_chart(&answer, Language::English)]).contains("2021"));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn strip_chart(answer: &DispersionAnswer, language: Language) -> Chart {
    let strips = Strips::new(&answer.summary.query).in_language(language);
    let parts = answer.parts.iter().zip(part_labels(answer, language));
    let strips = parts.fold(strips, |strips, (part, label)| {
        strips.strip(Strip::new(label, part.positions.iter().copied()))
    });
    let measures = measures(answer).in_language(language);
    strips.note(measures).into()
}

/// Which measures the chart has below it.
fn measures(answer: &DispersionAnswer) -> Argument {
    let summary = &answer.summary;
    let named = [("DP", summary.dp), ("DPnorm", summary.dp_norm)];
    let values = named
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name} {:.6}", value?).into()));
    let range = message!(
        "range {with} of {parts}",
        with = summary.parts_with,
        parts = summary.parts
    );
    values.chain([Argument::from(range)]).collect()
}

/// The names of parts: a year, a place, or the place and year of a report. Reports of one place and year have their files'
/// names too.
fn part_labels(answer: &DispersionAnswer, language: Language) -> Vec<String> {
    let parts = answer.parts.iter();
    let labels: Vec<String> = parts
        .clone()
        .map(|part| label(part, answer.summary.by, language))
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

fn label(part: &DispersionPart, by: PartBy, language: Language) -> String {
    if let Some(document) = &part.document {
        return match (document.region.last(), document.year) {
            (Some(place), Some(year)) => format!("{place} {year}"),
            _ => document.path.clone(),
        };
    }
    let unknown = match (&part.group, by) {
        (Some(group), _) => return group.replace('/', BELOW),
        (None, PartBy::Region) => text!("(no place)"),
        (None, _) => text!("(no year)"),
    };
    unknown.in_language(language).to_string()
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
            part_labels(&answer, Language::English),
            [
                "松泽县 2023 2023.docx",
                "松泽县 2023 计划.docx",
                "松泽县 2024",
                "其他/无年份.txt"
            ]
        );
    }
}
