//! The arguments of what is printed, and to where.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

use crate::format::{Format, Shape};
use crate::output_file::OutputFile;
use crate::printer::Printer;
use crate::recorder::Recorder;

/// The options that name a file to write.
const WRITTEN: &str = "written";

/// Whether text goes through a pager.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Paging {
    /// Do not page text that is longer than the screen; the variables `QUANWEN_PAGER` and `PAGER` name another pager than
    /// `less`
    #[arg(long, global = true)]
    no_pager: bool,
}

/// The output of answers that are no tables.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct JsonOutput {
    /// Print JSON lines
    #[arg(long, conflicts_with = "output")]
    pub json: bool,
    #[command(flatten)]
    pub file: FileOutput,
    #[command(flatten)]
    pub paging: Paging,
}

/// The output of answers that are tables.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct Output {
    /// Print JSON lines
    #[arg(long, conflicts_with_all = ["csv", "xlsx", "output"])]
    pub json: bool,
    /// Print CSV that opens correctly in Excel and WPS
    #[arg(long, conflicts_with_all = ["xlsx", "output"])]
    pub csv: bool,
    /// Print a workbook for Excel and WPS, into a file or a program: --xlsx > FILE.xlsx
    #[arg(long, conflicts_with = "output")]
    pub xlsx: bool,
    #[command(flatten)]
    pub file: FileOutput,
    #[command(flatten)]
    pub paging: Paging,
}

/// The file that an answer is written to, if any.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new(WRITTEN).multiple(true))]
pub(crate) struct FileOutput {
    /// Write the answer to FILE, in the format of its ending: .jsonl .txt, a table also .csv .tsv .md .xlsx, a chart .svg
    #[arg(
        short = 'o',
        long = "output",
        id = "output",
        group = WRITTEN,
        value_name = "FILE"
    )]
    pub name: Option<PathBuf>,
    /// Replace FILE if it exists
    #[arg(long, requires = WRITTEN)]
    pub force: bool,
}

/// The file that a question is recorded in, if any.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct Recording {
    /// Record the question, its answer and the files that it was read from in FILE: `quanwen replay FILE` asks it again
    #[arg(long = "record", id = "record", group = WRITTEN, value_name = "FILE")]
    name: Option<PathBuf>,
}

impl Recording {
    /// Begins the record beside the output of a command.
    pub(crate) fn recorder(&self, output: &Output) -> anyhow::Result<Recorder> {
        let begin = |name: &PathBuf| OutputFile::create(name, output.file.force);
        Ok(Recorder::new(self.name.as_ref().map(begin).transpose()?))
    }
}

impl Paging {
    /// Whether text that is longer than the screen goes through a pager.
    pub(crate) fn pages(self) -> bool {
        !self.no_pager
    }
}

impl JsonOutput {
    pub(crate) fn printer(&self) -> anyhow::Result<Printer> {
        Ok(match self.file.begin(Shape::Text)? {
            Some((file, format)) => Printer::to_file(file, format),
            None => Printer::new(self.json, false, self.paging.pages()),
        })
    }
}

impl Output {
    pub(crate) fn printer(&self) -> anyhow::Result<Printer> {
        self.printer_of(Shape::Table)
    }

    /// The printer of answers that have a chart too.
    pub(crate) fn chart_printer(&self) -> anyhow::Result<Printer> {
        self.printer_of(Shape::Chart)
    }

    fn printer_of(&self, shape: Shape) -> anyhow::Result<Printer> {
        Ok(match self.file.begin(shape)? {
            Some((file, format)) => Printer::to_file(file, format),
            None if self.xlsx => Printer::workbook()?,
            None => Printer::new(self.json, self.csv, self.paging.pages()),
        })
    }
}

impl FileOutput {
    /// Begins the file for answers of a shape.
    fn begin(&self, shape: Shape) -> anyhow::Result<Option<(OutputFile, Format)>> {
        let Some(name) = &self.name else {
            return Ok(None);
        };
        let format = Format::of(name, shape)?;
        Ok(Some((OutputFile::create(name, self.force)?, format)))
    }
}
