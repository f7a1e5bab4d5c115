//! Paragraphs and tables, including nested tables, in the order in which they end.
//!
//! Owns where a finished paragraph goes: into the text, or into the innermost open cell. Must not know file formats.
//! Invariant: words are written once, whatever order elements open and close in.

use crate::extracted::Extracted;
use crate::reader::build::builder::TextBuilder;

/// Maximum depth of nested tables that keep their cells; the cells of deeper ones are merged into one, as words are
/// moved once for each enclosing table.
const MAX_NESTED: usize = 16;
/// Columns of a row up to which those without a cell of their own are kept (Word allows as many columns).
const MAX_COLUMNS: usize = 63;
/// Separates the cells of a row that is a line of an outer cell; no format has such a character.
const CELL_BREAK: char = '\u{1F}';

/// The text of a document under construction.
#[derive(Debug, Default)]
pub(in crate::reader) struct Flow {
    builder: TextBuilder,
    /// The rows that are open, the outermost first.
    rows: Vec<Row>,
    /// Open rows nested too deep to keep their cells.
    deeper: usize,
}

#[derive(Debug, Default)]
struct Row {
    cells: Vec<String>,
    open: Option<Cell>,
}

#[derive(Debug)]
struct Cell {
    /// Paragraphs, each after a line break.
    lines: String,
    /// Columns that it takes up.
    span: usize,
    /// Whether it continues a cell above or before it.
    is_merged: bool,
}

impl Row {
    /// Adds columns without a cell of their own.
    fn skip_columns(&mut self, columns: usize) {
        let length = self.cells.len().saturating_add(columns).min(MAX_COLUMNS);
        self.cells
            .resize(length.max(self.cells.len()), String::new());
    }
}

impl Flow {
    /// Adds a paragraph.
    pub(in crate::reader) fn paragraph(&mut self, words: &str) {
        match self.cell() {
            Some(cell) => {
                cell.lines.push('\n');
                cell.lines.push_str(words);
            }
            None => self.builder.paragraph(words),
        }
    }

    /// Adds a heading of depth 1–9; in a cell it is a paragraph.
    pub(in crate::reader) fn heading(&mut self, depth: u8, words: &str) {
        match self.cell() {
            Some(_) => self.paragraph(words),
            None => self.builder.heading(depth, words),
        }
    }

    /// Adds the lines of another document, with its headings.
    pub(in crate::reader) fn document(&mut self, document: &Extracted) {
        let mut headings = document.headings.iter().peekable();
        let mut start = 0;
        for line in document.text.split_inclusive('\n') {
            let heading = headings.next_if(|heading| heading.start as usize == start);
            match (heading, inner_row(line)) {
                (Some(heading), _) => self.heading(heading.depth, line),
                (None, Some(row)) if self.is_in_cell() => self.paragraph(&row),
                _ => self.paragraph(line),
            }
            start += line.len();
        }
        self.add_damaged(document.damaged);
    }

    /// Adds characters that replace damaged bytes.
    pub(in crate::reader) fn add_damaged(&mut self, damaged: u32) {
        self.builder.add_damaged(damaged);
    }

    /// How many nested rows are open.
    pub(in crate::reader) fn depth(&self) -> usize {
        self.rows.len() + self.deeper
    }

    /// Moves to a cell at this depth of nested tables: closes deeper rows and opens rows and cells that are not open.
    /// For formats that state where a paragraph is, but not where rows begin.
    pub(in crate::reader) fn enter(&mut self, depth: usize) {
        while self.depth() > depth {
            self.close_row();
        }
        while self.depth() < depth {
            self.enter_cell();
            self.open_row();
        }
        self.enter_cell();
    }

    /// Opens a cell of the open row, if there is a row and no cell of it is open.
    fn enter_cell(&mut self) {
        if self.depth() > 0 && !self.is_in_cell() {
            self.open_cell();
        }
    }

    /// Whether paragraphs go into a cell.
    pub(in crate::reader) fn is_in_cell(&self) -> bool {
        self.rows.last().is_some_and(|row| row.open.is_some())
    }

    /// Opens a row of a table.
    pub(in crate::reader) fn open_row(&mut self) {
        if self.rows.len() < MAX_NESTED {
            self.rows.push(Row::default());
        } else {
            self.deeper += 1;
        }
    }

    /// Opens a cell of the open row.
    pub(in crate::reader) fn open_cell(&mut self) {
        self.close_cell();
        if let Some(row) = self.row() {
            row.open = Some(Cell {
                lines: String::new(),
                span: 1,
                is_merged: false,
            });
        }
    }

    /// Sets how many columns the open cell takes up.
    pub(in crate::reader) fn set_span(&mut self, columns: usize) {
        if let Some(cell) = self.row().and_then(|row| row.open.as_mut()) {
            cell.span = columns;
        }
    }

    /// Marks the open cell as a continuation of another one, which makes it empty.
    pub(in crate::reader) fn set_merged(&mut self) {
        if let Some(cell) = self.row().and_then(|row| row.open.as_mut()) {
            cell.is_merged = true;
        }
    }

    /// Skips this many columns.
    pub(in crate::reader) fn skip_columns(&mut self, columns: usize) {
        if let Some(row) = self.row() {
            row.skip_columns(columns);
        }
    }

    /// Closes the open cell, if any.
    pub(in crate::reader) fn close_cell(&mut self) {
        let Some(row) = self.row() else { return };
        let Some(cell) = row.open.take() else { return };
        row.cells.push(if cell.is_merged {
            String::new()
        } else {
            cell.lines
        });
        row.skip_columns(cell.span.saturating_sub(1));
    }

    /// Closes the open row: it becomes a line of the text, or of the cell around it. A cell that is still open counts
    /// if it has words.
    pub(in crate::reader) fn close_row(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let has_words = |cell: &mut Cell| !cell.lines.trim().is_empty();
        if let Some(row) = self.rows.last_mut() {
            row.open = row.open.take_if(has_words);
        }
        self.close_cell();
        let Some(row) = self.rows.pop() else { return };
        if row
            .cells
            .iter()
            .filter(|cell| !cell.trim().is_empty())
            .count()
            <= 1
        {
            self.lines(&row.cells);
        } else if self.is_in_cell() {
            self.paragraph(
                &row.cells
                    .iter()
                    .map(|cell| on_one_line(cell))
                    .collect::<Vec<_>>()
                    .join(&CELL_BREAK.to_string()),
            );
        } else {
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|cell| cell.replace(CELL_BREAK, " "))
                .collect();
            self.builder.row(&cells);
        }
    }

    /// Adds the lines of layout cells; rows among them stay rows.
    fn lines(&mut self, cells: &[String]) {
        for line in cells.iter().flat_map(|cell| cell.lines()) {
            if line.contains(CELL_BREAK) && !self.is_in_cell() {
                self.builder
                    .row(&line.split(CELL_BREAK).collect::<Vec<_>>());
            } else {
                self.paragraph(line);
            }
        }
    }

    /// The text.
    pub(in crate::reader) fn finish(mut self) -> Extracted {
        while !self.rows.is_empty() {
            self.close_row();
        }
        self.builder.finish()
    }

    /// The open row whose cells are kept.
    fn row(&mut self) -> Option<&mut Row> {
        if self.deeper > 0 {
            None
        } else {
            self.rows.last_mut()
        }
    }

    /// The cell into which paragraphs go.
    fn cell(&mut self) -> Option<&mut Cell> {
        self.rows.last_mut()?.open.as_mut()
    }
}

/// The line of a row as a line of an outer cell; `None` if it is not that of a row.
fn inner_row(line: &str) -> Option<String> {
    let cells = line.trim_end().strip_prefix("| ")?.strip_suffix(" |")?;
    Some(cells.replace(" | ", &CELL_BREAK.to_string()))
}

/// Joins the lines of a cell into one.
fn on_one_line(cell: &str) -> String {
    let lines = cell.split(['\n', CELL_BREAK]).map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(flow: &mut Flow, cells: &[&str]) {
        flow.open_row();
        for cell in cells {
            flow.open_cell();
            flow.paragraph(cell);
        }
        flow.close_row();
    }

    #[test]
    fn a_document_in_a_cell_keeps_its_rows_unless_there_are_other_cells() {
        let document = Extracted {
            text: "望汀区\n| 受理 | 3 |\n".into(),
            ..Extracted::default()
        };
        let mut flow = Flow::default();
        for other in ["", "12"] {
            flow.open_row();
            flow.open_cell();
            flow.document(&document);
            flow.open_cell();
            flow.paragraph(other);
            flow.close_row();
        }
        let text = flow.finish().text;
        assert_eq!(text, "望汀区\n| 受理 | 3 |\n| 望汀区 受理 3 | 12 |\n");
    }

    #[test]
    fn a_row_is_a_line_with_merged_cells_empty() {
        let mut flow = Flow::default();
        flow.open_row();
        flow.skip_columns(1);
        flow.open_cell();
        flow.set_span(2);
        flow.paragraph("松泽县");
        flow.paragraph("柳渡镇");
        flow.open_cell();
        flow.set_merged();
        flow.paragraph("不见");
        flow.open_cell();
        flow.paragraph("12");
        flow.close_row();
        assert_eq!(flow.finish().text, "|  | 松泽县 柳渡镇 |  |  | 12 |\n");
    }

    #[test]
    fn columns_without_cells_are_bounded_and_cells_are_not() {
        let mut flow = Flow::default();
        flow.open_row();
        for cell in 0..100 {
            flow.skip_columns(usize::MAX);
            flow.open_cell();
            flow.set_span(usize::MAX);
            flow.paragraph(&cell.to_string());
        }
        flow.close_row();
        let text = flow.finish().text;
        assert_eq!(text.matches('|').count(), MAX_COLUMNS + 100 + 1);
        assert!(text.ends_with("| 98 | 99 |\n"));
    }

    #[test]
    fn a_table_in_the_only_filled_cell_keeps_its_rows() {
        let mut flow = Flow::default();
        flow.open_row();
        flow.open_cell();
        flow.paragraph("望汀区");
        row(&mut flow, &["事项", "件数"]);
        row(&mut flow, &["受理", "3"]);
        flow.close_row();
        assert_eq!(
            flow.finish().text,
            "望汀区\n| 事项 | 件数 |\n| 受理 | 3 |\n"
        );
    }

    #[test]
    fn a_table_beside_a_filled_cell_becomes_words_of_its_cell() {
        let mut flow = Flow::default();
        flow.open_row();
        flow.open_cell();
        flow.paragraph("望汀区");
        flow.open_cell();
        row(&mut flow, &["受理", "3"]);
        row(&mut flow, &["办结", "2"]);
        flow.close_row();
        assert_eq!(flow.finish().text, "| 望汀区 | 受理 3 办结 2 |\n");
    }

    #[test]
    fn tables_nested_without_end_lose_no_words() {
        let mut flow = Flow::default();
        for depth in 0..100 {
            flow.open_row();
            flow.open_cell();
            flow.paragraph(&format!("第{depth}层"));
        }
        for _ in 0..100 {
            flow.close_cell();
            flow.close_row();
        }
        flow.paragraph("表外");
        let text = flow.finish().text;
        assert_eq!(text.lines().count(), 101);
        assert!(text.contains("第99层") && text.ends_with("表外\n"));
    }

    #[test]
    fn rows_open_and_close_by_the_depth_of_what_is_in_them() {
        let mut flow = Flow::default();
        for (depth, words) in [(1, "望汀区"), (2, "受理"), (2, "3"), (1, "件"), (0, "表外")]
        {
            flow.enter(depth);
            flow.paragraph(words);
            if depth == 2 {
                flow.close_cell();
            }
        }
        assert_eq!(flow.depth(), 0);
        assert_eq!(flow.finish().text, "望汀区\n| 受理 | 3 |\n件\n表外\n");
    }

    #[test]
    fn rows_left_open_come_out_at_the_end() {
        let mut flow = Flow::default();
        flow.close_row();
        flow.close_cell();
        flow.open_row();
        flow.open_cell();
        flow.heading(1, "一、总体情况");
        assert_eq!(flow.finish().text, "一、总体情况\n");
    }
}
