//! The same requests give the same answers.

use std::fmt::Debug;

use proptest::prelude::*;
use quanwen::Error;
use quanwen::api::{
    Concept, Concordance, Coverage, Engine, Filter, ListRequest, MentionRequest, MentionSummary,
    Sample, ShowRequest, SortKey,
};

use crate::cluster::{Both, sample};

/// What is known about changes, and when an engine was updated, is its own.
pub fn without_times(coverage: &mut Coverage) {
    (coverage.updated, coverage.stale) = (0, None);
}

fn plain(mut summary: MentionSummary) -> MentionSummary {
    without_times(&mut summary.coverage);
    summary
}

/// Asserts that two engines answer alike, errors among the answers.
pub fn same<T: PartialEq + Debug>(
    local: Result<T, Error>,
    remote: Result<T, Error>,
    request: &impl Debug,
) {
    match (local, remote) {
        (Ok(local), Ok(remote)) => assert_eq!(remote, local, "{request:?}"),
        (Err(local), Err(remote)) => assert_eq!(remote.to_string(), local.to_string()),
        (local, remote) => panic!("{request:?}: local {local:?}, remote {remote:?}"),
    }
}

fn compare(engines: &Both, request: &MentionRequest) {
    let Both { local, remote, .. } = engines;
    let count = |engine: &dyn Concordance| engine.count_mentions(request).map(plain);
    same(count(local), count(remote), request);
    let mentions = |engine: &dyn Concordance| {
        let answer = engine.mentions(request)?;
        Ok((answer.mentions, plain(answer.summary)))
    };
    same(mentions(local), mentions(remote), request);
    let documents = |engine: &dyn Concordance| {
        let answer = engine.mentions_by_document(request)?;
        Ok((answer.documents, plain(answer.summary)))
    };
    same(documents(local), documents(remote), request);
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
        let Some(engines) = sample() else { return Ok(()) };
        let request = MentionRequest::of_texts(texts).filter(filter).strict(strict).limit(limit);
        compare(engines, &request);
    }
}

#[test]
fn concepts_whole_words_orders_and_samples_are_the_same() {
    let Some(engines) = sample() else { return };
    let concept = Concept::new("规范", ["规范性文件", "规范", "文件"]).exclusion("规范化");
    compare(engines, &MentionRequest::of_concept(concept));
    compare(engines, &MentionRequest::new("法治").whole_word(true));
    compare(
        engines,
        &MentionRequest::new("复议")
            .sort([SortKey::Right(1), SortKey::Year])
            .limit(40),
    );
    compare(
        engines,
        &MentionRequest::new("复议").sample(Sample::new(20).seed(3)),
    );
}

#[test]
fn lists_reports_and_sections_are_the_same() {
    let Some(Both { local, remote, .. }) = sample() else {
        return;
    };
    for filter in [
        Filter::default(),
        Filter::default()
            .region("松泽")
            .years("2019..2021".parse().unwrap()),
        Filter::default().heading("复议"),
        Filter::default().path("柳渡镇"),
    ] {
        let list = |engine: &dyn Engine| {
            let mut list = engine.list(&ListRequest::new(filter.clone()))?;
            without_times(&mut list.summary);
            Ok(list)
        };
        same(list(local), list(remote), &filter);
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
        ]
    });
    for id in ids.chain(["nothing".to_string(), "0123@1-2".to_string()]) {
        let show = |engine: &dyn Engine| engine.show(&ShowRequest::new(&id));
        same(show(local), show(remote), &id);
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
}

/// The headings of 柳渡镇/2019.txt stand inside its only paragraph.
#[test]
fn a_paragraph_that_goes_on_in_the_next_section_is_not_cut() {
    let Some(engines) = sample() else { return };
    for text in [
        "依法行政二、规范",
        "二、规范行政决策",
        "全面推进依法行政二、规范行政决策和文件管理（一）规范决策",
    ] {
        let request = MentionRequest::new(text);
        compare(engines, &request);
        assert_eq!(engines.remote.count_mentions(&request).unwrap().mentions, 1);
    }
    // Longer than what is repeated of the next section.
    let whole = engines
        .local
        .show(&ShowRequest::new("柳渡镇/2019.txt"))
        .unwrap()
        .document
        .text;
    let long: String = whole.chars().skip(100).take(200).collect();
    compare(engines, &MentionRequest::new(long));
}
