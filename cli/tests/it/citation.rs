//! `cite`: citations in each style, locators, and what became of cited places.

use insta::assert_snapshot;

use crate::support::{Run, TestCorpus, in_english, indexed_sample};

const REPORT: &str = "松泽县人民政府关于2020年度法治政府建设情况的报告
一、主要做法
（一）推进放管服改革。全年取消行政许可事项十二项，下放管理权限五项，群众满意度不断提高。
（二）化解矛盾纠纷。县政府复议机构全年办理行政复议案件57件，其中维持40件，其余撤销或者变更。
松泽县人民政府
2021年1月12日
";

/// The id of the first mention of a text in a report of the sample corpus.
fn mention(text: &str, path: &str) -> String {
    first_id(&indexed_sample().run(&["mentions", text, path, "--json", "--no-update"]))
}

fn first_id(run: &Run) -> String {
    run.rows()[0]["id"].as_str().unwrap().to_string()
}

/// The first line of the output of `cite`.
fn cited(id: &str) -> String {
    let run = indexed_sample().run(&["cite", id]);
    assert_eq!(run.status(), 0, "{}", run.stderr());
    run.stdout().lines().next().unwrap().to_string()
}

/// A corpus of one report, and the locator of a text in it, in the file `place.json` beside the corpus.
fn corpus_with_place() -> (TestCorpus, String) {
    let corpus = TestCorpus::of(&[("2020.txt", REPORT)]);
    let id = first_id(&corpus.run(&["mentions", "行政复议案件57件", ".", "--json"]));
    let place = corpus.folder().join("place.json");
    std::fs::write(&place, corpus.run(&["cite", &id, "--locator"]).bytes()).unwrap();
    (corpus, place.to_str().unwrap().to_string())
}

#[test]
fn a_report_and_a_mention_are_cited_by_issuer_title_and_date() {
    let stated = "松泽县人民政府. 松泽县人民政府2019年度法治政府建设工作情况的报告[R]. 2020-01-15.";
    assert_eq!(cited("松泽县/2019.txt"), stated);
    assert_eq!(cited(&mention("规范性文件", "松泽县/2019.txt")), stated);
}

#[test]
fn a_mention_in_a_pdf_is_cited_by_its_page() {
    let stated = "望汀区人民政府. 望汀区人民政府关于2024年度法治政府建设情况的报告[R]. 2025-01-21";
    assert_eq!(cited("望汀区/2024.pdf"), format!("{stated}."));
    assert_eq!(
        cited(&mention("行政复议", "望汀区/2024.pdf")),
        format!("{stated}: 2.")
    );
}

#[test]
fn a_report_with_an_address_is_cited_as_of_today() {
    let stated = regex::Regex::new(
        r"^松泽县人民政府\. 松泽县2021年度法治政府建设年度报告\[R/OL\]\. \(2022-01-10\)\[\d{4}-\d\d-\d\d\]\. https://www\.songze\.example/zwgk/fzzf/2021\.html$",
    );
    let text = cited("松泽县/2021.md");
    assert!(stated.unwrap().is_match(&text), "{text}");
}

#[test]
fn citations_with_their_locators() {
    let id = mention("规范性文件", "松泽县/2020.txt");
    for style in ["gbt7714", "bibtex", "csl"] {
        let run = indexed_sample().run(&["cite", &id, "--style", style]);
        assert_snapshot!(format!("a_citation_in_{style}"), run.stdout());
    }
    assert_snapshot!(indexed_sample().run(&["cite", &id, "--json"]).stdout());
}

#[test]
fn a_report_that_lacks_a_field_is_refused_with_its_name() {
    in_english();
    let corpus = TestCorpus::of(&[
        ("a.txt", "一、主要做法\n全年工作有序推进，取得明显成效。\n"),
        (
            "b.txt",
            "年度工作总结报告\n一、主要做法\n全年工作有序推进。\n",
        ),
        (
            "quanwen.csv",
            "path,title,issuer,year\na.txt,报告,,2020\nb.txt,报告,松泽县司法局,\n",
        ),
    ]);
    for (path, missing) in [("a.txt", "an issuer or place"), ("b.txt", "a date or year")] {
        for style in ["gbt7714", "bibtex", "csl"] {
            let run = corpus.run(&["cite", path, ".", "--style", style]);
            assert_eq!((run.status(), run.stdout().as_str()), (2, ""));
            let said = run.stderr();
            let expected = format!("{path} cannot be cited without {missing}: ");
            assert!(
                said.contains(&expected) && said.contains("quanwen.csv"),
                "{said}"
            );
        }
        let locator = corpus.run(&["cite", path, ".", "--locator"]);
        assert_eq!(locator.status(), 0);
    }
}

#[test]
fn what_is_inferred_or_unknown_is_told() {
    in_english();
    let delivered =
        "政府工作报告\n——2021年1月20日在松泽县第十七届人民代表大会第五次会议上\n全年成绩显著。\n";
    let undated = "松泽县人民政府2020年度工作报告\n一、主要做法\n全年成绩显著。\n";
    let corpus = TestCorpus::of(&[("a.txt", delivered), ("b.txt", undated)]);
    let run = corpus.run(&["cite", "a.txt", "."]);
    assert!(
        run.stdout()
            .starts_with("松泽县人民政府. 政府工作报告[R]. 2021-01-20.\n")
    );
    assert!(
        run.stderr()
            .contains("inferred, not stated by the report: issuer"),
        "{}",
        run.stderr()
    );
    let row = &corpus.run(&["cite", "a.txt", ".", "--json"]).rows()[0];
    assert_eq!(row["inferred"], serde_json::json!(["issuer"]));
    let run = corpus.run(&["cite", "b.txt", "."]);
    assert!(run.stdout().contains("[R]. 2020.\n"), "{}", run.stdout());
    assert!(
        run.stderr()
            .contains("2020 is the year that the report is about")
    );
}

#[test]
fn a_locator_is_read_as_text_from_a_file_and_from_standard_input() {
    in_english();
    let (corpus, place) = corpus_with_place();
    let text = std::fs::read_to_string(&place).unwrap();
    corpus.write("place.json.png", &text);
    for run in [
        corpus.run(&["cite", "--resolve", &place, "."]),
        corpus.run(&["cite", "--resolve", text.trim(), "."]),
        corpus.run(&["cite", "--resolve", &place]),
        corpus.run_with_input(&["cite", "--resolve", "-", "."], "place.json.png"),
    ] {
        assert_eq!(run.status(), 0, "{}", run.stderr());
        assert!(run.stdout().starts_with("same\n"), "{}", run.stdout());
    }
    for style in ["gbt7714", "bibtex", "csl"] {
        let id = first_id(&corpus.run(&["mentions", "行政复议案件57件", ".", "--json"]));
        let printed = corpus.run(&["cite", &id, "--style", style]);
        corpus.write("printed.png", printed.bytes());
        let run = corpus.run_with_input(&["cite", "--resolve", "-", "."], "printed.png");
        assert!(
            run.stdout().starts_with("same\n"),
            "{style}: {}",
            run.stderr()
        );
    }
}

#[test]
fn a_number_that_changed_beside_the_cited_text_is_told() {
    in_english();
    let corpus = TestCorpus::of(&[("2020.txt", REPORT)]);
    let id = first_id(&corpus.run(&["mentions", "行政复议案件", ".", "--json"]));
    let locator = corpus.run(&["cite", &id, "--locator"]).stdout();
    let resolved = || {
        let run = corpus.run(&["cite", "--resolve", &locator, "."]);
        assert_eq!(run.status(), 0, "{}", run.stderr());
        run.stdout().lines().next().unwrap().to_string()
    };
    assert_eq!(resolved(), "same");
    corpus.write("2020.txt", REPORT.replace("57件", "58件"));
    let changed = resolved();
    assert!(
        changed.starts_with("same, but the text before or after it has changed: "),
        "{changed}"
    );
}

#[test]
fn what_became_of_a_place_decides_the_exit_status() {
    in_english();
    let (corpus, place) = corpus_with_place();
    let resolve = |corpus: &TestCorpus| {
        let run = corpus.run(&["cite", "--resolve", &place, "."]);
        let ids = regex::Regex::new(r"[0-9a-f]{12}").unwrap();
        (
            run.status(),
            ids.replace_all(&run.stdout(), "[id]").into_owned(),
        )
    };
    let (status, text) = resolve(&corpus);
    assert_eq!(status, 0);
    assert_snapshot!("a_place_that_is_the_same", text);
    corpus.write(
        "2020.txt",
        REPORT.replace("一、", "本报告向社会公开。\n一、"),
    );
    let (status, text) = resolve(&corpus);
    assert_eq!(status, 0);
    assert_snapshot!("a_place_that_has_moved", text);
    corpus.write("copy.txt", REPORT);
    corpus.write("old/2020.txt", REPORT);
    std::fs::remove_file(corpus.root().join("2020.txt")).unwrap();
    let (status, text) = resolve(&corpus);
    assert_eq!(status, 0);
    assert_snapshot!("a_place_that_is_in_two_copies", text);
    std::fs::remove_dir_all(corpus.root().join("old")).unwrap();
    corpus.write(
        "copy.txt",
        REPORT.replace("57件，其中维持", "58件，其中维持了"),
    );
    let (status, text) = resolve(&corpus);
    assert_eq!(status, 1);
    assert_snapshot!("a_place_that_was_altered", text);
    corpus.write("copy.txt", "望汀区通知\n请各部门按时报送材料。\n");
    let (status, text) = resolve(&corpus);
    assert_eq!(status, 1);
    assert_snapshot!("a_place_that_is_gone", text);
    let row = &corpus
        .run(&["cite", "--resolve", &place, ".", "--json"])
        .rows()[0];
    assert_eq!(
        (row["type"].as_str(), row["status"].as_str()),
        (Some("resolution"), Some("gone"))
    );
}

#[test]
fn what_is_no_locator_is_an_error_that_says_what_to_give() {
    in_english();
    let corpus = TestCorpus::of(&[("a.txt", REPORT), ("c.png", "\u{FF}\u{FE}")]);
    corpus.write("binary.png", [0xFF, 0xFE, 0x00]);
    for locator in [
        "0123456789ab",
        "{}",
        "{\"locator\":1}",
        "{\"locator\":9,\"path\":\"a.txt\"}",
        "[]",
        "a.txt",
        "binary.png",
        ".",
        "",
    ] {
        let run = corpus.run(&["cite", "--resolve", locator, "."]);
        assert_eq!((run.status(), run.stdout().as_str()), (2, ""), "{locator}");
        assert!(
            run.stderr().contains("give the line"),
            "{locator}: {}",
            run.stderr()
        );
    }
    let unknown = corpus.run(&["cite", "0123456789ab", "."]);
    assert_eq!(unknown.status(), 2);
    let said = unknown.stderr();
    assert!(
        said.contains("ids change") && said.contains("cite --resolve"),
        "{said}"
    );
    for arguments in [
        vec!["cite"],
        vec!["cite", "a.txt", "--style", "apa"],
        vec!["cite", "a.txt", "--locator", "--json"],
        vec!["cite", "--resolve", "a.json", "--style", "csl"],
    ] {
        let run = corpus.run(&arguments);
        assert_eq!(
            (run.status(), run.stdout().as_str()),
            (2, ""),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_hostile_locator_does_not_act_on_the_terminal() {
    let (corpus, place) = corpus_with_place();
    let text = std::fs::read_to_string(&place).unwrap();
    let hostile = text.replace("57件", r"\u001b[2J\u202e件");
    let run = corpus.run(&["cite", "--resolve", hostile.trim(), ".", "--json"]);
    assert_eq!(run.status(), 1);
    assert!(!run.stdout().contains(['\u{1B}', '\u{202E}']));
}

#[test]
fn saved_citations_are_no_reports() {
    let (corpus, place) = corpus_with_place();
    let citation = corpus.run(&["cite", "2020.txt", ".", "--json"]);
    corpus.write("citation.json", citation.bytes());
    let resolution = corpus.run(&["cite", "--resolve", &place, ".", "--json"]);
    corpus.write("resolution.json", resolution.bytes());
    let listed = corpus.run(&["list", ".", "--json"]).summary();
    assert_eq!(listed["documents"], 1);
    assert_eq!(listed["complete"], true);
}
