//! The folded texts of reports, put together from the positions of their characters.

use std::ops::Range;

use rayon::prelude::*;

use super::super::address::DocumentAddress;
use super::super::snapshot::Snapshot;
use super::occurrence::ExactLayer;
use crate::document::saturating_u32;
use crate::error::Result;
use crate::fold::HARD_BREAK;

/// Neighbouring reports are put together at once up to this many characters, since every list of positions is looked up each
/// time. At four bytes a character they fit the cache.
const WINDOW: usize = 1 << 20;

/// A report with its index among those asked for.
type Wanted = (usize, DocumentAddress);

/// The folded texts of the reports of a snapshot.
#[derive(Clone, Copy)]
pub(crate) struct FoldedTexts<'s> {
    exact: ExactLayer<'s>,
}

impl<'s> FoldedTexts<'s> {
    pub(crate) fn of(snapshot: &'s Snapshot) -> Self {
        Self {
            exact: ExactLayer::of(snapshot),
        }
    }

    /// What `of` gives for each of some reports, given its index and the characters of its folded text. Memory is bounded by
    /// the longest text, however many reports there are.
    pub(crate) fn map<T: Send>(
        self,
        documents: &[DocumentAddress],
        of: impl Fn(usize, &[char]) -> Result<T> + Sync,
    ) -> Result<Vec<T>> {
        let mut wanted: Vec<Wanted> = documents.iter().copied().enumerate().collect();
        wanted.sort_unstable_by_key(|(_, document)| *document);
        let windows: Vec<Vec<(usize, T)>> = self
            .windows(&wanted)
            .into_par_iter()
            .map(|window| self.of_window(window, &of))
            .collect::<Result<_>>()?;
        let mut results: Vec<(usize, T)> = windows.into_iter().flatten().collect();
        results.sort_unstable_by_key(|(index, _)| *index);
        Ok(results.into_iter().map(|(_, result)| result).collect())
    }

    /// Splits reports in index order into groups of one segment that span at most [`WINDOW`], or one report.
    fn windows(self, wanted: &[Wanted]) -> Vec<&[Wanted]> {
        let mut windows = Vec::new();
        let mut rest = wanted;
        while let Some((_, first)) = rest.first() {
            let start = self.exact.extent(*first).start;
            let is_inside = |(_, document): &&Wanted| {
                document.segment == first.segment
                    && self.exact.extent(*document).end <= start + WINDOW
            };
            let inside = rest.iter().take_while(is_inside).count();
            let (window, after) = rest.split_at(inside.max(1));
            windows.push(window);
            rest = after;
        }
        windows
    }

    fn of_window<T>(
        self,
        window: &[Wanted],
        of: impl Fn(usize, &[char]) -> Result<T>,
    ) -> Result<Vec<(usize, T)>> {
        let (Some((_, first)), Some((_, last))) = (window.first(), window.last()) else {
            return Ok(Vec::new());
        };
        let start = self.exact.extent(*first).start;
        let characters = self.characters(first.segment, start..self.exact.extent(*last).end);
        let of_document = |(index, document): &Wanted| {
            let extent = self.exact.extent(*document);
            // In a damaged file a report may end before it begins.
            let text = characters
                .get(extent.start.saturating_sub(start)..extent.end.saturating_sub(start));
            Ok((*index, of(*index, text.unwrap_or_default())?))
        };
        window.iter().map(of_document).collect()
    }

    /// The characters in a range of positions of a segment.
    fn characters(self, segment: u32, range: Range<usize>) -> Vec<char> {
        let mut characters = vec![HARD_BREAK; range.len()];
        let range = saturating_u32(range.start)..saturating_u32(range.end);
        self.exact
            .file(segment)
            .each_between(&range, |position, c| {
                // In a damaged file positions may descend.
                let at = position.wrapping_sub(range.start) as usize;
                if let Some(character) = characters.get_mut(at) {
                    *character = c;
                }
            });
        characters
    }
}
