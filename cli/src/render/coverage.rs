//! The line of counts at the end of an answer, and what a reader should know of its completeness.

use std::io::{self, Write};
use std::time::Instant;

use quanwen::api::Coverage;
use time::OffsetDateTime;
use time::macros::format_description;
use unicode_width::UnicodeWidthStr;

use super::text::{FAINT, Text, counted};

/// Columns of the time that an answer took, and of what separates it from the rest.
const TIME_COLUMNS: usize = 14;

/// Writes what was found, whether that is complete, and the time it took. `cut` says what cut the answer, if anything.
pub(super) fn summary_line(
    text: &mut Text<impl Write>,
    found: &str,
    coverage: &Coverage,
    cut: &str,
    start: Instant,
) -> io::Result<()> {
    let milliseconds = start.elapsed().as_millis();
    let unread = coverage.skipped_files > 0 || coverage.stale == Some(true);
    let completeness = match (unread, cut) {
        (true, _) => "not complete",
        (false, "") => "complete",
        (false, cut) => cut,
    };
    let as_of = if coverage.stale.is_none() {
        format!(" as of {}", iso_time(coverage.updated))
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

/// Writes what a reader should know of an answer's completeness.
pub(super) fn write_remarks(text: &mut Text<impl Write>, coverage: &Coverage) -> io::Result<()> {
    if coverage.documents == 0 {
        text.remark(NO_REPORTS)?;
    }
    for (reports, lacking) in coverage.left_out() {
        let reports = counted(reports, "report");
        text.remark(&format!(
            "left out: {reports} without {lacking} (quanwen.csv can give it)"
        ))?;
    }
    if coverage.skipped_files > 0 {
        text.remark(&format!(
            "{} not read: `quanwen status` says why",
            counted(coverage.skipped_files, "file")
        ))?;
    }
    if coverage.stale == Some(true) {
        text.remark("the index is older than the files: `quanwen index` brings it up to date")?;
    }
    Ok(())
}

/// As [`write_remarks`], in lines for standard error.
pub(super) fn remarks(coverage: &Coverage) -> Vec<String> {
    let mut lines = Vec::new();
    if coverage.skipped_files > 0 {
        let files = match coverage.skipped_files {
            1 => "1 file was".to_string(),
            files => format!("{files} files were"),
        };
        lines.push(format!(
            "not complete: {files} not read, `quanwen status` says why"
        ));
    }
    for (reports, lacking) in coverage.left_out() {
        lines.push(format!("left out: reports without {lacking}: {reports}"));
    }
    if coverage.documents == 0 {
        lines.push(NO_REPORTS.to_string());
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

const NO_REPORTS: &str = "no report was searched: `quanwen list` shows which there are";

/// A time as ISO 8601 in UTC, to the minute.
pub(super) fn iso_time(seconds: u64) -> String {
    let time = i64::try_from(seconds)
        .ok()
        .and_then(|s| OffsetDateTime::from_unix_timestamp(s).ok());
    let layout = format_description!("[year]-[month]-[day] [hour]:[minute]Z");
    time.and_then(|time| time.format(layout).ok())
        .unwrap_or_default()
}
