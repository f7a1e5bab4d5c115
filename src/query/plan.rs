//! The plan of a query, independent of any index: the words to rank by, and what a section must satisfy.
//!
//! Sections are ranked by unmarked words. One of these must match, unless the query requires another text; then none need
//! to. Everything else is required: quoted texts, distances, scopes, fields, and words after `+`, `-`, AND, OR and NOT,
//! which are treated as exact texts.

use std::collections::HashSet;
use std::ops::Range;

use quanwen_messages::{Message, text};
use regex::Regex;

use super::constraint::{Constraint, Leaf};
use super::lexer::check_length;
use super::lexicon::Lexicon;
use super::phrase::Phrase;
use super::reading::{Names, Text, Typed, join_places, readings};
use super::run::{Run, RunWord};
use super::scan;
use super::tree::{FieldValue, Node, Occur, Spanned};
use crate::api::WordKind;
use crate::error::{Error, Result};
use crate::fold::{Fold, Marks};
use crate::schema::QueryRules;
use crate::segmenter::Segmenter;

/// Maximum length of a query that is no headline, in characters.
const MAX_SHORT: usize = 12;

/// The plan of a query.
#[derive(Debug, Clone)]
pub struct Plan {
    /// As typed.
    pub query: String,
    /// The syntax tree.
    pub tree: Node,
    /// Runs of words to rank by.
    pub runs: Vec<Run>,
    /// Synonyms to rank by, with less weight.
    pub expansions: Vec<Expansion>,
    /// Required or optional exact texts, also ranked by.
    pub phrases: Vec<String>,
    /// What a section must satisfy.
    pub constraint: Option<Constraint>,
    /// Whether a section must have one of the words or a synonym.
    pub needs_word: bool,
    /// Whether the query asks what something means.
    pub asks_for_meaning: bool,
}

impl Plan {
    /// The distinct words to rank by, in the order of the query.
    pub fn words(&self) -> impl Iterator<Item = (&str, WordKind)> {
        let mut seen = HashSet::new();
        self.runs
            .iter()
            .flat_map(|run| &run.words)
            .filter(move |word| seen.insert(word.text.as_str()))
            .map(|word| (word.text.as_str(), word.kind))
    }

    /// Whether anything says what is looked for, not which reports are meant: a word, a figure, an exact text, an expression.
    #[must_use]
    pub fn has_topic(&self) -> bool {
        let has_topic = |run: &Run| {
            run.words.iter().any(|word| !word.is_name) || run.figures().next().is_some()
        };
        let mut wanted = self.constraint.iter().flat_map(Constraint::wanted_leaves);
        self.runs.iter().any(has_topic) || wanted.any(|leaf| !matches!(leaf, Leaf::Field(_)))
    }

    /// Whether the query is too long to be typed for a word or two.
    #[must_use]
    pub fn is_headline(&self) -> bool {
        self.query.chars().nth(MAX_SHORT).is_some()
    }

    /// Whether the query names reports.
    #[must_use]
    pub fn names_reports(&self) -> bool {
        self.runs.iter().any(|run| run.names().next().is_some())
    }

    /// The figures, folded, each once, in the order of the query.
    #[must_use]
    pub fn figures(&self) -> Vec<String> {
        let of_run = |run: &Run| {
            run.figures()
                .map(|figure| run.part(figure))
                .collect::<Vec<_>>()
        };
        let mut figures: Vec<String> = self.runs.iter().flat_map(of_run).collect();
        let mut seen = HashSet::new();
        figures.retain(|figure| seen.insert(figure.clone()));
        figures
    }

    /// Whether any word is a content word.
    #[must_use]
    pub fn has_content(&self) -> bool {
        self.words().any(|(_, kind)| kind == WordKind::Content)
    }

    /// The conditions on fields that every section must satisfy: they leave out reports that lack the field.
    #[must_use]
    pub fn required_fields(&self) -> Vec<&FieldValue> {
        let leaves = self.constraint.iter().flat_map(Constraint::required_leaves);
        let fields = leaves.filter_map(|leaf| match leaf {
            Leaf::Field(field) => Some(field),
            _ => None,
        });
        fields.collect()
    }

    /// The regular expressions of the constraint.
    pub(crate) fn expressions(&self) -> Vec<Regex> {
        self.constraint
            .iter()
            .flat_map(Constraint::leaves)
            .filter_map(|leaf| match leaf {
                Leaf::Scan { regex, .. } => Some(regex.clone()),
                _ => None,
            })
            .collect()
    }
}

/// A synonym of a text of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// What was typed, folded.
    pub of: String,
    /// The synonym, folded.
    pub text: String,
    /// Whether it is a single word of the word layer; otherwise it is looked up as an exact text.
    pub is_word: bool,
}

/// What a query is planned with.
pub(crate) struct Planner<'a> {
    /// The fold of the index.
    pub fold: &'a Fold,
    /// Word kinds and synonyms.
    pub lexicon: &'a Lexicon,
    /// Returns the segmenter; called only for queries with words.
    pub segmenter: &'a dyn Fn() -> Result<&'a Segmenter>,
    /// Whether synonyms are left out.
    pub literal: bool,
    /// What the corpus calls places, years, issuers and kinds; `None` to read them as words.
    pub names: Option<&'a Names>,
    /// The rules for figures, and for queries that ask for a meaning.
    pub rules: &'a QueryRules,
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
    /// [`Error::Query`] with the column of the mistake.
    pub(crate) fn plan(&self, query: &str, tree: &Node) -> Result<Plan> {
        check_length(query).map_err(|error| error.in_query(query))?;
        let mut plan = Plan {
            query: query.to_string(),
            tree: tree.clone(),
            runs: Vec::new(),
            expansions: Vec::new(),
            phrases: Vec::new(),
            constraint: None,
            needs_word: false,
            asks_for_meaning: false,
        };
        let mut builder = PlanBuilder {
            planner: self,
            query,
            plan: &mut plan,
        };
        let constraint = builder.side_by_side(tree)?;
        let runs = plan.runs.iter_mut();
        let mut readings: Vec<_> = runs
            .map(|run| (&mut run.readings, run.text.chars().count()))
            .collect();
        join_places(&mut readings);
        plan.asks_for_meaning = self.ask_for_meaning(&plan.runs);
        let narrows = constraint.as_ref().is_none_or(Constraint::only_narrows);
        plan.needs_word = narrows && !plan.runs.is_empty();
        plan.constraint = constraint;
        if plan.runs.is_empty() && plan.constraint.is_none() {
            return Err(mistake(
                query,
                0,
                text!("no word to search for: give words such as 行政复议 案件"),
            ));
        }
        if !self.literal {
            plan.expansions = self.expansions(&plan.runs);
        }
        Ok(plan)
    }

    /// A run as it was typed; `None` if it folds to nothing or has no word.
    fn run(&self, typed: Typed) -> Result<Option<Run>> {
        let folded = self.fold.fold(typed.text, Marks::Transparent);
        if folded.text.is_empty() {
            return Ok(None);
        }
        let words = (self.segmenter)()?.words(&folded.text).map(|word| RunWord {
            kind: self.lexicon.kind(&word.text),
            text: word.text.to_string(),
            characters: word.characters,
            is_name: false,
            is_outer: false,
        });
        let words: Vec<RunWord> = words.collect();
        if words.is_empty() {
            return Ok(None);
        }
        let ranges = words.iter().map(|word| word.characters.clone());
        let text = Text::new(typed, &folded, ranges, self.rules);
        let readings = readings(&text, self.names);
        Ok(Some(Run::new(&text, words, readings)))
    }

    /// Whether runs ask what something means.
    fn ask_for_meaning(&self, runs: &[Run]) -> bool {
        let asks = |run: &Run| {
            let mut words = self.rules.meaning.words.iter();
            words.any(|word| run.text.contains(word.as_str()))
        };
        runs.iter().any(asks)
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

/// Builds a plan by one traversal of the tree.
struct PlanBuilder<'r, 'a> {
    planner: &'r Planner<'a>,
    query: &'r str,
    plan: &'r mut Plan,
}

impl PlanBuilder<'_, '_> {
    /// A run as it was typed.
    fn typed<'t>(query: &'t str, words: &'t Spanned<String>) -> Typed<'t> {
        let start = query.char_indices().nth(words.span.start);
        Typed {
            before: &query[..start.map_or(query.len(), |(byte, _)| byte)],
            text: &words.value,
        }
    }

    /// An unmarked node: words are ranked by, everything else is required.
    fn side_by_side(&mut self, node: &Node) -> Result<Option<Constraint>> {
        match node {
            Node::Words(words) => {
                let run = self.planner.run(Self::typed(self.query, words))?;
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

    /// A required node; sections are also ranked by it if `ranks`, which a negation inverts.
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

    /// `+(a b)`: the marked parts are required; if none is marked, one of the parts.
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

    /// Required words: the words of the run that do not overlap, each as an exact text, and its figures and years.
    fn required_words(&mut self, words: &Spanned<String>, ranks: bool) -> Result<Constraint> {
        let run = self
            .planner
            .run(Self::typed(self.query, words))?
            .ok_or_else(|| {
                let message = text!("this has no word: give words such as 行政复议, or quote it");
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
        let years = run.years().map(|(_, year)| year);
        for figure in run.figures().chain(years).map(|figure| run.part(figure)) {
            leaves.push(Constraint::Leaf {
                typed: figure.clone(),
                leaf: Leaf::Figure(figure),
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
        let compiled = scan::compile(pattern, self.planner.fold)
            .map_err(|message| mistake(self.query, span.start, message))?;
        Ok(leaf(self.query, span, compiled))
    }

    fn field(&self, field: &Spanned<FieldValue>) -> Result<Constraint> {
        let fold = self.planner.fold;
        let is_empty = |text: &str| fold.fold_text(text).is_empty();
        if field.value.text().is_some_and(is_empty) {
            let message = text!("nothing to find in this field: give a text, such as title:年度");
            return Err(mistake(self.query, field.span.start, message));
        }
        let value = match &field.value {
            // A region is folded level by level.
            FieldValue::Region(_) => field.value.clone(),
            other => other.map_text(|text| fold.fold_text(text)),
        };
        Ok(leaf(self.query, &field.span, Leaf::Field(value)))
    }
}

/// The longest words of a run, from the left without overlap.
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

/// An error at a character of the query, counted from 0.
fn mistake(query: &str, character: usize, message: impl Into<Message>) -> Error {
    Error::Query {
        query: query.to_string(),
        column: character + 1,
        message: message.into(),
    }
}

/// Turns an error about a part of the query into one about the query.
fn within(error: Error, query: &str, character: usize) -> Error {
    match error {
        Error::Query { message, .. } => mistake(query, character, message),
        other => other,
    }
}
