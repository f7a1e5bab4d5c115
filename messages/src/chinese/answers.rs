//! Words of answers as text: `cli/src/render/`.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const ANSWERS: &[Entry] = &[
    // mention_summary.rs
    (
        "{mentions} in {sections} of {with} of {reports}",
        "{reports}中有 {with} 份、{sections}，共 {mentions}",
    ),
    (
        "random sample: {size} of {mentions}, seed {seed}",
        "随机抽样：{mentions}中的 {size} 处，种子 {seed}",
    ),
    (
        "not whole words: {mentions} left out",
        "不是完整的词，略去 {mentions}",
    ),
    ("differs  {path}: {reason}", "不同  {path}：{reason}"),
    ("equal", "相同"),
    ("NOT equal", "不相同"),
    (
        "verified: {equal} · {by_index} by the index, {by_scan} by a scan of {documents} whole documents",
        "核对：{equal} · 按索引 {by_index} 处，逐字扫描 {documents} 份文档 {by_scan} 处",
    ),
    // mentions_by_document.rs
    ("all", "合计"),
    ("no room for {texts}: {hint}", "还有 {texts}排不下：{hint}"),
    ("{n} text", "{n} 个词"),
    ("{n} texts", "{n} 个词"),
    // without.rs
    (
        "{without} of {reports} without {query}",
        "{reports}中有 {without} 份没有 {query}",
    ),
    // reference.rs
    ("(before the first heading)", "（第一个标题之前）"),
    ("(no title)", "（无标题）"),
    ("p. {page}", "第 {page} 页"),
    ("row {row}", "第 {row} 行"),
    // coverage.rs
    ("not complete", "不完整"),
    ("complete", "完整"),
    ("{completeness} as of {time}", "{completeness}，截至 {time}"),
    ("{rest} · {n} ms", "{rest} · {n} 毫秒"),
    ("{rest} · {n} s", "{rest} · {n} 秒"),
    (
        "left out: {reports} without {lacking} (quanwen.csv can give it)",
        "未计入：{reports}没有{lacking}（可用 quanwen.csv 补上）",
    ),
    ("{files} not read: {hint}", "没有读取 {files}：{hint}"),
    (
        "{places} with several reports of a year, all counted: {hint}",
        "{places}同一年有多份报告，都已计入：{hint}",
    ),
    (
        "{reports} not read whole: {hint}",
        "没有读全 {reports}：{hint}",
    ),
    ("{counts} not read", "没有读取 {counts}"),
    ("{n} file was not read", "没有读取 {n} 个文件"),
    ("{n} files were not read", "没有读取 {n} 个文件"),
    ("not complete: {files}, {hint}", "不完整：{files}，{hint}"),
    ("not complete: {damaged}", "不完整：{damaged}"),
    (
        "left out: reports without {lacking}: {reports}",
        "未计入：没有{lacking}的报告 {reports} 份",
    ),
    (
        "not complete: the index is older than the files",
        "不完整：索引比文件旧",
    ),
    // hits.rs
    ("{n} other section", "另外 {n} 个章节"),
    ("{n} other sections", "另外 {n} 个章节"),
    ("the same in {others}", "{others}里相同"),
    ("nothing found in {reports}", "{reports}中没有找到"),
    ("in no section", "所有章节都没有"),
    ("in {sections}", "{sections}有"),
    (
        "in {sections}, none of which also has the parts above",
        "{sections}有，但都不同时具备以上各项",
    ),
    (
        "{files} not read may contain it",
        "有 {files}没有读取，里面可能有",
    ),
    ("at most {sections}", "最多 {sections}"),
    (
        "{sections} and {more} by synonyms",
        "{sections}，另有 {more} 个章节含同义词",
    ),
    (
        "{hits} of {sections} in {reports}",
        "{reports}中有 {sections}，列出 {hits}",
    ),
    ("{n} hit", "{n} 条"),
    ("{n} hits", "{n} 条"),
    ("read as: {read_as}", "理解为：{read_as}"),
    (
        "synonyms: {synonyms} ({hint})",
        "同义词：{synonyms}（{hint}）",
    ),
    ("{definitions}: {hint}", "{definitions}：{hint}"),
    ("{n} definition", "{n} 条名词解释"),
    ("{n} definitions", "{n} 条名词解释"),
    ("ranked by {words}", "排序依据：{words}"),
    ("region {place}", "地区 {place}"),
    ("year {year}", "{year} 年"),
    ("issuer {issuer}", "机关 {issuer}"),
    ("kind {kind}", "文种 {kind}"),
    (
        "{names}; no report is of all of these",
        "{names}；没有报告全部符合",
    ),
    (
        "{name}: left out by the filters, which decide",
        "{name}：被筛选条件排除，以筛选条件为准",
    ),
    (
        "{name}: no report of it, so it is read as words",
        "{name}：没有它的报告，当作词来查",
    ),
    (
        "{name}: no report of it, so it is read as words; {place} has reports",
        "{name}：没有它的报告，当作词来查；{place} 有报告",
    ),
    (
        "{name}: no report of it, so it is read as words; {places} have reports",
        "{name}：没有它的报告，当作词来查；{places} 有报告",
    ),
    ("{text} in {n}", "{text} 有 {n} 个"),
    ("{known}; {more}", "{known}；{more}"),
    ("{word}: {known}", "{word}：{known}"),
    // facets.rs
    ("by year", "按年份"),
    ("by region", "按地区"),
    ("… and {n} earlier: {hint}", "… 还有更早的 {n} 项：{hint}"),
    ("… and {n} more: {hint}", "… 还有 {n} 项：{hint}"),
    ("{sections} in {reports}", "{sections} 个章节，{reports}"),
    ("unknown", "未知"),
    // nearby.rs
    ("nearby: {texts}", "相近的有：{texts}"),
    // list.rs
    ("path", "路径"),
    ("title", "标题"),
    ("{n} undated", "{n} 份无年份"),
    ("{n} unplaced", "{n} 份无地区"),
    // update.rs
    ("rebuilt: {reason}", "重建：{reason}"),
    (
        "{added} added, {changed} changed, {unchanged} unchanged, {removed} removed, {skipped} skipped · {read} MB read · {seconds} s",
        "新增 {added}，修改 {changed}，未变 {unchanged}，删除 {removed}，跳过 {skipped} · 读取 {read} MB · {seconds} 秒",
    ),
    ("index: {path}", "索引：{path}"),
    (
        "no reports: add text, Word, PDF or HTML files to the folder",
        "没有报告：请在文件夹里放入文本、Word、PDF 或 HTML 文件",
    ),
    ("skipped  {path}: {reason}", "跳过  {path}：{reason}"),
    (
        "damaged  {path}: {characters} could not be read, shown as �",
        "损坏  {path}：{characters}读不出来，显示为 �",
    ),
    (
        "quanwen.csv: column {names} ignored; the known ones are {known}",
        "quanwen.csv：忽略列 {names}；可用的列有 {known}",
    ),
    (
        "quanwen.csv: columns {names} ignored; the known ones are {known}",
        "quanwen.csv：忽略列 {names}；可用的列有 {known}",
    ),
    (
        "quanwen.csv names {path}, which is not there",
        "quanwen.csv 里的 {path} 不存在",
    ),
    (
        "quanwen.csv names {n} paths that are not there, the first: {first}",
        "quanwen.csv 里有 {n} 个路径不存在，第一个是 {first}",
    ),
    // status.rs
    ("exact {exact}, words {words}", "精确 {exact}，词 {words}"),
    ("corpus", "文件夹"),
    ("index", "索引"),
    ("updated", "更新时间"),
    ("stamps", "规则版本"),
    ("spread", "分布"),
    ("health", "状况"),
    ("no copies", "没有副本"),
    ("{n} copy of each", "每个有 {n} 个副本"),
    ("{n} copies of each", "每个有 {n} 个副本"),
    ("{n} shard", "{n} 个分片"),
    ("{n} shards", "{n} 个分片"),
    ("{n} machine", "{n} 台机器"),
    ("{n} machines", "{n} 台机器"),
    (
        "{shards}, {copies}, on {machines}: {megabytes} MB in all",
        "{shards}，{copies}，在 {machines}上：共 {megabytes} MB",
    ),
    (
        "green: all of it is there; a machine that is lost would be missed",
        "绿：全部都在；少一台机器就不全",
    ),
    (
        "green: all of it is there, with every copy",
        "绿：全部都在，副本齐全",
    ),
    (
        "yellow: all of it is there; on no machine yet: {copies}",
        "黄：全部都在；还有 {copies}没放到机器上",
    ),
    ("{n} copy", "{n} 个副本"),
    ("{n} copies", "{n} 个副本"),
    (
        "red: a shard is on no machine: answers are not complete",
        "红：有分片不在任何机器上：结果不完整",
    ),
    ("reports", "报告"),
    ("sections", "章节"),
    ("text", "正文"),
    ("on disk", "占用磁盘"),
    (" MB, {share} × the text", " MB，是正文的 {share} 倍"),
    ("undated", "无年份"),
    ("unplaced", "无地区"),
    ("skipped", "跳过"),
    ("damaged", "损坏"),
    ("ignored", "不是报告"),
    (
        "years {span}, {years} of {all} with reports",
        "年份 {span}，{all} 年中有 {years} 年有报告",
    ),
    ("skipped ({n})", "跳过的文件（{n}）"),
    ("damaged ({n})", "损坏的文件（{n}）"),
    ("{reason} ({n})", "{reason}（{n}）"),
    ("{characters} could not be read", "{characters}读不出来"),
    // health.rs
    ("the same text", "正文相同"),
    ("nearly the same text", "正文几乎相同"),
    ("years without a report", "缺报告的年份"),
    ("several reports of a year", "一年有几份报告"),
    (
        "another year in the name than in the text",
        "文件名的年份和正文不同",
    ),
    ("in the folder of another place", "放在别的地区的文件夹里"),
    ("without a year", "没有年份"),
    ("without a place", "没有地区"),
    ("no headings found", "没有找到标题"),
    ("very short", "很短"),
    ("perhaps garbled", "可能是乱码"),
    ("not read", "没有读取"),
    ("page", "网页"),
    ("day of delivery", "报告日期"),
    ("signature", "落款"),
    (" ({n})", "（{n}）"),
    ("{findings} in {reports}", "{reports}中发现 {findings}"),
    ("{n} finding", "{n} 个问题"),
    ("{n} findings", "{n} 个问题"),
    ("{percent} % alike", "{percent}% 相同"),
    (
        "named {named}; {stated} by its {source}",
        "文件名是 {named}，按{source}是 {stated}",
    ),
    (
        "in {named}; of {stated} by its {source}",
        "在 {named}，按{source}属于 {stated}",
    ),
    (
        "{characters} characters, the median is {median}",
        "{characters} 个字，中位数是 {median}",
    ),
    // integrity.rs
    (
        "changed since it was indexed: {path}",
        "建索引后有改动：{path}",
    ),
    ("{update} reads what changed", "{update} 可以读入改动"),
    ("damaged: {hint}", "已损坏：{hint}"),
    (
        "sound: every checksum agrees, and every report folds to what was indexed",
        "完好：所有校验和一致，每份报告的正文和索引一致",
    ),
    (
        "every checksum agrees; positions were not compared with the stored texts",
        "所有校验和一致；没有拿位置和所存正文比较",
    ),
    (
        "sound: every document is there, and {n} section is what the files fold to",
        "完好：文档都在，核对的 {n} 个章节和文件一致",
    ),
    (
        "sound: every document is there, and {n} sections are what the files fold to",
        "完好：文档都在，核对的 {n} 个章节和文件一致",
    ),
    (
        "every document is there; none was compared with its file",
        "文档都在；没有和文件比较",
    ),
    // outline.rs
    ("region", "地区"),
    ("year", "年份"),
    ("issuer", "发文机关"),
    ("published", "发布日期"),
    ("document_number", "文号"),
    ("index_number", "索引号"),
    ("subject", "主题分类"),
    ("url", "网址"),
    ("accessed", "访问日期"),
    ("running head", "页眉"),
    ("page number", "页码"),
    ("watermark", "水印"),
    ("  ({basis})", "  （{basis}）"),
    ("why", "为何"),
    ("+ taken, - passed over", "+ 采用，- 略过"),
    ("words: {words}", "词：{words}"),
    ("left out", "略去"),
    ("lines of pages, not in the text", "页面上的行，不算正文"),
    ("and {n} more", "还有 {n} 行"),
    // explanation.rs
    ("read as", "理解为"),
    ("tree", "语法树"),
    ("must hold", "必须满足"),
    ("ranked by", "排序依据"),
    ("and by figures, whole", "以及完整的数字"),
    ("and by their synonyms", "以及同义词"),
    ("steps", "步骤"),
    ("  function word", "  虚词"),
    ("  question word", "  疑问词"),
    // citation.rs, resolution.rs
    (
        "inferred, not stated by the report: {inferred}",
        "推断所得，报告未写明：{inferred}",
    ),
    (
        "no day of publication is known: {year} is the year that the report is about",
        "发布日期不明：{year} 是报告所述的年份",
    ),
    (
        "{more} more not read or not listed: too many have it",
        "还有 {more} 处没有读取或没有列出：有它的太多",
    ),
    (
        "{status}: {percent} % of the text and its context are here",
        "{status}：这里有原文及上下文的 {percent}%",
    ),
    (
        "{status}, but the text before or after it has changed: {percent} % of the text and its context are the same",
        "{status}，但前后文字有改动：原文及上下文有 {percent}% 相同",
    ),
    (
        "{status}: the report has another text",
        "{status}：报告的正文不同了",
    ),
    (
        "{status}: nothing like it was found",
        "{status}：没有找到相近的内容",
    ),
    (
        "{status}: {n} places that cannot be told apart",
        "{status}：有 {n} 处分不清是哪一处",
    ),
    // words.rs
    ("body", "正文"),
    ("front", "文首"),
    ("contents", "目录"),
    ("glossary", "名词解释"),
    ("notes", "注释"),
    ("annex", "附件"),
    ("delivery", "报告日期"),
    ("tasks", "来年任务"),
    ("inferred", "推断"),
    ("correction", "更正"),
    ("same", "未变"),
    ("moved", "移动了"),
    ("altered", "有改动"),
    ("gone", "不见了"),
    // list/
    ("place", "地区"),
    ("(no place)", "（无地区）"),
    ("(no year)", "（无年份）"),
    // health.rs, resolution.rs: places
    ("{place}, {years}", "{place}，{years}"),
    ("{place}, reports of {years}", "{place}，现有 {years} 年"),
    ("{position}, {label}", "{position}，{label}"),
    // list/order.rs
    (
        "`{other}` is not an order: use region, year, path or title",
        "没有 `{other}` 这种顺序：请用 region、year、path 或 title",
    ),
];
