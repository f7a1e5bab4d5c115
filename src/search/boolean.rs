//! The boolean part of a query: which sections satisfy its constraint.
//!
//! Quoted texts, distances and units are answered from the positions of the exact layer alone. Wildcards and
//! regular expressions read the text of the reports that have what every match holds.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use rayon::prelude::*;

use super::occurrence::section_of;
use super::searcher::Searcher;
use crate::error::{Error, Result};
use crate::fold::{HARD_BREAK, Marks};
use crate::index::{
    Occurrences, ReportAddress, SectionAddress, SectionSet, Selection, TextColumn, folded_region,
};
use crate::query::{Constraint, FieldValue, Leaf, Phrase, Plan, Unit};

/// Bytes of text that one expression may read.
const SCANNED: usize = 1 << 30;
/// What ends a sentence, folded.
const SENTENCE_ENDS: [char; 4] = ['。', '!', '?', HARD_BREAK];

/// Answers constraints over the sections that are asked, looking each text up once.
pub(super) struct Evaluation<'s> {
    searcher: &'s Searcher,
    selection: &'s Selection,
    asked: SectionSet,
    known: HashMap<String, Rc<Vec<Occurrences>>>,
}

impl<'s> Evaluation<'s> {
    pub(super) fn new(searcher: &'s Searcher, selection: &'s Selection, asked: SectionSet) -> Self {
        Self {
            searcher,
            selection,
            asked,
            known: HashMap::new(),
        }
    }

    /// The sections that are asked.
    pub(super) fn asked(&self) -> &SectionSet {
        &self.asked
    }

    /// The sections that satisfy a plan's constraint, where it has one.
    pub(super) fn satisfying_plan(&mut self, plan: &Plan) -> Result<Option<SectionSet>> {
        let constraint = plan.constraint.as_ref();
        constraint
            .map(|constraint| self.satisfying(constraint))
            .transpose()
    }

    /// The sections that satisfy a constraint.
    pub(super) fn satisfying(&mut self, constraint: &Constraint) -> Result<SectionSet> {
        match constraint {
            Constraint::Leaf {
                leaf,
                typed,
                column,
            } => self.leaf(leaf).map_err(|error| at(error, typed, *column)),
            Constraint::All(constraints) => {
                let mut set = self.asked.clone();
                for constraint in constraints {
                    set.intersect_with(&self.satisfying(constraint)?);
                }
                Ok(set)
            }
            Constraint::Any(constraints) => {
                let mut set = self.searcher.snapshot.no_sections();
                for constraint in constraints {
                    set.union_with(&self.satisfying(constraint)?);
                }
                Ok(set)
            }
            Constraint::Not(constraint) => {
                let mut set = self.asked.clone();
                set.difference_with(&self.satisfying(constraint)?);
                Ok(set)
            }
        }
    }

    /// How often each of the asked sections has a folded text, by section.
    pub(super) fn frequencies(&mut self, folded: &str) -> Result<Vec<(SectionAddress, u32)>> {
        let mut frequencies: Vec<(SectionAddress, u32)> = Vec::new();
        for found in self.occurrences(folded)?.iter() {
            for section in self.sections(found)? {
                match frequencies.last_mut() {
                    Some((last, count)) if *last == section => *count += 1,
                    _ => frequencies.push((section, 1)),
                }
            }
        }
        frequencies.retain(|(section, _)| self.asked.contains(*section));
        Ok(frequencies)
    }

    fn leaf(&mut self, leaf: &Leaf) -> Result<SectionSet> {
        let mut set = match leaf {
            Leaf::Text(phrase) => self.having(phrase)?,
            Leaf::Near { texts, distance } => self.near(texts, *distance)?,
            Leaf::Together { unit, texts } => self.together(*unit, texts)?,
            Leaf::Scan { regex, literals } => self.scan(regex, literals)?,
            Leaf::Field(field) => self.field(field)?,
        };
        set.intersect_with(&self.asked);
        Ok(set)
    }

    fn occurrences(&mut self, folded: &str) -> Result<Rc<Vec<Occurrences>>> {
        if let Some(known) = self.known.get(folded) {
            return Ok(Rc::clone(known));
        }
        let snapshot = &self.searcher.snapshot;
        let found = Rc::new(snapshot.occurrences(folded, self.selection)?);
        self.known.insert(folded.to_string(), Rc::clone(&found));
        Ok(found)
    }

    /// The section of each occurrence in a report.
    fn sections(&self, found: &Occurrences) -> Result<Vec<SectionAddress>> {
        let starts = self.searcher.snapshot.section_starts(found.report)?;
        let section = |start: &u32| address(found.report, &starts, *start);
        Ok(found.starts.iter().map(section).collect())
    }

    fn having(&mut self, phrase: &Phrase) -> Result<SectionSet> {
        let mut set = self.searcher.snapshot.no_sections();
        for found in self.occurrences(&phrase.folded)?.iter() {
            for section in self.sections(found)? {
                set.insert(section);
            }
        }
        Ok(set)
    }

    /// The reports that have every text, with the starts of each.
    fn together_in_reports(
        &mut self,
        texts: &[&str],
    ) -> Result<BTreeMap<ReportAddress, Vec<Vec<u32>>>> {
        let mut reports: BTreeMap<ReportAddress, Vec<Vec<u32>>> = BTreeMap::new();
        for (index, text) in texts.iter().enumerate() {
            for found in self.occurrences(text)?.iter() {
                let of_report = reports.entry(found.report).or_default();
                if of_report.len() == index {
                    of_report.push(found.starts.clone());
                }
            }
        }
        reports.retain(|_, starts| starts.len() == texts.len());
        Ok(reports)
    }

    fn near(&mut self, texts: &[Phrase], distance: u32) -> Result<SectionSet> {
        let texts = distinct(texts);
        let lengths: Vec<u32> = texts.iter().map(|text| length(text)).collect();
        let mut set = self.searcher.snapshot.no_sections();
        for (report, starts) in self.together_in_reports(&texts)? {
            let sections = self.searcher.snapshot.section_starts(report)?;
            for window in windows(&starts, &lengths, distance) {
                let first = address(report, &sections, window.start);
                if first == address(report, &sections, window.end - 1) {
                    set.insert(first);
                }
            }
        }
        Ok(set)
    }

    fn together(&mut self, unit: Unit, texts: &[Phrase]) -> Result<SectionSet> {
        let texts = distinct(texts);
        let mut set = self.searcher.snapshot.no_sections();
        for (report, starts) in self.together_in_reports(&texts)? {
            let sections = self.searcher.snapshot.section_starts(report)?;
            let ends = self.unit_ends(unit, report, &sections)?;
            let unit_of = |start: &u32| ends.partition_point(|end| end <= start);
            let others: Vec<HashSet<usize>> = starts[1..]
                .iter()
                .map(|starts| starts.iter().map(unit_of).collect())
                .collect();
            for start in &starts[0] {
                let unit = unit_of(start);
                if others.iter().all(|units| units.contains(&unit)) {
                    set.insert(address(report, &sections, *start));
                }
            }
        }
        Ok(set)
    }

    /// Where the units of a report end, in characters of its folded text, ascending. A section's start ends one too.
    fn unit_ends(&self, unit: Unit, report: ReportAddress, sections: &[u32]) -> Result<Vec<u32>> {
        let ends: &[char] = match unit {
            Unit::Sentence => &SENTENCE_ENDS,
            Unit::Paragraph => &[HARD_BREAK],
            Unit::Section => &[],
        };
        let snapshot = &self.searcher.snapshot;
        let positions = snapshot.positions_in(report, ends)?;
        let mut ends: Vec<u32> = positions.into_iter().map(|position| position + 1).collect();
        ends.extend(sections);
        ends.sort_unstable();
        ends.dedup();
        Ok(ends)
    }

    fn scan(&mut self, regex: &regex::Regex, literals: &[String]) -> Result<SectionSet> {
        let mut candidates = self.searcher.snapshot.selected(self.selection)?;
        for literal in literals {
            let found = self.occurrences(literal)?;
            let reports: HashSet<ReportAddress> = found.iter().map(|found| found.report).collect();
            candidates.retain(|candidate| reports.contains(candidate));
        }
        let read = std::sync::atomic::AtomicUsize::new(0);
        let matching: Vec<Vec<SectionAddress>> = candidates
            .par_iter()
            .map(|report| self.searcher.sections_matching(*report, regex, &read))
            .collect::<Result<_>>()?;
        let mut set = self.searcher.snapshot.no_sections();
        for section in matching.into_iter().flatten() {
            set.insert(section);
        }
        Ok(set)
    }

    fn field(&self, field: &FieldValue) -> Result<SectionSet> {
        let Searcher { snapshot, fold, .. } = self.searcher;
        let having = |column, wanted: &str| {
            snapshot.sections_with_text(column, &self.asked, |text| {
                fold.fold_text(text).contains(wanted)
            })
        };
        match field {
            FieldValue::Title(text) => having(TextColumn::Title, text),
            FieldValue::Issuer(text) => having(TextColumn::Issuer, text),
            FieldValue::DocumentNumber(text) => having(TextColumn::DocumentNumber, text),
            FieldValue::Heading(text) => self.searcher.under_heading(text, &self.asked),
            FieldValue::Region(place) => {
                let wanted = folded_region(place, fold);
                snapshot.sections_with_text(TextColumn::Region, &self.asked, |region| {
                    folded_region(region, fold).contains(&wanted)
                })
            }
            FieldValue::Year(years) => {
                snapshot.sections_of_years(&self.asked, |year| years.contains(year))
            }
        }
    }
}

impl Searcher {
    /// The sections, among `asked`, that stand under a heading with a folded text.
    pub(super) fn under_heading(&self, folded: &str, asked: &SectionSet) -> Result<SectionSet> {
        self.snapshot
            .sections_with_text(TextColumn::Heading, asked, |heading| {
                heading.contains(folded)
            })
    }

    /// The sections of a report in which an expression matches. `read` counts bytes of text over all reports.
    fn sections_matching(
        &self,
        address_of: ReportAddress,
        regex: &regex::Regex,
        read: &std::sync::atomic::AtomicUsize,
    ) -> Result<Vec<SectionAddress>> {
        let report = self.snapshot.report(address_of)?;
        let text = &report.document.text;
        let before = read.fetch_add(text.len(), std::sync::atomic::Ordering::Relaxed);
        if before > SCANNED {
            return Err(Error::Query {
                query: String::new(),
                column: 1,
                message: "too many reports would have to be read: add a text that every match holds, or ask fewer \
                          reports with --year, --region or a path"
                    .to_string(),
            });
        }
        let sections = self.snapshot.section_starts(address_of)?;
        let mut matching = Vec::new();
        for paragraph in report.paragraphs() {
            let breaks = &report.document.soft_breaks;
            let folded =
                self.fold
                    .fold_paragraph(text, paragraph.bytes, breaks, Marks::Transparent);
            matching.extend(regex.find_iter(&folded.text).map(|found| {
                let characters = folded.text[..found.start()].chars().count();
                let start = paragraph.characters.start + crate::document::count(characters);
                address(address_of, &sections, start)
            }));
        }
        matching.dedup();
        Ok(matching)
    }
}

fn address(report: ReportAddress, section_starts: &[u32], position: u32) -> SectionAddress {
    SectionAddress {
        report,
        section: crate::document::count(section_of(section_starts, position)),
    }
}

fn distinct(texts: &[Phrase]) -> Vec<&str> {
    let mut distinct: Vec<&str> = Vec::with_capacity(texts.len());
    for text in texts {
        if !distinct.contains(&text.folded.as_str()) {
            distinct.push(&text.folded);
        }
    }
    distinct
}

fn length(text: &str) -> u32 {
    crate::document::count(text.chars().count())
}

/// The smallest windows with one occurrence of each text, from each leftmost start, that hold at most `distance`
/// characters beside them. `starts` has the ascending starts of each text.
fn windows(starts: &[Vec<u32>], lengths: &[u32], distance: u32) -> Vec<std::ops::Range<u32>> {
    let mut next = vec![0; starts.len()];
    let mut found = Vec::new();
    let own: u32 = lengths.iter().sum();
    loop {
        let (mut first, mut last, mut leftmost) = (u32::MAX, 0, 0);
        for (text, at) in next.iter().enumerate() {
            let Some(start) = starts[text].get(*at) else {
                return found;
            };
            if *start < first {
                (first, leftmost) = (*start, text);
            }
            last = last.max(start + lengths[text]);
        }
        if last - first <= own + distance {
            found.push(first..last);
        }
        next[leftmost] += 1;
    }
}

/// An error about a part of a query as one that names it.
fn at(error: Error, typed: &str, at: usize) -> Error {
    match error {
        Error::Query { query, message, .. } if query.is_empty() => Error::Query {
            query: typed.to_string(),
            column: at,
            message,
        },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_window_holds_each_text_in_any_order() {
        let starts = [vec![0, 40], vec![10, 37]];
        assert_eq!(windows(&starts, &[2, 2], 8), [0..12, 37..42]);
        assert_eq!(
            windows(&starts, &[2, 2], 1),
            std::slice::from_ref(&(37..42))
        );
        assert!(windows(&starts, &[2, 2], 0).is_empty());
    }

    proptest! {
        #[test]
        fn windows_are_found_where_trying_all_pairs_finds_one(
            a in proptest::collection::btree_set(0u32..60, 0..12),
            b in proptest::collection::btree_set(0u32..60, 0..12),
            distance in 0u32..10,
        ) {
            let span = |x: u32, y: u32| (x.max(y) + 2) - x.min(y);
            let close = |x: &u32| b.iter().any(|y| span(*x, *y) <= 4 + distance);
            let starts = [a.iter().copied().collect(), b.iter().copied().collect()];
            let found = windows(&starts, &[2, 2], distance);
            prop_assert_eq!(found.is_empty(), !a.iter().any(close));
        }
    }
}
