//! Merges the exact layers of several segments, one list of positions at a time.

use std::collections::BTreeSet;

use tantivy::directory::TerminatingWrite;
use tantivy::{PluginMergeContext, SegmentReader, TantivyError};

use super::super::disk::{IndexDirectory, altered};
use super::file::{ExactFile, ExactWriter, Records, SectionCounter, component};
use crate::document::saturating_u32;

/// Writes the exact layer of a merged segment: the records of its sources in order, without the removed ones.
pub(super) fn merge(
    directory: &IndexDirectory,
    context: &PluginMergeContext,
) -> tantivy::Result<()> {
    let mut records = Records::default();
    let mut sources = Vec::with_capacity(context.readers.len());
    for reader in context.readers {
        let file = ExactFile::of_segment(directory, reader)?;
        if !file.is_sound() {
            let message = altered("an exact layer");
            return Err(TantivyError::InternalError(message.to_string()));
        }
        let kept = records.append(&file, reader);
        sources.push((file, kept));
    }
    let characters: BTreeSet<char> = sources
        .iter()
        .flat_map(|(file, _)| file.entries().map(|entry| entry.c))
        .collect();
    let mut writer = ExactWriter::new(context.target_segment.open_write(component())?, &records);
    // A character can have hundreds of millions of positions, so they are unpacked block by block.
    let mut moved = Vec::new();
    for c in characters {
        let mut sections = SectionCounter::new(&records);
        for (file, kept) in &sources {
            let Some(entry) = file.entry(c) else {
                continue;
            };
            let mut kept = kept.as_slice();
            file.positions(entry).each_block(|block| {
                moved.clear();
                move_positions(block, &mut kept, &mut moved);
                writer.push(&moved);
                sections.add(&moved);
            });
        }
        writer.end(c, sections.count())?;
    }
    Ok(writer.finish()?.terminate()?)
}

/// A range of positions of a source that are kept, and the position to which its start moves.
struct Kept {
    start: u32,
    end: u32,
    target: u32,
}

impl Records {
    /// Appends the records of a segment that were not removed; returns their ranges of positions, ascending.
    fn append(&mut self, file: &ExactFile, reader: &SegmentReader) -> Vec<Kept> {
        let mut kept: Vec<Kept> = Vec::new();
        let starts = file.starts();
        let mut documents = file.document_records().iter().peekable();
        for record in reader.doc_ids_alive() {
            while documents.next_if(|document| *document < record).is_some() {}
            if documents.next_if_eq(&record).is_some() {
                self.documents.push(saturating_u32(self.starts.len()));
            }
            self.starts.push(self.end);
            let (start, end) = (starts.get(record as usize), starts.get(record as usize + 1));
            match kept.last_mut() {
                Some(last) if last.end == start => last.end = end,
                _ => kept.push(Kept {
                    start,
                    end,
                    target: self.end,
                }),
            }
            self.end += end - start;
        }
        kept
    }
}

/// Appends the moved positions that are kept. Ranges that end before the last of `positions` are dropped from `kept`, so that
/// the next call can continue.
fn move_positions(positions: &[u32], kept: &mut &[Kept], target: &mut Vec<u32>) {
    let mut rest = positions;
    while let Some(Kept {
        start,
        end,
        target: first,
    }) = kept.first()
    {
        rest = &rest[rest.partition_point(|position| position < start)..];
        let (inside, after) = rest.split_at(rest.partition_point(|position| position < end));
        target.extend(inside.iter().map(|position| position - start + first));
        rest = after;
        if rest.is_empty() {
            return;
        }
        *kept = &kept[1..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn moved_positions_keep_their_distances(
            positions in proptest::collection::btree_set(0u32..100, 0..40),
            first in 0u32..50,
            second in 50u32..100,
        ) {
            let positions: Vec<u32> = positions.into_iter().collect();
            let kept = [
                Kept { start: first, end: first + 10, target: 0 },
                Kept { start: second + 10, end: second + 30, target: 10 },
            ];
            let mut moved = Vec::new();
            let mut ahead = kept.as_slice();
            for some in positions.chunks(7) {
                move_positions(some, &mut ahead, &mut moved);
            }
            let inside = |range: &Kept| {
                let (start, end, target) = (range.start, range.end, range.target);
                positions
                    .iter()
                    .filter(move |position| (start..end).contains(*position))
                    .map(move |position| position - start + target)
                    .collect::<Vec<_>>()
            };
            prop_assert_eq!(moved, kept.iter().flat_map(inside).collect::<Vec<_>>());
        }
    }
}
