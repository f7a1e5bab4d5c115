#!/usr/bin/env python3
"""Makes one small file of each format in `formats/`, for the tests of completeness.

    python3 formats.py [OUT]          # OUT: formats

Each holds the paragraph BODY once, and some the title. The .ppt and the .msg are written by hand after [MS-PPT] and
[MS-OXMSG], as no free program writes them; the .doc and the .jsonl are those of the sample corpus.

Needs: python-docx, python-pptx, openpyxl, xlwt, odfpy, py7zr, reportlab.
"""

import email.message
import email.policy
import gzip
import io
import pathlib
import struct
import sys
import tarfile
import zipfile

import docx
import openpyxl
import py7zr
import pptx
import xlwt
from odf import draw, opendocument, style, table, text
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

TITLE = "松泽县2024年行政复议工作情况"
BODY = "全年收到行政复议申请57件，比上年增加9件，按期办结率百分之百。"
PAGE = f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>"
EPOCH = (2024, 1, 1, 0, 0, 0)


def package(parts, kind=zipfile.ZIP_DEFLATED):
    """A zip file of parts, in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else kind
            archive.writestr(info, content)
    return out.getvalue()


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word():
    document = docx.Document()
    document.add_heading(TITLE, 1)
    document.add_paragraph(BODY)
    return saved(document)


def slides():
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = TITLE
    slide.placeholders[1].text = BODY
    return saved(presentation)


def workbook():
    book = openpyxl.Workbook()
    book.active.append([TITLE])
    book.active.append([BODY])
    return saved(book)


def old_workbook():
    book = xlwt.Workbook()
    sheet = book.add_sheet("一")
    sheet.write(0, 0, TITLE)
    sheet.write(1, 0, BODY)
    return saved(book)


def open_document():
    document = opendocument.OpenDocumentText()
    document.text.addElement(text.H(outlinelevel=1, text=TITLE))
    document.text.addElement(text.P(text=BODY))
    return saved(document)


def open_workbook():
    document = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="一")
    for words in (TITLE, BODY):
        row = table.TableRow()
        cell = table.TableCell()
        cell.addElement(text.P(text=words))
        row.addElement(cell)
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    return saved(document)


def open_slides():
    document = opendocument.OpenDocumentPresentation()
    layout = style.PageLayout(name="layout")
    document.automaticstyles.addElement(layout)
    master = style.MasterPage(name="master", pagelayoutname=layout)
    document.masterstyles.addElement(master)
    page = draw.Page(masterpagename=master)
    for words in (TITLE, BODY):
        frame = draw.Frame(width="20cm", height="2cm")
        box = draw.TextBox()
        box.addElement(text.P(text=words))
        frame.addElement(box)
        page.addElement(frame)
    document.presentation.addElement(page)
    return saved(document)


def pdf():
    out = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    sheet = canvas.Canvas(out, pagesize=A4, invariant=1)
    sheet.setFont("STSong-Light", 16)
    sheet.drawString(72, 760, TITLE)
    sheet.setFont("STSong-Light", 12)
    sheet.drawString(72, 720, BODY)
    sheet.save()
    return out.getvalue()


def ofd():
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'

    def code(y, words):
        return (
            f'<ofd:TextObject ID="{int(y)}" Boundary="20 {y} 170 8" Font="1" Size="4.2">'
            f'<ofd:TextCode X="0" Y="5" DeltaX="g {len(words) - 1} 4.2">{words}</ofd:TextCode></ofd:TextObject>'
        )

    return package(
        [
            ("OFD.xml", f"<ofd:OFD {space} Version='1.0' DocType='OFD'><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"),
            ("Doc_0/Document.xml", f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID='2' BaseLoc='Pages/Page_0/Content.xml'/></ofd:Pages></ofd:Document>"),
            ("Doc_0/Pages/Page_0/Content.xml", f"<ofd:Page {space}><ofd:Content><ofd:Layer ID='3'>{code(20, TITLE)}{code(40, BODY)}</ofd:Layer></ofd:Content></ofd:Page>"),
        ]
    )


def book():
    return package(
        [
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'),
            ("a.opf", '<package><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>'),
            ("a.xhtml", f'<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>'),
        ]
    )


def mail():
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"] = "a@example.com"
    message["Subject"] = TITLE
    message.set_content(BODY, cte="base64")
    return message.as_bytes()


def page_in_one_file():
    head = 'From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="part"\r\n\r\n'
    body = "".join(f"={byte:02X}" for byte in PAGE.encode())
    lines = [body[at : at + 72] for at in range(0, len(body), 72)]
    content = "=\r\n".join(lines)
    return (
        head + "--part\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: a.htm\r\n\r\n{content}\r\n--part--\r\n"
    ).encode()


def tar():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        content = BODY.encode()
        info = tarfile.TarInfo("a.txt")
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def seven_zip():
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.writestr(BODY, "a.txt")
    return out.getvalue()


def rtf():
    def escaped(words):
        return "".join(f"\\u{ord(c) - 65536 if ord(c) > 32767 else ord(c)}?" if ord(c) > 127 else c for c in words)

    return f"{{\\rtf1\\ansi {escaped(TITLE)}\\par {escaped(BODY)}\\par}}".encode()


def xml_2003():
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
        f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p><w:p><w:r><w:t>{BODY}</w:t></w:r></w:p></w:body></w:wordDocument>"
    ).encode()


def compound(streams):
    """A compound file ([MS-CFB]) of streams at the root, each padded to 4,096 bytes so that none is in small sectors."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    contents = [content.ljust(4096, b"\0") for _, content in streams]
    entries = -(-(len(streams) + 1) // 4)
    fat, data = [], b""
    starts = []
    place = entries
    for content in contents:
        count = len(content) // sector + (len(content) % sector > 0)
        starts.append(place)
        place += count
        data += content.ljust(count * sector, b"\0")
    tables = 1
    while (place + tables) > tables * 128:
        tables += 1
    fat = [at + 1 for at in range(entries - 1)] + [end]
    for start, content in zip(starts, contents):
        count = len(content) // sector + (len(content) % sector > 0)
        fat += [start + at + 1 for at in range(count - 1)] + [end]
    fat += [0xFFFFFFFD] * tables
    fat += [free] * (tables * 128 - len(fat))

    def entry(name, kind, child, right, start, size):
        coded = name.encode("utf-16-le") + b"\0\0"
        return (
            coded.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(coded), kind, 1, free, right, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    directory = entry("Root Entry", 5, 1 if streams else free, free, end, 0)
    for number, ((name, _), start, content) in enumerate(zip(streams, starts, contents), 1):
        right = number + 1 if number < len(streams) else free
        directory += entry(name, 2, free, right, start, len(content))
    directory = directory.ljust(entries * sector, b"\0")
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, tables, 0, 0, 4096, end, 0, end, 0)
    )
    header += b"".join(struct.pack("<I", place + at) for at in range(tables))
    header = header.ljust(512, b"\xff")
    return header + directory + data + struct.pack(f"<{len(fat)}I", *fat)


def message():
    def stream(number, words):
        return (f"__substg1.0_{number}001F", words.encode("utf-16-le"))

    streams = [("__properties_version1.0", bytes(32)), stream("0037", TITLE), stream("1000", BODY)]
    # A string is as long as its stream, so the padding is blanks.
    return compound([(name, content + b" \0" * ((4096 - len(content)) // 2)) for name, content in streams])


def old_slides():
    def record(kind, instance, content, is_container=True):
        version = 0xF if is_container else 0
        return struct.pack("<HHI", instance << 4 | version, kind, len(content)) + content

    def atom(kind, content, instance=0):
        return record(kind, instance, content, False)

    def words(kind, content):
        return atom(0x0F9F, struct.pack("<I", kind)) + atom(0x0FA0, content.encode("utf-16-le"))

    persist = atom(0x03F3, struct.pack("<IIIII", 2, 0, 0, 256, 0))
    listed = record(0x0FF0, 0, persist + words(0, TITLE) + words(1, BODY))
    document = record(0x03E8, 0, listed)
    drawing = record(0x040C, 0, record(0xF002, 0, record(0xF003, 0, b"")))
    slide = record(0x03EE, 0, drawing)
    stream = document + slide
    directory = struct.pack("<III", 2 << 20 | 1, 0, len(document))
    edit = len(stream) + 8 + len(directory)
    stream += atom(0x1772, directory)
    stream += atom(0x0FF5, struct.pack("<IHBBIIII", 0, 0, 0, 3, 0, edit - 8 - len(directory), 1, 2) + bytes(4))
    current = atom(0x0FF6, struct.pack("<IIIHHBBH", 20, 0xE391C05F, edit, 0, 0x3F4, 3, 0, 0))
    return compound([("Current User", current), ("PowerPoint Document", stream)])


FORMATS = {
    "a.docx": word,
    "a.pptx": slides,
    "a.xlsx": workbook,
    "a.xls": old_workbook,
    "a.odt": open_document,
    "a.ods": open_workbook,
    "a.odp": open_slides,
    "a.pdf": pdf,
    "a.ofd": ofd,
    "a.epub": book,
    "a.eml": mail,
    "a.mht": page_in_one_file,
    "a.tar": tar,
    "a.tar.gz": lambda: gzip.compress(tar(), mtime=0),
    "a.txt.gz": lambda: gzip.compress(BODY.encode(), mtime=0),
    "a.7z": seven_zip,
    "a.zip": lambda: package([("a.txt", BODY)]),
    "a.rtf": rtf,
    "word-2003.xml": xml_2003,
    "a.msg": message,
    "a.ppt": old_slides,
    "a.html": PAGE.encode,
    "a.txt": f"{TITLE}\n{BODY}\n".encode,
    "a.md": f"# {TITLE}\n\n{BODY}\n".encode,
    "a.csv": f"县,情况\n松泽县,{BODY}\n".encode,
    "a.json": f'[{{"id": "1", "title": "{TITLE}", "text": "{BODY}"}}]'.encode,
    "a.jsonl": f'{{"id": "1", "title": "{TITLE}", "text": "{BODY}"}}\n'.encode,
    "a.xml": f'<?xml version="1.0" encoding="UTF-8"?><report><title>{TITLE}</title><body>{BODY}</body></report>'.encode,
}


def main():
    out = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "formats")
    out.mkdir(exist_ok=True)
    for name, make in FORMATS.items():
        (out / name).write_bytes(make())


main()
