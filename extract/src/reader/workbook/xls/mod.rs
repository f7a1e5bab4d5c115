//! .xls and .et, BIFF8 and BIFF5 in a compound file ([MS-XLS]) → cells. Owns the records of the workbook; records of
//! formulas, charts and appearance are skipped.

mod cells;
mod decrypt;
mod globals;
mod records;

use std::collections::{BTreeSet, HashSet};

use super::sheets::Workbook;
use crate::reader::storage::ole::OleFile;
use crate::unread::Unread;
use cells::Cells;
use globals::Globals;
use quanwen_messages::text;
use records::Records;

/// Reads the sheets.
///
/// # Errors
/// The reason why it is not read.
pub(super) fn read(bytes: &[u8], workbook: &mut Workbook) -> Result<(), Unread> {
    let mut stream = stream(bytes)?;
    decrypt::decrypt(&mut stream)?;
    let globals = Globals::read(&stream)?;
    let starts: BTreeSet<usize> = globals.sheets.iter().map(|sheet| sheet.start).collect();
    let mut seen = HashSet::new();
    for sheet in &globals.sheets {
        // A sheet ends where the next one begins, and sheets with the same start are skipped, so no part is read twice.
        let is_read = sheet.is_visible || workbook.reads_hidden;
        if !sheet.is_worksheet || !is_read || !seen.insert(sheet.start) {
            continue;
        }
        let next = starts.range(sheet.start + 1..).next();
        let records = stream.get(sheet.start..next.map_or(stream.len(), |next| *next));
        let Some(records) = records else {
            workbook.lose(Unread::cut_short(text!("a sheet lies beyond its end")));
            continue;
        };
        workbook.begin_sheet(&sheet.name);
        Cells::new(&globals, workbook).read(Records::new(records))?;
    }
    Ok(())
}

/// The workbook stream, which is named `Book` in BIFF5.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, Unread> {
    let file = OleFile::open(bytes)?;
    let stream = file.stream("Workbook")?;
    if stream.is_empty() {
        return file.stream("Book");
    }
    Ok(stream)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use encoding_rs::GB18030;

    use super::*;

    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), body].concat()
    }

    fn file(name: &str, stream: &[u8]) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream(name).unwrap().write_all(stream).unwrap();
        file.into_inner().into_inner()
    }

    fn bound_sheet(start: usize, state: u8, name: &[u8]) -> Vec<u8> {
        let start = u32::try_from(start).unwrap().to_le_bytes();
        record(0x0085, &[&start, [state, 0].as_slice(), name].concat())
    }

    /// A stream of globals with one sheet, followed by that sheet; `name` is encoded as in the version.
    fn stream(version: u16, globals: &[u8], state: u8, name: &[u8], cells: &[u8]) -> Vec<u8> {
        let bof = record(0x0809, &version.to_le_bytes());
        let end = record(0x000A, &[]);
        let start = [&bof, globals, &bound_sheet(0, state, name), &end]
            .concat()
            .len();
        [
            &bof,
            globals,
            &bound_sheet(start, state, name),
            &end,
            &bof,
            cells,
            &end,
        ]
        .concat()
    }

    fn read_text(name: &str, stream: &[u8]) -> Result<String, Unread> {
        let mut workbook = Workbook::new(1 << 20);
        read(&file(name, stream), &mut workbook)?;
        Ok(workbook.write(1 << 20)?.text)
    }

    /// A record with row, column, cell format and the bytes that follow.
    fn cell(kind: u16, column: u16, format: u16, rest: &[u8]) -> Vec<u8> {
        let head = [0, column, format].map(u16::to_le_bytes).concat();
        record(kind, &[&head, rest].concat())
    }

    fn xf(format: u16) -> Vec<u8> {
        record(0x00E0, &[[0, 0], format.to_le_bytes()].concat())
    }

    const UNICODE_NAME: &[u8] = b"\x01\x00a";

    #[test]
    fn cells_of_each_kind_are_read() {
        let globals = [
            xf(0),
            xf(10),
            xf(200),
            record(0x041E, b"\xC8\x00\x06\x00\x00yyyy-m"),
        ]
        .concat();
        let globals = [
            globals,
            record(0x00FC, b"\0\0\0\0\0\0\0\0\x01\x00\x01\x7E\x67"),
        ]
        .concat();
        let cells = [
            cell(0x00FD, 0, 0, &0_u32.to_le_bytes()),
            cell(0x0203, 1, 1, &0.985_f64.to_le_bytes()),
            cell(0x027E, 2, 2, &(45_418_u32 << 2 | 2).to_le_bytes()),
            cell(0x0205, 3, 0, &[0x2A, 1]),
            cell(0x0205, 4, 0, &[1, 0]),
            record(
                0x00BD,
                &[
                    [0, 0, 5, 0, 0, 0].as_slice(),
                    &(1234_u32 << 2 | 3).to_le_bytes(),
                    &[5, 0],
                ]
                .concat(),
            ),
            cell(
                0x0006,
                6,
                0,
                &[&2.5_f64.to_le_bytes(), [0; 8].as_slice()].concat(),
            ),
            cell(0x0006, 7, 0, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0]),
            record(0x0207, b"\x01\x00\x01\xBF\x53"),
        ];
        let stream = stream(0x0600, &globals, 0, UNICODE_NAME, &cells.concat());
        assert_eq!(
            read_text("/Workbook", &stream).unwrap(),
            "| 松 | 98.50% | 2024-05 | #N/A | TRUE | 12.34 | 2.5 | 县 |\n"
        );
    }

    #[test]
    fn biff5_reads_its_code_page() {
        let words = GB18030.encode("松泽县").0.into_owned();
        let label = [&[6, 0], words.as_slice()].concat();
        let globals = record(0x0042, &936_u16.to_le_bytes());
        let stream = stream(0x0500, &globals, 0, b"\x01a", &cell(0x0204, 0, 0, &label));
        assert_eq!(read_text("/Book", &stream).unwrap(), "松泽县\n");
    }

    #[test]
    fn a_sheet_without_its_end_is_marked() {
        let label = cell(0x0204, 0, 0, &[1, 0, 0, b'y']);
        let whole = stream(0x0600, &[], 0, UNICODE_NAME, &label);
        let cut = &whole[..whole.len() - 4];
        assert_eq!(read_text("/Workbook", &whole).unwrap(), "y\n");
        assert_eq!(read_text("/Workbook", cut).unwrap(), "y\n\u{FFFD}\n");
    }

    #[test]
    fn a_string_that_the_table_does_not_have_is_marked() {
        let cells = [
            cell(0x00FD, 0, 0, &9_u32.to_le_bytes()),
            cell(0x0204, 1, 0, b"\x01\x00\x00y"),
        ];
        let stream = stream(0x0600, &[], 0, UNICODE_NAME, &cells.concat());
        assert_eq!(read_text("/Workbook", &stream).unwrap(), "y\n\u{FFFD}\n");
    }

    #[test]
    fn charts_within_sheets_are_left_out_and_hidden_sheets_unless_requested() {
        let label = |column, letter: u8| cell(0x0204, column, 0, &[1, 0, 0, letter]);
        let chart = [record(0x0809, &[0, 6]), label(0, b'x'), record(0x000A, &[])].concat();
        let cells = [chart, label(1, b'y')].concat();
        assert_eq!(
            read_text("/Workbook", &stream(0x0600, &[], 0, UNICODE_NAME, &cells)).unwrap(),
            "y\n"
        );
        for state in [1, 2] {
            let stream = stream(0x0600, &[], state, UNICODE_NAME, &cells);
            assert_eq!(read_text("/Workbook", &stream).unwrap(), "");
            let mut workbook = Workbook::new(1 << 20);
            workbook.reads_hidden = true;
            read(&file("/Workbook", &stream), &mut workbook).unwrap();
            assert_eq!(workbook.write(1 << 20).unwrap().text, "y\n");
        }
    }

    #[test]
    fn a_sheet_of_macros_is_read_and_a_chart_is_not() {
        /// Offset of the kind in a `BoundSheet8` record, from its number.
        const KIND: usize = 4 + 5;
        let label = cell(0x0204, 0, 0, b"\x01\x00\x00y");
        let mut stream = stream(0x0600, &[], 0, UNICODE_NAME, &label);
        let sheet = memchr::memmem::find(&stream, &[0x85, 0]).unwrap();
        stream[sheet + KIND] = 1;
        assert_eq!(read_text("/Workbook", &stream).unwrap(), "y\n");
        stream[sheet + KIND] = 2;
        assert_eq!(read_text("/Workbook", &stream).unwrap(), "");
    }

    #[test]
    fn encrypted_and_damaged_files_are_refused_with_a_reason() {
        let filepass = record(0x002F, &[1, 0]);
        assert_eq!(
            read_text(
                "/Workbook",
                &stream(0x0600, &filepass, 0, UNICODE_NAME, &[])
            )
            .unwrap_err(),
            Unread::ENCRYPTED
        );
        assert!(
            read_text("/Workbook", &record(0x0809, &[0, 6]))
                .unwrap_err()
                .to_string()
                .contains("cut short")
        );
    }

    #[test]
    fn a_file_without_the_rest_of_its_last_sector_is_read() {
        let cells = cell(0x0204, 0, 0, b"\x01\x00\x00y");
        let mut bytes = file("/Workbook", &stream(0x0600, &[], 0, UNICODE_NAME, &cells));
        bytes.truncate(bytes.len() - 100);
        let mut workbook = Workbook::new(1 << 20);
        read(&bytes, &mut workbook).unwrap();
        assert_eq!(workbook.write(1 << 20).unwrap().text, "y\n");
    }

    #[test]
    fn a_sheet_that_lies_beyond_the_end_is_refused() {
        let bof = record(0x0809, &[0, 6]);
        let stream = [
            bof,
            bound_sheet(usize::try_from(u32::MAX).unwrap(), 0, UNICODE_NAME),
            record(0x000A, &[]),
        ];
        assert!(
            read_text("/Workbook", &stream.concat())
                .unwrap_err()
                .to_string()
                .contains("beyond its end")
        );
    }

    #[test]
    fn numbers_at_the_last_column_do_not_overflow() {
        let numbers = record(
            0x00BD,
            &[[0, 0, 0xFF, 0xFF].as_slice(), &[0; 12], &[0, 0]].concat(),
        );
        assert!(read_text("/Workbook", &stream(0x0600, &[], 0, UNICODE_NAME, &numbers)).is_ok());
    }
}
