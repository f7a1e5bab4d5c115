//! The answer to a request for mentions: the mentions, or only their counts.

use std::cell::OnceCell;
use std::io::{self, Write};
use std::time::Instant;

use quanwen::api::{
    Engine, Json, Mention, MentionRequest, MentionSummary, TextCount, Verification,
};
use quanwen::query::groups_of;
use quanwen_export::{MentionRows, MentionTable, Table, each_mention};

use super::coverage::remark;
use super::kwic_lines::{KwicLines, Layout};
use super::mention_summary::{notes, verdict, write_nearby, write_summary};
use super::nearby::Nearby;
use super::text::Text;
use super::visible::one_line;
use super::{Answer, cause};
use crate::hint;
use crate::language::Said;

/// Which part of the answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Every mention, in text with this many columns of context.
    Mentions { layout: Layout, context: usize },
    /// Only the numbers of mentions.
    Counts,
}

/// Mentions, found while they are printed; the verification, if one was requested; and when the command started.
pub(crate) struct MentionsAnswer<'a> {
    source: &'a dyn Engine,
    request: &'a MentionRequest,
    verification: Option<&'a Verification>,
    part: Part,
    start: Instant,
    summary: OnceCell<MentionSummary>,
    nearby: Nearby<'a>,
}

impl<'a> MentionsAnswer<'a> {
    /// The answer of `source` to a request.
    pub(crate) fn new(
        source: &'a dyn Engine,
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
            nearby: Nearby::new(source, request),
        }
    }

    /// The counts; zero until the answer is printed.
    pub(crate) fn summary(&self) -> MentionSummary {
        self.summary.get().cloned().unwrap_or_default()
    }

    fn each(&self, write: impl FnMut(&Mention) -> io::Result<()>) -> anyhow::Result<()> {
        each_mention(self.source, self.request, &self.summary, write).map_err(cause)
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
            Part::Counts => {
                write_counts(text, self.counts()?)?;
                return Ok(self.write_verdict(text)?);
            }
        }
        Ok(self.closing(text)?)
    }

    fn closing(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        let summary = self.summary();
        write_summary(text, &summary, self.start)?;
        write_nearby(text, &self.nearby, &summary)?;
        self.write_verdict(text)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        match self.part {
            Part::Mentions { .. } => self.each(|mention| json.row(mention))?,
            Part::Counts => _ = self.counts()?,
        }
        if let Some(verification) = self.verification {
            json.row(&hint::verification(verification))?;
        }
        let summary = self.summary();
        json.rows(self.nearby.zero_hits(&summary)?)?;
        Ok(json.summary(&summary)?)
    }

    fn table(&self) -> Option<Box<dyn Table + '_>> {
        let rows = match self.part {
            Part::Mentions { .. } => MentionRows::Mentions,
            Part::Counts => MentionRows::Counts,
        };
        let table = MentionTable::new(self.source, self.request, rows, &self.summary);
        Some(Box::new(table.captures(groups_of(&self.request.patterns))))
    }

    fn text_notes(&self) -> Vec<String> {
        match self.part {
            Part::Counts => notes(&self.summary(), &self.nearby),
            Part::Mentions { .. } => Vec::new(),
        }
    }

    fn table_notes(&self) -> Vec<String> {
        let summary = self.summary();
        let mut lines = self.verification.map(verdict).unwrap_or_default();
        lines.extend(notes(&summary, &self.nearby));
        if summary.truncated {
            lines.push(remark(&hint::RAISE_LIMIT.said()));
        }
        lines
    }
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
