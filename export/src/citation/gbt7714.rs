//! The pattern of GB/T 7714—2015 (信息与文献　参考文献著录规则) for reports.
//!
//! Reports are monographs (3.3), so 4.1.2 applies, and 4.6.2 where the report is on the web:
//!
//! ```text
//! 主要责任者. 题名: 其他题名信息[R]. 出版地: 出版者, 出版年: 引文页码.
//! 主要责任者. 题名: 其他题名信息[R/OL]. 出版地: 出版者, 出版年: 引文页码(更新或修改日期)[引用日期]. 获取和访问路径
//! ```
//!
//! It deviates in three points. Place of publication and publisher are left out, as 8.4.1.3 and 8.4.2.3 allow for electronic
//! resources: a report states no place, and its publisher is its author. The day of publication stands in full where it is
//! known, since governments publish several reports a year; on the web, where the day is in round brackets, the year is
//! repeated only before a page. Where the day is not known, the year that the report is about stands for that of publication,
//! without the square brackets of 8.4.3.3.
//!
//! The document number (文号) is left out: 8.2.3 leaves such numbers to the author. No full stop follows an address: 7.2 leaves
//! it to the author. GB/T 7714—2025, in force since 2026-07-01, is not followed: it has full-width punctuation in Chinese
//! references.

use super::Statement;

/// The citation on one line.
pub(super) fn text(statement: &Statement) -> String {
    let Statement {
        author,
        title,
        date,
        citation,
    } = statement;
    let page = citation.page.map(|page| format!(": {page}"));
    let page = page.unwrap_or_default();
    let Some(url) = &citation.url else {
        return format!("{author}. {title}[R]. {date}{page}.");
    };
    let accessed = citation.accessed.as_ref().map(|day| format!("[{day}]"));
    let accessed = accessed.unwrap_or_default();
    let dated = match (&citation.published, citation.page) {
        (Some(day), None) => format!("({day})"),
        (Some(day), Some(_)) => format!("{}{page}({day})", statement.year()),
        (None, _) => format!("{date}{page}"),
    };
    format!("{author}. {title}[R/OL]. {dated}{accessed}. {url}")
}
