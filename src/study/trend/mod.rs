//! Counts of texts and concepts over years, places, issuers and headings.
//!
//! `coverage` chooses the reports, `value` and `groups` put their sections into groups, `cells` has the mentions of each term by
//! group, and `evidence` opens a cell. No text is read. **Invariant.** The mentions of the cells of a term sum to those of
//! `count_mentions` under the same filter.

mod cells;
mod coverage;
mod evidence;
mod groups;
mod value;

use crate::api::{MentionRequest, SharedText, TrendAnswer, TrendField, TrendRequest, TrendSummary};
use crate::error::{Error, Result};
use crate::index::SectionAddress;
use crate::matching::{Matcher, Matches, Texts};
use cells::{cells, counts_by_group, total};
use coverage::Covered;
use groups::{Groups, MAX_FIELDS};

pub(crate) use evidence::evidence;

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
    groups: Groups<'s>,
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
        let terms = terms(matcher, request)?;
        let covered = Covered::of(matcher, request)?;
        let groups = Groups::of(matcher, request, &covered)?;
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
            groups,
        })
    }

    fn answer(&self, matcher: Matcher, request: &TrendRequest) -> TrendAnswer {
        let mut answer = TrendAnswer::default();
        for CountedTerm {
            texts, sections, ..
        } in &self.terms
        {
            let counts = counts_by_group(sections, &self.groups);
            let name = texts.name();
            answer.cells.extend(cells(&name, &self.groups, &counts));
            let documents = sections.chunk_by(|(a, _), (b, _)| a.document == b.document);
            let documents_with = documents.count() as u64;
            let total = total(name, &counts, documents_with);
            answer.summary.terms.push(total);
        }
        let size = self.groups.size();
        let totals = answer.summary.terms.iter();
        let names: Vec<&str> = totals.map(|total| total.term.as_str()).collect();
        answer.summary = TrendSummary {
            query: names.join(" | "),
            by: request.by.clone(),
            characters: size.characters,
            words: size.words,
            balance: self.covered.balance.clone(),
            shared: shared(&self.terms),
            coverage: matcher.coverage(&self.covered.selection),
            ..answer.summary
        };
        answer
    }
}

fn check_fields(fields: &[TrendField]) -> Result<()> {
    let error = |message: &str| Error::Setting {
        message: message.to_string(),
    };
    match fields {
        [] => Err(error(
            "nothing to count by: use a year, a region or another property",
        )),
        [first, second] if first == second => Err(error("count by one property once")),
        many if many.len() > MAX_FIELDS => Err(error("count by one or two properties")),
        _ => Ok(()),
    }
}

/// The terms of a request, each counted apart: its texts, each once, and its concepts.
fn terms(matcher: Matcher, request: &TrendRequest) -> Result<Vec<Texts>> {
    let of = |part: &MentionRequest| Texts::of(part, matcher.fold);
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
        message: format!("two terms are named {name}: give the concept another name"),
    }
}

fn nothing_to_count() -> Error {
    Error::Setting {
        message: "nothing to count: give a text such as 行政复议, or a concept".to_string(),
    }
}

/// The texts that several terms count.
fn shared(terms: &[CountedTerm]) -> Vec<SharedText> {
    let mut shared: Vec<SharedText> = Vec::new();
    let texts = terms.iter().map(|term| &term.texts);
    let each = texts.flat_map(|texts| {
        texts
            .counted()
            .iter()
            .map(move |phrase| (texts.name(), phrase))
    });
    let each: Vec<_> = each.collect();
    for (index, (_, phrase)) in each.iter().enumerate() {
        let alike = each
            .iter()
            .filter(|(_, other)| other.folded == phrase.folded);
        let names: Vec<String> = alike.map(|(name, _)| name.clone()).collect();
        let is_first = each[..index]
            .iter()
            .all(|(_, other)| other.folded != phrase.folded);
        if is_first && names.len() > 1 {
            let mut entry = SharedText::default();
            entry.text.clone_from(&phrase.text);
            entry.terms = names;
            shared.push(entry);
        }
    }
    shared
}
