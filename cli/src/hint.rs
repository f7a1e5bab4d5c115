//! What to type: the library says what is wrong, this module names the flag or the command that helps.
//!
//! The only place of the program, apart from the help of the arguments, that turns an error into advice. The library knows
//! no command line, so none of its messages names one.

use std::borrow::Cow;

use quanwen::Error;

/// The command that mends an index.
pub(crate) const REBUILD: &str = "run `quanwen index --rebuild PATH`";
/// The command that brings an index up to date.
const UPDATE: &str = "run `quanwen index`";
/// The flag that raises the limit on files.
const FILE_SIZE: &str = "raise it with --max-file-size";
/// What the library says of limits that [`FILE_SIZE`] raises: of a file, of what is in an archive, of a text.
const OVER_LIMIT: [&str; 3] = [
    "MiB a file",
    "over the limit when unpacked",
    "its text is over the limit",
];
/// Settings that the library's messages name, and what they are on the command line.
const SETTINGS: [(&str, &str); 4] = [
    ("`MentionRequest::strict`", "`mentions --strict`"),
    ("`Filter::years`", "--year"),
    ("`Filter::region`", "--region"),
    ("`Filter::paths`", "a path"),
];

/// The message of an error, with what to type where the library says what is wrong.
pub(crate) fn message(error: &anyhow::Error) -> String {
    error
        .downcast_ref()
        .map_or_else(|| error.to_string(), of_library)
}

/// What to send where something goes wrong that is neither the user's doing nor damage on disk.
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

/// A message with the flags in the place of the library's settings.
fn with_flags(message: &str) -> String {
    SETTINGS
        .iter()
        .fold(message.to_string(), |message, (setting, flag)| {
            message.replace(setting, flag)
        })
}

/// Why a file was not read, with the flag that helps where one does. Reasons in an index of an earlier version name it
/// themselves.
pub(crate) fn skipped(reason: &str) -> Cow<'_, str> {
    let is_over = OVER_LIMIT.iter().any(|limit| reason.contains(limit));
    if is_over && !reason.ends_with(FILE_SIZE) {
        Cow::Owned(format!("{reason}: {FILE_SIZE}"))
    } else {
        Cow::Borrowed(reason)
    }
}

/// Why index and scan differ, with the command that helps where one does.
pub(crate) fn difference(reason: &str) -> Cow<'_, str> {
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
            message: "ask fewer reports with `Filter::years` or `Filter::paths`".to_string(),
        };
        assert_eq!(
            of_library(&error),
            "query ``Filter::years``, column 1: ask fewer reports with --year or a path"
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
