//! The counts at the end of an answer, and what a reader should know of its completeness.

use std::io::{self, Write};

use time::OffsetDateTime;
use time::macros::format_description;
use unicode_width::UnicodeWidthStr;

use super::text::{FAINT, Text, counted};
use super::visible::one_line;
use quanwen::search::{Coverage, MentionSummary, SearchSummary, TextCount, Verification};

/// Columns of the time that an answer took, with what parts it from the rest.
const TIME_COLUMNS: usize = 14;

impl<W: Write> Text<W> {
    /// Writes the counts of mentions and what a reader should know of them.
    ///
    /// # Errors
    /// What the output returns.
    pub fn mention_summary(
        &mut self,
        summary: &MentionSummary,
        milliseconds: u128,
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
        self.summary_line(&found, &summary.coverage, cut, milliseconds)?;
        if summary.texts.len() > 1 {
            for text in &summary.texts {
                self.line(&format!("{:>8}  {}", text.mentions, text.text))?;
            }
        }
        self.reservations(&summary.coverage)
    }

    /// Writes the counts of a search and what a reader should know of them.
    ///
    /// # Errors
    /// What the output returns.
    pub fn search_summary(
        &mut self,
        summary: &SearchSummary,
        milliseconds: u128,
    ) -> io::Result<()> {
        let found = format!(
            "{} of {} in {}",
            counted(summary.shown, "hit"),
            counted(summary.total, "section"),
            counted(summary.coverage.documents, "report"),
        );
        self.summary_line(&found, &summary.coverage, "", milliseconds)?;
        if !summary.words.is_empty() {
            self.note(&format!("ranked by {}", summary.words.join(" · ")))?;
        }
        if let Some(cursor) = &summary.cursor {
            self.note(&format!("the next page: --after {cursor}"))?;
        }
        self.reservations(&summary.coverage)
    }

    /// Writes the counts of a list and what a reader should know of them.
    ///
    /// # Errors
    /// What the output returns.
    pub fn list_summary(&mut self, summary: &Coverage) -> io::Result<()> {
        self.spans(&[(FAINT, &counted(summary.documents, "report"))])?;
        self.reservations(summary)
    }

    /// Writes the bare number of mentions of a text; of several, a line each with a tab before the text.
    ///
    /// # Errors
    /// What the output returns.
    pub fn counts(&mut self, counts: &[TextCount]) -> io::Result<()> {
        match counts {
            [one] => self.line(&one.mentions.to_string()),
            several => several.iter().try_for_each(|count| {
                let row = format!("{}\t{}", count.mentions, one_line(&count.text));
                self.lines.block(&row)
            }),
        }
    }

    /// Writes whether a scan of the files agrees with the index, and every difference.
    ///
    /// # Errors
    /// What the output returns.
    pub fn verification(&mut self, verification: &Verification) -> io::Result<()> {
        for difference in &verification.differences {
            self.line(&format!(
                "differs  {}: {}",
                difference.path, difference.reason
            ))?;
        }
        let Verification {
            by_index,
            by_scan,
            documents,
            differences,
        } = verification;
        let equal = if differences.is_empty() {
            "equal"
        } else {
            "NOT equal"
        };
        self.line(&format!(
            "verified: {equal} · {by_index} by the index, {by_scan} by a scan of {documents} whole documents"
        ))
    }

    fn summary_line(
        &mut self,
        found: &str,
        coverage: &Coverage,
        cut: &str,
        milliseconds: u128,
    ) -> io::Result<()> {
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
        let fits = found.width() + rest.width() + TIME_COLUMNS <= self.columns;
        let rest = format!("{rest} · {milliseconds} ms");
        if fits {
            return self.spans(&[(FAINT, &format!("{found} · {rest}"))]);
        }
        self.spans(&[(FAINT, found)])?;
        self.spans(&[(FAINT, &rest)])
    }

    /// What a reader should know of an answer's completeness.
    fn reservations(&mut self, coverage: &Coverage) -> io::Result<()> {
        let Coverage {
            stale,
            skipped_files: skipped,
            ..
        } = *coverage;
        if coverage.documents == 0 {
            self.note("no report is asked: `quanwen list` shows which there are")?;
        }
        for (reports, lacking) in coverage.left_out() {
            let reports = counted(reports, "report");
            self.note(&format!(
                "left out: {reports} without {lacking} (quanwen.csv can give it)"
            ))?;
        }
        if skipped > 0 {
            self.note(&format!(
                "{} not read: `quanwen status` says why",
                counted(skipped, "file")
            ))?;
        }
        if stale == Some(true) {
            self.note("the index is older than the files: `quanwen index` brings it up to date")?;
        }
        Ok(())
    }

    fn note(&mut self, note: &str) -> io::Result<()> {
        self.wrapped(note, 0, FAINT)
    }
}

/// A time as ISO 8601 in UTC, to the minute.
#[must_use]
pub fn iso_time(seconds: u64) -> String {
    let time = i64::try_from(seconds)
        .ok()
        .and_then(|s| OffsetDateTime::from_unix_timestamp(s).ok());
    let layout = format_description!("[year]-[month]-[day] [hour]:[minute]Z");
    time.and_then(|time| time.format(layout).ok())
        .unwrap_or_default()
}
