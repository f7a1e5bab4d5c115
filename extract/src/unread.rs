//! Why a file or a document in it was not read.
//!
//! Must not know formats. Invariant: a reason states the problem and, if there is one, the remedy.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use quanwen_messages::{Argument, Message, Text, message, text};
use serde::{Deserialize, Serialize};

use super::other_file::{OtherFile, is_named_as_document};

/// Why a file, or a document in it, was not read. [`Display`] gives a message for people, such as
/// `a RAR archive: pack it as .zip`; [`code`](Self::code) gives the kind for programs.
///
/// ```
/// use quanwen_extract::{Unread, documents};
///
/// let unread = documents("a.rar", b"Rar!\x1A\x07".to_vec(), 1 << 20).unwrap_err();
/// assert_eq!(unread.code(), "not_supported");
/// assert_eq!(unread.to_string(), "a RAR archive: pack it as .zip");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unread {
    /// It has no bytes other than white space, though its format needs some.
    Empty,
    /// It is not a document: a picture, a program. Nothing of a known text format is lost with it.
    NotDocument(OtherFile),
    /// Its format is supported, but it has no text: pages are images, a script generates the text, no sheet is visible.
    NoText(Text),
    /// Its format, or this variant of it, is not supported.
    NotSupported(Text),
    /// It needs a password.
    Encrypted(Text),
    /// It was cut short, or violates its format so that nothing can be read.
    Damaged(Message),
    /// The file exceeds the size limit set by the caller.
    TooLarge {
        /// Size of the file in bytes.
        size: u64,
        /// Maximum size of a file in bytes.
        limit: u64,
    },
    /// The contents of the file, unpacked or as text, exceed the size limit set by the caller.
    UnpacksTooLarge(Message),
    /// It has more entries, tags or drawing operations than any real document, regardless of the limit of the caller.
    TooComplex(Message),
    /// The archive is malicious, or files in it cannot be distinguished.
    UnsafeArchive(Text),
    /// The system did not provide its bytes or the means to read them: no permission, not a regular file, no thread.
    NotReadable(Message),
}

impl Unread {
    /// A document that needs a password.
    pub(crate) const ENCRYPTED: Self =
        Self::Encrypted(text!("encrypted: save it without a password"));

    /// A file that is cut short or violates its format, with the evidence.
    pub(crate) fn cut_short(what: impl Into<Argument>) -> Self {
        Self::Damaged(message!(
            "cut short or damaged ({what}): save it again",
            what = what.into()
        ))
    }

    /// The reason for a file of this path: what has the name of a document is one that could not be read.
    pub(crate) fn named(self, path: &str) -> Self {
        match self {
            Self::NotDocument(other) if is_named_as_document(path) => {
                Self::NotSupported(other.told())
            }
            reason => reason,
        }
    }

    /// A damaged part of a package.
    pub(crate) fn damaged_part(part: &str, error: impl Into<Argument>) -> Self {
        Self::Damaged(message!(
            "{part} in it is damaged ({error}): save it again",
            part = part,
            error = error.into()
        ))
    }

    /// A package without a part that it needs.
    pub(crate) fn missing_part(part: &str) -> Self {
        Self::Damaged(message!(
            "{part} is missing in it: save it again",
            part = part
        ))
    }

    /// The reason as data.
    #[must_use]
    pub fn message(&self) -> Message {
        const MIB: u64 = 1024 * 1024;
        match self {
            Self::Empty => text!("empty").into(),
            Self::NotDocument(other) => other.told().into(),
            Self::NoText(what)
            | Self::NotSupported(what)
            | Self::Encrypted(what)
            | Self::UnsafeArchive(what) => (*what).into(),
            Self::Damaged(what)
            | Self::UnpacksTooLarge(what)
            | Self::TooComplex(what)
            | Self::NotReadable(what) => what.clone(),
            Self::TooLarge { size, limit } => message!(
                "{size} MiB, over the limit of {limit} MiB a file",
                size = size.div_ceil(MIB),
                limit = limit / MIB
            ),
        }
    }

    /// The kind of the reason.
    #[must_use]
    pub const fn kind(&self) -> UnreadKind {
        match self {
            Self::Empty => UnreadKind::Empty,
            Self::NotDocument(_) => UnreadKind::NotDocument,
            Self::NoText(_) => UnreadKind::NoText,
            Self::NotSupported(_) => UnreadKind::NotSupported,
            Self::Encrypted(_) => UnreadKind::Encrypted,
            Self::Damaged(_) => UnreadKind::Damaged,
            Self::TooLarge { .. } | Self::UnpacksTooLarge(_) => UnreadKind::TooLarge,
            Self::TooComplex(_) => UnreadKind::TooComplex,
            Self::UnsafeArchive(_) => UnreadKind::UnsafeArchive,
            Self::NotReadable(_) => UnreadKind::NotReadable,
        }
    }

    /// The code of its [`kind`](Self::kind).
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.kind().code()
    }
}

/// The kind of the reason why a file was not read, for programs. Codes are stable across versions; new ones may be added.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum UnreadKind {
    /// No bytes: get another copy of it.
    Empty,
    /// No document: nothing helps.
    NotDocument,
    /// No text: recognise the text of its images (OCR), or save it in another way.
    NoText,
    /// A format that is not read: save it in another.
    NotSupported,
    /// It needs a password: save it without.
    Encrypted,
    /// It is cut short or damaged: get another copy of it.
    Damaged,
    /// It is over the limit: raise that.
    TooLarge,
    /// It has more in it than any document: split it.
    TooComplex,
    /// An archive that deceives: pack it again.
    UnsafeArchive,
    /// The system did not give it: grant permission, or restore the file.
    NotReadable,
    /// One that this version does not know, or none, as an earlier version stored it.
    #[default]
    #[serde(other, rename = "")]
    Unknown,
}

impl UnreadKind {
    /// As JSON has it: `not_supported`; empty for an unknown one.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotDocument => "not_document",
            Self::NoText => "no_text",
            Self::NotSupported => "not_supported",
            Self::Encrypted => "encrypted",
            Self::Damaged => "damaged",
            Self::TooLarge => "too_large",
            Self::TooComplex => "too_complex",
            Self::UnsafeArchive => "unsafe_archive",
            Self::NotReadable => "not_readable",
            Self::Unknown => "",
        }
    }
}

impl Display for Unread {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl Error for Unread {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_stored_as_its_code() {
        for kind in [
            UnreadKind::NotSupported,
            UnreadKind::Empty,
            UnreadKind::Unknown,
        ] {
            let stored = serde_json::to_value(kind).unwrap();
            assert_eq!(stored, kind.code());
            assert_eq!(serde_json::from_value::<UnreadKind>(stored).unwrap(), kind);
        }
        let other: UnreadKind = serde_json::from_str("\"eaten\"").unwrap();
        assert_eq!(other, UnreadKind::Unknown);
    }

    #[test]
    fn a_file_over_the_limit_is_told_in_whole_mebibytes() {
        let unread = Unread::TooLarge {
            size: (64 << 20) + 1,
            limit: 64 << 20,
        };
        assert_eq!(
            (unread.to_string().as_str(), unread.code()),
            ("65 MiB, over the limit of 64 MiB a file", "too_large")
        );
    }
}
