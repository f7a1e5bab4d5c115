//! The story of a document, element by element (ISO/IEC 29500-1 §17.2–17.4).
//!
//! Owns which elements contain text that a reader sees. It identifies elements by local name. Invariant: paragraphs are
//! written in the order in which they end, so that a text box comes before the paragraph that it is anchored in.

use std::collections::HashSet;

use super::elements::{LEFT_OUT, Tag, is_left_out_annotation, stated_label};
use super::fields::Fields;
use super::insertions::Insertions;
use super::list_counters::ListCounters;
use super::paragraph::{self, Paragraph, Run};
use super::styles::Styles;
use crate::extracted::Extracted;
use crate::reader::build::flow::Flow;
use crate::reader::build::heading;
use crate::reader::build::label::labelled;
use crate::reader::drawing_ml::embedded;
use crate::reader::storage::xml::{Element, XmlEvent, XmlReader};
use crate::unread::Unread;

/// The two kinds of notes, each with its part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NoteKind {
    Footnote,
    Endnote,
}

/// Reads the body and the notes of a document into text.
pub(super) struct Body<'s> {
    styles: &'s Styles,
    counters: ListCounters<'s>,
    flow: Flow,
    open: Vec<Tag>,
    paragraphs: Vec<Paragraph>,
    runs: Vec<Run>,
    fields: Fields,
    /// For each open `AlternateContent`, whether an alternative has been taken.
    alternatives: Vec<bool>,
    /// The words of a paragraph whose mark is deleted.
    joined: String,
    /// The notes that the body refers to.
    notes: HashSet<(NoteKind, String)>,
    insertions: Insertions,
    is_document: bool,
    /// Whether something that it shows cannot be read.
    is_incomplete: bool,
}

impl<'s> Body<'s> {
    /// Begins a document with these styles, lists and insertions.
    pub(super) fn new(
        styles: &'s Styles,
        counters: ListCounters<'s>,
        insertions: Insertions,
    ) -> Self {
        Self {
            styles,
            counters,
            flow: Flow::default(),
            open: Vec::new(),
            paragraphs: Vec::new(),
            runs: Vec::new(),
            fields: Fields::default(),
            alternatives: Vec::new(),
            joined: String::new(),
            notes: HashSet::new(),
            insertions,
            is_document: false,
            is_incomplete: false,
        }
    }

    /// Reads the main part.
    ///
    /// # Errors
    /// Returns the reason if it is damaged.
    pub(super) fn read(&mut self, part: &str, text: &str) -> Result<(), Unread> {
        self.read_with(part, text, |_| true)
    }

    /// Reads the part of the footnotes or endnotes: only the notes that the body refers to.
    ///
    /// # Errors
    /// Returns the reason if it is damaged.
    pub(super) fn read_notes(
        &mut self,
        kind: NoteKind,
        part: &str,
        text: &str,
    ) -> Result<(), Unread> {
        let notes = std::mem::take(&mut self.notes);
        let is_wanted = |element: &Element<'_>| {
            let is_note = matches!(element.name(), "footnote" | "endnote");
            !is_note || notes.contains(&(kind, element.id("id").unwrap_or_default()))
        };
        let read = self.read_with(part, text, is_wanted);
        self.notes = notes;
        read
    }

    /// Takes note that there is no part of the footnotes or endnotes.
    pub(super) fn miss_notes(&mut self, kind: NoteKind) {
        self.is_incomplete |= self.notes.iter().any(|(of, _)| *of == kind);
    }

    fn read_with(
        &mut self,
        part: &str,
        text: &str,
        is_wanted: impl Fn(&Element<'_>) -> bool,
    ) -> Result<(), Unread> {
        let mut reader = XmlReader::new(part, text);
        while let Some(event) = reader.next()? {
            match event {
                XmlEvent::Start(element) if self.is_left_out(&element) || !is_wanted(&element) => {
                    reader.skip()?;
                }
                XmlEvent::Start(element) => self.start(&element),
                XmlEvent::Text(text) => self.text(&text),
                XmlEvent::End => self.end(),
            }
        }
        self.end_story();
        Ok(())
    }

    /// Whether a main part of a Word document has been read.
    pub(super) fn is_document(&self) -> bool {
        self.is_document
    }

    /// The text.
    pub(super) fn finish(self) -> Extracted {
        let mut extracted = self.flow.finish();
        if self.is_incomplete {
            extracted.mark_loss();
        }
        extracted
    }

    /// Whether an element is not shown, or is shown elsewhere.
    fn is_left_out(&mut self, element: &Element<'_>) -> bool {
        match element.name() {
            "del" | "moveFrom" if self.parent() == Some(Tag::MarkProperties) => {
                self.with_paragraph(|paragraph| paragraph.is_joined = true);
                true
            }
            "Choice" | "Fallback" => match self.alternatives.last_mut() {
                Some(is_taken) => std::mem::replace(is_taken, true),
                None => false,
            },
            "annotation" => is_left_out_annotation(element),
            name => LEFT_OUT.contains(&name),
        }
    }

    fn start(&mut self, element: &Element<'_>) {
        let parent = self.parent();
        let tag = Tag::new(element.name(), parent);
        match tag {
            Tag::Paragraph => self.open_paragraph(),
            Tag::Run => self.runs.push(Run::default()),
            Tag::Row => self.flow.open_row(),
            Tag::Cell => self.flow.open_cell(),
            Tag::Alternatives => self.alternatives.push(false),
            Tag::FormField => self.fields.set(element),
            Tag::Other => self.take(element, parent),
            _ => {}
        }
        self.open.push(tag);
    }

    /// Applies an element that contains no text itself.
    fn take(&mut self, element: &Element<'_>, parent: Option<Tag>) {
        match (parent, element.name()) {
            (_, "body") => self.is_document = true,
            (Some(Tag::RunProperties), _) => {
                if let Some(run) = self.runs.last_mut() {
                    run.set(element);
                }
            }
            (Some(Tag::ListProperties), "t") => {
                let label = stated_label(element);
                self.with_paragraph(|paragraph| paragraph.label = label);
            }
            (Some(Tag::ParagraphProperties), _) | (_, "numId" | "ilvl") => {
                self.with_paragraph(|paragraph| paragraph.set(element));
            }
            (_, "gridSpan") => self.flow.set_span(element.number("val").unwrap_or(1)),
            (_, "gridBefore") => self.flow.skip_columns(element.number("val").unwrap_or(0)),
            (_, "vMerge" | "hMerge") if !element.is("val", "restart") => self.flow.set_merged(),
            (Some(Tag::FormField), _) => self.fields.set(element),
            (_, "fldChar") => self.take_field(element),
            (_, "footnoteReference") => self.refer(NoteKind::Footnote, element),
            (_, "endnoteReference") => self.refer(NoteKind::Endnote, element),
            (_, "textpath") => self
                .flow
                .paragraph(&element.attribute("string").unwrap_or_default()),
            (_, "altChunk" | "chart") => self.insert(element.reference("id")),
            (_, "OLEObject") => self.is_incomplete |= embedded::shows_text(element),
            (_, "relIds") => self.insert(element.reference("dm")),
            // The bar of a fraction, without which 3/4 is 34.
            (_, "den") => self.write("/"),
            (Some(Tag::Run), _) => {
                if let Some(c) = paragraph::character(element) {
                    self.write(c.encode_utf8(&mut [0; 4]));
                }
            }
            _ => {}
        }
    }

    fn take_field(&mut self, element: &Element<'_>) {
        match element.attribute("fldCharType").as_deref() {
            Some("begin") => self.fields.begin(),
            Some("separate") => self.fields.separate(),
            Some("end") => {
                if let Some(words) = self.fields.end() {
                    self.write(&words);
                }
            }
            _ => {}
        }
    }

    fn refer(&mut self, kind: NoteKind, element: &Element<'_>) {
        self.notes.extend(element.id("id").map(|id| (kind, id)));
    }

    /// Writes the text of the part with this id.
    fn insert(&mut self, id: Option<String>) {
        if self.is_hidden() {
            return;
        }
        let inserted = id.and_then(|id| self.insertions.take(&id));
        self.is_incomplete |= inserted.as_ref().is_none_or(|text| text.is_incomplete);
        self.flow.document(&inserted.unwrap_or_default());
    }

    fn text(&mut self, text: &str) {
        match self.parent() {
            Some(Tag::Text) if !self.is_hidden() && self.fields.admit_text() => {
                let run = self.runs.last();
                let mut words = self
                    .paragraphs
                    .last_mut()
                    .map(|paragraph| &mut paragraph.words);
                let words = words.get_or_insert(&mut self.joined);
                run.unwrap_or(&Run::default()).write(text, words);
            }
            Some(Tag::FieldCode) => self.fields.add_code(text),
            _ => {}
        }
    }

    /// Writes the text that an element represents, if it is visible.
    fn write(&mut self, words: &str) {
        if !self.is_hidden() && self.fields.admit_text() {
            self.with_paragraph(|paragraph| paragraph.words.push_str(words));
        }
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Tag::Paragraph) => self.close_paragraph(),
            Some(Tag::Run) => {
                self.runs.pop();
            }
            Some(Tag::Row) => self.flow.close_row(),
            Some(Tag::Cell) => {
                self.end_story();
                self.flow.close_cell();
            }
            Some(Tag::TextBox) => self.end_story(),
            Some(Tag::Alternatives) => {
                self.alternatives.pop();
            }
            _ => {}
        }
    }

    fn open_paragraph(&mut self) {
        let words = std::mem::take(&mut self.joined);
        self.paragraphs.push(Paragraph {
            words,
            ..Paragraph::default()
        });
    }

    fn close_paragraph(&mut self) {
        self.fields.end_paragraph();
        let Some(paragraph) = self.paragraphs.pop() else {
            return;
        };
        if paragraph.is_joined {
            self.joined = paragraph.words;
            return;
        }
        let style = self.styles.paragraph_style(paragraph.style.as_deref());
        let label = self.counters.count(&paragraph.list, style, self.styles);
        let label = label.or(paragraph.label);
        let depth = match paragraph.outline_level {
            Some(level) => heading::of_level(level),
            None => style.and_then(|style| self.styles.heading_depth(style)),
        };
        let words = labelled(label, paragraph.words, self.flow.is_in_cell());
        match depth {
            Some(depth) => self.flow.heading(depth, &words),
            None => self.flow.paragraph(&words),
        }
    }

    /// Writes the words of a last paragraph that has no next paragraph to join.
    fn end_story(&mut self) {
        let joined = std::mem::take(&mut self.joined);
        self.flow.paragraph(&joined);
    }

    fn is_hidden(&self) -> bool {
        let style = self
            .paragraphs
            .last()
            .and_then(|paragraph| self.styles.paragraph_style(paragraph.style.as_deref()));
        let is_style_hidden = |style: &str| self.styles.is_hidden(style);
        match self.runs.last() {
            Some(run) => run.is_hidden(is_style_hidden) || style.is_some_and(is_style_hidden),
            None => false,
        }
    }

    fn parent(&self) -> Option<Tag> {
        self.open.last().copied()
    }

    fn with_paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            change(paragraph);
        }
    }
}
