//! Structure and metadata of the sample corpus, as described in `sample-corpus/README.md`.

use quanwen::api::{Engine, ListRequest};
use quanwen::{Document, IndexOptions, Part, read_document};

use crate::support::{sample_corpus, sample_searcher};

fn report(path: &str) -> Document {
    read_document(&sample_corpus().join(path), &IndexOptions::default()).unwrap()
}

/// Path, title, year, issuer, date of publication.
type Row = (
    &'static str,
    &'static str,
    u16,
    Option<&'static str>,
    Option<&'static str>,
);

const METADATA: [Row; 12] = [
    (
        "松泽县/2018.txt",
        "松泽县2018年度法治政府建设情况报告",
        2018,
        Some("松泽县人民政府办公室"),
        Some("2019-01-22"),
    ),
    (
        "松泽县/2019.txt",
        "松泽县人民政府2019年度法治政府建设工作情况的报告",
        2019,
        Some("松泽县人民政府"),
        Some("2020-01-15"),
    ),
    (
        "松泽县/2020.txt",
        "松泽县人民政府关于2020年度法治政府建设情况的报告",
        2020,
        Some("松泽县人民政府"),
        Some("2021-01-12"),
    ),
    (
        "松泽县/2021.md",
        "松泽县2021年度法治政府建设年度报告",
        2021,
        Some("松泽县人民政府"),
        Some("2022-01-10"),
    ),
    (
        "松泽县/2022.txt",
        "松泽县2022年度法治政府建设工作报告",
        2022,
        Some("松泽县人民政府"),
        Some("2023-01-17"),
    ),
    (
        "柳渡镇/2019.txt",
        "松泽县柳渡镇人民政府2019年度法治政府建设情况报告",
        2019,
        Some("柳渡镇人民政府"),
        Some("2020-01-08"),
    ),
    (
        "柳渡镇/2022.txt",
        "柳渡镇人民政府关于法治政府建设情况的报告",
        2022,
        Some("柳渡镇人民政府"),
        Some("2022-12-28"),
    ),
    (
        "望汀区/2019.txt",
        "望汀区人民政府关于2019年度法治政府建设情况的报告",
        2019,
        Some("望汀区人民政府"),
        Some("2020-02-18"),
    ),
    (
        "望汀区/2021.txt",
        "望汀区人民政府２０２１年度法治政府建设情况报告",
        2021,
        Some("望汀区人民政府"),
        Some("2022-01-28"),
    ),
    (
        "望汀区/2022.md",
        "宁浦市望汀区人民政府2022年度法治政府建设工作报告",
        2022,
        None,
        Some("2023-01-30"),
    ),
    (
        "雁石桥镇/2018.txt",
        "望汀区雁石桥镇2018年度法治政府建设情况报告",
        2018,
        Some("雁石桥镇人民政府"),
        Some("2019-01-11"),
    ),
    (
        "雁石桥镇/2021.md",
        "望汀区雁石桥镇2021年度法治政府建设工作情况的报告",
        2021,
        None,
        Some("2022-01-14"),
    ),
];

#[test]
fn title_year_issuer_and_date_are_read() {
    for (path, title, year, issuer, published) in METADATA {
        let metadata = report(path).metadata;
        assert_eq!(metadata.title.as_deref(), Some(title), "{path}");
        assert_eq!(metadata.year, Some(year), "{path}");
        if issuer.is_some() {
            assert_eq!(metadata.issuer.as_deref(), issuer, "{path}");
        }
        if published.is_some() {
            assert_eq!(metadata.published.as_deref(), published, "{path}");
        }
    }
}

#[test]
fn every_report_of_the_sample_has_a_place_and_a_year() {
    let list = sample_searcher().list(&ListRequest::default()).unwrap();
    assert_eq!(list.documents.len(), 35);
    // Some records of a feed have neither.
    let reports = list.documents.iter();
    for report in reports.filter(|document| !document.path.contains(".jsonl!/")) {
        assert!(report.year.is_some(), "{}", report.path);
        assert!(!report.region.is_empty(), "{}", report.path);
    }
}

#[test]
fn every_report_has_its_chapters() {
    let files = quanwen::Corpus::at(sample_corpus()).unwrap().walk().files;
    let is_table_or_many = |path: &str| {
        [".xlsx", ".zip", ".jsonl"]
            .iter()
            .any(|ending| path.ends_with(ending))
    };
    for file in files.iter().filter(|file| !is_table_or_many(&file.path)) {
        let document = report(&file.path);
        let chapters: Vec<&str> = document
            .sections
            .iter()
            .filter(|section| section.level == 1 && section.part == Part::Body)
            .map(|section| section.number.as_str())
            .collect();
        assert!(chapters.len() >= 3, "{}: {chapters:?}", file.path);
        assert_eq!(chapters[0], "一、", "{}", file.path);
    }
}

#[test]
fn one_line_reports_tables_of_contents_and_annexes_are_recognised() {
    let one_line = report("柳渡镇/2019.txt");
    assert!(
        one_line
            .sections
            .iter()
            .any(|section| section.number == "二、" && section.heading.starts_with("规范"))
    );
    let contents = report("松泽县/2022.txt");
    let chapters = |document: &Document| {
        document
            .sections
            .iter()
            .filter(|section| section.level == 1 && section.part == Part::Body)
            .map(|section| document.position(section.marker as usize).line)
            .collect::<Vec<_>>()
    };
    assert!(
        chapters(&contents).iter().all(|line| *line >= 16),
        "{:?}",
        chapters(&contents)
    );
    let annex = report("雁石桥镇/2020.txt");
    assert!(
        chapters(&annex).iter().all(|line| *line < 59),
        "{:?}",
        chapters(&annex)
    );
    let parts = |document: &Document| {
        let mut parts: Vec<Part> = document
            .sections
            .iter()
            .map(|section| section.part)
            .collect();
        parts.dedup();
        parts
    };
    assert_eq!(parts(&contents), [Part::Front, Part::Contents, Part::Body]);
    assert_eq!(parts(&annex), [Part::Front, Part::Body, Part::Annex]);
}

#[test]
fn a_gap_in_the_numbers_is_kept() {
    let numbers: Vec<String> = report("松泽县/2019.txt")
        .sections
        .into_iter()
        .map(|section| section.number)
        .collect();
    assert!(
        numbers.windows(2).any(|pair| pair == ["（二）", "（四）"]),
        "{numbers:?}"
    );
}

#[test]
fn every_encoding_is_read() {
    assert!(report("柳渡镇/2020.txt").text.contains('㙍'));
    let marked = report("望汀区/2019.txt");
    assert!(!marked.text.starts_with('\u{FEFF}'));
    assert_eq!(marked.position(0).column, 1);
}

/// If this changes, an existing index disagrees with a scan: raise `RULES` in `src/schema/mod.rs`, so that the stamp in
/// the first line changes too.
#[test]
fn what_the_rules_find_changes_only_together_with_the_stamp() {
    let mut lines = vec![format!(
        "stamp {}",
        quanwen::Schema::embedded().exact_stamp().unwrap()
    )];
    let files = quanwen::Corpus::at(sample_corpus()).unwrap().walk().files;
    let is_table_or_many = |path: &str| {
        [".xlsx", ".zip", ".jsonl"]
            .iter()
            .any(|ending| path.ends_with(ending))
    };
    for file in files.iter().filter(|file| !is_table_or_many(&file.path)) {
        let document = report(&file.path);
        let outline = format!(
            "{:?}{:?}{:?}",
            document.sections, document.items, document.gaps
        );
        let fingerprint = xxhash_rust::xxh3::xxh3_64(outline.as_bytes());
        lines.push(format!("{fingerprint:016x} {}", file.path));
    }
    insta::assert_snapshot!(lines.join("\n"));
}
