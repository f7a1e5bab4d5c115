#!/usr/bin/env python3
"""Makes the sample files of more formats (HTML, DOCX, DOC, PDF, XLSX, JSONL, ZIP, RTF, ODT) out of `texts/`.

    python3 make.py [OUT]          # OUT: sample-corpus

Every text is invented for the project; the sources are `texts/*.txt`, readable as they stand:

    title: …            a head of `key: value` lines: the metadata as a reader would say them (used by truths.py only)
    ---
    # …                 a line of the title (a title may stand on two lines)
    一、…  （一）…        headings; everything else is a paragraph, one a line
    |a|b|               a row of a table
    [box] …             text in a text box (the red head)
    [^…]                a footnote, at the place of its mark
    [sign] [date] …     signature and date, right-aligned
    [sheet] [merge] …   xlsx: a new sheet; a title cell merged over the width of the table

`texts/*.template.html` hold the furniture of the web pages around `{{article}}`.

Deterministic: fixed dates, no random numbers; two runs give the same bytes, except that the .doc depends on the version
of LibreOffice. Needs: openpyxl, reportlab, and LibreOffice Writer (`soffice`) for .doc and .odt.
"""

import datetime
import html
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).resolve().parent
TEXTS = HERE / "texts"
OUT = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE.parent.parent / "sample-corpus"
STAMP = (2025, 2, 1, 8, 0, 0)  # every date inside a container
ISO = "2025-02-01T08:00:00Z"


# ---- Sources ----

def source(name):
    """Head (a dict) and body (a list of lines) of texts/NAME.txt."""
    return parse((TEXTS / f"{name}.txt").read_text("utf-8"))


def parse(text):
    head, body = text.split("\n---\n", 1)
    pairs = (line.split(":", 1) for line in head.strip().splitlines())
    return {k.strip(): v.strip() for k, v in pairs}, [line for line in body.splitlines() if line]


def level(line):
    """1 for 一、…, 2 for （一）… that is a heading alone (no sentence), else 0."""
    if re.match(r"[一二三四五六七八九十]+、", line):
        return 1
    if re.match(r"（[一二三四五六七八九十]+）[^。：；]*$", line):
        return 2
    return 0


def cells(line):
    return line.strip("|").split("|")


def put(path, data):
    path = OUT / path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


# ---- Zip containers with fixed dates ----

class GbkInfo(zipfile.ZipInfo):
    """An entry whose name is written in GBK without the UTF-8 flag, as archivers on Chinese Windows do."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def make_zip(entries, info=zipfile.ZipInfo, stored=()):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries:
            entry = info(name, STAMP)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.create_system = 0  # FAT, as Windows says
            entry.external_attr = 0x20
            archive.writestr(entry, data.encode() if isinstance(data, str) else data)
    return out.getvalue()


# ---- HTML ----

def page_2024():
    """A county government's page: UTF-8, furniture, metadata table; words split over <span>, as editors leave them."""
    head, body = source("songze-2024")
    out, table = [], False
    for line in body:
        if line.startswith("# "):
            continue  # in the template
        if table and not line.startswith("|"):
            out.append("</tbody></table>")
            table = False
        text = html.escape(line, quote=False)
        if line.startswith("|"):
            if not table:
                out.append('<table border="1" style="border-collapse:collapse"><tbody>')
            tag = "td" if table else "th"
            table = True
            out.append("<tr>" + "".join(f"<{tag}><p>{c}</p></{tag}>" for c in cells(text)) + "</tr>")
        elif level(line) == 1:
            out.append(f'<p><span style="font-family:黑体"><strong>{text}</strong></span></p>')
        elif level(line) == 2:
            out.append(f'<p><span style="font-family:楷体_GB2312">{text}</span></p>')
        elif line.startswith("["):
            out.append(f'<p style="text-align:right">{text.split("] ")[1]}&nbsp;&nbsp;&nbsp;&nbsp;</p>')
        else:
            text = text.replace("行政复议案件", '行政</span><span lang="EN-US">复议案件', 1)
            out.append(f'<p><span style="font-size:16pt">{text}</span></p>')
    template = (TEXTS / "songze-2024.template.html").read_text("utf-8")
    return template.replace("{{title}}", head["title"]).replace("{{article}}", "\n".join(out)).encode()


def page_2017():
    """An old page: GBK declared as gb2312, table layout, unclosed cells, full-width indents and <br>, CRLF."""
    head, body = source("songze-2017")
    out = []
    for line in body:
        if line.startswith("# "):
            continue
        line = line.split("] ")[1] if line.startswith("[") else line
        text = html.escape(line, quote=False).replace("“", "&ldquo;").replace("”", "&rdquo;")
        out.append(("<B>　　" + text + "</B>" if level(line) == 1 else "　　" + text) + "<BR>")
    template = (TEXTS / "songze-2017.template.html").read_text("utf-8")
    page = template.replace("{{title}}", head["title"]).replace("{{article}}", "\n".join(out))
    return page.replace("\n", "\r\n").encode("gbk")


# ---- DOCX, written part by part ----

W = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
     'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
     'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
     'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
     'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
     'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
     'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
     'mc:Ignorable=""')
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

# As WPS and the Chinese Word write them: numbers for ids, the level in the style.
STYLES = XML + f"""<w:styles {W}>
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr>NUM0<w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/><w:pPr>NUM1<w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:rFonts w:eastAsia="楷体_GB2312"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="44"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="a4"><w:name w:val="footnote text"/><w:basedOn w:val="a"/><w:rPr><w:sz w:val="18"/></w:rPr></w:style>
</w:styles>"""
NUMBERING = XML + f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/><w:lvlJc w:val="left"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>"""


def run(text, properties=""):
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def runs(text):
    """Runs as Word leaves them: cut in the middle of a word, with marks of the spelling check between."""
    first, *rest = text.split("行政复议")
    return run(first) + "".join(
        run("行政") + '<w:proofErr w:type="gramStart"/>' + run("复议", "<w:b w:val=\"0\"/>") + run(r) for r in rest)


def paragraph(content, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def text_box(lines):
    """A red head: DrawingML and, for old readers, VML with the same text again (it must be read once)."""
    inner = "".join(paragraph(run(line, '<w:color w:val="FF0000"/>'), '<w:jc w:val="center"/>') for line in lines)
    return paragraph(f"""<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="5600000" cy="1100000"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="文本框 1"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5600000" cy="1100000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style="width:441pt;height:87pt"><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>""")


def docx(name, automatic=True):
    """A Word document. `automatic`: headings are numbered by the list, not by characters in the text."""
    head, body = source(name)
    out, notes, table, boxes = [], [], [], [line[6:] for line in body if line.startswith("[box] ")]
    if boxes:
        out.append(text_box(boxes))

    def flush():
        if table:
            rows = "".join("<w:tr>" + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="2200" w:type="dxa"/></w:tcPr>{paragraph(runs(c))}</w:tc>' for c in row)
                + "</w:tr>" for row in table)
            grid = "<w:gridCol w:w=\"2200\"/>" * len(table[0])
            out.append(f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>')
            table.clear()

    for line in body:
        if line.startswith("|"):
            table.append(cells(line))
            continue
        flush()
        kind = level(line)
        if line.startswith("[box]"):
            continue
        if line.startswith("# "):
            out.append(paragraph(run(line[2:]), '<w:pStyle w:val="a3"/>'))
        elif line.startswith("["):
            out.append(paragraph(run(line.split("] ")[1]), '<w:jc w:val="right"/>'))
        elif automatic and re.match(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）", line):
            text = re.sub(r"^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)", "", line)
            if kind:  # the number comes with the style
                out.append(paragraph(runs(text), f'<w:pStyle w:val="{kind}"/>'))
            else:  # a run-in heading: a plain paragraph with a number of its own
                out.append(paragraph(runs(text), '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'))
        elif kind:
            out.append(paragraph(runs(line), f'<w:pStyle w:val="{kind}"/>'))
        else:
            note = re.search(r"\[\^(.*?)\]", line)
            if note:
                notes.append(note[1])
                before, after = line[:note.start()], line[note.end():]
                content = runs(before) + '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>' + runs(after)
            else:
                content = runs(line)
            if "执法监督员随队" in content and notes:  # a tracked change: what was struck out is not text
                struck = f'<w:del w:id="9" w:author="某" w:date="{ISO}"><w:r><w:delText>对行政复议案件</w:delText></w:r></w:del>'
                content = content.replace("执法监督员随队", '</w:t></w:r>' + struck + "<w:r><w:t>执法监督员随队", 1)
            out.append(paragraph(content, '<w:ind w:firstLineChars="200" w:firstLine="640"/>'))
    flush()
    numbered = lambda n: f'<w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="1"/></w:numPr>' if automatic else ""
    footer = XML + f'<w:ftr {W}>' + paragraph(
        run("— ") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("1") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + run(" —"), '<w:jc w:val="center"/>') + "</w:ftr>"
    footnotes = XML + f'<w:footnotes {W}>' + "".join(
        f'<w:footnote w:type="{t}" w:id="{i}"><w:p><w:r><w:{t}/></w:r></w:p></w:footnote>'
        for i, t in enumerate(["separator", "continuationSeparator"])) + "".join(
        f'<w:footnote w:id="{i}">' + paragraph("<w:r><w:footnoteRef/></w:r>" + runs(n), '<w:pStyle w:val="a4"/>')
        + "</w:footnote>" for i, n in enumerate(notes, 2)) + "</w:footnotes>"
    document = XML + f"<w:document {W}><w:body>" + "".join(out) + (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>")
    parts = {"document": "document.main", "styles": "styles", "numbering": "numbering", "footer1": "footer",
             "footnotes": "footnotes"}
    kinds = ["styles", "numbering", "footnotes", "footer"]
    overrides = "".join(f'<Override PartName="/word/{p}.xml" ContentType="{WORD}.{t}+xml"/>' for p, t in parts.items())
    return make_zip([
        ("[Content_Types].xml", XML + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/>' + overrides +
         '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'),
        ("_rels/.rels", XML + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
         f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
         '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'),
        ("docProps/core.xml", XML + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
         'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
         f'<dc:title>关于印发模板的通知</dc:title><dc:creator>Administrator</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">{ISO}</dcterms:created>'
         f'<dcterms:modified xsi:type="dcterms:W3CDTF">{ISO}</dcterms:modified></cp:coreProperties>'),
        ("word/_rels/document.xml.rels", XML + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
         + "".join(f'<Relationship Id="rId{i}" Type="{OFFICE}/{k}" Target="{"footer1" if k == "footer" else k}.xml"/>'
                   for i, k in enumerate(kinds, 1)) + "</Relationships>"),
        ("word/document.xml", document),
        ("word/styles.xml", STYLES.replace("NUM0", numbered(0)).replace("NUM1", numbered(1))),
        ("word/numbering.xml", NUMBERING),
        ("word/footnotes.xml", footnotes),
        ("word/footer1.xml", footer),
    ])


# ---- DOC and ODT, by LibreOffice ----

def convert(data, ending, target):
    """`data` (a file with `ending`) as LibreOffice saves it in another format."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / f"a.{ending}").write_bytes(data)
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", target,
                        "--outdir", str(folder / "out"), str(folder / f"a.{ending}")], check=True, capture_output=True)
        return next((folder / "out").iterdir()).read_bytes()


def odt(name):
    """Saved by LibreOffice; pictures and settings left out, dates fixed."""
    made = convert(docx(name, automatic=False), "docx", "odt")
    entries = []
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for info in archive.infolist():
            if re.match(r"Configurations2/|Thumbnails/|settings.xml|manifest.rdf|layout-cache", info.filename):
                continue
            data = archive.read(info)
            if info.filename == "META-INF/manifest.xml":
                data = re.sub(rb'\s*<manifest:file-entry[^>]*"(Configurations2/|Thumbnails/|settings.xml|manifest.rdf|layout-cache)[^>]*/>', b"", data)
            if info.filename == "meta.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z?", ISO.encode(), data)
                data = re.sub(rb"<meta:(editing-duration|generator)>.*?</meta:\1>", b"", data)
            entries.append((info.filename, data))
    entries.sort(key=lambda e: e[0] != "mimetype")
    return make_zip(entries, stored=("mimetype",))


# ---- PDF ----

def pdf(name):
    """Four A4 pages with a text layer: the font is named, not embedded, and there is no ToUnicode (UniGB-UCS2-H).

    Lines are set one by one, 26 characters by 20 lines (13 below the red head of the first page); page ends fall where they fall, also inside words.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas
    head, body = source(name)
    font = "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    size, leading, left, top, width = 16, 30, 90, 726, 416
    length = lambda text: pdfmetrics.stringWidth(text, font, size)
    lines = []  # ("text" | "center" | "right" | "row", content)

    def wrap(text):
        line = ""
        for token in re.findall(r"[0-9A-Za-z.%]+|.", text):
            if length(line + token) > width and token not in "，。、；：）》”":  # a mark may hang over the margin
                lines.append(("text", line))
                line = ""
            line += token
        lines.append(("text", line))

    for line in body:
        if line.startswith("[box] "):
            red_head = line[6:]
        elif line.startswith("# "):
            lines.append(("center", line[2:]))
        elif line.startswith("望府"):
            lines.append(("center", line))
        elif line.startswith("|"):
            lines.append(("row", cells(line)))
        elif line.startswith("["):
            lines.append(("right", line.split("] ")[1]))
        elif line.endswith("："):
            wrap(line if len(line) < 12 else "　　" + line)
        else:
            wrap("　　" + line)
    out = io.BytesIO()
    c = canvas.Canvas(out, pagesize=(595.28, 841.89), invariant=1, pageCompression=1)
    c.setTitle("Microsoft Word - 报告定稿.doc")
    first, other = 13, 20
    pages = [lines[:first]] + [lines[i:i + other] for i in range(first, len(lines), other)]
    for number, page in enumerate(pages, 1):
        c.setFont(font, 10.5)
        c.drawCentredString(298, 790, head["title"])
        c.line(left, 784, left + width, 784)
        if number == 1:
            c.setFillColorRGB(1, 0, 0)
            c.setFont(font, 40)
            c.drawCentredString(298, 640, red_head)
            c.setFillColorRGB(0, 0, 0)
        for i, (kind, content) in enumerate(page):
            y = top - (i + (other - first if number == 1 else 0)) * leading
            c.setFont(font, size)
            if kind == "text":
                c.drawString(left, y, content)
            elif kind == "center":
                c.drawCentredString(298, y, content)
            elif kind == "right":
                c.drawRightString(left + width - 32, y, content)
            else:
                c.setFont(font, 12)
                columns = [0, 176, 256, 336, 416]
                for x, cell in zip(columns, content):
                    c.drawString(left + x + 4, y, cell)
                for x in columns:
                    c.line(left + x, y - 10, left + x, y + 20)
                c.line(left, y - 10, left + width, y - 10)
                c.line(left, y + 20, left + width, y + 20)
        c.setFont(font, 14)
        c.drawCentredString(298, 60, f"— {number} —")
        c.showPage()
    c.save()
    # What the file is there to show.
    assert len(pages) >= 4, len(pages)
    text = [l[1] for l in lines]
    cut = lambda a, b: isinstance(a, str) and isinstance(b, str) and any(
        a.endswith("行政复议"[:n]) and b.startswith("行政复议"[n:]) for n in (1, 2, 3))
    ends = [p[-1][1] + "│" + pages[i + 1][0][1] for i, p in enumerate(pages[:-1])
            if isinstance(p[-1][1], str) and isinstance(pages[i + 1][0][1], str)]
    by_line = [i for i in range(len(text) - 1) if cut(text[i], text[i + 1])]
    by_page = [i for i in by_line if i + 1 >= first and (i + 1 - first) % other == 0]
    print("pdf: pages", len(pages), "· 行政复议 cut by lines", len(by_line) - len(by_page), "by pages", len(by_page))
    for end in ends:
        print("   ", end)
    assert by_page and len(by_line) > len(by_page)
    data = out.getvalue()
    assert b"ToUnicode" not in data and b"UniGB-UCS2-H" in data and b"FontFile" not in data
    return data


# ---- XLSX ----

def xlsx(name):
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    head, body = source(name)
    book, sheet, cached = Workbook(), None, {}
    book.remove(book.active)
    width = 6
    for line in body:
        if line.startswith("[sheet] "):
            sheet, row = book.create_sheet(line[8:]), 0
            continue
        row += 1
        if line.startswith("[merge] "):
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
            cell = sheet.cell(row, 1, line[8:])
            cell.font, cell.alignment = Font(size=18, bold=True), Alignment(horizontal="center")
            continue
        content = cells(line)
        if len(content) == 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        for column, text in enumerate(content, 1):
            text = text.strip()
            cell = sheet.cell(row, column)
            if not text:
                continue
            formula = re.match(r"(=.*)=(\d+)$", text)
            if formula:  # the value that a spreadsheet stores with its formula
                cell.value = formula[1]
                cached[formula[1][1:]] = formula[2]
            elif re.fullmatch(r"\d{4}-\d\d-\d\d", text):
                cell.value = datetime.date.fromisoformat(text)
                cell.number_format = 'yyyy"年"m"月"d"日"'
            elif re.fullmatch(r"[\d.]+%", text):
                cell.value = round(float(text[:-1]) / 100, 4)
                cell.number_format = "0.0%"
            elif re.fullmatch(r"\d+", text):
                cell.value = int(text)
            elif re.fullmatch(r"[\d.]+", text):
                cell.value = float(text)
            else:
                cell.value = text
    out = io.BytesIO()
    book.save(out)
    entries, strings = [], []

    def share(cell):
        """openpyxl writes strings into their cells; Excel and WPS keep them in a table of their own."""
        text = html.unescape(cell[2])
        if text not in strings:
            strings.append(text)
        return f'<c{cell[1]} t="s"><v>{strings.index(text)}</v></c>'

    def item(text):
        """A string of the table; one with 行政复议 in the middle as rich text of two runs."""
        before, word, after = text.partition("行政复议案件")
        if before and word:
            return f"<si><r><t>{escape(before)}行政</t></r><r><rPr><b/></rPr><t>复议案件{escape(after)}</t></r></si>"
        return f"<si><t>{escape(text)}</t></si>"

    with zipfile.ZipFile(out) as archive:
        for info in archive.infolist():
            data = archive.read(info).decode()
            data = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", ISO, data)
            for formula, value in cached.items():
                data = re.sub(rf"<f>{re.escape(formula)}</f><v\s*/?>(</v>)?", f"<f>{formula}</f><v>{value}</v>", data)
            data = re.sub(r'<c([^>]*) t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>', share, data)
            entries.append((info.filename, data))
    table = (XML + '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + "".join(map(item, strings)) + "</sst>")
    parts = {name: data for name, data in entries if name != "xl/sharedStrings.xml"}
    if "sharedStrings" not in parts["[Content_Types].xml"]:  # some versions of openpyxl leave the part out
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            "</Types>", '<Override PartName="/xl/sharedStrings.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>')
        parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
            "</Relationships>", f'<Relationship Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml" Id="rId99"/></Relationships>')
    return make_zip([*parts.items(), ("xl/sharedStrings.xml", table)])


# ---- JSON lines, RTF, ZIP ----

def jsonl(name):
    """One document a line; keys are left out where the source has none. `year` is a number, one `region` a short name."""
    out = []
    for part in (TEXTS / f"{name}.txt").read_text("utf-8").split("===\n"):
        head, body = parse(part)
        record = {"id": head["id"], "title": head["title"], "text": "\n".join(body)}
        for key in ("region", "year", "issuer", "published"):
            if key in head:
                record[key] = int(head[key]) if key == "year" else head[key]
        out.append(json.dumps(record, ensure_ascii=False))
    return ("\n".join(out) + "\n").encode()


def rtf(name):
    r"""As Word on Chinese Windows writes it: \'xx pairs of code page 936, and \uN where GBK has no such character."""
    head, body = source(name)

    def text(string):
        out = []
        for char in string:
            if char in "\\{}":
                out.append("\\" + char)
            elif ord(char) < 128:
                out.append(char)
            elif char == "堃":  # in GBK, but some writers give Unicode with a fallback of one `?`
                out.append("\\u%d?" % ord(char))
            else:
                try:
                    out.append("".join("\\'%02x" % b for b in char.encode("gbk")))
                except UnicodeEncodeError:
                    out.append("{\\uc1\\u%d ?}" % (ord(char) - 65536 * (ord(char) > 32767)))
        return "".join(out)

    out = ["{\\rtf1\\ansi\\ansicpg936\\deff0\\deflang1033\\deflangfe2052",
           "{\\fonttbl{\\f0\\froman\\fcharset0 Times New Roman;}{\\f1\\fnil\\fcharset134 " + text("仿宋") + ";}}",
           "{\\colortbl ;\\red255\\green0\\blue0;}",
           "{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}}",
           "{\\info{\\title " + text("行政复议模板") + "}{\\author Administrator}{\\creatim\\yr2025\\mo2\\dy1}}",
           "{\\*\\generator Riched20 10.0;}\\viewkind4\\uc1"]
    for line in body:
        if line.startswith("# "):
            out.append("\\pard\\qc\\b\\f1\\fs44 " + text(line[2:]) + "\\b0\\par")
        elif line.startswith("["):
            out.append("\\pard\\qr\\f1\\fs32 " + text(line.split("] ")[1]) + "\\par")
        elif level(line) == 1:
            out.append("\\pard\\s1\\outlinelevel0\\fi640\\f1\\fs32\\b " + text(line) + "\\b0\\par")
        else:  # a line end in the file is none in the text
            content = text(line)
            half = content.find("\\'", len(content) // 2)
            half -= (content[:half].count("\\'") % 2) * 4  # between two characters
            out.append("\\pard\\fi640\\f1\\fs32 " + content[:half] + "\n" + content[half:] + "\\par")
    return ("\r\n".join(out) + "\r\n}\r\n").encode("ascii")


def plain(name):
    return "\n".join(line[2:] if line.startswith("# ") else line for line in source(name)[1]) + "\n"


def archive():
    """Names in GBK with the UTF-8 flag off; one text in GB18030, one in UTF-8; a Word document; an archive inside."""
    inner = make_zip([("雁石桥镇2016年报告.txt", plain("yanshiqiao-2016").encode("gb18030"))], GbkInfo)
    return make_zip([
        ("雁石桥镇2017年报告.txt", plain("yanshiqiao-2017").replace("\n", "\r\n").encode("gb18030")),
        ("雁石桥镇2019年报告.txt", plain("yanshiqiao-2019").encode()),
        ("报送材料/雁石桥镇2022年报告.docx", docx("yanshiqiao-2022", automatic=False)),
        ("更早的报告.zip", inner),
    ], GbkInfo)


def main():
    put("松泽县/2024.html", page_2024())
    put("松泽县/2017.html", page_2017())
    put("松泽县/2023.docx", docx("songze-2023"))
    put("松泽县/典型案例.jsonl", jsonl("songze-cases"))
    put("柳渡镇/2024.rtf", rtf("liudu-2024"))
    put("望汀区/2024.pdf", pdf("wangting-2024"))
    put("望汀区/行政复议统计2024.xlsx", xlsx("wangting-table"))
    if shutil.which("soffice"):
        put("柳渡镇/2023.doc", convert(docx("liudu-2023", automatic=False), "docx", "doc:MS Word 97"))
        put("雁石桥镇/宣传月通知.odt", odt("yanshiqiao-notice"))
    else:
        print("no soffice: .doc and .odt left as they are")
    put("雁石桥镇/历年报告.zip", archive())


main()
