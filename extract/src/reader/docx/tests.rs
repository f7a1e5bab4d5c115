//! Whole documents, from packages to text.

use super::*;
use crate::extracted::MarkedHeading;
use crate::reader::storage::package::packed;

const LIMIT: u64 = 1 << 20;

/// Reads a document with this body.
fn read(body: &str) -> Extracted {
    read_with(body, &[])
}

/// Reads a document with this body and other parts, each named by its role.
fn read_with(body: &str, parts: &[(&str, &str)]) -> Extracted {
    extract(&document(body, parts), LIMIT).unwrap()
}

/// A document with this body and other parts, each named by its role and perhaps a number.
fn document(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let relationship = |role: &str, target: &str| {
        format!(
            "<Relationship Id='{role}' Type='http://purl.oclc.org/ooxml/officeDocument/relationships/{role}' Target='{target}'/>"
        )
    };
    let main = format!("<w:document><w:body>{body}</w:body></w:document>");
    let package = format!(
        "<Relationships>{}</Relationships>",
        relationship("officeDocument", "/doc/main.xml")
    );
    let own: String = parts
        .iter()
        .map(|(role, _)| {
            let kind = role.trim_end_matches(|c: char| c.is_ascii_digit());
            relationship(kind, &format!("{role}.xml"))
        })
        .collect();
    let own = format!("<Relationships>{own}</Relationships>");
    let mut all = vec![
        ("_rels/.rels", package.as_str()),
        ("doc/main.xml", &main),
        ("doc/_rels/main.xml.rels", &own),
    ];
    let names: Vec<String> = parts
        .iter()
        .map(|(role, _)| format!("doc/{role}.xml"))
        .collect();
    all.extend(
        names
            .iter()
            .zip(parts)
            .map(|(name, (_, text))| (name.as_str(), *text)),
    );
    packed(&all)
}

/// The text of a document with this body.
fn text_of(body: &str) -> String {
    read(body).text
}

#[test]
fn words_are_taken_as_they_stand_with_breaks_and_tabs() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t xml:space='preserve'>松泽县 </w:t>
        <w:tab/><w:t>2023&#x5E74;</w:t><w:br/><w:t>第1</w:t><w:noBreakHyphen/><w:t>2号</w:t>
        <w:sym w:font='Wingdings 2' w:char='F052'/></w:r></w:p><w:p/><w:p><w:hyperlink><w:smartTag><w:r><w:t>柳渡镇
        </w:t></w:r></w:smartTag></w:hyperlink><w:sdt><w:sdtPr><w:t>不见</w:t></w:sdtPr><w:sdtContent><w:r><w:t>办</w:t></w:r>
        </w:sdtContent></w:sdt><m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den>
        </m:f></m:oMath></w:p>";
    let text = text_of(body).replace("         ", "~");
    assert_eq!(text, "松泽县 \t2023年\n第1-2号☑\n柳渡镇~办3/4\n");
}

#[test]
fn deleted_moved_and_hidden_text_is_not_seen() {
    let body = "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:t>旧</w:t><w:delText>旧</w:delText></w:r></w:del>
        <w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>来</w:t></w:r></w:moveTo>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t><w:tab/></w:r><w:r><w:rPr><w:rStyle w:val='h'/></w:rPr><w:t>隐</w:t></w:r>
        <w:r><w:rPr><w:vanish w:val='false'/></w:rPr><w:t>显</w:t></w:r></w:p>";
    let styles = "<w:styles><w:style w:styleId='h'><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    assert_eq!(read_with(body, &[("styles", styles)]).text, "新来显\n");
}

#[test]
fn a_deleted_paragraph_mark_joins_what_follows() {
    let deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>";
    let body = format!(
        "<w:p>{deleted}<w:r><w:t>松</w:t></w:r></w:p><w:p><w:r><w:t>泽</w:t></w:r></w:p>
        <w:p>{deleted}<w:r><w:t>县</w:t></w:r></w:p>"
    );
    assert_eq!(text_of(&body), "松泽\n县\n");
}

#[test]
fn fields_show_their_result() {
    let field = |code: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>
            <w:r><w:fldChar w:fldCharType='separate'/></w:r>{result}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
        )
    };
    let words = "<w:r><w:t>雁石桥镇</w:t></w:r>";
    let body = format!(
        "<w:p>{}{}</w:p>",
        field("HYPERLINK x", words),
        field("eq \\o\\ac(○,4)", "")
    );
    assert_eq!(text_of(&body), "雁石桥镇④\n");
    let simple = "<w:p><w:fldSimple w:instr='DATE'><w:r><w:t>5月</w:t></w:r></w:fldSimple></w:p>";
    assert_eq!(text_of(simple), "5月\n");
}

#[test]
fn form_fields_show_what_is_chosen() {
    let field = |properties: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:name w:val='t'/>{properties}</w:ffData></w:fldChar></w:r>
            <w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
        )
    };
    let entries = "<w:listEntry w:val='松泽县'/><w:listEntry w:val='望汀区'/>";
    let fields = [
        format!("<w:ddList><w:result w:val='1'/>{entries}</w:ddList>"),
        format!("<w:ddList>{entries}</w:ddList>"),
        "<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>".into(),
        "<w:checkBox><w:checked w:val='0'/><w:default w:val='1'/></w:checkBox>".into(),
        "<w:textInput><w:default w:val='不见'/></w:textInput>".into(),
    ];
    let fields: String = fields.iter().map(|properties| field(properties)).collect();
    assert_eq!(text_of(&format!("<w:p>{fields}</w:p>")), "望汀区松泽县☑☐\n");
}

#[test]
fn a_text_box_stands_before_its_paragraph_and_once() {
    let text_box =
        "<w:txbxContent><w:p><w:r><w:t>松政发〔2023〕1号</w:t></w:r></w:p></w:txbxContent>";
    let body = format!(
        "<w:p><w:r><w:t>松泽县</w:t><mc:AlternateContent><mc:Choice Requires='wps'>{text_box}</mc:Choice><mc:Fallback>
        <w:pict><v:textbox>{text_box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent><w:t>报告</w:t></w:r></w:p>
        <w:p><w:r><mc:AlternateContent><mc:Fallback><w:t>备</w:t></mc:Fallback></mc:AlternateContent>
        <w:pict><v:textpath string='望汀区文件'/></w:pict></w:r></w:p>"
    );
    assert_eq!(
        text_of(&body),
        "松政发〔2023〕1号\n松泽县报告\n望汀区文件\n备\n"
    );
}

#[test]
fn tables_become_rows_with_merged_cells_empty() {
    let cell = |properties: &str, words: &str| {
        format!(
            "<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"
        )
    };
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{}{}{}</w:tr></w:tbl>",
        cell(
            "<w:gridSpan w:val='2'/>",
            "事项</w:t></w:r></w:p><w:p><w:r><w:t>名称"
        ),
        cell("<w:vMerge w:val='restart'/>", "件数"),
        cell("", "受理"),
        cell(
            "<w:tcPrChange><w:tcPr><w:vMerge/></w:tcPr></w:tcPrChange>",
            "3"
        ),
        cell("<w:vMerge/>", "不见"),
    );
    assert_eq!(
        text_of(&body),
        "| 事项 名称 |  | 件数 |\n|  | 受理 | 3 |  |\n"
    );
}

#[test]
fn headings_and_list_numbers_come_from_styles_and_paragraphs() {
    let styles = "<w:styles><w:style w:styleId='1'><w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr>
        </w:pPr></w:style><w:style w:styleId='t'><w:name w:val='Title'/></w:style></w:styles>";
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>
        <w:numFmt w:val='chineseCountingThousand'/><w:lvlText w:val='%1、'/></w:lvl><w:lvl w:ilvl='1'><w:start w:val='1'/>
        <w:lvlText w:val='%2.'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
    let paragraph = |properties: &str, words: &str| {
        format!("<w:p><w:pPr>{properties}<w:pPrChange><w:pPr><w:pStyle w:val='t'/></w:pPr></w:pPrChange></w:pPr>
            <w:r><w:t>{words}</w:t></w:r></w:p>")
    };
    let second = "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr>";
    let body = [
        paragraph("<w:pStyle w:val='t'/>", "松泽县报告"),
        paragraph("<w:pStyle w:val='1'/>", "总体情况"),
        paragraph(second, "收到申请"),
        paragraph(second, ""),
        paragraph("<w:pStyle w:val='1'/>", "问题"),
        paragraph("<w:outlineLvl w:val='1'/>", "其他"),
    ];
    let extracted = read_with(
        &body.concat(),
        &[("styles", styles), ("numbering", numbering)],
    );
    assert_eq!(
        extracted.text,
        "松泽县报告\n一、总体情况\n1. 收到申请\n二、问题\n其他\n"
    );
    let starts = ["一、", "二、", "其他"].map(|words| extracted.text.find(words).unwrap());
    let marked: Vec<(usize, u8)> = extracted
        .headings
        .iter()
        .map(|&MarkedHeading { start, depth }| (start as usize, depth))
        .collect();
    assert_eq!(marked, [(starts[0], 1), (starts[1], 1), (starts[2], 2)]);
}

#[test]
fn the_notes_that_are_referred_to_stand_at_the_end() {
    let body = "<w:p><w:r><w:footnoteReference w:id='2'/><w:t>正文</w:t><w:endnoteReference w:id='1'/></w:r></w:p>";
    let note = |kind: &str, id: u8, words: &str| {
        format!(
            "<w:{kind} w:id='{id}'><w:p><w:r><w:footnoteRef/><w:t>{words}</w:t></w:r></w:p></w:{kind}>"
        )
    };
    let footnotes = format!(
        "<w:footnotes>{}{}</w:footnotes>",
        note("footnote", 1, "无主"),
        note("footnote", 2, "脚注")
    );
    let endnotes = format!("<w:endnotes>{}</w:endnotes>", note("endnote", 1, "尾注"));
    let extracted = read_with(body, &[("endnotes", &endnotes), ("footnotes", &footnotes)]);
    assert_eq!(extracted.text, "正文\n脚注\n尾注\n");
}

#[test]
fn headers_footers_and_comments_follow_on_request() {
    let story = |name: &str, words: &str| {
        format!("<w:{name}><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:{name}>")
    };
    let (header, footer) = (story("hdr", "页眉"), story("ftr", "页脚"));
    let comments = format!("<w:comments>{}</w:comments>", story("comment", "批注"));
    let parts = [
        ("comments", comments.as_str()),
        ("footer1", &footer),
        ("header1", &header),
        ("header2", &header),
    ];
    let file = document("<w:p><w:r><w:t>正文</w:t></w:r></w:p>", &parts);
    assert_eq!(extract(&file, LIMIT).unwrap().text, "正文\n");
    let everything = ReadOptions {
        limit: LIMIT,
        everything: true,
    };
    let read = extract(&file, everything).unwrap();
    assert_eq!(read.text, "正文\n页眉\n页脚\n批注\n");
}

#[test]
fn what_is_no_whole_document_has_a_reason() {
    let reason = |parts: &[(&str, &str)]| extract(&packed(parts), LIMIT).unwrap_err().to_string();
    assert!(reason(&[]).contains("missing"));
    assert!(reason(&[("word/document.xml", "<w:document><w:body>")]).contains("damaged"));
    assert!(reason(&[("word/document.xml", "<p:presentation/>")]).contains("no Word document"));
    let whole = packed(&[("word/document.xml", "<w:document><w:body/></w:document>")]);
    assert!(extract(&whole, LIMIT).unwrap().text.is_empty());
    assert!(
        extract(&whole, 8)
            .unwrap_err()
            .to_string()
            .contains("limit")
    );
    assert!(
        extract(&whole[..whole.len() / 2], LIMIT)
            .unwrap_err()
            .to_string()
            .contains("damaged")
    );
}

/// A document with this body, which inserts a part of this name, role and content.
fn inserting(body: &str, name: &str, role: &str, content: &[u8]) -> Vec<u8> {
    let main = format!("<w:document><w:body>{body}</w:body></w:document>");
    let own = format!(
        "<Relationships><Relationship Id='a' Type='x/{role}' Target='{name}'/></Relationships>"
    );
    crate::archive::tests::packed(&[
        ("word/document.xml", main.as_bytes()),
        ("word/_rels/document.xml.rels", own.as_bytes()),
        (&format!("word/{name}"), content),
    ])
}

#[test]
fn inserted_documents_stand_where_the_body_refers_to_them() {
    let words = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let body = words("松泽县") + "<w:altChunk r:id='a'/>" + &words("柳渡镇");
    let read = |name: &str, content: &[u8]| {
        extract(&inserting(&body, name, "aFChunk", content), LIMIT).unwrap()
    };
    let page = "<html><body><h2>总体情况</h2><p>办理案件12件</p></body></html>";
    let html = read("a.html", page.as_bytes());
    assert_eq!(html.text, "松泽县\n总体情况\n办理案件12件\n柳渡镇\n");
    let heading = MarkedHeading {
        start: 10,
        depth: 2,
    };
    assert_eq!(html.headings, [heading]);
    let saved = format!(
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n\
         Content-Type: text/html; charset=utf-8\n\n{page}\n--b--\n"
    );
    assert_eq!(read("a.mht", saved.as_bytes()).text, html.text);
    assert_eq!(read("a.rtf", br"{\rtf1 a\par}").text, "松泽县\na\n柳渡镇\n");
    assert_eq!(
        read("a.txt", "甲\n乙".as_bytes()).text,
        "松泽县\n甲\n乙\n柳渡镇\n"
    );
    let inner = inserting(&words("望汀区"), "b.txt", "aFChunk", b"");
    let inner = read("a.docx", &inner);
    assert_eq!(
        (inner.text.as_str(), inner.damaged),
        ("松泽县\n望汀区\n柳渡镇\n", 0)
    );
}

#[test]
fn inserted_parts_that_cannot_be_read_are_told() {
    let body = "<w:p><w:r><w:t>松泽县</w:t></w:r></w:p><w:altChunk r:id='a'/>";
    let lost = "松泽县\n\u{FFFD}\n";
    let read = |bytes: &[u8]| extract(bytes, LIMIT).unwrap().text;
    let nested = inserting(body, "a.docx", "aFChunk", &inserting(body, "b", "x", b""));
    let deep = inserting(
        body,
        "a.docx",
        "aFChunk",
        &inserting(body, "a.docx", "aFChunk", &nested),
    );
    assert_eq!(read(&deep).matches(lost).count(), 1);
    assert_eq!(read(&inserting(body, "a.docx", "aFChunk", b"PK")), lost);
    assert_eq!(read(&inserting(body, "a.xml", "aFChunk", b"<a/>")), lost);
    assert_eq!(read(&inserting(body, "a.html", "other", b"")), lost);
    let twice = body.to_string() + "<w:altChunk r:id='a'/>";
    assert_eq!(
        read(&inserting(&twice, "a.txt", "aFChunk", "乙".as_bytes())),
        "松泽县\n乙\n"
    );
}

#[test]
fn charts_and_diagrams_are_read_where_they_stand() {
    let drawing = |graphic: &str| {
        format!(
            "<w:p><w:r><w:t>松泽县</w:t><w:drawing><a:graphicData>{graphic}</a:graphicData></w:drawing></w:r></w:p>"
        )
    };
    let read = |graphic: &str, role: &str, part: &str| {
        extract(
            &inserting(&drawing(graphic), "a.xml", role, part.as_bytes()),
            LIMIT,
        )
        .unwrap()
        .text
    };
    let chart = "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>受理情况</a:t></a:r></a:p></c:rich></c:tx></c:title></c:chart>";
    assert_eq!(
        read("<c:chart r:id='a'/>", "chart", chart),
        "受理情况\n松泽县\n"
    );
    let diagram = "<dgm:dataModel><dgm:pt modelId='1'><dgm:t><a:p><a:r><a:t>受理</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>";
    let ids = "<dgm:relIds r:dm='a' r:lo='b'/>";
    assert_eq!(read(ids, "diagramData", diagram), "受理\n松泽县\n");
    assert_eq!(
        read(ids, "diagramData", &diagram[..diagram.len() - 9]),
        "受理\n松泽县\n\u{FFFD}\n"
    );
}

#[test]
fn notes_without_their_part_are_told() {
    let body = "<w:p><w:r><w:footnoteReference w:id='2'/><w:t>正文</w:t></w:r></w:p>";
    let read = read(body);
    assert_eq!((read.text.as_str(), read.damaged), ("正文\n\u{FFFD}\n", 1));
    assert!(read.is_incomplete);
}

#[test]
fn embedded_workbooks_are_told_and_formulas_and_icons_are_not() {
    let damaged = |object: &str| {
        let object = format!("<w:object><o:OLEObject Type='Embed' {object}/></w:object>");
        read(&format!("<w:p><w:r><w:t>松泽县</w:t>{object}</w:r></w:p>")).damaged
    };
    assert_eq!(damaged("ProgID='Excel.Sheet.12' DrawAspect='Content'"), 1);
    assert_eq!(damaged("ProgID='Excel.Sheet.12' DrawAspect='Icon'"), 0);
    assert_eq!(damaged("ProgID='Equation.3' DrawAspect='Content'"), 0);
}
