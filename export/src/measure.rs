//! The figures of a cell of a trend.

use std::fmt;
use std::str::FromStr;

use quanwen::api::TrendCell;
use quanwen_messages::{Language, Message, Text, message, text};

/// Which figure of a cell is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Measure {
    /// Mentions.
    #[default]
    Mentions,
    /// Mentions per 10,000 characters.
    Per10k,
    /// Mentions per 100 words.
    PerWord,
    /// Mentions per report.
    PerDocument,
}

impl Measure {
    /// The figure of a cell; `None` where there is none: without a report, or without text to divide by.
    #[must_use]
    pub fn of(self, cell: &TrendCell) -> Option<f64> {
        match self {
            Self::Mentions => cell.mentions.map(|mentions| mentions as f64),
            Self::Per10k => cell.per_10k,
            Self::PerWord => cell.per_word.map(|share| share * 100.0),
            Self::PerDocument => cell.per_document,
        }
    }

    /// The name of a sheet or a column with it: `per_10k`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mentions => "mentions",
            Self::Per10k => "per_10k",
            Self::PerWord => "per_100_words",
            Self::PerDocument => "per_document",
        }
    }

    /// The name of a sheet of such figures: its [`name`](Self::name) in English.
    pub(crate) const fn sheet(self) -> Text {
        match self {
            Self::Mentions => text!("mentions"),
            Self::Per10k => text!("per_10k"),
            Self::PerWord => text!("per_100_words"),
            Self::PerDocument => text!("per_document"),
        }
    }

    /// What the figure is, as a chart says it.
    #[must_use]
    pub const fn words(self) -> Text {
        match self {
            Self::Mentions => text!("mentions"),
            Self::Per10k => text!("mentions per 10,000 characters"),
            Self::PerWord => text!("mentions per 100 words"),
            Self::PerDocument => text!("mentions per report"),
        }
    }
}

impl FromStr for Measure {
    type Err = Message;

    fn from_str(name: &str) -> Result<Self, Message> {
        match name.trim() {
            "10k" => Ok(Self::Per10k),
            "word" => Ok(Self::PerWord),
            "document" => Ok(Self::PerDocument),
            other => Err(message!(
                "`{word}` is nothing to count per: use 10k (characters), word or document",
                word = other
            )),
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words().in_language(Language::English))
    }
}
