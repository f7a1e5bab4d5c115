//! Tests with pages in the styles of county sites, from bytes to text.

use encoding_rs::GB18030;

use super::extract;
use crate::extracted::{Extracted, PageField};

const LIMIT: u64 = 1 << 20;
const FIRST: &str =
    "2021年，全县各级行政机关深入推进法治政府建设，行政复议案件依法办结，群众满意度进一步提高。";
const SECOND: &str = "下一步，雁石桥镇、柳渡镇将继续落实重大行政决策程序，加强行政执法监督，推动各项工作再上新台阶。";
const TITLE: &str = "松泽县2021年法治政府建设工作报告";

fn read(page: &str) -> Extracted {
    extract(page.as_bytes().to_vec(), LIMIT).unwrap()
}

fn text(page: &str) -> String {
    read(page).text
}

/// What an article with a title and two paragraphs reads as.
fn article() -> String {
    format!("{TITLE}\n一、主要工作\n{FIRST}\n{SECOND}\n松泽县司法局\n2022年1月5日\n")
}

fn paragraphs() -> String {
    format!(
        "<p>一、主要工作</p><p>{FIRST}</p>\n<p>{SECOND}</p><p align=right>松泽县司法局</p><p align=right>2022年1月5日</p>"
    )
}

fn field(extracted: &Extracted, field: PageField) -> Option<&str> {
    let found = extracted.page.iter().find(|(known, _)| *known == field);
    found.map(|(_, value)| value.as_str())
}

#[test]
fn a_page_that_a_word_processor_saved_keeps_its_chapters() {
    let page = format!(
        "<body><h1>{TITLE}</h1><p>{FIRST}</p><h1>二、乙</h1><p>{SECOND}</p><h1>三、丙</h1><p>{FIRST}</p>"
    );
    let read = read(&page);
    let chapters = format!("{TITLE}\n{FIRST}\n二、乙\n{SECOND}\n三、丙\n{FIRST}\n");
    assert_eq!(read.text, chapters);
    assert_eq!(field(&read, PageField::Title), Some(TITLE));
    let short =
        "<body><p>甲报告</p><h1>一、甲</h1><p>办理案件12件。</p><h1>总体情况</h1><p>丙。</p>";
    assert_eq!(
        text(short),
        "甲报告\n一、甲\n办理案件12件。\n总体情况\n丙。\n"
    );
    let issuer =
        format!("<title>{TITLE}</title><body><p>松泽县人民政府</p><p>{TITLE}</p><p>{FIRST}</p>");
    assert_eq!(text(&issuer), format!("松泽县人民政府\n{TITLE}\n{FIRST}\n"));
    let preface = format!("<body><p>{FIRST}</p><p>{SECOND}</p><h1>二、乙</h1><p>{FIRST}</p>");
    assert_eq!(
        text(&preface),
        format!("{FIRST}\n{SECOND}\n二、乙\n{FIRST}\n")
    );
}

#[test]
fn a_page_of_trs_with_a_line_of_source_and_date() {
    let page = format!(
        "<title>{TITLE}_松泽县人民政府</title><body><div class=nav><ul><li><a href=/>首页</a><li><a href=/z>政务公开</a></ul></div>
         <div class=crumb>当前位置：<a href=/>首页</a> &gt; <a href=/b>工作报告</a></div><h1 class=xl-title>{TITLE}</h1>
         <div class=info>来源：松泽县司法局 发布时间：2022-01-06 浏览次数：<span id=hits>12</span> 字体：[<a href=#>大</a> <a href=#>中</a> <a href=#>小</a>]</div>
         <div class='view TRS_UEDITOR trs_paper_default'>{}</div><div>【<a href=#>打印本页</a>】【<a href=#>关闭窗口</a>】</div>
         <div class=footer>主办：松泽县人民政府办公室 松ICP备00000000号</div>",
        paragraphs()
    );
    let read = read(&page);
    assert_eq!(read.text, article());
    assert_eq!((read.headings[0].start, read.headings[0].depth), (0, 1));
    assert_eq!(field(&read, PageField::Title), Some(TITLE));
    assert_eq!(field(&read, PageField::Published), Some("2022-01-06"));
}

#[test]
fn a_page_of_jcms_with_comments_around_the_article() {
    let page = format!(
        "<body><table><tr><td><a href=/>首页</a></td></tr><tr><td class=bt>{TITLE}</td></tr><tr><td>
         <!--ZJEG_RSS.content.begin-->{}<!--ZJEG_RSS.content.end--></td></tr><tr><td>扫一扫在手机打开当前页</td></tr></table>",
        paragraphs()
    );
    assert_eq!(text(&page), article());
}

#[test]
fn a_page_of_ucap_with_meta_elements() {
    let page = format!(
        "<meta name=ArticleTitle content='{TITLE}'><meta name=PubDate content='2022-01-06 10:00'><meta name=ContentSource content='松泽县司法局'>
         <body><h1><ucaptitle>{TITLE}</ucaptitle></h1><span>访问量：<b>199</b></span><div id=UCAP-CONTENT><ucapcontent>{}</ucapcontent></div>
         <div style='display:none'>附件：</div><dl class=article-ewm><dt>扫一扫在手机打开当前页</dl>",
        paragraphs()
    );
    let read = read(&page);
    assert_eq!(read.text, article());
    assert_eq!(field(&read, PageField::Issuer), Some("松泽县司法局"));
    assert_eq!(field(&read, PageField::Published), Some("2022-01-06 10:00"));
}

#[test]
fn a_page_of_disclosure_with_its_table() {
    let page = format!(
        "<body><table class=xxgk_table><tr><th>索 引 号：</th><td>SZ001/2022-00012</td><th>主题分类：</th><td>司法</td></tr>
         <tr><th>发布机构：</th><td>松泽县司法局</td><th>发文日期：</th><td>2022-01-05</td></tr><tr><th>名　　称：</th><td colspan=3>{TITLE}</td></tr>
         <tr><th>文　　号：</th><td>松司发〔2022〕3号</td><th>有 效 性：</th><td></td></tr></table><div id=zoom>{}</div>",
        paragraphs()
    );
    let read = read(&page);
    assert_eq!(read.text, article());
    let expected = [
        (PageField::IndexNumber, "SZ001/2022-00012"),
        (PageField::Subject, "司法"),
        (PageField::Issuer, "松泽县司法局"),
        (PageField::Title, TITLE),
        (PageField::DocumentNumber, "松司发〔2022〕3号"),
        (PageField::Published, "2022-01-05"),
    ];
    for (name, value) in expected {
        assert_eq!(field(&read, name), Some(value));
    }
}

#[test]
fn an_old_page_of_tables_in_gbk_with_unclosed_tags() {
    let page = format!(
        "<html><head><meta http-equiv=Content-Type content='text/html; charset=utf-8'><title>松泽县政府网-{TITLE}</title></head>
         <body bgcolor=#FFFFFF><table width=760><tr><td><a href=/>首页</a>|<a href=/a>政务</a>|<a href=/b>公告</a>
         <tr><td align=center><font size=5 color=red>{TITLE}</font><tr><td><p>一、主要工作<p><font size=3>{FIRST}<p>{SECOND}
         <p>松泽县司法局<br>2022年1月5日</table><table><tr><td>版权所有：松泽县人民政府</table>"
    );
    let read = extract(GB18030.encode(&page).0.into_owned(), LIMIT).unwrap();
    assert_eq!(read.text, article());
    assert_eq!(field(&read, PageField::Title), Some(TITLE));
}

#[test]
fn a_page_of_webplus_without_a_title_of_its_own() {
    let page = format!(
        "<title>{TITLE} - 松泽县人民政府</title><body><div class=wp_articlecontent><p style='text-align:center'>松泽县2021年<br>法治政府建设工作报告</p>{}</div>",
        paragraphs()
    );
    let read = read(&page);
    assert!(
        read.text
            .starts_with("松泽县2021年\n法治政府建设工作报告\n一、主要工作\n"),
        "{}",
        read.text
    );
    assert_eq!(field(&read, PageField::Title), Some(TITLE));
}

#[test]
fn two_editors_and_the_table_between_them_are_one_text() {
    let page = format!(
        "<body><h1>{TITLE}</h1><div class=TRS_Editor><p>{FIRST}</p></div><table><tr><td>类别<td>件数<tr><td>复议<td>12</table>
         <div class=TRS_Editor><p>{SECOND}</p></div><div class=share>分享到：</div>"
    );
    assert_eq!(
        text(&page),
        format!("{TITLE}\n{FIRST}\n| 类别 | 件数 |\n| 复议 | 12 |\n{SECOND}\n")
    );
}

#[test]
fn content_that_goes_on_outside_the_editor_is_not_lost() {
    let page = format!(
        "<body><h1>{TITLE}</h1><div class=main><div class=TRS_Editor><p>{FIRST}</p></div><p>{SECOND}</p></div>"
    );
    assert_eq!(text(&page), format!("{TITLE}\n{FIRST}\n{SECOND}\n"));
}

#[test]
fn what_signs_a_report_outside_its_element_is_not_lost() {
    let page = format!(
        "<body><div><h1>{TITLE}</h1><div id=zoom><p>{FIRST}</p><p>{SECOND}</p></div><div>松泽县司法局</div><div>2022年1月5日</div>
         <div>相关文章</div><a href=x>其他</a></div>"
    );
    assert_eq!(
        text(&page),
        format!("{TITLE}\n{FIRST}\n{SECOND}\n松泽县司法局\n2022年1月5日\n")
    );
}

#[test]
fn a_page_of_links_alone_keeps_them() {
    let links: String = ["司法局", "统计局", "财政局", "民政局", "教育局"]
        .map(|name| format!("<p><a href=x>{name}</a>"))
        .concat();
    assert_eq!(
        text(&format!("<body>{links}")),
        "司法局\n统计局\n财政局\n民政局\n教育局\n"
    );
}

#[test]
fn a_page_without_any_name_is_read_whole_without_menus() {
    let items = ["机构", "政策", "公告", "统计", "规划"];
    let menu = items
        .map(|name| format!("<li><a href=x>{name}栏目</a></li>"))
        .concat();
    let page = format!(
        "<title>{TITLE}</title><body><ul>{menu}</ul><div><div>{TITLE}</div><div>{}</div></div><ul>{menu}</ul><p>网站地图 联系我们</p>",
        paragraphs()
    );
    assert_eq!(text(&page), article());
}

#[test]
fn a_page_of_one_table_keeps_it() {
    let page = "<body><div id=zoom><h1>望汀区行政执法统计表</h1><table><caption>单位：件</caption><tr><th rowspan=2>单位<th colspan=2>件数
        <tr><th>许可<th>处罚<tr><td>柳渡镇<td>12<td>关闭</table></div>";
    let expected = "望汀区行政执法统计表\n单位：件\n| 单位 | 件数 |  |\n|  | 许可 | 处罚 |\n| 柳渡镇 | 12 | 关闭 |\n";
    assert_eq!(text(page), expected);
}

#[test]
fn lines_lists_headings_and_blanks_read_as_in_a_browser() {
    let page = "<body><div id=zoom><h2>一、总体<br>情况</h2><p>　　全县\n  依法<b>办</b><i>结</i>&nbsp;12 \n 件&#12290;<br>第二行<ol start=3><li>甲<li>乙
        <li>（三）丙</ol><ul><li>丁</ul><pre>  戊\n己</pre><ruby>汉<rt>hàn</rt></ruby>字<sup>2</sup></div>";
    let read = read(page);
    assert_eq!(
        read.text,
        "一、总体\n情况\n　　全县依法办结 12 件。\n第二行\n3. 甲\n4. 乙\n（三）丙\n丁\n戊\n己\n汉字2\n"
    );
    assert_eq!(read.headings.len(), 1);
}

#[test]
fn a_page_without_text_says_why() {
    let reason = |page: &str| {
        extract(page.as_bytes().to_vec(), LIMIT)
            .unwrap_err()
            .to_string()
    };
    assert!(reason("<frameset><frame src=a.htm></frameset>").contains("save the frame's page"));
    assert!(reason("<div id=app></div><script src=a.js></script>").contains("made by scripts"));
    assert!(reason("<p><img src=a.png>").contains("run OCR"));
    let blank = extract(b"<html><body><p> </p></body></html>".to_vec(), LIMIT);
    assert_eq!(blank.unwrap().text, "");
}

#[test]
fn a_page_cut_within_its_body_is_marked() {
    let page = format!("<html><body><div><p>{FIRST}</p><p>{FIRST}</p></div></body></html>");
    let is_whole = |page: &str| !read(page).is_incomplete;
    assert!(is_whole(&page));
    assert!(!is_whole(page.split("</div>").next().unwrap()));
    assert!(is_whole(&format!("<body><p>{FIRST}")) && is_whole(&format!("<div>{FIRST}")));
}

#[test]
fn what_only_a_script_would_show_is_read_where_nothing_else_is() {
    assert_eq!(
        text(&format!(
            "<div id=zoom style='display:none'><p>{FIRST}</p></div>"
        )),
        format!("{FIRST}\n")
    );
}

#[test]
fn pages_nested_a_hundred_thousand_deep_are_read_at_once() {
    let start = std::time::Instant::now();
    for tag in [
        "div",
        "b",
        "table",
        "font",
        "p",
        "table><tr><td",
        "ol><li",
        "xmp",
    ] {
        let page = format!("{}松泽县", format!("<{tag}>").repeat(100_000));
        let read = extract(page.into_bytes(), LIMIT << 10).unwrap();
        assert!(read.text.ends_with("松泽县\n"), "{tag}");
    }
    assert!(start.elapsed().as_secs() < 16);
}

#[test]
fn damaged_pages_are_read_without_panic() {
    let page = format!(
        "<title>{TITLE}</title><table><tr><td>索引号：</td><td>1</td></tr></table><div id=zoom>{}</div>",
        paragraphs()
    );
    for at in page.find("<table>").unwrap()..page.len() {
        let mut bytes = page.as_bytes().to_vec();
        bytes[at] = [b'<', b'>', 0, 0xFF, b'"'][at % 5];
        bytes.truncate(page.len() - at / 3);
        assert!(
            extract(bytes, LIMIT).is_ok_and(|read| !read.text.is_empty()),
            "{at}"
        );
    }
}
