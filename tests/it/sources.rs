//! Reads the source of a package for the tests of its layers: which file imports which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A source file.
pub struct Source {
    /// Relative to the folder of sources, with `/`.
    pub path: String,
    /// The text without comments and without the test module at its end.
    pub code: String,
}

/// Asserts that each module below a folder imports only from levels before its own, and returns how many imports were
/// compared. `root` is the level of the root file; without one it may import everything.
pub fn assert_levels(folder: &str, levels: &[&str], root: Option<&str>) -> usize {
    let level = |module: &str| levels.iter().position(|level| *level == module);
    let mut compared = 0;
    for source in sources(folder) {
        let path = &source.path;
        let module = match (source.top(), root) {
            ("", None) => continue,
            ("", Some(root)) => root,
            (module, _) => module,
        };
        let own = level(module).unwrap_or_else(|| panic!("{path} has no level"));
        for import in source.imports() {
            let import = import[0].as_str();
            if import == module || level(import).is_none() {
                continue;
            }
            compared += 1;
            assert!(
                level(import) < Some(own),
                "{path} imports {import}, which is not before {module}"
            );
        }
    }
    compared
}

/// The source files below a folder of the repository.
pub fn sources(folder: &str) -> Vec<Source> {
    let folder = crate::repository().join(folder);
    walkdir::WalkDir::new(&folder)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("the source is readable").into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| read(&path, &folder))
        .collect()
}

fn read(path: &Path, folder: &Path) -> Source {
    let text = std::fs::read_to_string(path).expect("the source is UTF-8");
    let tests = ["", "pub(super) ", "pub(crate) "]
        .map(|visible| format!("#[cfg(test)]\n{visible}mod tests {{"));
    let end = tests
        .iter()
        .filter_map(|tests| text.find(tests.as_str()))
        .min()
        .unwrap_or(text.len());
    let code: Vec<&str> = text[..end]
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let path = path.strip_prefix(folder).expect("below the folder");
    Source {
        path: path.display().to_string().replace('\\', "/"),
        code: code.join("\n"),
    }
}

impl Source {
    /// The module path of the file: `render`, `text` for `render/text.rs`; empty for the root.
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

    /// The names that the file re-exports, each with its path from the root.
    fn reexports(&self) -> Vec<Vec<String>> {
        let own: Vec<String> = self.module().into_iter().map(String::from).collect();
        ["pub use self::", "pub use ", "pub(crate) use "]
            .iter()
            .flat_map(|prefix| paths_after(&self.code, prefix, &own))
            .collect()
    }
}

/// The paths that follow a word in the code, each prefixed by `before`: one for each name of a tree `a::{b, c::d}`.
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

/// Adds the paths of the tree at the start of a text. Returns the rest of the text.
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
        // Not a name: skipped, so that the loop over a tree ends.
        rest.get(1..).unwrap_or_default()
    } else {
        after
    }
}

/// The file that a path from the root names, or that defines the item named; follows re-exports.
fn file_of<'s>(path: &[String], sources: &'s [Source]) -> Option<&'s Source> {
    let length = (0..=path.len()).rev().find(|length| {
        let is_module = |source: &Source| source.module() == path[..*length];
        sources.iter().any(is_module)
    })?;
    let file = sources
        .iter()
        .find(|source| source.module() == path[..length])?;
    let name = path.get(length);
    let mut reexports = file
        .reexports()
        .into_iter()
        .filter(|export| export.last() == name && export != path);
    match reexports.next() {
        Some(export) => file_of(&export, sources),
        None => Some(file),
    }
}

/// A cycle of imports, with the first file repeated at the end.
pub fn cycle(sources: &[Source]) -> Option<Vec<&str>> {
    let mut imports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for source in sources {
        let others = source
            .imports()
            .iter()
            .filter_map(|path| file_of(path, sources))
            .map(|file| file.path.as_str())
            .filter(|path| *path != source.path)
            .collect();
        imports.insert(&source.path, others);
    }
    // Repeatedly remove files that import none of the remaining ones; the cycles remain.
    loop {
        let left = imports.len();
        let paths: BTreeSet<&str> = imports.keys().copied().collect();
        imports.retain(|_, imported| !imported.is_disjoint(&paths));
        if imports.len() == left {
            break;
        }
    }
    let mut cycle = vec![*imports.keys().next()?];
    loop {
        let next = imports[cycle[cycle.len() - 1]]
            .iter()
            .find(|path| imports.contains_key(**path))?;
        cycle.push(next);
        if let Some(first) = cycle.iter().position(|path| path == next)
            && first + 1 < cycle.len()
        {
            return Some(cycle.split_off(first));
        }
    }
}

#[test]
fn a_cycle_through_a_reexport_is_found() {
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
    assert_eq!(cycle(&sources), None);
    sources[4].code = "use crate::a::B;".to_string();
    assert_eq!(
        cycle(&sources),
        Some(vec!["a/b.rs", "a/c.rs", "f.rs", "a/b.rs"])
    );
}
