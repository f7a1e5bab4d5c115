//! Data tables. Owns rows, columns and spans; a table that only lays out a page is not read here.
//! Invariant: each cell's words appear once, in the first column in which a browser shows them.

use std::ops::Range;

use super::page::{Page, PageNode};

/// Columns that one cell may span. HTML Living Standard, 4.9.11, allows 1000, which no data table needs.
const SPAN: usize = 100;
/// Rows that one cell may span, from the same section.
const ROW_SPAN: usize = 65_534;
/// Empty columns that spans may leave, besides four for each cell: with more it is not a data table.
const EMPTY: usize = 400;
/// A cell that holds most of its table's characters, and at least this many, makes the table layout.
const LAYOUT: usize = 300;

/// The rows of a data table, each cell as its `lines`; `None` if the table is layout.
pub(super) fn rows(
    page: &Page,
    table: usize,
    lines: impl Fn(Range<usize>) -> Vec<String>,
) -> Option<Vec<Vec<String>>> {
    let parts = |names: &[&str]| page.inside(table).any(|at| names.contains(&page.name(at)));
    if parts(&["table", "h1", "h2", "h3", "h4"]) {
        return None;
    }
    let mut grid = Grid::default();
    for row in page.inside(table).filter(|at| page.name(*at) == "tr") {
        grid.add_row(page, row, &lines);
    }
    (!grid.is_layout()).then_some(grid.rows)
}

#[derive(Default)]
struct Grid {
    rows: Vec<Vec<String>>,
    /// By column: rows that a cell above still takes up.
    taken: Vec<usize>,
    /// Characters of all cells, and of the longest.
    all: usize,
    longest: usize,
    cells: usize,
    /// Columns that spans left empty.
    empty: usize,
    /// Whether any row has words in more than one cell.
    has_columns: bool,
}

impl Grid {
    fn add_row(&mut self, page: &Page, row: usize, lines: impl Fn(Range<usize>) -> Vec<String>) {
        let cells = page
            .inside(row)
            .filter(|at| matches!(page.name(*at), "td" | "th"));
        let mut words = Vec::new();
        for cell in cells {
            self.pass_taken(&mut words);
            let text = lines(page.inside(cell)).join("\n");
            self.weigh(&text);
            let span = |name: &str, most: usize| {
                let value = page
                    .nodes
                    .get(cell)
                    .and_then(PageNode::element)
                    .and_then(|element| element.attr(name));
                value
                    .and_then(|value| value.trim().parse().ok())
                    .unwrap_or(1_usize)
                    .clamp(1, most)
            };
            self.place(
                &mut words,
                text,
                span("colspan", SPAN),
                span("rowspan", ROW_SPAN),
            );
        }
        self.pass_taken(&mut words);
        self.has_columns |= words.iter().filter(|words| !words.is_empty()).count() > 1;
        self.rows.push(words);
    }

    /// Leaves empty the columns that cells of rows above take up.
    fn pass_taken(&mut self, words: &mut Vec<String>) {
        if self.empty > EMPTY + self.cells * 4 {
            return;
        }
        while let Some(rows) = self.taken.get_mut(words.len()).filter(|rows| **rows > 0) {
            *rows -= 1;
            self.empty += 1;
            words.push(String::new());
        }
    }

    fn place(&mut self, words: &mut Vec<String>, text: String, columns: usize, rows: usize) {
        let start = words.len();
        words.push(text);
        if self.empty > EMPTY + self.cells * 4 {
            return;
        }
        self.empty += columns - 1;
        words.resize(start + columns, String::new());
        self.taken.resize(self.taken.len().max(words.len()), 0);
        if let Some(taken) = self.taken.get_mut(start..words.len()) {
            taken.fill(rows - 1);
        }
    }

    fn weigh(&mut self, text: &str) {
        self.cells += 1;
        let length = text.chars().count();
        self.all += length;
        self.longest = self.longest.max(length);
    }

    /// A table is layout if it has one column, or one cell that is most of it.
    fn is_layout(&self) -> bool {
        !self.has_columns || (self.longest >= LAYOUT && self.longest * 5 >= self.all * 3)
    }
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::super::blocks::lines;
    use super::*;

    fn of(source: &str) -> Option<Vec<Vec<String>>> {
        let html = Html::parse_document(source);
        let page = Page::new(&html, false);
        let table = page
            .nodes
            .iter()
            .position(|node| node.name() == "table")
            .unwrap();
        rows(&page, table, |cell| lines(&page, cell, &[]))
    }

    #[test]
    fn cells_stand_in_their_columns_despite_spans() {
        let rows =
            of("<table><tr><td rowspan=2>甲<td colspan=2>乙<td>丙<tr><td>丁<td>戊<td>己</table>")
                .unwrap();
        assert_eq!(rows, [["甲", "乙", "", "丙"], ["", "丁", "戊", "己"]]);
    }

    #[test]
    fn unclosed_cells_are_cells() {
        assert_eq!(
            of("<table><tr><td>甲<td>乙<br>丙<tr><th>丁<th>").unwrap(),
            [["甲", "乙\n丙"], ["丁", ""]]
        );
    }

    #[test]
    fn a_table_that_holds_an_article_is_layout() {
        assert_eq!(
            of(&format!(
                "<table><tr><td>导航<td>{}</table>",
                "文".repeat(400)
            )),
            None
        );
        assert_eq!(of("<table><tr><td>甲<tr><td>乙</table>"), None);
        assert_eq!(
            of("<table><tr><td>甲<td>乙<table><tr><td>丙</table></table>"),
            None
        );
    }

    #[test]
    fn absurd_spans_are_bounded() {
        let rows =
            of("<table><tr><td colspan=99999999999>甲<td colspan=50000 rowspan=0>乙</table>")
                .unwrap();
        assert_eq!(rows[0].len(), 2 * SPAN);
    }
}
