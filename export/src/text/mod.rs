//! Charts as lines of text for a fixed-width display. Styles are left to the caller, who gets each line in pieces.
//!
//! Must not know colours or terminals.
//!
//! Invariants: no line is wider than the columns asked for; 0 is `0` and the absence of a value `·`; columns without room go on
//! below, and none is left out.

mod cells;
mod lines;
mod piece;
mod strips;
mod table;

pub use lines::lines;
pub use piece::{Line, Piece, Role};
