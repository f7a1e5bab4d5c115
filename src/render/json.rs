//! JSON lines: one object a line with its `type`, the summary last.

use std::io::{self, Write};

use serde::Serialize;

/// The version of the rows' layout, in every summary.
const VERSION: u32 = 1;

/// Writes rows as JSON lines.
#[derive(Debug)]
pub struct Json<W> {
    out: W,
}

#[derive(Serialize)]
struct Row<'a, T> {
    r#type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    #[serde(flatten)]
    content: &'a T,
}

impl<W: Write> Json<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out }
    }

    /// Writes one row: `mention`, `hit`, `document` …
    ///
    /// # Errors
    /// What `out` returns.
    pub fn row(&mut self, r#type: &str, row: &impl Serialize) -> io::Result<()> {
        self.write(&Row {
            r#type,
            version: None,
            content: row,
        })
    }

    /// Writes the last row.
    ///
    /// # Errors
    /// What `out` returns.
    pub fn summary(&mut self, row: &impl Serialize) -> io::Result<()> {
        self.write(&Row {
            r#type: "summary",
            version: Some(VERSION),
            content: row,
        })
    }

    fn write<T: Serialize>(&mut self, row: &Row<T>) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, row)?;
        self.out.write_all(b"\n")
    }
}
