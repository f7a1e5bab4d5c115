//! Which mentions are shown, in which order and with how much text: against a naive implementation over random corpora.

use std::collections::HashSet;

use proptest::prelude::*;
use quanwen::api::{Concordance, Context, Mention, MentionRequest, Sample, SortKey};
use quanwen::fold::Fold;
use quanwen::{Corpus, FileScan, Schema, Searcher};

use crate::concordance::assert_same;
use crate::support::{TestCorpus, sample_searcher};

/// Any sort key.
fn key() -> impl Strategy<Value = SortKey> {
    let distance = 1..4_u8;
    prop_oneof![
        1 => Just(SortKey::Position),
        2 => Just(SortKey::Year),
        2 => Just(SortKey::Region),
        4 => distance.clone().prop_map(SortKey::Left),
        4 => distance.prop_map(SortKey::Right),
    ]
}

/// Reports of a few places and years; some have neither.
fn reports() -> impl Strategy<Value = Vec<String>> {
    let titles = vec![
        "松泽县2020年法治政府建设年度报告\n",
        "望汀区2021年法治政府建设年度报告\n",
        "松泽县2021年法治政府建设年度报告\n",
        "",
    ];
    let report = (
        prop::sample::select(titles),
        "([依法治县“”年a。，\n]|法治){0,40}",
    );
    let report = report.prop_map(|(title, body)| format!("{title}{body}\n"));
    prop::collection::vec(report, 1..5)
}

fn corpus_of(reports: &[String]) -> TestCorpus {
    let names = reports.iter().enumerate();
    let names = names.map(|(number, text)| (format!("{number}.txt"), text));
    let files: Vec<(String, &String)> = names.collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    TestCorpus::of(&files)
}

fn ids(mentions: &[Mention]) -> Vec<&str> {
    mentions.iter().map(|mention| mention.id.as_str()).collect()
}

/// What a key says of a mention that is shown with its paragraph.
fn naive_value(
    fold: &Fold,
    mention: &Mention,
    key: SortKey,
) -> (String, Option<u16>, Option<char>) {
    let context = |text: &str, distance: u8, from_end: bool| {
        let mut folded: Vec<char> = fold.fold_text(text).chars().collect();
        if from_end {
            folded.reverse();
        }
        folded.get(usize::from(distance) - 1).copied()
    };
    match key {
        SortKey::Region => (mention.document.region.join("/"), None, None),
        SortKey::Year => (String::new(), mention.document.year, None),
        SortKey::Left(n) => (String::new(), None, context(&mention.kwic.left, n, true)),
        SortKey::Right(n) => (String::new(), None, context(&mention.kwic.right, n, false)),
        _ => (String::new(), None, None),
    }
}

/// Sorts mentions that are in the usual order.
fn naive_sort(mut mentions: Vec<Mention>, sort: &[SortKey]) -> Vec<Mention> {
    let fold = Fold::new(&Schema::embedded()).unwrap();
    let keys = sort.iter().take_while(|key| **key != SortKey::Position);
    let keys: Vec<SortKey> = keys.copied().collect();
    mentions.sort_by_cached_key(|mention| {
        let values = keys.iter().map(|key| naive_value(&fold, mention, *key));
        values.collect::<Vec<_>>()
    });
    mentions
}

fn all(searcher: &Searcher, request: &MentionRequest) -> Vec<Mention> {
    searcher.mentions(request).unwrap().mentions
}

/// A request over those corpora, its order, sample and limit apart.
fn request() -> impl Strategy<Value = MentionRequest> {
    let texts = prop::sample::subsequence(vec!["法治", "年", "法", "治县。"], 1..3);
    (texts, any::<(bool, bool)>()).prop_map(|(texts, (strict, whole_word))| {
        MentionRequest::of_texts(texts)
            .strict(strict)
            .whole_word(whole_word)
            .context(Context::Paragraph)
    })
}

/// Compares the order and the sample of a request with the naive ones, and the index with the scan.
fn check(
    (index, scan): (&Searcher, &FileScan),
    request: &MentionRequest,
    sort: &[SortKey],
    sample: Sample,
    limit: Option<usize>,
) {
    let usual = all(index, request);
    let sorted = request.clone().sort(sort.to_vec());
    let expected = naive_sort(usual.clone(), sort);
    assert_eq!(all(index, &sorted), expected, "{sorted:?}");
    assert_same(index, scan, &sorted.clone().limit(limit));

    let sampled = sorted.sample(sample);
    let answer = index.mentions(&sampled).unwrap();
    let size = usize::try_from(sample.size).unwrap().min(usual.len());
    let taken = Sample::new(size as u64).seed(sample.seed);
    assert_eq!(answer.mentions.len(), size);
    assert_eq!(answer.summary.sample, Some(taken));
    assert_eq!(answer.summary.mentions, usual.len() as u64);
    // No two of the texts can have one id: none begins and ends where another does.
    let drawn: HashSet<&str> = ids(&answer.mentions).into_iter().collect();
    let in_order = expected
        .iter()
        .filter(|mention| drawn.contains(mention.id.as_str()));
    assert!(answer.mentions.iter().eq(in_order), "{sampled:?}");
    assert_same(index, scan, &sampled.clone().limit(limit));
}

proptest! {
    // Each case makes indexes.
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn the_order_and_the_sample_are_those_of_a_naive_implementation(
        reports in reports(),
        asked in prop::collection::vec(
            (
                request(),
                prop::collection::vec(key(), 0..4),
                (0..12_u64, any::<u64>()),
                prop::option::of(0..6_usize),
            ),
            6,
        ),
    ) {
        let corpus = corpus_of(&reports);
        let index = corpus.searcher();
        let scan = FileScan::new(Corpus::at(corpus.root()).unwrap()).unwrap();
        for (request, sort, (size, seed), limit) in asked {
            let sample = Sample::new(size).seed(seed);
            check((&index, &scan), &request, &sort, sample, limit);
        }
    }

    #[test]
    fn a_corpus_that_grows_keeps_the_mentions_that_no_new_one_displaces(
        old in reports(),
        new in reports(),
        size in 1..12_u64,
    ) {
        let request = MentionRequest::new("法").sample(Sample::new(size).seed(3));
        let before = all(&corpus_of(&old).searcher(), &request);
        let grown: Vec<String> = old.iter().chain(&new).cloned().collect();
        let after = all(&corpus_of(&grown).searcher(), &request);
        let is_old = |mention: &&Mention| {
            let number = mention.document.path.trim_end_matches(".txt").parse::<usize>();
            number.unwrap() < old.len()
        };
        let before: HashSet<&str> = ids(&before).into_iter().collect();
        prop_assert!(after.iter().filter(is_old).all(|mention| before.contains(mention.id.as_str())));
    }
}

#[test]
fn a_sample_is_uniform() {
    let searcher = sample_searcher();
    let request = MentionRequest::new("复议");
    let mentions = all(&searcher, &request);
    let mut drawn = vec![0_u32; mentions.len()];
    for seed in 0..400 {
        let sampled = request.clone().sample(Sample::new(30).seed(seed));
        let sample = all(&searcher, &sampled);
        let sample: HashSet<&str> = ids(&sample).into_iter().collect();
        for (drawn, mention) in drawn.iter_mut().zip(&mentions) {
            *drawn += u32::from(sample.contains(mention.id.as_str()));
        }
    }
    let all = mentions.len() as f64;
    let expected = 400.0 * 30.0 / all;
    let squares = drawn
        .iter()
        .map(|drawn| (f64::from(*drawn) - expected).powi(2));
    // A sample takes no mention twice, so the counts vary less than those of independent draws.
    let chi_square = squares.sum::<f64>() / expected / ((all - 30.0) / (all - 1.0));
    let deviation = (chi_square - (all - 1.0)) / (2.0 * (all - 1.0)).sqrt();
    assert!(deviation.abs() < 4.0, "{deviation}");
}

#[test]
fn mentions_inside_words_and_across_them_are_left_out() {
    let corpus = TestCorpus::of(&[
        ("a.txt", "推进依法治县。\n弘扬法治，厉行“法治”。\n"),
        ("b.txt", "坚持依法治县，改进方法治理。\n"),
    ]);
    let searcher = corpus.searcher();
    let request = MentionRequest::new("法治").whole_word(true);
    let summary = searcher.count_mentions(&request).unwrap();
    assert_eq!((summary.mentions, summary.inside_words), (2, Some(3)));
    assert_eq!((summary.sections, summary.documents_with), (1, 1));
    assert_eq!(
        searcher
            .mentions_by_document(&request)
            .unwrap()
            .documents
            .len(),
        1
    );
    let compound = MentionRequest::new("依法治县").whole_word(true);
    assert_eq!(searcher.count_mentions(&compound).unwrap().mentions, 2);
    let strict = MentionRequest::new("“法治").strict(true).whole_word(true);
    assert_eq!(searcher.count_mentions(&strict).unwrap().mentions, 1);
    let verification = searcher.verify(&request).unwrap();
    assert_eq!((verification.by_index, verification.by_scan), (2, 2));
    assert!(verification.differences.is_empty());
    let plain = searcher
        .count_mentions(&MentionRequest::new("法治"))
        .unwrap();
    assert_eq!((plain.mentions, plain.inside_words), (5, None));
}

#[test]
fn a_sentence_or_a_paragraph_is_whole_and_unchanged() {
    let text = "前句。推进“放管服”\n\n改革，简政放权。后句！\n另一段。\n";
    let corpus = TestCorpus::of(&[("a.txt", text)]);
    let searcher = corpus.searcher();
    let shown = |context| {
        let request = MentionRequest::new("简政").context(context).width(2);
        let kwic = all(&searcher, &request).remove(0).kwic;
        (kwic.left, kwic.right)
    };
    let (left, right) = shown(Context::Sentence);
    assert!(text.contains(&format!("{left}简政{right}")));
    assert_eq!(right, "放权。");
    assert!(!left.contains("前句") && left.ends_with("改革，"));
    let (left, right) = shown(Context::Paragraph);
    assert!(text.contains(&format!("{left}简政{right}")));
    assert_eq!(right, "放权。后句！");
    assert_eq!(
        shown(Context::Columns),
        ("，".to_string(), "放".to_string())
    );
}

/// More characters than are put together at once.
#[test]
fn long_reports_are_sorted_by_their_contexts() {
    let report = |end: &str| format!("{}\n{end}\n", "办理事项，做好工作。\n".repeat(60_000));
    let ends = ["法治丙", "法治甲", "法治乙"];
    let corpus = corpus_of(&ends.map(report));
    let sorted = MentionRequest::new("法治").sort([SortKey::Right(1)]);
    let found = all(&corpus.searcher(), &sorted);
    let rights: Vec<&str> = found
        .iter()
        .map(|mention| mention.kwic.right.as_str())
        .collect();
    assert_eq!(rights, ["丙", "乙", "甲"]);
}

/// A report on one line with many mentions: each is shown with a bounded part of it.
#[test]
fn a_paragraph_that_is_very_long_is_cut() {
    let corpus = TestCorpus::of(&[("a.txt", &"法治建设，".repeat(20_000))]);
    let request = MentionRequest::new("法治").context(Context::Paragraph);
    let found = all(&corpus.searcher(), &request.sample(Sample::new(1)));
    let shown = found[0].kwic.left.chars().count() + found[0].kwic.right.chars().count();
    assert!((10_000..=20_000).contains(&shown), "{shown}");
}
