//! Which flag or command helps: the library reports errors in its own terms, this module adds what to type.
//!
//! Apart from the help texts in `args`, messages that name flags or commands are here. The library knows no command line, so
//! its messages name its settings instead.

use std::borrow::Cow;

use quanwen::Error;
use quanwen::api::{Difference, Skipped, Verification};

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
/// An answer cut by the limit.
pub(crate) const CUT: &str = "cut by --limit";
/// The same, as a sentence.
pub(crate) const RAISE_LIMIT: &str = "not all mentions are shown: raise --limit";
/// Facet values that text leaves out.
pub(crate) const ALL_VALUES: &str = "--json has all";
/// `mentions` without a text.
pub(crate) const GIVE_TEXT: &str =
    "give a text to find, such as: quanwen mentions 行政复议 reports/";
/// `mentions` with -e or -f and a first argument that looks like a path but does not exist.
pub(crate) const GIVE_TEXT_BY_OPTION: &str = "a text to find is given with -e";
/// The flag that raises the limit on files.
const FILE_SIZE: &str = "raise it with --max-file-size";
/// Parts of the library's messages about limits that [`FILE_SIZE`] raises: of a file, an archive, a text.
const OVER_LIMIT: [&str; 3] = [
    "MiB a file",
    "over the limit when unpacked",
    "its text is over the limit",
];
/// Settings that the library's messages name, and their flags.
const SETTINGS: [(&str, &str); 4] = [
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
        Error::Corpus { message } => skipped(message).into_owned(),
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

/// A message with flags in place of the library's settings.
fn with_flags(message: &str) -> String {
    SETTINGS
        .iter()
        .fold(message.to_string(), |message, (setting, flag)| {
            message.replace(setting, flag)
        })
}

/// Why a file was not read, with the flag that helps, if any. Reasons stored by an earlier version already name it.
pub(crate) fn skipped(reason: &str) -> Cow<'_, str> {
    let is_over = OVER_LIMIT.iter().any(|limit| reason.contains(limit));
    if is_over && !reason.ends_with(FILE_SIZE) {
        Cow::Owned(format!("{reason}: {FILE_SIZE}"))
    } else {
        Cow::Borrowed(reason)
    }
}

/// A skipped file with [`skipped`] as its reason.
pub(crate) fn skipped_row(row: &Skipped) -> Skipped {
    let mut row = row.clone();
    row.reason = skipped(&row.reason).into_owned();
    row
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
    for Difference { reason, .. } in &mut verification.differences {
        *reason = difference(reason).into_owned();
    }
    verification
}

/// Why index and scan differ, with the command that helps, if any.
fn difference(reason: &str) -> Cow<'_, str> {
    match reason {
        "not in the index" | "the file has changed since the update" => {
            Cow::Owned(format!("{reason}: {UPDATE}"))
        }
        _ => Cow::Borrowed(reason),
    }
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
        assert_eq!(
            skipped("65 MiB, over the limit of 64 MiB a file"),
            "65 MiB, over the limit of 64 MiB a file: raise it with --max-file-size"
        );
        for reason in [
            "an archive of 70000 files, over the limit of 50000: unpack it",
            "no permission to read it",
        ] {
            assert_eq!(skipped(reason), reason);
        }
    }
}
