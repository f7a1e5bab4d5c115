//! The counts of mentions below an answer, remarks on them, and the verdict of a verification.

use std::io::{self, Write};
use std::time::Instant;

use quanwen::api::{MentionSummary, Sample, Verification};
use quanwen_messages::{counted, text};

use super::coverage::{remark, remarks, summary_line, write_remarks};
use super::nearby::Nearby;
use super::text::{FAINT, Text};
use crate::hint;
use crate::language::say;

/// Writes the counts of mentions and remarks on them.
pub(super) fn write_summary(
    text: &mut Text<impl Write>,
    summary: &MentionSummary,
    start: Instant,
) -> io::Result<()> {
    let found = say!(
        "{mentions} in {sections} of {with} of {reports}",
        mentions = counted!(summary.mentions, "{n} mention", "{n} mentions"),
        sections = counted!(summary.sections, "{n} section", "{n} sections"),
        with = summary.documents_with,
        reports = counted!(summary.coverage.documents, "{n} report", "{n} reports")
    );
    let cut = summary.truncated.then_some(hint::CUT);
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
    Some(say!(
        "random sample: {size} of {mentions}, seed {seed}",
        size = size,
        mentions = counted!(summary.mentions, "{n} mention", "{n} mentions"),
        seed = seed
    ))
}

/// How many mentions were left out because they are not whole words.
fn left_out(summary: &MentionSummary) -> Option<String> {
    let mentions = counted!(summary.inside_words?, "{n} mention", "{n} mentions");
    Some(say!(
        "not whole words: {mentions} left out",
        mentions = mentions
    ))
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
        .map(|difference| {
            say!(
                "differs  {path}: {reason}",
                path = &difference.path,
                reason = &difference.reason
            )
        })
        .collect();
    let equal = if differences.is_empty() {
        text!("equal")
    } else {
        text!("NOT equal")
    };
    lines.push(say!(
        "verified: {equal} · {by_index} by the index, {by_scan} by a scan of {documents} whole documents",
        equal = equal,
        by_index = by_index,
        by_scan = by_scan,
        documents = documents
    ));
    lines
}
