//! The title of the article on a page. Owns where it may occur; must not know how the content is chosen.
//! Invariant: a title with a location occurs there verbatim.

use std::ops::Range;

use super::page::{Page, PageNode};
use super::runs::Run;
use crate::decode::script::is_han;

/// `id` and `class` values that mark the title of an article.
const NAMES: [&str; 27] = [
    "title",
    "article-title",
    "article_title",
    "articletitle",
    "arti_title",
    "arti-title",
    "news_title",
    "news-title",
    "newstitle",
    "content-title",
    "content_title",
    "contenttitle",
    "xl-title",
    "xl_title",
    "detail-title",
    "detail_title",
    "info_title",
    "info-title",
    "main_title",
    "doc_title",
    "bt",
    "biaoti",
    "wzbt",
    "tit",
    "atitle",
    "zoomtitle",
    "activetitle",
];
/// Suffixes of the names of sites and their sections.
const SITES: [&str; 13] = [
    "网",
    "网站",
    "门户",
    "平台",
    "人民政府",
    "政府信息公开",
    "信息公开",
    "政务公开",
    "公开目录",
    "办公室",
    "局",
    "委员会",
    "首页",
];

/// Maximum number of characters in a title.
const MAX_LENGTH: usize = 120;
/// Number of lines at the start of a page that are searched for the title.
const FIRST: usize = 5000;
/// Maximum number of lines in a title.
const LINES: usize = 3;
/// Minimum number of characters for a line contained in `<title>` to be the title.
const SHORTEST: usize = 6;

/// Maximum number of characters of prose above a title, such as a slogan or greeting of the site.
const BEGUN: usize = 30;

/// A title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Title {
    pub words: String,
    /// The nodes that contain it.
    pub nodes: Range<usize>,
}

/// The title of an article as it appears on the page. `known` is the title in the metadata.
pub(super) fn on_page(page: &Page, runs: &[Run], known: Option<&str>) -> Option<Title> {
    let named = named(page, runs);
    let runs = runs.get(..FIRST).unwrap_or(runs);
    let lines = (1..=LINES).flat_map(|count| runs.windows(count).filter_map(of_runs));
    let candidates: Vec<Title> = named.iter().cloned().chain(lines).collect();
    let same = |wanted: &str| {
        let wanted = squashed(wanted);
        candidates
            .iter()
            .find(|title| !wanted.is_empty() && squashed(&title.words) == wanted)
    };
    let found = known
        .and_then(same)
        .or_else(|| longest_in(&candidates, &squashed(&page.title)));
    // Pages put the site name above the title and section headings of the article below it.
    let begun = begins_at(runs).unwrap_or(page.nodes.len());
    let above = || named.iter().filter(|title| title.nodes.start <= begun);
    let heading = || above().rfind(|title| page.name(title.nodes.start) == "h1");
    let found = found.or_else(heading).or_else(|| above().next_back());
    found.or_else(|| named.last()).cloned()
}

/// The node where the prose of a page begins: the line at which the prose seen so far exceeds `BEGUN` characters.
pub(super) fn begins_at<'r>(runs: impl IntoIterator<Item = &'r Run>) -> Option<usize> {
    let mut prose = 0;
    let begins = runs.into_iter().find(|run| {
        prose += run.prose();
        prose > BEGUN
    });
    begins.map(|run| run.nodes.start)
}

/// The text of `<title>` without the site name.
pub(super) fn of_document(page: &Page) -> Option<String> {
    let parts = page
        .title
        .split(['_', '|', '｜', '—', '\n'])
        .flat_map(|part| part.split(" - "));
    let parts = parts
        .flat_map(without_site)
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let is_site = |part: &str| SITES.iter().any(|end| part.ends_with(end));
    let longest = parts.max_by_key(|part| (!is_site(part), part.chars().count()));
    longest.map(str::to_string)
}

/// Splits a part of `<title>` at the hyphen before a site name.
fn without_site(part: &str) -> [&str; 2] {
    let cut = part
        .rsplit_once('-')
        .filter(|(_, site)| SITES.iter().any(|end| site.trim().ends_with(end)));
    cut.map_or([part, ""], |(title, site)| [title, site])
}

/// Only the letters, digits and Chinese characters, for comparing titles.
pub(super) fn squashed(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn longest_in<'t>(candidates: &'t [Title], title: &str) -> Option<&'t Title> {
    let inside = candidates.iter().filter(|candidate| {
        let words = squashed(&candidate.words);
        let is_site = SITES.iter().any(|end| words.ends_with(end));
        words.chars().count() >= SHORTEST && !is_site && title.contains(&words)
    });
    inside.rev().max_by_key(|title| title.words.chars().count())
}

/// The elements whose name, `id` or `class` marks them as a title, with their text.
fn named(page: &Page, runs: &[Run]) -> Vec<Title> {
    let elements = page
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| is_named(node));
    elements
        .filter_map(|(at, node)| of_nodes(at..node.end, runs))
        .collect()
}

fn is_named(node: &PageNode) -> bool {
    let Some(element) = node.element() else {
        return false;
    };
    let is_name = |name: &str| NAMES.contains(&name.to_ascii_lowercase().as_str());
    matches!(element.name(), "h1" | "ucaptitle")
        || element.attr("id").is_some_and(is_name)
        || element
            .attr("class")
            .is_some_and(|names| names.split_ascii_whitespace().any(is_name))
}

/// The title formed by consecutive lines; `None` if they are too long for a title or contain links.
fn of_runs(runs: &[Run]) -> Option<Title> {
    let is_title = |run: &Run| run.linked == 0 && run.han > 1 && run.words.len() <= MAX_LENGTH * 3;
    let nodes = runs.first()?.nodes.start..runs.last()?.nodes.end;
    let words = || runs.iter().map(|run| run.words.as_str()).collect();
    runs.iter().all(is_title).then(|| Title {
        words: words(),
        nodes,
    })
}

/// The title in an element; `None` if it is too long for a title or mostly links.
fn of_nodes(nodes: Range<usize>, runs: &[Run]) -> Option<Title> {
    let first = runs.partition_point(|run| run.nodes.start < nodes.start);
    let inside = runs
        .get(first..)?
        .iter()
        .take_while(|run| run.nodes.start < nodes.end);
    let mut words = String::new();
    let (mut han, mut linked) = (0, 0);
    for run in inside {
        words.push_str(&run.words);
        (han, linked) = (han + run.han, linked + run.linked);
        if words.len() > MAX_LENGTH * 3 {
            return None;
        }
    }
    let is_title = words.chars().filter(|c| is_han(*c)).count() >= 2 && linked * 2 < han;
    is_title.then_some(Title { words, nodes })
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::super::runs::runs;
    use super::*;

    fn title(source: &str, known: Option<&str>) -> Option<String> {
        let html = Html::parse_document(source);
        let page = Page::new(&html, false);
        on_page(&page, &runs(&page), known).map(|title| title.words)
    }

    #[test]
    fn the_title_that_metadata_know_is_found() {
        let page = "<h1>某某网</h1><p>松泽县2021年<br>工作报告</p><div class=tit>松泽县2021年<br>工作报告</div>";
        assert_eq!(
            title(page, Some("松泽县2021年工作报告")).unwrap(),
            "松泽县2021年工作报告"
        );
    }

    #[test]
    fn a_line_of_the_document_title_is_the_title() {
        let page = "<title>松泽县2021年工作报告_松泽县人民政府</title><p>松泽县人民政府<p>松泽县2021年工作报告<p>正文";
        assert_eq!(title(page, None).unwrap(), "松泽县2021年工作报告");
    }

    #[test]
    fn a_heading_is_the_title_and_a_linked_one_is_not() {
        assert_eq!(
            title("<h1><a href=/>松泽县</a></h1><h1>工作报告</h1>", None).unwrap(),
            "工作报告"
        );
        assert_eq!(title("<p>正文", None), None);
    }

    #[test]
    fn the_name_of_the_site_is_cut_off() {
        for source in [
            "工作报告_松泽县人民政府",
            "松泽县人民政府 | 工作报告",
            "工作报告-法治政府建设-松泽县人民政府网",
            "工作报告 - 政务公开",
        ] {
            let html = Html::parse_document(&format!("<title>{source}</title>"));
            let title = of_document(&Page::new(&html, false)).unwrap();
            assert!(title.starts_with("工作报告"), "{title}");
        }
        let html = Html::parse_document("<title>2021-2025年规划</title>");
        assert_eq!(
            of_document(&Page::new(&html, false)).unwrap(),
            "2021-2025年规划"
        );
    }
}
