//! Each style by its exact text.

use quanwen_messages::text;
use serde_json::{Value, json};

use super::*;

const TITLE: &str = "松泽县人民政府2019年度法治政府建设工作情况的报告";

/// A citation of a report that has all that is required, changed by some fields.
fn citation(changes: &Value) -> Citation {
    let mut citation = json!({
        "document": {"title": TITLE, "region": ["岚江省", "松泽县"], "year": 2019, "path": "2019.txt"},
        "issuer": "松泽县人民政府",
        "published": "2020-01-15",
    });
    for (name, value) in changes.as_object().unwrap() {
        citation[name] = value.clone();
    }
    serde_json::from_value(citation).unwrap()
}

fn gbt7714(changes: &Value) -> String {
    cited(&citation(changes), CitationStyle::Gbt7714).unwrap()
}

#[test]
fn a_report_is_cited_by_issuer_title_date_and_page() {
    let stated = format!("松泽县人民政府. {TITLE}[R]. 2020-01-15");
    assert_eq!(gbt7714(&json!({})), format!("{stated}."));
    assert_eq!(gbt7714(&json!({"page": 3})), format!("{stated}: 3."));
}

#[test]
fn a_report_on_the_web_is_cited_by_its_address() {
    let online = |changes: Value| {
        let mut online = json!({"url": "https://x.cn/1.html", "accessed": "2026-11-25"});
        online
            .as_object_mut()
            .unwrap()
            .extend(changes.as_object().unwrap().clone());
        gbt7714(&online)
    };
    let stated = format!("松泽县人民政府. {TITLE}[R/OL]. ");
    for (changes, rest) in [
        (json!({}), "(2020-01-15)[2026-11-25]. https://x.cn/1.html"),
        (
            json!({"page": 3}),
            "2020: 3(2020-01-15)[2026-11-25]. https://x.cn/1.html",
        ),
        (
            json!({"published": null}),
            "2019[2026-11-25]. https://x.cn/1.html",
        ),
        (
            json!({"published": null, "page": 3}),
            "2019: 3[2026-11-25]. https://x.cn/1.html",
        ),
        (
            json!({"accessed": null}),
            "(2020-01-15). https://x.cn/1.html",
        ),
    ] {
        assert_eq!(online(changes), format!("{stated}{rest}"));
    }
}

#[test]
fn place_and_year_stand_in_for_issuer_and_date() {
    let text = gbt7714(&json!({"issuer": null, "published": null}));
    assert_eq!(text, format!("岚江省松泽县. {TITLE}[R]. 2019."));
}

#[test]
fn what_is_missing_is_named_in_every_style() {
    let nameless = json!({"region": ["松泽县"], "year": 2019});
    let placeless = json!({"title": TITLE, "year": 2019});
    let undated = json!({"title": TITLE, "region": ["松泽县"]});
    for style in CitationStyle::ALL {
        let missing = |changes: Value| cited(&citation(&changes), style).unwrap_err().missing;
        assert_eq!(missing(json!({"document": nameless})), [text!("a title")]);
        assert_eq!(
            missing(json!({"document": placeless, "issuer": null})),
            [text!("an issuer or place")]
        );
        assert_eq!(
            missing(json!({"document": undated, "published": null})),
            [text!("a date or year")]
        );
        let error = cited(&Citation::default(), style).unwrap_err().to_string();
        assert_eq!(
            error,
            "cannot be cited without a title and an issuer or place and a date or year"
        );
    }
}

#[test]
fn an_entry_of_bibtex_is_escaped() {
    let changes = json!({
        "document": {"title": r"研发&创新_50%：{甲}$1#~^\乙", "region": ["松泽县"]},
        "document_number": "松府〔2020〕3号",
        "page": 3,
        "url": "https://x.cn/a_b?c=%20&d={1}",
        "accessed": "2026-11-25",
    });
    let entry = cited(&citation(&changes), CitationStyle::Bibtex).unwrap();
    let (first, rest) = entry.split_once('\n').unwrap();
    assert!(
        first.starts_with("@techreport{r2020-") && first.ends_with("-p3,"),
        "{first}"
    );
    let expected = r"  author      = {{松泽县人民政府}},
  title       = {研发\&创新\_50\%：\{甲\}\$1\#\textasciitilde{}\textasciicircum{}\textbackslash{}乙},
  institution = {松泽县人民政府},
  year        = {2020},
  date        = {2020-01-15},
  number      = {松府〔2020〕3号},
  pages       = {3},
  url         = {https://x.cn/a_b?c=%20&d=%7B1%7D},
  urldate     = {2026-11-25},
  langid      = {chinese},
}";
    assert_eq!(rest, expected);
}

#[test]
fn a_key_depends_on_what_is_cited_and_not_on_the_file() {
    let key = |changes: Value| {
        let entry = cited(&citation(&changes), CitationStyle::Bibtex).unwrap();
        entry.lines().next().unwrap().to_string()
    };
    let known = key(json!({}));
    assert_eq!(
        key(json!({"id": "0123", "url": "https://x.cn/1.html"})),
        known
    );
    assert_ne!(key(json!({"published": "2020-01-16"})), known);
    assert_ne!(key(json!({"issuer": "望汀区人民政府"})), known);
}

#[test]
fn an_item_of_csl_is_a_report() {
    let changes = json!({"page": 3, "url": "https://x.cn/1.html", "accessed": "2026-11-25"});
    let text = cited(&citation(&changes), CitationStyle::Csl).unwrap();
    let mut items: Value = serde_json::from_str(&text).unwrap();
    let locator = items[0]["custom"]["locator"].take();
    assert_eq!(locator["locator"], 1);
    let id = items[0]["id"].take();
    assert!(id.as_str().unwrap().starts_with("r2020-"));
    let expected = json!([{
        "id": null,
        "type": "report",
        "title": TITLE,
        "author": [{"literal": "松泽县人民政府"}],
        "issued": {"date-parts": [[2020, 1, 15]]},
        "page": "3",
        "URL": "https://x.cn/1.html",
        "accessed": {"date-parts": [[2026, 11, 25]]},
        "language": "zh-CN",
        "custom": {"locator": null},
    }]);
    assert_eq!(items, expected);
    let by_year = cited(&citation(&json!({"published": null})), CitationStyle::Csl).unwrap();
    assert!(
        by_year.contains(r#""issued":{"date-parts":[[2019]]}"#),
        "{by_year}"
    );
}
