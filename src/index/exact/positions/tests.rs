use proptest::prelude::*;

use super::super::super::disk::PagedFile;
use super::intersection::Windows;
use super::writer::BLOCK;
use super::*;

fn written(positions: &[u32]) -> PagedFile {
    let mut writer = PositionsWriter::default();
    let mut write = |at_once: usize| {
        let mut bytes = Vec::new();
        positions.chunks(at_once).for_each(|some| writer.push(some));
        assert_eq!(writer.count(), positions.len());
        assert_eq!(writer.finish(&mut bytes).unwrap(), bytes.len());
        bytes
    };
    let bytes = write(usize::MAX);
    assert!([1, 50, 127, 200].iter().all(|few| write(*few) == bytes));
    PagedFile::of_content("a.exact", &bytes)
}

fn read<'f>(positions: &[u32], file: &'f PagedFile) -> Positions<'f> {
    Positions::read(positions.len(), file, 0..file.length())
}

fn ascending() -> impl Strategy<Value = Vec<u32>> {
    let few = proptest::collection::btree_set(0u32..5_000, 0..600);
    let wide = proptest::collection::btree_set(0u32..u32::MAX, 0..300);
    prop_oneof![few, wide].prop_map(|positions| positions.into_iter().collect())
}

#[test]
fn lists_around_the_size_of_a_block_are_read_back() {
    for count in [0, 1, 127, 128, 129, 256, 300] {
        let positions: Vec<u32> = (0..count).map(|index| 3 * index).collect();
        let bytes = written(&positions);
        let list = read(&positions, &bytes);
        assert_eq!(list.to_vec(), positions);
        let mut all = Vec::new();
        Cursor::new(list).take_between(0, u32::MAX, |position| all.push(position));
        assert_eq!(all, positions);
    }
}

proptest! {
    #[test]
    fn written_positions_are_read_back(positions in ascending()) {
        let bytes = written(&positions);
        prop_assert_eq!(read(&positions, &bytes).to_vec(), positions);
    }

    #[test]
    fn seeking_finds_what_a_scan_finds(
        positions in ascending(),
        targets in proptest::collection::btree_set(0u32..6_000, 0..60),
    ) {
        let bytes = written(&positions);
        let mut cursor = Cursor::new(read(&positions, &bytes));
        for target in targets {
            let scanned = positions.iter().copied().find(|position| *position >= target);
            prop_assert_eq!(cursor.seek(target), scanned);
        }
    }

    #[test]
    fn starts_with_a_position_at_the_offset_are_kept(
        positions in ascending(),
        starts in proptest::collection::btree_set(0u32..5_000, 0..400),
        offset in 0u32..4,
    ) {
        let bytes = written(&positions);
        let list = read(&positions, &bytes);
        let starts: Vec<u32> = starts.into_iter().collect();
        let has = |start: &u32| positions.binary_search(&(start + offset)).is_ok();
        let expected: Vec<u32> = starts.iter().copied().filter(has).collect();
        let mut kept = starts.clone();
        list.keep(&mut kept, offset);
        prop_assert_eq!(&kept, &expected);
        let mut merging = starts.clone();
        list.keep_merging(&mut merging, offset);
        prop_assert_eq!(&merging, &expected);
        let (mut windows, mut in_windows) = (Windows::new(list), Vec::new());
        for some in starts.chunks(BLOCK) {
            windows.filter(some, 0, offset, &mut in_windows);
        }
        prop_assert_eq!(in_windows, expected);
    }

    #[test]
    fn starts_have_positions_of_both_lists(
        one in ascending(),
        other in ascending(),
        offset in 0u32..4,
        other_offset in 0u32..4,
    ) {
        let (one_bytes, other_bytes) = (written(&one), written(&other));
        let list = read(&one, &one_bytes);
        let others = read(&other, &other_bytes);
        let has = |start: &u32| other.binary_search(&start.saturating_add(other_offset)).is_ok();
        let expected: Vec<u32> = one
            .iter()
            .filter_map(|position| position.checked_sub(offset))
            .filter(has)
            .collect();
        prop_assert_eq!(list.starts_with(offset, others, other_offset), expected);
    }

    #[test]
    fn ranges_give_the_positions_between_their_ends(
        positions in ascending(),
        ends in proptest::collection::btree_set(0u32..6_000, 0..20),
    ) {
        let bytes = written(&positions);
        let mut cursor = Cursor::new(read(&positions, &bytes));
        let ends: Vec<u32> = ends.into_iter().collect();
        for range in ends.chunks_exact(2) {
            let mut found = Vec::new();
            cursor.take_between(range[0], range[1], |position| found.push(position));
            let between = positions.iter().copied().filter(|position| (range[0]..range[1]).contains(position));
            prop_assert_eq!(found, between.collect::<Vec<_>>());
        }
    }
}
