//! The data shared by all sheets of an .xls: the list of sheets, shared strings, number formats, encoding.

use std::collections::HashMap;

use encoding_rs::GB18030;
use quanwen_messages::text;

use super::super::value::NumberFormat;
use super::records::{Fields, Record, Records, Strings};
use crate::reader::storage::code_page::of_code_page;
use crate::reader::storage::little_endian::{u16_at, u32_at};
use crate::unread::Unread;

/// An entry in the list of sheets of the workbook.
#[derive(Debug)]
pub(super) struct SheetEntry {
    pub(super) name: String,
    pub(super) is_visible: bool,
    /// Whether it is a sheet of cells: other kinds are macros or charts.
    pub(super) is_worksheet: bool,
    /// Offset in the stream at which its records begin.
    pub(super) start: usize,
}

/// The data shared by all sheets.
#[derive(Debug)]
pub(super) struct Globals {
    pub(super) sheets: Vec<SheetEntry>,
    /// Encoding of strings outside the shared string table.
    pub(super) strings: Strings,
    pub(super) shared_strings: Vec<String>,
    /// Number formats by ID.
    formats: HashMap<u16, NumberFormat>,
    /// Number format IDs by the index of a cell format.
    cell_formats: Vec<u16>,
    pub(super) is_1904: bool,
}

impl Globals {
    /// Reads the records before those of the first sheet.
    ///
    /// # Errors
    /// The workbook lists no sheet.
    pub(super) fn read(stream: &[u8]) -> Result<Self, Unread> {
        let mut globals = Self {
            sheets: Vec::new(),
            strings: Strings::Unicode,
            shared_strings: Vec::new(),
            formats: HashMap::new(),
            cell_formats: Vec::new(),
            is_1904: false,
        };
        let mut is_ended = false;
        for record in Records::new(stream) {
            match record.kind {
                // EOF, 2.4.103.
                0x000A => {
                    is_ended = true;
                    break;
                }
                // Truncated records are ignored.
                _ => _ = globals.take(&record),
            }
        }
        if !is_ended || globals.sheets.is_empty() {
            return Err(Unread::cut_short(text!("its list of sheets has no end")));
        }
        Ok(globals)
    }

    /// Handles a record; `None` if it is truncated. Record numbers are from [MS-XLS] 2.3.
    fn take(&mut self, record: &Record<'_>) -> Option<()> {
        match record.kind {
            // BOF, 2.4.21: 0x0600 is BIFF8.
            0x0809 if u16_at(record.body, 0)? < 0x0600 => self.strings = Strings::Bytes(GB18030),
            // CodePage, 2.4.52.
            0x0042 => {
                let encoding = of_code_page(i32::from(u16_at(record.body, 0)?));
                if let (Strings::Bytes(_), Some(encoding)) = (self.strings, encoding) {
                    self.strings = Strings::Bytes(encoding);
                }
            }
            // Date1904, 2.4.77.
            0x0022 => self.is_1904 = u16_at(record.body, 0)? == 1,
            // Format, 2.4.126.
            0x041E => self.take_format(record)?,
            // XF, 2.4.353.
            0x00E0 => self.cell_formats.push(u16_at(record.body, 2)?),
            // BoundSheet8, 2.4.28.
            0x0085 => self.take_sheet(record)?,
            // SST, 2.4.265.
            0x00FC => {
                let mut fields = Fields::new(record, 8);
                self.shared_strings
                    .extend(std::iter::from_fn(|| fields.rich_string()));
            }
            _ => {}
        }
        Some(())
    }

    fn take_format(&mut self, record: &Record<'_>) -> Option<()> {
        let mut fields = Fields::new(record, 0);
        let number = fields.u16()?;
        let length = match self.strings {
            Strings::Unicode => usize::from(fields.u16()?),
            Strings::Bytes(_) => usize::from(fields.byte()?),
        };
        let code = fields.string(length, self.strings)?;
        self.formats.insert(number, NumberFormat::of_code(&code));
        Some(())
    }

    fn take_sheet(&mut self, record: &Record<'_>) -> Option<()> {
        let start = usize::try_from(u32_at(record.body, 0)?).ok()?;
        let (state, kind) = (*record.body.get(4)?, *record.body.get(5)?);
        let mut fields = Fields::new(record, 6);
        let length = usize::from(fields.byte()?);
        let name = fields.string(length, self.strings)?.replace('\0', "");
        // Kind 0 is a worksheet and kind 1 a sheet of macros, others are charts or modules.
        self.sheets.push(SheetEntry {
            name,
            is_visible: state.trailing_zeros() >= 2,
            is_worksheet: kind <= 1,
            start,
        });
        Some(())
    }

    /// Formats a number with its cell format.
    pub(super) fn number(&self, number: f64, cell_format: u16) -> String {
        let format = self
            .cell_formats
            .get(usize::from(cell_format))
            .copied()
            .unwrap_or(0);
        let known = self.formats.get(&format).copied();
        known
            .unwrap_or_else(|| NumberFormat::built_in(format))
            .show(number, self.is_1904)
    }
}
