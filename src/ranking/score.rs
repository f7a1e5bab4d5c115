//! The order of sections: scored by words over all of them, the best reranked by characters.

use std::cmp::Ordering;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};

use super::rerank::rerank;
use crate::error::Result;
use crate::index::{
    Citations, ReportAddress, ReportColumns, ScoredTerm, SectionAddress, SectionSet, Snapshot,
    TermSource, WordLayer, WordScores,
};
use crate::matching::{ConstraintMatcher, Matcher};
use crate::query::{Expansion, Plan};
use crate::schema::Ranking;

/// A section with its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ranked {
    pub section: SectionAddress,
    pub score: f32,
}

/// The sections of an answer: the best, in order, and the others, in none.
#[derive(Debug, Clone, Default)]
pub(super) struct RankedSections {
    best: Vec<Ranked>,
    others: Vec<Ranked>,
}

impl RankedSections {
    pub(super) fn len(&self) -> usize {
        self.best.len() + self.others.len()
    }

    /// In no order.
    pub(super) fn sections(&self) -> impl Iterator<Item = SectionAddress> {
        let all = self.best.iter().chain(&self.others);
        all.map(|ranked| ranked.section)
    }

    /// The best first. The others come after them; tied ones are ordered only when they are reached.
    pub(super) fn in_order(self, snapshot: &Snapshot) -> impl Iterator<Item = Result<Ranked>> {
        let Self { best, mut others } = self;
        let rest = std::iter::once_with(move || {
            sort_by_score(&mut others);
            others
        });
        let mut rest = rest.flatten().peekable();
        let mut tied = VecDeque::new();
        let rest = std::iter::from_fn(move || {
            if tied.is_empty() {
                let first: Ranked = rest.next()?;
                tied.push_back(first);
                while let Some(next) = rest.next_if(|next| same_score(next, &first)) {
                    tied.push_back(next);
                }
                if let Err(error) = sort_tied(snapshot, tied.make_contiguous()) {
                    return Some(Err(error));
                }
            }
            tied.pop_front().map(Ok)
        });
        best.into_iter().map(Ok).chain(rest)
    }

    /// The others come after the best, so none scores higher.
    fn cap_others(&mut self) {
        let lowest = self.best.last().map_or(f32::MAX, |last| last.score);
        for other in &mut self.others {
            other.score = other.score.min(lowest);
        }
    }

    /// Adds the sections that match the constraint and have nothing to be scored by.
    fn add_unscored(&mut self, snapshot: &Snapshot, matching: Option<&SectionSet>) -> Result<()> {
        let Some(matching) = matching else {
            return Ok(());
        };
        let mut unscored = matching.clone();
        for section in self.sections().collect::<Vec<_>>() {
            unscored.remove(section);
        }
        for section in unscored.sections(snapshot) {
            self.others.push(Ranked {
                section: section?,
                score: 0.0,
            });
        }
        Ok(())
    }
}

fn sort_by_score(ranked: &mut [Ranked]) {
    ranked.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.section.cmp(&b.section)));
}

fn same_score(a: &Ranked, b: &Ranked) -> bool {
    a.score.total_cmp(&b.score) == Ordering::Equal
}

/// Ranks the sections that match the constraint, `matching` where there is one, and, where the plan needs one, have one
/// of its words.
pub(super) fn rank(
    matcher: Matcher,
    ranking: &Ranking,
    citations: &Citations,
    plan: &Plan,
    constraints: &mut ConstraintMatcher,
    matching: Option<&SectionSet>,
) -> Result<RankedSections> {
    let terms = scored_terms(plan, ranking, constraints)?;
    let scope = matching.unwrap_or(constraints.scope());
    let layer = WordLayer::new(matcher.snapshot, citations, ranking)?;
    let WordScores {
        mut sections,
        frequencies,
    } = layer.score_sections(&terms, scope)?;
    let candidates = if plan.runs.is_empty() {
        0
    } else {
        ranking.candidates.min(sections.len())
    };
    if (1..sections.len()).contains(&candidates) {
        sections.select_nth_unstable_by(candidates - 1, |a, b| {
            b.score.total_cmp(&a.score).then(a.section.cmp(&b.section))
        });
    }
    let others = sections.split_off(candidates);
    let others = others.iter().map(|scored| Ranked {
        section: scored.section,
        score: scored.score,
    });
    let mut ranked = RankedSections {
        best: rerank(matcher, plan, ranking, &layer, &frequencies, sections)?,
        others: others.collect(),
    };
    sort(matcher.snapshot, &mut ranked.best)?;
    ranked.cap_others();
    if !plan.needs_word {
        ranked.add_unscored(matcher.snapshot, matching)?;
    }
    Ok(ranked)
}

/// Puts sections in order: by score, equal ones by region, year, path and place, as mentions are.
fn sort(snapshot: &Snapshot, ranked: &mut [Ranked]) -> Result<()> {
    sort_by_score(ranked);
    ranked
        .chunk_by_mut(same_score)
        .try_for_each(|tied| sort_tied(snapshot, tied))
}

fn sort_tied(snapshot: &Snapshot, tied: &mut [Ranked]) -> Result<()> {
    if tied.len() < 2 {
        return Ok(());
    }
    let columns = ReportColumns::of(snapshot);
    let mut keys = HashMap::new();
    for report in tied.iter().map(|ranked| ranked.section.report) {
        if let Entry::Vacant(entry) = keys.entry(report) {
            entry.insert(columns.key(report)?);
        }
    }
    let key = |report: &ReportAddress| &keys[report];
    tied.sort_by(|a, b| {
        let (a, b) = (a.section, b.section);
        key(&a.report)
            .cmp(key(&b.report))
            .then(a.section.cmp(&b.section))
    });
    Ok(())
}

/// Terms a section is scored by: query words, their synonyms, quoted phrases.
fn scored_terms(
    plan: &Plan,
    ranking: &Ranking,
    constraints: &mut ConstraintMatcher,
) -> Result<Vec<ScoredTerm>> {
    let mut weights: Vec<(&str, f32)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for word in plan.runs.iter().flat_map(|run| &run.words) {
        let weight = ranking.of_kind(word.kind);
        let index = *known.entry(&word.text).or_insert_with(|| {
            weights.push((&word.text, 0.0));
            weights.len() - 1
        });
        weights[index].1 += weight;
    }
    let words = weights.into_iter().map(|(text, weight)| ScoredTerm {
        source: TermSource::Word(text.to_string()),
        weight,
        is_outside_runs: false,
    });
    let mut terms: Vec<ScoredTerm> = words.collect();
    for Expansion { text, is_word, .. } in &plan.expansions {
        terms.push(ScoredTerm {
            source: match is_word {
                true => TermSource::Word(text.clone()),
                false => TermSource::Text(constraints.frequencies(text)?),
            },
            weight: ranking.synonym,
            is_outside_runs: true,
        });
    }
    for phrase in &plan.phrases {
        terms.push(ScoredTerm {
            source: TermSource::Text(constraints.frequencies(phrase)?),
            weight: 1.0,
            is_outside_runs: true,
        });
    }
    Ok(terms)
}
