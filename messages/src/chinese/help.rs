//! Texts of the help of the command line: `cli/src/args/`. They are found while running; the names of values are among them.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const HELP: &[Entry] = &[
    // args.rs
    (
        "Full-text search for Chinese government reports: every mention of a phrase, and ranked passages",
        "政府报告全文检索：列出词句的每一个出现处，找出最相关的段落",
    ),
    (
        "When to colour text; `auto` looks at the terminal and at the variables `NO_COLOR` and `CLICOLOR_FORCE`",
        "何时使用颜色；`auto` 取决于终端和环境变量 `NO_COLOR`、`CLICOLOR_FORCE`",
    ),
    (
        "The language of text for people, else that of the variable `QUANWEN_LANG` or of the system; JSON and CSV never change with it",
        "用哪种语言显示；不写时取决于环境变量 `QUANWEN_LANG` 和系统语言；JSON 和 CSV 不随语言变化",
    ),
    (
        "\
Examples:
  quanwen mentions 行政复议 reports/               every mention, in context
  quanwen mentions 规范性文件 reports/ --year 2018..2022 --csv > 规范性文件.csv
  quanwen search '复议案件 办理情况' reports/       the most relevant passages
  quanwen outline reports/2021.txt                 the sections of one report

Exit status: 0 found, 1 nothing found, 2 error.",
        "\
示例：
  quanwen mentions 行政复议 reports/            每一个出现处及其上下文
  quanwen mentions 规范性文件 reports/ --year 2018..2022 --csv > 规范性文件.csv
  quanwen search '复议案件 办理情况' reports/   最相关的段落
  quanwen outline reports/2021.txt              一份报告的章节结构

退出状态：0 找到，1 没有找到，2 出错",
    ),
    (
        "Build or update the index of a folder of reports",
        "建立或更新报告文件夹的索引",
    ),
    (
        "Find every mention of a text, in context",
        "列出词句的每一个出现处及其上下文",
    ),
    (
        "Count texts or concepts over years, places, issuers or headings",
        "按年份、地区、发文机关或标题统计词句或概念出现的次数",
    ),
    (
        "Rank sections by relevance to a query and show their best passages",
        "按相关程度给章节排序，并摘出最相关的句子",
    ),
    (
        "Show how a query is interpreted: tree, words, synonyms, constraints; needs no index",
        "显示程序如何理解一个查询：结构、词语、同义词、条件；不需要索引",
    ),
    (
        "Compare two parts of the corpus: which words set them apart",
        "比较两部分报告，列出用词的不同",
    ),
    (
        "Show how evenly a text is distributed over reports, years or places",
        "看词句在各份报告、各年或各地分布得是否均匀",
    ),
    (
        "List what a text keeps company with: the words and n-grams near its mentions",
        "列出词句前后常出现的词和字串",
    ),
    (
        "Ask a recorded question again, and say what differs and which files made it differ",
        "把记录下来的问题再问一遍，说明哪里不同、是哪些文件造成的",
    ),
    (
        "List the reports with place, year and title",
        "列出报告及其地区、年份和标题",
    ),
    (
        "Show the metadata and section tree of one file; needs no index",
        "显示一个文件的基本信息和章节结构；不需要索引",
    ),
    (
        "Show a report, a section or a mention in full, by its id or path",
        "按编号或路径显示整份报告、整个章节或某个出现处",
    ),
    (
        "Cite a report, a section or a mention; find a cited place again",
        "著录一份报告、一个章节或一个出现处；查找引用过的原文现在在哪里",
    ),
    (
        "Show what the index holds, how old it is, and which files were not read",
        "显示索引的内容和时间，以及哪些文件没有读入",
    ),
    (
        "Check the index for damage",
        "检查索引是否损坏",
    ),
    (
        "Print the completion script of a shell",
        "打印命令行补全的脚本",
    ),
    (
        "The shell",
        "哪种 shell",
    ),
    (
        "SHELL",
        "SHELL",
    ),
    (
        "Print the manual page, or write the pages of all commands to a folder",
        "打印使用手册，或把所有命令的手册写到文件夹里",
    ),
    (
        "Write one page per command to this folder",
        "每个命令的手册各写一个文件，放在这个文件夹里",
    ),
    (
        "WHEN",
        "何时",
    ),
    (
        "LANG",
        "语言",
    ),
    (
        "DIR",
        "文件夹",
    ),
    // What clap adds
    (
        "Print help",
        "显示帮助",
    ),
    (
        "Print help (see more with '--help')",
        "显示帮助",
    ),
    (
        "Print help (see a summary with '-h')",
        "显示帮助",
    ),
    (
        "Print version",
        "显示版本",
    ),
    (
        "Print this message or the help of the given subcommand(s)",
        "显示本页，或某个命令的帮助",
    ),
    // cite.rs
    (
        "\
A citation needs a title, an issuer or place, and a date or year; what is
missing is named. The line below a citation is its locator, by which --resolve
finds the place again after the reports changed.

Examples:
  quanwen cite 2f7c1a90b3d4@1204-1216 reports/     an id of `mentions --json`
  quanwen cite 松泽县/2019.txt reports/ --style bibtex >> reports.bib
  quanwen cite reports/松泽县/2019.txt:12           the section that has line 12
  quanwen cite 2f7c1a90b3d4@1204-1216 reports/ --locator > place.json
  quanwen cite --resolve place.json reports/       same, moved, altered, gone

Exit status: 0 cited, same or moved; 1 altered or gone; 2 error.",
        "\
著录一处原文要有标题、发文机关或地区、日期或年份；缺什么会指出来。著录下面的一行是定位串，报告变动之后可以用 --resolve 找到原处

示例：
  quanwen cite 2f7c1a90b3d4@1204-1216 reports/   `mentions --json` 里的编号
  quanwen cite 松泽县/2019.txt reports/ --style bibtex >> reports.bib
  quanwen cite reports/松泽县/2019.txt:12        第 12 行所在的章节
  quanwen cite 2f7c1a90b3d4@1204-1216 reports/ --locator > place.json
  quanwen cite --resolve place.json reports/     未变、移动、改动或不在了

退出状态：0 已著录、未变或移动，1 改动或不在了，2 出错",
    ),
    (
        "ID",
        "编号",
    ),
    (
        "PATH",
        "路径",
    ),
    (
        "Id of a report, a section or a mention, or the path of a report; PATH:LINE is the section that has the line, PATH:LINE:COLUMN the sentence there",
        "报告、章节或出现处的编号，或报告的路径；`路径:行号` 是该行所在的章节，`路径:行号:列号` 是那里的句子",
    ),
    (
        "Folders or files of reports [default: the nearest index at or above this folder, not updated]",
        "报告所在的文件夹或文件 [默认：当前文件夹或上级文件夹里的索引，不更新]",
    ),
    (
        "Write the citation as gbt7714 (GB/T 7714—2015), bibtex or csl (CSL-JSON)",
        "著录格式：gbt7714（GB/T 7714—2015）、bibtex 或 csl（CSL-JSON）",
    ),
    (
        "STYLE",
        "格式",
    ),
    (
        "Print only the locator",
        "只打印定位串",
    ),
    (
        "Find a cited place again: a locator as printed, a file that has one, or - for standard input",
        "查找引用过的原文：写打印出来的定位串、存有定位串的文件，或用 - 从标准输入读取",
    ),
    (
        "LOCATOR",
        "定位串",
    ),
    // collocates.rs
    (
        "\
Examples:
  quanwen collocates 行政复议 reports/
  quanwen collocates 发展 reports/ --window sentence --kind word --year 2018..
  quanwen collocates 放管服 reports/ --by year -o 放管服.xlsx

Formulas: docs/STATISTICS.md",
        "\
示例：
  quanwen collocates 行政复议 reports/
  quanwen collocates 发展 reports/ --window sentence --kind word --year 2018..
  quanwen collocates 放管服 reports/ --by year -o 放管服.xlsx

公式见 docs/STATISTICS.md",
    ),
    (
        "Words of the dictionary",
        "词典中的词",
    ),
    (
        "Characters in a row, so that what no dictionary has is seen too",
        "连续的几个字，词典里没有的也能看到",
    ),
    (
        "The text",
        "要查的词句",
    ),
    (
        "CONTEXT",
        "范围",
    ),
    (
        "TEXT",
        "词句",
    ),
    (
        "What is near a mention: so many characters on each side, or `sentence`; never beyond a paragraph",
        "前后看多远：每侧多少个字，或同一句 `sentence`；不超出段落",
    ),
    (
        "N",
        "个数",
    ),
    (
        "Characters before a mention, if not those of --window; 0 for none",
        "前面看多少个字，不写时同 --window；0 为不看",
    ),
    (
        "Characters after a mention, if not those of --window; 0 for none",
        "后面看多少个字，不写时同 --window；0 为不看",
    ),
    (
        "How collocates are recognised",
        "列出词还是字串",
    ),
    (
        "KIND",
        "种类",
    ),
    (
        "Characters of an n-gram, up to 6",
        "字串的字数，最多 6",
    ),
    (
        "LENGTHS",
        "字数",
    ),
    (
        "Leave out what is near less often",
        "在前后出现少于多少次的不列",
    ),
    (
        "Show stop words too",
        "停用词也列出",
    ),
    (
        "Count each year by itself too",
        "另外按年统计",
    ),
    (
        "FIELD",
        "项目",
    ),
    (
        "Print at most this many of each kind, up to 1,000; counts still cover all of them",
        "每种最多列多少个，不超过 1,000；统计仍包括全部",
    ),
    // dispersion.rs
    (
        "\
Examples:
  quanwen dispersion 行政复议 reports/
  quanwen dispersion 行政复议 reports/ --by year --json

Formulas: docs/STATISTICS.md",
        "\
示例：
  quanwen dispersion 行政复议 reports/
  quanwen dispersion 行政复议 reports/ --by year --json

公式见 docs/STATISTICS.md",
    ),
    (
        "The text to find",
        "要查的词句",
    ),
    (
        "What a part of the corpus is: report, year or region",
        "按什么分：报告 report、年份 year 或地区 region",
    ),
    (
        "PART",
        "部分",
    ),
    (
        "Print at most this many parts; counts and measures still cover all of them",
        "最多列多少行；统计仍包括全部",
    ),
    // index.rs
    (
        "Folders or files of reports; more than one needs --index",
        "报告所在的文件夹或文件；不止一个时要用 --index",
    ),
    (
        "Rebuild the index from scratch",
        "从头重建索引",
    ),
    (
        "Read every file again, even if its size and time are unchanged",
        "重读每个文件，大小和时间没有变的也读",
    ),
    (
        "Keep the index in DIR instead of `.quanwen` in the folder of the reports",
        "索引放在这个文件夹里，不放在报告文件夹的 `.quanwen` 里",
    ),
    (
        "Index on a cluster instead, such as `http://127.0.0.1:9200/reports`",
        "索引放在集群上，如 `http://127.0.0.1:9200/reports`",
    ),
    (
        "URL",
        "网址",
    ),
    (
        "Spread the index over N shards, each on one machine; an index of another number is rebuilt [default: as it is, or 1]",
        "把索引分成几个分片，每片在一台机器上；原来的片数不同就重建 [默认：不变，新索引为 1]",
    ),
    (
        "Keep N copies of each shard on other machines, so that as many can be lost [default: as it is, or 0]",
        "每个分片在其他机器上留几份副本，坏几台机器也不丢数据 [默认：不变，新索引为 0]",
    ),
    (
        "End when the corpus can be asked, without merging a new index, which takes half a minute or more and makes it smaller",
        "可以查询了就结束，不合并新索引；合并要半分钟以上，能让索引变小",
    ),
    (
        "List problems of the corpus: duplicate reports, several reports of one year, missing years, reports without headings, very short or garbled ones, files that were not read",
        "列出这批报告的问题：重复的、同一年有几份的、缺年份的、没有标题的、过短或乱码的，以及没有读入的文件",
    ),
    (
        "Compare checksums only, not the positions with the stored texts; on a cluster, count only",
        "只比对校验和，不核对位置与原文；集群上只核对数目",
    ),
    (
        "Compare N random sections of a cluster, or `all`, with their files below PATH [default: 300, and the folder that was indexed]",
        "在集群上随机抽取多少个章节，或用 `all` 取全部，与路径下的文件核对 [默认：300，以及建索引的文件夹]",
    ),
    // keywords.rs
    (
        "\
Examples:
  quanwen keywords reports/ --year 2018 --against-year 2022
  quanwen keywords reports/松泽县 reports/望汀区 --limit 50
  quanwen keywords reports/ --heading 复议 --against-heading 应诉 --csv > 复议.csv

What is not given for the reference is as for the study side. Formulas: docs/STATISTICS.md",
        "\
示例：
  quanwen keywords reports/ --year 2018 --against-year 2022
  quanwen keywords reports/松泽县 reports/望汀区 --limit 50
  quanwen keywords reports/ --heading 复议 --against-heading 应诉 --csv > 复议.csv

对照的一方没有写明的条件与被比较的一方相同。公式见 docs/STATISTICS.md",
    ),
    (
        "Compare words from N occurrences on, both sides together",
        "两方合计至少出现这么多次的词才比较",
    ),
    (
        "Order by how certain (ll: log-likelihood) or how large (log-ratio, diff) the difference is",
        "按差异有多可靠（ll，对数似然）或有多大（log-ratio、diff）排序",
    ),
    (
        "ORDER",
        "次序",
    ),
    (
        "Print at most this many words of each side; counts still cover all of them",
        "每一方最多列多少个词；统计仍包括全部",
    ),
    (
        "Compare stop words, single characters and numbers too",
        "停用词、单字和数字也比较",
    ),
    (
        "Reference",
        "对照",
    ),
    (
        "Compare with reports of these years",
        "与这些年份的报告比较",
    ),
    (
        "YEARS",
        "年份",
    ),
    (
        "Compare with reports of this place",
        "与这个地区的报告比较",
    ),
    (
        "PLACE",
        "地区",
    ),
    (
        "Compare with sections under a heading that contains this text",
        "与标题含这些字的章节比较",
    ),
    (
        "Compare with sections of these parts of a document",
        "与文件的这些部分比较",
    ),
    (
        "PARTS",
        "部分",
    ),
    (
        "Compare with reports of this folder or file; may be repeated",
        "与这个文件夹或文件里的报告比较；可以重复",
    ),
    // location.rs
    (
        "Skip files larger than this many MiB",
        "跳过大于多少 MiB 的文件",
    ),
    (
        "MIB",
        "MiB",
    ),
    (
        "Read also headers, footers, comments, hidden sheets and hidden slides; an index that has them keeps them",
        "页眉、页脚、批注、隐藏的工作表和幻灯片也读；读过这些的索引会一直读",
    ),
    (
        "Index",
        "索引",
    ),
    (
        "Ask a corpus on a cluster instead, such as `http://127.0.0.1:9200/reports` (`http://A,B/reports` for several machines of one); PATH is relative to the corpus",
        "改查集群上的报告，如 `http://127.0.0.1:9200/reports`（同一集群的几台机器写成 `http://A,B/reports`）；这时路径相对于集群上的报告",
    ),
    (
        "Answer from the index as it is, without checking for changed files",
        "直接使用现有索引，不检查文件是否变动",
    ),
    (
        "Folder or file of reports [default: the nearest index at or above this folder, not updated]",
        "报告所在的文件夹或文件 [默认：当前文件夹或上级文件夹里的索引，不更新]",
    ),
    // mentions.rs
    (
        "\
Examples:
  quanwen mentions 行政复议 reports/
  quanwen mentions 行政复议 -e 行政诉讼 reports/ --count
  quanwen mentions 放管服 reports/ --strict --verify
  quanwen mentions 行政复议 reports/ --year 2021 --without
  quanwen mentions --pattern '/复议案件([0-9]+)件/' reports/ --csv
  quanwen mentions 发展 reports/ --sort right1,right2 --limit 100
  quanwen mentions 法治 reports/ --whole-word --sample 50 --context sentence",
        "\
示例：
  quanwen mentions 行政复议 reports/
  quanwen mentions 行政复议 -e 行政诉讼 reports/ --count
  quanwen mentions 放管服 reports/ --strict --verify
  quanwen mentions 行政复议 reports/ --year 2021 --without
  quanwen mentions --pattern '/复议案件([0-9]+)件/' reports/ --csv
  quanwen mentions 发展 reports/ --sort right1,right2 --limit 100
  quanwen mentions 法治 reports/ --whole-word --sample 50 --context sentence",
    ),
    (
        "The text to find, as it is; may be omitted if -e, -f or --pattern gives one",
        "要查的词句，照原样查；已经用 -e、-f 或 --pattern 给出时可以不写",
    ),
    (
        "Find a pattern: 行政*机关 or 行政?议, where * is a few characters of a sentence and ? is one, or a regular /expression/, whose groups are columns of --csv; may be repeated",
        "按模式查：行政*机关 或 行政?议，* 是同一句中的若干字，? 是任意一个字；或 /正则表达式/，括号中的内容在 --csv 中各占一列；可以重复",
    ),
    (
        "PATTERN",
        "模式",
    ),
    (
        "Find the terms of a concept instead: a TOML file with `name`, `terms` and `exclusions`; where they overlap, the longest counts",
        "改查一个概念的各个词：写明 `name`、`terms` 和 `exclusions` 的 TOML 文件；重叠时只算最长的",
    ),
    (
        "FILE",
        "文件",
    ),
    (
        "Print only the number of mentions",
        "只显示出现的总数",
    ),
    (
        "Print only the reports, each with its number of mentions, and that of each text if there are several",
        "只列出报告及各自出现的次数；查几个词句时分别列出",
    ),
    (
        "Print the reports that have none of the texts instead; with --heading or --part, of those with such a section",
        "反过来，只列出一处也没有出现的报告；有 --heading 或 --part 时，只看有这类章节的报告",
    ),
    (
        "Leave out mentions that begin or end inside a word, such as 法治 in 依法治县",
        "不列从词中间开始或结束的出现处，如“依法治县”里的“法治”",
    ),
    (
        "Sort by position, year, region, or characters before and after the match: left1 to left10, right1 to right10; several with commas [default: position]",
        "按位置 position、年份 year、地区 region 或前后第几个字（left1 到 left10、right1 到 right10）排序；几项用逗号隔开 [默认：position]",
    ),
    (
        "KEYS",
        "次序",
    ),
    (
        "Print a random sample of this many mentions; counts still cover all of them",
        "随机抽取多少个出现处；统计仍包括全部",
    ),
    (
        "Which of the possible samples; each number always gives the same [default: 0]",
        "抽哪一组样本；同一个数字总是抽到同一组 [默认：0]",
    ),
    (
        "NUMBER",
        "数字",
    ),
    (
        "Print at most this many mentions, or reports; counts still cover all of them",
        "最多列多少个出现处或报告；统计仍包括全部",
    ),
    (
        "Print the whole sentence or paragraph of each mention instead of columns: sentence, paragraph",
        "不排成列，显示每个出现处的整句 sentence 或整段 paragraph",
    ),
    (
        "Columns of context on each side [default: what fits the terminal]",
        "每侧上下文的宽度，一个汉字占两列 [默认：终端容得下的宽度]",
    ),
    (
        "COLUMNS",
        "列数",
    ),
    (
        "Match quotation marks, book-title marks and emphasis too, instead of ignoring them",
        "区分引号、书名号和强调符号，不忽略它们",
    ),
    (
        "Also scan every file from start to end and report whether the answers are equal",
        "同时把每个文件从头到尾扫描一遍，核对结果是否一致",
    ),
    // output.rs
    (
        "Do not page text that is longer than the screen; the variables `QUANWEN_PAGER` and `PAGER` name another pager than `less`",
        "超过一屏时也不分页；要用 `less` 以外的分页程序，请设置环境变量 `QUANWEN_PAGER` 或 `PAGER`",
    ),
    (
        "Output",
        "输出",
    ),
    (
        "Print JSON lines",
        "打印 JSON，每行一条",
    ),
    (
        "Print CSV that opens correctly in Excel and WPS",
        "打印 CSV，可以直接用 Excel 和 WPS 打开",
    ),
    (
        "Print a workbook for Excel and WPS, into a file or a program: --xlsx > FILE.xlsx",
        "打印 Excel 和 WPS 的工作簿，要接到文件或程序：--xlsx > 文件.xlsx",
    ),
    (
        "Write the answer to FILE, in the format of its ending: .jsonl .txt, a table also .csv .tsv .md .xlsx, a chart .svg",
        "把结果写入文件，格式由扩展名决定：jsonl、txt，表格还有 csv、tsv、md、xlsx，图有 svg",
    ),
    (
        "Replace FILE if it exists",
        "文件已经存在时覆盖",
    ),
    (
        "Record the question, its answer and the files that it was read from in FILE: `quanwen replay FILE` asks it again",
        "把问题、答案和读过的文件记录在文件里，以后可以用 `quanwen replay` 再问一遍",
    ),
    // question.rs
    (
        "Filters",
        "筛选",
    ),
    (
        "Reports of these years: 2020, 2018..2022, 2018.., ..2022 or 2016,2018..2020; may be repeated",
        "只查这些年份的报告：2020、2018..2022、2018..、..2022 或 2016,2018..2020；可以重复",
    ),
    (
        "Reports of this place: part of its name or of a place above it, such as 重庆, or all of them, such as 湖北省鄂州市; several with commas between, or repeated",
        "只查这个地区的报告：写地名或上级地名的一部分，如 重庆，或写全称，如 湖北省鄂州市；几个地区用逗号隔开，也可以重复",
    ),
    (
        "Sections under a heading that contains this text",
        "只查标题含这些字的章节及其下级章节",
    ),
    (
        "Sections of these parts of a document: body, front, contents, glossary, notes, annex",
        "只查文件的这些部分：正文 body、文首 front、目录 contents、名词解释 glossary、注释 notes、附件 annex",
    ),
    // replay.rs
    (
        "\
Examples:
  quanwen trend 行政复议 reports/ --record 复议.json
  quanwen replay 复议.json reports/
  quanwen replay 复议.json reports/ --json > differences.jsonl

A record has the question, its filters, the answer, the rules of the index and
a hash of every file, but no folder: name the folder that it was made of.

Exit status: 0 the same answer, 1 another answer, 2 error.",
        "\
示例：
  quanwen trend 行政复议 reports/ --record 复议.json
  quanwen replay 复议.json reports/
  quanwen replay 复议.json reports/ --json > differences.jsonl

记录里有问题、筛选条件、答案、索引的规则和每个文件的哈希，但没有文件夹：请写明当初所查的文件夹

退出状态：0 答案相同，1 答案不同，2 出错",
    ),
    (
        "The file that --record wrote",
        "用 --record 写下的文件",
    ),
    (
        "RECORD",
        "记录",
    ),
    (
        "Folders or files by which the index is found; the record says which reports it covers [default: the nearest index at or above this folder, not updated]",
        "从这些文件夹或文件找到索引；查哪些报告以记录为准 [默认：当前文件夹或上级文件夹里的索引，不更新]",
    ),
    // reports.rs
    (
        "Order by region, year, path or title",
        "按地区 region、年份 year、路径 path 或标题 title 排序",
    ),
    (
        "The report; `-`, or none where a report is piped in, for standard input",
        "报告文件；`-` 为标准输入，从管道读入时可以不写",
    ),
    (
        "Explain which rule accepted or rejected each line as a heading or an item",
        "说明每一行因哪条规则被认作标题或条目，或没有被认作",
    ),
    (
        "Show only the upper N levels of the tree",
        "只显示最上面的几层",
    ),
    (
        "Print only the extracted text",
        "只打印提取出来的文字",
    ),
    // search.rs
    (
        "\
Queries:
  行政复议案件办理情况       words, for ranking; any of them may match
  \"规范性文件\"             must occur exactly, as `mentions` finds it; also “…” 「…」
  +复议 -诉讼                must occur, must not occur
  复议 AND (调解 OR 和解)    also NOT; operators in upper case
  \"行政 诉讼\"~10           within 10 characters, in any order
  同句(行政 诉讼)            in one sentence; 同段 a paragraph, 同节 a section
  \"行政?议\" \"行政*机关\"    any one character, a few characters
  /[0-9]+件/                 a regular expression
  year:2018..2022            also title: heading: region: issuer: document_number:

Examples:
  quanwen search 行政复议案件办理情况 reports/
  quanwen search '府院联动 \"败诉率\"' reports/ --region 松泽县 --limit 5
  quanwen search '复议 heading:化解 year:2020..' reports/ --facet year,region",
        "\
查询的写法：
  行政复议案件办理情况    词语，用来排序；出现任何一个即可
  \"规范性文件\"            必须出现的原文，与 `mentions` 一致；也可以写 “…”「…」
  +复议 -诉讼             必须出现、不得出现
  复议 且 (调解 或 和解)  还有 非；前后要有空格；也可以写 AND OR NOT
  \"行政 诉讼\"~10          中间不超过 10 个字，先后不限
  同句(行政 诉讼)         在同一句内；同段、同节为同一段、同一节内
  \"行政?议\" \"行政*机关\"   任意一个字、若干字
  /[0-9]+件/              正则表达式
  年份：2018-2022         还有 标题： 章节： 地区： 机关： 文号：

示例：
  quanwen search 行政复议案件办理情况 reports/
  quanwen search '府院联动 \"败诉率\"' reports/ --region 松泽县 --limit 5
  quanwen search '复议 章节：化解 年份：2020..' reports/ --facet year,region",
    ),
    (
        "What the passages should be about: words, \"exact texts\", +must -must-not, year:2018..2022; see below",
        "要找什么内容：词语、\"原文\"、+必须出现 -不得出现、年份：2018-2022；见下文",
    ),
    (
        "QUERY",
        "查询",
    ),
    (
        "Print at most this many hits",
        "最多列多少个结果",
    ),
    (
        "Print at most this many passages of each hit",
        "每个结果最多摘多少条",
    ),
    (
        "Continue after the page that ended with this cursor",
        "接着上一页列；写上一页末尾给出的 --after",
    ),
    (
        "CURSOR",
        "页标",
    ),
    (
        "Count the matching sections by year, region or both",
        "按年份 year、地区 region 或两者统计全部结果",
    ),
    (
        "FIELDS",
        "项目",
    ),
    (
        "Do not group sections that have the same best passage",
        "最相关的句子相同的章节不合并",
    ),
    (
        "Print only the best section of each report",
        "每份报告只列最相关的一个章节",
    ),
    (
        "Leave synonyms out",
        "不使用同义词",
    ),
    (
        "Read places, years, issuers and kinds of documents in the query as words alone",
        "查询里的地区、年份、发文机关和文种只当作词",
    ),
    (
        "Read the query as plain words: quotation marks, signs and brackets have no meaning",
        "整个查询当作普通词语：引号、符号和括号没有特殊含义",
    ),
    (
        "The query",
        "查询",
    ),
    // texts.rs
    (
        "Another text; may be repeated",
        "再查一个词句；可以重复",
    ),
    (
        "The texts listed in a file, one per line; - reads the standard input",
        "从文件中读取要查的词句，每行一个；- 为标准输入",
    ),
    // trend.rs
    (
        "\
Examples:
  quanwen trend 行政复议 reports/
  quanwen trend 行政复议 行政诉讼 reports/ --by year,region --year 2018..2022 -o trend.xlsx
  quanwen trend --concept 法治.toml reports/ --per word --balanced -o trend.svg
  quanwen trend 行政复议 reports/ --by year,region --evidence -o trend.xlsx
  quanwen trend 行政复议 reports/ --year 2020 --region 松泽县 --evidence

0 is a report without a mention, · a place and year without a report.
A concept file:
  name = \"法治\"
  terms = [\"依法行政\", \"法治政府\", \"法治\"]
  exclusions = [\"法治日报\"]",
        "\
示例：
  quanwen trend 行政复议 reports/
  quanwen trend 行政复议 行政诉讼 reports/ --by year,region --year 2018..2022 -o trend.xlsx
  quanwen trend --concept 法治.toml reports/ --per word --balanced -o trend.svg
  quanwen trend 行政复议 reports/ --by year,region --evidence -o trend.xlsx
  quanwen trend 行政复议 reports/ --year 2020 --region 松泽县 --evidence

0 表示有报告而没有提到，· 表示那一年那个地方没有报告

概念文件的写法：
  name = \"法治\"
  terms = [\"依法行政\", \"法治政府\", \"法治\"]
  exclusions = [\"法治日报\"]",
    ),
    (
        "The texts to count, each apart, then folders or files of reports [default: the nearest index at or above this folder, not updated]",
        "要统计的词句，分别计数；然后是报告所在的文件夹或文件 [默认：当前文件夹或上级文件夹里的索引，不更新]",
    ),
    (
        "TEXT… [PATH]…",
        "词句… [路径]…",
    ),
    (
        "Count the terms of a concept as one: a TOML file with `name`, `terms` and `exclusions`; may be repeated",
        "把一个概念的各个词合起来统计：写明 `name`、`terms` 和 `exclusions` 的 TOML 文件；可以重复",
    ),
    (
        "One or two of year, region, province, issuer, heading, code (GB/T 2260), with a comma between",
        "按年份 year、地区 region、省份 province、发文机关 issuer、一级标题 heading、代码 code（GB/T 2260）中的一项或两项统计，两项用逗号隔开",
    ),
    (
        "Show mentions per 10,000 characters (10k), per 100 words (word) or per report (document)",
        "显示每万字（10k）、每百词（word）或每份报告（document）出现的次数",
    ),
    (
        "MEASURE",
        "单位",
    ),
    (
        "Take only places with a report of every year",
        "只看每年都有报告的地区",
    ),
    (
        "List the mentions behind each cell too; a filter such as --year 2020 --region 松泽县 opens one",
        "列出每一格背后的每一个出现处；加上 --year 2020 --region 松泽县 这样的筛选，就只看一格",
    ),
    (
        "With --evidence, list at most this many mentions of each cell",
        "用 --evidence 时，每格最多列多少个出现处",
    ),
    (
        "With --evidence, list the whole sentence or paragraph of each mention: sentence, paragraph",
        "用 --evidence 时，显示每个出现处的整句 sentence 或整段 paragraph",
    ),
];
