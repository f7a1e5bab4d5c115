//! The output format, chosen once from the arguments.

use std::io::Write;

use quanwen::api::Json;

use crate::output::{self, Stdout};
use crate::pager::{self, Paged};
use crate::render::{Answer, Text};

/// Columns of context in JSON and CSV.
const CONTEXT: usize = 40;

/// Prints an answer on standard output.
#[derive(Debug)]
pub(crate) enum Printer {
    /// For people.
    Text(Box<Text<Paged<Stdout>>>),
    /// As JSON lines.
    Json(Json<Stdout>),
    /// As CSV; each answer writes its own header.
    Csv(Stdout),
}

impl Printer {
    /// Text unless JSON or CSV is chosen; through a pager if `pages`.
    pub(crate) fn new(json: bool, csv: bool, pages: bool) -> Self {
        match (json, csv) {
            (true, _) => Self::Json(Json::new(output::stdout())),
            (false, true) => Self::Csv(output::stdout()),
            (false, false) => Self::Text(Box::new(output::text(pages))),
        }
    }

    /// Columns of context on each side of a match of `match_columns`; in text, what fits the terminal.
    pub(crate) fn context_columns(&self, match_columns: usize) -> usize {
        match self {
            Self::Text(text) => text.context_columns(match_columns),
            Self::Json(_) | Self::Csv(_) => CONTEXT,
        }
    }

    /// Prints an answer, and its notes to standard error.
    pub(crate) fn print(self, answer: &impl Answer) -> anyhow::Result<()> {
        match self {
            Self::Text(mut text) => {
                let printed = answer.text(&mut *text).and_then(|()| Ok(text.flush()?));
                // Whoever quits the pager has read enough.
                printed.or_else(|error| {
                    if pager::is_quit(&error) {
                        Ok(())
                    } else {
                        Err(error)
                    }
                })?;
                drop(text);
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
