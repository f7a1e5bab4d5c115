//! The import graph of `extract/`: the levels of its modules, and what they must not know.

use std::path::Path;

use crate::sources::sources;

/// The modules of `extract/`; each imports only from earlier ones.
const EXTRACT_LEVELS: [&str; 20] = [
    "left_out",
    "mail_kind",
    "address",
    "day",
    "quiet",
    "names",
    "options",
    "other_file",
    "unread",
    "extracted",
    "contract",
    "labels",
    "decode",
    "allowance",
    "reader",
    "archive",
    "mail",
    "format",
    "records",
    "source",
];

/// A module path below the root of a package: `["reader", "html"]`.
type Module = Vec<String>;

fn module(segments: &str) -> Module {
    segments
        .split("::")
        .map(str::trim)
        .filter(|segment| !segment.is_empty())
        .map(String::from)
        .collect()
}

/// The module of a file.
fn module_of(path: &str) -> Module {
    let path = path.replace('\\', "/");
    let name = path.strip_suffix(".rs").unwrap_or(&path);
    let name = name.strip_suffix("/mod").unwrap_or(name);
    if name == "lib" {
        return Module::new();
    }
    module(&name.replace('/', "::"))
}

/// The paths of an import tree: `a::b` and `a::c::d` for `a::{b, c::d}`.
fn paths_of(tree: &str) -> Vec<String> {
    let Some((prefix, rest)) = tree.split_once('{') else {
        return vec![tree.to_string()];
    };
    let mut depth = 1;
    let mut branches = vec![String::new()];
    for c in rest.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        match c {
            _ if depth == 0 => break,
            ',' if depth == 1 => branches.push(String::new()),
            c => branches.last_mut().expect("there is one").push(c),
        }
    }
    branches
        .iter()
        .flat_map(|branch| paths_of(branch))
        .map(|path| format!("{prefix}{path}"))
        .collect()
}

/// The paths in a file: those of its imports, and others from `crate`, `self`, `super` or a child module.
fn named_paths(code: &str, children: &[&str]) -> Vec<String> {
    let lines = code
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    let code = lines.collect::<Vec<_>>().join("\n");
    let mut paths = Vec::new();
    for statement in code.split("use ").skip(1) {
        paths.extend(paths_of(statement.split(';').next().unwrap_or_default()));
    }
    let is_inside = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    for word in code.split(|c: char| !is_inside(c)) {
        let first = word.split("::").next().unwrap_or_default();
        let is_own = ["crate", "self", "super"].contains(&first) || children.contains(&first);
        if word.contains("::") && !word.ends_with("::") && is_own {
            paths.push(word.to_string());
        }
    }
    paths
}

/// The module of a path: its longest prefix in `modules`.
fn resolve(path: &str, of: &Module, modules: &[Module]) -> Option<Module> {
    let mut full = of.clone();
    for (index, segment) in module(path).into_iter().enumerate() {
        match segment.as_str() {
            "crate" => full.clear(),
            "super" => _ = full.pop(),
            "self" => {}
            // Another package, or a child module.
            _ if index == 0
                && !modules
                    .contains(&[full.as_slice(), std::slice::from_ref(&segment)].concat()) =>
            {
                return None;
            }
            _ => full.push(segment),
        }
    }
    while !modules.contains(&full) {
        full.pop()?;
    }
    (full != *of).then_some(full)
}

/// The modules of a package with their imports, without test modules.
fn import_graph(folder: &str) -> Vec<(Module, Vec<Module>)> {
    let sources = sources(folder);
    let is_test = |path: &str| {
        let stem = Path::new(path).file_stem().and_then(|stem| stem.to_str());
        let declared = format!("#[cfg(test)]\nmod {};", stem.unwrap_or_default());
        sources.iter().any(|source| source.code.contains(&declared))
    };
    let files: Vec<(Module, &str)> = sources
        .iter()
        .filter(|source| !is_test(&source.path))
        .map(|source| (module_of(&source.path), source.code.as_str()))
        .collect();
    let modules: Vec<Module> = files.iter().map(|file| file.0.clone()).collect();
    let imports = |(of, code): &(Module, &str)| {
        let is_child = |module: &&Module| module.len() == of.len() + 1 && module.starts_with(of);
        let children: Vec<&str> = modules
            .iter()
            .filter(is_child)
            .map(|module| module[of.len()].as_str())
            .collect();
        let paths = named_paths(code, &children);
        let found = paths.iter().filter_map(|path| resolve(path, of, &modules));
        (of.clone(), found.collect())
    };
    files.iter().map(imports).collect()
}

#[test]
fn paths_in_code_resolve_to_modules() {
    let modules = [module(""), module("a"), module("a::b"), module("c")];
    let code = "use super::{c::{x, y}, z};\nfn f() { b::g(); crate::c::h() } // super::c";
    let named = named_paths(code, &["b"]);
    let found: Vec<String> = named
        .iter()
        .filter_map(|path| resolve(path, &module("a"), &modules))
        .map(|module| module.join("::"))
        .collect();
    assert_eq!(found, ["c", "c", "", "a::b", "c"]);
}

/// Readers of formats whose files hold documents of other formats: pages in documents, mails and books, packages in XML.
const HOLDERS: [&str; 7] = [
    "docx",
    "epub",
    "mail",
    "mhtml",
    "office_xml",
    "outlook",
    "plain_xml",
];

/// Folders of what several formats share.
const SHARED: [&str; 4] = ["build", "drawing_ml", "layout", "storage"];

#[test]
fn modules_of_the_readers_import_only_from_earlier_levels() {
    let level = |name: &str| EXTRACT_LEVELS.iter().position(|level| *level == name);
    let graph = import_graph("extract/src");
    let has_files = |name: &str| graph.iter().any(|(of, _)| of.len() > 2 && of[1] == name);
    let is_format =
        |name: &str| HOLDERS.contains(&name) || (has_files(name) && !SHARED.contains(&name));
    let mut checked = 0;
    for (of, import) in graph
        .iter()
        .flat_map(|(of, imports)| imports.iter().map(move |i| (of, i)))
    {
        let is_allowed = match (of.as_slice(), import.as_slice()) {
            ([] | [_, ..], []) => false,
            ([], _) => true,
            // Readers of different formats do not import each other, unless one's files hold the other's; shared modules
            // import none of them.
            ([top, own, ..], [same, other, ..]) if top == same => {
                own == other || !is_format(other) || HOLDERS.contains(&own.as_str())
            }
            ([top, ..], [same, ..]) if top == same => true,
            ([top, ..], [other, ..]) => level(other) < level(top) && level(other).is_some(),
        };
        assert!(is_allowed, "{of:?} imports {import:?}");
        checked += 1;
    }
    assert!(checked > 200, "only {checked} imports were found");
}

#[test]
fn the_readers_do_not_know_the_engine_or_the_rules() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("extract/Cargo.toml");
    let manifest = std::fs::read_to_string(manifest).expect("the manifest is readable");
    for name in ["tantivy", "jieba", "quanwen ", "quanwen."] {
        let (_, dependencies) = manifest
            .split_once("[dependencies]")
            .expect("it has dependencies");
        assert!(!dependencies.contains(name), "extract depends on {name}");
    }
    for source in sources("extract/src") {
        let (path, code) = (source.path, source.code);
        let code = code
            .replace("quanwen_extract", "")
            .replace("quanwen-extract", "")
            .replace("quanwen_messages", "");
        for name in ["quanwen", "tantivy", "jieba", "genre.toml"] {
            assert!(!code.contains(name), "extract/src/{path} names {name}");
        }
    }
}
