//! Answers as files: tables (CSV, TSV, Markdown, JSON lines, workbooks), charts (SVG) and citations.
//!
//! Uses the requests and answers of [`quanwen::api`] alone, so that the command line, a server and a binding write the same
//! files. Must not know arguments, terminals or how an answer is found.

pub mod citation;
pub mod table;

pub use table::{Cell, Table};
