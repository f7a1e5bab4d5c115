//! The sections at hand, and what is known of the others.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::documents::Documents;
use super::store::{
    Asked, FetchedSection, ReportKey, SectionKey, SectionStore, SectionTotals, SharedPassage,
};
use crate::api::{Facet, FacetField};
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{
    DocumentAddress, DocumentKey, Frequencies, QueryPart, RelativeLengths, ScoredTerm,
    SectionAddress, SectionScore, SectionSet, SectionTexts, TermSource, TextColumn, WordScores,
    inverse_document_frequency,
};
use crate::matching::facets_of;
use crate::query::{Constraint, Plan};
use crate::ranking::sections::{Characters, Sections};
use crate::schema::Ranking;

/// The sections of a corpus in another storage.
pub(super) struct FetchedSections<'r> {
    fold: &'r Fold,
    ranking: &'r Ranking,
    store: &'r dyn SectionStore,
    totals: SectionTotals,
    /// Number of sections of the scope.
    scope: u64,
    is_filtered: bool,
    documents: &'r Documents,
    /// Those at hand, in order, with their addresses.
    sections: Vec<(SectionAddress, FetchedSection)>,
    /// The places of the sections in the order in which they were chosen.
    places: HashMap<SectionAddress, usize>,
    /// The places of the retrieved words in [`FetchedSection::words`].
    words: HashMap<String, usize>,
    matching: Option<SectionSet>,
    known: HashMap<Asked, u64>,
}

/// What sections are fetched with.
pub(super) struct Fetched<'r> {
    pub totals: SectionTotals,
    pub scope: u64,
    pub is_filtered: bool,
    pub words: HashMap<String, usize>,
    pub known: HashMap<Asked, u64>,
    pub documents: &'r Documents,
}

impl<'r> FetchedSections<'r> {
    /// Those that satisfy the plan's constraint of the sections at hand.
    pub(super) fn new(
        fold: &'r Fold,
        ranking: &'r Ranking,
        store: &'r dyn SectionStore,
        plan: &Plan,
        fetched: Fetched<'r>,
        sections: Vec<FetchedSection>,
    ) -> Self {
        let mut chosen: Vec<(usize, FetchedSection)> = sections.into_iter().enumerate().collect();
        if let Some(constraint) = &plan.constraint {
            chosen.retain(|(_, section)| section.satisfies(constraint, fold));
        }
        chosen.sort_by(|(_, a), (_, b)| {
            (&a.key.report, a.key.section).cmp(&(&b.key.report, b.key.section))
        });
        // In the order of reports, which is that of their addresses.
        let documents = fetched.documents;
        let mut places = HashMap::with_capacity(chosen.len());
        let mut sections = Vec::with_capacity(chosen.len());
        for (place, section) in chosen {
            let address = documents.address(&section.key);
            places.insert(address, place);
            sections.push((address, section));
        }
        let mut of_plan = Self {
            fold,
            ranking,
            store,
            totals: fetched.totals,
            scope: fetched.scope,
            is_filtered: fetched.is_filtered,
            documents,
            sections,
            places,
            words: fetched.words,
            matching: None,
            known: fetched.known,
        };
        of_plan.matching = plan.constraint.as_ref().map(|_| of_plan.set(|_| true));
        of_plan
    }

    /// The sections at hand for which something holds.
    fn set(&self, holds: impl Fn(&FetchedSection) -> bool) -> SectionSet {
        let mut sizes: Vec<usize> = Vec::new();
        for (address, _) in &self.sections {
            let document = address.document.segment() as usize;
            sizes.resize(sizes.len().max(document + 1), 0);
            sizes[document] = sizes[document].max(address.section as usize + 2);
        }
        let mut set = SectionSet::of_sizes(sizes.into_iter());
        let holding = self.sections.iter().filter(|(_, section)| holds(section));
        holding.for_each(|(address, _)| set.insert(*address));
        set
    }

    /// How many sections have something, asked for once.
    fn ask(&mut self, asked: Asked) -> Result<u64> {
        if let Some(known) = self.known.get(&asked) {
            return Ok(*known);
        }
        let found = self.store.doc_freqs(std::slice::from_ref(&asked))?;
        let found = found.first().copied().unwrap_or_default();
        self.known.insert(asked, found);
        Ok(found)
    }

    fn frequencies_by(
        &self,
        of_all: u64,
        frequency: impl Fn(&FetchedSection) -> u32,
    ) -> Frequencies {
        let of_section = |(address, section): &(SectionAddress, FetchedSection)| {
            let frequency = frequency(section);
            (frequency > 0).then_some((*address, frequency))
        };
        let sections: Vec<_> = self.sections.iter().filter_map(of_section).collect();
        Frequencies {
            doc_freq: of_all.max(sections.len() as u64),
            sections,
        }
    }

    /// The lengths of a section's fields, relative to the average of all sections.
    fn lengths(&self, section: &FetchedSection) -> RelativeLengths {
        let averages = self.totals.average_lengths();
        let relative = |field: usize| section.lengths[field] as f32 / averages[field];
        RelativeLengths {
            body: relative(0),
            heading: relative(1),
            title: relative(2),
        }
    }

    /// The weight of one occurrence in each field of a section.
    fn weights(&self, section: &FetchedSection) -> [f32; 3] {
        let lengths = self.lengths(section);
        let Ranking {
            body,
            heading,
            title,
            ..
        } = self.ranking;
        [
            body.of_one(lengths.body),
            heading.of_one(lengths.heading),
            title.of_one(lengths.title),
        ]
    }

    /// The citation factor of a section's report.
    fn citation(&self, section: &FetchedSection) -> Result<f32> {
        let title = self.fold.fold_text(&section.key.report.title);
        Ok(1.0 + self.ranking.citation * self.store.citation_share(&title)?)
    }

    /// What a section has of a term, before saturation; `sections` are those that have it, if it is a text.
    fn x(&self, term: &ScoredTerm, address: SectionAddress, section: &FetchedSection) -> f32 {
        let weights = self.weights(section);
        match &term.source {
            TermSource::Word(word) => {
                let counts = self
                    .words
                    .get(word)
                    .and_then(|place| section.words.get(*place));
                let counts = counts.copied().unwrap_or_default();
                // An empty field has no weight.
                let fields = counts.into_iter().zip(weights);
                let having = fields.filter(|(count, _)| *count > 0);
                having.map(|(count, weight)| count as f32 * weight).sum()
            }
            TermSource::Text(found) => {
                let place = found
                    .sections
                    .binary_search_by_key(&address, |(section, _)| *section);
                place.map_or(0.0, |place| found.sections[place].1 as f32 * weights[0])
            }
        }
    }

    /// Counts sections by properties of their reports.
    pub(super) fn facets(
        &self,
        fields: &[FacetField],
        sections: impl Iterator<Item = SectionAddress>,
    ) -> Vec<Facet> {
        let mut of_document: BTreeMap<DocumentAddress, u64> = BTreeMap::new();
        for section in sections {
            *of_document.entry(section.document).or_default() += 1;
        }
        let reports = of_document.into_iter().map(|(document, sections)| {
            let key = self.documents.key(document);
            (key.region, key.year, sections)
        });
        let reports: Vec<(String, Option<u16>, u64)> = reports.collect();
        let reports = reports.iter();
        facets_of(
            self.fold,
            fields,
            reports.map(|(region, year, sections)| (region.as_str(), *year, *sections)),
        )
    }

    fn at(&self, address: SectionAddress) -> Option<&FetchedSection> {
        let place = self
            .sections
            .binary_search_by_key(&address, |(address, _)| *address);
        Some(&self.sections[place.ok()?].1)
    }
}

impl Sections for FetchedSections<'_> {
    fn fold(&self) -> &Fold {
        self.fold
    }

    fn idf(&self, doc_freq: u64) -> f32 {
        inverse_document_frequency(doc_freq, self.totals.sections.max(1))
    }

    fn doc_freq_of_word(&mut self, word: &str) -> Result<u64> {
        self.ask(Asked::BodyWord(word.to_string()))
    }

    fn doc_freq_of_character(&mut self, c: char) -> Result<u64> {
        self.ask(Asked::Character(c))
    }

    fn is_word(&mut self, text: &str) -> Result<bool> {
        Ok(self.doc_freq_of_word(text)? > 0)
    }

    fn words_like(&self, text: &str) -> Result<Vec<String>> {
        self.store.words_like(text)
    }

    fn is_filtered(&self) -> bool {
        self.is_filtered
    }

    fn len(&self) -> u64 {
        self.scope
    }

    fn prepare(&mut self, texts: &[&str]) -> Result<()> {
        let asked = texts
            .iter()
            .map(|text| Asked::Text(vec![(*text).to_string()]));
        let unknown: Vec<Asked> = asked
            .filter(|asked| !self.known.contains_key(asked))
            .collect();
        let found = self.store.doc_freqs(&unknown)?;
        self.known.extend(unknown.into_iter().zip(found));
        Ok(())
    }

    fn frequencies(&mut self, folded: &str) -> Result<Frequencies> {
        let of_all = self.ask(Asked::Text(vec![folded.to_string()]))?;
        Ok(self.frequencies_by(of_all, |section| section.frequency(folded)))
    }

    fn sections_with(&mut self, folded: &str) -> Result<u64> {
        self.store.sections_with(folded)
    }

    fn occurrences(&mut self, folded: &str) -> Result<u64> {
        self.store.occurrences(folded)
    }

    fn frequencies_of_figure(&mut self, spellings: &[String]) -> Result<Frequencies> {
        let of_all = self.ask(Asked::Figure(spellings.to_vec()))?;
        Ok(self.frequencies_by(of_all, |section| section.frequency_of_figure(spellings)))
    }

    fn satisfying(&mut self, constraints: &[&Constraint]) -> Result<u64> {
        self.store.satisfying(constraints)
    }

    fn matching(&self) -> Option<&SectionSet> {
        self.matching.as_ref()
    }

    fn set_of(&self, frequencies: &Frequencies) -> SectionSet {
        let mut set = self.set(|_| false);
        for (section, _) in &frequencies.sections {
            set.insert(*section);
        }
        set
    }

    fn sections_of(&self, set: &SectionSet) -> Result<Vec<SectionAddress>> {
        let addresses = self.sections.iter().map(|(address, _)| *address);
        Ok(addresses.filter(|address| set.contains(*address)).collect())
    }

    fn with_text(&self, column: TextColumn, takes: &dyn Fn(&str) -> bool) -> Result<SectionSet> {
        let has_some = |section: &FetchedSection| {
            let text = section.column(column);
            !text.is_empty() && takes(text)
        };
        Ok(self.set(has_some))
    }

    fn of_years(&self, takes: &dyn Fn(u16) -> bool) -> Result<SectionSet> {
        Ok(self.set(|section| section.key.report.year.is_some_and(takes)))
    }

    fn reports_of(&self, set: &SectionSet) -> Result<u64> {
        let sections = self.sections_of(set)?;
        let reports: BTreeSet<DocumentAddress> =
            sections.iter().map(|section| section.document).collect();
        Ok(reports.len() as u64)
    }

    fn tier(&self, section: SectionAddress) -> usize {
        let place = self.places.get(&section).copied().unwrap_or_default();
        place / self.ranking.candidates.max(1)
    }

    fn score(&self, terms: &[ScoredTerm]) -> Result<WordScores> {
        let mut frequencies = HashMap::new();
        let mut idfs = Vec::with_capacity(terms.len());
        for term in terms {
            let doc_freq = match &term.source {
                TermSource::Word(word) => {
                    let known = self.known.get(&Asked::Word(word.clone()));
                    let doc_freq = known.copied().unwrap_or(0);
                    frequencies.insert(word.clone(), doc_freq);
                    doc_freq
                }
                TermSource::Text(found) => found.doc_freq,
            };
            idfs.push(term.weight * self.idf(doc_freq));
        }
        let mut sections = Vec::new();
        for (address, section) in &self.sections {
            let mut parts = [0.0; QueryPart::ALL.len()];
            for (term, idf) in terms.iter().zip(&idfs) {
                let x = self.x(term, *address, section);
                parts[term.part as usize] += idf * x / (x + self.ranking.k1);
            }
            if parts.iter().any(|sum| *sum > 0.0) {
                sections.push(SectionScore {
                    section: *address,
                    parts,
                    citation: self.citation(section)?,
                });
            }
        }
        Ok(WordScores {
            sections,
            frequencies,
        })
    }

    fn project(&self, alphabet: &[char], sections: &[SectionAddress]) -> Vec<Characters> {
        let index = |c: char| alphabet.iter().position(|known| *known == c);
        let of_section = |address: &SectionAddress| {
            let text = self
                .at(*address)
                .map_or("", |section| section.text.as_str());
            let places = (0..).zip(text.chars());
            let known = places.filter_map(|(place, c)| Some((place, index(c)?)));
            let narrow = |(place, index): (u32, usize)| Some((place, u16::try_from(index).ok()?));
            known.filter_map(narrow).collect()
        };
        sections.iter().map(of_section).collect()
    }

    fn texts(&self, sections: &[SectionAddress]) -> Result<Vec<SectionTexts>> {
        let of_section = |address: &SectionAddress| {
            let section = self.at(*address)?;
            let title = if address.section == 0 {
                section.key.report.title.clone()
            } else {
                String::new()
            };
            Some(SectionTexts {
                title,
                heading: section.headings.clone(),
                lengths: self.lengths(section),
            })
        };
        Ok(sections.iter().filter_map(of_section).collect())
    }

    fn key(&self, document: DocumentAddress) -> Result<DocumentKey> {
        Ok(self.documents.key(document).into())
    }

    fn containing(&self, texts: &[(&str, SectionAddress)]) -> Result<Vec<Vec<SectionAddress>>> {
        let keys: Vec<ReportKey> = texts
            .iter()
            .map(|(_, known)| self.documents.key(known.document))
            .collect();
        let shared: Vec<SharedPassage> = texts
            .iter()
            .zip(&keys)
            .map(|((text, _), key)| SharedPassage {
                text,
                region: &key.region,
                year: key.year,
            })
            .collect();
        let found = self.store.containing(&shared)?;
        let addresses = |keys: Vec<SectionKey>| {
            let keys = keys.iter();
            keys.map(|key| self.documents.address(key)).collect()
        };
        Ok(found.into_iter().map(addresses).collect())
    }
}
