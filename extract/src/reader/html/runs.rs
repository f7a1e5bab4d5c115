//! The lines of a page, separated by block boundaries and line breaks. Owns their words and the share of them that is
//! links. Must not know what is content.
//! Invariant: the runs ascend, and each text node is in exactly one of them.

use std::ops::Range;

use super::page::{Page, PageNode, What};
use crate::decode::script::is_han;

/// Minimum Chinese characters for a line with a punctuation mark to be prose.
const PROSE: usize = 15;

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// The words, white space collapsed.
    pub words: String,
    /// Its nodes.
    pub nodes: Range<usize>,
    /// Chinese characters.
    pub han: usize,
    /// Chinese characters of links.
    pub linked: usize,
}

impl Run {
    /// An empty cell.
    fn empty(at: usize) -> Self {
        Self {
            words: String::new(),
            nodes: at..at,
            han: 0,
            linked: 0,
        }
    }

    /// Its Chinese characters if it is prose (a sentence, not a menu), otherwise 0.
    pub(super) fn prose(&self) -> usize {
        let is_prose = self.han >= PROSE
            && self.linked * 2 < self.han
            && self
                .words
                .contains(['，', '。', '；', '：', '、', '！', '？', ',']);
        if is_prose { self.han } else { 0 }
    }

    /// Whether nearly all its words are links.
    pub(super) fn is_link(&self) -> bool {
        self.linked > 0 && self.linked * 5 >= self.han * 4
    }
}

/// The lines of a page, empty cells included.
pub(super) fn runs(page: &Page) -> Vec<Run> {
    let mut collector = Collector::default();
    for (at, node) in page.nodes.iter().enumerate() {
        collector.close_blocks(at);
        match node.what {
            What::Text(text) => collector.add(text, at),
            What::Element(_) if node.name() == "br" => collector.end_run(),
            What::Element(_) if node.is_block() => collector.open_block(at, node),
            What::Element(element) if node.name() == "a" && element.attr("href").is_some() => {
                collector.link_end = node.end;
            }
            _ => {}
        }
    }
    collector.close_blocks(page.nodes.len());
    collector.end_run();
    collector.runs
}

/// A block that is open.
struct Block {
    start: usize,
    end: usize,
    is_cell: bool,
    /// Number of runs before it.
    runs: usize,
}

#[derive(Default)]
struct Collector {
    runs: Vec<Run>,
    open: Vec<Block>,
    words: String,
    nodes: Option<Range<usize>>,
    han: usize,
    linked: usize,
    /// The node at which the open link ends.
    link_end: usize,
}

impl Collector {
    fn open_block(&mut self, start: usize, node: &PageNode) {
        self.end_run();
        let is_cell = matches!(node.name(), "td" | "th" | "dd");
        let (end, runs) = (node.end, self.runs.len());
        self.open.push(Block {
            start,
            end,
            is_cell,
            runs,
        });
    }

    /// Closes the blocks that end before this node.
    fn close_blocks(&mut self, at: usize) {
        while let Some(block) = self.open.pop_if(|block| block.end <= at) {
            self.end_run();
            if block.is_cell && block.runs == self.runs.len() {
                self.runs.push(Run::empty(block.start));
            }
        }
    }

    fn add(&mut self, text: &str, at: usize) {
        self.nodes.get_or_insert(at..at).end = at + 1;
        let han = text.chars().filter(|c| is_han(*c)).count();
        self.han += han;
        self.linked += if at < self.link_end { han } else { 0 };
        push_collapsed(&mut self.words, text);
    }

    fn end_run(&mut self) {
        let words = std::mem::take(&mut self.words).trim().to_string();
        let (han, linked) = (
            std::mem::take(&mut self.han),
            std::mem::take(&mut self.linked),
        );
        if let Some(nodes) = self.nodes.take().filter(|_| !words.is_empty()) {
            self.runs.push(Run {
                words,
                nodes,
                han,
                linked,
            });
        }
    }
}

/// Adds text with each stretch of white space as one blank.
fn push_collapsed(words: &mut String, text: &str) {
    for c in text.chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c != ' ' || !words.ends_with(' ') {
            words.push(c);
        }
    }
}

/// Prefix sums over runs, so that a range of nodes is summed in constant time.
pub(super) struct Sums(Vec<usize>);

impl Sums {
    pub(super) fn new<'r>(
        nodes: usize,
        runs: impl IntoIterator<Item = &'r Run>,
        weight: impl Fn(&Run) -> usize,
    ) -> Self {
        let mut sums = vec![0; nodes + 1];
        for run in runs {
            if let Some(sum) = sums.get_mut(run.nodes.start + 1) {
                *sum += weight(run);
            }
        }
        let mut total = 0;
        for sum in &mut sums {
            total += *sum;
            *sum = total;
        }
        Self(sums)
    }

    /// The sum for the nodes from `start` up to `end`.
    pub(super) fn of(&self, start: usize, end: usize) -> usize {
        let at = |node: usize| self.0.get(node).copied().unwrap_or_default();
        at(end).saturating_sub(at(start))
    }

    /// The sum for the page.
    pub(super) fn all(&self) -> usize {
        self.0.last().copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    fn of(source: &str) -> Vec<Run> {
        let html = Html::parse_document(source);
        runs(&Page::new(&html, false))
    }

    #[test]
    fn blocks_and_breaks_end_a_line_and_inline_elements_do_not() {
        let runs = of("<div>柳渡<b>镇</b> 政府<p>一<br>二</p>三<td>");
        let words: Vec<_> = runs.iter().map(|run| run.words.as_str()).collect();
        assert_eq!(words, ["柳渡镇 政府", "一", "二", "三"]);
    }

    #[test]
    fn an_empty_cell_is_a_run_and_a_blank_between_blocks_is_none() {
        let runs = of("<table> <tr> <td>文号：</td> <td>&nbsp;</td> <td></td> </tr></table>");
        let words: Vec<_> = runs.iter().map(|run| run.words.as_str()).collect();
        assert_eq!(words, ["文号：", "", ""]);
    }

    #[test]
    fn a_menu_is_links_and_a_sentence_is_prose() {
        let runs = of(
            "<p><a href=x>首页</a> | <a href=y>政务公开</a><p>全县依法办结行政复议案件十二件，群众满意。",
        );
        assert!(runs[0].is_link() && runs[0].prose() == 0);
        assert!(
            !runs[1].is_link() && runs[1].prose() == 19,
            "{}",
            runs[1].prose()
        );
    }
}
