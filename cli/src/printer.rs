//! The output format, chosen once from the arguments.

use std::io::Write;

use anyhow::bail;
use quanwen::api::{Engine, Json};
use quanwen_export::{
    About, MAX_CELL_UNITS, MAX_GRIDS, MAX_ROWS, Table, Written, write_csv, write_markdown,
    write_tsv, write_xlsx,
};
use quanwen_messages::{Message, Text, counted, message, text};
use serde::Serialize;

use crate::format::Format;
use crate::hint;
use crate::language::{Said, language, say};
use crate::output::{self, Stdout};
use crate::output_file::OutputFile;
use crate::pager::{self, Paged};
use crate::render::{self, Answer, Layout, cause, context_columns, remark};

/// Columns of context in JSON and in tables.
const CONTEXT: usize = 40;

/// An answer that is asked for a table or a chart which the arguments should not have offered.
const NO_TABLE: Text = text!("this answer is no table: print it as text or as JSON");
const NO_CHART: Text = text!("this answer has no chart: print it as text or as JSON");

/// Prints an answer on standard output, or to a file.
#[derive(Debug)]
pub(crate) enum Printer {
    /// For people.
    Text(Box<render::Text<Paged<Stdout>>>),
    /// As JSON lines.
    Json(Json<Stdout>),
    /// As CSV.
    Csv(Stdout),
    /// As a workbook, with where the answer comes from.
    Xlsx(About),
    /// To a file, in the format of its ending, with where the answer comes from.
    File {
        file: OutputFile,
        format: Format,
        origin: About,
    },
}

impl Printer {
    /// Standard output, as text unless JSON or CSV is chosen; text through a pager if `pages`.
    pub(crate) fn new(json: bool, csv: bool, pages: bool) -> Self {
        match (json, csv) {
            (true, _) => Self::Json(Json::new(output::stdout())),
            (false, true) => Self::Csv(output::stdout()),
            (false, false) => Self::Text(Box::new(output::text(pages))),
        }
    }

    /// Standard output, as a workbook.
    ///
    /// # Errors
    /// A terminal.
    pub(crate) fn workbook() -> anyhow::Result<Self> {
        if output::is_terminal() {
            bail!(hint::WORKBOOK_ON_TERMINAL.said());
        }
        Ok(Self::Xlsx(About::default()))
    }

    /// A file.
    pub(crate) fn to_file(file: OutputFile, format: Format) -> Self {
        Self::File {
            file,
            format,
            origin: About::default(),
        }
    }

    /// Names the request and the index of the answer, for a file that says where it comes from.
    pub(crate) fn origin(
        mut self,
        request: &impl Serialize,
        engine: &dyn Engine,
    ) -> anyhow::Result<Self> {
        if let Self::Xlsx(origin)
        | Self::File {
            format: Format::Xlsx,
            origin,
            ..
        } = &mut self
        {
            *origin = About::of(text!("request"), request).and(About::of_index(&engine.status()?));
        }
        Ok(self)
    }

    /// Columns of context on each side of a match of `match_columns`; in text, what fits the terminal.
    pub(crate) fn context_columns(&self, layout: Layout, match_columns: usize) -> usize {
        match self {
            Self::Text(text) => text.context_columns(layout.before(), match_columns),
            Self::File {
                format: Format::Text,
                ..
            } => context_columns(output::DEFAULT_COLUMNS, layout.before(), match_columns),
            Self::Json(_) | Self::Csv(_) | Self::Xlsx(_) | Self::File { .. } => CONTEXT,
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
                let table = answer.table().ok_or(Message::from(NO_TABLE))?;
                write_csv(table.as_ref(), &mut out).map_err(cause)?;
                out.flush()?;
                print_notes(&answer.table_notes())?;
            }
            Self::Xlsx(origin) => {
                let table = answer.table().ok_or(Message::from(NO_TABLE))?;
                let lost = print_workbook(table.as_ref(), origin)?;
                print_notes(&answer.table_notes())?;
                print_notes(&lost)?;
            }
            Self::File {
                file,
                format,
                origin,
            } => write_file(file, format, origin, answer)?,
        }
        Ok(())
    }
}

/// Prints a workbook, which is complete before its first byte is printed. Returns what has no room in it.
fn print_workbook(table: &dyn Table, origin: About) -> anyhow::Result<Vec<String>> {
    let mut workbook = Vec::new();
    let written = write_xlsx(
        table,
        origin,
        &std::env::temp_dir(),
        &mut workbook,
        language(),
    )
    .map_err(cause)?;
    let mut out = output::stdout();
    out.write_all(&workbook)?;
    out.flush()?;
    let lost = of_workbook(written).lost.into_iter();
    Ok(lost.map(|lost| remark(&lost.said())).collect())
}

/// What was written to a file.
struct Receipt {
    /// `12 rows`.
    written: Message,
    /// What has no room in it.
    lost: Vec<Message>,
}

impl From<Message> for Receipt {
    fn from(written: Message) -> Self {
        Self {
            written,
            lost: Vec::new(),
        }
    }
}

/// Writes an answer to a file; to standard error, what was written, and the counts of the answer.
fn write_file(
    mut file: OutputFile,
    format: Format,
    origin: About,
    answer: &impl Answer,
) -> anyhow::Result<()> {
    let Receipt { written, lost } = write_answer(&mut file, format, origin, answer)?;
    let name = file.name().display().to_string();
    file.finish()?;
    let mut text = output::error_text();
    text.line(&say!(
        "wrote {written} to {name}",
        written = written,
        name = name
    ))?;
    for lost in lost {
        text.line(&remark(&lost.said()))?;
    }
    answer.closing(&mut text)?;
    Ok(text.flush()?)
}

/// Writes an answer in the format of a file.
fn write_answer(
    file: &mut OutputFile,
    format: Format,
    origin: About,
    answer: &impl Answer,
) -> anyhow::Result<Receipt> {
    match format {
        Format::Text => {
            let text = render::Text::new(&mut *file, output::DEFAULT_COLUMNS, false);
            answer.text(&mut text.whole())?;
        }
        Format::Jsonl => answer.json(&mut Json::new(&mut *file))?,
        Format::Svg => {
            file.write_all(answer.svg().ok_or(Message::from(NO_CHART))?.as_bytes())?;
            return Ok(Message::from(text!("a chart")).into());
        }
        Format::Csv | Format::Tsv | Format::Markdown | Format::Xlsx => {
            let table = answer.table().ok_or(Message::from(NO_TABLE))?;
            return write_table(file, format, origin, table.as_ref()).map_err(cause);
        }
    }
    Ok(counted!(file.lines(), "{n} line", "{n} lines").into())
}

/// Writes a table in the format of a file.
fn write_table(
    file: &mut OutputFile,
    format: Format,
    origin: About,
    table: &dyn Table,
) -> quanwen_export::Result<Receipt> {
    let rows = match format {
        Format::Xlsx => {
            let folder = file.folder().to_path_buf();
            return Ok(of_workbook(write_xlsx(
                table,
                origin,
                &folder,
                file,
                language(),
            )?));
        }
        Format::Tsv => write_tsv(table, file),
        Format::Markdown => write_markdown(table, file),
        _ => write_csv(table, file),
    };
    Ok(counted!(rows?, "{n} row", "{n} rows").into())
}

fn of_workbook(written: Written) -> Receipt {
    let rows = (written.rows_left_out > 0).then(|| {
        message!(
            "{rows} left out, a sheet has {most}: {hint}",
            rows = counted!(written.rows_left_out, "{n} row", "{n} rows"),
            most = MAX_ROWS,
            hint = hint::WHOLE_TABLE
        )
    });
    let cells = (written.cells_cut > 0).then(|| {
        message!(
            "{cells} cut to {most} characters: {hint}",
            cells = counted!(written.cells_cut, "{n} cell", "{n} cells"),
            most = MAX_CELL_UNITS,
            hint = hint::WHOLE_TABLE
        )
    });
    let grids = (written.grids_left_out > 0).then(|| {
        message!(
            "{sheets} of a text left out, there are up to {most} of a million cells: {hint}",
            sheets = counted!(written.grids_left_out, "{n} sheet", "{n} sheets"),
            most = MAX_GRIDS,
            hint = hint::WHOLE_TABLE
        )
    });
    Receipt {
        written: counted!(written.rows, "{n} row", "{n} rows"),
        lost: rows.into_iter().chain(cells).chain(grids).collect(),
    }
}

fn print_notes(lines: &[String]) -> anyhow::Result<()> {
    let mut text = output::error_text();
    for line in lines {
        text.line(line)?;
    }
    Ok(text.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_room_in_a_workbook_is_told_with_the_format_that_has_all() {
        let full = Written {
            rows: 1_048_575,
            rows_left_out: 1,
            cells_cut: 2,
            grids_left_out: 1,
        };
        let receipt = of_workbook(full);
        assert_eq!(receipt.written.to_string(), "1048575 rows");
        assert_eq!(
            receipt
                .lost
                .iter()
                .map(Message::to_string)
                .collect::<Vec<_>>(),
            [
                "1 row left out, a sheet has 1048576: -o FILE.csv has all of it",
                "2 cells cut to 32767 characters: -o FILE.csv has all of it",
                "1 sheet of a text left out, there are up to 20 of a million cells: -o FILE.csv has all of it"
            ]
        );
        assert!(of_workbook(Written::default()).lost.is_empty());
    }
}
