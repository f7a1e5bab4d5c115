#!/usr/bin/env python3
"""Writes files that a reader of a folder must survive, and expected.tsv: what should become of each.

    python3 bad.py OUT        # the small ones of OUT stand in bad/, which the tests read

Deterministic but for encrypted files (their salts are random; they are committed or made anew, either way). Needs
pikepdf and msoffcrypto-tool for the encrypted ones, and the sample corpus.

expected.tsv: path, documents (a number, or `-` where the file is passed over in silence), what to say, remark.
`read` where a text comes out, `skipped` with a reason where none can, `ignored` where the walk does not look.
"""
import io
import os
import pathlib
import shutil
import struct
import sys
import zipfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent
GOOD = HERE.parent.parent / "sample-corpus"
OUT = pathlib.Path(sys.argv[1]).resolve()
STAMP = (2025, 2, 1, 8, 0, 0)
TEXT = "松泽县2024年度法治政府建设情况报告\n2024年，全县依法行政工作有序推进。\n一、主要做法\n全年收到行政复议申请79件。\n松泽县人民政府\n2025年1月16日\n"
rows = []


def expect(path, documents, says, remark=""):
    rows.append((path, str(documents), says, remark))


def put(path, data, documents, says, remark=""):
    """Writes one file and notes what should become of it."""
    target = OUT / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    expect(path, documents, says, remark)


def pack(entries, level=9):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in entries:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def repack(data, part, change):
    """A container with one part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return pack([(i.filename, change(archive.read(i)) if i.filename == part else archive.read(i))
                     for i in archive.infolist()])


def raw_zip(name, deflated, size, crc):
    """A zip of one entry out of a deflate stream that is already there."""
    name = name.encode()
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0x800, 8, 0, 0x5A41, crc, len(deflated), size, len(name), 0) + name
    central = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0x800, 8, 0, 0x5A41, crc, len(deflated), size, len(name),
                          0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local) + len(deflated), 0)
    return local + deflated + central + end


def bomb(total, chunk=b"\0" * 65536):
    """A deflate stream of `total` bytes, with its checksum."""
    packer, crc, parts = zlib.compressobj(9, zlib.DEFLATED, -15), 0, []
    for _ in range(total // len(chunk)):
        parts.append(packer.compress(chunk))
        crc = zlib.crc32(chunk, crc)
    return b"".join(parts) + packer.flush(), crc


def pdf(objects, header=b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"):
    """Objects 1, 2, … (1 is the catalog) as a PDF with a cross-reference table."""
    out, offsets = bytearray(header), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def stream(data, dictionary=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), dictionary, data)


FONT = (b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font"
        b" /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
        b" /Supplement 4 >> /DW 1000 >>] >>")
LINES = b" ".join(b"<%s> Tj 0 -24 Td" % line.encode("utf-16-be").hex().encode() for line in TEXT.splitlines())
CONTENT = b"BT /F1 16 Tf 72 700 Td " + LINES + b" ET"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"

DOCUMENT = ('<?xml version="1.0" encoding="UTF-8"?>%s<w:document '
            'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>')
TYPES = ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Override PartName="/word/document.xml" ContentType='
         '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
RELS = ('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="word/document.xml"/></Relationships>')
PARAGRAPHS = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in TEXT.splitlines())


def word(body, doctype=""):
    return pack([("[Content_Types].xml", TYPES), ("_rels/.rels", RELS), ("word/document.xml", DOCUMENT % (doctype, body))])


def archives():
    deflated, crc = bomb(1 << 30)
    put("zip/bomb.zip", raw_zip("bomb.txt", deflated, 1 << 30, crc), 0, "skipped: too large unpacked",
        "1 MB that unpacks to 1 GiB; memory must stay bounded")
    put("zip/bomb-lies.zip", raw_zip("bomb.txt", deflated, 1000, crc), 0, "skipped: damaged or too large",
        "the same; the headers say 1,000 bytes")
    inner = pack([("a.txt", TEXT)])
    for depth in (2, 3):
        inner = pack([(f"level{depth}.zip", inner)])
    put("zip/three-deep.zip", inner, "0 or 1", "read, or skipped: nested too deep",
        "three-deep.zip!/level3.zip!/level2.zip!/a.txt; the limit is the reader's, it must be told")
    put("zip/names.zip", pack([("../evil.txt", TEXT), ("/tmp/evil.txt", TEXT.replace("79", "80")),
                               ("C:\\evil.txt", TEXT.replace("79", "81")), ("a/../../evil.txt", TEXT.replace("79", "82")),
                               ("good.txt", TEXT.replace("79", "83"))]), "1 to 5",
        "read good.txt; the others read under harmless names, or skipped", "nothing may be written outside")
    put("zip/twice.zip", pack([("a.txt", TEXT), ("a.txt", TEXT.replace("79", "80"))]), "1 or 2",
        "read; the second of the same name read, or told", "two entries of one name")
    put("zip/folders-only.zip", pack([("leer/", b"")]), 0, "skipped: empty, or nothing in it")
    # ZipCrypto, by hand: Python cannot write it.
    put("zip/encrypted.zip", encrypted_zip("a.txt", TEXT.encode(), b"mima"), 0, "skipped: encrypted", "ZipCrypto, password mima")
    put("zip/half-encrypted.zip", encrypted_zip("a.txt", TEXT.encode(), b"mima", plain=("b.txt", TEXT.encode())), 1,
        "read b.txt; a.txt skipped: encrypted")
    many = pack([(f"{i}.txt", f"{i}") for i in range(20000)], level=1)
    put("zip/many.zip", many, "0 to 20000", "read, or skipped: too many entries", "20,000 entries of some bytes")
    good = pack([("a.txt", TEXT), ("b.txt", TEXT.replace("79", "80"))])
    put("zip/truncated.zip", good[:len(good) - 60], "0 to 2", "skipped: damaged", "the central directory is cut")
    put("zip/not-a-zip.zip", TEXT.encode(), "0 or 1", "read as text, or skipped: damaged", "a text named .zip")


def encrypted_zip(name, data, password, plain=None):
    """PKWARE's traditional encryption, with twelve fixed bytes in place of random ones."""
    table = [0] * 256
    for i in range(256):
        c = i
        for _ in range(8):
            c = (c >> 1) ^ (0xEDB88320 if c & 1 else 0)
        table[i] = c
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte):
        keys[0] = table[(keys[0] ^ byte) & 255] ^ (keys[0] >> 8)
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = table[(keys[2] ^ (keys[1] >> 24)) & 255] ^ (keys[2] >> 8)

    def encrypt(byte):
        temp = (keys[2] | 2) & 0xFFFF
        out = byte ^ (((temp * (temp ^ 1)) >> 8) & 255)
        update(byte)
        return out

    for byte in password:
        update(byte)
    entries = [(name, data, 1)] + ([(*plain, 0)] if plain else [])
    local, central = b"", b""
    for entry, content, flag in entries:
        crc = zlib.crc32(content)
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        body = packer.compress(content) + packer.flush()
        if flag:
            body = bytes(encrypt(b) for b in bytes(range(11)) + bytes([crc >> 24]) + body)
        offset, entry = len(local), entry.encode()
        local += struct.pack("<4s5H3I2H", b"PK\3\4", 20, flag, 8, 0, 0x5A41, crc, len(body), len(content), len(entry), 0)
        local += entry + body
        central += struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, flag, 8, 0, 0x5A41, crc, len(body), len(content),
                               len(entry), 0, 0, 0, 0, 0, offset) + entry
    return local + central + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(entries), len(entries), len(central), len(local), 0)


def word_files():
    good = (GOOD / "松泽县/2023.docx").read_bytes()
    old = (GOOD / "柳渡镇/2023.doc").read_bytes()
    import msoffcrypto
    out = io.BytesIO()
    office = msoffcrypto.OfficeFile(io.BytesIO(good))
    office.encrypt("mima", out)
    put("word/encrypted.docx", out.getvalue(), 0, "skipped: encrypted", "OLE with EncryptedPackage, password mima")
    put("word/truncated.docx", good[:len(good) * 2 // 3], 0, "skipped: damaged")
    put("word/truncated.doc", old[:len(old) // 2], "0 or 1", "skipped: damaged, or read in part and told")
    put("word/cut-part.docx", repack(good, "word/document.xml", lambda d: d[:len(d) // 2]), "0 or 1",
        "skipped: damaged, or read up to the damage and told", "a sound container; its document.xml ends in the middle")
    put("word/no-document.docx", pack([("[Content_Types].xml", TYPES), ("_rels/.rels", RELS)]), 0, "skipped: damaged",
        "document.xml is missing")
    put("word/really-doc.docx", old, 1, "read", "柳渡镇/2023.doc under another ending; 6 times 行政复议")
    put("word/really-docx.doc", good, 1, "read", "松泽县/2023.docx under another ending; 6 times 行政复议")
    put("word/really-html.doc", ("<html xmlns:w=\"urn:schemas-microsoft-com:office:word\"><head><meta charset=utf-8></head><body>"
        + "".join(f"<p>{l}</p>" for l in TEXT.splitlines()) + "</body></html>").encode(), 1, "read", "a page that Word opens")
    put("word/really-rtf.doc", (GOOD / "柳渡镇/2024.rtf").read_bytes(), 1, "read", "柳渡镇/2024.rtf under another ending; 4 times 行政复议")
    put("word/really-text.doc", TEXT.encode("gb18030"), 1, "read", "a text in GB18030")
    put("word/~$lock.docx", b"\x0dAdministrator" + b" " * 148, "-", "ignored", "Word's lock file")
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    laughs = f'<!DOCTYPE lolz [<!ENTITY l0 "行政复议">{entities}]>'
    put("word/billion-laughs.docx", word("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>" + PARAGRAPHS, laughs), "0 or 1",
        "read without the entity, or skipped: damaged", "10^9 times 行政复议 if expanded")
    outside = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    put("word/external-entity.docx", word("<w:p><w:r><w:t>&f;</w:t></w:r></w:p>" + PARAGRAPHS, outside), "0 or 1",
        "read without the entity, or skipped: damaged", "no file may be opened")
    depth = 200_000
    cell = "<w:tbl><w:tr><w:tc>"
    put("word/nested-tables.docx", word(cell * depth + "<w:p><w:r><w:t>最里面的行政复议</w:t></w:r></w:p>"
        + "</w:tc></w:tr></w:tbl>" * depth + PARAGRAPHS), "0 or 1", "read, or skipped: nested too deep", "200,000 tables in one another")
    put("word/bomb.docx", pack([("[Content_Types].xml", TYPES), ("_rels/.rels", RELS), ("word/document.xml",
        DOCUMENT.encode() % (b"", PARAGRAPHS.encode() + b" " * (300 << 20)))]), "0 or 1", "skipped: too large unpacked, or read",
        "300 MiB of blanks in document.xml")
    put("rtf/nested.rtf", b"{\\rtf1\\ansi\\ansicpg936 " + b"{\\b " * 100_000 + b"".join(b"\\'%02x" % c for c in "最里面的行政复议".encode("gbk"))
        + b"}" * 100_000 + b"}", 1, "read, or skipped: nested too deep", "100,000 groups in one another; once 行政复议")
    put("rtf/bin.rtf", b"{\\rtf1\\ansi\\ansicpg936 \\bin4294967295 abc}", 0, "skipped: damaged or empty", "\\bin longer than the file")
    put("rtf/truncated.rtf", (GOOD / "柳渡镇/2024.rtf").read_bytes()[:3001], "0 or 1", "read what there is, or skipped: damaged",
        "no closing brace, cut in the middle of \\'xx")
    odt = (GOOD / "雁石桥镇/宣传月通知.odt").read_bytes()
    put("word/truncated.odt", odt[:len(odt) // 2], 0, "skipped: damaged")


def pdf_files():
    import pikepdf
    good = (GOOD / "望汀区/2024.pdf").read_bytes()
    for name, user, documents, says, remark in [
            ("user-password", "mima", 0, "skipped: encrypted", "AES-256, password mima"),
            ("owner-password", "", 1, "read", "AES-256; opens without a password; 15 times 行政复议"),
            ("owner-password-rc4", "", 1, "read", "RC4, 128 bits; opens without a password; 15 times 行政复议")]:
        with pikepdf.open(io.BytesIO(good)) as document:
            out = io.BytesIO()
            rc4 = name.endswith("rc4")
            document.save(out, static_id=True, encryption=pikepdf.Encryption(
                owner="laoban", user=user, R=3 if rc4 else 6, aes=not rc4, metadata=not rc4))
        put(f"pdf/{name}.pdf", out.getvalue(), documents, says, remark)
    put("pdf/truncated.pdf", good[:len(good) * 2 // 3], "0 or 1", "read the pages that are whole and told, or skipped: damaged")
    put("pdf/no-xref.pdf", good[:good.rindex(b"xref\n0")], "0 or 1", "read, or skipped: damaged",
        "all objects are there, the table and the trailer are not")
    put("pdf/cyclic-pages.pdf", pdf([CATALOG, b"<< /Type /Pages /Kids [3 0 R 2 0 R 6 0 R] /Count 1 >>", PAGE, stream(CONTENT), FONT,
        b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 6 0 R] /Count 9 >>"]), "0 or 1", "read one page, or skipped: damaged",
        "the tree of pages contains itself")
    put("pdf/self-parent.pdf", pdf([CATALOG, b"<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 >>",
        PAGE.replace(b"/MediaBox [0 0 595 842]", b""), stream(CONTENT), FONT]), "0 or 1", "read, or skipped: damaged",
        "what is inherited is looked for in a circle")
    put("pdf/cyclic-reference.pdf", pdf([CATALOG, PAGES, PAGE.replace(b"4 0 R", b"6 0 R"), stream(CONTENT), FONT, b"7 0 R", b"6 0 R"]),
        0, "skipped: no text, or damaged", "the content refers to itself")
    put("pdf/cyclic-form.pdf", pdf([CATALOG, PAGES, PAGE.replace(b"/Font", b"/XObject << /X 6 0 R >> /Font"),
        stream(CONTENT + b" /X Do"), FONT, stream(b"/X Do " + CONTENT,
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 6 0 R >> /Font << /F1 5 0 R >> >>")]),
        1, "read", "a form that paints itself")
    deep = b"[" * 100_000 + b"]" * 100_000
    put("pdf/deep-arrays.pdf", pdf([CATALOG, PAGES, PAGE, stream(CONTENT), FONT, deep]), "0 or 1", "read, or skipped: damaged",
        "an object of 100,000 arrays in one another that nothing needs")
    put("pdf/deep-arrays-content.pdf", pdf([CATALOG, PAGES, PAGE, stream(CONTENT + b" " + deep + b" TJ"), FONT]), "0 or 1",
        "read, or skipped: damaged", "the same in the page's content")
    put("pdf/deep-dictionaries.pdf", pdf([CATALOG, PAGES, PAGE.replace(b"/Resources", b"/Z " + b"<</A" * 50_000 + b" 1 " + b">>" * 50_000
        + b" /Resources"), stream(CONTENT), FONT]), "0 or 1", "read, or skipped: damaged", "50,000 dictionaries in the page")
    packer = zlib.compressobj(9)
    parts = [packer.compress(CONTENT + b"\n")] + [packer.compress(b" " * (1 << 20)) for _ in range(1 << 10)]
    flated = b"".join(parts) + packer.flush()
    put("pdf/flate-bomb.pdf", pdf([CATALOG, PAGES, PAGE, stream(flated, b"/Filter /FlateDecode"), FONT]), "0 or 1",
        "read, or skipped: too large unpacked", "1 MB of content that unpacks to 1 GiB; memory must stay bounded")
    twice = zlib.compress(flated, 9)
    put("pdf/flate-bomb-twice.pdf", pdf([CATALOG, PAGES, PAGE, stream(twice, b"/Filter [/FlateDecode /FlateDecode]"), FONT]), "0 or 1",
        "read, or skipped: too large unpacked", "the same packed twice: some KB")
    put("pdf/count-lies.pdf", pdf([CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>", PAGE, stream(CONTENT), FONT]), 1,
        "read", "/Count says 2,147,483,647 pages")
    put("pdf/no-text.pdf", pdf([CATALOG, PAGES, PAGE, stream(b"0 0 100 100 re f"), FONT]), 0, "skipped: no text (a scan?)",
        "a page without text, as scans are")
    glyphs = b"BT /F1 16 Tf 72 700 Td <" + b"".join(b"%04X" % (300 + i * 7) for i in range(len(TEXT))) + b"> Tj ET"
    put("pdf/identity-no-tounicode.pdf", pdf([CATALOG, PAGES, PAGE, stream(glyphs), FONT.replace(b"UniGB-UCS2-H", b"Identity-H")
        .replace(b"(GB1)", b"(Identity)")]), 0, "skipped: no text that can be read", "glyph numbers of a font that is not there")
    put("pdf/header-only.pdf", b"%PDF-1.7\n", 0, "skipped: damaged")


def tables():
    good = (GOOD / "望汀区/行政复议统计2024.xlsx").read_bytes()
    put("xlsx/truncated.xlsx", good[:len(good) * 2 // 3], 0, "skipped: damaged")
    sheet = "xl/worksheets/sheet1.xml"
    import re
    put("xlsx/dimension.xlsx", repack(good, sheet, lambda d: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', d)),
        1, "read", "says 1,048,576 × 16,384 cells; 6 times 行政复议; memory must stay bounded")
    corner = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>\xe8\xa1\x8c\xe6\x94\xbf\xe5\xa4\x8d\xe8\xae\xae</t></is></c></row></sheetData>'
    put("xlsx/corner.xlsx", repack(good, sheet, lambda d: d.replace(b"</sheetData>", corner)), 1, "read, or skipped: too large",
        "a real cell in the last row and column; then 7 times 行政复议; memory must stay bounded")
    put("xlsx/string-index.xlsx", repack(good, sheet, lambda d: re.sub(rb't="s"><v>3</v>', b't="s"><v>4000000000</v>', d)), "0 or 1",
        "read, or skipped: damaged", "a cell names string 4,000,000,000")


def pages():
    for tag in ("div", "b", "table"):
        inside = "<tr><td>" if tag == "table" else ""
        body = f"<{tag}>{inside}" * 100_000 + "最里面的行政复议" + f"</{tag}>" * (0 if tag == "table" else 100_000)
        put(f"html/nested-{tag}.html", f'<!DOCTYPE html><meta charset="utf-8"><title>法治政府建设情况报告</title><p>{TEXT}</p>{body}'.encode(),
            1, "read, or skipped: nested too deep", f"100,000 <{tag}>, in one another; twice 行政复议")
    put("html/attributes.html", ("<!DOCTYPE html><meta charset=utf-8><p " + " ".join(f"a{i}=1" for i in range(20_000))
        + f">{TEXT}</p>").encode(), 1, "read", "20,000 attributes on one element")
    put("html/unclosed-script.html", f"<html><meta charset=utf-8><p>{TEXT}</p><script>var x = '行政复议'; ".encode(), 1, "read", "the script never ends; once 行政复议")
    put("html/wrong-charset.html", f'<html><meta charset="gb2312"><p>{TEXT}</p></html>'.encode(), 1, "read", "UTF-8 that says gb2312; once 行政复议")
    put("html/utf16.html", "\ufeff<html><meta charset=\"utf-16\"><p>{}</p></html>".format(TEXT).encode("utf-16-le"), 1, "read", "UTF-16 with a byte order mark; once 行政复议")
    put("html/error-page.html", '<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr>nginx</body></html>'.encode(),
        "0 or 1", "read, or skipped: no text", "what a crawler saves where there is no page")
    put("html/frameset.html", b'<html><head><title>x</title></head><frameset cols="20%,80%"><frame src="a.htm"><frame src="b.htm"></frameset></html>', 0,
        "skipped: empty", "no text of its own")
    put("html/script-only.html", '<html><body><div id="app"></div><script>window.data = "行政复议"</script></body></html>'.encode(), 0,
        "skipped: empty", "a page that a program fills")


def lines():
    line = lambda **k: __import__("json").dumps(k, ensure_ascii=False).encode()
    put("jsonl/broken.jsonl", b"\n".join([
        line(id="a", title="甲", text="行政复议一件。"),
        b'{"id": "b", "text": "\xe8\xa1\x8c\xe6\x94\xbf',  # cut
        line(id="c", title="没有正文"),
        line(id="d", title="空的", text=""),
        b"", b"   ",
        line(id="e", text="没有标题的行政复议两件。"),
        line(id="e", text="编号重复的行政复议三件。"),
        line(id=7, text="编号是数字的行政复议四件。"),
        line(text="没有编号的行政复议五件。"),
        line(id="f", text=["正文", "是", "列表"]),
        line(id="g", text=None), b"[1, 2, 3]", b'"text"', b"null",
        line(id="h", text="带\u0000空字符的行政复议六件。"),
        b'{"id": "i", "text": "\x00\xe8\xa1\x8c\xe6\x94\xbf\xe5\xa4\x8d\xe8\xae\xae\xe4\xb8\x83\xe4\xbb\xb6"}',  # a raw NUL
        '{"id": "j", "text": "国标编码的行政复议八件。"}'.encode("gbk"),
        line(id="k", text="最后的行政复议九件。", year="二〇二四", published="昨天", region=5),
        b'{"id": "l", "text": "one", "text": "two"}',
        b'{"id": "m", "text": "\\ud800 \xe5\x8d\x8a\xe4\xb8\xaa\xe4\xbb\xa3\xe7\x90\x86"}',
        line(id="../../etc/x", text="编号像路径的行政复议十件。"),
        line(id="", text="编号为空的行政复议十一件。"),
    ]), "7 to 14", "read the sound lines (a, e, 7, the one without id, h, k, ../../etc/x, the empty id); each other line told by its number",
        "lines: 2 cut, 3 no text, 4 empty text, 5–6 blank, 8 id twice, 11–15 wrong types, 16 escaped NUL, 17 raw NUL, 18 GBK, "
        "19 metadata of wrong types, 20 key twice, 21 half a surrogate pair, 22 id like a path, 23 empty id")
    put("jsonl/deep.jsonl", b'{"id": "a", "text": "x", "y": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n" + line(id="b", text="行政复议。"), "1 or 2",
        "read b; a read, or told", "100,000 arrays in one another")
    put("jsonl/array.jsonl", b'[\n{"id": "a", "text": "\xe7\x94\xb2"},\n{"id": "b", "text": "\xe4\xb9\x99"}\n]\n', "0 to 2",
        "each line told, or skipped: no JSON lines", "a JSON array named .jsonl")
    put("jsonl/gbk.jsonl", ('{"id": "a", "text": "行政复议"}\n' * 1 + '{"id": "b", "text": "规范性文件"}\n').encode("gbk"), "0 or 2",
        "read, or each line told", "the whole file in GBK")
    put("jsonl/bom-crlf.jsonl", b"\xef\xbb\xbf" + line(id="a", text="行政复议。") + b"\r\n" + line(id="b", text="行政复议。"), 2, "read",
        "byte order mark, CRLF, no last line end")


def walk():
    for ending in "txt md html htm docx doc pdf xlsx xls jsonl ndjson zip rtf odt wps".split():
        put(f"empty/empty.{ending}", b"", 0, "skipped: empty")
    put("walk/blank.txt", "　\n \t\r\n".encode(), 0, "skipped: empty", "white space only")
    put("walk/UPPER.TXT", TEXT.encode(), 1, "read", "an ending in capitals")
    put("walk/no-ending", TEXT.encode(), "0 or 1", "read, or ignored")
    put("walk/really-pdf.txt", (GOOD / "望汀区/2024.pdf").read_bytes(), 1, "read", "a PDF named .txt; 15 times 行政复议")
    put("walk/picture.pdf", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, 0, "skipped: damaged, or no text", "a picture named .pdf")
    put("walk/.hidden.docx", (GOOD / "松泽县/2023.docx").read_bytes(), "-", "ignored", "a hidden file")
    folder = os.fsencode(OUT / "walk")
    with open(os.path.join(folder, "报告.txt".encode("gbk")), "wb") as file:  # a name in GBK
        file.write(TEXT.encode())
    expect("walk/%B1%A8%B8%E6.txt", 0, "skipped: the name is not UTF-8", "the bytes B1 A8 B8 E6 and .txt")
    os.symlink("UPPER.TXT", OUT / "walk/link.txt")
    expect("walk/link.txt", "-", "ignored", "a symbolic link to UPPER.TXT")
    os.symlink(".", OUT / "walk/circle")
    expect("walk/circle", "-", "ignored", "a symbolic link to its own folder")
    os.mkfifo(OUT / "walk/pipe.txt")
    expect("walk/pipe.txt", "-", "ignored", "a named pipe: opening it would wait for ever")
    (OUT / "walk/folder.docx").mkdir()
    expect("walk/folder.docx", "-", "ignored", "an empty folder with a file's ending")


shutil.rmtree(OUT, ignore_errors=True)
OUT.mkdir(parents=True)
for part in (archives, word_files, pdf_files, tables, pages, lines, walk):
    part()
(OUT / "expected.tsv").write_text("path\tdocuments\tbecomes\tremark\n" + "".join("\t".join(row) + "\n" for row in rows), "utf-8")
