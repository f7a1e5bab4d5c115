//! PDFs built byte by byte → text, through the whole reader. One long file, since all tests share the PDF builder.

use std::fmt::Write as _;
use std::io::Write as _;

use encoding_rs::{BIG5, GBK};

use super::*;
use crate::extracted::{Extracted, Furniture};
use crate::reader::layout::census::{NO_CHARACTERS, SCAN};
use crate::unread::Unread;

/// Maximum bytes that one stream of a test file may unpack to.
const LIMIT: u64 = 1 << 20;

/// A PDF under construction: object 1 is the catalog, object 2 the page tree.
#[derive(Default)]
struct File {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
}

impl File {
    fn new() -> Self {
        Self {
            objects: vec![Vec::new(), Vec::new()],
            pages: Vec::new(),
        }
    }

    /// Adds an object and returns its number.
    fn add(&mut self, object: impl AsRef<[u8]>) -> usize {
        self.objects.push(object.as_ref().to_vec());
        self.objects.len()
    }

    fn stream(&mut self, dictionary: &str, bytes: &[u8]) -> usize {
        let head = format!("<<{dictionary}/Length {}>>stream\n", bytes.len());
        self.add([head.as_bytes(), bytes, b"\nendstream"].concat())
    }

    /// A font without a font program and without `ToUnicode`, with a predefined `CMap`.
    fn chinese_font(&mut self, cmap: &str, ordering: &str) -> usize {
        let cid_font = self.add(format!(
            "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000\
             /CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})/Supplement 2>>\
             /FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]\
             /ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80>>>>"
        ));
        self.add(format!(
            "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light-{cmap}/Encoding/{cmap}/DescendantFonts[{cid_font} 0 R]>>"
        ))
    }

    fn page(&mut self, resources: &str, content: &[u8]) {
        let content = self.stream("", content);
        self.pages.push(self.objects.len() + 1);
        self.add(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<<{resources}>>/Contents {content} 0 R>>"
        ));
    }

    fn bytes(mut self) -> Vec<u8> {
        let kids = self
            .pages
            .iter()
            .map(|page| format!("{page} 0 R"))
            .collect::<Vec<_>>()
            .join(" ");
        self.objects[0] = b"<</Type/Catalog/Pages 2 0 R>>".to_vec();
        self.objects[1] =
            format!("<</Type/Pages/Kids[{kids}]/Count {}>>", self.pages.len()).into_bytes();
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut table = String::new();
        for (number, object) in (1..).zip(&self.objects) {
            writeln!(table, "{:010} 00000 n ", bytes.len()).unwrap();
            bytes.extend(format!("{number} 0 obj\n").bytes());
            bytes.extend(object);
            bytes.extend(b"\nendobj\n");
        }
        let (start, size) = (bytes.len(), self.objects.len() + 1);
        let tail = format!(
            "xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
        );
        bytes.extend(tail.bytes());
        bytes
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut digits = String::new();
    for byte in bytes {
        write!(digits, "{byte:02x}").unwrap();
    }
    digits
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// Text at a position on the page, measured from the lower left corner.
fn show(size: u32, x: u32, y: u32, text: &str) -> String {
    format!(
        "BT /F1 {size} Tf {x} {y} Td <{}> Tj ET\n",
        hex(&utf16(text))
    )
}

/// A file with pages of this content, in a Chinese font `F1`.
fn pages(contents: &[String]) -> Vec<u8> {
    let mut file = File::new();
    let font = file.chinese_font("UniGB-UTF16-H", "GB1");
    for content in contents {
        file.page(&format!("/Font<</F1 {font} 0 R>>"), content.as_bytes());
    }
    file.bytes()
}

fn read_text(bytes: &[u8]) -> String {
    extract(bytes, LIMIT).unwrap().text
}

fn text_of_page(content: &str) -> String {
    read_text(&pages(&[content.to_string()]))
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A paragraph of 30 characters per line, its first line indented by two characters and at height `top`.
fn paragraph(text: &str, top: u32) -> String {
    let characters: Vec<char> = text.chars().collect();
    let (first, rest) = characters.split_at(characters.len().min(28));
    let mut content = show(14, 74, top, &first.iter().collect::<String>());
    for (line, characters) in (1..).zip(rest.chunks(30)) {
        content += &show(
            14,
            46,
            top - 24 * line,
            &characters.iter().collect::<String>(),
        );
    }
    content
}

/// Text of this many characters, without the end of a sentence.
fn words(characters: usize) -> String {
    "松泽县柳渡镇望汀区雁石桥镇政务服务中心办理各类事项"
        .chars()
        .cycle()
        .take(characters)
        .collect()
}

#[test]
fn fonts_with_predefined_cmaps_are_read_without_to_unicode() {
    let (simplified, traditional) = ("松泽县柳渡镇，ab12。", "雁石橋鎮，ab12。");
    let gbk = |text: &str| GBK.encode(text).0.into_owned();
    let big5 = |text: &str| BIG5.encode(text).0.into_owned();
    let cases: [(&str, &str, &str, Vec<u8>); 12] = [
        ("GB-EUC-H", "GB1", simplified, gbk(simplified)),
        ("GBpc-EUC-H", "GB1", simplified, gbk(simplified)),
        ("GBK-EUC-H", "GB1", simplified, gbk(simplified)),
        ("GBKp-EUC-H", "GB1", simplified, gbk(simplified)),
        ("GBK2K-H", "GB1", simplified, gbk(simplified)),
        ("UniGB-UCS2-H", "GB1", simplified, utf16(simplified)),
        ("UniGB-UTF16-H", "GB1", simplified, utf16(simplified)),
        ("GBK-EUC-V", "GB1", simplified, gbk(simplified)),
        ("B5pc-H", "CNS1", traditional, big5(traditional)),
        ("ETen-B5-H", "CNS1", traditional, big5(traditional)),
        ("UniCNS-UCS2-H", "CNS1", traditional, utf16(traditional)),
        ("UniCNS-UTF16-H", "CNS1", traditional, utf16(traditional)),
    ];
    for (cmap, ordering, text, bytes) in cases {
        let mut file = File::new();
        let font = file.chinese_font(cmap, ordering);
        let content = format!("BT /F1 14 Tf 60 700 Td <{}> Tj ET", hex(&bytes));
        file.page(&format!("/Font<</F1 {font} 0 R>>"), content.as_bytes());
        let read = read_text(&file.bytes());
        // Vertical text has its own punctuation characters.
        let read = read.replace('︐', "，").replace('︒', "。");
        assert_eq!(read, format!("{text}\n"), "{cmap}");
    }
}

#[test]
fn glyph_that_no_map_names_is_counted_as_damaged() {
    let mut file = File::new();
    let map = file.stream(
        "",
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> \
        endcodespacerange 3 beginbfchar <01> <677e> <02> <6cfd> <03> <0000> endbfchar endcmap",
    );
    let font = file.add(format!(
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<<>>/Encoding<</Differences[]>>\
         /FirstChar 0/LastChar 3/Widths[1 1 1 1]/ToUnicode {map} 0 R>>"
    ));
    file.page(
        &format!("/Font<</F1 {font} 0 R>>"),
        b"BT /F1 14 Tf 60 700 Td <010203> Tj ET",
    );
    let extracted = extract(&file.bytes(), LIMIT).unwrap();
    assert_eq!(
        (extracted.text.as_str(), extracted.damaged),
        ("松泽\u{FFFD}\n", 1)
    );
}

#[test]
fn file_whose_fonts_name_no_characters_is_refused() {
    let mut file = File::new();
    let font = file.chinese_font("Identity-H", "Identity");
    file.page(
        &format!("/Font<</F1 {font} 0 R>>"),
        b"BT /F1 14 Tf 60 700 Td <010203040506> Tj ET",
    );
    assert_eq!(extract(&file.bytes(), LIMIT), Err(NO_CHARACTERS));
}

/// A TrueType program whose glyphs 1, 2, … show these characters.
fn program(characters: &str) -> Vec<u8> {
    let count = u16::try_from(characters.chars().count()).unwrap() + 1;
    let mut groups: Vec<[u32; 3]> = (characters.chars().zip(1..))
        .map(|(c, glyph)| [u32::from(c), u32::from(c), glyph])
        .collect();
    groups.sort_unstable();
    let groups: Vec<u8> = groups
        .into_iter()
        .flatten()
        .flat_map(u32::to_be_bytes)
        .collect();
    let length = u32::try_from(16 + groups.len()).unwrap();
    let cmap = [
        &[0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0][..],
        &[length, 0, u32::from(count) - 1]
            .map(u32::to_be_bytes)
            .concat(),
        &groups,
    ];
    let mut head = vec![0; 54];
    head[..4].copy_from_slice(&[0, 1, 0, 0]);
    head[18] = 4;
    let mut hhea = vec![0; 36];
    hhea[34..].copy_from_slice(&[0, 1]);
    let mut profile = vec![0; 32];
    profile[..6].copy_from_slice(&[&[0, 1, 0, 0], &count.to_be_bytes()[..]].concat());
    let tables = [
        (b"cmap", cmap.concat()),
        (b"glyf", vec![0; 4]),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", vec![0; 2 + 2 * usize::from(count)]),
        (b"loca", vec![0; 2 + 2 * usize::from(count)]),
        (b"maxp", profile),
    ];
    let mut bytes = vec![0, 1, 0, 0, 0, 7, 0, 64, 0, 2, 0, 48];
    let mut start = bytes.len() + 16 * tables.len();
    for (tag, table) in &tables {
        let place = [0, start, table.len()].map(|number| u32::try_from(number).unwrap());
        bytes.extend([&tag[..], &place.map(u32::to_be_bytes).concat()].concat());
        start += table.len();
    }
    bytes.extend(tables.into_iter().flat_map(|(_, table)| table));
    bytes
}

impl File {
    /// A composite font with an embedded program and the codes of `Identity-H`; `map` is its `CIDToGIDMap`, `entries`
    /// are more entries.
    fn embedded_font(&mut self, program: &[u8], map: &str, entries: &str) -> usize {
        let program = self.stream("", program);
        let cid_font = self.add(format!(
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/DW 1000/CIDToGIDMap {map}\
             /CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>\
             /FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 -200 1000 900]\
             /ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80/FontFile2 {program} 0 R>>>>"
        ));
        self.add(format!(
            "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H{entries}/DescendantFonts[{cid_font} 0 R]>>"
        ))
    }

    /// The text of a page that shows these codes in a font.
    fn text_in(mut self, font: usize, codes: &[u8]) -> Result<Extracted, Unread> {
        let content = format!("BT /F1 14 Tf 60 700 Td <{}> Tj ET", hex(codes));
        self.page(&format!("/Font<</F1 {font} 0 R>>"), content.as_bytes());
        extract(&self.bytes(), LIMIT)
    }
}

#[test]
fn an_embedded_program_says_what_its_glyphs_show() {
    let mut file = File::new();
    let font = file.embedded_font(&program("松泽县"), "/Identity", "");
    assert_eq!(
        file.text_in(font, &[0, 1, 0, 2, 0, 3]).unwrap().text,
        "松泽县\n"
    );
}

#[test]
fn codes_are_characters_where_the_identity_names_them() {
    let text = "望汀区";
    let glyphs = |file: &mut File| {
        let mut glyphs = vec![0; 1 << 17];
        for (code, glyph) in text.encode_utf16().zip(1..) {
            glyphs[usize::from(code) * 2 + 1] = glyph;
        }
        let map = file.stream("/Filter/FlateDecode", &deflated(&glyphs));
        format!("{map} 0 R")
    };
    for to_unicode in ["/ToUnicode/Identity-H", ""] {
        for program in [program(text), program("")] {
            let mut file = File::new();
            let map = glyphs(&mut file);
            let font = file.embedded_font(&program, &map, to_unicode);
            let read = file.text_in(font, &utf16(text));
            let is_mapped = !to_unicode.is_empty() || program.len() > 300;
            match read {
                Ok(read) => assert!(is_mapped && read.text == "望汀区\n", "{}", read.text),
                Err(unread) => assert!(!is_mapped && unread == NO_CHARACTERS),
            }
        }
    }
}

#[test]
fn numbers_of_glyphs_are_no_characters_though_the_identity_is_named() {
    let mut file = File::new();
    let font = file.embedded_font(&program(""), "/Identity", "/ToUnicode/Identity-H");
    assert_eq!(file.text_in(font, &utf16("望汀区")), Err(NO_CHARACTERS));
}

#[test]
fn glyphs_drawn_by_the_file_are_read_by_their_names() {
    let mut file = File::new();
    let font = file.add(
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<<>>/FirstChar 1/LastChar 6\
         /Encoding<</Differences[1/uni677E/u6CFD/A/twosuperior/g5/uni4E005E74]>>/Widths[1 1 1 1 1 1]>>",
    );
    let read = file.text_in(font, &[1, 2, 3, 4, 5, 6]).unwrap();
    assert_eq!(
        (read.text.as_str(), read.damaged),
        ("松泽A²\u{FFFD}一年\n", 1)
    );
}

#[test]
fn text_without_its_font_is_told_as_lost() {
    let content = show(14, 60, 700, "松泽县") + "BT /F9 14 Tf 60 650 Td (abc) Tj ET";
    let read = extract(&pages(&[content]), LIMIT).unwrap();
    assert_eq!(
        (read.text.as_str(), read.damaged),
        ("松泽县\n\u{FFFD}\n", 1)
    );
}

#[test]
fn free_text_without_appearance_is_read() {
    let mut file = form(
        &show(14, 60, 740, "松泽县"),
        &[("60 600 300 700", "/Contents(Seen)")],
    );
    for object in &mut file.objects {
        let text = String::from_utf8_lossy(object).replace("/Widget", "/FreeText");
        *object = text.into();
    }
    assert_eq!(read_text(&file.bytes()), "松泽县\nSeen\n");
}

/// A file with form fields, each a rectangle and entries.
fn form(content: &str, fields: &[(&str, &str)]) -> File {
    let mut file = File::new();
    let font = file.chinese_font("UniGB-UTF16-H", "GB1");
    let fields: Vec<String> = fields
        .iter()
        .map(|(rectangle, entries)| {
            let field = format!("<</Subtype/Widget/Rect[{rectangle}]{entries}>>");
            format!("{} 0 R", file.add(field))
        })
        .collect();
    let content = file.stream("", content.as_bytes());
    file.pages.push(file.objects.len() + 1);
    file.add(format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 {font} 0 R>>>>/Contents {content} 0 R\
         /Annots[{}]>>",
        fields.join(" ")
    ));
    file
}

#[test]
fn values_of_form_fields_without_appearance_are_read_where_they_stand() {
    let name = format!("/FT/Tx/V<feff{}>", hex(&utf16("松泽县")));
    let long = format!(
        "/FT/Tx/V<feff{}>",
        hex(&utf16(&(words(200) + "\n" + &words(150))))
    );
    let outer = "/Parent<</FT/Ch/V(2021)>>";
    let fields = [
        ("120 695 400 715", name.as_str()),
        ("90 660 400 680", outer),
        ("60 500 400 640", &long),
        ("60 400 400 420", "/FT/Tx/Ff 8192/V(secret)"),
        ("60 400 400 420", "/FT/Tx/F 2/V(hidden)"),
        ("60 400 400 420", "/FT/Btn/V/Yes"),
    ];
    let content = show(12, 60, 700, "单位名称") + &show(12, 60, 665, "年度");
    let read = extract(&form(&content, &fields).bytes(), LIMIT).unwrap();
    let expected = format!(
        "单位名称 松泽县\n年度2021\n{}\n{}\n",
        words(200),
        words(150)
    );
    assert_eq!((read.text.as_str(), read.damaged), (expected.as_str(), 0));
}

#[test]
fn a_field_with_an_appearance_shows_that_alone() {
    // The font is object 4, the field 5, the content 6 and the page 7.
    let mut file = form("", &[("60 700 160 720", "/AP<</N 8 0 R>>/FT/Tx/V(old)")]);
    let shown = show(12, 0, 5, "柳渡镇");
    let resources = "/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</F1 4 0 R>>>>";
    assert_eq!(file.stream(resources, shown.as_bytes()), 8);
    assert_eq!(read_text(&file.bytes()), "柳渡镇\n");
}

#[test]
fn a_form_that_rules_draw_is_told() {
    let page = show(12, 60, 700, "Please wait...");
    let bytes = pages(&[page]);
    assert_eq!(read_text(&bytes), "Please wait...\n");
    let has_form = String::from_utf8_lossy(&bytes).replace(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</XFA(x)/Fields[]>>>>",
    );
    assert_eq!(extract(has_form.as_bytes(), LIMIT), Err(XFA));
}

#[test]
fn file_without_text_is_called_a_scan() {
    let mut file = File::new();
    let image = file.stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8",
        b"\0",
    );
    file.page(
        &format!("/XObject<</I {image} 0 R>>"),
        b"600 0 0 800 0 0 cm /I Do",
    );
    assert_eq!(extract(&file.bytes(), LIMIT), Err(SCAN));
}

#[test]
fn lines_of_a_paragraph_are_one_line_and_paragraphs_are_apart() {
    let (first, second) = (words(70) + "。", words(45) + "。");
    let content = paragraph(&first, 700) + &paragraph(&second, 628);
    assert_eq!(text_of_page(&content), format!("{first}\n{second}\n"));
}

#[test]
fn heading_and_signature_stay_paragraphs() {
    let body = words(70) + "。";
    let content = show(14, 74, 740, "一、总体情况")
        + &paragraph(&body, 716)
        + &show(14, 396, 600, "松泽县人民政府")
        + &show(14, 396, 576, "二〇二一年一月");
    assert_eq!(
        text_of_page(&content),
        format!("一、总体情况\n{body}\n松泽县人民政府\n二〇二一年一月\n")
    );
}

#[test]
fn paragraph_goes_on_over_page_end_number_and_running_head() {
    let body = words(58 + 60 + 31) + "。";
    let characters: Vec<char> = body.chars().collect();
    let line = |from: usize, to: usize| characters[from..to].iter().collect::<String>();
    let head = show(9, 250, 780, "松泽县年度报告");
    let number = |page: u32| show(10, 290, 20, &format!("— {page} —"));
    let filled = |top: u32| paragraph(&(words(88) + "。"), top);
    let one = format!(
        "{head}{}{}{}{}",
        filled(400),
        show(14, 74, 80, &line(0, 28)),
        show(14, 46, 56, &line(28, 58)),
        number(1)
    );
    let two = format!(
        "{head}{}{}{}",
        show(14, 46, 740, &line(58, 88)),
        show(14, 46, 716, &line(88, 118)),
        number(2)
    );
    let three = format!("{head}{}{}", show(14, 46, 740, &line(118, 148)), number(3))
        + &show(14, 46, 716, &line(148, 150));
    let extracted = extract(&pages(&[one, two, three]), LIMIT).unwrap();
    assert_eq!(
        extracted.text,
        format!("松泽县年度报告\n{}。\n{body}\n", words(88))
    );
    let second = extracted.text.find(&line(58, 150)).unwrap();
    let third = second + line(58, 118).len();
    let expected = [
        (0, 1),
        (u32::try_from(second).unwrap(), 2),
        (u32::try_from(third).unwrap(), 3),
    ];
    assert_eq!(extracted.locators.pages, expected);
}

#[test]
fn what_belongs_to_pages_is_listed_with_its_page() {
    let page = |number: u32| {
        let text = paragraph(&(words(40) + "。"), 600);
        let head = show(9, 250, 780, "松泽县年度报告");
        text + &head + &show(10, 290, 20, &format!("— {number} —"))
    };
    let read = extract(&pages(&[page(1), page(2), page(3)]), LIMIT).unwrap();
    let dropped = (read.dropped.iter()).map(|line| (line.page, line.text.as_str(), line.furniture));
    let (head, number) = (Furniture::RunningHead, Furniture::PageNumber);
    let expected = [
        (1, "— 1 —", number),
        (2, "松泽县年度报告", head),
        (2, "— 2 —", number),
        (3, "松泽县年度报告", head),
        (3, "— 3 —", number),
    ];
    assert!(dropped.eq(expected), "{:?}", read.dropped);
}

#[test]
fn lines_with_other_figures_at_the_top_of_pages_stay() {
    let page = |year: u32, cases: u32| {
        show(14, 46, 780, &format!("{year}年度松泽县收案{cases}件"))
            + &paragraph(&(words(60) + "。"), 600)
    };
    let extracted = extract(
        &pages(&[page(2019, 57), page(2020, 63), page(2021, 48)]),
        LIMIT,
    );
    let text = extracted.unwrap().text;
    for line in [
        "2019年度松泽县收案57件",
        "2020年度松泽县收案63件",
        "2021年度松泽县收案48件",
    ] {
        assert_eq!(text.matches(line).count(), 1, "{text}");
    }
}

#[test]
fn a_running_head_is_kept_once_unless_the_title_has_its_words() {
    let page = |head: &str, number: u32| {
        show(9, 250, 780, &format!("{head} {number}")) + &paragraph(&(words(60) + "。"), 600)
    };
    let text = |of: &[String]| extract(&pages(of), LIMIT).unwrap().text;
    let numbered: Vec<String> = (7..12).map(|number| page("松泽县公报", number)).collect();
    let kept = text(&numbered);
    assert_eq!(kept.matches("松泽县公报").count(), 1, "{kept}");
    // Odd and even pages differ.
    let facing: Vec<String> = (1..8)
        .map(|number| page(["松泽县公报", "望汀区公报"][number as usize % 2], number))
        .collect();
    let kept = text(&facing);
    for head in ["松泽县公报", "望汀区公报"] {
        assert_eq!(kept.matches(head).count(), 1, "{kept}");
    }
    let head = || show(9, 250, 780, "松泽县年度报告");
    let titled =
        head() + &show(22, 100, 700, "松泽县年度报告") + &paragraph(&(words(60) + "。"), 600);
    let others = || head() + &paragraph(&(words(60) + "。"), 600);
    let kept = text(&[titled, others(), others(), others()]);
    assert_eq!(kept.matches("松泽县年度报告").count(), 1, "{kept}");
}

#[test]
fn line_of_the_text_at_one_height_on_scattered_pages_stays() {
    let page = |at: usize| {
        let first = if at.is_multiple_of(4) {
            "适用本条款"
        } else {
            ["甲", "乙", "丙", "丁", "戊"][at % 5]
        };
        show(14, 46, 740, first) + &paragraph(&(words(60) + "。"), 600)
    };
    let text = read_text(&pages(&(0..12).map(page).collect::<Vec<_>>()));
    assert_eq!(text.matches("适用本条款").count(), 3);
}

#[test]
fn same_head_on_two_pages_only_stays_in_the_text() {
    let page = |body: &str| show(9, 250, 780, "关于柳渡镇的说明") + &paragraph(body, 600);
    let text = read_text(&pages(&[
        page(&(words(40) + "。")),
        page(&(words(41) + "。")),
    ]));
    assert_eq!(text.matches("关于柳渡镇的说明").count(), 2);
}

#[test]
fn bare_number_is_a_page_number_only_where_it_counts_on() {
    let page = |number: &str| paragraph(&(words(40) + "。"), 600) + &show(10, 290, 20, number);
    let counted = read_text(&pages(&[page("11"), page("12")]));
    assert!(!counted.contains("11") && !counted.contains("12"));
    let other = read_text(&pages(&[page("97"), page("35")]));
    assert!(other.contains("97") && other.contains("35"));
}

#[test]
fn ruled_table_is_rows_and_words_around_it_stay() {
    let rules = [600, 570, 540]
        .map(|y| format!("50 {y} m 350 {y} l S\n"))
        .concat();
    let sides = [50, 200, 350]
        .map(|x| format!("{x} 540 m {x} 600 l S\n"))
        .concat();
    let cells = show(12, 60, 580, "事项")
        + &show(12, 60, 550, "受理")
        + &show(12, 210, 580, "件数")
        + &show(12, 210, 550, "1,234");
    let content = show(14, 46, 640, "办理情况")
        + &rules
        + &sides
        + &cells
        + &show(14, 46, 500, "以上为全部事项。");
    assert_eq!(
        text_of_page(&content),
        "办理情况\n| 事项 | 件数 |\n| 受理 | 1,234 |\n以上为全部事项。\n"
    );
}

#[test]
fn rows_without_ruled_lines_keep_numbers_with_their_labels() {
    let row = |y: u32, cells: [&str; 3]| {
        show(12, 60, y, cells[0]) + &show(12, 240, y, cells[1]) + &show(12, 400, y, cells[2])
    };
    let content = row(600, ["镇", "受理", "办结"])
        + &row(580, ["柳渡镇", "12", "11"])
        + &row(560, ["雁石桥镇", "7", "7"]);
    assert_eq!(
        text_of_page(&content),
        "| 镇 | 受理 | 办结 |\n| 柳渡镇 | 12 | 11 |\n| 雁石桥镇 | 7 | 7 |\n"
    );
}

#[test]
fn columns_are_read_one_after_the_other_though_the_page_has_them_row_by_row() {
    let (left, right) = (words(200), words(210));
    let part = |text: &str, line: usize| text.chars().skip(line * 16).take(16).collect::<String>();
    let row = |line: usize| {
        let y = 700 - 20 * u32::try_from(line).unwrap();
        show(14, 50, y, &part(&left, line)) + &show(14, 320, y, &part(&right, line))
    };
    let text = text_of_page(&(0..14).map(row).collect::<String>());
    assert_eq!(text.replace('\n', ""), left + &right);
}

#[test]
fn vertical_and_turned_text_is_read_along_its_lines() {
    let turned = |x: u32, text: &str| {
        format!(
            "BT /F1 14 Tf 0 1 -1 0 {x} 100 Tm <{}> Tj ET\n",
            hex(&utf16(text))
        )
    };
    assert_eq!(
        text_of_page(&(turned(100, "松泽县") + &turned(180, "柳渡镇"))),
        "松泽县\n柳渡镇\n"
    );
}

#[test]
fn watermark_aslant_on_every_page_is_left_out() {
    let mark = format!(
        "BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 250 Tm <{}> Tj ET\n",
        hex(&utf16("内部资料"))
    );
    let page = paragraph(&(words(40) + "。"), 600) + &mark;
    assert!(text_of_page(&page).contains("内部资料"));
    assert!(!read_text(&pages(&vec![page; 4])).contains("内部"));
}

#[test]
fn text_of_a_hidden_layer_is_not_read() {
    let mut file = File::new();
    let font = file.chinese_font("UniGB-UTF16-H", "GB1");
    let layer = file.add("<</Type/OCG/Name(x)>>");
    let content = format!(
        "/OC /L BDC {}EMC {}",
        show(14, 60, 700, "隐藏"),
        show(14, 60, 600, "松泽县")
    );
    file.page(
        &format!("/Font<</F1 {font} 0 R>>/Properties<</L {layer} 0 R>>"),
        content.as_bytes(),
    );
    let bytes = file.bytes();
    let catalog = format!(
        "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[{layer} 0 R]/D<</OFF[{layer} 0 R]>>>>>>"
    );
    // An update at the end of the file replaces the catalog.
    let update = format!("\n1 0 obj\n{catalog}\nendobj\n");
    let start = bytes.len() + 1;
    let previous = memchr::memmem::rfind(&bytes, b"xref\n0 ").unwrap();
    let tail = format!(
        "xref\n1 1\n{start:010} 00000 n \ntrailer<</Size 9/Root 1 0 R/Prev {previous}>>\nstartxref\n{}\n%%EOF",
        bytes.len() + update.len()
    );
    assert_eq!(
        read_text(&[&bytes[..], update.as_bytes(), tail.as_bytes()].concat()),
        "松泽县\n"
    );
}

#[test]
fn form_is_read_once_where_it_draws_itself() {
    let mut file = File::new();
    let font = file.chinese_font("UniGB-UTF16-H", "GB1");
    let form = file.objects.len() + 1;
    let resources = format!("/Font<</F1 {font} 0 R>>/XObject<</X {form} 0 R>>");
    let content = show(14, 60, 700, "松泽县") + "/X Do /X Do";
    file.stream(
        &format!("/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<<{resources}>>"),
        content.as_bytes(),
    );
    file.page(&resources, b"/X Do");
    let started = std::time::Instant::now();
    assert_eq!(read_text(&file.bytes()), "松泽县\n");
    assert!(started.elapsed().as_secs() < 20);
}

#[test]
fn text_in_forms_nested_too_deep_is_told_as_lost() {
    let mut file = File::new();
    let font = file.chinese_font("UniGB-UTF16-H", "GB1");
    let mut resources = format!("/Font<</F1 {font} 0 R>>");
    let mut content = show(14, 60, 700, "柳渡镇");
    for _ in 0..20 {
        let form = format!("/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<<{resources}>>");
        let form = file.stream(&form, content.as_bytes());
        resources = format!("/Font<</F1 {font} 0 R>>/XObject<</X {form} 0 R>>");
        content = "/X Do".into();
    }
    let content = show(14, 60, 700, "松泽县") + &content;
    file.page(&resources, content.as_bytes());
    assert_eq!(read_text(&file.bytes()), "松泽县\n\u{FFFD}\n");
}

#[test]
fn forms_that_draw_forms_without_end_are_given_up() {
    let mut file = File::new();
    let first = file.objects.len() + 1;
    for deeper in first + 1..first + 20 {
        let form = format!("/Type/XObject/Subtype/Form/Resources<</XObject<</X {deeper} 0 R>>>>");
        file.stream(&form, "/X Do ".repeat(10).as_bytes());
    }
    file.stream("/Type/XObject/Subtype/Form", b"q Q");
    file.page(&format!("/XObject<</X {first} 0 R>>"), b"/X Do");
    let started = std::time::Instant::now();
    let reason = extract(&file.bytes(), 64 * LIMIT).unwrap_err().to_string();
    assert!(reason.starts_with("more on its pages"), "{reason}");
    assert!(started.elapsed().as_secs() < 20);
}

#[test]
fn what_is_lost_of_a_file_is_said_at_the_end_of_its_text() {
    let whole = pages(&[show(14, 60, 700, "松泽县"), show(14, 60, 700, "柳渡镇")]);
    assert_eq!(extract(&whole, LIMIT).unwrap().damaged, 0);
    let second_page = memmem::rfind(&whole, b"/Type/Page/").unwrap();
    let cut = extract(&whole[..second_page], LIMIT).unwrap();
    assert_eq!((cut.text.as_str(), cut.damaged), ("松泽县\n\u{FFFD}\n", 1));
    let catalog = "<</Type/Catalog/Pages 2 0 R>>";
    let portfolio = "<</Type/Catalog/Pages 2 0 R/Collection<</View/D>>>>";
    let cover = String::from_utf8(pages(&[show(14, 60, 700, "松泽县")])).unwrap();
    let cover = cover.replace(catalog, portfolio);
    assert_eq!(read_text(cover.as_bytes()), "松泽县\n\u{FFFD}\n");
    let mut file = File::new();
    let font = file.chinese_font("UniGB-UTF16-H", "GB1");
    let content: String = (0..200)
        .map(|y| show(14, 60, 5 + y * 3, &words(9)))
        .collect();
    let packed = deflated(content.as_bytes());
    let resources = format!("/Font<</F1 {font} 0 R>>");
    let stream = file.stream("/Filter/FlateDecode", &packed[..packed.len() / 2]);
    file.page(&resources, &[]);
    let page = file.objects.last_mut().unwrap();
    page.truncate(memmem::find(page, b"/Contents").unwrap());
    page.extend(format!("/Contents {stream} 0 R>>").bytes());
    file.page(&resources, show(14, 60, 700, "柳渡镇").as_bytes());
    let damaged = extract(&file.bytes(), LIMIT).unwrap();
    assert!(damaged.text.ends_with("柳渡镇\n\u{FFFD}\n") && damaged.damaged == 1);
}

#[test]
fn stream_that_unpacks_over_the_limit_is_refused() {
    let bomb = deflated(&vec![b' '; 3 << 20]);
    let mut file = File::new();
    let content = file.stream("/Filter/FlateDecode", &bomb);
    let page = file.add(format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {content} 0 R>>"
    ));
    file.pages.push(page);
    assert_eq!(extract(&file.bytes(), LIMIT), Err(budget::OVER_LIMIT));
}

#[test]
fn stream_packed_twice_is_refused() {
    let bomb = deflated(&deflated(&vec![b' '; 3 << 20]));
    let mut file = File::new();
    let content = file.stream("/Filter[/FlateDecode/FlateDecode]", &bomb);
    let page = file.add(format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {content} 0 R>>"
    ));
    file.pages.push(page);
    assert_eq!(extract(&file.bytes(), LIMIT), Err(budget::OVER_LIMIT));
}

#[test]
fn font_that_claims_widths_for_billions_of_codes_is_refused() {
    let mut file = File::new();
    let cid_font = file.add("<</Type/Font/Subtype/CIDFontType0/BaseFont/X/W[0 4294967295 500]>>");
    let font = file
        .add(format!("<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[{cid_font} 0 R]>>"));
    file.page(
        &format!("/Font<</F1 {font} 0 R>>"),
        b"BT /F1 14 Tf 60 700 Td <0041> Tj ET",
    );
    assert!(
        extract(&file.bytes(), LIMIT)
            .unwrap_err()
            .to_string()
            .contains("widths")
    );
}

#[test]
fn simple_font_that_claims_a_huge_first_code_is_refused() {
    let mut file = File::new();
    let font = file.add("<</Type/Font/Subtype/Type3/FontMatrix[1 0 0 1 0 0]/CharProcs<<>>/FirstChar 2147483647/LastChar 2147483647/Widths[1]>>");
    file.page(
        &format!("/Font<</F1 {font} 0 R>>"),
        b"BT /F1 14 Tf 60 700 Td (a) Tj ET",
    );
    assert!(
        extract(&file.bytes(), LIMIT)
            .unwrap_err()
            .to_string()
            .contains("widths")
    );
}

#[test]
fn deep_nesting_and_circles_end() {
    let deep = |open: &str, close: &str| open.repeat(50_000) + &close.repeat(50_000);
    let page = |content: String| pages(&[show(14, 60, 700, "松泽县") + &content]);
    for content in [
        deep("[", "] TJ"),
        deep("<<", ">>"),
        deep("q ", "Q "),
        deep("(", ")"),
        deep("/OC /X BDC ", "EMC "),
    ] {
        assert_eq!(
            extract(&page(content), LIMIT).map(|read| read.text.chars().take(3).collect()),
            Ok("松泽县".to_string())
        );
    }
    let mut file = File::new();
    let circle = file.objects.len() + 1;
    file.add(format!(
        "<</Type/Pages/Parent {circle} 0 R/Kids[{circle} 0 R 2 0 R]/Count 1000000>>"
    ));
    file.pages.push(circle);
    assert!(extract(&file.bytes(), LIMIT).is_err());
    let mut file = File::new();
    let circle = file.objects.len() + 1;
    file.add(format!("{circle} 0 R"));
    file.page(
        &format!("/Font {circle} 0 R/XObject {circle} 0 R"),
        b"/X Do BT /F1 9 Tf (a) Tj ET",
    );
    let read = extract(&file.bytes(), LIMIT).unwrap();
    assert!(read.is_incomplete && read.text == "\u{FFFD}\n");
}

#[test]
fn damaged_copies_neither_panic_nor_hang() {
    let whole = pages(&[paragraph(&words(70), 700), show(14, 60, 700, "柳渡镇")]);
    assert_eq!(extract(b"", LIMIT), Err(DAMAGED));
    assert_eq!(extract(b"%PDF-1.7\nnothing", LIMIT), Err(DAMAGED));
    for cut in (0..whole.len()).step_by(whole.len() / 40) {
        // Called directly, without the thread that would catch a panic.
        let cut_short: Result<Extracted, Unread> = read(&whole[..cut], LIMIT);
        assert!(
            cut_short.is_ok()
                || cut_short
                    .is_err_and(|unread| unread.to_string().ends_with("again") || unread == SCAN)
        );
        let mut changed = whole.clone();
        for (at, byte) in changed.iter_mut().enumerate().skip(cut).take(9) {
            *byte = byte
                .wrapping_mul(31)
                .wrapping_add(u8::try_from(at % 251).unwrap());
        }
        assert!(
            read(&changed, LIMIT).is_ok_and(|read| read.text.len() < 2 * whole.len())
                || read(&changed, LIMIT).is_err()
        );
    }
}
