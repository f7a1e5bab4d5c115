//! The same requests give the same answers.

use std::fmt::Debug;

use proptest::prelude::*;
use quanwen::api::{
    CiteRequest, ClusterHealth, Concept, Concordance, Context, Coverage, Engine, Filter,
    ListRequest, MentionRequest, MentionSummary, Sample, ShowRequest, SortKey, Timestamp,
};
use quanwen::{Corpus, Error, Searcher};
use quanwen_opensearch::OpenSearch;

use crate::cluster::{Engines, engines, sample, sample_corpus, shape};
use crate::random_requests::Requests;

/// Texts with more mentions are counted in the files, report by report; the mentions of the others are compared too.
const SCANNED_MENTIONS: u64 = 1000;

/// What is known about changes, and when an engine was updated, is its own.
pub fn without_times(coverage: &mut Coverage) {
    (coverage.updated, coverage.stale) = (Timestamp::default(), None);
}

fn plain(mut summary: MentionSummary) -> MentionSummary {
    without_times(&mut summary.coverage);
    summary
}

/// Asserts that an engine answers as expected, errors among the answers.
pub fn same<T: PartialEq + Debug>(
    expected: Result<T, Error>,
    answer: Result<T, Error>,
    request: &impl Debug,
) {
    match (expected, answer) {
        (Ok(expected), Ok(answer)) => assert_eq!(answer, expected, "{request:?}"),
        (Err(expected), Err(error)) => assert_eq!(error.to_string(), expected.to_string()),
        (expected, answer) => panic!("{request:?}: expected {expected:?}, answer {answer:?}"),
    }
}

/// Asserts that two engines have the same mentions of the texts of a request. Returns their number.
pub fn same_mentions(
    first: &dyn Concordance,
    second: &dyn Concordance,
    request: &MentionRequest,
) -> u64 {
    let mentions = |engine: &dyn Concordance| {
        let answer = engine.mentions(request)?;
        Ok((answer.mentions, plain(answer.summary)))
    };
    let expected = mentions(first);
    let count = expected.as_ref().map_or(0, |(_, summary)| summary.mentions);
    same(expected, mentions(second), request);
    let documents = |engine: &dyn Concordance| {
        let answer = engine.mentions_by_document(request)?;
        Ok((answer.documents, plain(answer.summary)))
    };
    same(documents(first), documents(second), request);
    count
}

/// Asserts that index and cluster answer alike about the texts of a request. Returns the number of mentions.
///
/// What else can be asked about texts is compared here too: trends, searches.
pub fn compare(local: &Searcher, remote: &OpenSearch, request: &MentionRequest) -> u64 {
    let count = |engine: &dyn Concordance| engine.count_mentions(request).map(plain);
    same(count(local), count(remote), request);
    same_mentions(local, remote, request)
}

/// Asserts that an engine lists the same reports as another one.
pub fn compare_list(expected: &dyn Engine, engine: &dyn Engine, filter: &Filter) {
    let list = |engine: &dyn Engine| {
        let mut list = engine.list(&ListRequest::new(filter.clone()))?;
        without_times(&mut list.summary);
        Ok(list)
    };
    same(list(expected), list(engine), filter);
}

fn compare_shown(engines: &Engines, id: &str) {
    let show = |engine: &dyn Engine| engine.show(&ShowRequest::new(id));
    same(show(&engines.local), show(&engines.remote), &id);
    let cite = |engine: &dyn Engine| engine.cite(&CiteRequest::new(id));
    same(cite(&engines.local), cite(&engines.remote), &id);
}

pub fn texts() -> impl Strategy<Value = Vec<String>> {
    const KNOWN: [&str; 18] = [
        "行政复议",
        "复议",
        "的",
        "年",
        "规范性文件",
        "12",
        "一、",
        "“放管服”",
        "规範",
        "APP",
        "年年",
        "没有这样的话",
        "，全年",
        "2020年",
        "第一",
        "ａ",
        "责任\n",
        "10",
    ];
    let part = proptest::string::string_regex("[行政复议规范文件全年县区0-9一二，。]{1,4}")
        .expect("a pattern");
    let text = prop_oneof![
        proptest::sample::select(&KNOWN[..]).prop_map(String::from),
        part
    ];
    proptest::collection::vec(text, 1..3)
}

pub fn filters() -> impl Strategy<Value = Filter> {
    let years = proptest::option::of(proptest::sample::select(vec![
        "2019",
        "2018..2021",
        "2022..",
    ]));
    let regions = proptest::option::of(proptest::sample::select(vec!["松泽", "澄州市", "镇"]));
    let headings = proptest::option::of(proptest::sample::select(vec!["复议", "一、", "工作"]));
    let paths = proptest::option::of(proptest::sample::select(vec!["松泽县", "柳渡镇/2020.txt"]));
    (years, regions, headings, paths).prop_map(|(years, region, heading, path)| {
        let mut filter = Filter::default().paths(path);
        filter.years = years.map(|years| years.parse().expect("years"));
        filter.region = region.map(String::from);
        filter.heading = heading.map(String::from);
        filter
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn random_texts_have_the_same_mentions(
        texts in texts(),
        filter in filters(),
        strict in any::<bool>(),
        limit in proptest::option::of(0..30_usize),
    ) {
        let Some(Engines { local, remote, .. }) = sample() else { return Ok(()) };
        let request = MentionRequest::of_texts(texts).filter(filter).strict(strict).limit(limit);
        compare(local, remote, &request);
    }
}

/// The corpus of the widest test: so many reports of the folder that `QUANWEN_TEST_REPORTS` names, or the sample corpus.
fn wide_corpus() -> Corpus {
    const REPORTS: usize = 200;
    let Some(folder) = std::env::var_os("QUANWEN_TEST_REPORTS") else {
        return sample_corpus();
    };
    let all = Corpus::at(folder).expect("a folder of reports");
    let files = all.walk().files;
    let chosen = REPORTS.min(files.len());
    let paths = (0..chosen).map(|number| &files[number * files.len() / chosen].path);
    let paths: Vec<_> = paths.map(|path| all.root().join(path)).collect();
    Corpus::of_paths(&paths).expect("reports")
}

/// A number in the environment, or another one.
pub fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |typed| typed.parse().expect(name))
}

/// Texts for which the files are read once: strict or not, with few mentions or many.
#[derive(Default)]
struct Scanned([[Vec<String>; 2]; 2]);

impl Scanned {
    /// Adds the texts of a request, if they can be looked for.
    fn add(&mut self, engine: &dyn Concordance, request: &MentionRequest) {
        for text in &request.texts {
            let request = MentionRequest::new(text).strict(request.strict);
            if let Ok(summary) = engine.count_mentions(&request) {
                let has_many = summary.mentions > SCANNED_MENTIONS;
                self.0[usize::from(request.strict)][usize::from(has_many)].push(text.clone());
            }
        }
    }

    /// Asserts that every engine has the mentions of the files. Returns how many were counted.
    fn compare(self, engines: &Engines) -> u64 {
        let mut mentions = 0;
        for (strict, texts) in [false, true].into_iter().zip(self.0) {
            for (texts, limit) in texts.into_iter().zip([None, Some(0)]) {
                if texts.is_empty() {
                    continue;
                }
                let request = MentionRequest::of_texts(texts).strict(strict).limit(limit);
                compare(&engines.local, &engines.remote, &request);
                mentions += same_mentions(&engines.scan, &engines.local, &request);
            }
        }
        mentions
    }
}

/// The number of texts is in `QUANWEN_TEST_TEXTS`, the seed in `QUANWEN_TEST_SEED`.
#[test]
fn random_texts_of_reports_have_the_same_answers_from_every_engine() {
    let corpus = wide_corpus();
    let Some(engines) = engines(&corpus, "test-wide") else {
        return;
    };
    let mut requests = Requests::about(&corpus, number("QUANWEN_TEST_SEED", 1));
    let (mut found, mut mentions) = (0, 0);
    let mut scanned = Scanned::default();
    let drawn = number("QUANWEN_TEST_TEXTS", 300);
    for _ in 0..drawn {
        let request = requests.request();
        let count = compare(&engines.local, &engines.remote, &request);
        found += u64::from(count > 0);
        mentions += count;
        compare_list(&engines.local, &engines.remote, &request.filter);
        if let Ok(answer) = engines.local.mentions(&request.clone().limit(1))
            && let Some(mention) = answer.mentions.first()
        {
            compare_shown(&engines, &mention.id);
            compare_shown(&engines, &mention.section.id);
        }
        scanned.add(&engines.local, &request);
    }
    let by_scan = scanned.compare(&engines);
    let reports = engines.local.status().expect("a status").documents;
    eprintln!(
        "{reports} reports, {drawn} requests, {found} with {mentions} mentions, {by_scan} by the scan"
    );
    assert!(2 * found > drawn, "{found} of {drawn} texts are in reports");
}

#[test]
fn patterns_are_the_same_and_limits_cut_their_reports() {
    let Some(Engines { local, remote, .. }) = sample() else {
        return;
    };
    let pattern = |pattern: &str| MentionRequest::default().pattern(pattern);
    let mut found = 0;
    for request in [
        pattern("行政*机关"),
        pattern("/(复议|诉讼)案件([0-9]+)件/").limit(5),
        pattern("/[0-9]+/").limit(40),
        pattern("行政?议").text("规范性文件"),
        pattern("/复议|诉讼/").filter(Filter::default().heading("复议")),
        pattern("没有*这样的话"),
    ] {
        found += compare(local, remote, &request);
    }
    assert!(found > 100, "{found} mentions");
    let invalid = pattern("/复议(/");
    let error = remote.count_mentions(&invalid).expect_err("no expression");
    assert!(error.to_string().contains("unclosed group"), "{error}");
}

#[test]
fn concepts_whole_words_orders_and_samples_are_the_same() {
    let Some(Engines { local, remote, .. }) = sample() else {
        return;
    };
    let concept = Concept::new("规范", ["规范性文件", "规范", "文件"]).exclusion("规范化");
    compare(local, remote, &MentionRequest::of_concept(concept));
    compare(local, remote, &MentionRequest::new("法治").whole_word(true));
    compare(
        local,
        remote,
        &MentionRequest::new("复议")
            .sort([SortKey::Right(1), SortKey::Year])
            .limit(40),
    );
    compare(
        local,
        remote,
        &MentionRequest::new("复议").sample(Sample::new(20).seed(3)),
    );
}

#[test]
fn lists_reports_and_sections_are_the_same() {
    let Some(engines) = sample() else { return };
    let Engines { local, remote, .. } = engines;
    for filter in [
        Filter::default(),
        Filter::default()
            .region("松泽")
            .years("2019..2021".parse().unwrap()),
        Filter::default().heading("复议"),
        Filter::default().path("柳渡镇"),
    ] {
        compare_list(local, remote, &filter);
    }
    let mentions = local
        .mentions(&MentionRequest::new("行政复议").limit(5))
        .unwrap()
        .mentions;
    let ids = mentions.iter().flat_map(|mention| {
        let document = &mention.document;
        [
            mention.id.clone(),
            document.id.clone(),
            document.path.clone(),
            mention.section.id.clone(),
            format!("./{}:{}", document.path, mention.line),
            format!("{}:{}:{}", document.path, mention.line, mention.column),
            format!("{}:99999", document.path),
        ]
    });
    let others = [
        "nothing",
        "0123@1-2",
        ".",
        "柳渡镇/",
        "雁石桥镇/历年报告.zip",
        "雁石桥镇/历年报告.zip:3",
        "雁石桥镇/历年报告.zip!/雁石桥镇2017年报告.txt:3",
    ];
    for id in ids.chain(others.map(String::from)) {
        compare_shown(engines, &id);
    }
    let (local, remote) = (local.status().unwrap(), remote.status().unwrap());
    assert_eq!(
        (local.documents, local.sections),
        (remote.documents, remote.sections)
    );
    assert_eq!((local.years, local.undated), (remote.years, remote.undated));
    assert_eq!(
        (local.unplaced, local.text_bytes),
        (remote.unplaced, remote.text_bytes)
    );
    let (cluster, shape) = (remote.cluster.expect("it tells"), shape());
    assert_ne!(cluster.health, ClusterHealth::Red);
    assert_eq!(
        cluster.shards,
        shape.shards.map_or(1, |shards| u64::from(shards.get()))
    );
    assert_eq!(cluster.replicas, shape.replicas.map_or(0, u64::from));
    assert!(cluster.machines > 0 && cluster.bytes >= remote.index_bytes);
    assert_eq!(local.cluster, None);
}

#[test]
fn every_context_of_a_mention_is_the_same() {
    let Some(Engines { local, remote, .. }) = sample() else {
        return;
    };
    for text in ["行政复议", "法治", "：", "。"] {
        for context in [Context::Columns, Context::Sentence, Context::Paragraph] {
            compare(local, remote, &MentionRequest::new(text).context(context));
        }
    }
}

/// The headings of 柳渡镇/2019.txt stand inside its only paragraph.
#[test]
fn a_paragraph_that_goes_on_in_the_next_section_is_not_cut() {
    let Some(Engines { local, remote, .. }) = sample() else {
        return;
    };
    for text in [
        "依法行政二、规范",
        "二、规范行政决策",
        "全面推进依法行政二、规范行政决策和文件管理（一）规范决策",
    ] {
        let request = MentionRequest::new(text);
        compare(local, remote, &request);
        assert_eq!(remote.count_mentions(&request).unwrap().mentions, 1);
    }
    // Longer than what is repeated of the next section.
    let whole = local
        .show(&ShowRequest::new("柳渡镇/2019.txt"))
        .unwrap()
        .document
        .text;
    let long: String = whole.chars().skip(100).take(200).collect();
    compare(local, remote, &MentionRequest::new(long));
}
