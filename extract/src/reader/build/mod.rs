//! From what a format holds to text: paragraphs, headings and their numbers, rows, slides, and what stands beside the text.
//!
//! Must not know formats.

pub(super) mod asides;
pub(super) mod builder;
pub(super) mod entities;
pub(super) mod eq_field;
pub(super) mod flow;
pub(super) mod header_row;
pub(super) mod heading;
pub(super) mod label;
pub(super) mod numeral;
pub(super) mod slide;
pub(super) mod symbols;
