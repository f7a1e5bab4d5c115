//! The words that set two parts of a corpus apart.

use quanwen::api::{Direction, Keyword, KeywordsAnswer};
use quanwen_messages::{Text, text};

use crate::about::About;
use crate::cell::Cell;
use crate::error::Result;
use crate::table::{EachRow, Table};

/// The columns, as in JSON.
const COLUMNS: [&str; 15] = [
    "text",
    "direction",
    "a",
    "b",
    "c",
    "d",
    "per_10k_a",
    "per_10k_b",
    "documents_a",
    "documents_b",
    "log_likelihood",
    "log_likelihood_4",
    "percent_diff",
    "log_ratio",
    "bic",
];
/// Digits of a measure after the point.
const PLACES: usize = 6;

/// A row for each word.
#[derive(Debug)]
pub struct KeywordTable<'a> {
    answer: &'a KeywordsAnswer,
}

impl<'a> KeywordTable<'a> {
    /// The table of an answer.
    #[must_use]
    pub fn new(answer: &'a KeywordsAnswer) -> Self {
        Self { answer }
    }
}

impl Table for KeywordTable<'_> {
    fn name(&self) -> Text {
        text!("keywords")
    }

    fn columns(&self) -> Vec<&'static str> {
        COLUMNS.to_vec()
    }

    fn rows(&self, each: EachRow) -> Result<()> {
        for word in &self.answer.keywords {
            each(&cells(word))?;
        }
        Ok(())
    }

    fn about(&self) -> About {
        About::of(text!("answer"), &self.answer.summary)
    }
}

fn cells(word: &Keyword) -> [Cell<'_>; 15] {
    let measure = |value| Cell::decimal(value, PLACES);
    [
        Cell::line(&word.text),
        Cell::line(match word.direction {
            Direction::Over => "over",
            Direction::Under => "under",
        }),
        word.a.into(),
        word.b.into(),
        word.c.into(),
        word.d.into(),
        measure(word.per_10k_a),
        measure(word.per_10k_b),
        word.documents_a.into(),
        word.documents_b.into(),
        measure(word.log_likelihood),
        measure(word.log_likelihood_4),
        word.percent_diff.map_or(Cell::Empty, measure),
        measure(word.log_ratio),
        measure(word.bic),
    ]
}
