//! What is drawn: values by year, by place and year, by place alone, and positions of mentions, as plain data.
//!
//! Must not know how a value was counted, nor how it is drawn.
//!
//! Invariant: 0 is a value and `None` is its absence (a place and year without a report). The years of an axis are a range, so
//! they are in order and none is left out.

mod bar_chart;
mod caption;
mod fit;
mod grid;
mod kind;
mod label;
mod line_chart;
mod number;
mod remark;
mod strips;

pub use bar_chart::{Bar, BarChart};
pub(crate) use fit::{cut, cut_start, one_line, wrap};
pub use grid::{Columns, Grid, GridRow};
pub use kind::Chart;
pub(crate) use label::{PathLabel, PathLabels};
pub use line_chart::{LineChart, Series};
pub use number::with_commas;
pub(crate) use number::{Numbers, largest, plottable};
pub(crate) use remark::{left_out, shown_of};
pub use strips::{Part, Strip, Strips};
