//! CSV and TSV for spreadsheets: UTF-8 with a byte order mark, so that Excel and WPS decode it correctly.
//!
//! Invariant: every cell is written by [`Delimited::write`], so none acts on a terminal or is taken for a formula.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Writer, WriterBuilder};
use quanwen::api::{visible_line, visible_text};
use quanwen::corpus::guarded;

use crate::cell::Cell;
use crate::error::Result;
use crate::table::Table;

/// Writes a table as CSV, the names of its columns first, and returns the number of its rows.
///
/// # Errors
/// Those of the answer and of the output.
pub fn write_csv(table: &dyn Table, out: impl Write) -> Result<u64> {
    write(table, out, b',')
}

/// Writes a table as [`write_csv`] does, with tabs between the cells. Cells with a tab, a line break or a quotation mark are
/// quoted, as in CSV.
///
/// # Errors
/// Those of the answer and of the output.
pub fn write_tsv(table: &dyn Table, out: impl Write) -> Result<u64> {
    write(table, out, b'\t')
}

fn write(table: &dyn Table, out: impl Write, delimiter: u8) -> Result<u64> {
    let columns = table.columns();
    let mut lines = Delimited {
        writer: WriterBuilder::new().delimiter(delimiter).from_writer(out),
        header: Some(columns.into_iter().map(String::from).collect()),
    };
    let mut rows = 0;
    table.rows(&mut |cells| {
        rows += 1;
        lines.begin()?;
        lines.write(cells)
    })?;
    lines.begin()?;
    lines.writer.flush()?;
    Ok(rows)
}

/// Writes rows.
struct Delimited<W: Write> {
    writer: Writer<W>,
    /// The names of the columns, until they are written: nothing is, if the answer is an error.
    header: Option<Vec<String>>,
}

impl<W: Write> Delimited<W> {
    /// Writes the byte order mark and the names of the columns before the first row.
    fn begin(&mut self) -> io::Result<()> {
        let Some(header) = self.header.take() else {
            return Ok(());
        };
        let mut mark = "\u{FEFF}";
        for name in &header {
            let name = visible_line(name);
            let field = format!("{mark}{}", guarded(&name));
            self.writer.write_field(field).map_err(plain)?;
            mark = "";
        }
        self.writer.write_record(None::<&[u8]>).map_err(plain)
    }

    fn write(&mut self, cells: &[Cell]) -> io::Result<()> {
        for cell in cells {
            let field = visible(cell);
            let field = guarded(&field);
            self.writer.write_field(field.as_ref()).map_err(plain)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(plain)
    }
}

/// A cell as a text that does not act on a terminal.
fn visible<'t>(cell: &'t Cell) -> Cow<'t, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Integer(number) => Cow::Owned(number.to_string()),
        Cell::Decimal { value, places } => Cow::Owned(format!("{value:.places$}")),
        Cell::Line(line) => visible_line(line),
        Cell::Text(text) => visible_text(text),
    }
}

/// The I/O error inside a CSV error, so that a closed pipe is recognised.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    /// A row of every kind of cell, and a row of texts that are not what they seem.
    fn sample() -> Sample {
        let measure = Cell::decimal(2.0 / 3.0, 2);
        let plain = vec![0_u64.into(), measure, Cell::Empty, Cell::text("a\tb\nc")];
        let formula = Cell::text("=1+1\u{1B}\"是");
        let not_finite = Cell::decimal(f64::NAN, 2);
        let hostile = vec![Cell::Empty, not_finite, Cell::line("a\n=1"), formula];
        let columns = ["mentions", "per_10k", "issuer", "left"];
        Sample::new(&columns, vec![plain, hostile])
    }

    fn written(write: fn(&dyn Table, &mut Vec<u8>) -> Result<u64>) -> String {
        let mut out = Vec::new();
        assert_eq!(write(&sample(), &mut out).unwrap(), 2);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_row_is_a_line_of_csv_that_no_spreadsheet_takes_for_a_formula() {
        assert_eq!(
            written(|table, out| write_csv(table, out)),
            "\u{FEFF}mentions,per_10k,issuer,left\n0,0.67,,\"a\tb\nc\"\n,,a␊=1,\"'=1+1␛\"\"是\"\n"
        );
    }

    #[test]
    fn cells_of_tsv_with_a_tab_or_a_line_break_are_quoted() {
        assert_eq!(
            written(|table, out| write_tsv(table, out)),
            "\u{FEFF}mentions\tper_10k\tissuer\tleft\n0\t0.67\t\t\"a\tb\nc\"\n\t\ta␊=1\t\"'=1+1␛\"\"是\"\n"
        );
    }

    #[test]
    fn a_closed_output_is_an_error_of_the_output() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let error = write_csv(&sample(), io::BufWriter::new(Closed)).unwrap_err();
        assert!(
            matches!(error, crate::Error::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
        );
    }
}
