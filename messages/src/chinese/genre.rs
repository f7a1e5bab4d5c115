//! The shapes and the reasons of the rules of `index-schema/genre.toml`, which are found while running: a schema of one's own has others,
//! which are shown as they are written.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const GENRE: &[Entry] = &[
    // number-at-line-start
    (
        "一、 （一） 1. （1） at the beginning of a line; a list 一、 between （一） and （二） is below them",
        "行首的 一、（一） 1. （1）；（一）与（二）之间的一、系列低一级",
    ),
    (
        "GB/T 9704-2012, 7.3.3 numbers the parts of a document 一、 （一） 1. （1）; the number gives the level, whatever the markup",
        "GB/T 9704-2012 第 7.3.3 条规定层次依次为 一、（一） 1. （1）；级别由序号决定，与排版标记无关",
    ),
    // damaged-number
    (
        "一）… （三 … 、… at the beginning of a short line or before a short first sentence",
        "短行行首或首句很短的段首的 一）…、（三 …、…",
    ),
    (
        "Copying from web pages loses the first character of a paragraph, or one of two brackets",
        "从网页复制时，段落的第一个字或括号的一半容易丢失",
    ),
    // number-after-sentence
    (
        "A number in mid-line after the end of a sentence that begins or continues its series",
        "行中一句话结束后，开始或接续一组序号的序号",
    ),
    (
        "Where line breaks were lost, a whole report is on one line",
        "换行丢失以后，整份报告可能只有一行",
    ),
    // number-in-series
    (
        "A number in mid-sentence that is the next of its series and is followed by a short sentence",
        "句子中间的序号，正好是该组的下一个，后面是短句",
    ),
    (
        "Punctuation before a number is often lost (依法行政二、打算), the number itself seldom",
        "序号前的标点常会丢失（依法行政二、打算），序号本身很少丢失",
    ),
    // number-behind-heading
    (
        "（一） directly after the heading of a chapter, without punctuation between them",
        "紧接在章标题后面的（一），中间没有标点",
    ),
    (
        "Where line breaks were lost, the heading of a chapter runs into that of its first section",
        "换行丢失以后，章标题与第一节的标题连在一起",
    ),
    // division-of-law
    (
        "第一编 第一章 第一节 第一条 at the beginning of a line, where a document has several",
        "行首的 第一编 第一章 第一节 第一条，且文中有多个",
    ),
    (
        "Laws and rules are cited by their articles; levels count from the highest kind in the document",
        "法律、法规、规章按条引用；级别从文中最高的一级算起",
    ),
    // marked-heading
    (
        "A short line in Markdown's heading or bold type that is not a sentence, after the first sentence",
        "第一句话之后，用 Markdown 标题或粗体标出、又不是句子的短行",
    ),
    (
        "Work reports name their parts without numbers: 2024年工作回顾, 2025年工作安排",
        "政府工作报告的各部分不编号：2024年工作回顾、2025年工作安排",
    ),
    // bare-heading
    (
        "A short line without a number that reads like a heading, between the end of one paragraph and the next; a short one closes a report",
        "两段之间没有序号、读起来像标题的短行；很短的一行可以是报告的结尾部分",
    ),
    (
        "A report that numbers 一、 and 二、 may leave its last part without a number; a heading with one of the words is a chapter where the numbers do not tell",
        "用一、二、编号的报告，最后一部分可能没有序号；序号看不出级别时，含有所列词语的标题算作章",
    ),
    // heading-below-number
    (
        "A short line below a number that is alone on its line: the heading of that number",
        "单独成行的序号下面的短行：该序号的标题",
    ),
    (
        "Web editors put a number and its heading into two paragraphs",
        "网页编辑常把序号和标题分成两段",
    ),
    // enumeration
    (
        "Numbers in one sentence, each after a comma or semicolon: （1）…；（2）…; in a text that kept its lines also a series that begins after a colon in mid-line, and lines that end in a semicolon, with the line that ends their sentence",
        "一句话里逗号或分号后面的序号：（1）…；（2）…；保留了换行的文本里，也包括行中冒号后开始的一组，以及以分号结尾的各行和结束这句话的一行",
    ),
    (
        "Targets and conditions are counted inside a sentence and have no text of their own",
        "指标和条件在句子里编号，没有自己的正文",
    ),
    // numerals-of-a-word
    (
        "一、二、三产业 and 三、四线城市: a numeral directly after the delimiter",
        "一、二、三产业，三、四线城市：分隔符后面紧跟着数字",
    ),
    (
        "Kinds and ranks are counted with the same delimiter as parts",
        "种类和等级与各部分用同样的顿号编号",
    ),
    // out-of-series
    (
        "A number in mid-line that neither begins nor continues a series, or is followed by a long sentence",
        "行中的序号，既不开始也不接续一组序号，或者后面是长句",
    ),
    (
        "Reports quote numbers of other documents, and in prose numerals occur before 、",
        "报告引用其他文件的序号，行文中顿号前也常有数字",
    ),
    // row-of-form
    ("A number and one of the words", "序号加上所列词语之一"),
    (
        "Annual disclosure reports have a form of the State Council (国办公开办函〔2019〕60号), whose rows are numbered like chapters and become lines of their own when the report is copied",
        "政府信息公开工作年度报告有国务院规定的表格（国办公开办函〔2019〕60号），表中各行像章一样编号，复制以后各成一行",
    ),
    // quoted-article
    (
        "第三条 at the beginning of a line in a document that is not a law",
        "不是法律法规的文件里，行首的 第三条",
    ),
    ("Reports quote single articles", "报告会引用个别条文"),
    // paragraph-of-article
    (
        "（一） and 1. in a document of articles",
        "条文式文件里的（一）和 1.",
    ),
    (
        "They are 款 and 项 of the article and are cited with it",
        "它们是该条的款和项，随该条引用",
    ),
    // glossary-entry
    (
        "1、“三网”融合：…: a number, a term in quotation marks, a colon",
        "1、“三网”融合：…：序号、引号里的词语、冒号",
    ),
    (
        "Work reports explain their terms in numbered notes at the end",
        "政府工作报告在末尾用编号的注释解释名词",
    ),
    // glossary
    (
        "A short line with one of the words, or the heading of a chapter that is one, and what follows up to the next number of the body; without such a line, the entries 1. to n., each a term and a colon, or [1] to [n], that end the text",
        "含有所列词语之一的短行，或者就是该词语的章标题，直到正文的下一个序号；没有这样的行时，为文末的 1. 至 n.（每条为词语加冒号）或 [1] 至 [n]",
    ),
    (
        "Explanations have numbers of their own and are not part of the report: a definition is no statement of its last chapter",
        "名词解释有自己的编号，不属于报告正文：一条定义不是最后一章的内容",
    ),
    // notes
    (
        "A line that is one of the words, or one of them and the first of numbered notes, and what follows up to the next number of the body, or the entries [1] to [n] that end the text; it is a glossary if most of the notes explain a term",
        "就是所列词语之一的行，或该词语加上编号注释的第一条，直到正文的下一个序号；或者文末的 [1] 至 [n]；多数注释解释名词时，算作名词解释",
    ),
    (
        "Notes tell how figures were counted; they have numbers of their own",
        "注释说明数据口径，有自己的编号",
    ),
    // contents
    (
        "The lines from one of the words to the heading that repeats the first entry, or three list entries with links to headings of the page",
        "从所列词语之一到重复第一个条目的标题之间各行，或三个链接到本页标题的列表条目",
    ),
    (
        "A table of contents has the headings of the report before they occur",
        "目录里的标题出现在正文之前",
    ),
    // annex
    (
        "A line that is one of the words, alone, numbered, or with a title after a colon, or a title that the list of annexes above the signature names, and what follows up to the next number of the body; not the list of annexes above a signature, and not a regulation",
        "就是所列词语之一的行，可以单独成行、带编号或冒号后带标题，也可以是落款前附件清单所列的标题，直到正文的下一个序号；落款前的附件清单和规章除外",
    ),
    (
        "Annexes are lists and forms whose rows have numbers of their own; a regulation is what its notice is about",
        "附件是表格和清单，各行有自己的编号；规章则是通知本身的内容",
    ),
    // text-of-compilation
    (
        "A line that reads like a title, below which the numbers begin again, or the divisions of a law; its text has levels of its own, and where the numbers of several texts are the same the titles are sections",
        "像标题的一行，其后序号重新开始，或出现法律的编章；它的正文有自己的级别，几篇文本的序号相同时，标题算作章节",
    ),
    (
        "A file may hold a notice and the regulation that it puts in force, or several reports",
        "一个文件里可能有通知和它印发的规定，也可能有几份报告",
    ),
    // before-the-body
    (
        "A short line before the salutation or the first sentence, unless it is one of the words in heading or bold type",
        "称谓或第一句话之前的短行；用标题或粗体标出的所列词语除外",
    ),
    (
        "Titles, names, dates and the text that a web page has above a report look like headings",
        "标题、人名、日期和网页在报告上方的文字看起来都像标题",
    ),
    // not-a-heading
    (
        "A short line that ends in mid-sentence, begins with a dash or a bracket, is mostly figures, contains a full stop or three commas (in plain type two, or a colon), names an officer or a congress, or begins with one of the words",
        "在句子中间结束的短行，以破折号或括号开头的、主要是数字的、含句号或三个逗号（正文字体为两个，或一个冒号）的、提到职务或会议的，或以所列词语之一开头的短行",
    ),
    (
        "A heading names one topic in Chinese words; salutations, sources, captions and the buttons of a page are short lines too",
        "标题用汉字写明一个主题；称谓、来源、图注和网页按钮也是短行",
    ),
    // no-paragraph-below
    (
        "A short line with no paragraph and no number after it",
        "后面既没有段落也没有序号的短行",
    ),
    (
        "Signatures, dates and the cells of tables are lines of their own too",
        "落款、日期和表格单元格也单独成行",
    ),
    // paragraph-goes-on
    (
        "A short line after one that has not ended",
        "上一行没有说完时，其后的短行",
    ),
    (
        "Broken paragraphs and the cells of tables leave short lines",
        "断开的段落和表格单元格会留下短行",
    ),
    // item-behind-clause
    (
        "一是 二是 at the beginning of a line or after a clause; its heading is the first sentence, if that is short, has at most one comma and more text after it",
        "行首或分句之后的 一是 二是；第一句较短、至多一个逗号且后面还有内容时，作为它的标题",
    ),
    (
        "The points of a section are counted with 是 in running text; a sentence with more commas says what was done and does not name a topic",
        "一节里的要点在行文中用“是”列举；逗号较多的句子是在说做了什么，不是主题",
    ),
    // item-in-series
    ("The next 二是 in mid-sentence", "句子中间接下来的 二是"),
    (
        "The punctuation before it is lost: 97%以上三是",
        "前面的标点丢失了：97%以上三是",
    ),
    // page-cut
    (
        "A line of prose that ends in mid-sentence, and the line that continues it",
        "在句子中间结束的一行正文，和接续它的一行",
    ),
    (
        "The end of a page breaks a paragraph in mid-word (规范 / 性文件); most breaks between two Chinese characters separate a heading from its text",
        "换页会把一个词断成两行（规范 / 性文件）；两个汉字之间的换行多数是标题与正文的分界",
    ),
    // page-table
    (
        "索引号 发布机构 发布日期 文号 名称 and the value after the colon, above the text",
        "正文上方的 索引号 发布机构 发布日期 文号 名称 及冒号后的内容",
    ),
    (
        "Governments publish reports on pages with a table of 政府信息公开",
        "政府网页在报告上方有政府信息公开的表格",
    ),
    // title-over-lines
    (
        "The first short line above the text that ends in one of the words and contains a year or a government, else the first that ends in one of the words; with the lines above it that are the name of a government, 关于, or a year",
        "正文上方第一个以所列词语结尾、并含有年份或政府名称的短行，没有时为第一个以所列词语结尾的短行；连同上面的政府名称、“关于”或年份所在的行",
    ),
    (
        "Titles are set in two or three lines, and pages have headings of their own above them",
        "标题排成两三行，网页上方还有自己的标题",
    ),
    // announced-title
    (
        "Where one of the words is alone on one of the first lines, or ends one that is the name of an office, the title in 《》 at the beginning of a later line: 《…》已…通过，现予公布",
        "开头几行里有一行就是所列词语之一，或是以它结尾的机关名称时，后面某行行首《》里的题名：《…》已…通过，现予公布",
    ),
    (
        "Rules and interpretations of law are published after an announcement whose first line is the name of the office",
        "规章和司法解释在公告之后发布，公告第一行是机关名称",
    ),
    // year-of-report
    (
        "The year of the title, not that of the signature",
        "标题里的年份，不是落款的年份",
    ),
    (
        "A report on 2021 is signed in January 2022",
        "2021 年的报告在 2022 年 1 月落款",
    ),
    // year-of-delivery
    (
        "——2013年1月24日在某省第十二届人民代表大会…上, or the date next to it",
        "——2013年1月24日在某省第十二届人民代表大会…上，或旁边的日期",
    ),
    (
        "A work report whose title has no year is dated by its delivery",
        "标题里没有年份的政府工作报告，以作报告的日期为准",
    ),
    // year-of-tasks
    (
        "The year after the delivery of a work report in November or December, where the heading of a chapter or the first sentence below it names that year, or 明年, with one of the words",
        "十一月、十二月作的政府工作报告，章标题或其下第一句话用所列词语提到下一年或“明年”时，取下一年",
    ),
    (
        "Congresses meet in the last weeks of a year to hear the tasks of the next, by which people call the report; a plan for five years is none for the next",
        "人民代表大会在年末几周开会，审议下一年的任务，人们以下一年称呼这份报告；五年规划不算下一年的任务",
    ),
    // year-of-plan
    (
        "The year in a short heading of a chapter of a work report that contains one of the words and none of those of year-of-review",
        "政府工作报告里含有所列词语、又不含 year-of-review 所列词语的较短章标题中的年份",
    ),
    (
        "Work reports that lost their date still have 二、2012年工作任务",
        "日期丢失的政府工作报告仍有 二、2012年工作任务",
    ),
    // year-of-review
    (
        "The year in a short heading of a chapter with one of the words, in a work report also in the heading of its first chapter or the sentence below it, or the year of its estimates: that of the report, in a work report the year before it",
        "含有所列词语之一的较短章标题中的年份，政府工作报告还包括第一章的标题或其下的一句话，或者预计数的年份：这是报告的年份；政府工作报告则为它的前一年",
    ),
    (
        "A report reviews its year, a work report the year before its delivery; figures of a year that has just ended are estimates",
        "报告回顾当年，政府工作报告回顾上一年；刚结束的一年的数据是预计数",
    ),
    // year-of-opening
    (
        "现将2020年度…情况报告如下, 特向社会公布2020年度…情况, the year that the first sentence of a report begins with, or 一年来 in a report of January to March",
        "现将2020年度…情况报告如下、特向社会公布2020年度…情况、报告第一句话开头的年份，或一月至三月报告里的“一年来”",
    ),
    (
        "Where the title has no year, the opening has; what is no report may begin with the year of what came before it",
        "标题里没有年份时，开头有；不是报告的文本可能以之前事情的年份开头",
    ),
    // names-of-path
    (
        "Places in the names of folders, a year in the name of the file; used only if the text states none",
        "文件夹名称里的地区，文件名里的年份；只在文中没有写明时使用",
    ),
    (
        "Reports are kept in folders by place, with a file for each year",
        "报告按地区放在文件夹里，一年一个文件",
    ),
    // date-of-report
    (
        "2021年1月10日, ２０２１年１月5日, 二〇二一年元月十日, 2021-01-10, 2021/1/10 in the page's table, under the text, at the delivery or in an order",
        "2021年1月10日、２０２１年１月5日、二〇二一年元月十日、2021-01-10、2021/1/10，见于网页表格、正文之下、作报告处或令中",
    ),
    (
        "Signatures write dates in Chinese numerals, pages in digits",
        "落款用汉字数字写日期，网页用阿拉伯数字",
    ),
    // document-number
    (
        "松府办〔2020〕18号 on a line of its own or before the signer, also with lost or other brackets",
        "松府办〔2020〕18号，单独成行或在签发人之前，括号丢失或换成其他括号的也算",
    ),
    (
        "GB/T 9704-2012, 7.2.5: issuing office, year in brackets, number",
        "GB/T 9704-2012 第 7.2.5 条：发文机关代字、括号里的年份、序号",
    ),
    // order-of-law
    (
        "A line below the title, mostly in brackets: date, authority, 令第7号公布, or date, congress, 第三次会议通过",
        "标题下面多在括号里的一行：日期、机关、令第7号公布，或日期、会议、第三次会议通过",
    ),
    (
        "Laws are put in force by an order or a resolution, which is cited below the title",
        "法律法规由令或决议公布施行，标题下面注明",
    ),
    // issuer-of-report
    (
        "The office that the page names, else the one that signs below the text or the title, else the one that the title begins with, else the one whose head speaks or that the speaker says to speak for, that ordered or announces it, or that the page gives as its source; several that sign one below the other or begin the title together; of a work report that names none the government of its place",
        "网页写明的机关；没有时，依次为正文或标题下面落款的机关、标题开头的机关、由其负责人作报告或报告人所代表的机关、下令或公布它的机关、网页注明的来源机关；上下几个落款或一起出现在标题开头的机关都算；政府工作报告没有写明时，为当地政府",
    ),
    (
        "Titles begin with the name of the office that reports; a title that begins with a place names no office",
        "标题以作报告的机关名称开头；以地名开头的标题没有写明机关",
    ),
    // places-in-name
    (
        "The places that a title or the name of an office begins with: names of the table of divisions, else characters that end as names of places do; a zone is in the city that its name begins with, a division of the corps is one with its city",
        "标题或机关名称开头的地区：区划表里的名称，或以地名用字结尾的文字；开发区属于名称开头的城市，兵团的师与所在城市算同一个",
    ),
    (
        "Towns, and places that were renamed, are not in the table; words of the title around a name end as places do too (城市, 住房和城乡)",
        "乡镇和改过名的地区不在区划表里；标题里地名前后的词也会以地名用字结尾（城市、住房和城乡）",
    ),
    // region-of-body
    (
        "A clause of the first sentences that begins with a place and goes on with one of the words",
        "开头几句话里以地区开头、接着是所列词语之一的分句",
    ),
    (
        "Where title and signature were lost, the first sentences say who did what",
        "标题和落款都丢失时，开头几句话说明是谁做了什么",
    ),
    // region-spoken-of
    (
        "Of the rank that a report speaks for (我代表市人民政府) or calls its own (全省, 全市), the place that it mentions most, at least three times and twice as often as any other",
        "与报告所代表的（我代表市人民政府）或自称的（全省、全市）级别相同、提到次数最多的地区：至少三次，并且是其他地区的两倍以上",
    ),
    (
        "A work report may name its place only in its prose",
        "政府工作报告可能只在正文里提到地名",
    ),
    // region-by-division
    (
        "The province and prefecture of a county, by the table of divisions; where several counties share the name, by the only prefecture or province that the text names; of a place that the table does not have, the only prefecture or province whose authorities the text names",
        "按区划表，县所属的省和地级市；几个县同名时，取文中唯一提到的地级市或省；表里没有的地区，取文中提到其机关的唯一的地级市或省",
    ),
    (
        "A county's report names only the county",
        "县的报告只写县名",
    ),
    // region-of-speaker
    (
        "我代表某省人民政府, 某市市长",
        "我代表某省人民政府、某市市长",
    ),
    (
        "The title of a work report may be just 政府工作报告",
        "政府工作报告的标题可能只有 政府工作报告 几个字",
    ),
];
