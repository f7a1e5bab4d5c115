//! Presentations of `PowerPoint` 97–2003 (.ppt, .pps, .pot) and of WPS (.dps), which share one format, [MS-PPT].
//!
//! Owns which objects are read: the slides in the order of the document, with their notes. Masters are not read, since
//! their text is not that of a slide. Invariant: for any bytes it terminates, in time and memory linear in the file's size.
//!
//! A library is used only for the compound file. `office_oxide`, which reads the format, adds texts of masters and signs
//! that stand for dates to the text of slides, and brings readers of its own for every format of Office.

mod drawing;
mod outline;
mod persist;
mod records;
mod shape;
mod text;

use std::collections::HashMap;

use quanwen_messages::text;

use self::drawing::Drawing;
use self::outline::Listed;
use self::persist::Objects;
use self::records::{
    BINARY_TAG, COMMENT, DRAWING, HEADERS_FOOTERS, NOTES, PROGRAM_BINARY_TAG, PROGRAM_TAGS, Record,
    SLIDE, SLIDE_ATOM, SLIDE_SHOW_INFO, STRING,
};
use self::text::Text;
use crate::extracted::Extracted;
use crate::options::ReadOptions;
use crate::reader::build::slide::{Deck, Line, Slide};
use crate::reader::storage::little_endian::{u16_at, u32_at};
use crate::reader::storage::ole::OleFile;
use crate::unread::Unread;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

/// The bit of a slide that is left out when the slides are shown ([MS-PPT] 2.6.6, `fHidden`).
const IS_HIDDEN: u16 = 1 << 2;
/// Instance of the string of a comment that is its text; others are the author ([MS-PPT] 2.5.24).
const COMMENT_TEXT: u16 = 1;

/// Reads a presentation.
///
/// # Errors
/// Returns the reason why it is not read.
pub(super) fn extract(bytes: &[u8], options: ReadOptions) -> Result<Extracted, Unread> {
    let ole = OleFile::open(bytes)?;
    let folder = ole.presentation_folder();
    let stream = ole.stream(&format!("{folder}PowerPoint Document"))?;
    // It only says where the last edit is, which can be searched for.
    let user = ole
        .stream(&format!("{folder}Current User"))
        .unwrap_or_default();
    let mut objects = Objects::find(&stream, &user)?;
    let document = objects.document()?;
    let notes = outline::notes(document);
    let mut slides = Slides {
        objects,
        notes,
        deck: Deck::default(),
    };
    for (number, listed) in (1..).zip(outline::slides(document)) {
        slides.read(number, &listed)?;
    }
    if document.is_cut {
        slides.deck.lose(Unread::cut_short(text!("its document")))?;
    }
    slides.deck.finish(options.everything)
}

/// Reads slides and their notes.
struct Slides<'b> {
    objects: Objects<'b>,
    /// The objects of notes by their identifiers.
    notes: HashMap<u32, u32>,
    deck: Deck,
}

impl Slides<'_> {
    /// Reads a slide of the document's list into the deck.
    fn read(&mut self, number: u32, listed: &Listed) -> Result<(), Unread> {
        let mut slide = Slide::default();
        let record = self.objects.object(listed.object, SLIDE);
        let drawing = self.drawing(record, &listed.texts)?;
        (slide.lines, slide.left_out) = (drawing.shown, drawing.left_out);
        if let Some(record) = record {
            slide.is_hidden = is_hidden(record);
            let notes = notes_of(record).and_then(|id| self.notes.get(&id).copied());
            if let Some(object) = notes {
                let record = self.objects.object(object, NOTES);
                let drawing = self.drawing(record, &[])?;
                slide.notes = drawing.shown;
                slide.left_out.extend(drawing.left_out);
            }
            slide
                .left_out
                .extend(footers(record).chain(comments(record)));
        }
        self.deck.slide(number, slide);
        Ok(())
    }

    /// The text of an object with a drawing; the outline alone if the object is missing, which is recorded as a loss.
    fn drawing(&mut self, record: Option<Record<'_>>, outline: &[Text]) -> Result<Drawing, Unread> {
        let mut drawing = Drawing::default();
        let own = record.and_then(|record| child(record, DRAWING));
        match own {
            Some(own) => drawing.read(own, outline),
            None => drawing.add_texts(outline),
        }
        if own.is_none() || drawing.is_damaged || record.is_some_and(|record| record.is_cut) {
            self.deck.lose(Unread::cut_short(text!("a slide")))?;
        }
        Ok(drawing)
    }
}

/// The first record of a type in a container.
fn child(record: Record<'_>, kind: u16) -> Option<Record<'_>> {
    record.children().find(|record| record.kind == kind)
}

/// Whether a slide is left out when the slides are shown.
fn is_hidden(slide: Record<'_>) -> bool {
    let flags = child(slide, SLIDE_SHOW_INFO).and_then(|info| u16_at(info.body, 10));
    flags.is_some_and(|flags| flags & IS_HIDDEN != 0)
}

/// The identifier of a slide's notes ([MS-PPT] 2.5.10); `None` if it has none.
fn notes_of(slide: Record<'_>) -> Option<u32> {
    let id = child(slide, SLIDE_ATOM).and_then(|atom| u32_at(atom.body, 16));
    id.filter(|id| *id != 0)
}

/// The footer, header and date of a slide ([MS-PPT] 2.4.15.1).
fn footers(slide: Record<'_>) -> impl Iterator<Item = Line> {
    let containers = slide
        .children()
        .filter(|record| record.kind == HEADERS_FOOTERS);
    let records = containers.flat_map(|record| record.children());
    records.filter(|record| record.kind == STRING).map(string)
}

/// The comments on a slide ([MS-PPT] 2.5.19–24).
fn comments(slide: Record<'_>) -> impl Iterator<Item = Line> {
    let levels = [PROGRAM_TAGS, PROGRAM_BINARY_TAG, BINARY_TAG, COMMENT];
    let records: Box<dyn Iterator<Item = Record<'_>>> = Box::new(std::iter::once(slide));
    let records = levels.into_iter().fold(records, |records, kind| {
        let children = records.flat_map(|record| record.children());
        Box::new(children.filter(move |record| record.kind == kind))
    });
    let strings = records.flat_map(|comment| comment.children());
    strings
        .filter(|record| record.kind == STRING && record.instance == COMMENT_TEXT)
        .map(string)
}

fn string(record: Record<'_>) -> Line {
    Line::Paragraph(String::from_utf16_lossy(&text::units(record.body)))
}
