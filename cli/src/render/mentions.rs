//! The answer to a request for mentions: the mentions, the documents that have them, or only their counts.

use std::cell::OnceCell;
use std::io::{self, Write};
use std::time::Instant;

use quanwen::api::{
    Concordance, DocumentMentions, Json, Mention, MentionRequest, MentionSummary, Sample,
    TextCount, Verification,
};
use quanwen_export::{MentionRows, MentionTable, Table, each_mention};
use unicode_width::UnicodeWidthStr;

use super::columns::cut_to;
use super::coverage::{remark, remarks, summary_line, write_remarks};
use super::kwic_lines::{KwicLines, Layout};
use super::lines::PLAIN;
use super::reference::{document_label, place_and_year};
use super::text::{FAINT, HEADER, MATCH, MIN_GAP, Text, counted};
use super::visible::one_line;
use super::{Answer, cause};
use crate::hint;

/// Columns of a count and the gap after it.
const COUNT_COLUMNS: usize = 8;

/// Columns of the mark of what was cut, and the space before it.
const CUT_COLUMNS: usize = 3;

/// Which part of the answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Every mention, in text with this many columns of context.
    Mentions { layout: Layout, context: usize },
    /// The documents with their numbers of mentions.
    Documents,
    /// Only the numbers of mentions.
    Counts,
}

/// Mentions, found while they are printed; the verification, if one was requested; and when the command started.
pub(crate) struct MentionsAnswer<'a> {
    source: &'a dyn Concordance,
    request: &'a MentionRequest,
    verification: Option<&'a Verification>,
    part: Part,
    start: Instant,
    summary: OnceCell<MentionSummary>,
}

impl<'a> MentionsAnswer<'a> {
    /// The answer of `source` to a request.
    pub(crate) fn new(
        source: &'a dyn Concordance,
        request: &'a MentionRequest,
        verification: Option<&'a Verification>,
        part: Part,
        start: Instant,
    ) -> Self {
        Self {
            source,
            request,
            verification,
            part,
            start,
            summary: OnceCell::new(),
        }
    }

    /// The counts; zero until the answer is printed.
    pub(crate) fn summary(&self) -> MentionSummary {
        self.summary.get().cloned().unwrap_or_default()
    }

    fn each(&self, write: impl FnMut(&Mention) -> io::Result<()>) -> anyhow::Result<()> {
        each_mention(self.source, self.request, &self.summary, write).map_err(cause)
    }

    fn documents(&self) -> anyhow::Result<Vec<DocumentMentions>> {
        let by_document = self.source.mentions_by_document(self.request)?;
        self.summary.get_or_init(|| by_document.summary);
        Ok(by_document.documents)
    }

    fn write_verdict(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        let lines = self.verification.map(verdict).unwrap_or_default();
        lines.iter().try_for_each(|line| text.line(line))
    }

    fn counts(&self) -> anyhow::Result<&[TextCount]> {
        let summary = self.source.count_mentions(self.request)?;
        Ok(&self.summary.get_or_init(|| summary).texts)
    }
}

impl Answer for MentionsAnswer<'_> {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        match self.part {
            Part::Mentions { layout, context } => {
                let mut lines = KwicLines::new(text, layout, context);
                self.each(|mention| lines.mention(mention))?;
            }
            Part::Documents => {
                for document in self.documents()? {
                    write_document(text, &document)?;
                }
            }
            Part::Counts => {
                write_counts(text, self.counts()?)?;
                return Ok(self.write_verdict(text)?);
            }
        }
        Ok(self.closing(text)?)
    }

    fn closing(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        write_summary(text, &self.summary(), self.start)?;
        self.write_verdict(text)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        match self.part {
            Part::Mentions { .. } => self.each(|mention| json.row(mention))?,
            Part::Documents => {
                json.rows(&self.documents()?)?;
            }
            Part::Counts => _ = self.counts()?,
        }
        if let Some(verification) = self.verification {
            json.row(&hint::verification(verification))?;
        }
        Ok(json.summary(&self.summary())?)
    }

    fn table(&self) -> Option<Box<dyn Table + '_>> {
        let rows = match self.part {
            Part::Mentions { .. } => MentionRows::Mentions,
            Part::Documents => MentionRows::Documents,
            Part::Counts => MentionRows::Counts,
        };
        let table = MentionTable::new(self.source, self.request, rows, &self.summary);
        Some(Box::new(table))
    }

    fn text_notes(&self) -> Vec<String> {
        match self.part {
            Part::Counts => {
                let summary = self.summary();
                let left_out = left_out(&summary);
                let mut lines: Vec<String> = left_out.iter().map(|line| remark(line)).collect();
                lines.extend(remarks(&summary.coverage));
                lines
            }
            Part::Mentions { .. } | Part::Documents => Vec::new(),
        }
    }

    fn table_notes(&self) -> Vec<String> {
        let summary = self.summary();
        let mut lines = self.verification.map(verdict).unwrap_or_default();
        let said = sampled(&summary).into_iter().chain(left_out(&summary));
        lines.extend(said.map(|line| remark(&line)));
        lines.extend(remarks(&summary.coverage));
        if summary.truncated {
            lines.push(remark(hint::RAISE_LIMIT));
        }
        lines
    }
}

/// Writes a document with its number of mentions, and its id at the right edge: only its title is shortened for the id.
fn write_document(text: &mut Text<impl Write>, row: &DocumentMentions) -> io::Result<()> {
    let path = one_line(&row.document.path);
    let room = text
        .columns()
        .saturating_sub(COUNT_COLUMNS + path.width() + 2);
    let id = row.document.id.as_str();
    let beside_id = room.saturating_sub(id.width() + MIN_GAP);
    let has_id = place_and_year(&row.document).width() + CUT_COLUMNS <= beside_id;
    let label = document_label(&row.document);
    let (label, gap, id) = if !text.shortens() {
        (label, MIN_GAP, id)
    } else if has_id {
        let label = cut_to(&label, beside_id);
        let gap = room - label.width() - id.width();
        (label, gap, id)
    } else {
        (cut_to(&label, room), 0, "")
    };
    text.spans(&[
        (MATCH, &format!("{:>6}", row.mentions)),
        (PLAIN, "  "),
        (HEADER, &path),
        (PLAIN, "  "),
        (FAINT, &label),
        (PLAIN, &" ".repeat(gap)),
        (FAINT, id),
    ])
}

/// Writes the number of mentions; for several texts, a line for each with the number, a tab and the text.
fn write_counts(text: &mut Text<impl Write>, counts: &[TextCount]) -> io::Result<()> {
    match counts {
        [one] => text.line(&one.mentions.to_string()),
        several => several.iter().try_for_each(|count| {
            let row = format!("{}\t{}", count.mentions, one_line(&count.text));
            text.block(&row)
        }),
    }
}

/// Writes the counts of mentions and remarks on them.
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
fn verdict(verification: &Verification) -> Vec<String> {
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
