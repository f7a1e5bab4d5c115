//! By what another storage chooses the sections that may be among the best.

use std::collections::HashMap;

use super::store::Asked;
use crate::query::{Constraint, Place, Plan, Run, figure};
use crate::ranking::lift::Named;
use crate::schema::{QueryRules, Ranking};

/// Longest part of a query that is looked up verbatim, in characters.
const MAX_TEXT: usize = 64;

/// What sections are chosen by. All texts are folded.
///
/// A section scores by the words and texts that it has, the rare more than the frequent; what it has of the names multiplies that.
#[derive(Debug, Clone, Default)]
pub struct Retrieval {
    /// Words, each once.
    pub words: Vec<RetrievedWord>,
    /// Texts, found verbatim in the body.
    pub texts: Vec<RetrievedText>,
    /// Parts of the query: what the score of a section that has all of them is multiplied by.
    pub verbatim: (Vec<String>, f32),
    /// What is named: of each group the first that a report is of multiplies the scores of its sections by a factor.
    pub names: Vec<Vec<(NamedReports, f32)>>,
    /// Whether every section of the named reports is looked for, since nothing else is.
    pub names_are_topic: bool,
    /// What a section must satisfy.
    pub constraint: Option<Constraint>,
    /// Whether a section must have one of the words or texts.
    pub needs_word: bool,
    /// The texts that a section of a glossary has all of if it defines what is looked for; empty if that cannot be told.
    pub definition: Vec<String>,
    /// How soon repetitions stop counting: what a section has x of counts x / (x + k1).
    pub k1: f32,
    /// How many sections to fetch.
    pub sections: usize,
}

/// A word that sections are chosen by.
#[derive(Debug, Clone, PartialEq)]
pub struct RetrievedWord {
    /// The word.
    pub text: String,
    /// What it weighs.
    pub weight: f32,
    /// Whether it was not typed: a synonym.
    pub is_synonym: bool,
}

/// A text that sections are chosen by.
#[derive(Debug, Clone, PartialEq)]
pub struct RetrievedText {
    /// What it may be written like.
    pub spellings: Vec<String>,
    /// What it weighs, where a word weighs 1.
    pub weight: f32,
    /// What the score of a section that has it is multiplied by.
    pub factor: f32,
    /// Whether it was not typed: a synonym.
    pub is_synonym: bool,
    /// Whether it is a figure, which is not found as part of a longer number.
    pub is_figure: bool,
}

/// Reports that a query names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedReports {
    /// Of one of some places, levels joined by `/`.
    Of(Vec<String>),
    /// Of a place below one of some places.
    Below(Vec<String>),
    /// About one of some years.
    Years(Vec<u16>),
    /// About the year after one of these, in sections under a heading that has one of some texts.
    Reviews(Vec<u16>, Vec<String>),
    /// By an issuer whose folded name ends with one of some names.
    Issuers(Vec<String>),
    /// With one of some texts in the folded title.
    Kinds(Vec<String>),
}

impl RetrievedWord {
    /// What tells how rare it is.
    pub fn asked(&self) -> Asked {
        Asked::Word(self.text.clone())
    }
}

impl RetrievedText {
    /// What tells how rare it is.
    pub fn asked(&self) -> Asked {
        let of = if self.is_figure {
            Asked::Figure
        } else {
            Asked::Text
        };
        of(self.spellings.clone())
    }
}

impl Retrieval {
    /// What tells how rare its words and texts are.
    pub(super) fn asked(&self) -> impl Iterator<Item = Asked> {
        let words = self.words.iter().map(RetrievedWord::asked);
        let texts = self.texts.iter().filter(|text| text.weight > 0.0);
        words.chain(texts.map(RetrievedText::asked))
    }

    pub(super) fn of(plan: &Plan, ranking: &Ranking, rules: &QueryRules) -> Self {
        let mut retrieval = Self {
            words: words(plan, ranking),
            texts: texts(plan, ranking),
            names: names(&Named::of(plan), ranking, rules),
            names_are_topic: !plan.has_topic() && plan.names_reports(),
            constraint: plan.constraint.clone(),
            needs_word: plan.needs_word,
            verbatim: (parts(plan), ranking.lifted(ranking.verbatim)),
            definition: definition(plan),
            k1: ranking.k1,
            sections: ranking.candidates,
        };
        for expansion in &plan.expansions {
            if expansion.is_word {
                retrieval.words.push(RetrievedWord {
                    text: expansion.text.clone(),
                    weight: ranking.synonym,
                    is_synonym: true,
                });
            } else {
                let spellings = vec![expansion.text.clone()];
                let mut text = retrieved(spellings, ranking.synonym, 1.0);
                text.is_synonym = true;
                retrieval.texts.push(text);
            }
        }
        retrieval
    }
}

fn retrieved(spellings: Vec<String>, weight: f32, factor: f32) -> RetrievedText {
    RetrievedText {
        spellings,
        weight,
        factor,
        is_synonym: false,
        is_figure: false,
    }
}

/// The words of the runs, each once.
fn words(plan: &Plan, ranking: &Ranking) -> Vec<RetrievedWord> {
    let mut weights: HashMap<&str, f32> = HashMap::new();
    for word in plan.runs.iter().flat_map(|run| &run.words) {
        *weights.entry(&word.text).or_default() += ranking.of_kind(word.kind);
    }
    let words = plan.words().map(|(word, _)| RetrievedWord {
        text: word.to_string(),
        weight: weights.get(word).copied().unwrap_or(1.0),
        is_synonym: false,
    });
    words.collect()
}

fn texts(plan: &Plan, ranking: &Ranking) -> Vec<RetrievedText> {
    let mut texts = Vec::new();
    for run in &plan.runs {
        texts.extend(texts_of_run(run, ranking));
    }
    let whole: String = plan.runs.iter().map(|run| run.text.as_str()).collect();
    if plan.names_reports() && plan.has_topic() && is_short(&whole) {
        texts.push(retrieved(vec![whole], 0.0, ranking.lifted(ranking.whole)));
    }
    let figures = plan.figures();
    let share = 1.0 / figures.len().max(1) as f32;
    for figure in &figures {
        let factor = ranking.lifted(ranking.figure * share);
        texts.push(RetrievedText {
            is_figure: true,
            ..retrieved(figure::spellings(figure), 1.0, factor)
        });
    }
    for phrase in &plan.phrases {
        texts.push(retrieved(vec![phrase.clone()], 1.0, 1.0));
    }
    texts
}

fn texts_of_run(run: &Run, ranking: &Ranking) -> Vec<RetrievedText> {
    let mut texts = Vec::new();
    for unlisted in &run.unlisted {
        texts.push(retrieved(vec![run.part(unlisted)], 1.0, 1.0));
    }
    for stretch in run
        .stretches
        .iter()
        .filter(|stretch| stretch.len() <= MAX_TEXT)
    {
        texts.push(retrieved(vec![run.part(stretch)], ranking.stretch, 1.0));
    }
    for (year, characters) in run.years() {
        let mut spellings = vec![run.part(characters), format!("{year}年")];
        spellings.dedup();
        texts.push(RetrievedText {
            is_figure: true,
            ..retrieved(spellings, 1.0, 1.0)
        });
    }
    texts
}

fn is_short(text: &str) -> bool {
    text.chars().nth(MAX_TEXT).is_none()
}

fn names(named: &Named, ranking: &Ranking, rules: &QueryRules) -> Vec<Vec<(NamedReports, f32)>> {
    let mut groups = Vec::new();
    let texts = |names: &std::collections::BTreeSet<&str>| {
        names.iter().map(|name| (*name).to_string()).collect()
    };
    if !named.places.is_empty() {
        let regions: Vec<String> = named.places.iter().copied().map(Place::region).collect();
        groups.push(vec![
            (
                NamedReports::Of(regions.clone()),
                ranking.lifted(ranking.named),
            ),
            (
                NamedReports::Below(regions),
                ranking.lifted(ranking.named_below),
            ),
        ]);
    }
    if !named.years.is_empty() {
        let years: Vec<u16> = named.years.iter().copied().collect();
        let of_years = years.iter().map(|year| format!("{year}年"));
        let headings = rules.review.headings.iter().cloned().chain(of_years);
        groups.push(vec![
            (
                NamedReports::Years(years.clone()),
                ranking.lifted(ranking.named),
            ),
            (
                NamedReports::Reviews(years.clone(), headings.collect()),
                ranking.lifted(ranking.reviewed),
            ),
        ]);
    }
    if !named.issuers.is_empty() {
        let issuers = NamedReports::Issuers(texts(&named.issuers));
        groups.push(vec![(issuers, ranking.lifted(ranking.named))]);
    }
    if !named.kinds.is_empty() {
        let kinds = NamedReports::Kinds(texts(&named.kinds));
        groups.push(vec![(kinds, ranking.lifted(ranking.named_kind))]);
    }
    groups
}

/// The parts of the query that are looked up verbatim.
fn parts(plan: &Plan) -> Vec<String> {
    let of_run = |run: &Run| {
        let parts = run.stretches.iter().map(|stretch| run.part(stretch));
        parts.collect::<Vec<_>>()
    };
    plan.runs.iter().flat_map(of_run).collect()
}

/// The parts of the query, if it names no reports and each is short enough to be looked up.
fn definition(plan: &Plan) -> Vec<String> {
    let parts = parts(plan);
    if plan.names_reports() || !parts.iter().all(|part| is_short(part)) {
        return Vec::new();
    }
    parts
}
