//! What is not there: the reports that lack a text, what is near a text that is nowhere, and what of a filter matches nothing.
//! Works with any engine, and must not know how one finds anything.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::api::{
    DocumentReference, Engine, Filter, ListRequest, MentionRequest, ReportsWithout, SearchRequest,
    Unmatched, WithoutSummary, Years, ZeroHits,
};
use crate::catalogue::best_end;
use crate::error::Result;
use crate::fold::Fold;
use crate::index::WantedRegion;
use crate::query::{FieldValue, Node, Spanned, exact_query};
use crate::ranking::sounds_alike;
use crate::schema::Schema;

/// Maximum number of texts that similar ones are sought for.
const MAX_TEXTS: usize = 8;
/// Maximum length of such a text, in characters: a longer one gets no suggestion.
const MAX_LENGTH: usize = 24;

/// Maximum number of places with a name similar to one that no report is of.
const MAX_PLACES: usize = 5;

/// The reports that a request covers and that have no mention of its texts; with a heading or a part, of those that have such a
/// section. As many as its limit allows, in the usual order.
///
/// ```
/// use quanwen::api::{Filter, MentionRequest};
/// use quanwen::{Searcher, reports_without};
///
/// fn count(searcher: &Searcher, place: &str) -> quanwen::Result<u64> {
///     let request = MentionRequest::new("行政复议").filter(Filter::default().region(place));
///     Ok(reports_without(searcher, &request)?.summary.documents_without)
/// }
/// ```
///
/// # Errors
/// As [`Concordance::mentions_by_document`](crate::api::Concordance::mentions_by_document) and [`Engine::list`].
pub fn reports_without(engine: &dyn Engine, request: &MentionRequest) -> Result<ReportsWithout> {
    let found = engine.mentions_by_document(&request.clone().limit(None))?;
    let with: HashSet<&str> = found
        .documents
        .iter()
        .map(|row| row.document.id.as_str())
        .collect();
    let list = engine.list(&ListRequest::new(request.filter.clone()))?;
    let mut documents = list.documents;
    documents.retain(|document| !with.contains(document.id.as_str()));
    let documents_without = documents.len() as u64;
    documents.truncate(request.limit.unwrap_or(usize::MAX));
    let mut coverage = list.summary;
    coverage.complete &= found.summary.coverage.complete;
    Ok(ReportsWithout {
        summary: WithoutSummary {
            query: found.summary.query,
            documents_without,
            truncated: (documents.len() as u64) < documents_without,
            coverage,
        },
        documents,
    })
}

/// Parts of the texts of a request and similar texts that occur, as a search has them; `None` if one of the texts occurs, or is
/// found only by its marks, and for patterns.
///
/// # Errors
/// As [`Engine::search`].
pub fn nearby(engine: &dyn Engine, request: &MentionRequest) -> Result<Option<ZeroHits>> {
    let terms = request.concept.iter().flat_map(|concept| &concept.terms);
    let texts = request.texts.iter().chain(terms);
    let short = texts.filter(|text| text.chars().nth(MAX_LENGTH).is_none());
    let texts: Vec<&str> = short.take(MAX_TEXTS).map(String::as_str).collect();
    if texts.is_empty() || request.strict || !request.patterns.is_empty() {
        return Ok(None);
    }
    let search = SearchRequest::new(exact_query(&texts))
        .as_words(true)
        .literal(true)
        .filter(request.filter.clone())
        .limit(1);
    Ok(engine.search(&search)?.zero_hits)
}

/// What of a filter matches nothing: each of several places that no report is of, and, if there is no report or no section, the first
/// of its paths, places, years and headings that leaves none. Its parts of a document are not considered.
///
/// # Errors
/// As [`Engine::list`] and [`Engine::search`].
pub fn unmatched(engine: &dyn Engine, filter: &Filter) -> Result<Vec<Unmatched>> {
    let mut among = Filter::new().paths(&filter.paths);
    let mut documents = reports(engine, &among)?;
    if documents.is_empty() {
        return Ok(vec![unmatched_paths(engine, &filter.paths)?]);
    }
    let mut unmatched = Vec::new();
    if let Some(region) = &filter.region {
        let fold = Fold::new(&Schema::embedded())?;
        unmatched.extend(unmatched_places(filter, &documents, &fold));
        among = among.region(region);
        documents.retain(of_place(region, &fold));
    }
    if documents.is_empty() {
        return Ok(unmatched);
    }
    if let Some(years) = &filter.years {
        let known = Years::new(documents.iter().filter_map(|document| document.year));
        documents.retain(|document| document.year.is_some_and(|year| years.contains(year)));
        if documents.is_empty() {
            unmatched.push(Unmatched::Years {
                years: years.clone(),
                known,
                among: Box::new(among),
            });
            return Ok(unmatched);
        }
    }
    if let Some(heading) = &filter.heading
        && !is_under(engine, heading, filter)?
    {
        unmatched.push(Unmatched::Heading(heading.clone()));
    }
    Ok(unmatched)
}

fn reports(engine: &dyn Engine, filter: &Filter) -> Result<Vec<DocumentReference>> {
    Ok(engine.list(&ListRequest::new(filter.clone()))?.documents)
}

/// What paths without a report are: some of a corpus, or all of one that has none.
fn unmatched_paths(engine: &dyn Engine, paths: &[String]) -> Result<Unmatched> {
    if paths.is_empty() || reports(engine, &Filter::new())?.is_empty() {
        return Ok(Unmatched::Corpus);
    }
    Ok(Unmatched::Paths(paths.to_vec()))
}

/// The places of a filter that none of some reports is of.
fn unmatched_places(
    filter: &Filter,
    documents: &[DocumentReference],
    fold: &Fold,
) -> impl Iterator<Item = Unmatched> {
    let is_of_none = |place: &&str| !documents.iter().any(of_place(place, fold));
    let places = filter.places().filter(is_of_none);
    places.map(|place| Unmatched::Place {
        place: place.to_string(),
        similar: places_like(place, documents, fold),
    })
}

/// Whether a report is of a place, as filters have it.
fn of_place(typed: &str, fold: &Fold) -> impl Fn(&DocumentReference) -> bool {
    let wanted = WantedRegion::new(typed, fold);
    move |document| wanted.takes(&document.region.join("/"), fold)
}

/// Whether a section that a filter takes, its heading aside, is under a heading with a text.
fn is_under(engine: &dyn Engine, heading: &str, filter: &Filter) -> Result<bool> {
    let under = Node::Field(Spanned {
        value: FieldValue::Heading(heading.to_string()),
        span: 0..0,
    });
    let others = Filter {
        heading: None,
        ..filter.clone()
    };
    let search = SearchRequest::new(under.to_string()).filter(others);
    Ok(engine.search(&search.limit(1))?.summary.total > 0)
}

/// Names of places of reports that are written like a place: of one level, or else of all levels.
fn places_like(place: &str, documents: &[DocumentReference], fold: &Fold) -> Vec<String> {
    let levels = documents.iter().flat_map(|document| &document.region);
    let like = names_like(place, levels.cloned(), fold);
    if !like.is_empty() {
        return like;
    }
    let whole = documents.iter().map(|document| document.region.concat());
    names_like(place, whole, fold)
}

/// The names in which at least half of the characters of another one stand in its order: the most similar first, of these those that
/// sound alike, then the most frequent.
fn names_like(wanted: &str, names: impl Iterator<Item = String>, fold: &Fold) -> Vec<String> {
    let wanted = fold.fold_text(wanted);
    let characters: Vec<char> = wanted.chars().collect();
    if characters.is_empty() {
        return Vec::new();
    }
    let mut counts: HashMap<String, u64> = HashMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let rank = |name: String, count: u64| {
        let folded = fold.fold_text(&name);
        let (edits, _) = best_end(&characters, &folded.chars().collect::<Vec<char>>());
        let sounds_other = !sounds_alike(&folded, &wanted);
        (edits, sounds_other, Reverse(count), name)
    };
    let counts = counts.into_iter();
    let mut like: Vec<(usize, bool, Reverse<u64>, String)> = counts
        .map(|(name, count)| rank(name, count))
        .filter(|(edits, ..)| edits * 2 <= characters.len())
        .collect();
    like.sort();
    let like = like.into_iter().map(|(.., name)| name);
    like.take(MAX_PLACES).collect()
}
