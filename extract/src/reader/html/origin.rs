//! Where a saved page came from, and when, as browsers write into it. Must not know what the page says.
//! Invariant: an address is one that the file states as its own; none is put together.

use scraper::{Html, Node};

use crate::address::{is_web_address, names_page};
use crate::day::day_of_words;
use crate::extracted::PageField;

/// Bytes of a comment that are read.
const MAX_COMMENT: usize = 4096;
/// The comment of browsers and mail programs ("Mark of the Web"): `saved from url=(0042)http://…`, the number being the
/// length of the address.
const MARK_OF_THE_WEB: &str = "saved from url=(";
/// The first line of the comment of the extension `SingleFile`, lines `url:` and `saved date:` below it.
const SINGLE_FILE: &str = "Page saved with SingleFile";

/// The address of a page and the day on which it was saved: what the program that saved it noted, else the address that the
/// page gives as its own (`<link rel="canonical">`, RFC 6596), unless that is the whole site.
pub(super) fn fields(html: &Html) -> Vec<(PageField, String)> {
    let mut canonical = None;
    for node in html.tree.nodes() {
        match node.value() {
            Node::Comment(comment) => {
                let saved = of_comment(comment);
                if !saved.is_empty() {
                    return saved;
                }
            }
            Node::Element(element) if element.name() == "link" && canonical.is_none() => {
                let mut relations = element.attr("rel").unwrap_or_default().split_whitespace();
                canonical = element
                    .attr("href")
                    .map(str::trim)
                    .filter(|href| is_web_address(href) && names_page(href))
                    .filter(|_| relations.any(|name| name.eq_ignore_ascii_case("canonical")));
            }
            _ => {}
        }
    }
    let canonical = canonical.map(|address| (PageField::Url, address.to_string()));
    canonical.into_iter().collect()
}

/// What the comment of a program that saves pages says.
fn of_comment(comment: &str) -> Vec<(PageField, String)> {
    let comment = &comment[..comment.floor_char_boundary(MAX_COMMENT)];
    if let Some((_, rest)) = comment.split_once(MARK_OF_THE_WEB) {
        let address = rest.split_once(')').map_or("", |(_, rest)| rest);
        return of_address(address.split_whitespace().next().unwrap_or_default());
    }
    if !comment.trim_start().starts_with(SINGLE_FILE) {
        return Vec::new();
    }
    let value = |name: &str| {
        let mut lines = comment.lines().map(str::trim);
        lines
            .find_map(|line| line.strip_prefix(name))
            .map(str::trim)
    };
    let mut fields = of_address(value("url:").unwrap_or_default());
    let day = value("saved date:").and_then(day_of_script);
    if !fields.is_empty() {
        fields.extend(day.map(|day| (PageField::Accessed, day)));
    }
    fields
}

fn of_address(address: &str) -> Vec<(PageField, String)> {
    let is_page = is_web_address(address);
    let field = is_page.then(|| (PageField::Url, address.to_string()));
    field.into_iter().collect()
}

/// The day of a date as scripts write it (ECMA-262, `Date.prototype.toString`): `Tue Dec 31 2024 10:00:00 GMT+0800`.
fn day_of_script(date: &str) -> Option<String> {
    let mut words = date.split_whitespace().skip(1);
    let (month, day, year) = (words.next()?, words.next()?, words.next()?);
    day_of_words(day, month, year)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Vec<(PageField, String)> {
        fields(&Html::parse_document(source))
    }

    fn url(address: &str) -> (PageField, String) {
        (PageField::Url, address.to_string())
    }

    #[test]
    fn what_the_program_noted_goes_before_what_the_page_says() {
        let canonical =
            "<html><head><link rel=canonical href='https://x.cn/m/1.html'></head><p>正文";
        assert_eq!(read(canonical), [url("https://x.cn/m/1.html")]);
        let saved = format!(
            "<!DOCTYPE html>\n<!-- saved from url=(0022)http://x.cn/2021/1.htm -->\n{canonical}"
        );
        assert_eq!(read(&saved), [url("http://x.cn/2021/1.htm")]);
    }

    #[test]
    fn a_page_saved_by_an_extension_has_its_day() {
        let saved = "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://x.cn/1.html \n \
             saved date: Tue Dec 31 2024 10:00:00 GMT+0800 (China Standard Time)\n--><p>正文";
        let day = (PageField::Accessed, "2024-12-31".to_string());
        assert_eq!(read(saved), [url("https://x.cn/1.html"), day]);
    }

    #[test]
    fn what_is_no_address_of_the_page_is_left_out() {
        for source in [
            "<!-- saved from url=(0014)about:internet --><p>正文",
            "<!-- saved from url=(0026)file:///C:/2021/report.htm --><p>正文",
            "<link rel=canonical href='/2021/1.html'><p>正文",
            "<link rel=canonical href='https://x.cn/'><p>正文",
            "<link rel=stylesheet href='https://x.cn/a.css'><p>正文",
            "<!-- url: https://x.cn/1.html --><p>正文",
            "<!-- saved from url=( --><p>正文",
        ] {
            assert_eq!(read(source), [], "{source}");
        }
    }
}
