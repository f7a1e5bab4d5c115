//! The output format, chosen once from the arguments.

use std::io::{BufWriter, StdoutLock, Write};

use anyhow::Context;
use quanwen::api::Json;
use quanwen_export::{write_csv, write_tsv};

use crate::format::Format;
use crate::output;
use crate::output_file::OutputFile;
use crate::render::{Answer, Text, cause, context_columns, counted};

/// Columns of context in JSON and in tables.
const CONTEXT: usize = 40;

/// An answer that is asked for a table or a chart which the arguments should not have offered.
const NO_TABLE: &str = "this answer is no table: print it as text or as JSON";
const NO_CHART: &str = "this answer has no chart: print it as text or as JSON";

/// Standard output.
type Out = BufWriter<StdoutLock<'static>>;

/// Prints an answer on standard output, or to a file.
#[derive(Debug)]
pub(crate) enum Printer {
    /// For people.
    Text(Text<Out>),
    /// As JSON lines.
    Json(Json<Out>),
    /// As CSV.
    Csv(Out),
    /// To a file, in the format of its ending.
    File(OutputFile),
}

impl Printer {
    /// Standard output, as text unless JSON or CSV is chosen.
    pub(crate) fn new(json: bool, csv: bool) -> Self {
        match (json, csv) {
            (true, _) => Self::Json(Json::new(output::stdout())),
            (false, true) => Self::Csv(output::stdout()),
            (false, false) => Self::Text(output::text()),
        }
    }

    /// Columns of context on each side of a match of `match_columns`; in text, what fits the terminal.
    pub(crate) fn context_columns(&self, match_columns: usize) -> usize {
        match self {
            Self::Text(text) => text.context_columns(match_columns),
            Self::File(file) if file.format() == Format::Text => {
                context_columns(output::DEFAULT_COLUMNS, match_columns)
            }
            Self::Json(_) | Self::Csv(_) | Self::File(_) => CONTEXT,
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
                let table = answer.table().context(NO_TABLE)?;
                write_csv(table.as_ref(), &mut out).map_err(cause)?;
                out.flush()?;
                print_notes(&answer.table_notes())?;
            }
            Self::File(file) => write_file(file, answer)?,
        }
        Ok(())
    }
}

/// Writes an answer to a file; to standard error, what was written, and the counts of the answer.
fn write_file(mut file: OutputFile, answer: &impl Answer) -> anyhow::Result<()> {
    let written = write_answer(&mut file, answer)?;
    let name = file.name().display().to_string();
    file.finish()?;
    let mut text = output::error_text();
    text.line(&format!("wrote {written} to {name}"))?;
    answer.closing(&mut text)?;
    Ok(text.flush()?)
}

/// Writes an answer in the format of a file, and returns what was written: `12 rows`.
fn write_answer(file: &mut OutputFile, answer: &impl Answer) -> anyhow::Result<String> {
    match file.format() {
        Format::Text => answer.text(&mut Text::new(&mut *file, output::DEFAULT_COLUMNS, false))?,
        Format::Jsonl => answer.json(&mut Json::new(&mut *file))?,
        Format::Svg => {
            file.write_all(answer.svg().context(NO_CHART)?.as_bytes())?;
            return Ok("a chart".to_string());
        }
        Format::Csv | Format::Tsv => return write_table(file, answer),
    }
    Ok(counted(file.lines(), "line"))
}

/// Writes the table of an answer, and returns its number of rows.
fn write_table(file: &mut OutputFile, answer: &impl Answer) -> anyhow::Result<String> {
    let table = answer.table().context(NO_TABLE)?;
    let rows = match file.format() {
        Format::Tsv => write_tsv(table.as_ref(), file),
        _ => write_csv(table.as_ref(), file),
    };
    Ok(counted(rows.map_err(cause)?, "row"))
}

fn print_notes(lines: &[String]) -> anyhow::Result<()> {
    let mut text = output::error_text();
    for line in lines {
        text.line(line)?;
    }
    Ok(text.flush()?)
}
