//! The header of a mail or of a part of it: what it says about the bytes that follow.
//!
//! Invariant: a header that is none says that the bytes are plain text.

use std::collections::BTreeMap;

use mailparse::{
    DispositionType, MailHeader, MailHeaderMap, parse_content_disposition, parse_content_type,
    parse_headers,
};

use super::charset;
use super::encoded_word::decoded;
use super::transfer::Transfer;
use crate::day::day_of_words;

/// Maximum bytes of a field that is read; the rest of a longer one is left out.
const MAX_FIELD: usize = 16 * 1024;
/// What a header says.
#[derive(Debug)]
pub(crate) struct Header {
    /// The type of the content in lower case: `text/plain`.
    pub media_type: String,
    /// The parameters of the type: `charset`, `boundary`, `start`.
    pub parameters: BTreeMap<String, String>,
    /// The name of the file that the part is.
    pub name: Option<String>,
    /// Whether it is to be saved, not shown.
    pub is_attached: bool,
    pub(super) transfer: Transfer,
    pub subject: Option<String>,
    /// The day on which it was sent, `2024-12-31`.
    pub day: Option<String>,
    /// `Content-ID` without its brackets.
    pub id: Option<String>,
    /// Where it came from: `Snapshot-Content-Location` of a page saved by a browser, else `Content-Location`.
    pub location: Option<String>,
}

impl Header {
    /// Reads the lines of a header; `default` is the type of a part that states none.
    pub(in crate::reader) fn read(lines: &[u8], default: &str) -> Self {
        let lines = charset::text(lines, None).text;
        let (fields, _) = parse_headers(lines.as_bytes()).unwrap_or_default();
        let raw = |name: &str| value(&fields, name);
        let shown = |name: &str| {
            let value = raw(name)?;
            let value = decoded(&value).trim().to_string();
            (!value.is_empty()).then_some(value)
        };
        let content = raw("Content-Type");
        let content = parse_content_type(content.as_deref().unwrap_or(default));
        let disposition =
            parse_content_disposition(&raw("Content-Disposition").unwrap_or_default());
        let name = disposition.params.get("filename");
        let name = name.or_else(|| content.params.get("name"));
        Self {
            name: name.and_then(|name| file_name(&decoded(name))),
            is_attached: disposition.disposition == DispositionType::Attachment,
            transfer: Transfer::named(&raw("Content-Transfer-Encoding").unwrap_or_default()),
            subject: shown("Subject"),
            day: raw("Date").and_then(|date| day(&date)),
            id: shown("Content-ID").map(|id| bare_id(&id).to_string()),
            location: shown("Snapshot-Content-Location").or_else(|| shown("Content-Location")),
            media_type: content.mimetype.to_ascii_lowercase(),
            parameters: content.params,
        }
    }

    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).map(String::as_str)
    }
}

/// An id without its brackets.
pub(crate) fn bare_id(id: &str) -> &str {
    id.trim().trim_start_matches('<').trim_end_matches('>')
}

/// The value of a field on one line.
fn value(fields: &[MailHeader<'_>], name: &str) -> Option<String> {
    let raw = fields.get_first_header(name)?.get_value_raw();
    let value = String::from_utf8_lossy(&raw[..raw.len().min(MAX_FIELD)]);
    Some(value.replace(['\r', '\n'], ""))
}

/// The name of a file without its folder.
fn file_name(path: &str) -> Option<String> {
    let name = path.rsplit(['/', '\\']).next()?.trim();
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    (!matches!(name.as_str(), "" | "." | "..")).then_some(name)
}

/// The day of a date of mail (RFC 5322, 3.3): `Tue, 31 Dec 2024 10:00:00 +0800`.
fn day(date: &str) -> Option<String> {
    let date = date.rsplit(',').next()?;
    let mut words = date.split_whitespace();
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    day_of_words(day, month, year)
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

    use super::*;

    fn header(lines: &str) -> Header {
        Header::read(lines.as_bytes(), "text/plain")
    }

    #[test]
    fn a_header_says_what_the_part_is() {
        let read = header(
            "Content-Type: TEXT/HTML;\r\n charset=\"gb2312\"\r\nContent-Transfer-Encoding: Base64\r\n\
             Subject: =?gb2312?B?y8nU88/Y?=\r\nDate: Tue, 31 Dec 2024 23:00:00 +0800 (CST)\r\n\
             Content-ID: <a@b>\r\n",
        );
        assert_eq!(
            (read.media_type.as_str(), read.parameter("charset")),
            ("text/html", Some("gb2312"))
        );
        assert_eq!(
            (read.transfer, read.subject.as_deref()),
            (Transfer::Base64, Some("松泽县"))
        );
        assert_eq!(
            (read.day.as_deref(), read.id.as_deref()),
            (Some("2024-12-31"), Some("a@b"))
        );
        assert!(!read.is_attached && read.name.is_none());
        assert_eq!(header("no header").media_type, "text/plain");
    }

    #[test]
    fn names_of_files_are_read_in_every_spelling_and_without_folders() {
        for value in [
            "attachment; filename=\"松泽县.doc\"",
            "attachment; filename=\"=?gb2312?B?y8nU88/Y?=.doc\"",
            "attachment; filename*=UTF-8''%E6%9D%BE%E6%B3%BD%E5%8E%BF.doc",
            "attachment; filename*0*=gbk''%CB%C9%D4; filename*1*=%F3%CF%D8.doc",
            "attachment; filename=\"../x/松泽县.doc\"",
        ] {
            let read = header(&format!("Content-Disposition: {value}\n"));
            assert_eq!(read.name.as_deref(), Some("松泽县.doc"), "{value}");
            assert!(read.is_attached);
        }
        assert_eq!(
            header("Content-Disposition: attachment; filename=\"..\"\n").name,
            None
        );
    }

    #[test]
    fn bytes_of_gbk_in_a_header_are_read() {
        let lines = GB18030
            .encode("Subject: 松泽县人民政府关于行政复议工作的报告\n")
            .0;
        let read = Header::read(&lines, "text/plain");
        assert_eq!(
            read.subject.as_deref(),
            Some("松泽县人民政府关于行政复议工作的报告")
        );
    }
}
