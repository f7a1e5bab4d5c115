//! Charts as pictures: standalone SVG that a browser, an office program and a printer show alike.
//!
//! Text stays text, set in the first font with Chinese characters that the reader's machine has; so widths are estimated and
//! never known. No scripts, no references to other files, and the same bytes for the same chart.
//!
//! Written by hand, because plotting crates have no values that are missing, one font for all text, or a browser engine inside;
//! and because rows, columns and labels of a picture follow from its values.
//!
//! Invariants: the absence of a value never looks like 0 (a gap in a line, a hatched cell, a hatched box); no mark is outside of
//! the picture; what is left out is said in the picture.

mod axis;
mod bars;
mod colour;
mod columns;
mod element;
mod end_labels;
mod grid;
mod legend;
mod line;
mod lines;
mod markers;
mod measure;
mod page;
mod picture;
mod places;
mod scale;
mod strips;
mod value_labels;

pub use bars::MAX_BARS;
pub use columns::{MAX_COLUMN_NAMES, MAX_COLUMN_YEARS};
pub use grid::MAX_ROWS;
pub use lines::{MAX_SERIES, MAX_YEARS};
pub use page::WIDTH;
pub use picture::picture;
pub use strips::MAX_STRIPS;
