//! Groups of sections or reports, as the server counts them.

use std::sync::Arc;

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

    /// Whether groups keep the value as a text: paths only order them, and years are numbers.
    fn is_text(self) -> bool {
        !matches!(self, Self::Year | Self::Path)
    }

    /// Documents without a value are grouped too, and come first, as in every answer.
    fn terms(self) -> Value {
        let field = self.field();
        json!({ field: { "terms": { "field": field, "missing_bucket": true } } })
    }
}

/// What is counted in each group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sum {
    Score,
    /// Documents that have a text in what they borrow of the next section.
    Borrowed,
    Characters,
    Words,
    Sections,
}

impl Sum {
    fn name(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::Borrowed => "borrowed",
            Self::Characters => "characters",
            Self::Words => "words",
            Self::Sections => "sections",
        }
    }
}

/// What is counted in each group, and how the server is asked for it.
pub(crate) type Sums = Vec<(Sum, Value)>;

/// What is asked of the server: documents, and what they are grouped by.
#[derive(Debug)]
pub(crate) struct Grouping<'g> {
    pub clauses: &'g [Value],
    pub query: &'g Value,
    pub sources: &'g [Source],
    pub sums: Sums,
}

/// A group.
#[derive(Debug)]
pub(crate) struct Bucket {
    /// What its documents have in common. A text is shared with the group before that has the same.
    texts: Box<[(Source, Arc<str>)]>,
    sums: Box<[(Sum, u64)]>,
    pub year: Option<u16>,
    /// Its documents.
    pub size: u64,
}

impl Bucket {
    /// A group as the server has it, after another one.
    fn new(stored: &Value, grouping: &Grouping, before: Option<&Self>) -> Self {
        let key = &stored["key"];
        let sources = grouping.sources.iter().filter(|source| source.is_text());
        let texts = sources.filter_map(|source| {
            let text = key[source.field()].as_str()?;
            let before = before.and_then(|before| before.shared(*source));
            let shared = before.filter(|before| ***before == *text);
            Some((*source, shared.map_or_else(|| text.into(), Arc::clone)))
        });
        let sums = grouping.sums.iter();
        let sums = sums.filter_map(|(sum, _)| Some((*sum, sum_of(&stored[sum.name()])?)));
        let year = key[Source::Year.field()].as_u64();
        Self {
            texts: texts.collect(),
            sums: sums.collect(),
            year: year.and_then(|year| year.try_into().ok()),
            size: stored["doc_count"].as_u64().unwrap_or(0),
        }
    }

    fn shared(&self, source: Source) -> Option<&Arc<str>> {
        let found = self.texts.iter().find(|(known, _)| *known == source);
        found.map(|(_, text)| text)
    }

    /// A value that the group has in common; empty for none.
    pub(crate) fn text(&self, source: Source) -> &str {
        self.shared(source).map_or("", |text| text)
    }

    /// What was counted in the group.
    pub(crate) fn sum(&self, sum: Sum) -> u64 {
        self.only(sum).unwrap_or(0)
    }

    /// What was counted in the group; none for [values](values_of) that its documents do not have in common.
    pub(crate) fn only(&self, sum: Sum) -> Option<u64> {
        let found = self.sums.iter().find(|(known, _)| *known == sum);
        found.map(|(_, counted)| *counted)
    }
}

/// A sum, the number of documents that a filter takes, or the value that all documents have.
fn sum_of(found: &Value) -> Option<u64> {
    let number = |name: &str| found[name].as_f64().map(rounded);
    let common = || number("min").filter(|least| Some(*least) == number("max"));
    number("value")
        .or_else(|| number("doc_count"))
        .or_else(common)
}

/// The sum of the scores of a group.
pub(crate) fn scores() -> Sums {
    vec![(Sum::Score, json!({ "sum": { "script": "_score" } }))]
}

/// The characters and words of a group.
pub(crate) fn sizes() -> Sums {
    let of = |sum: Sum| (sum, json!({ "sum": { "field": sum.name() } }));
    vec![of(Sum::Characters), of(Sum::Words)]
}

/// The values of some fields that the documents of a group have in common, if they do.
pub(crate) fn values_of(fields: &[Sum]) -> Sums {
    let of = |sum: &Sum| (*sum, json!({ "stats": { "field": sum.name() } }));
    fields.iter().map(of).collect()
}

/// Asks for groups, page by page, up to the last.
pub(crate) fn buckets(asking: &Asking, grouping: &Grouping) -> Result<Vec<Bucket>> {
    let sources: Vec<Value> = grouping
        .sources
        .iter()
        .map(|source| source.terms())
        .collect();
    let mut found: Vec<Bucket> = Vec::new();
    let mut after = Value::Null;
    loop {
        let mut composite = json!({ "size": PAGE, "sources": sources });
        if !after.is_null() {
            composite["after"] = after;
        }
        let mut groups = Map::from_iter([("composite".to_string(), composite)]);
        if !grouping.sums.is_empty() {
            let sums = grouping.sums.iter();
            let sums = sums.map(|(sum, asked)| (sum.name().to_string(), asked.clone()));
            groups.insert("aggs".to_string(), sums.collect());
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
        for group in &page {
            let bucket = Bucket::new(group, grouping, found.last());
            found.push(bucket);
        }
        if is_last {
            return Ok(found);
        }
    }
}

/// All reports, grouped by one of their values.
pub(crate) fn all_reports(asking: &Asking, source: Source, sums: Sums) -> Result<Vec<Bucket>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_keeps_what_its_documents_have_in_common() {
        let mut sums = values_of(&[Sum::Characters, Sum::Sections]);
        sums.extend(scores());
        sums.push((Sum::Borrowed, json!({ "filter": {} })));
        let grouping = Grouping {
            clauses: &[],
            query: &Value::Null,
            sources: &BY_REPORT,
            sums,
        };
        let stored = |report: &str| {
            json!({
                "key": { "region": "岚江省", "year": 2020, "path": "a.txt", "report": report },
                "doc_count": 2,
                "characters": { "min": 7.0, "max": 7.0 },
                "sections": { "min": 1.0, "max": 2.0 },
                "score": { "value": 11.9 },
                "borrowed": { "doc_count": 1 },
            })
        };
        let first = Bucket::new(&stored("1"), &grouping, None);
        let second = Bucket::new(&stored("2"), &grouping, Some(&first));
        assert_eq!((second.size, second.year), (2, Some(2020)));
        assert_eq!(second.text(Source::Report), "2");
        assert_eq!(second.text(Source::Issuer), "");
        let only = [Sum::Characters, Sum::Sections].map(|sum| second.only(sum));
        assert_eq!(only, [Some(7), None]);
        let sums = [Sum::Score, Sum::Borrowed, Sum::Words].map(|sum| second.sum(sum));
        assert_eq!(sums, [12, 1, 0]);
        let places = [&first, &second].map(|bucket| bucket.shared(Source::Region));
        let [Some(first), Some(second)] = places else {
            panic!("{places:?}");
        };
        assert!(Arc::ptr_eq(first, second));
    }
}
