//! A query explained: its tree, how its words are cut, their synonyms, and what is done with it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A query explained, without any index.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct Explanation {
    /// As typed.
    pub query: String,
    /// As it was read, with every sign.
    pub read_as: String,
    /// The syntax tree, a node a line.
    pub tree: Vec<IndentedLine>,
    /// The words that sections are ranked by.
    pub words: Vec<ExplainedWord>,
    /// Their synonyms, with less weight.
    pub expansions: Vec<ExplainedExpansion>,
    /// What a section must satisfy, a part a line; empty where there is no constraint.
    pub must_hold: Vec<IndentedLine>,
    /// What is done, step by step.
    pub steps: Vec<String>,
}

/// A line of a tree.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct IndentedLine {
    /// How many levels below the top.
    pub depth: usize,
    /// The line.
    pub text: String,
}

/// A word of a query.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct ExplainedWord {
    /// The word, folded.
    pub text: String,
    /// The run of the query that it was cut from, folded.
    pub run: String,
    /// What it does in a query.
    pub kind: WordKind,
    /// Its weight.
    pub weight: f32,
}

/// A synonym of a text of the query.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    /// The word layer: whole words of the dictionary.
    #[default]
    Words,
    /// The exact layer: character by character.
    Exact,
}

/// What a word does in a query.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WordKind {
    /// It says what is asked about.
    #[default]
    Content,
    /// 的 和 对于: it holds words together.
    Function,
    /// 如何 是否 什么: it makes a question.
    Question,
}
