//! Rows of tables in the making, also of tables within tables. Owns which cell is open; a row of an inner table
//! becomes a line in the cell around it.

use super::super::builder::TextBuilder;

/// The rows that are open, the outermost first.
#[derive(Debug, Default)]
pub(super) struct OpenRows(Vec<OpenRow>);

/// A row up to its end.
#[derive(Debug, Default)]
struct OpenRow {
    cells: Vec<String>,
    /// The cell that is open.
    cell: String,
}

impl OpenRows {
    /// Sets how many tables the next paragraph is in: closes the rows of inner tables left, opens those entered.
    pub(super) fn set_depth(&mut self, depth: usize, builder: &mut TextBuilder) {
        while self.0.len() > depth {
            self.end_row(builder);
        }
        self.0.resize_with(depth, OpenRow::default);
    }

    /// Whether no table is open.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds lines to the innermost open cell; `false` outside tables.
    pub(super) fn add(&mut self, lines: &str) -> bool {
        let Some(row) = self.0.last_mut() else {
            return false;
        };
        row.cell.push_str(lines);
        row.cell.push('\n');
        true
    }

    /// Ends the innermost open cell.
    pub(super) fn end_cell(&mut self) {
        if let Some(row) = self.0.last_mut() {
            let cell = std::mem::take(&mut row.cell);
            row.cells.push(cell);
        }
    }

    /// Ends the innermost open row.
    pub(super) fn end_row(&mut self, builder: &mut TextBuilder) {
        let Some(mut row) = self.0.pop() else { return };
        if !row.cell.trim().is_empty() {
            row.cells.push(row.cell);
        }
        match self.0.last_mut() {
            None => builder.row(&row.cells),
            Some(outer) => {
                let mut lines = TextBuilder::default();
                lines.row(&row.cells);
                outer.cell.push_str(&lines.finish().text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add_row(rows: &mut OpenRows, depth: usize, cells: &[&str], builder: &mut TextBuilder) {
        for cell in cells {
            rows.set_depth(depth, builder);
            rows.add(cell);
            rows.end_cell();
        }
        rows.end_row(builder);
    }

    #[test]
    fn cells_make_a_row() {
        let (mut rows, mut builder) = (OpenRows::default(), TextBuilder::default());
        add_row(&mut rows, 1, &["柳渡镇", "12"], &mut builder);
        rows.set_depth(0, &mut builder);
        assert!(!rows.add("文"));
        assert_eq!(builder.finish().text, "| 柳渡镇 | 12 |\n");
    }

    #[test]
    fn a_row_of_an_inner_table_is_a_line_of_its_cell() {
        let (mut rows, mut builder) = (OpenRows::default(), TextBuilder::default());
        rows.set_depth(1, &mut builder);
        rows.add("望汀区");
        add_row(&mut rows, 2, &["甲", "乙"], &mut builder);
        rows.set_depth(1, &mut builder);
        rows.end_cell();
        rows.set_depth(0, &mut builder);
        assert_eq!(builder.finish().text, "望汀区\n| 甲 | 乙 |\n");
    }

    #[test]
    fn a_row_without_an_end_is_not_lost() {
        let (mut rows, mut builder) = (OpenRows::default(), TextBuilder::default());
        rows.set_depth(3, &mut builder);
        rows.add("松泽县");
        rows.set_depth(0, &mut builder);
        assert_eq!(builder.finish().text, "松泽县\n");
    }
}
