//! Citations within the corpus: how often the titles of its reports are cited in 《…》.
//!
//! A law that is cited often is a likelier answer than one that is never cited. A title counts only if it names one document:
//! 《政府工作报告》 cites none of the reports that bear this title. Each report's record has the titles that it cites, so the
//! counts leave out removed reports.

use super::address::DocumentAddress;
use super::cited_titles::{Bearers, CitedTitles};
use super::document_columns::DocumentColumns;
use super::exact::ExactLayer;
use super::snapshot::Snapshot;
use crate::error::{Error, Result};
use crate::fold::Fold;

/// How often the corpus cites the titles of its own reports, on a logarithmic scale from 0 to 1 (the most cited title).
#[derive(Debug, Default)]
pub(crate) struct Citations {
    /// By segment and ordinal of the title; empty if nothing is cited.
    shares: Vec<Vec<f32>>,
}

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
        let mut cited = CitedTitles::default();
        add_citations(snapshot, &mut cited)?;
        if cited.is_empty() {
            return Ok(Self::default());
        }
        let titles = titles(snapshot, fold)?;
        for (title, bearers) in titles.iter().flatten() {
            cited.add_bearers(title, *bearers);
        }
        let by_title = cited.shares(kinds);
        if by_title.is_empty() {
            return Ok(Self::default());
        }
        let share = |(title, _): &(String, Bearers)| by_title.get(title).copied().unwrap_or(0.0);
        let of_segment = |titles: &Vec<(String, Bearers)>| titles.iter().map(share).collect();
        Ok(Self {
            shares: titles.iter().map(of_segment).collect(),
        })
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
            let one = Bearers::One {
                characters: exact.extent(document).len() as u64,
                sections: block.sections.len() as u64,
            };
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

fn add_citations(snapshot: &Snapshot, titles: &mut CitedTitles) -> Result<()> {
    for (segment, reader) in snapshot.segments() {
        let Some(cites) = &DocumentColumns::of(snapshot).of_segment(segment)?.cites else {
            continue;
        };
        let mut of_ord = vec![0u64; cites.num_terms()];
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
            titles.add_citations(&String::from_utf8_lossy(stream.key()), count);
        }
    }
    Ok(())
}
