#!/usr/bin/env python3
"""Writes one-page PDFs, object by object, whose text can be read only with the predefined CMap that the font names.

    python3 cmaps.py        # beside this file: NAME.pdf, expected.tsv

Each font is a Type0 font that is not embedded and has no ToUnicode. Encodings come from Python's own codecs, not from
the CMap files, so a reader's tables are tested against something else. `expected.tsv`: file, text as it is read.
"""
import pathlib
import zlib

HERE = pathlib.Path(__file__).resolve().parent
# CMap, codec, ordering, supplement, base font, text (one line; full-width marks only where the encoding has them)
FILES = [
    ("GB-EUC-H", "gb2312", "GB1", 0, "STSong-Light", "松泽县全年收到行政复议申请二十一件，审结十八件，公开决定书十六份。"),
    ("GBK-EUC-H", "gbk", "GB1", 2, "SimSun", "特邀执法监督员周镕、李堃随队监督12次，规范性文件一律公開，無一遺漏。"),
    ("GBKp-EUC-H", "gbk", "GB1", 2, "SimSun", "柳渡镇2019年行政复议案件1件，均按期答复，镇长陈喆、镇人大朱珺到场旁听。"),
    ("GBK2K-H", "gb18030", "GB1", 4, "SimSun", "㙍头村“船头议事”调解室处理水面承包纠纷26件，行政诉讼㛃案归零。"),
    ("GBK-EUC-V", "gbk", "GB1", 2, "SimSun", "望汀区全面推行“三项制度”，行政执法监督（试点）工作取得成效。"),
    ("UniGB-UCS2-H", "utf-16-be", "GB1", 4, "STSong-Light", "望汀区2021年制定规范性文件9件，合法性审核率100%，没有被撤销的。"),
    ("UniGB-UTF16-H", "utf-16-be", "GB1", 5, "STSong-Light", "雁石桥镇“石桥夜话”调解纠纷124件，𢦏家湾、𤇾山两村行政复议为零。"),
    ("B5pc-H", "big5", "CNS1", 0, "MSung-Light", "望汀區全年收到行政複議申請五十二件，規範性文件六件，全部公開。"),
    ("ETen-B5-H", "big5", "CNS1", 0, "MSung-Light", "望汀區2020年行政訴訟案件29件，負責人出庭應訴率94%，位居前列。"),
    ("ETenms-B5-H", "big5", "CNS1", 0, "MingLiU", "松澤縣行政執法監督員巡查12次，提出意見35條，均已採納並答覆。"),
    ("UniCNS-UCS2-H", "utf-16-be", "CNS1", 3, "MSung-Light", "雁石橋鎮公布規範性文件目錄，繼續有效者164件，廢止者25件。"),
    ("UniJIS-UCS2-H", "utf-16-be", "Japan1", 4, "HeiseiMin-W3", "柳渡鎮の行政不服審査は2件、規範性文書の公開はすべて期限内に完了した。"),
]


def pdf(cmap, codec, ordering, supplement, base, text):
    vertical = cmap.endswith("-V")
    half = (len(text) + 1) // 2
    # Two strings, as programs write them: one whole in hexadecimal, one by TJ with a small move between characters.
    def codes(part):
        return [char.encode(codec).hex().upper() for char in part]
    tj = "".join(f"<{code}>{' -20 ' if i % 5 == 4 else ' '}" for i, code in enumerate(codes(text[half:])))
    # Characters are 16 wide; GBK-EUC-H and ETenms set digits half wide or proportional: the second part starts on a
    # line of its own, so that no reader has to guess a blank from widths it does not know.
    start = "500 700" if vertical else "72 700"
    move = "-40 0" if vertical else "0 -24"
    content = f"BT /F1 16 Tf {start} Td <{''.join(codes(text[:half]))}> Tj {move} Td [{tj}] TJ ET".encode()
    packed = zlib.compress(content, 9)
    wide = "/DW2 [880 -1000]" if vertical else "/DW 1000"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{base}-{cmap} /Encoding /{cmap} /DescendantFonts [6 0 R] >>".encode(),
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{base} /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering})"
        f" /Supplement {supplement} >> /FontDescriptor 7 0 R {wide} >>".encode(),
        f"<< /Type /FontDescriptor /FontName /{base} /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880"
        " /Descent -120 /CapHeight 880 /StemV 93 >>".encode(),
    ]
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


rows = []
for cmap, codec, ordering, supplement, base, text in FILES:
    (HERE / f"{cmap}.pdf").write_bytes(pdf(cmap, codec, ordering, supplement, base, text))
    half = (len(text) + 1) // 2
    rows.append(f"{cmap}.pdf\t{text[:half]}⏎{text[half:]}\n")
(HERE / "expected.tsv").write_text("file\ttext (⏎: a new line, or column where vertical)\n" + "".join(rows), "utf-8")
