//! Occurrences of patterns: in the folded text of each report that has the texts that every match contains.

use std::collections::HashSet;

use super::occurrence::Occurrence;
use super::texts::Texts;
use crate::document::saturating_u32;
use crate::error::Result;
use crate::index::{DocumentAddress, ExactLayer, FoldedTexts, Selection, Snapshot};
use crate::query::Pattern;

/// The occurrences of the patterns among some texts in the selected reports, by report.
pub(super) fn find_patterns(
    snapshot: &Snapshot,
    texts: &Texts,
    selection: &Selection,
) -> Result<Vec<(DocumentAddress, Vec<Occurrence>)>> {
    let mut by_document = Vec::new();
    for (index, pattern) in texts.numbered_patterns() {
        let candidates = candidates(snapshot, pattern, selection)?;
        let found = FoldedTexts::of(snapshot).map(&candidates, |_, text| {
            let text: String = text.iter().collect();
            Ok(occurrences(&text, index, pattern).collect())
        })?;
        by_document.extend(candidates.into_iter().zip(found));
    }
    Ok(by_document)
}

/// The occurrences of the patterns among some texts in a folded text.
pub(crate) fn scan_patterns(folded: &str, texts: &Texts) -> Vec<Occurrence> {
    let patterns = texts.numbered_patterns();
    patterns
        .flat_map(|(index, pattern)| occurrences(folded, index, pattern))
        .collect()
}

fn occurrences(folded: &str, index: usize, pattern: &Pattern) -> impl Iterator<Item = Occurrence> {
    let phrase = saturating_u32(index);
    let matches = pattern.matches(folded).into_iter();
    matches.map(move |range| Occurrence::Matched {
        start: range.start,
        end: range.end,
        phrase,
    })
}

/// The selected reports that may have a match.
fn candidates(
    snapshot: &Snapshot,
    pattern: &Pattern,
    selection: &Selection,
) -> Result<Vec<DocumentAddress>> {
    let exact = ExactLayer::of(snapshot);
    let mut candidates = selection.documents(snapshot);
    for literal in pattern.literals() {
        let found = exact.occurrences(std::slice::from_ref(literal), selection)?;
        let found = exact.by_document(&found);
        let with: HashSet<DocumentAddress> = found.iter().map(|found| found.document).collect();
        candidates.retain(|candidate| with.contains(candidate));
    }
    Ok(candidates)
}
