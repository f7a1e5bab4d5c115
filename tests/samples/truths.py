#!/usr/bin/env python3
"""Writes truths.tsv: what a reader would say of every document of the sample files. Reads `texts/` only, never the files.

Counts are of the document itself: title, body, tables, text boxes, footnotes; each word from left to right, none across
paragraphs or cells. For JSON lines the text alone (the titles have none of the words). `furniture`: the same three words
in the visible text of a web page around the document (menus, related links), in the order of the columns before it.
"""
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent
WORDS = ["行政复议", "规范性文件", "行政诉讼"]
PLACES = ["岚江省", "澄州市", "松泽县", "柳渡镇", "宁浦市", "望汀区", "雁石桥镇"]
KEYS = ["title", "region", "year", "issuer", "published", "document_number", "index_number"]
FILES = [
    ("松泽县/2017.html", "songze-2017", "GBK declared gb2312; 镕 and 堃 beyond GB2312; signature 2018-01-19, page date 2018-01-25"),
    ("松泽县/2023.docx", "songze-2023", "numbers of headings by list; red head in a text box, twice in the XML; struck-out 行政复议 not counted; docProps title is another; title on two lines"),
    ("松泽县/2024.html", "songze-2024", "page date 2025-01-20, signature 2025-01-16; script, comment and metadata with the words not counted"),
    ("松泽县/典型案例.jsonl", "songze-cases", ""),
    ("柳渡镇/2023.doc", "liudu-2023", "document number in a text box"),
    ("柳渡镇/2024.rtf", "liudu-2024", "㙍 and 堃 as \\u; info title is another, with 行政复议, not counted"),
    ("望汀区/2024.pdf", "wangting-2024", "running head (the title, without the words) and page numbers not counted; title on two lines"),
    ("望汀区/行政复议统计2024.xlsx", "wangting-table", "two sheets; 合计 are formulas with stored values; date cells show as 2024年12月31日, percents as 45.8%"),
    ("雁石桥镇/宣传月通知.odt", "yanshiqiao-notice", "title on two lines"),
    ("雁石桥镇/历年报告.zip!/雁石桥镇2017年报告.txt", "yanshiqiao-2017", "GB18030, CRLF"),
    ("雁石桥镇/历年报告.zip!/雁石桥镇2019年报告.txt", "yanshiqiao-2019", "UTF-8"),
    ("雁石桥镇/历年报告.zip!/报送材料/雁石桥镇2022年报告.docx", "yanshiqiao-2022", "numbers typed; title on two lines"),
    ("雁石桥镇/历年报告.zip!/更早的报告.zip!/雁石桥镇2016年报告.txt", "yanshiqiao-2016", "GB18030; signed in the year itself"),
]


def read(part):
    head, body = part.split("\n---\n", 1)
    return dict(re.findall(r"^(\w+):[ ]*(.*)$", head, re.M)), body


def visible(template):
    """The text that a page shows around the document, roughly: without head, scripts, comments and attributes."""
    template = re.sub(r"(?is)<!--.*?-->|<head>.*?</head>|<script.*?</script>", "", template)
    return re.sub(r"<[^>]*>", "\n", template)


rows = [["document", *KEYS, "places_named", "headings", *WORDS, "furniture", "source", "remark"]]
for path, name, remark in FILES:
    whole = (HERE / "texts" / f"{name}.txt").read_text("utf-8")
    template = HERE / "texts" / f"{name}.template.html"
    page = visible(template.read_text("utf-8")) if template.exists() else ""
    furniture = "/".join(str(page.count(word)) for word in WORDS)
    for part in whole.split("===\n"):
        head, body = read(part)
        text = re.sub(r"(?m)^(# |\[(box|sign|date|merge)\] )|^\[sheet\].*$", "", body)
        body_and_note = text.replace("[^", "\n").replace("|", "\n")
        document = path
        note = remark
        if "id" in head:
            document = f"{path}!/{head['id']}"
            missing = [k for k in ("region", "year", "issuer", "published") if k not in head]
            note = "absent: " + ", ".join(missing) if missing else ""
        headings = len(re.findall(r"(?m)^[一二三四五六七八九十]+、", text))
        named = " ".join(p for p in PLACES if p in text + head["title"])
        rows.append([document, *(head.get(k, "") for k in KEYS), named, str(headings),
                     *(str(body_and_note.count(word)) for word in WORDS), furniture, f"texts/{name}.txt", note])
(HERE / "truths.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), "utf-8")
