//! Paths of documents inside a file: `a.zip!/b.docx`.
//!
//! Must not know what files contain.

use std::path::{Path, PathBuf};

use quanwen_extract::INSIDE;

/// Splits a path into the file and the rest inside it: `a.zip` and `!/b.docx`. The rest is empty for the path of a file.
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
    fn a_path_is_split_after_the_existing_file() {
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
