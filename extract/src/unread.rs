//! Why a file or a document in it was not read.
//!
//! Must not know formats. Invariant: a reason says what is the matter and, where something helps, what.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Why a file, or a document in it, was not read. [`Display`] gives a sentence for people, such as
/// `a RAR archive: pack it as .zip`; [`code`](Self::code) gives the kind for programs.
///
/// ```
/// use quanwen_extract::{Unread, documents};
///
/// let unread = documents("a.rar", b"Rar!\x1A\x07".to_vec(), 1 << 20).unwrap_err();
/// assert_eq!(unread, Unread::NotSupported("a RAR archive: pack it as .zip"));
/// assert_eq!(unread.code(), "not_supported");
/// assert_eq!(unread.to_string(), "a RAR archive: pack it as .zip");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unread {
    /// It has no bytes but white space.
    Empty,
    /// Its format is read, and no text is in it: pages are pictures, a script makes the text, no sheet is visible.
    NoText(&'static str),
    /// Its format, or this variant of it, is not read.
    NotSupported(&'static str),
    /// It needs a password.
    Encrypted(&'static str),
    /// It was cut short, or breaks the rules of its format so that nothing can be read.
    Damaged(Cow<'static, str>),
    /// The file has more bytes than the limit of the caller.
    TooLarge {
        /// Bytes of the file.
        size: u64,
        /// Bytes that a file may have.
        limit: u64,
    },
    /// What is in the file has more bytes, unpacked or as text, than the limit of the caller allows.
    UnpacksTooLarge(Cow<'static, str>),
    /// It has more entries, tags or drawing operations than any real document, whatever the limit of the caller.
    TooComplex(Cow<'static, str>),
    /// The archive is built to do harm, or so that files in it cannot be told apart.
    UnsafeArchive(&'static str),
    /// The system did not give its bytes, or not the means to read them: no permission, no regular file, no thread.
    NotReadable(Cow<'static, str>),
}

impl Unread {
    /// A document under a password.
    pub(crate) const ENCRYPTED: Self = Self::Encrypted("encrypted: save it without a password");

    /// A file that is cut short or breaks the rules of its format, with what shows it.
    pub(crate) fn cut_short(what: impl Display) -> Self {
        Self::Damaged(format!("cut short or damaged ({what}): save it again").into())
    }

    /// A damaged part of a package.
    pub(crate) fn damaged_part(part: &str, error: impl Display) -> Self {
        Self::Damaged(format!("{part} in it is damaged ({error}): save it again").into())
    }

    /// A package without a part that it needs.
    pub(crate) fn missing_part(part: &str) -> Self {
        Self::Damaged(format!("{part} is missing in it: save it again").into())
    }

    /// The kind of the reason, for programs. A name stays the same in later versions; new ones may come.
    ///
    /// | code | what helps |
    /// |---|---|
    /// | `empty` | |
    /// | `no_text` | recognising the text of its pictures (OCR), or another way of saving it |
    /// | `not_supported` | saving it in another format |
    /// | `encrypted` | saving it without a password |
    /// | `damaged` | another copy of it |
    /// | `too_large` | a higher limit |
    /// | `too_complex` | splitting it |
    /// | `unsafe_archive` | packing it again |
    /// | `not_readable` | permission, or the file in its place |
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NoText(_) => "no_text",
            Self::NotSupported(_) => "not_supported",
            Self::Encrypted(_) => "encrypted",
            Self::Damaged(_) => "damaged",
            Self::TooLarge { .. } | Self::UnpacksTooLarge(_) => "too_large",
            Self::TooComplex(_) => "too_complex",
            Self::UnsafeArchive(_) => "unsafe_archive",
            Self::NotReadable(_) => "not_readable",
        }
    }
}

impl Display for Unread {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        const MIB: u64 = 1024 * 1024;
        match self {
            Self::Empty => f.write_str("empty"),
            Self::NoText(what)
            | Self::NotSupported(what)
            | Self::Encrypted(what)
            | Self::UnsafeArchive(what) => f.write_str(what),
            Self::Damaged(what)
            | Self::UnpacksTooLarge(what)
            | Self::TooComplex(what)
            | Self::NotReadable(what) => f.write_str(what),
            Self::TooLarge { size, limit } => {
                let (size, limit) = (size.div_ceil(MIB), limit / MIB);
                write!(f, "{size} MiB, over the limit of {limit} MiB a file")
            }
        }
    }
}

impl Error for Unread {}

#[cfg(test)]
mod tests {
    use super::*;

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
