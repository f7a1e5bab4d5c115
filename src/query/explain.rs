//! Explains a query: its tree, its words and their synonyms, and the steps of the search.

use quanwen_messages::{Message, message, text};

use super::constraint::{Constraint, Leaf};
use super::lexicon::Lexicon;
use super::look_alike::look_alikes;
use super::parser::parse;
use super::phrase::Phrase;
use super::plan::{Plan, Planner};
use super::tree::{Clause, FieldValue, Node, Occur, Scope};
use crate::api::{ExplainedExpansion, ExplainedWord, Explanation, IndentedLine, Layer};
use crate::error::Result;
use crate::fold::Fold;
use crate::schema::Schema;
use crate::segmenter::Segmenter;

/// Explains a query by the rules of a schema.
///
/// # Errors
/// [`crate::Error::Query`] for an invalid query, with the column; [`crate::Error::DataFile`].
///
/// ```
/// let explained = quanwen::explain("+行政复议 案件情况", &quanwen::Schema::embedded(), false)?;
/// assert_eq!(explained.must_hold[0].text, "行政复议 occurs");
/// # Ok::<(), quanwen::Error>(())
/// ```
pub fn explain(query: &str, schema: &Schema, literal: bool) -> Result<Explanation> {
    let tree = parse(query)?;
    let segmenter = Segmenter::for_queries(schema)?;
    let planner = Planner {
        fold: &Fold::new(schema)?,
        lexicon: &Lexicon::new(schema)?,
        segmenter: &|| Ok(&segmenter),
        literal,
        names: None,
        rules: schema.query_rules()?,
    };
    let plan = planner.plan(query, &tree)?;
    let ranking = schema.field_table()?.ranking;
    let mut tree = Vec::new();
    draw(&plan.tree, "", 0, &mut tree);
    let mut must_hold = Vec::new();
    if let Some(constraint) = &plan.constraint {
        describe(constraint, 0, &mut must_hold);
    }
    let mut words: Vec<ExplainedWord> = Vec::new();
    for run in &plan.runs {
        for word in &run.words {
            if !words.iter().any(|known| known.text == word.text) {
                words.push(ExplainedWord {
                    text: word.text.clone(),
                    run: run.text.clone(),
                    kind: word.kind,
                    weight: ranking.of_kind(word.kind),
                });
            }
        }
    }
    let expansions = plan.expansions.iter().map(|expansion| ExplainedExpansion {
        of: expansion.of.clone(),
        text: expansion.text.clone(),
        weight: ranking.synonym,
        layer: if expansion.is_word {
            Layer::Words
        } else {
            Layer::Exact
        },
    });
    Ok(Explanation {
        query: query.to_string(),
        read_as: plan.tree.to_string(),
        tree,
        words,
        figures: plan.figures(),
        expansions: expansions.collect(),
        must_hold,
        look_alikes: look_alikes(query, &plan.tree),
        steps: steps(&plan, ranking.candidates),
    })
}

/// Draws a node and its descendants.
fn draw(node: &Node, sign: &str, depth: usize, lines: &mut Vec<IndentedLine>) {
    let (text, below) = drawn(node);
    lines.push(IndentedLine {
        depth,
        text: if sign.is_empty() {
            text
        } else {
            message!("{sign} {text}", sign = sign, text = text)
        },
    });
    for (sign, node) in below {
        draw(node, sign, depth + 1, lines);
    }
}

/// The line of a node, and the nodes below it with their signs.
fn drawn(node: &Node) -> (Message, Vec<(&'static str, &Node)>) {
    let leaf = |text: Message| (text, Vec::new());
    let node_text = || node.to_string();
    match node {
        Node::Words(words) => leaf(message!("words {text}", text = &words.value)),
        Node::Exact(_) => leaf(message!("exact {text}", text = node_text())),
        Node::Pattern(_) => leaf(message!("exact with wildcards {text}", text = node_text())),
        Node::Regex(_) => leaf(message!("regular expression {text}", text = node_text())),
        Node::Near { .. } => leaf(message!("near {text}", text = node_text())),
        Node::Together { .. } => leaf(message!("together {text}", text = node_text())),
        Node::Field(_) => leaf(message!("field {text}", text = node_text())),
        Node::All(nodes) => (Message::verbatim("AND"), unsigned(nodes)),
        Node::Any(nodes) => (Message::verbatim("OR"), unsigned(nodes)),
        Node::Not(node) => (Message::verbatim("NOT"), vec![("", &**node)]),
        Node::Clauses(clauses) => {
            let signed = clauses.iter().map(|Clause { occur, node }| {
                let sign = match occur {
                    Occur::Plain => "",
                    Occur::Must => "+",
                    Occur::MustNot => "-",
                };
                (sign, node)
            });
            (text!("side by side").into(), signed.collect())
        }
    }
}

fn unsigned(nodes: &[Node]) -> Vec<(&'static str, &Node)> {
    nodes.iter().map(|node| ("", node)).collect()
}

/// Describes a constraint.
fn describe(constraint: &Constraint, depth: usize, lines: &mut Vec<IndentedLine>) {
    let mut line = |text: Message| lines.push(IndentedLine { depth, text });
    match constraint {
        Constraint::Leaf { leaf, typed, .. } => line(describe_leaf(leaf, typed)),
        Constraint::All(constraints) => {
            line(text!("all of").into());
            for below in constraints {
                describe(below, depth + 1, lines);
            }
        }
        Constraint::Any(constraints) => {
            line(text!("one of").into());
            for below in constraints {
                describe(below, depth + 1, lines);
            }
        }
        Constraint::Not(constraint) => {
            line(text!("not").into());
            describe(constraint, depth + 1, lines);
        }
    }
}

fn describe_leaf(leaf: &Leaf, typed: &str) -> Message {
    match leaf {
        Leaf::Text(phrase) => message!("{text} occurs", text = &phrase.folded),
        Leaf::Figure(figure) => message!(
            "{figure} occurs, not as a part of a longer number",
            figure = figure
        ),
        Leaf::Near { texts, distance } => message!(
            "{texts} occur with at most {distance} other characters between them",
            texts = conjunction(folded(texts)),
            distance = *distance
        ),
        Leaf::Together { scope, texts } => {
            let texts = conjunction(folded(texts));
            match scope {
                Scope::Sentence => message!("{texts} occur in one sentence", texts = texts),
                Scope::Paragraph => message!("{texts} occur in one paragraph", texts = texts),
                Scope::Section => message!("{texts} occur in one section", texts = texts),
            }
        }
        Leaf::Scan { literals, .. } if literals.is_empty() => message!(
            "{typed} matches; every report's text is read",
            typed = typed
        ),
        Leaf::Scan { literals, .. } => message!(
            "{typed} matches; the text of reports that have {texts} is read",
            typed = typed,
            texts = conjunction(literals.iter().map(|literal| literal.text.as_str()))
        ),
        Leaf::Field(field) => describe_field(field),
    }
}

fn folded(texts: &[Phrase]) -> impl Iterator<Item = &str> {
    texts.iter().map(|phrase| phrase.folded.as_str())
}

/// Several texts: `行政 and 诉讼`.
fn conjunction<'t>(texts: impl Iterator<Item = &'t str>) -> Message {
    let all = texts
        .map(Message::verbatim)
        .reduce(|before, next| message!("{before} and {next}", before = before, next = next));
    all.unwrap_or_default()
}

fn describe_field(field: &FieldValue) -> Message {
    match field {
        FieldValue::Title(text) => message!("the report's title contains {text}", text = text),
        FieldValue::Heading(text) => {
            message!("a heading above the section contains {text}", text = text)
        }
        FieldValue::Region(text) => message!("the report's place contains {text}", text = text),
        FieldValue::Year(years) => {
            message!("the report's year is in {years}", years = years.to_string())
        }
        FieldValue::Issuer(text) => message!("the report's issuer contains {text}", text = text),
        FieldValue::DocumentNumber(text) => {
            message!("the report's document number contains {text}", text = text)
        }
    }
}

/// Describes how a plan is executed.
fn steps(plan: &Plan, candidates: usize) -> Vec<Message> {
    let mut steps: Vec<Message> = Vec::new();
    if plan.constraint.is_some() {
        steps.push(text!("find the sections that match all that must hold").into());
    }
    let scored = match (plan.runs.is_empty(), plan.constraint.is_some()) {
        (false, false) => text!("score every section that has one of the words"),
        (false, true) if plan.needs_word => text!("score those that have one of the words"),
        (false, true) => text!("score these sections by the words, which need not occur"),
        (true, _) if plan.phrases.is_empty() => {
            text!("order them by place, year, path and position: there is nothing to rank by")
        }
        (true, _) => text!("score these sections by how often they have the texts"),
    };
    steps.push(scored.into());
    if !plan.runs.is_empty() {
        steps.push(message!(
            "rerank the best {candidates} by pairs of characters, characters, how early and how near they occur",
            candidates = candidates
        ));
    }
    steps
}
