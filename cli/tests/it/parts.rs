//! Parts of documents, places that are the same, and reports on standard input.

use crate::support::{TestCorpus, in_english};

const REPORT: &str = "松泽县2021年法治政府建设情况报告\n2021年，双随机检查有序推进。\n一、主要做法\n推行双随机检查。\n二、打算\n扩大双随机检查。\n名词解释\n1.双随机：指随机抽取对象和人员。\n附件：双随机事项清单\n一、市场监管\n双随机事项三项。\n";

#[test]
fn a_part_is_filtered_before_counting() {
    in_english();
    let corpus = TestCorpus::of(&[("a.txt", REPORT)]);
    let count = |parts: &str| {
        let run = corpus.run(&[
            "mentions",
            "双随机",
            ".",
            "--part",
            parts,
            "--verify",
            "--json",
        ]);
        let rows = run.rows();
        let verified = rows
            .iter()
            .find(|row| row["type"] == "verification")
            .unwrap();
        assert_eq!(verified["by_index"], verified["by_scan"], "{parts}");
        verified["by_index"].as_u64().unwrap()
    };
    for (parts, mentions) in [
        ("body", 3),
        ("glossary", 1),
        ("annex", 2),
        ("glossary,annex", 3),
        ("notes", 0),
        ("body,glossary,annex,front,contents,notes", 6),
    ] {
        assert_eq!(count(parts), mentions, "{parts}");
    }
    let rows = corpus
        .run(&["search", "双随机", ".", "--part", "glossary", "--json"])
        .rows();
    assert_eq!(rows[0]["section"]["part"], "glossary");
    let list = corpus.run(&["list", ".", "--part", "contents", "--json"]);
    assert_eq!(list.status(), 1);
    let wrong = corpus.run(&["mentions", "双随机", ".", "--part", "appendix"]);
    assert!(
        wrong.stderr().contains("the parts are body, front"),
        "{}",
        wrong.stderr()
    );
}

#[test]
fn an_outline_reads_standard_input() {
    in_english();
    let corpus = TestCorpus::of(&[("a.txt", REPORT)]);
    let sections = |run: crate::support::Run| {
        let rows = run.rows();
        let sections = rows.iter().filter(|row| row["type"] == "section");
        sections.map(|row| row["path"].clone()).collect::<Vec<_>>()
    };
    let of_file = sections(corpus.run(&["outline", "a.txt", "--json"]));
    for args in [&["outline", "-", "--json"][..], &["outline", "--json"]] {
        assert_eq!(sections(corpus.run_with_input(args, "a.txt")), of_file);
    }
    corpus.write("empty", "");
    let empty = corpus.run_with_input(&["outline", "-"], "empty");
    assert_eq!(
        (empty.status(), empty.stderr().as_str()),
        (2, "quanwen: - was not read: empty\n")
    );
    let large = corpus.run_with_input(&["outline", "-", "--max-file-size", "0"], "a.txt");
    assert_eq!(large.status(), 2);
}

#[test]
fn a_county_is_one_place_with_and_without_its_prefecture() {
    let report = |title: &str| format!("{title}年法治政府建设情况报告\n一、做法\n办理复议。\n");
    let corpus = TestCorpus::of(&[
        ("2020.txt", &report("澄州市松泽县2020")),
        ("2021.txt", &report("松泽县2021")),
        ("2022.txt", &report("鼓楼区2022")),
    ]);
    let rows = corpus
        .run(&["list", ".", "--region", "澄州市", "--json"])
        .rows();
    let reports = rows.iter().filter(|row| row["type"] == "document");
    let reports: Vec<_> = reports
        .map(|row| (row["path"].clone(), row["region"].clone()))
        .collect();
    let place = serde_json::json!(["澄州市", "松泽县"]);
    assert_eq!(
        reports,
        [
            ("2020.txt".into(), place.clone()),
            ("2021.txt".into(), place)
        ]
    );
    let run = corpus.run(&["search", "复议", ".", "--facet", "region", "--json"]);
    let facet = &run.summary()["facets"][0];
    assert_eq!(facet["values"][0]["documents"], 2, "{facet}");
    let rows = corpus
        .run(&[
            "mentions", "复议", ".", "--region", "澄州", "--verify", "--json",
        ])
        .rows();
    let verification = rows
        .iter()
        .find(|row| row["type"] == "verification")
        .unwrap();
    assert_eq!(verification["by_scan"], 2);
}

#[test]
fn several_reports_of_one_year_are_a_problem() {
    in_english();
    let report = |text: &str| format!("松泽县2021年法治政府建设情况报告\n一、做法\n{text}\n");
    let corpus = TestCorpus::of(&[
        ("a.txt", &report("办理复议三件。")),
        ("b.txt", &report("制定文件两件，各项工作有序推进。")),
        ("c.txt", &report("办理复议三件。")),
    ]);
    let rows = corpus.run(&["status", "--health", ".", "--json"]).rows();
    let finding = rows.iter().find(|row| row["kind"] == "same_year").unwrap();
    assert_eq!(finding["paths"], serde_json::json!(["a.txt", "b.txt"]));
    assert_eq!(
        (&finding["year"], &finding["series"]),
        (&2021.into(), &"法治政府建设".into())
    );
    let text = corpus.run(&["status", "--health", "."]).stdout();
    assert!(text.contains("several reports of a year"), "{text}");
    let told = "1 place with several reports of a year, all counted: `quanwen list` shows them";
    let trend = |by: &str| corpus.run(&["trend", "复议", ".", "--by", by, "--csv"]);
    for by in ["year,region", "code,year"] {
        assert_eq!(
            trend(by).stderr().contains(told),
            by == "year,region",
            "{by}"
        );
    }
    assert!(!trend("year").stderr().contains("several reports"));
}

#[test]
fn a_place_lacks_the_last_year_that_half_of_the_places_have() {
    let corpus = TestCorpus::empty();
    for (place, years) in [
        ("松泽县", &[2018, 2020, 2021][..]),
        ("望汀区", &[2018, 2019, 2020]),
        ("柳渡镇", &[2019, 2020, 2021]),
        // Of a year that only one place has yet, none lacks a report.
        ("澄州市", &[2021, 2022]),
    ] {
        for year in years {
            let report =
                format!("{place}{year}年法治政府建设情况报告\n一、做法\n办理复议{year}件。\n");
            corpus.write(&format!("{place}{year}.txt"), report);
        }
    }
    let rows = corpus.run(&["status", "--health", ".", "--json"]).rows();
    let missing = rows.iter().filter(|row| row["kind"] == "missing_years");
    let missing: Vec<_> = missing.map(|row| (&row["region"], &row["years"])).collect();
    let expected = [("望汀区", 2021), ("松泽县", 2019)];
    let expected =
        expected.map(|(place, year)| (serde_json::json!([place]), serde_json::json!([year])));
    let expected: Vec<_> = expected
        .iter()
        .map(|(place, years)| (place, years))
        .collect();
    assert_eq!(missing, expected);
}

#[test]
fn reports_whose_names_contradict_their_text_are_a_problem() {
    in_english();
    let report = |place: &str, year: u16| {
        format!("{place}{year}年度法治政府建设情况报告\n一、做法\n办理复议三件。\n")
    };
    let corpus = TestCorpus::of(&[
        ("松泽县/2019.txt", &report("松泽县", 2019)),
        ("松泽县/2021.txt", &report("松泽县", 2020)),
        ("松泽县/2022.txt", &report("望汀区", 2022)),
    ]);
    let health = ["status", "--health", ".", "--json"];
    let rows = corpus.run(&health).rows();
    let of = |kind: &str| rows.iter().find(|row| row["kind"] == kind).unwrap();
    assert_eq!(of("other_year")["path"], "松泽县/2021.txt");
    assert_eq!(of("other_year")["stated"], 2020);
    assert_eq!(of("other_place")["path"], "松泽县/2022.txt");
    let text = corpus.run(&["status", "--health", "."]).stdout();
    assert!(text.contains("named 2021; 2020 by its title"), "{text}");
    assert!(text.contains("in 松泽县; of 望汀区 by its title"), "{text}");
}

#[test]
fn a_list_that_was_edited_in_a_spreadsheet_corrects_the_reports() {
    in_english();
    let corpus = TestCorpus::of(&[
        ("松泽县/a.txt", "通知。\n"),
        ("b.txt", "松泽县2021年报告\n正文。\n"),
    ]);
    corpus.run(&["index", "."]);
    let list = corpus.run(&["list", "--csv"]).stdout();
    let edited = list.replace("松泽县,,", "松泽县,2019,") + ",,,,,\r\n";
    assert_ne!(edited.lines().count(), list.lines().count());
    let (bytes, _, is_lossy) = encoding_rs::GB18030.encode(edited.trim_start_matches('\u{FEFF}'));
    assert!(!is_lossy);
    corpus.write("quanwen.csv", bytes);
    let update = corpus.run(&["index", "."]);
    assert_eq!((update.status(), update.stderr().as_str()), (0, ""));
    let rows = corpus.run(&["list", "--json"]).rows();
    let dated = rows
        .iter()
        .find(|row| row["path"] == "松泽县/a.txt")
        .unwrap();
    assert_eq!(dated["year"], 2019);
    corpus.write("quanwen.csv", "path,yaer\n.//b.txt,2021\n");
    let said = corpus.run(&["index", "."]).stdout();
    assert!(said.contains("quanwen.csv: column yaer ignored"), "{said}");
}
