//! Requests and answers as plain data: each type survives a JSON round trip and has a schema.

use std::collections::BTreeSet;
use std::fmt::Debug;

use quanwen::api::{self, Engine, MentionRequest, SearchRequest, ShowRequest, Study, TrendRequest};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::sources::sources;
use crate::support::sample_searcher;

/// Checks that a type has a schema, and returns its name.
fn plain<T: Serialize + DeserializeOwned + JsonSchema>() -> String {
    let schema = schemars::schema_for!(T);
    assert!(schema.as_value().is_object(), "{}", T::schema_name());
    T::schema_name().into_owned()
}

macro_rules! plain_types {
    ($($name:ident)*) => { [$(plain::<api::$name>()),*] };
}

#[test]
fn every_type_is_plain_data_with_a_schema() {
    let known: BTreeSet<String> = plain_types! {
        Balance Change Citation CitationLocator CitationStyle CiteRequest CitedKind ClusterHealth ClusterStatus Collocate CollocateKind CollocateTotal CollocateWindow CollocateYear CollocatesAnswer CollocatesRequest CollocatesSummary ComparedSide Concept Context CorpusFile CorpusFiles Coverage DamagedText Difference Direction DispersionAnswer DispersionPart DispersionRequest DispersionSummary DocumentList DocumentMentions DocumentReference Evidence EvidenceRequest ExplainedExpansion
        ExplainedWord Explanation Facet FacetField FacetValue FieldDifference FileDifference FilesRequest Filter Finding FoundText Freshness Health HealthRequest
        HealthSummary Hit HitPassage IgnoredFiles IndentedLine IndexRules IndexUpdate Integrity IntegrityRequest ItemReference Keyword KeywordOrder KeywordsAnswer KeywordsRequest KeywordsSummary Kwic Layer ListRequest LookAlike Mention
        MentionAnswer MentionFacet MentionFacetValue MentionRequest MentionSummary MentionsByDocument MissingWord NotLifted Outline OutlineDecision OutlineDropped OutlineDocument
        OutlineEntry OutlineItem OutlineRule OutlineSection PartBy RankedDocument RecordedFile Replay ReplaySummary ReportsWithout Resolution ResolutionStatus ResolveRequest ResolvedPlace RowDifference RuleDifference Sample SearchAnswer SearchRequest SearchSummary SectionReference SharedText ShowRequest Shown ShownPart ShownText Skipped SortKey Status StudyRecord StudyRequest StyledCitation Syntax TextCount Timestamp TrendAnswer TrendCell TrendField TrendGroup TrendRequest TrendSummary TrendTotal Understood Unmatched UnmatchedPart UpdateSummary
        Verification WithoutSummary WordKind YearRange Years ZeroHits
    }
    .into();
    let is_generic = |name: &str| ["Json", "Grouped"].contains(&name);
    let mut declared = BTreeSet::new();
    for source in sources("src/api") {
        for line in source.code.lines() {
            let line = line
                .strip_prefix("pub struct ")
                .or(line.strip_prefix("pub enum "));
            let name = line.and_then(|line| line.split([' ', '<', '(']).next());
            declared.extend(name.filter(|name| !is_generic(name)).map(String::from));
        }
    }
    assert_eq!(declared, known);
}

/// Asserts that a value survives a JSON round trip.
fn round_trips<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), value, "{json}");
}

#[test]
fn requests_and_answers_survive_a_json_round_trip() {
    let engine: &dyn Engine = &sample_searcher();
    let request = MentionRequest::new("行政复议").text("“放管服”").limit(20);
    round_trips(&request);
    let answer = engine.mentions(&request).unwrap();
    assert_eq!(answer.mentions.len(), 20);
    round_trips(&answer);
    round_trips(&engine.mentions_by_document(&request).unwrap());
    let request = request
        .whole_word(true)
        .sort([api::SortKey::Right(1), api::SortKey::Year])
        .sample(api::Sample::new(5).seed(u64::MAX))
        .context(api::Context::Sentence);
    round_trips(&request);
    round_trips(&engine.mentions(&request).unwrap());
    let request = SearchRequest::new("复议案件 year:2018..")
        .facets([api::FacetField::Year, api::FacetField::Region]);
    round_trips(&request);
    let found = engine.search(&request).unwrap();
    assert!(!found.hits.is_empty() && found.summary.cursor.is_some());
    round_trips(&found);
    round_trips(&engine.search(&SearchRequest::new("\"行政复仪\"")).unwrap());
    for id in [&found.hits[0].section.id, &answer.mentions[0].id] {
        round_trips(&engine.show(&ShowRequest::new(id)).unwrap());
        let citation = engine.cite(&api::CiteRequest::new(id)).unwrap();
        let request = api::ResolveRequest::new(citation.locator.clone());
        round_trips(&request);
        round_trips(&engine.resolve(&request).unwrap());
        let style = api::CitationStyle::Csl;
        round_trips(&api::StyledCitation::new(style, "[]".to_string(), citation));
    }
    round_trips(&engine.list(&api::ListRequest::default()).unwrap());
    round_trips(&engine.status().unwrap());
    round_trips(&engine.health(&api::HealthRequest::default()).unwrap());
    let request = TrendRequest::new(["行政复议"])
        .concept(api::Concept::new("规范", ["规范性文件", "规范"]).exclusion("规范化"))
        .by([api::TrendField::Year, api::TrendField::Region]);
    round_trips(&request);
    let study: &dyn Study = &sample_searcher();
    round_trips(&study.trend(&request).unwrap());
    let [study, reference] = ["2019", "2022"].map(|year| {
        let filter = api::Filter::default();
        filter.years(year.parse().unwrap())
    });
    let request = api::KeywordsRequest::new(study, reference).limit(5);
    round_trips(&request);
    let request = api::DispersionRequest::new("复议").by(api::PartBy::Region);
    round_trips(&request);
    let explained = quanwen::explain("+复议 情况", &quanwen::Schema::embedded(), false).unwrap();
    round_trips(&explained);
}

#[test]
fn a_json_request_may_omit_fields_and_have_unknown_ones() {
    let request = r#"{"texts": ["复议"], "filter": {"years": "2020"}, "colour": "red"}"#;
    let request: MentionRequest = serde_json::from_str(request).unwrap();
    let filter = api::Filter::default().years("2020".parse().unwrap());
    assert_eq!(request, MentionRequest::new("复议").filter(filter));
    let wrong = serde_json::from_str::<MentionRequest>(r#"{"filter": {"years": "last"}}"#);
    assert!(wrong.unwrap_err().to_string().contains("2018..2022"));
    let request = r#"{"texts": ["复议"], "sort": ["right1", "year"], "sample": {"size": 9}, "context": "sentence", "width": 7}"#;
    let request: MentionRequest = serde_json::from_str(request).unwrap();
    let expected = MentionRequest::new("复议")
        .sort([api::SortKey::Right(1), api::SortKey::Year])
        .sample(api::Sample::new(9))
        .context(api::Context::Sentence)
        .width(7);
    assert_eq!(request, expected);
    let wrong = serde_json::from_str::<MentionRequest>(r#"{"sort": ["left0"]}"#);
    assert!(wrong.unwrap_err().to_string().contains("left1 to left10"));
}

#[test]
fn what_a_reader_returns_can_be_named() {
    use quanwen::corpus::{Dropped, Extracted, MarkedHeading, PageField, documents};
    use quanwen::{Document, Locators};

    let file = "---\ntitle: 松泽县报告\n---\n# 一、总体情况\n全年办理案件12件。\n";
    let mut read = documents("2021.md", file.into(), 1 << 20).unwrap();
    let read: Extracted = read.remove(0).1.unwrap();
    let (page, headings): (Vec<(PageField, String)>, Vec<MarkedHeading>) =
        (read.page, read.headings);
    let (dropped, locators): (Vec<Dropped>, Locators) = (read.dropped, read.locators);
    assert_eq!((page.len(), headings.len(), dropped.len()), (1, 0, 0));
    assert_eq!((locators, read.first_line), (Locators::default(), 4));
    let empty = (Extracted::default(), Document::default());
    assert_eq!((empty.0.first_line, empty.1.first_line), (1, 1));
}

#[test]
fn requests_are_made_by_constructors() {
    let filter = api::Filter::new().parts([quanwen::Part::Body, quanwen::Part::Annex]);
    let one_by_one = api::Filter::new()
        .part(quanwen::Part::Body)
        .part(quanwen::Part::Annex);
    assert_eq!(filter, one_by_one);
    let pattern = MentionRequest::of_pattern("行政*机关");
    assert_eq!(pattern, MentionRequest::default().pattern("行政*机关"));
    let concept = api::Concept::new("法治", ["依法行政"]);
    let trend = api::TrendRequest::of_concepts([concept.clone()]);
    assert_eq!(trend, api::TrendRequest::default().concept(concept));
    assert_eq!(
        api::IntegrityRequest::new(),
        api::IntegrityRequest::default()
    );
}
