//! The layers of the source: each module imports only from those before it.

use std::path::Path;

const LEVELS: [&str; 13] = [
    "error",
    "document",
    "schema",
    "corpus",
    "structure",
    "fold",
    "analysis",
    "query",
    "index",
    "passage",
    "search",
    "indexing",
    "render",
];

/// Modules of one level, which do not know one another.
const APART: [(&str, &str); 2] = [("search", "indexing"), ("index", "passage")];

/// Every source file below a folder: its path relative to it, and its text without the tests at its end.
pub(crate) fn sources(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = walkdir::WalkDir::new(&root)
        .into_iter()
        .map(|entry| entry.expect("the source is readable"));
    files
        .filter(|entry| {
            entry
                .path()
                .extension()
                .is_some_and(|ending| ending == "rs")
        })
        .map(|entry| {
            let text = std::fs::read_to_string(entry.path()).expect("the source is UTF-8");
            let tests = ["", "pub(super) ", "pub(crate) "]
                .map(|visible| format!("#[cfg(test)]\n{visible}mod tests {{"));
            let ends = tests.iter().filter_map(|tests| text.find(tests.as_str()));
            let code = text[..ends.min().unwrap_or(text.len())].to_string();
            (
                entry
                    .path()
                    .strip_prefix(&root)
                    .expect("below the root")
                    .display()
                    .to_string(),
                code,
            )
        })
        .collect()
}

fn level(module: &str) -> Option<usize> {
    LEVELS.iter().position(|level| *level == module)
}

/// The top-level modules that a file names with `crate::`.
fn imports(code: &str) -> Vec<&str> {
    code.match_indices("crate::")
        .map(|(at, prefix)| &code[at + prefix.len()..])
        .map(|rest| {
            rest.split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .unwrap_or_default()
        })
        .filter(|module| level(module).is_some())
        .collect()
}

#[test]
fn modules_import_only_from_levels_before_their_own() {
    let mut checked = 0;
    for (path, code) in sources("src")
        .iter()
        .filter(|(path, _)| !path.starts_with("bin") && path != "lib.rs")
    {
        let module = path.split(['/', '\\', '.']).next().unwrap_or_default();
        let own = level(module).unwrap_or_else(|| panic!("{path} belongs to no level"));
        for import in imports(code).into_iter().filter(|import| *import != module) {
            checked += 1;
            assert!(
                level(import) < Some(own),
                "{path} imports {import}, which is not before {module}"
            );
            assert!(
                !APART.contains(&(import, module)),
                "{path} imports {import}, which stands beside {module}"
            );
        }
    }
    assert!(checked > 50, "only {checked} imports were found");
}

#[test]
fn libraries_stay_behind_their_one_face() {
    for (path, code) in sources("src")
        .into_iter()
        .filter(|(path, _)| path != "lib.rs")
    {
        let path = path.replace('\\', "/");
        assert!(
            !code.contains("jieba_rs") || path.starts_with("analysis/segmenter/"),
            "{path} knows the segmentation library"
        );
        let stores = path.starts_with("index/") || path == "analysis/analyzer.rs";
        assert!(
            !code.contains("tantivy::") || stores,
            "{path} knows the storage engine"
        );
        assert!(
            !code.contains("println!") && !code.contains("eprintln!"),
            "{path} prints"
        );
        let terminal = path.starts_with("bin/");
        assert!(
            terminal
                || !["clap", "anyhow", "indicatif", "terminal_size"]
                    .iter()
                    .any(|name| code.contains(&format!("{name}::"))),
            "{path} knows the terminal"
        );
    }
}

/// Where output is written, and with it made visible or escaped; what is verbatim is for programs.
const WRITERS: [&str; 5] = [
    "render/lines.rs",
    "render/json.rs",
    "render/csv.rs",
    "bin/quanwen/output.rs",
    "bin/quanwen/commands/manual.rs",
];

#[test]
fn answers_are_written_only_where_control_characters_are_replaced() {
    let calls = [
        "write!(",
        "writeln!(",
        ".write_all(",
        "to_writer(",
        "print!(",
        "println!(",
    ];
    let mut writers = Vec::new();
    for (path, code) in sources("src") {
        let path = path.replace('\\', "/");
        let renders = path.starts_with("render/") || path.starts_with("bin/");
        if renders && calls.iter().any(|call| code.contains(call)) {
            assert!(WRITERS.contains(&path.as_str()), "{path} writes by itself");
            writers.push(path);
        }
    }
    for path in WRITERS {
        assert!(
            writers.iter().any(|writer| writer == path),
            "{path} writes nothing: take it off the list"
        );
    }
}
