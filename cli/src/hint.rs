//! Which flag or command helps: the library reports errors in its own terms, this module adds what to type.
//!
//! Apart from the help texts in `args`, messages that name flags or commands are here: those without arguments in `texts`, commands
//! to type in `command`. The library knows no command line, so its messages name its settings instead.

mod command;
mod texts;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use quanwen::api::{Difference, Finding, Health, LookAlike, Skipped, Syntax, Verification};
use quanwen::corpus::UnreadKind;
use quanwen::{Corpus, Error};
use quanwen_messages::{Argument, Message, Text, message};

use crate::language::{Said, say};

pub(crate) use command::{mentions, sections};
pub(crate) use texts::*;

use command::quoted;

/// Why the library rebuilds an index that was asked to be.
const REQUESTED: &str = "a rebuild was requested";
/// Settings that the library's messages name, and their flags.
const SETTINGS: [(&str, &str); 7] = [
    ("`CollocatesRequest::limit`", "--limit"),
    ("`CollocatesRequest::min_count`", "--min-count"),
    ("`CollocatesRequest::ngram_lengths`", "--ngram"),
    ("`CollocatesRequest::window`", "--window"),
    ("`MentionRequest::strict`", "`mentions --strict`"),
    ("`Filter::years`", "--year"),
    ("`Filter::region`", "--region"),
];
/// The setting whose values are typed without a flag.
const PATHS: &str = "`Filter::paths`";

/// The words of an error; for the library's errors, with what to type. Those of other libraries stay as they are.
pub(crate) fn words(error: &anyhow::Error) -> String {
    let of_program = error.downcast_ref::<Message>().cloned();
    let of_library = || error.downcast_ref().map(of_library);
    // What stands around an error of the system says more than it does: only one that nothing stands around is worded here.
    let outermost = error.chain().next();
    let of_system = || {
        outermost?
            .downcast_ref::<std::io::Error>()
            .map(Message::from)
    };
    let known = of_program.or_else(of_library).or_else(of_system);
    known.map_or_else(|| error.to_string(), |message| message.said())
}

/// What to report for a bug of the program.
pub(crate) fn bug() -> Message {
    message!(
        "this is a bug of quanwen {version}; please report this version, the command, and what it prints with RUST_BACKTRACE=1",
        version = env!("CARGO_PKG_VERSION")
    )
}

/// A bug of the program that ends the command.
pub(crate) fn internal_error() -> Message {
    message!("internal error: {bug}", bug = bug())
}

/// A path that a corpus on a cluster does not have.
pub(crate) fn not_in_corpus(path: &str, corpus: &str) -> Message {
    message!(
        "no report of the corpus is at `{path}`: on a cluster, PATH is relative to the folder that was indexed, {corpus}; `quanwen list` shows the paths",
        path = path,
        corpus = corpus
    )
}

/// Repairs an index on this machine, or that of a corpus on a cluster.
pub(crate) fn rebuild(cluster: Option<&str>) -> Message {
    cluster.map_or(REBUILD.into(), |address| {
        message!(
            "run `quanwen index --rebuild PATH --engine {address}`",
            address = quoted(address)
        )
    })
}

/// Updates a corpus on a cluster.
pub(crate) fn update_on(cluster: &str) -> Message {
    message!(
        "`quanwen index PATH --engine {address}`",
        address = quoted(cluster)
    )
}

/// A new index on a cluster that could not be made smaller, and why.
pub(crate) fn not_merged(error: &Error) -> Message {
    message!(
        "the corpus can be asked, but its parts were not merged: {error}",
        error = error.message()
    )
}

/// A part of a query that looks like syntax and is read as a text.
pub(crate) fn look_alike(
    LookAlike {
        text, looks_like, ..
    }: &LookAlike,
) -> Message {
    match looks_like {
        Syntax::Operator => message!(
            "{text} is looked for as a word: operators are AND OR NOT, or 且 或 非 with blanks around",
            text = text
        ),
        Syntax::Field => message!(
            "{text} is no field, so it is looked for: fields are 标题 章节 地区 年份 机关 文号 (title: heading: region: year: issuer: document_number:)",
            text = text
        ),
        Syntax::Wildcard => message!(
            "the * of {text} stands for nothing: a * between two characters is a wildcard, as in 行政*机关",
            text = text
        ),
    }
}

/// A text to find that looks like a pattern and is looked for as it is.
pub(crate) fn as_it_is(text: &str) -> Message {
    message!(
        "{text} is looked for as it is: --pattern {quoted} takes wildcards and /expressions/",
        text = text,
        quoted = quoted(text)
    )
}

fn of_library(error: &Error) -> Message {
    let said = error.message();
    let with = |hint| message!("{error}: {hint}", error = error.message(), hint = hint);
    match error {
        Error::Write { .. } | Error::NotAnIndex { .. } => {
            message!("{error} with --index DIR", error = said)
        }
        Error::NoIndex { .. } => {
            message!("{error}: `quanwen index PATH` makes one", error = said)
        }
        Error::Outdated { .. } | Error::Damaged { .. } => with(Message::from(REBUILD)),
        Error::Cursor { .. } => message!("{error}, without --after", error = said),
        Error::UnknownId { .. } => message!(
            "{error}; `quanwen list` prints those of the reports, and `quanwen cite --resolve` finds a locator again",
            error = said
        ),
        Error::UnknownPath { .. } => with(WHERE_REPORTS_ARE.into()),
        Error::SeveralReports { .. } => {
            message!("{error}; {hint}", error = said, hint = THEIR_PATHS)
        }
        Error::Unsupported { request } => message!(
            "not on a cluster: {request}; ask an index with --index DIR",
            request = *request
        ),
        Error::NotCompared { address, .. } => message!(
            "{error} with {update}",
            error = said,
            update = update_on(address)
        ),
        Error::Internal { .. } => with(bug()),
        Error::Read { path, source }
            if source.kind() == ErrorKind::NotFound && looks_like_text(path) =>
        {
            message!(
                "{error}; if {text} belongs to what is looked for, put all of it in quotation marks",
                error = said,
                text = path.as_path()
            )
        }
        Error::Unread { unread, .. } => unread_reason(unread.kind(), &said),
        Error::Query {
            query,
            column,
            message,
        } => Error::Query {
            query: query.clone(),
            column: *column,
            message: with_flags(message),
        }
        .message(),
        Error::Setting { message } => with_flags(message),
        _ => said,
    }
}

/// Whether what was typed for a path looks like a word of a query.
pub(crate) fn looks_like_text(path: &Path) -> bool {
    let typed = path.to_string_lossy();
    !typed.contains(['/', '\\', '.']) && typed.contains(is_of_names)
}

/// Whether a character is one that words and names of places are written with.
pub(crate) fn is_of_names(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// A path where a text to find should be, given the command.
pub(crate) fn text_before(command: &str, path: &str) -> Message {
    message!(
        "{path} is a file or folder here: give what to find before it, as in quanwen {command} 行政复议 {quoted}",
        path = path,
        command = command,
        quoted = quoted(path)
    )
}

/// A second text where a path should be.
pub(crate) fn another_text(text: &str) -> Message {
    message!(
        "cannot read {text}: no such file or folder; if it is another text to find, give it with -e {quoted}; if it belongs to the one before, \
         put all of it in quotation marks",
        text = text,
        quoted = quoted(text)
    )
}

/// A path that does not exist, with what may help.
pub(crate) fn no_such_path(path: &str, hint: Text) -> Message {
    message!(
        "cannot read {path}: no such file or folder; {hint}",
        path = path,
        hint = hint
    )
}

/// No index where no PATH was typed.
pub(crate) fn without_path(error: &Error) -> Message {
    message!(
        "{error}: name the folder of the reports at the end, or run `quanwen index PATH`",
        error = error.message()
    )
}

/// A question without a path in a folder below the corpus.
pub(crate) fn whole_corpus(corpus: &Path) -> Message {
    message!(
        "all of {corpus} was searched: for this folder alone, put . at the end",
        corpus = corpus
    )
}

/// An index of other reports than those typed.
pub(crate) fn other_index(index: &Path, corpus: &Corpus, typed: &[PathBuf]) -> Message {
    let typed: Argument = typed.iter().map(PathBuf::as_path).collect();
    let (index, root, hint) = (index, corpus.root(), OTHER_INDEX);
    if corpus.is_whole() {
        message!(
            "the index {index} is of {root}, which does not contain {typed}: {hint}",
            index = index,
            root = root,
            typed = typed,
            hint = hint
        )
    } else {
        message!(
            "the index {index} is of parts of {root}, which does not contain {typed}: {hint}",
            index = index,
            root = root,
            typed = typed,
            hint = hint
        )
    }
}

/// How to get the page after this one.
pub(crate) fn next_page(cursor: &str) -> Message {
    message!("the next page: --after {cursor}", cursor = cursor)
}

/// A message with flags in place of the library's settings.
fn with_flags(message: &Message) -> Message {
    let words = SETTINGS
        .iter()
        .fold(message.said(), |words, (setting, flag)| {
            words.replace(setting, flag)
        });
    Message::verbatim(words.replace(PATHS, say!("a path")))
}

/// Why a file was not read, with the flag that helps, if any.
pub(crate) fn unread_reason(kind: UnreadKind, reason: &Message) -> Message {
    match kind {
        UnreadKind::TooLarge => {
            message!("{reason}: raise it with --max-file-size", reason = reason)
        }
        _ => reason.clone(),
    }
}

/// Files that were not read, with [`unread_reason`].
pub(crate) fn skipped(skipped: &[Skipped]) -> Vec<Skipped> {
    let mut skipped = skipped.to_vec();
    for row in &mut skipped {
        row.reason = unread_reason(row.code, &row.reason);
    }
    skipped
}

/// The findings on a corpus, with [`unread_reason`].
pub(crate) fn health(health: &Health) -> Health {
    let mut health = health.clone();
    for finding in &mut health.findings {
        if let Finding::Unread { code, reason, .. } = finding {
            *reason = unread_reason(*code, reason);
        }
    }
    health
}

/// Why an index was rebuilt: an explicit request by its flag.
pub(crate) fn rebuilt(reason: &Message) -> Message {
    if *reason == REQUESTED {
        return Message::verbatim("--rebuild");
    }
    reason.clone()
}

/// A verification with what to type in the reasons of its differences.
pub(crate) fn verification(verification: &Verification) -> Verification {
    let mut verification = verification.clone();
    for Difference { code, reason, .. } in &mut verification.differences {
        if matches!(code.as_str(), "not_indexed" | "changed") {
            *reason = message!("{error}: {hint}", error = &*reason, hint = UPDATE);
        }
    }
    verification
}

#[cfg(test)]
mod tests {
    use quanwen_messages::text;

    use super::*;

    #[test]
    fn an_error_names_what_to_type() {
        let path = std::path::PathBuf::from("reports");
        let damaged = Error::Damaged {
            path: path.clone(),
            reason: Message::verbatim("lock is missing"),
        };
        assert_eq!(
            of_library(&damaged).to_string(),
            "the index reports is damaged (lock is missing); it must be rebuilt: run `quanwen index --rebuild PATH`"
        );
        assert_eq!(
            of_library(&Error::NoIndex { path }).to_string(),
            "no index at or above reports: `quanwen index PATH` makes one"
        );
    }

    #[test]
    fn what_a_cluster_cannot_be_asked_for_is_told_on_one_line_of_a_terminal() {
        for request in [
            text!("collocates"),
            text!("locators of citations"),
            text!("problems of the corpus"),
        ] {
            let message = format!("quanwen: {}", of_library(&Error::Unsupported { request }));
            assert!(
                message.len() <= 80 && message.contains(&Message::from(request).to_string()),
                "{message}"
            );
        }
    }

    #[test]
    fn a_cluster_is_named_in_what_to_type() {
        let address = "http://[::1]:9200/reports";
        assert_eq!(
            rebuild(Some(address)).to_string(),
            "run `quanwen index --rebuild PATH --engine 'http://[::1]:9200/reports'`"
        );
        let error = Error::NotCompared {
            address: "http://a:9200/reports".to_string(),
            folder: "reports".into(),
            files: 2,
        };
        let said = of_library(&error).to_string();
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
            message: Message::verbatim(
                "search fewer reports with `Filter::years` or `Filter::paths`",
            ),
        };
        assert_eq!(
            of_library(&error).to_string(),
            "query ``Filter::years``, column 1: search fewer reports with --year or a path"
        );
    }

    #[test]
    fn only_a_limit_that_can_be_raised_names_its_flag() {
        let reason = Message::verbatim("65 MiB, over the limit of 64 MiB a file");
        assert_eq!(
            unread_reason(UnreadKind::TooLarge, &reason).to_string(),
            format!("{reason}: raise it with --max-file-size")
        );
        assert_eq!(unread_reason(UnreadKind::TooComplex, &reason), reason);
    }
}
