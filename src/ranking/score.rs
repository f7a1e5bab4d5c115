//! Scores sections by words and by what lifts them, and reranks the top ones by characters.

use super::aside::Asides;
use super::question::Question;
use super::ranked::{Candidate, Ranked, RankedSections, sort};
use super::rerank::rerank;
use crate::error::Result;
use crate::index::{
    Citations, QueryPart, SectionScore, SectionSet, Vocabulary, WordLayer, WordScores,
};
use crate::matching::{ConstraintMatcher, Matcher};
use crate::schema::Ranking;

/// Ranks the sections that match the constraint (`matching`, if there is one) and, if the plan needs one, have one of its
/// words.
pub(super) fn rank(
    matcher: Matcher,
    ranking: &Ranking,
    citations: &Citations,
    asides: &Asides,
    question: &Question,
    constraints: &ConstraintMatcher,
    matching: Option<&SectionSet>,
) -> Result<RankedSections> {
    let plan = question.plan;
    let scope = matching.unwrap_or(constraints.scope());
    let layer = WordLayer::new(matcher.snapshot, citations, ranking)?;
    let WordScores {
        sections,
        frequencies,
    } = layer.score_sections(&question.terms, scope)?;
    let vocabulary = Vocabulary::of(matcher.snapshot);
    let idf = |word: &str| vocabulary.idf(frequencies.get(word).copied().unwrap_or(0));
    let credit = question.credit(ranking, idf);
    let by_synonyms = sections.iter().filter(|scored| !scored.has_typed());
    let by_synonyms = by_synonyms.map(|scored| scored.section).collect();
    let scorer = Scorer {
        question,
        asides,
        credit,
        ranking,
        has_segments: plan.runs.iter().any(|run| !run.segments.is_empty()),
        is_plain: question.lifts.are_none() && asides.are_none(),
    };
    // Most sections stay below the candidates, so only their scores are computed.
    let mut order: Vec<(f32, usize)> = sections
        .iter()
        .enumerate()
        .map(|(index, scored)| (scorer.score(scored), index))
        .collect();
    let candidates = if plan.runs.is_empty() {
        0
    } else {
        ranking.candidates.min(order.len())
    };
    if (1..order.len()).contains(&candidates) {
        order.select_nth_unstable_by(candidates - 1, |a, b| {
            b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
        });
    }
    let (best, others) = order.split_at(candidates);
    let best = best
        .iter()
        .map(|(_, index)| scorer.candidate(&sections[*index]));
    let mut ranked = RankedSections {
        best: rerank(
            matcher,
            question,
            ranking,
            &layer,
            &frequencies,
            best.collect(),
        )?,
        others: others
            .iter()
            .map(|(score, index)| Ranked {
                section: sections[*index].section,
                score: *score,
            })
            .collect(),
        by_synonyms,
        verbatim: question.lifts.verbatim().cloned(),
    };
    sort(matcher.snapshot, &mut ranked.best)?;
    ranked.cap_others();
    if !plan.needs_word {
        ranked.add_unscored(matcher.snapshot, matching)?;
    }
    Ok(ranked)
}

/// Scores sections before their characters are looked at.
#[derive(Clone, Copy)]
struct Scorer<'q> {
    question: &'q Question<'q>,
    asides: &'q Asides,
    /// What the words that name reports weigh where the report is the one.
    credit: f32,
    ranking: &'q Ranking,
    /// Whether no section is lifted, or comes after others.
    is_plain: bool,
    /// Whether the query has parts that are sought as they stand.
    has_segments: bool,
}

impl Scorer<'_> {
    /// By words and texts, lifted, and names.
    fn score(self, scored: &SectionScore) -> f32 {
        if self.is_plain {
            let texts = scored.of(QueryPart::Texts) + scored.of(QueryPart::Synonyms);
            return (scored.of(QueryPart::Words) + texts) * scored.citation
                + scored.of(QueryPart::Names);
        }
        let candidate = self.candidate(scored);
        let is_verbatim = candidate.has_short_segments && self.question.long_segments.is_empty();
        let verbatim = if is_verbatim {
            self.ranking.verbatim
        } else {
            0.0
        };
        let words = scored.of(QueryPart::Words) + candidate.texts;
        let lift = self.ranking.lifted(candidate.lift + verbatim);
        words * candidate.citation * lift + candidate.names
    }

    #[inline]
    fn candidate(self, scored: &SectionScore) -> Candidate {
        let section = scored.section;
        let lifts = &self.question.lifts;
        let (named, satisfied) = lifts.of_name(section);
        let aside = self
            .asides
            .exponent(section, self.question.plan, self.ranking);
        Candidate {
            section,
            texts: scored.of(QueryPart::Texts) + scored.of(QueryPart::Synonyms),
            names: scored.of(QueryPart::Names).max(self.credit * satisfied),
            citation: scored.citation,
            has_short_segments: self.has_segments && lifts.has_short_segments(section),
            lift: named + lifts.of_texts(section) + aside,
        }
    }
}
