//! Words of tables and charts of studies: `export/`, and their text in `cli/src/render/`.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const STUDIES: &[Entry] = &[
    // export/src/citation/locator.rs
    ("is one of {n} in the text", "在文字里有 {n} 个"),
    // measure.rs
    ("mentions", "出现处"),
    ("mentions per 10,000 characters", "每万字出现次数"),
    ("mentions per 100 words", "每百词出现次数"),
    ("mentions per report", "每份报告出现次数"),
    (
        "`{word}` is nothing to count per: use 10k (characters), word or document",
        "不能按“{word}”计算频率：请用 10k（每万字）、word（每百词）或 document（每份报告）",
    ),
    // chart/
    ("no report", "没有报告"),
    (
        "Line chart of {series} series, years {first} to {last}: {values}",
        "折线图，{series} 条折线，{first} 年至 {last} 年：{values}",
    ),
    (
        "Grid of {rows} rows and {columns} columns: {values}",
        "网格图，{rows} 行 {columns} 列：{values}",
    ),
    (
        "Bar chart of {bars} bars: {values}",
        "条形图，{bars} 条：{values}",
    ),
    (
        "Positions of {marks} mentions in {strips} strips",
        "位置图，{strips} 条中共 {marks} 处",
    ),
    (
        "{n} values, {missing} of them missing ({meaning}), the largest {largest}",
        "共 {n} 个数值，其中 {missing} 个缺失（{meaning}），最大值 {largest}",
    ),
    ("{values} {measure}", "{values}（{measure}）"),
    (
        "{n} value is not shown: negative or not finite",
        "{n} 个数值没有画出：是负数或不是有限数",
    ),
    (
        "{n} values are not shown: negative or not finite",
        "{n} 个数值没有画出：是负数或不是有限数",
    ),
    (
        "{n} position is not shown: outside of the text",
        "{n} 个位置没有画出：不在全文范围内",
    ),
    (
        "{n} positions are not shown: outside of the text",
        "{n} 个位置没有画出：不在全文范围内",
    ),
    // citation/
    ("a title", "题名"),
    ("an issuer or place", "发文机关或地区"),
    ("a date or year", "日期或年份"),
    ("{a} and {b}", "{a}以及{b}"),
    (
        "cannot be cited without {missing}",
        "无法引用：缺少{missing}",
    ),
    // strip_chart.rs
    ("range {with} of {parts}", "覆盖 {with}/{parts}"),
    ("(no place)", "（无地区）"),
    ("(no year)", "（无年份）"),
    // svg/
    (
        "the first {shown} of {total} bars are shown",
        "共 {total} 条，只画出前 {shown} 条",
    ),
    (
        "the first {shown} of {total} columns are shown",
        "共 {total} 列，只画出前 {shown} 列",
    ),
    (
        "the first {shown} of {total} rows are shown",
        "共 {total} 行，只画出前 {shown} 行",
    ),
    (
        "the first {shown} of {total} series are shown",
        "共 {total} 条折线，只画出前 {shown} 条",
    ),
    (
        "the first {shown} of {total} strips are shown",
        "共 {total} 条，只画出前 {shown} 条",
    ),
    (
        "the last {shown} of {total} years are shown",
        "共 {total} 年，只画出最后 {shown} 年",
    ),
    (
        "where a line has a gap: {meaning}",
        "折线断开的地方：{meaning}",
    ),
    (
        "boundaries of parts are too close to be shown in {crowded} of {total} strips",
        "{total} 条中有 {crowded} 条的分界太密，没有画出",
    ),
    ("1 mention", "1 处"),
    ("2 or 3", "2 或 3 处"),
    ("4 or more", "4 处及以上"),
    ("boundary of parts", "各部分的分界"),
    // text/
    (
        "│ 1  ┃ 2 or 3  █ 4 or more",
        "│ 1 处  ┃ 2 或 3 处  █ 4 处及以上",
    ),
    ("end of a part", "一部分的结尾"),
    // trend_chart.rs
    ("(none)", "（无）"),
    (
        "and {n} more with as much or less",
        "还有 {n} 项，数值相同或更小",
    ),
    ("and {n} more with 0", "还有 {n} 项，数值为 0"),
    (
        "not shown: {mentions} in reports without a year",
        "未列出：没有年份的报告中的 {mentions} 处",
    ),
    // tables/
    ("collocates", "搭配词"),
    ("counts", "计数"),
    ("dispersion", "分布"),
    ("documents", "报告"),
    ("evidence", "出处"),
    ("hits", "命中"),
    ("keywords", "关键词"),
    ("trend", "趋势"),
    ("per_10k", "每万字"),
    ("per_100_words", "每百词"),
    ("per_document", "每份报告"),
    // xlsx/
    ("about", "说明"),
    ("part", "部分"),
    ("name", "名称"),
    ("value", "值"),
    ("request", "查询条件"),
    ("answer", "结果"),
    ("index", "索引"),
    ("file", "文件"),
    (
        "cannot write a workbook: {folder} has no room for its rows",
        "无法写工作簿：{folder} 的空间不够存放各行",
    ),
];
