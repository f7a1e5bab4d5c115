//! Which cell each match is behind.

use std::collections::HashMap;

use super::{Counted, CountedTerm};
use crate::api::{TrendAnswer, TrendRequest};
use crate::error::Result;
use crate::index::DocumentAddress;
use crate::matching::{Matcher, Matches, Texts};

/// A term of a trend with its matches.
pub(crate) struct TermEvidence {
    pub texts: Texts,
    pub matches: Matches,
    /// Of each report, the cells of its matches by position.
    cells: HashMap<DocumentAddress, Vec<Option<usize>>>,
}

impl TermEvidence {
    /// The cell of a match, by its index in the answer, given the index of the match in its report.
    pub(crate) fn cell(&self, document: DocumentAddress, index: usize) -> Option<usize> {
        *self.cells.get(&document)?.get(index)?
    }
}

/// Counts the terms of a request, and keeps what was counted.
///
/// # Errors
/// As [`super::trend`].
pub(crate) fn evidence(
    matcher: Matcher,
    request: &TrendRequest,
) -> Result<(TrendAnswer, Vec<TermEvidence>)> {
    let counted = Counted::of(matcher, request)?;
    let answer = counted.answer(matcher, request);
    let Counted { grouped, terms, .. } = counted;
    let places = grouped.groups.places();
    let cells_of_a_term = grouped.groups.in_order().count();
    let terms = terms.into_iter().enumerate().map(|(number, term)| {
        let CountedTerm {
            texts,
            matches,
            sections,
        } = term;
        let mut cells: HashMap<_, Vec<_>> = HashMap::new();
        for (section, mentions) in sections {
            let group = grouped.group_of(section);
            let cell = group.map(|group| number * cells_of_a_term + places[group]);
            let of_document = cells.entry(section.document).or_default();
            of_document.extend(std::iter::repeat_n(cell, mentions as usize));
        }
        TermEvidence {
            texts,
            matches,
            cells,
        }
    });
    Ok((answer, terms.collect()))
}
