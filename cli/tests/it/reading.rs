//! Pages, sheets, rows and records in answers, and documents inside files.

use crate::support::{in_english, indexed_sample};

#[test]
fn answers_name_pages_sheets_rows_and_records() {
    let mention = |path: &str, text: &str| {
        let run = indexed_sample().run(&["mentions", text, path, "--json", "--no-update"]);
        run.rows().remove(0)
    };
    assert_eq!(mention("望汀区/2024.pdf", "望府〔2025〕4号")["page"], 1);
    let row = mention("望汀区/行政复议统计2024.xlsx", "行政复议");
    assert!(row["sheet"].is_string() && row["row"] == 1, "{row}");
    let record = mention("松泽县/典型案例.jsonl", "餐饮店生意红火");
    assert_eq!(record["record"], 4);
    assert_eq!(
        record["document"]["path"],
        "松泽县/典型案例.jsonl!/wt-2024-07"
    );
    assert!(mention("松泽县/2019.txt", "行政复议").get("page").is_none());
}

#[test]
fn a_page_inside_a_paragraph_is_the_page_of_its_words() {
    let run = indexed_sample().run(&["mentions", "行政复议", "望汀区/2024.pdf", "--json"]);
    let rows = run.rows();
    let pages: Vec<u64> = rows.iter().filter_map(|row| row["page"].as_u64()).collect();
    assert_eq!(pages.len(), 15);
    assert!(pages.is_sorted(), "{pages:?}");
    // 行政复议 crosses the end of page 2: its page is that of its first character.
    let cut = rows.iter().find(|row| {
        row["right"]
            .as_str()
            .is_some_and(|right| right.starts_with("局制发意见书"))
    });
    assert_eq!(cut.unwrap()["page"], 2);
    assert_eq!(pages.iter().filter(|page| **page == 3).count(), 5);
}

#[test]
fn a_document_inside_a_file_is_selected_by_its_path() {
    in_english();
    let archive = "雁石桥镇/历年报告.zip";
    let count = |path: &str| {
        let run = indexed_sample().run(&["mentions", "行政复议", path, "--count"]);
        run.stdout().trim().to_string()
    };
    assert_eq!(count(archive), "16");
    assert_eq!(count(&format!("{archive}!/雁石桥镇2017年报告.txt")), "4");
    let inner = format!("{archive}!/更早的报告.zip!/雁石桥镇2016年报告.txt");
    let outline = indexed_sample().run(&["outline", &inner]);
    assert!(outline.stdout().contains("2016"), "{}", outline.stderr());
    let outline = indexed_sample().run(&["outline", archive]);
    assert_eq!(outline.status(), 2);
    assert!(
        outline
            .stderr()
            .contains("it holds 4 documents: name one of them")
    );
}
