//! Tables in text files (.csv, .tsv): a record is a row of a sheet.
//!
//! Owns the separator. Invariant: every character of a cell is in the text, whatever the quotes of the file.

mod cells;

use std::borrow::Cow;

use self::cells::{cells, record_end};
use crate::extracted::Extracted;
use crate::reader::build::builder::TextBuilder;
use crate::reader::build::header_row::HeaderSearch;

/// Separators, the first of which is used if several separate equally well.
const SEPARATORS: [char; 4] = ['\t', ',', ';', '|'];
/// Records by which the separator is found.
const SAMPLE: usize = 100;
/// Maximum bytes of text by which the separator is found.
const SAMPLE_BYTES: usize = 256 * 1024;
/// After a table has been read this many times for the ends of quotes that are not closed, its quotes are characters.
const MAX_READS: usize = 8;

/// Reads a decoded table.
pub(super) fn extract(text: &str) -> Extracted {
    let (separator, text) = stated_separator(text).unwrap_or_else(|| (separator(text), text));
    let mut built = TextBuilder::default();
    let mut search = HeaderSearch::default();
    let mut width = 0;
    for (row, record) in (1..).zip(Rows::new(text, separator)) {
        let filled = record.iter().rposition(|cell| !cell.trim().is_empty());
        let Some(last) = filled else { continue };
        width = width.max(last + 1);
        built.sheet_row(row);
        if search.is_header(&record) {
            built.header_line(&record[..width.min(record.len())]);
        } else {
            built.row_line(&record[..width.min(record.len())]);
        }
    }
    built.finish()
}

/// The separator that Excel is told by a first line `sep=;`, and the text after that line.
fn stated_separator(text: &str) -> Option<(char, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let mut stated = line.trim_end_matches('\r').strip_prefix("sep=")?.chars();
    let separator = stated.next()?;
    stated.next().is_none().then_some((separator, rest))
}

/// The separator that gives most records the same number of cells.
fn separator(text: &str) -> char {
    let sample = &text[..text.floor_char_boundary(SAMPLE_BYTES)];
    let regular = |separator: &char| {
        let mut widths: Vec<usize> = Rows::new(sample, *separator)
            .take(SAMPLE)
            .map(|record| record.len())
            .filter(|width| *width > 1)
            .collect();
        widths.sort_unstable();
        let runs = widths.chunk_by(|a, b| a == b);
        runs.map(<[usize]>::len).max().unwrap_or(0)
    };
    // The last of equals is the maximum.
    let best = SEPARATORS.into_iter().rev().max_by_key(regular);
    best.unwrap_or(',')
}

/// The records of a table, each as its cells.
struct Rows<'t> {
    rest: &'t str,
    separator: char,
    /// Bytes that may still be read for the ends of quotes that are not closed.
    left: usize,
}

impl<'t> Rows<'t> {
    fn new(text: &'t str, separator: char) -> Self {
        Self {
            rest: text,
            separator,
            left: text.len().saturating_mul(MAX_READS),
        }
    }

    /// The end of the next record if its quotes are closed.
    fn quoted_end(&mut self) -> Option<usize> {
        if self.left == 0 {
            return None;
        }
        let end = record_end(self.rest, self.separator);
        end.inspect_err(|read| self.left = self.left.saturating_sub(*read))
            .ok()
    }
}

impl<'t> Iterator for Rows<'t> {
    type Item = Vec<Cow<'t, str>>;

    /// The next record. One whose quotes are not closed is a line whose quotes are characters, or a quote left open at
    /// the beginning would make one cell of the file.
    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let quoted = self.quoted_end();
        let end = quoted.unwrap_or_else(|| self.rest.find(['\n', '\r']).unwrap_or(self.rest.len()));
        let (record, rest) = self.rest.split_at(end);
        self.rest = rest
            .strip_prefix("\r\n")
            .or_else(|| rest.strip_prefix(['\n', '\r']))
            .unwrap_or(rest);
        Some(cells(record, self.separator, quoted.is_some()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(table: &str) -> String {
        extract(table).text
    }

    #[test]
    fn a_record_is_a_row_with_its_number() {
        let read = extract("县,件数\r\n\r\n\"松泽县\",\"办结\n57件\"\r\n望汀区,3\r\n");
        assert_eq!(
            read.text,
            "| 县 | 件数 |\n| 松泽县 | 办结 57件 |\n| 望汀区 | 3 |\n"
        );
        let rows: Vec<u32> = read.locators.rows.iter().map(|row| row.1).collect();
        assert_eq!(rows, [1, 3, 4]);
        let header = read.locators.header_at(read.text.len() - 2).unwrap();
        assert_eq!(&read.text[header], "| 县 | 件数 |");
    }

    #[test]
    fn the_separator_is_found() {
        for separator in SEPARATORS {
            let table = "县a件数\n松泽县，全县a57\n望汀区a3".replace('a', &separator.to_string());
            assert_eq!(
                text(&table),
                "| 县 | 件数 |\n| 松泽县，全县 | 57 |\n| 望汀区 | 3 |\n",
                "{separator:?}"
            );
        }
        assert_eq!(text("a\t1,2\nb\t3,4\n"), "| a | 1,2 |\n| b | 3,4 |\n");
        assert_eq!(text("sep=:\na:b,c\n"), "| a | b,c |\n");
    }

    #[test]
    fn ragged_rows_keep_their_cells() {
        assert_eq!(
            text("表\na,b,,\n1,2,3,,4,\n,,,\nc"),
            "表\n| a | b |\n| 1 | 2 | 3 |  | 4 |\nc\n"
        );
    }

    #[test]
    fn a_quote_left_open_ends_with_its_line() {
        let rows = "b,\"x\"\n".repeat(1000);
        let read = text(&format!("\"县,件数\n{rows}"));
        assert!(read.starts_with("| \"县 | 件数 |\n| b | x |\n"), "{read}");
        assert_eq!(read.lines().count(), 1001);
        assert_eq!(text("a,\"b\nc,d\n"), "| a | \"b |\n| c | d |\n");
    }

    #[test]
    fn quotes_that_are_open_at_the_end_of_each_line_are_not_sought_from_each() {
        let lines = "松泽\",\"\n".repeat(200_000);
        assert_eq!(text(&lines), "| 松泽\" | \" |\n".repeat(200_000));
    }

    #[test]
    fn a_million_columns_and_a_line_of_megabytes_are_read() {
        assert_eq!(
            text(&"a,".repeat(1_000_000)).matches('a').count(),
            1_000_000
        );
        let line = "松".repeat(1 << 20);
        assert_eq!(text(&line), format!("{line}\n"));
    }
}
