//! The boolean part of a query: which sections satisfy its constraint.
//!
//! Quoted texts, distances and units are answered from the positions of the exact layer alone. Wildcards and
//! regular expressions read the text of the reports that have what every match holds.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use rayon::prelude::*;

use super::occurrence::section_of;
use super::searcher::Searcher;
use super::together::{Occurring, windows};
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
    known: HashMap<String, Rc<Occurrences>>,
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
        let Some(constraint) = &plan.constraint else {
            return Ok(None);
        };
        match self.satisfying(constraint) {
            Err(Error::Query {
                column, message, ..
            }) => Err(Error::Query {
                query: plan.query.clone(),
                column,
                message,
            }),
            satisfying => satisfying.map(Some),
        }
    }

    /// The sections that satisfy a constraint.
    pub(super) fn satisfying(&mut self, constraint: &Constraint) -> Result<SectionSet> {
        self.satisfying_among(constraint, &self.asked.clone())
    }

    fn satisfying_among(
        &mut self,
        constraint: &Constraint,
        among: &SectionSet,
    ) -> Result<SectionSet> {
        match constraint {
            Constraint::Leaf { leaf, column, .. } => self
                .leaf(leaf, among)
                .map_err(|error| in_column(error, *column)),
            Constraint::All(constraints) => {
                let mut set = among.clone();
                // What reads texts comes last, when few are left.
                let (last, first): (Vec<_>, Vec<_>) = constraints.iter().partition(|c| c.reads());
                for constraint in first.into_iter().chain(last) {
                    set = self.satisfying_among(constraint, &set)?;
                }
                Ok(set)
            }
            Constraint::Any(constraints) => {
                let mut set = self.searcher.snapshot.no_sections();
                for constraint in constraints {
                    set.union_with(&self.satisfying_among(constraint, among)?);
                }
                Ok(set)
            }
            Constraint::Not(constraint) => {
                let mut set = among.clone();
                set.difference_with(&self.satisfying_among(constraint, among)?);
                Ok(set)
            }
        }
    }

    /// How often each of the asked sections has a folded text, by section.
    pub(super) fn frequencies(&mut self, folded: &str) -> Result<Vec<(SectionAddress, u32)>> {
        let found = self.occurrences(folded)?;
        Ok(self.by_section(&found))
    }

    /// How many sections of a set, or of those asked, have a folded text that a report is known to have.
    pub(super) fn count_having(
        &self,
        folded: &str,
        known: ReportAddress,
        set: Option<&SectionSet>,
    ) -> Result<u64> {
        let snapshot = &self.searcher.snapshot;
        let found = snapshot.occurrences_beside(folded, self.selection, Some(known))?;
        let having = self.by_section(&found).into_iter();
        let counted = having.filter(|(section, _)| set.is_none_or(|set| set.contains(*section)));
        Ok(counted.count() as u64)
    }

    fn by_section(&self, found: &Occurrences) -> Vec<(SectionAddress, u32)> {
        let mut frequencies = self.searcher.snapshot.by_section(found);
        frequencies.retain(|(section, _)| self.asked.contains(*section));
        frequencies
    }

    fn leaf(&mut self, leaf: &Leaf, among: &SectionSet) -> Result<SectionSet> {
        let mut set = match leaf {
            Leaf::Text(phrase) => self.having(phrase)?,
            Leaf::Near { texts, distance } => {
                self.together(texts, Unit::Paragraph, Some(*distance))?
            }
            Leaf::Together { unit, texts } => self.together(texts, *unit, None)?,
            Leaf::Scan { regex, literals } => self.scan(regex, literals, among)?,
            Leaf::Field(field) => self.field(field, among)?,
        };
        set.intersect_with(among);
        Ok(set)
    }

    fn occurrences(&mut self, folded: &str) -> Result<Rc<Occurrences>> {
        if let Some(known) = self.known.get(folded) {
            return Ok(Rc::clone(known));
        }
        let snapshot = &self.searcher.snapshot;
        let found = Rc::new(snapshot.occurrences(folded, self.selection)?);
        self.known.insert(folded.to_string(), Rc::clone(&found));
        Ok(found)
    }

    fn having(&mut self, phrase: &Phrase) -> Result<SectionSet> {
        let mut set = self.searcher.snapshot.no_sections();
        let found = self.occurrences(&phrase.folded)?;
        for (section, _) in self.searcher.snapshot.by_section(&found) {
            set.insert(section);
        }
        Ok(set)
    }

    /// The reports that have every text, with the occurrences of each.
    fn occurring_in_reports(
        &mut self,
        texts: &[Phrase],
    ) -> Result<BTreeMap<ReportAddress, Vec<Occurring>>> {
        let mut reports: BTreeMap<ReportAddress, Vec<Occurring>> = BTreeMap::new();
        for (index, text) in texts.iter().enumerate() {
            let length = crate::document::count(text.folded.chars().count());
            let found = self.occurrences(&text.folded)?;
            for found in self.searcher.snapshot.by_report(&found) {
                let of_report = reports.entry(found.report).or_default();
                if of_report.len() == index {
                    let starts = found.starts().collect();
                    of_report.push(Occurring { length, starts });
                }
            }
        }
        reports.retain(|_, occurring| occurring.len() == texts.len());
        Ok(reports)
    }

    /// The sections in which the texts stand together in one unit, with at most `distance` characters beside them.
    fn together(
        &mut self,
        texts: &[Phrase],
        unit: Unit,
        distance: Option<u32>,
    ) -> Result<SectionSet> {
        let mut set = self.searcher.snapshot.no_sections();
        for (report, texts) in self.occurring_in_reports(texts)? {
            let sections = self.searcher.snapshot.section_starts(report);
            let ends = self.unit_ends(unit, report, &sections);
            for start in windows(&texts, &ends, distance) {
                set.insert(address(report, &sections, start));
            }
        }
        Ok(set)
    }

    /// Where the units of a report end, in characters of its folded text, ascending. A section's start ends one too.
    fn unit_ends(&self, unit: Unit, report: ReportAddress, sections: &[u32]) -> Vec<u32> {
        let ends: &[char] = match unit {
            Unit::Sentence => &SENTENCE_ENDS,
            Unit::Paragraph => &[HARD_BREAK],
            Unit::Section => &[],
        };
        let snapshot = &self.searcher.snapshot;
        let positions = snapshot.positions_in(report, ends);
        let mut ends: Vec<u32> = positions.into_iter().map(|position| position + 1).collect();
        ends.extend(sections);
        ends.sort_unstable();
        ends.dedup();
        ends
    }

    /// The sections in which an expression matches, among reports that have sections among these.
    fn scan(
        &mut self,
        regex: &regex::Regex,
        literals: &[String],
        among: &SectionSet,
    ) -> Result<SectionSet> {
        let mut candidates = self.searcher.snapshot.reports_in_set(among)?;
        for literal in literals {
            let found = self.occurrences(literal)?;
            let found = self.searcher.snapshot.by_report(&found);
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

    fn field(&self, field: &FieldValue, among: &SectionSet) -> Result<SectionSet> {
        let Searcher { snapshot, fold, .. } = self.searcher;
        let having = |column, wanted: &str| {
            snapshot.sections_with_text(column, among, |text| fold.fold_text(text).contains(wanted))
        };
        match field {
            FieldValue::Title(text) => having(TextColumn::Title, text),
            FieldValue::Issuer(text) => having(TextColumn::Issuer, text),
            FieldValue::DocumentNumber(text) => having(TextColumn::DocumentNumber, text),
            FieldValue::Heading(text) => self.searcher.under_heading(text, among),
            FieldValue::Region(place) => {
                let wanted = folded_region(place, fold);
                snapshot.sections_with_text(TextColumn::Region, among, |region| {
                    folded_region(region, fold).contains(&wanted)
                })
            }
            FieldValue::Year(years) => {
                snapshot.sections_of_years(among, |year| years.contains(year))
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
                          reports with `Filter::years`, `Filter::region` or `Filter::paths`"
                    .to_string(),
            });
        }
        let sections = self.snapshot.section_starts(address_of);
        let mut matching = Vec::new();
        for paragraph in report.paragraphs.places() {
            let breaks = &report.document.soft_breaks;
            let folded =
                self.fold
                    .fold_paragraph(text, paragraph.bytes, breaks, Marks::Transparent);
            let (mut byte, mut start) = (0, paragraph.characters.start);
            for found in regex.find_iter(&folded.text) {
                let characters = folded.text[byte..found.start()].chars().count();
                (byte, start) = (found.start(), start + crate::document::count(characters));
                matching.push(address(address_of, &sections, start));
            }
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

/// An error about a part of a query, at its column.
fn in_column(error: Error, column: usize) -> Error {
    match error {
        Error::Query { query, message, .. } => Error::Query {
            query,
            column,
            message,
        },
        other => other,
    }
}
