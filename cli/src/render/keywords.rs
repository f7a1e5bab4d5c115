//! The words that set two parts of a corpus apart, in one table for each side.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use quanwen::api::{
    ComparedSide, Coverage, Direction, Json, Keyword, KeywordsAnswer, KeywordsSummary, Rows,
};
use quanwen_export::{KeywordTable, Table};
use quanwen_messages::{Argument, Text, counted, message, text};
use unicode_width::UnicodeWidthStr;

use super::Answer;
use super::aligned::AlignedTable;
use super::columns::padded;
use super::coverage::{remark, remarks, summary_line, write_remarks};
use super::text::{FAINT, HEADER, Text as Output};
use super::visible::one_line;
use crate::hint;
use crate::language::{Said, say};

/// What the columns are, and where their formulas are from.
const FORMULAS: Text = text!(
    "a, b: occurrences in the study side and in the reference, in “in a” and “in b” reports. LL: log-likelihood of two cells (Rayson and Garside 2000). LogRatio: Hardie 2014, 0 taken for 0.5. %DIFF: Gabrielatos and Marchi 2011, none where b is 0. BIC: LL − ln(c+d) (Wilson 2013)."
);
/// What counts as a word.
const WORDS: Text = text!(
    "A word inside a longer one counts too: 复议 in 行政复议. The words of a side (c, d) are those of a plain cut, without punctuation."
);

/// Display columns of the name of a side.
const SIDE: usize = 10;

/// Keywords, the paths typed for each side and the index, and when the command started.
pub(crate) struct KeywordsShown<'a> {
    pub answer: &'a KeywordsAnswer,
    pub paths: [&'a [PathBuf]; 2],
    pub index: Option<&'a Path>,
    pub start: Instant,
}

impl Answer for KeywordsShown<'_> {
    fn text(&self, text: &mut Output<impl Write>) -> anyhow::Result<()> {
        let summary = &self.answer.summary;
        write_side(text, say!("study side"), "c", &summary.study)?;
        write_side(text, say!("reference"), "d", &summary.reference)?;
        let directions = [
            (
                Direction::Over,
                summary.over,
                text!("more in the study side"),
            ),
            (
                Direction::Under,
                summary.under,
                text!("more in the reference"),
            ),
        ];
        for (direction, words, title) in directions {
            self.write_words(text, direction, words, title)?;
        }
        text.line("")?;
        for explanation in [FORMULAS.said(), WORDS.said(), selection(summary)] {
            text.remark(&explanation)?;
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

    fn closing(&self, text: &mut Output<impl Write>) -> io::Result<()> {
        self.write_summary(text)
    }

    fn table_notes(&self) -> Vec<String> {
        let mut lines = remarks(&self.coverage());
        if self.answer.summary.truncated {
            lines.push(remark(&hint::RAISE_ROWS.said()));
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
        text: &mut Output<impl Write>,
        direction: Direction,
        all: u64,
        title: Text,
    ) -> io::Result<()> {
        let mut table = AlignedTable::new(&columns());
        let mut shown = 0;
        for word in self.words(direction) {
            table.push(cells(word));
            shown += 1;
        }
        text.line("")?;
        let title = message!(
            "{title}: {n}",
            title = title,
            n = counted!(all, "{n} word", "{n} words")
        );
        text.title(&match all.saturating_sub(shown) {
            0 => title.said(),
            _ => say!("{title}, the first {shown}", title = title, shown = shown),
        })?;
        if shown == 0 {
            return Ok(());
        }
        match table.write(text)? {
            [] => Ok(()),
            left_out => text.remark(&say!(
                "no room for {columns}: {hint}",
                columns = left_out.iter().copied().collect::<Argument>(),
                hint = hint::ALL_COLUMNS
            )),
        }
    }

    /// Writes the commands that list the mentions of the first word on each side.
    fn write_evidence(&self, text: &mut Output<impl Write>) -> io::Result<()> {
        let Some(word) = self.answer.keywords.first() else {
            return Ok(());
        };
        let summary = &self.answer.summary;
        let sides = [&summary.study, &summary.reference];
        text.remark(say!(
            "Its characters, also where they are parts of other words:"
        ))?;
        for (side, paths) in sides.into_iter().zip(self.paths) {
            let command = hint::mentions(&word.text, &side.filter, paths, self.index);
            text.spans(&[(FAINT, &format!("  {command}"))])?;
        }
        Ok(())
    }

    fn write_summary(&self, text: &mut Output<impl Write>) -> io::Result<()> {
        let summary = &self.answer.summary;
        let words = counted!(summary.words, "{n} word", "{n} words");
        let found = say!("{words} compared", words = words);
        let cut = summary.truncated.then_some(hint::CUT);
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
    text: &mut Output<impl Write>,
    name: &str,
    words: &str,
    side: &ComparedSide,
) -> io::Result<()> {
    let filter = one_line(&side.filter.message().said());
    let line = format!("{}  {filter}", padded(name, SIDE));
    let counts = say!(
        "{letter} = {words} in {sections} of {reports}",
        letter = words,
        words = counted!(side.words, "{n} word", "{n} words"),
        sections = counted!(side.sections, "{n} section", "{n} sections"),
        reports = counted!(side.coverage.documents, "{n} report", "{n} reports")
    );
    if line.width() + counts.width() + 2 <= text.columns() {
        return text.spans(&[(HEADER, &format!("{line}  {counts}"))]);
    }
    text.wrapped(&line, 0, HEADER)?;
    text.wrapped(&counts, SIDE + 2, HEADER)
}

/// The columns of a table: `a` and `b` are occurrences. Names of measures are the same in every language.
fn columns() -> [&'static str; 11] {
    [
        say!("word"),
        "a",
        "b",
        "LL",
        "LogRatio",
        "%DIFF",
        "BIC",
        "a/10k",
        "b/10k",
        say!("in a"),
        say!("in b"),
    ]
}

/// The cells of a word, by [`columns`].
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
    if summary.all {
        return say!("Compared from a + b = {n} on.", n = summary.min_count);
    }
    say!(
        "Compared from a + b = {n} on, without stop words, single characters and numbers: {hint}.",
        n = summary.min_count,
        hint = hint::ALL_WORDS
    )
}

/// Sections that are on both sides.
fn shared(summary: &KeywordsSummary) -> String {
    say!(
        "{sections} on both sides: they count on both, which makes differences look smaller",
        sections = counted!(summary.shared_sections, "{n} section", "{n} sections")
    )
}
