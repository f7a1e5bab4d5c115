//! The language of the program: how it is chosen, and the command line in Chinese.

use insta::assert_snapshot;
use unicode_width::UnicodeWidthStr;

use crate::support::{LANGUAGES, Run, TestCorpus, indexed_sample, locale};

const COMMANDS: [&str; 17] = [
    "index",
    "mentions",
    "trend",
    "search",
    "explain",
    "keywords",
    "dispersion",
    "collocates",
    "replay",
    "list",
    "outline",
    "show",
    "cite",
    "status",
    "verify",
    "completions",
    "man",
];

fn run_with(variables: &[(&str, &str)], arguments: &[&str]) -> Run {
    let mut command = indexed_sample().command(env!("CARGO_BIN_EXE_quanwen"));
    command.args(arguments).envs(variables.iter().copied());
    indexed_sample().outcome(&mut command)
}

/// What the program says in Chinese on a screen of so many columns.
fn in_chinese(columns: &str, arguments: &[&str]) -> String {
    let variables = [("LANG", locale("zh")), ("COLUMNS", columns)];
    run_with(&variables, arguments).stdout()
}

#[test]
fn the_language_is_that_of_the_option_or_of_the_system() {
    const CHINESE: &str = "用法：quanwen list";
    const ENGLISH: &str = "Usage: quanwen list";
    let chinese = ("LANG", "zh_CN.UTF-8");
    for (variables, arguments, expected) in [
        (
            &[("LANG", "en_US.UTF-8")][..],
            &["list", "--help"][..],
            ENGLISH,
        ),
        (&[chinese], &["list", "--help"], CHINESE),
        (&[("LANG", "zh_CN.GBK")], &["list", "-h"], CHINESE),
        (&[chinese], &["help", "list"], CHINESE),
        (&[chinese, ("LC_ALL", "C")], &["list", "-h"], ENGLISH),
        (
            &[chinese, ("LC_MESSAGES", "en_US")],
            &["list", "-h"],
            ENGLISH,
        ),
        (
            &[("LANG", "C"), ("QUANWEN_LANG", "zh")],
            &["list", "-h"],
            CHINESE,
        ),
        (&[("LANG", "C")], &["--lang", "zh", "list", "-h"], CHINESE),
        (&[("LANG", "C")], &["list", "-h", "--lang=zh"], CHINESE),
        (&[chinese], &["list", "-h", "--lang", "en"], ENGLISH),
    ] {
        let run = run_with(variables, arguments);
        assert_eq!(run.status(), 0);
        let shown = run.stdout();
        assert!(
            shown.contains(expected),
            "{variables:?} {arguments:?}: {shown}"
        );
    }
}

#[test]
fn a_language_that_is_none_is_refused_in_that_of_the_system() {
    let run = indexed_sample().run_in("zh", &["list", "--lang", "fr"]);
    assert_eq!(run.status(), 2);
    assert_snapshot!(run.stderr());
}

#[test]
fn json_and_csv_are_the_same_in_every_language() {
    let corpus = indexed_sample();
    let times = regex::Regex::new(r#""(took_ms|updated)":[^,}]*"#).unwrap();
    for format in ["--json", "--csv"] {
        let [english, chinese] = LANGUAGES.map(|language| {
            let run = corpus.run_in(language, &["mentions", "最多跑一次", format]);
            times.replace_all(&run.stdout(), "").into_owned()
        });
        assert_eq!(english, chinese);
    }
}

#[test]
fn the_help_in_chinese() {
    for columns in ["50", "80", "120"] {
        let shown = |arguments: &[&str]| in_chinese(columns, arguments);
        assert_snapshot!(format!("help_at_{columns}_columns"), shown(&["--help"]));
        for command in ["mentions", "search", "trend"] {
            let name = format!("help_of_{command}_at_{columns}_columns");
            assert_snapshot!(name, shown(&[command, "--help"]));
        }
    }
}

#[test]
fn no_line_of_help_in_chinese_is_wider_than_the_screen() {
    for columns in [50, 64, 80, 100] {
        for command in COMMANDS {
            let help = in_chinese(&columns.to_string(), &[command, "--help"]);
            assert!(help.contains("用法："), "{help}");
            for line in help.lines() {
                assert!(line.width() <= columns, "{command} at {columns}: {line}");
            }
        }
    }
}

/// What is typed and what is said about it in each language.
const REFUSED: [(&[&str], &str, &str); 19] = [
    (
        &["list", "--jsno"],
        "error: unexpected argument '--jsno' found\n\n  tip: a similar argument exists: '--json'",
        "错误：无法识别参数“--jsno”\n\n  提示：是不是要用 --json？",
    ),
    (
        &["show", "--depth", "x"],
        "tip: to pass '--depth' as a value, use '-- --depth'",
        "提示：如果“--depth”不是选项，请写成“-- --depth”",
    ),
    (
        &["--facet", "year", "search"],
        "tip: 'search --facet' exists",
        "提示：有“search --facet”这种用法",
    ),
    (
        &["serach", "复议"],
        "unrecognized subcommand 'serach'\n\n  tip: a similar subcommand exists: 'search'",
        "没有“serach”这个命令\n\n  提示：是不是要用 search？",
    ),
    (
        &["--no-pager"],
        "'quanwen' requires a subcommand but one was not provided\n  [subcommands: index, mentions,",
        "错误：请写明命令\n  [命令：index、mentions、",
    ),
    (
        &["search"],
        "the following required arguments were not provided:\n  <QUERY>",
        "缺少以下参数：\n  <查询>",
    ),
    (
        &["mentions", "复议", "--seed", "1"],
        "--sample <N>",
        "缺少以下参数：\n  --sample <个数>",
    ),
    (
        &["mentions", "复议", "-c", "-l"],
        "the argument '--count' cannot be used with '--documents'",
        "“--count”不能与“--documents”同时使用",
    ),
    (
        &["mentions", "复议", "--without", "--count", "--verify"],
        "the argument '--without' cannot be used with:\n  --count\n  --verify",
        "“--without”不能与以下参数同时使用：\n  --count\n  --verify",
    ),
    (
        &["list", "--json", "--json"],
        "the argument '--json' cannot be used multiple times",
        "“--json”只能写一次",
    ),
    (
        &["list", "--color", "red"],
        "invalid value 'red' for '--color <WHEN>'\n  [possible values: auto, always, never]",
        "“--color <何时>”的值“red”不对\n  [可选值：auto、always、never]",
    ),
    (
        &["collocates", "复议", "--kind", "wrod"],
        "tip: a similar value exists: 'word'",
        "提示：是不是要用 word？",
    ),
    (
        &["search", "复议", "--limit"],
        "a value is required for '--limit <N>' but none was supplied",
        "“--limit <个数>”后面要有一个值",
    ),
    (
        &["list", "--no-pager=yes"],
        "unexpected value 'yes' for '--no-pager' found; no more were expected",
        "“--no-pager”多了一个值“yes”",
    ),
    (
        &["search", "复议", "--limit", "ten"],
        "invalid value 'ten' for '--limit <N>': invalid digit found in string",
        "“--limit <个数>”的值“ten”不对：请写一个整数",
    ),
    (
        &["outline", "--depth", "0", "a.txt"],
        "invalid value '0' for '--depth <N>': 0 is not in 1..=255",
        "“--depth <个数>”的值“0”不对：0 不在 1..=255 之内",
    ),
    (
        &["mentions", "复议", "--sample", "0"],
        "invalid value '0' for '--sample <N>': give a number from 1",
        "“--sample <个数>”的值“0”不对：请写一个大于 0 的整数",
    ),
    (
        &["list", "--region", " "],
        "invalid value ' ' for '--region <PLACE>': give a text, or leave the filter out",
        "“--region <地区>”的值“ ”不对：请写要筛选的内容，或者去掉这个选项",
    ),
    (
        &["list", "--engine", "nowhere"],
        "error: --engine: ",
        "错误：--engine 的网址：",
    ),
];

#[test]
fn what_is_wrong_with_a_command_line_is_said_in_the_language() {
    for (typed, english, chinese) in REFUSED {
        for (language, expected) in LANGUAGES.into_iter().zip([english, chinese]) {
            let run = indexed_sample().run_in(language, typed);
            let said = run.stderr();
            assert_eq!((run.status(), run.stdout().as_str()), (2, ""), "{said}");
            assert!(said.contains(expected), "{typed:?}: {said}");
        }
    }
}

#[test]
fn two_variables_of_which_one_counts_are_told_in_chinese() {
    let variables = [
        ("LANG", locale("zh")),
        ("QUANWEN_INDEX", "kept"),
        ("QUANWEN_ENGINE", "http://127.0.0.1:9/reports"),
    ];
    let said = run_with(&variables, &["list"]).stderr();
    let expected = "错误：环境变量 QUANWEN_INDEX 和 QUANWEN_ENGINE 都设置了";
    assert!(said.starts_with(expected), "{said}");
}

#[test]
#[cfg(unix)]
fn bytes_that_are_no_text_are_told_in_chinese() {
    use std::os::unix::ffi::OsStrExt;
    let mut command = indexed_sample().command(env!("CARGO_BIN_EXE_quanwen"));
    command.env("LANG", locale("zh")).arg("mentions");
    command.arg(std::ffi::OsStr::from_bytes(b"\xFF"));
    let run = indexed_sample().outcome(&mut command);
    assert_eq!(run.status(), 2);
    assert_snapshot!(run.stderr());
}

#[test]
fn an_error_with_its_usage_in_chinese() {
    let run = indexed_sample().run_in("zh", &["list", "--jsno"]);
    assert_snapshot!(run.stderr());
}

#[test]
fn help_and_errors_are_coloured_in_chinese_too() {
    let coloured = |arguments: &[&str]| {
        let run = indexed_sample().run_in("zh", &[arguments, &["--color", "always"]].concat());
        format!("{}{}", run.stdout(), run.stderr())
    };
    let help = coloured(&["list", "--help"]);
    assert!(help.contains("\u{1B}[1m\u{1B}[4m用法："), "{help:?}");
    assert!(
        help.contains("\u{1B}[1m    --sort\u{1B}[0m <次序>"),
        "{help:?}"
    );
    let error = coloured(&["list", "--jsno"]);
    assert!(error.contains("\u{1B}[31m错误："), "{error:?}");
}

/// English words that stand in Chinese text: names of what is typed.
fn has_english_words(line: &str) -> bool {
    let words = regex::Regex::new(r"[a-z]+ [a-z]+ [a-z]+").unwrap();
    words.is_match(line)
}

#[test]
fn the_manual_is_in_chinese() {
    let corpus = TestCorpus::empty();
    let run = corpus.run_in("zh", &["man", "--out", "."]);
    assert_eq!(run.status(), 0, "{}", run.stderr());
    let pages: Vec<_> = std::fs::read_dir(corpus.root())
        .unwrap()
        .flatten()
        .collect();
    assert_eq!(pages.len(), COMMANDS.len() + 1);
    for page in pages {
        let page = std::fs::read_to_string(page.path()).unwrap();
        assert!(page.contains(" 使用手册\n.ad l\n.nh\n"), "{page}");
        for section in [".SH 名称", ".SH 概要", ".SH 说明", ".SH 选项"] {
            assert!(page.contains(section), "{page}");
        }
        for line in page.lines().filter(|line| !line.contains("quanwen")) {
            let is_request = line.starts_with('.') && !line.starts_with(".SH");
            assert!(is_request || !has_english_words(line), "{line}");
        }
    }
    let refused = corpus.run_in("zh", &["man", "--out", "nowhere"]).stderr();
    assert!(refused.contains("无法把手册写到 nowhere"), "{refused}");
    let whole = corpus.run_in("zh", &["man"]).stdout();
    assert!(
        whole.contains(".SH 命令") && whole.contains(".SH 版本"),
        "{whole}"
    );
}

#[test]
fn completions_describe_in_chinese() {
    let run = |shell| {
        indexed_sample()
            .run_in("zh", &["completions", shell])
            .stdout()
    };
    let zsh = run("zsh");
    for described in ["列出词句的每一个出现处及其上下文", "显示帮助", "词典中的词"]
    {
        assert!(zsh.contains(described), "{described}");
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(shell);
        assert!(script.contains("against-heading"), "{shell}");
        assert!(!script.contains("Print help"), "{shell}");
    }
}
