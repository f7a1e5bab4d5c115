//! The syntax tree of a query as typed, before folding, segmentation or lookup.

use std::ops::Range;

use crate::api::Years;

/// A part of a query with its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was typed.
    pub value: T,
    /// In characters of the query, including quotation marks and field names.
    pub span: Range<usize>,
}

/// A node of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// `复议案件`: a run without blanks, to be cut into words and ranked by.
    Words(Spanned<String>),
    /// `"行政复议"`: must occur exactly.
    Exact(Spanned<String>),
    /// `"行政?议"`, `"行政*机关"`: must occur; `?` matches any one character, `*` a few.
    Pattern(Spanned<Vec<PatternPart>>),
    /// `/复议(案件)?[0-9]+件/`: a regular expression over the folded text.
    Regex(Spanned<String>),
    /// `"行政 诉讼"~10`: all of them, in any order, with at most that many other characters between them.
    Near {
        /// What must occur together, at least two.
        parts: Spanned<Vec<String>>,
        /// Maximum number of characters of the window that belong to none of the parts.
        distance: u32,
    },
    /// `同句(行政 诉讼)`: all in one sentence, paragraph or section.
    Together {
        /// The scope.
        scope: Scope,
        /// What must occur together, at least two.
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
    /// Juxtaposed clauses, in parentheses or at the top.
    Clauses(Vec<Clause>),
}

/// A node with its sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its sign.
    pub occur: Occur,
    /// The node.
    pub node: Node,
}

/// The sign of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occur {
    /// Without a sign: words may match, everything else must.
    Plain,
    /// `+a`: must occur.
    Must,
    /// `-a`: must not occur.
    MustNot,
}

/// The unit of text that several texts must occur in together.
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
    /// `*`: any number of characters of the same sentence, up to 16.
    Some,
}

/// A condition on a field of a report or section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// `title:` the report's title contains it.
    Title(String),
    /// `heading:` a heading above the section contains it.
    Heading(String),
    /// `region:` a level of the report's place contains it.
    Region(String),
    /// `year:` the report is about one of these years.
    Year(Years),
    /// `issuer:` 发文机关 contains it.
    Issuer(String),
    /// `document_number:` 文号 contains it.
    DocumentNumber(String),
}

impl Node {
    /// Plain words: runs separated by blanks; operators have no meaning.
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
    /// The text of a field, except for years.
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

    /// The same condition with its text changed.
    #[must_use]
    pub(super) fn map_text(&self, change: impl Fn(&str) -> String) -> Self {
        match self {
            Self::Title(text) => Self::Title(change(text)),
            Self::Heading(text) => Self::Heading(change(text)),
            Self::Region(text) => Self::Region(change(text)),
            Self::Issuer(text) => Self::Issuer(change(text)),
            Self::DocumentNumber(text) => Self::DocumentNumber(change(text)),
            Self::Year(years) => Self::Year(years.clone()),
        }
    }
}
