//! Words in RTF file order → paragraphs, headings and rows in reading order. Knows tables, notes and text boxes, but
//! neither encodings nor groups.

use super::words::Aside;
use crate::extracted::Extracted;
use crate::reader::build::asides::Asides;
use crate::reader::build::flow::Flow;
use crate::reader::build::label::{Label, MAX_LABEL, labelled};

/// The flow that a story is written to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Text,
    Notes,
    Aside,
}

/// An independent flow of text: the document, a note, a text box, a header, a comment.
#[derive(Debug, Default)]
struct Story {
    place: Place,
    /// What ends with the story, if it is not part of an outer one.
    aside: Option<Aside>,
    /// The paragraph so far.
    paragraph: String,
    /// The number of the paragraph, and the byte offset in the paragraph at which it is inserted.
    label: Option<(usize, Label)>,
    /// Number of rows open around the story.
    outer_rows: usize,
}

/// The text so far. Invariant: there is always a story.
#[derive(Debug)]
pub(super) struct Body {
    text: Flow,
    /// Notes, written after the document.
    notes: Flow,
    /// The header, footer or comment that is open, and those before it.
    aside: Flow,
    asides: Asides,
    /// The story of the document, and the stories that interrupt it.
    stories: Vec<Story>,
}

impl Body {
    pub(super) fn new() -> Self {
        Self {
            text: Flow::default(),
            notes: Flow::default(),
            aside: Flow::default(),
            asides: Asides::default(),
            stories: vec![Story::default()],
        }
    }

    fn story(&mut self) -> &mut Story {
        self.stories
            .last_mut()
            .expect("the story of the document is never closed")
    }

    /// The flow of the open story, moved to this table nesting depth, 0 for outside tables.
    fn enter(&mut self, tables: usize) -> &mut Flow {
        let Story {
            place, outer_rows, ..
        } = *self.story();
        let flow = self.flow(place);
        flow.enter(outer_rows + tables);
        flow
    }

    fn flow(&mut self, place: Place) -> &mut Flow {
        match place {
            Place::Text => &mut self.text,
            Place::Notes => &mut self.notes,
            Place::Aside => &mut self.aside,
        }
    }

    pub(super) fn add_damaged(&mut self, damaged: u32) {
        self.text.add_damaged(damaged);
    }

    pub(super) fn push(&mut self, words: &str) {
        self.story().paragraph.push_str(words);
    }

    /// Ends a paragraph at this table nesting depth, 0 for outside tables, with its depth 1–9 if it is a heading.
    pub(super) fn end_paragraph(&mut self, tables: usize, heading: Option<u8>) {
        let story = self.story();
        let mut words = std::mem::take(&mut story.paragraph);
        if let Some((start, label)) = story.label.take() {
            let behind = words.split_off(start);
            words += &labelled(Some(label), behind, tables > 0);
        }
        let flow = self.enter(tables);
        match heading {
            Some(depth) => flow.heading(depth, &words),
            None => flow.paragraph(&words),
        }
    }

    /// Ends a cell at this table nesting depth, at least 1.
    pub(super) fn end_cell(&mut self, tables: usize) {
        self.end_paragraph(tables, None);
        self.enter(tables).close_cell();
    }

    /// Ends a row at this table nesting depth, at least 1.
    pub(super) fn end_row(&mut self, tables: usize) {
        self.enter(tables).close_row();
    }

    /// Begins a note; it is written after the document.
    pub(super) fn open_note(&mut self) {
        self.open_story(Place::Notes, None);
    }

    /// Begins a header, a footer or a comment; it is written after the notes.
    pub(super) fn open_aside(&mut self, aside: Aside) {
        self.open_story(Place::Aside, Some(aside));
    }

    /// Begins a text box; it is written before the paragraph that contains it.
    pub(super) fn open_box(&mut self) {
        let place = self.story().place;
        self.open_story(place, None);
    }

    fn open_story(&mut self, place: Place, aside: Option<Aside>) {
        let flow = self.flow(place);
        let outer_rows = flow.depth();
        flow.enter(outer_rows);
        self.stories.push(Story {
            place,
            aside,
            outer_rows,
            ..Story::default()
        });
    }

    /// Ends a story that interrupts another one.
    pub(super) fn close(&mut self) {
        if self.stories.len() > 1 {
            self.end_paragraph(0, None);
            let story = self.stories.pop();
            if let Some(aside) = story.and_then(|story| story.aside) {
                self.close_aside(aside);
            }
        }
    }

    fn close_aside(&mut self, aside: Aside) {
        let lines = std::mem::take(&mut self.aside).finish().text;
        match aside {
            Aside::Header => self.asides.add_header(lines),
            Aside::Comment => self.asides.add_comments(lines),
        }
    }

    /// Length in bytes of the paragraph so far.
    pub(super) fn paragraph_length(&self) -> usize {
        self.stories.last().map_or(0, |story| story.paragraph.len())
    }

    /// Separates the number of a list item, which began at this byte of the paragraph, from its text; a symbol font
    /// character becomes a bullet.
    pub(super) fn end_list_number(&mut self, start: usize) {
        let story = self.story();
        // Longer text is not a number; otherwise nested groups would process it repeatedly.
        let number = story.paragraph.get(start..);
        let Some(number) = number.filter(|number| number.len() <= MAX_LABEL) else {
            return;
        };
        let text: String = number.trim().chars().map(bullet).collect();
        if story.label.is_none() && !text.is_empty() {
            story.paragraph.truncate(start);
            story.label = Some((
                start,
                Label {
                    text,
                    is_spaced: true,
                },
            ));
        }
    }

    pub(super) fn finish(mut self) -> Extracted {
        while self.stories.len() > 1 {
            self.close();
        }
        self.end_paragraph(0, None);
        self.text.paragraph(&self.notes.finish().text);
        let mut extracted = self.text.finish();
        self.asides.append_to(&mut extracted);
        extracted
    }
}

/// Symbol fonts have their characters in the Private Use Area.
fn bullet(c: char) -> char {
    if matches!(c, '\u{F000}'..='\u{F0FF}') {
        '•'
    } else {
        c
    }
}
