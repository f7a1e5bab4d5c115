//! Finds the content of a page. Owns the names that content management systems of Chinese governments give it. Must not
//! know how it is written.
//! Invariant: the choice has nearly all the prose of the page that is not chrome; otherwise more is chosen.

use std::ops::Range;

use super::page::{Page, PageNode, What};
use super::runs::{Run, Sums};

/// Values of `id` and words of `class`, in lower case, of the element that holds an article: TRS, 大汉 JCMS, UCAP
/// (开普云), 博达, `WebPlus` and the sites of ministries.
const NAMES: [&str; 62] = [
    "ucap-content",
    "trs_editor",
    "trs_editor_view",
    "trs_ueditor",
    "trs_preappend",
    "trs_web",
    "custom_unionstyle",
    "zoom",
    "zoomcon",
    "zoomtitl",
    "fontzoom",
    "fontinfo",
    "pages_content",
    "article-content",
    "article_content",
    "articlecontent",
    "article-con",
    "article_con",
    "articlecon",
    "article-body",
    "article_body",
    "articlebody",
    "artibody",
    "article-text",
    "article_txt",
    "article-txt",
    "article-info-content",
    "wp_articlecontent",
    "v_news_content",
    "vsb_content",
    "vsb_content_2",
    "js_content",
    "news_content",
    "news-content",
    "newscontent",
    "newscontent1",
    "news_txt",
    "newstext",
    "detail-content",
    "detail_content",
    "detailcontent",
    "detail_con",
    "info_content",
    "info-content",
    "infocontent",
    "info_con",
    "content_body",
    "contentbody",
    "content-body",
    "main_content_txt",
    "j-fontcontent",
    "xxgk_content",
    "xxgk-content",
    "xxgk_con",
    "zwgk_content",
    "gk_content",
    "xl_content",
    "xl-content",
    "conttxt",
    "con_txt",
    "view_content",
    "ue_content",
];
/// Comments that a system writes around an article: 大汉 JCMS and the Party's press.
const COMMENTS: [&str; 3] = ["zjeg_rss.content", "信息内容", "enpcontent"];

/// Maximum Chinese characters of prose that may be missing from a choice.
const MISSED: usize = 30;

/// The chosen content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    /// Its nodes.
    pub nodes: Range<usize>,
    /// Whether a name or comment marks it; otherwise it may contain chrome without a name.
    pub is_marked: bool,
}

/// Whether an element has the name of an article.
pub(super) fn is_named(node: &PageNode) -> bool {
    let Some(element) = node.element() else {
        return false;
    };
    let is_name = |name: &str| NAMES.contains(&name.to_ascii_lowercase().as_str());
    element.name() == "ucapcontent"
        || element.attr("id").is_some_and(is_name)
        || element
            .attr("class")
            .is_some_and(|names| names.split_ascii_whitespace().any(is_name))
}

/// Chooses the content of a page; `runs` are its lines without chrome.
pub(super) fn choose(page: &Page, runs: &[&Run]) -> Choice {
    let prose = Sums::new(page.nodes.len(), runs.iter().copied(), Run::prose);
    let text = Sums::new(page.nodes.len(), runs.iter().copied(), |run| run.han);
    let is_enough = |nodes: &Range<usize>| {
        let missed = prose.all() - prose.of(nodes.start, nodes.end);
        missed <= MISSED || missed * 10 <= prose.all()
    };
    let marked = marked(page, &text);
    let Some(nodes) = marked.filter(|nodes| is_worthwhile(nodes, &prose, &text)) else {
        return Choice {
            nodes: 0..page.nodes.len(),
            is_marked: false,
        };
    };
    if is_enough(&nodes) {
        return Choice {
            nodes,
            is_marked: true,
        };
    }
    let wider = page.around(nodes.start).map(|at| at..page.inside(at).end);
    let nodes = wider.filter(|wider| wider.end >= nodes.end).find(is_enough);
    Choice {
        nodes: nodes.unwrap_or(0..page.nodes.len()),
        is_marked: false,
    }
}

/// Extends a marked choice to the lines after it in the same element, such as the name and date that sign a report, up
/// to the first link or chrome. A line before a link is the heading of links.
pub(super) fn with_sign_off(
    page: &Page,
    runs: &[Run],
    skip: &[bool],
    nodes: Range<usize>,
) -> Range<usize> {
    let limit = page
        .around(nodes.start)
        .next()
        .map_or(nodes.end, |parent| page.inside(parent).end);
    let first = runs.partition_point(|run| run.nodes.start < nodes.end);
    let behind = runs.get(first..).unwrap_or_default();
    let is_text =
        |run: &&Run| run.linked == 0 && !skip.get(run.nodes.start).is_some_and(|skip| *skip);
    let lines = behind
        .iter()
        .take_while(|run| run.nodes.end <= limit)
        .take_while(is_text)
        .count();
    let leads_to_link = behind.get(lines).is_some_and(|next| next.linked > 0);
    let lines = lines.saturating_sub(usize::from(leads_to_link));
    let last = lines.checked_sub(1).and_then(|last| behind.get(last));
    nodes.start..last.map_or(nodes.end, |run| run.nodes.end)
}

/// A choice without prose on a page of prose, or nearly without text, is not an article.
fn is_worthwhile(nodes: &Range<usize>, prose: &Sums, text: &Sums) -> bool {
    let (own, own_prose) = (
        text.of(nodes.start, nodes.end),
        prose.of(nodes.start, nodes.end),
    );
    own > 0 && (own_prose > 0 || own * 2 >= text.all())
}

/// The range from the first to the last node that is marked as an article and has words.
fn marked(page: &Page, text: &Sums) -> Option<Range<usize>> {
    let named = page
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| is_named(node));
    let named = named.map(|(at, _)| at..page.inside(at).end);
    let ranges = named.chain(between_comments(page));
    ranges
        .filter(|nodes| text.of(nodes.start, nodes.end) > 0)
        .reduce(|all, next| all.start.min(next.start)..all.end.max(next.end))
}

/// What is between a comment that opens an article and the one that closes it.
fn between_comments(page: &Page) -> Option<Range<usize>> {
    let mut marks = page
        .nodes
        .iter()
        .enumerate()
        .filter_map(|(at, node)| match node.what {
            What::Comment(comment) => Some((at, comment.trim().to_ascii_lowercase())),
            _ => None,
        });
    let is_mark =
        |comment: &str| comment.len() < 60 && COMMENTS.iter().any(|mark| comment.contains(mark));
    let is_end = |comment: &str| comment.starts_with('/') || comment.ends_with("end");
    let (start, _) = marks.find(|(_, comment)| is_mark(comment) && !is_end(comment))?;
    let (end, _) = marks.rfind(|(_, comment)| is_mark(comment) && is_end(comment))?;
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::super::runs::runs;
    use super::*;

    const PROSE: &str =
        "<p>全县各级行政机关依法办结行政复议案件十二件，群众的满意度进一步提高。</p>";

    fn chosen(source: &str) -> (String, bool) {
        let html = Html::parse_document(source);
        let page = Page::new(&html, false);
        let runs = runs(&page);
        let choice = choose(&page, &runs.iter().collect::<Vec<_>>());
        let text = page.nodes[choice.nodes].iter().filter_map(PageNode::text);
        (
            text.map(|text| if text.starts_with('全') { "文" } else { text })
                .collect(),
            choice.is_marked,
        )
    }

    #[test]
    fn a_named_element_is_the_content() {
        let page = format!(
            "<p>网站</p><div id=Zoom>{}</div><p>页脚</p>",
            PROSE.repeat(5)
        );
        assert_eq!(chosen(&page), ("文文文文文".to_string(), true));
    }

    #[test]
    fn two_named_elements_are_chosen_with_what_stands_between() {
        let page = format!(
            "<p>网</p><div class=TRS_Editor>{PROSE}</div><p>表</p><div class=TRS_Editor>{PROSE}</div>"
        );
        assert_eq!(chosen(&page), ("文表文".to_string(), true));
    }

    #[test]
    fn content_that_goes_on_outside_widens_the_choice() {
        let page = format!(
            "<p>网</p><div><div class=trs_editor>{PROSE}{PROSE}</div>{PROSE}{PROSE}</div><p>脚</p>"
        );
        assert_eq!(chosen(&page), ("文文文文".to_string(), false));
    }

    #[test]
    fn comments_of_a_system_mark_the_content() {
        let marks = [
            (
                "<!--ZJEG_RSS.content.begin-->",
                "<!--ZJEG_RSS.content.end-->",
            ),
            ("<!--<$[信息内容]>begin-->", "<!--<$[信息内容]>end-->"),
            ("<!--enpcontent-->", "<!--/enpcontent-->"),
        ];
        for (begin, end) in marks {
            let page = format!("<p>网<div>{begin}{PROSE}{PROSE}{end}<p>脚</div>");
            assert_eq!(chosen(&page), ("文文".to_string(), true), "{begin}");
        }
    }

    #[test]
    fn a_page_without_marks_is_chosen_whole() {
        assert_eq!(
            chosen(&format!("<p>网</p>{PROSE}")),
            ("网文".to_string(), false)
        );
        assert_eq!(
            chosen(&format!("<p class=zoom>网</p>{}", PROSE.repeat(9)))
                .0
                .chars()
                .count(),
            10
        );
    }
}
