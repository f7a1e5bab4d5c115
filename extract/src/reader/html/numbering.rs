//! The numbers of lists, as a browser writes them before the items of an `ol`. Must not know the items' words, except
//! whether they begin with a number of their own.
//! Invariant: a number is written once: the list's or the item's own.

use super::page::PageNode;
use crate::reader::build::numeral::NumeralSystem;

/// Whether an item begins with a number of its own, which the site shows instead of the list's.
pub(super) fn has_own_number(words: &str) -> bool {
    let is_opening = |c: char| c.is_whitespace() || matches!(c, '(' | '（' | '第');
    let words = words.trim_start_matches(is_opening);
    let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let rest = words.trim_start_matches(is_digit);
    let is_ended = rest.starts_with(['.', '．', '、', ')', '）', '条', '章']);
    let is_circled = words.starts_with(|c| ('①'..='⑳').contains(&c));
    is_circled || (rest.len() < words.len() && is_ended)
}

/// How the items of a list are numbered. HTML Living Standard, 4.4.5.
pub(super) struct Numbering {
    next: i64,
    style: char,
}

impl Numbering {
    /// The numbering of an `ol`; `None` if its style hides the numbers.
    pub(super) fn of(node: &PageNode) -> Option<Self> {
        let element = node.element()?;
        let is_hidden = element.attr("style").is_some_and(|style| {
            let style = style.replace(char::is_whitespace, "");
            style.contains("list-style:none") || style.contains("list-style-type:none")
        });
        let start = element
            .attr("start")
            .and_then(|start| start.trim().parse().ok());
        let style = element.attr("type").and_then(|style| style.chars().next());
        let (next, style) = (start.unwrap_or(1), style.unwrap_or('1'));
        (!is_hidden).then_some(Self { next, style })
    }

    /// The number of the next item, with the dot and blank that a browser writes after it.
    pub(super) fn next(&mut self, item: &PageNode) -> String {
        let value = item.element().and_then(|element| element.attr("value"));
        let number = value
            .and_then(|value| value.trim().parse().ok())
            .unwrap_or(self.next);
        self.next = number.saturating_add(1);
        let system = match self.style {
            'a' => NumeralSystem::LowerColumn,
            'A' => NumeralSystem::UpperColumn,
            'i' => NumeralSystem::LowerRoman,
            'I' => NumeralSystem::UpperRoman,
            _ => NumeralSystem::Decimal,
        };
        match u32::try_from(number) {
            Ok(number) => format!("{}. ", system.write(number)),
            Err(_) => format!("{number}. "),
        }
    }
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::super::page::Page;
    use super::*;

    fn numbers(list: &str) -> Vec<String> {
        let html = Html::parse_document(list);
        let page = Page::new(&html, false);
        let list = page.nodes.iter().find(|node| node.name() == "ol").unwrap();
        let Some(mut numbering) = Numbering::of(list) else {
            return Vec::new();
        };
        let items = page.nodes.iter().filter(|node| node.name() == "li");
        items.map(|item| numbering.next(item)).collect()
    }

    #[test]
    fn items_are_numbered_in_the_style_of_the_list() {
        assert_eq!(
            numbers("<ol><li><li value=7><li></ol>"),
            ["1. ", "7. ", "8. "]
        );
        assert_eq!(
            numbers("<ol type=a start=26><li><li></ol>"),
            ["z. ", "aa. "]
        );
        assert_eq!(numbers("<ol type=I start=4><li><li></ol>"), ["IV. ", "V. "]);
        assert!(numbers("<ol style='list-style : none'><li></ol>").is_empty());
    }

    #[test]
    fn absurd_numbers_are_written_as_they_are() {
        let least = i64::MIN.to_string();
        assert_eq!(
            numbers(&format!("<ol type=A start={least}><li></ol>")),
            [format!("{least}. ")]
        );
        assert_eq!(
            numbers(&format!("<ol start={}><li><li></ol>", i64::MAX)).len(),
            2
        );
    }

    #[test]
    fn an_item_with_its_own_number_is_known() {
        for words in ["1.总则", "（一）总则", "一、总则", "第二条 总则", "①总则"]
        {
            assert!(has_own_number(words), "{words}");
        }
        for words in ["总则", "2021年工作", "一是总则", "第一书记"] {
            assert!(!has_own_number(words), "{words}");
        }
    }
}
