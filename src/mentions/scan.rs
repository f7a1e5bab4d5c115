//! Mentions by a scan of the files, without an index.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::OnceLock;

use quanwen_extract::Unread;
use rayon::prelude::*;

use super::report_scan::{MentionCounts, MentionScan, ScannedReport};
use crate::api::{
    Concordance, Coverage, Filter, IgnoredFiles, Mention, MentionRequest, MentionSummary,
    MentionsByDocument, Timestamp,
};
use crate::corpus::{Corpus, DEFAULT_MAX_FILE_SIZE, FileEntry};
use crate::document::{Document, Metadata};
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{DocumentKey, MetadataFilter, Places};
use crate::reading::{ReadReport, ReportReader};
use crate::schema::Schema;
use crate::segmenter::Segmenter;

/// Finds mentions by reading, folding and scanning every file whole: slow, and independent of any index.
///
/// It finds the same mentions as an index of the same files. Every call reads the files again and holds the mentions it
/// returns in memory, because files are not in the order of answers.
///
/// ```
/// use quanwen::api::{Concordance, MentionRequest};
/// use quanwen::{Corpus, FileScan};
///
/// # let folder = tempfile::tempdir().unwrap();
/// # std::fs::write(folder.path().join("2021.txt"), "松泽县2021年法治政府建设年度报告\n全年办理行政复议案件12件。\n").unwrap();
/// let scan = FileScan::new(Corpus::at(folder.path())?)?;
/// let answer = scan.mentions(&MentionRequest::new("行政复议"))?;
/// assert_eq!(answer.mentions[0].kwic.right, "案件12件。");
/// # Ok::<(), quanwen::Error>(())
/// ```
#[derive(Debug)]
pub struct FileScan {
    reader: ReportReader,
    fold: Fold,
    schema: Schema,
    /// Tells whole words; made when first asked for.
    segmenter: OnceLock<Segmenter>,
}

impl FileScan {
    /// A scan of a corpus with the embedded rules, of files of at most 64 MiB.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in `quanwen.csv`.
    pub fn new(corpus: Corpus) -> Result<Self> {
        Self::with_schema(corpus, &Schema::embedded())
    }

    /// A scan with other rules.
    ///
    /// # Errors
    /// As [`FileScan::new`], and for a mistake in the rules.
    pub fn with_schema(corpus: Corpus, schema: &Schema) -> Result<Self> {
        Ok(Self {
            reader: ReportReader::new(corpus, schema, DEFAULT_MAX_FILE_SIZE.into())?,
            fold: Fold::new(schema)?,
            schema: schema.clone(),
            segmenter: OnceLock::new(),
        })
    }

    /// Skips files with more bytes.
    #[must_use]
    pub fn max_file_size(mut self, bytes: u64) -> Self {
        self.reader.options.limit = bytes;
        self
    }

    /// Reads also headers, footers, comments and hidden sheets ([`crate::corpus::ReadOptions::everything`]).
    #[must_use]
    pub fn everything(mut self) -> Self {
        self.reader.options.everything = true;
        self
    }

    /// Scans every file that the request covers, and calls `keep` for each report with a mention. Returns the results in the
    /// usual order.
    fn scan<T: Send>(
        &self,
        scan: &MentionScan,
        keep: impl Fn(&ScannedReport) -> T + Sync,
    ) -> Result<(Vec<T>, MentionSummary)> {
        let walk = self.reader.corpus.walk();
        let filter = &scan.request.filter;
        let places = self.places(&walk.files)?;
        let mut all = FileOutcome {
            skipped: walk.skipped.len() as u64,
            ignored: walk.ignored,
            ..FileOutcome::of(scan)
        };
        let outcomes: Vec<FileOutcome<T>> = walk
            .files
            .into_par_iter()
            .filter(|file| covers_file(filter, &file.path))
            .map(|file| self.scan_file(&file.path, scan, &places, &keep))
            .collect();
        for outcome in outcomes {
            all.add(outcome);
        }
        all.found.sort_by(|a, b| a.key.cmp(&b.key));
        let kept = all.found.into_iter().map(|found| found.kept).collect();
        let coverage = Coverage {
            documents: all.documents,
            undated: all.undated,
            unplaced: all.unplaced,
            complete: all.skipped == 0 && all.damaged == 0,
            stale: Some(false),
            skipped_files: all.skipped,
            damaged_reports: all.damaged,
            ignored_files: all.ignored,
            updated: Timestamp::now(),
            ..Coverage::default()
        };
        Ok((kept, scan.summary(all.counts, coverage)))
    }

    fn scan_file<T>(
        &self,
        file: &str,
        scan: &MentionScan,
        places: &Places,
        keep: impl Fn(&ScannedReport) -> T,
    ) -> FileOutcome<T> {
        let mut outcome = FileOutcome::of(scan);
        let sources = match self.reader.open(file) {
            Ok(sources) => sources,
            Err(unread) => {
                outcome.add_unread(&unread);
                return outcome;
            }
        };
        let filter = &scan.request.filter;
        let metadata = MetadataFilter::new(filter, &self.fold);
        for source in sources {
            if !filter.takes_path(&source.path) {
                continue;
            }
            let ReadReport {
                mut document,
                is_damaged,
                ..
            } = match self.reader.read(source) {
                Ok(read) => read,
                Err(unread) => {
                    outcome.add_unread(&unread);
                    continue;
                }
            };
            outcome.damaged += u64::from(is_damaged);
            places.complete(&mut document.metadata);
            if !outcome.takes(&document, &metadata) {
                continue;
            }
            let report = scan.scan(document);
            report.add_to(&mut outcome.counts, scan);
            if report.mentions() > 0 {
                outcome.found.push(Found {
                    key: DocumentKey::of(report.document()),
                    kept: keep(&report),
                });
            }
        }
        outcome
    }

    /// The scan of each report for a request.
    fn scan_of<'r>(&'r self, request: &'r MentionRequest) -> Result<MentionScan<'r>> {
        let segmenter = request.whole_word.then(|| self.segmenter()).transpose()?;
        MentionScan::new(request, &self.fold, segmenter)
    }

    fn segmenter(&self) -> Result<&Segmenter> {
        if let Some(segmenter) = self.segmenter.get() {
            return Ok(segmenter);
        }
        let segmenter = Segmenter::for_reports(&self.schema)?;
        Ok(self.segmenter.get_or_init(|| segmenter))
    }

    /// The full names of the places of all reports. They depend on the whole corpus, whatever the request covers.
    fn places(&self, files: &[FileEntry]) -> Result<Places> {
        let regions = files
            .par_iter()
            .flat_map_iter(|file| self.reader.open(&file.path).into_iter().flatten())
            .filter_map(|source| Some(self.reader.read(source).ok()?.document.metadata))
            .map(|metadata| metadata.region.join("/"))
            .collect::<HashSet<String>>();
        Places::of(&regions.into_iter().collect(), &self.fold, &self.schema)
    }
}

impl Concordance for FileScan {
    fn count_mentions(&self, request: &MentionRequest) -> Result<MentionSummary> {
        let (_, summary) = self.scan(&self.scan_of(request)?, |_| ())?;
        Ok(summary)
    }

    fn each_mention(
        &self,
        request: &MentionRequest,
        each: &mut dyn FnMut(Mention) -> ControlFlow<()>,
    ) -> Result<MentionSummary> {
        let scan = self.scan_of(request)?;
        let choice = scan.choice();
        let (candidates, summary) = self.scan(&scan, |report| report.candidates(&choice))?;
        let mut mentions = choice.shown(candidates.into_iter().flatten().collect());
        // If `each` breaks, the rest is dropped.
        let _ = mentions.try_for_each(each);
        Ok(summary)
    }

    fn mentions_by_document(&self, request: &MentionRequest) -> Result<MentionsByDocument> {
        let scan = self.scan_of(request)?;
        let (documents, summary) = self.scan(&scan, |report| {
            scan.document_mentions(report.reference(), &report.mentions_of_texts(&scan))
        })?;
        let answer = MentionsByDocument { documents, summary };
        Ok(answer.limited(request.limit))
    }
}

/// A report with a mention.
struct Found<T> {
    key: DocumentKey,
    kept: T,
}

/// The outcome of scanning one or more files.
struct FileOutcome<T> {
    found: Vec<Found<T>>,
    /// Reports that match the filter.
    documents: u64,
    /// Reports excluded because they have no year, or no place.
    undated: u64,
    unplaced: u64,
    /// Files, and documents in files, that were not read.
    skipped: u64,
    /// Mentions in them.
    counts: MentionCounts,
    /// Reports with too many damaged characters.
    damaged: u64,
    ignored: IgnoredFiles,
}

impl<T> FileOutcome<T> {
    /// Nothing scanned yet.
    fn of(scan: &MentionScan) -> Self {
        Self {
            found: Vec::new(),
            counts: scan.no_counts(),
            documents: 0,
            undated: 0,
            unplaced: 0,
            skipped: 0,
            damaged: 0,
            ignored: IgnoredFiles::default(),
        }
    }

    /// Whether a filter takes a document by its year and place. Counts it, or what it lacks.
    fn takes(&mut self, document: &Document, filter: &MetadataFilter) -> bool {
        let Metadata { year, region, .. } = &document.metadata;
        let judged = filter.judge(*year, &region.join("/"));
        self.documents += u64::from(judged.taken);
        self.undated += u64::from(judged.undated);
        self.unplaced += u64::from(judged.unplaced);
        judged.taken
    }

    /// Counts a file, or a document in it, that was not read.
    fn add_unread(&mut self, unread: &Unread) {
        match unread {
            Unread::NotDocument(kind) => self.ignored.add(*kind),
            _ => self.skipped += 1,
        }
    }

    fn add(&mut self, other: Self) {
        self.found.extend(other.found);
        self.documents += other.documents;
        self.undated += other.undated;
        self.unplaced += other.unplaced;
        self.skipped += other.skipped;
        self.counts.add(&other.counts);
        self.damaged += other.damaged;
        self.ignored.extend(&other.ignored);
    }
}

/// Whether a filter matches a file, or documents in it.
fn covers_file(filter: &Filter, file: &str) -> bool {
    let is_inside = |path: &String| {
        path.strip_prefix(file)
            .is_some_and(|rest| rest.starts_with('!'))
    };
    filter.takes_path(file) || filter.paths.iter().any(is_inside)
}
