//! Paths of documents that lie inside a file: `a.zip!/b.docx`.
//!
//! Must not know what files hold.

use std::path::{Path, PathBuf};

use quanwen_extract::INSIDE;

/// The file that a path leads to or into, and what of the path lies inside it: `a.zip` and `!/b.docx`, with an
/// empty rest where the path is a file's own.
#[must_use]
pub fn split_inside(path: &Path) -> (PathBuf, String) {
    let typed = path.to_str().unwrap_or_default();
    let mut ends = typed.match_indices(INSIDE).map(|(end, _)| end);
    match ends.find(|end| Path::new(&typed[..*end]).is_file()) {
        Some(end) if !path.exists() => (typed[..end].into(), typed[end..].to_string()),
        _ => (path.to_path_buf(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_split_behind_the_file_that_is_there() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.zip"), "x").unwrap();
        let path = folder.path().join("a.zip!/b!/c.txt");
        assert_eq!(
            split_inside(&path),
            (folder.path().join("a.zip"), "!/b!/c.txt".to_string())
        );
        let path = folder.path().join("gone.zip!/b.txt");
        assert_eq!(split_inside(&path), (path.clone(), String::new()));
    }
}
