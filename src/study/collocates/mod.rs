//! What a text keeps company with.
//!
//! `strata` tells which positions of the index are counted, `layout` and `near` find what is near the mentions of the text,
//! `words` and `ngrams` count what is in it, `best` scores those that may be shown, and `rows` are the answer. No text of a
//! report is read: the characters near the mentions come from the exact layer.
//!
//! **Invariant.** f(xy) ≤ f(y) for every collocate: what is near is one of the places where its characters stand.

mod best;
mod bounds;
mod candidates;
mod company;
mod layout;
mod near;
mod ngrams;
mod rows;
mod strata;
mod words;

use std::collections::HashSet;

use quanwen_messages::text;
use rayon::prelude::*;

use crate::api::{CollocateKind, CollocateWindow, CollocatesAnswer, CollocatesRequest};
use crate::error::{Error, Result};
use crate::fold::Marks;
use crate::index::SegmentTexts;
use crate::matching::Matcher;
use crate::query::Phrase;
use crate::schema::Schema;
use crate::segmenter::Segmenter;
use best::Frequencies;
use candidates::Candidates;
use company::Company;
use layout::Mention;
use near::Near;
use ngrams::MAX_LENGTH;
use strata::Strata;

/// Maximum characters of a side of a window: a query finds what is up to so many characters apart.
const MAX_WINDOW: u32 = 1000;
/// Maximum number of collocates of a kind in an answer: counting one takes up to some milliseconds.
const MAX_LIMIT: usize = 1000;
/// Characters from which the whole dictionary is loaded: looking up the words of as many takes as long.
const MANY_CHARACTERS: usize = 200_000;

/// The collocates of a text.
///
/// # Errors
/// [`Error::Query`] for a text that folds to nothing, [`Error::Setting`] for settings that leave nothing to find;
/// [`Error::Damaged`].
pub(crate) fn collocates(
    matcher: Matcher,
    schema: &Schema,
    request: &CollocatesRequest,
) -> Result<CollocatesAnswer> {
    let phrase = Phrase::new(&request.text, matcher.fold, Marks::Transparent)?;
    check(request)?;
    let selection = matcher.select(&request.filter)?;
    let strata = Strata::of(matcher, &request.filter, &selection, request.by_year)?;
    let segments: Vec<SegmentTexts> = matcher.exact().segments().collect();
    let near = near_mentions(&segments, &phrase, &strata, request.window);
    let company = Company::new(request, &phrase.folded, &strata, &near);
    let stop_words = stop_words(schema, request)?;
    let mut frequencies = Frequencies::new(segments, &strata);
    let mut answer = CollocatesAnswer::default();
    let mut by_year = Vec::new();
    for kind in CollocateKind::ALL {
        if !request.kinds.is_empty() && !request.kinds.contains(&kind) {
            continue;
        }
        let found = match kind {
            CollocateKind::Word => company.words(&segmenter(schema, company.read())?),
            CollocateKind::Ngram => company.ngrams(),
        };
        let candidates = Candidates::without(found, &stop_words);
        let rows = company.rows(kind, &candidates, &mut frequencies);
        answer.collocates.extend(rows.overall);
        by_year.extend(rows.by_year);
        answer.summary.kinds.push(rows.total);
    }
    answer.collocates.extend(by_year);
    company.summarise(&mut answer.summary);
    answer.summary.coverage = matcher.coverage(&selection);
    Ok(answer)
}

/// What is near the counted mentions of a text, in each segment.
fn near_mentions(
    segments: &[SegmentTexts],
    phrase: &Phrase,
    strata: &Strata,
    window: CollocateWindow,
) -> Vec<Near> {
    let near = |(segment, texts): (usize, &SegmentTexts)| {
        let found = texts.occurrences(&phrase.readings).into_iter();
        let counted = strata.counted(segment, found, |mention| mention.start);
        Near::of(*texts, counted.collect::<Vec<Mention>>(), window)
    };
    segments.par_iter().enumerate().map(near).collect()
}

/// A segmenter for texts with so many characters.
fn segmenter(schema: &Schema, characters: usize) -> Result<Segmenter> {
    if characters < MANY_CHARACTERS {
        Segmenter::for_queries(schema)
    } else {
        Segmenter::for_reports(schema)
    }
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

/// Refuses settings that leave nothing to find, or more than an answer may have.
fn check(request: &CollocatesRequest) -> Result<()> {
    let [shortest, longest] = request.ngram_lengths;
    let message = if widest(request.window) > MAX_WINDOW {
        text!(
            "a window has up to 1,000 characters on a side: give such a `CollocatesRequest::window`"
        )
    } else if is_empty(request.window) {
        text!(
            "nothing is within 0 characters of it: give `CollocatesRequest::window` a side of 1 or more"
        )
    } else if shortest == 0 || longest < shortest || longest > MAX_LENGTH {
        text!(
            "an n-gram has 1 to 6 characters: give `CollocatesRequest::ngram_lengths` such as 2..4"
        )
    } else if request.min_count == 0 {
        text!(
            "what is near 0 times is everything else: `CollocatesRequest::min_count` is at least 1"
        )
    } else if request.limit == 0 || request.limit > MAX_LIMIT {
        text!(
            "an answer has 1 to 1,000 collocates of a kind: give such a `CollocatesRequest::limit`"
        )
    } else {
        return Ok(());
    };
    Err(Error::Setting {
        message: message.into(),
    })
}

/// The longer side of a window.
fn widest(window: CollocateWindow) -> u32 {
    match window {
        CollocateWindow::Characters { left, right } => left.max(right),
        CollocateWindow::Sentence => 0,
    }
}

fn is_empty(window: CollocateWindow) -> bool {
    matches!(window, CollocateWindow::Characters { left: 0, right: 0 })
}
