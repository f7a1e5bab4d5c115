//! Answers requests from a corpus on a cluster.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::OnceLock;

use quanwen::api::{
    Citation, CiteRequest, Concordance, Coverage, DocumentList, DocumentMentions,
    DocumentReference, Engine, Health, HealthRequest, ListRequest, Mention, MentionRequest,
    MentionSummary, MentionsByDocument, Resolution, ResolveRequest, SearchAnswer, SearchRequest,
    ShowRequest, Shown, Status, Study,
};
use quanwen::backend::{ChosenMentions, MentionCounts, MentionScan, Rules, shown};
use quanwen::{Document, Error, Result, Schema};
use serde_json::{Value, json};

use crate::address::Address;
use crate::candidates::{Candidate, Found, counted, groups, is_countable, reports, uncounted};
use crate::client::{Client, Method, is_partial, take, take_array};
use crate::contents::StoredContents;
use crate::mapping::CORPUS;
use crate::selection::{Groups, Selection};

/// Reports that are fetched whole in one request.
const BATCH: usize = 16;
/// Reports whose columns are fetched in one request.
const REFERENCES: usize = 5000;

/// A corpus on a cluster.
pub struct OpenSearch {
    client: Client,
    rules: Rules,
    contents: StoredContents,
    /// Asked for once.
    groups: OnceLock<Groups>,
}

impl std::fmt::Debug for OpenSearch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenSearch")
            .field("address", &self.client.address)
            .finish_non_exhaustive()
    }
}

impl OpenSearch {
    /// Opens a corpus with the embedded rules, which must be those it was indexed with.
    ///
    /// # Errors
    /// [`Error::Remote`] if the cluster cannot be reached or has no such corpus, or one of other rules.
    pub fn open(address: Address) -> Result<Self> {
        let client = Client::new(address)?;
        let rules = Rules::new(Schema::embedded())?;
        let path = format!("/{}/_doc/{CORPUS}", client.address.name);
        let mut answer = client.call(Method::Get, &path, None)?;
        let contents = take(&mut answer, "/_source/contents");
        let contents: StoredContents = serde_json::from_value(contents)
            .map_err(|error| client.error(format!("is no corpus of quanwen ({error})")))?;
        if contents.exact_stamp != rules.exact_stamp()? {
            return Err(client.error("was indexed by other rules: index it again"));
        }
        Ok(Self {
            client,
            rules,
            contents,
            groups: OnceLock::new(),
        })
    }

    fn groups(&self) -> Result<&Groups> {
        if let Some(groups) = self.groups.get() {
            return Ok(groups);
        }
        let groups = groups(&self.client)?;
        Ok(self.groups.get_or_init(|| groups))
    }

    fn selection(&self, filter: &quanwen::api::Filter) -> Result<Selection> {
        Selection::of(filter, self.groups()?, &self.rules, &self.client)
    }

    /// What was searched. A part of the cluster that did not answer makes it incomplete.
    fn coverage(&self, selection: &Selection, is_partial: bool) -> Coverage {
        let contents = &self.contents;
        let skipped = contents.counts.skipped.len() as u64;
        let mut coverage = Coverage::default();
        coverage.documents = selection.documents;
        coverage.undated = selection.undated;
        coverage.unplaced = selection.unplaced;
        coverage.complete = skipped == 0 && contents.counts.damaged_reports == 0 && !is_partial;
        coverage.skipped_files = skipped;
        coverage.damaged_reports = contents.counts.damaged_reports;
        coverage.ignored_files = contents.counts.ignored.clone();
        coverage.updated = contents.updated;
        coverage
    }

    /// Passes reports, in their order and in batches, to `each` until it breaks.
    fn each_report(
        &self,
        ids: &[&str],
        each: &mut dyn FnMut(Document) -> ControlFlow<()>,
    ) -> Result<()> {
        for batch in ids.chunks(BATCH) {
            for mut source in self.sources(batch)? {
                let document = self.document(take(&mut source, "/document"))?;
                if each(document).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// A report as it is stored.
    fn document(&self, stored: Value) -> Result<Document> {
        let damaged = |error| self.client.error(format!("has a damaged report ({error})"));
        serde_json::from_value(stored).map_err(damaged)
    }

    /// What is stored of reports, in the order of their ids.
    fn sources(&self, ids: &[&str]) -> Result<Vec<Value>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let wanted = json!({ "ids": ids });
        let mut answer = self
            .client
            .search("_mget?_source_includes=document", &wanted)?;
        let mut sources = Vec::with_capacity(ids.len());
        for mut document in take_array(&mut answer, "/docs") {
            if document["found"] != Value::Bool(true) {
                return Err(self
                    .client
                    .error("has lost a report: index the corpus again"));
            }
            sources.push(take(&mut document, "/_source"));
        }
        Ok(sources)
    }

    /// Counts the mentions of the reports found: those that the server could not count in the reports themselves.
    fn counts(&self, scan: &MentionScan, found: &mut Found) -> Result<MentionCounts> {
        let mut counts = scan.no_counts();
        let ids: Vec<String> = found
            .reports
            .iter()
            .filter(|report| report.is_uncounted)
            .map(|report| report.id.clone())
            .collect();
        let mut recounted = Vec::new();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        self.each_report(&ids, &mut |document| {
            let mut of_report = scan.no_counts();
            scan.scan(document).add_to(&mut of_report, scan);
            recounted.push(of_report);
            ControlFlow::Continue(())
        })?;
        let mut recounted = recounted.into_iter();
        for report in &mut found.reports {
            if report.is_uncounted
                && let Some(exact) = recounted.next()
            {
                (report.of_texts, report.sections) = (exact.of_texts, exact.sections);
            }
            for (sum, count) in counts.of_texts.iter_mut().zip(&report.of_texts) {
                *sum += count;
            }
            let has_some = report.of_texts.iter().any(|count| *count > 0);
            counts.sections += report.sections;
            counts.documents += u64::from(has_some);
        }
        found
            .reports
            .retain(|report| report.of_texts.iter().any(|count| *count > 0));
        Ok(counts)
    }

    /// The mentions of a request whose texts the server counts, in the order of answers.
    fn counted_mentions(
        &self,
        request: &MentionRequest,
        scan: &MentionScan,
        each: &mut dyn FnMut(Mention) -> ControlFlow<()>,
    ) -> Result<MentionSummary> {
        let selection = self.selection(&request.filter)?;
        let mut found = counted(&self.client, scan, &selection)?;
        let counts = self.counts(scan, &mut found)?;
        let summary = scan.summary(counts, self.coverage(&selection, found.is_partial));
        let ids = ids(&found.reports);
        let mut left = request.limit.unwrap_or(usize::MAX);
        if left == 0 {
            return Ok(summary);
        }
        self.each_report(&ids, &mut |document| {
            scan.each_mention(&scan.scan(document), &mut |mention| {
                left -= 1;
                each(mention)?;
                if left == 0 {
                    return ControlFlow::Break(());
                }
                ControlFlow::Continue(())
            })
        })?;
        Ok(summary)
    }

    /// The mentions of a request that are counted and chosen in the reports.
    fn scanned_mentions(
        &self,
        request: &MentionRequest,
        scan: &MentionScan,
        each: &mut dyn FnMut(Mention) -> ControlFlow<()>,
    ) -> Result<MentionSummary> {
        let selection = self.selection(&request.filter)?;
        let found = uncounted(&self.client, scan, &selection)?;
        let mut counts = scan.no_counts();
        let mut chosen = ChosenMentions::default();
        self.each_report(&ids(&found.reports), &mut |document| {
            let report = scan.scan(document);
            report.add_to(&mut counts, scan);
            scan.choose(&report, &mut chosen);
            ControlFlow::Continue(())
        })?;
        let summary = scan.summary(counts, self.coverage(&selection, found.is_partial));
        // If `each` breaks, the rest is dropped.
        let _ = scan.chosen(chosen).into_iter().try_for_each(each);
        Ok(summary)
    }
}

fn unsupported<T>(request: &'static str) -> Result<T> {
    Err(Error::Unsupported { request })
}

fn ids(reports: &[Candidate]) -> Vec<&str> {
    reports.iter().map(|report| report.id.as_str()).collect()
}

impl Concordance for OpenSearch {
    fn count_mentions(&self, request: &MentionRequest) -> Result<MentionSummary> {
        let scan = self.rules.scan(request)?;
        if is_countable(&scan) {
            let selection = self.selection(&request.filter)?;
            let mut found = counted(&self.client, &scan, &selection)?;
            let counts = self.counts(&scan, &mut found)?;
            return Ok(scan.summary(counts, self.coverage(&selection, found.is_partial)));
        }
        self.scanned_mentions(request, &scan, &mut |_| ControlFlow::Break(()))
    }

    fn each_mention(
        &self,
        request: &MentionRequest,
        each: &mut dyn FnMut(Mention) -> ControlFlow<()>,
    ) -> Result<MentionSummary> {
        let scan = self.rules.scan(request)?;
        if is_countable(&scan) && request.sort.is_empty() && request.sample.is_none() {
            return self.counted_mentions(request, &scan, each);
        }
        self.scanned_mentions(request, &scan, each)
    }

    fn mentions_by_document(&self, request: &MentionRequest) -> Result<MentionsByDocument> {
        let scan = self.rules.scan(request)?;
        let selection = self.selection(&request.filter)?;
        let mut counts = scan.no_counts();
        let mut answer = MentionsByDocument::default();
        let found = if is_countable(&scan) {
            let mut found = counted(&self.client, &scan, &selection)?;
            counts = self.counts(&scan, &mut found)?;
            let references = self.references(&ids(&found.reports))?;
            for (report, document) in found.reports.iter().zip(references) {
                let mentions = report.of_texts.iter().sum();
                answer.documents.push(of_document(document, mentions));
            }
            found
        } else {
            let found = uncounted(&self.client, &scan, &selection)?;
            self.each_report(&ids(&found.reports), &mut |document| {
                let report = scan.scan(document);
                report.add_to(&mut counts, &scan);
                if report.mentions() > 0 {
                    answer
                        .documents
                        .push(of_document(report.reference(), report.mentions()));
                }
                ControlFlow::Continue(())
            })?;
            found
        };
        answer.summary = scan.summary(counts, self.coverage(&selection, found.is_partial));
        Ok(answer)
    }
}

fn of_document(document: DocumentReference, mentions: u64) -> DocumentMentions {
    let mut row = DocumentMentions::default();
    (row.document, row.mentions) = (document, mentions);
    row
}

impl OpenSearch {
    /// Reports as answers cite them, in the order of their ids. Their texts are not read.
    fn references(&self, ids: &[&str]) -> Result<Vec<DocumentReference>> {
        let mut references = Vec::with_capacity(ids.len());
        for batch in ids.chunks(REFERENCES) {
            let body = json!({
                "size": batch.len(),
                "query": { "ids": { "values": batch } },
                "_source": false,
                "docvalue_fields": ["path", "region", "year", "title", "code"],
            });
            let mut answer = self.client.search("_search", &body)?;
            let hits = take_array(&mut answer, "/hits/hits").into_iter();
            let by_id: HashMap<String, DocumentReference> = hits
                .map(|hit| reference(&hit))
                .map(|found| (found.id.clone(), found))
                .collect();
            for id in batch {
                let found = by_id.get(*id).cloned();
                let lost = || self.client.partial();
                references.push(found.ok_or_else(lost)?);
            }
        }
        Ok(references)
    }
}

/// A report as answers cite it, given its columns.
fn reference(hit: &Value) -> DocumentReference {
    let field = |name: &str| hit["fields"][name][0].as_str().map(String::from);
    let region = field("region").unwrap_or_default();
    let levels = region.split('/').filter(|level| !level.is_empty());
    let mut reference = DocumentReference::default();
    reference.id = hit["_id"].as_str().unwrap_or_default().to_string();
    reference.path = field("path").unwrap_or_default();
    reference.title = field("title");
    reference.region = levels.map(String::from).collect();
    reference.code = field("code");
    let year = hit["fields"]["year"][0].as_u64();
    reference.year = year.and_then(|year| year.try_into().ok());
    reference
}

impl Engine for OpenSearch {
    fn search(&self, _: &SearchRequest) -> Result<SearchAnswer> {
        unsupported("search")
    }

    fn list(&self, request: &ListRequest) -> Result<DocumentList> {
        let filter = &request.filter;
        let selection = self.selection(filter)?;
        let everything = json!({ "match_all": {} });
        let clauses = if filter.takes_every_section() {
            selection.reports()
        } else {
            selection.sections()
        };
        let found = reports(&self.client, &clauses, &everything)?;
        let mut list = DocumentList::default();
        list.documents = self.references(&ids(&found.reports))?;
        list.summary = self.coverage(&selection, found.is_partial);
        list.summary.documents = list.documents.len() as u64;
        Ok(list)
    }

    fn show(&self, request: &ShowRequest) -> Result<Shown> {
        let unknown = || Error::UnknownId {
            id: request.id.clone(),
        };
        let (of_report, _) = request
            .id
            .split_at(request.id.find(['.', '@']).unwrap_or(request.id.len()));
        let query = json!({
            "size": 1,
            "_source": ["document"],
            "query": { "bool": {
                "filter": [{ "term": { "kind": crate::mapping::REPORT } }],
                "should": [{ "term": { "path": request.id } }, { "term": { "report": of_report } }],
                "minimum_should_match": 1,
            } },
        });
        let mut answer = self.client.search("_search", &query)?;
        let found = take(&mut answer, "/hits/hits/0/_source/document");
        if found.is_null() {
            if is_partial(&answer) {
                return Err(self.client.partial());
            }
            return Err(unknown());
        }
        shown(self.document(found)?, &request.id).ok_or_else(unknown)
    }

    fn cite(&self, _: &CiteRequest) -> Result<Citation> {
        unsupported("citation")
    }

    fn resolve(&self, _: &ResolveRequest) -> Result<Resolution> {
        unsupported("citation")
    }

    fn status(&self) -> Result<Status> {
        let contents = &self.contents;
        let store = format!("/{}/_stats/store", self.client.address.name);
        let size = self.client.call(Method::Get, &store, None)?;
        let mut status = Status::default();
        status.index = self.client.address.to_string();
        status.corpus.clone_from(&contents.corpus);
        status.documents = contents.counts.documents;
        status.sections = contents.counts.sections - contents.counts.documents;
        status.text_bytes = contents.counts.text_bytes;
        status.index_bytes = size["_all"]["primaries"]["store"]["size_in_bytes"]
            .as_u64()
            .unwrap_or(0);
        status.updated = contents.updated;
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
        status.skipped.clone_from(&contents.counts.skipped);
        status.damaged_reports = contents.counts.damaged_reports;
        status.ignored_files = contents.counts.ignored.clone();
        Ok(status)
    }

    fn health(&self, _: &HealthRequest) -> Result<Health> {
        unsupported("health")
    }
}

impl Study for OpenSearch {}
