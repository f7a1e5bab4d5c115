//! How answers are printed: chosen once, from the arguments.

use std::io::{BufWriter, StdoutLock, Write};

use quanwen::api::Json;

use crate::output;
use crate::render::{Answer, Text};

/// Columns of context where no terminal sets a width.
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
    /// As CSV, which each answer begins with a header of its own.
    Csv(Out),
}

impl Printer {
    /// For people, unless one of the others is chosen.
    pub(crate) fn new(json: bool, csv: bool) -> Self {
        match (json, csv) {
            (true, _) => Self::Json(Json::new(output::stdout())),
            (false, true) => Self::Csv(output::stdout()),
            (false, false) => Self::Text(output::text()),
        }
    }

    /// Columns of context on each side of a match of `match_columns`: what fits the terminal, where text is printed.
    pub(crate) fn context_columns(&self, match_columns: usize) -> usize {
        match self {
            Self::Text(text) => text.context_columns(match_columns),
            Self::Json(_) | Self::Csv(_) => CONTEXT,
        }
    }

    /// Prints an answer, and on standard error what the output has no room for.
    pub(crate) fn print(self, answer: &impl Answer) -> anyhow::Result<()> {
        match self {
            Self::Text(mut text) => {
                answer.text(&mut text)?;
                text.flush()?;
                print_beside(&answer.beside_text())?;
            }
            Self::Json(mut json) => {
                answer.json(&mut json)?;
                json.flush()?;
            }
            Self::Csv(mut out) => {
                answer.csv(&mut out)?;
                out.flush()?;
                print_beside(&answer.beside_csv())?;
            }
        }
        Ok(())
    }
}

fn print_beside(lines: &[String]) -> anyhow::Result<()> {
    let mut text = output::error_text();
    for line in lines {
        text.line(line)?;
    }
    Ok(text.flush()?)
}
