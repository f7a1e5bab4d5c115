//! The stories of a document in reading order: main text with its text boxes in place, footnotes, endnotes. Owns how
//! paragraphs, tables and list numbers go into the text, and which story stands apart from it.

use std::mem;
use std::ops::Range;

use super::formatting::Formatting;
use super::list_counters::ListCounters;
use super::lists::Lists;
use super::paragraphs::ParagraphProperties;
use super::text_boxes::{TextBox, sort_by_edges};
use super::words::{CELL_MARK, drop_instructions, words};
use crate::extracted::{Extracted, saturating_u32};
use crate::reader::build::flow::Flow;
use crate::reader::build::heading;
use crate::reader::build::label::{Label, labelled};

/// Writes stories.
#[derive(Debug)]
pub(super) struct StoryWriter<'f> {
    formatting: &'f Formatting<'f>,
    lists: &'f Lists,
    counters: ListCounters<'f>,
    /// What a reader sees, by character position.
    units: Vec<u16>,
    flow: Flow,
    /// Rows that are open around the story: those of the cell that holds a text box.
    outer_rows: usize,
    /// Characters that replace damaged bytes.
    damaged: u32,
}

impl<'f> StoryWriter<'f> {
    pub(super) fn new(formatting: &'f Formatting<'f>, lists: &'f Lists) -> Self {
        Self {
            formatting,
            lists,
            counters: ListCounters::new(lists),
            units: formatting.visible(),
            flow: Flow::default(),
            outer_rows: 0,
            damaged: 0,
        }
    }

    /// Writes the main text; text boxes, whose story begins at `boxes_start`, go before the paragraph they are anchored
    /// in, and those without an anchor at the end.
    pub(super) fn main(&mut self, story: Range<usize>, boxes: &[TextBox], boxes_start: usize) {
        let mut waiting = boxes.iter().copied().peekable();
        for paragraph in self.paragraphs(story) {
            let is_here = |text_box: &TextBox| {
                text_box
                    .place
                    .is_some_and(|place| place.anchor <= paragraph.end)
            };
            let mut here: Vec<_> = std::iter::from_fn(|| waiting.next_if(is_here)).collect();
            sort_by_edges(&mut here);
            for text_box in here {
                self.text_box(text_box, boxes_start);
            }
            self.paragraph(paragraph);
        }
        self.flow.enter(self.outer_rows);
        for text_box in waiting {
            self.text_box(text_box, boxes_start);
        }
    }

    /// Writes a story without text boxes.
    pub(super) fn story(&mut self, story: Range<usize>) {
        for paragraph in self.paragraphs(story) {
            self.paragraph(paragraph);
        }
        self.flow.enter(self.outer_rows);
    }

    /// The lines of a story that is no part of the text.
    pub(super) fn apart(&mut self, story: Range<usize>) -> String {
        let text = mem::take(&mut self.flow);
        self.story(story);
        mem::replace(&mut self.flow, text).finish().text
    }

    pub(super) fn finish(mut self) -> Extracted {
        self.flow.add_damaged(self.damaged);
        self.flow.finish()
    }

    /// The paragraphs of a story, each from its first position to that of its mark; drops the instructions of fields.
    fn paragraphs(&mut self, story: Range<usize>) -> Vec<Range<usize>> {
        let end = story.end.min(self.units.len());
        let first = story.start.min(end);
        drop_instructions(&mut self.units[first..end]);
        let mut paragraphs = Vec::new();
        let mut start = first;
        for position in first..end {
            if self.formatting.is_end(self.units[position], position) || position + 1 == end {
                paragraphs.push(start..position);
                start = position + 1;
            }
        }
        paragraphs
    }

    /// Writes a text box at the current position; inside a table, into the open cell.
    fn text_box(&mut self, text_box: TextBox, boxes_start: usize) {
        let story =
            boxes_start.saturating_add(text_box.start)..boxes_start.saturating_add(text_box.end);
        let outer_rows = mem::replace(&mut self.outer_rows, self.flow.depth());
        self.flow.enter(self.outer_rows);
        self.story(story);
        self.outer_rows = outer_rows;
    }

    /// Writes a paragraph to the open cell or the text.
    fn paragraph(&mut self, paragraph: Range<usize>) {
        let mark = paragraph.end;
        let properties = self.formatting.paragraph(mark);
        let words = self.words(paragraph);
        let (depth, ends_row) = (properties.table.depth(), properties.table.ends_row());
        let label = if ends_row {
            None
        } else {
            self.label(properties)
        };
        self.flow.enter(self.outer_rows + depth);
        let words = labelled(label, words, self.flow.is_in_cell());
        match properties.outline.and_then(heading::of_level) {
            Some(depth) => self.flow.heading(depth, &words),
            None => self.flow.paragraph(&words),
        }
        if depth == 0 {
            return;
        }
        if ends_row {
            self.flow.close_row();
        } else if self.units.get(mark) == Some(&CELL_MARK) || properties.table.ends_inner_cell() {
            self.flow.close_cell();
        }
    }

    /// The words of a paragraph, including its last unit if that is not a mark.
    fn words(&mut self, paragraph: Range<usize>) -> String {
        let end = paragraph.end;
        let is_mark = self
            .formatting
            .is_end(self.units.get(end).copied().unwrap_or(0), end);
        let words = words(
            self.units
                .get(paragraph.start..end + usize::from(!is_mark))
                .unwrap_or_default(),
        );
        let damaged = words
            .chars()
            .filter(|c| *c == char::REPLACEMENT_CHARACTER)
            .count();
        self.damaged = self.damaged.saturating_add(saturating_u32(damaged));
        words
    }

    /// Counts a paragraph of a list; `None` if it has no number.
    fn label(&mut self, properties: ParagraphProperties) -> Option<Label> {
        let list = properties.list?;
        let of_style = || self.lists.level_of_style(list, properties.style?);
        let level = properties.level.map(usize::from).or_else(of_style);
        self.counters.count(list, level.unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::super::extract;
    use super::super::fib::Table;
    use super::super::lists::tests::{level, lists, overrides};
    use super::super::sample::Sample;
    use super::super::styles::tests::{sheet, style};

    const CELL: [u8; 3] = [0x16, 0x24, 1];
    const ROW_END: [u8; 6] = [0x16, 0x24, 1, 0x17, 0x24, 1];

    #[test]
    fn headings_are_marked_by_style_or_outline_level() {
        let table = sheet(&[
            style(0, 1, 0x0FFF, &[&[0, 0], &[]]),
            style(1, 1, 0, &[&[1, 0], &[]]),
        ]);
        let sample = Sample::default()
            .paragraph("一、总体情况\r", 1, &[])
            .paragraph("正文\r", 0, &[])
            .paragraph("（一）公开\r", 0, &[0x40, 0x26, 1])
            .paragraph("不是\r", 1, &[0x40, 0x26, 9])
            .table(Table::Styles, &table, table.len());
        let read = extract(&sample.end_story(0).build(), false).unwrap();
        let headings: Vec<_> = read
            .headings
            .iter()
            .map(|heading| (heading.start, heading.depth))
            .collect();
        assert_eq!(headings, [(0, 1), (26, 2)]);
    }

    #[test]
    fn list_numbers_stand_before_their_words() {
        let (table, length) = lists(&[(7, vec![level(1, 39, 0, 0, "\u{0}、")])]);
        let chosen = overrides(&[(7, vec![])]);
        let in_list = [0x0B, 0x46, 1, 0];
        let sample = Sample::default()
            .paragraph("公开\r", 0, &in_list)
            .paragraph("正文\r", 0, &[])
            .paragraph("\u{3000}监督\r", 0, &in_list)
            .paragraph("无号\r", 0, &[0x0B, 0x46, 0, 0])
            .paragraph("\r", 0, &in_list)
            .table(Table::Lists, &table, length)
            .table(Table::ListOverrides, &chosen, chosen.len());
        let read = extract(&sample.end_story(0).build(), false).unwrap();
        assert_eq!(read.text, "一、公开\n正文\n二、监督\n无号\n");
    }

    #[test]
    fn a_row_ends_at_its_own_mark_only() {
        let inner = [0x16, 0x24, 1, 0x49, 0x66, 2, 0, 0, 0, 0x4B, 0x24, 1];
        let inner_end = [&inner[..], &[0x4C, 0x24, 1]].concat();
        let sample = Sample::default()
            .paragraph("地区\r", 0, &CELL)
            .paragraph("名称\u{7}", 0, &CELL)
            .paragraph("\u{7}", 0, &CELL)
            .paragraph("件数\u{7}", 0, &CELL)
            .paragraph("\u{7}", 0, &ROW_END)
            .paragraph("甲\r", 0, &inner)
            .paragraph("乙\r", 0, &inner)
            .paragraph("\r", 0, &inner_end)
            .paragraph("\u{7}", 0, &CELL)
            .paragraph("12\u{7}", 0, &CELL)
            .paragraph("\u{7}", 0, &ROW_END)
            .paragraph("文\r", 0, &[]);
        let read = extract(&sample.end_story(0).build(), false).unwrap();
        assert_eq!(read.text, "| 地区 名称 |  | 件数 |\n| 甲 乙 | 12 |\n文\n");
    }

    #[test]
    fn a_last_paragraph_without_a_mark_is_kept() {
        let read = extract(
            &Sample::default()
                .paragraph("松泽县", 0, &[])
                .end_story(0)
                .build(),
            false,
        );
        assert_eq!(read.unwrap().text, "松泽县\n");
    }

    #[test]
    fn a_damaged_character_is_counted() {
        let sample = Sample::default().paragraph("松\u{FFFD}县\r", 0, &[]);
        assert_eq!(
            extract(&sample.end_story(0).build(), false)
                .unwrap()
                .damaged,
            1
        );
    }
}
