//! A parsed page as one list of its visible nodes in reading order. Owns which nodes a browser shows: scripts, styles,
//! form controls and hidden elements are not in the list. Must not know what is content.
//! Invariant: the nodes inside a node are the range from after it to its `end`.

use std::ops::Range;

use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

/// Maximum characters of `<title>` that are kept; titles of articles are shorter, and all lines are searched for in it.
const TITLE: usize = 300;
/// Elements that show no text, or none of the page's own.
const SILENT: [&str; 30] = [
    "head", "script", "style", "noscript", "template", "iframe", "object", "embed", "applet",
    "svg", "canvas", "audio", "video", "select", "button", "input", "textarea", "datalist",
    "noframes", "noembed", "map", "math", "title", "meta", "link", "param", "source", "rt", "rp",
    "frameset",
];
/// Elements that begin and end a line. HTML Living Standard, 15.3.
const BLOCKS: [&str; 47] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "tr",
    "ul",
    "xmp",
];
/// Parts of a table that are not lines of their own.
const TABLE_PARTS: [&str; 3] = ["tbody", "thead", "tfoot"];

/// A page.
pub(super) struct Page<'h> {
    /// The visible nodes in reading order.
    pub nodes: Vec<PageNode<'h>>,
    /// `<meta name=… content=…>`: names in lower case, and values.
    pub metas: Vec<(String, &'h str)>,
    /// `<title>`.
    pub title: String,
    /// Whether it is made of frames.
    pub has_frames: bool,
    /// Whether it has scripts.
    pub has_scripts: bool,
    /// Whether it has pictures or embedded objects.
    pub has_pictures: bool,
}

/// A visible node.
#[derive(Clone, Copy)]
pub(super) struct PageNode<'h> {
    pub what: What<'h>,
    /// The node it is in.
    pub parent: usize,
    /// The node after the last one inside it.
    pub end: usize,
}

/// What a node is.
#[derive(Clone, Copy)]
pub(super) enum What<'h> {
    Text(&'h str),
    Comment(&'h str),
    Element(&'h Element),
}

impl<'h> PageNode<'h> {
    /// The name of an element; empty for others.
    pub(super) fn name(&self) -> &'h str {
        self.element().map_or("", Element::name)
    }

    /// The element, if it is one.
    pub(super) fn element(&self) -> Option<&'h Element> {
        match self.what {
            What::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The words of a text node.
    #[cfg(test)]
    pub(super) fn text(&self) -> Option<&'h str> {
        match self.what {
            What::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it begins and ends a line.
    pub(super) fn is_block(&self) -> bool {
        let name = self.name();
        BLOCKS.contains(&name) || TABLE_PARTS.contains(&name) || self.has_style("display:block")
    }

    fn has_style(&self, declaration: &str) -> bool {
        self.element()
            .is_some_and(|element| has_style(element, declaration))
    }
}

impl<'h> Page<'h> {
    /// The visible nodes of a parsed page. Some pages show hidden nodes by a script: `with_hidden` keeps these.
    pub(super) fn new(html: &'h Html, with_hidden: bool) -> Self {
        let mut page = Self {
            nodes: Vec::new(),
            metas: Vec::new(),
            title: String::new(),
            has_frames: false,
            has_scripts: false,
            has_pictures: false,
        };
        page.note_head(html);
        page.fill(html, with_hidden);
        page
    }

    fn fill(&mut self, html: &'h Html, with_hidden: bool) {
        let mut open = Vec::new();
        let mut silent = 0_usize;
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(node) if silent > 0 || is_silent(node.value(), with_hidden) => {
                    silent += usize::from(node.value().is_element());
                }
                Edge::Close(node) if silent > 0 => silent -= usize::from(node.value().is_element()),
                Edge::Open(node) => self.open(node.value(), &mut open),
                Edge::Close(node) if node.value().is_element() => self.close(open.pop()),
                Edge::Close(_) => {}
            }
        }
    }

    fn open(&mut self, node: &'h Node, open: &mut Vec<usize>) {
        let (at, parent) = (self.nodes.len(), open.last().copied().unwrap_or(0));
        let what = match node {
            Node::Text(text) => What::Text(text),
            Node::Comment(comment) => What::Comment(comment),
            Node::Element(element) => {
                open.push(at);
                What::Element(element)
            }
            _ => return,
        };
        let end = at + 1;
        self.nodes.push(PageNode { what, parent, end });
    }

    fn close(&mut self, node: Option<usize>) {
        let end = self.nodes.len();
        if let Some(node) = node.and_then(|node| self.nodes.get_mut(node)) {
            node.end = end;
        }
    }

    fn note_head(&mut self, html: &'h Html) {
        for node in html.tree.nodes() {
            let Some(element) = node.value().as_element() else {
                continue;
            };
            match element.name() {
                "meta" => self.note_meta(element),
                "title" if self.title.is_empty() => {
                    let words = node.children().filter_map(|child| child.value().as_text());
                    let characters = words.flat_map(|words| words.chars());
                    self.title = characters.take(TITLE).collect();
                }
                "frame" | "iframe" => self.has_frames = true,
                "script" => self.has_scripts = true,
                "img" | "svg" | "canvas" | "object" | "embed" => self.has_pictures = true,
                _ => {}
            }
        }
    }

    fn note_meta(&mut self, element: &'h Element) {
        let name = element.attr("name").or_else(|| element.attr("property"));
        if let (Some(name), Some(content)) = (name, element.attr("content")) {
            self.metas.push((name.to_ascii_lowercase(), content));
        }
    }

    /// The nodes inside a node, excluding itself.
    pub(super) fn inside(&self, node: usize) -> Range<usize> {
        node + 1..self.nodes.get(node).map_or(node + 1, |node| node.end)
    }

    /// The name of a node; empty if it is not an element.
    pub(super) fn name(&self, node: usize) -> &'h str {
        self.nodes.get(node).map_or("", PageNode::name)
    }

    /// The nearest enclosing element of a node that has one of these names.
    pub(super) fn nearest(&self, node: usize, names: &[&str]) -> Option<usize> {
        self.around(node).find(|at| {
            self.nodes
                .get(*at)
                .is_some_and(|node| names.contains(&node.name()))
        })
    }

    /// The enclosing elements of a node, innermost first.
    pub(super) fn around(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let parent = |at: usize| {
            self.nodes
                .get(at)
                .map(|node| node.parent)
                .filter(|parent| *parent < at)
        };
        std::iter::successors(parent(node), move |at| parent(*at))
    }
}

/// Marks nodes in a list of flags.
pub(super) fn mark(flags: &mut [bool], nodes: &Range<usize>) {
    if let Some(flags) = flags.get_mut(nodes.clone()) {
        flags.fill(true);
    }
}

fn is_silent(node: &Node, with_hidden: bool) -> bool {
    node.as_element().is_some_and(|element| {
        SILENT.contains(&element.name()) || (!with_hidden && is_hidden(element))
    })
}

fn is_hidden(element: &Element) -> bool {
    element.attr("hidden").is_some()
        || has_style(element, "display:none")
        || has_style(element, "visibility:hidden")
        || (element.name() == "dialog" && element.attr("open").is_none())
}

/// Whether an inline style has a declaration, given in lower case without blanks.
fn has_style(element: &Element, declaration: &str) -> bool {
    let Some(style) = element.attr("style") else {
        return false;
    };
    let plain = |c: &char| !c.is_whitespace();
    let is_declared = |part: &str| {
        let mut rest = declaration.chars();
        let mut given = part.chars().filter(plain).map(|c| c.to_ascii_lowercase());
        rest.all(|c| given.next() == Some(c)) && given.next().is_none_or(|c| c == '!')
    };
    style.split(';').any(is_declared)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visible(source: &str) -> String {
        let html = Html::parse_document(source);
        Page::new(&html, false)
            .nodes
            .iter()
            .filter_map(PageNode::text)
            .collect()
    }

    #[test]
    fn what_a_browser_does_not_show_is_left_out() {
        for hidden in [
            "<script>var a='柳'</script>",
            "<style>柳{}</style>",
            "<p hidden>柳</p>",
            "<!-- 柳 -->",
            "<div style='color:red; Display : NONE'><p>柳<div>柳</div></div>",
            "<select><option>柳</select>",
            "<b style='visibility:hidden!important'>柳</b>",
            "<noscript>柳</noscript>",
            "<textarea>柳</textarea>",
        ] {
            assert_eq!(visible(&format!("<body>前{hidden}后")), "前后", "{hidden}");
        }
        assert_eq!(
            visible("<p style='display:nonesuch'>柳<p style='x-display:none'>渡"),
            "柳渡"
        );
    }

    #[test]
    fn the_nodes_inside_a_node_are_a_range() {
        let html = Html::parse_document("<body><div>甲<p>乙</p></div>丙");
        let page = Page::new(&html, false);
        let div = page
            .nodes
            .iter()
            .position(|node| node.name() == "div")
            .unwrap();
        let text: Vec<_> = page.nodes[page.inside(div)]
            .iter()
            .filter_map(PageNode::text)
            .collect();
        assert_eq!(text, ["甲", "乙"]);
        let last = page
            .nodes
            .iter()
            .rposition(|node| node.text() == Some("乙"))
            .unwrap();
        assert_eq!(page.nearest(last, &["div"]), Some(div));
    }

    #[test]
    fn the_head_is_noted() {
        let html = Html::parse_document(
            "<title>一</title><meta name=PubDate content=2022><script></script>",
        );
        let page = Page::new(&html, false);
        assert_eq!(
            (page.title.as_str(), page.metas.as_slice()),
            ("一", &[("pubdate".to_string(), "2022")][..])
        );
        assert!(page.has_scripts && !page.has_frames);
    }
}
