//! The parts of a page that are not content: navigation, breadcrumbs, tools ("打印 关闭 分享"), footers. Owns the names
//! that identify its elements. Must not know where the content is.
//! Invariant: an element that holds much of the prose of the page is never chrome, whatever its name.

use super::page::{Page, PageNode, mark};
use super::phrases::is_chrome_line;
use super::runs::{Run, Sums};

/// Elements that are navigation by their name.
const ELEMENTS: [&str; 3] = ["nav", "footer", "aside"];
/// Values of `role` that are navigation.
const ROLES: [&str; 5] = [
    "navigation",
    "banner",
    "contentinfo",
    "search",
    "complementary",
];
/// Whole words of an `id` or `class` that name chrome.
const WORDS: [&str; 41] = [
    "nav",
    "navbar",
    "menu",
    "mainnav",
    "topnav",
    "crumb",
    "crumbs",
    "breadcrumb",
    "bread",
    "dqwz",
    "weizhi",
    "header",
    "footer",
    "foot",
    "copyright",
    "share",
    "bdsharebuttonbox",
    "bdshare",
    "fenxiang",
    "print",
    "dayin",
    "qrcode",
    "ewm",
    "erweima",
    "sidebar",
    "related",
    "xgwz",
    "xgyd",
    "xglj",
    "xgjd",
    "reldocuments",
    "navdocuments",
    "toolbar",
    "fontsize",
    "search",
    "login",
    "friendlink",
    "yqlj",
    "banner",
    "prevnext",
    "gotop",
];
/// Minimum number of consecutive links that make a menu.
const MENU: usize = 4;

/// Which nodes are chrome.
pub(super) fn marks(
    page: &Page,
    runs: &[Run],
    is_content: &dyn Fn(&PageNode) -> bool,
) -> Vec<bool> {
    let mut chrome = vec![false; page.nodes.len()];
    let prose = Sums::new(page.nodes.len(), runs, Run::prose);
    let plain = Sums::new(page.nodes.len(), runs, |run| run.han - run.linked);
    let weight = if prose.all() > 0 { prose } else { plain };
    for (at, node) in page.nodes.iter().enumerate() {
        let small = || weight.of(at, node.end) * 4 <= weight.all();
        let known = !chrome.get(at).is_some_and(|chrome| *chrome)
            && is_named_chrome(node)
            && !is_content(node);
        if known && small() {
            mark(&mut chrome, &(at..node.end));
        }
    }
    for run in tools(page, runs) {
        mark(&mut chrome, &run.nodes);
    }
    chrome
}

fn is_named_chrome(node: &PageNode) -> bool {
    let Some(element) = node.element() else {
        return false;
    };
    let is_role = |role: &str| ROLES.contains(&role.to_ascii_lowercase().as_str());
    ELEMENTS.contains(&element.name())
        || element.attr("role").is_some_and(is_role)
        || [element.attr("id"), element.attr("class")]
            .iter()
            .flatten()
            .any(|names| has_word(names))
}

/// Whether a word of an `id` or `class` names chrome: `page-footer`, `div_share`, `mainNav`.
fn has_word(names: &str) -> bool {
    let words = names
        .split([' ', '\t', '\n', '-', '_'])
        .filter(|word| word.len() < 24);
    words.map(str::to_ascii_lowercase).any(|word| {
        let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
        WORDS.contains(&stem)
    })
}

/// The lines that are chrome by their words. A cell is not chrome if its row has other words.
fn tools<'r>(page: &Page, runs: &'r [Run]) -> Vec<&'r Run> {
    let rows: Vec<Option<usize>> = runs
        .iter()
        .map(|run| page.nearest(run.nodes.start, &["tr"]))
        .collect();
    let mut kept_rows = std::collections::HashSet::new();
    let lines: Vec<bool> = runs
        .iter()
        .map(|run| run.words.is_empty() || is_chrome_line(run))
        .collect();
    for ((run, is_chrome), row) in runs.iter().zip(&lines).zip(&rows) {
        if !is_chrome && run.han > 0 {
            kept_rows.extend(*row);
        }
    }
    let of_row = |row: &Option<usize>| row.is_none_or(|row| !kept_rows.contains(&row));
    let chosen = runs.iter().zip(&lines).zip(&rows);
    chosen
        .filter(|((_, is_chrome), row)| **is_chrome && of_row(row))
        .map(|((run, _), _)| run)
        .collect()
}

/// Marks menus: consecutive links, or a single line of links separated by `|`.
pub(super) fn mark_menus(runs: &[Run], chrome: &mut [bool]) {
    let shown: Vec<&Run> = runs.iter().filter(|run| !run.words.is_empty()).collect();
    for group in shown.chunk_by(|one, next| one.is_link() && next.is_link()) {
        let is_menu = group.len() >= MENU && group.iter().all(|run| !is_attachment(&run.words));
        let is_bar = group.len() == 1
            && group
                .iter()
                .all(|run| run.is_link() && run.words.matches('|').count() >= 2);
        if is_menu || is_bar {
            for run in group {
                mark(chrome, &run.nodes);
            }
        }
    }
}

/// Whether a link leads to an attachment, which the text names.
fn is_attachment(words: &str) -> bool {
    words.contains("附件")
        || [".doc", ".xls", ".pdf", ".wps", ".zip", ".rar"]
            .iter()
            .any(|end| words.contains(end))
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::super::runs::runs;
    use super::*;

    #[test]
    fn a_word_of_a_class_names_chrome_and_a_part_of_a_word_does_not() {
        assert!(has_word("page-footer clearfix") && has_word("share1") && has_word("top_nav"));
        assert!(!has_word("headline") && !has_word("content main") && !has_word("shareholder"));
    }

    fn shown(source: &str) -> String {
        let html = Html::parse_document(source);
        let page = Page::new(&html, false);
        let runs = runs(&page);
        let chrome = marks(&page, &runs, &|_| false);
        let shown = runs.iter().filter(|run| !chrome[run.nodes.start]);
        let words: Vec<_> = shown.map(|run| run.words.as_str()).collect();
        words.join("/")
    }

    #[test]
    fn an_element_named_as_chrome_is_chrome_unless_it_holds_the_prose() {
        let prose = "全县各级行政机关依法办结行政复议案件十二件，群众满意。";
        assert_eq!(
            shown(&format!("<div class=top-nav>栏目</div><p>{prose}")),
            prose
        );
        assert_eq!(
            shown(&format!("<div class=nav>栏目<p>{prose}</div>")),
            format!("栏目/{prose}")
        );
    }

    #[test]
    fn a_tool_is_chrome_and_a_cell_of_a_row_with_words_is_none() {
        let rows = "<table><tr><td>红星矿<td>关闭<tr><td>打印<td>关闭</table>";
        assert_eq!(shown(rows), "红星矿/关闭");
    }
}
