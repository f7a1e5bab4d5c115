//! Files of every format: their text and metadata, and the reasons for files that are not read.

use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use quanwen::api::{Concordance, Engine, ListRequest, MentionRequest, ShowRequest};
use quanwen::corpus::{PageField, documents};
use quanwen::fold::Fold;
use quanwen::structure::Parser;
use quanwen::{Metadata, Schema};
use quanwen_extract::labels::labels;

use crate::contract;
use crate::support::{TestCorpus, sample_corpus, sample_searcher};

/// Maximum bytes of a file and of an unpacked part.
const LIMIT: u64 = 8 << 20;

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples")
}

/// The rows of a table by column name.
fn rows(path: &str) -> Vec<std::collections::HashMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_path(samples().join(path))
        .unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn counts_and_metadata_of_the_sample_match_the_table() {
    let searcher = sample_searcher();
    let list = searcher.list(&ListRequest::default()).unwrap().documents;
    let truths = rows("truths.tsv");
    assert_eq!(truths.len(), 17);
    for truth in truths {
        let path = &truth["document"];
        for word in ["行政复议", "规范性文件", "行政诉讼"] {
            let mut request = MentionRequest::new(word);
            request.filter.paths = vec![path.clone()];
            let found = searcher.count_mentions(&request).unwrap().mentions;
            assert_eq!(found.to_string(), truth[word], "{path}: {word}");
        }
        let document = searcher.show(&ShowRequest::new(path)).unwrap().document;
        let metadata = &document.metadata;
        let chapters = document
            .sections
            .iter()
            .filter(|section| section.level == 1 && !section.number.is_empty());
        let found = [
            ("title", metadata.title.clone()),
            ("year", metadata.year.map(|year| year.to_string())),
            ("issuer", metadata.issuer.clone()),
            ("published", metadata.published.clone()),
            ("document_number", metadata.document_number.clone()),
            ("index_number", metadata.index_number.clone()),
            ("headings", Some(chapters.count().to_string())),
        ];
        for (name, value) in found {
            // A document without a year gets that of its page.
            let page_year = truth["published"].get(..4).unwrap_or_default();
            let expected = match truth[name].as_str() {
                "" if name == "year" => page_year,
                expected => expected,
            };
            assert_eq!(value.unwrap_or_default(), expected, "{path}: {name}");
        }
        let folder = path.split('/').next().unwrap_or_default();
        let place = truth["region"].rsplit('/').next().unwrap_or_default();
        let place = if place.is_empty() { folder } else { place };
        let found = metadata.region.last().map_or("", String::as_str);
        assert_eq!(found, place, "{path}: region");
        assert!(list.iter().any(|document| document.path == *path), "{path}");
    }
}

#[test]
fn fonts_with_predefined_cmaps_and_without_unicode_map_are_decoded() {
    let fold = Fold::new(&Schema::embedded()).unwrap();
    let plain = |text: &str| {
        let text: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '⏎')
            .collect();
        fold.fold_text(&text)
    };
    let expected = std::fs::read_to_string(samples().join("cmaps/expected.tsv")).unwrap();
    let expected: Vec<(&str, &str)> = expected
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once('\t'))
        .collect();
    assert_eq!(expected.len(), 12);
    for (name, text) in expected {
        let bytes = std::fs::read(samples().join("cmaps").join(name)).unwrap();
        let read = documents(name, bytes, LIMIT).unwrap().remove(0).1;
        let read = read.unwrap_or_else(|reason| panic!("{name}: {reason}"));
        assert_eq!(plain(&read.text), plain(text), "{name}");
    }
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let mut names: Vec<PathBuf> = std::fs::read_dir(samples().join("bad"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    let mut said = Vec::new();
    for path in names {
        let name = path.file_name().unwrap().to_str().unwrap();
        let read = documents(name, std::fs::read(&path).unwrap(), LIMIT);
        for (path, read) in read.unwrap_or_else(|reason| vec![(name.to_string(), Err(reason))]) {
            said.push(match read {
                Ok(read) => {
                    let characters = read.text.chars().count();
                    match read.damaged {
                        0 => format!("{path}: read, {characters} characters"),
                        damaged => {
                            format!("{path}: read, {characters} characters, {damaged} damaged")
                        }
                    }
                }
                Err(reason) => format!("{path}: {reason}"),
            });
        }
    }
    assert_snapshot!(said.join("\n"));
}

#[test]
fn the_format_follows_from_the_content_not_the_extension() {
    for (file, ending) in [
        ("柳渡镇/2023.doc", "docx"),
        ("松泽县/2023.docx", "doc"),
        ("柳渡镇/2024.rtf", "doc"),
        ("望汀区/2024.pdf", "txt"),
        ("松泽县/2024.html", "doc"),
        ("雁石桥镇/宣传月通知.odt", "docx"),
        ("望汀区/行政复议统计2024.xlsx", "xls"),
    ] {
        let bytes = std::fs::read(sample_corpus().join(file)).unwrap();
        let text = |name: &str| {
            documents(name, bytes.clone(), LIMIT)
                .unwrap()
                .remove(0)
                .1
                .unwrap()
                .text
        };
        assert_eq!(text(&format!("a.{ending}")), text(file), "{file}");
    }
}

#[test]
fn an_update_tracks_the_documents_in_a_file() {
    let line = |id: &str, text: &str| format!("{{\"id\":\"{id}\",\"text\":\"{text}\"}}\n");
    let corpus = TestCorpus::empty();
    corpus.write("a.jsonl", line("x", "甲") + &line("y", "乙") + "no json\n");
    corpus.write("b.txt", "丙");
    let report = corpus.index();
    assert_eq!(report.added, ["a.jsonl!/x", "a.jsonl!/y", "b.txt"]);
    assert_eq!(report.skipped[0].path, "a.jsonl!/3");
    corpus.write("a.jsonl", line("x", "甲甲") + &line("z", "丁"));
    let report = corpus.index();
    assert_eq!(report.added, ["a.jsonl!/z"]);
    assert_eq!(report.changed, ["a.jsonl!/x"]);
    assert_eq!(report.removed, ["a.jsonl!/y"]);
    let searcher = corpus.searcher();
    let count = |text: &str| {
        searcher
            .count_mentions(&MentionRequest::new(text))
            .unwrap()
            .mentions
    };
    assert_eq!([count("甲"), count("乙"), count("丁")], [2, 0, 1]);
    assert!(searcher.integrity().unwrap().is_empty());
    std::fs::remove_file(corpus.root().join("a.jsonl")).unwrap();
    let report = corpus.index();
    assert_eq!(report.removed, ["a.jsonl!/x", "a.jsonl!/z"]);
    assert_eq!(report.unchanged, 1);
}

#[test]
fn a_correction_applies_to_a_document_inside_a_file() {
    let corpus = TestCorpus::of(&[
        ("a.jsonl", "{\"id\":\"x\",\"text\":\"正文\"}"),
        (
            "quanwen.csv",
            "path,year\na.jsonl!/x,2021\na.jsonl!/gone,2020\n",
        ),
    ]);
    let report = corpus.index();
    assert_eq!(report.unknown_corrections, ["a.jsonl!/gone"]);
    let searcher = corpus.searcher();
    assert_eq!(
        searcher
            .show(&ShowRequest::new("a.jsonl!/x"))
            .unwrap()
            .document
            .metadata
            .year,
        Some(2021)
    );
    corpus.write("quanwen.csv", "path,year\na.jsonl!/x,2022\n");
    assert_eq!(corpus.index().changed, ["a.jsonl!/x"]);
}

#[test]
fn hostile_files_are_read_or_skipped_and_do_not_affect_others() {
    let corpus = TestCorpus::of(&[("good.txt", "全年办理行政复议案件12件。")]);
    for tag in ["div", "b", "table", "font", "ul"] {
        let deep = format!("<{tag}>").repeat(100_000);
        corpus.write(
            &format!("{tag}.html"),
            format!("<html><body>{deep}行政复议</body></html>"),
        );
    }
    corpus.write("groups.rtf", format!("{{\\rtf1 {}x", "{".repeat(100_000)));
    corpus.write(
        "arrays.jsonl",
        format!("{}\n{{\"text\":\"好\"}}\n", "[".repeat(100_000)),
    );
    let document = |body: &str| format!("<w:document xmlns:w='w'><w:body>{body}");
    let tables = document(&"<w:tbl><w:tr><w:tc>".repeat(200_000));
    corpus.write("tables.docx", package(&[("word/document.xml", &tables)]));
    let bomb = document(&" ".repeat(90 << 20));
    corpus.write("bomb.docx", package(&[("word/document.xml", &bomb)]));
    let report = corpus.index();
    let mut added = report.added.clone();
    added.sort();
    let read = ["b", "div", "font", "table", "ul"].map(|tag| format!("{tag}.html"));
    let expected = [
        "arrays.jsonl!/2",
        "b.html",
        "div.html",
        "font.html",
        "good.txt",
        "table.html",
        "ul.html",
    ];
    assert_eq!(added, expected);
    for path in read {
        let mut request = MentionRequest::new("行政复议");
        request.filter.paths = vec![path.clone()];
        let found = corpus.searcher().count_mentions(&request).unwrap().mentions;
        assert_eq!(found, 1, "{path}");
    }
    let reason = |path: &str| {
        let mut skipped = report.skipped.iter();
        let found = skipped.find(|skipped| skipped.path == path);
        found.map_or_else(String::new, |skipped| skipped.reason.to_string())
    };
    assert!(reason("bomb.docx").contains("over the limit"));
    assert!(reason("groups.rtf").contains("damaged"));
    assert!(
        reason("tables.docx").contains("damaged"),
        "{}",
        reason("tables.docx")
    );
    assert!(reason("arrays.jsonl!/1").contains("not an object of JSON"));
    assert_eq!(report.skipped.len(), 4);
}

#[test]
fn verify_reports_a_document_added_to_a_file_after_the_update() {
    let line = |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"行政复议\"}}\n");
    let corpus = TestCorpus::of(&[("a.jsonl", &line("x"))]);
    let searcher = corpus.searcher();
    corpus.write("a.jsonl", line("x") + &line("y"));
    let verified = searcher.verify(&MentionRequest::new("行政复议")).unwrap();
    assert_eq!(verified.differences.len(), 1);
    assert_eq!(verified.differences[0].path, "a.jsonl!/y");
}

#[test]
fn a_skipped_document_inside_a_file_is_counted_once_across_updates() {
    let corpus = TestCorpus::of(&[
        (
            "r.jsonl",
            "{\"id\":\"a\",\"text\":\"行政复议\"}\n{\"id\":\"b\"}\n",
        ),
        ("x.txt", "行政复议"),
    ]);
    corpus.age("r.jsonl");
    corpus.index();
    corpus.write("x.txt", "行政复议二");
    for _ in 0..2 {
        assert_eq!(corpus.index().skipped.len(), 1);
        let status = corpus.searcher().status().unwrap();
        let paths: Vec<&str> = status
            .skipped
            .iter()
            .map(|skipped| skipped.path.as_str())
            .collect();
        assert_eq!(paths, ["r.jsonl!/b"]);
    }
}

#[test]
fn a_json_file_without_records_is_skipped_once() {
    let corpus = TestCorpus::of(&[
        ("a.json", "{\n\"years\":\n[2020, 2021]\n}\n"),
        ("b.txt", "x"),
    ]);
    let report = corpus.index();
    assert_eq!(report.skipped.len(), 1);
    assert!(
        report.skipped[0]
            .reason
            .to_string()
            .starts_with("JSON without")
    );
}

/// An Office Open XML package with these parts and the required ones.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    const RELATIONS: &str = "<Relationships><Relationship Id='1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>";
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let always = [
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", RELATIONS),
    ];
    for (name, text) in always.iter().chain(parts) {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn every_sample_keeps_the_contract_of_readers_and_structure() {
    let parser = Parser::new(&Schema::embedded()).unwrap();
    let mut read = 0;
    for file in walkdir::WalkDir::new(samples()) {
        let file = file.unwrap();
        if file.file_type().is_file() {
            let name = file.file_name().to_str().unwrap();
            let bytes = std::fs::read(file.path()).unwrap();
            read += contract::check_file(&parser, name, &bytes, LIMIT);
        }
    }
    assert!(read > 60, "{read} documents");
}

/// A value of a field, as it is written in a file and as it is read.
fn value_of(field: PageField) -> (&'static str, &'static str) {
    match field {
        PageField::Title => (
            "松泽县2021年法治政府建设年度报告",
            "松泽县2021年法治政府建设年度报告",
        ),
        PageField::Issuer => ("松泽县司法局", "松泽县司法局"),
        PageField::Published => ("2022年1月5日", "2022-01-05"),
        PageField::DocumentNumber => ("松府发〔2022〕3号", "松府发〔2022〕3号"),
        PageField::IndexNumber => ("S001/2022-1", "S001/2022-1"),
        PageField::Subject => ("法治", "法治"),
        PageField::Year => ("2021", "2021"),
        PageField::Region => ("松泽县", "松泽县"),
        PageField::Url => ("https://x.cn/1.html", "https://x.cn/1.html"),
        PageField::Accessed => ("2026年11月25日", "2026-11-25"),
    }
}

fn field_of(metadata: &Metadata, field: PageField) -> Option<String> {
    match field {
        PageField::Title => metadata.title.clone(),
        PageField::Issuer => metadata.issuer.clone(),
        PageField::Published => metadata.published.clone(),
        PageField::DocumentNumber => metadata.document_number.clone(),
        PageField::IndexNumber => metadata.index_number.clone(),
        PageField::Subject => metadata.subject.clone(),
        PageField::Year => metadata.year.map(|year| year.to_string()),
        PageField::Region => metadata.region.last().cloned(),
        PageField::Url => metadata.url.clone(),
        PageField::Accessed => metadata.accessed.clone(),
    }
}

#[test]
fn a_label_gives_one_field_in_a_page_a_text_a_front_matter_and_a_record() {
    let parser = Parser::new(&Schema::embedded()).unwrap();
    let body = "一、总体情况\n全年办理行政复议案件十二件，按期办结。\n";
    let named = labels()
        .iter()
        .filter_map(|label| Some((label, label.field?)));
    for (label, field) in named {
        let (text, (written, read)) = (&label.text, value_of(field));
        let record = serde_json::json!({"text": body, (text.as_str()): written});
        let mut carriers = vec![
            ("a.md", format!("---\n{text}: {written}\n---\n{body}")),
            ("a.jsonl", format!("{record}\n")),
        ];
        if !label.is_key {
            let table = format!(
                "<tr><td>{text}：<td>{written}<tr><td>公开方式：<td>主动公开<tr><td>有效性：<td>有效"
            );
            let paragraphs: Vec<String> = body.lines().map(|line| format!("<p>{line}")).collect();
            let page = format!(
                "<!DOCTYPE html><table>{table}</table>{}",
                paragraphs.concat()
            );
            carriers.push(("a.html", page));
            carriers.push(("a.txt", format!("{text}：{written}\n\n{body}")));
        }
        for (name, file) in carriers {
            let (path, extracted) = documents(name, file.into(), LIMIT).unwrap().remove(0);
            let metadata = parser.parse(extracted.unwrap(), &path).metadata;
            assert_eq!(
                field_of(&metadata, field).as_deref(),
                Some(read),
                "{text} in {name}"
            );
        }
    }
}
