//! Scores sections by words and by what lifts them, and reranks the top ones by characters.

use super::aside::{Asides, Asked};
use super::question::Question;
use super::ranked::{Candidate, Ranked, RankedSections, sort};
use super::rerank::rerank;
use super::sections::Sections;
use crate::error::Result;
use crate::index::{QueryPart, SectionScore, WordScores};
use crate::schema::Ranking;

/// Ranks the sections that match the constraint (`matching`, if there is one) and, if the plan needs one, have one of its
/// words.
pub(super) fn rank(
    sections: &mut dyn Sections,
    question: &Question,
    ranking: &Ranking,
    asides: &Asides,
) -> Result<RankedSections> {
    let plan = question.plan;
    let WordScores {
        sections: of_terms,
        frequencies,
    } = sections.score(&question.terms)?;
    let credit = question.credit(ranking, &*sections, &frequencies);
    let scorer = Scorer::new(ranking, asides, question, credit);
    // Most sections stay below the candidates, so only their scores are computed.
    let mut order: Vec<(usize, f32, usize)> = of_terms
        .iter()
        .enumerate()
        .map(|(index, scored)| {
            let tier = sections.tier(scored.section);
            (tier, scorer.score(scored), index)
        })
        .collect();
    let candidates = if plan.runs.is_empty() {
        0
    } else {
        let first = order.iter().filter(|(tier, ..)| *tier == 0);
        ranking.candidates.min(first.count())
    };
    if (1..order.len()).contains(&candidates) {
        order.select_nth_unstable_by(candidates - 1, |a, b| {
            let by_score = || b.1.total_cmp(&a.1).then(a.2.cmp(&b.2));
            a.0.cmp(&b.0).then_with(by_score)
        });
    }
    let (best, others) = order.split_at(candidates);
    let best = best
        .iter()
        .map(|(.., index)| scorer.candidate(&of_terms[*index]));
    let mut answer = RankedSections {
        best: rerank(sections, question, ranking, &frequencies, best.collect())?,
        others: others
            .iter()
            .map(|(_, score, index)| Ranked {
                section: of_terms[*index].section,
                score: *score,
            })
            .collect(),
        ..RankedSections::default()
    };
    sort(sections, &mut answer.best)?;
    answer.cap_others(sections);
    if plan.needs_word {
        let by_synonyms = of_terms.iter().filter(|scored| !scored.has_typed());
        answer.by_synonyms = by_synonyms.map(|scored| scored.section).collect();
    } else {
        answer.add_unscored(sections)?;
    }
    if let Some(named) = question.lifts.of_named() {
        answer.named_reports = sections.reports_of(&named)?;
    }
    if question.long_stretches.is_empty() && !plan.names_reports() {
        answer.verbatim = question.lifts.verbatim().cloned();
    }
    Ok(answer)
}

/// Scores sections before their characters are looked at.
struct Scorer<'q> {
    ranking: &'q Ranking,
    asides: &'q Asides,
    question: &'q Question<'q>,
    asked: Asked,
    /// What the words that name reports weigh where the report is the one.
    credit: f32,
    /// Whether the query has parts that are looked for verbatim.
    has_stretches: bool,
    /// If no section is lifted or comes after others, whether each has the short ones of these parts, since there are none.
    plain: Option<bool>,
}

impl<'q> Scorer<'q> {
    fn new(ranking: &'q Ranking, asides: &'q Asides, question: &'q Question, credit: f32) -> Self {
        let plan = question.plan;
        let has_stretches = plan.runs.iter().any(|run| !run.stretches.is_empty());
        let is_plain = question.lifts.are_none() && asides.are_none();
        let has_each = has_stretches && question.lifts.verbatim().is_none();
        Self {
            ranking,
            asides,
            question,
            asked: Asked {
                meaning: plan.asks_for_meaning,
                reports: question.names_are_topic,
            },
            credit,
            has_stretches,
            plain: is_plain.then_some(has_each),
        }
    }

    /// By words and texts, lifted, and names.
    fn score(&self, scored: &SectionScore) -> f32 {
        let candidate = self.candidate(scored);
        let is_verbatim = candidate.has_short_stretches && self.question.long_stretches.is_empty();
        let verbatim = f32::from(is_verbatim) * self.ranking.verbatim;
        let sum = scored.of(QueryPart::Words) + candidate.texts;
        candidate.score(self.ranking, sum, 0.0, verbatim)
    }

    #[inline]
    fn candidate(&self, scored: &SectionScore) -> Candidate {
        let candidate = Candidate {
            section: scored.section,
            texts: scored.of(QueryPart::Texts) + scored.of(QueryPart::Synonyms),
            names: scored.of(QueryPart::Names),
            citation: scored.citation,
            has_short_stretches: self.plain.unwrap_or(false),
            lift: 0.0,
        };
        match self.plain {
            Some(_) => candidate,
            None => self.lifted(candidate, scored),
        }
    }

    /// A candidate with what lifts it.
    fn lifted(&self, candidate: Candidate, scored: &SectionScore) -> Candidate {
        let section = candidate.section;
        let (asides, ranking) = (self.asides, self.ranking);
        let lifts = &self.question.lifts;
        let is_word = !self.question.is_one_word || scored.of(QueryPart::Words) > 0.0;
        let is_verbatim = self.has_stretches && is_word && lifts.has_short_stretches(section);
        let (named, satisfied) = lifts.of_name(section);
        let aside = asides.exponent(section, self.asked, is_verbatim, ranking);
        Candidate {
            names: candidate.names.max(self.credit * satisfied),
            has_short_stretches: is_verbatim,
            lift: named + lifts.of_texts(section) + aside,
            ..candidate
        }
    }
}
