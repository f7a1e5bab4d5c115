//! Searches of invented reports in which passages are repeated, paragraphs cross the ends of sections, and texts overlap themselves.

use std::fmt::Write;
use std::sync::OnceLock;

use quanwen::api::{
    Concept, Concordance, Engine, FacetField, Filter, MentionRequest, SearchRequest,
};

use crate::cluster::{Engines, engines};
use crate::reports::Reports;
use crate::searches::same_sections;

/// Reports with the same passage in each of their sections, so that these are more than a page of an answer of the cluster.
const REPORTS: usize = 30;
const SECTIONS: usize = 40;
const REPEATED: &str = "有关案件的办理结果已经按照规定的期限向社会公布。";
/// The end of a section, and the beginning of the next one in the same paragraph.
const END: &str = "对各乡镇报送的材料逐件登记并且当场告知补正的期限和方式";
const BEGINNING: &str = "。二是逐项督办。对查出的每一个问题列出清单，明确牵头的科室、配合的科室、完成的时间和验收的标准，由专人按月核对进度并张榜公布";

fn number(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let tens = match number / 10 {
        0 => String::new(),
        1 => "十".to_string(),
        tens => format!("{}十", DIGITS[tens]),
    };
    format!("{tens}{}", DIGITS[number % 10])
}

fn written() -> Reports {
    let reports = Reports::none();
    for report in 1..=REPORTS {
        let mut text = format!("雁石桥镇第{report}号台账\n\n");
        for section in 1..=SECTIONS {
            let topic = match section % 3 {
                0 => "行政复议",
                1 => "行政复议和诉讼",
                _ => "信访",
            };
            let number = number(section);
            writeln!(
                text,
                "{number}、{topic}情况\n　　收到{topic}申请{section}件。{REPEATED}"
            )
            .expect("a string");
        }
        reports.write(&format!("台账{report}.txt"), &text);
    }
    let crossing = format!(
        "雁石桥镇法治工作小结\n\n一、主要做法\n　　（一）规范登记。一是逐件审看。{END}{BEGINNING}。三是按期归档。\n\n\
         二、保障措施\n　　年年年初有计划，年年年年年底有总结，一年一年抓下去。\n"
    );
    reports.write("小结.txt", &crossing);
    reports
}

fn invented() -> Option<&'static Engines> {
    static INVENTED: OnceLock<Option<Engines>> = OnceLock::new();
    let make = || engines(&written().corpus(), "test-crossing");
    INVENTED.get_or_init(make).as_ref()
}

#[test]
fn copies_of_a_passage_are_counted_in_the_sections_of_the_answer() {
    let Some(engines) = invented() else { return };
    for query in [
        "heading:复议 案件",
        "案件 -诉讼",
        "案件 NOT 信访",
        "近(复议, 案件, 12)",
        "案件",
        "案件 公布",
    ] {
        assert!(same_sections(engines, query) > 0, "{query}");
    }
    let request = SearchRequest::new("案件 公布").limit(1);
    let answer = engines.remote.search(&request).expect("an answer");
    assert_eq!(answer.hits[0].count, (REPORTS * SECTIONS) as u64);
}

#[test]
fn a_text_that_ends_after_its_section_is_found_however_long_it_is() {
    let Some(engines) = invented() else { return };
    let whole = format!("{END}{BEGINNING}");
    let characters: Vec<char> = whole.chars().collect();
    for length in [40, 63, 64, 65, 66, 80, characters.len()] {
        let text: String = characters[..length].iter().collect();
        assert_eq!(same_sections(engines, &format!("\"{text}\"")), 1, "{text}");
        same_sections(engines, &format!("案件 -\"{text}\""));
        same_sections(engines, &format!("\"{text}\" OR 信访"));
        let mentions = engines.remote.count_mentions(&MentionRequest::new(&text));
        assert_eq!(mentions.expect("an answer").mentions, 1, "{text}");
    }
    for query in [
        "/当场告知.{60,120}张榜公布/",
        "/当场告知.+张榜公布/",
        "/[当]场告知[^年]+榜公布/",
    ] {
        assert_eq!(same_sections(engines, query), 1, "{query}");
    }
    // A wildcard ends with the sentence.
    assert_eq!(same_sections(engines, "当场告知*二是"), 0);
}

#[test]
fn texts_that_overlap_themselves_are_counted_as_an_index_counts_them() {
    let Some(engines) = invented() else { return };
    for query in [
        "\"年年\"",
        "\"年年年\"",
        "\"一年一\"",
        "年年",
        "\"年年初\" OR \"年年底\"",
        "年年廿",
    ] {
        same_sections(engines, query);
    }
}

#[test]
fn more_than_the_cluster_looks_for_at_once_is_told() {
    let Some(Engines { local, remote, .. }) = invented() else {
        return;
    };
    let paths = |many: usize| (1..=many).map(|report| format!("台账{report}.txt"));
    let request = |many| MentionRequest::new("信访").filter(Filter::default().paths(paths(many)));
    let mentions = |engine: &dyn Concordance, many| {
        let answer = engine.count_mentions(&request(many));
        answer.map(|summary| summary.mentions)
    };
    let expected = mentions(local, 400).expect("an answer");
    assert_eq!(mentions(remote, 400).expect("an answer"), expected);
    let words = Concept::new("办理", (0..1200).map(|number| format!("第{number}号台账")));
    let refused = [
        mentions(remote, 2000),
        remote
            .count_mentions(&MentionRequest::of_concept(words))
            .map(|summary| summary.mentions),
    ];
    for refused in refused {
        let error = refused.expect_err("too many").to_string();
        assert!(
            error.contains("max_clause_count on every machine"),
            "{error}"
        );
    }
}

#[test]
fn pages_follow_one_another_with_the_same_counts() {
    let Some(Engines { local, remote, .. }) = invented() else {
        return;
    };
    let request = SearchRequest::new("行政复议 案件")
        .limit(10)
        .collapse(false)
        .facets([FacetField::Year, FacetField::Region]);
    let mut pages = [request.clone(), request];
    for _ in 0..3 {
        let [local, remote] = [local.search(&pages[0]), remote.search(&pages[1])];
        let [local, remote] = [local, remote].map(|answer| answer.expect("an answer"));
        assert!(local.summary.total > 280, "{:?}", local.summary);
        assert_eq!(remote.summary.total, local.summary.total);
        assert_eq!(remote.summary.facets, local.summary.facets);
        assert_eq!(remote.hits.len(), local.hits.len());
        let after = [local, remote].map(|answer| answer.summary.cursor.expect("another page"));
        for (page, after) in pages.iter_mut().zip(after) {
            *page = page.clone().after(after);
        }
    }
}
