//! The command-line arguments.

mod collocates;
mod dispersion;
mod keywords;
mod trend;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand};
use quanwen::Part;
use quanwen::api::{CitationStyle, Context, FacetField, Filter, SortKey, YearRange, visible_line};

use crate::format::Shape;
use crate::output_file::OutputFile;
use crate::printer::Printer;
use crate::render::{MAX_COLUMNS, Order};
pub(crate) use collocates::{By, CollocatesArgs, Kind};
pub(crate) use dispersion::DispersionArgs;
pub(crate) use keywords::KeywordsArgs;
pub(crate) use trend::TrendArgs;

/// Full-text search for Chinese government reports: every mention of a phrase, and ranked passages
#[derive(Debug, Parser)]
#[command(name = "quanwen", version, max_term_width = 100, arg_required_else_help = true, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub command: Command,
    // Given before the command, it is copied to that of the command.
    #[command(flatten)]
    paging: Paging,
}

/// Parses the command line. Errors quote arguments, which must not act on the terminal: on an error the arguments are
/// parsed again with every control character replaced.
pub(crate) fn parse() -> Result<Cli, clap::Error> {
    Cli::try_parse().map_err(|error| {
        let visible = |typed: OsString| match visible_line(&typed.to_string_lossy()) {
            visible if *visible == *typed => typed,
            visible => visible.into_owned().into(),
        };
        match Cli::try_parse_from(std::env::args_os().map(visible)) {
            Err(error) => error,
            // Only the replaced bytes were wrong, such as invalid UTF-8.
            Ok(_) => clap::Error::new(error.kind()).with_cmd(&Cli::command()),
        }
    })
}

const EXAMPLES: &str = "\
Examples:
  quanwen mentions 行政复议 reports/               every mention, in context
  quanwen mentions 规范性文件 reports/ --year 2018..2022 --csv > 规范性文件.csv
  quanwen search '复议案件 办理情况' reports/       the most relevant passages
  quanwen outline reports/2021.txt                 the sections of one report

Exit status: 0 found, 1 nothing found, 2 error.";

const QUERIES: &str = "\
Queries:
  行政复议案件办理情况       words, for ranking; any of them may match
  \"规范性文件\"             must occur exactly, as `mentions` finds it; also “…” 「…」
  +复议 -诉讼                must occur, must not occur
  复议 AND (调解 OR 和解)    also NOT; operators in upper case
  \"行政 诉讼\"~10           within 10 characters, in any order
  同句(行政 诉讼)            in one sentence; 同段 a paragraph, 同节 a section
  \"行政?议\" \"行政*机关\"    any one character, a few characters
  /[0-9]+件/                 a regular expression
  year:2018..2022            also title: heading: region: issuer: document_number:

Examples:
  quanwen search 行政复议案件办理情况 reports/
  quanwen search '府院联动 \"败诉率\"' reports/ --region 松泽县 --limit 5
  quanwen search '复议 heading:化解 year:2020..' reports/ --facet year,region";

const CITING: &str = "\
A citation needs a title, an issuer or place, and a date or year; what is
missing is named. The line below a citation is its locator, by which --resolve
finds the place again after the reports changed.

Examples:
  quanwen cite 2f7c1a90b3d4@1204-1216 reports/     an id of `mentions --json`
  quanwen cite 松泽县/2019.txt reports/ --style bibtex >> reports.bib
  quanwen cite 2f7c1a90b3d4@1204-1216 reports/ --locator > place.json
  quanwen cite --resolve place.json reports/       same, moved, altered, gone

Exit status: 0 cited, same or moved; 1 altered or gone; 2 error.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build or update the index of a folder of reports
    Index(IndexArgs),
    /// Find every mention of a text, in context
    #[command(
        after_help = "Examples:\n  quanwen mentions 行政复议 reports/\n  quanwen mentions 行政复议 -e 行政诉讼 reports/ --count\n  quanwen mentions 放管服 reports/ --strict --verify\n  quanwen mentions 发展 reports/ --sort right1,right2 --limit 100\n  quanwen mentions 法治 reports/ --whole-word --sample 50 --context sentence"
    )]
    Mentions(MentionsArgs),
    /// Count texts or concepts over years, places, issuers or headings
    #[command(
        after_help = "Examples:\n  quanwen trend 行政复议 reports/\n  quanwen trend 行政复议 行政诉讼 reports/ --by year,region --year 2018..2022 -o trend.xlsx\n  quanwen trend --concept 法治.toml reports/ --per word --balanced -o trend.svg\n\n0 is a report without a mention, · a place and year without a report.\nA concept file:\n  name = \"法治\"\n  terms = [\"依法行政\", \"法治政府\", \"法治\"]\n  exclusions = [\"法治日报\"]"
    )]
    Trend(TrendArgs),
    /// Rank sections by relevance to a query and show their best passages
    #[command(
        after_help = QUERIES
    )]
    Search(SearchArgs),
    /// Show how a query is interpreted: tree, words, synonyms, constraints; needs no index
    Explain(ExplainArgs),
    /// Compare two parts of the corpus: which words set them apart
    #[command(
        after_help = "Examples:\n  quanwen keywords reports/ --year 2018 --against-year 2022\n  quanwen keywords reports/松泽县 reports/望汀区 --limit 50\n  quanwen keywords reports/ --heading 复议 --against-heading 应诉 --csv > 复议.csv\n\nWhat is not given for the reference is as for the study side. Formulas: docs/STATISTICS.md"
    )]
    Keywords(KeywordsArgs),
    /// Show how evenly a text is distributed over reports, years or places
    #[command(
        after_help = "Examples:\n  quanwen dispersion 行政复议 reports/\n  quanwen dispersion 行政复议 reports/ --by year --json\n\nFormulas: docs/STATISTICS.md"
    )]
    Dispersion(DispersionArgs),
    /// List what a text keeps company with: the words and n-grams near its mentions
    #[command(
        after_help = "Examples:\n  quanwen collocates 行政复议 reports/\n  quanwen collocates 发展 reports/ --window sentence --kind word --year 2018..\n  quanwen collocates 放管服 reports/ --by year -o 放管服.xlsx\n\nFormulas: docs/STATISTICS.md"
    )]
    Collocates(CollocatesArgs),
    /// List the reports with place, year and title
    List(ListArgs),
    /// Show the metadata and section tree of one file; needs no index
    Outline(OutlineArgs),
    /// Show a report, a section or a mention in full, by its id
    Show(ShowArgs),
    /// Cite a report, a section or a mention; find a cited place again
    #[command(after_help = CITING)]
    Cite(CiteArgs),
    /// Show what the index holds, how old it is, and which files were not read
    Status(StatusArgs),
    /// Check the index for damage
    Verify(VerifyArgs),
    /// Print the completion script of a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write the pages of all commands to a folder
    Man {
        /// Write one page per command to this folder
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

/// How files are read.
#[derive(Debug, Clone, Args)]
pub(crate) struct ReadingArgs {
    /// Skip files larger than this many MiB
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    pub max_file_size: u64,
    /// Read also headers, footers, comments, hidden sheets and hidden slides; an index that has them keeps them
    #[arg(long)]
    pub everything: bool,
}

/// Where the index is, and whether to update it first.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Index")]
pub(crate) struct IndexLocation {
    /// Keep the index in DIR instead of `.quanwen` in the folder of the reports
    #[arg(
        long,
        value_name = "DIR",
        env = "QUANWEN_INDEX",
        hide_env_values = true
    )]
    pub index: Option<PathBuf>,
    /// Answer from the index as it is, without checking for changed files
    #[arg(long)]
    pub no_update: bool,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

#[derive(Debug, Args)]
pub(crate) struct WhichIndex {
    /// Folder or file of reports [default: the nearest index at or above this folder, not updated]
    pub path: Vec<PathBuf>,
    #[command(flatten)]
    pub location: IndexLocation,
    #[command(flatten)]
    pub output: JsonOutput,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    pub index: WhichIndex,
    /// Compare checksums only, not the positions with the stored texts
    #[arg(long)]
    pub quick: bool,
}

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

fn columns(typed: &str) -> Result<usize, String> {
    typed
        .parse()
        .ok()
        .filter(|width| *width <= MAX_COLUMNS)
        .ok_or_else(|| format!("give a number of columns up to {MAX_COLUMNS}"))
}

fn at_least_one(typed: &str) -> Result<u64, String> {
    typed
        .parse()
        .ok()
        .filter(|number| *number > 0)
        .ok_or_else(|| "give a number from 1".to_string())
}

fn not_empty(typed: &str) -> Result<String, String> {
    if typed.trim().is_empty() {
        return Err("give a text, or leave the filter out".to_string());
    }
    Ok(typed.to_string())
}

/// Which reports and sections to search.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct FilterArgs {
    /// Reports of these years: 2020, 2018..2022, 2018.. or ..2022
    #[arg(long, value_name = "YEARS")]
    pub year: Option<YearRange>,
    /// Reports of this place: part of its name or of a place above it, such as 重庆
    #[arg(long, value_name = "PLACE", value_parser = not_empty)]
    pub region: Option<String>,
    /// Sections under a heading that contains this text
    #[arg(long, value_name = "TEXT", value_parser = not_empty)]
    pub heading: Option<String>,
    /// Sections of these parts of a document: body, front, contents, glossary, notes, annex
    #[arg(long, value_name = "PARTS", value_delimiter = ',')]
    pub part: Vec<Part>,
}

impl FilterArgs {
    pub(crate) fn filter(&self, paths: Vec<String>) -> Filter {
        let mut filter = Filter::default().paths(paths);
        filter.years = self.year;
        filter.region.clone_from(&self.region);
        filter.heading.clone_from(&self.heading);
        filter.parts.clone_from(&self.part);
        filter
    }
}

/// Arguments of every command that searches reports.
#[derive(Debug, Args)]
pub(crate) struct Question {
    /// Folders or files of reports [default: the nearest index at or above this folder, not updated]
    pub path: Vec<PathBuf>,
    #[command(flatten)]
    pub filter: FilterArgs,
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    pub location: IndexLocation,
}

#[derive(Debug, Args)]
pub(crate) struct IndexArgs {
    /// Folders or files of reports; more than one needs --index
    #[arg(required = true)]
    pub path: Vec<PathBuf>,
    /// Rebuild the index from scratch
    #[arg(long)]
    pub rebuild: bool,
    /// Read every file again, even if its size and time are unchanged
    #[arg(long)]
    pub rehash: bool,
    /// Keep the index in DIR instead of `.quanwen` in the folder of the reports
    #[arg(
        long,
        value_name = "DIR",
        env = "QUANWEN_INDEX",
        hide_env_values = true
    )]
    pub index: Option<PathBuf>,
    #[command(flatten)]
    pub reading: ReadingArgs,
    #[command(flatten)]
    pub output: JsonOutput,
}

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(crate) struct MentionsArgs {
    /// The text to find; may be omitted if -e or -f gives one
    pub text: Option<String>,
    /// Another text to find; may be repeated
    #[arg(short = 'e', long = "text", value_name = "TEXT")]
    pub more: Vec<String>,
    /// Find the texts listed in a file, one per line
    #[arg(short, long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Find the terms of a concept instead: a TOML file with `name`, `terms` and `exclusions`; where they overlap, the longest
    /// counts
    #[arg(long, value_name = "FILE", conflicts_with_all = ["more", "file"])]
    pub concept: Option<PathBuf>,
    /// Print only the number of mentions
    #[arg(short, long)]
    pub count: bool,
    /// Print only the reports, each with its number of mentions
    #[arg(short = 'l', long, conflicts_with = "count")]
    pub documents: bool,
    /// Leave out mentions that begin or end inside a word, such as 法治 in 依法治县
    #[arg(long)]
    pub whole_word: bool,
    /// Sort by position, year, region, or characters before and after the match: left1 to left10, right1 to right10; several with
    /// commas [default: position]
    #[arg(long, value_name = "KEYS", value_delimiter = ',')]
    pub sort: Vec<SortKey>,
    /// Print a random sample of this many mentions; counts still cover all of them
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub sample: Option<u64>,
    /// Which of the possible samples; each number always gives the same [default: 0]
    #[arg(long, value_name = "NUMBER", requires = "sample")]
    pub seed: Option<u64>,
    /// Print at most this many mentions; counts still cover all of them
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Print the whole sentence or paragraph of each mention instead of columns: sentence, paragraph
    #[arg(long, value_name = "TEXT", conflicts_with = "width")]
    pub context: Option<Context>,
    /// Columns of context on each side [default: what fits the terminal]
    #[arg(long, value_name = "COLUMNS", value_parser = columns)]
    pub width: Option<usize>,
    /// Match quotation marks, book-title marks and emphasis too, instead of ignoring them
    #[arg(long)]
    pub strict: bool,
    /// Also scan every file from start to end and report whether the answers are equal
    #[arg(long)]
    pub verify: bool,
    #[command(flatten)]
    pub question: Question,
}

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(crate) struct SearchArgs {
    /// What the passages should be about: words, "exact texts", +must -must-not, year:2018..2022; see below
    #[arg(allow_hyphen_values = true)]
    pub query: String,
    /// Print at most this many hits
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Print at most this many passages of each hit
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub passages: usize,
    /// Continue after the page that ended with this cursor
    #[arg(long, value_name = "CURSOR")]
    pub after: Option<String>,
    /// Count the matching sections by year, region or both
    #[arg(
        long,
        value_name = "FIELDS",
        value_delimiter = ',',
        conflicts_with = "csv"
    )]
    pub facet: Vec<FacetField>,
    /// Do not group sections that have the same best passage
    #[arg(long)]
    pub no_collapse: bool,
    /// Print only the best section of each report
    #[arg(long)]
    pub one_per_report: bool,
    /// Leave synonyms out
    #[arg(long)]
    pub literal: bool,
    /// Read places, years, issuers and kinds of documents in the query as words alone
    #[arg(long)]
    pub as_words: bool,
    /// Read the query as plain words: quotation marks, signs and brackets have no meaning
    #[arg(long)]
    pub plain: bool,
    #[command(flatten)]
    pub question: Question,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The query
    #[arg(allow_hyphen_values = true)]
    pub query: String,
    /// Leave synonyms out
    #[arg(long)]
    pub literal: bool,
    #[command(flatten)]
    pub output: JsonOutput,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Order by region, year, path or title
    #[arg(long, value_name = "ORDER", default_value = "region")]
    pub sort: Order,
    #[command(flatten)]
    pub question: Question,
}

#[derive(Debug, Args)]
pub(crate) struct OutlineArgs {
    /// The report; `-`, or none where a report is piped in, for standard input
    pub file: Option<PathBuf>,
    /// Explain which rule accepted or rejected each line as a heading or an item
    #[arg(long)]
    pub explain: bool,
    /// Show only the upper N levels of the tree
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..))]
    pub depth: Option<u8>,
    #[command(flatten)]
    pub reading: ReadingArgs,
    #[command(flatten)]
    pub output: JsonOutput,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// Id of a report, a section or a mention, or the path of a report as answers print it
    pub id: String,
    /// Folders or files of reports [default: the nearest index at or above this folder, not updated]
    pub path: Vec<PathBuf>,
    /// Print only the extracted text
    #[arg(long, conflicts_with = "output")]
    pub text: bool,
    #[command(flatten)]
    pub output: JsonOutput,
    #[command(flatten)]
    pub location: IndexLocation,
}

#[derive(Debug, Args)]
pub(crate) struct CiteArgs {
    /// Id of a report, a section or a mention, or the path of a report as answers print it
    pub id: Option<String>,
    /// Folders or files of reports [default: the nearest index at or above this folder, not updated]
    pub path: Vec<PathBuf>,
    /// Write the citation as gbt7714 (GB/T 7714—2015), bibtex or csl (CSL-JSON)
    #[arg(
        long,
        value_name = "STYLE",
        default_value = "gbt7714",
        hide_default_value = true
    )]
    pub style: CitationStyle,
    /// Print only the locator
    #[arg(long, conflicts_with_all = ["style", "json"])]
    pub locator: bool,
    /// Find a cited place again: a locator as printed, a file that has one, or - for standard input
    #[arg(long, value_name = "LOCATOR", conflicts_with_all = ["style", "locator"])]
    pub resolve: Option<String>,
    #[command(flatten)]
    pub output: JsonOutput,
    #[command(flatten)]
    pub location: IndexLocation,
}

#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    /// List problems of the corpus: duplicate reports, several reports of one year, missing years, reports
    /// without headings, very short or garbled ones, files that were not read
    #[arg(long)]
    pub health: bool,
    #[command(flatten)]
    pub index: WhichIndex,
}
