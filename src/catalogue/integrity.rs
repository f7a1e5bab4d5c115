//! Checks that the stored texts agree with what is indexed.

use quanwen_messages::{Message, message, text};
use rayon::prelude::*;

use crate::error::Result;
use crate::fold::Fold;
use crate::index::{
    DocumentAddress, DocumentColumns, DocumentKey, ExactLayer, Snapshot, folded_document,
};

/// Compares each character of every report's folded text with the exact layer, its paragraphs with its text, and its
/// columns with its record. Returns the problems, empty if there are none; the files' checksums are checked elsewhere.
///
/// # Errors
/// [`crate::Error::Damaged`], [`crate::Error::Read`].
pub(crate) fn integrity(snapshot: &Snapshot, fold: &Fold) -> Result<Vec<Message>> {
    let documents = snapshot.documents();
    let mut wrong = miscounted(snapshot, documents.len())?;
    for of_segment in documents.chunk_by(|a, b| a.segment() == b.segment()) {
        let Some(text) = ExactLayer::of(snapshot).text(of_segment[0].segment()) else {
            wrong.push(text!("the exact layer has two characters at one position").into());
            continue;
        };
        let keys = DocumentColumns::of(snapshot).keys(of_segment)?;
        let each: Vec<Option<Message>> = of_segment
            .par_iter()
            .zip(keys)
            .map(|(document, key)| differs(snapshot, fold, *document, &key, &text))
            .collect::<Result<_>>()?;
        wrong.extend(each.into_iter().flatten());
    }
    Ok(wrong)
}

/// Problems with the number of stored reports.
fn miscounted(snapshot: &Snapshot, stored: usize) -> Result<Vec<Message>> {
    let written = snapshot.commit.documents;
    let named = snapshot.manifest()?.indexed();
    let mut wrong = Vec::new();
    if stored as u64 != written {
        wrong.push(message!(
            "{stored} reports are stored, {written} were written",
            stored = stored,
            written = written
        ));
    }
    if named != stored {
        wrong.push(message!(
            "the manifest names {named} reports, {stored} are stored",
            named = named,
            stored = stored
        ));
    }
    Ok(wrong)
}

/// The problem of a report, given the characters of its segment's exact layer.
fn differs(
    snapshot: &Snapshot,
    fold: &Fold,
    address: DocumentAddress,
    key: &DocumentKey,
    characters: &[char],
) -> Result<Option<Message>> {
    let stored = snapshot.stored(address)?;
    let document = &stored.document;
    let folded = folded_document(document, fold);
    let exact = ExactLayer::of(snapshot);
    let indexed = &characters[exact.extent(address)];
    let is_sound = indexed.iter().copied().eq(folded.text.chars())
        && folded.section_starts == exact.section_starts(address)
        && folded.paragraphs == stored.paragraphs
        && *key == DocumentKey::of(document);
    let path = &document.path;
    Ok((!is_sound).then(|| {
        message!(
            "{path}: the stored text is not what was indexed",
            path = path
        )
    }))
}
