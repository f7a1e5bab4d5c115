//! Counts of texts and concepts over years, places, issuers and headings.
//!
//! `coverage` chooses the reports, `value` and `groups` put their sections into groups, and here the mentions of each term
//! are counted by group. No text is read. **Invariant.** The mentions of the cells of a term sum to those of
//! `count_mentions` under the same filter.

mod coverage;
mod groups;
mod value;

use crate::api::{
    MentionRequest, SharedText, TrendAnswer, TrendCell, TrendField, TrendRequest, TrendSummary,
    TrendTotal,
};
use crate::error::{Error, Result};
use crate::index::{DocumentAddress, SectionAddress};
use crate::matching::{Matcher, Matches, Texts};
use coverage::Covered;
use groups::{Groups, MAX_FIELDS};

/// Counts the terms of a request.
///
/// # Errors
/// [`Error::Query`] for a text that folds to nothing, for no term, and for properties that cannot be counted by.
pub(crate) fn trend(matcher: Matcher, request: &TrendRequest) -> Result<TrendAnswer> {
    check_fields(&request.by)?;
    let terms = terms(matcher, request)?;
    let covered = Covered::of(matcher, request)?;
    let groups = Groups::of(matcher, request, &covered)?;
    let mut answer = TrendAnswer::default();
    for texts in &terms {
        let found = Matches::find(matcher, texts, &covered.selection, &request.filter)?;
        let sections = found.by_section(matcher.snapshot)?;
        let counts = counts_by_group(&sections, &groups);
        let name = texts.name();
        answer.cells.extend(cells(&name, &groups, &counts));
        let documents = sections.chunk_by(|(a, _), (b, _)| a.document == b.document);
        let documents_with = documents.count() as u64;
        answer
            .summary
            .terms
            .push(total(name, &counts, documents_with));
    }
    let size = groups.size();
    let names: Vec<&str> = answer
        .summary
        .terms
        .iter()
        .map(|term| term.term.as_str())
        .collect();
    answer.summary = TrendSummary {
        query: names.join(" | "),
        by: request.by.clone(),
        characters: size.characters,
        words: size.words,
        balance: covered.balance,
        shared: shared(&terms),
        coverage: matcher.coverage(&covered.selection),
        ..answer.summary
    };
    Ok(answer)
}

fn check_fields(fields: &[TrendField]) -> Result<()> {
    let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
    let error = |message: &str| Error::Query {
        query: names.join(","),
        column: 1,
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
    Error::Query {
        query: name.to_string(),
        column: 1,
        message: "two terms have this name: give the concept another one".to_string(),
    }
}

fn nothing_to_count() -> Error {
    Error::Query {
        query: String::new(),
        column: 1,
        message: "nothing to count: give a text such as 行政复议, or a concept".to_string(),
    }
}

/// Mentions in one group.
#[derive(Debug, Clone, Copy, Default)]
struct GroupCounts {
    mentions: u64,
    sections: u64,
    documents: u64,
    /// The report counted last.
    last: Option<DocumentAddress>,
}

/// The mentions by group, given those by section in index order.
fn counts_by_group(sections: &[(SectionAddress, u32)], groups: &Groups) -> Vec<GroupCounts> {
    let mut counts = vec![GroupCounts::default(); groups.len()];
    for (section, mentions) in sections {
        let Some(group) = groups.of_section(*section) else {
            continue;
        };
        let counts = &mut counts[group];
        counts.mentions += u64::from(*mentions);
        counts.sections += 1;
        counts.documents += u64::from(counts.last != Some(section.document));
        counts.last = Some(section.document);
    }
    counts
}

fn total(term: String, counts: &[GroupCounts], documents_with: u64) -> TrendTotal {
    TrendTotal {
        term,
        mentions: counts.iter().map(|counts| counts.mentions).sum(),
        sections: counts.iter().map(|counts| counts.sections).sum(),
        documents_with,
    }
}

/// The cells of a term, in the order of the groups.
fn cells<'g>(
    term: &'g str,
    groups: &'g Groups,
    counts: &'g [GroupCounts],
) -> impl Iterator<Item = TrendCell> + 'g {
    groups.in_order().map(move |group| {
        let counts = group.index.map(|index| counts[index]);
        let mentions = counts.map(|counts| counts.mentions);
        let ratio = |denominator: u64| {
            let mentions = mentions? as f64;
            (denominator > 0).then(|| mentions / denominator as f64)
        };
        TrendCell {
            term: term.to_string(),
            group: group.values.clone(),
            mentions,
            sections: counts.map(|counts| counts.sections),
            documents_with: counts.map(|counts| counts.documents),
            documents: group.documents,
            characters: group.size.characters,
            words: group.size.words,
            per_10k: ratio(group.size.characters).map(|share| share * 10_000.0),
            per_word: ratio(group.size.words),
            per_document: ratio(group.documents),
        }
    })
}

/// The texts that several terms count.
fn shared(terms: &[Texts]) -> Vec<SharedText> {
    let mut shared: Vec<SharedText> = Vec::new();
    let each = terms.iter().flat_map(|texts| {
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
