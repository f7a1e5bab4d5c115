//! The summary line of an answer, and remarks on its completeness.

use std::io::{self, Write};
use std::time::Instant;

use quanwen::api::{Coverage, IgnoredFiles};
use quanwen::corpus::OtherFile;
use quanwen_export::local_time;
use quanwen_messages::{Message, Text as Words, counted, text};
use unicode_width::UnicodeWidthStr;

use super::text::{FAINT, Text};
use crate::hint;
use crate::language::{Said, say};

/// Columns of the elapsed time and its separator.
const TIME_COLUMNS: usize = 14;

/// From how many milliseconds on a time is told in seconds.
const MAX_MILLISECONDS: u128 = 10_000;

/// Writes what was found, whether it is complete, and the elapsed time without that of the output. `cut` names what cut the answer.
pub(super) fn summary_line(
    text: &mut Text<impl Write>,
    found: &str,
    coverage: &Coverage,
    cut: Option<Words>,
    start: Instant,
) -> io::Result<()> {
    let milliseconds = start.elapsed().saturating_sub(text.waited()).as_millis();
    let completeness = match (coverage.complete, cut) {
        (false, _) => text!("not complete"),
        (true, None) => text!("complete"),
        (true, Some(cut)) => cut,
    };
    let rest = if coverage.stale.is_none() {
        say!(
            "{completeness} as of {time}",
            completeness = completeness,
            time = local_time(coverage.updated)
        )
    } else {
        completeness.said()
    };
    let fits = found.width() + rest.width() + TIME_COLUMNS <= text.columns();
    let rest = if milliseconds < MAX_MILLISECONDS {
        say!("{rest} · {n} ms", rest = rest, n = milliseconds.to_string())
    } else {
        let seconds = milliseconds / 1000;
        say!("{rest} · {n} s", rest = rest, n = seconds.to_string())
    };
    if fits {
        return text.spans(&[(FAINT, &format!("{found} · {rest}"))]);
    }
    text.line_or_wrapped(found, FAINT)?;
    text.spans(&[(FAINT, &rest)])
}

/// Writes remarks on an answer's completeness.
pub(super) fn write_remarks(text: &mut Text<impl Write>, coverage: &Coverage) -> io::Result<()> {
    if coverage.documents == 0 {
        text.remark(&hint::NO_REPORTS.said())?;
    }
    for (reports, lacking) in coverage.left_out() {
        text.remark(&say!(
            "left out: {reports} without {lacking} (quanwen.csv can give it)",
            reports = counted!(reports, "{n} report", "{n} reports"),
            lacking = lacking
        ))?;
    }
    if coverage.skipped_files > 0 {
        text.remark(&say!(
            "{files} not read: {hint}",
            files = counted!(coverage.skipped_files, "{n} file", "{n} files"),
            hint = hint::WHY_SKIPPED
        ))?;
    }
    if coverage.damaged_reports > 0 {
        text.remark(&damaged(coverage.damaged_reports))?;
    }
    if let Some(ignored) = ignored(&coverage.ignored_files) {
        text.remark(&ignored)?;
    }
    if coverage.stale == Some(true) {
        text.remark(&hint::STALE.said())?;
    }
    Ok(())
}

/// How many reports are damaged.
fn damaged(reports: u64) -> String {
    say!(
        "{reports} not read whole: {hint}",
        reports = counted!(reports, "{n} report", "{n} reports"),
        hint = hint::WHICH_DAMAGED
    )
}

/// How many files that may show text to a person were not read: `12 pictures not read`; `None` for none.
pub(super) fn ignored(files: &IgnoredFiles) -> Option<String> {
    let shown = files.iter().filter(|(kind, _)| kind.may_show_text());
    counted_kinds(shown).map(|counts| say!("{counts} not read", counts = counts))
}

/// Numbers of files by kind: `12 pictures, 1 program`; `None` for none.
pub(super) fn counted_kinds(files: impl Iterator<Item = (OtherFile, u64)>) -> Option<Message> {
    let counts: Vec<Message> = files.map(|(kind, files)| kind.counted(files)).collect();
    (!counts.is_empty()).then(|| Message::series(counts))
}

/// The remarks of [`write_remarks`] as lines for standard error.
pub(super) fn remarks(coverage: &Coverage) -> Vec<String> {
    let mut lines = Vec::new();
    if coverage.skipped_files > 0 {
        let files = counted!(
            coverage.skipped_files,
            "{n} file was not read",
            "{n} files were not read"
        );
        lines.push(say!(
            "not complete: {files}, {hint}",
            files = files,
            hint = hint::WHY_SKIPPED
        ));
    }
    if coverage.damaged_reports > 0 {
        lines.push(say!(
            "not complete: {damaged}",
            damaged = damaged(coverage.damaged_reports)
        ));
    }
    lines.extend(ignored(&coverage.ignored_files));
    for (reports, lacking) in coverage.left_out() {
        lines.push(say!(
            "left out: reports without {lacking}: {reports}",
            lacking = lacking,
            reports = reports
        ));
    }
    if coverage.documents == 0 {
        lines.push(hint::NO_REPORTS.said());
    }
    if coverage.stale == Some(true) {
        lines.push(say!("not complete: the index is older than the files").to_string());
    }
    lines.iter().map(|line| remark(line)).collect()
}

/// A line on standard error that is not part of an answer.
pub(crate) fn remark(line: &str) -> String {
    format!("quanwen: {line}")
}
