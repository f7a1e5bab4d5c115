//! The cells of a trend of two properties, arranged in rows and columns.

use std::collections::HashMap;

use quanwen::api::{TrendCell, TrendField, TrendGroup};

/// Most cells of a grid: those of 3,000 places and 300 years.
const MAX_CELLS: usize = 1_000_000;

/// What a row or a column is of, a value of a property: the levels of a place, or one name; `None` for what has none.
pub(crate) type Head = Option<Vec<String>>;

/// The cells of one term, arranged by two properties.
#[derive(Debug)]
pub(crate) struct TrendGrid<'a> {
    /// What the rows are.
    pub(crate) row: TrendField,
    /// What the columns are.
    pub(crate) column: TrendField,
    /// The value of each row, as the cells come; the row of what has none is the last.
    pub(crate) rows: Vec<Head>,
    /// The value of each column; years in their order.
    pub(crate) columns: Vec<Head>,
    /// By row and column; `None` where the answer has no cell.
    pub(crate) cells: Vec<Vec<Option<&'a TrendCell>>>,
}

impl<'a> TrendGrid<'a> {
    /// Arranges cells by the two properties that they are counted by. Years are columns. `None` if there are not two properties, or
    /// too many pairs of their values: few places have many headings in common.
    pub(crate) fn of(cells: &'a [TrendCell], by: &[TrendField]) -> Option<Self> {
        let [first, second] = by else {
            return None;
        };
        let (row, column) = match first {
            TrendField::Year => (*second, *first),
            _ => (*first, *second),
        };
        let (rows, columns) = (Heads::of(cells, row), Heads::of(cells, column));
        if rows.ordered.len().saturating_mul(columns.ordered.len()) > MAX_CELLS {
            return None;
        }
        let mut arranged = vec![vec![None; columns.ordered.len()]; rows.ordered.len()];
        for cell in cells {
            arranged[rows.place(&cell.group)][columns.place(&cell.group)] = Some(cell);
        }
        Some(Self {
            row,
            column,
            rows: rows.ordered,
            columns: columns.ordered,
            cells: arranged,
        })
    }
}

/// The heads of the rows or of the columns: the distinct values of a property.
struct Heads {
    field: TrendField,
    ordered: Vec<Head>,
    places: HashMap<Head, usize>,
}

impl Heads {
    fn of(cells: &[TrendCell], field: TrendField) -> Self {
        let mut places = HashMap::new();
        let mut ordered = Vec::new();
        for cell in cells {
            let value = cell.group.value(field);
            if places.insert(value.clone(), 0).is_none() {
                ordered.push(value);
            }
        }
        if field == TrendField::Year {
            ordered.sort_by_key(|year| {
                year.as_ref()
                    .and_then(|year| year.first()?.parse::<u16>().ok())
            });
        }
        ordered.sort_by_key(Option::is_none);
        places.extend(ordered.iter().cloned().zip(0..));
        Self {
            field,
            ordered,
            places,
        }
    }

    fn place(&self, group: &TrendGroup) -> usize {
        self.places[&group.value(self.field)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_columns_in_their_order_and_what_has_no_value_is_last() {
        let cells: Vec<TrendCell> = serde_json::from_str(
            r#"[{"year": null, "region": ["松泽县"], "mentions": 1}, {"year": 2021, "region": null, "mentions": 2},
                {"year": 2020, "region": ["松泽县"], "mentions": null}]"#,
        )
        .unwrap();
        let grid = TrendGrid::of(&cells, &[TrendField::Year, TrendField::Region]).unwrap();
        let named = |name: &str| Some(vec![name.to_string()]);
        assert_eq!(grid.columns, [named("2020"), named("2021"), None]);
        assert_eq!(grid.rows, [named("松泽县"), None]);
        let mentions = |cell: Option<&TrendCell>| cell.map(|cell| cell.mentions);
        let mentions = grid
            .cells
            .iter()
            .map(|row| row.iter().copied().map(mentions).collect());
        let mentions: Vec<Vec<Option<Option<u64>>>> = mentions.collect();
        assert_eq!(
            mentions,
            [
                [Some(None), None, Some(Some(1))],
                [None, Some(Some(2)), None]
            ]
        );
    }
}
