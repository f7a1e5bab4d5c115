//! The mentions of a term by group.

use super::groups::Groups;
use crate::api::{TrendCell, TrendTotal};
use crate::index::{DocumentAddress, SectionAddress};

/// Mentions in one group.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct GroupCounts {
    mentions: u64,
    sections: u64,
    documents: u64,
    /// The report counted last.
    last: Option<DocumentAddress>,
}

/// The mentions by group, given those by section in index order.
pub(super) fn counts_by_group(
    sections: &[(SectionAddress, u32)],
    groups: &Groups,
) -> Vec<GroupCounts> {
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

pub(super) fn total(term: String, counts: &[GroupCounts], documents_with: u64) -> TrendTotal {
    TrendTotal {
        term,
        mentions: counts.iter().map(|counts| counts.mentions).sum(),
        sections: counts.iter().map(|counts| counts.sections).sum(),
        documents_with,
    }
}

/// The cells of a term, in the order of the groups.
pub(super) fn cells<'g>(
    term: &'g str,
    groups: &'g Groups<'_>,
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
            group: groups.named(group),
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
