//! What a fetched section has.

use memchr::memmem;
use regex::Regex;

use super::store::FetchedSection;
use crate::document::saturating_u32;
use crate::fold::{Fold, HARD_BREAK};
use crate::index::{TextColumn, WantedRegion};
use crate::matching::has_together;
use crate::query::figure::{DIGITS, MARKS, open_ends};
use crate::query::{Constraint, FieldValue, Leaf, Scope, figure};

impl FetchedSection {
    /// How often a folded text begins in the section, from the left without overlap.
    pub fn frequency(&self, text: &str) -> u32 {
        saturating_u32(self.starts(text).len())
    }

    /// How often a figure that is not part of a longer number begins in it, given its spellings.
    pub(super) fn frequency_of_figure(&self, spellings: &[String]) -> u32 {
        let whole = self.whole();
        let mut starts = Vec::new();
        for spelling in spellings {
            let is_by_itself = |start: &usize| {
                let end = start + spelling.len();
                is_figure(&whole[..*start], spelling, &whole[end..])
            };
            starts.extend(self.starts(spelling).into_iter().filter(is_by_itself));
        }
        starts.sort_unstable();
        starts.dedup();
        saturating_u32(starts.len())
    }

    /// The section's text with what follows.
    fn whole(&self) -> String {
        format!("{}{}", self.text, self.following)
    }

    /// The bytes at which a text begins in the section.
    fn starts(&self, text: &str) -> Vec<usize> {
        let whole = self.whole();
        let found = memmem::find_iter(whole.as_bytes(), text);
        found.take_while(|start| *start < self.text.len()).collect()
    }

    /// The text of a column of the section or its report.
    pub(super) fn column(&self, column: TextColumn) -> &str {
        let report = &self.key.report;
        match column {
            TextColumn::Title => &report.title,
            TextColumn::Region => &report.region,
            TextColumn::Issuer => &report.issuer,
            TextColumn::DocumentNumber => &report.document_number,
            TextColumn::Heading => &self.headings,
            TextColumn::Part => self.part.name(),
        }
    }

    /// Whether it satisfies a constraint.
    pub(super) fn satisfies(&self, constraint: &Constraint, fold: &Fold) -> bool {
        match constraint {
            Constraint::Leaf { leaf, .. } => self.satisfies_leaf(leaf, fold),
            Constraint::All(all) => all.iter().all(|part| self.satisfies(part, fold)),
            Constraint::Any(any) => any.iter().any(|part| self.satisfies(part, fold)),
            Constraint::Not(part) => !self.satisfies(part, fold),
        }
    }

    fn satisfies_leaf(&self, leaf: &Leaf, fold: &Fold) -> bool {
        match leaf {
            Leaf::Text(phrase) => phrase.readings.iter().any(|text| self.frequency(text) > 0),
            Leaf::Figure(figure) => self.frequency_of_figure(&figure::spellings(figure)) > 0,
            Leaf::Near { texts, distance } => {
                has_together(&self.text, texts, Scope::Paragraph, Some(*distance))
            }
            Leaf::Together { scope, texts } => has_together(&self.text, texts, *scope, None),
            Leaf::Scan { regex, .. } => self.matches(regex),
            Leaf::Field(field) => self.satisfies_field(field, fold),
        }
    }

    /// Whether an expression matches in a paragraph and begins in the section.
    fn matches(&self, regex: &Regex) -> bool {
        let whole = self.whole();
        let mut start = 0;
        whole.split(HARD_BREAK).any(|paragraph| {
            let first = regex.find(paragraph).map(|found| start + found.start());
            start += paragraph.len() + HARD_BREAK.len_utf8();
            first.is_some_and(|first| first < self.text.len())
        })
    }

    fn satisfies_field(&self, field: &FieldValue, fold: &Fold) -> bool {
        let contains = |column, wanted: &str| fold.fold_text(self.column(column)).contains(wanted);
        match field {
            FieldValue::Title(text) => contains(TextColumn::Title, text),
            FieldValue::Issuer(text) => contains(TextColumn::Issuer, text),
            FieldValue::DocumentNumber(text) => contains(TextColumn::DocumentNumber, text),
            FieldValue::Heading(text) => self.headings.contains(text),
            FieldValue::Region(place) => {
                WantedRegion::new(place, fold).takes(&self.key.report.region, fold)
            }
            FieldValue::Year(years) => {
                let year = self.key.report.year;
                year.is_some_and(|year| years.contains(year))
            }
        }
    }
}

/// Whether a figure is not part of a longer number.
fn is_figure(before: &str, figure: &str, after: &str) -> bool {
    let is = |characters: &str, c: Option<char>| c.is_some_and(|c| characters.contains(c));
    let goes_on = |first, second| is(DIGITS, first) || is(MARKS, first) && is(DIGITS, second);
    let open = open_ends(figure);
    let (mut left, mut right) = (before.chars().rev(), after.chars());
    let is_longer_before = open.before && goes_on(left.next(), left.next());
    let is_longer_after = open.after && goes_on(right.next(), right.next());
    !is_longer_before && !is_longer_after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_no_part_of_a_longer_number() {
        let section = FetchedSection {
            text: "增长16.5%、6.55、6.5%、2020年12月，1,200件,200件\n".to_string(),
            following: "6.5".to_string(),
            ..FetchedSection::default()
        };
        let count = |figure: &str| section.frequency_of_figure(&[figure.to_string()]);
        assert_eq!(count("6.5"), 1);
        assert_eq!(count("200"), 1);
        assert_eq!(count("2020年"), 1);
        assert_eq!(count("12"), 1);
    }

    #[test]
    fn a_text_begins_in_the_section_and_may_end_after_it() {
        let section = FetchedSection {
            text: "依法行政".to_string(),
            following: "复议，行政".to_string(),
            ..FetchedSection::default()
        };
        assert_eq!(section.frequency("行政复议"), 1);
        assert_eq!(section.frequency("行政"), 1);
        assert_eq!(section.frequency("复议"), 0);
    }
}
