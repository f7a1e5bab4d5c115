//! Ranking: the expected first hit of each query, and a snapshot of its first page.

use insta::assert_snapshot;
use quanwen::api::{Engine, SearchRequest};

use crate::support::sample_searcher;

/// Queries with a part of the best section's heading.
const FIRST: [(&str, &str); 12] = [
    ("行政复议案件办理情况", "案件办理"),
    ("规范性文件合法性审核", "制度建设"),
    ("行政诉讼败诉率", "诉讼"),
    ("负责人出庭应诉", "诉"),
    ("优化营商环境 放管服改革", "放管服"),
    ("普法宣传教育", "宣传教育"),
    ("矛盾纠纷调解", "訴源治理"),
    ("执法人员培训考试", "执法"),
    ("重大行政决策程序", "決策程序"),
    ("存在的问题和不足", "问题"),
    ("下一步工作打算", "工作"),
    ("政务公开", "公开"),
];

#[test]
fn the_best_section_comes_first() {
    let mut lines = Vec::new();
    for (query, heading) in FIRST {
        let answer = sample_searcher()
            .search(&SearchRequest::new(query))
            .unwrap();
        lines.push(format!("{query}  ({} sections)", answer.summary.total));
        for hit in &answer.hits {
            let path = hit.section.path.join(" › ");
            lines.push(format!(
                "  {:>2}. {:>6.2}  {}  {path}",
                hit.rank, hit.score, hit.document.path
            ));
        }
        let first = &answer.hits[0];
        let above = match first.section.path.last() {
            Some(own) => own.clone(),
            None => first.document.title.clone().unwrap_or_default(),
        };
        assert!(
            above.contains(heading),
            "{query}: {above}\n{}",
            lines.join("\n")
        );
    }
    assert_snapshot!(lines.join("\n"));
}
