//! What a query comes to, before any index is known: the words that sections are ranked by, and what a section
//! must satisfy.
//!
//! Words typed without a mark are ranked by; one of them must match, unless something else that occurs is asked for:
//! then none need. Everything else must hold: quoted texts, distances, units, fields, and words behind `+`, `-`, AND, OR
//! and NOT, which then count as texts to be found exactly.

use std::collections::HashSet;
use std::ops::Range;

use regex::Regex;

use super::constraint::{Constraint, Leaf};
use super::lexicon::Lexicon;
use super::phrase::Phrase;
use super::run::{Run, RunWord};
use super::scan;
use super::tree::{FieldValue, Node, Occur, Spanned};
use crate::api::WordKind;
use crate::error::{Error, Result};
use crate::fold::{Fold, Marks};
use crate::segmenter::Segmenter;

/// What a query comes to.
#[derive(Debug, Clone)]
pub struct Plan {
    /// As typed.
    pub query: String,
    /// The syntax tree.
    pub tree: Node,
    /// The runs of words that sections are ranked by.
    pub runs: Vec<Run>,
    /// What else speaks for a section, with less weight.
    pub expansions: Vec<Expansion>,
    /// Texts that a section must or may have, which it is ranked by too.
    pub phrases: Vec<String>,
    /// What a section must satisfy.
    pub constraint: Option<Constraint>,
    /// Whether a section must have one of the words, or what stands for them.
    pub needs_word: bool,
}

impl Plan {
    /// The distinct words that sections are ranked by, in the order of the query.
    pub fn words(&self) -> impl Iterator<Item = (&str, WordKind)> {
        let mut seen = HashSet::new();
        let words = self.runs.iter().flat_map(|run| &run.words);
        words
            .filter(move |word| seen.insert(word.text.as_str()))
            .map(|word| (word.text.as_str(), word.kind))
    }

    /// Whether a word says what is asked about.
    #[must_use]
    pub fn has_content(&self) -> bool {
        self.words().any(|(_, kind)| kind == WordKind::Content)
    }

    /// The regular expressions of the constraint.
    pub(crate) fn expressions(&self) -> Vec<Regex> {
        let leaves = self.constraint.iter().flat_map(Constraint::leaves);
        leaves
            .filter_map(|leaf| match leaf {
                Leaf::Scan { regex, .. } => Some(regex.clone()),
                _ => None,
            })
            .collect()
    }
}

/// A text that stands for one of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// What was typed, folded.
    pub of: String,
    /// What stands for it, folded.
    pub text: String,
    /// Whether the word layer has it as one word; otherwise it is looked up as an exact text.
    pub is_word: bool,
}

/// What is needed to plan a query.
pub struct Planner<'a> {
    /// The fold of the index.
    pub fold: &'a Fold,
    /// Kinds of words, and synonyms.
    pub lexicon: &'a Lexicon,
    /// Gives the segmenter; called only where a query has words.
    pub segmenter: &'a dyn Fn() -> Result<&'a Segmenter>,
    /// Whether synonyms are left out.
    pub literal: bool,
}

impl std::fmt::Debug for Planner<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Planner")
            .field("literal", &self.literal)
            .finish_non_exhaustive()
    }
}

impl Planner<'_> {
    /// Plans a query.
    ///
    /// # Errors
    /// [`Error::Query`] with the column of what cannot be asked.
    pub fn plan(&self, query: &str, tree: &Node) -> Result<Plan> {
        let mut plan = Plan {
            query: query.to_string(),
            tree: tree.clone(),
            runs: Vec::new(),
            expansions: Vec::new(),
            phrases: Vec::new(),
            constraint: None,
            needs_word: false,
        };
        let mut builder = PlanBuilder {
            planner: self,
            query,
            plan: &mut plan,
        };
        let constraint = builder.side_by_side(tree)?;
        let narrows = constraint.as_ref().is_none_or(Constraint::only_narrows);
        plan.needs_word = narrows && !plan.runs.is_empty();
        plan.constraint = constraint;
        if plan.runs.is_empty() && plan.constraint.is_none() {
            return Err(mistake(
                query,
                0,
                "no word to search for: give words such as 行政复议 案件",
            ));
        }
        if !self.literal {
            plan.expansions = self.expansions(&plan.runs);
        }
        Ok(plan)
    }

    /// The words of a run; none where nothing of it is left by the fold or no word is in it.
    fn run(&self, text: &str) -> Result<Option<Run>> {
        let folded = self.fold.fold_text(text);
        if folded.is_empty() {
            return Ok(None);
        }
        let words: Vec<RunWord> = (self.segmenter)()?
            .words(&folded)
            .map(|word| RunWord {
                kind: self.lexicon.kind(word.text),
                text: word.text.to_string(),
                characters: word.characters,
            })
            .collect();
        Ok((!words.is_empty()).then_some(Run {
            text: folded,
            words,
        }))
    }

    fn expansions(&self, runs: &[Run]) -> Vec<Expansion> {
        let mut expansions: Vec<Expansion> = Vec::new();
        for run in runs {
            for (of, text) in self.lexicon.synonyms_in(run) {
                let is_typed = runs.iter().any(|run| run.text.contains(text));
                if is_typed || expansions.iter().any(|expansion| expansion.text == text) {
                    continue;
                }
                expansions.push(Expansion {
                    of: of.to_string(),
                    text: text.to_string(),
                    is_word: self.is_word(text),
                });
            }
        }
        expansions
    }

    fn is_word(&self, text: &str) -> bool {
        let length = text.chars().count();
        (self.segmenter)().is_ok_and(|segmenter| {
            let mut words = segmenter.words(text);
            words.any(|word| word.characters == (0..length))
        })
    }
}

/// One reading of a tree.
struct PlanBuilder<'r, 'a> {
    planner: &'r Planner<'a>,
    query: &'r str,
    plan: &'r mut Plan,
}

impl PlanBuilder<'_, '_> {
    /// A node without a mark: words are ranked by, the rest must hold.
    fn side_by_side(&mut self, node: &Node) -> Result<Option<Constraint>> {
        match node {
            Node::Words(words) => {
                let run = self.planner.run(&words.value)?;
                self.plan.runs.extend(run);
                Ok(None)
            }
            Node::Clauses(clauses) => {
                let mut all = Vec::new();
                for clause in clauses {
                    all.extend(match clause.occur {
                        Occur::Plain => self.side_by_side(&clause.node)?,
                        Occur::Must => Some(self.required(&clause.node, true)?),
                        Occur::MustNot => Some(not(self.required(&clause.node, false)?)),
                    });
                }
                Ok(Constraint::all(all))
            }
            other => self.required(other, true).map(Some),
        }
    }

    /// A node that must hold. What `ranks` is ranked by too: all but what must not hold.
    fn required(&mut self, node: &Node, ranks: bool) -> Result<Constraint> {
        match node {
            Node::Words(words) => self.required_words(words, ranks),
            Node::Exact(text) => {
                let phrase = self.phrase(&text.value, &text.span, ranks)?;
                Ok(leaf(self.query, &text.span, Leaf::Text(phrase)))
            }
            Node::Pattern(parts) => self.scan(&parts.span, &scan::pattern(&parts.value)),
            Node::Regex(pattern) => self.scan(&pattern.span, &pattern.value),
            Node::Near { parts, distance } => {
                let texts = self.phrases(&parts.value, &parts.span, ranks)?;
                let distance = *distance;
                Ok(leaf(
                    self.query,
                    &parts.span,
                    Leaf::Near { texts, distance },
                ))
            }
            Node::Together { scope, parts } => {
                let texts = self.phrases(&parts.value, &parts.span, ranks)?;
                let scope = *scope;
                Ok(leaf(
                    self.query,
                    &parts.span,
                    Leaf::Together { scope, texts },
                ))
            }
            Node::Field(field) => self.field(field),
            Node::All(nodes) => Ok(Constraint::All(self.each_required(nodes, ranks)?)),
            Node::Any(nodes) => Ok(Constraint::Any(self.each_required(nodes, ranks)?)),
            Node::Not(node) => Ok(not(self.required(node, !ranks)?)),
            Node::Clauses(clauses) => self.required_clauses(clauses, ranks),
        }
    }

    fn each_required(&mut self, nodes: &[Node], ranks: bool) -> Result<Vec<Constraint>> {
        nodes
            .iter()
            .map(|node| self.required(node, ranks))
            .collect()
    }

    /// `+(a b)`: what is marked inside must hold; where nothing is, one of the parts.
    fn required_clauses(
        &mut self,
        clauses: &[super::tree::Clause],
        ranks: bool,
    ) -> Result<Constraint> {
        let (mut all, mut any) = (Vec::new(), Vec::new());
        for clause in clauses {
            match (clause.occur, &clause.node) {
                (Occur::MustNot, node) => all.push(not(self.required(node, !ranks)?)),
                (Occur::Plain, node @ (Node::Words(_) | Node::Clauses(_))) => {
                    any.push(self.required(node, ranks)?);
                }
                (_, node) => all.push(self.required(node, ranks)?),
            }
        }
        if all.is_empty() {
            all.push(Constraint::Any(any));
        }
        Ok(Constraint::all(all).unwrap_or(Constraint::All(Vec::new())))
    }

    /// Words that must occur: the words of the run that do not overlap, each as an exact text.
    fn required_words(&mut self, words: &Spanned<String>, ranks: bool) -> Result<Constraint> {
        let run = self.planner.run(&words.value)?.ok_or_else(|| {
            let message = "no word is left of this: give words such as 行政复议, or quote it";
            mistake(self.query, words.span.start, message)
        })?;
        let mut leaves = Vec::new();
        for word in longest_words(&run) {
            let phrase = Phrase::new(&word.text, self.planner.fold, Marks::Transparent)
                .map_err(|error| within(error, self.query, words.span.start))?;
            leaves.push(Constraint::Leaf {
                leaf: Leaf::Text(phrase),
                typed: word.text.clone(),
                column: words.span.start + 1,
            });
        }
        if ranks {
            self.plan.runs.push(run);
        }
        Ok(Constraint::all(leaves).unwrap_or(Constraint::All(Vec::new())))
    }

    fn phrase(&mut self, text: &str, span: &Range<usize>, ranks: bool) -> Result<Phrase> {
        let phrase = Phrase::new(text, self.planner.fold, Marks::Transparent)
            .map_err(|error| within(error, self.query, span.start))?;
        if ranks && !self.plan.phrases.contains(&phrase.folded) {
            self.plan.phrases.push(phrase.folded.clone());
        }
        Ok(phrase)
    }

    fn phrases(
        &mut self,
        texts: &[String],
        span: &Range<usize>,
        ranks: bool,
    ) -> Result<Vec<Phrase>> {
        texts
            .iter()
            .map(|text| self.phrase(text, span, ranks))
            .collect()
    }

    fn scan(&self, span: &Range<usize>, pattern: &str) -> Result<Constraint> {
        let compiled = scan::compile(pattern, self.planner.fold);
        let compiled = compiled.map_err(|message| mistake(self.query, span.start, &message))?;
        Ok(leaf(self.query, span, compiled))
    }

    fn field(&self, field: &Spanned<FieldValue>) -> Result<Constraint> {
        let fold = self.planner.fold;
        let is_empty = |text: &str| fold.fold_text(text).is_empty();
        if field.value.text().is_some_and(is_empty) {
            let message = "nothing to look for in this field: give a text, such as title:年度";
            return Err(mistake(self.query, field.span.start, message));
        }
        let value = match &field.value {
            // Its levels are folded one by one.
            FieldValue::Region(_) => field.value.clone(),
            other => other.map_text(|text| fold.fold_text(text)),
        };
        Ok(leaf(self.query, &field.span, Leaf::Field(value)))
    }
}

/// The words of a run that lie in no longer one, from the left without overlap.
fn longest_words(run: &Run) -> impl Iterator<Item = &RunWord> {
    let mut words: Vec<&RunWord> = run.words.iter().collect();
    words.sort_by_key(|word| {
        (
            word.characters.start,
            std::cmp::Reverse(word.characters.end),
        )
    });
    let mut free = 0;
    words.into_iter().filter(move |word| {
        let kept = word.characters.start >= free;
        if kept {
            free = word.characters.end;
        }
        kept
    })
}

fn not(constraint: Constraint) -> Constraint {
    Constraint::Not(Box::new(constraint))
}

fn leaf(query: &str, span: &Range<usize>, leaf: Leaf) -> Constraint {
    let typed: String = query.chars().skip(span.start).take(span.len()).collect();
    Constraint::Leaf {
        leaf,
        typed: typed.trim().to_string(),
        column: span.start + 1,
    }
}

/// An error at a character of the query.
fn mistake(query: &str, character: usize, message: &str) -> Error {
    Error::Query {
        query: query.to_string(),
        column: character + 1,
        message: message.to_string(),
    }
}

/// An error about a part as one about the query.
fn within(error: Error, query: &str, character: usize) -> Error {
    match error {
        Error::Query { message, .. } => mistake(query, character, &message),
        other => other,
    }
}
