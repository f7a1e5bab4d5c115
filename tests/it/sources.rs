//! The source of a package as the tests of its layers read it: which file imports which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A source file.
pub struct Source {
    /// Relative to the folder of sources, with `/`.
    pub path: String,
    /// The text without comments and without the tests at its end.
    pub code: String,
}

/// Every source file below a folder of the repository.
pub fn sources(folder: &str) -> Vec<Source> {
    let folder = crate::repository().join(folder);
    let files = walkdir::WalkDir::new(&folder).sort_by_file_name();
    let files = files
        .into_iter()
        .map(|entry| entry.expect("the source is readable").into_path());
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| read(&path, &folder))
        .collect()
}

fn read(path: &Path, folder: &Path) -> Source {
    let text = std::fs::read_to_string(path).expect("the source is UTF-8");
    let tests = ["", "pub(super) ", "pub(crate) "]
        .map(|visible| format!("#[cfg(test)]\n{visible}mod tests {{"));
    let ends = tests.iter().filter_map(|tests| text.find(tests.as_str()));
    let end = ends.min().unwrap_or(text.len());
    let lines = text[..end].lines();
    let code: Vec<&str> = lines
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let path = path.strip_prefix(folder).expect("below the folder");
    Source {
        path: path.display().to_string().replace('\\', "/"),
        code: code.join("\n"),
    }
}

impl Source {
    /// The names of the module that the file is: `render`, `text` for `render/text.rs`; none for the root.
    fn module(&self) -> Vec<&str> {
        let path = self.path.trim_end_matches(".rs");
        let mut names: Vec<&str> = path.split('/').collect();
        if matches!(names.last(), Some(&"mod" | &"main" | &"lib")) {
            names.pop();
        }
        names
    }

    /// The module of the top level; empty for the root.
    pub fn top(&self) -> &str {
        self.module().first().copied().unwrap_or_default()
    }

    /// The paths from the root that the file names with `crate::` or `super::`.
    pub fn imports(&self) -> Vec<Vec<String>> {
        let mut parent: Vec<String> = self.module().into_iter().map(String::from).collect();
        parent.pop();
        let mut paths = paths_after(&self.code, "crate::", &[]);
        paths.extend(paths_after(&self.code, "super::", &parent));
        paths
    }

    /// What the file hands on under its own name: each name with its path from the root.
    fn hands_on(&self) -> Vec<Vec<String>> {
        let own: Vec<String> = self.module().into_iter().map(String::from).collect();
        ["pub use self::", "pub use ", "pub(crate) use "]
            .iter()
            .flat_map(|prefix| paths_after(&self.code, prefix, &own))
            .collect()
    }
}

/// The paths that follow a word in the code, each behind `before`: one for each name of a tree `a::{b, c::d}`.
fn paths_after(code: &str, word: &str, before: &[String]) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for (at, _) in code.match_indices(word) {
        let continues = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
        if !code[..at].ends_with(continues) {
            add_tree(&code[at + word.len()..], before, &mut paths);
        }
    }
    paths
}

/// Adds the paths of the tree that a text begins with. Returns the rest of the text.
fn add_tree<'t>(text: &'t str, before: &[String], paths: &mut Vec<Vec<String>>) -> &'t str {
    let mut rest = text.trim_start();
    if let Some(inner) = rest.strip_prefix('{') {
        rest = inner.trim_start();
        while !rest.is_empty() && !rest.starts_with('}') {
            rest = add_tree(rest, before, paths).trim_start();
            rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
        }
        return rest.strip_prefix('}').unwrap_or(rest);
    }
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
    let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
    let path = [before, &[name.to_string()]].concat();
    if let Some(deeper) = after.strip_prefix("::") {
        return add_tree(deeper, &path, paths);
    }
    paths.push(path);
    if name.is_empty() {
        // Something else than a name: passed over, so that the loop over a tree ends.
        rest.get(1..).unwrap_or_default()
    } else {
        after
    }
}

/// The file that a path from the root names or that defines the item named: through files that hand it on.
fn file_of<'s>(path: &[String], sources: &'s [Source]) -> Option<&'s Source> {
    let length = (0..=path.len()).rev().find(|length| {
        let is_module = |source: &Source| source.module() == path[..*length];
        sources.iter().any(is_module)
    })?;
    let file = sources
        .iter()
        .find(|source| source.module() == path[..length])?;
    let name = path.get(length);
    let handed_on = file.hands_on().into_iter();
    let mut handed_on = handed_on.filter(|handed| handed.last() == name && handed != path);
    match handed_on.next() {
        Some(handed) => file_of(&handed, sources),
        None => Some(file),
    }
}

/// Files that import one another in a circle, the first one again at the end.
pub fn circle(sources: &[Source]) -> Option<Vec<&str>> {
    let mut imports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for source in sources {
        let files = source.imports();
        let files = files.iter().filter_map(|path| file_of(path, sources));
        let files = files.map(|file| file.path.as_str());
        let others = files.filter(|path| *path != source.path);
        imports.insert(&source.path, others.collect());
    }
    // Without those that import nothing that is left, again and again, the circles stay.
    loop {
        let left = imports.len();
        let paths: BTreeSet<&str> = imports.keys().copied().collect();
        imports.retain(|_, imported| !imported.is_disjoint(&paths));
        if imports.len() == left {
            break;
        }
    }
    let mut circle = vec![*imports.keys().next()?];
    loop {
        let next = imports[circle[circle.len() - 1]]
            .iter()
            .find(|path| imports.contains_key(**path))?;
        circle.push(next);
        if let Some(first) = circle.iter().position(|path| path == next)
            && first + 1 < circle.len()
        {
            return Some(circle.split_off(first));
        }
    }
}

#[test]
fn a_circle_through_a_file_that_hands_on_is_found() {
    let source = |path: &str, code: &str| Source {
        path: path.to_string(),
        code: code.to_string(),
    };
    let mut sources = vec![
        source("main.rs", "mod a;\nuse a::B;"),
        source("a/mod.rs", "mod b;\nmod c;\npub(crate) use b::{B, b};"),
        source("a/b.rs", "use super::c::{C, d::E};"),
        source("a/c.rs", "use std::io;\nuse crate::f::F;"),
        source("f.rs", "use std::mem;"),
    ];
    assert_eq!(circle(&sources), None);
    sources[4].code = "use crate::a::B;".to_string();
    assert_eq!(
        circle(&sources),
        Some(vec!["a/b.rs", "a/c.rs", "f.rs", "a/b.rs"])
    );
}
