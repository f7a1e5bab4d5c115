//! A corpus on a cluster: what it says of itself, and its reports.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::ops::ControlFlow;
use std::sync::OnceLock;

use quanwen::api::{Coverage, DocumentReference, Filter, Timestamp};
use quanwen::backend::{CorpusNames, MentionScan, PlaceNames, Rules, WantedReport, get_or_load};
use quanwen::{Document, Result, Schema};
use quanwen_messages::{message, text};
use serde_json::{Value, json};

use crate::address::Address;
use crate::asking::{Asking, Covered, MAX_HITS};
use crate::candidates::{any_beginning, groups};
use crate::citations::shares;
use crate::client::{Client, Method, take, take_array};
use crate::contents::{FORMAT, StoredContents};
use crate::labels::labels;
use crate::mapping::CORPUS;
use crate::selection::{Groups, Selection};
use crate::stored::{fetch_reports, split_id};

/// Reports that are fetched whole at once.
const BATCH: usize = 8;
/// Reports that are fetched in part at once.
const BATCH_IN_PART: usize = 2 * BATCH;
/// How many times as many are fetched while others are read.
const AHEAD: usize = 2;
/// Reports whose columns are fetched in one request.
const REFERENCES: usize = 5000;

/// A corpus on a cluster.
pub struct OpenSearch {
    pub(crate) client: Client,
    pub(crate) rules: Rules,
    pub(crate) contents: StoredContents,
    /// Asked for once.
    groups: OnceLock<Groups>,
    /// Found when first needed.
    places: OnceLock<PlaceNames>,
    names: OnceLock<CorpusNames>,
    citations: OnceLock<BTreeMap<String, f32>>,
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
    /// [`quanwen::Error::Remote`] if the cluster cannot be reached or has no such corpus, or one of other rules.
    pub fn open(address: Address) -> Result<Self> {
        let mut client = Client::new(address)?;
        let rules = Rules::new(Schema::embedded())?;
        let path = format!("/{}/_doc/{CORPUS}", client.address.name);
        let mut answer = client.call(Method::Get, &path, None)?;
        // The requests of an answer, and of all later ones, are about one index, whatever the alias will name.
        if let Some(index) = answer["_index"].as_str() {
            client.index = index.to_string();
        }
        let contents = take(&mut answer, "/_source/contents");
        let contents: StoredContents = serde_json::from_value(contents).map_err(|error| {
            client.error(message!(
                "is no corpus of quanwen ({error})",
                error = error.to_string()
            ))
        })?;
        if contents.format != FORMAT || contents.exact_stamp != rules.exact_stamp()? {
            return Err(client.error(text!("was indexed by other rules: index it again")));
        }
        Ok(Self {
            client,
            rules,
            contents,
            groups: OnceLock::new(),
            places: OnceLock::new(),
            names: OnceLock::new(),
            citations: OnceLock::new(),
        })
    }

    /// An answer about the corpus, as [`Asking::answer`].
    pub(crate) fn answer<A: Covered>(&self, give: impl FnOnce(&Asking) -> Result<A>) -> Result<A> {
        Asking::answer(&self.client, give)
    }

    /// What cannot be said without a part of the cluster. It may be kept.
    fn whole<T>(&self, find: impl FnOnce(&Asking) -> Result<T>) -> Result<T> {
        Asking::whole(&self.client, find)
    }

    /// The places and years of all reports.
    pub(crate) fn groups(&self) -> Result<&Groups> {
        get_or_load(&self.groups, || self.whole(groups))
    }

    /// The names of all places.
    pub(crate) fn places(&self) -> Result<&PlaceNames> {
        get_or_load(&self.places, || {
            let groups = self.groups()?.0.iter();
            let regions = groups.map(|group| group.region.clone()).collect();
            self.rules.place_names(&regions)
        })
    }

    /// What the reports of the corpus call their places, years, issuers and kinds.
    pub(crate) fn names(&self) -> Result<&CorpusNames> {
        get_or_load(&self.names, || {
            let groups = self.groups()?;
            let labels = self.whole(|asking| labels(asking, groups, &self.contents))?;
            self.rules.names(&labels)
        })
    }

    /// How often titles are cited, those that are.
    pub(crate) fn citations(&self) -> Result<&BTreeMap<String, f32>> {
        get_or_load(&self.citations, || shares(&self.client))
    }

    pub(crate) fn selection(&self, asking: &Asking, filter: &Filter) -> Result<Selection> {
        Selection::of(filter, self.groups()?, &self.rules, asking)
    }

    /// What is searched: what was indexed of the corpus.
    pub(crate) fn coverage(&self, selection: &Selection) -> Coverage {
        let contents = &self.contents;
        let skipped = contents.counts.skipped.len() as u64;
        let mut coverage = Coverage::default();
        coverage.documents = selection.documents;
        coverage.undated = selection.undated;
        coverage.unplaced = selection.unplaced;
        coverage.complete = skipped == 0 && contents.counts.damaged_reports == 0;
        coverage.skipped_files = skipped;
        coverage.damaged_reports = contents.counts.damaged_reports;
        coverage.ignored_files = contents.counts.ignored.clone();
        coverage.updated = Timestamp::of_seconds(contents.updated);
        coverage
    }

    /// Passes reports, in their order, to `each` until it breaks, with the texts that a scan needs of them: of the selected sections that a
    /// mention may begin in, or of all. The next ones are fetched meanwhile; a part of the cluster that only they lack makes the answer
    /// incomplete too.
    pub(crate) fn each_report(
        &self,
        asking: &Asking,
        scan: &MentionScan,
        selection: &Selection,
        ids: &[&str],
        each: &mut dyn FnMut(Document) -> ControlFlow<()>,
    ) -> Result<()> {
        let needed = scan.needed().filter(|_| !scan.shows_by_whole_reports());
        let Some(needed) = needed else {
            return self.each_of(ids, BATCH, |batch| Ok(whole(batch)), each);
        };
        let mut clauses = selection.clauses_of_sections();
        clauses.push(any_beginning(needed));
        let wanted = |batch: &[&str]| sections_of(asking, batch, &clauses);
        self.each_of(ids, BATCH_IN_PART, wanted, each)
    }

    /// Passes reports, in their order, to `each` until it breaks, with what is wanted of each.
    pub(crate) fn each_wanted(
        &self,
        wanted: &[WantedReport],
        each: &mut dyn FnMut(Document) -> ControlFlow<()>,
    ) -> Result<()> {
        self.each_of(wanted, BATCH_IN_PART, |batch| Ok(batch.to_vec()), each)
    }

    /// Passes reports to `each`, given what is wanted of each batch of them.
    fn each_of<R: Sync>(
        &self,
        reports: &[R],
        batch: usize,
        wanted: impl Fn(&[R]) -> Result<Vec<WantedReport>> + Sync,
        each: &mut dyn FnMut(Document) -> ControlFlow<()>,
    ) -> Result<()> {
        let wanted = &wanted;
        std::thread::scope(|scope| {
            let fetch = |batch| scope.spawn(move || fetch_reports(&self.client, &wanted(batch)?));
            let mut batches = reports.chunks(batch);
            let mut fetched: VecDeque<_> = batches.by_ref().take(AHEAD).map(fetch).collect();
            while let Some(next) = fetched.pop_front() {
                let reports = next.join().unwrap_or_else(|_| Err(self.client.partial()))?;
                fetched.extend(batches.next().map(fetch));
                for report in reports {
                    if each(report).is_break() {
                        return Ok(());
                    }
                }
            }
            Ok(())
        })
    }

    /// Reports as answers cite them, in the order of their ids. Their texts are not read.
    pub(crate) fn references(
        &self,
        asking: &Asking,
        ids: &[&str],
    ) -> Result<Vec<DocumentReference>> {
        let mut references = Vec::with_capacity(ids.len());
        for batch in ids.chunks(REFERENCES) {
            let body = json!({
                "size": batch.len(),
                "query": { "ids": { "values": batch } },
                "_source": false,
                "docvalue_fields": ["path", "region", "year", "title", "code"],
            });
            let mut answer = asking.search("_search", &body)?;
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

/// All of some reports.
fn whole(ids: &[&str]) -> Vec<WantedReport> {
    ids.iter().map(|id| WantedReport::whole(id)).collect()
}

/// What is wanted of some reports: their sections that satisfy some clauses, or all sections if too many do.
fn sections_of(asking: &Asking, ids: &[&str], clauses: &[Value]) -> Result<Vec<WantedReport>> {
    let of_reports = [json!({ "terms": { "report": ids } })];
    let filter = [clauses, &of_reports].concat();
    let question = json!({
        "size": MAX_HITS,
        "track_total_hits": false,
        "_source": false,
        "sort": ["_doc"],
        "query": { "bool": { "filter": filter } },
    });
    let client = asking.client;
    let mut answer = asking.search("_search", &question)?;
    let hits = take_array(&mut answer, "/hits/hits");
    if hits.len() == MAX_HITS {
        return Ok(whole(ids));
    }
    let mut by_report: HashMap<&str, Vec<u32>> = HashMap::new();
    for hit in &hits {
        let place = hit["_id"].as_str().and_then(split_id);
        let unknown = || client.damaged(text!("section"), text!("without a number"));
        let (report, section) = place.ok_or_else(unknown)?;
        by_report.entry(report).or_default().push(section);
    }
    let wanted = ids.iter().map(|id| WantedReport {
        id: id.to_string(),
        sections: Some(by_report.remove(id).unwrap_or_default()),
    });
    Ok(wanted.collect())
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
