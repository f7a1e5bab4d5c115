//! The summary line of an answer, and remarks on its completeness.

use std::io::{self, Write};
use std::time::Instant;

use quanwen::api::{Coverage, IgnoredFiles};
use quanwen::corpus::OtherFile;
use quanwen_export::local_time;
use unicode_width::UnicodeWidthStr;

use super::text::{FAINT, Text, counted};
use crate::hint;

/// Columns of the elapsed time and its separator.
const TIME_COLUMNS: usize = 14;

/// Writes what was found, whether it is complete, and the elapsed time without that of the output. `cut` names what cut the answer, or is empty.
pub(super) fn summary_line(
    text: &mut Text<impl Write>,
    found: &str,
    coverage: &Coverage,
    cut: &str,
    start: Instant,
) -> io::Result<()> {
    let milliseconds = start.elapsed().saturating_sub(text.waited()).as_millis();
    let completeness = match (coverage.complete, cut) {
        (false, _) => "not complete",
        (true, "") => "complete",
        (true, cut) => cut,
    };
    let as_of = if coverage.stale.is_none() {
        format!(" as of {}", local_time(coverage.updated))
    } else {
        String::new()
    };
    let rest = format!("{completeness}{as_of}");
    let fits = found.width() + rest.width() + TIME_COLUMNS <= text.columns();
    let rest = format!("{rest} · {milliseconds} ms");
    if fits {
        return text.spans(&[(FAINT, &format!("{found} · {rest}"))]);
    }
    text.spans(&[(FAINT, found)])?;
    text.spans(&[(FAINT, &rest)])
}

/// Writes remarks on an answer's completeness.
pub(super) fn write_remarks(text: &mut Text<impl Write>, coverage: &Coverage) -> io::Result<()> {
    if coverage.documents == 0 {
        text.remark(hint::NO_REPORTS)?;
    }
    for (reports, lacking) in coverage.left_out() {
        let reports = counted(reports, "report");
        text.remark(&format!(
            "left out: {reports} without {lacking} (quanwen.csv can give it)"
        ))?;
    }
    if coverage.skipped_files > 0 {
        text.remark(&format!(
            "{} not read: {}",
            counted(coverage.skipped_files, "file"),
            hint::WHY_SKIPPED
        ))?;
    }
    if coverage.damaged_reports > 0 {
        text.remark(&damaged(coverage.damaged_reports))?;
    }
    if let Some(ignored) = ignored(&coverage.ignored_files) {
        text.remark(&ignored)?;
    }
    if coverage.stale == Some(true) {
        text.remark(hint::STALE)?;
    }
    Ok(())
}

/// How many reports are damaged.
fn damaged(reports: u64) -> String {
    format!(
        "{} not read whole: {}",
        counted(reports, "report"),
        hint::WHICH_DAMAGED
    )
}

/// How many files that may show text to a person were not read: `12 pictures not read`; `None` for none.
pub(super) fn ignored(files: &IgnoredFiles) -> Option<String> {
    let shown = files.iter().filter(|(kind, _)| kind.may_show_text());
    let counts = counted_kinds(shown);
    (!counts.is_empty()).then(|| format!("{counts} not read"))
}

/// Numbers of files by kind: `12 pictures, 1 program`.
pub(super) fn counted_kinds(files: impl Iterator<Item = (OtherFile, u64)>) -> String {
    let counts: Vec<String> = files
        .map(|(kind, files)| counted(files, kind.singular()))
        .collect();
    counts.join(", ")
}

/// The remarks of [`write_remarks`] as lines for standard error.
pub(super) fn remarks(coverage: &Coverage) -> Vec<String> {
    let mut lines = Vec::new();
    if coverage.skipped_files > 0 {
        let files = match coverage.skipped_files {
            1 => "1 file was".to_string(),
            files => format!("{files} files were"),
        };
        lines.push(format!(
            "not complete: {files} not read, {}",
            hint::WHY_SKIPPED
        ));
    }
    if coverage.damaged_reports > 0 {
        lines.push(format!(
            "not complete: {}",
            damaged(coverage.damaged_reports)
        ));
    }
    lines.extend(ignored(&coverage.ignored_files));
    for (reports, lacking) in coverage.left_out() {
        lines.push(format!("left out: reports without {lacking}: {reports}"));
    }
    if coverage.documents == 0 {
        lines.push(hint::NO_REPORTS.to_string());
    }
    if coverage.stale == Some(true) {
        lines.push("not complete: the index is older than the files".to_string());
    }
    lines.iter().map(|line| remark(line)).collect()
}

/// A line on standard error that is not part of an answer.
pub(crate) fn remark(line: &str) -> String {
    format!("quanwen: {line}")
}
