//! The two sides of a comparison, and why there is nothing to compare.

use crate::api::{ComparedSide, Filter};
use crate::error::{Error, Result};
use crate::index::SectionSet;
use crate::matching::Matcher;

/// One side of a comparison, with at least one section.
pub(super) struct Side {
    /// What messages call it.
    name: &'static str,
    pub(super) sections: SectionSet,
    pub(super) answer: ComparedSide,
}

impl Side {
    /// The sections that a filter takes.
    ///
    /// # Errors
    /// [`Error::Comparison`] if there are none, [`Error::Damaged`].
    pub(super) fn of(matcher: Matcher, name: &'static str, filter: &Filter) -> Result<Self> {
        let selection = matcher.select(filter)?;
        let sections = matcher.scope(filter, &selection)?;
        let side = Self {
            name,
            answer: ComparedSide {
                filter: filter.clone(),
                sections: sections.len(),
                words: 0,
                coverage: matcher.coverage(&selection),
            },
            sections,
        };
        match (selection.documents, side.answer.sections) {
            (0, _) => Err(side.error("has no report", &known_years(matcher)?)),
            (_, 0) => Err(side.error(
                "has no section",
                "its reports have none under this heading or of these parts",
            )),
            _ => Ok(side),
        }
    }

    /// # Errors
    /// [`Error::Comparison`] if the other side has the same sections.
    pub(super) fn require_other_than(&self, other: &Self) -> Result<()> {
        if self.sections != other.sections {
            return Ok(());
        }
        Err(Error::Comparison {
            message: format!(
                "both sides are the same ({}): give the reference another year, place, heading, part or path",
                self.answer.filter
            ),
        })
    }

    /// Sets the number of its words.
    ///
    /// # Errors
    /// [`Error::Comparison`] for none.
    pub(super) fn set_words(&mut self, words: u64) -> Result<()> {
        self.answer.words = words;
        if words == 0 {
            return Err(self.error("has no words", "its sections are empty"));
        }
        Ok(())
    }

    fn error(&self, lacks: &str, why: &str) -> Error {
        Error::Comparison {
            message: format!("{} {lacks} ({}): {why}", self.name, self.answer.filter),
        }
    }
}

/// Sections that both sides have.
pub(super) fn shared_sections(one: &Side, other: &Side) -> u64 {
    let mut shared = one.sections.clone();
    shared.intersect_with(&other.sections);
    shared.len()
}

/// Of which years the corpus has reports, for a message.
fn known_years(matcher: Matcher) -> Result<String> {
    let years = matcher.columns().years()?;
    let years: Vec<u16> = years.into_iter().map(|(year, _)| year).collect();
    Ok(match years.as_slice() {
        [] if matcher.snapshot.commit.documents == 0 => "the corpus has none".to_string(),
        [] => "no report of the corpus has a year".to_string(),
        years => format!("the corpus has reports of {}", ranges(years)),
    })
}

/// Ascending years as ranges: `2017..2019, 2021`.
fn ranges(years: &[u16]) -> String {
    let ranges = years.chunk_by(|a, b| a + 1 == *b).map(|range| match range {
        [first, .., last] => format!("{first}..{last}"),
        years => years.iter().map(u16::to_string).collect(),
    });
    ranges.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_a_row_are_a_range() {
        assert_eq!(ranges(&[2017, 2018, 2019, 2021]), "2017..2019, 2021");
        assert_eq!(ranges(&[u16::MAX]), "65535");
    }
}
