//! How often each word is in two sets of sections, from the postings alone.

use std::sync::Arc;

use rayon::prelude::*;
use tantivy::InvertedIndexReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;

use super::exact::ExactLayer;
use super::section_set::SectionSet;
use super::snapshot::Snapshot;
use super::vocabulary::Vocabulary;
use crate::error::Result;

/// Words of a segment that one task counts.
const TASK: u64 = 8 * 1024;
/// The report of no record.
const NO_DOCUMENT: u32 = u32::MAX;

/// How often a word is in two sets of sections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct WordFrequency {
    pub word: String,
    /// Occurrences in each set. Words inside longer ones count too.
    pub occurrences: [u64; 2],
    /// Reports of each set that have it.
    pub documents: [u64; 2],
}

/// A record of a segment.
#[derive(Debug, Clone, Copy, Default)]
struct Member {
    /// Whether each set has it.
    sides: [bool; 2],
    /// Its report.
    document: u32,
}

/// A range of the words of a segment, in their order.
struct Task<'m> {
    index: Arc<InvertedIndexReader>,
    members: &'m [Member],
    first: Vec<u8>,
    /// The word after the last; `None` at the end of the segment.
    end: Option<Vec<u8>>,
}

impl Vocabulary<'_> {
    /// How often each word is in two sets of sections, ordered by word; words that neither set has are left out.
    pub(crate) fn frequencies(self, sides: [&SectionSet; 2]) -> Result<Vec<WordFrequency>> {
        let members = members(self.snapshot, sides);
        let tasks = tasks(self.snapshot, &members)?;
        let counted: Vec<Vec<WordFrequency>> = tasks
            .par_iter()
            .map(|task| task.count(self.snapshot))
            .collect::<Result<_>>()?;
        let mut words: Vec<WordFrequency> = counted.into_iter().flatten().collect();
        // Each segment's words are in order, which a stable sort makes use of.
        words.sort_by(|a, b| a.word.cmp(&b.word));
        words.dedup_by(|next, kept| {
            let is_same = next.word == kept.word;
            if is_same {
                kept.add(next);
            }
            is_same
        });
        Ok(words)
    }
}

impl WordFrequency {
    fn add(&mut self, other: &Self) {
        for side in 0..2 {
            self.occurrences[side] += other.occurrences[side];
            self.documents[side] += other.documents[side];
        }
    }
}

/// By segment, which records the sets have.
fn members(snapshot: &Snapshot, sides: [&SectionSet; 2]) -> Vec<Vec<Member>> {
    let of_segment = |(segment, reader): (u32, &tantivy::SegmentReader)| {
        let mut members = vec![Member::default(); reader.max_doc() as usize];
        for block in ExactLayer::of(snapshot).file(segment).documents() {
            for record in block.sections {
                if let Some(member) = members.get_mut(record as usize) {
                    member.sides = sides.map(|side| side.has_record(segment, record));
                    member.document = block.document;
                }
            }
        }
        members
    };
    snapshot.segments().map(of_segment).collect()
}

/// The words of all segments, in parts of similar size.
fn tasks<'m>(snapshot: &Snapshot, members: &'m [Vec<Member>]) -> Result<Vec<Task<'m>>> {
    let mut tasks: Vec<Task> = Vec::new();
    for ((_, reader), members) in snapshot.segments().zip(members) {
        let index = reader
            .inverted_index(snapshot.fields.body)
            .map_err(|error| snapshot.failed(&error))?;
        let words = index.terms().num_terms() as u64;
        let before = tasks.len();
        for ord in (0..words).step_by(usize::try_from(TASK).unwrap_or(usize::MAX)) {
            let mut first = Vec::new();
            index
                .terms()
                .ord_to_term(ord, &mut first)
                .map_err(|error| snapshot.failed(&error.into()))?;
            if let Some(last) = tasks[before..].last_mut() {
                last.end = Some(first.clone());
            }
            tasks.push(Task {
                index: Arc::clone(&index),
                members,
                first,
                end: None,
            });
        }
    }
    Ok(tasks)
}

impl Task<'_> {
    /// Counts the words of the range.
    fn count(&self, snapshot: &Snapshot) -> Result<Vec<WordFrequency>> {
        let failed = |error: std::io::Error| snapshot.failed(&error.into());
        let mut range = self.index.terms().range().ge(&self.first);
        if let Some(end) = &self.end {
            range = range.lt(end);
        }
        let mut words = range.into_stream().map_err(failed)?;
        let mut counted = Vec::new();
        let mut postings = None;
        while words.advance() {
            let frequency = self
                .frequency(words.value(), &mut postings)
                .map_err(failed)?;
            if frequency.occurrences != [0, 0] {
                let word = String::from_utf8_lossy(words.key()).into_owned();
                counted.push(WordFrequency { word, ..frequency });
            }
        }
        Ok(counted)
    }

    /// Counts one word. `reused` keeps its buffers from word to word.
    fn frequency(
        &self,
        word: &TermInfo,
        reused: &mut Option<BlockSegmentPostings>,
    ) -> std::io::Result<WordFrequency> {
        let postings = match reused {
            Some(postings) => {
                self.index
                    .reset_block_postings_from_terminfo(word, postings)?;
                postings
            }
            None => reused.insert(
                self.index
                    .read_block_postings_from_terminfo(word, IndexRecordOption::WithFreqs)?,
            ),
        };
        let mut frequency = WordFrequency::default();
        let mut last = [NO_DOCUMENT; 2];
        while !postings.docs().is_empty() {
            for (record, occurrences) in postings.docs().iter().zip(postings.freqs()) {
                let member = self.members.get(*record as usize).copied();
                let Member { sides, document } = member.unwrap_or_default();
                for side in 0..2 {
                    if sides[side] {
                        frequency.occurrences[side] += u64::from(*occurrences);
                        frequency.documents[side] += u64::from(last[side] != document);
                        last[side] = document;
                    }
                }
            }
            postings.advance();
        }
        Ok(frequency)
    }
}
