//! Answers requests about reports, and studies of them.

use std::ffi::OsStr;
use std::ops::ControlFlow;
use std::path::Path;

use quanwen::api::{
    Citation, CiteRequest, DocumentList, Engine, Evidence, EvidenceRequest, Filter, Health,
    HealthRequest, Integrity, IntegrityRequest, ListRequest, Resolution, ResolveRequest,
    SearchAnswer, SearchRequest, ShowRequest, Shown, Status, Study, Timestamp, TrendAnswer,
    TrendRequest,
};
use quanwen::backend::{IndexedFiles, PlaceName, WantedReport, shown};
use quanwen::{Document, Error, Result};
use quanwen_messages::{Text, text};
use serde_json::{Value, json};

use crate::asking::Asking;
use crate::candidates::reports_with;
use crate::client::take_array;
use crate::corpus::OpenSearch;
use crate::evidence::Opened;
use crate::manifest::files;
use crate::mapping::REPORT;
use crate::placement::Placement;
use crate::questions::{size_of, total};
use crate::search::Searching;
use crate::selection::clause_of_paths;
use crate::stored::fetch_reports;
use crate::trend::Counting;
use crate::verify::verify;

fn unsupported<T>(request: Text) -> Result<T> {
    Err(Error::Unsupported { request })
}

impl OpenSearch {
    /// The folder that was indexed.
    pub fn folder(&self) -> &str {
        &self.contents.corpus
    }

    /// A whole path relative to the folder that was indexed, with `/`; none if it is outside.
    pub fn relative(&self, path: &Path) -> Option<String> {
        let path = path.strip_prefix(self.folder()).ok()?;
        let parts: Option<Vec<&str>> = path.iter().map(OsStr::to_str).collect();
        Some(parts?.join("/"))
    }

    /// Whether a report is at or below a path.
    ///
    /// # Errors
    /// [`quanwen::Error::Remote`].
    pub fn has_path(&self, path: &str) -> Result<bool> {
        let clauses = [
            json!({ "term": { "kind": REPORT } }),
            clause_of_paths(&Filter::default().path(path)),
        ];
        let found = Asking::whole(&self.client, |asking| {
            asking.search("_search", &size_of(&clauses))
        })?;
        Ok(total(&found) > 0)
    }

    /// The report that has a name.
    fn report_named(&self, name: &str) -> Result<Document> {
        let name = PlaceName::new(name);
        let found = match self.id_of(&name)? {
            Some(found) => Some(found),
            None => self.id_of_only(&name)?,
        };
        let found = found.ok_or_else(|| name.unknown())?;
        let report = fetch_reports(&self.client, &[WantedReport::whole(&found)])?.pop();
        report.ok_or_else(|| name.unknown())
    }

    /// The id of the report with one of the paths of a name, the first that one has, or else with its id.
    fn id_of(&self, name: &PlaceName) -> Result<Option<String>> {
        let paths: Vec<&str> = name.paths().collect();
        let query = json!({
            "size": paths.len() + 1,
            "_source": ["report", "path"],
            "query": { "bool": {
                "filter": [{ "term": { "kind": REPORT } }],
                "should": [{ "terms": { "path": paths } }, { "term": { "report": name.id() } }],
                "minimum_should_match": 1,
            } },
        });
        let place = |hit: &Value| {
            let path = hit["_source"]["path"].as_str();
            let place = paths.iter().position(|one| path == Some(one));
            place.unwrap_or(paths.len())
        };
        Asking::one(&self.client, |asking| {
            let mut answer = asking.search("_search", &query)?;
            let hits = take_array(&mut answer, "/hits/hits");
            let found = hits.iter().min_by_key(|hit| place(hit));
            let id = found.and_then(|hit| hit["_source"]["report"].as_str());
            Ok(id.map(String::from))
        })
    }

    /// The id of the only report at or below one of the paths of a name.
    fn id_of_only(&self, name: &PlaceName) -> Result<Option<String>> {
        for path in name.paths() {
            let query = json!({
                "size": 1,
                "sort": ["path"],
                "track_total_hits": true,
                "_source": ["report", "path"],
                "query": { "bool": { "filter": [
                    { "term": { "kind": REPORT } },
                    clause_of_paths(&Filter::default().path(path)),
                ] } },
            });
            let found = Asking::whole(&self.client, |asking| asking.search("_search", &query))?;
            let first = &found["hits"]["hits"][0]["_source"];
            if let (Some(id), Some(path)) = (first["report"].as_str(), first["path"].as_str()) {
                name.check_only(total(&found), path)?;
                return Ok(Some(id.to_string()));
            }
        }
        Ok(None)
    }
}

impl Engine for OpenSearch {
    fn search(&self, request: &SearchRequest) -> Result<SearchAnswer> {
        self.answer(|asking| Searching::of(self, asking, request)?.answer())
    }

    fn list(&self, request: &ListRequest) -> Result<DocumentList> {
        let filter = &request.filter;
        self.answer(|asking| {
            let selection = self.selection(asking, filter)?;
            let everything = json!({ "match_all": {} });
            let clauses = if filter.takes_every_section() {
                selection.clauses_of_reports()
            } else {
                selection.clauses_of_sections()
            };
            let found = reports_with(asking, &clauses, &everything)?;
            let mut list = DocumentList::default();
            list.documents = self.references(asking, &found.ids())?;
            list.summary = self.coverage(&selection);
            list.summary.documents = list.documents.len() as u64;
            Ok(list)
        })
    }

    fn show(&self, request: &ShowRequest) -> Result<Shown> {
        let report = self.report_named(&request.id)?;
        shown(report, &request.id)
    }

    fn cite(&self, request: &CiteRequest) -> Result<Citation> {
        let report = self.report_named(&request.id)?;
        self.rules.cite(report, request)
    }

    fn resolve(&self, _: &ResolveRequest) -> Result<Resolution> {
        unsupported(text!("locators of citations"))
    }

    fn status(&self) -> Result<Status> {
        let contents = &self.contents;
        let placement = Placement::of(&self.client)?;
        let mut status = Status::default();
        status.index = self.client.address.to_string();
        status.corpus.clone_from(&contents.corpus);
        status.documents = contents.counts.documents;
        // Each report has one more, before its first heading.
        let headed = contents
            .counts
            .sections
            .checked_sub(contents.counts.documents);
        status.sections = headed.ok_or_else(|| {
            let damaged = text!("has fewer sections than reports: index the corpus again");
            self.client.error(damaged)
        })?;
        status.text_bytes = contents.counts.text_bytes;
        status.index_bytes = placement.bytes;
        status.cluster = placement.cluster;
        status.updated = Timestamp::of_seconds(contents.updated);
        status.exact_stamp.clone_from(&contents.exact_stamp);
        status.word_stamp.clone_from(&contents.word_stamp);
        status.dictionary_is_current = contents.word_stamp == self.rules.word_stamp();
        for group in &self.groups()?.0 {
            match (
                group.year,
                status
                    .years
                    .binary_search_by_key(&group.year, |(year, _)| Some(*year)),
            ) {
                (None, _) => status.undated += group.reports,
                (Some(_), Ok(at)) => status.years[at].1 += group.reports,
                (Some(year), Err(at)) => status.years.insert(at, (year, group.reports)),
            }
            status.unplaced += if group.region.is_empty() {
                group.reports
            } else {
                0
            };
        }
        let files = IndexedFiles::new(contents.walk.clone(), files(&self.client)?);
        status.damaged = files.damaged();
        // Those of the files are stored so that they can be worded in any language.
        status.skipped = files.counts().skipped;
        status.damaged_reports = contents.counts.damaged_reports;
        status.ignored_files = contents.counts.ignored.clone();
        Ok(status)
    }

    fn health(&self, _: &HealthRequest) -> Result<Health> {
        unsupported(text!("problems of the corpus"))
    }

    fn verify(&self, request: &IntegrityRequest) -> Result<Integrity> {
        verify(self, request)
    }
}

impl Study for OpenSearch {
    fn trend(&self, request: &TrendRequest) -> Result<TrendAnswer> {
        self.answer(|asking| Ok(Counting::of(self, asking, request)?.counted()?.answer))
    }

    fn each_evidence(
        &self,
        request: &EvidenceRequest,
        each: &mut dyn FnMut(Evidence) -> ControlFlow<()>,
    ) -> Result<TrendAnswer> {
        self.answer(|asking| Opened::of(self, asking, request)?.each(each))
    }
}
