//! The layers of the program: each module imports only from earlier ones, no files import each other in a circle, and
//! only a few modules write output.

use crate::sources::{assert_levels, sources};

const LEVELS: [&str; 17] = [
    "outcome",
    "language",
    "line_breaks",
    "hint",
    "render",
    "pager",
    "output",
    "format",
    "interruption",
    "output_file",
    "printer",
    "recorder",
    "args",
    "progress",
    "workspace",
    "commands",
    "main",
];

#[test]
fn modules_import_only_from_earlier_levels() {
    let compared = assert_levels("cli/src", &LEVELS, Some("main"));
    assert!(compared > 30, "only {compared} imports were found");
}

/// Source folders with the files that write output, and make it visible or escape it. `verbatim` output is for programs. The pager
/// is passed what `render` wrote.
const WRITERS: [(&str, &str); 11] = [
    ("src/api", "json.rs"),
    ("export/src", "markdown.rs"),
    ("export/src", "xlsx/mod.rs"),
    // Elements of a chart, whose texts are escaped.
    ("export/src", "svg/element.rs"),
    ("export/src", "svg/page.rs"),
    ("cli/src", "render/lines.rs"),
    ("cli/src", "output.rs"),
    // Charts, which are visible as they are made.
    ("cli/src", "printer.rs"),
    // Records, whose texts are escaped as they are shown.
    ("cli/src", "recorder.rs"),
    ("cli/src", "pager.rs"),
    ("cli/src", "commands/manual.rs"),
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
    for folder in ["src/api", "export/src", "cli/src"] {
        for source in sources(folder) {
            // Formatting a value writes no output.
            let code = source.code.replace("write!(f, ", "");
            if calls.iter().any(|call| code.contains(call)) {
                writers.push((folder, source.path));
            }
        }
    }
    for (folder, path) in &writers {
        assert!(
            WRITERS.contains(&(folder, path)),
            "{folder}/{path} writes by itself"
        );
    }
    for (folder, path) in WRITERS {
        assert!(
            writers.contains(&(folder, path.to_string())),
            "{folder}/{path} writes nothing: take it off the list"
        );
    }
}
