//! The text of a mail: its subject, then the parts that a mail program shows, of several renderings of one text one.
//!
//! Invariant: a text is read once, and what of it is lost is marked.

use std::collections::HashMap;

use quanwen_messages::{Text, text};

use super::charset;
use super::header::Header;
use super::message::{Message, Part};
use super::plain::{Flow, plain_text};
use crate::extracted::{Extracted, PageField};
use crate::other_file::FileName;
use crate::reader::build::builder::TextBuilder;
use crate::reader::html;
use crate::unread::Unread;

/// How many times longer than its HTML rendering a plain one must be to be read instead.
const FULLER: usize = 2;

/// The renderings of one text.
#[derive(Default)]
struct Passage {
    renderings: Vec<Rendering>,
}

/// A rendering of a text.
#[derive(Default)]
struct Rendering {
    part: usize,
    is_html: bool,
    text: Extracted,
}

impl Message {
    /// The text of the mail.
    ///
    /// # Errors
    /// The reason why there is none.
    pub(crate) fn text(&self, mail: &[u8]) -> Result<Extracted, Unread> {
        let header = self.header();
        if let Some(reason) = unread(header) {
            return Err(reason);
        }
        let mut text = beginning(header);
        for passage in self.passages(mail) {
            text.append(passage.chosen());
        }
        if self.is_cut {
            text.mark_loss();
        }
        Ok(text)
    }

    /// The texts of the mail in order.
    fn passages(&self, mail: &[u8]) -> Vec<Passage> {
        let mut passages: Vec<Passage> = Vec::new();
        let mut known: HashMap<usize, usize> = HashMap::new();
        for part in self.leaves().filter(|part| self.is_shown(part)) {
            let (choice, rendering) = part.rendering.unzip();
            let place = choice.and_then(|choice| known.get(&choice).copied());
            let place = place.unwrap_or(passages.len());
            known.extend(choice.map(|choice| (choice, place)));
            if place == passages.len() {
                passages.push(Passage::default());
            }
            passages[place].add(part, rendering.unwrap_or_default(), mail);
        }
        passages
    }

    /// Whether a part is text of the mail itself, not a file that is attached. Text that is not to be saved and has the
    /// name of something else than a document is shown, since no file of that name would be read.
    pub(super) fn is_shown(&self, part: &Part) -> bool {
        let header = &part.header;
        let is_text = match header.media_type.as_str() {
            "text/calendar" | "text/csv" | "text/rtf" | "text/x-vcard" | "text/vcard" => false,
            kind => {
                kind.starts_with("text/")
                    || kind.starts_with("multipart/")
                    || kind == "message/delivery-status"
            }
        };
        let is_document = |name: &String| FileName::of_entry(name) == FileName::Document;
        let is_file = header.is_attached || header.name.as_ref().is_some_and(is_document);
        is_text && (!is_file || self.parts.len() == 1)
    }
}

impl Passage {
    fn add(&mut self, part: &Part, rendering: usize, mail: &[u8]) {
        if self
            .renderings
            .last()
            .is_none_or(|last| last.part != rendering)
        {
            self.renderings.push(Rendering {
                part: rendering,
                ..Rendering::default()
            });
        }
        if let Some(last) = self.renderings.last_mut() {
            last.is_html |= part.header.media_type == "text/html";
            last.text.append(part_text(part, mail));
        }
    }

    /// The longest rendering, that in HTML if it is not much shorter, since it has headings and tables.
    fn chosen(self) -> Extracted {
        let weight = |rendering: &Rendering| {
            rendering.text.text.len() * if rendering.is_html { FULLER } else { 1 }
        };
        let chosen = self.renderings.into_iter().max_by_key(weight);
        chosen.map(|chosen| chosen.text).unwrap_or_default()
    }
}

/// Why a mail is not read as a whole.
pub(super) fn unread(header: &Header) -> Option<Unread> {
    const SEALED: Text =
        text!("encrypted mail: open it in the mail program and save its text and attachments");
    let kind = header.media_type.as_str();
    match kind {
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => {
            let is_signed = header.parameter("smime-type") == Some("signed-data");
            Some(if is_signed {
                Unread::NotSupported(text!(
                    "mail sealed by its signature (S/MIME): open it in the mail program and save its text"
                ))
            } else {
                Unread::Encrypted(SEALED)
            })
        }
        "multipart/encrypted" | "application/pgp-encrypted" => Some(Unread::Encrypted(SEALED)),
        _ => None,
    }
}

/// The subject as heading, and what the header states besides.
fn beginning(header: &Header) -> Extracted {
    let mut builder = TextBuilder::default();
    let subject = header.subject.as_deref();
    builder.heading(1, subject.unwrap_or_default());
    let mut text = builder.finish();
    let title = subject.map(|subject| (PageField::Title, subject.to_string()));
    let day = header.day.clone().map(|day| (PageField::Published, day));
    text.page.extend(title.into_iter().chain(day));
    text
}

/// The text of a part; a page that cannot be read is a loss.
fn part_text(part: &Part, mail: &[u8]) -> Extracted {
    let (bytes, mut is_lost) = part.bytes(mail);
    let mut text = if part.header.media_type == "text/html" {
        let text = html::whole(part.page(bytes));
        is_lost |= text.is_err();
        text.unwrap_or_default()
    } else {
        let decoded = charset::text(&bytes, part.header.parameter("charset"));
        plain_text(&decoded, flow(&part.header))
    };
    if is_lost {
        text.mark_loss();
    }
    text
}

/// How the lines of a plain text are joined (RFC 3676, 4).
fn flow(header: &Header) -> Flow {
    let is = |name: &str, value: &str| {
        header
            .parameter(name)
            .is_some_and(|stated| stated.eq_ignore_ascii_case(value))
    };
    match () {
        () if !is("format", "flowed") => Flow::Fixed,
        () if is("delsp", "yes") => Flow::FlowedWithoutBlank,
        () => Flow::Flowed,
    }
}

impl Part {
    /// The bytes of a page, in UTF-8 if the header names their encoding.
    pub(in crate::reader) fn page(&self, bytes: Vec<u8>) -> Vec<u8> {
        let name = self.header.parameter("charset");
        let decoded = name.map(|name| charset::text(&bytes, Some(name)));
        let decoded = decoded.filter(|decoded| decoded.damaged == 0);
        decoded.map_or(bytes, |decoded| decoded.text.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(mail: &str) -> Extracted {
        Message::parse(mail.as_bytes())
            .unwrap()
            .text(mail.as_bytes())
            .unwrap()
    }

    /// A mail of one text in several renderings.
    fn alternative(plain: &str, html: &str) -> String {
        format!(
            "Subject: 报告\nDate: 31 Dec 2024 08:00:00 +0800\nContent-Type: multipart/alternative; boundary=a\n\n\
             --a\n\n{plain}\n--a\nContent-Type: text/html\n\n{html}\n--a--\n"
        )
    }

    #[test]
    fn the_subject_is_the_first_line_and_the_title() {
        let read =
            text("Subject: 松泽县报告\nDate: Tue, 31 Dec 2024 08:00:00 +0800\n\n办理案件12件。\n");
        assert_eq!(read.text, "松泽县报告\n办理案件12件。\n");
        assert_eq!(
            read.page,
            [
                (PageField::Title, "松泽县报告".to_string()),
                (PageField::Published, "2024-12-31".to_string())
            ]
        );
        assert_eq!(read.headings.len(), 1);
    }

    #[test]
    fn of_two_renderings_the_fuller_one_is_read() {
        let html = "<h2>一、总体情况</h2><p>办理案件12件。";
        let read = text(&alternative("一、总体情况\n办理案件12件。", html));
        assert_eq!(read.text, "报告\n一、总体情况\n办理案件12件。\n");
        let depths: Vec<u8> = read.headings.iter().map(|heading| heading.depth).collect();
        assert_eq!(depths, [1, 2]);
        let read = text(&alternative("办理案件12件，按期办结。", "<img src=a.png>"));
        assert_eq!(read.text, "报告\n办理案件12件，按期办结。\n");
    }

    #[test]
    fn lines_are_joined_as_the_header_says() {
        let mail =
            |parameters: &str| format!("Content-Type: text/plain{parameters}\n\n全年 \n办理");
        for (parameters, words) in [
            ("", "全年\n办理\n"),
            ("; format=Flowed", "全年 办理\n"),
            ("; format=flowed; delsp=Yes", "全年办理\n"),
        ] {
            assert_eq!(text(&mail(parameters)).text, words, "{parameters}");
        }
    }

    #[test]
    fn what_is_lost_is_marked() {
        let mail = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n5p2+5rO95Y6/5";
        assert_eq!(
            (text(mail).text.as_str(), text(mail).damaged),
            ("松泽县\n\u{FFFD}\n", 1)
        );
        let cut = "Content-Type: multipart/mixed; boundary=a\n\n--a\n\n松泽县";
        assert_eq!(
            (text(cut).text.as_str(), text(cut).damaged),
            ("松泽县\n\u{FFFD}\n", 1)
        );
    }

    #[test]
    fn mail_that_is_sealed_says_so() {
        for (kind, code) in [
            (
                "application/pkcs7-mime; smime-type=enveloped-data",
                "encrypted",
            ),
            (
                "application/pkcs7-mime; smime-type=signed-data",
                "not_supported",
            ),
            ("multipart/encrypted; boundary=a", "encrypted"),
        ] {
            let mail = format!("Subject: 报告\nContent-Type: {kind}\n\nx");
            let read = Message::parse(mail.as_bytes())
                .unwrap()
                .text(mail.as_bytes());
            assert_eq!(read.unwrap_err().code(), code, "{kind}");
        }
    }
}
