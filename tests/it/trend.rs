//! Counts over years, places, issuers and headings.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::LazyLock;

use proptest::prelude::*;
use quanwen::api::{
    Concept, Concordance, Evidence, EvidenceRequest, Filter, Grouped, Mention, MentionRequest,
    Study, TrendCell, TrendField, TrendRequest,
};
use quanwen::fold::Fold;
use quanwen::{Error, Schema};

use crate::support::{TestCorpus, sample_searcher};

fn cells(corpus: &TestCorpus, request: &TrendRequest) -> Vec<TrendCell> {
    corpus.searcher().trend(request).unwrap().cells
}

/// Three places: one with every year, one without 2020, and one whose report of 2020 does not have the text.
fn corpus() -> TestCorpus {
    let report = |place: &str, year: u16, text: &str| {
        format!("{place}{year}年度法治政府建设情况报告\n一、工作情况\n{text}\n")
    };
    TestCorpus::of(&[
        (
            "a/2019.txt",
            &report("松泽县", 2019, "办理行政复议案件3件，行政复议纠错1件。"),
        ),
        (
            "a/2020.txt",
            &report("松泽县", 2020, "办理行政复议案件5件。"),
        ),
        ("a/2021.txt", &report("松泽县", 2021, "行政复议工作有序。")),
        ("b/2019.txt", &report("望汀区", 2019, "行政复议1件。")),
        ("b/2021.txt", &report("望汀区", 2021, "依法行政。")),
        ("c/2019.txt", &report("雁石桥镇", 2019, "行政复议1件。")),
        ("c/2020.txt", &report("雁石桥镇", 2020, "开展宣传。")),
        ("c/2021.txt", &report("雁石桥镇", 2021, "行政复议2件。")),
    ])
}

fn by_year_and_place() -> TrendRequest {
    TrendRequest::new(["行政复议"]).by([TrendField::Year, TrendField::Region])
}

#[test]
fn a_report_without_a_mention_is_0_and_a_year_without_a_report_is_empty() {
    let corpus = corpus();
    corpus.index();
    let of = |place: &str, year: u16| {
        let cells = cells(&corpus, &by_year_and_place());
        let mut found = cells.into_iter().filter(|cell| {
            cell.group.region == Grouped::Value(vec![place.to_string()])
                && cell.group.year == Grouped::Value(year)
        });
        let cell = found.next().unwrap();
        assert_eq!(found.next(), None, "one cell for each place and year");
        (cell.mentions, cell.documents, cell.per_10k.is_some())
    };
    assert_eq!(of("松泽县", 2019), (Some(2), 1, true));
    assert_eq!(of("望汀区", 2020), (None, 0, false));
    assert_eq!(of("望汀区", 2021), (Some(0), 1, true));
    assert_eq!(of("雁石桥镇", 2020), (Some(0), 1, true));
}

#[test]
fn years_of_the_filter_without_any_report_are_empty() {
    let corpus = corpus();
    corpus.index();
    let filter = Filter::default().years("2018..2022".parse().unwrap());
    let cells = cells(&corpus, &TrendRequest::new(["行政复议"]).filter(filter));
    let mentions: Vec<Option<u64>> = cells.iter().map(|cell| cell.mentions).collect();
    assert_eq!(mentions, [None, Some(4), Some(1), Some(2), None]);
}

#[test]
fn years_that_the_filter_leaves_out_have_no_cell() {
    let corpus = corpus();
    corpus.index();
    let filter = || Filter::default().years("2017,2019,2021".parse().unwrap());
    let years = |request: TrendRequest| {
        let cells = cells(&corpus, &request.filter(filter()));
        let years = cells.iter().filter_map(|cell| cell.group.year.value());
        years.copied().collect::<BTreeSet<u16>>()
    };
    let asked = BTreeSet::from([2017, 2019, 2021]);
    assert_eq!(years(TrendRequest::new(["行政复议"])), asked);
    assert_eq!(years(by_year_and_place()), asked);
}

#[test]
fn only_places_with_every_year_are_balanced() {
    let corpus = corpus();
    corpus.index();
    let answer = corpus
        .searcher()
        .trend(&by_year_and_place().balanced(true))
        .unwrap();
    let balance = answer.summary.balance.unwrap();
    assert_eq!(balance.years, [2019, 2020, 2021]);
    assert_eq!((balance.regions, balance.left_out), (2, 1));
    assert!(balance.longest.is_empty());
    assert_eq!(answer.summary.coverage.documents, 6);
    assert!(answer.cells.iter().all(|cell| cell.mentions.is_some()));
}

#[test]
fn where_no_place_has_every_year_the_longest_run_of_years_is_told() {
    let corpus = corpus();
    corpus.index();
    let balance = |years: &str| {
        let filter = Filter::default().years(years.parse().unwrap());
        let request = by_year_and_place().balanced(true).filter(filter);
        let answer = corpus.searcher().trend(&request).unwrap();
        let balance = answer.summary.balance.unwrap();
        assert_eq!(balance.regions, 0);
        (balance.longest, balance.longest_regions)
    };
    assert_eq!(balance("2018..2021"), (vec![2019, 2020, 2021], 2));
    assert_eq!(balance("2018,2019,2021"), (vec![2019, 2021], 3));
    assert_eq!(balance("2021..2022"), (vec![2021], 3));
    assert_eq!(balance("2001..2002"), (Vec::new(), 0));
}

#[test]
fn characters_and_words_are_those_of_the_filtered_sections() {
    let corpus = TestCorpus::of(&[(
        "2021.txt",
        "松泽县2021年度法治政府建设情况报告\n一、行政复议\n办理案件，12件。\n二、下一步\n依法行政。\n",
    )]);
    corpus.index();
    let filter = Filter::default().heading("行政复议");
    let cells = cells(&corpus, &TrendRequest::new(["案件"]).filter(filter));
    // 一、行政复议 and 办理案件,12件。 without the line break; 一 行政复议 办理 案件 12 件.
    assert_eq!((cells[0].characters, cells[0].words), (6 + 9, 6));
    assert_eq!(cells[0].mentions, Some(1));
}

#[test]
fn a_place_has_its_code_and_a_heading_no_number() {
    let corpus = TestCorpus::of(&[(
        "2021.txt",
        "重庆市渝北区2021年法治政府建设情况报告\n一、主要工作\n（一）行政复议\n行政复议1件。\n",
    )]);
    corpus.index();
    let request = TrendRequest::new(["行政复议"]).by([TrendField::Region]);
    let group = &cells(&corpus, &request)[0].group;
    assert_eq!(group.code, Grouped::Value("500112".to_string()));
    let headings = cells(&corpus, &request.by([TrendField::Heading]));
    let heading = Grouped::Value("主要工作".to_string());
    let under = headings.iter().find(|cell| cell.group.heading == heading);
    assert_eq!(under.unwrap().mentions, Some(2));
}

#[test]
fn a_code_that_is_counted_by_is_that_of_the_reports_year() {
    let report = |year: u16| {
        format!("哈尔滨市香坊区{year}年度法治政府建设情况报告\n一、工作情况\n行政复议1件。\n")
    };
    let corpus = TestCorpus::of(&[("2003.txt", &report(2003)), ("2020.txt", &report(2020))]);
    for by in [
        vec![TrendField::Code],
        vec![TrendField::Region, TrendField::Code],
        vec![TrendField::Code, TrendField::Region],
    ] {
        let cells = cells(&corpus, &TrendRequest::new(["行政复议"]).by(by));
        let codes = cells
            .iter()
            .map(|cell| cell.group.code.value().unwrap().as_str());
        assert_eq!(codes.collect::<Vec<_>>(), ["230106", "230110"]);
    }
}

#[test]
fn what_cannot_be_counted_by_is_an_error() {
    let searcher = sample_searcher();
    let message = |request: TrendRequest| match searcher.trend(&request) {
        Err(Error::Setting { message }) => message,
        other => panic!("{other:?}"),
    };
    let of = || TrendRequest::new(["复议"]);
    assert!(
        message(of().by([]))
            .to_string()
            .contains("nothing to count by")
    );
    assert!(
        message(of().by([TrendField::Year, TrendField::Year]))
            .to_string()
            .contains("once")
    );
    assert!(
        message(of().by(TrendField::ALL))
            .to_string()
            .contains("one or two")
    );
    assert!(
        message(TrendRequest::default())
            .to_string()
            .contains("nothing to count")
    );
    let twice = Concept::new("复议", ["行政复议"]);
    assert!(
        message(of().concept(twice))
            .to_string()
            .contains("two terms are named")
    );
}

/// Whether a mention says of itself what its cell does.
fn is_in_its_cell(evidence: &Evidence) -> bool {
    static FOLD: LazyLock<Fold> = LazyLock::new(|| Fold::new(&Schema::embedded()).unwrap());
    let Evidence { group, mention, .. } = evidence;
    let fold = &*FOLD;
    let alike = |a: &str, b: &str| fold.fold_text(a) == fold.fold_text(b);
    let document = &mention.document;
    let region = document.region.join("/");
    let heading = mention.section.path.first().map_or("", String::as_str);
    let has_heading =
        |heading: &str, of_cell: &str| fold.fold_text(heading).ends_with(&fold.fold_text(of_cell));
    (group.year.is_absent() || group.year.value() == document.year.as_ref())
        && (group.region.is_absent()
            || group
                .region
                .value()
                .map_or(region.is_empty(), |cell| alike(&cell.join("/"), &region)))
        && (group.heading.is_absent()
            || group
                .heading
                .value()
                .map_or(heading.is_empty(), |cell| has_heading(heading, cell)))
        && (group
            .province
            .value()
            .is_none_or(|province| document.region.first() == Some(province)))
}

/// The mentions behind the cells of a trend.
fn evidence(study: &dyn Study, request: &EvidenceRequest) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    let trend = study.each_evidence(request, &mut |mention| {
        evidence.push(mention);
        ControlFlow::Continue(())
    });
    assert_eq!(trend.unwrap(), study.trend(&request.trend).unwrap());
    evidence
}

#[test]
fn the_evidence_of_a_cell_is_its_mentions_cell_by_cell() {
    let searcher = corpus().searcher();
    let request = EvidenceRequest::new(by_year_and_place());
    let found = evidence(&searcher, &request);
    let places: Vec<String> = found
        .iter()
        .map(|evidence| {
            let year = evidence.group.year.value().unwrap();
            format!("{year} {}", evidence.mention.document.path)
        })
        .collect();
    let expected = [
        "2019 b/2019.txt",
        "2019 a/2019.txt",
        "2019 a/2019.txt",
        "2019 c/2019.txt",
        "2020 a/2020.txt",
        "2021 a/2021.txt",
        "2021 c/2021.txt",
    ];
    assert_eq!(places.len(), expected.len());
    assert_eq!(
        BTreeSet::from_iter(&places),
        BTreeSet::from_iter(&expected.map(String::from))
    );
    assert!(places.is_sorted_by_key(|place| place[..4].to_string()));
    let first_of_each = evidence(&searcher, &request.limit(1));
    assert_eq!(first_of_each.len(), 6);
}

#[test]
fn the_filter_of_a_place_and_a_year_opens_one_cell() {
    let searcher = corpus().searcher();
    let filter = Filter::default()
        .region("松泽县")
        .years("2019".parse().unwrap());
    let request = EvidenceRequest::new(by_year_and_place().filter(filter.clone()));
    let of_cell: Vec<Mention> = evidence(&searcher, &request)
        .into_iter()
        .map(|evidence| evidence.mention)
        .collect();
    let all = searcher.mentions(&MentionRequest::new("行政复议").filter(filter));
    assert_eq!(of_cell, all.unwrap().mentions);
    assert_eq!(of_cell.len(), 2);
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    const KNOWN: [&str; 9] = [
        "行政复议",
        "复议",
        "的",
        "年",
        "规范性文件",
        "规范",
        "12",
        "没有这样的话",
        "一、",
    ];
    proptest::collection::vec(proptest::sample::select(&KNOWN[..]), 1..4).prop_map(|texts| {
        BTreeSet::from_iter(texts)
            .into_iter()
            .map(String::from)
            .collect()
    })
}

fn filters() -> impl Strategy<Value = Filter> {
    let years = proptest::option::of(proptest::sample::select(vec![
        "2019",
        "2018..2021",
        "..2020",
        "2022..",
    ]));
    let regions = proptest::option::of(proptest::sample::select(vec!["松泽", "澄州市", "镇"]));
    let headings = proptest::option::of(proptest::sample::select(vec!["复议", "一、", "工作"]));
    (years, regions, headings).prop_map(|(years, region, heading)| {
        let mut filter = Filter::default();
        filter.years = years.map(|years| years.parse().unwrap());
        filter.region = region.map(String::from);
        filter.heading = heading.map(String::from);
        filter
    })
}

fn fields() -> impl Strategy<Value = Vec<TrendField>> {
    proptest::sample::subsequence(TrendField::ALL.to_vec(), 1..=2).prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_cells_of_a_term_sum_to_its_mentions(
        texts in texts(),
        filter in filters(),
        fields in fields(),
        strict in any::<bool>(),
    ) {
        let searcher = sample_searcher();
        let concept = Concept::new("concept", &texts).exclusion("规范化").exclusion("复议局");
        let request = TrendRequest::new(&texts)
            .concept(concept.clone())
            .by(fields)
            .filter(filter.clone())
            .strict(strict);
        let answer = searcher.trend(&request).unwrap();
        prop_assert_eq!(answer.summary.terms.len(), texts.len() + 1);
        for total in &answer.summary.terms {
            let of_term = match total.term.as_str() {
                "concept" => MentionRequest::of_concept(concept.clone()),
                text => MentionRequest::new(text),
            };
            let counted = of_term.filter(filter.clone()).strict(strict);
            let counted = searcher.count_mentions(&counted).unwrap();
            let cells = answer.cells.iter().filter(|cell| cell.term == total.term);
            let sum = |of: fn(&TrendCell) -> Option<u64>| cells.clone().filter_map(of).sum::<u64>();
            prop_assert_eq!(sum(|cell| cell.mentions), counted.mentions);
            prop_assert_eq!(sum(|cell| cell.sections), counted.sections);
            prop_assert_eq!(total.mentions, counted.mentions);
            prop_assert_eq!(total.documents_with, counted.documents_with);
            prop_assert_eq!(sum(|cell| Some(cell.characters)), answer.summary.characters);
        }
    }

    #[test]
    fn the_evidence_of_every_cell_is_as_many_mentions_as_it_counts(
        texts in texts(),
        filter in filters(),
        fields in fields(),
        strict in any::<bool>(),
        balanced in any::<bool>(),
    ) {
        let searcher = sample_searcher();
        let concept = Concept::new("concept", &texts).exclusion("规范化").exclusion("复议局");
        let trend = TrendRequest::new(&texts)
            .concept(concept)
            .by(fields)
            .filter(filter)
            .strict(strict)
            .balanced(balanced);
        let cells = searcher.trend(&trend).unwrap().cells;
        let mut found = evidence(&searcher, &EvidenceRequest::new(trend)).into_iter().peekable();
        for cell in cells {
            let mut count = 0;
            while let Some(mention) = found.next_if(|next| (&next.term, &next.group) == (&cell.term, &cell.group)) {
                prop_assert!(is_in_its_cell(&mention), "{:?}", mention);
                prop_assert!(cell.term == "concept" || mention.mention.text == cell.term);
                count += 1;
            }
            prop_assert_eq!(count, cell.mentions.unwrap_or(0));
        }
        prop_assert_eq!(found.next(), None);
    }
}
