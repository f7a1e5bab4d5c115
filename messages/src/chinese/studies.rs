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
    ("counts", "计数"),
    ("documents", "报告"),
    ("hits", "命中"),
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
    ("file", "文件"),
    (
        "cannot write a workbook: {folder} has no room for its rows",
        "无法写工作簿：{folder} 的空间不够存放各行",
    ),
    // render/trend.rs
    (
        "{reports} with {characters} characters and {words} words",
        "{reports}，共 {characters} 个字符、{words} 个词",
    ),
    (
        "{term}: {mentions} in {sections} of {reports}",
        "{term}：{reports}的 {sections}中共 {mentions}",
    ),
    (
        "{found}, {share} % of the words",
        "{found}，占全部词的 {share} %",
    ),
    ("no year", "没有年份"),
    (
        "balanced: {places} with a report of each of {years} ({span}); {others} left out",
        "均衡比较：{places}在 {years}（{span}）中每年都有报告；略去其他 {others} 个",
    ),
    ("{term} is nowhere: {hint}", "没有找到 {term}：{hint}"),
    (
        "{term} counts in each of {terms}",
        "{term} 在下列各项中都计数：{terms}",
    ),
    (
        "a report counts under each of its headings",
        "一份报告在它的每个标题下各计一次",
    ),
    // render/evidence.rs
    (
        "{term} · {group}: {mentions}",
        "{term} · {group}：{mentions}",
    ),
    (
        "the first {limit} of each cell: {hint}",
        "每格只列出前 {limit} 处：{hint}",
    ),
    // render/dispersion.rs
    (
        "DP: half the differences between each part's share of the mentions and of the characters, 0 is even (Gries 2008). DPnorm: divided by its maximum (Lijffijt and Gries 2012). Range: parts with a mention of all parts.",
        "DP：各部分占出现处的比例与占字符数的比例之差的绝对值之和的一半，0 表示均匀（Gries 2008）。DPnorm：DP 除以其最大值（Lijffijt and Gries 2012）。覆盖：有出现处的部分数/全部部分数",
    ),
    ("Every mention: {command}", "查看每一处：{command}"),
    (
        "{mentions} in {with} of {parts}",
        "{parts}中有 {with} 个出现，共 {mentions}",
    ),
    // render/collocates.rs
    (
        "near: inside the window; in all: its characters in the sections searched, also inside longer words. logDice: 14 + log₂(2·near / (mentions + in all)) (Rychlý 2008), one more is twice as strong. LL: log-likelihood of four cells (Dunning 1993). expected: near by chance.",
        "邻近：在窗口之内的次数；总数：这几个字在所查章节中的次数，包括在更长的词之内。logDice：14 + log₂(2·邻近 / (出现处 + 总数))（Rychlý 2008），每多 1，关联强一倍。LL：四格对数似然值（Dunning 1993）。期望：随机情况下邻近的次数",
    ),
    ("{words} left out: {hint}", "略去 {words}：{hint}"),
    ("Where {word} is near it:", "查看 {word} 在其邻近的地方："),
    (
        "{mentions} in {reports} · {collocates} near {times} times or more",
        "{reports}中 {mentions} · {collocates}邻近至少 {times} 次",
    ),
    ("words", "词"),
    ("n-grams", "字串"),
    ("{words} {window}: {n}", "{window}的{words}：{n} 个"),
    ("{title}, the first {shown}", "{title}，只列出前 {shown} 个"),
    (
        "within {n} characters of {query}",
        "“{query}”前后 {n} 字以内",
    ),
    (
        "within {left} characters before or {right} after {query}",
        "“{query}”前 {left} 字、后 {right} 字以内",
    ),
    ("in the sentence of {query}", "“{query}”所在句子中"),
    ("n-gram", "字串"),
    (
        "no room for {columns}: {hint}",
        "放不下这些列：{columns}；{hint}",
    ),
    ("near", "邻近"),
    ("in all", "总数"),
    ("expected", "期望"),
    // render/collocates_by_year.rs
    (
        "logDice in each year; 0 never near, {missing} no report",
        "每年的 logDice；0 表示从未邻近，{missing} 表示没有报告",
    ),
    ("nothing often enough", "没有次数足够的"),
    // render/keywords.rs
    (
        "a, b: occurrences in the study side and in the reference, in “in a” and “in b” reports. LL: log-likelihood of two cells (Rayson and Garside 2000). LogRatio: Hardie 2014, 0 taken for 0.5. %DIFF: Gabrielatos and Marchi 2011, none where b is 0. BIC: LL − ln(c+d) (Wilson 2013).",
        "a、b：在研究方和参照方出现的次数；“a 报告”“b 报告”是出现的报告数。LL：两格对数似然值（Rayson and Garside 2000）。LogRatio：Hardie 2014，0 按 0.5 计。%DIFF：Gabrielatos and Marchi 2011，b 为 0 时没有。BIC：LL − ln(c+d)（Wilson 2013）",
    ),
    (
        "A word inside a longer one counts too: 复议 in 行政复议. The words of a side (c, d) are those of a plain cut, without punctuation.",
        "在更长的词之内的词也计数：如“行政复议”中的“复议”。每一方的词数（c、d）按一般分词计算，不含标点",
    ),
    ("study side", "研究方"),
    ("reference", "参照方"),
    ("more in the study side", "研究方更多"),
    ("more in the reference", "参照方更多"),
    ("{title}: {n}", "{title}：{n}"),
    (
        "Its characters, also where they are parts of other words:",
        "查看这几个字的每一处，包括在其他词之内的：",
    ),
    ("{words} compared", "比较了 {words}"),
    (
        "{letter} = {words} in {sections} of {reports}",
        "{letter} = {words}（{reports}的 {sections}）",
    ),
    ("in a", "a 报告"),
    ("in b", "b 报告"),
    (
        "Compared from a + b = {n} on.",
        "只比较 a + b 不小于 {n} 的词",
    ),
    (
        "Compared from a + b = {n} on, without stop words, single characters and numbers: {hint}.",
        "只比较 a + b 不小于 {n} 的词，不含停用词、单字和数字：{hint}",
    ),
    (
        "{sections} on both sides: they count on both, which makes differences look smaller",
        "{sections}同属两方，在两方都计数，使差异显得较小",
    ),
    // render/replay.rs
    (
        "the files and rules are as recorded, the answer is not: {hint}",
        "文件和规则与记录相同，结果却不同：{hint}",
    ),
    (
        "same: {question}, recorded {time}",
        "相同：{question}，记录于 {time}",
    ),
    (
        "different: {question}, recorded {time}",
        "不同：{question}，记录于 {time}",
    ),
    (
        "the counts are as recorded; where the mentions stand, which are returned or their order is not",
        "计数与记录相同；出现处的位置、列出的是哪些或先后次序不同",
    ),
    ("answer ({n} row differs)", "结果（{n} 行不同）"),
    ("answer ({n} rows differ)", "结果（{n} 行不同）"),
    (
        "{rows} only in derived figures: {hint}",
        "另有 {rows}只是推算的数值不同：{hint}",
    ),
    ("added", "新增"),
    ("changed", "改变"),
    ("corrected", "更正"),
    ("removed", "删除"),
    ("{files} as recorded", "{files}与记录相同"),
    (
        "files ({n} made no difference, {same} as recorded)",
        "文件（{n} 个有变化但不影响结果，{same} 个与记录相同）",
    ),
    (
        "files ({n} made it differ, {same} as recorded)",
        "文件（{n} 个使结果不同，{same} 个与记录相同）",
    ),
    ("{file}: mentions {values}", "{file}：出现处 {values}"),
    ("rules", "规则"),
    // printer.rs
    (
        "this answer is no table: print it as text or as JSON",
        "这个结果不是表格：请输出为文本或 JSON",
    ),
    (
        "this answer has no chart: print it as text or as JSON",
        "这个结果没有图：请输出为文本或 JSON",
    ),
    ("wrote {written} to {name}", "已写入 {name}：{written}"),
    ("a chart", "一幅图"),
    (
        "{rows} left out, a sheet has {most}: {hint}",
        "略去 {rows}，一个工作表最多 {most} 行：{hint}",
    ),
    (
        "{cells} cut to {most} characters: {hint}",
        "{cells}截短为 {most} 个字符：{hint}",
    ),
    (
        "{sheets} of a text left out, there are up to {most} of a million cells: {hint}",
        "略去 {sheets}，每个查询最多有 {most} 个一百万格以内的工作表：{hint}",
    ),
    // output_file.rs
    (
        "cannot write {path}: it is a folder",
        "无法写入 {path}：它是文件夹",
    ),
    (
        "cannot write {path}: it is not a file",
        "无法写入 {path}：它不是文件",
    ),
    ("{path} exists: {hint}", "{path} 已存在：{hint}"),
    (
        "{path} is named for two answers: {hint}",
        "{path} 被指定给两个结果：{hint}",
    ),
    (
        "cannot write {path}: {reason}; {hint}",
        "无法写入 {path}：{reason}；{hint}",
    ),
    (
        "cannot write {path}: there is no folder {folder}; make it first",
        "无法写入 {path}：没有文件夹 {folder}，请先新建",
    ),
    ("cannot write {path}: {reason}", "无法写入 {path}：{reason}"),
    // recorder.rs
    (
        "the record has more than 256 MiB: ask for less, or of fewer reports",
        "记录超过 256 MiB：请缩小查询，或少查一些报告",
    ),
    (
        "recorded the answer from {files} in {name}",
        "已将结果记录在 {name}，来自 {files}",
    ),
    // progress.rs
    (
        "the corpus can be asked; merging its parts (Ctrl-C does no harm)",
        "已可查询；正在合并各部分（可按 Ctrl-C，没有损害）",
    ),
    ("indexing", "正在建索引"),
    ("writing the index", "正在写索引"),
    // format.rs
    (
        "cannot write {path}: {hint}; here use {endings}",
        "无法写入 {path}：{hint}；这里请用 {endings}",
    ),
    (
        "cannot write {path}: this answer is no table; use {endings}",
        "无法写入 {path}：这个结果不是表格；请用 {endings}",
    ),
    (
        "cannot write {path}: its ending chooses the format; use {endings}",
        "无法写入 {path}：格式由文件名的后缀决定；请用 {endings}",
    ),
    ("{others} or {last}", "{others} 或 {last}"),
];
