//! Limits: `docs/LIMITS.md` agrees with the source, and files that change during an update are skipped.

use quanwen::api::Concordance;
use std::path::{Path, PathBuf};

use crate::support::TestCorpus;

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The value of an expression of the source, such as `4 * MAX_ENTRIES` or `1 << 30`.
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

/// The number at the start of a cell such as `64 MiB` or `100,000`.
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
fn the_table_of_limits_agrees_with_the_source() {
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

/// Replaces a file after the update has seen it and before it reads it.
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
fn a_report_replaced_since_the_walk_is_skipped() {
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
fn strict_texts_are_found_together_as_one_by_one() {
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
    let find = |texts: &[&str]| {
        let request = quanwen::api::MentionRequest::of_texts(texts.iter().copied()).strict(true);
        let found = searcher.mentions(&request).unwrap();
        let mut ids: Vec<(String, String)> = found
            .mentions
            .into_iter()
            .map(|mention| (mention.text, mention.id))
            .collect();
        ids.sort();
        ids
    };
    let mut one_by_one: Vec<_> = texts.iter().flat_map(|text| find(&[text])).collect();
    one_by_one.sort();
    assert_eq!(find(&texts), one_by_one);
    let of = |wanted: &str| one_by_one.iter().filter(|(text, _)| text == wanted).count();
    assert_eq!(texts.map(of), [4, 1, 6, 1, 2, 4]);
}
