//! Snapshots of trends, collocates, keywords and other studies in Chinese, and in English at the widths that have none.

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
    let changing = regex::Regex::new(r"\d+ ms|\d{4}-\d\d-\d\d \d\d:\d\d").unwrap();
    changing.replace_all(&run.stdout(), "[time]").into_owned()
}

/// Takes a snapshot of a command in both languages at every width, and checks that no line is wider than the screen.
fn snapshots(name: &str, arguments: &[&str]) {
    snapshots_of(indexed_sample(), name, arguments);
}

fn snapshots_of(corpus: &TestCorpus, name: &str, arguments: &[&str]) {
    let english = OTHER_WIDTHS.map(|columns| (ENGLISH, columns));
    let chinese = WIDTHS.map(|columns| (CHINESE, columns));
    for (locale, columns) in english.into_iter().chain(chinese) {
        let text = shown(corpus, locale, columns, arguments);
        let most: usize = columns.parse().unwrap();
        // A command to be copied is not broken.
        let prose = text.lines().filter(|line| !line.contains("quanwen "));
        for line in prose {
            assert!(line.width() <= most, "{columns}: {line}");
        }
        let language = if locale == CHINESE { "zh" } else { "en" };
        assert_snapshot!(format!("{name}_{language}_{columns}"), text);
    }
}

#[test]
fn a_trend() {
    snapshots(
        "trend",
        &["trend", "行政复议", "-e", "法治", "--per", "10k"],
    );
}

#[test]
fn a_trend_by_place() {
    let by_place = ["trend", "行政复议", "--by", "region,year"];
    snapshots("trend_by_place", &by_place);
}

#[test]
fn evidence() {
    let few = ["--year", "2019..2020", "--limit", "2"];
    let arguments = [&["trend", "行政复议", "--evidence"][..], &few].concat();
    snapshots("evidence", &arguments);
}

#[test]
fn collocates() {
    let arguments = ["collocates", "行政复议", "--by", "year", "--limit", "5"];
    snapshots("collocates", &arguments);
}

#[test]
fn keywords() {
    let sides = ["--year", "2018", "--against-year", "2021"];
    let arguments = [&["keywords", "--limit", "5"][..], &sides].concat();
    snapshots("keywords", &arguments);
}

#[test]
fn dispersion() {
    snapshots("dispersion", &["dispersion", "行政复议", "--by", "year"]);
}

#[test]
fn a_replay() {
    let corpus = TestCorpus::sample();
    let recorded = corpus.run(&["trend", "行政复议", ".", "--record", "../a.json"]);
    assert_eq!(recorded.status(), 0, "{}", recorded.stderr());
    let replay = ["replay", "../a.json", "."];
    snapshots_of(&corpus, "replay_same", &replay);
    std::fs::remove_file(corpus.root().join("松泽县/2019.txt")).unwrap();
    snapshots_of(&corpus, "replay_different", &replay);
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
