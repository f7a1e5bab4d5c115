//! Which flag or command helps: the library reports errors in its own terms, this module adds what to type.
//!
//! Apart from the help texts in `args`, messages that name flags or commands are here. The library knows no command line, so
//! its messages name its settings instead.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use quanwen::Error;
use quanwen::api::{
    Difference, Filter, Finding, Health, LookAlike, Skipped, Syntax, Verification, Years,
};

/// Repairs an index.
const REBUILD: &str = "run `quanwen index --rebuild PATH`";
/// Updates an index.
const UPDATE: &str = "run `quanwen index`";
/// An index that is older than the files.
pub(crate) const STALE: &str =
    "the index is older than the files: `quanwen index` brings it up to date";
/// An index whose words were cut with another dictionary.
pub(crate) const OTHER_DICTIONARY: &str = "the index was made with another dictionary: `quanwen index --rebuild PATH` improves the order of hits";
/// An index of other reports than those typed.
pub(crate) const OTHER_INDEX: &str = "name another --index, or remove this one";
/// A new index of several paths, which no later command would find.
pub(crate) const SEVERAL_PATHS: &str =
    "several PATHs need --index DIR: their index is not in one of them";
/// Filters that exclude every report.
pub(crate) const NO_REPORTS: &str = "no report was searched: `quanwen list` shows the reports";
/// Where to see why files were not read.
pub(crate) const WHY_SKIPPED: &str = "`quanwen status` says why";
/// Where to see which reports are damaged.
pub(crate) const WHICH_DAMAGED: &str = "`quanwen status` says which";
/// An answer cut by the limit.
pub(crate) const CUT: &str = "cut by --limit";
/// The same, as a sentence.
pub(crate) const RAISE_LIMIT: &str = "not all mentions are shown: raise --limit";
/// Reports cut by the limit.
pub(crate) const RAISE_REPORTS: &str = "not all reports are shown: raise --limit";
/// Evidence cut by the limit.
pub(crate) const RAISE_EVIDENCE: &str = "raise --limit";
/// A table cut by the limit.
pub(crate) const RAISE_ROWS: &str = "not all rows are written: raise --limit";
/// How sections that have only a synonym are left out.
pub(crate) const LITERAL: &str = "--literal leaves them out";
/// Where definitions are, which come after other sections.
pub(crate) const DEFINITIONS: &str = "--part glossary";
/// A file that exists.
pub(crate) const REPLACE_FILE: &str = "--force replaces it";
/// A file that two answers are written to.
pub(crate) const OTHER_FILE: &str = "give -o and --record a file each";
/// What `replay` takes.
pub(crate) const RECORD: &str = "give a file that --record wrote";
/// An answer that differs although nothing it was read from does.
pub(crate) const CHECK_INDEX: &str = "`quanwen verify` checks the index";
/// A path that a corpus on a cluster does not have.
pub(crate) fn not_in_corpus(path: &str, corpus: &str) -> String {
    format!(
        "no report of the corpus is at `{path}`: on a cluster, PATH is relative to the folder that was indexed, {corpus}; `quanwen \
         list` shows the paths"
    )
}
/// Repairs an index on this machine, or that of a corpus on a cluster.
pub(crate) fn rebuild(cluster: Option<&str>) -> String {
    cluster.map_or(REBUILD.to_string(), |address| {
        format!(
            "run `quanwen index --rebuild PATH --engine {}`",
            quoted(address)
        )
    })
}
/// Updates a corpus on a cluster.
pub(crate) fn update_on(cluster: &str) -> String {
    format!("`quanwen index PATH --engine {}`", quoted(cluster))
}
/// An update of a corpus on a cluster that was interrupted.
pub(crate) const INTERRUPTED_UPDATE: &str = "interrupted: what answered before this update still does, or its new index if that was \
     whole; run it again";
/// A new index on a cluster that was not made smaller.
pub(crate) const INTERRUPTED_MERGE: &str = "interrupted: the corpus can be asked; the cluster merges its parts by itself, as with --no-merge";
/// A new index on a cluster that could not be made smaller, and why.
pub(crate) fn not_merged(error: &Error) -> String {
    format!("the corpus can be asked, but its parts were not merged: {error}")
}
/// A part of a query that looks like syntax and is read as a text.
pub(crate) fn look_alike(
    LookAlike {
        text, looks_like, ..
    }: &LookAlike,
) -> String {
    match looks_like {
        Syntax::Operator => format!(
            "{text} is looked for as a word: operators are AND OR NOT, or 且 或 非 with blanks around"
        ),
        Syntax::Field => format!(
            "{text} is no field, so it is looked for: fields are 标题 章节 地区 年份 机关 文号 (title: heading: region: year: issuer: \
             document_number:)"
        ),
        Syntax::Wildcard => format!(
            "the * of {text} stands for nothing: a * between two characters is a wildcard, as in 行政*机关"
        ),
    }
}
/// A text to find that looks like a pattern and is looked for as it is.
pub(crate) fn as_it_is(text: &str) -> String {
    format!(
        "{text} is looked for as it is: --pattern {} takes wildcards and /expressions/",
        quoted(text)
    )
}
/// What a cluster cannot do, since it has no files here.
pub(crate) const NEEDS_INDEX: &str =
    "not on a cluster: a scan of files (--verify); ask an index with --index DIR";
/// A table that has no room in a workbook.
pub(crate) const WHOLE_TABLE: &str = "-o FILE.csv has all of it";
/// A workbook, which is no text.
pub(crate) const WORKBOOK_ON_TERMINAL: &str =
    "a workbook is not text for a terminal: -o FILE.xlsx writes it to a file";
/// A folder that cannot be written.
pub(crate) const OTHER_FOLDER: &str = "name a file in a folder that you may write to";
/// The commands whose answers have a chart.
pub(crate) const CHARTS: &str =
    "`quanwen trend` without --evidence and `quanwen dispersion` have a chart";
/// Facet values that text leaves out.
pub(crate) const ALL_VALUES: &str = "--json has all";
/// `mentions` without a text.
pub(crate) const GIVE_TEXT: &str =
    "give a text to find, such as: quanwen mentions 行政复议 reports/";
/// `mentions` with -e or -f and a first argument that looks like a path but does not exist.
pub(crate) const GIVE_TEXT_BY_OPTION: &str = "a text to find is given with -e";
/// --left or --right beside a window that has none.
pub(crate) const SENTENCE_HAS_NO_SIDES: &str =
    "--left and --right are for a --window in characters: leave them or `--window sentence` out";
/// A text that is nowhere.
pub(crate) const NO_MENTION: &str =
    "look for a part of it or in more reports: `quanwen search` says which words stand nowhere";
/// A text with too little company.
pub(crate) const NO_COLLOCATE: &str =
    "nothing is near it often enough: lower --min-count, or widen --window";
/// Stop words that are not shown.
pub(crate) const STOP_WORDS: &str = "--all shows them";
/// A folder with a name like a text.
pub(crate) const FOLDER_AS_TEXT: &str = "it is searched, and counted only with -e";
/// A text without a mention beside others that have some.
pub(crate) const MAYBE_FOLDER: &str = "if it is a folder, there is none of this name";
/// A path before a text.
pub(crate) const TEXTS_FIRST: &str = "texts go before paths; another text is given with -e";
/// A list of texts that cannot be read.
pub(crate) const LIST: &str = "give a file with one text per line, or - for the standard input";
/// A concept that cannot be read.
pub(crate) const CONCEPT_FILE: &str =
    "give a UTF-8 file in TOML with a name and terms; `quanwen trend --help` shows one";
/// A balanced trend of one year without a place.
pub(crate) const NO_PLACE_IN_YEAR: &str =
    "no place has a report of this year: `quanwen status` shows the years";
/// A balanced trend without a place.
pub(crate) const NO_BALANCED_PLACE: &str =
    "no place has a report of every year: give fewer years with --year, such as --year 2018..2022";
/// `keywords` without a reference.
pub(crate) const GIVE_REFERENCE: &str = "give what to compare with: --against-year, --against-region, --against-heading, \
     --against-part or --against-path, or a second PATH";
/// `keywords` with more than two paths.
pub(crate) const TWO_SIDES: &str =
    "one PATH is compared with another: for more, give those of the reference with --against-path";
/// Words that are not compared.
pub(crate) const ALL_WORDS: &str = "--all compares them too";
/// Columns of a table that do not fit.
pub(crate) const ALL_COLUMNS: &str = "--json and --csv have them";
/// `cite` without an id.
pub(crate) const GIVE_ID: &str =
    "give an id to cite, as `quanwen mentions --json` prints it, or the path of a report";
/// A report that lacks what a citation needs.
pub(crate) const CORRECTIONS: &str = "a row of quanwen.csv can give it";
/// What `cite --resolve` takes.
pub(crate) const LOCATOR: &str = "give the line that `quanwen cite` printed, a file that has it, or - (an id says nothing once path or text have changed)";
/// A path without a report.
const WHERE_REPORTS_ARE: &str = "`quanwen list` shows paths and ids, `quanwen status` the files that were not read; `quanwen index` reads new \
     ones";
/// A path of several reports.
const THEIR_PATHS: &str = "`quanwen list` shows their paths";
/// The flag that raises the limit on files.
const FILE_SIZE: &str = "raise it with --max-file-size";
/// Settings that the library's messages name, and their flags.
const SETTINGS: [(&str, &str); 8] = [
    ("`CollocatesRequest::limit`", "--limit"),
    ("`CollocatesRequest::min_count`", "--min-count"),
    ("`CollocatesRequest::ngram_lengths`", "--ngram"),
    ("`CollocatesRequest::window`", "--window"),
    ("`MentionRequest::strict`", "`mentions --strict`"),
    ("`Filter::years`", "--year"),
    ("`Filter::region`", "--region"),
    ("`Filter::paths`", "a path"),
];

/// The message of an error; for the library's errors, with what to type.
pub(crate) fn message(error: &anyhow::Error) -> String {
    error
        .downcast_ref()
        .map_or_else(|| error.to_string(), of_library)
}

/// What to report for a bug of the program.
pub(crate) fn bug() -> String {
    format!(
        "this is a bug of quanwen {}; please report this version, the command, and what it prints with \
         RUST_BACKTRACE=1",
        env!("CARGO_PKG_VERSION")
    )
}

fn of_library(error: &Error) -> String {
    match error {
        Error::Write { .. } | Error::NotAnIndex { .. } => format!("{error} with --index DIR"),
        Error::NoIndex { .. } => format!("{error}: `quanwen index PATH` makes one"),
        Error::Outdated { .. } | Error::Damaged { .. } => format!("{error}: {REBUILD}"),
        Error::Cursor { .. } => format!("{error}, without --after"),
        Error::UnknownId { .. } => {
            format!(
                "{error}; `quanwen list` prints those of the reports, and `quanwen cite --resolve` finds a locator again"
            )
        }
        Error::UnknownPath { .. } => format!("{error}: {WHERE_REPORTS_ARE}"),
        Error::SeveralReports { .. } => format!("{error}; {THEIR_PATHS}"),
        Error::Unsupported { request } => {
            format!("not on a cluster: {request}; ask an index with --index DIR")
        }
        Error::NotCompared { address, .. } => format!("{error} with {}", update_on(address)),
        Error::Internal { .. } => format!("{error}: {}", bug()),
        Error::Read { path, source }
            if source.kind() == ErrorKind::NotFound && looks_like_text(path) =>
        {
            let text = path.display();
            format!(
                "{error}; if {text} belongs to what is looked for, put all of it in quotation marks"
            )
        }
        Error::Unread { unread, .. } => unread_reason(unread.code(), &error.to_string()),
        Error::Query {
            query,
            column,
            message,
        } => {
            let error = Error::Query {
                query: query.clone(),
                column: *column,
                message: with_flags(message),
            };
            error.to_string()
        }
        Error::Setting { message } => with_flags(message),
        other => other.to_string(),
    }
}

/// Whether what was typed for a path looks like a word of a query.
fn looks_like_text(path: &Path) -> bool {
    let typed = path.to_string_lossy();
    !typed.contains(['/', '\\', '.']) && typed.contains(is_of_names)
}

/// Whether a character is one that words and names of places are written with.
pub(crate) fn is_of_names(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// A path where a text to find should be, given the command.
pub(crate) fn text_before(command: &str, path: &str) -> String {
    format!(
        "{path} is a file or folder here: give what to find before it, as in quanwen {command} 行政复议 {}",
        quoted(path)
    )
}

/// How to get the page after this one.
pub(crate) fn next_page(cursor: &str) -> String {
    format!("the next page: --after {cursor}")
}

/// The command that lists the mentions behind a number, given the paths and the index that were typed.
pub(crate) fn mentions(
    text: &str,
    filter: &Filter,
    paths: &[PathBuf],
    index: Option<&Path>,
) -> String {
    command("mentions", text, filter, paths, index)
}

/// The command that lists the sections behind a number, by a query, given the paths and the index that were typed.
pub(crate) fn sections(
    query: &str,
    filter: &Filter,
    paths: &[PathBuf],
    index: Option<&Path>,
) -> String {
    command("search", query, filter, paths, index)
}

fn command(
    name: &str,
    text: &str,
    filter: &Filter,
    paths: &[PathBuf],
    index: Option<&Path>,
) -> String {
    let paths = paths.iter().map(|path| path.display().to_string());
    let parts: Vec<&str> = filter.parts.iter().map(|part| part.name()).collect();
    let options = [
        ("--year", filter.years.as_ref().map(Years::to_string)),
        ("--region", filter.region.clone()),
        ("--heading", filter.heading.clone()),
        (
            "--part",
            Some(parts.join(",")).filter(|parts| !parts.is_empty()),
        ),
        ("--index", index.map(|index| index.display().to_string())),
    ];
    let options = options.into_iter().flat_map(|(name, value)| {
        let value = value.into_iter();
        value.flat_map(move |value| [name.to_string(), quoted(&value)])
    });
    let words = [text.to_string()].into_iter().chain(paths);
    let words = words.map(|word| quoted(&word)).chain(options);
    format!("quanwen {name} {}", words.collect::<Vec<_>>().join(" "))
}

/// A word of a command, in quotation marks where a shell needs them.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "._-/,:%+".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_string();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// A message with flags in place of the library's settings.
fn with_flags(message: &str) -> String {
    SETTINGS
        .iter()
        .fold(message.to_string(), |message, (setting, flag)| {
            message.replace(setting, flag)
        })
}

/// Why a file was not read, with the flag that helps, if any.
pub(crate) fn unread_reason(code: &str, reason: &str) -> String {
    match code {
        "too_large" => format!("{reason}: {FILE_SIZE}"),
        _ => reason.to_string(),
    }
}

/// Files that were not read, with [`unread_reason`].
pub(crate) fn skipped(skipped: &[Skipped]) -> Vec<Skipped> {
    let mut skipped = skipped.to_vec();
    for row in &mut skipped {
        row.reason = unread_reason(&row.code, &row.reason);
    }
    skipped
}

/// The findings on a corpus, with [`unread_reason`].
pub(crate) fn health(health: &Health) -> Health {
    let mut health = health.clone();
    for finding in &mut health.findings {
        if let Finding::Unread { code, reason, .. } = finding {
            *reason = unread_reason(code, reason);
        }
    }
    health
}

/// Why an index was rebuilt, for programs: an explicit request by its flag.
pub(crate) fn rebuilt(reason: &str) -> &str {
    match reason {
        "a rebuild was requested" => "--rebuild",
        reason => reason,
    }
}

/// A verification with what to type in the reasons of its differences.
pub(crate) fn verification(verification: &Verification) -> Verification {
    let mut verification = verification.clone();
    for Difference { code, reason, .. } in &mut verification.differences {
        if matches!(code.as_str(), "not_indexed" | "changed") {
            *reason = format!("{reason}: {UPDATE}");
        }
    }
    verification
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_what_to_type() {
        let path = std::path::PathBuf::from("reports");
        let damaged = Error::Damaged {
            path: path.clone(),
            reason: "lock is missing".to_string(),
        };
        assert_eq!(
            of_library(&damaged),
            "the index reports is damaged (lock is missing); it must be rebuilt: run `quanwen index --rebuild PATH`"
        );
        assert_eq!(
            of_library(&Error::NoIndex { path }),
            "no index at or above reports: `quanwen index PATH` makes one"
        );
    }

    #[test]
    fn what_a_cluster_cannot_be_asked_for_is_told_on_one_line_of_a_terminal() {
        for request in [
            "collocates",
            "locators of citations",
            "problems of the corpus",
        ] {
            let message = format!("quanwen: {}", of_library(&Error::Unsupported { request }));
            assert!(
                message.len() <= 80 && message.contains(request),
                "{message}"
            );
        }
    }

    #[test]
    fn a_cluster_is_named_in_what_to_type() {
        let address = "http://[::1]:9200/reports";
        assert_eq!(
            rebuild(Some(address)),
            "run `quanwen index --rebuild PATH --engine 'http://[::1]:9200/reports'`"
        );
        let error = Error::NotCompared {
            address: "http://a:9200/reports".to_string(),
            folder: "reports".into(),
            files: 2,
        };
        let said = of_library(&error);
        assert!(
            said.contains("none of 2 files is in reports as it was indexed"),
            "{said}"
        );
        assert!(
            said.ends_with("`quanwen index PATH --engine http://a:9200/reports`"),
            "{said}"
        );
    }

    #[test]
    fn a_query_keeps_its_words_and_a_message_names_flags() {
        let error = Error::Query {
            query: "`Filter::years`".to_string(),
            column: 1,
            message: "search fewer reports with `Filter::years` or `Filter::paths`".to_string(),
        };
        assert_eq!(
            of_library(&error),
            "query ``Filter::years``, column 1: search fewer reports with --year or a path"
        );
    }

    #[test]
    fn the_command_of_mentions_is_quoted_for_a_shell() {
        let filter = Filter::default()
            .years("2018..2022".parse().unwrap())
            .heading("复议 应诉");
        assert_eq!(
            mentions(
                "“放管服”",
                &filter,
                &["it's/2018".into()],
                Some(Path::new("索引"))
            ),
            r"quanwen mentions '“放管服”' 'it'\''s/2018' --year 2018..2022 --heading '复议 应诉' --index 索引"
        );
    }

    #[test]
    fn only_a_limit_that_can_be_raised_names_its_flag() {
        let reason = "65 MiB, over the limit of 64 MiB a file";
        assert_eq!(
            unread_reason("too_large", reason),
            format!("{reason}: raise it with --max-file-size")
        );
        assert_eq!(unread_reason("too_complex", reason), reason);
    }
}
