//! Text documents, presentations and drawings in the Open Document Format: .odt, .ott, .odp, .otp, .odg (ODF 1.3 part 3,
//! ISO/IEC 26300-1).
//!
//! Owns which parts are read: the styles for lists and hidden text, then the content; headers, footers and annotations
//! on request. Deleted text is left out. Invariant: a damaged part fails the file; the loss of an object is marked.

mod body;
mod elements;
mod list_counters;
mod objects;
mod pages;
mod styles;

use body::Body;
use objects::{CONTENT, Objects};
use quanwen_messages::text;
use styles::Styles;

use crate::extracted::Extracted;
use crate::options::ReadOptions;
use crate::reader::build::asides::Asides;
use crate::reader::storage::package::Package;
use crate::reader::storage::xml::{self, XmlEvent, XmlReader};
use crate::unread::Unread;

const STYLES: &str = "styles.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

/// Reads an ODF document.
///
/// # Errors
/// The reason why it cannot be read.
pub(super) fn extract(bytes: &[u8], options: impl Into<ReadOptions>) -> Result<Extracted, Unread> {
    let options = options.into();
    let mut package = Package::open(bytes, options.limit)?;
    if is_encrypted(&mut package)? {
        return Err(Unread::ENCRYPTED);
    }
    let Some(content) = xml::part(&mut package, CONTENT)? else {
        return Err(Unread::missing_part(CONTENT));
    };
    let mut styles = Styles::default();
    let page_styles = xml::part(&mut package, STYLES)?.unwrap_or_default();
    styles.read(STYLES, &page_styles)?;
    styles.read(CONTENT, &content)?;
    let masters = (STYLES, page_styles.as_str());
    let body = Body::new(&styles, Objects::read(&mut package), options.everything);
    read(body, (CONTENT, &content), masters, &styles, options)
}

/// Reads an ODF document in one file of XML (ODF 1.3 part 3, §3.1.2); reasons contain the name `part`.
///
/// # Errors
/// The reason why it cannot be read.
pub(super) fn extract_xml(
    part: &str,
    text: &str,
    options: ReadOptions,
) -> Result<Extracted, Unread> {
    let mut styles = Styles::default();
    styles.read(part, text)?;
    let body = Body::new(&styles, Objects::default(), options.everything);
    read(body, (part, text), (part, text), &styles, options)
}

/// The name of a part and its XML.
type Part<'p> = (&'p str, &'p str);

/// Reads the content of a document with these styles into `body`; `masters` has its headers and footers.
fn read(
    mut body: Body<'_>,
    content: Part<'_>,
    masters: Part<'_>,
    styles: &Styles,
    options: ReadOptions,
) -> Result<Extracted, Unread> {
    body.read(content.0, content.1)?;
    if !body.is_document() {
        return Err(Unread::NotSupported(text!(
            "no text document or presentation: save it as .odt"
        )));
    }
    let mut asides = Asides::default();
    if options.everything {
        add_headers(masters, styles, &mut asides)?;
        asides.add_comments(body.take_comments());
    }
    let is_incomplete = body.is_incomplete();
    let mut extracted = body.finish(options.everything)?;
    asides.append_to(&mut extracted);
    if is_incomplete {
        extracted.mark_loss();
    }
    Ok(extracted)
}

/// Adds the headers and footers of the master pages (ODF 1.3 part 3, §16.10–16.15).
fn add_headers(masters: Part<'_>, styles: &Styles, asides: &mut Asides) -> Result<(), Unread> {
    const NAMES: [&str; 6] = [
        "header",
        "header-left",
        "header-first",
        "footer",
        "footer-left",
        "footer-first",
    ];
    let mut reader = XmlReader::new(masters.0, masters.1);
    while let Some(event) = reader.next()? {
        let XmlEvent::Start(element) = event else {
            continue;
        };
        if NAMES.contains(&element.name()) && !element.is("display", "false") {
            let mut story = Body::new(styles, Objects::default(), false);
            story.read_element(&mut reader)?;
            asides.add_header(story.finish(false)?.text);
        }
    }
    Ok(())
}

/// Whether the manifest marks any part as encrypted (ODF 1.3 part 2, §4.4).
fn is_encrypted(package: &mut Package<'_>) -> Result<bool, Unread> {
    let Some(text) = xml::part(package, MANIFEST)? else {
        return Ok(false);
    };
    let mut reader = XmlReader::new(MANIFEST, &text);
    while let Some(event) = reader.next()? {
        if matches!(event, XmlEvent::Start(element) if element.name() == "encryption-data") {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extracted::MarkedHeading;
    use crate::reader::storage::package::packed;

    /// Reads a package of these parts.
    fn extracted(parts: &[(&str, &str)]) -> Result<Extracted, Unread> {
        extract(&packed(parts), 1 << 20)
    }

    /// The result of reading a document with these styles and this text.
    fn read(styles: &str, text: &str) -> Extracted {
        let content = format!(
            "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>
            <office:body><office:text>{text}</office:text></office:body></office:document-content>"
        );
        extracted(&[(CONTENT, &content)]).unwrap()
    }

    #[test]
    fn white_space_is_collapsed_and_elements_stand_for_characters() {
        let text = "<text:p>\n 松泽县 \n <text:span> 2023</text:span><text:s text:c='2'/>年<text:tab/>报<text:line-break/>告
            <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>脚注</text:p></text:note-body></text:note>
            </text:p><text:p>柳渡镇<office:annotation><text:p>批注</text:p></office:annotation></text:p>";
        assert_eq!(
            read("", text).text,
            "松泽县 2023  年\t报\n告\n柳渡镇\n脚注\n"
        );
    }

    #[test]
    fn text_boxes_stand_before_their_paragraph_and_unseen_text_is_left_out() {
        let styles = "<style:style style:family='text' style:name='T1'><style:text-properties text:display='none'/></style:style>
            <style:style style:family='paragraph' style:name='P1' style:parent-style-name='P2'/>
            <style:style style:family='paragraph' style:name='P2'><style:text-properties text:display='none'/></style:style>";
        let text = "<text:tracked-changes><text:p>已删</text:p></text:tracked-changes>
            <text:p text:style-name='T1'>松泽<draw:frame><draw:text-box><text:p>松政发1号</text:p></draw:text-box><svg:desc>图</svg:desc>
            </draw:frame>县<text:span text:style-name='T1'>隐</text:span><text:title>报告</text:title></text:p>
            <text:p text:style-name='P1'>隐</text:p>
            <text:table-of-content><text:table-of-content-source><text:p>源</text:p></text:table-of-content-source>
            <text:index-body><text:p>目录</text:p></text:index-body></text:table-of-content>";
        assert_eq!(read(styles, text).text, "松政发1号\n松泽县报告\n目录\n");
    }

    #[test]
    fn tables_become_rows_with_covered_cells_empty() {
        let text = "<table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned='2'>
            <text:p>事项</text:p><text:p>名称</text:p></table:table-cell><table:covered-table-cell/><table:table-cell>
            <text:p>件数</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row>
            <table:table-cell table:number-columns-repeated='2'/><table:table-cell><text:p>3</text:p></table:table-cell>
            <table:table-cell><text:p>4</text:p></table:table-cell></table:table-row></table:table>";
        assert_eq!(
            read("", text).text,
            "| 事项 名称 |  | 件数 |\n|  |  | 3 | 4 |\n"
        );
    }

    #[test]
    fn charts_and_formulas_are_read_where_they_stand() {
        let object = |body: &str| {
            format!(
                "<office:document-content><office:body>{body}</office:body></office:document-content>"
            )
        };
        let chart = object(
            "<office:chart><chart:chart><chart:title><text:p>受理情况</text:p></chart:title><table:table><table:table-row>
            <table:table-cell><text:p>松泽县</text:p></table:table-cell><table:table-cell><text:p>57</text:p></table:table-cell>
            </table:table-row></table:table></chart:chart></office:chart>",
        );
        let formula =
            "<math><semantics><mrow><mi>比</mi><mo>=</mo><mfrac><mn>3</mn><mn>4</mn></mfrac></mrow>
            <annotation>3 over 4</annotation></semantics></math>";
        let drawing =
            object("<office:drawing><draw:page><text:p>流程</text:p></draw:page></office:drawing>");
        let frame = |location: &str| {
            format!("<draw:frame><draw:object xlink:href='{location}'/></draw:frame>")
        };
        let content = object(&format!(
            "<office:text>{}<text:p>率{}为</text:p><text:p>图{}{}</text:p></office:text>",
            frame("./Object 2"),
            frame("Object 2/"),
            frame("./Object 1"),
            frame("./Object 3")
        ));
        let parts = [
            (CONTENT, content.as_str()),
            ("Object 1/content.xml", &chart),
            ("Object 2/content.xml", formula),
            ("Object 3/content.xml", &drawing),
        ];
        let text = "比=3/4\n率为\n受理情况\n| 松泽县 | 57 |\n流程\n图\n";
        assert_eq!(extracted(&parts).unwrap().text, text);
        let missing = extracted(&parts[..3]).unwrap();
        assert_eq!((missing.damaged, missing.is_incomplete), (1, true));
        let cut = [
            parts[0],
            ("Object 1/content.xml", &chart[..chart.len() - 40]),
        ];
        let cut = extracted(&cut).unwrap().text;
        assert_eq!(cut, "率为\n受理情况\n| 松泽县 | 57 |\n图\n\u{FFFD}\n");
    }

    const LISTS: &str = "<text:list-style style:name='L1'>
        <text:list-level-style-number text:level='1' style:num-format='一, 二, 三, ...' style:num-prefix='（' style:num-suffix='）'/>
        <text:list-level-style-number text:level='2' style:num-format='1' text:display-levels='2' style:num-suffix='.'>
            <style:list-level-label-alignment text:label-followed-by='nothing'/></text:list-level-style-number>
        <text:list-level-style-bullet text:level='3' text:bullet-char='•'/></text:list-style>
        <text:list-style style:name='L2'><text:list-level-style-number text:level='1' style:num-format='1'
        style:num-list-format='第%1%条'/></text:list-style>
        <text:outline-style><text:outline-level-style text:level='1' style:num-format='一' style:num-suffix='、'/>
        <text:outline-level-style text:level='2' style:num-format=''/></text:outline-style>";

    #[test]
    fn list_items_bear_the_numbers_of_their_list() {
        let item = |words: &str| {
            format!("<text:list-item><text:p>{words}</text:p><text:p>续</text:p></text:list-item>")
        };
        let text = format!(
            "<text:list text:style-name='L1'>{}<text:list-item><text:list>{}{}</text:list></text:list-item>
            <text:list-header><text:p>题</text:p></text:list-header></text:list><text:p>间</text:p>
            <text:list text:style-name='L1' text:continue-numbering='true' xml:id='a'>{}</text:list>
            <text:list text:style-name='L1'><text:list-item text:start-value='7'><text:p>己</text:p></text:list-item></text:list>
            <text:list text:style-name='L1' text:continue-list='a'>{}</text:list><text:list text:style-name='L2'>{}</text:list>",
            item("甲"), item("乙"), item("丙"), item("丁"), item("戊"), item("庚"),
        );
        let text = read(LISTS, &text).text.replace("续\n", "");
        assert_eq!(
            text,
            "（一）甲\n一.1.乙\n一.2.丙\n题\n间\n（二）丁\n（七）己\n（三）戊\n第1条 庚\n"
        );
    }

    #[test]
    fn headings_have_their_depth_and_the_numbers_of_the_outline() {
        let text = "<text:h text:outline-level='1'>总体情况</text:h><text:h text:outline-level='2'>收到</text:h>
            <text:h>问题</text:h><text:h text:is-list-header='true'>附</text:h>";
        let extracted = read(LISTS, text);
        assert_eq!(extracted.text, "一、总体情况\n收到\n二、问题\n附\n");
        let marked = |words: &str, depth| MarkedHeading {
            start: u32::try_from(extracted.text.find(words).unwrap()).unwrap(),
            depth,
        };
        assert_eq!(
            extracted.headings,
            [
                marked("一、", 1),
                marked("收到", 2),
                marked("二、", 1),
                marked("附", 1)
            ]
        );
    }

    /// A presentation whose second page is hidden.
    const PRESENTATION: &str = "<office:document-content><office:automatic-styles>
        <style:style style:family='drawing-page' style:name='dp1'/><style:style style:family='drawing-page' style:name='dp2'>
        <style:drawing-page-properties presentation:visibility='hidden'/></style:style></office:automatic-styles><office:body>
        <office:presentation><presentation:footer-decl>页脚</presentation:footer-decl><draw:page draw:style-name='dp1'>
        <draw:frame presentation:class='outline'><draw:text-box><text:p>收到申请</text:p></draw:text-box></draw:frame>
        <draw:frame presentation:class='title'><draw:text-box><text:p>总体情况</text:p></draw:text-box></draw:frame>
        <draw:g><draw:custom-shape><text:p>组内</text:p></draw:custom-shape></draw:g>
        <draw:frame><table:table><table:table-row><table:table-cell><text:p>受理</text:p></table:table-cell><table:table-cell>
        <text:p>3</text:p></table:table-cell></table:table-row></table:table></draw:frame>
        <draw:frame presentation:class='footer'><draw:text-box><text:p>松泽县</text:p></draw:text-box></draw:frame>
        <presentation:notes><draw:frame presentation:class='notes'><draw:text-box><text:p>请放慢</text:p><text:p>请停顿</text:p>
        </draw:text-box></draw:frame></presentation:notes></draw:page><draw:page draw:style-name='dp2'>
        <draw:frame presentation:class='title'><draw:text-box><text:p>备用</text:p></draw:text-box></draw:frame></draw:page>
        <draw:page><draw:custom-shape><text:p>结语</text:p></draw:custom-shape></draw:page></office:presentation></office:body>
        </office:document-content>";

    #[test]
    fn slides_are_pages_with_their_title_first_and_their_notes_last() {
        let extracted = extracted(&[(CONTENT, PRESENTATION)]).unwrap();
        assert_eq!(
            extracted.text,
            "总体情况\n收到申请\n组内\n| 受理 | 3 |\n备注：请放慢\n请停顿\n结语\n"
        );
        assert_eq!(extracted.headings, [MarkedHeading { start: 0, depth: 1 }]);
        let end = extracted.text.find("结语").unwrap();
        assert_eq!(extracted.locators.at(end).page, Some(3));
        let options = ReadOptions {
            limit: 1 << 20,
            everything: true,
        };
        let whole = extract(&packed(&[(CONTENT, PRESENTATION)]), options).unwrap();
        assert_eq!(whole.text, extracted.text + "松泽县\n备用\n");
    }

    #[test]
    fn headers_footers_and_comments_follow_on_request() {
        let styles = "<office:document-styles><style:page-layout><style:header-style/></style:page-layout>
            <style:master-page><style:header><text:p>页眉</text:p></style:header>
            <style:header-left style:display='false'><text:p>不见</text:p></style:header-left>
            <style:footer><text:p>页脚</text:p></style:footer></style:master-page>
            <style:master-page><style:header><text:p>页眉</text:p></style:header></style:master-page></office:document-styles>";
        let content = "<office:document-content><office:body><office:text><text:p>正<office:annotation><dc:creator>甲</dc:creator>
            <text:p>批注</text:p><text:list><text:list-item><text:p>续</text:p></text:list-item></text:list></office:annotation>文
            </text:p></office:text></office:body></office:document-content>";
        let file = packed(&[(CONTENT, content), (STYLES, styles)]);
        assert_eq!(extract(&file, 1 << 20).unwrap().text, "正文\n");
        let everything = ReadOptions {
            limit: 1 << 20,
            everything: true,
        };
        let read = extract(&file, everything).unwrap();
        assert_eq!(read.text, "正文\n页眉\n页脚\n批注\n续\n");
    }

    #[test]
    fn what_is_no_whole_document_has_a_reason() {
        let reason = |parts: &[(&str, &str)]| extracted(parts).unwrap_err().to_string();
        assert!(reason(&[]).contains("missing"));
        assert!(reason(&[(CONTENT, "<a><b></a>")]).contains("damaged"));
        assert!(reason(&[(CONTENT, "<a><spreadsheet/></a>")]).contains("no text document or"));
        let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
        assert!(reason(&[(MANIFEST, manifest), (CONTENT, "\u{1}")]).contains("without a password"));
    }
}
