//! Groups of sections or reports, as the server counts them.

use quanwen::Result;
use serde_json::{Map, Value, json};

use crate::asking::Asking;
use crate::client::{take, take_array};
use crate::mapping::REPORT;

/// Groups of a page of an answer.
const PAGE: usize = 10_000;

/// What sections or reports are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Region,
    Year,
    Path,
    Report,
    Issuer,
    Chapter,
    Title,
    /// A title that a report cites, and how often.
    Cites,
}

/// The order of answers, report by report.
pub(crate) const BY_REPORT: [Source; 4] =
    [Source::Region, Source::Year, Source::Path, Source::Report];

impl Source {
    /// The field, which every document of the kind has unless said otherwise.
    fn field(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Year => "year",
            Self::Path => "path",
            Self::Report => "report",
            Self::Issuer => "issuer",
            Self::Chapter => "chapter",
            Self::Title => "title",
            Self::Cites => "cites",
        }
    }

    /// Documents without a value are grouped too, and come first, as in every answer.
    fn terms(self) -> Value {
        let field = self.field();
        json!({ field: { "terms": { "field": field, "missing_bucket": true } } })
    }
}

/// What is asked of the server: documents, and what they are grouped by.
#[derive(Debug)]
pub(crate) struct Grouping<'g> {
    pub clauses: &'g [Value],
    pub query: &'g Value,
    pub sources: &'g [Source],
    /// What is counted in each group, by name.
    pub sums: Value,
}

/// A group.
#[derive(Debug)]
pub(crate) struct Bucket(Value);

impl Bucket {
    /// A value that the group has in common; empty for none.
    pub(crate) fn text(&self, source: Source) -> &str {
        self.0["key"][source.field()].as_str().unwrap_or_default()
    }

    pub(crate) fn year(&self) -> Option<u16> {
        let year = self.0["key"][Source::Year.field()].as_u64();
        year.and_then(|year| year.try_into().ok())
    }

    /// Documents of the group.
    pub(crate) fn size(&self) -> u64 {
        self.0["doc_count"].as_u64().unwrap_or(0)
    }

    /// A sum over the group.
    pub(crate) fn sum(&self, name: &str) -> u64 {
        rounded(self.0[name]["value"].as_f64().unwrap_or(0.0))
    }

    /// The value of a field that all documents of the group have, if they have the same.
    pub(crate) fn only(&self, name: &str) -> Option<u64> {
        let bound = |bound: &str| self.0[name][bound].as_f64().map(rounded);
        bound("min").filter(|min| Some(*min) == bound("max"))
    }

    /// Documents of the group that a filter among the sums takes.
    pub(crate) fn filtered(&self, name: &str) -> u64 {
        self.0[name]["doc_count"].as_u64().unwrap_or(0)
    }
}

/// The sum of the scores of a group.
pub(crate) fn scores() -> Value {
    json!({ "score": { "sum": { "script": "_score" } } })
}

/// The characters and words of a group.
pub(crate) fn sizes() -> Value {
    json!({
        "characters": { "sum": { "field": "characters" } },
        "words": { "sum": { "field": "words" } },
    })
}

/// Asks for groups, page by page, up to the last.
pub(crate) fn buckets(asking: &Asking, grouping: &Grouping) -> Result<Vec<Bucket>> {
    let sources: Vec<Value> = grouping
        .sources
        .iter()
        .map(|source| source.terms())
        .collect();
    let mut found = Vec::new();
    let mut after = Value::Null;
    loop {
        let mut composite = json!({ "size": PAGE, "sources": sources });
        if !after.is_null() {
            composite["after"] = after;
        }
        let mut groups = Map::from_iter([("composite".to_string(), composite)]);
        if !grouping.sums.is_null() {
            groups.insert("aggs".to_string(), grouping.sums.clone());
        }
        let body = json!({
            "size": 0,
            "track_total_hits": false,
            "query": { "bool": { "filter": grouping.clauses, "must": [grouping.query] } },
            "aggs": { "groups": groups },
        });
        let mut answer = asking.search("_search", &body)?;
        let page = take_array(&mut answer, "/aggregations/groups/buckets");
        after = take(&mut answer, "/aggregations/groups/after_key");
        let is_last = page.len() < PAGE || after.is_null();
        found.extend(page.into_iter().map(Bucket));
        if is_last {
            return Ok(found);
        }
    }
}

/// All reports, grouped by one of their values.
pub(crate) fn all_reports(asking: &Asking, source: Source, sums: Value) -> Result<Vec<Bucket>> {
    let everything = json!({ "match_all": {} });
    let grouping = Grouping {
        clauses: &[json!({ "term": { "kind": REPORT } })],
        query: &everything,
        sources: &[source],
        sums,
    };
    buckets(asking, &grouping)
}

/// A count that the server has as a floating-point number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rounded count that is not negative"
)]
pub(crate) fn rounded(count: f64) -> u64 {
    count.round().max(0.0) as u64
}
