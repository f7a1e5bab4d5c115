//! The content of an ODF document, element by element (ODF 1.3 part 3, §4–9).
//!
//! Owns which elements contain visible text. Invariant: paragraphs are output in the order in which they end, so a
//! text box comes before the paragraph it is anchored in; notes come at the end.

use super::elements::{LEFT_OUT, Tag, WITHOUT_WORDS};
use super::list_counters::ListCounters;
use super::objects::Objects;
use super::pages::{Pages, Region};
use super::styles::Styles;
use crate::extracted::Extracted;
use crate::reader::build::flow::Flow;
use crate::reader::build::label::{Label, labelled};
use crate::reader::storage::xml::{Element, XmlEvent, XmlReader};
use crate::unread::Unread;

/// Maximum number of spaces that one element represents.
const MAX_BLANKS: usize = 256;
/// How many elements are around the content of a document; a drawing in more of them is an object.
const BODY: usize = 2;

/// An open paragraph.
#[derive(Debug)]
struct Paragraph {
    words: String,
    /// Whether white space is dropped because it follows other white space or nothing.
    is_after_space: bool,
    /// The depth of a heading, 1–9.
    depth: Option<u8>,
    label: Option<Label>,
}

/// Reads the content of a document into text.
pub(super) struct Body<'s> {
    styles: &'s Styles,
    counters: ListCounters,
    flow: Flow,
    /// The pages of a presentation or drawing.
    pages: Option<Pages>,
    open: Vec<Tag>,
    paragraphs: Vec<Paragraph>,
    notes: Vec<String>,
    /// The number of open notes.
    open_notes: usize,
    reads_comments: bool,
    comments: Vec<String>,
    /// The number of open comments.
    open_comments: usize,
    objects: Objects,
    is_document: bool,
}

impl<'s> Body<'s> {
    /// Starts a document with these styles and objects.
    pub(super) fn new(styles: &'s Styles, objects: Objects, reads_comments: bool) -> Self {
        Self {
            styles,
            counters: ListCounters::default(),
            flow: Flow::default(),
            pages: None,
            open: Vec::new(),
            paragraphs: Vec::new(),
            notes: Vec::new(),
            open_notes: 0,
            reads_comments,
            comments: Vec::new(),
            open_comments: 0,
            objects,
            is_document: false,
        }
    }

    /// Reads the content part.
    ///
    /// # Errors
    /// The reason, if the part is damaged.
    pub(super) fn read(&mut self, part: &str, text: &str) -> Result<(), Unread> {
        self.read_element(&mut XmlReader::new(part, text))
    }

    /// Reads up to the end of the element that started last.
    ///
    /// # Errors
    /// The reason, if the part is damaged.
    pub(super) fn read_element(&mut self, reader: &mut XmlReader<'_>) -> Result<(), Unread> {
        while let Some(event) = reader.next()? {
            match event {
                XmlEvent::Start(element) if self.is_left_out(&element) => reader.skip()?,
                XmlEvent::Start(element) => self.start(&element),
                XmlEvent::Text(text) => self.text(&text),
                XmlEvent::End if self.open.is_empty() => break,
                XmlEvent::End => self.end(),
            }
        }
        Ok(())
    }

    /// The lines of the comments, which are no part of the text.
    pub(super) fn take_comments(&mut self) -> String {
        let mut flow = Flow::default();
        for comment in self.comments.drain(..) {
            flow.paragraph(&comment);
        }
        flow.finish().text
    }

    /// Whether the content of a text document, presentation or drawing has been read.
    pub(super) fn is_document(&self) -> bool {
        self.is_document
    }

    /// Whether an object could not be read.
    pub(super) fn is_incomplete(&self) -> bool {
        self.objects.is_incomplete()
    }

    /// The text, with the notes at the end; `everything` concerns pages.
    ///
    /// # Errors
    /// As for [`Pages::finish`].
    pub(super) fn finish(mut self, everything: bool) -> Result<Extracted, Unread> {
        if let Some(pages) = self.pages {
            return pages.finish(everything);
        }
        for note in &self.notes {
            self.flow.paragraph(note);
        }
        Ok(self.flow.finish())
    }

    /// Whether an element is invisible or shown elsewhere.
    fn is_left_out(&self, element: &Element<'_>) -> bool {
        let style = element.id("style-name");
        let is_hidden = |family| {
            style
                .as_deref()
                .is_some_and(|style| self.styles.is_hidden(family, style))
        };
        match element.name() {
            "annotation" => !self.reads_comments,
            "p" | "h" => is_hidden("paragraph"),
            "span" => is_hidden("text"),
            "section" => element.is("display", "none") || element.is("is-hidden", "true"),
            "hidden-text" | "hidden-paragraph" => element.is("is-hidden", "true"),
            name => LEFT_OUT.contains(&name) || name.ends_with("-source"),
        }
    }

    fn start(&mut self, element: &Element<'_>) {
        self.divide();
        let tag = match element.name() {
            "p" | "h" => self.open_paragraph(element),
            "list" => {
                self.counters.open_list(element);
                Tag::List
            }
            "list-item" => {
                self.counters.open_item(element);
                Tag::ListItem
            }
            "table-row" => {
                self.flow.open_row();
                Tag::Row
            }
            "table-cell" | "covered-table-cell" => self.open_cell(element),
            "note-body" => {
                self.open_notes += 1;
                Tag::NoteBody
            }
            "annotation" => {
                self.open_comments += 1;
                Tag::Comment
            }
            "math" if self.paragraphs.is_empty() => self.open_paragraph(element),
            "mfrac" => Tag::Fraction {
                has_numerator: false,
            },
            "mi" | "mn" | "mo" | "ms" | "mtext" => Tag::MathToken,
            name => self.open_other(name, element),
        };
        self.open.push(tag);
        if element.name() == "object"
            && let Some(location) = element.attribute("href")
        {
            self.read_object(&location);
        }
    }

    /// Writes the bar of a fraction before its denominator, without which 3/4 is 34.
    fn divide(&mut self) {
        if let Some(Tag::Fraction { has_numerator }) = self.open.last_mut()
            && std::mem::replace(has_numerator, true)
        {
            self.write("/");
        }
    }

    /// Reads the object at a location of the package, up to any damage.
    fn read_object(&mut self, location: &str) {
        let Some(object) = self.objects.open(location) else {
            return;
        };
        let outer = self.open.len();
        let read = self.read(location, &object);
        self.objects.close(read.is_err());
        while self.open.len() > outer {
            self.end();
        }
    }

    /// Handles an element that represents characters or identifies the kind of document.
    fn take(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "text" => self.is_document = true,
            "presentation" | "drawing" if self.open.len() == BODY => {
                self.is_document = true;
                self.pages.get_or_insert_default();
            }
            "tab" => self.write("\t"),
            "line-break" => self.write("\n"),
            "s" => {
                let blanks = element.number("c").unwrap_or(1_usize);
                self.write(&" ".repeat(blanks.min(MAX_BLANKS)));
            }
            _ => {}
        }
    }

    /// Opens an element that begins a part of a page, is part of a paragraph or is neither.
    fn open_other(&mut self, name: &str, element: &Element<'_>) -> Tag {
        if let Some(region) = self.open_region(element) {
            return Tag::Region(region);
        }
        self.take(name, element);
        let is_inline = self.is_in_words() && !WITHOUT_WORDS.contains(&name);
        if is_inline { Tag::Inline } else { Tag::Other }
    }

    /// Opens the part of a page that an element begins, if any.
    fn open_region(&mut self, element: &Element<'_>) -> Option<Region> {
        let pages = self.pages.as_mut().filter(|_| !self.objects.is_open())?;
        let region = Region::of(element, self.styles)?;
        pages.open(&mut self.flow);
        Some(region)
    }

    fn open_paragraph(&mut self, element: &Element<'_>) -> Tag {
        let depth = || {
            element
                .number::<u8>("outline-level")
                .unwrap_or(1)
                .clamp(1, 9)
        };
        let depth = (element.name() == "h").then(depth);
        let label = self.label(depth, element);
        self.paragraphs.push(Paragraph {
            words: String::new(),
            is_after_space: true,
            depth,
            label,
        });
        Tag::Paragraph
    }

    fn label(&mut self, depth: Option<u8>, element: &Element<'_>) -> Option<Label> {
        let style = element.id("style-name").unwrap_or_default();
        if self.parent() == Some(Tag::ListItem) {
            return self.counters.count_item(&style, self.styles);
        }
        if element.is("is-list-header", "true") || self.styles.list_style_of(&style) == Some("") {
            return None;
        }
        self.counters.count_heading(depth?, element, self.styles)
    }

    fn open_cell(&mut self, element: &Element<'_>) -> Tag {
        self.flow.open_cell();
        self.flow
            .set_span(element.number("number-columns-repeated").unwrap_or(1));
        if element.name() == "covered-table-cell" {
            self.flow.set_merged();
        }
        Tag::Cell
    }

    /// Adds text with white space collapsed (ODF 1.3 part 3, §6.1.2).
    fn text(&mut self, text: &str) {
        if !self.is_in_words() && self.parent() != Some(Tag::MathToken) {
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        for c in text.chars() {
            let is_space = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !is_space {
                paragraph.words.push(c);
            } else if !paragraph.is_after_space {
                paragraph.words.push(' ');
            }
            paragraph.is_after_space = is_space;
        }
    }

    fn write(&mut self, words: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.words.push_str(words);
            paragraph.is_after_space = false;
        }
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Tag::Paragraph) => self.close_paragraph(),
            Some(Tag::List) => self.counters.close_list(),
            Some(Tag::Row) => self.flow.close_row(),
            Some(Tag::Cell) => self.flow.close_cell(),
            Some(Tag::Region(region)) => {
                if let Some(pages) = &mut self.pages {
                    pages.close(region, &mut self.flow);
                }
            }
            Some(Tag::NoteBody) => self.open_notes = self.open_notes.saturating_sub(1),
            Some(Tag::Comment) => self.open_comments = self.open_comments.saturating_sub(1),
            _ => {}
        }
    }

    fn close_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else {
            return;
        };
        let words = labelled(paragraph.label, paragraph.words, self.flow.is_in_cell());
        match paragraph.depth {
            _ if self.open_comments > 0 => self.comments.push(words),
            _ if self.open_notes > 0 => self.notes.push(words),
            Some(depth) => self.flow.heading(depth, &words),
            None => self.flow.paragraph(&words),
        }
    }

    /// Whether text at this position belongs to a paragraph.
    fn is_in_words(&self) -> bool {
        matches!(self.parent(), Some(Tag::Paragraph | Tag::Inline))
    }

    fn parent(&self) -> Option<Tag> {
        self.open.last().copied()
    }
}
