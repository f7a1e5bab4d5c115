//! Whole presentations, from packages to text.

use super::*;
use crate::reader::storage::package::packed;

const LIMIT: u64 = 1 << 20;
const ROLES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A presentation under construction.
#[derive(Default)]
struct Sample {
    parts: Vec<(String, String)>,
    list: Vec<String>,
    relationships: Vec<String>,
}

impl Sample {
    /// Adds a slide with these attributes, shapes and related parts, each with its role and content.
    fn slide(mut self, attributes: &str, shapes: &str, related: &[(&str, &str)]) -> Self {
        let name = format!("s{}", self.list.len() + 1);
        self.list
            .push(format!("<p:sldId id='25{name}' r:id='{name}'/>"));
        self.relationships.push(format!(
            "<Relationship Id='{name}' Type='{ROLES}/slide' Target='slides/{name}.xml'/>"
        ));
        let mut own = Vec::new();
        for (role, content) in related {
            own.push(format!(
                "<Relationship Id='{role}' Type='{ROLES}/{role}' Target='../{role}/{name}.xml'/>"
            ));
            self.part(&format!("ppt/{role}/{name}.xml"), content);
        }
        self.part(
            &format!("ppt/slides/_rels/{name}.xml.rels"),
            &format!("<Relationships>{}</Relationships>", own.concat()),
        );
        self.part(
            &format!("ppt/slides/{name}.xml"),
            &format!("<p:sld {attributes}>{}</p:sld>", tree(shapes)),
        );
        self
    }

    fn part(&mut self, name: &str, content: &str) {
        self.parts.push((name.into(), content.into()));
    }

    fn build(&self) -> Vec<u8> {
        let presentation = format!(
            "<p:presentation><p:sldMasterIdLst><p:sldMasterId id='9' r:id='m'/></p:sldMasterIdLst>
            <p:sldIdLst>{}</p:sldIdLst><p:extLst><p14:sldId id='256'/></p:extLst></p:presentation>",
            self.list.concat()
        );
        let relationships = format!(
            "<Relationships>{}</Relationships>",
            self.relationships.concat()
        );
        let mut parts = vec![
            (USUAL_MAIN, presentation.as_str()),
            ("ppt/_rels/presentation.xml.rels", &relationships),
        ];
        let own = self.parts.iter();
        parts.extend(own.map(|(name, content)| (name.as_str(), content.as_str())));
        packed(&parts)
    }

    fn read(&self) -> Extracted {
        extract(&self.build(), ReadOptions::from(LIMIT)).unwrap()
    }

    fn read_everything(&self) -> String {
        let options = ReadOptions {
            limit: LIMIT,
            everything: true,
        };
        extract(&self.build(), options).unwrap().text
    }
}

fn tree(shapes: &str) -> String {
    format!(
        "<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id='1' name=''/></p:nvGrpSpPr>{shapes}</p:spTree></p:cSld>"
    )
}

/// A shape with a placeholder of this kind, if any, and a text.
fn shape(placeholder: &str, text: &str) -> String {
    let placeholder = match placeholder {
        "" => String::new(),
        kind => format!("<p:ph type='{kind}'/>"),
    };
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id='2'/><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:txBody><a:bodyPr/>{text}</p:txBody></p:sp>"
    )
}

fn paragraph(properties: &str, words: &str) -> String {
    format!("<a:p>{properties}<a:r><a:rPr/><a:t>{words}</a:t></a:r></a:p>")
}

fn text(words: &str) -> String {
    paragraph("", words)
}

/// The text of one slide of these shapes.
fn text_of(shapes: &str) -> String {
    Sample::default().slide("", shapes, &[]).read().text
}

#[test]
fn slides_are_pages_and_their_titles_headings() {
    let sample = Sample::default()
        .slide(
            "",
            &(shape("body", &text("收到申请12件")) + &shape("title", &text("总体情况"))),
            &[],
        )
        .slide("", "", &[])
        .slide("show='0'", &shape("title", &text("备用")), &[])
        .slide("", &shape("ctrTitle", &text("结语")), &[]);
    let extracted = sample.read();
    assert_eq!(extracted.text, "总体情况\n收到申请12件\n结语\n");
    let end = extracted.text.find("结语").unwrap();
    let marked: Vec<(usize, u8)> = extracted
        .headings
        .iter()
        .map(|heading| (heading.start as usize, heading.depth))
        .collect();
    assert_eq!(marked, [(0, 1), (end, 1)]);
    assert_eq!(extracted.locators.at(0).page, Some(1));
    assert_eq!(extracted.locators.at(end).page, Some(4));
    assert_eq!(
        sample.read_everything(),
        format!("{}备用\n", extracted.text)
    );
}

#[test]
fn slides_follow_the_list_of_the_presentation() {
    let mut sample = Sample::default()
        .slide("", &shape("", &text("甲")), &[])
        .slide("", &shape("", &text("乙")), &[]);
    sample.list = vec![
        "<p:sldId id='1' r:id='s2'/><p:sldId id='2' r:id='s1'/><p:sldId id='3' r:id='s2'/>".into(),
    ];
    assert_eq!(sample.read().text, "乙\n甲\n");
}

#[test]
fn footers_dates_numbers_and_hidden_shapes_are_left_out_by_default() {
    let field = |kind: &str| {
        format!(
            "<a:p><a:r><a:t>第</a:t></a:r><a:fld type='{kind}'><a:t>3</a:t></a:fld><a:r><a:t>页</a:t></a:r></a:p>"
        )
    };
    let hidden = format!(
        "<p:grpSp><p:nvGrpSpPr><p:cNvPr id='4' hidden='1'/></p:nvGrpSpPr>{}</p:grpSp>",
        shape("", &text("隐"))
    );
    let shapes = [
        shape("ftr", &text("望汀区")),
        shape("sldNum", &field("slidenum")),
        shape("dt", &field("datetime1")),
        hidden,
        shape("", &field("slidenum")),
        shape("", &field("other")),
    ];
    let sample = Sample::default().slide("", &shapes.concat(), &[]);
    assert_eq!(sample.read().text, "第页\n第3页\n");
    assert_eq!(
        sample.read_everything(),
        "第页\n第3页\n望汀区\n第3页\n第3页\n隐\n"
    );
}

#[test]
fn groups_alternatives_breaks_and_formulas_are_read_in_order() {
    let inner = format!(
        "<p:grpSp><p:nvGrpSpPr/>{}</p:grpSp>",
        shape("", &text("组内"))
    );
    let formula = "<a:p><a14:m><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></a14:m></a:p>";
    let shapes = format!(
        "<p:grpSp><p:nvGrpSpPr/>{inner}{}</p:grpSp><mc:AlternateContent><mc:Choice Requires='a14'>{}</mc:Choice>
        <mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        shape("", "<a:p><a:r><a:t>上 </a:t></a:r><a:br/><a:r><a:t>下&amp;</a:t></a:r><a:endParaRPr/></a:p>"),
        shape("", formula),
        shape("", &text("图"))
    );
    assert_eq!(text_of(&shapes), "组内\n上\n下&\n3/4\n");
}

#[test]
fn tables_become_rows_with_merged_cells_empty() {
    let cell = |attributes: &str, words: &str| {
        format!(
            "<a:tc {attributes}><a:txBody>{}</a:txBody><a:tcPr/></a:tc>",
            text(words)
        )
    };
    let shapes = format!(
        "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr/><a:tr>{}{}{}</a:tr><a:tr>{}{}{}</a:tr></a:tbl>
        </a:graphicData></a:graphic></p:graphicFrame>{}",
        cell("gridSpan='2'", "事项</a:t></a:r></a:p><a:p><a:r><a:t>名称"),
        cell("hMerge='1'", "不见"),
        cell("rowSpan='2'", "件数"),
        cell("", "受理"),
        cell("", "3"),
        cell("vMerge='1'", "不见"),
        shape("", &text("表外"))
    );
    assert_eq!(
        text_of(&shapes),
        "| 事项 名称 |  | 件数 |\n| 受理 | 3 |  |\n表外\n"
    );
}

#[test]
fn automatic_numbers_are_written_before_their_paragraphs() {
    let number = |level: u8, scheme: &str| {
        format!("<a:pPr lvl='{level}'><a:buFont/><a:buAutoNum type='{scheme}'/></a:pPr>")
    };
    let list =
        "<a:lstStyle><a:lvl1pPr><a:buAutoNum type='circleNumDbPlain'/></a:lvl1pPr></a:lstStyle>";
    let own = [
        paragraph(&number(0, "ea1ChsPeriod"), "总体情况"),
        paragraph(&number(1, "arabicParenBoth"), "收到"),
        paragraph(&number(0, "ea1ChsPeriod"), ""),
        paragraph(&number(0, "ea1ChsPeriod"), "问题"),
        paragraph("<a:pPr><a:buChar char='•'/></a:pPr>", "其他"),
    ];
    let listed = [
        text("甲"),
        paragraph("<a:pPr><a:buNone/></a:pPr>", "间"),
        text("乙"),
    ];
    let shapes = shape("", &own.concat()) + &shape("", &format!("{list}{}", listed.concat()));
    assert_eq!(
        text_of(&shapes),
        "一. 总体情况\n(1) 收到\n二. 问题\n其他\n① 甲\n间\n① 乙\n"
    );
}

#[test]
fn notes_are_marked_and_stand_after_the_slide() {
    let notes = [
        shape("sldImg", &text("图")),
        shape("body", &(text("请放慢") + &text("请停顿"))),
        shape("sldNum", &text("1")),
    ];
    let notes = format!("<p:notes>{}</p:notes>", tree(&notes.concat()));
    let sample = Sample::default()
        .slide(
            "",
            &shape("title", &text("总体情况")),
            &[("notesSlide", &notes)],
        )
        .slide("", &shape("title", &text("结语")), &[]);
    let text = sample.read().text;
    assert_eq!(text, "总体情况\n备注：请放慢\n请停顿\n结语\n");
}

#[test]
fn charts_show_their_titles_and_names_once() {
    let list = |kind: &str, values: [&str; 2]| {
        let points = values.map(|value| format!("<c:pt><c:v>{value}</c:v></c:pt>"));
        format!(
            "<c:{kind}><c:f>Sheet1!$A$2</c:f><c:strCache>{}</c:strCache></c:{kind}>",
            points.concat()
        )
    };
    let series = |name: &str| {
        format!(
            "<c:ser><c:tx>{}</c:tx><c:cat>{}</c:cat><c:val>{}</c:val></c:ser>",
            list("strRef", [name, ""]),
            list("strRef", ["受理&amp;登记", "办结"]),
            list("numRef", ["12", "7"])
        )
    };
    let chart = format!(
        "<c:chartSpace><c:chart><c:title><c:tx><c:rich>{}</c:rich></c:tx></c:title><c:plotArea><c:barChart>{}{}</c:barChart>
        </c:plotArea></c:chart></c:chartSpace>",
        text("行政复议"), series("2022年"), series("2023年")
    );
    let shapes = "<p:graphicFrame><a:graphic><c:chart xmlns:r='x' r:id='chart'/></a:graphic></p:graphicFrame>";
    let sample = Sample::default().slide("", &shapes.repeat(2), &[("chart", &chart)]);
    assert_eq!(
        sample.read().text,
        "行政复议\n| 2022年 | 2023年 |\n| 受理&登记 | 办结 |\n"
    );
    let formatted = chart.replace(
        "<c:strCache><c:pt><c:v>受理",
        "<c:numCache><c:formatCode>yyyy</c:formatCode><c:pt><c:v>受理",
    );
    let formatted = formatted.replace(
        "办结</c:v></c:pt></c:strCache>",
        "办结</c:v></c:pt></c:numCache>",
    );
    let sample = Sample::default().slide("", shapes, &[("chart", &formatted)]);
    assert_eq!(sample.read().text, "行政复议\n| 2022年 | 2023年 |\n");
}

#[test]
fn diagrams_are_read_where_they_stand() {
    let diagram = format!(
        "<dgm:dataModel><dgm:ptLst><dgm:pt modelId='1'><dgm:t>{}</dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>",
        text("受理")
    );
    let shapes = format!(
        "{}<p:graphicFrame><a:graphic><dgm:relIds r:dm='diagramData' r:lo='x'/></a:graphic></p:graphicFrame>{}",
        shape("", &text("流程")),
        shape("", &text("说明"))
    );
    let sample = Sample::default().slide("", &shapes, &[("diagramData", &diagram)]);
    assert_eq!(sample.read().text, "流程\n受理\n说明\n");
}

#[test]
fn comments_are_read_only_with_everything() {
    let old = "<p:cmLst><p:cm><p:pos x='1'/><p:text>请核&lt;对&gt;</p:text></p:cm></p:cmLst>";
    let new = format!(
        "<p188:cmLst><p188:cm><p188:txBody>{}</p188:txBody></p188:cm></p188:cmLst>",
        text("已核对")
    );
    for (comments, words) in [(old, "请核<对>"), (&new, "已核对")] {
        let sample =
            Sample::default().slide("", &shape("", &text("正文")), &[("comments", comments)]);
        assert_eq!(sample.read().text, "正文\n");
        assert_eq!(sample.read_everything(), format!("正文\n{words}\n"));
    }
}

#[test]
fn a_damaged_part_loses_only_its_own_text() {
    let sample = Sample::default()
        .slide(
            "",
            &(shape("", &text("甲")) + "<p:sp><p:txBody><a:p><a:r><a:t>乙</a:t></b>"),
            &[],
        )
        .slide("", &shape("", &text("丙")), &[("notesSlide", "<p:notes")])
        .slide("", "<c:chart xmlns:r='x' r:id='none'/>", &[]);
    let extracted = sample.read();
    assert_eq!(extracted.text, "甲\n乙\n丙\n\u{FFFD}\n");
    assert_eq!(extracted.damaged, 1);
    let row = "<a:tbl><a:tr><a:tc><a:txBody><a:p><a:t>受理</a:t></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:t>3</";
    let sample = Sample::default().slide("", row, &[]);
    assert_eq!(sample.read().text, "| 受理 | 3 |\n\u{FFFD}\n");
}

#[test]
fn what_is_no_presentation_has_a_reason() {
    let reason = |parts: &[(&str, &str)]| {
        let read = extract(&packed(parts), ReadOptions::from(LIMIT));
        read.unwrap_err().to_string()
    };
    assert!(reason(&[]).contains("missing"));
    assert!(reason(&[(USUAL_MAIN, "<w:document/>")]).contains("no presentation"));
    assert!(reason(&[(USUAL_MAIN, "<p:presentation>")]).contains("damaged"));
    let list = "<p:presentation><p:sldId id='1' r:id='s1'/></p:presentation>";
    assert!(reason(&[(USUAL_MAIN, list)]).contains("a slide is missing"));
    let sample = Sample::default().slide("", &shape("", &text("松")), &[]);
    let read = extract(&sample.build(), ReadOptions::from(100));
    assert!(read.unwrap_err().to_string().contains("over the limit"));
}

#[test]
fn embedded_workbooks_are_told() {
    let text = |object: &str| {
        let shapes = format!(
            "<p:graphicFrame><a:graphicData><p:oleObj r:id='x' {object}/></a:graphicData></p:graphicFrame>"
        );
        let title = "<p:sp><p:txBody><a:p><a:r><a:t>松泽县</a:t></a:r></a:p></p:txBody></p:sp>";
        let shapes = title.to_string() + &shapes;
        Sample::default().slide("", &shapes, &[]).read().text
    };
    assert_eq!(text("progId='Excel.Sheet.12'"), "松泽县\n\u{FFFD}\n");
    assert_eq!(text("progId='Excel.Sheet.12' showAsIcon='1'"), "松泽县\n");
    assert_eq!(text("progId='Equation.3'"), "松泽县\n");
}
