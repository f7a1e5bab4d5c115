//! The syntax tree of a query: what was typed, before any of it is folded, cut into words or looked up.

use std::ops::Range;

use crate::api::YearRange;

/// A part of a query with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was typed.
    pub value: T,
    /// Where, in characters of the query, quotation marks and field names included.
    pub span: Range<usize>,
}

/// A node of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// `复议案件`: a run without blanks, to be cut into words and ranked by.
    Words(Spanned<String>),
    /// `"行政复议"`: must occur exactly.
    Exact(Spanned<String>),
    /// `"行政?议"`, `"行政*机关"`: must occur, with any one character for `?` and a few for `*`.
    Pattern(Spanned<Vec<PatternPart>>),
    /// `/复议(案件)?[0-9]+件/`: a regular expression over the folded text.
    Regex(Spanned<String>),
    /// `"行政 诉讼"~10`: all of them with at most that many other characters between them, in any order.
    Near {
        /// What must occur together, two at the least.
        parts: Spanned<Vec<String>>,
        /// Characters of the window that belong to none of the parts, at the most.
        distance: u32,
    },
    /// `同句(行政 诉讼)`: all of them in one sentence, paragraph or section.
    Together {
        /// Of which kind the unit is.
        scope: Scope,
        /// What must occur in one, one at the least.
        parts: Spanned<Vec<String>>,
    },
    /// `title:年度`, `year:2018..2022`.
    Field(Spanned<FieldValue>),
    /// `a AND b`.
    All(Vec<Node>),
    /// `a OR b`.
    Any(Vec<Node>),
    /// `NOT a`.
    Not(Box<Node>),
    /// Parts side by side, in parentheses or at the top.
    Clauses(Vec<Clause>),
}

/// One of the parts side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// How it was marked.
    pub occur: Occur,
    /// The part.
    pub node: Node,
}

/// How a part takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occur {
    /// Without a mark: words may match, everything else must.
    Plain,
    /// `+a`: must occur.
    Must,
    /// `-a`: must not occur.
    MustNot,
}

/// What several texts must occur in together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// 同句
    Sentence,
    /// 同段
    Paragraph,
    /// 同节
    Section,
}

/// A part of an exact term with wildcards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatternPart {
    /// Characters that must occur.
    Text(String),
    /// `?`: any one character.
    One,
    /// `*`: no, one or a few characters of the same sentence.
    Some,
}

/// What a field of a report or section must be like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// `title:` the report's title contains it.
    Title(String),
    /// `heading:` the section stands under a heading that contains it.
    Heading(String),
    /// `region:` a level of the report's place contains it.
    Region(String),
    /// `year:` the report is about one of these years.
    Year(YearRange),
    /// `issuer:` 发文机关 contains it.
    Issuer(String),
    /// `document_number:` 文号 contains it.
    DocumentNumber(String),
}

impl Node {
    /// Plain words: runs parted by blanks, whatever signs stand in them.
    #[must_use]
    pub fn plain(query: &str) -> Self {
        let mut end = 0;
        let mut clauses = Vec::new();
        for run in query.split_whitespace() {
            let start = end + query[end..].find(run).unwrap_or(0);
            end = start + run.len();
            let first = query[..start].chars().count();
            let words = Spanned {
                value: run.to_string(),
                span: first..first + run.chars().count(),
            };
            clauses.push(Clause {
                occur: Occur::Plain,
                node: Self::Words(words),
            });
        }
        Self::Clauses(clauses)
    }
}

impl FieldValue {
    /// The text of a field that takes one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Title(text)
            | Self::Heading(text)
            | Self::Region(text)
            | Self::Issuer(text)
            | Self::DocumentNumber(text) => Some(text),
            Self::Year(_) => None,
        }
    }

    /// The same field with its text changed.
    #[must_use]
    pub(super) fn map_text(&self, change: impl Fn(&str) -> String) -> Self {
        match self {
            Self::Title(text) => Self::Title(change(text)),
            Self::Heading(text) => Self::Heading(change(text)),
            Self::Region(text) => Self::Region(change(text)),
            Self::Issuer(text) => Self::Issuer(change(text)),
            Self::DocumentNumber(text) => Self::DocumentNumber(change(text)),
            Self::Year(years) => Self::Year(*years),
        }
    }
}
