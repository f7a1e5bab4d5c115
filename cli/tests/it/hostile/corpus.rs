//! A corpus whose every field tries to act on the terminal or to begin a line of output.

use std::ffi::OsStr;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;

use serde_json::json;

use crate::support::TestCorpus;

/// Inverts colours, sets the window title, clears the screen by an 8-bit control, deletes, reverses the writing
/// direction. The program writes none of these sequences itself.
pub const ACTS: &str = "\u{1B}[7m\u{1B}]0;T\u{7}\u{9B}2J\u{85}\u{7F}\u{202E}\u{2066}\u{200B}";
/// The same with a line that it would forge.
pub const FORGES: &str = "\u{1B}[7m\u{9B}2J\r\nFORGED\u{202E}";
/// The beginning of a forged line.
pub const FORGED: &str = "FORGED";

/// A report with hostile characters in every line. Other control characters are few, or it would be taken for a binary
/// file.
pub fn report(place: &str, year: u16) -> String {
    let act = "\u{1B}[7m\u{9B}2J\u{202E}";
    let works = (1..40)
        .map(|n| {
            let departments = n * 7;
            format!("第{n}项工作由{departments}个部门{act}负责，{year}年\u{2066}已经落实。")
        })
        .collect::<Vec<_>>()
        .concat();
    format!(
        "{place}{act}人民政府{year}年度法治政府建设{act}情况的报告\n\
         松府{act}发〔{year}〕3号\n\n\
         一、主要{act}做法和成效\n\
         办理行政复议{act}案件\u{1B}]0;T\u{7}五十七件\u{7F}，依法办结。\t行政{act}复议工作\u{8}成效明显。\r\n\
         （一）推进行政{act}复议改革\n\
         一是抓好{act}落实。受理行政复议和行政诉讼{act}案件十二件，行政\u{1B}规范\u{85}性文件八件。\n\
         二、存在的{act}问题\n{works}\n\n\
         {place}{act}人民政府\n{year}年12月10日\n"
    )
}

/// A JSON lines record with every field.
fn record(id: &str, year: u16) -> String {
    let row = json!({
        "id": id,
        "text": report("松泽县", year),
        "title": format!("=松泽县{FORGES}{year}年度法治政府建设情况报告"),
        "region": format!("岚江省{ACTS}/松泽{FORGES}县"),
        "year": year,
        "issuer": format!("@松泽县{FORGES}人民政府"),
        "published": format!("{year}-12-10"),
        "document_number": format!("+松府{FORGES}发〔{year}〕3号"),
        "index_number": format!("-{FORGES}"),
        "subject": format!("{FORGES}"),
    });
    format!("{row}\n")
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// XML allows C1 characters and direction marks, but not C0.
const IN_XML: &str = "\u{9B}2J\u{7F}\u{202E}";

fn workbook() -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id='{id}' Type='x/relationships/{kind}' Target='{target}'/></Relationships>"
        )
    };
    let cell = |at: &str, text: &str| {
        format!("<c r='{at}' t='inlineStr'><is><t>{text}{IN_XML}</t></is></c>")
    };
    let sheet = format!(
        "<worksheet><sheetData><row r='1'>{}{}</row></sheetData></worksheet>",
        cell("A1", "行政复议"),
        cell("B1", "=1+1")
    );
    let workbook = format!(
        "<workbook><sheets><sheet name='表{IN_XML}' sheetId='1' r:id='r1'/></sheets></workbook>"
    );
    zipped(&[
        (
            "_rels/.rels",
            relation("r0", "officeDocument", "xl/workbook.xml").as_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relation("r1", "worksheet", "worksheets/sheet1.xml").as_bytes(),
        ),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn word() -> Vec<u8> {
    let paragraph = |style: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}{IN_XML}</w:t></w:r></w:p>"
        )
    };
    let document = format!(
        "<w:document><w:body>{}{}</w:body></w:document>",
        paragraph("Heading1", "主要做法"),
        paragraph("a", "办理行政复议案件。")
    );
    zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "_rels/.rels",
            b"<Relationships><Relationship Id='1' Type='x/relationships/officeDocument' Target='word/document.xml'/></Relationships>",
        ),
        ("word/document.xml", document.as_bytes()),
    ])
}

fn page() -> String {
    format!(
        "<html><head><meta charset='UTF-8'><title>柳渡镇{ACTS}2021年度法治政府建设情况报告</title></head><body>\
         <table><tr><th>索引号：</th><td>008{IN_XML}</td><th>主题分类：</th><td>综合{IN_XML}政务</td></tr>\
         <tr><th>发布机构：</th><td>柳渡镇{IN_XML}政府</td><th>文号：</th><td>柳府{IN_XML}〔2021〕3号</td></tr></table>\
         <h1>柳渡镇{IN_XML}2021年度法治政府建设情况报告</h1><h2>一、主要{IN_XML}做法</h2>\
         <p>办理行政复议{IN_XML}案件五十七件，依法办结，成效明显。</p></body></html>"
    )
}

fn corrections(files: &[&str]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = [
        "path",
        "title",
        "region",
        "year",
        "issuer",
        "document_number",
    ];
    writer.write_record(header).unwrap();
    let absent = format!("没有{FORGES}.txt");
    for path in files.iter().chain([&absent.as_str()]) {
        let [title, region, issuer, number] =
            ["=题", "望汀", "@府", "+号"].map(|field| format!("{field}{FORGES}\u{7F}"));
        writer
            .write_record([*path, &title, &region, "2022", &issuer, &number])
            .unwrap();
    }
    writer.into_inner().unwrap()
}

/// The folder of a text file that `quanwen.csv` corrects.
pub const FOLDER: &str = "夹\u{1B}[7m\n\u{9B}FORGED\u{202E}";

/// The path of that file.
pub fn path() -> String {
    format!("{FOLDER}/=报告{FORGES}.txt")
}

/// Files with hostile names, fields and lines, including some that are not read.
pub fn hostile() -> TestCorpus {
    let corpus = TestCorpus::empty();
    let text = report("望汀区", 2022);
    corpus.write(&path(), &text);
    corpus.write(&format!("{FOLDER}/同{ACTS}.txt"), &text);
    corpus.write(
        &format!("近{FORGES}.md"),
        format!("# 总{ACTS}\n{}", text.replace("第5项", "第五项")),
    );
    corpus.write(
        &format!("录{FORGES}.jsonl"),
        record("-甲", 2018) + &record("乙\u{202E}", 2021) + "{\n",
    );
    corpus.write(&format!("表{FORGES}.xlsx"), workbook());
    corpus.write(&format!("文{FORGES}.docx"), word());
    corpus.write(&format!("页{FORGES}.html"), page());
    let member = format!("员{FORGES}.txt");
    let damaged = format!("坏{FORGES}.pdf");
    let parts: [(&str, &[u8]); 2] = [(&member, text.as_bytes()), (&damaged, b"%PDF-1.4")];
    corpus.write(&format!("包{FORGES}.zip"), zipped(&parts));
    corpus.write(&format!("扫{FORGES}\u{1B}[7m.pdf"), "%PDF-1.4");
    let garbled = (0..400).filter_map(|n| char::from_u32(0x9300 + n * 3));
    corpus.write(&format!("乱{FORGES}.txt"), garbled.collect::<String>());
    let mut bytes = text.into_bytes();
    bytes.extend(b"\xFF\xFE\xFF");
    corpus.write(&format!("损{FORGES}.txt"), bytes);
    let no_utf8 = OsStr::from_bytes(b"\xFF\x1B[7m\nFORGED\xC2\x9B.txt");
    std::fs::write(corpus.root().join(no_utf8), "x").unwrap();
    corpus.write("quanwen.csv", corrections(&[&path()]));
    corpus
}
