//! Output for programs and spreadsheets.

use quanwen::api::acts_on_terminal;

use super::corpus::{path, report};
use super::{Output, indexed, run};
use crate::support::TestCorpus;

#[test]
fn a_text_is_verbatim_in_a_pipe_and_visible_on_a_terminal() {
    let corpus = indexed();
    let words = ["show", &path(), "--text"];
    let text = report("望汀区", 2022);
    assert_eq!(corpus.run(&words).bytes(), text.as_bytes());
    let shown = run(corpus, &words, Output::Dumb).stdout();
    let shown = shown.replace("\r\n", "\n");
    assert!(shown.contains("行政␛[7m␦2J␦复议"), "{shown}");
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    assert_eq!(shown.chars().count(), text.chars().count());
    for (written, visible) in text.chars().zip(shown.chars()) {
        let is_kept = matches!(written, '\n' | '\t') || !acts_on_terminal(written);
        assert_eq!(is_kept, written == visible, "{written:?}");
    }
}

/// The rows of a CSV answer without the header.
fn cells(corpus: &TestCorpus, arguments: &[&str]) -> Vec<Vec<String>> {
    let run = corpus.run(arguments);
    let rows = run.bytes().strip_prefix(b"\xEF\xBB\xBF").unwrap();
    let mut reader = csv::Reader::from_reader(rows);
    reader
        .records()
        .map(|row| row.unwrap().iter().map(String::from).collect())
        .collect()
}

/// Characters that begin a formula.
const SIGNS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Reports whose every field begins like a formula.
fn formulas() -> TestCorpus {
    let row = "{\"id\":\"-\",\"text\":\"行政复议\",\"title\":\"-2+3\",\"region\":\"@甲\"}\n";
    let corpus = TestCorpus::of(&[
        ("-a.txt", "松泽县工作\n\n=1+1行政复议。-12件，+3.5%。\n"),
        ("b.txt", "\t@SUM(A1)行政复议＝\n"),
        ("＋c.jsonl", row),
    ]);
    corpus.index();
    corpus
}

#[test]
fn no_cell_is_taken_for_a_formula_but_numbers_stay_numbers() {
    let corpus = formulas();
    let commands = [
        "list",
        "mentions 行政复议",
        "mentions 行政复议 -l",
        "mentions =1+1行政 --text=-12 --text=+3.5% --text=-12件",
        "mentions @SUM(A1) --text=＝ --text=-12 --count",
        "search 行政复议",
        "search \"=1+1\"",
    ];
    let mut seen = Vec::new();
    for command in commands {
        let words: Vec<&str> = command.split(' ').chain(["--csv"]).collect();
        for cell in cells(&corpus, &words).concat() {
            let number = ["-12", "+3.5%"].contains(&cell.as_str());
            assert!(!cell.starts_with(SIGNS) || number, "{command}: {cell:?}");
            seen.push(cell);
        }
    }
    for cell in [
        "'-a.txt",
        "'＋c.jsonl!/-",
        "'-2+3",
        "'@甲",
        "'=1+1行政",
        "'-12件",
        "'@SUM(A1)",
        "-12",
        "+3.5%",
    ] {
        assert!(seen.iter().any(|seen| seen == cell), "{cell}: {seen:?}");
    }
}

#[test]
fn a_csv_of_answers_is_accepted_as_corrections() {
    let corpus = TestCorpus::empty();
    for (number, title) in ["=题", "-12题", "-12", "'=题", "'题", "@题", "＋题"]
        .iter()
        .enumerate()
    {
        let row =
            serde_json::json!({"id": "-", "text": "行政复议", "title": title, "region": "+县"});
        corpus.write(&format!("={number}.jsonl"), row.to_string());
    }
    corpus.index();
    let titles = || -> Vec<String> {
        corpus
            .run(&["list", "--json"])
            .rows()
            .iter()
            .filter(|row| row["type"] == "document")
            .map(|row| format!("{} {} {}", row["path"], row["title"], row["region"]))
            .collect()
    };
    let before = titles();
    assert!(before[3].contains("\"'=题\" [\"+县\"]"), "{before:?}");
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["region", "title", "path"]).unwrap();
    for row in cells(&corpus, &["list", "--csv"]) {
        writer
            .write_record([&row[0], &row[2].replace('题', "名"), &row[3]])
            .unwrap();
    }
    corpus.write("quanwen.csv", writer.into_inner().unwrap());
    let updated = corpus.run(&["index", "."]);
    assert!(
        !updated.stdout().contains("not there"),
        "{}",
        updated.stdout()
    );
    let after: Vec<String> = before.iter().map(|row| row.replace('题', "名")).collect();
    assert_eq!(titles(), after);
}
