//! The two sides of a comparison, and why there is nothing to compare.

use quanwen_messages::{Message, Text, message, text};

use crate::api::{ComparedSide, Filter, Years};
use crate::error::{Error, Result};
use crate::index::SectionSet;
use crate::matching::Matcher;

/// One side of a comparison, with at least one word.
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
    /// [`Error::Comparison`] if they have no word, [`Error::Damaged`].
    pub(super) fn of(matcher: Matcher, name: &'static str, filter: &Filter) -> Result<Self> {
        let selection = matcher.select(filter)?;
        let sections = matcher.scope(filter, &selection)?;
        let side = Self {
            name,
            answer: ComparedSide {
                filter: filter.clone(),
                sections: sections.len(),
                words: words(matcher, &sections)?,
                coverage: matcher.coverage(&selection),
            },
            sections,
        };
        let (documents, sections) = (selection.documents, side.answer.sections);
        match (documents, sections, side.answer.words) {
            (0, _, _) => Err(side.error(text!("report"), known_years(matcher)?)),
            (_, 0, _) => {
                Err(side.error(text!("section"), text!("the reports have none like this")))
            }
            (_, _, 0) => Err(side.error(text!("word"), text!("the sections have no text"))),
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
            message: message!(
                "both sides are the same ({filter}): give the reference another year, place, heading, part or path",
                filter = self.answer.filter.message()
            ),
        })
    }

    /// The side has nothing of a kind.
    fn error(&self, kind: Text, why: impl Into<Message>) -> Error {
        Error::Comparison {
            message: message!(
                "{side} has no {kind} ({filter}): {why}",
                side = self.name,
                kind = kind,
                filter = self.answer.filter.message(),
                why = why.into()
            ),
        }
    }
}

/// The words of a side, by which occurrences are divided.
fn words(matcher: Matcher, sections: &SectionSet) -> Result<u64> {
    let columns = matcher.columns();
    let mut words = 0;
    for section in sections.sections(matcher.snapshot) {
        words += columns.section_size(section?)?.words;
    }
    Ok(words)
}

/// Sections that both sides have.
pub(super) fn shared_sections(one: &Side, other: &Side) -> u64 {
    let mut shared = one.sections.clone();
    shared.intersect_with(&other.sections);
    shared.len()
}

/// Of which years the corpus has reports, for a message.
fn known_years(matcher: Matcher) -> Result<Message> {
    let years = matcher.columns().years()?;
    let years = Years::new(years.into_iter().map(|(year, _)| year));
    Ok(match years {
        None if matcher.snapshot.commit.documents == 0 => text!("the corpus has none").into(),
        None => text!("no report of the corpus has a year").into(),
        Some(years) => {
            message!(
                "the corpus has reports of {years}",
                years = years.to_string()
            )
        }
    })
}
