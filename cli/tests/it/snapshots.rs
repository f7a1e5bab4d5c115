//! Snapshots of the commands' output at 80 columns, and of tables and trees also at 60.

use insta::assert_snapshot;

use crate::support::{TestCorpus, in_english, indexed_sample};

/// Runs a command on the sample corpus and masks what differs between runs.
fn shown(arguments: &[&str]) -> String {
    stable(&indexed_sample().run(arguments).stdout())
}

/// As [`shown`], at 60 columns.
fn shown_narrow(arguments: &[&str]) -> String {
    shown_at("60", arguments)
}

fn shown_at(columns: &str, arguments: &[&str]) -> String {
    let corpus = indexed_sample();
    let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
    command.args(arguments).env("COLUMNS", columns);
    stable(&corpus.outcome(&mut command).stdout())
}

fn stable(text: &str) -> String {
    let times =
        regex::Regex::new(r#"\d+ ms|\d+\.\d s|\d{4}-\d\d-\d\d \d\d:\d\d|"updated":"[^"]*""#)
            .unwrap();
    let cursors = regex::Regex::new(r"[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-fx.]+").unwrap();
    let text = times.replace_all(text, "[time]");
    cursors.replace_all(&text, "[cursor]").into_owned()
}

#[test]
fn mentions_are_a_concordance() {
    in_english();
    assert_snapshot!(shown(&[
        "mentions",
        "规范性文件",
        "松泽县/2019.txt",
        "松泽县/2020.txt",
        "--no-update"
    ]));
}

#[test]
fn mentions_sorted_by_what_follows() {
    in_english();
    let arguments = ["mentions", "规范性文件", "--sort", "right1,right2,year"];
    assert_snapshot!(shown(&[&arguments[..], &["--limit", "24"]].concat()));
}

#[test]
fn a_sample_of_whole_words_in_their_sentences() {
    in_english();
    let words = ["mentions", "法治", "-e", "复议", "--whole-word"];
    let sample = ["--sample", "8", "--seed", "2"];
    let arguments = [&words[..], &sample, &["--context", "sentence"]].concat();
    assert_snapshot!(shown(&arguments));
    let narrow = indexed_sample().outcome(
        indexed_sample()
            .command(env!("CARGO_BIN_EXE_quanwen"))
            .args(&arguments)
            .env("COLUMNS", "60"),
    );
    assert_snapshot!(stable(&narrow.stdout()));
}

#[test]
fn mentions_as_json_lines() {
    assert_snapshot!(shown(&["mentions", "依法行政二、规范", "--json"]));
}

#[test]
fn mentions_as_csv() {
    let run = indexed_sample().run(&["mentions", "最多跑一次", "--csv"]);
    assert!(run.bytes().starts_with(b"\xEF\xBB\xBF"));
    assert_snapshot!(run.stdout());
}

#[test]
fn mentions_by_document() {
    in_english();
    assert_snapshot!(shown(&["mentions", "石桥夜话", "-e", "年年", "-l"]));
}

#[test]
fn hits_with_their_passages() {
    in_english();
    assert_snapshot!(shown(&["search", "行政复议案件办理情况", "--limit", "4"]));
}

#[test]
fn hits_by_year_and_place() {
    in_english();
    let arguments = [
        "search",
        "\"败诉率\"",
        "--limit",
        "1",
        "--facet",
        "year,region",
    ];
    assert_snapshot!(shown(&arguments));
}

#[test]
fn zero_hits_of_a_query() {
    in_english();
    assert_snapshot!(shown(&["search", "+复议 +行政复仪委员会 year:2020.."]));
}

#[test]
fn a_query_explained() {
    in_english();
    let query = "+行政复议 放管服如何改革 \"败诉率\" OR year:2020.. -title:计划";
    assert_snapshot!(shown(&["explain", query]));
    assert_snapshot!(shown(&["explain", query, "--literal", "--json"]));
}

#[test]
fn hits_as_json_lines() {
    assert_snapshot!(shown(&["search", "败诉率", "--limit", "1", "--json"]));
}

#[test]
fn keywords_of_two_places() {
    in_english();
    let arguments = [
        "keywords",
        "--region",
        "松泽县",
        "--against-region",
        "望汀区",
    ];
    assert_snapshot!(shown(&[&arguments[..], &["--limit", "5"]].concat()));
    assert_snapshot!(shown(
        &[&arguments[..], &["--limit", "1", "--json"]].concat()
    ));
    assert_snapshot!(shown(
        &[&arguments[..], &["--limit", "2", "--sort", "diff", "--csv"]].concat()
    ));
}

#[test]
fn the_dispersion_of_a_text() {
    in_english();
    assert_snapshot!(shown(&["dispersion", "行政复议", "--region", "松泽县"]));
    assert_snapshot!(shown(&[
        "dispersion",
        "复议",
        "--by",
        "year",
        "--heading",
        "复议"
    ]));
    assert_snapshot!(shown(&[
        "dispersion",
        "规范性文件",
        "--year",
        "2020",
        "--json"
    ]));
    assert_snapshot!(shown(&[
        "dispersion",
        "规范性文件",
        "--year",
        "2020",
        "--csv"
    ]));
}

#[test]
fn the_list_of_reports() {
    in_english();
    assert_snapshot!(shown(&["list"]));
    assert_snapshot!(shown_narrow(&["list"]));
}

#[test]
fn the_list_in_other_orders() {
    in_english();
    let of_a_town = ["list", "--region", "雁石桥镇", "--sort"];
    for order in ["year", "path", "title"] {
        let arguments = [&of_a_town[..], &[order]].concat();
        assert_snapshot!(format!("the_list_by_{order}"), shown(&arguments));
    }
    let rows = |order: &str| {
        let run = indexed_sample().run(&["list", "--json", "--sort", order]);
        let rows = run.rows().into_iter();
        rows.filter_map(|row| Some(row.get(order)?.to_string()))
            .collect::<Vec<_>>()
    };
    for order in ["path", "title"] {
        assert!(
            rows(order).is_sorted() && rows(order).len() == 35,
            "{order}"
        );
    }
}

#[test]
fn what_the_index_holds() {
    in_english();
    let masked = |text: String| {
        let sizes = regex::Regex::new(r"[0-9a-f]{16}| +\d\.\d MB|\d\.\d\d ×").unwrap();
        sizes.replace_all(&text, "[size]").into_owned()
    };
    assert_snapshot!(masked(shown(&["status"])));
    assert_snapshot!(masked(shown_narrow(&["status"])));
}

#[test]
fn files_that_were_not_read_by_their_reason() {
    in_english();
    let corpus = TestCorpus::of(&[("a.txt", "行政复议。\n")]);
    for number in 0..12 {
        corpus.write(&format!("空/{number:02}.docx"), "");
    }
    corpus.write("b.pdf", "%PDF-1.4");
    corpus.index();
    let shown = corpus.run(&["status"]).stdout();
    let (_, skipped) = shown.split_once("skipped (13)").unwrap();
    assert_snapshot!(skipped);
}

#[test]
fn ids_where_there_is_room_and_where_there_is_none() {
    in_english();
    for columns in ["50", "120"] {
        let hits = shown_at(columns, &["search", "行政复议案件办理情况", "--limit", "4"]);
        assert_snapshot!(format!("hits_at_{columns}_columns"), hits);
        let reports = shown_at(columns, &["mentions", "石桥夜话", "-l"]);
        assert_snapshot!(format!("reports_at_{columns}_columns"), reports);
    }
}

#[test]
fn the_outline_of_a_report() {
    in_english();
    assert_snapshot!(shown(&["outline", "松泽县/2019.txt"]));
    assert_snapshot!(shown_narrow(&["outline", "松泽县/2019.txt"]));
}

#[test]
fn the_upper_levels_of_an_outline() {
    in_english();
    let outline = |depth| shown(&["outline", "松泽县/2019.txt", "--depth", depth]);
    assert_snapshot!(outline("1"));
    assert_eq!(outline("9"), shown(&["outline", "松泽县/2019.txt"]));
    let rows = |depth| {
        let run = indexed_sample().run(&["outline", "松泽县/2019.txt", "--json", "--depth", depth]);
        run.rows()
    };
    let sections = rows("2");
    let levels = sections.iter().filter_map(|row| row["path"].as_array());
    assert_eq!(levels.map(Vec::len).max(), Some(2));
    assert!(rows("1").iter().all(|row| row["type"] != "item"));
}

#[test]
fn the_outline_as_json_lines() {
    assert_snapshot!(shown(&["outline", "柳渡镇/2021.md", "--json"]));
}

#[test]
fn a_mention_in_full() {
    let rows = indexed_sample()
        .run(&["mentions", "依法行政二、规范", "--json"])
        .rows();
    assert_snapshot!(shown(&["show", rows[0]["id"].as_str().unwrap()]));
}

#[test]
fn nothing_found() {
    in_english();
    let run = indexed_sample().run(&["mentions", "没有的词语"]);
    assert_eq!(run.status(), 1);
    assert_snapshot!(stable(&run.stdout()));
}

#[test]
fn the_report_of_an_update() {
    in_english();
    let corpus = TestCorpus::of(&[
        ("a.txt", "行政复议。\n"),
        ("b.pdf", "%PDF-1.4"),
        ("c.docx", ""),
        ("d.png", ""),
    ]);
    assert_snapshot!(stable(&corpus.run(&["index", "."]).stdout()));
}

#[test]
fn help_names_every_command() {
    assert_snapshot!(indexed_sample().run_in("en", &["--help"]).stdout());
}

#[test]
fn manual_and_completions_name_the_options() {
    let manual = indexed_sample().run(&["man"]).stdout();
    assert!(manual.contains("quanwen") && manual.contains("mentions"));
    let completions = indexed_sample().run(&["completions", "bash"]).stdout();
    assert!(completions.contains("--heading") && completions.contains("_quanwen"));
}

#[test]
fn why_a_line_is_a_heading_or_not() {
    in_english();
    let corpus = TestCorpus::of(&[(
        "2021.txt",
        "松泽县2021年度法治政府建设情况报告\n\n2021年，全县工作有序推进。\n一、主要做法\n预期目标：（1）收入增长5%；（2）投资增长6%。\n一是抓落实。做法很多。\n松泽县人民政府\n2022年1月10日\n",
    )]);
    assert_snapshot!(corpus.run(&["outline", "--explain", "2021.txt"]).stdout());
    assert_snapshot!(
        corpus
            .run(&["outline", "--explain", "--json", "2021.txt"])
            .stdout()
    );
}

#[test]
fn problems_of_a_corpus() {
    in_english();
    let report = |year: u16| {
        let sentence = |n: u16| format!("第{n}项工作由{}个部门负责，{year}年已经落实。", n * 7);
        let body: String = (1..60).map(sentence).collect();
        format!("松泽县{year}年度法治政府建设情况报告\n一、主要做法\n{body}\n")
    };
    let garbled: String = (0..400)
        .map(|n| char::from_u32(0x9300 + n * 3).unwrap())
        .collect();
    let corpus = TestCorpus::of(&[
        ("2018.txt", &report(2018)),
        ("copy/2018.txt", &report(2018)),
        (
            "copy/2018-mended.txt",
            &report(2018).replace("第5项", "第五项"),
        ),
        ("2021.txt", &report(2021)),
        ("note.txt", "松泽县通知。\n"),
        ("garbled.txt", &garbled),
        ("scan.pdf", "%PDF-1.4"),
    ]);
    assert_snapshot!(corpus.run(&["status", "--health", "."]).stdout());
    let mut narrow = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
    narrow
        .args(["status", "--health", "."])
        .env("COLUMNS", "60");
    assert_snapshot!(corpus.outcome(&mut narrow).stdout());
    let rows = corpus.run(&["status", "--health", "--json", "copy"]).rows();
    let kinds: Vec<&str> = rows.iter().filter_map(|row| row["kind"].as_str()).collect();
    assert_eq!(kinds, ["near_duplicate"]);
    assert_eq!(rows.last().unwrap()["documents"], 2);
}
