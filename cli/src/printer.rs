//! The output format, chosen once from the arguments.

use std::io::{BufWriter, StdoutLock, Write};

use quanwen::api::Json;

use crate::output;
use crate::render::{Answer, Layout, Text};

/// Columns of context in JSON and CSV.
const CONTEXT: usize = 40;

/// Standard output.
type Out = BufWriter<StdoutLock<'static>>;

/// Prints an answer on standard output.
#[derive(Debug)]
pub(crate) enum Printer {
    /// For people.
    Text(Text<Out>),
    /// As JSON lines.
    Json(Json<Out>),
    /// As CSV; each answer writes its own header.
    Csv(Out),
}

impl Printer {
    /// Text unless JSON or CSV is chosen.
    pub(crate) fn new(json: bool, csv: bool) -> Self {
        match (json, csv) {
            (true, _) => Self::Json(Json::new(output::stdout())),
            (false, true) => Self::Csv(output::stdout()),
            (false, false) => Self::Text(output::text()),
        }
    }

    /// Columns of context on each side of a match of `match_columns`; in text, what fits the terminal.
    pub(crate) fn context_columns(&self, layout: Layout, match_columns: usize) -> usize {
        match self {
            Self::Text(text) => text.context_columns(layout.before(), match_columns),
            Self::Json(_) | Self::Csv(_) => CONTEXT,
        }
    }

    /// Prints an answer, and its notes to standard error.
    pub(crate) fn print(self, answer: &impl Answer) -> anyhow::Result<()> {
        match self {
            Self::Text(mut text) => {
                answer.text(&mut text)?;
                text.flush()?;
                print_notes(&answer.text_notes())?;
            }
            Self::Json(mut json) => {
                answer.json(&mut json)?;
                json.flush()?;
            }
            Self::Csv(mut out) => {
                answer.csv(&mut out)?;
                out.flush()?;
                print_notes(&answer.csv_notes())?;
            }
        }
        Ok(())
    }
}

fn print_notes(lines: &[String]) -> anyhow::Result<()> {
    let mut text = output::error_text();
    for line in lines {
        text.line(line)?;
    }
    Ok(text.flush()?)
}
