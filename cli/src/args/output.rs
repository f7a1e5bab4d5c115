//! The arguments of what is printed, and to where.

use std::path::PathBuf;

use clap::Args;

use crate::format::Shape;
use crate::output_file::OutputFile;
use crate::printer::Printer;

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
    #[arg(long, conflicts_with_all = ["csv", "output"])]
    pub json: bool,
    /// Print CSV that opens correctly in Excel and WPS
    #[arg(long, conflicts_with = "output")]
    pub csv: bool,
    #[command(flatten)]
    pub file: FileOutput,
    #[command(flatten)]
    pub paging: Paging,
}

/// The file that an answer is written to, if any.
#[derive(Debug, Args)]
pub(crate) struct FileOutput {
    /// Write the answer to FILE, in the format of its ending: .jsonl .txt, a table also .csv .tsv .md .xlsx, a chart .svg
    #[arg(short = 'o', long = "output", id = "output", value_name = "FILE")]
    pub name: Option<PathBuf>,
    /// Replace FILE if it exists
    #[arg(long, requires = "output")]
    pub force: bool,
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
            Some(file) => Printer::to_file(file),
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
            Some(file) => Printer::to_file(file),
            None => Printer::new(self.json, self.csv, self.paging.pages()),
        })
    }
}

impl FileOutput {
    /// Begins the file for answers of a shape.
    fn begin(&self, shape: Shape) -> anyhow::Result<Option<OutputFile>> {
        let begin = |name: &PathBuf| OutputFile::create(name, self.force, shape);
        self.name.as_ref().map(begin).transpose()
    }
}
