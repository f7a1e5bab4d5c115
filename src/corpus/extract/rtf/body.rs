//! Words in the order of an RTF file → paragraphs, headings and rows in the order of reading. It knows tables, notes
//! and text boxes, and neither encodings nor groups.

use super::super::Extracted;
use super::super::builder::TextBuilder;
use super::super::label::needs_blank;

/// Bytes that the number of a list item may have.
const MAX_NUMBER: usize = 128;

/// Text that runs on its own: the document, a note, a text box.
#[derive(Debug, Default)]
struct Flow {
    is_note: bool,
    /// The paragraph in the making.
    paragraph: String,
    /// The finished paragraphs of the cell in the making, a line each.
    cell: String,
    /// The finished cells of the row in the making.
    cells: Vec<String>,
}

/// The text in the making. There is always a flow.
#[derive(Debug)]
pub(super) struct Body {
    builder: TextBuilder,
    /// The flow of the document, and those that interrupt it.
    flows: Vec<Flow>,
    /// Paragraphs of notes, which come last.
    notes: Vec<String>,
}

impl Body {
    pub(super) fn new() -> Self {
        Self {
            builder: TextBuilder::default(),
            flows: vec![Flow::default()],
            notes: Vec::new(),
        }
    }

    fn flow(&mut self) -> &mut Flow {
        self.flows
            .last_mut()
            .expect("the flow of the document is never closed")
    }

    pub(super) fn add_damaged(&mut self, damaged: u32) {
        self.builder.add_damaged(damaged);
    }

    pub(super) fn push(&mut self, words: &str) {
        self.flow().paragraph.push_str(words);
    }

    /// Ends a paragraph of a cell, or one of the text with its outline level 1–9 if it is a heading.
    pub(super) fn end_paragraph(&mut self, in_table: bool, heading: Option<u8>) {
        if in_table {
            let flow = self.flow();
            flow.cell.push_str(&flow.paragraph);
            flow.cell.push('\n');
            flow.paragraph.clear();
            return;
        }
        self.end_row();
        let flow = self.flow();
        let is_note = flow.is_note;
        let paragraph = std::mem::take(&mut flow.paragraph);
        match heading {
            _ if is_note => self.notes.push(paragraph),
            Some(depth) => self.builder.heading(depth, &paragraph),
            None => self.builder.paragraph(&paragraph),
        }
    }

    pub(super) fn end_cell(&mut self) {
        let flow = self.flow();
        flow.cell.push_str(&flow.paragraph);
        flow.paragraph.clear();
        let cell = std::mem::take(&mut flow.cell);
        flow.cells.push(cell);
    }

    /// Ends a cell of a table within a cell: its row is one line of the outer cell.
    pub(super) fn end_inner_cell(&mut self) {
        let flow = self.flow();
        flow.cell.push_str(&flow.paragraph);
        flow.cell.push('\t');
        flow.paragraph.clear();
    }

    /// Ends a row of a table within a cell.
    pub(super) fn end_inner_row(&mut self) {
        let cell = &mut self.flow().cell;
        cell.truncate(cell.trim_end_matches('\t').len());
        cell.push('\n');
    }

    pub(super) fn end_row(&mut self) {
        let flow = self.flow();
        let is_note = flow.is_note;
        let mut cells = std::mem::take(&mut flow.cells);
        // Words after the last cell mark belong to no cell; a writer that forgets the mark means one.
        let rest = std::mem::take(&mut flow.cell);
        if !rest.trim().is_empty() {
            cells.push(rest);
        }
        if is_note {
            self.notes.extend(cells);
        } else if !cells.is_empty() {
            self.builder.row(&cells);
        }
    }

    /// A note begins; it is read after the document.
    pub(super) fn open_note(&mut self) {
        self.flows.push(Flow {
            is_note: true,
            ..Flow::default()
        });
    }

    /// A text box begins; it is read before the paragraph that it stands in.
    pub(super) fn open_box(&mut self) {
        let is_note = self.flow().is_note;
        self.flows.push(Flow {
            is_note,
            ..Flow::default()
        });
    }

    /// Ends a note or a text box.
    pub(super) fn close(&mut self) {
        if self.flows.len() > 1 {
            self.end_paragraph(false, None);
            self.flows.pop();
        }
    }

    /// Bytes of the paragraph so far.
    pub(super) fn paragraph_length(&self) -> usize {
        self.flows.last().map_or(0, |flow| flow.paragraph.len())
    }

    /// Sets the number of a list item apart, which began at this byte of the paragraph: no blank follows a
    /// full-width mark, and a character of a symbol font is a bullet.
    pub(super) fn end_list_number(&mut self, start: usize) {
        let paragraph = &mut self.flow().paragraph;
        // A longer one is none; groups within groups would else go over it again and again.
        let Some(number) = paragraph
            .get(start..)
            .filter(|number| number.len() <= MAX_NUMBER)
        else {
            return;
        };
        let mut number: String = number.trim().chars().map(bullet).collect();
        paragraph.truncate(start);
        if needs_blank(&number) {
            number.push(' ');
        }
        paragraph.push_str(&number);
    }

    pub(super) fn finish(mut self) -> Extracted {
        while self.flows.len() > 1 {
            self.close();
        }
        self.end_paragraph(false, None);
        for note in &self.notes {
            self.builder.paragraph(note);
        }
        self.builder.finish()
    }
}

/// A symbol font has its characters in the private area.
fn bullet(c: char) -> char {
    if matches!(c, '\u{F000}'..='\u{F0FF}') {
        '•'
    } else {
        c
    }
}
