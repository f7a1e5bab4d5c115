//! What a query was read as, besides words.

use serde::{Deserialize, Serialize};

/// What a query names: reports of these are lifted, others answer below.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Understood {
    /// Places, from the province down; each place of the corpus that bears a name of the query.
    pub places: Vec<Vec<String>>,
    /// Years.
    pub years: Vec<u16>,
    /// Issuers, folded.
    pub issuers: Vec<String>,
    /// Kinds of documents, folded.
    pub kinds: Vec<String>,
    /// The words and figures that are left, in the order of the query.
    pub words: Vec<String>,
    /// Reports that are of a place, of a year and so on of those that the query names, reviews of a year in the next year's
    /// report included; 0 also where it names nothing.
    pub reports: u64,
    /// Names that were read but lift nothing.
    pub not_lifted: Vec<NotLifted>,
    /// Words that look like syntax and are looked for as they are.
    pub look_alikes: Vec<LookAlike>,
}

/// A part of a query that looks like syntax and is read as a text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct LookAlike {
    /// As typed; of a field its name.
    pub text: String,
    /// What it looks like.
    pub looks_like: Syntax,
}

/// A kind of syntax of a query.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Syntax {
    /// `AND`, `OR`, `NOT`, which are written in capital letters; or 且, 或, 非, with blanks around.
    #[default]
    Operator,
    /// The name of a field before a colon.
    Field,
    /// A `*` at the end of a word, or by itself.
    Wildcard,
}

/// A name in a query for which no report that was searched is meant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct NotLifted {
    /// The place, or the year with 年.
    pub name: String,
    /// Whether the corpus has reports of it and the filters of the request leave them out.
    pub is_filtered: bool,
    /// The nearest places that have reports, above it or else below it, each from the province down.
    pub nearest: Vec<Vec<String>>,
}
