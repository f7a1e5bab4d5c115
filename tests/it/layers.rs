//! The layers of the library: each module imports only from those before it.

use crate::sources::sources;

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
    "api",
];

/// Modules of one level, which do not know one another.
const APART: [(&str, &str); 2] = [("search", "indexing"), ("index", "passage")];

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
            !code.contains("jieba_rs") || path.starts_with("src/analysis/segmenter/"),
            "{path} knows the segmentation library"
        );
        let stores = path.starts_with("src/index/") || path == "src/analysis/analyzer.rs";
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
    // A package that is not there yet has no sources.
    let folders = ["src", "extract/src"];
    let folders = folders
        .into_iter()
        .filter(|folder| crate::repository().join(folder).exists());
    for folder in folders {
        for source in sources(folder) {
            let path = source.path;
            // Reasons for which a file is skipped name their flag until they are more than texts.
            let is_reason = folder == "src" && path.starts_with("corpus/");
            if is_reason || path.ends_with("tests.rs") {
                continue;
            }
            let speaking = source.code.lines().find(|line| flag.is_match(line));
            assert_eq!(speaking, None, "{folder}/{path} speaks of the command line");
        }
    }
}
