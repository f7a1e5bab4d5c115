//! What the commands say beside their answers: notes, hints and errors of the program, `cli/src/`.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const PROGRAM: &[Entry] = &[
    // hint/texts.rs
    (
        "run `quanwen index --rebuild PATH`",
        "请运行 `quanwen index --rebuild 路径`",
    ),
    ("run `quanwen index`", "请运行 `quanwen index`"),
    (
        "the index is older than the files: `quanwen index` brings it up to date",
        "索引比文件旧：`quanwen index` 可以更新",
    ),
    (
        "the index was made with another dictionary: `quanwen index --rebuild PATH` improves the order of hits",
        "索引用的是另一部词典：`quanwen index --rebuild 路径` 可以让结果排得更准",
    ),
    (
        "name another --index, or remove this one",
        "请用 --index 指定别处，或删除这个索引",
    ),
    (
        "several PATHs need --index DIR: their index is not in one of them",
        "写了几个路径时，要用 --index 文件夹 说明索引放在哪里",
    ),
    (
        "no report was searched: `quanwen list` shows the reports",
        "没有查任何报告：`quanwen list` 可以看有哪些报告",
    ),
    ("`quanwen status` says why", "原因见 `quanwen status`"),
    ("`quanwen status` says which", "哪些报告见 `quanwen status`"),
    ("`quanwen list` shows them", "是哪些见 `quanwen list`"),
    ("cut by --limit", "受 --limit 所限，未全部列出"),
    (
        "not all mentions are shown: raise --limit",
        "没有全部列出：请调大 --limit",
    ),
    (
        "not all reports are shown: raise --limit",
        "报告没有全部列出：请调大 --limit",
    ),
    ("raise --limit", "请调大 --limit"),
    (
        "not all rows are written: raise --limit",
        "没有写出所有行：请调大 --limit",
    ),
    ("--literal leaves them out", "加 --literal 就不包括它们"),
    ("--part glossary", "见 --part glossary"),
    ("--force replaces it", "加 --force 可以覆盖"),
    (
        "give -o and --record a file each",
        "-o 和 --record 要各用一个文件",
    ),
    (
        "give a file that --record wrote",
        "请给出用 --record 写的文件",
    ),
    (
        "`quanwen verify` checks the index",
        "`quanwen verify` 可以检查索引",
    ),
    (
        "interrupted: what answered before this update still does, or its new index if that was whole; run it again",
        "已中断：更新前能查的现在仍能查；如果新索引已经完整，则查的是新索引。请再运行一次",
    ),
    (
        "interrupted: the corpus can be asked; the cluster merges its parts by itself, as with --no-merge",
        "已中断：索引可以查询；集群会自行合并分段，和 --no-merge 一样",
    ),
    (
        "not on a cluster: a scan of files (--verify); ask an index with --index DIR",
        "集群上不能扫描文件（--verify）；请用 --index 文件夹 查本机的索引",
    ),
    ("-o FILE.csv has all of it", "-o 文件.csv 可以写出全部"),
    (
        "a workbook is not text for a terminal: -o FILE.xlsx writes it to a file",
        "工作簿不能显示在终端里：用 -o 文件.xlsx 写到文件",
    ),
    (
        "name a file in a folder that you may write to",
        "请换一个可以写入的文件夹",
    ),
    (
        "`quanwen trend` without --evidence and `quanwen dispersion` have a chart",
        "只有不带 --evidence 的 `quanwen trend` 和 `quanwen dispersion` 能画图",
    ),
    ("--json has all", "全部见 --json"),
    (
        "give a text to find, such as: quanwen mentions 行政复议 reports/",
        "请给出要查的词，例如：quanwen mentions 行政复议 reports/",
    ),
    ("a text to find is given with -e", "要查的词用 -e 给出"),
    (
        "--left and --right are for a --window in characters: leave them or `--window sentence` out",
        "--left 和 --right 只用于按字数的 --window：请去掉它们，或去掉 `--window sentence`",
    ),
    (
        "look for a part of it or in more reports: `quanwen search` says which words stand nowhere",
        "可以只查其中一部分，或多查一些报告：`quanwen search` 会指出哪些词哪里都没有",
    ),
    (
        "nothing is near it often enough: lower --min-count, or widen --window",
        "附近没有够多次的词：请调小 --min-count，或调大 --window",
    ),
    ("--all shows them", "加 --all 可以列出"),
    (
        "it is searched, and counted only with -e",
        "这里当作文件夹来查；要查这个词，请用 -e",
    ),
    (
        "if it is a folder, there is none of this name",
        "如果本想指文件夹，这里没有叫这个名字的",
    ),
    (
        "texts go before paths; another text is given with -e",
        "要查的词写在路径前面；再查一个词用 -e",
    ),
    (
        "give a file with one text per line, or - for the standard input",
        "请给出每行一个词的文件；用 - 表示从标准输入读",
    ),
    (
        "give a UTF-8 file in TOML with a name and terms; `quanwen trend --help` shows one",
        "请给出 UTF-8 编码的 TOML 文件，其中有 name 和 terms；例子见 `quanwen trend --help`",
    ),
    (
        "no place has a report of this year: `quanwen status` shows the years",
        "没有哪个地区有这一年的报告：有哪些年份见 `quanwen status`",
    ),
    (
        "no place has a report of every year; {places} of each of {years}: --year {years}",
        "没有哪个地区每年都有报告；每年都有报告的地区最多的年份是 {years}（{places}）：请用 --year {years}",
    ),
    (
        "give what to compare with: --against-year, --against-region, --against-heading, --against-part or --against-path, or a second PATH",
        "请给出和什么比：--against-year、--against-region、--against-heading、--against-part、--against-path，或第二个路径",
    ),
    (
        "one PATH is compared with another: for more, give those of the reference with --against-path",
        "只能拿一个路径和另一个比：参照的一方有几个路径时，都用 --against-path 给出",
    ),
    ("--all compares them too", "加 --all 就一并比较"),
    ("--json and --csv have them", "全部列见 --json 和 --csv"),
    (
        "give an id to cite, as `quanwen mentions --json` prints it, or the path of a report",
        "请给出要引用的编号（`quanwen mentions --json` 会列出），或报告的路径",
    ),
    (
        "a row of quanwen.csv can give it",
        "可以在 quanwen.csv 里加一行补上",
    ),
    (
        "give the line that `quanwen cite` printed, a file that has it, or - (an id says nothing once path or text have changed)",
        "请给出 `quanwen cite` 打印的那一行，或包含它的文件，或 -（路径或正文一变，id 就不再有用）",
    ),
    (
        "`quanwen list` shows paths and ids, `quanwen status` the files that were not read; `quanwen index` reads new ones",
        "路径和编号见 `quanwen list`，没有读的文件见 `quanwen status`；有新文件时运行 `quanwen index`",
    ),
    ("`quanwen list` shows their paths", "路径见 `quanwen list`"),
    // hint.rs
    (
        "no report of the corpus is at `{path}`: on a cluster, PATH is relative to the folder that was indexed, {corpus}; `quanwen list` shows the paths",
        "`{path}` 处没有报告：在集群上，路径要从建索引的文件夹 {corpus} 算起；有哪些路径见 `quanwen list`",
    ),
    (
        "run `quanwen index --rebuild PATH --engine {address}`",
        "请运行 `quanwen index --rebuild 路径 --engine {address}`",
    ),
    (
        "`quanwen index PATH --engine {address}`",
        "`quanwen index 路径 --engine {address}`",
    ),
    (
        "the corpus can be asked, but its parts were not merged: {error}",
        "可以查询，但分段没有合并：{error}",
    ),
    (
        "{text} is looked for as a word: operators are AND OR NOT, or 且 或 非 with blanks around",
        "{text} 当作词来查：运算符是前后带空格的 且 或 非，或大写的 AND OR NOT",
    ),
    (
        "{text} is no field, so it is looked for: fields are 标题 章节 地区 年份 机关 文号 (title: heading: region: year: issuer: document_number:)",
        "{text} 不是字段名，当作词来查：字段有 标题 章节 地区 年份 机关 文号（title: heading: region: year: issuer: document_number:）",
    ),
    (
        "the * of {text} stands for nothing: a * between two characters is a wildcard, as in 行政*机关",
        "{text} 里的 * 不起作用：* 夹在两个字中间才是通配符，例如 行政*机关",
    ),
    (
        "{text} is looked for as it is: --pattern {quoted} takes wildcards and /expressions/",
        "{text} 按原样查找：要用通配符或 /正则表达式/，请写 --pattern {quoted}",
    ),
    (
        "this is a bug of quanwen {version}; please report this version, the command, and what it prints with RUST_BACKTRACE=1",
        "这是 quanwen {version} 的缺陷；请报告版本号、所用命令，以及设 RUST_BACKTRACE=1 时的输出",
    ),
    ("internal error: {bug}", "内部错误：{bug}"),
    ("a path", "路径"),
    ("{error} with --index DIR", "{error}，用 --index 指定"),
    (
        "{error}: `quanwen index PATH` makes one",
        "{error}：可以用 `quanwen index 路径` 建立",
    ),
    (
        "{error}: name the folder of the reports at the end, or run `quanwen index PATH`",
        "{error}：请在最后写上报告所在的文件夹，或先运行 `quanwen index 文件夹`",
    ),
    ("{error}: {hint}", "{error}：{hint}"),
    ("{error}; {hint}", "{error}；{hint}"),
    ("{error}, without --after", "{error}，不带 --after"),
    (
        "{error}; `quanwen list` prints those of the reports, and `quanwen cite --resolve` finds a locator again",
        "{error}；报告的编号见 `quanwen list`，引文定位串用 `quanwen cite --resolve` 重新查找",
    ),
    (
        "not on a cluster: {request}; ask an index with --index DIR",
        "集群上不能做：{request}；请用 --index 文件夹 查本机的索引",
    ),
    ("{error} with {update}", "{error}：{update}"),
    (
        "{error}; if {text} belongs to what is looked for, put all of it in quotation marks",
        "{error}；如果 {text} 是要查的内容的一部分，请把整个查询放在引号里",
    ),
    (
        "cannot read {text}: no such file or folder; if it is another text to find, give it with -e {quoted}; if it belongs to the one before, \
         put all of it in quotation marks",
        "无法读取 {text}：没有这个文件或文件夹；如果它是另一个要查的词，请写成 -e {quoted}；如果和前面的是一个整体，请把整个用引号括起来",
    ),
    (
        "{path} is a file or folder here: give what to find before it, as in quanwen {command} 行政复议 {quoted}",
        "{path} 是这里的文件或文件夹：要查的内容写在它前面，例如 quanwen {command} 行政复议 {quoted}",
    ),
    (
        "the next page: --after {cursor}",
        "下一页：--after {cursor}",
    ),
    (
        "cannot read {path}: no such file or folder; {hint}",
        "无法读取 {path}：没有这个文件或文件夹；{hint}",
    ),
    (
        "all of {corpus} was searched: for this folder alone, put . at the end",
        "查的是整个 {corpus}；只查当前文件夹，请在末尾加一个 .",
    ),
    (
        "the index {index} is of {root}, which does not contain {typed}: {hint}",
        "索引 {index} 属于 {root}，其中没有 {typed}：{hint}",
    ),
    (
        "the index {index} is of parts of {root}, which does not contain {typed}: {hint}",
        "索引 {index} 只属于 {root} 的一部分，其中没有 {typed}：{hint}",
    ),
    // commands/
    (
        "{name} is a folder here: {hint}",
        "{name} 是这里的文件夹：{hint}",
    ),
    ("of the standard input", "（标准输入）"),
    (
        "cannot read the list {name} ({error}): {hint}",
        "无法读取词表 {name}（{error}）：{hint}",
    ),
    (
        "the list {name} is no text: {hint}",
        "词表 {name} 不是文本：{hint}",
    ),
    (
        "the list {name} is empty: {hint}",
        "词表 {name} 是空的：{hint}",
    ),
    (
        "cannot read the concept {name} ({error}): {hint}",
        "无法读取概念文件 {name}（{error}）：{hint}",
    ),
    (
        "{name} is larger than 1 MiB: {hint}",
        "{name} 大于 1 MiB：{hint}",
    ),
    ("{file} {reason}: {hint}", "{file} {reason}：{hint}"),
    (
        "cannot read the record {name}: {hint}",
        "无法读取记录 {name}：{hint}",
    ),
    (
        "{name} is larger than 256 MiB: {hint}",
        "{name} 大于 256 MiB：{hint}",
    ),
    ("{path} {error}: {hint}", "{path} {error}：{hint}"),
    (
        "cannot read the locator {typed} ({error}): {hint}",
        "无法读取定位串 {typed}（{error}）：{hint}",
    ),
    (
        "name a report, or pipe one in: quanwen outline FILE",
        "请给出一份报告，或从管道输入：quanwen outline 文件",
    ),
    // workspace.rs
    (
        "the index {folder} {reason}: it is read as it is and never written",
        "索引 {folder} {reason}：只读取，不改写",
    ),
    (
        "{path} is outside the corpus",
        "{path} 不在建索引的文件夹里",
    ),
    (
        "another process is updating the index: answering from it as it is",
        "另一个进程正在更新索引：先用现有的索引回答",
    ),
    (
        "the index {folder} cannot be written ({source}): answering from it as it is",
        "索引 {folder} 无法写入（{source}）：先用现有的索引回答",
    ),
    (
        "{folder} cannot be written: its index is in {cache}",
        "{folder} 无法写入：索引放在 {cache}",
    ),
    (
        "{file} is in no folder with an index, so it is indexed alone, in {cache}",
        "{file} 所在的文件夹没有索引，所以单独为它建索引，放在 {cache}",
    ),
    ("the index was rebuilt: {reason}", "索引已重建：{reason}"),
    (
        "index brought up to date: {added} added, {changed} changed, {removed} removed",
        "索引已更新：新增 {added}，修改 {changed}，删除 {removed}",
    ),
    // pager.rs
    (
        "the pager `{name}` failed with exit status {code}",
        "分页程序 `{name}` 出错退出，状态码 {code}",
    ),
    (
        "cannot start the pager `{command}`: {error}",
        "无法启动分页程序 `{command}`：{error}",
    ),
    // hint.rs: files that were not read
    (
        "{reason}: raise it with --max-file-size",
        "{reason}：可用 --max-file-size 调大",
    ),
];
