//! Which words set two parts of a corpus apart.

use std::str::FromStr;

use quanwen_messages::{Message, message};
use serde::{Deserialize, Serialize};

use super::filter::Filter;
use super::reference::Coverage;

/// Default occurrences on both sides from which a word is compared.
const DEFAULT_MIN_COUNT: u64 = 5;

/// Which words to compare on which two sides.
///
/// ```
/// use quanwen::api::{Filter, KeywordsRequest, Years};
/// let of = |year: u16| Filter::new().years(Years::from(year));
/// let request = KeywordsRequest::new(of(2018), of(2022)).limit(50);
/// assert_eq!(request.min_count, 5);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct KeywordsRequest {
    /// The reports and sections that are studied.
    pub study: Filter,
    /// The reports and sections that they are compared with.
    pub reference: Filter,
    /// A word is compared from this many occurrences on, both sides together.
    pub min_count: u64,
    /// Whether stop words, single characters and numbers are compared too.
    pub all: bool,
    /// The order of the words.
    pub sort: KeywordOrder,
    /// At most this many words of each direction are returned; all if absent. Counts are always complete.
    pub limit: Option<usize>,
}

impl Default for KeywordsRequest {
    /// Both sides are the whole corpus; words with five occurrences, by log-likelihood.
    fn default() -> Self {
        Self {
            study: Filter::default(),
            reference: Filter::default(),
            min_count: DEFAULT_MIN_COUNT,
            all: false,
            sort: KeywordOrder::default(),
            limit: None,
        }
    }
}

impl KeywordsRequest {
    /// Compares words with five occurrences, by log-likelihood.
    #[must_use]
    pub fn new(study: Filter, reference: Filter) -> Self {
        Self {
            study,
            reference,
            ..Self::default()
        }
    }

    /// A word is compared from this many occurrences on, both sides together.
    #[must_use]
    pub fn min_count(mut self, occurrences: u64) -> Self {
        self.min_count = occurrences;
        self
    }

    /// Whether stop words, single characters and numbers are compared too.
    #[must_use]
    pub fn all(mut self, all: bool) -> Self {
        self.all = all;
        self
    }

    /// The order of the words.
    #[must_use]
    pub fn sort(mut self, order: KeywordOrder) -> Self {
        self.sort = order;
        self
    }

    /// At most this many words of each direction are returned.
    #[must_use]
    pub fn limit(mut self, limit: impl Into<Option<usize>>) -> Self {
        self.limit = limit.into();
        self
    }
}

/// By which value words are ordered, the largest first whatever its sign. Words with the same value are ordered by
/// log-likelihood, then by their text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum KeywordOrder {
    /// Log-likelihood of two cells: how certain the difference is.
    #[default]
    LogLikelihood,
    /// Log ratio: how large it is.
    LogRatio,
    /// Difference in percent; words that the reference does not have come first.
    PercentDiff,
}

impl FromStr for KeywordOrder {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        match text.trim() {
            "ll" => Ok(Self::LogLikelihood),
            "log-ratio" => Ok(Self::LogRatio),
            "diff" => Ok(Self::PercentDiff),
            other => Err(message!(
                "`{other}` is not an order of keywords: use ll, log-ratio or diff",
                other = other
            )),
        }
    }
}

/// The words that set the two sides apart, and the counts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct KeywordsAnswer {
    /// The overused words, then the underused ones, each in the order of the request.
    pub keywords: Vec<Keyword>,
    /// The counts, regardless of the limit.
    pub summary: KeywordsSummary,
}

/// A word, and how differently the two sides use it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Keyword {
    /// The word.
    pub text: String,
    /// Which side uses it more, relative to its size.
    pub direction: Direction,
    /// Occurrences on the study side. Words inside longer ones count: 复议 in 行政复议.
    pub a: u64,
    /// Occurrences on the reference side.
    pub b: u64,
    /// Words of the study side in a plain cut, without punctuation.
    pub c: u64,
    /// Words of the reference side in a plain cut, without punctuation.
    pub d: u64,
    /// Occurrences in ten thousand words of the study side.
    pub per_10k_a: f64,
    /// Occurrences in ten thousand words of the reference side.
    pub per_10k_b: f64,
    /// Reports of the study side that have it.
    pub documents_a: u64,
    /// Reports of the reference side that have it.
    pub documents_b: u64,
    /// Log-likelihood of two cells (Rayson and Garside 2000).
    pub log_likelihood: f64,
    /// Log-likelihood of four cells (Dunning 1993).
    pub log_likelihood_4: f64,
    /// By how many percent the study side uses it more (Gabrielatos and Marchi 2011); absent where the reference has none.
    pub percent_diff: Option<f64>,
    /// How many times the relative frequency doubles (Hardie 2014), a count of zero taken for 0.5. With a zero, `direction` has
    /// the sign: in a tiny corpus 0.5 is much.
    pub log_ratio: f64,
    /// Log-likelihood of two cells less `ln(c+d)` (Wilson 2013).
    pub bic: f64,
}

/// Which side uses a word more, relative to its size.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The study side.
    #[default]
    Over,
    /// The reference.
    Under,
}

/// What was compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct KeywordsSummary {
    /// The side that is studied.
    pub study: ComparedSide,
    /// The side that it is compared with.
    pub reference: ComparedSide,
    /// Sections that are on both sides and count on both.
    pub shared_sections: u64,
    /// A word was compared from this many occurrences on, both sides together.
    pub min_count: u64,
    /// Whether stop words, single characters and numbers were compared too.
    pub all: bool,
    /// Distinct words that were compared.
    pub words: u64,
    /// Those of them that the study side uses more.
    pub over: u64,
    /// Those of them that the reference uses more.
    pub under: u64,
    /// Whether fewer words were returned than there are.
    pub truncated: bool,
}

/// One side of a comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct ComparedSide {
    /// Which reports and sections it covers.
    pub filter: Filter,
    /// Its sections.
    pub sections: u64,
    /// Its words in a plain cut, without punctuation: `c` or `d` of each keyword.
    pub words: u64,
    /// What was searched, and how complete it is.
    #[serde(flatten)]
    pub coverage: Coverage,
}
