//! Which segments become one.
//!
//! A merge reads all that it merges, and what is read counts as memory: a merge of large segments takes more than
//! everything else. Large segments cost a query little, so they are left alone; small ones, which updates leave behind,
//! are gathered.

use std::ops::{Add, Range};

use tantivy::SegmentMeta;
use tantivy::index::SegmentComponent;
use tantivy::indexer::{MergeCandidate, MergePolicy};

use super::disk::IndexDirectory;
use super::exact;

/// A segment of so many records, or of so many bytes in its large files, is merged no more: a few reports of the largest
/// size are as much to merge as a thousand of the usual one.
const LARGE: Size = Size {
    records: 32_768,
    bytes: MAX_MERGED,
};
const MAX_MERGED: u64 = 128 * 1024 * 1024;
/// Segments that are worth a merge.
const FEWEST: usize = 8;
/// How many times as large as the smallest the largest of them may be: a merge that takes a large one to a small one
/// rewrites much for little.
const ALIKE: u32 = 8;

/// Merges segments of like size as long as they stay small, and rewrites those of which more than half is removed.
#[derive(Debug)]
pub(super) struct SmallSegmentMergePolicy {
    /// Where the files of the segments are.
    pub directory: IndexDirectory,
}

/// How large a segment is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Size {
    records: u32,
    bytes: u64,
}

impl SmallSegmentMergePolicy {
    fn size_of(&self, segment: &SegmentMeta) -> Size {
        let parts = [
            exact::component(),
            SegmentComponent::Store,
            SegmentComponent::Postings,
        ];
        let lengths = parts.map(|part| {
            let length = self.directory.length(&segment.relative_path(part));
            // What cannot be looked at is not merged.
            length.unwrap_or(LARGE.bytes)
        });
        Size {
            records: segment.num_docs(),
            bytes: lengths.iter().sum(),
        }
    }
}

impl Size {
    fn is_small(self) -> bool {
        self.records < LARGE.records && self.bytes < LARGE.bytes
    }
}

impl Add for Size {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            records: self.records + other.records,
            bytes: self.bytes + other.bytes,
        }
    }
}

impl MergePolicy for SmallSegmentMergePolicy {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let is_hollow = |segment: &&SegmentMeta| segment.num_deleted_docs() > segment.max_doc() / 2;
        let (hollow, sound): (Vec<_>, Vec<_>) = segments.iter().partition(is_hollow);
        let mut candidates: Vec<MergeCandidate> = hollow
            .iter()
            .map(|segment| MergeCandidate(vec![segment.id()]))
            .collect();
        let mut small: Vec<(&SegmentMeta, Size)> = sound
            .into_iter()
            .map(|segment| (segment, self.size_of(segment)))
            .filter(|(_, size)| size.is_small())
            .collect();
        small.sort_by_key(|(_, size)| std::cmp::Reverse(size.records));
        let sizes: Vec<Size> = small.iter().map(|(_, size)| *size).collect();
        for group in groups(&sizes) {
            let ids = small[group].iter().map(|(segment, _)| segment.id());
            candidates.push(MergeCandidate(ids.collect()));
        }
        candidates
    }
}

/// The runs of segments worth a merge, given their sizes by descending records.
fn groups(sizes: &[Size]) -> Vec<Range<usize>> {
    let mut groups = Vec::new();
    let mut first = 0;
    while first < sizes.len() {
        let mut sum = Size::default();
        let fits = |size: &&Size| {
            sum = sum + **size;
            size.records * ALIKE >= sizes[first].records && sum.is_small()
        };
        let length = sizes[first..].iter().take_while(fits).count().max(1);
        if length >= FEWEST {
            groups.push(first..first + length);
        }
        first += length;
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Segments of so many records, of 3 kB each.
    fn of_records(records: &[u32]) -> Vec<Size> {
        let size = |records: &u32| Size {
            records: *records,
            bytes: u64::from(*records) * 3_000,
        };
        records.iter().map(size).collect()
    }

    #[test]
    fn small_segments_of_like_size_become_one() {
        assert_eq!(groups(&of_records(&[20; 8])), vec![0..8; 1]);
        assert!(groups(&of_records(&[20; 7])).is_empty());
        // What updates leave beside a large segment does not rewrite it.
        let mut records = vec![20_000];
        records.extend([20; 9]);
        assert_eq!(groups(&of_records(&records)), vec![1..10; 1]);
    }

    #[test]
    fn no_segment_grows_large_by_merging() {
        assert!(groups(&of_records(&[16_000; 30])).is_empty());
        for group in groups(&of_records(&[3_000; 40])) {
            assert!(group.len() >= FEWEST && group.len() * 3_000 < LARGE.records as usize);
        }
    }

    #[test]
    fn reports_of_many_bytes_are_merged_as_long_as_they_are_few() {
        let of_bytes = |bytes: u64| Size { records: 2, bytes };
        assert!(groups(&[of_bytes(LARGE.bytes / 8); 30]).is_empty());
        assert_eq!(groups(&[of_bytes(LARGE.bytes / 9); 30]).len(), 3);
    }
}
