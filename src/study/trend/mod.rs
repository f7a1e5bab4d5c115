//! Counts of texts and concepts over years, places, issuers and headings.
//!
//! `coverage` chooses the reports, `value` and `groups` say what is counted together, `cells` has the mentions of each term by
//! group, `answer` writes them down. `sections` groups the sections of an index, and `evidence` opens a cell of it;
//! `counts` takes what another storage has counted. No text is read. **Invariant.** The mentions of the cells of a term sum to
//! those of `count_mentions` under the same filter.

mod answer;
mod cells;
mod counts;
mod coverage;
mod evidence;
mod groups;
mod sections;
mod value;

use crate::api::{MentionRequest, TrendAnswer, TrendField, TrendRequest};
use crate::error::{Error, Result};
use crate::fold::Fold;
use crate::index::SectionAddress;
use crate::matching::{Matcher, Matches, Texts};
use answer::{TermCounts, answer};
use coverage::Covered;
use groups::MAX_FIELDS;
use quanwen_messages::{Text, message, text};
use sections::GroupedSections;

pub use counts::{CountedTrend, TrendCounts};
pub(crate) use evidence::evidence;
pub use value::GroupedValues;

/// Counts the terms of a request.
///
/// # Errors
/// [`Error::Query`] for a text that folds to nothing, [`Error::Setting`] for no term and for properties that cannot be counted
/// by.
pub(crate) fn trend(matcher: Matcher, request: &TrendRequest) -> Result<TrendAnswer> {
    Ok(Counted::of(matcher, request)?.answer(matcher, request))
}

/// The terms of a request, counted by section, and the groups of the sections.
struct Counted<'s> {
    covered: Covered,
    grouped: GroupedSections<'s>,
    terms: Vec<CountedTerm>,
}

/// A term and its matches.
struct CountedTerm {
    texts: Texts,
    matches: Matches,
    /// The sections with a match, with their numbers, in index order.
    sections: Vec<(SectionAddress, u32)>,
}

impl<'s> Counted<'s> {
    fn of(matcher: Matcher<'s>, request: &TrendRequest) -> Result<Self> {
        check_fields(&request.by)?;
        let terms = terms(matcher.fold, request)?;
        let covered = Covered::of(matcher, request)?;
        let grouped = GroupedSections::of(matcher, request, &covered)?;
        let terms = terms.into_iter().map(|texts| {
            let found = Matches::find(matcher, &texts, &covered.selection, &request.filter)?;
            Ok(CountedTerm {
                sections: found.by_section(matcher.snapshot)?,
                texts,
                matches: found,
            })
        });
        Ok(Self {
            terms: terms.collect::<Result<_>>()?,
            covered,
            grouped,
        })
    }

    fn answer(&self, matcher: Matcher, request: &TrendRequest) -> TrendAnswer {
        let of_term = |term: &CountedTerm| {
            let sections = &term.sections;
            let documents = sections.chunk_by(|(a, _), (b, _)| a.document == b.document);
            TermCounts {
                counts: self.grouped.counts(sections),
                documents_with: documents.count() as u64,
            }
        };
        let counts = self.terms.iter().map(of_term);
        let terms = self.terms.iter().map(|term| &term.texts).zip(counts);
        let covered = &self.covered;
        let coverage = matcher.coverage(&covered.selection);
        answer(
            request,
            &self.grouped.groups,
            terms,
            covered.balance.clone(),
            coverage,
        )
    }
}

fn check_fields(fields: &[TrendField]) -> Result<()> {
    let error = |message: Text| Error::Setting {
        message: message.into(),
    };
    match fields {
        [] => Err(error(text!(
            "nothing to count by: use a year, a region or another property"
        ))),
        [first, second] if first == second => Err(error(text!("count by one property once"))),
        many if many.len() > MAX_FIELDS => Err(error(text!("count by one or two properties"))),
        _ => Ok(()),
    }
}

/// The terms of a request, each counted apart: its texts, each once, and its concepts.
fn terms(fold: &Fold, request: &TrendRequest) -> Result<Vec<Texts>> {
    let of = |part: &MentionRequest| Texts::of(part, fold);
    let all = of(&MentionRequest::of_texts(&request.texts).strict(request.strict))?;
    let mut terms: Vec<Texts> = all.each().collect();
    for concept in &request.concepts {
        let texts = of(&MentionRequest::of_concept(concept.clone()).strict(request.strict))?;
        if terms.iter().any(|known| known.name() == texts.name()) {
            return Err(named_twice(&concept.name));
        }
        terms.push(texts);
    }
    if terms.iter().all(|texts| texts.counted == 0) {
        return Err(nothing_to_count());
    }
    Ok(terms)
}

fn named_twice(name: &str) -> Error {
    Error::Setting {
        message: message!(
            "two terms are named {name}: give the concept another name",
            name = name
        ),
    }
}

fn nothing_to_count() -> Error {
    Error::Setting {
        message: text!("nothing to count: give a text such as 行政复议, or a concept").into(),
    }
}
