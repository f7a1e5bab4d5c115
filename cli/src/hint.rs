//! Which flag or command helps: the library reports errors in its own terms, this module adds what to type.
//!
//! Apart from the help texts in `args`, messages that name flags or commands are here. The library knows no command line, so
//! its messages name its settings instead.

use quanwen::Error;
use quanwen::api::{Difference, Finding, Health, Skipped, Verification};

/// Repairs an index.
pub(crate) const REBUILD: &str = "run `quanwen index --rebuild PATH`";
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
/// How sections that have only a synonym are left out.
pub(crate) const LITERAL: &str = "--literal leaves them out";
/// Where definitions are, which come after other sections.
pub(crate) const DEFINITIONS: &str = "--part glossary";
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
pub(crate) const NO_MENTION: &str = "no mention: look for a part of the text, or for more reports; `quanwen search` says which words are known";
/// A text with too little company.
pub(crate) const NO_COLLOCATE: &str =
    "nothing is near it often enough: lower --min-count, or widen --window";
/// Stop words that are not shown.
pub(crate) const STOP_WORDS: &str = "--all shows them";
/// The cells of a score.
pub(crate) const CELLS: &str = "--json and --csv have the cells";
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
            format!("{error}; `quanwen list` prints those of the reports")
        }
        Error::Internal { .. } => format!("{error}: {}", bug()),
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
        other => other.to_string(),
    }
}

/// How to get the page after this one.
pub(crate) fn next_page(cursor: &str) -> String {
    format!("the next page: --after {cursor}")
}

/// How to see the sections that a row of collocates counts.
pub(crate) fn evidence(text: &str, query: &str) -> String {
    format!("where {text} is near it: quanwen search '{query}'")
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
    fn only_a_limit_that_can_be_raised_names_its_flag() {
        let reason = "65 MiB, over the limit of 64 MiB a file";
        assert_eq!(
            unread_reason("too_large", reason),
            format!("{reason}: raise it with --max-file-size")
        );
        assert_eq!(unread_reason("too_complex", reason), reason);
    }
}
