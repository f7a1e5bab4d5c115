//! Answers as text for people, as JSON lines and as CSV. Writes to any [`std::io::Write`]; knows no terminal.

mod columns;
mod concordance;
mod csv;
mod found;
mod health;
mod json;
mod outline;
mod text;

pub use self::csv::{Csv, counts_csv};
pub use columns::columns;
pub use concordance::MentionLines;
pub use json::Json;
pub use outline::{decisions_json, outline_json};
pub use text::{Text, iso_time};
