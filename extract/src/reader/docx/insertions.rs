//! What a document shows where it refers to another part: charts, diagrams, and documents that Word takes in when it opens
//! the file (ISO/IEC 29500-1 §17.17.2.1, §21.2 and §21.4).
//!
//! Owns how each kind is read. Must not know where it stands in the text. Invariant: a part is read once, and one that
//! cannot be read is incomplete.

use std::collections::{HashMap, HashSet};

use quanwen_messages::text;

use crate::decode::decode;
use crate::extracted::Extracted;
use crate::mail_kind::mail_kind;
use crate::names::extension;
use crate::other_file::OtherFile;
use crate::reader::build::builder::TextBuilder;
use crate::reader::build::slide::Line;
use crate::reader::drawing_ml::{chart, diagram};
use crate::reader::storage::package::Package;
use crate::reader::storage::relationships::{self, Relationship};
use crate::reader::storage::xml;
use crate::reader::{html, mhtml, rtf};
use crate::unread::Unread;

/// The texts of the parts that a part inserts, by the ids of their relationships.
#[derive(Debug, Default)]
pub(super) struct Insertions(HashMap<String, Extracted>);

impl Insertions {
    /// Reads the parts that the part `source` inserts; none may have over `limit` bytes of text, and `read_document` reads
    /// a Word document.
    ///
    /// # Errors
    /// The reason, if the relationships are damaged.
    pub(super) fn read(
        package: &mut Package<'_>,
        source: &str,
        limit: u64,
        mut read_document: impl FnMut(&[u8]) -> Result<Extracted, Unread>,
    ) -> Result<Self, Unread> {
        let mut texts = HashMap::new();
        let mut done = HashSet::new();
        for part in relationships::read(package, source)? {
            let Some(kind) = Kind::of(&part) else {
                continue;
            };
            let text = if done.insert(part.target.clone()) {
                let bytes = package.part(&part.target);
                read_part(kind, &part.target, bytes, limit, &mut read_document)
            } else {
                Extracted::default()
            };
            texts.entry(part.id).or_insert(text);
        }
        Ok(Self(texts))
    }

    /// The text of the part with this id, once; `None` if there is no such part.
    pub(super) fn take(&mut self, id: &str) -> Option<Extracted> {
        self.0.get_mut(id).map(std::mem::take)
    }
}

/// What an inserted part is.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Chart,
    Diagram,
    Document,
}

impl Kind {
    /// What a part is by its role; `None` if it is not inserted.
    fn of(part: &Relationship) -> Option<Self> {
        match part.role.as_str() {
            "chart" | "chartEx" => Some(Self::Chart),
            "diagramData" => Some(Self::Diagram),
            "aFChunk" => Some(Self::Document),
            _ => None,
        }
    }
}

/// The text of a part with these bytes.
fn read_part(
    kind: Kind,
    part: &str,
    bytes: Result<Option<Vec<u8>>, Unread>,
    limit: u64,
    read_document: impl FnMut(&[u8]) -> Result<Extracted, Unread>,
) -> Extracted {
    let bytes = bytes.and_then(|bytes| bytes.ok_or_else(|| Unread::missing_part(part)));
    let read = bytes.and_then(|bytes| match kind {
        Kind::Chart => drawn(part, bytes, chart::read),
        Kind::Diagram => drawn(part, bytes, diagram::read),
        Kind::Document => document(part, bytes, limit, read_document),
    });
    match read {
        Ok(read) => read,
        Err(Unread::NoText(_) | Unread::Empty) => Extracted::default(),
        Err(_) => Extracted {
            is_incomplete: true,
            ..Extracted::default()
        },
    }
}

/// The text of a chart or diagram, up to any damage.
fn drawn(
    part: &str,
    bytes: Vec<u8>,
    read: impl FnOnce(&str, &str, &mut Vec<Line>) -> Result<(), Unread>,
) -> Result<Extracted, Unread> {
    let text = xml::text(part, bytes)?;
    let mut lines = Vec::new();
    let is_incomplete = read(part, &text, &mut lines).is_err();
    let mut builder = TextBuilder::default();
    for line in &lines {
        line.write(&mut builder);
    }
    Ok(Extracted {
        is_incomplete,
        ..builder.finish()
    })
}

/// The text of a document, whose content tells its format.
fn document(
    part: &str,
    bytes: Vec<u8>,
    limit: u64,
    mut read_document: impl FnMut(&[u8]) -> Result<Extracted, Unread>,
) -> Result<Extracted, Unread> {
    let extension = extension(part);
    if bytes.starts_with(b"PK") {
        read_document(&bytes)
    } else if bytes.starts_with(b"{\\rtf") {
        rtf::extract(&bytes, false)
    } else if mail_kind(&bytes, &extension).is_some() {
        mhtml::extract(&bytes, limit)
    } else if extension == "txt" {
        let decoded = decode(bytes).ok_or(Unread::NotDocument(OtherFile::Binaries))?;
        Ok(Extracted {
            text: decoded.text,
            damaged: decoded.damaged,
            ..Extracted::default()
        })
    } else if extension == "xml" {
        Err(Unread::NotSupported(text!("a document in one file of XML")))
    } else {
        html::whole(bytes)
    }
}
