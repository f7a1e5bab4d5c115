//! Converts the nodes of a page to lines: paragraphs, headings, items of lists and rows of tables. Owns white space and
//! line breaks, as a browser shows them. Must not know what is content.
//! Invariant: each visible character of the nodes given appears once, in reading order.

use std::ops::Range;

use super::numbering::{Numbering, has_own_number};
use super::page::{Page, PageNode, What};
use super::table;
use crate::decode::script::is_han;
use crate::reader::build::builder::TextBuilder;

/// A line of the text under construction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Paragraph(String),
    Heading(u8, String),
    Row(Vec<String>),
}

impl Block {
    /// The words of a paragraph or heading; those of all cells of a row.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Paragraph(words) | Self::Heading(_, words) => words.clone(),
            Self::Row(cells) => cells.concat(),
        }
    }

    pub(super) fn write(&self, builder: &mut TextBuilder) {
        match self {
            Self::Paragraph(words) => builder.paragraph(words),
            Self::Heading(depth, words) => builder.heading(*depth, words),
            Self::Row(cells) => builder.row(cells),
        }
    }
}

/// The blocks of nodes, without those to be skipped.
pub(super) fn blocks(page: &Page, nodes: Range<usize>, skip: &[bool]) -> Vec<Block> {
    let mut walker = Walker::new(page, skip);
    walker.walk(nodes, true);
    walker.blocks
}

/// The lines of a cell; tables in it are lines too.
pub(super) fn lines(page: &Page, nodes: Range<usize>, skip: &[bool]) -> Vec<String> {
    let mut walker = Walker::new(page, skip);
    walker.walk(nodes, false);
    walker.blocks.iter().map(Block::words).collect()
}

struct Walker<'p, 'h> {
    page: &'p Page<'h>,
    skip: &'p [bool],
    blocks: Vec<Block>,
    line: Line,
    open: Vec<Open>,
    /// The number of the item that has just begun.
    number: Option<String>,
}

/// A block that is open.
struct Open {
    end: usize,
    what: Role,
}

enum Role {
    Block,
    Heading(u8),
    Preformatted,
    List(Option<Numbering>),
}

impl<'p, 'h> Walker<'p, 'h> {
    fn new(page: &'p Page<'h>, skip: &'p [bool]) -> Self {
        let (blocks, open, line) = (Vec::new(), Vec::new(), Line::default());
        Self {
            page,
            skip,
            blocks,
            line,
            open,
            number: None,
        }
    }

    fn walk(&mut self, nodes: Range<usize>, with_tables: bool) {
        let mut at = nodes.start;
        while let Some(node) = self.page.nodes.get(at).filter(|_| at < nodes.end) {
            self.close(at);
            let is_skipped = self.skip.get(at).is_some_and(|skip| *skip);
            if with_tables && node.name() == "table" && !is_skipped && self.add_table(at) {
                at = node.end;
                continue;
            }
            if !is_skipped {
                self.open(node);
            }
            at += 1;
        }
        self.close(usize::MAX);
        self.end_line();
    }

    fn open(&mut self, node: &PageNode) {
        match node.what {
            What::Text(text) => self.line.add(text, self.is_preformatted()),
            What::Element(_) if node.name() == "br" => self.add_break(),
            What::Element(_) if node.is_block() => self.open_block(node),
            _ => {}
        }
    }

    fn open_block(&mut self, node: &PageNode) {
        self.end_line();
        if node.name() == "li" {
            self.number = self.next_number(node);
        }
        let what = match node.name().as_bytes() {
            [b'h', digit @ b'1'..=b'6'] => Role::Heading(digit - b'0'),
            b"pre" | b"listing" | b"xmp" => Role::Preformatted,
            b"ol" => Role::List(Numbering::of(node)),
            b"ul" | b"menu" | b"dir" => Role::List(None),
            _ => Role::Block,
        };
        self.open.push(Open {
            end: node.end,
            what,
        });
    }

    /// Closes the blocks that end before this node.
    fn close(&mut self, at: usize) {
        while self.open.last().is_some_and(|open| open.end <= at) {
            self.end_line();
            self.open.pop();
        }
    }

    /// A line break inside a heading does not end it.
    fn add_break(&mut self) {
        if self.heading().is_some() {
            self.line.words.push('\n');
        } else {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let words = std::mem::take(&mut self.line).words;
        if words.trim().is_empty() {
            return;
        }
        let words = match self.number.take() {
            Some(number) if !has_own_number(&words) => number + words.trim_start(),
            _ => words,
        };
        let heading = self.heading();
        self.blocks
            .push(heading.map_or(Block::Paragraph(words.clone()), |depth| {
                Block::Heading(depth, words)
            }));
    }

    /// Adds a data table; false if the table is layout.
    fn add_table(&mut self, at: usize) -> bool {
        let Some(rows) = table::rows(self.page, at, |cell| lines(self.page, cell, self.skip))
        else {
            return false;
        };
        self.end_line();
        let is_caption = |at: &usize| self.page.name(*at) == "caption";
        for caption in self.page.inside(at).filter(is_caption) {
            let words = lines(self.page, self.page.inside(caption), self.skip);
            self.blocks.extend(words.into_iter().map(Block::Paragraph));
        }
        self.blocks.extend(rows.into_iter().map(Block::Row));
        true
    }

    fn heading(&self) -> Option<u8> {
        self.open.iter().rev().find_map(|open| match open.what {
            Role::Heading(depth) => Some(depth),
            _ => None,
        })
    }

    fn is_preformatted(&self) -> bool {
        self.open
            .iter()
            .any(|open| matches!(open.what, Role::Preformatted))
    }

    /// The number of an item of the innermost list, if that is numbered.
    fn next_number(&mut self, item: &PageNode) -> Option<String> {
        let list = self
            .open
            .iter_mut()
            .rev()
            .find_map(|open| match &mut open.what {
                Role::List(numbering) => Some(numbering),
                _ => None,
            });
        list?.as_mut().map(|numbering| numbering.next(item))
    }
}

/// A line under construction. CSS Text 3, 4.1: white space collapses to one blank, or to none if it is between two
/// Chinese characters and contains a line feed; a no-break space is kept.
#[derive(Default)]
struct Line {
    words: String,
    /// White space since the last character, and whether a line feed is in it.
    blank: Option<bool>,
}

impl Line {
    fn add(&mut self, text: &str, is_preformatted: bool) {
        for c in text.chars() {
            match c {
                '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => {}
                _ if is_preformatted => self.words.push(c),
                ' ' | '\t' | '\n' | '\r' | '\u{C}' => {
                    self.blank = Some(self.blank.unwrap_or_default() || c == '\n' || c == '\r');
                }
                _ => self.add_character(c),
            }
        }
    }

    fn add_character(&mut self, c: char) {
        let has_feed = self.blank.take();
        let last = self.words.chars().next_back();
        if let (Some(has_feed), Some(last)) = (has_feed, last) {
            let joins = has_feed && is_wide(last) && is_wide(c);
            if !joins && !matches!(last, ' ' | '\n') {
                self.words.push(' ');
            }
        }
        self.words.push(if c == '\u{A0}' { ' ' } else { c });
    }
}

fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF60}' | '“' | '”' | '—' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(texts: &[&str]) -> String {
        let mut line = Line::default();
        for text in texts {
            line.add(text, false);
        }
        line.words
    }

    #[test]
    fn white_space_collapses_as_in_a_browser() {
        assert_eq!(line(&["  甲 \n 乙 ", " 丙\t丁"]), "甲乙 丙 丁");
        assert_eq!(line(&["GDP\n增长", "\u{A0}\u{A0}2"]), "GDP 增长  2");
        assert_eq!(line(&["　　甲\u{200B}乙\u{AD}"]), "　　甲乙");
    }
}
