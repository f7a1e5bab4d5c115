//! A file and the documents in it: one in most files, many in an archive or a JSON lines file.
//!
//! Must not know how a document is read. Invariant: no two documents of a file have the same path.

use std::iter::once;

use super::allowance::Allowance;
use super::archive::Entries;
use super::decode::decode;
use super::format::FileKind;
use super::names::{INSIDE, extension};
use super::records::Records;
use crate::extracted::Extracted;
use crate::options::ReadOptions;
use crate::reader::{Format, decrypted, extract, max_text};
use crate::unread::Unread;

/// Maximum nesting depth of archives inside an archive.
const MAX_NESTED_ARCHIVES: usize = 1;

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
    Many(Box<dyn Iterator<Item = Source> + Send>),
}

impl IntoIterator for Sources {
    type Item = Source;
    type IntoIter = Box<dyn Iterator<Item = Source> + Send>;

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
            Content::Bytes(bytes, format) => extract(format, bytes, &options.into()),
            Content::Read(read) => read.map(|extracted| *extracted),
        }
    }
}

/// The path of a document, and its text or the reason why it has none.
pub type Reading = (String, Result<Extracted, Unread>);

/// Reads the documents in a file: each with its path, and its text or the reason why it was not read. `path` is not
/// opened: it determines the names of the documents, and its extension distinguishes kinds of text. An archive or a
/// JSON lines file holds many documents, any other file is one.
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
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unread::Empty);
    }
    let (kind, bytes) = kind(path, bytes)?;
    match kind {
        FileKind::Document(format) => Ok(Sources::One(Source {
            path: path.to_string(),
            content: Content::Bytes(bytes, format),
        })),
        FileKind::Archive => {
            let allowance = Allowance::new(limit);
            Ok(Sources::Many(files_inside(path, bytes, 0, allowance)?))
        }
        FileKind::Records => {
            let allowance = Allowance::new(limit);
            Ok(Sources::Many(records_inside(path, bytes, &allowance)?))
        }
    }
}

/// The kind of a file and its bytes, decrypted if it opens without a password.
fn kind(path: &str, bytes: Vec<u8>) -> Result<(FileKind, Vec<u8>), Unread> {
    let extension = extension(path);
    match FileKind::of(&bytes, &extension) {
        Err(Unread::ENCRYPTED) => {
            let bytes = decrypted(&bytes)?;
            Ok((FileKind::of(&bytes, &extension)?, bytes))
        }
        kind => Ok((kind?, bytes)),
    }
}

/// The documents in a zip archive that is nested in `depth` others.
fn files_inside(
    path: &str,
    bytes: Vec<u8>,
    depth: usize,
    allowance: Allowance,
) -> Result<Box<dyn Iterator<Item = Source> + Send>, Unread> {
    let inside = format!("{path}{INSIDE}");
    let entries = Entries::open(bytes, allowance.clone())?;
    Ok(Box::new(entries.flat_map(move |(name, bytes)| {
        let path = format!("{inside}{name}");
        let opened = bytes.and_then(|bytes| entry_sources(&path, bytes, depth, &allowance));
        opened.unwrap_or_else(|reason| Box::new(once(Source::unread(path, reason))))
    })))
}

/// The document that an entry of an archive is, or the documents that it holds.
fn entry_sources(
    path: &str,
    bytes: Vec<u8>,
    depth: usize,
    allowance: &Allowance,
) -> Result<Box<dyn Iterator<Item = Source> + Send>, Unread> {
    let (kind, bytes) = kind(path, bytes)?;
    match kind {
        FileKind::Document(format) => Ok(Box::new(once(Source {
            path: path.to_string(),
            content: Content::Bytes(bytes, format),
        }))),
        FileKind::Archive if depth >= MAX_NESTED_ARCHIVES => Err(Unread::NotSupported(
            "an archive in an archive in an archive: unpack one of them",
        )),
        FileKind::Archive => files_inside(path, bytes, depth + 1, allowance.clone()),
        FileKind::Records => records_inside(path, bytes, allowance),
    }
}

/// The documents in a JSON file.
fn records_inside(
    path: &str,
    bytes: Vec<u8>,
    allowance: &Allowance,
) -> Result<Box<dyn Iterator<Item = Source> + Send>, Unread> {
    let inside = format!("{path}{INSIDE}");
    let text = decode(bytes)
        .ok_or(Unread::NotSupported("a binary file, no JSON"))?
        .text;
    if text.len() > max_text(allowance.file) {
        let what = "more text than it can have: it is no file of JSON";
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

    #[test]
    fn a_file_that_is_one_document_keeps_its_path() {
        let read = read("a.txt", "甲".into());
        assert_eq!(read, [("a.txt".to_string(), Ok("甲".to_string()))]);
        assert!(
            sources("a.txt", b" \n".to_vec(), LIMIT).is_err_and(|unread| unread == Unread::Empty)
        );
    }
}
