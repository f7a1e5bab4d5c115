//! Workbooks of Excel: the answer as a table, as grids if it is some, and a sheet about them.
//!
//! Text is written as text, whatever it looks like; what has no room in a sheet is counted.

mod about;
mod cells;
mod grid;
mod sheet_names;
mod style;
mod table;
mod text;

use std::io::{self, Write};
use std::ops::AddAssign;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rust_xlsxwriter::{Workbook, XlsxError};

use quanwen::api::Timestamp;
use quanwen_messages::{Language, Text, message, text};

use crate::about::{About, zoned_time};
use crate::cell::Cell;
use crate::error::{Error, Result};
use crate::table::Table;

use sheet_names::SheetNames;

pub use text::MAX_CELL_UNITS;

/// Rows of a sheet, the header among them
/// (<https://support.microsoft.com/en-us/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3>).
pub const MAX_ROWS: u32 = 1_048_576;

/// Grids of a table in a workbook, which are in memory while it is written.
pub const MAX_GRIDS: usize = 20;

/// The name of the sheet about the others.
const ABOUT: Text = text!("about");

/// The program that writes the files.
const PROGRAM: &str = concat!("quanwen ", env!("CARGO_PKG_VERSION"));

/// What was written of a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Rows, without the header.
    pub rows: u64,
    /// Rows that were left out: a sheet has [`MAX_ROWS`].
    pub rows_left_out: u64,
    /// Cells whose text was cut: it may have [`MAX_CELL_UNITS`].
    pub cells_cut: u64,
    /// Grids that were left out: a table has [`MAX_GRIDS`], and a sheet 16,384 columns and a million cells.
    pub grids_left_out: u64,
}

/// Writes a table as a workbook, whose sheets have names in a language; columns and fields have the same names in every one.
/// `origin` is what the last sheet says before what the table says of itself. Rows wait in a
/// file without a name in `folder`, so that a table of any length takes little memory.
///
/// # Errors
/// Those of the answer, of the output and of the folder.
pub fn write_xlsx(
    table: &dyn Table,
    origin: About,
    folder: &Path,
    out: impl Write + Send,
    language: Language,
) -> Result<Written> {
    write_limited(table, origin, folder, out, language, MAX_ROWS)
}

fn write_limited(
    table: &dyn Table,
    origin: About,
    folder: &Path,
    out: impl Write + Send,
    language: Language,
    max_rows: u32,
) -> Result<Written> {
    // The library panics if it cannot write to the file in the folder.
    let written = catch_unwind(AssertUnwindSafe(|| {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(folder)?;
        let tables: Vec<&dyn Table> = table.before().into_iter().chain([table]).collect();
        let sheets = tables.iter().map(|table| table.name()).chain([ABOUT]);
        let mut names = SheetNames::beside(sheets.map(|name| name.in_language(language)));
        let mut written = Written::default();
        for table in tables {
            written += table::write(&mut workbook, table, language, max_rows)?;
            written.grids_left_out += write_grids(&mut workbook, table, language, &mut names)?;
        }
        let about = origin.and(table.about()).and(about_file(written));
        about::write(&mut workbook, &about, language, max_rows)?;
        workbook.save_to_writer(out)?;
        Ok(written)
    }));
    written.unwrap_or_else(|_| Err(no_room(folder).into()))
}

/// Writes a sheet for each grid that has room, and returns how many were left out.
fn write_grids(
    workbook: &mut Workbook,
    table: &dyn Table,
    language: Language,
    names: &mut SheetNames,
) -> Result<u64> {
    let mut written = 0;
    for index in 0..table.grid_count() {
        if written == MAX_GRIDS {
            break;
        }
        if let Some(grid) = table.grid(index).filter(grid::fits) {
            let name = names.name(&grid.name.in_language(language));
            grid::write(workbook, &name, &grid)?;
            written += 1;
        }
    }
    Ok((table.grid_count() - written) as u64)
}

impl AddAssign for Written {
    fn add_assign(&mut self, other: Self) {
        self.rows += other.rows;
        self.rows_left_out += other.rows_left_out;
        self.cells_cut += other.cells_cut;
        self.grids_left_out += other.grids_left_out;
    }
}

/// What was written of a table, when and by what, as entries.
fn about_file(written: Written) -> About {
    About::default()
        .entry(text!("file"), "program", Cell::line(PROGRAM))
        .entry(
            text!("file"),
            "written",
            Cell::line(zoned_time(Timestamp::now())),
        )
        .entry(text!("file"), "rows", written.rows)
        .entry(text!("file"), "rows_left_out", written.rows_left_out)
        .entry(text!("file"), "cells_cut", written.cells_cut)
        .entry(text!("file"), "grids_left_out", written.grids_left_out)
}

fn no_room(folder: &Path) -> io::Error {
    io::Error::new(
        io::ErrorKind::StorageFull,
        message!(
            "cannot write a workbook: {folder} has no room for its rows",
            folder = folder
        ),
    )
}

impl From<XlsxError> for Error {
    fn from(error: XlsxError) -> Self {
        plain(error).into()
    }
}

/// The I/O error inside an error of a workbook.
fn plain(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error,
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use quanwen_messages::Message;

    use super::*;
    use crate::grid::Grid;
    use crate::sample::Sample;

    fn file(table: &Sample, max_rows: u32) -> (Cursor<Vec<u8>>, Written) {
        let folder = tempfile::tempdir().unwrap();
        let origin = About::default().entry(text!("request"), "query", Cell::text("复议"));
        let mut file = Vec::new();
        let written = write_limited(
            table,
            origin,
            folder.path(),
            &mut file,
            Language::English,
            max_rows,
        )
        .unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        (Cursor::new(file), written)
    }

    fn workbook(table: &Sample, max_rows: u32) -> (Xlsx<Cursor<Vec<u8>>>, Written) {
        let (file, written) = file(table, max_rows);
        (Xlsx::new(file).unwrap(), written)
    }

    /// The XML of a sheet, counted from 1.
    fn xml(table: &Sample, sheet: u32) -> String {
        let mut archive = zip::ZipArchive::new(file(table, MAX_ROWS).0).unwrap();
        let part = archive.by_name(&format!("xl/worksheets/sheet{sheet}.xml"));
        io::read_to_string(part.unwrap()).unwrap()
    }

    fn rows(workbook: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<Data>> {
        let range = workbook.worksheet_range(sheet).unwrap();
        range.rows().map(<[Data]>::to_vec).collect()
    }

    fn text(text: &str) -> Data {
        Data::String(text.to_string())
    }

    #[test]
    fn numbers_are_numbers_text_is_text_and_an_empty_cell_is_not_there() {
        let texts = [
            "=HYPERLINK(\"http://a.example\")",
            "+1",
            "-12",
            "2021-01-02",
            "1e5",
            "007",
            "@a",
            "http://a.example/",
            "甲\t乙\n丙",
            " a ",
            "<b>&amp;",
            "'a",
            "TRUE",
        ];
        let mut table = Sample::new(&["count", "measure", "none", "text"], Vec::new());
        for written in texts {
            let measure = Cell::decimal(2.0 / 3.0, 2);
            table.rows.push(vec![
                0_u64.into(),
                measure,
                Cell::Empty,
                Cell::text(written),
            ]);
        }
        table.rows.push(vec![
            Cell::line("甲\n乙\u{1B}"),
            Cell::line(""),
            7_u64.into(),
        ]);
        let (mut workbook, written) = workbook(&table, MAX_ROWS);
        assert_eq!(workbook.sheet_names(), ["mentions", "about"]);
        let read = rows(&mut workbook, "mentions");
        assert_eq!(read[0], ["count", "measure", "none", "text"].map(text));
        for (row, written) in read[1..].iter().zip(texts) {
            let measure = Data::Float(2.0 / 3.0);
            assert_eq!(
                *row,
                [Data::Float(0.0), measure, Data::Empty, text(written)]
            );
        }
        let last = [text("甲␊乙␛"), Data::Empty, Data::Float(7.0), Data::Empty];
        assert_eq!(read[texts.len() + 1], last);
        assert_eq!(
            written,
            Written {
                rows: texts.len() as u64 + 1,
                rows_left_out: 0,
                cells_cut: 0,
                grids_left_out: 0
            }
        );
        let formulas = workbook.worksheet_formula("mentions").unwrap();
        assert!(formulas.rows().flatten().all(String::is_empty));
    }

    #[test]
    fn the_header_stays_in_view_filters_and_is_as_wide_as_its_column() {
        let rows = vec![vec![Cell::line("松泽县人民政府"), 1_u64.into()]; 2];
        let xml = xml(&Sample::new(&["title", "mentions"], rows), 1);
        for part in [
            "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>",
            "<autoFilter ref=\"A1:B3\"/>",
            "<col min=\"1\" max=\"1\" width=\"17.7",
        ] {
            assert!(xml.contains(part), "{xml}");
        }
    }

    #[test]
    fn the_last_sheet_says_what_was_asked_what_was_found_and_what_was_written() {
        let mut table = Sample::new(&["id"], vec![vec![Cell::line("a")]]);
        table.about = About::default().entry(text!("answer"), "mentions", 12_u64);
        let (mut workbook, _) = workbook(&table, MAX_ROWS);
        let row = |part: &str, name: &str, value: Data| vec![text(part), text(name), value];
        let mut read = rows(&mut workbook, "about");
        let time = read.remove(4);
        assert!(
            time[1] == text("written")
                && time[2].to_string().len() == "2026-11-28 01:34+00:00".len(),
            "{time:?}"
        );
        assert_eq!(
            read,
            [
                row("part", "name", text("value")),
                row("request", "query", text("复议")),
                row("answer", "mentions", Data::Float(12.0)),
                row("file", "program", text(PROGRAM)),
                row("file", "rows", Data::Float(1.0)),
                row("file", "rows_left_out", Data::Float(0.0)),
                row("file", "cells_cut", Data::Float(0.0)),
                row("file", "grids_left_out", Data::Float(0.0)),
            ]
        );
    }

    #[test]
    fn sheets_are_named_in_the_language_and_columns_as_in_every_other() {
        let folder = tempfile::tempdir().unwrap();
        let table = Sample::new(&["id"], vec![vec![Cell::line("a")]]);
        let origin = About::default().entry(text!("request"), "query", Cell::text("复议"));
        let mut file = Vec::new();
        write_xlsx(&table, origin, folder.path(), &mut file, Language::Chinese).unwrap();
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
        assert_eq!(workbook.sheet_names(), ["出现处", "说明"]);
        assert_eq!(rows(&mut workbook, "出现处")[0], [text("id")]);
        let about = rows(&mut workbook, "说明");
        assert_eq!(about[0], ["部分", "名称", "值"].map(text));
        assert_eq!(about[1], ["查询条件", "query", "复议"].map(text));
    }

    #[test]
    fn what_has_no_room_is_counted() {
        let long = Cell::text("复".repeat(MAX_CELL_UNITS + 1));
        let mut table = Sample::new(&["text"], vec![vec![Cell::line("a")]; 6]);
        table.rows[1] = vec![long.clone()];
        table.rows[5] = vec![long];
        let (mut workbook, written) = workbook(&table, 5);
        assert_eq!(
            written,
            Written {
                rows: 4,
                rows_left_out: 2,
                cells_cut: 1,
                grids_left_out: 0
            }
        );
        let read = rows(&mut workbook, "mentions");
        assert_eq!(read.len(), 5);
        assert_eq!(read[2], [text(&"复".repeat(MAX_CELL_UNITS))]);
    }

    #[test]
    fn a_grid_is_a_sheet_whose_missing_figures_are_empty_and_whose_zeros_are_zero() {
        let mut table = Sample::new(&["id"], Vec::new());
        let grid = Grid {
            name: text!("per_10k").into(),
            row_name: "region".to_string(),
            columns: vec![2020_u64.into(), 2021_u64.into()],
            rows: vec![
                (Cell::line("松泽县"), vec![0_u64.into(), Cell::Empty]),
                (Cell::Empty, vec![Cell::decimal(1.25, 1), 3_u64.into()]),
            ],
        };
        table.grids = vec![grid];
        let xml = xml(&table, 2);
        let is_shaded = |cell: &str| xml.contains(&format!("<c r=\"{cell}\" s=\"2\"/>"));
        assert!(
            is_shaded("C2") && !is_shaded("B2") && !is_shaded("A3"),
            "{xml}"
        );
        let (mut workbook, _) = workbook(&table, MAX_ROWS);
        assert_eq!(workbook.sheet_names(), ["mentions", "per_10k", "about"]);
        let read = rows(&mut workbook, "per_10k");
        assert_eq!(
            read[0],
            [text("region"), Data::Float(2020.0), Data::Float(2021.0)]
        );
        assert_eq!(read[1], [text("松泽县"), Data::Float(0.0), Data::Empty]);
        assert_eq!(read[2], [Data::Empty, Data::Float(1.25), Data::Float(3.0)]);
    }

    #[test]
    fn each_grid_has_a_sheet_until_there_are_too_many() {
        let grid = |columns: usize| Grid {
            name: Message::verbatim("复议"),
            row_name: String::new(),
            columns: vec![Cell::Empty; columns],
            rows: Vec::new(),
        };
        let mut table = Sample::new(&["id"], Vec::new());
        table.grids = vec![grid(20_000)];
        table.grids.extend(vec![grid(1); MAX_GRIDS + 2]);
        let (workbook, written) = workbook(&table, MAX_ROWS);
        assert_eq!(written.grids_left_out, 3);
        let names = workbook.sheet_names();
        assert_eq!(names.len(), 2 + MAX_GRIDS);
        assert_eq!(names[..3], ["mentions", "复议", "复议 (2)"]);
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let table = Sample::new(&["id"], Vec::new());
        let nowhere = folder.path().join("nowhere");
        let error = write_xlsx(
            &table,
            About::default(),
            &nowhere,
            Vec::new(),
            Language::English,
        )
        .unwrap_err();
        assert!(matches!(error, Error::Output(error) if error.kind() == io::ErrorKind::NotFound));
    }
}
