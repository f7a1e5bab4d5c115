//! What a text keeps company with.

use std::fmt;
use std::str::FromStr;

use quanwen_messages::{Message, message};
use serde::{Deserialize, Serialize};

use super::filter::Filter;
use super::reference::Coverage;

/// Characters on each side, about five words: the usual span of a collocation (Sinclair 1991), with the 1.9 characters that
/// words and marks of reports have on average.
const DEFAULT_REACH: u32 = 10;
/// Fewer co-occurrences say little: one report may have repeated a sentence.
const DEFAULT_MIN_COUNT: u64 = 5;
const DEFAULT_LIMIT: usize = 20;
const DEFAULT_LENGTHS: [u32; 2] = [2, 4];

/// Which text, where, and what counts as its company.
///
/// ```
/// use quanwen::api::{CollocateWindow, CollocatesRequest};
/// let request = CollocatesRequest::new("行政复议").window(CollocateWindow::Sentence).min_count(3);
/// assert_eq!((request.limit, request.ngram_lengths), (20, [2, 4]));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct CollocatesRequest {
    /// The text, in any spelling that folds alike.
    pub text: String,
    /// Which reports and sections it covers.
    pub filter: Filter,
    /// What is near.
    pub window: CollocateWindow,
    /// Which kinds of collocates are returned; empty for all.
    pub kinds: Vec<CollocateKind>,
    /// Minimum and maximum characters of an n-gram, 1 to 6.
    pub ngram_lengths: [u32; 2],
    /// Collocates that are near at least this often.
    pub min_count: u64,
    /// Whether stop words are returned too.
    pub stop_words: bool,
    /// Whether each year is counted by itself too.
    pub by_year: bool,
    /// At most this many of each kind are returned, and of each year: 1 to 1,000.
    pub limit: usize,
}

impl Default for CollocatesRequest {
    /// No text yet, in the whole corpus; what is within 10 characters at least 5 times, the best 20 of each kind.
    fn default() -> Self {
        Self {
            text: String::new(),
            filter: Filter::default(),
            window: CollocateWindow::default(),
            kinds: Vec::new(),
            ngram_lengths: DEFAULT_LENGTHS,
            min_count: DEFAULT_MIN_COUNT,
            stop_words: false,
            by_year: false,
            limit: DEFAULT_LIMIT,
        }
    }
}

impl CollocatesRequest {
    /// The company of a text in the whole corpus.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Which reports and sections it covers.
    #[must_use]
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filter = filter;
        self
    }

    /// What is near.
    #[must_use]
    pub fn window(mut self, window: CollocateWindow) -> Self {
        self.window = window;
        self
    }

    /// One more kind of collocates.
    #[must_use]
    pub fn kind(mut self, kind: CollocateKind) -> Self {
        self.kinds.push(kind);
        self
    }

    /// Minimum and maximum characters of an n-gram, 1 to 6.
    #[must_use]
    pub fn ngram_lengths(mut self, shortest: u32, longest: u32) -> Self {
        self.ngram_lengths = [shortest, longest];
        self
    }

    /// Collocates that are near at least this often.
    #[must_use]
    pub fn min_count(mut self, min_count: u64) -> Self {
        self.min_count = min_count;
        self
    }

    /// Whether stop words are returned too.
    #[must_use]
    pub fn stop_words(mut self, stop_words: bool) -> Self {
        self.stop_words = stop_words;
        self
    }

    /// Whether each year is counted by itself too.
    #[must_use]
    pub fn by_year(mut self, by_year: bool) -> Self {
        self.by_year = by_year;
        self
    }

    /// At most this many of each kind are returned, and of each year: 1 to 1,000.
    #[must_use]
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }
}

/// What is near a mention. Nothing is beyond the end of its paragraph or of its section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CollocateWindow {
    /// What begins within some characters after the mention, or ends within some before it.
    Characters {
        /// Characters before it; 0 for nothing before it.
        left: u32,
        /// Characters after it; 0 for nothing after it.
        right: u32,
    },
    /// The sentence in which it begins.
    Sentence,
}

impl Default for CollocateWindow {
    /// 10 characters on each side.
    fn default() -> Self {
        Self::within(DEFAULT_REACH)
    }
}

impl CollocateWindow {
    /// As many characters on each side.
    #[must_use]
    pub fn within(characters: u32) -> Self {
        Self::Characters {
            left: characters,
            right: characters,
        }
    }
}

impl FromStr for CollocateWindow {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match (text.trim(), text.trim().parse()) {
            ("sentence", _) => Ok(Self::Sentence),
            (_, Ok(characters)) if characters > 0 => Ok(Self::within(characters)),
            _ => Err(message!(
                "`{text}` is not a window: use a number of characters from 1 on, or sentence",
                text = text
            )),
        }
    }
}

impl fmt::Display for CollocateWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Characters { left, right } if left == right => {
                write!(f, "within {left} characters of")
            }
            Self::Characters { left, right } => {
                write!(f, "within {left} characters before or {right} after")
            }
            Self::Sentence => f.write_str("in the sentence of"),
        }
    }
}

/// How collocates are recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CollocateKind {
    /// Words of the dictionary, side by side.
    Word,
    /// Any letters, digits and ideographs in a row, so that what no dictionary has is seen too.
    Ngram,
}

impl CollocateKind {
    /// Every kind, in the order of answers.
    pub const ALL: [Self; 2] = [Self::Word, Self::Ngram];

    /// The name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Ngram => "ngram",
        }
    }
}

/// A collocate, in the whole answer or in one year of it.
///
/// In a year without a report, no count is known and all are absent; 0 is a count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Collocate {
    /// How it was recognised.
    pub kind: CollocateKind,
    /// The collocate, folded.
    pub text: String,
    /// The year that is counted; absent where all are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// Its place among the best of its kind, in its year if it has one; absent if it is not among them.
    pub rank: Option<u32>,
    /// f(xy): how often it is near the text. What is near two mentions counts once.
    pub together: Option<u64>,
    /// f(x): mentions of the text.
    pub node: Option<u64>,
    /// f(y): how often the characters of the collocate stand in the sections, also where one begins inside another.
    pub frequency: Option<u64>,
    /// 14 + log₂(2·f(xy) / (f(x) + f(y))); absent where they are never together.
    pub log_dice: Option<f64>,
    /// Dunning's log-likelihood of the four cells `a` to `d`.
    pub log_likelihood: Option<f64>,
    /// How often chance alone would put it near the text.
    pub expected: Option<f64>,
    /// Near the text, the collocate: `together`.
    pub a: Option<u64>,
    /// Near the text, characters at which no such collocate stands.
    pub b: Option<u64>,
    /// Elsewhere, the collocate.
    pub c: Option<u64>,
    /// Elsewhere, other characters.
    pub d: Option<u64>,
    /// A query for the sections in which they are near each other. It finds the characters of a word inside other words too,
    /// and where the sides of the window differ, what is within the longer on either side.
    pub evidence: String,
}

impl Collocate {
    /// A collocate without any count.
    #[must_use]
    pub fn new(kind: CollocateKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
            year: None,
            rank: None,
            together: None,
            node: None,
            frequency: None,
            log_dice: None,
            log_likelihood: None,
            expected: None,
            a: None,
            b: None,
            c: None,
            d: None,
            evidence: String::new(),
        }
    }
}

/// The collocates and their counts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct CollocatesAnswer {
    /// Words, then n-grams, the best first. By year, each of them, and each that is among the best of a year, follows once
    /// for every year, with its kind again in this order.
    pub collocates: Vec<Collocate>,
    /// The counts.
    pub summary: CollocatesSummary,
}

/// How many collocates there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct CollocatesSummary {
    /// The text of the request.
    pub query: String,
    /// What was near.
    pub window: CollocateWindow,
    /// Collocates are near at least this often.
    pub min_count: u64,
    /// Mentions of the text.
    pub mentions: u64,
    /// Characters near them.
    pub near: u64,
    /// Characters of the sections, without the ends of paragraphs.
    pub characters: u64,
    /// The number of collocates of each kind.
    pub kinds: Vec<CollocateTotal>,
    /// By year, its reports and mentions; the reports without a year last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<CollocateYear>,
    /// What was searched, and how complete the answer is.
    #[serde(flatten)]
    pub coverage: Coverage,
}

/// How many collocates of a kind there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CollocateTotal {
    /// The kind.
    pub kind: CollocateKind,
    /// Collocates that are near often enough, stop words aside.
    pub collocates: u64,
    /// Those returned for all years together.
    pub shown: u64,
    /// Stop words left out.
    pub stop_words: u64,
}

impl CollocateTotal {
    /// No collocate of a kind.
    #[must_use]
    pub fn new(kind: CollocateKind) -> Self {
        Self {
            kind,
            collocates: 0,
            shown: 0,
            stop_words: 0,
        }
    }
}

/// A year of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct CollocateYear {
    /// The year; absent for reports without one.
    pub year: Option<u16>,
    /// Its reports; 0 in a gap between two years with reports.
    pub documents: u64,
    /// Mentions of the text in them.
    pub mentions: u64,
}
