//! Snapshots of answers in both languages on a narrow, an ordinary and a wide screen; `snapshots` has those in English at 80 columns.

use insta::assert_snapshot;
use unicode_width::UnicodeWidthStr;

use crate::support::{TestCorpus, indexed_sample};

/// The widths of a narrow, an ordinary and a wide screen.
const WIDTHS: [&str; 3] = ["50", "80", "120"];
/// Those that other snapshots in English do not have.
const OTHER_WIDTHS: [&str; 2] = ["50", "120"];

/// The locale of a reader of Chinese, and of one of English.
const CHINESE: &str = "zh_CN.UTF-8";
const ENGLISH: &str = "C.UTF-8";

fn shown(corpus: &TestCorpus, locale: &str, columns: &str, arguments: &[&str]) -> String {
    let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
    command
        .args(arguments)
        .env_remove("LC_ALL")
        .env("LANG", locale)
        .env("COLUMNS", columns);
    let run = corpus.outcome(&mut command);
    let changing =
        regex::Regex::new(r"\d+ (?:ms|毫秒)|\d{4}-\d\d-\d\d \d\d:\d\d|[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-fx.]+|\[folder\]\S*|0\.\d MB.*").unwrap();
    changing.replace_all(&run.stdout(), "[time]").into_owned()
}

/// Takes a snapshot of a command in both languages at every width. In a pipe, titles and paths are whole however wide they are.
fn snapshots(name: &str, arguments: &[&str]) {
    each_width(indexed_sample(), arguments, |language, columns, text| {
        assert_snapshot!(format!("{name}_{language}_{columns}"), text);
    });
}

/// The same of a study, no line of which is wider than the screen.
fn snapshots_of_study(corpus: &TestCorpus, name: &str, arguments: &[&str]) {
    each_width(corpus, arguments, |language, columns, text| {
        let most: usize = columns.parse().unwrap();
        // A command to be copied is not broken.
        let prose = text.lines().filter(|line| !line.contains("quanwen "));
        for line in prose {
            assert!(line.width() <= most, "{columns}: {line}");
        }
        assert_snapshot!(format!("{name}_{language}_{columns}"), text);
    });
}

fn each_width(corpus: &TestCorpus, arguments: &[&str], take: impl Fn(&str, &str, String)) {
    let english = OTHER_WIDTHS.map(|columns| (ENGLISH, columns));
    let chinese = WIDTHS.map(|columns| (CHINESE, columns));
    for (locale, columns) in english.into_iter().chain(chinese) {
        let language = if locale == CHINESE { "zh" } else { "en" };
        take(language, columns, shown(corpus, locale, columns, arguments));
    }
}

#[test]
fn mentions() {
    let places = ["松泽县/2019.txt", "松泽县/2020.txt"];
    snapshots(
        "mentions",
        &[
            "mentions",
            "规范性文件",
            places[0],
            places[1],
            "--no-update",
        ],
    );
    snapshots(
        "reports",
        &["mentions", "行政复议", "-e", "诉讼", "-l", "--limit", "4"],
    );
    snapshots(
        "without",
        &["mentions", "营商环境", "--without", "--limit", "4"],
    );
    snapshots("nowhere", &["mentions", "行政复意"]);
}

#[test]
fn a_search() {
    let facets = ["--facet", "year", "--facet", "region"];
    let search = ["search", "复议案件办理情况", "--limit", "2"];
    snapshots("search", &[&search[..], &facets].concat());
    snapshots("zero_hits", &["search", "\"海洋牧场\" 复议"]);
    snapshots(
        "explain",
        &["explain", "+行政复议 title:年度 \"行政 诉讼\"~10"],
    );
}

#[test]
fn reports_and_places() {
    snapshots("list", &["list", "--region", "松泽县"]);
    snapshots("outline", &["outline", "松泽县/2020.txt", "--depth", "2"]);
    snapshots("show", &["show", "松泽县/2020.txt:10"]);
    snapshots("cite", &["cite", "松泽县/2020.txt"]);
}

#[test]
fn an_index() {
    snapshots("status", &["status"]);
    snapshots("health", &["status", "--health"]);
    snapshots("verify", &["verify"]);
}

#[test]
fn a_trend() {
    snapshots_of_study(
        indexed_sample(),
        "trend",
        &["trend", "行政复议", "-e", "法治", "--per", "10k"],
    );
}

#[test]
fn a_trend_by_place() {
    let by_place = ["trend", "行政复议", "--by", "region,year"];
    snapshots_of_study(indexed_sample(), "trend_by_place", &by_place);
}

#[test]
fn evidence() {
    let few = ["--year", "2019..2020", "--limit", "2"];
    let arguments = [&["trend", "行政复议", "--evidence"][..], &few].concat();
    snapshots_of_study(indexed_sample(), "evidence", &arguments);
}

#[test]
fn collocates() {
    let arguments = ["collocates", "行政复议", "--by", "year", "--limit", "5"];
    snapshots_of_study(indexed_sample(), "collocates", &arguments);
}

#[test]
fn keywords() {
    let sides = ["--year", "2018", "--against-year", "2021"];
    let arguments = [&["keywords", "--limit", "5"][..], &sides].concat();
    snapshots_of_study(indexed_sample(), "keywords", &arguments);
}

#[test]
fn dispersion() {
    snapshots_of_study(
        indexed_sample(),
        "dispersion",
        &["dispersion", "行政复议", "--by", "year"],
    );
}

#[test]
fn a_replay() {
    let corpus = TestCorpus::sample();
    let recorded = corpus.run(&["trend", "行政复议", ".", "--record", "../a.json"]);
    assert_eq!(recorded.status(), 0, "{}", recorded.stderr());
    let replay = ["replay", "../a.json", "."];
    snapshots_of_study(&corpus, "replay_same", &replay);
    std::fs::remove_file(corpus.root().join("松泽县/2019.txt")).unwrap();
    snapshots_of_study(&corpus, "replay_different", &replay);
}

#[test]
fn tables_and_json_are_the_same_in_every_language() {
    for format in ["--csv", "--json"] {
        let arguments = ["trend", "行政复议", "--by", "region,year", format];
        let in_locale = |locale| {
            let text = shown(indexed_sample(), locale, "80", &arguments);
            assert!(text.contains("松泽县"), "{text}");
            text
        };
        assert_eq!(in_locale(CHINESE), in_locale(ENGLISH));
    }
}
