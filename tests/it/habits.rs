//! What people type, and how it is read.

use quanwen::Schema;
use quanwen::api::{Syntax, Years};
use quanwen::explain;

/// What is typed, and how it is read: words and names, quotation marks, operators, fields, sentences, wildcards.
const HABITS: &[(&str, &str)] = &[
    // Words and names.
    ("行政复议", "行政复议"),
    ("行政复议案件", "行政复议案件"),
    ("行政 复议", "行政 复议"),
    ("行政　复议", "行政 复议"),
    ("  行政  ", "行政"),
    ("松泽县2020年行政复议", "松泽县2020年行政复议"),
    ("什么是规范性文件？", "什么是规范性文件？"),
    ("行政复议、行政诉讼", "行政复议、行政诉讼"),
    ("行政复议，行政诉讼", "行政复议，行政诉讼"),
    ("《行政复议法》", "《行政复议法》"),
    ("增长6.5%", "增长6.5%"),
    ("1,180亿元", "1,180亿元"),
    ("松政发〔2021〕3号", "松政发〔2021〕3号"),
    ("GB/T9704", "GB/T9704"),
    ("12:30", "12:30"),
    ("https://example.org/a", "https://example.org/a"),
    ("C++", "C++"),
    ("A-B", "A-B"),
    // Quotation marks of every kind.
    ("\"行政复议\"", "\"行政复议\""),
    ("“行政复议”", "\"行政复议\""),
    ("”行政复议“", "\"行政复议\""),
    ("＂行政复议＂", "\"行政复议\""),
    ("「行政复议」", "\"行政复议\""),
    ("『行政复议』", "\"行政复议\""),
    ("‘行政复议’", "‘行政复议’"),
    ("“放管服”改革", "\"放管服\" 改革"),
    ("\" 行政复议 \"", "\"行政复议\""),
    // Operators.
    ("行政 AND 复议", "行政 AND 复议"),
    ("行政 且 复议", "行政 AND 复议"),
    ("行政 或 复议", "行政 OR 复议"),
    ("行政 非 复议", "行政 NOT 复议"),
    ("行政 且 非 复议", "行政 AND NOT 复议"),
    ("行政 AND 非 复议", "行政 AND NOT 复议"),
    ("(行政 或 司法) 且 复议", "(行政 OR 司法) AND 复议"),
    ("（行政 或 司法） 且 复议", "(行政 OR 司法) AND 复议"),
    ("行政 或者 复议", "行政 或者 复议"),
    ("非法占地", "非法占地"),
    ("打击 非法 采砂", "打击 非法 采砂"),
    ("行政或司法", "行政或司法"),
    ("且 复议", "\\且 复议"),
    ("复议 或", "复议 \\或"),
    ("行政 and 复议", "行政 and 复议 ? operator and"),
    ("行政 or 复议", "行政 or 复议 ? operator or"),
    ("行政 Not 复议", "行政 Not 复议 ? operator Not"),
    ("行政 ＡＮＤ 复议", "行政 AND 复议"),
    ("行政 AND AND 复议", "! remove one, or put a word between"),
    (
        "行政 AND",
        "! put a word there, or the operator in quotation marks",
    ),
    ("行政 && 复议", "行政 && 复议"),
    ("行政 | 复议", "行政 | 复议"),
    ("+行政 复议", "+行政 复议"),
    ("＋行政 复议", "+行政 复议"),
    ("行政 -复议", "行政 -复议"),
    ("行政 －复议", "行政 -复议"),
    ("行政-复议", "行政-复议"),
    ("行政 - 复议", "行政 \\- 复议"),
    ("行政 —复议", "行政 —复议"),
    // Fields.
    ("title:法治", "title:法治"),
    ("Title:法治", "title:法治"),
    ("标题:法治", "title:法治"),
    ("标题：法治", "title:法治"),
    ("标题： 法治", "title:法治"),
    ("标题:“法治 政府”", "title:\"法治 政府\""),
    ("章节：复议", "heading:复议"),
    ("地区：松泽", "region:松泽"),
    ("地区:岚江省澄州市", "region:岚江省澄州市"),
    ("地区:松泽,望汀", "region:松泽,望汀"),
    ("地区:(松泽 OR 望汀)", "region:松泽 OR region:望汀"),
    ("地区:(松泽 或 望汀)", "region:松泽 OR region:望汀"),
    ("机关：司法局", "issuer:司法局"),
    ("文号：松府", "document_number:松府"),
    ("年份：2020", "year:2020"),
    ("年份：2020年", "year:2020"),
    ("year:2020年", "year:2020"),
    ("year:２０２０", "year:2020"),
    ("year:2018-2020", "year:2018..2020"),
    ("year:2018—2020", "year:2018..2020"),
    ("year:2018——2020", "year:2018..2020"),
    ("year:2018~2020", "year:2018..2020"),
    ("year:2018至2020", "year:2018..2020"),
    ("year:2018年至2020年", "year:2018..2020"),
    ("year:2018到2020年", "year:2018..2020"),
    ("year:2018..", "year:2018.."),
    ("year:..2020", "year:..2020"),
    ("year:2018-", "year:2018.."),
    ("year:2018,2020", "year:2018,2020"),
    ("year:2018、2020", "year:2018,2020"),
    ("year:2018，2020..2022", "year:2018,2020..2022"),
    ("year:2020,2018-2019", "year:2018..2020"),
    (
        "year:去年",
        "! write 2020, 2018..2022, 2018.., ..2022 or 2018,2020",
    ),
    (
        "年份：二〇二〇",
        "! write 2020, 2018..2022, 2018.., ..2022 or 2018,2020",
    ),
    ("-标题：年度", "-title:年度"),
    ("非 标题：年度 执法", "\\非 title:年度 执法"),
    ("执法 非 标题：年度", "执法 NOT title:年度"),
    ("类型：报告", "类型：报告 ? field 类型"),
    ("备注:无", "备注:无 ? field 备注"),
    ("摘要：", "摘要："),
    // Together and near.
    ("同句(行政 复议)", "同句(行政 复议)"),
    ("同句（行政 复议）", "同句(行政 复议)"),
    ("同句(行政、复议)", "同句(行政 复议)"),
    ("同句(行政，复议)", "同句(行政 复议)"),
    ("同句(行政, 复议; 诉讼)", "同句(行政 复议 诉讼)"),
    ("同段(行政 复议)", "同段(行政 复议)"),
    ("同节(“行政 复议” 诉讼)", "同节(\"行政 复议\" 诉讼)"),
    (
        "同句(行政)",
        "! write two or more parts with blanks between, as in 行政 诉讼",
    ),
    ("同句话", "同句话"),
    ("\"行政 诉讼\"~10", "\"行政 诉讼\"~10"),
    ("“行政 诉讼”～10", "\"行政 诉讼\"~10"),
    // Wildcards and expressions.
    ("行政*机关", "\"行政*机关\""),
    ("行政＊机关", "\"行政*机关\""),
    ("行政*", "\"行政\" ? wildcard 行政*"),
    ("*复议", "\"复议\" ? wildcard *复议"),
    ("行政?议", "行政?议"),
    ("\"行政?议\"", "\"行政?议\""),
    ("/第[一二三]季度/", "/第[一二三]季度/"),
    ("行政/复议", "行政/复议"),
];

/// A query as it is read, or the beginning of what is wrong with it; after ` ? ` what only looks like syntax.
fn read(query: &str) -> String {
    match explain(query, &Schema::embedded(), true) {
        Ok(explained) => {
            let look_alikes = explained.look_alikes.iter().map(|found| {
                let kind = match found.looks_like {
                    Syntax::Operator => "operator",
                    Syntax::Field => "field",
                    Syntax::Wildcard => "wildcard",
                };
                format!(" ? {kind} {}", found.text)
            });
            let look_alikes: String = look_alikes.collect();
            format!("{}{look_alikes}", explained.read_as)
        }
        Err(error) => {
            let error = error.to_string();
            let (_, message) = error.rsplit_once(": ").unwrap_or(("", &error));
            format!("! {message}")
        }
    }
}

#[test]
fn queries_are_read_as_they_are_meant() {
    for (typed, expected) in HABITS {
        assert_eq!(read(typed), *expected, "{typed}");
    }
}

#[test]
fn what_was_read_is_read_again_alike() {
    for query in [
        "行政 \\且 复议",
        "同句(\"甲、乙\" 丙)",
        "\\标题：法治 复议",
        "year:2018,2020",
    ] {
        let once = read(query);
        assert_eq!(read(&once), once, "{query}");
        assert_eq!(once, query);
    }
}

#[test]
fn years_in_json_are_those_that_were_typed() {
    let years: Years = "2020年、2018".parse().expect("years");
    let json = serde_json::to_string(&years).expect("JSON");
    assert_eq!(json, "\"2018,2020\"");
    assert_eq!(serde_json::from_str::<Years>(&json).expect("years"), years);
}
