//! A file and the documents in it: one in most files, many in an archive, a mail or a JSON lines file.
//!
//! Must not know how a document is read. Invariant: no two documents of a file have the same path.

use std::iter::once;

use quanwen_messages::text;

use super::allowance::Allowance;
use super::archive::Entries;
use super::decode::decode;
use super::format::FileKind;
#[cfg(feature = "html")]
use super::mail::{MAIL_TEXT, Mail, MimeMail, attachments};
use super::names::{INSIDE, extension};
use super::other_file::needs_bytes;
use super::records::Records;
use crate::extracted::Extracted;
use crate::options::ReadOptions;
#[cfg(feature = "html")]
use crate::reader::Message;
#[cfg(feature = "office")]
use crate::reader::OutlookMessage;
#[cfg(feature = "packages")]
use crate::reader::decrypted;
use crate::reader::{Format, extract, max_text};
use crate::unread::Unread;

/// Maximum nesting depth of archives inside an archive.
const MAX_NESTED_ARCHIVES: usize = 1;
/// Maximum nesting depth of mails with attachments inside such a mail.
const MAX_NESTED_MAILS: usize = 3;

/// What a file is inside of.
#[derive(Debug, Clone, Copy, Default)]
struct Nesting {
    archives: usize,
    mails: usize,
}

impl Nesting {
    /// What the files of an archive are inside of.
    ///
    /// # Errors
    /// The reason, if it is too deep.
    fn in_archive(mut self) -> Result<Self, Unread> {
        if self.archives > MAX_NESTED_ARCHIVES {
            return Err(Unread::NotSupported(text!(
                "an archive in an archive in an archive: unpack one of them"
            )));
        }
        self.archives += 1;
        Ok(self)
    }

    /// What the files attached to a mail are inside of.
    ///
    /// # Errors
    /// The reason, if it is too deep.
    fn in_mail(mut self) -> Result<Self, Unread> {
        if self.mails > MAX_NESTED_MAILS {
            let what = text!("a mail in mails in a mail: save it as a file");
            return Err(Unread::NotSupported(what));
        }
        self.mails += 1;
        Ok(self)
    }
}

/// Documents that have not been read yet.
type Documents = Box<dyn Iterator<Item = Source> + Send>;

/// A document that has not been read yet.
///
/// ```
/// use quanwen_extract::{Sources, sources};
///
/// let Sources::One(source) = sources("2021.txt", "一、总体情况\n".into(), 1 << 20)? else {
///     panic!("a file of text is one document");
/// };
/// assert_eq!(source.path, "2021.txt");
/// assert_eq!(source.weight(), 19);
/// assert_eq!(source.extract(1 << 20)?.text, "一、总体情况\n");
/// # Ok::<(), quanwen_extract::Unread>(())
/// ```
pub struct Source {
    /// The path of its file, followed by its name in the file if the file holds several documents: `a.zip!/b.docx`.
    pub path: String,
    content: Content,
}

enum Content {
    Bytes(Vec<u8>, Format),
    Read(Result<Box<Extracted>, Unread>),
}

/// The documents of a file.
pub enum Sources {
    /// The file is one document.
    One(Source),
    /// The file holds any number of documents.
    Many(Documents),
}

impl IntoIterator for Sources {
    type Item = Source;
    type IntoIter = Documents;

    fn into_iter(self) -> Self::IntoIter {
        match self {
            Self::One(source) => Box::new(once(source)),
            Self::Many(sources) => sources,
        }
    }
}

impl Source {
    fn unread(path: String, reason: Unread) -> Self {
        let content = Content::Read(Err(reason));
        Self { path, content }
    }

    /// Approximate bytes of memory needed to read it. Programs that read many documents at once should bound their sum.
    pub fn weight(&self) -> usize {
        match &self.content {
            Content::Bytes(bytes, format) => format.weight(bytes),
            Content::Read(read) => read.as_ref().map_or(0, |extracted| extracted.text.len()),
        }
    }

    /// Reads it.
    ///
    /// # Errors
    /// The reason why it was not read.
    pub fn extract(self, options: impl Into<ReadOptions>) -> Result<Extracted, Unread> {
        match self.content {
            Content::Bytes(bytes, format) => {
                extract(format, bytes, options.into()).map_err(|reason| reason.named(&self.path))
            }
            Content::Read(read) => read.map(|extracted| *extracted),
        }
    }
}

/// The path of a document, and its text or the reason why it has none.
pub type Reading = (String, Result<Extracted, Unread>);

/// Reads the documents in a file: each with its path, and its text or the reason why it was not read. `path` is not
/// opened: it determines the names of the documents, and its extension distinguishes kinds of text. An archive, a mail
/// with attachments or a JSON file holds many documents, any other file is one.
///
/// ```
/// let lines = "{\"id\": \"7\", \"text\": \"办理行政复议案件\"}\n".to_string();
/// let read = quanwen_extract::documents("feed.jsonl", lines.into(), 1 << 20).unwrap();
/// let (path, extracted) = &read[0];
/// assert_eq!(path, "feed.jsonl!/7");
/// assert_eq!(extracted.as_ref().unwrap().text, "办理行政复议案件");
/// ```
///
/// # Errors
/// The reason why the file is not read.
pub fn documents(
    path: &str,
    bytes: Vec<u8>,
    options: impl Into<ReadOptions>,
) -> Result<Vec<Reading>, Unread> {
    let options = options.into();
    let read = |source: Source| (source.path.clone(), source.extract(options));
    Ok(sources(path, bytes, options.limit)?
        .into_iter()
        .map(read)
        .collect())
}

/// Opens a file and returns the documents in it unread, those of an archive one at a time; no entry of an archive is
/// unpacked to more than `limit` bytes. Otherwise the same as [`documents`].
///
/// # Errors
/// The reason why the file is not read.
pub fn sources(path: &str, bytes: Vec<u8>, limit: u64) -> Result<Sources, Unread> {
    opened(path, bytes, Nesting::default(), &Allowance::new(limit))
}

/// The documents in a file inside `nesting`.
fn opened(
    path: &str,
    bytes: Vec<u8>,
    nesting: Nesting,
    allowance: &Allowance,
) -> Result<Sources, Unread> {
    if bytes.is_empty() && needs_bytes(path) {
        return Err(Unread::Empty);
    }
    let (kind, bytes) = kind(path, bytes).map_err(|reason| reason.named(path))?;
    match kind {
        FileKind::Document(format) => Ok(Sources::One(Source {
            path: path.to_string(),
            content: Content::Bytes(bytes, format),
        })),
        FileKind::Archive(packing) => {
            let nesting = nesting.in_archive()?;
            let entries = packing.open(path, bytes, allowance.clone())?;
            Ok(Sources::Many(files_inside(
                path, entries, nesting, allowance,
            )))
        }
        FileKind::Mail => mail_sources(path, bytes, nesting, allowance),
        FileKind::OutlookMessage => outlook_sources(path, bytes, nesting, allowance),
        FileKind::Records => Ok(Sources::Many(records_inside(path, bytes, allowance)?)),
    }
}

/// The kind of a file and its bytes, decrypted if it opens without a password.
///
/// # Errors
/// The reason why it is not read.
fn kind(path: &str, bytes: Vec<u8>) -> Result<(FileKind, Vec<u8>), Unread> {
    let extension = extension(path);
    match FileKind::of(&bytes, &extension) {
        #[cfg(feature = "packages")]
        Err(Unread::ENCRYPTED) => {
            let bytes = decrypted(&bytes)?;
            Ok((FileKind::of(&bytes, &extension)?, bytes))
        }
        kind => Ok((kind?, bytes)),
    }
}

/// Without the features for mails and messages, their texts and attachments are not told apart.
#[cfg(not(feature = "html"))]
fn mail_sources(
    path: &str,
    bytes: Vec<u8>,
    _nesting: Nesting,
    _allowance: &Allowance,
) -> Result<Sources, Unread> {
    Ok(Sources::One(Source {
        path: path.to_string(),
        content: Content::Bytes(bytes, Format::Mail),
    }))
}

#[cfg(not(feature = "office"))]
fn outlook_sources(
    _path: &str,
    _bytes: Vec<u8>,
    _nesting: Nesting,
    _allowance: &Allowance,
) -> Result<Sources, Unread> {
    Err(Unread::NotSupported(crate::left_out::OFFICE))
}

/// A mail: one document, or its text and the documents attached to it.
#[cfg(feature = "html")]
fn mail_sources(
    path: &str,
    bytes: Vec<u8>,
    nesting: Nesting,
    allowance: &Allowance,
) -> Result<Sources, Unread> {
    let message = Message::parse(&bytes)?;
    if !message.has_attachments() {
        return Ok(Sources::One(Source {
            path: path.to_string(),
            content: Content::Bytes(bytes, Format::Mail),
        }));
    }
    let nesting = nesting.in_mail()?;
    let text = message.text(&bytes);
    let mail = MimeMail { bytes, message };
    Ok(Sources::Many(mail_inside(
        path, text, mail, nesting, allowance,
    )))
}

/// A message of Outlook: one document, or its text and the documents attached to it.
#[cfg(feature = "office")]
fn outlook_sources(
    path: &str,
    bytes: Vec<u8>,
    nesting: Nesting,
    allowance: &Allowance,
) -> Result<Sources, Unread> {
    let mut message = OutlookMessage::open(bytes)?;
    let text = message.text();
    if message.len() == 0 {
        return Ok(Sources::One(Source {
            path: path.to_string(),
            content: Content::Read(text.map(Box::new)),
        }));
    }
    let nesting = nesting.in_mail()?;
    Ok(Sources::Many(mail_inside(
        path, text, message, nesting, allowance,
    )))
}

/// The text of a mail, if there is any, and the documents attached to it.
#[cfg(feature = "html")]
fn mail_inside(
    path: &str,
    text: Result<Extracted, Unread>,
    mail: impl Mail + 'static,
    nesting: Nesting,
    allowance: &Allowance,
) -> Documents {
    let is_blank = match &text {
        Ok(text) => text.text.trim().is_empty(),
        Err(reason) => matches!(reason, Unread::NoText(_)),
    };
    let text = (!is_blank).then(|| Source {
        path: format!("{path}{INSIDE}{MAIL_TEXT}"),
        content: Content::Read(text.map(Box::new)),
    });
    let files = attachments(mail, allowance.clone());
    let files = files_inside(path, files, nesting, allowance);
    Box::new(text.into_iter().chain(files))
}

/// The documents in the files of a container.
fn files_inside(
    path: &str,
    entries: Entries,
    nesting: Nesting,
    allowance: &Allowance,
) -> Documents {
    let inside = format!("{path}{INSIDE}");
    let allowance = allowance.clone();
    Box::new(entries.flat_map(move |(name, bytes)| {
        let path = format!("{inside}{name}");
        let sources = bytes.and_then(|bytes| opened(&path, bytes, nesting, &allowance));
        let sources = sources.unwrap_or_else(|reason| Sources::One(Source::unread(path, reason)));
        sources.into_iter()
    }))
}

/// The documents in a JSON file.
fn records_inside(path: &str, bytes: Vec<u8>, allowance: &Allowance) -> Result<Documents, Unread> {
    let inside = format!("{path}{INSIDE}");
    let text = decode(bytes)
        .ok_or(Unread::NotSupported(text!("a binary file, no JSON")))?
        .text;
    if text.len() > max_text(allowance.file) {
        let what = text!("more text than it can have: it is no file of JSON");
        return Err(Unread::UnpacksTooLarge(what.into()));
    }
    let records = Records::open(text)?;
    allowance.take_documents(records.most())?;
    Ok(Box::new(records.map(move |(name, read)| Source {
        path: format!("{inside}{name}"),
        content: Content::Read(read.map(Box::new)),
    })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::tests::packed;

    const LIMIT: u64 = 1024;

    fn read(path: &str, bytes: Vec<u8>) -> Vec<(String, Result<String, Unread>)> {
        let read = documents(path, bytes, LIMIT).unwrap().into_iter();
        read.map(|(path, read)| (path, read.map(|extracted| extracted.text)))
            .collect()
    }

    #[test]
    fn archives_are_read_one_deep_inside_another() {
        let innermost = packed(&[("丁.txt", "丁".as_bytes())]);
        let inner = packed(&[("丙.txt", "丙".as_bytes()), ("c.zip", &innermost)]);
        let outer = packed(&[
            ("甲.txt", "甲".as_bytes()),
            ("乙.jsonl", "{\"id\":\"x\",\"text\":\"乙\"}".as_bytes()),
            ("b.zip", &inner),
        ]);
        let read = read("松泽县/a.zip", outer);
        let text = |path: &str| {
            let found = read.iter().find(|(known, _)| known == path);
            found.map(|(_, text)| text.clone()).unwrap()
        };
        assert_eq!(text("松泽县/a.zip!/甲.txt").unwrap(), "甲");
        assert_eq!(text("松泽县/a.zip!/乙.jsonl!/x").unwrap(), "乙");
        assert_eq!(text("松泽县/a.zip!/b.zip!/丙.txt").unwrap(), "丙");
        let reason = text("松泽县/a.zip!/b.zip!/c.zip").unwrap_err().to_string();
        assert!(reason.contains("unpack one of them"), "{reason}");
        assert_eq!(read.len(), 4);
    }

    /// A mail with a file attached.
    fn mail(subject: &str, name: &str, file: &str) -> String {
        format!(
            "Received: x\nSubject: {subject}\nContent-Type: multipart/mixed; boundary={name}\n\n--{name}\n\n正文\n\
             --{name}\nContent-Type: application/octet-stream; name=\"{name}\"\n\n{file}\n--{name}--\n"
        )
    }

    #[test]
    fn a_mail_is_its_text_and_the_files_attached_to_it() {
        let inner = mail("乙", "c.txt", "丙");
        let packed = packed(&[("a.eml", mail("甲", "b.eml", &inner).as_bytes())]);
        let read = read("a.zip", packed);
        let paths: Vec<&str> = read.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "a.zip!/a.eml!/mail.txt",
                "a.zip!/a.eml!/b.eml!/mail.txt",
                "a.zip!/a.eml!/b.eml!/c.txt"
            ]
        );
        let texts: Vec<&str> = read
            .iter()
            .map(|(_, text)| text.as_deref().unwrap())
            .collect();
        assert_eq!(texts, ["甲\n正文\n", "乙\n正文\n", "丙"]);
    }

    #[test]
    fn files_of_a_mail_that_are_not_read_are_told() {
        for (name, file, code) in [
            ("winmail.dat", "\x78\u{9F}>\"\0", "not_supported"),
            ("扫描.jpg", "x", "not_document"),
        ] {
            let file: Vec<u8> = file.chars().map(|c| c as u8).collect();
            let whole = mail("甲", name, "file");
            let (before, after) = whole.split_once("file").unwrap();
            let read = read(
                "a.eml",
                [before.as_bytes(), &file, after.as_bytes()].concat(),
            );
            assert_eq!(read.len(), 2);
            assert_eq!(read[1].1.as_ref().unwrap_err().code(), code, "{name}");
        }
    }

    #[test]
    fn mails_are_nested_up_to_a_limit_and_alone_keep_their_path() {
        let deepest = MAX_NESTED_MAILS + 1;
        let nested = (0..=deepest).fold("丙".to_string(), |file, depth| {
            mail(&depth.to_string(), &format!("{depth}.eml"), &file)
        });
        let read = read("a.eml", nested.into_bytes());
        let (last, before) = read.split_last().unwrap();
        assert_eq!(before.len(), deepest);
        assert!(before.iter().all(|(_, read)| read.is_ok()));
        let reason = last.1.as_ref().unwrap_err().to_string();
        assert!(reason.contains("save it as a file"), "{reason}");
        let alone = documents("b.eml", "Received: x\nSubject: 甲\n\n正文".into(), LIMIT).unwrap();
        assert_eq!((alone.len(), alone[0].0.as_str()), (1, "b.eml"));
    }

    #[test]
    fn a_file_that_is_one_document_keeps_its_path() {
        let read = read("a.txt", "甲".into());
        assert_eq!(read, [("a.txt".to_string(), Ok("甲".to_string()))]);
        assert!(sources("a.docx", Vec::new(), LIMIT).is_err_and(|unread| unread == Unread::Empty));
    }
}
