//! The order of sections: words over all of them, then a close look at the characters of the best.

mod close;
mod units;

use std::cmp::Ordering;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};

use super::boolean::Evaluation;
use super::searcher::Searcher;
use crate::error::Result;
use crate::index::{
    Evidence, EvidenceSource, ReportAddress, SectionAddress, SectionSet, WordLayer, WordScores,
};
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

    /// The best first. The others come behind them, tied ones in order only when they are reached.
    pub(super) fn in_order(self, searcher: &Searcher) -> impl Iterator<Item = Result<Ranked>> {
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
                if let Err(error) = searcher.sort_tied(tied.make_contiguous()) {
                    return Some(Err(error));
                }
            }
            tied.pop_front().map(Ok)
        });
        best.into_iter().map(Ok).chain(rest)
    }
}

fn sort_by_score(ranked: &mut [Ranked]) {
    ranked.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.section.cmp(&b.section)));
}

fn same_score(a: &Ranked, b: &Ranked) -> bool {
    a.score.total_cmp(&b.score) == Ordering::Equal
}

impl Searcher {
    /// Ranks the sections that satisfy the constraint and, where the plan needs one, have one of its words.
    pub(super) fn rank(
        &self,
        plan: &Plan,
        evaluation: &mut Evaluation,
        satisfying: Option<&SectionSet>,
    ) -> Result<RankedSections> {
        let ranking = self.ranking();
        let evidence = evidence(plan, ranking, evaluation)?;
        let asked = satisfying.unwrap_or(evaluation.asked());
        let layer = WordLayer::new(&self.snapshot, self.citations()?, ranking)?;
        let WordScores {
            mut sections,
            frequencies,
        } = layer.score_sections(&evidence, asked)?;
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
            best: self.look_closely(plan, ranking, &layer, &frequencies, sections)?,
            others: others.collect(),
        };
        self.sort(&mut ranked.best)?;
        ranked.cap_others();
        if !plan.needs_word {
            ranked.add_unscored(self, satisfying)?;
        }
        Ok(ranked)
    }

    /// Puts sections in order: by score, equal ones by region, year, path and place, as mentions are.
    fn sort(&self, ranked: &mut [Ranked]) -> Result<()> {
        sort_by_score(ranked);
        ranked
            .chunk_by_mut(same_score)
            .try_for_each(|tied| self.sort_tied(tied))
    }

    fn sort_tied(&self, tied: &mut [Ranked]) -> Result<()> {
        if tied.len() < 2 {
            return Ok(());
        }
        let mut keys = HashMap::new();
        for report in tied.iter().map(|ranked| ranked.section.report) {
            if let Entry::Vacant(entry) = keys.entry(report) {
                entry.insert(self.snapshot.key(report)?);
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
}

impl RankedSections {
    /// The others come behind the best, so none scores higher.
    fn cap_others(&mut self) {
        let lowest = self.best.last().map_or(f32::MAX, |last| last.score);
        for other in &mut self.others {
            other.score = other.score.min(lowest);
        }
    }

    /// Adds the sections that satisfy a constraint and have nothing to be ranked by.
    fn add_unscored(&mut self, searcher: &Searcher, satisfying: Option<&SectionSet>) -> Result<()> {
        let Some(satisfying) = satisfying else {
            return Ok(());
        };
        let mut unscored = satisfying.clone();
        for section in self.sections().collect::<Vec<_>>() {
            unscored.remove(section);
        }
        for section in searcher.snapshot.in_set(&unscored) {
            self.others.push(Ranked {
                section: section?,
                score: 0.0,
            });
        }
        Ok(())
    }
}

/// What speaks for a section: the words of the runs, what stands for them, and the quoted texts.
fn evidence(plan: &Plan, ranking: &Ranking, evaluation: &mut Evaluation) -> Result<Vec<Evidence>> {
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
    let words = weights.into_iter().map(|(text, weight)| Evidence {
        source: EvidenceSource::Word(text.to_string()),
        weight,
        is_beside_runs: false,
    });
    let mut evidence: Vec<Evidence> = words.collect();
    for Expansion { text, is_word, .. } in &plan.expansions {
        evidence.push(Evidence {
            source: match is_word {
                true => EvidenceSource::Word(text.clone()),
                false => EvidenceSource::Text(evaluation.frequencies(text)?),
            },
            weight: ranking.synonym,
            is_beside_runs: true,
        });
    }
    for phrase in &plan.phrases {
        evidence.push(Evidence {
            source: EvidenceSource::Text(evaluation.frequencies(phrase)?),
            weight: 1.0,
            is_beside_runs: true,
        });
    }
    Ok(evidence)
}
