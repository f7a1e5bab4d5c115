//! Exact means exact.

use proptest::prelude::*;
use quanwen::Searcher;
use quanwen::api::{Concordance, Engine, ListRequest, MentionRequest};

use crate::support::{TestCorpus, sample_corpus, sample_searcher};

fn count(searcher: &Searcher, text: &str) -> u64 {
    searcher
        .count_mentions(&MentionRequest::new(text))
        .unwrap()
        .mentions
}

/// Texts with their mentions and the reports that have one, counted by hand over the text and Markdown reports: see
/// `sample-corpus/README.md`.
const COUNTED: [(&str, u64, u64); 18] = [
    ("行政复议", 144, 18),
    ("行政复议法", 10, 6),
    ("规范性文件", 42, 18),
    ("重大行政决策", 27, 18),
    ("放管服", 20, 18),
    ("“放管服”改革", 20, 18),
    ("互联网+政务服务", 5, 5),
    ("最多跑一次", 3, 3),
    ("年年", 14, 10),
    ("年年年", 6, 5),
    ("年", 309, 18),
    ("APP", 15, 14),
    ("12345", 17, 17),
    ("5G", 3, 3),
    ("2.5万余", 2, 2),
    ("依法行政二、规范", 1, 1),
    ("三项制度", 11, 10),
    ("石桥夜话", 9, 6),
];

#[test]
fn counts_match_the_ones_made_by_hand() {
    let searcher = sample_searcher();
    let documents = searcher.list(&ListRequest::default()).unwrap().documents;
    let is_plain = |path: &String| {
        !path.contains("!/") && [".txt", ".md"].iter().any(|ending| path.ends_with(ending))
    };
    let paths: Vec<String> = documents
        .into_iter()
        .map(|document| document.path)
        .filter(is_plain)
        .collect();
    assert_eq!(paths.len(), 18);
    for (text, mentions, documents) in COUNTED {
        let mut request = MentionRequest::new(text);
        request.filter.paths.clone_from(&paths);
        let summary = searcher.count_mentions(&request).unwrap();
        assert_eq!(
            (summary.mentions, summary.documents_with),
            (mentions, documents),
            "{text}"
        );
    }
    assert!(
        !searcher.dictionary_is_loaded(),
        "mentions do not load the dictionary"
    );
}

#[test]
fn every_spelling_of_a_text_has_the_same_mentions() {
    let searcher = sample_searcher();
    for spellings in [
        &[
            "规范性文件",
            "規範性文件",
            "“规范性文件”",
            "规 范 性 文 件",
            "规范\n性文件",
            "**规范性文件**",
        ][..],
        &["APP", "app", "ＡＰＰ", "“App”"],
        &["12345热线", "１２３４５热线", "12345 热线", "12345熱線"],
    ] {
        let counts: Vec<u64> = spellings
            .iter()
            .map(|spelling| count(&searcher, spelling))
            .collect();
        assert!(
            counts.iter().all(|&n| n == counts[0] && n > 0),
            "{spellings:?}: {counts:?}"
        );
    }
}

#[test]
fn a_mention_may_cross_a_soft_break_and_a_section_but_not_a_hard_break() {
    let corpus = TestCorpus::of(&[(
        "a.txt",
        "某县报告\n一、工作情况\n做好清理工作。及时公布制定的规范\n\n性文件。建立制度，推进依法行政二、打算。规范行政。\n",
    )]);
    let searcher = corpus.searcher();
    assert_eq!(count(&searcher, "规范性文件"), 1);
    assert_eq!(count(&searcher, "依法行政二、打算"), 1);
    assert_eq!(count(&searcher, "工作情况做好"), 0);
    let mention = searcher
        .mentions(&MentionRequest::new("行政二、打"))
        .unwrap()
        .mentions
        .remove(0);
    assert_eq!(
        mention.section.path,
        ["一、工作情况"],
        "a mention belongs to the section of its first character"
    );
    assert_eq!(
        (mention.line, mention.kwic.matched.as_str()),
        (5, "行政二、打")
    );
}

#[test]
fn texts_that_overlap_themselves_count_from_the_left() {
    let corpus = TestCorpus::of(&[("a.txt", "年年年年年\n确保年年年初有计划。\n")]);
    let searcher = corpus.searcher();
    assert_eq!(count(&searcher, "年年"), 3);
    assert_eq!(count(&searcher, "年"), 8);
    assert_eq!(count(&searcher, "年年年"), 2);
}

#[test]
fn marks_count_in_strict_requests() {
    let corpus = TestCorpus::of(&[("a.txt", "深化“放管服”改革，放管服改革，《放管服》。\n")]);
    let searcher = corpus.searcher();
    let strict = |text: &str| {
        let request = MentionRequest::new(text).strict(true);
        assert!(searcher.verify(&request).unwrap().differences.is_empty());
        searcher.count_mentions(&request).unwrap().mentions
    };
    assert_eq!(count(&searcher, "“放管服”改革"), 2);
    assert_eq!(strict("“放管服”改革"), 1);
    assert_eq!(strict("放管服改革"), 1);
    assert_eq!(strict("放管服"), 3);
    assert_eq!(strict("“"), 1);
    assert_eq!(strict("》。"), 1);
}

#[test]
fn a_match_does_not_include_the_marks_around_it() {
    let corpus = TestCorpus::of(&[("a.txt", "深化“放管服”改革。\n")]);
    let found = corpus
        .searcher()
        .mentions(&MentionRequest::new("“放管服”"))
        .unwrap()
        .mentions;
    assert_eq!(found[0].kwic.matched, "放管服");
    assert_eq!((found[0].line, found[0].column), (1, 4));
}

#[test]
fn several_texts_are_counted_separately_and_listed_by_position() {
    let corpus = TestCorpus::of(&[("a.txt", "行政诉讼和行政复议，行政复议。\n")]);
    let request = MentionRequest::of_texts(
        ["行政复议", "行政诉讼", "行政複議"]
            .map(String::from)
            .to_vec(),
    );
    let searcher = corpus.searcher();
    let answer = searcher.mentions(&request).unwrap();
    let counts: Vec<u64> = answer
        .summary
        .texts
        .iter()
        .map(|text| text.mentions)
        .collect();
    assert_eq!(counts, [2, 1], "texts that fold alike are counted once");
    let texts: Vec<String> = answer
        .mentions
        .into_iter()
        .map(|mention| mention.text)
        .collect();
    assert_eq!(texts, ["行政诉讼", "行政复议", "行政复议"]);
}

#[test]
fn a_hundred_random_texts_of_the_corpus_verify() {
    let searcher = sample_searcher();
    let texts: Vec<String> = quanwen::Corpus::at(sample_corpus())
        .unwrap()
        .walk()
        .files
        .iter()
        .filter_map(|file| {
            quanwen::read_document(
                &sample_corpus().join(&file.path),
                &quanwen::IndexOptions::default(),
            )
            .ok()
        })
        .map(|document| document.text)
        .collect();
    let mut random = 7_u64;
    let mut next = |below: usize| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(random >> 33).unwrap() % below
    };
    let mut verified = 0;
    while verified < 100 {
        let characters: Vec<char> = texts[next(texts.len())].chars().collect();
        let (start, length) = (next(characters.len()), 1 + next(12));
        let text: String = characters.into_iter().skip(start).take(length).collect();
        if !text.chars().any(char::is_alphanumeric) {
            continue;
        }
        let request = MentionRequest::new(text.clone()).strict(verified % 4 == 3);
        let verification = searcher.verify(&request).unwrap();
        assert_eq!(verification.differences, [], "{text:?}");
        assert_eq!(verification.by_index, verification.by_scan);
        verified += 1;
    }
}

#[test]
fn a_heading_filter_includes_subsections() {
    let corpus = TestCorpus::of(&[(
        "a.txt",
        "一、行政复议\n（一）受理。\n复议一。\n二、其他\n复议二。\n",
    )]);
    let searcher = corpus.searcher();
    let mut request = MentionRequest::new("复议");
    request.filter.heading = Some("行政複議".into());
    assert_eq!(searcher.count_mentions(&request).unwrap().mentions, 2);
    assert!(searcher.verify(&request).unwrap().differences.is_empty());
}

/// Short texts with everything that is difficult to match.
fn report() -> impl Strategy<Value = String> {
    "(年|年年|行政|复议|規範|“|”|《|》|\\*\\*|一、|（二）|3\\.|一是|，|。|；| |\u{3000}|\u{200B}|\n|\n\n|\r\n|— 3 —\n|a|B|ｃ|12|１ ){1,50}"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn mentions_agree_with_a_scan(reports in proptest::collection::vec(report(), 1..8), at in 0usize..40, length in 1usize..7) {
        let corpus = TestCorpus::empty();
        for (index, text) in reports.iter().enumerate() {
            corpus.write(&format!("{index}.txt"), text);
        }
        let searcher = corpus.searcher();
        let from_text: String = reports[0].chars().skip(at % reports[0].chars().count()).take(length).collect();
        for text in [from_text.as_str(), "年", "年年", "行政复议", "政", "a b", "12", "规范"] {
            for strict in [false, true] {
                let request = MentionRequest::new(text).strict(strict);
                if let Ok(verification) = searcher.verify(&request) {
                    prop_assert_eq!(verification.differences, [], "{:?} strict {}", text, strict);
                }
            }
        }
    }

    #[test]
    fn every_verbatim_occurrence_in_a_line_is_found(text in report(), at in 0usize..40, length in 1usize..6) {
        let corpus = TestCorpus::of(&[("a.txt", &text)]);
        let searcher = corpus.searcher();
        let line = text.lines().max_by_key(|line| line.len()).unwrap_or_default();
        let part: String = line.chars().skip(at % line.chars().count().max(1)).take(length).collect();
        let Ok(answer) = searcher.mentions(&MentionRequest::new(part.clone())) else { return Ok(()) };
        let folded_part = part.trim_matches(|c: char| !c.is_alphanumeric());
        let verbatim = text.lines().map(|line| line.matches(part.as_str()).count() as u64).sum::<u64>();
        if folded_part == part && corpus.root().join("a.txt").metadata().unwrap().len() > 0 && answer.summary.coverage.documents > 0 {
            prop_assert!(answer.summary.mentions >= verbatim, "{:?} in {:?}", part, text);
        }
        for mention in answer.mentions {
            let place = text.lines().nth(mention.line as usize - 1).unwrap_or_default();
            let first = mention.kwic.matched.chars().next().unwrap();
            prop_assert_eq!(place.chars().nth(mention.column as usize - 1), Some(first));
        }
    }
}
