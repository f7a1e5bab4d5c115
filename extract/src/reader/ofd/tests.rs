//! OFD files built part by part → text, through the whole reader.

use std::fmt::Write as _;

use super::*;
use crate::archive::tests::packed;

/// Maximum bytes that a part of a test file may unpack to.
const LIMIT: u64 = 4 << 20;

/// An OFD file under construction, with one document.
#[derive(Default)]
struct File {
    parts: Vec<(String, Vec<u8>)>,
    pages: Vec<String>,
    /// Elements of the common part of Document.xml, and elements after its pages.
    common: String,
    after: String,
}

impl File {
    fn part(mut self, name: &str, text: &str) -> Self {
        self.parts.push((name.to_string(), text.into()));
        self
    }

    /// Adds a page: an element `Content` and what comes before it.
    fn page(self, content: &str) -> Self {
        let name = format!("Pages/Page_{}/Content.xml", self.pages.len());
        let page = format!("<ofd:Page>{content}</ofd:Page>");
        self.missing_page(&name)
            .part(&format!("Doc_0/{name}"), &page)
    }

    /// Adds a page without its part.
    fn missing_page(mut self, location: &str) -> Self {
        self.pages.push(location.to_string());
        self
    }

    fn bytes(mut self) -> Vec<u8> {
        let mut pages = String::new();
        for (id, location) in (1..).zip(&self.pages) {
            write!(pages, "<ofd:Page ID='{id}' BaseLoc='{location}'/>").unwrap();
        }
        let document = format!(
            "<ofd:Document><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>\
             {}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>{}</ofd:Document>",
            self.common, self.after
        );
        self = self.part("OFD.xml", &root(&["Doc_0/Document.xml"]));
        self = self.part("Doc_0/Document.xml", &document);
        bytes(&self.parts)
    }

    fn read(self) -> Extracted {
        extract(&self.bytes(), LIMIT).unwrap()
    }

    fn unread(self) -> Unread {
        extract(&self.bytes(), LIMIT).unwrap_err()
    }
}

fn bytes(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, part)| (&**name, &**part))
        .collect();
    packed(&parts)
}

fn root(documents: &[&str]) -> String {
    let body = |root: &&str| {
        format!(
            "<ofd:DocBody><ofd:DocInfo><ofd:Title>题</ofd:Title></ofd:DocInfo><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody>"
        )
    };
    let bodies: String = documents.iter().map(body).collect();
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'>{bodies}</ofd:OFD>"
    )
}

/// A file with a page of these objects.
fn page_of(objects: &str) -> File {
    File::default().page(&content(objects))
}

fn content(objects: &str) -> String {
    format!("<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>")
}

/// A text object with characters of 5 mm at a position of the page in millimetres.
fn text(x: u32, y: u32, words: &str) -> String {
    object(
        x,
        y,
        "",
        &format!("<ofd:TextCode X='0' Y='0' DeltaX='g 99 5'>{words}</ofd:TextCode>"),
    )
}

fn object(x: u32, y: u32, attributes: &str, codes: &str) -> String {
    format!(
        "<ofd:TextObject Boundary='{x} {y} 100 9' Size='5' {attributes}>{codes}</ofd:TextObject>"
    )
}

/// A stroked line.
fn line(x0: u32, y0: u32, x1: u32, y1: u32) -> String {
    let (across, down) = (x1 - x0, y1 - y0);
    format!(
        "<ofd:PathObject Boundary='{x0} {y0} {across} {down}'><ofd:AbbreviatedData>M 0 0 L {across} {down}\
         </ofd:AbbreviatedData></ofd:PathObject>"
    )
}

#[test]
fn positions_of_characters_have_many_forms() {
    let codes = [
        "<ofd:TextCode X='0' Y='0' DeltaX='5 5 5'>松泽县域</ofd:TextCode>",
        "<ofd:TextCode X='0' Y='0' DeltaX='g 2 5 5'>松泽县域</ofd:TextCode>",
        "<ofd:TextCode X='0' Y='0' DeltaX='g 999999999 5'>松泽县域</ofd:TextCode>",
        "<ofd:TextCode>松泽县域</ofd:TextCode>",
        "<ofd:TextCode X='0' Y='0'>松</ofd:TextCode><ofd:TextCode X='5'>泽</ofd:TextCode>\
         <ofd:TextCode X='10'>县</ofd:TextCode><ofd:TextCode X='15'>域</ofd:TextCode>",
        "<ofd:CGTransform CodePosition='0' CodeCount='4' GlyphCount='4'><ofd:Glyphs>7 8 9 10</ofd:Glyphs>\
         </ofd:CGTransform><ofd:TextCode X='0' Y='0' DeltaX='5 5 5'>松泽县域</ofd:TextCode>",
        "<ofd:TextCode X='0' Y='0' DeltaX='5 -5 5' DeltaY='0 6 0'>松泽县域</ofd:TextCode>",
        "<ofd:TextCode X='NaN' Y='inf' DeltaX='x g 1e999 5'>松泽县域</ofd:TextCode>",
    ];
    for codes in codes {
        for attributes in [
            "",
            "CTM='1 0 0 1 20 30'",
            "CTM='0 1 -1 0 0 0'",
            "HScale='0.9'",
            "CTM='1 2'",
        ] {
            let read = page_of(&object(50, 50, attributes, codes)).read();
            let characters: String = read.text.split_whitespace().collect();
            assert_eq!(characters, "松泽县域", "{attributes} {codes}");
        }
    }
}

#[test]
fn numbers_whose_digits_stand_apart_in_the_file_stay_numbers() {
    let code = |x: u32, digit: &str| format!("<ofd:TextCode X='{x}'>{digit}</ofd:TextCode>");
    let in_one_object = object(
        50,
        50,
        "",
        &[code(0, "1"), code(5, "2"), code(10, "件")].concat(),
    );
    assert_eq!(page_of(&in_one_object).read().text, "12件\n");
    let digit = |x: u32, digit: &str| {
        format!(
            "<ofd:TextObject Boundary='{x} 50 4 5' Size='4'><ofd:TextCode>{digit}</ofd:TextCode></ofd:TextObject>"
        )
    };
    let in_many = [digit(50, "1"), digit(54, "2"), digit(58, "件")].concat();
    assert_eq!(page_of(&in_many).read().text, "12件\n");
}

#[test]
fn pages_count_on_through_documents_at_any_locations() {
    let document =
        |page: &str| format!("<Document><Pages><Page ID='1' BaseLoc='{page}'/></Pages></Document>");
    let page = |words: &str| {
        let page = format!(
            "<?xml version='1.0' encoding='UTF-16'?><Page>{}</Page>",
            content(&text(40, 50, words))
        );
        let units = page
            .replace("ofd:", "")
            .encode_utf16()
            .collect::<Vec<u16>>();
        [
            &b"\xFF\xFE"[..],
            &units
                .iter()
                .flat_map(|unit| unit.to_le_bytes())
                .collect::<Vec<u8>>(),
        ]
        .concat()
    };
    let file = packed(&[
        (
            "/ofd.XML",
            root(&["/Doc_0/Document.xml", "Doc_1\\document.xml"]).as_bytes(),
        ),
        ("Doc_0/Document.xml", document("/Doc_0/P.xml").as_bytes()),
        ("Doc_0/P.xml", &page("松泽县报告。")),
        (
            "Doc_1/Document.xml",
            document("../Doc_0/../Doc_1/./P.xml").as_bytes(),
        ),
        ("Doc_1/P.xml", &page("望汀区报告。")),
    ]);
    let read = extract(&file, LIMIT).unwrap();
    assert_eq!(read.text, "松泽县报告。\n望汀区报告。\n");
    assert_eq!(read.locators.pages, [(0, 1), (19, 2)]);
    assert_eq!(read.damaged, 0);
}

#[test]
fn heads_of_templates_are_kept_once_and_page_numbers_are_left_out() {
    let head = format!(
        "<ofd:Page>{}</ofd:Page>",
        content(&[text(80, 15, "岚江省公报"), text(80, 290, "松泽县编印")].concat())
    );
    let mut file = File {
        common: "<ofd:TemplatePage ID='7' BaseLoc='Tpls/T.xml'/>".into(),
        ..File::default()
    }
    .part("Doc_0/Tpls/T.xml", &head);
    for (number, words) in [
        (1, "松泽县工作。"),
        (2, "望汀区工作。"),
        (3, "雁石桥镇工作。"),
    ] {
        let own = content(
            &[
                text(40, 60, words),
                text(100, 285, &format!("— {number} —")),
            ]
            .concat(),
        );
        file = file.page(&format!(
            "<ofd:Template TemplateID='7' ZOrder='Background'/>{own}"
        ));
    }
    let text = file.read().text;
    assert_eq!(
        text,
        "岚江省公报\n松泽县工作。\n松泽县编印\n望汀区工作。\n雁石桥镇工作。\n"
    );
}

#[test]
fn form_of_a_template_is_read_with_what_was_filled_in() {
    let labels = [
        text(40, 50, "姓名："),
        text(40, 70, "单位："),
        text(40, 90, "职务："),
    ]
    .concat();
    let own = [
        text(55, 50, "柳望"),
        text(55, 90, "科员"),
        text(55, 70, "雁石桥镇政府"),
    ]
    .concat();
    let file = File {
        common: "<ofd:TemplatePage ID='7' BaseLoc='T.xml'/>".into(),
        ..File::default()
    };
    let file = file
        .part(
            "Doc_0/T.xml",
            &format!("<ofd:Page>{}</ofd:Page>", content(&labels)),
        )
        .page(&format!("<ofd:Template TemplateID='7'/>{}", content(&own)));
    assert_eq!(
        file.read().text,
        "姓名：柳望\n单位：雁石桥镇政府\n职务：科员\n"
    );
}

#[test]
fn templates_in_themselves_are_drawn_once() {
    let template = |words: &str, inner: u32| {
        let own = content(&text(40, 20, words));
        format!("<ofd:Page><ofd:Template TemplateID='{inner}'/>{own}</ofd:Page>")
    };
    let file = File {
        common:
            "<ofd:TemplatePage ID='1' BaseLoc='A.xml'/><ofd:TemplatePage ID='2' BaseLoc='B.xml'/>"
                .into(),
        ..File::default()
    };
    let file = file
        .part("Doc_0/A.xml", &template("甲", 2))
        .part("Doc_0/B.xml", &template("乙", 1))
        .page(&format!(
            "<ofd:Template TemplateID='1'/>{}",
            content(&text(40, 60, "松泽县"))
        ));
    let text: String = file.read().text.split_whitespace().collect();
    assert_eq!(text, "乙甲松泽县");
}

#[test]
fn ruled_lines_are_tables_and_characters_below_each_other_a_label() {
    let strokes = [
        line(40, 60, 160, 60),
        line(60, 80, 160, 80),
        line(40, 100, 160, 100),
        line(40, 60, 40, 100),
        line(60, 60, 60, 100),
        line(160, 60, 160, 100),
    ];
    let fills = strokes
        .concat()
        .replace("M 0 0 L 120 0", "M 0 0 L 120 0 L 120 1 L 0 1 C");
    let fills = fills.replace("M 0 0 L 100 0", "M 0 0 L 100 0 L 100 1 L 0 1 C");
    let fills = fills.replace("M 0 0 L 0 40", "M 0 0 L 1 0 L 1 40 L 0 40 C");
    let fills = fills.replace(
        "<ofd:PathObject",
        "<ofd:PathObject Stroke='false' Fill='true'",
    );
    let label = object(
        47,
        70,
        "",
        "<ofd:TextCode X='0' Y='0' DeltaY='g 2 6'>购买方</ofd:TextCode>",
    );
    let words = [
        &text(70, 70, "望汀区财政局"),
        &label,
        &text(70, 90, "雁石桥镇"),
    ]
    .map(String::as_str)
    .concat();
    for lines in [strokes.concat(), fills] {
        let text = page_of(&(lines + &words)).read().text;
        assert_eq!(text, "| 购买方 | 望汀区财政局 |\n雁石桥镇\n");
    }
}

#[test]
fn text_below_each_other_outside_tables_is_a_line() {
    let down = |x, words: &str| {
        object(
            x,
            50,
            "",
            &format!("<ofd:TextCode X='0' Y='0' DeltaY='g 99 5'>{words}</ofd:TextCode>"),
        )
    };
    let columns = [
        down(150, "松泽县人民政府公告"),
        down(130, "本公告自发布之日起施行。"),
    ]
    .concat();
    assert_eq!(
        page_of(&columns).read().text,
        "松泽县人民政府公告\n本公告自发布之日起施行。\n"
    );
    let margin = [text(40, 60, "望汀区法治政府建设报告"), down(15, "松泽档案")].concat();
    assert_eq!(
        page_of(&margin).read().text,
        "望汀区法治政府建设报告\n松泽档案\n"
    );
}

#[test]
fn what_is_not_seen_is_no_text() {
    let objects = [
        &object(40, 20, "Visible='false'", "<ofd:TextCode>隐</ofd:TextCode>"),
        "<ofd:PathObject><ofd:Clips><ofd:Clip><ofd:Area><ofd:Text><ofd:TextCode>剪</ofd:TextCode></ofd:Text></ofd:Area>\
         </ofd:Clip></ofd:Clips><ofd:FillColor><ofd:Pattern><ofd:CellContent><ofd:TextObject><ofd:TextCode>纹</ofd:TextCode>\
         </ofd:TextObject></ofd:CellContent></ofd:Pattern></ofd:FillColor></ofd:PathObject>",
        &text(300, 50, "页外"),
        "<ofd:PageBlock><ofd:PageBlock>",
        &text(40, 50, "雁石桥镇"),
        "</ofd:PageBlock></ofd:PageBlock>",
    ];
    assert_eq!(page_of(&objects.concat()).read().text, "雁石桥镇\n");
}

#[test]
fn layers_are_read_from_the_background_to_the_foreground() {
    let layer = |kind: &str, words: &str| {
        format!(
            "<ofd:Layer Type='{kind}'>{}</ofd:Layer>",
            text(40, 50, words)
        )
    };
    let layers = [
        layer("Foreground", "丙"),
        layer("Body", "乙"),
        layer("Background", "甲"),
    ]
    .concat();
    let text = File::default()
        .page(&format!("<ofd:Content>{layers}</ofd:Content>"))
        .read()
        .text;
    assert_eq!(text.split_whitespace().collect::<String>(), "甲乙丙");
}

#[test]
fn visible_annotations_are_text_and_a_watermark_is_read_once() {
    let annotation = |kind: &str, attributes: &str, words: &str| {
        let shown = text(0, 5, words);
        format!(
            "<ofd:Annot Type='{kind}' {attributes}><ofd:Remark>注</ofd:Remark><ofd:Appearance Boundary='40 200 90 20'>{shown}</ofd:Appearance></ofd:Annot>"
        )
    };
    let annotations = [
        annotation("Stamp", "", "同意。"),
        annotation("Path", "Visible='false'", "不见"),
        annotation("Watermark", "", "内部"),
        annotation("Watermark", "", "内部"),
    ];
    let file = File {
        after: "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>".into(),
        ..page_of(&text(40, 50, "松泽县"))
    };
    let page = "<ofd:Annotations><ofd:Page PageID='1'><ofd:FileLoc>Page_0/A.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>";
    let file = file.part("Doc_0/Annots/Annotations.xml", page).part(
        "Doc_0/Annots/Page_0/A.xml",
        &format!("<ofd:PageAnnot>{}</ofd:PageAnnot>", annotations.concat()),
    );
    let text = file.read().text;
    assert_eq!(
        text.split_whitespace().collect::<String>(),
        "松泽县同意。内部"
    );
}

/// A file with a composite unit of id 5, whose page draws it.
fn composite(objects: &str) -> File {
    let unit = format!(
        "<ofd:Res><ofd:Fonts><ofd:Font ID='3'/></ofd:Fonts><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID='5'>\
         <ofd:Content>{objects}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    );
    let own = content("<ofd:CompositeObject Boundary='40 50 90 20' ResourceID='5'/>");
    // A unit that is read twice is drawn once.
    let resources = "<ofd:PageRes>R.xml</ofd:PageRes><ofd:PageRes>S.xml</ofd:PageRes>";
    File::default()
        .page(&format!("{resources}{own}"))
        .part("Doc_0/Pages/Page_0/R.xml", &unit)
        .part("Doc_0/Pages/Page_0/S.xml", &unit)
}

#[test]
fn composite_units_are_drawn_where_they_are_used() {
    let read = composite(&text(0, 5, "松泽县")).read();
    assert_eq!((read.text.as_str(), read.damaged), ("松泽县\n", 0));
    let itself = "<ofd:CompositeObject Boundary='9 0 9 9' ResourceID='5'/>";
    let read = composite(&(text(0, 5, "松") + itself)).read();
    assert!(read.text.contains('松'));
    assert!(read.is_incomplete);
    let many = composite(&itself.repeat(50)).unread();
    assert_eq!(many, TOO_MUCH);
}

#[test]
fn what_is_lost_is_marked_and_the_rest_is_read() {
    let cut = "<ofd:Page><ofd:Content><ofd:Layer>".to_string() + &text(40, 50, "二、望汀区");
    let file = page_of(&text(40, 50, "松泽县。")).missing_page("Nowhere.xml");
    let read = file
        .missing_page("Cut.xml")
        .part("Doc_0/Cut.xml", &cut)
        .read();
    assert_eq!(
        (read.text.as_str(), read.damaged),
        ("松泽县。\n二、望汀区\n\u{FFFD}\n", 1)
    );
    assert_eq!(read.locators.pages, [(0, 1), (13, 3)]);
    let unit = page_of(&(text(40, 50, "松泽县") + "<ofd:CompositeObject ResourceID='9'/>")).read();
    assert_eq!(
        (unit.text.as_str(), unit.damaged),
        ("松泽县\n\u{FFFD}\n", 1)
    );
    let own = content(&text(40, 50, "松泽县"));
    let template = File::default().page(&format!("<ofd:Template TemplateID='9'/>{own}"));
    assert_eq!(template.read().text, "松泽县\n\u{FFFD}\n");
    // Only a composite unit that is used is text.
    let file = File {
        common: "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>".into(),
        ..page_of(&text(40, 50, "松泽县"))
    };
    assert_eq!(file.read().damaged, 0);
}

#[test]
fn what_cannot_be_read_says_why() {
    let reason = |file: File| file.unread().to_string();
    let image = "<ofd:ImageObject Boundary='0 0 210 297' ResourceID='4'/>";
    assert!(reason(page_of(image)).starts_with("a scan without a text layer"));
    let missing = reason(File::default().missing_page("P.xml"));
    assert!(missing.starts_with("Doc_0/P.xml is missing"), "{missing}");
    assert_eq!(File::default().unread(), NO_PAGES);
    let encrypted = File::default()
        .missing_page("P.xml")
        .part("Encryptions.xml", "<a/>");
    assert_eq!(encrypted.unread(), Unread::ENCRYPTED);
    let bomb = page_of(&" ".repeat(5 << 20));
    assert!(reason(bomb).contains("over the limit"));
    let many = File {
        pages: vec!["P.xml".to_string(); 50_000],
        ..File::default()
    };
    let documents = root(&["Doc_0/Document.xml"; 3]);
    assert_eq!(many.part("/OFD.xml", &documents).unread(), TOO_MUCH);
}
