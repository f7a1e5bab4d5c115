//! Filters that take nothing, and their values in words.

use crate::support::{TestCorpus, in_english};

fn corpus() -> TestCorpus {
    let corpus = TestCorpus::empty();
    for (place, years) in [
        ("松泽县", [2018, 2019, 2021]),
        ("望汀区", [2019, 2020, 2021]),
    ] {
        for year in years {
            let report = format!(
                "{place}{year}年法治政府建设年度报告\n一、行政复议\n办理行政复议案件3件。\n附件：\n行政复议一览\n"
            );
            corpus.write(&format!("{place}/{year}.txt"), report);
        }
    }
    corpus.index();
    corpus
}

/// What of the filters matches nothing is told on standard error, whatever is asked.
#[test]
fn what_of_a_filter_matches_nothing_is_told() {
    in_english();
    let corpus = corpus();
    for (filters, told) in [
        (
            &["--year", "2035"][..],
            &["no report is of 2035: there are reports of 2018..2021"][..],
        ),
        (
            &["--year", "2020", "--region", "松泽"],
            &["no report is of 2020 (place 松泽): there are reports of 2018..2019,2021"],
        ),
        (
            &["--region", "松择县"],
            &["no report is of 松择县: similar names are 松泽县"],
        ),
        (&["--region", "岚江省"], &["no report is of 岚江省"]),
        // Each that is misspelt, although the other has reports.
        (
            &["--region", "望汀区，松择县"],
            &["no report is of 松择县: similar names are 松泽县"],
        ),
        (
            &["--heading", "复义"],
            &["no section is under a heading with 复义"],
        ),
        (&["--year", "2021"], &[]),
        (&["--region", "松泽,望汀", "--heading", "复议"], &[]),
    ] {
        for command in [
            &["mentions", "行政复议"][..],
            &["mentions", "行政复议", "--count", "--json"],
            &["trend", "行政复议", "--csv"],
            &["search", "行政复议"],
            &["list"],
        ] {
            let run = corpus.run(&[command, filters].concat());
            let notes: Vec<String> = run.stderr().lines().map(String::from).collect();
            let is_told = |told: &&str| notes.iter().any(|note| note.ends_with(told));
            assert!(
                told.iter().all(is_told),
                "{command:?} {filters:?}: {notes:?}"
            );
            let stray = notes.iter().filter(|note| note.contains("no report is of"));
            let expected = told.iter().filter(|told| told.contains("no report is of"));
            assert_eq!(
                stray.count(),
                expected.count(),
                "{command:?} {filters:?}: {notes:?}"
            );
        }
    }
}

#[test]
fn a_folder_without_a_report_is_told() {
    in_english();
    let corpus = corpus();
    corpus.write("空/说明.png", "");
    let run = corpus.run(&["mentions", "行政复议", "空"]);
    assert!(
        run.stderr().contains("no report is at 空"),
        "{}",
        run.stderr()
    );
    let none = TestCorpus::empty().run(&["list", "."]);
    assert!(
        none.stderr().contains("there is no report"),
        "{}",
        none.stderr()
    );
}

#[test]
fn words_of_the_help_are_values_in_either_language() {
    let corpus = corpus();
    for (english, chinese) in [
        (
            "trend 行政复议 --by year,region --csv",
            "trend 行政复议 --by 年份、地区 --csv",
        ),
        (
            "mentions 行政复议 --part body,annex --sort right2 --csv",
            "mentions 行政复议 --part 正文，附件 --sort 右2 --csv",
        ),
        (
            "mentions 行政复议 --context sentence --csv",
            "mentions 行政复议 --context 整句 --csv",
        ),
        (
            "trend 行政复议 --per 10k --csv",
            "trend 行政复议 --per 每万字 --csv",
        ),
        (
            "collocates 行政复议 --by year --kind word --window sentence --csv",
            "collocates 行政复议 --by 年份 --kind 词 --window 句 --csv",
        ),
        (
            "dispersion 行政复议 --by year --csv",
            "dispersion 行政复议 --by 年份 --csv",
        ),
        ("list --sort year --csv", "list --sort 年份 --csv"),
    ] {
        let run = |typed: &str| corpus.run(&typed.split(' ').collect::<Vec<_>>());
        let (one, other) = (run(english), run(chinese));
        assert_eq!(
            one.status(),
            other.status(),
            "{chinese:?}: {}",
            other.stderr()
        );
        assert!(one.stdout().lines().count() > 1, "{english:?}");
        assert_eq!(one.stdout(), other.stdout(), "{chinese:?}");
    }
}

#[test]
fn a_question_in_a_folder_of_the_corpus_says_that_all_of_it_was_searched() {
    in_english();
    let corpus = corpus();
    let count = |paths: &[&str]| {
        let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
        command.current_dir(corpus.root().join("松泽县"));
        command
            .args(["mentions", "行政复议案件", "--count"])
            .args(paths);
        corpus.outcome(&mut command)
    };
    let told = "was searched: for this folder alone, put . at the end";
    let (all, here) = (count(&[]), count(&["."]));
    assert_eq!(all.stdout(), "6\n");
    assert!(all.stderr().contains(told), "{}", all.stderr());
    assert_eq!(
        (here.stdout(), here.stderr()),
        ("3\n".into(), String::new())
    );
    assert_eq!(
        corpus
            .run(&["mentions", "行政复议案件", "--count"])
            .stderr(),
        ""
    );
}
