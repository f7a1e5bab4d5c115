//! Occurrences where marks count: the exact layer finds candidate paragraphs, whose text is then scanned.

use std::collections::BTreeMap;

use super::concept::strictly_without_overlaps;
use super::matcher::Matcher;
use super::occurrence::{Occurrence, scan};
use super::texts::Texts;
use crate::document::{Document, saturating_u32};
use crate::error::Result;
use crate::fold::{Fold, Folded, Marks, paragraph_ranges};
use crate::index::{DocumentAddress, Selection, StoredDocument};

/// Candidate positions in one report: characters of its folded text, with the index of the phrase that starts there
/// if marks are ignored.
type Places = Vec<(u32, u32)>;

/// The occurrences of texts with their marks, by report. Each report and paragraph is read once, however many texts
/// there are.
pub(super) fn find_strictly(
    matcher: Matcher,
    texts: &Texts,
    selection: &Selection,
) -> Result<BTreeMap<DocumentAddress, Vec<Occurrence>>> {
    let exact = matcher.exact();
    let (marks, words): (Vec<_>, Vec<_>) = (0..)
        .zip(&texts.phrases)
        .partition(|(_, phrase)| phrase.folded.is_empty());
    let mut places: BTreeMap<DocumentAddress, Places> = BTreeMap::new();
    for (index, phrase) in words {
        let found = exact.occurrences(&phrase.readings, selection)?;
        for found in exact.by_document(&found) {
            let of_document = places.entry(found.document).or_default();
            of_document.extend(found.starts().map(|start| (start, index)));
        }
    }
    // A text of marks alone can be anywhere.
    let marks: Vec<u32> = marks.into_iter().map(|(index, _)| index).collect();
    if !marks.is_empty() {
        for address in selection.documents(matcher.snapshot) {
            places.entry(address).or_default();
        }
    }
    let mut found = BTreeMap::new();
    for (address, mut places) in places {
        places.sort_unstable();
        let stored = matcher.snapshot.stored(address)?;
        let occurrences = scan_strictly(matcher.fold, &stored, texts, &places, &marks);
        found.insert(address, occurrences);
    }
    Ok(found)
}

/// The occurrences in the paragraphs with candidate positions (ascending), and those of `everywhere` in all paragraphs.
pub(crate) fn scan_strictly(
    fold: &Fold,
    stored: &StoredDocument,
    texts: &Texts,
    places: &[(u32, u32)],
    everywhere: &[u32],
) -> Vec<Occurrence> {
    let mut rest = places;
    let mut occurrences = Vec::new();
    for paragraph in stored.paragraphs.places() {
        let end = paragraph.characters.end;
        let (here, after) = rest.split_at(rest.partition_point(|(start, _)| *start < end));
        rest = after;
        let mut wanted: Vec<u32> = here.iter().map(|(_, index)| *index).collect();
        wanted.extend(everywhere);
        wanted.sort_unstable();
        wanted.dedup();
        if wanted.is_empty() {
            continue;
        }
        let Document { text, gaps, .. } = &stored.document;
        for (number, line) in paragraph_ranges(text, paragraph.bytes, gaps).enumerate() {
            let folded = fold.fold_paragraph(text, line, gaps, Marks::Kept);
            for index in &wanted {
                let phrase = &texts.phrases[*index as usize];
                // Lines of markup alone are stored with the paragraph before them, but have no text in which words are.
                if number == 0 || phrase.folded.is_empty() {
                    let strict = phrase.strict.as_deref().unwrap_or_default();
                    occurrences.extend(scan_folded(&folded, strict, *index));
                }
            }
        }
    }
    match texts.concept {
        Some(_) => strictly_without_overlaps(occurrences, texts.counted),
        None => occurrences,
    }
}

/// The occurrences of a text in a paragraph folded with its marks.
fn scan_folded(folded: &Folded, strict: &[String], phrase: u32) -> Vec<Occurrence> {
    scan(&folded.text, strict)
        .into_iter()
        .map(|range| {
            let bytes = folded.origin(range.start as usize..range.end as usize);
            Occurrence::Strict {
                start: saturating_u32(bytes.start),
                end: saturating_u32(bytes.end),
                phrase,
            }
        })
        .collect()
}
