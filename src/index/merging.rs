//! Which segments are merged.
//!
//! A merge maps all bytes of its sources, and these count as memory: merging large segments would need more than anything
//! else. Large segments cost a query little, so they are left alone; small ones, which updates create, are merged.

use std::ops::{Add, Range};

use tantivy::SegmentMeta;
use tantivy::index::SegmentComponent;
use tantivy::indexer::{MergeCandidate, MergePolicy};

use super::disk::IndexDirectory;
use super::exact;

/// A segment with this many records, or with this many bytes in its large files, is not merged: a few of the largest
/// reports are as much work as thousands of the usual ones.
const LARGE: Size = Size {
    records: 32_768,
    bytes: MAX_MERGED,
};
const MAX_MERGED: u64 = 128 * 1024 * 1024;
/// Segments that are worth a merge.
const MIN_SEGMENTS: usize = 8;
/// Largest ratio of records between the segments of a merge: adding a small one to a large one rewrites much for little.
const MAX_RATIO: u32 = 8;

/// Merges segments of similar size while they stay small, and rewrites those with more than half of their records removed.
#[derive(Debug)]
pub(super) struct SmallSegmentMergePolicy {
    /// The files of the segments.
    pub directory: IndexDirectory,
}

/// The size of a segment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Size {
    records: u32,
    bytes: u64,
}

impl SmallSegmentMergePolicy {
    fn size_of(&self, segment: &SegmentMeta) -> Size {
        let lengths = [
            exact::component(),
            SegmentComponent::Store,
            SegmentComponent::Postings,
        ]
        .map(|part| {
            self.directory
                .length(&segment.relative_path(part))
                // A segment with an unreadable file is not merged.
                .unwrap_or(LARGE.bytes)
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
        let is_sparse = |segment: &&SegmentMeta| segment.num_deleted_docs() > segment.max_doc() / 2;
        let (sparse, dense): (Vec<_>, Vec<_>) = segments.iter().partition(is_sparse);
        let mut candidates: Vec<MergeCandidate> = sparse
            .iter()
            .map(|segment| MergeCandidate(vec![segment.id()]))
            .collect();
        let mut small: Vec<(&SegmentMeta, Size)> = dense
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

/// The runs of segments that are worth a merge, given sizes in descending order of records.
fn groups(sizes: &[Size]) -> Vec<Range<usize>> {
    let mut groups = Vec::new();
    let mut first = 0;
    while first < sizes.len() {
        let mut sum = Size::default();
        let fits = |size: &&Size| {
            sum = sum + **size;
            size.records * MAX_RATIO >= sizes[first].records && sum.is_small()
        };
        let length = sizes[first..].iter().take_while(fits).count().max(1);
        if length >= MIN_SEGMENTS {
            groups.push(first..first + length);
        }
        first += length;
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Segments with the given numbers of records of 3 kB.
    fn of_records(records: &[u32]) -> Vec<Size> {
        let size = |records: &u32| Size {
            records: *records,
            bytes: u64::from(*records) * 3_000,
        };
        records.iter().map(size).collect()
    }

    #[test]
    fn small_segments_of_similar_size_are_merged() {
        assert_eq!(groups(&of_records(&[20; 8])), vec![0..8; 1]);
        assert!(groups(&of_records(&[20; 7])).is_empty());
        // A large segment is not rewritten for the small ones of updates.
        let mut records = vec![20_000];
        records.extend([20; 9]);
        assert_eq!(groups(&of_records(&records)), vec![1..10; 1]);
    }

    #[test]
    fn no_segment_grows_large_by_merging() {
        assert!(groups(&of_records(&[16_000; 30])).is_empty());
        for group in groups(&of_records(&[3_000; 40])) {
            assert!(group.len() >= MIN_SEGMENTS && group.len() * 3_000 < LARGE.records as usize);
        }
    }

    #[test]
    fn merged_bytes_are_bounded_too() {
        let of_bytes = |bytes: u64| Size { records: 2, bytes };
        assert!(groups(&[of_bytes(LARGE.bytes / 8); 30]).is_empty());
        assert_eq!(groups(&[of_bytes(LARGE.bytes / 9); 30]).len(), 3);
    }
}
