//! Citations within the corpus: how often the titles of its reports are cited in 《…》.
//!
//! A law that is cited often is a likelier answer than one that is never cited. A title counts only if it names one document:
//! 《政府工作报告》 cites none of the reports that bear this title. Each report's record has the titles that it cites, so the
//! counts leave out removed reports.

use std::collections::HashMap;

use super::address::DocumentAddress;
use super::document_columns::DocumentColumns;
use super::exact::ExactLayer;
use super::snapshot::Snapshot;
use crate::error::{Error, Result};
use crate::fold::Fold;

/// The name of the country: laws are cited with and without it.
const COUNTRY: &str = "中华人民共和国";
/// Minimum characters of a title without [`COUNTRY`].
const MIN_LENGTH: usize = 2;

/// How often the corpus cites the titles of its own reports, on a logarithmic scale from 0 to 1 (the most cited title).
#[derive(Debug, Default)]
pub(crate) struct Citations {
    /// By segment and ordinal of the title; empty if nothing is cited.
    shares: Vec<Vec<f32>>,
}

/// Number of citations by [short name](short_name).
type Counts = HashMap<String, u32>;

impl Citations {
    pub(super) fn is_empty(&self) -> bool {
        self.shares.is_empty()
    }

    /// The share of a title, by its ordinal in a segment.
    pub(super) fn of_title(&self, segment: u32, ord: u64) -> f32 {
        self.shares
            .get(segment as usize)
            .zip(usize::try_from(ord).ok())
            .and_then(|(shares, ord)| shares.get(ord).copied())
            .unwrap_or(0.0)
    }

    /// Counts the citations in a snapshot and assigns them to the titles of its reports that name one document. `kinds` are
    /// folded.
    pub(crate) fn of(snapshot: &Snapshot, fold: &Fold, kinds: &[String]) -> Result<Self> {
        let counts = cited_names(snapshot)?;
        if counts.is_empty() {
            return Ok(Self::default());
        }
        let titles = titles(snapshot, fold)?;
        let mut bearers: HashMap<&str, Bearers> = HashMap::new();
        for (title, of_segment) in titles.iter().flatten() {
            bearers.entry(title).or_default().add(*of_segment);
        }
        let count = |(title, _): &(String, Bearers)| {
            let names_one = bearers[title.as_str()] != Bearers::Several && !is_kind(title, kinds);
            if names_one { cited(&counts, title) } else { 0 }
        };
        let of_title: Vec<Vec<u32>> = titles
            .iter()
            .map(|titles| titles.iter().map(count).collect())
            .collect();
        let max = of_title.iter().flatten().copied().max().unwrap_or(0);
        if max == 0 {
            return Ok(Self::default());
        }
        let share = |count: &u32| logarithm(*count) / logarithm(max);
        let shares = of_title
            .iter()
            .map(|counts| counts.iter().map(share).collect())
            .collect();
        Ok(Self { shares })
    }
}

/// The documents that bear a title.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Bearers {
    #[default]
    None,
    /// One, or copies of one: of that many characters and sections.
    One(usize, usize),
    Several,
}

impl Bearers {
    fn add(&mut self, other: Self) {
        *self = match (*self, other) {
            (known, Self::None) => known,
            (Self::None, other) => other,
            (known, other) if known == other => known,
            _ => Self::Several,
        };
    }
}

/// By segment and ordinal, the titles of reports, folded, each with the reports of the segment that bear it.
fn titles(snapshot: &Snapshot, fold: &Fold) -> Result<Vec<Vec<(String, Bearers)>>> {
    let exact = ExactLayer::of(snapshot);
    let mut titles = Vec::new();
    for (segment, reader) in snapshot.segments() {
        let column = &DocumentColumns::of(snapshot).of_segment(segment)?.title;
        let mut bearers = vec![Bearers::None; column.num_terms()];
        for block in exact.file(segment).documents() {
            if reader.is_deleted(block.document) {
                continue;
            }
            let document = DocumentAddress {
                segment,
                record: block.document,
            };
            let one = Bearers::One(exact.extent(document).len(), block.sections.len());
            for ord in column.term_ords(block.document) {
                bearers[usize::try_from(ord).unwrap_or(usize::MAX)].add(one);
            }
        }
        let mut stream = column
            .dictionary()
            .stream()
            .map_err(|error| Error::damaged(snapshot.folder(), error))?;
        let mut of_segment = Vec::with_capacity(bearers.len());
        for bearers in bearers {
            if !stream.advance() {
                break;
            }
            let title = fold.fold_text(&String::from_utf8_lossy(stream.key()));
            of_segment.push((title, bearers));
        }
        titles.push(of_segment);
    }
    Ok(titles)
}

/// Whether a folded title is the name of a kind of report, with or without years: 2021年政府工作报告.
fn is_kind(title: &str, kinds: &[String]) -> bool {
    let is_of_year = |c: char| c.is_ascii_digit() || matches!(c, '年' | '度' | '(' | ')' | '-');
    let name = title.trim_matches(is_of_year);
    kinds.iter().any(|kind| kind == name)
}

fn cited_names(snapshot: &Snapshot) -> Result<Counts> {
    let mut counts = Counts::new();
    for (segment, reader) in snapshot.segments() {
        let Some(cites) = &DocumentColumns::of(snapshot).of_segment(segment)?.cites else {
            continue;
        };
        let mut of_ord = vec![0u32; cites.num_terms()];
        for record in reader.doc_ids_alive() {
            for ord in cites.term_ords(record) {
                of_ord[usize::try_from(ord).unwrap_or(usize::MAX)] += 1;
            }
        }
        let mut stream = cites
            .dictionary()
            .stream()
            .map_err(|error| Error::damaged(snapshot.folder(), error))?;
        while stream.advance() {
            let count = of_ord[usize::try_from(stream.term_ord()).unwrap_or(usize::MAX)];
            let title = String::from_utf8_lossy(stream.key());
            if count > 0 {
                *counts.entry(short_name(&title).to_string()).or_default() += count;
            }
        }
    }
    Ok(counts)
}

/// Number of citations of a folded title: of the whole title, else of its longest cited prefix before 第, as in the articles
/// of a law.
fn cited(counts: &Counts, title: &str) -> u32 {
    let title = short_name(title);
    let articles = title.match_indices('第').map(|(end, _)| end);
    let ends: Vec<usize> = articles.chain([title.len()]).collect();
    ends.into_iter()
        .rev()
        .find_map(|end| counts.get(&title[..end]).copied())
        .unwrap_or(0)
}

/// A title without the name of the country.
fn short_name(title: &str) -> &str {
    title
        .strip_prefix(COUNTRY)
        .filter(|short| short.chars().count() >= MIN_LENGTH)
        .unwrap_or(title)
}

fn logarithm(count: u32) -> f32 {
    (count as f32).ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_of_a_cited_law_are_cited_with_it() {
        let counts = Counts::from([("行政复议法".to_string(), 7), ("行政复议".to_string(), 9)]);
        let cited = |title| cited(&counts, title);
        assert_eq!(cited("中华人民共和国行政复议法"), 7);
        assert_eq!(cited("中华人民共和国行政复议法第十一条"), 7);
        assert_eq!(cited("行政复议法实施条例第三条"), 0);
    }
}
