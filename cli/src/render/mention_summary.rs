//! The counts of mentions below an answer, remarks on them, and the verdict of a verification.

use std::io::{self, Write};
use std::time::Instant;

use quanwen::api::{MentionSummary, Sample, Verification};

use super::coverage::{remark, remarks, summary_line, write_remarks};
use super::nearby::Nearby;
use super::text::{FAINT, Text, counted};
use crate::hint;

/// Writes the counts of mentions and remarks on them.
pub(super) fn write_summary(
    text: &mut Text<impl Write>,
    summary: &MentionSummary,
    start: Instant,
) -> io::Result<()> {
    let found = format!(
        "{} in {} of {} of {}",
        counted(summary.mentions, "mention"),
        counted(summary.sections, "section"),
        summary.documents_with,
        counted(summary.coverage.documents, "report"),
    );
    let cut = if summary.truncated { hint::CUT } else { "" };
    summary_line(text, &found, &summary.coverage, cut, start)?;
    if summary.texts.len() > 1 {
        for count in &summary.texts {
            text.line(&format!("{:>8}  {}", count.mentions, count.text))?;
        }
    }
    for line in sampled(summary).into_iter().chain(left_out(summary)) {
        text.remark(&line)?;
    }
    write_remarks(text, &summary.coverage)
}

/// Writes what is near texts that are nowhere.
pub(super) fn write_nearby(
    text: &mut Text<impl Write>,
    nearby: &Nearby,
    summary: &MentionSummary,
) -> io::Result<()> {
    let lines = nearby.lines(summary)?;
    lines
        .iter()
        .try_for_each(|line| text.wrapped(line, 0, FAINT))
}

/// What was left out of the mentions, how complete they are, and what is near if there are none, as lines for standard error.
pub(super) fn notes(summary: &MentionSummary, nearby: &Nearby) -> Vec<String> {
    let nearby = match nearby.lines(summary) {
        Ok(lines) => lines,
        Err(error) => vec![error.to_string()],
    };
    let said = sampled(summary).into_iter().chain(left_out(summary));
    let mut lines: Vec<String> = said.chain(nearby).map(|line| remark(&line)).collect();
    lines.extend(remarks(&summary.coverage));
    lines
}

/// Of how many mentions a sample is.
fn sampled(summary: &MentionSummary) -> Option<String> {
    let Sample { size, seed } = summary.sample?;
    let mentions = counted(summary.mentions, "mention");
    Some(format!("random sample: {size} of {mentions}, seed {seed}"))
}

/// How many mentions were left out because they are not whole words.
fn left_out(summary: &MentionSummary) -> Option<String> {
    let mentions = counted(summary.inside_words?, "mention");
    Some(format!("not whole words: {mentions} left out"))
}

/// The differences between the index and a scan of the files, then the verdict.
pub(super) fn verdict(verification: &Verification) -> Vec<String> {
    let Verification {
        by_index,
        by_scan,
        documents,
        differences,
        ..
    } = hint::verification(verification);
    let mut lines: Vec<String> = differences
        .iter()
        .map(|difference| format!("differs  {}: {}", difference.path, difference.reason))
        .collect();
    let equal = if differences.is_empty() {
        "equal"
    } else {
        "NOT equal"
    };
    lines.push(format!(
        "verified: {equal} · {by_index} by the index, {by_scan} by a scan of {documents} whole documents"
    ));
    lines
}
