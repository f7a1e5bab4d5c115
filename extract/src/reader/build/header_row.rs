//! The row of a table that names its columns, so that a mention in row 500 can be shown with them.
//!
//! Must not know formats. Invariant: a table has at most one such row, and it is near its beginning.

/// Maximum characters of the name of a column.
const NAME: usize = 40;

/// Looks for the row of column names among the rows of one table.
#[derive(Debug, Default)]
pub(in crate::reader) struct HeaderSearch {
    /// Whether the first row with several cells has been seen.
    is_over: bool,
}

impl HeaderSearch {
    /// Whether the next row names the columns: the first one with several cells, if all are short names and no numbers.
    /// Rows of one cell above it are titles.
    pub(in crate::reader) fn is_header(&mut self, cells: &[impl AsRef<str>]) -> bool {
        let filled = || {
            let cells = cells.iter().map(|cell| cell.as_ref().trim());
            cells.filter(|cell| !cell.is_empty())
        };
        if self.is_over || filled().nth(1).is_none() {
            return false;
        }
        self.is_over = true;
        filled().all(is_name)
    }
}

/// Whether a cell may be the name of a column. A number may be written with separators, a sign, a unit or as a date.
fn is_name(cell: &str) -> bool {
    cell.chars().nth(NAME).is_none()
        && !cell.contains(['。', '；'])
        && cell.chars().any(char::is_alphabetic)
        && !is_amount(cell)
}

/// Whether a cell is a number with a unit: 57件, 12.5万元, 2024年5月6日.
fn is_amount(cell: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+');
    let rest = cell.trim_start_matches(number);
    let is_year = rest.starts_with('年') && !rest.chars().any(|c| c.is_ascii_digit());
    rest.len() < cell.len() && !is_year && rest.chars().filter(|c| !number(*c)).count() <= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rows: &[&[&str]]) -> Vec<bool> {
        let mut search = HeaderSearch::default();
        rows.iter().map(|row| search.is_header(row)).collect()
    }

    #[test]
    fn the_first_row_of_several_names_is_the_header() {
        assert_eq!(
            found(&[
                &["松泽县统计表", ""],
                &["县", "件数", "2023年"],
                &["松泽县", "街道"]
            ]),
            [false, true, false]
        );
    }

    #[test]
    fn a_row_with_numbers_or_sentences_is_none() {
        for cell in [
            "57",
            "1,200.5",
            "57件",
            "2024年5月6日",
            "2024-05-06",
            "98%",
            "全年办结。",
        ] {
            let rows: [&[&str]; 2] = [&["松泽县", cell], &["县", "件数"]];
            assert_eq!(found(&rows), [false, false], "{cell}");
        }
        assert_eq!(found(&[&["县", &"长".repeat(NAME + 1)]]), [false]);
    }
}
