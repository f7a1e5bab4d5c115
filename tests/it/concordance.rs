//! The contract of `Concordance`: the index and the scan of the files return the same mentions.

use std::ops::ControlFlow;

use quanwen::api::{Concept, Concordance, Context, Filter, MentionRequest, Sample, SortKey};
use quanwen::{Corpus, FileScan, Searcher};

use crate::support::{TestCorpus, indexed_sample, sample_corpus};

/// Requests of every kind over the sample corpus.
fn requests() -> Vec<MentionRequest> {
    let filter = Filter::default;
    let of = MentionRequest::new;
    vec![
        of("行政复议"),
        of("規範性文件").width(0),
        of("依法行政二、规范"),
        of("没有这样的话"),
        of("“放管服”").strict(true),
        of("《").strict(true).limit(7),
        of("行政复议").text("行政诉讼").text("行政應訴").limit(50),
        of("复议").filter(filter().heading("复议")),
        of("复议").strict(true).filter(filter().heading("一、")),
        of("政府").filter(filter().years("2019..2021".parse().unwrap())),
        of("政府").filter(filter().region("松泽")).limit(3),
        of("政府").filter(filter().path("望汀区").path("松泽县/2021.txt")),
        of("的").filter(filter().heading("没有这样的标题")),
        MentionRequest::of_concept(regulations()),
        MentionRequest::of_concept(regulations()).strict(true),
        MentionRequest::of_concept(Concept::new("年", ["年年", "年"])).limit(9),
        MentionRequest::of_concept(regulations()).filter(filter().heading("规范")),
        of("规范性文件").sort([SortKey::Right(1), SortKey::Left(2), SortKey::Year]),
        of("12")
            .text("年")
            .sort([SortKey::Left(1), SortKey::Region])
            .limit(40),
        of("放管服").strict(true).sort([SortKey::Right(1)]),
        of("复议").sort([SortKey::Year, SortKey::Position, SortKey::Left(1)]),
        of("复议").text("诉讼").sample(Sample::new(30).seed(5)),
        of("复议")
            .sample(Sample::new(30))
            .sort([SortKey::Right(2)])
            .limit(20),
        of("《")
            .strict(true)
            .sample(Sample::new(4))
            .sort([SortKey::Year]),
        of("没有这样的话").sample(Sample::new(4)),
        of("复议").context(Context::Sentence),
        of("依法行政二、规范").context(Context::Sentence),
        of("“放管服”")
            .strict(true)
            .context(Context::Sentence)
            .limit(9),
        of("规范性文件")
            .context(Context::Paragraph)
            .sort([SortKey::Year])
            .limit(9),
        of("法治").whole_word(true),
        of("法治")
            .text("复议")
            .whole_word(true)
            .filter(filter().heading("法治")),
        of("“法治")
            .strict(true)
            .whole_word(true)
            .sort([SortKey::Right(1)]),
        of("政").whole_word(true).sample(Sample::new(3)),
        patterns(&["行政*机关", "/([一二三四五])是(.)/"]),
        patterns(&["行政?议"]).text("复议").limit(40),
        patterns(&["/[0-9]+/"])
            .sort([SortKey::Right(1), SortKey::Left(1)])
            .limit(40),
        patterns(&["/第?[0-9]+(件|次)/"]).sample(Sample::new(20).seed(3)),
        patterns(&["/复议|诉讼/"]).filter(filter().heading("复议")),
        patterns(&["规范*文件"])
            .whole_word(true)
            .context(Context::Sentence),
        patterns(&["没有*这样的话"]),
    ]
}

fn patterns(patterns: &[&str]) -> MentionRequest {
    let request = MentionRequest::default();
    let with = |request: MentionRequest, pattern: &&str| request.pattern(*pattern);
    patterns.iter().fold(request, with)
}

pub fn assert_same(index: &dyn Concordance, scan: &dyn Concordance, request: &MentionRequest) {
    let (expected, given) = (
        index.mentions(request).unwrap(),
        scan.mentions(request).unwrap(),
    );
    assert_eq!(given.mentions, expected.mentions, "{request:?}");
    let counted = scan.count_mentions(request).unwrap();
    for summary in [&given.summary, &counted] {
        let mut summary = summary.clone();
        // These two differ by nature: when the files were read, and whether they were compared since.
        summary.coverage.updated = expected.summary.coverage.updated;
        summary.coverage.stale = expected.summary.coverage.stale;
        assert_eq!(summary, expected.summary, "{request:?}");
    }
    assert_eq!(
        scan.mentions_by_document(request).unwrap().documents,
        index.mentions_by_document(request).unwrap().documents,
        "{request:?}"
    );
}

/// A concept whose terms overlap one another and its exclusions.
fn regulations() -> Concept {
    Concept::new("规范", ["规范性文件", "规范", "文件"])
        .exclusion("规范化")
        .exclusion("“规范")
}

#[test]
fn index_and_scan_give_the_same_mentions() {
    let index = Searcher::open(&indexed_sample().index_folder()).unwrap();
    let scan = FileScan::new(Corpus::at(sample_corpus()).unwrap()).unwrap();
    let mut mentions = 0;
    for request in requests() {
        assert_same(&index, &scan, &request);
        mentions += scan.count_mentions(&request).unwrap().mentions;
    }
    assert!(mentions > 1000, "{mentions}");
}

#[test]
fn a_scan_works_without_an_index() {
    let corpus = TestCorpus::of(&[
        (
            "松泽县/2021.txt",
            "松泽县2021年法治政府建设年度报告\n一、行政复议\n办理行政复\n议案件12件。\n",
        ),
        ("quanwen.csv", "path,year\n松泽县/2021.txt,2020\n"),
    ]);
    let request =
        MentionRequest::new("行政复议").filter(Filter::default().years("2020".parse().unwrap()));
    let expected = corpus.searcher().mentions(&request).unwrap().mentions;
    assert_eq!(expected.len(), 1);
    let folder = corpus.index_folder();
    std::fs::remove_dir_all(folder.path()).unwrap();
    let scan = FileScan::new(Corpus::at(corpus.root()).unwrap()).unwrap();
    assert_eq!(scan.mentions(&request).unwrap().mentions, expected);
    assert!(!folder.path().exists());
}

#[test]
fn a_callback_can_stop_the_mentions() {
    let index = Searcher::open(&indexed_sample().index_folder()).unwrap();
    let scan = FileScan::new(Corpus::at(sample_corpus()).unwrap()).unwrap();
    for source in [&index as &dyn Concordance, &scan] {
        let mut count = 0;
        let summary = source.each_mention(&MentionRequest::new("行政复议"), &mut |_| {
            count += 1;
            if count == 3 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert_eq!((count, summary.unwrap().mentions), (3, 225));
    }
}
