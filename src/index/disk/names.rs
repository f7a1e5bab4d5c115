//! Names in an index folder that are ours: only files with such a name are ever removed.

use crate::corpus::INDEX_MARKER;

/// The extension of a file while it is being written.
pub(super) const NEW: &str = ".new";

/// Digits of a segment id.
const SEGMENT: usize = 32;
/// Fixed names of files in a generation; the last three are of format 1.
const FIXED: [&str; 5] = [
    INDEX_MARKER,
    "meta.json",
    ".managed.json",
    ".tantivy-meta.lock",
    ".tantivy-writer.lock",
];

/// Whether a file with this name can be part of a generation, finished or being written.
pub(in crate::index) fn is_generation_file(name: &str) -> bool {
    let name = name.strip_suffix(NEW).unwrap_or(name);
    FIXED.contains(&name) || is_segment_file(name) || is_manifest(name)
}

/// Whether a name is that of an unfinished file in the index folder itself; the second is of format 1.
pub(in crate::index) fn is_unfinished(name: &str) -> bool {
    ["index.json.new", "index.new"].contains(&name)
}

/// `generation-NUMBER`.
pub(in crate::index) fn is_generation_name(name: &str) -> bool {
    name.strip_prefix("generation-").is_some_and(is_number)
}

/// `SEGMENT.extension`, or `SEGMENT.NUMBER.del` for removed records.
pub(super) fn is_segment_file(name: &str) -> bool {
    let Some((segment, extension)) = name.split_at_checked(SEGMENT) else {
        return false;
    };
    let is_hexadecimal = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    let is_of_extension = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.';
    segment.chars().all(is_hexadecimal)
        && extension.len() > 1
        && extension.starts_with('.')
        && extension.chars().all(is_of_extension)
}

fn is_manifest(name: &str) -> bool {
    name.strip_prefix("manifest-")
        .and_then(|rest| rest.strip_suffix(".json"))
        .is_some_and(is_number)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

/// Whether a name refers to an entry of the folder itself, on every system.
pub(super) fn is_plain(name: &str) -> bool {
    !(name.is_empty() || name == "." || name == ".." || name.contains(['/', '\\', ':', '\0']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_files_are_not_ours() {
        for name in [
            "generation-1990s-reports",
            "generation-",
            "generation",
            "Generation-1",
        ] {
            assert!(!is_generation_name(name), "{name}");
        }
        assert!(is_generation_name("generation-17"));
        for name in [
            "thesis.docx",
            "manifest-new.json",
            "meta.json.bak",
            "6ec8.store",
        ] {
            assert!(!is_generation_file(name), "{name}");
        }
        let segment = "6ec87463bffd46eb942512e293850242";
        for extension in ["exact", "17.del", "store", "store.temp"] {
            assert!(
                is_generation_file(&format!("{segment}.{extension}")),
                "{extension}"
            );
        }
        assert!(!is_generation_file(segment) && !is_generation_file(&format!("{segment}.")));
        assert!(is_generation_file("meta.json.new") && is_generation_file("manifest-12.json"));
    }

    #[test]
    fn plain_names_have_no_path_syntax() {
        for name in ["", ".", "..", "a/b", "/etc", "..\\x", "c:x", "a\0b"] {
            assert!(!is_plain(name), "{name:?}");
        }
        assert!(is_plain("generation-1") && is_plain(".gitignore"));
    }
}
