//! Values in rows and columns as coloured cells.

use quanwen_messages::Message;

use super::colour::{Colour, FAINT};
use super::columns::{ColumnLabels, drawn_columns};
use super::legend::{Key, legend, zero_box};
use super::measure::{shortened, width};
use super::page::{Anchor, LABEL, MARGIN, Page, SMALL, missing_box, rectangle, scale_box, text_at};
use super::places::{add_common, add_label, content_left, places};
use super::scale::Scale;
use crate::chart::{Columns, Grid, GridRow, Numbers, PathLabel, left_out, shown_of};

/// Maximum number of rows; the first are drawn.
pub const MAX_ROWS: usize = 400;
/// From this number of rows on, they are lower and the columns have labels below, too.
const MANY_ROWS: usize = 40;
/// Height of a row, and of one of many.
const ROW: f64 = 22.0;
const LOW_ROW: f64 = 18.0;
/// Font sizes of the numbers in cells, from the largest.
const NUMBER_SIZES: [f64; 3] = [12.0, 11.0, SMALLEST];
const SMALLEST: f64 = 10.0;
/// Cells below this width have no numbers but 0.
const NARROW: f64 = 18.0;
/// Room around a number in a cell.
const PADDING: f64 = 2.0;
/// Width and height of the scale in the legend.
const SCALE_BOX: (f64, f64) = (260.0, 12.0);
/// Room for the unit beside the scale.
const MAX_MEASURE: f64 = 300.0;
/// Number of ticks of the scale in the legend.
const TICKS: f64 = 4.0;

/// Adds a grid on a scale to at least `largest`.
pub(super) fn draw(page: &mut Page, grid: &Grid, largest: f64) {
    let rows = &grid.rows[..grid.rows.len().min(MAX_ROWS)];
    let places = places(rows.iter().map(|row| &row.path[..]));
    let cells = Cells::new(rows, &grid.columns, content_left(&places), largest);
    cells.add_legend(page, grid);
    add_common(
        page,
        &places,
        cells.columns.x(0),
        page.y + cells.columns.height() / 2.0,
    );
    cells.columns.draw(page, page.y);
    page.y += cells.columns.height();
    for (row, label) in rows.iter().zip(&places.labels) {
        cells.add_row(page, row, label);
    }
    if rows.len() >= MANY_ROWS {
        cells.columns.draw(page, page.y);
        page.y += cells.columns.height();
    }
    page.y += 8.0;
}

/// Remarks on what a grid does not show.
pub(super) fn remarks(grid: &Grid) -> Vec<Message> {
    let remark = match grid.columns {
        Columns::Years(_) => shown_of!("the last {shown} of {total} years are shown"),
        Columns::Names(_) => shown_of!("the first {shown} of {total} columns are shown"),
    };
    let drawn = drawn_columns(&grid.columns).len();
    let columns = left_out(drawn, grid.columns.count(), remark);
    let rows = left_out(
        grid.rows.len().min(MAX_ROWS),
        grid.rows.len(),
        shown_of!("the first {shown} of {total} rows are shown"),
    );
    columns.into_iter().chain(rows).collect()
}

/// How the cells of a grid look.
struct Cells {
    columns: ColumnLabels,
    numbers: Numbers,
    /// The font size of numbers.
    number_size: f64,
    scale: Scale,
    row_height: f64,
    has_zero: bool,
    has_missing: bool,
    has_colours: bool,
}

impl Cells {
    fn new(rows: &[GridRow], columns: &Columns, left: f64, largest: f64) -> Self {
        let values: Vec<Option<f64>> = drawn_values(rows, columns);
        let numbers = Numbers::of(&values).grouped();
        let labels = values.iter().flatten().map(|value| numbers.write(*value));
        let widest = labels.map(|label| width(&label, 1.0)).fold(0.0, f64::max);
        let columns = ColumnLabels::new(columns, left, widest * SMALL);
        let fits = |size: &f64| widest * size + 2.0 * PADDING < columns.cell;
        Self {
            number_size: NUMBER_SIZES.into_iter().find(fits).unwrap_or(SMALLEST),
            scale: Scale::new(largest, TICKS),
            row_height: if rows.len() < MANY_ROWS { ROW } else { LOW_ROW },
            has_zero: values.contains(&Some(0.0)),
            has_missing: values.contains(&None),
            has_colours: values.iter().flatten().any(|value| *value > 0.0),
            numbers,
            columns,
        }
    }

    fn add_legend(&self, page: &mut Page, grid: &Grid) {
        let zero = self.has_zero.then(Key::zero);
        let missing = self.has_missing.then(|| Key::missing(grid.missing()));
        let keys: Vec<Key> = zero.into_iter().chain(missing).collect();
        if self.has_colours {
            self.add_scale(page, &grid.measure);
        }
        legend(page, &keys);
        page.y += 4.0;
    }

    /// Adds the colours and what they stand for.
    fn add_scale(&self, page: &mut Page, measure: &str) {
        let (box_width, box_height) = SCALE_BOX;
        let measure = shortened(measure, LABEL, MAX_MEASURE);
        let middle = page.y + 12.0;
        page.add(&text_at(MARGIN, middle, &measure, LABEL, Anchor::Start).with("fill", FAINT));
        let left = MARGIN + width(&measure, LABEL) + 12.0;
        page.add(&scale_box(
            left,
            middle - box_height / 2.0,
            box_width,
            box_height,
        ));
        for (fraction, label) in self.scale.ticks() {
            let x = left + fraction * box_width;
            page.add(&text_at(
                x,
                middle + box_height + 3.0,
                &label,
                SMALL,
                Anchor::Middle,
            ));
        }
        page.y += 40.0;
    }

    fn add_row(&self, page: &mut Page, row: &GridRow, label: &PathLabel) {
        let middle = page.y + self.row_height / 2.0;
        add_label(page, label, self.columns.x(0), middle);
        for (position, column) in self.columns.drawn.clone().enumerate() {
            self.add_cell(page, position, row.cell(column), &label.name);
        }
        page.y += self.row_height;
    }

    fn add_cell(&self, page: &mut Page, column: usize, value: Option<f64>, name: &str) {
        let (x, y) = (self.columns.x(column), page.y);
        let (cell_width, cell_height) = (self.columns.cell - 1.0, self.row_height - 1.0);
        let Some(value) = value else {
            return page.add(&missing_box(
                x + 0.5,
                y + 0.5,
                cell_width - 1.0,
                cell_height - 1.0,
            ));
        };
        let colour = Colour::on_scale(self.scale.fraction(value));
        let (cell, ink) = if value > 0.0 {
            (
                rectangle(x, y, cell_width, cell_height).with("fill", colour.hex()),
                colour.ink(),
            )
        } else {
            (
                zero_box(x + 0.5, y + 0.5, cell_width - 1.0, cell_height - 1.0),
                FAINT,
            )
        };
        let number = self.numbers.write(value);
        if !self.has_room(&number) {
            return page
                .add(&cell.title(&format!("{name} {}: {number}", self.columns.label(column))));
        }
        page.add(&cell);
        let (x, y) = (x + cell_width / 2.0, y + cell_height / 2.0);
        page.add(&text_at(x, y, &number, self.number_size, Anchor::Middle).with("fill", ink));
    }

    /// Whether a number is written into its cell. In narrow cells only 0 is: few other numbers would fit.
    fn has_room(&self, number: &str) -> bool {
        let needed = width(number, self.number_size) + 2.0 * PADDING;
        if self.columns.cell < NARROW {
            number == "0"
        } else {
            needed < self.columns.cell
        }
    }
}

/// The values of the cells that are drawn.
fn drawn_values(rows: &[GridRow], columns: &Columns) -> Vec<Option<f64>> {
    let drawn = drawn_columns(columns);
    rows.iter()
        .flat_map(|row| drawn.clone().map(|column| row.cell(column)))
        .collect()
}
