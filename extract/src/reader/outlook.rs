//! Messages of Outlook (.msg, [MS-OXMSG]): the subject and the text, and the files attached.
//!
//! A property is a stream whose name is its number and its type. Must not know what attachments are. Invariant: a stream
//! is read once.

use encoding_rs::UTF_16LE;
use quanwen_messages::text;

use super::html;
use super::mail::{Flow, Header, charset, plain_text};
use crate::decode::{Decoded, decode_as};
use crate::extracted::{Extracted, PageField};
use crate::reader::build::builder::TextBuilder;
use crate::reader::storage::ole::OleFile;
use crate::unread::Unread;

/// The beginning of the names of storages of attachments ([MS-OXMSG] 2.2.2).
const ATTACHMENT: &str = "__attach_version1.0_#";
/// Numbers of properties ([MS-OXPROPS]).
const SUBJECT: &str = "0037";
const TRANSPORT_HEADERS: &str = "007D";
const BODY: &str = "1000";
const BODY_RTF: &str = "1009";
const BODY_HTML: &str = "1013";
const CONTENT: &str = "3701";
/// The properties that name a file, the best first: its long name, its short name, what is displayed.
const FILE_NAMES: [&str; 3] = ["3707", "3704", "3001"];

/// Maximum bytes of the name of a file; what follows is left out.
const MAX_NAME: usize = 4096;

/// A message in memory.
pub(crate) struct OutlookMessage {
    file: OleFile<'static>,
    /// The storages of attachments, in order.
    attachments: Vec<String>,
}

impl OutlookMessage {
    /// # Errors
    /// The reason why it cannot be read.
    pub(crate) fn open(bytes: Vec<u8>) -> Result<Self, Unread> {
        let file = OleFile::open(bytes)?;
        let mut attachments: Vec<String> = file.storages().into_iter().collect();
        attachments.retain(|name| name.starts_with(ATTACHMENT));
        Ok(Self { file, attachments })
    }

    /// The text of the message.
    ///
    /// # Errors
    /// The reason why there is none.
    pub(crate) fn text(&mut self) -> Result<Extracted, Unread> {
        let mut builder = TextBuilder::default();
        let subject = self.words("", SUBJECT)?;
        let subject = subject.map(|subject| subject.text.trim().to_string());
        builder.heading(1, subject.as_deref().unwrap_or_default());
        let mut text = builder.finish();
        text.page
            .extend(subject.map(|subject| (PageField::Title, subject)));
        let headers = self.words("", TRANSPORT_HEADERS)?;
        let header = headers.map(|headers| Header::read(headers.text.as_bytes(), ""));
        let day = header.and_then(|header| header.day);
        text.page.extend(day.map(|day| (PageField::Published, day)));
        text.append(self.body()?);
        if text.text.trim().is_empty() {
            return Err(Unread::NoText(text!("a message without text")));
        }
        Ok(text)
    }

    /// The body, as a page if there is one, since that has headings and tables.
    fn body(&mut self) -> Result<Extracted, Unread> {
        let page = self.file.stream(&stream("", BODY_HTML, "0102"))?;
        let mut page = (!page.is_empty()).then(|| html::whole(page));
        let has_text = |page: &mut Result<Extracted, Unread>| {
            page.as_ref().is_ok_and(|text| !text.text.is_empty())
        };
        if let Some(text) = page.take_if(has_text) {
            return text;
        }
        match self.words("", BODY)? {
            Some(body) => Ok(plain_text(&body, Flow::Fixed)),
            None if self.file.has(&stream("", BODY_RTF, "0102")) => Err(Unread::NotSupported(
                text!("a message of Outlook in rich text only: save it as .eml"),
            )),
            None => page.unwrap_or_else(|| Ok(Extracted::default())),
        }
    }

    /// The number of attachments.
    pub(crate) fn len(&self) -> usize {
        self.attachments.len()
    }

    /// The name of an attached file.
    ///
    /// # Errors
    /// The reason why it cannot be read.
    pub(crate) fn name(&mut self, attachment: usize) -> Result<Option<String>, Unread> {
        let storage = self.attachments[attachment].clone();
        for property in FILE_NAMES {
            if let Some(name) = self.words(&storage, property)? {
                return Ok(Some(name.text));
            }
        }
        Ok(None)
    }

    /// The bytes of an attached file.
    ///
    /// # Errors
    /// The reason why it cannot be read.
    pub(crate) fn attachment(&mut self, attachment: usize) -> Result<Vec<u8>, Unread> {
        let path = stream(&self.attachments[attachment], CONTENT, "0102");
        if self.file.has(&path) {
            return self.file.stream(&path);
        }
        Err(Unread::NotSupported(text!(
            "a message or an object in a message of Outlook: save it as a file"
        )))
    }

    /// A property of words of the message or of a storage in it, in UTF-16 or in an encoding that is detected;
    /// `None` if it is missing or blank.
    fn words(&mut self, storage: &str, property: &str) -> Result<Option<Decoded>, Unread> {
        let most = if storage.is_empty() {
            usize::MAX
        } else {
            MAX_NAME
        };
        let wide = self
            .file
            .beginning(&stream(storage, property, "001F"), most)?;
        let mut words = if wide.is_empty() {
            let narrow = self
                .file
                .beginning(&stream(storage, property, "001E"), most)?;
            charset::text(&narrow, None)
        } else {
            decode_as(UTF_16LE, &wide)
        };
        let length = words.text.trim_end_matches(['\0', '\r', '\n']).len();
        words.text.truncate(length);
        Ok((!words.text.trim().is_empty()).then_some(words))
    }
}

/// The path of the stream of a property.
fn stream(storage: &str, property: &str, kind: &str) -> String {
    format!("{storage}/__substg1.0_{property}{kind}")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use encoding_rs::GB18030;

    use super::*;

    /// A message with these streams.
    fn message(streams: &[(&str, &[u8])]) -> OutlookMessage {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for (path, bytes) in streams {
            if let Some((storage, _)) = path.split_once('/') {
                file.create_storage_all(storage).unwrap();
            }
            file.create_stream(path).unwrap().write_all(bytes).unwrap();
        }
        OutlookMessage::open(file.into_inner().into_inner()).unwrap()
    }

    fn wide(words: &str) -> Vec<u8> {
        words.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn subject_day_and_body_are_read() {
        let headers = "Received: x\r\nDate: Tue, 31 Dec 2024 08:00:00 +0800\r\n";
        let mut message = message(&[
            ("__substg1.0_0037001F", &wide("松泽县报告")),
            ("__substg1.0_007D001F", &wide(headers)),
            (
                "__substg1.0_1000001F",
                &wide("办理案件12件。\r\n按期办结。\r\n"),
            ),
        ]);
        let text = message.text().unwrap();
        assert_eq!(text.text, "松泽县报告\n办理案件12件。\n按期办结。\n");
        let day = (PageField::Published, "2024-12-31".to_string());
        assert_eq!(
            text.page,
            [(PageField::Title, "松泽县报告".to_string()), day]
        );
    }

    #[test]
    fn a_page_is_read_rather_than_plain_text_and_gbk_is_read() {
        let plain = GB18030.encode("望汀区办理行政复议案件12件，按期办结。").0;
        let page = "<h2>一、总体情况</h2><p>办理案件12件。</p>";
        let mut both = message(&[
            ("__substg1.0_1000001E", &plain),
            ("__substg1.0_10130102", page.as_bytes()),
        ]);
        assert_eq!(both.text().unwrap().text, "一、总体情况\n办理案件12件。\n");
        let mut narrow = message(&[("__substg1.0_1000001E", &plain)]);
        assert_eq!(
            narrow.text().unwrap().text,
            "望汀区办理行政复议案件12件，按期办结。\n"
        );
        let mut rich = message(&[("__substg1.0_10090102", b"x")]);
        assert_eq!(rich.text().unwrap_err().code(), "not_supported");
    }

    #[test]
    fn attached_files_have_their_names_and_bytes() {
        let mut message = message(&[
            ("__attach_version1.0_#00000000/__substg1.0_37010102", b"x"),
            (
                "__attach_version1.0_#00000000/__substg1.0_3704001F",
                &wide("A~1.DOC"),
            ),
            (
                "__attach_version1.0_#00000000/__substg1.0_3707001F",
                &wide("松泽县.doc"),
            ),
            (
                "__attach_version1.0_#00000001/__substg1.0_3001001F",
                &wide("转发"),
            ),
        ]);
        assert_eq!(message.len(), 2);
        assert_eq!(message.name(0), Ok(Some("松泽县.doc".to_string())));
        assert_eq!(message.attachment(0), Ok(b"x".to_vec()));
        assert_eq!(message.attachment(1).unwrap_err().code(), "not_supported");
    }
}
