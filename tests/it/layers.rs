//! The layers of the library: each module imports only from those before it.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::{circle, sources};

const LEVELS: [&str; 18] = [
    "error",
    "document",
    "api",
    "schema",
    "corpus",
    "structure",
    "fold",
    "segmenter",
    "query",
    "index",
    "passage",
    "matching",
    "mentions",
    "ranking",
    "catalogue",
    "study",
    "indexing",
    "engine",
];

/// Modules of one level, which do not know one another.
const APART: [(&str, &str); 9] = [
    ("index", "passage"),
    ("mentions", "ranking"),
    ("mentions", "catalogue"),
    ("mentions", "study"),
    ("ranking", "catalogue"),
    ("ranking", "study"),
    ("catalogue", "study"),
    ("matching", "indexing"),
    ("indexing", "engine"),
];

fn level(module: &str) -> Option<usize> {
    LEVELS.iter().position(|level| *level == module)
}

#[test]
fn modules_import_only_from_levels_before_their_own() {
    let mut checked = 0;
    for source in sources("src")
        .iter()
        .filter(|source| source.path != "lib.rs")
    {
        let (path, module) = (&source.path, source.top());
        let own = level(module).unwrap_or_else(|| panic!("{path} belongs to no level"));
        for import in source.imports() {
            let import = import[0].as_str();
            if import == module || level(import).is_none() {
                continue;
            }
            checked += 1;
            assert!(
                level(import) < Some(own),
                "{path} imports {import}, which is not before {module}"
            );
            assert!(
                !APART.contains(&(import, module)),
                "{path} imports {import}, which is beside {module}"
            );
        }
    }
    assert!(checked > 50, "only {checked} imports were found");
}

#[test]
fn libraries_stay_behind_their_one_face() {
    let library = sources("src").into_iter().map(|source| ("src", source));
    let program = sources("cli/src").into_iter();
    let program = program.map(|source| ("cli/src", source));
    for (package, source) in library.chain(program) {
        let code = source.code;
        let path = format!("{package}/{}", source.path);
        let knows = |name: &str| code.contains(&format!("{name}::"));
        assert!(
            !code.contains("jieba_rs") || path.starts_with("src/segmenter/"),
            "{path} knows the segmentation library"
        );
        let stores = path.starts_with("src/index/");
        assert!(
            !knows("tantivy") || stores,
            "{path} knows the storage engine"
        );
        assert!(
            !(code.contains("println!") || code.contains("eprintln!")),
            "{path} prints"
        );
        let terminal = [
            "anstream",
            "anstyle",
            "anyhow",
            "clap",
            "indicatif",
            "terminal_size",
        ];
        assert!(
            package == "cli/src" || !terminal.iter().any(|name| knows(name)),
            "{path} knows the terminal"
        );
    }
}

/// A user of the library has no flags: what is typed against an error, the program says.
#[test]
fn messages_of_the_library_name_no_flag_and_no_command() {
    let flag = regex::Regex::new(r"(^|[\s`(])--[a-z]|`quanwen ").unwrap();
    for folder in ["src", "extract/src"] {
        for source in sources(folder) {
            let path = source.path;
            if path.ends_with("tests.rs") {
                continue;
            }
            let speaking = source.code.lines().find(|line| flag.is_match(line));
            assert_eq!(speaking, None, "{folder}/{path} speaks of the command line");
        }
    }
}

#[test]
fn files_import_one_another_in_no_circle() {
    for package in ["src", "cli/src", "extract/src"] {
        assert_eq!(circle(&sources(package)), None, "{package}");
    }
}

/// The types that a file has methods of, by their names: `Searcher` for `impl<'s> Searcher<'s> {`.
fn types_with_methods(code: &str) -> Vec<&str> {
    let blocks = code.lines().filter(|line| line.starts_with("impl"));
    let types = blocks.filter_map(|line| {
        let line = line.strip_prefix("impl")?;
        let line = match line.strip_prefix('<') {
            Some(generics) => generics.split_once("> ")?.1,
            None => line.trim_start(),
        };
        let name = line.split([' ', '<', '{']).next()?;
        (!line.contains(" for ")).then_some(name)
    });
    types.collect()
}

/// Whether a file declares a type.
fn declares(code: &str, name: &str) -> bool {
    let is_whole = |after: &str| !after.starts_with(|c: char| c.is_alphanumeric());
    ["struct", "enum"].iter().any(|kind| {
        let declaration = format!("{kind} {name}");
        code.split(declaration.as_str()).skip(1).any(is_whole)
    })
}

#[test]
fn no_type_is_spread_over_the_house() {
    for package in ["src", "cli/src"] {
        let sources = sources(package);
        let mut files: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
        for source in &sources {
            for name in types_with_methods(&source.code) {
                // Types of one name in several rooms are told apart by their folders.
                let declaring = sources.iter().filter(|other| declares(&other.code, name));
                let folder = source
                    .path
                    .rsplit_once('/')
                    .map_or("", |(folder, _)| folder);
                let room = if declaring.count() < 2 { "" } else { folder };
                files.entry((room, name)).or_default().insert(&source.path);
            }
        }
        assert!(files.len() > 10, "{package}: only {} types", files.len());
        for ((_, name), files) in files {
            assert!(files.len() <= 2, "{name} has methods in {files:?}");
        }
    }
}

#[test]
fn the_searcher_has_one_place() {
    let files: Vec<String> = sources("src")
        .into_iter()
        .filter(|source| types_with_methods(&source.code).contains(&"Searcher"))
        .map(|source| source.path)
        .collect();
    assert_eq!(files, ["engine.rs"]);
    let engine = sources("src")
        .into_iter()
        .find(|source| source.path == "engine.rs");
    let methods = engine.map_or(0, |engine| engine.code.matches("impl Searcher {").count());
    assert_eq!(methods, 1);
}
