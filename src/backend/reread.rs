//! Reads files again, to compare what is stored of them.

use std::collections::BTreeSet;

use quanwen_messages::{Message, message};
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::files::{IndexedFile, IndexedFiles, SectionsOfFile};
use super::place_names::PlaceNames;
use super::report::IndexedReport;
use super::rules::Rules;
use crate::corpus::{Corpus, ReadOptions};
use crate::error::Result;
use crate::reading::ReportReader;

/// Reads files again as they were read when they were indexed.
pub struct Rereading<'a> {
    reader: ReportReader,
    rules: &'a Rules,
    /// The names of provinces, and no others.
    provinces: PlaceNames,
    /// The full names of the places of all reports.
    places: PlaceNames,
}

/// What came of comparing files with what is stored of them.
#[derive(Debug, Default)]
pub struct Compared {
    /// What is wrong, one line per problem.
    pub wrong: Vec<Message>,
    /// Files that are not what they were, by path.
    pub changed: Vec<String>,
    /// The number of sections that were compared.
    pub sections: u64,
}

/// Says what is wrong with what is stored of some sections of a report, by their numbers.
pub type Compare<'c> = dyn Fn(&IndexedReport, &[u32]) -> Result<Vec<Message>> + Sync + 'c;

impl<'a> Rereading<'a> {
    /// Prepares to read the files of a folder.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in `quanwen.csv`.
    pub fn new(corpus: &Corpus, rules: &'a Rules, files: &IndexedFiles) -> Result<Self> {
        let options = ReadOptions {
            limit: files.walk.limit,
            everything: files.walk.everything,
        };
        let reports = files.iter().flat_map(|file| &file.reports);
        let regions = reports.map(|report| report.region.clone()).collect();
        Ok(Self {
            reader: ReportReader::new(corpus.clone(), &rules.schema, options)?,
            provinces: rules.place_names(&BTreeSet::new())?,
            places: rules.place_names(&regions)?,
            rules,
        })
    }

    /// Compares sections with their files, on all cores.
    ///
    /// # Errors
    /// Those of `compare`.
    pub fn compare(&self, sections: &[SectionsOfFile], compare: &Compare) -> Result<Compared> {
        let files = sections
            .par_iter()
            .map(|sections| self.file(sections, compare));
        let files: Vec<Compared> = files.collect::<Result<_>>()?;
        let mut all = Compared::default();
        for file in files {
            all.wrong.extend(file.wrong);
            all.changed.extend(file.changed);
            all.sections += file.sections;
        }
        Ok(all)
    }

    fn file(&self, (file, sections): &SectionsOfFile, compare: &Compare) -> Result<Compared> {
        let mut compared = Compared::default();
        let Some(bytes) = self.bytes(file) else {
            compared.changed.push(file.path.clone());
            return Ok(compared);
        };
        let sources = self.reader.sources(&file.path, bytes);
        let mut found = BTreeSet::new();
        for source in sources.into_iter().flatten() {
            let Ok(read) = self.reader.read(source) else {
                continue;
            };
            let mut document = read.document;
            let of_report = sections
                .iter()
                .filter(|(report, _)| report.id == document.id);
            let numbers: Vec<u32> = of_report.map(|(_, number)| *number).collect();
            if numbers.is_empty() {
                continue;
            }
            found.insert(document.id.clone());
            let names = if self.provinces.is_full(&document.metadata.region) {
                &self.provinces
            } else {
                &self.places
            };
            names.complete(&mut document.metadata);
            let report = IndexedReport::new(document, self.rules)?;
            compared.wrong.extend(compare(&report, &numbers)?);
            compared.sections += numbers.len() as u64;
        }
        let unknown = sections.iter().map(|(report, _)| &report.id);
        for id in unknown.collect::<BTreeSet<_>>() {
            if !found.contains(id) {
                let path = &file.path;
                compared.wrong.push(message!(
                    "{path}: it has no report {id}",
                    path = path,
                    id = id
                ));
            }
        }
        Ok(compared)
    }

    /// The bytes of a file that is what it was.
    fn bytes(&self, file: &IndexedFile) -> Option<Vec<u8>> {
        let bytes = self.reader.bytes(&file.path).ok()?;
        let correction = self.reader.corrections.stamp_of(&file.path);
        let is_same = (xxh3_64(&bytes), correction) == (file.entry.hash, file.entry.correction);
        is_same.then_some(bytes)
    }
}
