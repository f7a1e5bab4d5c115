//! The lists of slides and notes in the document, with the texts of placeholders ([MS-PPT] 2.4.14).

use std::collections::HashMap;

use super::records::{Record, SLIDE_LIST, SLIDE_PERSIST};
use super::text::{self, Text};
use crate::reader::storage::little_endian::u32_at;

/// Instances of lists: of slides, of notes. That of masters is 1.
const SLIDES: u16 = 0;
const NOTES: u16 = 2;

/// A slide in the list.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// The identifier of its object.
    pub object: u32,
    /// The texts of its placeholders.
    pub texts: Vec<Text>,
}

/// The slides in the order of the document.
pub(super) fn slides(document: Record<'_>) -> Vec<Listed> {
    let mut slides: Vec<Listed> = Vec::new();
    for record in list(document, SLIDES) {
        if record.kind == SLIDE_PERSIST {
            slides.push(Listed {
                object: u32_at(record.body, 0).unwrap_or_default(),
                texts: Vec::new(),
            });
        } else if let Some(slide) = slides.last_mut() {
            text::add(&mut slide.texts, record);
        }
    }
    slides
}

/// The objects of notes by the identifiers by which slides refer to them.
pub(super) fn notes(document: Record<'_>) -> HashMap<u32, u32> {
    let entries = list(document, NOTES).filter(|record| record.kind == SLIDE_PERSIST);
    entries
        .filter_map(|record| Some((u32_at(record.body, 12)?, u32_at(record.body, 0)?)))
        .collect()
}

/// The records of a list.
fn list(document: Record<'_>, instance: u16) -> impl Iterator<Item = Record<'_>> {
    let is_wanted =
        move |record: &Record<'_>| record.kind == SLIDE_LIST && record.instance == instance;
    let lists = document.children().filter(is_wanted);
    lists.flat_map(|list| list.children())
}
