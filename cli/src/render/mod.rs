//! Answers as text for people, as JSON lines and as CSV. Writes to any [`std::io::Write`]; knows no terminal.
//!
//! What comes from a file never acts on the terminal that it is written to: `lines`, `csv` and `json` are the only
//! places that write, and each replaces or escapes control characters (`visible`).

mod columns;
mod concordance;
mod csv;
mod found;
mod health;
mod lines;
mod outline;
mod shown;
mod summary;
mod text;
mod visible;

pub use self::csv::{Csv, counts_csv};
pub use columns::{MAX_COLUMNS, columns};
pub use concordance::MentionLines;
pub use outline::{decisions_json, outline_json};
pub use summary::iso_time;
pub use text::Text;
pub use visible::{one_line, visible_line};
