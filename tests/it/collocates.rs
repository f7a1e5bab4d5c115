//! What a text keeps company with, compared with a scan of the folded texts.

use std::collections::BTreeMap;
use std::ops::Range;

use proptest::prelude::*;
use quanwen::api::{
    Collocate, CollocateKind, CollocateWindow, CollocateYear, CollocatesAnswer, CollocatesRequest,
    Concordance, Engine, Filter, MentionRequest, SearchRequest, Study,
};
use quanwen::fold::{Fold, HARD_BREAK};
use quanwen::{IndexOptions, Schema};

use crate::support::{TestCorpus, sample_searcher};

/// The folded text of a file and the units that no window leaves.
struct Scanned {
    text: Vec<char>,
    units: Vec<Range<usize>>,
}

impl Scanned {
    fn of(corpus: &TestCorpus, path: &str, by_sentence: bool) -> Self {
        let path = corpus.root().join(path);
        let document = quanwen::read_document(&path, &IndexOptions::default()).unwrap();
        let fold = Fold::new(&Schema::embedded()).unwrap();
        let starts = document.sections.iter().map(|section| section.start);
        let folded = fold.fold_document(&document.text, &document.gaps, starts);
        let text: Vec<char> = folded.text.chars().collect();
        let mut units = Vec::new();
        let mut start = 0;
        for at in 0..=text.len() {
            let ends_before = at == text.len()
                || text[at] == HARD_BREAK
                || folded.section_starts.contains(&u32::try_from(at).unwrap())
                || (by_sentence && at > 0 && "。!?".contains(text[at - 1]));
            if ends_before {
                units.push(start..at);
                start = at + usize::from(text.get(at) == Some(&HARD_BREAK));
            }
        }
        Self { text, units }
    }

    /// The mentions of a text, with the unit in which each begins.
    fn mentions(&self, node: &[char]) -> Vec<(Range<usize>, usize)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at + node.len() <= self.text.len() {
            if self.text[at..].starts_with(node) {
                let unit = self
                    .units
                    .iter()
                    .position(|unit| unit.contains(&at))
                    .unwrap();
                found.push((at..at + node.len(), unit));
                at += node.len();
            } else {
                at += 1;
            }
        }
        found
    }

    /// Whether a part is near a mention: one unit, no character of a mention, and the nearest character within reach.
    fn is_near(
        &self,
        part: &Range<usize>,
        mentions: &[(Range<usize>, usize)],
        [left, right]: [usize; 2],
    ) -> bool {
        let is_apart =
            |mention: &Range<usize>| mention.end <= part.start || part.end <= mention.start;
        mentions.iter().all(|(mention, _)| is_apart(mention))
            && mentions.iter().any(|(mention, unit)| {
                let unit = &self.units[*unit];
                unit.start <= part.start
                    && part.end <= unit.end
                    && (mention.end <= part.start && part.start - mention.end < right
                        || part.end <= mention.start && mention.start - part.end < left)
            })
    }
}

/// For each text of `length` letters in a row, how often it is near, and how often it stands anywhere.
fn scan(
    files: &[Scanned],
    node: &[char],
    length: usize,
    reach: [usize; 2],
) -> BTreeMap<String, (u64, u64)> {
    let mut counts: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for file in files {
        let mentions = file.mentions(node);
        for start in 0..=file.text.len().saturating_sub(length) {
            let part = start..(start + length).min(file.text.len());
            let characters = &file.text[part.clone()];
            if characters.len() == length && characters.iter().all(|c| c.is_alphanumeric()) {
                let count = counts.entry(characters.iter().collect()).or_default();
                count.0 += u64::from(file.is_near(&part, &mentions, reach));
                count.1 += 1;
            }
        }
    }
    counts
}

fn of_kind(answer: &CollocatesAnswer, kind: CollocateKind) -> Vec<&Collocate> {
    let rows = answer.collocates.iter();
    rows.filter(|row| row.kind == kind && row.year.is_none())
        .collect()
}

/// A request for everything that is near.
fn all_of(node: &str, window: CollocateWindow) -> CollocatesRequest {
    let request = CollocatesRequest::new(node).window(window);
    request.min_count(1).stop_words(true).limit(1000)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn counts_are_those_of_a_scan(
        texts in proptest::collection::vec("[甲乙丙甲乙,。年\n]{1,60}", 1..4),
        node in "[甲乙丙]{1,2}",
        left in 0u32..5,
        right in 1u32..5,
        by_sentence in any::<bool>(),
    ) {
        let corpus = TestCorpus::empty();
        for (number, text) in texts.iter().enumerate() {
            corpus.write(&format!("{number}.txt"), text);
        }
        let searcher = corpus.searcher();
        let files: Vec<Scanned> = (0..texts.len())
            .map(|number| Scanned::of(&corpus, &format!("{number}.txt"), by_sentence))
            .collect();
        let (window, reach) = if by_sentence {
            (CollocateWindow::Sentence, [usize::MAX; 2])
        } else {
            (CollocateWindow::Characters { left, right }, [left as usize, right as usize])
        };
        let answer = searcher.collocates(&all_of(&node, window).ngram_lengths(1, 3)).unwrap();
        let node: Vec<char> = node.chars().collect();
        let near: BTreeMap<String, (u64, u64)> =
            (1..=3).flat_map(|length| scan(&files, &node, length, reach)).collect();
        let is_part = |text: &str, together: u64| near.iter().any(|(longer, (near, _))| {
            longer.chars().count() == text.chars().count() + 1 && longer.contains(text) && *near >= together
        });
        let expected: BTreeMap<&str, (u64, u64)> = near.iter()
            .filter(|(text, (together, _))| *together > 0 && !is_part(text, *together))
            .map(|(text, counts)| (text.as_str(), *counts))
            .collect();
        let found: BTreeMap<&str, (u64, u64)> = of_kind(&answer, CollocateKind::Ngram).into_iter()
            .map(|row| (row.text.as_str(), (row.together.unwrap(), row.frequency.unwrap())))
            .collect();
        prop_assert_eq!(found, expected);
        let mentions: u64 = files.iter().map(|file| file.mentions(&node).len() as u64).sum();
        prop_assert_eq!(answer.summary.mentions, mentions);
        let is_counted = |c: &&char| **c != HARD_BREAK;
        let characters: usize = files.iter().map(|file| file.text.iter().filter(is_counted).count()).sum();
        prop_assert_eq!(answer.summary.characters, characters as u64);
        for row in &answer.collocates {
            prop_assert_eq!(row.node, Some(mentions));
            prop_assert!(row.together <= row.frequency, "{:?}", row);
            prop_assert_eq!(row.a.unwrap() + row.b.unwrap(), answer.summary.near);
            prop_assert_eq!(row.a.unwrap() + row.c.unwrap(), row.frequency.unwrap());
            if row.kind == CollocateKind::Word {
                let length = row.text.chars().count();
                let counts = scan(&files, &node, length, reach)[&row.text];
                prop_assert!(row.together.unwrap() <= counts.0, "{:?}", row);
                prop_assert_eq!(row.frequency.unwrap(), counts.1);
            }
        }
    }
}

/// The texts of a kind, the best first.
fn texts(answer: &CollocatesAnswer, kind: CollocateKind) -> Vec<&str> {
    let rows = of_kind(answer, kind).into_iter();
    rows.map(|row| row.text.as_str()).collect()
}

#[test]
fn a_short_list_begins_like_a_long_one() {
    let searcher = sample_searcher();
    let request = CollocatesRequest::new("行政复议").min_count(2);
    let long = searcher.collocates(&request.clone().limit(1000)).unwrap();
    for kind in CollocateKind::ALL {
        let long = of_kind(&long, kind);
        assert!(long.len() > 100);
        let is_in_order = |pair: &[&Collocate]| pair[0].log_dice >= pair[1].log_dice;
        assert!(long.windows(2).all(is_in_order));
        for limit in [1, 7, 30] {
            let short = searcher.collocates(&request.clone().limit(limit)).unwrap();
            assert_eq!(of_kind(&short, kind), long[..limit]);
            let total = short.summary.kinds.iter().find(|total| total.kind == kind);
            assert_eq!(total.unwrap().collocates, long.len() as u64);
        }
    }
}

#[test]
fn mentions_are_counted_under_the_filter_in_any_spelling() {
    let searcher = sample_searcher();
    let filters = [
        Filter::default(),
        Filter::default().years("2020..".parse().unwrap()),
        Filter::default().region("望汀区"),
        Filter::default().heading("复议"),
        Filter::default().path("松泽县").heading("工作"),
    ];
    for filter in filters {
        for text in ["规范性文件", "規範性文件", "“规范性文件”", "年年", "干部"]
        {
            let counted = MentionRequest::new(text).filter(filter.clone());
            let counted = searcher.count_mentions(&counted).unwrap();
            let request = CollocatesRequest::new(text)
                .filter(filter.clone())
                .by_year(true);
            let summary = searcher.collocates(&request).unwrap().summary;
            assert_eq!(summary.mentions, counted.mentions, "{text} {filter:?}");
            assert_eq!(summary.coverage, counted.coverage);
            let years = summary.years.iter();
            let of_years: u64 = years.map(|year| year.mentions).sum();
            assert_eq!(of_years, counted.mentions, "{text} {filter:?}");
        }
    }
}

/// Three years of one county, the one between without a report, and one year that does not mention it.
fn years() -> TestCorpus {
    let report = |year: u16, body: &str| {
        format!("松泽县{year}年法治政府建设年度报告\n一、行政复议\n{body}\n")
    };
    TestCorpus::of(&[
        (
            "2019.txt",
            &report(2019, "行政复议案件受理。行政复议案件审理。\n信访案件。"),
        ),
        (
            "2020.txt",
            &report(2020, "行政复议调解。行政复议调解。行政复议调解案件。"),
        ),
        ("2022.txt", &report(2022, "行政复议听证。\n信访案件。")),
        (
            "2023.txt",
            "松泽县2023年法治政府建设年度报告\n一、信访\n信访案件。\n",
        ),
    ])
}

#[test]
fn never_near_is_zero_and_a_year_without_a_report_is_not() {
    let searcher = years().searcher();
    let request = CollocatesRequest::new("行政复议")
        .min_count(2)
        .by_year(true);
    let answer = searcher.collocates(&request).unwrap();
    let of_years = |text: &str| {
        let rows = answer.collocates.iter();
        let rows = rows.filter(|row| row.kind == CollocateKind::Word && row.text == text);
        rows.filter_map(|row| Some((row.year?, (row.together, row.node, row.frequency), row.rank)))
            .collect::<Vec<_>>()
    };
    let counts = |together, node, frequency| (Some(together), Some(node), Some(frequency));
    assert_eq!(
        of_years("案件"),
        [
            (2019, counts(2, 3, 3), Some(1)),
            (2020, counts(1, 4, 1), None),
            (2021, (None, None, None), None),
            (2022, counts(0, 2, 1), None),
            (2023, counts(0, 0, 1), None),
        ]
    );
    let scores = answer.collocates.iter().filter(|row| row.year.is_some());
    for row in scores {
        assert_eq!(
            row.log_dice.is_some(),
            row.together.is_some_and(|together| together > 0)
        );
    }
    let years: Vec<_> = answer
        .summary
        .years
        .iter()
        .map(
            |CollocateYear {
                 year,
                 documents,
                 mentions,
                 ..
             }| (*year, *documents, *mentions),
        )
        .collect();
    let year = |year, documents, mentions| (Some(year), documents, mentions);
    assert_eq!(
        years,
        [
            year(2019, 1, 3),
            year(2020, 1, 4),
            year(2021, 0, 0),
            year(2022, 1, 2),
            year(2023, 1, 0)
        ]
    );
}

#[test]
fn the_counts_of_years_sum_to_those_of_all() {
    let searcher = sample_searcher();
    let dated = Filter::default().years("1..".parse().unwrap());
    let request = CollocatesRequest::new("行政复议")
        .filter(dated)
        .by_year(true);
    let answer = searcher.collocates(&request).unwrap();
    for row in answer.collocates.iter().filter(|row| row.year.is_none()) {
        let of_years = answer.collocates.iter().filter(|of_year| {
            of_year.year.is_some() && of_year.kind == row.kind && of_year.text == row.text
        });
        let sums = of_years.fold((0, 0), |(together, frequency), row| {
            (
                together + row.together.unwrap_or(0),
                frequency + row.frequency.unwrap_or(0),
            )
        });
        assert_eq!(
            (Some(sums.0), Some(sums.1)),
            (row.together, row.frequency),
            "{row:?}"
        );
    }
}

#[test]
fn a_window_ends_with_its_section_and_its_paragraph() {
    let searcher = TestCorpus::of(&[(
        "a.txt",
        "松泽县报告\n一、工作情况\n推进依法行政二、打算。规范执法。\n监督执法。\n",
    )])
    .searcher();
    let near = |node: &str| {
        let answer = searcher
            .collocates(&all_of(node, CollocateWindow::within(20)))
            .unwrap();
        let texts = texts(&answer, CollocateKind::Ngram).into_iter();
        texts.map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(near("依法行政"), ["推进"]);
    assert_eq!(
        near("行政二"),
        ["推进依法"],
        "a mention is of the section of its first character"
    );
    assert!(near("打算").contains(&"规范执法".to_string()));
    assert!(
        !near("打算")
            .iter()
            .any(|text| text.contains("监督") || text.contains("推进"))
    );
}

#[test]
fn no_collocate_has_a_character_of_the_text() {
    let searcher = TestCorpus::of(&[(
        "a.txt",
        "松泽县报告\n可持续发展的产业。发展发展壮大发展。\n",
    )])
    .searcher();
    let answer = searcher
        .collocates(&all_of("发展", CollocateWindow::within(4)))
        .unwrap();
    let words = texts(&answer, CollocateKind::Word);
    assert_eq!(answer.summary.mentions, 4);
    assert!(words.contains(&"产业"), "{words:?}");
    assert!(
        !words.iter().any(|word| word.contains(['发', '展'])),
        "{words:?}"
    );
    let ngrams = of_kind(&answer, CollocateKind::Ngram);
    let together = |text: &str| {
        let found = ngrams.iter().find(|row| row.text == text);
        found.and_then(|row| row.together)
    };
    assert_eq!(together("可持续"), Some(1), "{ngrams:?}");
    assert_eq!(
        together("壮大"),
        Some(1),
        "what is near two mentions counts once"
    );
    assert!(
        !ngrams.iter().any(|row| row.text.contains(['发', '展'])),
        "{ngrams:?}"
    );
}

#[test]
fn sides_may_differ() {
    let searcher = TestCorpus::of(&[("a.txt", "松泽县报告\n甲乙丙复议丁戊己庚。\n")]).searcher();
    let near = |left, right| {
        let window = CollocateWindow::Characters { left, right };
        let request = all_of("复议", window).ngram_lengths(1, 1);
        let answer = searcher.collocates(&request).unwrap();
        let mut texts = texts(&answer, CollocateKind::Ngram)
            .concat()
            .chars()
            .collect::<Vec<_>>();
        texts.sort_unstable();
        String::from_iter(texts)
    };
    let sorted = |text: &str| {
        let mut characters: Vec<char> = text.chars().collect();
        characters.sort_unstable();
        String::from_iter(characters)
    };
    assert_eq!(near(0, 2), sorted("丁戊"));
    assert_eq!(near(1, 0), sorted("丙"));
    assert_eq!(near(9, 9), sorted("甲乙丙丁戊己庚"));
}

#[test]
fn the_evidence_of_a_collocate_is_the_sections_in_which_it_is_near() {
    let searcher = sample_searcher();
    for (text, window) in [
        ("行政复议", CollocateWindow::within(10)),
        ("行政复议", CollocateWindow::Sentence),
        ("“放管服”改革", CollocateWindow::within(3)),
        ("2.5万余", CollocateWindow::within(8)),
    ] {
        let request = CollocatesRequest::new(text)
            .window(window)
            .min_count(1)
            .limit(4);
        let answer = searcher.collocates(&request).unwrap();
        assert!(!answer.collocates.is_empty());
        for row in answer.collocates {
            let found = SearchRequest::new(&row.evidence).limit(1000);
            let found = searcher.search(&found).unwrap().summary.total;
            // A query finds the characters of a word inside other words too.
            let is_word = row.kind == CollocateKind::Word;
            let is_counted = is_word || found <= row.together.unwrap();
            assert!(found > 0 && is_counted, "{row:?}: {found}");
        }
    }
}

#[test]
fn stop_words_are_left_out_and_counted() {
    let searcher = sample_searcher();
    let request = CollocatesRequest::new("行政复议")
        .kind(CollocateKind::Word)
        .limit(1000);
    let (without, with) = (
        searcher.collocates(&request).unwrap(),
        searcher.collocates(&request.stop_words(true)).unwrap(),
    );
    let [without_total, with_total] =
        [&without, &with].map(|answer| answer.summary.kinds[0].clone());
    assert!(texts(&with, CollocateKind::Word).contains(&"的"));
    assert!(!texts(&without, CollocateKind::Word).contains(&"的"));
    assert!(without_total.stop_words > 0 && with_total.stop_words == 0);
    assert_eq!(
        without_total.collocates + without_total.stop_words,
        with_total.collocates
    );
}

#[test]
fn settings_that_leave_nothing_to_find_are_errors() {
    let searcher = sample_searcher();
    let request = CollocatesRequest::new("行政复议");
    for (request, setting) in [
        (
            CollocatesRequest::new(" “” "),
            "matching ignores every character",
        ),
        (CollocatesRequest::default(), "nothing to find"),
        (
            request.clone().window(CollocateWindow::within(0)),
            "`CollocatesRequest::window`",
        ),
        (
            request.clone().min_count(0),
            "`CollocatesRequest::min_count`",
        ),
        (request.clone().limit(0), "`CollocatesRequest::limit`"),
        (request.clone().limit(1001), "`CollocatesRequest::limit`"),
        (
            request.clone().ngram_lengths(0, 2),
            "`CollocatesRequest::ngram_lengths`",
        ),
        (
            request.clone().ngram_lengths(3, 2),
            "`CollocatesRequest::ngram_lengths`",
        ),
        (
            request.clone().ngram_lengths(2, 7),
            "`CollocatesRequest::ngram_lengths`",
        ),
    ] {
        let message = searcher.collocates(&request).unwrap_err().to_string();
        assert!(message.contains(setting), "{message}");
    }
    let answer = searcher
        .collocates(&CollocatesRequest::new("龘龘龘"))
        .unwrap();
    assert!(answer.collocates.is_empty() && answer.summary.mentions == 0);
    assert!(answer.summary.coverage.documents > 0);
}
