//! The layers of the packages: each module imports only from earlier levels.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::{assert_levels, cycle, sources};

const LEVELS: [&str; 23] = [
    "error",
    "document",
    "api",
    "schema",
    "corpus",
    "structure",
    "reading",
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
    "absence",
    "concordance",
    "record",
    "indexing",
    "backend",
    "engine",
];

/// The levels of `export/`.
const EXPORT_LEVELS: [&str; 19] = [
    "error",
    "cell",
    "about",
    "grid",
    "table",
    "columns",
    "csv",
    "markdown",
    "xlsx",
    "measure",
    "trend_grid",
    "tables",
    "chart",
    "svg",
    "text",
    "strip_chart",
    "trend_chart",
    "citation",
    "sample",
];

/// The levels of `opensearch/`.
const OPENSEARCH_LEVELS: [&str; 44] = [
    "tokens",
    "shape",
    "mapping",
    "address",
    "answer",
    "credentials",
    "quoted",
    "failure",
    "client",
    "asking",
    "bulk",
    "contents",
    "manifest",
    "whole",
    "extents",
    "stored",
    "selection",
    "buckets",
    "citations",
    "candidates",
    "figures",
    "conditions",
    "documents",
    "generation",
    "alias",
    "serving",
    "indexing",
    "merging",
    "labels",
    "corpus",
    "mentions",
    "trend",
    "evidence",
    "scores",
    "questions",
    "fetched",
    "following",
    "search",
    "hits",
    "store",
    "lookups",
    "verify",
    "placement",
    "engine",
];

/// Pairs of modules that must not import each other although one level comes first.
const INDEPENDENT: [(&str, &str); 9] = [
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

#[test]
fn modules_import_only_from_levels_before_their_own() {
    let compared = assert_levels("src", &LEVELS, None);
    assert!(compared > 50, "only {compared} imports were found");
}

/// A server and a binding write the same files, so these need no more than an answer.
#[test]
fn files_are_made_of_requests_and_answers_alone() {
    let compared = assert_levels("export/src", &EXPORT_LEVELS, None);
    assert!(compared > 20, "only {compared} imports were found");
    let of_library = regex::Regex::new(r"quanwen::(\w+)").unwrap();
    let known = ["api", "corpus", "Error", "Locator"];
    for source in sources("export/src") {
        for name in of_library.captures_iter(&source.code) {
            let path = &source.path;
            assert!(
                known.contains(&&name[1]),
                "{path} uses quanwen::{}",
                &name[1]
            );
        }
        let corpus = of_corpus(&source.code);
        let columns = ["COUNT_COLUMNS", "DOCUMENT_COLUMNS", "guarded"];
        assert!(
            corpus.iter().all(|name| columns.contains(name)),
            "{corpus:?}"
        );
    }
}

/// Another engine needs requests and answers, and what `backend` offers; no part of the local index.
#[test]
fn an_engine_over_another_storage_uses_no_storage_of_ours() {
    let compared = assert_levels("opensearch/src", &OPENSEARCH_LEVELS, None);
    assert!(compared > 10, "only {compared} imports were found");
    let of_library = regex::Regex::new(r"quanwen::(\w+)").unwrap();
    for source in sources("opensearch/src") {
        for name in of_library.captures_iter(&source.code) {
            let known = ["IndexFolder", "Searcher", "FileScan", "fold", "structure"];
            let (path, name) = (&source.path, &name[1]);
            assert!(!known.contains(&name), "{path} uses quanwen::{name}");
        }
    }
}

/// Whether all of a cluster answered is noted by the module that asks.
#[test]
fn one_module_alone_searches_a_cluster() {
    let paths = ["/_search", "/_msearch", "/_count", "{what}"];
    let searching: Vec<String> = sources("opensearch/src")
        .into_iter()
        .filter(|source| paths.iter().any(|path| source.code.contains(path)))
        .map(|source| source.path)
        .collect();
    assert_eq!(searching, ["asking.rs"]);
}

/// What a file uses of `quanwen::corpus`.
fn of_corpus(code: &str) -> Vec<&str> {
    let uses = code.split("quanwen::corpus::").skip(1);
    uses.flat_map(|rest| {
        let list = rest.strip_prefix('{').and_then(|list| list.split_once('}'));
        let list = list.map_or_else(|| rest.split(';').next().unwrap_or_default(), |list| list.0);
        list.split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
    })
    .collect()
}

#[test]
fn independent_modules_do_not_import_each_other() {
    for source in sources("src") {
        let (path, module) = (&source.path, source.top());
        for import in source.imports() {
            let import = import[0].as_str();
            assert!(
                !INDEPENDENT.contains(&(import, module)),
                "{path} imports {import}, which is independent of {module}"
            );
        }
    }
}

#[test]
fn each_library_is_used_by_one_module_only() {
    let library = sources("src").into_iter().map(|source| ("src", source));
    let program = sources("cli/src")
        .into_iter()
        .map(|source| ("cli/src", source));
    let files = sources("export/src")
        .into_iter()
        .map(|source| ("export/src", source));
    for (package, source) in library.chain(files).chain(program) {
        let code = source.code;
        let path = format!("{package}/{}", source.path);
        let uses = |name: &str| code.contains(&format!("{name}::"));
        assert!(
            !code.contains("jieba_rs") || path.starts_with("src/segmenter/"),
            "{path} uses the segmentation library"
        );
        let stores = path.starts_with("src/index/");
        assert!(!uses("tantivy") || stores, "{path} uses the storage engine");
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
            package == "cli/src" || !terminal.iter().any(|name| uses(name)),
            "{path} uses the terminal"
        );
    }
}

/// A user of the library has no flags; the program adds them to the messages.
#[test]
fn messages_of_the_library_name_no_flag_and_no_command() {
    let flag = regex::Regex::new(r"(^|[\s`(])--[a-z]|`quanwen ").unwrap();
    for folder in ["src", "export/src", "extract/src"] {
        for source in sources(folder) {
            let path = source.path;
            if path.ends_with("tests.rs") {
                continue;
            }
            let mention = source.code.lines().find(|line| flag.is_match(line));
            assert_eq!(mention, None, "{folder}/{path} mentions the command line");
        }
    }
}

#[test]
fn files_have_no_import_cycles() {
    for package in ["src", "cli/src", "export/src", "extract/src"] {
        assert_eq!(cycle(&sources(package)), None, "{package}");
    }
}

/// The names of the types with methods in a file: `Searcher` for `impl<'s> Searcher<'s> {`.
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
fn no_type_has_methods_in_more_than_two_files() {
    for package in ["src", "cli/src", "export/src"] {
        let sources = sources(package);
        let mut files: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
        for source in &sources {
            for name in types_with_methods(&source.code) {
                // Types of the same name are distinguished by their folders.
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
fn the_searcher_is_implemented_in_one_file() {
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
