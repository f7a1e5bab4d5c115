//! What one file, one query or one answer may cost: `docs/LIMITS.md` and the behaviour at the limits.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use crate::support::TestCorpus;

/// Long enough for a loaded machine and a build without optimisation, far from what quadratic time takes.
const LINEAR: Duration = Duration::from_mins(2);

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The number that a product of the source is, such as `4 * MOST_ENTRIES` or `1 << 30`.
fn value_of(expression: &str, source: &str) -> u64 {
    if let Some((left, right)) = expression.split_once("<<") {
        return value_of(left, source) << value_of(right, source);
    }
    let factors = expression.split('*').map(|factor| {
        let factor = factor.trim().replace('_', "");
        factor
            .parse()
            .unwrap_or_else(|_| constant(expression.rsplit('*').next().unwrap().trim(), source))
    });
    factors.product()
}

/// The value of a constant of a source file.
fn constant(name: &str, source: &str) -> u64 {
    let (_, declared) = source
        .split_once(&format!("const {name}: "))
        .unwrap_or_else(|| panic!("no constant {name}"));
    let (_, expression) = declared.split_once(" = ").unwrap();
    value_of(expression.split_once(';').unwrap().0, source)
}

/// The number at the beginning of a cell such as `64 MiB` or `100,000`.
fn stated(cell: &str) -> u64 {
    let mut words = cell.split_whitespace();
    let number: u64 = words.next().unwrap().replace(',', "").parse().unwrap();
    match words.next() {
        Some("KiB") => number << 10,
        Some("MiB") => number << 20,
        Some("GiB") => number << 30,
        _ => number,
    }
}

#[test]
fn the_table_of_limits_says_what_the_source_says() {
    let table = std::fs::read_to_string(repository("docs/LIMITS.md")).unwrap();
    let mut rows = 0;
    for row in table.lines().filter(|line| line.contains("src/")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let place: Vec<&str> = cells[3].split('`').collect();
        let source = std::fs::read_to_string(repository(place[1])).unwrap();
        assert_eq!(stated(cells[2]), constant(place[3], &source), "{row}");
        rows += 1;
    }
    assert!(rows > 40, "{rows} rows");
}

#[cfg(unix)]
fn make_fifo(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(made.unwrap().success());
}

#[cfg(unix)]
#[test]
fn a_quanwen_csv_that_is_no_regular_file_is_an_error_and_never_waited_for() {
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
fn rows_of_quanwen_csv_for_files_that_are_not_there_are_one_line() {
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

/// Puts something else in the place of a file when the update has seen it and not yet read it.
#[cfg(unix)]
struct Swap(PathBuf, fn(&Path));

#[cfg(unix)]
impl quanwen::Progress for Swap {
    fn begin(&self, _files: usize, _bytes: u64) {
        std::fs::remove_file(&self.0).unwrap();
        self.1(&self.0);
    }
    fn advance(&self, _bytes: u64) {}
    fn write(&self) {}
}

#[cfg(unix)]
#[test]
fn a_report_that_became_something_else_since_the_walk_is_skipped() {
    let make_link = |path: &Path| std::os::unix::fs::symlink("/dev/zero", path).unwrap();
    for (swap, reason) in [
        (make_fifo as fn(&Path), "not a regular file"),
        (make_link, "a symbolic link, which is not followed"),
    ] {
        let corpus =
            TestCorpus::of(&[("a.txt", "办理行政复议案件。\n"), ("b.txt", "行政复议。\n")]);
        let walked = quanwen::Corpus::at(corpus.root()).unwrap();
        let options = quanwen::IndexOptions::default();
        let swap = Swap(corpus.root().join("b.txt"), swap);
        let report = quanwen::index(&walked, &corpus.index_folder(), &options, &swap).unwrap();
        assert_eq!(report.added, ["a.txt"]);
        assert_eq!(report.skipped[0].reason, reason);
    }
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
fn text_behind_the_most_sections_is_found_in_the_last() {
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
fn text_that_cannot_be_of_its_file_is_refused() {
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    // In GB18030 a character of two bytes becomes one of three; 0x80 reads as one of three, too.
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
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    corpus.write(
        "feed.jsonl",
        "{\"text\":\"甲\"}\n".to_string() + &"\n".repeat(1_000_000),
    );
    let run = corpus.run(&["index", "."]);
    let skipped = "skipped  feed.jsonl: over 1000000 documents in one file: split it";
    assert!(run.stdout().contains(skipped), "{}", run.stdout());
    corpus.write(
        "feed.jsonl",
        "{\"text\":\"甲\"}\n".to_string() + &"\n".repeat(999_999),
    );
    assert_eq!(corpus.index().added, ["feed.jsonl!/1"]);
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

#[test]
fn texts_with_their_marks_are_found_together_as_one_by_one() {
    let corpus = TestCorpus::of(&[
        (
            "a.txt",
            "推进“放管服”改革，放管服改革成效明显。\n\n《办法》和“办法”，年“年年”年年。\n",
        ),
        (
            "b.txt",
            "“放管服”改革。放管服\n　　深化“放管服”改革和“放管服” 改革。\n",
        ),
    ]);
    let searcher = corpus.searcher();
    let texts = [
        "“放管服”改革",
        "放管服改革",
        "“",
        "《办法》",
        "年年",
        "放管服”",
    ];
    let ask = |texts: &[&str]| {
        let request = quanwen::MentionRequest {
            texts: texts.iter().map(ToString::to_string).collect(),
            strict: true,
            ..quanwen::MentionRequest::default()
        };
        let found = searcher.mentions(&request).unwrap();
        let mut ids: Vec<(String, String)> = found
            .to_vec()
            .unwrap()
            .into_iter()
            .map(|mention| (mention.text, mention.id))
            .collect();
        ids.sort();
        ids
    };
    let mut one_by_one: Vec<_> = texts.iter().flat_map(|text| ask(&[text])).collect();
    one_by_one.sort();
    assert_eq!(ask(&texts), one_by_one);
    let of = |wanted: &str| one_by_one.iter().filter(|(text, _)| text == wanted).count();
    assert_eq!(texts.map(of), [4, 1, 6, 1, 2, 4]);
}
