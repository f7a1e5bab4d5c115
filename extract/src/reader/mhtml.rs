//! Web pages saved in one file (.mht, RFC 2557), also by Word and Excel: the page, then the pages of its frames and
//! sheets.
//!
//! Must not know how parts are written. Invariant: no page with text is left out.

use quanwen_messages::text;

use super::html;
use super::mail::{Message, Part, bare_id};
use crate::address::is_web_address;
use crate::extracted::{Extracted, PageField};
use crate::unread::Unread;

/// Files of pages saved by Word and Excel that repeat what the other pages have: headers and footers, names of sheets.
const OFFICE_FRAMES: [&str; 2] = ["header.htm", "tabstrip.htm"];

/// Reads a web page saved in one file.
///
/// # Errors
/// The reason why it is not read.
pub(super) fn extract(bytes: &[u8], limit: u64) -> Result<Extracted, Unread> {
    let message = Message::parse(bytes)?;
    let mut pages: Vec<&Part> = message.leaves().filter(|part| is_page(part)).collect();
    let main = main_page(&message, &pages);
    if let Some(up_to_main) = pages.get_mut(..=main) {
        up_to_main.rotate_right(1);
    }
    let mut text = Extracted::default();
    let mut reason = Unread::NoText(text!("no web page in it: save it as .html"));
    let mut saved = saved(&message, pages.first().copied());
    for page in pages {
        let (bytes, is_lost) = page.bytes(bytes);
        match html::extract(page.page(bytes), limit) {
            Ok(read) if text.text.is_empty() => text = read,
            Ok(read) => text.append(read),
            Err(without @ (Unread::NoText(_) | Unread::Empty)) => reason = without,
            Err(other) => return Err(other),
        }
        if is_lost {
            text.mark_loss();
        }
    }
    if text.text.is_empty() {
        return Err(reason);
    }
    if message.is_cut() {
        text.mark_loss();
    }
    saved.append(&mut text.page);
    text.page = saved;
    Ok(text)
}

/// The address that the file, or else its page, was saved from, with the day of that; none for a page made by Word.
fn saved(message: &Message, page: Option<&Part>) -> Vec<(PageField, String)> {
    let file = message.header();
    let locations = [Some(file), page.map(|page| &page.header)];
    let mut locations = locations.into_iter().flatten();
    let address = locations.find_map(|header| {
        let location = header.location.as_ref();
        location.filter(|location| is_web_address(location))
    });
    let Some(address) = address else {
        return Vec::new();
    };
    let day = file.day.clone().map(|day| (PageField::Accessed, day));
    let address = (PageField::Url, address.clone());
    [address].into_iter().chain(day).collect()
}

/// Whether a part is a page, and none that programs add.
fn is_page(part: &Part) -> bool {
    let location = part.header.location.as_deref().unwrap_or_default();
    let file = location.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_html = matches!(
        part.header.media_type.as_str(),
        "text/html" | "application/xhtml+xml"
    );
    is_html && !OFFICE_FRAMES.contains(&file)
}

/// The place of the page that the others belong to: the one that the file names (RFC 2387, 3.2), or the first.
fn main_page(message: &Message, pages: &[&Part]) -> usize {
    let start = message.header().parameter("start").map(bare_id);
    let is_start = |page: &&Part| page.header.id.is_some() && page.header.id.as_deref() == start;
    pages.iter().position(is_start).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of parts: the location, the id and the HTML of each.
    fn page(start: &str, parts: &[(&str, &str, &str)]) -> String {
        let part = |(location, id, html): &(&str, &str, &str)| {
            format!(
                "--a\nContent-Type: text/html; charset=\"utf-8\"\nContent-ID: <{id}>\nContent-Location: {location}\n\n\
                 {html}\n"
            )
        };
        let parts: String = parts.iter().map(part).collect();
        format!(
            "MIME-Version: 1.0\nContent-Type: multipart/related; start=\"<{start}>\"; boundary=a\n\n{parts}--a--\n"
        )
    }

    fn text(page: &str) -> Result<String, Unread> {
        extract(page.as_bytes(), 1 << 20).map(|read| read.text)
    }

    #[test]
    fn the_page_is_first_and_its_frames_follow() {
        let parts = [
            ("frame.htm", "2", "<p>松泽县办理行政复议案件12件。</p>"),
            ("x.files/header.htm", "3", "<p>页眉</p>"),
            (
                "page.htm",
                "1",
                "<h2>一、总体情况</h2><p>望汀区办理行政复议案件3件。</p>",
            ),
        ];
        let read = extract(page("1", &parts).as_bytes(), 1 << 20).unwrap();
        assert_eq!(
            read.text,
            "一、总体情况\n望汀区办理行政复议案件3件。\n松泽县办理行政复议案件12件。\n"
        );
        assert_eq!(read.headings.len(), 1);
    }

    #[test]
    fn a_page_saved_by_a_browser_has_its_address_and_day() {
        let parts = [(
            "http://x.cn/1.html",
            "1",
            "<p>松泽县办理行政复议案件12件。</p>",
        )];
        let fields = |page: &str| extract(page.as_bytes(), 1 << 20).unwrap().page;
        let address = |address: &str| (PageField::Url, address.to_string());
        assert_eq!(fields(&page("1", &parts)), [address("http://x.cn/1.html")]);
        let saved = format!(
            "Snapshot-Content-Location: http://x.cn/2.html\nDate: Tue, 31 Dec 2024 10:00:00 +0800\n{}",
            page("1", &parts)
        );
        let day = (PageField::Accessed, "2024-12-31".to_string());
        assert_eq!(fields(&saved), [address("http://x.cn/2.html"), day]);
        let made = saved.replace("http://", "file:///C:/");
        assert_eq!(fields(&made), []);
    }

    #[test]
    fn a_page_of_frames_has_the_text_of_the_frames() {
        let parts = [
            (
                "book.htm",
                "1",
                "<frameset><frame src=sheet001.htm></frameset>",
            ),
            (
                "sheet001.htm",
                "2",
                "<table><tr><td>松泽县</td><td>12</td></tr></table>",
            ),
        ];
        assert_eq!(text(&page("1", &parts)).unwrap(), "| 松泽县 | 12 |\n");
    }

    #[test]
    fn a_page_cut_short_is_marked_and_one_without_text_says_why() {
        let whole = page(
            "1",
            &[("a.htm", "1", "<p>松泽县办理行政复议案件12件。</p>")],
        );
        let cut = whole.trim_end_matches("--a--\n");
        assert_eq!(
            text(cut).unwrap(),
            "松泽县办理行政复议案件12件。\n\u{FFFD}\n"
        );
        let reason = text(&page("1", &[])).unwrap_err().to_string();
        assert!(reason.starts_with("no web page"), "{reason}");
    }
}
