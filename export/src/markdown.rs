//! Tables of Markdown (the tables extension of GitHub Flavored Markdown), aligned by display width.
//!
//! Invariant: every cell is written by [`escaped`], so it is one line, no markup, and does not act on a terminal.

use std::fmt::Write as _;
use std::io::{self, Write};

use quanwen::api::{visible_line, visible_text};
use unicode_width::UnicodeWidthStr;

use crate::cell::Cell;
use crate::columns::MEASURED_ROWS;
use crate::error::Result;
use crate::table::Table;

/// Columns up to which cells are padded; longer ones stand out, so that one of them does not widen every row.
const MAX_PADDED: usize = 48;
/// Columns that the line below the header needs.
const MIN_PADDED: usize = 3;
/// Characters that are markup in a cell.
const MARKUP: [char; 9] = ['\\', '|', '`', '*', '_', '<', '[', '~', '&'];

/// Writes a table in Markdown, and returns the number of its rows.
///
/// # Errors
/// Those of the answer and of the output.
pub fn write_markdown(table: &dyn Table, out: impl Write) -> Result<u64> {
    let columns = table.columns();
    let mut lines = Lines {
        out,
        columns: columns.iter().map(|name| Column::of(name)).collect(),
        header: columns
            .iter()
            .map(|name| escaped(&Cell::line(*name)))
            .collect(),
        waiting: Some(Vec::new()),
        rows: 0,
    };
    table.rows(&mut |cells| lines.row(cells))?;
    lines.begin()?;
    lines.out.flush()?;
    Ok(lines.rows)
}

/// How a column is aligned.
struct Column {
    padded: usize,
    has_numbers: bool,
    has_texts: bool,
}

impl Column {
    fn of(name: &str) -> Self {
        Self {
            padded: name.width().max(MIN_PADDED),
            has_numbers: false,
            has_texts: false,
        }
    }

    fn measure(&mut self, cell: &Cell, written: &str) {
        self.padded = self.padded.max(written.width().min(MAX_PADDED));
        match cell {
            Cell::Integer(_) | Cell::Decimal { .. } => self.has_numbers = true,
            Cell::Line(text) | Cell::Text(text) => self.has_texts |= !text.is_empty(),
            Cell::Empty => {}
        }
    }

    fn is_of_numbers(&self) -> bool {
        self.has_numbers && !self.has_texts
    }

    fn pad(&self, cell: &str) -> String {
        let padding = " ".repeat(self.padded.saturating_sub(cell.width()));
        if self.is_of_numbers() {
            format!("{padding}{cell}")
        } else {
            format!("{cell}{padding}")
        }
    }

    fn rule(&self) -> String {
        let dashes = "-".repeat(self.padded - 1);
        let end = if self.is_of_numbers() { ':' } else { '-' };
        format!("{dashes}{end}")
    }
}

/// Writes rows. The first ones wait until the columns are measured.
struct Lines<W> {
    out: W,
    columns: Vec<Column>,
    header: Vec<String>,
    waiting: Option<Vec<Vec<String>>>,
    rows: u64,
}

impl<W: Write> Lines<W> {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.rows += 1;
        let written: Vec<String> = cells.iter().map(escaped).collect();
        let Some(waiting) = &mut self.waiting else {
            return self.line(&written);
        };
        for ((column, cell), written) in self.columns.iter_mut().zip(cells).zip(&written) {
            column.measure(cell, written);
        }
        waiting.push(written);
        if waiting.len() == MEASURED_ROWS {
            self.begin()?;
        }
        Ok(())
    }

    /// Writes the header and the rows that wait, if there are any.
    fn begin(&mut self) -> io::Result<()> {
        let Some(waiting) = self.waiting.take() else {
            return Ok(());
        };
        let header = std::mem::take(&mut self.header);
        self.line(&header)?;
        let rules: Vec<String> = self.columns.iter().map(Column::rule).collect();
        self.line(&rules)?;
        waiting.iter().try_for_each(|row| self.line(row))
    }

    fn line(&mut self, cells: &[String]) -> io::Result<()> {
        let cells = self.columns.iter().zip(cells);
        let mut line = String::from("|");
        for (column, cell) in cells {
            line.push(' ');
            line.push_str(&column.pad(cell));
            line.push_str(" |");
        }
        line.push('\n');
        self.out.write_all(line.as_bytes())
    }
}

/// A cell as one line without markup; a line break is `<br>`.
fn escaped(cell: &Cell) -> String {
    let text = match cell {
        Cell::Empty => return String::new(),
        Cell::Integer(number) => return number.to_string(),
        Cell::Decimal { value, places } => return format!("{value:.places$}"),
        Cell::Line(line) => visible_line(line),
        Cell::Text(text) => visible_text(text),
    };
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("<br>"),
            '\t' => escaped.push(' '),
            c if MARKUP.contains(&c) => _ = write!(escaped, "\\{c}"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    fn written(rows: Vec<Vec<Cell<'static>>>) -> String {
        let mut out = Vec::new();
        let number = rows.len() as u64;
        let table = Sample::new(&["region", "mentions", "left"], rows);
        assert_eq!(write_markdown(&table, &mut out).unwrap(), number);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_are_aligned_by_display_width_and_numbers_to_the_right() {
        let rows = vec![
            vec![
                Cell::line("松泽县"),
                Cell::Integer(12),
                Cell::text("a|b\n*c*"),
            ],
            vec![Cell::line("a\tb"), Cell::Empty, Cell::Empty],
        ];
        assert_eq!(
            written(rows),
            "| region | mentions | left          |\n\
             | ------ | -------: | ------------- |\n\
             | 松泽县 |       12 | a\\|b<br>\\*c\\* |\n\
             | a␉b    |          |               |\n"
        );
    }

    #[test]
    fn a_table_without_rows_is_its_header() {
        let lines = "| region | mentions | left |\n| ------ | -------- | ---- |\n";
        assert_eq!(written(Vec::new()), lines);
    }

    #[test]
    fn rows_after_the_measured_ones_are_written_too_and_a_long_cell_widens_no_other_row() {
        let row = |text: String| vec![Cell::line("a"), Cell::Integer(0), Cell::text(text)];
        let mut rows: Vec<_> = (0..MEASURED_ROWS + 2)
            .map(|_| row("b".to_string()))
            .collect();
        rows[0] = row("长".repeat(1_000));
        let written = written(rows);
        assert_eq!(written.lines().count(), MEASURED_ROWS + 4);
        let widths: Vec<usize> = written.lines().map(UnicodeWidthStr::width).collect();
        assert!(widths[2] > 2_000);
        assert!(
            widths[3..].iter().all(|width| *width == widths[0]),
            "{widths:?}"
        );
    }
}
