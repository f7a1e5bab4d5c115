//! The rows of an answer: the best collocates, and each of them in every year.

use super::best::{Counted, Frequencies, best};
use super::candidates::{Candidate, Candidates};
use super::company::Company;
use crate::api::{Collocate, CollocateKind, CollocateTotal, CollocateWindow, CollocatesRequest};
use crate::query::{Node, Scope, Spanned};
use crate::study::statistics::association::{Association, log_dice};

/// The best collocates of a kind; then, by year, each of them and each that is among the best of a year, in every year.
pub(super) struct Rows {
    pub overall: Vec<Collocate>,
    pub by_year: Vec<Collocate>,
    pub total: CollocateTotal,
}

impl Company<'_> {
    /// The rows of the collocates of a kind.
    pub(super) fn rows(
        &self,
        kind: CollocateKind,
        candidates: &Candidates,
        frequencies: &mut Frequencies,
    ) -> Rows {
        let overall = self.best(candidates, Counted::All, frequencies);
        let row = |(rank, candidate): (u32, &&Candidate)| {
            self.row(kind, candidate, Counted::All, Some(rank), frequencies)
        };
        let mut total = CollocateTotal::new(kind);
        total.collocates = candidates.found.len() as u64;
        total.shown = overall.len() as u64;
        total.stop_words = candidates.stop_words;
        Rows {
            overall: (1..).zip(&overall).map(row).collect(),
            by_year: if self.request.by_year {
                self.rows_by_year(kind, candidates, overall, frequencies)
            } else {
                Vec::new()
            },
            total,
        }
    }

    fn rows_by_year<'c>(
        &self,
        kind: CollocateKind,
        candidates: &'c Candidates,
        mut shown: Vec<&'c Candidate>,
        frequencies: &mut Frequencies,
    ) -> Vec<Collocate> {
        let years = self.years();
        let mut lists: Vec<Vec<&Candidate>> = Vec::new();
        for (_, group) in &years {
            let list = group.map(|group| self.best(candidates, Counted::Group(group), frequencies));
            lists.push(list.unwrap_or_default());
        }
        for candidate in lists.iter().flatten() {
            if !shown.iter().any(|known| known.text == candidate.text) {
                shown.push(candidate);
            }
        }
        frequencies.count(shown.iter().map(|candidate| candidate.text.as_str()));
        let mut rows = Vec::new();
        for candidate in shown {
            for ((year, group), list) in years.iter().zip(&lists) {
                let place = list.iter().position(|listed| listed.text == candidate.text);
                let rank = place.map(|place| crate::document::saturating_u32(place) + 1);
                let mut row = match group {
                    Some(group) => {
                        self.row(kind, candidate, Counted::Group(*group), rank, frequencies)
                    }
                    None => self.without_counts(kind, candidate),
                };
                row.year = Some(*year);
                rows.push(row);
            }
        }
        rows
    }

    fn best<'c>(
        &self,
        candidates: &'c Candidates,
        counted: Counted,
        frequencies: &mut Frequencies,
    ) -> Vec<&'c Candidate> {
        let CollocatesRequest {
            min_count, limit, ..
        } = *self.request;
        let mentions = counted.of(&self.mentions);
        best(
            &candidates.found,
            counted,
            mentions,
            min_count,
            limit,
            frequencies,
        )
    }

    fn row(
        &self,
        kind: CollocateKind,
        candidate: &Candidate,
        counted: Counted,
        rank: Option<u32>,
        frequencies: &Frequencies,
    ) -> Collocate {
        let together = counted.of(&candidate.together);
        let mentions = counted.of(&self.mentions);
        let frequency = counted.of(frequencies.of(&candidate.text));
        let table = self.table(counted, together, frequency);
        let mut row = self.without_counts(kind, candidate);
        row.rank = rank;
        row.together = Some(together);
        row.node = Some(mentions);
        row.frequency = Some(frequency);
        row.log_dice = log_dice(together, mentions, frequency);
        row.log_likelihood = Some(table.log_likelihood());
        row.expected = Some(table.expected());
        let cells = [table.a, table.b, table.c, table.d].map(Some);
        [row.a, row.b, row.c, row.d] = cells;
        row
    }

    /// The four cells of a collocate. A character is near, of a mention, or elsewhere; those of mentions are in no cell.
    fn table(&self, counted: Counted, together: u64, frequency: u64) -> Association {
        let near = counted.of(&self.near);
        let characters = counted.of(&self.characters);
        let elsewhere = characters.saturating_sub(near + counted.of(&self.own));
        let apart = frequency.saturating_sub(together);
        Association {
            a: together,
            b: near.saturating_sub(together),
            c: apart,
            // Few characters may be elsewhere, and the collocate may stand across a mention.
            d: elsewhere.saturating_sub(apart),
        }
    }

    fn without_counts(&self, kind: CollocateKind, candidate: &Candidate) -> Collocate {
        let mut row = Collocate::new(kind, candidate.text.as_str());
        row.evidence = self.evidence(&candidate.text);
        row
    }

    /// The query for the sections in which a collocate is near the text.
    fn evidence(&self, collocate: &str) -> String {
        let parts = Spanned {
            value: vec![self.node.to_string(), collocate.to_string()],
            span: 0..0,
        };
        let node = match self.request.window {
            CollocateWindow::Characters { left, right } => Node::Near {
                parts,
                distance: left.max(right).saturating_sub(1),
            },
            CollocateWindow::Sentence => Node::Together {
                scope: Scope::Sentence,
                parts,
            },
        };
        node.to_string()
    }
}
