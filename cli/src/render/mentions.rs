//! The answer to a request for mentions: the mentions, the reports that have them, or their numbers alone.

use std::io::{self, Write};
use std::time::Instant;

use quanwen::Mentions;
use quanwen::api::Json;
use quanwen::search::{DocumentMentions, MentionSummary, TextCount, Verification};
use unicode_width::UnicodeWidthStr;

use super::Answer;
use super::columns::cut_to;
use super::concordance::Concordance;
use super::coverage::{remark, remarks, summary_line, write_remarks};
use super::csv::{self, Csv};
use super::lines::PLAIN;
use super::reference::document_label;
use super::text::{FAINT, HEADER, MATCH, Text, counted};
use super::visible::one_line;
use crate::hint;

/// Columns of a number of mentions and the gap after it.
const COUNT_COLUMNS: usize = 8;

/// Which part of the answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Every mention, with this many columns of context for people.
    Mentions { context: usize },
    /// The reports with their numbers of mentions.
    Documents,
    /// The numbers alone.
    Counts,
}

/// Mentions, a comparison with a scan of the files where one was requested, and when the request began.
pub(crate) struct MentionsAnswer<'a> {
    pub answer: &'a Mentions<'a>,
    pub verification: Option<&'a Verification>,
    pub part: Part,
    pub start: Instant,
}

impl Answer for MentionsAnswer<'_> {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        match self.part {
            Part::Mentions { context } => {
                let mut lines = Concordance::new(text, context);
                self.answer
                    .for_each(|mention| lines.mention(&mention).map_err(anyhow::Error::from))?;
            }
            Part::Documents => {
                for document in self.answer.documents()? {
                    write_document(text, &document)?;
                }
            }
            Part::Counts => write_counts(text, &self.answer.summary.texts)?,
        }
        if self.part != Part::Counts {
            write_summary(text, &self.answer.summary, self.start)?;
        }
        for line in self.verification.map(verdict).unwrap_or_default() {
            text.line(&line)?;
        }
        Ok(())
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        match self.part {
            Part::Mentions { .. } => self
                .answer
                .for_each(|mention| json.row("mention", &mention).map_err(anyhow::Error::from))?,
            Part::Documents => {
                for document in self.answer.documents()? {
                    json.row("document", &document)?;
                }
            }
            Part::Counts => {}
        }
        if let Some(verification) = self.verification {
            json.row("verification", verification)?;
        }
        Ok(json.summary(&self.answer.summary)?)
    }

    fn csv(&self, out: impl Write) -> anyhow::Result<()> {
        match self.part {
            Part::Mentions { .. } => {
                let mut csv = Csv::new(out, &csv::MENTION)?;
                self.answer
                    .for_each(|mention| csv.mention(&mention).map_err(anyhow::Error::from))?;
                csv.finish()?;
            }
            Part::Documents => {
                let mut csv = Csv::new(out, &csv::DOCUMENT_MENTIONS)?;
                for document in self.answer.documents()? {
                    csv.document_mentions(&document)?;
                }
                csv.finish()?;
            }
            Part::Counts => csv::counts(out, &self.answer.summary.texts)?,
        }
        Ok(())
    }

    fn beside_text(&self) -> Vec<String> {
        match self.part {
            Part::Counts => remarks(&self.answer.summary.coverage),
            Part::Mentions { .. } | Part::Documents => Vec::new(),
        }
    }

    fn beside_csv(&self) -> Vec<String> {
        let summary = &self.answer.summary;
        let mut lines = self.verification.map(verdict).unwrap_or_default();
        lines.extend(remarks(&summary.coverage));
        if summary.truncated {
            lines.push(remark("not all mentions are given: raise --limit"));
        }
        lines
    }
}

/// Writes a report with its number of mentions.
fn write_document(text: &mut Text<impl Write>, row: &DocumentMentions) -> io::Result<()> {
    let path = one_line(&row.document.path);
    let room = text
        .columns()
        .saturating_sub(COUNT_COLUMNS + path.width() + 2);
    let label = cut_to(&document_label(&row.document), room);
    text.spans(&[
        (MATCH, &format!("{:>6}", row.mentions)),
        (PLAIN, "  "),
        (HEADER, &path),
        (PLAIN, "  "),
        (FAINT, &label),
    ])
}

/// Writes the number of mentions of a text; of several, a line each with a tab before the text.
fn write_counts(text: &mut Text<impl Write>, counts: &[TextCount]) -> io::Result<()> {
    match counts {
        [one] => text.line(&one.mentions.to_string()),
        several => several.iter().try_for_each(|count| {
            let row = format!("{}\t{}", count.mentions, one_line(&count.text));
            text.block(&row)
        }),
    }
}

/// Writes the counts of mentions and what a reader should know of them.
fn write_summary(
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
    let cut = if summary.truncated {
        "cut by --limit"
    } else {
        ""
    };
    summary_line(text, &found, &summary.coverage, cut, start)?;
    if summary.texts.len() > 1 {
        for count in &summary.texts {
            text.line(&format!("{:>8}  {}", count.mentions, count.text))?;
        }
    }
    write_remarks(text, &summary.coverage)
}

/// Whether a scan of the files agrees with the index: every difference, then the verdict.
fn verdict(verification: &Verification) -> Vec<String> {
    let Verification {
        by_index,
        by_scan,
        documents,
        differences,
    } = verification;
    let mut lines: Vec<String> = differences
        .iter()
        .map(|difference| {
            let reason = hint::difference(&difference.reason);
            format!("differs  {}: {reason}", difference.path)
        })
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
