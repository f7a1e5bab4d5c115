//! Texts of the library: `src/`.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const LIBRARY: &[Entry] = &[
    // error.rs
    ("cannot read {path}: {source}", "无法读取 {path}：{source}"),
    (
        "no index at or above {path}",
        "{path} 及其上级文件夹里没有索引",
    ),
    (
        "cannot write {path}: {source}; free some space and run it again, or name another folder for the index",
        "无法写入 {path}：{source}；请腾出空间再运行一次，或把索引放到别的文件夹",
    ),
    (
        "cannot write {path}: {source}; name another folder for the index",
        "无法写入 {path}：{source}；请把索引放到别的文件夹",
    ),
    (
        "{path} is not an index of quanwen ({reason}): name an empty folder or a new one",
        "{path} 不是 quanwen 的索引（{reason}）：请给出空文件夹或新文件夹",
    ),
    (
        "the index {path} {reason}: it is read-only",
        "索引 {path} {reason}：只能读取",
    ),
    (
        "another process is updating the index {path}: try again when it has finished",
        "另一个进程正在更新索引 {path}：请等它结束后再试",
    ),
    (
        "the index {path} {reason}; it must be rebuilt",
        "索引 {path} {reason}，必须重建",
    ),
    (
        "the index {path} is damaged ({reason}); it must be rebuilt",
        "索引 {path} 已损坏（{reason}），必须重建",
    ),
    ("{path} was not read: {unread}", "没有读取 {path}：{unread}"),
    (
        "query `{query}`, column {column}: {message}",
        "查询 `{query}` 第 {column} 个字：{message}",
    ),
    (
        "the cursor `{cursor}` {reason}: start again from the first page",
        "游标 `{cursor}` {reason}：请从第一页重新开始",
    ),
    (
        "internal error of the index: {message}",
        "索引内部错误：{message}",
    ),
    (
        "this engine cannot be asked for {request}: ask an index on this machine",
        "这个引擎不能做：{request}；请查本机的索引",
    ),
    (
        "{address} was compared with nothing, as none of {files} files is in {folder} as it was indexed: name the folder that has them, or bring the index up to date",
        "{address} 没有核对任何文件：要核对的 {files} 个文件都不在 {folder} 里，或已经改动；请给出它们所在的文件夹，或更新索引",
    ),
    (
        "the locator {reason}: give the line that was printed with the citation",
        "定位串{reason}：请给出随引文打印的那一行",
    ),
    (
        "the record {reason}: give a file that was recorded",
        "记录{reason}：请给出记录下来的文件",
    ),
    (
        "none of the {files} files of the record is in this corpus: name the folder that it was made of",
        "记录里的 {files} 个文件都不在这里：请给出当时所查的文件夹",
    ),
    (
        "no report of the index is at `{path}`",
        "索引中 `{path}` 处没有报告",
    ),
    (
        "{reports} reports are at `{path}`: name one of them, such as {first}",
        "`{path}` 处有 {reports} 份报告：请指定其中一份，例如 {first}",
    ),
    (
        "`{path}` has no line {line}: its lines are {first} to {last}",
        "`{path}` 没有第 {line} 行：它从第 {first} 行到第 {last} 行",
    ),
    (
        "nothing in the index has the id `{id}`: ids change with a file's path and text",
        "索引中没有编号 `{id}`：文件的路径或正文一变，编号就会变",
    ),
    ("{address} {reason}", "{address} {reason}"),
    (
        "{path}:{line}:{column}: {message}",
        "{path}:{line}:{column}：{message}",
    ),
    // index/
    (
        "{name} has changed since it was written",
        "{name} 写好后被改动过",
    ),
    ("{file} is missing", "缺少 {file}"),
    (
        "another version of the storage engine wrote it",
        "是另一版本的存储引擎写的",
    ),
    ("its folder is missing", "它的文件夹不见了"),
    (
        "it indexes {root}, outside its folder",
        "它是 {root} 的索引，却不在那里",
    ),
    ("it is part of one", "它是索引的一部分"),
    ("it holds {name}", "里面有 {name}"),
    ("is a symbolic link", "是符号链接"),
    ("belongs to {owner}", "属于用户 {owner}"),
    ("{name} is not a folder", "{name} 不是文件夹"),
    (
        "{file} names `{generation}`, not a generation",
        "{file} 里写的 `{generation}` 不是索引的一代",
    ),
    (
        "{file} has paths of reports that lead outside the corpus",
        "{file} 里有指向文件夹外面的报告路径",
    ),
    (
        "its {file} belongs to something else",
        "它的 {file} 属于别的程序",
    ),
    (
        "has format {format} and this version reads format {ours}",
        "的格式是 {format}，而这个版本只能读格式 {ours}",
    ),
    ("a section has no report", "有的章节没有报告"),
    ("the last commit has no payload", "最后一次提交没有内容"),
    (
        "was made with other rules for folding or structure than this version has",
        "建立时所用的归一或分章规则和这个版本不同",
    ),
    ("fields are missing", "缺少字段"),
    ("a report's record: {error}", "某份报告的记录：{error}"),
    // indexing/
    (
        "{name}: {wrong} of {pages} pages are not what was written",
        "{name}：{pages} 页中有 {wrong} 页和写入时不同",
    ),
    ("it is the folder of the reports", "它是放报告的文件夹"),
    (
        "the path of {root} is not UTF-8, so the index {index} cannot store it: rename the folder, or make the index in it",
        "{root} 的路径不是 UTF-8，索引 {index} 记不下它：请给文件夹改名，或把索引建在它里面",
    ),
    (
        "{root} is not a folder: name the folder of the reports",
        "{root} 不是文件夹：请给出放报告的文件夹",
    ),
    (
        "the index {index} is of {serving} or parts of it, not of {root}: name another",
        "索引 {index} 属于 {serving} 或其中一部分，不属于 {root}：请另外指定一个",
    ),
    (
        "{path} is a folder: name a file",
        "{path} 是文件夹：请给出文件",
    ),
    (
        "{path} is neither a folder nor a file: give the path of reports",
        "{path} 既不是文件夹也不是文件：请给出报告的路径",
    ),
    // corpus/
    (
        "a binary file: save it as CSV",
        "是二进制文件：请另存为 CSV",
    ),
    (
        "this path has a row already: keep one",
        "这个路径已有一行：请只留一行",
    ),
    (
        "the header has no column `path`: the first line should be {columns}",
        "表头没有 `path` 列：第一行应为 {columns}",
    ),
    (
        "a symbolic link, which is not followed: copy the file here or remove the link",
        "是符号链接，不会跟随：请把文件复制到这里，或删除链接",
    ),
    (
        "over {most} MiB, the most that is read: leave out rows for reports that are not here",
        "超过 {most} MiB，最多只读这么大：请删去不在这里的报告的行",
    ),
    (
        "not a regular file: put a CSV file here or remove it",
        "不是普通文件：请在这里放 CSV 文件，或把它删除",
    ),
    (
        "not UTF-8: save it as UTF-8 (CSV UTF-8 in Excel)",
        "不是 UTF-8：请另存为 UTF-8（Excel 中选“CSV UTF-8”）",
    ),
    (
        "more values than the header has columns: quote the commas",
        "值比表头的列多：有逗号的值请加引号",
    ),
    (
        "the path has over {most} bytes: name a file",
        "路径超过 {most} 字节：请写文件名",
    ),
    (
        "the path is empty: name the file, relative to this folder",
        "路径是空的：请写文件相对于这个文件夹的路径",
    ),
    ("expected a year such as 2022", "应为年份，例如 2022"),
    (
        "expected a date such as 2022-01-10",
        "应为日期，例如 2022-01-10",
    ),
    (
        "expected an address such as https://example.cn/2022.html",
        "应为网址，例如 https://example.cn/2022.html",
    ),
    // query/, matching/, ranking/, study/
    (
        "a query has at most 10,000 characters: shorten it, or run several queries",
        "查询最多 10,000 个字：请缩短，或分几次查",
    ),
    (
        "a second sign: write one, + for what must occur or - for what must not",
        "连着两个符号：只写一个，+ 表示必须有，- 表示不能有",
    ),
    (
        "`{open}` has no opening mark: write \\{open} to find it",
        "`{open}` 没有对应的前引号：要查这个符号，请写 \\{open}",
    ),
    (
        "the quotation has no end: close it, or write \\{open} to find the mark",
        "引号没有结束：请补上，要查引号本身请写 \\{open}",
    ),
    (
        "the distance is a number of characters from 0 to 1000, as in \"行政 诉讼\"~10",
        "距离是 0 到 1000 的字数，例如 \"行政 诉讼\"~10",
    ),
    (
        "a regular expression begins here and has no end: close it with /, or write \\/ or quotation marks to find the slash",
        "从这里开始的正则表达式没有结束：请用 / 结束；要查斜线，请写 \\/ 或加引号",
    ),
    (
        "the regular expression is empty: write it between the slashes, or \\/ to find a slash",
        "正则表达式是空的：请写在两个斜线之间；要查斜线，请写 \\/",
    ),
    (
        "the regular expression ends before this: add a blank after the slash, or write \\/ for a slash that belongs to it",
        "正则表达式在这之前已经结束：请在斜线后加空格；斜线若是其中一部分，请写 \\/",
    ),
    (
        "`{path}` is not a path of a document: write names with / between them, such as 松泽县/2021.txt",
        "`{path}` 不是文件路径：请用 / 隔开各级名称，例如 松泽县/2021.txt",
    ),
    ("there are two documents {path}", "有两个同名的文件 {path}"),
    (
        "it was in memory when it was indexed",
        "建索引时它在内存里，没有文件可读",
    ),
    ("documents in memory", "内存中的文件"),
    // schema/, structure/genre.rs, index/field.rs
    (
        "expected two single characters with a tab between them",
        "这一行应当是两个字，中间用制表符隔开",
    ),
    (
        "expected `word frequency tag`",
        "这一行应当是 `词语 词频 词性`",
    ),
    (
        "expected `code name first-year last-year` with tabs, the years as numbers or empty",
        "这一行应当是 `代码 名称 起始年 终止年`，用制表符隔开，年份写数字或留空",
    ),
    (
        "a word must follow `# question` or `# function`",
        "词语应当写在 `# question` 或 `# function` 之后",
    ),
    (
        "expected `a, b` or `a => a, b`",
        "这一行应当是 `甲, 乙` 或 `甲 => 甲, 乙`",
    ),
    ("the rule `{name}` is missing", "缺少规则 `{name}`"),
    ("there is no rule `{name}`", "没有名为 `{name}` 的规则"),
    (
        "the rule `{rule}` has no {kind} `{name}`",
        "规则 `{rule}` 没有名为 `{name}` 的{kind}",
    ),
    ("the {kind} `{name}` is missing", "缺少{kind} `{name}`"),
    ("pattern", "正则表达式"),
    ("list", "词表"),
    (
        "this is not a regular expression: {reason}",
        "这不是正则表达式：{reason}",
    ),
    (
        "schema.toml: `body` must have positions: the exact layer is built from them",
        "schema.toml：`body` 必须有位置信息（positions），精确层由它建立",
    ),
    (
        "schema.toml lacks a field of the records",
        "schema.toml 缺少记录要用的字段",
    ),
    (
        "an answer has no form in JSON: {reason}",
        "结果无法写成 JSON：{reason}",
    ),
    (
        "documents in memory are in no folder: name one for their index",
        "内存中的文件不在任何文件夹里：请为索引指定文件夹",
    ),
    (
        "nothing to find: give a text such as 行政复议",
        "没有要查的内容：请给出词语，例如 行政复议",
    ),
    (
        "this parenthesis has no opening one: remove it, or write \\) or quotation marks to find it",
        "这个括号没有前括号：请删去；要查括号，请写 \\) 或加引号",
    ),
    ("NOT and a sign: write one of them", "NOT 和符号只写一个"),
    (
        "NOT twice: write it once, or put the second into parentheses",
        "NOT 写了两次：只写一次，或把后一个放进括号",
    ),
    (
        "nothing between {before} and {name}: remove one, or put a word between",
        "{before} 和 {name} 之间没有内容：请去掉一个，或在中间写词",
    ),
    (
        "nothing before {name}: put a word there, or the operator in quotation marks",
        "{name} 前面没有内容：请写上词；要查它本身，请加引号",
    ),
    (
        "nothing follows {name}: put a word there, or the operator in quotation marks",
        "{name} 后面没有内容：请写上词；要查它本身，请加引号",
    ),
    (
        "more than 64 parentheses within each other: remove those that change nothing",
        "括号套了 64 层以上：请去掉不起作用的",
    ),
    (
        "the parentheses are empty: remove them",
        "括号里是空的：请删去",
    ),
    (
        "only words and quoted texts, with blanks between, are allowed here: write operators outside, as in 同句(a b) OR 同句(a c)",
        "这里只能写词和带引号的词语，中间用空格隔开：运算符写在外面，例如 同句(a b) OR 同句(a c)",
    ),
    (
        "a sign goes before the field's name, as in -title:年度",
        "符号写在字段名前面，例如 -title:年度",
    ),
    (
        "nothing follows the field's name: write a word or quoted text after the colon",
        "字段名后面没有内容：请在冒号后写词或带引号的词语",
    ),
    (
        "the parenthesis has no end: close it, or write \\( or quotation marks to find it",
        "括号没有结束：请补上；要查括号，请写 \\( 或加引号",
    ),
    (
        "the value of a field is a word or quoted text, or several with AND, OR, NOT in parentheses, as in title:(年度 OR 半年)",
        "字段的值是词或带引号的词语；有几个时放进括号，用 AND、OR、NOT 连接，例如 title:(年度 OR 半年)",
    ),
    (
        "the quotation marks are empty: write a text between them, or remove them",
        "引号里是空的：请写上词语，或去掉引号",
    ),
    (
        "{place} takes no wildcards: leave it out, or write \\{char} to find it",
        "{place}里不能用通配符：请去掉；要查它本身，请写 \\{char}",
    ),
    ("the value of a field", "字段的值"),
    ("a quotation with a distance", "带距离的引号"),
    (
        "a * at the beginning or end has no effect: leave it out, or write \\* to find it",
        "开头或结尾的 * 不起作用：请去掉；要查它本身，请写 \\*",
    ),
    (
        "wildcards alone find nothing: add a letter, a digit or a Chinese character",
        "只有通配符什么也查不到：请加上汉字、字母或数字",
    ),
    (
        "write two or more parts with blanks between, as in 行政 诉讼",
        "请写两个以上的词语，中间用空格隔开，例如 行政 诉讼",
    ),
    (
        "at most eight parts can be combined: leave the others out",
        "最多八个词语：请去掉其余的",
    ),
    (
        "`{name}:` is not a field (fields are {english}, or {chinese}); in quotation marks it is a text to find",
        "`{name}:` 不是字段（字段有 {english}，或 {chinese}）；加上引号就当作词来查",
    ),
    (
        "no word to search for: give words such as 行政复议 案件",
        "没有要查的词：请给出词语，例如 行政复议 案件",
    ),
    (
        "this has no word: give words such as 行政复议, or quote it",
        "这里没有词：请给出词语，例如 行政复议，或加引号",
    ),
    (
        "nothing to find in this field: give a text, such as title:年度",
        "字段里没有要查的内容：请给出词语，例如 title:年度",
    ),
    (
        "matching ignores every character of it: add a letter, a digit or a Chinese character, or look for quotation marks with `MentionRequest::strict`",
        "匹配时会忽略其中每个字符：请加上汉字、字母或数字；要查引号，请用 `MentionRequest::strict`",
    ),
    (
        "longer than 2,000 characters: search for a part of it",
        "超过 2,000 个字：请只查其中一部分",
    ),
    (
        "too many reports would have to be read: add a text that every match contains, or search fewer reports with `Filter::years`, `Filter::region` or `Filter::paths`",
        "要读的报告太多：请加上每处都有的词，或用 `Filter::years`、`Filter::region` 或 `Filter::paths` 少查一些报告",
    ),
    (
        "a pattern matches without marks: leave `MentionRequest::strict` out",
        "模式匹配时不看标点：请去掉 `MentionRequest::strict`",
    ),
    (
        "a request has either texts or a concept: make the text a term of the concept",
        "词语和概念只能用一种：请把词语写进概念",
    ),
    ("is not one that an answer returned", "不是结果里给出的"),
    (
        "belongs to another query or other filters",
        "属于另一个查询或另外的筛选条件",
    ),
    (
        "belongs to an index that has been updated since",
        "属于更新前的索引",
    ),
    (
        "a window has up to 1,000 characters on a side: give such a `CollocatesRequest::window`",
        "窗口每边最多 1,000 个字：请改 `CollocatesRequest::window`",
    ),
    (
        "nothing is within 0 characters of it: give `CollocatesRequest::window` a side of 1 or more",
        "0 个字以内什么也没有：`CollocatesRequest::window` 至少一边是 1",
    ),
    (
        "an n-gram has 1 to 6 characters: give `CollocatesRequest::ngram_lengths` such as 2..4",
        "n 元串为 1 到 6 个字：`CollocatesRequest::ngram_lengths` 例如 2..4",
    ),
    (
        "what is near 0 times is everything else: `CollocatesRequest::min_count` is at least 1",
        "出现 0 次就是所有其他的词：`CollocatesRequest::min_count` 至少为 1",
    ),
    (
        "an answer has 1 to 1,000 collocates of a kind: give such a `CollocatesRequest::limit`",
        "每类搭配列出 1 到 1,000 个：请改 `CollocatesRequest::limit`",
    ),
    (
        "both sides are the same ({filter}): give the reference another year, place, heading, part or path",
        "两边相同（{filter}）：请给参照的一方换年份、地区、标题、部分或路径",
    ),
    (
        "{side} has no {kind} ({filter}): {why}",
        "{side}没有{kind}（{filter}）：{why}",
    ),
    ("report", "报告"),
    ("section", "章节"),
    ("word", "词"),
    (
        "the reports have none like this",
        "这些报告里没有这样的章节",
    ),
    ("the sections have no text", "这些章节没有正文"),
    (
        "nothing to count by: use a year, a region or another property",
        "没有统计的依据：请用年份、地区或其他属性",
    ),
    ("count by one property once", "同一属性只用一次"),
    ("count by one or two properties", "按一种或两种属性统计"),
    (
        "nothing to count: give a text such as 行政复议, or a concept",
        "没有要统计的内容：请给出词语，例如 行政复议，或概念",
    ),
    (
        "two terms are named {name}: give the concept another name",
        "有两项都叫 {name}：请给概念换个名字",
    ),
    (
        "quotation marks are straight here: name = \"法治\"",
        "这里要用直引号：name = \"法治\"",
    ),
    (
        "a list has brackets: terms = [\"依法行政\", \"法治政府\"]",
        "列表要用方括号：terms = [\"依法行政\", \"法治政府\"]",
    ),
    (
        "the name is empty: tables and charts need one",
        "名称是空的：表和图都要用到它",
    ),
    (
        "a concept needs a term: terms = [\"依法行政\", \"法治政府\"]",
        "概念至少要有一个词：terms = [\"依法行政\", \"法治政府\"]",
    ),
    (
        "`{text}` is here twice: matching makes it the same as the text on line {before}",
        "`{text}` 写了两次：匹配时和第 {before} 行的相同",
    ),
    // api/
    ("trend", "趋势统计"),
    ("evidence", "统计的证据"),
    ("keywords", "关键词比较"),
    ("dispersion", "分布统计"),
    ("records of answers", "结果的记录"),
    ("collocates", "搭配"),
    (
        "is not the JSON of a record ({place})",
        "不是记录的 JSON（{place}）",
    ),
    (
        "has version {version}, this version reads {ours}",
        "的版本是 {version}，这个版本只能读 {ours}",
    ),
    ("is damaged ({error})", "已损坏（{error}）"),
    (
        "has a setting that this version does not know, `{setting}`",
        "有这个版本不认识的设置 `{setting}`",
    ),
    ("is damaged (it has no result)", "已损坏（没有结果）"),
    ("line {line}, column {column}", "第 {line} 行第 {column} 列"),
    (
        "is not the JSON that a citation has ({error})",
        "不是引文所带的 JSON（{error}）",
    ),
    ("is damaged (it has no {field})", "已损坏（没有 {field}）"),
    // api/, document.rs
    (
        "there is no part `{name}`; the parts are {names}",
        "没有 `{name}` 这个部分；有 {names}",
    ),
    (
        "`{other}` is not a part of a corpus: use report, year or region",
        "`{other}` 不能用来划分：请用 report、year 或 region",
    ),
    (
        "`{name}` is nothing to count by: use one or two of {names}",
        "不能按 `{name}` 统计：请用 {names} 中的一两种",
    ),
    (
        "there is no style `{name}`; the styles are {names}",
        "没有 `{name}` 这种格式；有 {names}",
    ),
    (
        "there is no context `{name}`; there are {names}",
        "没有 `{name}` 这种上下文；有 {names}",
    ),
    (
        "`{text}` is not a window: use a number of characters from 1 on, or sentence",
        "`{text}` 不是窗口：请用从 1 起的字数，或 sentence",
    ),
    (
        "there is no order `{text}`; there are position, year, region, left1 to left{distance} and right1 to right{distance}",
        "没有 `{text}` 这种顺序；有 position、year、region、left1 到 left{distance} 和 right1 到 right{distance}",
    ),
    (
        "`{other}` is not an order of keywords: use ll, log-ratio or diff",
        "`{other}` 不是关键词的顺序：请用 ll、log-ratio 或 diff",
    ),
    (
        "`{other}` is not a facet: use year or region",
        "没有 `{other}` 这种分面：请用 year 或 region",
    ),
    (
        "`{text}` is not a year: write 2020, 2018..2022, 2018.., ..2022 or 2018,2020",
        "`{text}` 不是年份：请写 2020、2018..2022、2018..、..2022 或 2018,2020",
    ),
    (
        "`{text}` ends before it begins: write {last}..{first}",
        "`{text}` 的结束早于开始：请写 {last}..{first}",
    ),
    (
        "give a year such as 2020 or 2018..2022",
        "请给出年份，例如 2020 或 2018..2022",
    ),
    // api/filter.rs, indexing/file.rs, query/, study/
    (
        "the expression matches the empty text: use + instead of *",
        "这个表达式能匹配空文本：请把 * 换成 +",
    ),
    (
        "the expression grows too large: use smaller repetitions",
        "表达式展开后太大：请减少重复次数",
    ),
    (
        "not a valid regular expression ({reason})",
        "不是有效的正则表达式（{reason}）",
    ),
    ("同句, 同段 or 同节", "同句、同段或同节"),
    ("the corpus has none", "这里一份也没有"),
    ("no report of the corpus has a year", "这里的报告都没有年份"),
    (
        "the corpus has reports of {years}",
        "这里有 {years} 年的报告",
    ),
    ("years {years}", "{years} 年"),
    ("place {region}", "地区 {region}"),
    ("heading {heading}", "标题 {heading}"),
    ("parts {parts}", "部分 {parts}"),
    ("paths {paths}", "路径 {paths}"),
    // api/unmatched.rs
    ("there is no report", "一份报告也没有"),
    ("no report is at {paths}", "{paths} 里没有报告"),
    ("no report is of {place}", "没有 {place} 的报告"),
    (
        "no report is of {place}: similar names are {similar}",
        "没有 {place} 的报告，名字相近的有：{similar}",
    ),
    ("no report has a year", "报告都没有年份"),
    (
        "no report is of {years}: there are reports of {known}",
        "没有 {years} 年的报告，有的是 {known} 年",
    ),
    (
        "no report is of {years} ({filter}): there are reports of {known}",
        "没有 {years} 年的报告（{filter}），有的是 {known} 年",
    ),
    (
        "no section is under a heading with {heading}",
        "没有标题含 {heading} 的章节",
    ),
    ("everything", "全部"),
    ("the file is one document", "这个文件本身就是一份文档"),
    ("it holds no document", "里面没有文档"),
    (
        "it holds a document: name it, {name}",
        "里面有一份文档：请写明 {name}",
    ),
    (
        "it holds {many} documents: name one of them, such as {names}",
        "里面有 {many} 份文档：请写明其中一份，例如 {names}",
    ),
    // catalogue/
    (
        "the exact layer has two characters at one position",
        "精确层的同一位置有两个字",
    ),
    (
        "{stored} reports are stored, {written} were written",
        "存有 {stored} 份报告，写入时是 {written} 份",
    ),
    (
        "the manifest names {named} reports, {stored} are stored",
        "清单里有 {named} 份报告，存有 {stored} 份",
    ),
    (
        "{path}: the stored text is not what was indexed",
        "{path}：存的正文和建索引时不同",
    ),
    (
        "`{text}` is not a time: write it as in 2026-11-27T08:56:00Z",
        "`{text}` 不是时间：请写成 2026-11-27T08:56:00Z 这样",
    ),
    // indexing/serving.rs
    ("it {reason}", "它{reason}"),
    // backend/
    ("{path}: it has no report {id}", "{path}：里面没有报告 {id}"),
    // mentions/verify.rs, study/health.rs, query/explain.rs
    (
        "{index} by the index, {scan} by the scan; number {first} differs",
        "按索引 {index} 处，按扫描 {scan} 处；从第 {first} 处起不同",
    ),
    ("not in the index", "不在索引里"),
    (
        "the file has changed since the update",
        "文件在更新后有改动",
    ),
    (
        "{n} character could not be read (�)",
        "{n} 个字读不出来（�）",
    ),
    (
        "{n} characters could not be read (�)",
        "{n} 个字读不出来（�）",
    ),
    (
        "{percent} % of the Chinese characters are rare",
        "{percent}% 的汉字是生僻字",
    ),
    ("{sign} {text}", "{sign} {text}"),
    ("words {text}", "词 {text}"),
    ("exact {text}", "照原样 {text}"),
    ("exact with wildcards {text}", "带通配符 {text}"),
    ("regular expression {text}", "正则表达式 {text}"),
    ("near {text}", "相距不远 {text}"),
    ("together {text}", "同在一处 {text}"),
    ("field {text}", "字段 {text}"),
    ("side by side", "并列"),
    ("all of", "同时满足"),
    ("one of", "满足其一"),
    ("not", "不满足"),
    ("{text} occurs", "有 {text}"),
    (
        "{figure} occurs, not as a part of a longer number",
        "有 {figure}，且不是更长数字的一部分",
    ),
    (
        "{texts} occur with at most {distance} other characters between them",
        "有 {texts}，中间最多隔 {distance} 个字",
    ),
    ("{texts} occur in one sentence", "{texts} 在同一句"),
    ("{texts} occur in one paragraph", "{texts} 在同一段"),
    ("{texts} occur in one section", "{texts} 在同一节"),
    (
        "{typed} matches; every report's text is read",
        "符合 {typed}；要读每份报告的正文",
    ),
    (
        "{typed} matches; the text of reports that have {texts} is read",
        "符合 {typed}；要读含有 {texts} 的报告的正文",
    ),
    ("{before} and {next}", "{before} 和 {next}"),
    ("the report's title contains {text}", "报告标题含有 {text}"),
    (
        "a heading above the section contains {text}",
        "章节的某级标题含有 {text}",
    ),
    (
        "the report's place contains {text}",
        "报告的地区含有 {text}",
    ),
    ("the report's year is in {years}", "报告的年份在 {years}"),
    (
        "the report's issuer contains {text}",
        "报告的发文机关含有 {text}",
    ),
    (
        "the report's document number contains {text}",
        "报告的文号含有 {text}",
    ),
    (
        "find the sections that match all that must hold",
        "找出满足所有条件的章节",
    ),
    (
        "score every section that has one of the words",
        "给含有任一词的章节打分",
    ),
    (
        "score those that have one of the words",
        "给其中含有任一词的章节打分",
    ),
    (
        "score these sections by the words, which need not occur",
        "按词给这些章节打分，词可以不出现",
    ),
    (
        "order them by place, year, path and position: there is nothing to rank by",
        "按地区、年份、路径和位置排列：没有可供打分的词",
    ),
    (
        "score these sections by how often they have the texts",
        "按词语出现的次数给这些章节打分",
    ),
    (
        "rerank the best {candidates} by pairs of characters, characters, how early and how near they occur",
        "把得分最高的 {candidates} 个按二字组、单字、出现得早不早、靠得近不近重新排序",
    ),
    // api/reference.rs
    ("a year", "年份"),
    ("a place", "地区"),
    ("an issuer", "发文机关"),
    ("a document number", "文号"),
    // error.rs: an update
    (
        "the update was cancelled: the index is as it was",
        "更新已取消：索引没有改变",
    ),
];
