//! The searcher: opens an index and dispatches each request to its module.

use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock};

use quanwen_messages::Message;

use crate::api::{
    Citation, CiteRequest, CollocatesAnswer, CollocatesRequest, Concordance, CorpusFiles,
    DispersionAnswer, DispersionRequest, DocumentList, Engine, Evidence, EvidenceRequest,
    FilesRequest, Freshness, Health, HealthRequest, Integrity, IntegrityRequest, KeywordsAnswer,
    KeywordsRequest, ListRequest, Mention, MentionRequest, MentionSummary, MentionsByDocument,
    RankedDocument, Resolution, ResolveRequest, SearchAnswer, SearchRequest, ShowRequest, Shown,
    Status, Study, TrendAnswer, TrendCell, TrendRequest, Verification,
};
use crate::backend::{CorpusNames, Rules, get_or_load};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::index::{Citations, IndexFolder, Snapshot, TextColumn};
use crate::matching::Matcher;
use crate::mentions::IndexedMentions;
use crate::query::{Labels, Plan};
use crate::ranking::{Asides, Ranker};
use crate::schema::{Ranking, Schema};
use crate::segmenter::Segmenter;
use crate::structure::Parser;
use crate::{catalogue, mentions, study};

/// Answers requests from one committed state of an index. Opening does not load the dictionary; the first ranked search does.
///
/// ```
/// use quanwen::api::{Concordance, Engine, MentionRequest, SearchRequest};
/// use quanwen::{Corpus, IndexFolder, IndexOptions, Searcher};
///
/// # let reports = tempfile::tempdir().unwrap();
/// # std::fs::write(reports.path().join("2021.txt"), "松泽县2021年法治政府建设年度报告\n一、行政复议\n全年办理行政复\n议案件12件。\n").unwrap();
/// let corpus = Corpus::at(reports.path())?;
/// let folder = IndexFolder::for_corpus(&corpus)?;
/// quanwen::index(&corpus, &folder, &IndexOptions::default(), &())?;
///
/// let searcher = Searcher::open(&folder)?;
/// assert_eq!(searcher.count_mentions(&MentionRequest::new("行政复议"))?.mentions, 1);
/// assert_eq!(searcher.search(&SearchRequest::new("复议案件"))?.hits[0].document.year, Some(2021));
/// # Ok::<(), quanwen::Error>(())
/// ```
pub struct Searcher {
    folder: IndexFolder,
    snapshot: Snapshot,
    rules: Rules,
    ranking: Ranking,
    freshness: Freshness,
    citations: OnceLock<Citations>,
    asides: OnceLock<Asides>,
    names: OnceLock<CorpusNames>,
}

impl std::fmt::Debug for Searcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Searcher")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl Searcher {
    /// Opens an index with the embedded rules.
    ///
    /// # Errors
    /// [`crate::Error::NoIndex`], [`crate::Error::Outdated`], [`crate::Error::Damaged`].
    pub fn open(folder: &IndexFolder) -> Result<Self> {
        Self::open_with(folder, Schema::embedded())
    }

    /// Opens an index with other rules, which must be those it was made with.
    ///
    /// # Errors
    /// As [`Searcher::open`].
    pub fn open_with(folder: &IndexFolder, schema: Schema) -> Result<Self> {
        let rules = Rules::new(schema)?;
        Ok(Self {
            snapshot: open_snapshot(folder, &rules)?,
            ranking: rules.schema.field_table()?.ranking,
            rules,
            folder: folder.clone(),
            freshness: Freshness::Unknown,
            citations: OnceLock::new(),
            asides: OnceLock::new(),
            names: OnceLock::new(),
        })
    }

    /// Answers from the state of the index by now, and returns whether that is another. If it is not, two small files are
    /// read; otherwise the rules and the dictionary stay loaded. The new state may not match its files
    /// ([`Freshness::Unknown`]). After an error the old state answers.
    ///
    /// ```
    /// use quanwen::{Corpus, IndexFolder, IndexOptions, Searcher};
    ///
    /// # let reports = tempfile::tempdir().unwrap();
    /// # std::fs::write(reports.path().join("2021.txt"), "松泽县2021年法治政府建设年度报告\n").unwrap();
    /// let corpus = Corpus::at(reports.path())?;
    /// let folder = IndexFolder::for_corpus(&corpus)?;
    /// quanwen::index(&corpus, &folder, &IndexOptions::default(), &())?;
    /// let mut searcher = Searcher::open(&folder)?;
    /// assert!(!searcher.reload()?);
    /// # std::fs::write(reports.path().join("2022.txt"), "松泽县2022年法治政府建设年度报告\n").unwrap();
    /// quanwen::index(&corpus, &folder, &IndexOptions::default(), &())?;
    /// assert!(searcher.reload()?);
    /// # Ok::<(), quanwen::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Searcher::open`].
    pub fn reload(&mut self) -> Result<bool> {
        if !self.snapshot.is_replaced(&self.folder)? {
            return Ok(false);
        }
        self.snapshot = open_snapshot(&self.folder, &self.rules)?;
        self.freshness = Freshness::Unknown;
        self.citations = OnceLock::new();
        self.asides = OnceLock::new();
        self.names = OnceLock::new();
        Ok(true)
    }

    /// Sets whether the index is known to match its files; answers pass it on.
    #[must_use]
    pub fn with_freshness(mut self, freshness: Freshness) -> Self {
        self.freshness = freshness;
        self
    }

    /// The corpus of the index.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`].
    pub fn corpus(&self) -> Result<Corpus> {
        self.folder.corpus()
    }

    /// The owner of the index, if another user than the current one.
    #[must_use]
    pub fn index_owner(&self) -> Option<&str> {
        self.snapshot.owner.as_deref()
    }

    /// Whether the index was made with another dictionary. If so, hits may be ranked less well; mentions are the same.
    #[must_use]
    pub fn dictionary_differs(&self) -> bool {
        self.snapshot.commit.word_stamp != self.rules.word_stamp()
    }

    /// Whether the dictionary has been loaded; only ranked searches load it.
    #[must_use]
    pub fn dictionary_is_loaded(&self) -> bool {
        self.rules.reads_queries()
    }

    /// Plans the query of a request with the rules and the names of this index.
    ///
    /// # Errors
    /// [`crate::Error::Query`].
    pub fn plan(&self, request: &SearchRequest) -> Result<Plan> {
        self.rules.plan(request, || self.names())
    }

    /// What the reports of the index say of themselves.
    fn names(&self) -> Result<&CorpusNames> {
        get_or_load(&self.names, || {
            let columns = self.matcher().columns();
            let labels = Labels {
                documents: self.snapshot.commit.documents,
                regions: columns.texts(TextColumn::Region)?,
                years: columns.years()?,
                issuers: columns.texts(TextColumn::Issuer)?,
                titles: columns.texts(TextColumn::Title)?,
            };
            self.rules.names(&labels)
        })
    }

    /// Ranks reports by their best sections, without reading any text: as many as the request's limit.
    ///
    /// # Errors
    /// As [`Engine::search`].
    pub fn rank_documents(&self, request: &SearchRequest) -> Result<Vec<RankedDocument>> {
        self.snapshot.sound(|| {
            let plan = self.plan(request)?;
            self.ranker()?.rank_documents(request, &plan)
        })
    }

    /// Reads every file of the request again, scans its folded text, and compares the occurrences with the index's. A file
    /// that the index does not have is a difference too.
    ///
    /// # Errors
    /// As [`Concordance::count_mentions`].
    pub fn verify(&self, request: &MentionRequest) -> Result<Verification> {
        self.snapshot.sound(|| {
            let parser = Parser::new(&self.rules.schema)?;
            let corpus = self.folder.corpus()?;
            let segmenter = self.whole_words(request)?;
            mentions::verify(self.matcher(), &parser, &corpus, request, segmenter)
        })
    }

    /// Compares every byte of the index's files with the checksums that were written with them. Returns the problems, empty if
    /// there are none.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`] if the list of files itself cannot be read, [`crate::Error::Read`].
    pub fn check_files(&self) -> Result<Vec<Message>> {
        self.snapshot.damaged_files()
    }

    /// Checks the index: its files against their checksums, and for every report the exact layer, the paragraphs and the
    /// columns against the stored text. The word layer is checked by checksums alone. Returns the problems, empty if there are
    /// none.
    ///
    /// # Errors
    /// As [`Searcher::check_files`].
    pub fn integrity(&self) -> Result<Vec<Message>> {
        let damaged = self.check_files()?;
        if !damaged.is_empty() {
            return Ok(damaged);
        }
        self.snapshot
            .sound(|| catalogue::integrity(&self.snapshot, self.rules.fold()))
    }

    /// Whether a file, by its path relative to the corpus, has other bytes than when it was indexed. One that the index does not have, or
    /// that is gone, has changed.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`], [`crate::Error::Read`].
    pub fn has_changed(&self, file: &str) -> Result<bool> {
        let corpus = self.folder.corpus()?;
        let manifest = self.snapshot.manifest()?;
        let entry = manifest.files.get(file);
        Ok(entry.is_none_or(|entry| entry.has_changed(&corpus, file)))
    }

    fn find<'r>(&'r self, request: &'r MentionRequest) -> Result<IndexedMentions<'r>> {
        IndexedMentions::find(self.matcher(), request, self.whole_words(request)?)
    }

    /// The segmenter that tells whole words, if a request asks for them.
    fn whole_words(&self, request: &MentionRequest) -> Result<Option<&Segmenter>> {
        let segmenter = || self.rules.segmenter();
        request.whole_word.then(segmenter).transpose()
    }

    fn matcher(&self) -> Matcher<'_> {
        Matcher {
            snapshot: &self.snapshot,
            fold: self.rules.fold(),
            freshness: self.freshness,
        }
    }

    fn ranker(&self) -> Result<Ranker<'_>> {
        let rules = self.rules.schema.query_rules()?;
        let count = || Citations::of(&self.snapshot, self.rules.fold(), &rules.kind.names);
        Ok(Ranker {
            matcher: self.matcher(),
            ranking: &self.ranking,
            citations: get_or_load(&self.citations, count)?,
            asides: get_or_load(&self.asides, || Asides::of(&self.snapshot))?,
            rules,
        })
    }
}

/// Opens the state of an index by now.
fn open_snapshot(folder: &IndexFolder, rules: &Rules) -> Result<Snapshot> {
    let mut snapshot = Snapshot::open(folder, &rules.schema)?;
    snapshot.set_place_names(Arc::clone(rules.fold()), rules.schema.clone());
    Ok(snapshot)
}

impl Concordance for Searcher {
    fn count_mentions(&self, request: &MentionRequest) -> Result<MentionSummary> {
        self.find(request)?.summary()
    }

    fn each_mention(
        &self,
        request: &MentionRequest,
        each: &mut dyn FnMut(Mention) -> ControlFlow<()>,
    ) -> Result<MentionSummary> {
        let found = self.find(request)?;
        let summary = found.summary()?;
        found.for_each(each)?;
        Ok(summary)
    }

    fn mentions_by_document(&self, request: &MentionRequest) -> Result<MentionsByDocument> {
        self.find(request)?.by_document()
    }
}

impl Engine for Searcher {
    fn search(&self, request: &SearchRequest) -> Result<SearchAnswer> {
        self.snapshot.sound(|| {
            let plan = self.plan(request)?;
            self.ranker()?.search(request, &plan)
        })
    }

    fn list(&self, request: &ListRequest) -> Result<DocumentList> {
        self.snapshot
            .sound(|| catalogue::list(self.matcher(), &request.filter))
    }

    fn show(&self, request: &ShowRequest) -> Result<Shown> {
        self.snapshot
            .sound(|| catalogue::show(self.matcher(), &request.id))
    }

    fn cite(&self, request: &CiteRequest) -> Result<Citation> {
        self.snapshot
            .sound(|| catalogue::cite(self.matcher(), request))
    }

    fn resolve(&self, request: &ResolveRequest) -> Result<Resolution> {
        self.snapshot
            .sound(|| catalogue::resolve(self.matcher(), &request.locator))
    }

    fn status(&self) -> Result<Status> {
        self.snapshot.sound(|| {
            let corpus = self.folder.corpus()?;
            catalogue::status(&self.snapshot, &corpus, !self.dictionary_differs())
        })
    }

    fn health(&self, request: &HealthRequest) -> Result<Health> {
        let parser = Parser::new(&self.rules.schema)?;
        self.snapshot
            .sound(|| study::health(self.matcher(), &parser, &request.filter))
    }

    fn verify(&self, request: &IntegrityRequest) -> Result<Integrity> {
        let wrong = if request.quick {
            self.check_files()?
        } else {
            self.integrity()?
        };
        Ok(Integrity::new(wrong, !request.quick))
    }
}

impl Study for Searcher {
    fn trend(&self, request: &TrendRequest) -> Result<TrendAnswer> {
        self.snapshot
            .sound(|| study::trend(self.matcher(), request))
    }

    fn each_evidence(
        &self,
        request: &EvidenceRequest,
        each: &mut dyn FnMut(Evidence) -> ControlFlow<()>,
    ) -> Result<TrendAnswer> {
        let matcher = self.matcher();
        let evidence = || study::evidence(matcher, &request.trend);
        let (answer, terms) = self.snapshot.sound(evidence)?;
        let context = MentionRequest::default()
            .limit(request.limit)
            .context(request.context)
            .width(request.width);
        for term in &terms {
            let cell = |document, index| term.cell(document, index);
            let mut pass = |cell: usize, mention| {
                let TrendCell { term, group, .. } = &answer.cells[cell];
                each(Evidence::new(term, group.clone(), mention))
            };
            let (texts, found) = (&term.texts, &term.matches);
            let passed = mentions::each_by_cell(matcher, &context, texts, found, cell, &mut pass)?;
            if passed.is_break() {
                break;
            }
        }
        Ok(answer)
    }

    fn keywords(&self, request: &KeywordsRequest) -> Result<KeywordsAnswer> {
        self.snapshot
            .sound(|| study::keywords(self.matcher(), &self.rules.schema, request))
    }

    fn dispersion(&self, request: &DispersionRequest) -> Result<DispersionAnswer> {
        self.snapshot
            .sound(|| study::dispersion(self.matcher(), request))
    }

    fn files(&self, request: &FilesRequest) -> Result<CorpusFiles> {
        self.snapshot
            .sound(|| catalogue::files(self.matcher(), &self.rules.schema, &request.filter))
    }

    fn collocates(&self, request: &CollocatesRequest) -> Result<CollocatesAnswer> {
        self.snapshot
            .sound(|| study::collocates(self.matcher(), &self.rules.schema, request))
    }
}
