//! Why lines were taken for headings and items, or were not.

use super::rule::Rule;
use crate::api::{Outline, OutlineDecision, OutlineDropped, OutlineRule};
use crate::document::{Document, Position, PositionCursor};

/// Maximum number of characters of a line shown with a decision about it.
const MAX_SHOWN: usize = 60;

/// Why a number or a short line was taken for a section or an item, or was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// Byte offset of the number, or of the first character where there is no number.
    pub start: u32,
    /// Whether it opens a section or an item.
    pub taken: bool,
    /// The rule that decided.
    pub rule: Rule,
}

/// The decisions on a text in text order, and the rules that made them.
///
/// [`explain_document`](crate::explain_document) gives it for a file, [`Parser::explain`](super::Parser::explain) for a text.
///
/// ```
/// use quanwen::{IndexOptions, explain_document};
///
/// # fn main() -> quanwen::Result<()> {
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("songze.txt");
/// # std::fs::write(&path, "松泽县2021年度报告\n一、主要做法\n一、二、三产业结构优化。\n").unwrap();
/// let (document, explanation) = explain_document(&path, &IndexOptions::default())?;
/// for decision in &explanation.decisions {
///     let position = document.position(decision.start as usize);
///     println!("{}:{} {} {}", position.line, position.column, decision.taken, decision.rule);
/// }
/// let first = &explanation.rules[0];
/// println!("{}: {}, because {}", first.rule, first.shape, first.reason);
/// # let last = explanation.decisions.last().unwrap();
/// # assert_eq!((last.taken, last.rule.name()), (false, "numerals-of-a-word"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explanation {
    /// One for each number and for each short line without one.
    pub decisions: Vec<Decision>,
    /// The rules, in the order in which they first decided.
    pub rules: Vec<OutlineRule>,
    /// Lines of pages that are not in the text.
    pub dropped: Vec<OutlineDropped>,
    /// How many more such lines there are.
    pub more_dropped: u32,
}

impl Explanation {
    /// The outline of the explained document, with the decisions and the rules.
    ///
    /// # Panics
    /// If `document` is another one, with a shorter text.
    #[must_use]
    pub fn outline(&self, document: &Document) -> Outline {
        let mut positions = PositionCursor::new(document);
        let decisions = self.decisions.iter().map(|decision| {
            let start = decision.start as usize;
            let Position { line, column } = positions.position(start);
            OutlineDecision {
                line,
                column,
                text: first_characters(&document.text[start..]),
                taken: decision.taken,
                rule: decision.rule.name().to_string(),
            }
        });
        let decisions = decisions.collect();
        Outline {
            decisions,
            rules: self.rules.clone(),
            dropped: self.dropped.clone(),
            more_dropped: self.more_dropped,
            ..Outline::from(document)
        }
    }
}

/// The first characters of the line that `text` begins with, without the marks of headings and of bold type at its end.
fn first_characters(text: &str) -> String {
    let mut characters = text.char_indices().enumerate();
    let end = characters.find(|(count, (_, c))| *count == MAX_SHOWN || matches!(c, '\n' | '\r'));
    text[..end.map_or(text.len(), |(_, (end, _))| end)]
        .trim_end_matches(['*', '#', ' '])
        .to_string()
}
