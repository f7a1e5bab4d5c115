//! Limits on the cost of a file, a query and an answer: the behaviour at each.

use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use crate::support::{TestCorpus, in_english};

/// Enough for a loaded machine and an unoptimised build, far less than quadratic time takes.
const LINEAR: Duration = Duration::from_mins(2);

#[cfg(unix)]
fn make_fifo(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(made.unwrap().success());
}

#[cfg(unix)]
#[test]
fn a_quanwen_csv_that_is_not_a_regular_file_is_an_error_and_does_not_block() {
    in_english();
    let corpus = TestCorpus::of(&[("a.txt", "办理行政复议案件。\n")]);
    let path = corpus.root().join("quanwen.csv");
    let answer = |message: &str| {
        let run = corpus.run(&["mentions", "复议", ".", "--count"]);
        assert_eq!(run.status(), 2, "{}", run.stderr());
        assert!(run.stderr().contains(message), "{}", run.stderr());
    };
    make_fifo(&path);
    answer("quanwen.csv:1:1: not a regular file");
    std::fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
    answer("quanwen.csv:1:1: a symbolic link, which is not followed");
    std::fs::remove_file(&path).unwrap();
    std::fs::write(corpus.root().join("table.csv"), "path,year\na.txt,2021\n").unwrap();
    std::os::unix::fs::symlink("table.csv", &path).unwrap();
    answer("copy the file here or remove the link");
    std::fs::remove_file(&path).unwrap();
    let run = corpus.run(&["mentions", "复议", ".", "--count"]);
    assert_eq!(run.stdout(), "1\n", "{}", run.stderr());
}

#[test]
fn a_quanwen_csv_over_its_limit_is_an_error() {
    in_english();
    let corpus = TestCorpus::of(&[("a.txt", "办理行政复议案件。\n")]);
    let row = format!("a.txt,{}\n", "甲".repeat(33));
    let header = "path,title\n";
    let blank = 16 * 1024 * 1024 - header.len() - row.len();
    let at_limit = format!("{header}{row}{}", "\n".repeat(blank));
    corpus.write("quanwen.csv", &at_limit);
    let run = corpus.run(&["list", "."]);
    assert!(
        run.stdout().contains("甲甲甲"),
        "{}{}",
        run.stdout(),
        run.stderr()
    );
    corpus.write("quanwen.csv", at_limit + "\n");
    let run = corpus.run(&["list", "."]);
    assert_eq!(run.status(), 2);
    assert!(
        run.stderr().contains("over 16 MiB, the most that is read"),
        "{}",
        run.stderr()
    );
}

#[test]
fn rows_of_quanwen_csv_for_missing_files_are_one_line() {
    in_english();
    let corpus = TestCorpus::of(&[("a.txt", "办理行政复议案件。\n")]);
    corpus.write(
        "quanwen.csv",
        "path,year\nb.txt,2020\na.txt,2021\nc.txt,2021\nd.txt,2021\n",
    );
    let run = corpus.run(&["mentions", "复议", "."]);
    let named = "quanwen.csv names 3 paths that are not there, the first: b.txt";
    let lines: Vec<String> = run.stderr().lines().map(String::from).collect();
    let about: Vec<&String> = lines
        .iter()
        .filter(|line| line.contains("quanwen.csv"))
        .collect();
    assert_eq!(about.len(), 1, "{lines:?}");
    assert!(about[0].ends_with(named), "{lines:?}");
    let run = corpus.run(&["index", "."]);
    assert_eq!(
        run.stdout().matches("quanwen.csv").count(),
        1,
        "{}",
        run.stdout()
    );
    assert!(run.stdout().contains(named), "{}", run.stdout());
    corpus.write("quanwen.csv", "path,year\nb.txt,2020\n");
    let run = corpus.run(&["index", "."]);
    assert!(
        run.stdout()
            .contains("quanwen.csv names b.txt, which is not there"),
        "{}",
        run.stdout()
    );
}

#[test]
fn a_change_between_two_times_before_1970_is_noticed() {
    let corpus = TestCorpus::empty();
    let write = |text: &str, seconds: u64| {
        corpus.write("a.txt", text);
        let file = std::fs::File::options()
            .write(true)
            .open(corpus.root().join("a.txt"));
        let time = SystemTime::UNIX_EPOCH - Duration::from_secs(seconds);
        file.and_then(|file| file.set_modified(time)).unwrap();
    };
    write("行政复议。\n", 5);
    assert_eq!(corpus.index().added, ["a.txt"]);
    assert_eq!(corpus.index().unchanged, 1);
    write("行政诉讼。\n", 3);
    assert_eq!(corpus.index().changed, ["a.txt"]);
    assert_eq!(corpus.run(&["mentions", "诉讼", "--count"]).stdout(), "1\n");
}

#[test]
fn text_after_the_maximum_of_sections_is_found_in_the_last() {
    const MOST: usize = 100_000;
    let corpus = TestCorpus::empty();
    let mut text = "一、甲\n".repeat(MOST + 5);
    text.push_str("二、乙\n办理行政复议案件。\n");
    corpus.write("a.txt", text);
    let rows = corpus.run(&["mentions", "复议", ".", "--json"]).rows();
    assert_eq!(rows[0]["line"], MOST + 7);
    assert_eq!(rows[0]["section"]["line"], MOST);
    let rows = corpus.run(&["search", "复议", "--json"]).rows();
    assert_eq!(rows[0]["section"]["line"], MOST);
}

#[test]
fn text_larger_than_its_file_can_hold_is_refused() {
    in_english();
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    // A character of two bytes in GB18030 has three in UTF-8; so has the one that the byte 0x80 decodes to.
    let chinese = [0xD0, 0xD0, 0xD5, 0xFE].repeat(1 << 18);
    corpus.write("chinese.txt", &chinese);
    let (half, rest) = chinese.split_at(chinese.len() / 2);
    corpus.write("euro.txt", [half, &vec![0x80; rest.len()]].concat());
    let run = corpus.run(&["index", ".", "--max-file-size", "1"]);
    assert!(run.stdout().contains("2 added"), "{}", run.stdout());
    let skipped = "skipped  euro.txt: its text is over 1 MiB: save it in parts";
    assert!(run.stdout().contains(skipped), "{}", run.stdout());
}

#[test]
fn a_file_of_too_many_records_is_skipped() {
    in_english();
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.write(
        "feed.jsonl",
        "{\"text\":\"甲\"}\n".repeat(2) + &"\n".repeat(1_000_000),
    );
    let run = corpus.run(&["index", "."]);
    let skipped = "skipped  feed.jsonl: over 1000000 documents in one file: split it";
    assert!(run.stdout().contains(skipped), "{}", run.stdout());
    corpus.write(
        "feed.jsonl",
        "{\"text\":\"甲\"}\n".repeat(2) + &"\n".repeat(999_998),
    );
    assert_eq!(corpus.index().added, ["feed.jsonl!/1", "feed.jsonl!/2"]);
}

#[test]
fn twenty_thousand_sections_with_one_passage_are_one_hit_and_take_linear_time() {
    const SECTIONS: usize = 20_000;
    let corpus = TestCorpus::empty();
    let section = |n: usize| format!("一、复议事项{n}\n行政复议内容。\n");
    let sections: Vec<String> = (1..=SECTIONS).map(section).collect();
    corpus.write("a.txt", sections.concat());
    corpus.index();
    let start = Instant::now();
    let rows = corpus.run(&["search", "复议", "--json"]).rows();
    assert!(start.elapsed() < LINEAR, "{:?}", start.elapsed());
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!(
        (&rows[0]["count"], &rows[1]["total"]),
        (&SECTIONS.into(), &SECTIONS.into())
    );
    let rows = corpus
        .run(&["search", "复议", "--no-collapse", "--json"])
        .rows();
    assert_eq!(rows.len(), 11);
}

#[test]
fn a_hundred_thousand_texts_take_linear_time() {
    const TEXTS: usize = 100_000;
    let corpus = TestCorpus::of(&[("a.txt", "行政复议案件7件，行政诉讼12件。\n")]);
    corpus.index();
    let mut list: Vec<String> = (0..TEXTS).map(|n| format!("{n}件")).collect();
    list.push("12 件".to_string());
    let path = corpus.root().with_file_name("texts");
    std::fs::write(&path, list.join("\n")).unwrap();
    let start = Instant::now();
    let run = corpus.run(&["mentions", "-f", path.to_str().unwrap(), "--count"]);
    assert!(start.elapsed() < LINEAR, "{:?}", start.elapsed());
    let counts: Vec<String> = run.stdout().lines().map(String::from).collect();
    assert_eq!(
        counts.len(),
        TEXTS,
        "one that folds like another is taken once"
    );
    let found: Vec<&String> = counts
        .iter()
        .filter(|line| !line.starts_with('0'))
        .collect();
    assert_eq!(found, ["1\t2件", "1\t7件", "1\t12件"]);
}
