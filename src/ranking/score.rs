//! Scores sections by words, and reranks the top ones by characters.

use std::collections::HashMap;

use super::ranked::{Ranked, RankedSections, sort};
use super::rerank::rerank;
use crate::error::Result;
use crate::index::{Citations, ScoredTerm, SectionSet, TermSource, WordLayer, WordScores};
use crate::matching::{ConstraintMatcher, Matcher};
use crate::query::{Expansion, Plan};
use crate::schema::Ranking;

/// Ranks the sections that match the constraint (`matching`, if there is one) and, if the plan needs one, have one of its
/// words.
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
    let mut ranked = RankedSections {
        best: rerank(matcher, plan, ranking, &layer, &frequencies, sections)?,
        others: others
            .iter()
            .map(|scored| Ranked {
                section: scored.section,
                score: scored.score,
            })
            .collect(),
    };
    sort(matcher.snapshot, &mut ranked.best)?;
    ranked.cap_others();
    if !plan.needs_word {
        ranked.add_unscored(matcher.snapshot, matching)?;
    }
    Ok(ranked)
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
