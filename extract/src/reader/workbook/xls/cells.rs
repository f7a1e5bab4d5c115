//! The records of one sheet of an .xls → cells.

use quanwen_messages::text;

use super::super::sheets::Workbook;
use super::globals::Globals;
use super::records::{Fields, Record, Records};
use crate::reader::storage::little_endian::{f64_at, u16_at, u32_at};
use crate::unread::Unread;

/// Reads the cells of a sheet into the last sheet of the workbook.
pub(super) struct Cells<'g, 'w> {
    globals: &'g Globals,
    workbook: &'w mut Workbook,
    /// Row and column of a formula whose value is the string in the next record.
    formula: Option<(u16, u16)>,
}

/// Row, column and words of a cell.
type Cell = (u16, u16, String);

impl<'g, 'w> Cells<'g, 'w> {
    pub(super) fn new(globals: &'g Globals, workbook: &'w mut Workbook) -> Self {
        Self {
            globals,
            workbook,
            formula: None,
        }
    }

    /// Notes if the records end before the sheet does.
    ///
    /// # Errors
    /// The reason, if the cells are over the limit.
    pub(super) fn read(mut self, records: Records<'_>) -> Result<(), Unread> {
        // An embedded chart is a substream with its own BOF and EOF, and its records look like those of cells.
        let mut depth = 0_u32;
        for record in records {
            match record.kind {
                0x0809 => depth += 1,
                0x000A if depth <= 1 => return Ok(()),
                0x000A => depth -= 1,
                // MulRk, [MS-XLS] 2.4.175.
                0x00BD if depth == 1 => self.numbers(record.body)?,
                // Truncated records are ignored.
                _ if depth == 1 => {
                    if let Some((row, column, words)) = self.cell(&record) {
                        self.workbook
                            .put(u32::from(row), u32::from(column), words)?;
                    }
                }
                _ => {}
            }
        }
        self.workbook
            .lose(Unread::cut_short(text!("a sheet ends early")));
        Ok(())
    }

    /// The cell of a record; record numbers are from [MS-XLS] 2.3.
    fn cell(&mut self, record: &Record<'_>) -> Option<Cell> {
        let body = record.body;
        // String, 2.4.268.
        if record.kind == 0x0207 {
            let (row, column) = self.formula.take()?;
            return Some((row, column, self.string(record, 0)?));
        }
        let at = || Some((u16_at(body, 0)?, u16_at(body, 2)?, u16_at(body, 4)?));
        let words = match record.kind {
            // LabelSst, 2.4.149.
            0x00FD => self.shared_string(u32_at(body, 6)?)?,
            // Label, 2.4.148, and RString of BIFF5.
            0x0204 | 0x00D6 => self.string(record, 6)?,
            // Number, 2.4.180.
            0x0203 => self.globals.number(f64_at(body, 6)?, at()?.2),
            // RK, 2.4.220.
            0x027E => self.globals.number(rk(u32_at(body, 6)?), at()?.2),
            // BoolErr, 2.4.24.
            0x0205 => truth_or_error(*body.get(6)?, *body.get(7)? != 0),
            // Formula, 2.4.127.
            0x0006 => self.formula(body)?,
            _ => return None,
        };
        let (row, column, _) = at()?;
        Some((row, column, words))
    }

    /// A string of the table of strings; one that is missing there is lost.
    fn shared_string(&mut self, index: u32) -> Option<String> {
        let index = usize::try_from(index).ok()?;
        let found = self.globals.shared_strings.get(index);
        if found.is_none() {
            let what = "its table of strings is shorter than its sheets say";
            self.workbook.lose(Unread::cut_short(what));
        }
        found.cloned()
    }

    /// A length-prefixed string at this byte.
    fn string(&self, record: &Record<'_>, start: usize) -> Option<String> {
        let mut fields = Fields::new(record, start);
        let length = usize::from(fields.u16()?);
        fields.string(length, self.globals.strings)
    }

    /// The cached value of a formula (`FormulaValue`, [MS-XLS] 2.5.133); a string follows in a separate record.
    fn formula(&mut self, body: &[u8]) -> Option<String> {
        let value = body.get(6..14)?;
        if value[6..] != [0xFF, 0xFF] {
            return Some(self.globals.number(f64_at(value, 0)?, u16_at(body, 4)?));
        }
        match value[0] {
            0 => {
                self.formula = Some((u16_at(body, 0)?, u16_at(body, 2)?));
                None
            }
            1 | 2 => Some(truth_or_error(value[2], value[0] == 2)),
            _ => None,
        }
    }

    /// Numbers in adjacent cells of a row: row, first column, format and number of each cell, last column.
    fn numbers(&mut self, body: &[u8]) -> Result<(), Unread> {
        let (Some(row), Some(first)) = (u16_at(body, 0), u16_at(body, 2)) else {
            return Ok(());
        };
        let numbers = body
            .get(4..body.len().saturating_sub(2))
            .unwrap_or_default();
        for (column, pair) in (u32::from(first)..).zip(numbers.chunks_exact(6)) {
            if let (Some(format), Some(number)) = (u16_at(pair, 0), u32_at(pair, 2)) {
                let words = self.globals.number(rk(number), format);
                self.workbook.put(u32::from(row), column, words)?;
            }
        }
        Ok(())
    }
}

/// A number in 32 bits ([MS-XLS] 2.5.217): an integer or the upper half of a float, optionally multiplied by 100.
fn rk(bits: u32) -> f64 {
    let number = if bits & 2 != 0 {
        f64::from(bits.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(bits & !3) << 32)
    };
    if bits & 1 != 0 {
        number / 100.0
    } else {
        number
    }
}

/// A boolean or an error ([MS-XLS] 2.5.10).
fn truth_or_error(value: u8, is_error: bool) -> String {
    let words = match (is_error, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0F) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1D) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, _) => "#N/A",
    };
    words.to_string()
}
