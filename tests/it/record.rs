//! A recorded question gives the same answer again, and what makes another is named.

use quanwen::api::{
    Change, CollocatesRequest, DispersionRequest, FileDifference, Filter, KeywordsRequest,
    MentionRequest, Replay, Sample, StudyRecord, StudyRequest, Timestamp, TrendField, TrendRequest,
};
use quanwen::{Error, record, replay};

use crate::support::{TestCorpus, sample_searcher};

const SONGZE_2020: &str = "松泽县2020年法治政府建设年度报告\n一、行政复议\n办理行政复议案件12件。\n二、行政诉讼\n出庭应诉3件。\n";
const SONGZE_2021: &str = "松泽县2021年法治政府建设年度报告\n一、行政复议\n办理行政复议案件15件，行政复议决定全部履行。\n";
const WANGTING_2021: &str = "望汀区2021年法治政府建设年度报告\n一、依法行政\n全年培训4次。\n";

fn corpus() -> TestCorpus {
    let corpus = TestCorpus::of(&[
        ("songze/2020.txt", SONGZE_2020),
        ("songze/2021.txt", SONGZE_2021),
        ("wangting/2021.txt", WANGTING_2021),
    ]);
    corpus.index();
    corpus
}

fn trend() -> StudyRequest {
    TrendRequest::new(["行政复议"])
        .by([TrendField::Year, TrendField::Region])
        .into()
}

/// One question of each kind.
fn questions() -> Vec<StudyRequest> {
    let year = |year: &str| Filter::default().years(year.parse().unwrap());
    vec![
        MentionRequest::new("行政复议").text("诉讼").into(),
        MentionRequest::new("行政复议")
            .sample(Sample::new(5).seed(2))
            .into(),
        trend(),
        CollocatesRequest::new("行政复议").by_year(true).into(),
        KeywordsRequest::new(year("2018"), year("2022")).into(),
        DispersionRequest::new("行政复议").into(),
    ]
}

/// What a recorded question gives after the reports have changed.
fn after(request: &StudyRequest, change: impl FnOnce(&TestCorpus)) -> Replay {
    let corpus = corpus();
    let before = record(&corpus.searcher(), request).unwrap();
    change(&corpus);
    corpus.index();
    replay(&corpus.searcher(), &before).unwrap()
}

fn file(path: &str, change: Change, before: Option<u64>, after: Option<u64>) -> FileDifference {
    let mut file = FileDifference::default();
    (file.path, file.change) = (path.to_string(), change);
    (file.mentions_before, file.mentions_after) = (before, after);
    file
}

#[test]
fn every_kind_of_question_has_the_same_answer_again() {
    let searcher = sample_searcher();
    for request in questions() {
        let text = record(&searcher, &request).unwrap().to_string();
        let record: StudyRecord = text.parse().unwrap();
        assert_eq!(
            record.to_string(),
            text,
            "a record is read as it was written"
        );
        assert!(!record.rows.is_empty(), "{request:?}");
        let replay = replay(&searcher, &record).unwrap();
        assert!(replay.summary.same, "{replay:?}");
        assert_eq!((replay.differences, replay.files), (vec![], vec![]));
        assert_eq!(replay.summary.files_same, record.files.len() as u64);
    }
}

#[test]
fn the_mentions_of_the_files_sum_to_those_of_the_answer() {
    let searcher = sample_searcher();
    let request = TrendRequest::new(["行政复议", "规范性文件"]);
    let answer = quanwen::api::Study::trend(&searcher, &request).unwrap();
    let record = record(&searcher, &request.into()).unwrap();
    let of_files: u64 = record.files.iter().filter_map(|file| file.mentions).sum();
    let of_terms: u64 = answer.summary.terms.iter().map(|term| term.mentions).sum();
    assert_eq!(of_files, of_terms);
    let reports_in_one_file = answer.summary.coverage.documents - record.files.len() as u64;
    assert!(
        reports_in_one_file > 0,
        "the sample has a file of several reports"
    );
}

#[test]
fn a_text_that_is_there_twice_counts_once_and_a_balanced_trend_has_no_mentions_of_files() {
    let searcher = corpus().searcher();
    let request = TrendRequest::new(["行政复议", "行政复议"]);
    let twice = record(&searcher, &request.clone().into()).unwrap();
    let of_files: u64 = twice.files.iter().filter_map(|file| file.mentions).sum();
    assert_eq!(of_files, 5);
    let balanced = record(&searcher, &request.balanced(true).into()).unwrap();
    assert!(balanced.files.iter().all(|file| file.mentions.is_none()));
}

#[test]
fn a_place_that_another_report_named_in_full_is_a_rule_that_changed() {
    let filter = Filter::default().years("2020".parse().unwrap());
    let request = TrendRequest::new(["行政复议"])
        .by([TrendField::Region])
        .filter(filter);
    let replay = after(&request.into(), |corpus| {
        let full = SONGZE_2021.replace("松泽县", "岚江省澄州市松泽县");
        corpus.write("songze/2021.txt", full);
    });
    assert!(!replay.summary.same);
    assert_eq!((replay.summary.files, replay.summary.files_same), (0, 1));
    let names = replay.summary.rules.iter().map(|rule| rule.name.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["places"]);
}

#[test]
fn a_filter_that_takes_nothing_any_more_is_another_answer() {
    let filter = Filter::default().region("望汀区");
    let request = DispersionRequest::new("依法行政").filter(filter).into();
    let replay = after(&request, |corpus| {
        let renamed = WANGTING_2021.replace("望汀区", "柳渡镇");
        corpus.write("wangting/2021.txt", renamed);
    });
    assert!(!replay.summary.same);
    let removed = file("wangting/2021.txt", Change::Removed, Some(1), None);
    assert_eq!(replay.files, [removed]);
}

#[test]
fn a_changed_file_is_named_with_its_mentions_before_and_now() {
    let replay = after(&trend(), |corpus| {
        let more = SONGZE_2020.replace("12件", "12件。行政复议调解5件");
        corpus.write("songze/2020.txt", more);
    });
    assert!(!replay.summary.same);
    let changed = file("songze/2020.txt", Change::Changed, Some(2), Some(3));
    assert_eq!(replay.files, [changed]);
    assert_eq!(replay.summary.files_same, 2);
    let cell = &replay.differences[1];
    assert_eq!(cell.row["year"], 2020);
    let mentions = cell.fields.iter().find(|field| field.name == "mentions");
    let mentions = mentions.unwrap();
    assert_eq!(mentions.before, Some(2.into()));
    assert_eq!(mentions.after, Some(3.into()));
}

#[test]
fn added_and_removed_files_are_named() {
    let replay = after(&trend(), |corpus| {
        std::fs::rename(
            corpus.root().join("songze/2021.txt"),
            corpus.root().join("songze/b.txt"),
        )
        .unwrap();
    });
    assert!(replay.summary.same, "the same reports under another name");
    let expected = [
        file("songze/2021.txt", Change::Removed, Some(3), None),
        file("songze/b.txt", Change::Added, None, Some(3)),
    ];
    assert_eq!(replay.files, expected);
}

#[test]
fn a_correction_is_told_apart_from_a_changed_file() {
    let replay = after(&trend(), |corpus| {
        corpus.write("quanwen.csv", "path,year\nsongze/2020.txt,2019\n");
    });
    assert!(!replay.summary.same);
    let corrected = file("songze/2020.txt", Change::Corrected, Some(2), Some(2));
    assert_eq!(replay.files, [corrected]);
    let rows = replay.differences.iter();
    let cell = rows
        .clone()
        .find(|row| row.row.get("year") == Some(&2020.into()));
    let mentions = cell
        .unwrap()
        .fields
        .iter()
        .find(|field| field.name == "mentions");
    let mentions = mentions.unwrap();
    // No other report is of 2020.
    assert_eq!(
        (&mentions.before, &mentions.after),
        (&Some(2.into()), &None)
    );
    let added = rows.filter(|row| row.change == Change::Added);
    assert!(added.map(|row| &row.row["year"]).all(|year| *year == 2019));
}

#[test]
fn mentions_at_other_places_are_another_answer() {
    let request = MentionRequest::new("行政复议").into();
    let replay = after(&request, |corpus| {
        corpus.write("songze/2020.txt", SONGZE_2020.replace("12", "123"));
    });
    assert!(replay.summary.same, "the mentions are where they were");
    let replay = after(&request, |corpus| {
        corpus.write("songze/2020.txt", SONGZE_2020.replace("办理", "共办理"));
    });
    assert!(!replay.summary.same);
    assert_eq!(replay.summary.files, 1);
}

#[test]
fn files_outside_the_filter_do_not_count() {
    let filter = Filter::default().region("望汀区");
    let request = DispersionRequest::new("依法行政").filter(filter).into();
    let replay = after(&request, |corpus| {
        corpus.write("songze/2020.txt", SONGZE_2021);
    });
    assert!(replay.summary.same, "{replay:?}");
    assert_eq!((replay.summary.files, replay.summary.files_same), (0, 1));
}

#[test]
fn the_width_of_a_context_is_not_part_of_an_answer() {
    let searcher = sample_searcher();
    let of_width = |width| {
        let request = MentionRequest::new("行政复议").width(width);
        let mut record = record(&searcher, &request.into()).unwrap();
        record.recorded = Timestamp::default();
        record
    };
    assert_eq!(of_width(20), of_width(60));
}

#[test]
fn rules_that_are_not_as_recorded_are_named() {
    let searcher = sample_searcher();
    let mut before = record(&searcher, &trend()).unwrap();
    before.program = "quanwen 0.0.9".to_string();
    before.rules.exact_stamp = "00112233445566aa".to_string();
    let replay = replay(&searcher, &before).unwrap();
    assert!(replay.summary.same);
    let names = replay.summary.rules.iter().map(|rule| rule.name.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["program", "exact_stamp"]);
}

#[test]
fn the_record_of_another_corpus_is_an_error() {
    let before = record(&sample_searcher(), &trend()).unwrap();
    let other = TestCorpus::of(&[("another.txt", SONGZE_2020)]);
    other.index();
    let refused = replay(&other.searcher(), &before);
    assert!(matches!(refused, Err(Error::OtherCorpus { files }) if files == before.files.len()));
}

#[test]
fn what_is_no_record_is_an_error_that_says_why() {
    for (text, reason) in [
        ("", "is not the JSON"),
        ("{}", "is not the JSON of a record (line 1, column 2)"),
        (r#"{"record": 2}"#, "has version 2"),
        (r#"{"record": 1, "result": "00"}"#, "is damaged"),
        (
            r#"{"record": 1, "command": "list", "request": {}, "result": "00"}"#,
            "unknown variant",
        ),
        (
            r#"{"record": 1, "command": "trend", "request": {"balancd": true}, "result": "00"}"#,
            "has a setting that this version does not know, `balancd`",
        ),
        (
            r#"{"record": 1, "command": "trend", "request": {}}"#,
            "no result",
        ),
    ] {
        let error = text.parse::<StudyRecord>().unwrap_err().to_string();
        assert!(error.contains(reason), "{text}: {error}");
    }
}
