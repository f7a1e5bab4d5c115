//! Evaluates the boolean part of a query: which sections satisfy its constraint.
//!
//! Quoted texts, distances and scopes are evaluated from the positions of the exact layer alone. Wildcards and regular
//! expressions read the text of the reports that contain their literals.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};

use quanwen_messages::text;
use rayon::prelude::*;

use super::matcher::Matcher;
use super::matches::section_of;
use super::proximity::{PhrasePositions, windows};
use crate::error::{Error, Result};
use crate::fold::{HARD_BREAK, Marks, SENTENCE_ENDS};
use crate::index::{
    DocumentAddress, Frequencies, Occurrences, SectionAddress, SectionSet, Selection, TextColumn,
    WantedRegion,
};
use crate::query::{Constraint, FieldValue, Leaf, Literal, Phrase, Plan, Scope, figure};

/// Bytes of text that one expression may read.
const MAX_SCANNED: usize = 1 << 30;
/// Number of characters of a long text by which others like it are sought.
const BEGINNING: usize = 48;
/// Evaluates constraints over the sections of a scope, looking each text up once.
pub(crate) struct ConstraintMatcher<'s> {
    matcher: Matcher<'s>,
    selection: &'s Selection,
    scope: SectionSet,
    known: HashMap<Vec<String>, Rc<Occurrences>>,
    known_figures: HashMap<Vec<String>, Rc<Occurrences>>,
    known_words: HashMap<String, bool>,
}

impl<'s> ConstraintMatcher<'s> {
    pub(crate) fn new(matcher: Matcher<'s>, selection: &'s Selection, scope: SectionSet) -> Self {
        Self {
            matcher,
            selection,
            scope,
            known: HashMap::new(),
            known_figures: HashMap::new(),
            known_words: HashMap::new(),
        }
    }

    /// The sections that constraints are evaluated over.
    pub(crate) fn scope(&self) -> &SectionSet {
        &self.scope
    }

    /// Whether a filter leaves reports or sections out.
    pub(crate) fn is_filtered(&self) -> bool {
        self.scope.len() < self.matcher.snapshot.commit.sections
    }

    /// The sections that have a text.
    pub(crate) fn set_of(&self, frequencies: &Frequencies) -> SectionSet {
        let mut set = SectionSet::none(self.matcher.snapshot);
        for (section, _) in &frequencies.sections {
            set.insert(*section);
        }
        set
    }

    /// The sections of the scope in a set.
    pub(crate) fn sections_of(&self, set: &SectionSet) -> Result<Vec<SectionAddress>> {
        let mut set = set.clone();
        set.intersect_with(&self.scope);
        set.sections(self.matcher.snapshot).collect()
    }

    /// The sections of the scope whose text in a column `takes` accepts.
    pub(crate) fn with_text(
        &self,
        column: TextColumn,
        takes: impl Fn(&str) -> bool,
    ) -> Result<SectionSet> {
        SectionSet::with_text(self.matcher.snapshot, column, &self.scope, takes)
    }

    /// The sections of the scope of reports whose year `takes` accepts.
    pub(crate) fn of_years(&self, takes: impl Fn(u16) -> bool) -> Result<SectionSet> {
        SectionSet::of_years(self.matcher.snapshot, &self.scope, takes)
    }

    /// Whether the body of a section of the index has a text as a word.
    pub(crate) fn is_word(&mut self, text: &str) -> Result<bool> {
        if let Some(known) = self.known_words.get(text) {
            return Ok(*known);
        }
        let is_word = self.matcher.vocabulary().has(text)?;
        self.known_words.insert(text.to_string(), is_word);
        Ok(is_word)
    }

    /// The sections that satisfy a plan's constraint, if it has one.
    pub(crate) fn matching_plan(&mut self, plan: &Plan) -> Result<Option<SectionSet>> {
        let Some(constraint) = &plan.constraint else {
            return Ok(None);
        };
        match self.matching(constraint) {
            Err(Error::Query {
                column, message, ..
            }) => Err(Error::Query {
                query: plan.query.clone(),
                column,
                message,
            }),
            matching => matching.map(Some),
        }
    }

    /// The sections that satisfy a constraint.
    pub(crate) fn matching(&mut self, constraint: &Constraint) -> Result<SectionSet> {
        self.matching_among(constraint, &self.scope.clone())
    }

    fn matching_among(
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
                // Constraints that read texts come last, when few sections are left.
                let (last, first): (Vec<_>, Vec<_>) = constraints.iter().partition(|c| c.reads());
                for constraint in first.into_iter().chain(last) {
                    set = self.matching_among(constraint, &set)?;
                }
                Ok(set)
            }
            Constraint::Any(constraints) => {
                let mut set = SectionSet::none(self.matcher.snapshot);
                for constraint in constraints {
                    set.union_with(&self.matching_among(constraint, among)?);
                }
                Ok(set)
            }
            Constraint::Not(constraint) => {
                let mut set = among.clone();
                set.difference_with(&self.matching_among(constraint, among)?);
                Ok(set)
            }
        }
    }

    /// How often each section of the scope contains a folded text.
    pub(crate) fn frequencies(&mut self, folded: &str) -> Result<Frequencies> {
        let found = self.occurrences(&[folded.to_string()])?;
        Ok(Frequencies::of_all(self.by_section(&found)))
    }

    /// How often each section of the scope contains a figure that is not part of a longer number, given its spellings.
    pub(crate) fn frequencies_of_figure(&mut self, spellings: &[String]) -> Result<Frequencies> {
        let found = if let Some(known) = self.known_figures.get(spellings) {
            Rc::clone(known)
        } else {
            let exact = self.matcher.exact();
            let found = Rc::new(exact.occurrences_of_figure(spellings, self.selection)?);
            self.known_figures
                .insert(spellings.to_vec(), Rc::clone(&found));
            found
        };
        Ok(Frequencies::of_all(self.by_section(&found)))
    }

    /// The sections of a set, or of the scope, that contain a folded text. `known` is a report that contains it.
    pub(crate) fn sections_with(
        &self,
        folded: &str,
        known: DocumentAddress,
        set: Option<&SectionSet>,
    ) -> Result<Vec<SectionAddress>> {
        let exact = self.matcher.exact();
        let with = |text: &str| {
            let found = exact.occurrences_given(text, self.selection, Some(known))?;
            Ok::<_, Error>(self.by_section(&found))
        };
        // Few texts begin like another one, and a beginning is looked up faster.
        let beginning: String = folded.chars().take(BEGINNING).collect();
        let mut found = with(&beginning)?;
        if found.len() > 1 && beginning.len() < folded.len() {
            found = with(folded)?;
        }
        let sections = found.into_iter().map(|(section, _)| section);
        Ok(sections
            .filter(|section| set.is_none_or(|set| set.contains(*section)))
            .collect())
    }

    fn by_section(&self, found: &Occurrences) -> Vec<(SectionAddress, u32)> {
        let mut frequencies = self.matcher.exact().by_section(found);
        frequencies.retain(|(section, _)| self.scope.contains(*section));
        frequencies
    }

    fn leaf(&mut self, leaf: &Leaf, among: &SectionSet) -> Result<SectionSet> {
        let mut set = match leaf {
            Leaf::Text(phrase) => self.containing(phrase)?,
            Leaf::Figure(figure) => {
                let found = self.frequencies_of_figure(&figure::spellings(figure))?;
                self.set_of(&found)
            }
            Leaf::Near { texts, distance } => {
                self.together(texts, Scope::Paragraph, Some(*distance))?
            }
            Leaf::Together { scope, texts } => self.together(texts, *scope, None)?,
            Leaf::Scan {
                regex, literals, ..
            } => self.scan(regex, literals, among)?,
            Leaf::Field(field) => self.field(field, among)?,
        };
        set.intersect_with(among);
        Ok(set)
    }

    /// The occurrences of a text, given its readings.
    fn occurrences(&mut self, readings: &[String]) -> Result<Rc<Occurrences>> {
        if let Some(known) = self.known.get(readings) {
            return Ok(Rc::clone(known));
        }
        let exact = self.matcher.exact();
        let found = Rc::new(exact.occurrences(readings, self.selection)?);
        self.known.insert(readings.to_vec(), Rc::clone(&found));
        Ok(found)
    }

    fn containing(&mut self, phrase: &Phrase) -> Result<SectionSet> {
        let mut set = SectionSet::none(self.matcher.snapshot);
        let found = self.occurrences(&phrase.readings)?;
        for (section, _) in self.matcher.exact().by_section(&found) {
            set.insert(section);
        }
        Ok(set)
    }

    /// The reports that contain every text, with the occurrences of each.
    fn positions_by_document(
        &mut self,
        texts: &[Phrase],
    ) -> Result<BTreeMap<DocumentAddress, Vec<PhrasePositions>>> {
        let mut documents: BTreeMap<DocumentAddress, Vec<PhrasePositions>> = BTreeMap::new();
        for (index, text) in texts.iter().enumerate() {
            let length = crate::document::saturating_u32(text.folded.chars().count());
            let found = self.occurrences(&text.readings)?;
            for found in self.matcher.exact().by_document(&found) {
                let of_document = documents.entry(found.document).or_default();
                if of_document.len() == index {
                    let starts = found.starts().collect();
                    of_document.push(PhrasePositions { length, starts });
                }
            }
        }
        documents.retain(|_, positions| positions.len() == texts.len());
        Ok(documents)
    }

    /// The sections with all texts in one unit, with at most `distance` other characters between them.
    fn together(
        &mut self,
        texts: &[Phrase],
        unit: Scope,
        distance: Option<u32>,
    ) -> Result<SectionSet> {
        let mut set = SectionSet::none(self.matcher.snapshot);
        for (document, texts) in self.positions_by_document(texts)? {
            let sections = self.matcher.exact().section_starts(document);
            let ends = self.unit_ends(unit, document, &sections);
            for start in windows(&texts, &ends, distance) {
                set.insert(address(document, &sections, start));
            }
        }
        Ok(set)
    }

    /// The ends of the units of a report, in characters of its folded text, ascending. Sections end units too.
    fn unit_ends(&self, unit: Scope, document: DocumentAddress, sections: &[u32]) -> Vec<u32> {
        let ends = match unit {
            Scope::Sentence => [&SENTENCE_ENDS[..], &[HARD_BREAK]].concat(),
            Scope::Paragraph => vec![HARD_BREAK],
            Scope::Section => Vec::new(),
        };
        let exact = self.matcher.exact();
        let positions = exact.positions_in(document, &ends);
        let mut ends: Vec<u32> = positions.into_iter().map(|position| position + 1).collect();
        ends.extend(sections);
        ends.sort_unstable();
        ends.dedup();
        ends
    }

    /// The sections in which an expression matches, in reports with sections in `among`.
    fn scan(
        &mut self,
        regex: &regex::Regex,
        literals: &[Literal],
        among: &SectionSet,
    ) -> Result<SectionSet> {
        let mut candidates = among.documents(self.matcher.snapshot)?;
        for literal in literals {
            let found = self.occurrences(std::slice::from_ref(&literal.text))?;
            let found = self.matcher.exact().by_document(&found);
            let documents: HashSet<DocumentAddress> =
                found.iter().map(|found| found.document).collect();
            candidates.retain(|candidate| documents.contains(candidate));
        }
        let read = AtomicUsize::new(0);
        let matcher = self.matcher;
        let matching: Vec<Vec<SectionAddress>> = candidates
            .par_iter()
            .map(|document| sections_matching(matcher, *document, regex, &read))
            .collect::<Result<_>>()?;
        let mut set = SectionSet::none(self.matcher.snapshot);
        for section in matching.into_iter().flatten() {
            set.insert(section);
        }
        Ok(set)
    }

    fn field(&self, field: &FieldValue, among: &SectionSet) -> Result<SectionSet> {
        let Matcher { snapshot, fold, .. } = self.matcher;
        let containing = |column, wanted: &str| {
            SectionSet::with_text(snapshot, column, among, |text| {
                fold.fold_text(text).contains(wanted)
            })
        };
        match field {
            FieldValue::Title(text) => containing(TextColumn::Title, text),
            FieldValue::Issuer(text) => containing(TextColumn::Issuer, text),
            FieldValue::DocumentNumber(text) => containing(TextColumn::DocumentNumber, text),
            FieldValue::Heading(text) => self.matcher.under_heading(text, among),
            FieldValue::Region(place) => {
                let wanted = WantedRegion::new(place, fold);
                SectionSet::with_text(snapshot, TextColumn::Region, among, |region| {
                    wanted.takes(region, fold)
                })
            }
            FieldValue::Year(years) => {
                SectionSet::of_years(snapshot, among, |year| years.contains(year))
            }
        }
    }
}

/// The sections of a report in which an expression matches. `read` counts the bytes of text read from all reports.
fn sections_matching(
    matcher: Matcher,
    address_of: DocumentAddress,
    regex: &regex::Regex,
    read: &AtomicUsize,
) -> Result<Vec<SectionAddress>> {
    let stored = matcher.snapshot.stored(address_of)?;
    let text = &stored.document.text;
    let before = read.fetch_add(text.len(), Ordering::Relaxed);
    if before > MAX_SCANNED {
        return Err(Error::Query {
            query: String::new(),
            column: 1,
            message: text!(
                "too many reports would have to be read: add a text that every match contains, or search fewer reports with `Filter::years`, `Filter::region` or `Filter::paths`"
            )
            .into(),
        });
    }
    let sections = matcher.exact().section_starts(address_of);
    let mut matching = Vec::new();
    for paragraph in stored.paragraphs.places() {
        let gaps = &stored.document.gaps;
        let folded = matcher
            .fold
            .fold_paragraph(text, paragraph.bytes, gaps, Marks::Transparent);
        let (mut byte, mut start) = (0, paragraph.characters.start);
        for found in regex.find_iter(&folded.text) {
            let characters = folded.text[byte..found.start()].chars().count();
            (byte, start) = (
                found.start(),
                start + crate::document::saturating_u32(characters),
            );
            matching.push(address(address_of, &sections, start));
        }
    }
    matching.dedup();
    Ok(matching)
}

fn address(document: DocumentAddress, section_starts: &[u32], position: u32) -> SectionAddress {
    SectionAddress {
        document,
        section: crate::document::saturating_u32(section_of(section_starts, position)),
    }
}

/// Sets the column of an error about a part of a query.
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
