//! A query explained: its tree, its words and their synonyms, and the steps of the search.

use quanwen_messages::Message;
use serde::{Deserialize, Serialize};

use super::understood::LookAlike;

/// A query explained, without any index.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Explanation {
    /// As typed.
    pub query: String,
    /// As parsed, with every sign.
    pub read_as: String,
    /// The syntax tree, one node per line.
    pub tree: Vec<IndentedLine>,
    /// The words that sections are ranked by.
    pub words: Vec<ExplainedWord>,
    /// The figures that are looked for whole: numbers with their units, codes of letters and digits.
    pub figures: Vec<String>,
    /// Synonyms of the words, with less weight.
    pub expansions: Vec<ExplainedExpansion>,
    /// What a section must satisfy, one part per line; empty without a constraint.
    pub must_hold: Vec<IndentedLine>,
    /// Words that look like syntax and are looked for as they are.
    pub look_alikes: Vec<LookAlike>,
    /// The steps of the search, in order.
    pub steps: Vec<Message>,
}

/// A line of a tree.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct IndentedLine {
    /// How many levels below the top.
    pub depth: usize,
    /// The line.
    pub text: Message,
}

/// A word of a query.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct ExplainedWord {
    /// The word, folded.
    pub text: String,
    /// The run of the query that it was cut from, folded.
    pub run: String,
    /// Its role in the query.
    pub kind: WordKind,
    /// Its weight.
    pub weight: f32,
}

/// A synonym of a text of the query.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct ExplainedExpansion {
    /// What was typed, folded.
    pub of: String,
    /// The synonym, folded.
    pub text: String,
    /// Its weight.
    pub weight: f32,
    /// Where it is looked up.
    pub layer: Layer,
}

/// A layer of the index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    /// The word layer: whole words of the dictionary.
    #[default]
    Words,
    /// The exact layer: character by character.
    Exact,
}

/// The role of a word in a query.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WordKind {
    /// Carries the meaning.
    #[default]
    Content,
    /// 的 和 对于: connects words.
    Function,
    /// 如何 是否 什么: marks a question.
    Question,
}
