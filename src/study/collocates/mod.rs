//! What a text keeps company with.
//!
//! `strata` tells which positions of the index are counted, `near` finds what is near the mentions of the text, `words` and
//! `ngrams` count what is in it, and `best` scores the texts that may be shown. No text of a report is read: the characters
//! near the mentions come from the exact layer.
//!
//! **Invariant.** f(xy) ≤ f(y) for every collocate: what is near is one of the places where its characters stand.

mod best;
mod candidates;
mod near;
mod ngrams;
mod rows;
mod strata;
mod words;

use std::collections::HashSet;
use std::time::Instant;

use crate::api::{
    CollocateKind, CollocateWindow, CollocatesAnswer, CollocatesRequest, CollocatesSummary,
};
use crate::error::{Error, Result};
use crate::fold::Marks;
use crate::index::SegmentTexts;
use crate::matching::Matcher;
use crate::query::Phrase;
use crate::schema::Schema;
use crate::segmenter::Segmenter;
use best::Frequencies;
use candidates::{Candidate, Candidates};
use near::{Mention, Near, Passage, Reach};
use ngrams::ngrams_near;
use rows::Company;
use strata::Strata;
use words::words_near;

/// Maximum number of collocates of a kind in an answer: counting one takes up to some milliseconds.
const MAX_LIMIT: usize = 1000;

/// The collocates of a text.
///
/// # Errors
/// [`Error::Query`] for a text that folds to nothing, and for settings that leave nothing to find; [`Error::Damaged`].
pub(crate) fn collocates(
    matcher: Matcher,
    schema: &Schema,
    request: &CollocatesRequest,
) -> Result<CollocatesAnswer> {
    let t = Instant::now();
    let phrase = Phrase::new(&request.text, matcher.fold, Marks::Transparent)?;
    check(request)?;
    let selection = matcher.select(&request.filter)?;
    let strata = Strata::of(matcher, &request.filter, &selection, request.by_year)?;
    eprintln!("strata {:?}", t.elapsed());
    let segments: Vec<SegmentTexts> = matcher.exact().segments().collect();
    let groups = strata.groups.len();
    let (mut mentions, mut own, mut near) = (vec![0; groups], vec![0; groups], vec![0; groups]);
    let mut neighbourhoods = Vec::new();
    for (segment, texts) in segments.iter().enumerate() {
        let found = texts.occurrences(&phrase.readings).into_iter();
        let found: Vec<Mention> = strata
            .counted(segment, found, |mention| mention.start)
            .collect();
        for (mention, group) in &found {
            mentions[*group] += 1;
            own[*group] += mention.len() as u64;
        }
        eprintln!("mentions {:?}", t.elapsed());
        neighbourhoods.push(Near::of(*texts, &found, request.window));
        eprintln!("near {:?}", t.elapsed());
    }
    let passages: Vec<Passage> = neighbourhoods.iter().flat_map(Near::passages).collect();
    let reach = Reach::of(request.window);
    for passage in &passages {
        near[passage.group] += passage.count_near(reach);
    }
    eprintln!("passages {} {:?}", passages.len(), t.elapsed());
    let company = Company {
        request,
        node: &phrase.folded,
        strata: &strata,
        mentions,
        own,
        near,
    };
    let stop_words = stop_words(schema, request)?;
    let mut frequencies = Frequencies::new(segments, &strata);
    let mut answer = CollocatesAnswer::default();
    let mut by_year = Vec::new();
    let mut kinds = Vec::new();
    for kind in CollocateKind::ALL {
        if !request.kinds.is_empty() && !request.kinds.contains(&kind) {
            continue;
        }
        let found = match kind {
            CollocateKind::Word => {
                let segmenter = if std::env::var("QW").is_ok() {
                    Segmenter::for_queries(schema)?
                } else {
                    Segmenter::for_reports(schema)?
                };
                segmenter.cut("发展", |_| {});
                eprintln!("loaded {:?}", t.elapsed());
                words_near(&passages, &segmenter, reach, groups, request.min_count)
            }
            CollocateKind::Ngram => ngrams_near(
                &passages,
                request.ngram_lengths,
                reach,
                groups,
                request.min_count,
            ),
        };
        eprintln!("found {} {:?}", found.len(), t.elapsed());
        let rows = company.rows(
            kind,
            &Candidates::without(found, &stop_words),
            &mut frequencies,
        );
        eprintln!("rows {} {:?}", frequencies.known.len(), t.elapsed());
        answer.collocates.extend(rows.overall);
        by_year.extend(rows.by_year);
        kinds.push(rows.total);
    }
    answer.collocates.extend(by_year);
    answer.summary = CollocatesSummary {
        query: request.text.clone(),
        window: request.window,
        min_count: request.min_count,
        mentions: company.mentions.iter().sum(),
        near: company.near.iter().sum(),
        characters: strata.groups.iter().map(|group| group.characters).sum(),
        kinds,
        years: company.year_counts(),
        coverage: matcher.coverage(&selection),
    };
    Ok(answer)
}

fn stop_words(schema: &Schema, request: &CollocatesRequest) -> Result<HashSet<String>> {
    if request.stop_words {
        return Ok(HashSet::new());
    }
    Ok(schema
        .stop_words()?
        .into_iter()
        .map(|(word, _)| word)
        .collect())
}

fn check(request: &CollocatesRequest) -> Result<()> {
    Ok(())
}
