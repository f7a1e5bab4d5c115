//! Tables for people: cells aligned by display width.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::columns::padded;
use super::lines::PLAIN;
use super::text::{FAINT, Text};

/// Spaces between columns.
const GAP: usize = 2;

/// A table: the first column is aligned left and may be shortened, the others are numbers and aligned right.
pub(super) struct AlignedTable {
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl AlignedTable {
    /// A table without rows, the most important columns first.
    pub(super) fn new(header: &[&'static str]) -> Self {
        Self {
            header: header.to_vec(),
            rows: Vec::new(),
        }
    }

    /// Adds a row with a cell for each column, each a single line.
    pub(super) fn push(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }

    /// Writes the header and the rows, without the last columns where the width has no room for them. Returns the names of
    /// those left out.
    pub(super) fn write(&self, text: &mut Text<impl Write>) -> io::Result<&[&'static str]> {
        let widths = self.widths(text.columns() / 2);
        let (shown, left_out) = self.header.split_at(fitting(&widths, text.columns()));
        let widths = &widths[..shown.len()];
        text.spans(&[(FAINT, &line(shown, widths))])?;
        for row in &self.rows {
            let mut row = row.clone();
            row[0] = text.fitted(&row[0], widths[0]);
            text.spans(&[(PLAIN, &line(&row, widths))])?;
        }
        Ok(left_out)
    }

    /// The display columns of each column, the first at most `max`.
    fn widths(&self, max: usize) -> Vec<usize> {
        let mut widths: Vec<usize> = self.header.iter().map(|name| name.width()).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.width().max(*width);
            }
        }
        if let Some(first) = widths.first_mut() {
            *first = max.min(*first);
        }
        widths
    }
}

/// How many columns fit a width; at least one.
fn fitting(widths: &[usize], columns: usize) -> usize {
    let mut used = 0;
    let fits = |width: &&usize| {
        used += *width + GAP;
        used - GAP <= columns
    };
    widths.iter().take_while(fits).count().max(1)
}

/// The cells of a row, as many as there are widths.
fn line(cells: &[impl AsRef<str>], widths: &[usize]) -> String {
    let cells = cells.iter().zip(widths).enumerate();
    let cells = cells.map(|(column, (cell, width))| {
        let cell = cell.as_ref();
        if column == 0 {
            return padded(cell, *width);
        }
        let before = width.saturating_sub(cell.width()) + GAP;
        format!("{}{cell}", " ".repeat(before))
    });
    cells.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(columns: usize) -> (String, Vec<&'static str>) {
        let mut table = AlignedTable::new(&["word", "a", "per 10k"]);
        table.push(vec!["最多跑一次".into(), "12".into(), "3.50".into()]);
        table.push(vec!["ppp".into(), "1234".into(), "–".into()]);
        let mut out = Vec::new();
        let left_out = table
            .write(&mut Text::new(&mut out, columns, false))
            .unwrap()
            .to_vec();
        (String::from_utf8(out).unwrap(), left_out)
    }

    #[test]
    fn numbers_are_aligned_right_of_full_width_words() {
        let lines = [
            "word           a  per 10k\n",
            "最多跑一次    12     3.50\n",
            "ppp         1234        –\n",
        ];
        assert_eq!(written(80), (lines.concat(), Vec::new()));
    }

    #[test]
    fn columns_that_do_not_fit_are_named() {
        assert_eq!(fitting(&[10, 4, 7], 25), 3);
        assert_eq!(fitting(&[10, 4, 7], 24), 2);
        assert_eq!(fitting(&[10, 4, 7], 5), 1);
    }
}
