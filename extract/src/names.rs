//! Names of files and of the documents in them: extensions, names that are not of documents, unique names.
//!
//! Must not know what files contain.

use std::collections::HashSet;

use xxhash_rust::xxh3::xxh3_64;

/// Separates the path of a file from the name of a document inside it: `a.zip!/b.docx`.
pub const INSIDE: &str = "!/";

/// Extensions of files that are not documents.
#[rustfmt::skip]
const OTHER_EXTENSIONS: &[&str] = &[
    "avi", "bak", "bmp", "c", "cpp", "css", "db", "dll", "exe", "gif", "ico", "jpeg", "jpg", "js",
    "lock", "log", "mjs", "mov", "mp3", "mp4", "otf", "png", "py", "pyc", "rs", "sh", "so",
    "sqlite", "svg", "tif", "tiff", "tmp", "toml", "ts", "ttf", "wav", "webp", "woff", "woff2",
    "yaml", "yml",
];

/// The extension of a path in lower case, without the dot; empty if there is none.
pub(super) fn extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.')
        .map_or(String::new(), |(_, extension)| {
            extension.to_ascii_lowercase()
        })
}

/// Whether a name is not that of a document: pictures and programs, lock files of word processors, `README`s.
///
/// ```
/// use quanwen_extract::is_not_document;
///
/// assert!(is_not_document("松泽县/图.PNG") && is_not_document("~$报告.docx"));
/// assert!(!is_not_document("松泽县/2021.doc") && !is_not_document("松泽县/报告"));
/// ```
#[must_use]
pub fn is_not_document(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or_default();
    name.starts_with("~$")
        || stem.eq_ignore_ascii_case("readme")
        || name.ends_with('~')
        || OTHER_EXTENSIONS.contains(&extension(path).as_str())
}

/// Whether a file inside an archive may be a document, by its name. Hidden and system files are not.
pub(super) fn is_document_inside(path: &str) -> bool {
    let hidden = |part: &str| (part.starts_with('.') && part != "..") || part == "__MACOSX";
    !path.split('/').any(hidden) && !is_not_document(path)
}

/// The unique names of the documents in one file. There may be a million, so only their hashes are kept: after a hash
/// collision a name merely gets a number that it does not need.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: HashSet<u64>,
}

impl Names {
    /// Returns the name, with the document's number in its file appended if another document has the same name.
    pub(super) fn unique(&mut self, name: &str, number: usize) -> String {
        let mut unique = name.to_string();
        if self.given.contains(&xxh3_64(name.as_bytes())) {
            unique = format!("{name}#{number}");
        }
        while !self.given.insert(xxh3_64(unique.as_bytes())) {
            unique.push('#');
        }
        unique
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_is_that_of_the_name() {
        assert_eq!(extension("松泽县.2021/报告"), "");
        assert_eq!(extension("松泽县/2021.年.DOCX"), "docx");
    }

    #[test]
    fn no_two_documents_have_one_name() {
        let mut names = Names::default();
        let given = [("5", 1), ("a#4", 2), ("a", 3), ("a", 4), ("5", 5)];
        let given = given.map(|(name, number)| names.unique(name, number));
        assert_eq!(given, ["5", "a#4", "a", "a#4#", "5#5"]);
    }
}
