//! The command-line arguments.

mod chinese;
mod cite;
mod collocates;
mod dispersion;
mod engine;
mod index;
mod keywords;
mod location;
mod mentions;
mod output;
mod page;
mod question;
mod refusal;
mod replay;
mod reports;
mod search;
mod texts;
mod trend;
mod typed;
mod variables;
mod words;
mod wrap;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};
use quanwen::api::visible_line;
use quanwen_messages::Language;

pub(crate) use chinese::{completed, manual};
pub(crate) use cite::CiteArgs;
pub(crate) use collocates::{By, CollocatesArgs, Kind};
pub(crate) use dispersion::DispersionArgs;
pub(crate) use index::{IndexArgs, StatusArgs, VerifyArgs};
pub(crate) use keywords::KeywordsArgs;
pub(crate) use location::{IndexLocation, ReadingArgs, WhichIndex};
pub(crate) use mentions::MentionsArgs;
use output::Paging;
pub(crate) use output::{JsonOutput, Output, Recording};
pub(crate) use question::{FilterArgs, Question};
pub(crate) use refusal::print;
pub(crate) use replay::ReplayArgs;
pub(crate) use reports::{ListArgs, OutlineArgs, ShowArgs};
pub(crate) use search::{ExplainArgs, SearchArgs};
pub(crate) use texts::MoreTexts;
pub(crate) use trend::TrendArgs;
pub(crate) use typed::{colour, language};
use variables::Variables;
pub(crate) use words::Words;

/// Most columns of a line of help.
const MAX_COLUMNS: usize = 100;

/// Full-text search for Chinese government reports: every mention of a phrase, and ranked passages
#[derive(Debug, Parser)]
#[command(name = "quanwen", version, max_term_width = MAX_COLUMNS, arg_required_else_help = true, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub command: Command,
    // Given before the command, it is copied to that of the command.
    #[command(flatten)]
    paging: Paging,
    /// When to colour text; `auto` looks at the terminal and at the variables `NO_COLOR` and `CLICOLOR_FORCE`
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value_t,
        hide_default_value = true
    )]
    pub color: ColorChoice,
    /// The language of text for people, else that of the variable `QUANWEN_LANG` or of the system; JSON and CSV never change with it
    #[arg(long, global = true, value_name = "LANG", value_parser = languages())]
    pub lang: Option<Language>,
}

fn languages() -> impl TypedValueParser<Value = Language> {
    let codes = PossibleValuesParser::new(Language::ALL.map(Language::code));
    codes.map(|code| code.parse().expect("each possible value is a code"))
}

/// Parses the command line. Errors quote arguments, which must not act on the terminal: on an error the arguments are
/// parsed again with every control character replaced.
pub(crate) fn parse() -> Result<Cli, clap::Error> {
    parsed(&std::env::args_os().collect::<Vec<_>>()).map_err(|error| {
        let visible = |typed: OsString| match visible_line(&typed.to_string_lossy()) {
            visible if *visible == *typed => typed,
            visible => visible.into_owned().into(),
        };
        match parsed(&std::env::args_os().map(visible).collect::<Vec<_>>()) {
            Err(error) => error,
            // Only the replaced bytes were wrong, such as invalid UTF-8.
            Ok(_) => clap::Error::new(error.kind()).with_cmd(&Cli::command()),
        }
    })
}

fn parsed(typed: &[OsString]) -> Result<Cli, clap::Error> {
    let variables = Variables::of(typed, variables::is_set);
    let program = || variables.limit(Cli::command());
    read(program(), typed, &variables).or_else(|error| {
        // The help names all variables.
        let program = match error.kind() {
            ErrorKind::DisplayHelp => Cli::command(),
            _ => program(),
        };
        read(chinese::answering(program), typed, &variables)
    })
}

fn read(
    mut program: clap::Command,
    typed: &[OsString],
    variables: &Variables,
) -> Result<Cli, clap::Error> {
    let mut matches = program.try_get_matches_from_mut(typed)?;
    let command = matches.subcommand_name();
    variables.check(command.and_then(|name| program.find_subcommand(name)))?;
    Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.with_cmd(&program))
}

const EXAMPLES: &str = "\
Examples:
  quanwen mentions 行政复议 reports/               every mention, in context
  quanwen mentions 规范性文件 reports/ --year 2018..2022 --csv > 规范性文件.csv
  quanwen search '复议案件 办理情况' reports/       the most relevant passages
  quanwen outline reports/2021.txt                 the sections of one report

Exit status: 0 found, 1 nothing found, 2 error.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build or update the index of a folder of reports
    Index(IndexArgs),
    /// Find every mention of a text, in context
    #[command(after_help = mentions::EXAMPLES)]
    Mentions(MentionsArgs),
    /// Count texts or concepts over years, places, issuers or headings
    #[command(after_help = trend::EXAMPLES)]
    Trend(TrendArgs),
    /// Rank sections by relevance to a query and show their best passages
    #[command(
        after_help = search::QUERIES
    )]
    Search(SearchArgs),
    /// Show how a query is interpreted: tree, words, synonyms, constraints; needs no index
    Explain(ExplainArgs),
    /// Compare two parts of the corpus: which words set them apart
    #[command(after_help = keywords::EXAMPLES)]
    Keywords(KeywordsArgs),
    /// Show how evenly a text is distributed over reports, years or places
    #[command(after_help = dispersion::EXAMPLES)]
    Dispersion(DispersionArgs),
    /// List what a text keeps company with: the words and n-grams near its mentions
    #[command(after_help = collocates::EXAMPLES)]
    Collocates(CollocatesArgs),
    /// Ask a recorded question again, and say what differs and which files made it differ
    #[command(after_help = replay::EXAMPLES)]
    Replay(ReplayArgs),
    /// List the reports with place, year and title
    List(ListArgs),
    /// Show the metadata and section tree of one file; needs no index
    Outline(OutlineArgs),
    /// Show a report, a section or a mention in full, by its id or path
    Show(ShowArgs),
    /// Cite a report, a section or a mention; find a cited place again
    #[command(after_help = cite::CITING)]
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
