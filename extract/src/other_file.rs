//! Files that are not documents, by their names: pictures, programs, what systems add.
//!
//! Must not know what files contain. Invariant: a name with the extension of a document is that of a document.

use std::fmt::{self, Display, Formatter};

use quanwen_messages::{Message, Text, counted, text};
use serde::{Deserialize, Serialize};

use super::names::extension;

/// What a file is that is not a document. Nothing of it is read, and it holds no text of a known format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum OtherFile {
    /// A picture: a scan needs OCR.
    Pictures,
    /// Bytes that are no text, of no known format.
    Binaries,
    /// Sound or video.
    Media,
    /// Source code, settings, fonts.
    Programs,
    /// A `README` in plain text: it describes the folder.
    Readmes,
    /// A symbolic link, whose target is walked where it is.
    Links,
    /// An answer about documents that was saved among them, as a program that uses this package knows it.
    Answers,
}

/// What the name of a file says about it.
///
/// ```
/// use quanwen_extract::{FileName, OtherFile};
///
/// assert_eq!(FileName::of("松泽县/2021.doc"), FileName::Document);
/// assert_eq!(FileName::of("松泽县/README.docx"), FileName::Document);
/// assert_eq!(FileName::of("松泽县/图.PNG"), FileName::Other(OtherFile::Pictures));
/// assert_eq!(FileName::of("松泽县/~$2021.docx"), FileName::System);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileName {
    /// A document, as far as the name says.
    Document,
    /// Another file.
    Other(OtherFile),
    /// A file that a system or a program adds for itself: `desktop.ini`, the lock file of a word processor.
    System,
}

/// Extensions of the formats that are read or told, so that a file with one is never passed over in silence: those of
/// formats whose files have bytes even if they are blank, and those of text.
#[rustfmt::skip]
const DOCUMENTS: &[&str] = &[
    "7z", "azw", "azw3", "bz2", "cab", "caj", "ceb", "cebx", "dbf", "doc", "docm", "docx", "dot", "dotx", "dps", "dpt",
    "eml", "epub", "et", "ett", "fodp", "fods", "fodt", "gd", "gw", "gz", "hn", "hwp", "hwpx", "kdh", "key", "mht",
    "mhtml", "mobi", "msg", "nh", "numbers", "odg", "odp", "ods", "odt", "ofd", "ott", "pages", "pdf", "pot", "potx",
    "pps", "ppsx", "ppt", "pptm", "pptx", "pst", "rar", "rtf", "sep", "tar", "tgz", "wps", "wpt", "xls", "xlsb", "xlsm",
    "xlsx", "xlt", "xltx", "xps", "xz", "zip", "zst",
];
const TEXTS: &[&str] = &[
    "csv", "htm", "html", "json", "jsonl", "markdown", "md", "ndjson", "shtml", "tab", "text",
    "tsv", "txt", "xhtml", "xml",
];
/// Extensions of pictures.
#[rustfmt::skip]
const PICTURES: &[&str] = &[
    "ai", "bmp", "dwg", "emf", "eps", "gif", "heic", "ico", "jfif", "jpe", "jpeg", "jpg", "png", "psd", "svg", "tif",
    "tiff", "webp", "wmf",
];
/// Extensions of sound and video.
#[rustfmt::skip]
const MEDIA: &[&str] = &[
    "aac", "amr", "avi", "flac", "flv", "m4a", "m4v", "mkv", "mov", "mp3", "mp4", "mpeg", "mpg", "ogg", "wav", "wma",
    "wmv",
];
/// Extensions of source code, settings and fonts. What may hold a document, such as `.dat` in mails, is not among them.
#[rustfmt::skip]
const PROGRAMS: &[&str] = &[
    "apk", "bat", "c", "cfg", "class", "cmd", "conf", "cpp", "css", "dll", "eot", "exe", "h", "ini",
    "jar", "java", "js", "lock", "mjs", "msi", "otf", "py", "pyc", "rs", "sh", "so", "sql", "sqlite",
    "toml", "ts", "ttf", "woff", "woff2", "yaml", "yml",
];
/// Names and extensions of what systems and programs add for themselves.
const SYSTEM_NAMES: &[&str] = &["desktop.ini", "ehthumbs.db", "thumbs.db", "icon\r"];
const SYSTEM_EXTENSIONS: &[&str] = &["bak", "lnk", "swp", "tmp", "url"];
/// Extensions of a `README` that describes a folder.
const READMES: &[&str] = &["", "htm", "html", "markdown", "md", "txt"];

impl FileName {
    /// What a name says. A path may precede it, with `/`.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let extension = extension(path);
        let is_in = |list: &[&str]| list.contains(&extension.as_str());
        match name.to_ascii_lowercase() {
            name if is_system(&name) || is_in(SYSTEM_EXTENSIONS) => Self::System,
            name if is_readme(&name) && is_in(READMES) => Self::Other(OtherFile::Readmes),
            _ if is_in(PICTURES) => Self::Other(OtherFile::Pictures),
            _ if is_in(MEDIA) => Self::Other(OtherFile::Media),
            _ if is_in(PROGRAMS) => Self::Other(OtherFile::Programs),
            _ => Self::Document,
        }
    }

    /// What the name of a file inside an archive says. Hidden files are of the system.
    pub(super) fn of_entry(path: &str) -> Self {
        let is_hidden = |part: &str| (part.starts_with('.') && part != "..") || part == "__MACOSX";
        if path.split('/').any(is_hidden) {
            Self::System
        } else {
            Self::of(path)
        }
    }
}

/// Whether a name in lower case is that of a file that a system or a program adds for itself.
fn is_system(name: &str) -> bool {
    name.starts_with("~$") || name.ends_with('~') || SYSTEM_NAMES.contains(&name)
}

/// Whether a name in lower case is that of a `README`, in any language: `readme.zh.md`.
fn is_readme(name: &str) -> bool {
    name.split('.').next() == Some("readme")
}

/// Whether a path has the extension of a document.
pub(super) fn is_named_as_document(path: &str) -> bool {
    needs_bytes(path) || TEXTS.contains(&extension(path).as_str())
}

/// Whether a path has the extension of a format whose files have bytes even if they are blank.
pub(super) fn needs_bytes(path: &str) -> bool {
    DOCUMENTS.contains(&extension(path).as_str())
}

impl OtherFile {
    /// What to say of such a file that has the name of a document.
    pub(super) const fn told(self) -> Text {
        match self {
            Self::Pictures => text!("a picture: run OCR on it"),
            Self::Media => text!("sound or video, no text"),
            Self::Programs => text!("a program, no text"),
            Self::Readmes => text!("a README, no report"),
            Self::Links => text!("a symbolic link, which is not followed"),
            Self::Answers => text!("a saved answer, no report"),
            Self::Binaries => text!("a binary file, no text"),
        }
    }

    /// Whether a person may see text in it.
    #[must_use]
    pub const fn may_show_text(self) -> bool {
        matches!(self, Self::Pictures | Self::Binaries)
    }

    /// So many of this kind: `2 pictures`.
    #[must_use]
    pub fn counted(self, n: u64) -> Message {
        match self {
            Self::Pictures => counted!(n, "{n} picture", "{n} pictures"),
            Self::Binaries => counted!(n, "{n} binary file", "{n} binary files"),
            Self::Media => counted!(n, "{n} sound or video file", "{n} sound or video files"),
            Self::Programs => counted!(n, "{n} program", "{n} programs"),
            Self::Readmes => counted!(n, "{n} README", "{n} READMEs"),
            Self::Links => counted!(n, "{n} link", "{n} links"),
            Self::Answers => counted!(n, "{n} saved answer", "{n} saved answers"),
        }
    }

    /// One of this kind: `picture`.
    #[must_use]
    pub const fn singular(self) -> &'static str {
        match self {
            Self::Pictures => "picture",
            Self::Binaries => "binary file",
            Self::Media => "sound or video file",
            Self::Programs => "program",
            Self::Readmes => "README",
            Self::Links => "link",
            Self::Answers => "saved answer",
        }
    }
}

impl Display for OtherFile {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.singular())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_systems_add_is_neither_a_document_nor_another_file() {
        for name in [
            "desktop.ini",
            "Thumbs.db",
            "a/报告.lnk",
            "~$报告.docx",
            "x.TMP",
            "报告.txt~",
        ] {
            assert_eq!(FileName::of(name), FileName::System, "{name}");
        }
        for name in [".DS_Store", "__MACOSX/._a.txt", "a/.hidden/b.txt"] {
            assert_eq!(FileName::of_entry(name), FileName::System, "{name}");
        }
    }

    #[test]
    fn a_readme_in_plain_text_is_no_report_but_one_of_word_is() {
        for name in ["README", "README.md", "a/readme.zh.md", "ReadMe.txt"] {
            assert_eq!(
                FileName::of(name),
                FileName::Other(OtherFile::Readmes),
                "{name}"
            );
        }
        for name in ["README.doc", "README.docx", "readme.pdf", "README2.md"] {
            assert_eq!(FileName::of(name), FileName::Document, "{name}");
        }
    }

    #[test]
    fn no_extension_has_two_kinds() {
        let lists = [
            DOCUMENTS,
            TEXTS,
            PICTURES,
            MEDIA,
            PROGRAMS,
            SYSTEM_EXTENSIONS,
        ];
        let mut all: Vec<&str> = lists.concat();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
