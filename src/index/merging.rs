//! Which segments become one.
//!
//! A merge reads all that it merges, and what is read counts as memory: a merge of large segments takes more than
//! everything else. Large segments cost a query little, so they are left alone; small ones, which updates leave behind,
//! are gathered.

use tantivy::SegmentMeta;
use tantivy::indexer::{MergeCandidate, MergePolicy};

/// Records of a segment that is merged no more.
const LARGE: u32 = 32_768;
/// Segments that are worth a merge.
const FEWEST: usize = 8;
/// How many times as large as the smallest the largest of them may be: a merge that takes a large one to a small one
/// rewrites much for little.
const ALIKE: u32 = 8;

/// Merges segments of like size as long as they stay small, and rewrites those of which more than half is removed.
#[derive(Debug)]
pub(super) struct SmallSegments;

impl MergePolicy for SmallSegments {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let is_hollow = |segment: &&SegmentMeta| segment.num_deleted_docs() > segment.max_doc() / 2;
        let (hollow, sound): (Vec<_>, Vec<_>) = segments.iter().partition(is_hollow);
        let mut candidates: Vec<MergeCandidate> = hollow
            .iter()
            .map(|segment| MergeCandidate(vec![segment.id()]))
            .collect();
        let mut small: Vec<&SegmentMeta> = sound;
        small.retain(|segment| segment.num_docs() < LARGE);
        small.sort_by_key(|segment| std::cmp::Reverse(segment.num_docs()));
        let sizes: Vec<u32> = small.iter().map(|segment| segment.num_docs()).collect();
        for group in groups(&sizes) {
            let ids = small[group].iter().map(|segment| segment.id());
            candidates.push(MergeCandidate(ids.collect()));
        }
        candidates
    }
}

/// The runs of descending sizes that are worth a merge.
fn groups(sizes: &[u32]) -> Vec<std::ops::Range<usize>> {
    let mut groups = Vec::new();
    let mut first = 0;
    while first < sizes.len() {
        let mut sum = 0;
        let fits = |size: &&u32| {
            sum += **size;
            **size * ALIKE >= sizes[first] && sum <= LARGE
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

    #[test]
    fn small_segments_of_like_size_become_one() {
        assert_eq!(groups(&[20; 8]), vec![0..8; 1]);
        assert!(groups(&[20; 7]).is_empty());
        // What updates leave beside a large segment does not rewrite it.
        let mut sizes = vec![20_000];
        sizes.extend([20; 9]);
        assert_eq!(groups(&sizes), vec![1..10; 1]);
    }

    #[test]
    fn no_segment_grows_large_by_merging() {
        assert!(groups(&[16_000; 30]).is_empty());
        for group in groups(&[3_000; 40]) {
            assert!(group.len() >= FEWEST && group.len() * 3_000 <= LARGE as usize);
        }
    }
}
