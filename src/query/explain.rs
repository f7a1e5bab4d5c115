//! Explains a query: its tree, its words and their synonyms, and the steps of the search.

use super::constraint::{Constraint, Leaf, Literal};
use super::lexicon::Lexicon;
use super::look_alike::look_alikes;
use super::parser::parse;
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
    let (text, below): (String, Vec<(&str, &Node)>) = match node {
        Node::Words(words) => (format!("words {}", words.value), Vec::new()),
        Node::Exact(_) => (format!("exact {node}"), Vec::new()),
        Node::Pattern(_) => (format!("exact with wildcards {node}"), Vec::new()),
        Node::Regex(_) => (format!("regular expression {node}"), Vec::new()),
        Node::Near { .. } => (format!("near {node}"), Vec::new()),
        Node::Together { .. } => (format!("together {node}"), Vec::new()),
        Node::Field(_) => (format!("field {node}"), Vec::new()),
        Node::All(nodes) => ("AND".to_string(), unsigned(nodes)),
        Node::Any(nodes) => ("OR".to_string(), unsigned(nodes)),
        Node::Not(node) => ("NOT".to_string(), vec![("", &**node)]),
        Node::Clauses(clauses) => {
            let signed = clauses.iter().map(|Clause { occur, node }| {
                let sign = match occur {
                    Occur::Plain => "",
                    Occur::Must => "+ ",
                    Occur::MustNot => "- ",
                };
                (sign, node)
            });
            ("side by side".to_string(), signed.collect())
        }
    };
    lines.push(IndentedLine {
        depth,
        text: format!("{sign}{text}"),
    });
    for (sign, node) in below {
        draw(node, sign, depth + 1, lines);
    }
}

fn unsigned(nodes: &[Node]) -> Vec<(&'static str, &Node)> {
    nodes.iter().map(|node| ("", node)).collect()
}

/// Describes a constraint.
fn describe(constraint: &Constraint, depth: usize, lines: &mut Vec<IndentedLine>) {
    let mut line = |text: String| lines.push(IndentedLine { depth, text });
    match constraint {
        Constraint::Leaf { leaf, typed, .. } => line(describe_leaf(leaf, typed)),
        Constraint::All(constraints) => {
            line("all of".to_string());
            for below in constraints {
                describe(below, depth + 1, lines);
            }
        }
        Constraint::Any(constraints) => {
            line("one of".to_string());
            for below in constraints {
                describe(below, depth + 1, lines);
            }
        }
        Constraint::Not(constraint) => {
            line("not".to_string());
            describe(constraint, depth + 1, lines);
        }
    }
}

fn describe_leaf(leaf: &Leaf, typed: &str) -> String {
    let together = |texts: &[super::Phrase]| {
        texts
            .iter()
            .map(|phrase| phrase.folded.as_str())
            .collect::<Vec<_>>()
            .join(" and ")
    };
    match leaf {
        Leaf::Text(phrase) => format!("{} occurs", phrase.folded),
        Leaf::Figure(figure) => format!("{figure} occurs, not as a part of a longer number"),
        Leaf::Near { texts, distance } => format!(
            "{} occur with at most {distance} other characters between them",
            together(texts)
        ),
        Leaf::Together { scope, texts } => {
            let scope = match scope {
                Scope::Sentence => "sentence",
                Scope::Paragraph => "paragraph",
                Scope::Section => "section",
            };
            format!("{} occur in one {scope}", together(texts))
        }
        Leaf::Scan { literals, .. } if literals.is_empty() => {
            format!("{typed} matches; every report's text is read")
        }
        Leaf::Scan { literals, .. } => format!(
            "{typed} matches; the text of reports that have {} is read",
            texts_of(literals).join(" and ")
        ),
        Leaf::Field(field) => describe_field(field),
    }
}

fn texts_of(literals: &[Literal]) -> Vec<&str> {
    literals
        .iter()
        .map(|literal| literal.text.as_str())
        .collect()
}

fn describe_field(field: &FieldValue) -> String {
    match field {
        FieldValue::Title(text) => format!("the report's title contains {text}"),
        FieldValue::Heading(text) => format!("a heading above the section contains {text}"),
        FieldValue::Region(text) => format!("the report's place contains {text}"),
        FieldValue::Year(years) => format!("the report's year is in {years}"),
        FieldValue::Issuer(text) => format!("the report's issuer contains {text}"),
        FieldValue::DocumentNumber(text) => {
            format!("the report's document number contains {text}")
        }
    }
}

/// Describes how a plan is executed.
fn steps(plan: &Plan, candidates: usize) -> Vec<String> {
    let mut steps = Vec::new();
    if plan.constraint.is_some() {
        steps.push("find the sections that match all that must hold".to_string());
    }
    steps.push(match (plan.runs.is_empty(), plan.constraint.is_some()) {
        (false, false) => "score every section that has one of the words".to_string(),
        (false, true) if plan.needs_word => "score those that have one of the words".to_string(),
        (false, true) => "score these sections by the words, which need not occur".to_string(),
        (true, _) if plan.phrases.is_empty() => {
            "order them by place, year, path and position: there is nothing to rank by".to_string()
        }
        (true, _) => "score these sections by how often they have the texts".to_string(),
    });
    if !plan.runs.is_empty() {
        steps.push(format!(
            "rerank the best {candidates} by pairs of characters, characters, how early and how near they occur"
        ));
    }
    steps
}
