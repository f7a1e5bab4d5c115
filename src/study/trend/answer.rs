//! Writes down what was counted.

use super::cells::{GroupCounts, cells, total};
use super::groups::Groups;
use crate::api::{Balance, Coverage, SharedText, TrendAnswer, TrendRequest, TrendSummary};
use crate::matching::Texts;

/// The mentions of a term.
pub(super) struct TermCounts {
    /// By group.
    pub counts: Vec<GroupCounts>,
    /// Reports that have one.
    pub documents_with: u64,
}

/// The answer to a request, given its terms with their mentions.
pub(super) fn answer<'t>(
    request: &TrendRequest,
    groups: &Groups,
    terms: impl Iterator<Item = (&'t Texts, TermCounts)>,
    balance: Option<Balance>,
    coverage: Coverage,
) -> TrendAnswer {
    let mut answer = TrendAnswer::default();
    let (mut counted, mut names) = (Vec::new(), Vec::new());
    for (texts, of_term) in terms {
        let name = texts.name();
        answer.cells.extend(cells(&name, groups, &of_term.counts));
        let total = total(name.clone(), &of_term.counts, of_term.documents_with);
        answer.summary.terms.push(total);
        counted.push(texts);
        names.push(name);
    }
    let size = groups.size();
    answer.summary = TrendSummary {
        query: names.join(" | "),
        by: request.by.clone(),
        characters: size.characters,
        words: size.words,
        balance,
        shared: shared(&counted),
        coverage,
        ..answer.summary
    };
    answer
}

/// The texts that several terms count.
fn shared(terms: &[&Texts]) -> Vec<SharedText> {
    let mut shared: Vec<SharedText> = Vec::new();
    let each = terms.iter().flat_map(|texts| {
        texts
            .counted_phrases()
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
