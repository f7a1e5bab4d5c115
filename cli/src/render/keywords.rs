//! The words that set two parts of a corpus apart, in one table for each side.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use quanwen::api::{
    ComparedSide, Coverage, Direction, Json, Keyword, KeywordsAnswer, KeywordsSummary, Rows,
};
use quanwen_export::{KeywordTable, Table};
use unicode_width::UnicodeWidthStr;

use super::Answer;
use super::aligned::AlignedTable;
use super::coverage::{remark, remarks, summary_line, write_remarks};
use super::text::{FAINT, HEADER, Text, counted};
use super::visible::one_line;
use crate::hint;

/// The columns of a table: `a` and `b` are occurrences.
const COLUMNS: [&str; 11] = [
    "word", "a", "b", "LL", "LogRatio", "%DIFF", "BIC", "a/10k", "b/10k", "in a", "in b",
];
/// What the columns are, and where their formulas are from.
const FORMULAS: &str = "a, b: occurrences in the study side and in the reference, in “in a” and “in b” reports. LL: \
     log-likelihood of two cells (Rayson and Garside 2000). LogRatio: Hardie 2014, 0 taken for 0.5. %DIFF: Gabrielatos and \
     Marchi 2011, none where b is 0. BIC: LL − ln(c+d) (Wilson 2013).";
/// What counts as a word.
const WORDS: &str = "A word inside a longer one counts too: 复议 in 行政复议. The words of a side (c, d) are those of a plain \
     cut, without punctuation.";

/// Keywords, the paths typed for each side and the index, and when the command started.
pub(crate) struct KeywordsShown<'a> {
    pub answer: &'a KeywordsAnswer,
    pub paths: [&'a [PathBuf]; 2],
    pub index: Option<&'a Path>,
    pub start: Instant,
}

impl Answer for KeywordsShown<'_> {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        let summary = &self.answer.summary;
        write_side(text, "study side", "c", &summary.study)?;
        write_side(text, "reference", "d", &summary.reference)?;
        let directions = [
            (Direction::Over, summary.over, "more in the study side"),
            (Direction::Under, summary.under, "more in the reference"),
        ];
        for (direction, words, title) in directions {
            self.write_words(text, direction, words, title)?;
        }
        text.line("")?;
        for explanation in [FORMULAS, WORDS, &selection(summary)] {
            text.remark(explanation)?;
        }
        self.write_evidence(text)?;
        Ok(self.write_summary(text)?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.answer.write_rows(json)?)
    }

    fn table(&self) -> Option<Box<dyn Table + '_>> {
        Some(Box::new(KeywordTable::new(self.answer)))
    }

    fn closing(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        self.write_summary(text)
    }

    fn table_notes(&self) -> Vec<String> {
        let mut lines = remarks(&self.coverage());
        if self.answer.summary.truncated {
            lines.push(remark(hint::RAISE_ROWS));
        }
        lines
    }
}

impl KeywordsShown<'_> {
    /// What was searched, with the reports that either side left out.
    fn coverage(&self) -> Coverage {
        let KeywordsSummary {
            study, reference, ..
        } = &self.answer.summary;
        let mut coverage = study.coverage.clone();
        coverage.undated = coverage.undated.max(reference.coverage.undated);
        coverage.unplaced = coverage.unplaced.max(reference.coverage.unplaced);
        coverage
    }

    fn words(&self, direction: Direction) -> impl Iterator<Item = &Keyword> {
        let words = self.answer.keywords.iter();
        words.filter(move |word| word.direction == direction)
    }

    fn write_words(
        &self,
        text: &mut Text<impl Write>,
        direction: Direction,
        all: u64,
        title: &str,
    ) -> io::Result<()> {
        let mut table = AlignedTable::new(&COLUMNS);
        let mut shown = 0;
        for word in self.words(direction) {
            table.push(cells(word));
            shown += 1;
        }
        text.line("")?;
        let title = format!("{title}: {}", counted(all, "word"));
        text.title(&match all.saturating_sub(shown) {
            0 => title,
            _ => format!("{title}, the first {shown}"),
        })?;
        if shown == 0 {
            return Ok(());
        }
        match table.write(text)? {
            [] => Ok(()),
            left_out => text.remark(&format!(
                "no room for {}: {}",
                left_out.join(", "),
                hint::ALL_COLUMNS
            )),
        }
    }

    /// Writes the commands that list the mentions of the first word on each side.
    fn write_evidence(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        let Some(word) = self.answer.keywords.first() else {
            return Ok(());
        };
        let summary = &self.answer.summary;
        let sides = [&summary.study, &summary.reference];
        text.remark("Its characters, also where they are parts of other words:")?;
        for (side, paths) in sides.into_iter().zip(self.paths) {
            let command = hint::mentions(&word.text, &side.filter, paths, self.index);
            text.spans(&[(FAINT, &format!("  {command}"))])?;
        }
        Ok(())
    }

    fn write_summary(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        let summary = &self.answer.summary;
        let found = format!("{} compared", counted(summary.words, "word"));
        let cut = if summary.truncated { hint::CUT } else { "" };
        let coverage = self.coverage();
        summary_line(text, &found, &coverage, cut, self.start)?;
        if summary.shared_sections > 0 {
            text.remark(&shared(summary))?;
        }
        write_remarks(text, &coverage)
    }
}

/// Writes what a side covers and how large it is.
fn write_side(
    text: &mut Text<impl Write>,
    name: &str,
    words: &str,
    side: &ComparedSide,
) -> io::Result<()> {
    let filter = one_line(&side.filter.to_string());
    let counts = format!(
        "{} in {} of {}",
        counted(side.words, "word"),
        counted(side.sections, "section"),
        counted(side.coverage.documents, "report")
    );
    let line = format!("{name:<10}  {filter}");
    let counts = format!("{words} = {counts}");
    if line.width() + counts.width() + 2 <= text.columns() {
        return text.spans(&[(HEADER, &format!("{line}  {counts}"))]);
    }
    text.wrapped(&line, 0, HEADER)?;
    text.wrapped(&counts, 12, HEADER)
}

/// The cells of a word, by [`COLUMNS`].
fn cells(word: &Keyword) -> Vec<String> {
    let percent = word.percent_diff;
    vec![
        one_line(&word.text),
        word.a.to_string(),
        word.b.to_string(),
        format!("{:.2}", word.log_likelihood),
        format!("{:+.2}", word.log_ratio),
        percent.map_or_else(|| "–".to_string(), |percent| format!("{percent:+.0}")),
        format!("{:.2}", word.bic),
        format!("{:.2}", word.per_10k_a),
        format!("{:.2}", word.per_10k_b),
        word.documents_a.to_string(),
        word.documents_b.to_string(),
    ]
}

/// Which words were compared.
fn selection(summary: &KeywordsSummary) -> String {
    let from = format!("Compared from a + b = {} on", summary.min_count);
    if summary.all {
        return format!("{from}.");
    }
    format!(
        "{from}, without stop words, single characters and numbers: {}.",
        hint::ALL_WORDS
    )
}

/// Sections that are on both sides.
fn shared(summary: &KeywordsSummary) -> String {
    format!(
        "{} on both sides: they count on both, which makes differences look smaller",
        counted(summary.shared_sections, "section")
    )
}
