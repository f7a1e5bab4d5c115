//! Scores sections by words and by what lifts them, and reranks the top ones by characters.

use super::aside::Asides;
use super::question::Question;
use super::ranked::{Ranked, RankedSections, sort};
use super::rerank::rerank;
use crate::error::Result;
use crate::index::{
    Citations, QueryPart, SectionAddress, SectionScore, SectionSet, Vocabulary, WordLayer,
    WordScores,
};
use crate::matching::{ConstraintMatcher, Matcher};
use crate::schema::Ranking;

/// A section with what is known of it before its characters are looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub section: SectionAddress,
    /// By words, texts and lifts.
    pub score: f32,
    /// From texts and synonyms, before the citation factor and the lift.
    pub texts: f32,
    /// From the words that name reports; they are not lifted.
    pub names: f32,
    pub citation: f32,
    /// Whether it has the query as it stands.
    pub is_verbatim: bool,
    /// The exponent of [`Ranking::lift`] for everything else.
    pub lift: f32,
}

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
    let scored = sections.iter();
    let mut sections: Vec<Candidate> = scored
        .map(|scored| candidate(scored, question, asides, credit, ranking))
        .collect();
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
        best: rerank(matcher, question, ranking, &layer, &frequencies, sections)?,
        others: others
            .iter()
            .map(|scored| Ranked {
                section: scored.section,
                score: scored.score,
            })
            .collect(),
        by_synonyms,
    };
    sort(matcher.snapshot, &mut ranked.best)?;
    ranked.cap_others();
    if !plan.needs_word {
        ranked.add_unscored(matcher.snapshot, matching)?;
    }
    Ok(ranked)
}

/// The first score of a section: its words and texts, lifted, and its names.
fn candidate(
    scored: &SectionScore,
    question: &Question,
    asides: &Asides,
    credit: f32,
    ranking: &Ranking,
) -> Candidate {
    let section = scored.section;
    let lifts = &question.lifts;
    let (named, satisfied) = lifts.of_name(section);
    let texts = scored.of(QueryPart::Texts) + scored.of(QueryPart::Synonyms);
    let names = scored.of(QueryPart::Names).max(credit * satisfied);
    let aside = asides.exponent(section, question.plan, ranking);
    let lift = named + lifts.of_texts(section) + aside;
    let is_verbatim = lifts.is_verbatim(section);
    let verbatim = if is_verbatim { ranking.verbatim } else { 0.0 };
    let words = scored.of(QueryPart::Words) + texts;
    Candidate {
        section,
        score: words * scored.citation * ranking.lifted(lift + verbatim) + names,
        texts,
        names,
        citation: scored.citation,
        is_verbatim,
        lift,
    }
}
