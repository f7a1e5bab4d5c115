//! The exact layer as a part of every segment: written with it, merged with it.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::Arc;

use tantivy::directory::TerminatingWrite;
use tantivy::index::SegmentComponent;
use tantivy::indexer::DocIdMapping;
use tantivy::schema::Schema as Fields;
use tantivy::schema::document::{ErasedDocument, ErasedValue, ReferenceValueLeaf};
use tantivy::{
    DocId, PluginMergeContext, PluginWriter, PluginWriterContext, Segment, SegmentPlugin,
    SegmentReader, TantivyError,
};

use super::super::disk::IndexDirectory;
use super::super::field::ReportFields;
use super::super::writer::{Room, Waiting};
use super::file::{ExactFile, ExactWriter, Having, Records};
use super::numbers::Numbers;
use crate::document::count;
use crate::fold::HARD_BREAK;

/// The ending of the file.
const EXTENSION: &str = "exact";
/// Positions that are sorted at a time. A segment of one report of many megabytes has more, and its text is passed again
/// for the characters that are left.
const SORTED: usize = 16 * 1024 * 1024;

/// Bytes that a segment with a large report says it takes: more than any budget, so that it is written at once.
const WRITTEN_AT_ONCE: usize = usize::MAX / 2;
/// Bytes at the end of what the storage engine ends each file with: the length of the rest of that, and a number.
const FOOTER: usize = 8;

/// Hands the exact layer to the storage engine.
pub(in super::super) struct ExactPlugin {
    /// Where the files are: the engine's own view of them does not read them by parts.
    pub directory: IndexDirectory,
}

pub(in super::super) fn component() -> SegmentComponent {
    SegmentComponent::Custom(EXTENSION.to_string())
}

impl ExactFile {
    /// Opens the file of a segment.
    pub(in super::super) fn of_segment(
        directory: &IndexDirectory,
        reader: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let name = format!("{}.{EXTENSION}", reader.segment_id().uuid_string());
        let file = directory.paged(&name)?;
        let footer = file.bytes(file.length().saturating_sub(FOOTER)..file.length());
        let footer = Numbers::new(footer).iter().next().unwrap_or_default();
        let length = file.length().checked_sub(FOOTER + footer as usize);
        let opened = length.and_then(|length| Self::open(file, length));
        opened.ok_or_else(|| {
            directory.damage().note(&name);
            TantivyError::InternalError(format!("{name} is too short"))
        })
    }
}

impl SegmentPlugin for ExactPlugin {
    fn extensions(&self) -> &[&str] {
        &[EXTENSION]
    }

    fn create_writer(
        &self,
        context: &PluginWriterContext,
    ) -> tantivy::Result<Box<dyn PluginWriter>> {
        let fields = ReportFields::of(&context.segment.schema());
        let fields = fields.ok_or_else(|| {
            TantivyError::SchemaError("fields of the records are missing".to_string())
        })?;
        Ok(Box::new(SegmentTexts::new(fields)))
    }

    /// The segments stand behind one another, without what was removed from them: each list of positions is read, moved
    /// and written by itself.
    fn merge(&self, context: PluginMergeContext) -> tantivy::Result<()> {
        let mut records = Records::default();
        let mut sources = Vec::with_capacity(context.readers.len());
        for reader in context.readers {
            let file = ExactFile::of_segment(&self.directory, reader)?;
            if !file.is_sound() {
                let message = "an exact layer is not what was written".to_string();
                return Err(TantivyError::InternalError(message));
            }
            let kept = records.append(&file, reader);
            sources.push((file, kept));
        }
        let characters: BTreeSet<char> = sources
            .iter()
            .flat_map(|(file, _)| file.entries().map(|entry| entry.c))
            .collect();
        let mut writer =
            ExactWriter::new(context.target_segment.open_write(component())?, &records);
        // A character of large reports has hundreds of millions of positions, so only some are unpacked at a time.
        let mut moved = Vec::new();
        for c in characters {
            let mut having = Having::new(&records);
            for (file, kept) in &sources {
                let Some(entry) = file.entry(c) else {
                    continue;
                };
                let mut kept = kept.as_slice();
                file.positions(entry).each_block(|block| {
                    moved.clear();
                    move_positions(block, &mut kept, &mut moved);
                    writer.push(&moved);
                    having.add(&moved);
                });
            }
            writer.end(c, having.count())?;
        }
        Ok(writer.finish()?.terminate()?)
    }
}

/// Positions of a source that are kept, and where the first of them goes.
struct Kept {
    start: u32,
    end: u32,
    target: u32,
}

impl Records {
    /// Appends the records of a segment that were not removed; gives the ranges of positions that they cover, ascending.
    fn append(&mut self, file: &ExactFile, reader: &SegmentReader) -> Vec<Kept> {
        let mut kept: Vec<Kept> = Vec::new();
        let starts = file.starts();
        let mut reports = file.report_records().iter().peekable();
        for record in reader.doc_ids_alive() {
            while reports.next_if(|report| *report < record).is_some() {}
            if reports.next_if_eq(&record).is_some() {
                self.reports.push(count(self.starts.len()));
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

/// Appends the positions that are kept, moved to where they go. What ends before the last of them is dropped from `kept`,
/// for the positions that follow.
fn move_positions(positions: &[u32], kept: &mut &[Kept], target: &mut Vec<u32>) {
    let mut rest = positions;
    while let Some(Kept {
        start,
        end,
        target: first,
    }) = kept.first()
    {
        rest = &rest[rest.partition_point(|position| position < start)..];
        let (inside, behind) = rest.split_at(rest.partition_point(|position| position < end));
        target.extend(inside.iter().map(|position| position - start + first));
        rest = behind;
        if rest.is_empty() {
            return;
        }
        *kept = &kept[1..];
    }
}

/// The texts of a segment that is being made.
struct SegmentTexts {
    fields: ReportFields,
    text: String,
    records: Records,
    /// The room of a large report. It is given back with the segment, so that no other large one is read meanwhile.
    held: Option<Arc<Room>>,
}

impl SegmentTexts {
    fn new(fields: ReportFields) -> Self {
        Self {
            fields,
            text: String::new(),
            records: Records::default(),
            held: None,
        }
    }

    fn close_report(&mut self) {
        if !self.records.reports.is_empty() {
            self.text.push(HARD_BREAK);
            self.records.end += 1;
        }
    }
}

impl PluginWriter for SegmentTexts {
    fn add_document(
        &mut self,
        record: DocId,
        document: &dyn ErasedDocument,
        _: &Fields,
    ) -> tantivy::Result<()> {
        if let Some(waiting) = document.as_any().downcast_ref::<Waiting>()
            && self.held.is_none()
        {
            self.held = waiting.room_of_large();
        }
        let mut body = None;
        let mut is_report = false;
        for (field, value) in document.erased_fields() {
            is_report |= field == self.fields.id;
            if let ErasedValue::Leaf(ReferenceValueLeaf::Str(text)) = value
                && field == self.fields.body
            {
                body = Some(text);
            }
        }
        if is_report {
            self.close_report();
            self.records.reports.push(record);
        }
        self.records.starts.push(self.records.end);
        if let Some(body) = body {
            self.text.push_str(body);
            self.records.end += count(body.chars().count());
        }
        Ok(())
    }

    fn serialize(
        mut self: Box<Self>,
        segment: &Segment,
        _: Option<&DocIdMapping>,
    ) -> tantivy::Result<()> {
        self.close_report();
        let target = segment.open_write(component())?;
        let target = write_text(&self.text, &self.records, SORTED, target)?;
        Ok(target.terminate()?)
    }

    fn mem_usage(&self) -> usize {
        if self.held.is_some() {
            return WRITTEN_AT_ONCE;
        }
        let Records {
            starts, reports, ..
        } = &self.records;
        self.text.capacity() + 4 * (starts.capacity() + reports.capacity())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

/// Writes where each character of a text stands, sorting about `most` positions at a time.
fn write_text<W: Write>(text: &str, records: &Records, most: usize, target: W) -> io::Result<W> {
    let mut counts: ByCharacter<u32> = ByCharacter::default();
    for c in text.chars() {
        *counts.of(c) += 1;
    }
    let counts: Vec<(char, u32)> = counts.iter().collect();
    let mut writer = ExactWriter::new(target, records);
    let mut rest = counts.as_slice();
    while !rest.is_empty() {
        let mut all = 0;
        let fits = |(_, count): &&(char, u32)| {
            all += *count as usize;
            all <= most
        };
        let together = rest.iter().take_while(fits).count().max(1);
        let (characters, behind) = rest.split_at(together);
        write_characters(text, records, characters, &mut writer)?;
        rest = behind;
    }
    writer.finish()
}

/// Writes where some characters, ascending and with their counts, stand in a text.
fn write_characters<W: Write>(
    text: &str,
    records: &Records,
    characters: &[(char, u32)],
    writer: &mut ExactWriter<W>,
) -> io::Result<()> {
    // The positions of all characters side by side: those of each begin where those of the one before it end.
    let mut places: ByCharacter<Place> = ByCharacter::default();
    let mut all = 0;
    for (c, count) in characters {
        places.of(*c).next = all;
        all += count;
    }
    let (Some((first, _)), Some((last, _))) = (characters.first(), characters.last()) else {
        return Ok(());
    };
    let mut positions = vec![0u32; all as usize];
    let mut sections = records.starts.iter().peekable();
    let mut section = 0;
    for (position, c) in (0..).zip(text.chars()) {
        while sections.next_if(|start| **start <= position).is_some() {
            section += 1;
        }
        if !(*first..=*last).contains(&c) {
            continue;
        }
        let place = places.of(c);
        positions[place.next as usize] = position;
        place.next += 1;
        place.sections += u32::from(place.last_section != section);
        place.last_section = section;
    }
    let mut rest = positions.as_slice();
    for (c, count) in characters {
        let (of_character, after) = rest.split_at(*count as usize);
        writer.push(of_character);
        writer.end(*c, places.of(*c).sections)?;
        rest = after;
    }
    Ok(())
}

/// Where a character is put down.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    /// Where its next position goes.
    next: u32,
    /// Sections that have it, and the last of them, counted from one.
    sections: u32,
    last_section: u32,
}

/// Something for each character: a table for the Basic Multilingual Plane, a map beyond it.
struct ByCharacter<T> {
    plane: Vec<T>,
    beyond: BTreeMap<char, T>,
}

impl<T: Copy + Default> Default for ByCharacter<T> {
    fn default() -> Self {
        Self {
            plane: vec![T::default(); 0x1_0000],
            beyond: BTreeMap::new(),
        }
    }
}

impl<T: Default> ByCharacter<T> {
    #[inline]
    fn of(&mut self, c: char) -> &mut T {
        match self.plane.get_mut(c as usize) {
            Some(of_character) => of_character,
            None => self.beyond.entry(c).or_default(),
        }
    }
}

impl ByCharacter<u32> {
    /// The numbers that are not zero, by ascending characters.
    fn iter(&self) -> impl Iterator<Item = (char, u32)> {
        let plane = (0..).zip(&self.plane);
        let plane = plane.filter_map(|(c, number)| Some((char::from_u32(c)?, *number)));
        let all = plane.chain(self.beyond.iter().map(|(c, number)| (*c, *number)));
        all.filter(|(_, number)| *number > 0)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::disk::PagedFile;
    use super::*;
    use proptest::prelude::*;
    use tantivy::TantivyDocument;

    use super::super::super::writer::WaitingRoom;

    #[test]
    fn the_room_of_a_large_report_is_given_back_with_its_segment() {
        let (_, fields) = crate::index::field::build(&crate::schema::Schema::embedded()).unwrap();
        let rooms = Arc::new(WaitingRoom::default());
        for is_large in [false, true] {
            let mut texts = SegmentTexts::new(fields);
            let room = Arc::new(rooms.take(1));
            let waiting = Waiting::new(TantivyDocument::default(), &room, is_large);
            texts
                .add_document(0, &waiting, &Fields::builder().build())
                .unwrap();
            assert_eq!(texts.mem_usage() == WRITTEN_AT_ONCE, is_large);
            let still_taken = Arc::downgrade(&room);
            drop((room, waiting));
            assert_eq!(still_taken.upgrade().is_some(), is_large);
            drop(texts);
            assert!(still_taken.upgrade().is_none());
        }
    }

    /// The file of some reports, each of some sections, and all their text.
    fn file_of(reports: &[Vec<String>]) -> (ExactFile, String) {
        const FEW: usize = 5;
        let (mut text, mut records) = (String::new(), Records::default());
        for sections in reports {
            let position = |text: &str| count(text.chars().count());
            records.reports.push(count(records.starts.len()));
            records.starts.push(position(&text));
            for section in sections {
                records.starts.push(position(&text));
                text.push_str(section);
            }
            text.push(HARD_BREAK);
            records.end = position(&text);
        }
        let bytes = write_text(&text, &records, FEW, Vec::new()).unwrap();
        let at_once = write_text(&text, &records, usize::MAX, Vec::new()).unwrap();
        assert_eq!(bytes, at_once);
        let file = Arc::new(PagedFile::of_content("a.exact", &bytes));
        (ExactFile::open(file, bytes.len()).unwrap(), text)
    }

    fn reports() -> impl Strategy<Value = Vec<Vec<String>>> {
        let section = proptest::collection::vec(
            proptest::sample::select(vec!["行", "政", "年", "年年", "，", "\u{20BB7}"]),
            0..40,
        );
        let section = section.prop_map(|parts| parts.concat());
        proptest::collection::vec(proptest::collection::vec(section, 1..5), 1..6)
    }

    /// Where a text occurs, from left to right without overlap, in characters.
    fn scanned(text: &str, wanted: &str) -> Vec<u32> {
        text.match_indices(wanted)
            .map(|(at, _)| count(text[..at].chars().count()))
            .collect()
    }

    proptest! {
        #[test]
        fn occurrences_are_those_of_a_scan(reports in reports(), wanted in "[行政年，]{1,4}") {
            let (file, text) = file_of(&reports);
            prop_assert_eq!(file.occurrences(&wanted, false), scanned(&text, &wanted));
        }

        #[test]
        fn occurrences_fall_into_the_reports_and_sections_that_hold_them(reports in reports()) {
            let (file, text) = file_of(&reports);
            let positions = scanned(&text, "年");
            let mut expected = Vec::new();
            let mut record = 0;
            for sections in &reports {
                let report = record;
                for section in sections {
                    record += 1;
                    let count = section.matches('年').count();
                    if count > 0 {
                        expected.push((report, record, count));
                    }
                }
                record += 1;
            }
            let by_section = file.by_section(&positions);
            let found: Vec<_> = by_section.map(|group| (group.report, group.record, group.positions.len())).collect();
            prop_assert_eq!(&found, &expected);
            let having = file.entry('年').map_or(0, |entry| entry.sections);
            prop_assert_eq!(having as usize, expected.len());
            for group in file.by_report(&positions) {
                let of_report = expected.iter().filter(|(report, ..)| *report == group.report);
                prop_assert_eq!(group.positions.len(), of_report.map(|(.., count)| count).sum::<usize>());
            }
        }

        #[test]
        fn what_is_moved_keeps_its_distances(
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
                let inside = positions.iter().filter(move |position| (start..end).contains(*position));
                inside.map(move |position| position - start + target).collect::<Vec<_>>()
            };
            prop_assert_eq!(moved, kept.iter().flat_map(inside).collect::<Vec<_>>());
        }
    }
}
