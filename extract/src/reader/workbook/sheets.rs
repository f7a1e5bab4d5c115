//! Cells of the sheets that are read → text. Decides how a sheet becomes text; must not know workbook formats.
//!
//! Invariant: cells are stored sparsely, so memory grows with the cells that have words, not with the size that a sheet
//! claims.

use std::collections::{BTreeMap, BTreeSet};

use quanwen_messages::{Message, text};

use crate::extracted::Extracted;
use crate::options::ReadOptions;
use crate::reader::build::builder::TextBuilder;
use crate::reader::build::header_row::HeaderSearch;
use crate::unread::Unread;

/// Cost of a cell in addition to its words, in bytes.
const CELL_COST: u64 = 16;

const OVER_LIMIT: Unread = Unread::UnpacksTooLarge(Message::plain(text!(
    "its sheets are over the limit when unpacked"
)));

/// A sheet that is read.
struct Sheet {
    name: String,
    /// The words of non-empty cells, by row and column, both from 0.
    cells: BTreeMap<(u32, u32), String>,
    /// The words of text boxes, by row from 0.
    boxes: BTreeMap<u32, String>,
}

/// The sheets that are read, in order.
pub(super) struct Workbook {
    sheets: Vec<Sheet>,
    /// Whether hidden sheets are read.
    pub(super) reads_hidden: bool,
    /// Remaining bytes of words that may be added.
    left: u64,
    /// Why a visible sheet, or the rest of it, is not in the text.
    lost: Option<Unread>,
}

impl Workbook {
    pub(super) fn new(options: impl Into<ReadOptions>) -> Self {
        let options = options.into();
        Self {
            sheets: Vec::new(),
            reads_hidden: options.everything,
            left: options.limit,
            lost: None,
        }
    }

    /// Notes that a visible sheet, or the rest of it, could not be read.
    pub(super) fn lose(&mut self, reason: Unread) {
        self.lost.get_or_insert(reason);
    }

    /// Begins a sheet; cells that follow are in it.
    pub(super) fn begin_sheet(&mut self, name: &str) {
        self.sheets.push(Sheet {
            name: name.to_string(),
            cells: BTreeMap::new(),
            boxes: BTreeMap::new(),
        });
    }

    /// Hides the last sheet, for formats that state only at its end that it is hidden.
    pub(super) fn hide_sheet(&mut self) {
        if !self.reads_hidden {
            self.sheets.pop();
        }
    }

    /// Writes words to a cell of the last sheet, row and column from 0; blank words leave it empty.
    ///
    /// # Errors
    /// The reason, if the cells are over the limit.
    pub(super) fn put(&mut self, row: u32, column: u32, words: String) -> Result<(), Unread> {
        if let Some(sheet) = self.sheet_for(&words)? {
            sheet.cells.insert((row, column), words);
        }
        Ok(())
    }

    /// Adds the words of a text box of the last sheet, row from 0, as [`Self::put`] does.
    ///
    /// # Errors
    /// As for [`Self::put`].
    pub(super) fn put_box(&mut self, row: u32, words: &str) -> Result<(), Unread> {
        if let Some(sheet) = self.sheet_for(words)? {
            let words_of_row = sheet.boxes.entry(row).or_default();
            words_of_row.push('\n');
            words_of_row.push_str(words);
        }
        Ok(())
    }

    /// The sheet to which words are added; `None` if they are blank.
    fn sheet_for(&mut self, words: &str) -> Result<Option<&mut Sheet>, Unread> {
        let is_blank = words.trim().is_empty();
        // Blank cells cost only time, but without bound if thousands of sheets are the same part.
        let cost = if is_blank {
            1
        } else {
            words.len() as u64 + CELL_COST
        };
        self.left = self.left.checked_sub(cost).ok_or(OVER_LIMIT)?;
        Ok(self.sheets.last_mut().filter(|_| !is_blank))
    }

    /// The text of the sheets that have words.
    ///
    /// # Errors
    /// Sheets were lost and no other has words, or their text is over the limit.
    pub(super) fn write(mut self, limit: u64) -> Result<Extracted, Unread> {
        self.sheets
            .retain(|sheet| !(sheet.cells.is_empty() && sheet.boxes.is_empty()));
        if self.sheets.is_empty() {
            return self.lost.map_or_else(|| Ok(Extracted::default()), Err);
        }
        let mut text = TextBuilder::default();
        for (index, sheet) in self.sheets.iter().enumerate() {
            text.sheet(&sheet.name);
            // The first sheet has no heading, since its first row is the title of the workbook.
            if index > 0 && !is_default_name(&sheet.name) {
                // The sheet name is above all rows; without this it would be in the last row of the previous sheet.
                text.sheet_row(1);
                text.heading(1, &sheet.name);
            }
            sheet.write(&mut text, limit)?;
        }
        let mut extracted = text.finish();
        if self.lost.is_some() {
            extracted.mark_loss();
        }
        Ok(extracted)
    }
}

impl Sheet {
    /// Maps each column that has words to its position in the output. Empty columns at the edges are left out, and a
    /// run of empty columns between filled ones becomes one; otherwise a single distant cell would pad every row.
    fn columns(&self) -> BTreeMap<u32, usize> {
        let filled: BTreeSet<u32> = self.cells.keys().map(|(_, column)| *column).collect();
        let mut columns = BTreeMap::new();
        let mut last: Option<(u32, usize)> = None;
        for column in filled {
            let place = last.map_or(0, |(before, place)| {
                place + if column > before + 1 { 2 } else { 1 }
            });
            columns.insert(column, place);
            last = Some((column, place));
        }
        columns
    }

    fn write(&self, text: &mut TextBuilder, limit: u64) -> Result<(), Unread> {
        let columns = self.columns();
        let mut search = HeaderSearch::default();
        let mut cells = self.cells.iter().peekable();
        let mut boxes = self.boxes.iter().peekable();
        while let Some(((row, column), words)) = cells.next() {
            while let Some((row, words)) = boxes.next_if(|(of, _)| *of < row) {
                write_box(text, *row, words);
            }
            let mut filled = vec![(*column, words.as_str())];
            while let Some(((_, column), words)) = cells.next_if(|((of, _), _)| of == row) {
                filled.push((*column, words));
            }
            text.sheet_row(row.saturating_add(1));
            let line = line(&filled, &columns);
            if search.is_header(&line) {
                text.header_line(&line);
            } else {
                text.row_line(&line);
            }
            if text.len() as u64 > limit {
                return Err(OVER_LIMIT);
            }
        }
        for (row, words) in boxes {
            write_box(text, *row, words);
        }
        Ok(())
    }
}

/// Writes the text boxes at a row, from 0.
fn write_box(text: &mut TextBuilder, row: u32, words: &str) {
    text.sheet_row(row.saturating_add(1));
    text.paragraph(words);
}

/// The words of a row, at the positions of its filled cells. A row with a single filled cell is that cell alone, so
/// that a row never takes more time than the text it adds.
fn line<'s>(filled: &[(u32, &'s str)], columns: &BTreeMap<u32, usize>) -> Vec<&'s str> {
    if let [(_, alone)] = filled {
        return vec![alone];
    }
    let width = columns.values().next_back().map_or(0, |last| last + 1);
    let mut line = vec![""; width];
    for (column, words) in filled {
        if let Some(place) = columns.get(column).and_then(|place| line.get_mut(*place)) {
            *place = words;
        }
    }
    line
}

/// Whether the name of a sheet is a default name: Sheet1, Sheet1 (2), 工作表1.
fn is_default_name(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let rest = ["sheet", "工作表", "表"]
        .iter()
        .find_map(|word| name.strip_prefix(word));
    rest.is_some_and(|rest| {
        rest.chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Row, column and words.
    type Put<'a> = (u32, u32, &'a str);

    fn written(sheets: &[(&str, &[Put<'_>])]) -> Extracted {
        let mut workbook = Workbook::new(1 << 20);
        for (name, cells) in sheets {
            workbook.begin_sheet(name);
            for (row, column, words) in *cells {
                workbook.put(*row, *column, (*words).to_string()).unwrap();
            }
        }
        workbook.write(1 << 20).unwrap()
    }

    #[test]
    fn rows_stand_at_their_numbers() {
        let extracted = written(&[(
            "Sheet1",
            &[(4, 2, "a"), (4, 3, "b"), (9, 2, "c"), (9, 3, "d")],
        )]);
        assert_eq!(extracted.text, "| a | b |\n| c | d |\n");
        assert_eq!(extracted.locators.rows, [(0, 5), (10, 10)]);
        assert_eq!(extracted.locators.sheets, [(0, "Sheet1".to_string())]);
    }

    #[test]
    fn a_row_is_a_line_whatever_its_cells_hold() {
        let long = "长".repeat(400);
        let extracted = written(&[(
            "Sheet1",
            &[
                (0, 0, "题"),
                (2, 0, &long),
                (2, 1, "x"),
                (3, 0, "a\nb"),
                (3, 1, "c"),
            ],
        )]);
        assert_eq!(extracted.text, format!("题\n| {long} | x |\n| a b | c |\n"));
        assert_eq!(extracted.locators.rows, [(0, 1), (4, 3), (4 + 1209, 4)]);
    }

    #[test]
    fn empty_columns_at_the_edges_are_not_shown_and_inner_ones_once() {
        let extracted = written(&[(
            "Sheet1",
            &[
                (0, 1, "a"),
                (0, 3, "b"),
                (0, 16_383, "c"),
                (1, 1, "d"),
                (1, 3, "e"),
            ],
        )]);
        assert_eq!(extracted.text, "| a |  | b |  | c |\n| d |  | e |  |  |\n");
    }

    #[test]
    fn a_row_of_one_cell_costs_no_more_in_a_wide_sheet() {
        let columns: BTreeMap<u32, usize> = (0..1000).zip(0..1000).collect();
        assert_eq!(line(&[(7, "a")], &columns), ["a"]);
        assert_eq!(line(&[(7, "a"), (8, "b")], &columns).len(), 1000);
    }

    #[test]
    fn a_row_has_the_header_of_its_sheet() {
        let extracted = written(&[
            (
                "甲",
                &[(0, 0, "县"), (0, 1, "件数"), (1, 0, "x"), (1, 1, "57")],
            ),
            ("乙", &[(0, 0, "x"), (0, 1, "57")]),
        ]);
        let header = |row: &str| {
            let at = extracted.text.find(row).unwrap();
            let bytes = extracted.locators.header_at(at)?;
            Some(&extracted.text[bytes])
        };
        assert_eq!(header("| x | 57 |\n乙"), Some("| 县 | 件数 |"));
        assert_eq!(header("件数"), None);
        assert_eq!(header("乙\n| x"), None);
    }

    #[test]
    fn names_of_several_sheets_are_headings_unless_a_program_gave_them() {
        let cells: &[(u32, u32, &str)] = &[(2, 0, "a")];
        let extracted = written(&[
            ("Sheet1", cells),
            ("松泽县", cells),
            ("工作表 3", cells),
            ("空", &[(0, 0, " ")]),
        ]);
        assert_eq!(extracted.text, "a\n松泽县\na\na\n");
        assert_eq!(
            extracted
                .headings
                .iter()
                .map(|heading| heading.start)
                .collect::<Vec<_>>(),
            [2]
        );
        assert_eq!(extracted.locators.rows, [(0, 3), (2, 1), (12, 3), (14, 3)]);
        assert!(written(&[("松泽县", cells)]).headings.is_empty());
        assert!(is_default_name("Sheet1 (2)") && !is_default_name("表彰名单"));
    }

    #[test]
    fn cells_over_the_limit_are_refused() {
        let mut workbook = Workbook::new(100);
        workbook.begin_sheet("a");
        assert!(workbook.put(0, 0, "x".repeat(80)).is_ok());
        assert!(
            workbook
                .put(0, 1, "x".repeat(80))
                .unwrap_err()
                .to_string()
                .contains("over the limit")
        );
    }

    #[test]
    fn a_workbook_without_words_is_blank_unless_a_sheet_was_lost() {
        assert_eq!(Workbook::new(9).write(9).unwrap().text, "");
        let mut lost = Workbook::new(9);
        lost.lose(Unread::missing_part("a"));
        assert_eq!(lost.write(9), Err(Unread::missing_part("a")));
    }
}
