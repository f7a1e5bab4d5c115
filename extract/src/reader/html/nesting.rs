//! Limits the tags of a page before it is parsed. The HTML parser walks up all open elements for each tag and compares
//! each attribute with all others of its tag, so a page nested 100,000 deep, or a tag of a million attributes, would
//! take minutes. Owns the scan for such tags; must not know the meaning of any tag.
//! Invariant: one pass; a page within the limits is returned unchanged, and no text is ever left out.

use crate::unread::Unread;
use std::borrow::Cow;

use quanwen_messages::message;

/// Maximum open elements; browsers limit them too (Blink closes at 512).
const DEPTH: usize = 200;
/// Maximum open formatting elements (`b`, `font` …), which a parser reopens in every paragraph until they are closed.
const FORMATTING: usize = 8;
/// Maximum places of a tag at which an attribute may begin or end. A picture in an attribute has more, but no text is
/// lost with it.
const SEPARATORS: usize = 300;
/// Maximum start tags of a page.
const TAGS: usize = 500_000;

/// Elements without an end tag.
const VOID: [&str; 16] = [
    "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr", "basefont",
];
/// Elements whose end tag may be missing; they are nested in one of their own kind only with another element between.
const IMPLIED: [&str; 19] = [
    "html", "head", "body", "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot",
    "colgroup", "caption", "option", "optgroup", "rt", "rp",
];
/// Formatting elements, HTML Living Standard 13.2.4.3.
const FORMATTERS: [&str; 13] = [
    "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];
/// Elements whose content is not markup.
const RAW: [&str; 8] = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
];

/// The page without the tags that exceed the limits.
///
/// # Errors
/// Returns the reason if a page has too many tags.
pub(super) fn bounded(page: &str) -> Result<Cow<'_, str>, Unread> {
    let mut scan = Scan::new(page);
    while let Some(tag) = scan.next_tag() {
        scan.tags += usize::from(!tag.is_end);
        if scan.tags > TAGS {
            let what = message!(
                "a web page of over {most} tags: save its text as .txt",
                most = TAGS
            );
            return Err(Unread::TooComplex(what));
        }
        scan.weigh(&tag);
    }
    Ok(scan.finish())
}

/// A tag of the source, including `<`, `/` and `>`.
struct Tag<'p> {
    start: usize,
    end: usize,
    name: &'p str,
    is_end: bool,
}

struct Scan<'p> {
    page: &'p str,
    /// Bytes scanned.
    at: usize,
    /// Bytes copied to `kept`, or left out.
    copied: usize,
    kept: String,
    tags: usize,
    open: Vec<String>,
    formatting: usize,
    /// Elements for which no end tag follows.
    endless: Vec<String>,
}

impl<'p> Scan<'p> {
    fn new(page: &'p str) -> Self {
        Self {
            page,
            at: 0,
            copied: 0,
            kept: String::new(),
            tags: 0,
            open: Vec::new(),
            formatting: 0,
            endless: Vec::new(),
        }
    }

    /// The next tag; comments and declarations are skipped.
    fn next_tag(&mut self) -> Option<Tag<'p>> {
        loop {
            let start = self.at + memchr::memchr(b'<', self.page.as_bytes().get(self.at..)?)?;
            let rest = self.page.get(start + 1..)?;
            let is_end = rest.starts_with('/');
            let name = name(rest.get(usize::from(is_end)..)?);
            if !name.is_empty() {
                let inside = start + 1 + usize::from(is_end) + name.len();
                let end = inside + length_of_tag(self.page.as_bytes().get(inside..)?);
                self.at = end;
                return Some(Tag {
                    start,
                    end,
                    name,
                    is_end,
                });
            }
            self.at = start + 1 + length_of_markup(rest);
        }
    }

    /// Keeps a tag, or leaves it out if it exceeds a limit.
    fn weigh(&mut self, tag: &Tag) {
        let name = tag.name.to_ascii_lowercase();
        if self.is_overlong(tag) {
            self.replace(tag, &name);
        }
        if tag.is_end {
            self.close(&name);
            return;
        }
        if RAW.contains(&name.as_str()) {
            self.pass_raw(tag, &name);
        } else if FORMATTERS.contains(&name.as_str()) {
            self.formatting += 1;
            if self.formatting > FORMATTING {
                self.leave_out(tag);
            }
        } else if !VOID.contains(&name.as_str()) && !IMPLIED.contains(&name.as_str()) {
            self.open(tag, name);
        }
    }

    fn is_overlong(&self, tag: &Tag) -> bool {
        let bytes = self
            .page
            .as_bytes()
            .get(tag.start..tag.end)
            .unwrap_or_default();
        let separates =
            |byte: &&u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'');
        bytes.len() > SEPARATORS && bytes.iter().filter(separates).count() > SEPARATORS
    }

    /// A tag beyond the maximum depth is left out; its end tag then closes an outer element early, which moves no text.
    fn open(&mut self, tag: &Tag, name: String) {
        if self.open.len() >= DEPTH {
            self.leave_out(tag);
        } else {
            self.open.push(name);
        }
    }

    fn close(&mut self, name: &str) {
        if FORMATTERS.contains(&name) {
            self.formatting = self.formatting.saturating_sub(1);
        } else if let Some(at) = self.open.iter().rposition(|open| open == name) {
            self.open.truncate(at);
        }
    }

    /// Skips the content of an element that is not markup. Without an end tag that is the rest of the page; the tag of
    /// a `title` or the like is then left out, so that the text is not lost with it.
    fn pass_raw(&mut self, tag: &Tag, name: &str) {
        let is_code = matches!(name, "script" | "style");
        let is_endless = self.endless.iter().any(|endless| endless == name);
        let length = if is_endless {
            None
        } else {
            self.length_of_raw(name)
        };
        match length {
            Some(length) => self.at += length,
            None if is_code => self.at = self.page.len(),
            None => {
                self.leave_out(tag);
                if !is_endless {
                    self.endless.push(name.to_string());
                }
            }
        }
    }

    /// Bytes up to the end tag of an element; `None` if it has none.
    fn length_of_raw(&self, name: &str) -> Option<usize> {
        let rest = self.page.as_bytes().get(self.at..)?;
        memchr::memmem::find_iter(rest, b"</").find(|at| {
            let behind = rest.get(at + 2..at + 2 + name.len());
            behind.is_some_and(|behind| behind.eq_ignore_ascii_case(name.as_bytes()))
        })
    }

    fn leave_out(&mut self, tag: &Tag) {
        self.copy_up_to(tag.start, tag.end);
    }

    fn replace(&mut self, tag: &Tag, name: &str) {
        self.leave_out(tag);
        if !tag.is_end {
            self.kept.extend(["<", name, ">"]);
        }
    }

    /// Copies what is before `end`, and continues at `next`.
    fn copy_up_to(&mut self, end: usize, next: usize) {
        self.kept
            .push_str(self.page.get(self.copied..end).unwrap_or_default());
        self.copied = self.copied.max(next);
    }

    fn finish(mut self) -> Cow<'p, str> {
        if self.copied == 0 {
            return Cow::Borrowed(self.page);
        }
        self.copy_up_to(self.page.len(), self.page.len());
        Cow::Owned(self.kept)
    }
}

/// The name of a tag; empty if the `<` does not begin one.
fn name(behind: &str) -> &str {
    if !behind.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return "";
    }
    let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<' | '=' | '"');
    let end = behind.find(ends).unwrap_or(behind.len());
    behind.get(..end).unwrap_or_default()
}

/// Bytes from after the name of a tag to after its `>`, which may be in quoted values.
/// HTML Living Standard, 13.2.5.32 to 13.2.5.39.
fn length_of_tag(inside: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = inside
        .get(at..)
        .and_then(|rest| memchr::memchr2(b'>', b'=', rest))
    {
        at += found + 1;
        if inside.get(at - 1) == Some(&b'>') {
            return at;
        }
        let value = inside.get(at..).unwrap_or_default();
        let blanks = value.len() - value.trim_ascii_start().len();
        if let Some(quote @ (b'"' | b'\'')) = value.get(blanks).copied() {
            let quoted = value.get(blanks + 1..).unwrap_or_default();
            let Some(end) = memchr::memchr(quote, quoted) else {
                break;
            };
            at += blanks + 1 + end + 1;
        }
    }
    inside.len()
}

/// Bytes from after the `<` of a comment or declaration to its end; 0 for a `<` that is text.
fn length_of_markup(rest: &str) -> usize {
    let find = |what: &str, from: usize| {
        let found = memchr::memmem::find(rest.as_bytes().get(from..)?, what.as_bytes())?;
        Some(from + found + what.len())
    };
    if rest.starts_with("!-->") || rest.starts_with("!--->") {
        return 4;
    }
    if rest.starts_with("!--") {
        let plain = find("-->", 3);
        return plain.or_else(|| find("--!>", 3)).unwrap_or(rest.len());
    }
    if rest.starts_with(['!', '?', '/']) {
        return find(">", 0).unwrap_or(rest.len());
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_page_comes_back_as_it_is() {
        let page = "<div a='>'><p>1 < 2<p>二<!-- <div> --><script>'<div>'</script><br></div>";
        assert!(matches!(bounded(page), Ok(Cow::Borrowed(same)) if same == page));
        let many = "<ul><li>一<li>二</ul><p><b>三</b>".repeat(5000);
        assert!(matches!(bounded(&many), Ok(Cow::Borrowed(_))));
    }

    #[test]
    fn tags_over_the_depth_are_left_out_and_no_text() {
        for tag in ["div", "font", "b", "table", "svg", "span"] {
            let page = format!(
                "{}甲{}乙",
                format!("<{tag}>").repeat(1000),
                format!("</{tag}>").repeat(1000)
            );
            let bounded = bounded(&page).unwrap();
            assert!(
                bounded.matches(&format!("<{tag}>")).count() <= DEPTH,
                "{tag}"
            );
            assert!(bounded.contains('甲') && bounded.ends_with('乙'), "{tag}");
        }
    }

    #[test]
    fn a_tag_of_endless_attributes_loses_them() {
        let page = format!("<p {}>甲", "a=1 ".repeat(5000));
        assert_eq!(bounded(&page).unwrap(), "<p>甲");
    }

    #[test]
    fn a_title_without_its_end_is_left_out() {
        assert_eq!(bounded("<title>甲<p>乙</p>").unwrap(), "甲<p>乙</p>");
        assert_eq!(
            bounded("<title>甲</title><p>乙").unwrap(),
            "<title>甲</title><p>乙"
        );
    }

    #[test]
    fn too_many_tags_are_a_reason() {
        assert!(
            bounded(&"<b>".repeat(TAGS + 1))
                .unwrap_err()
                .to_string()
                .contains("500000 tags")
        );
    }

    #[test]
    fn comments_end_where_a_parser_ends_them() {
        let deep = "<div>".repeat(DEPTH + 5);
        for comment in ["<!-->", "<!--->", "<!-- x -->", "<!x>", "<?x>", "</ x>"] {
            let page = format!("{comment}{deep}");
            let bounded = bounded(&page).unwrap();
            assert_eq!(bounded.matches("<div>").count(), DEPTH, "{comment}");
        }
    }
}
