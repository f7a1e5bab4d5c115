//! The files of a corpus on another storage, so that only changed ones are read again.

use std::collections::BTreeMap;

use quanwen_messages::Text;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use crate::api::{IgnoredFiles, Sample, Skipped};
use crate::index::{Manifest, ManifestEntry};
use crate::indexing::{IndexOptions, outgrown};

/// A file of a corpus as it was when it was read, and what was stored of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexedFile {
    /// Relative to the corpus.
    pub path: String,
    /// The reports in it, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<StoredReport>,
    /// Words of all texts, of all headings, and of all titles.
    #[serde(default)]
    pub words: [u64; 3],
    #[serde(flatten)]
    pub(super) entry: ManifestEntry,
}

/// A report that is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredReport {
    /// Its id.
    pub id: String,
    /// Number of its sections, the root included.
    pub sections: u32,
    /// Its place as it says it, levels joined by `/`.
    pub(super) region: String,
    /// The full name of its place, if that is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) full: Option<String>,
}

/// How the files of a corpus were found and read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorpusWalk {
    /// When the walk began, in nanoseconds since 1970.
    pub(super) walked: u64,
    /// Size limit of files, in bytes: the largest of all updates so far.
    pub(super) limit: u64,
    /// Whether headers, footers, comments and hidden sheets were read too.
    pub(super) everything: bool,
    /// Files that are not documents by their names.
    #[serde(default)]
    pub(super) ignored: IgnoredFiles,
}

/// The files of a corpus on another storage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexedFiles {
    pub(super) walk: CorpusWalk,
    pub(super) files: BTreeMap<String, IndexedFile>,
}

/// What a corpus has, and what of it could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorpusCounts {
    /// Reports.
    pub documents: u64,
    /// Sections, roots included.
    pub sections: u64,
    /// Bytes of text.
    pub text_bytes: u64,
    /// Reports with too many characters that could not be read.
    pub damaged_reports: u64,
    /// Files, and documents in files, that were not read, and why.
    pub skipped: Vec<Skipped>,
    /// Files that are no documents.
    pub ignored: IgnoredFiles,
}

/// Some sections of a file, each with its report and its number there.
pub type SectionsOfFile<'f> = (&'f IndexedFile, Vec<(&'f StoredReport, u32)>);

impl IndexedFile {
    /// A file or folder that the walk could not read.
    pub(super) fn unreadable(skipped: &Skipped) -> Self {
        Self {
            path: skipped.path.clone(),
            reports: Vec::new(),
            words: [0; 3],
            entry: ManifestEntry::unreadable(skipped),
        }
    }

    /// A name for it that depends only on its path: 32 hexadecimal digits.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{:032x}", xxh3_128(self.path.as_bytes()))
    }
}

impl StoredReport {
    /// The full name of its place, levels joined by `/`.
    pub(super) fn full(&self) -> &str {
        self.full.as_deref().unwrap_or(&self.region)
    }
}

impl IndexedFiles {
    /// The files of a corpus, as they were stored.
    pub fn new(walk: CorpusWalk, files: impl IntoIterator<Item = IndexedFile>) -> Self {
        let files = files.into_iter().map(|file| (file.path.clone(), file));
        Self {
            walk,
            files: files.collect(),
        }
    }

    /// No file, to be read as these were.
    #[must_use]
    pub fn emptied(&self) -> Self {
        let walk = CorpusWalk {
            everything: self.walk.everything,
            ..CorpusWalk::default()
        };
        Self::new(walk, [])
    }

    /// Why all files have to be read anew, if they have: given the stamp of the dictionary that their words were cut with.
    #[must_use]
    pub fn outgrown(&self, word_stamp: &str, options: &IndexOptions) -> Option<Text> {
        outgrown(word_stamp, self.walk.everything, options)
    }

    /// How they were found and read.
    #[must_use]
    pub fn walk(&self) -> &CorpusWalk {
        &self.walk
    }

    /// The file with a path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&IndexedFile> {
        self.files.get(path)
    }

    /// By path.
    pub fn iter(&self) -> impl Iterator<Item = &IndexedFile> {
        self.files.values()
    }

    /// Files with damaged bytes, with the number of characters that replace them.
    #[must_use]
    pub fn damaged(&self) -> Vec<(String, u32)> {
        let damaged = |file: &IndexedFile| Some((file.path.clone(), file.entry.damaged()?));
        self.iter().filter_map(damaged).collect()
    }

    /// What they have in all.
    #[must_use]
    pub fn counts(&self) -> CorpusCounts {
        let manifest = self.manifest();
        let totals = manifest.totals();
        let reports = || self.iter().flat_map(|file| &file.reports);
        CorpusCounts {
            documents: reports().count() as u64,
            sections: reports().map(|report| u64::from(report.sections)).sum(),
            text_bytes: totals.text,
            damaged_reports: totals.damaged_documents,
            skipped: manifest.skipped().collect(),
            ignored: manifest.ignored(),
        }
    }

    /// Words of all texts, of all headings, and of all titles.
    #[must_use]
    pub fn words(&self) -> [u64; 3] {
        self.iter().fold([0; 3], |mut words, file| {
            add(&mut words, file.words);
            words
        })
    }

    /// A random sample of all sections, file by file: those with the least random numbers. The number of a section is XXH3-64, seeded
    /// with the seed, of its report's id, a zero byte, and its index in the report (four bytes, little-endian). `None`: all sections.
    #[must_use]
    pub fn sample(&self, sample: Option<Sample>) -> Vec<SectionsOfFile<'_>> {
        let greatest = sample.map(|sample| self.greatest(sample));
        let mut chosen = Vec::new();
        for file in self.iter() {
            let sections: Vec<_> = sections(file)
                .filter(|section| match (sample, greatest) {
                    (Some(sample), Some(greatest)) => number(sample.seed, *section) < greatest,
                    _ => true,
                })
                .collect();
            if !sections.is_empty() {
                chosen.push((file, sections));
            }
        }
        chosen
    }

    /// The least random number that is not of a sample.
    fn greatest(&self, sample: Sample) -> u64 {
        let sections = self.iter().flat_map(sections);
        let mut numbers: Vec<u64> = sections
            .map(|section| number(sample.seed, section))
            .collect();
        let size = usize::try_from(sample.size).unwrap_or(usize::MAX);
        if size >= numbers.len() {
            return u64::MAX;
        }
        *numbers.select_nth_unstable(size).1
    }

    /// The same, as an index on this machine has it.
    pub(super) fn manifest(&self) -> Manifest {
        let files = self.files.iter();
        Manifest {
            walked: self.walk.walked,
            limit: self.walk.limit,
            everything: self.walk.everything,
            ignored: self.walk.ignored.clone(),
            files: files
                .map(|(path, file)| (path.clone(), file.entry.clone()))
                .collect(),
        }
    }
}

/// The sections of a file.
fn sections(file: &IndexedFile) -> impl Iterator<Item = (&StoredReport, u32)> {
    let reports = file.reports.iter();
    reports.flat_map(|report| (0..report.sections).map(move |section| (report, section)))
}

/// The random number of a section.
fn number(seed: u64, (report, section): (&StoredReport, u32)) -> u64 {
    let mut hash = Xxh3::with_seed(seed);
    hash.update(report.id.as_bytes());
    hash.update(b"\0");
    hash.update(&section.to_le_bytes());
    hash.digest()
}

/// Adds numbers of words.
pub(super) fn add(words: &mut [u64; 3], more: [u64; 3]) {
    for (words, more) in words.iter_mut().zip(more) {
        *words += more;
    }
}
