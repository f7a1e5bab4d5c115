//! Runs the program in a folder of reports.

#[path = "../../../tests/it/support.rs"]
#[allow(dead_code, reason = "the tests of the library use the rest")]
mod reports;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub use reports::{TestCorpus, indexed_sample};

/// Names the language that tests run the program in, `en` if it is not set. What is about the words of one language names it by
/// [`TestCorpus::run_in`].
const LANGUAGE: &str = "QUANWEN_TEST_LANG";

/// Every language of the program.
pub const LANGUAGES: [&str; 2] = ["en", "zh"];

thread_local! {
    /// Whether this test is about English words.
    static IS_ENGLISH: Cell<bool> = const { Cell::new(false) };
}

/// Says that this test is about English words: it runs the program in English whatever language is under test. Chinese words are those
/// of the snapshots.
pub fn in_english() {
    IS_ENGLISH.set(true);
}

/// The language that this test runs the program in.
pub fn language() -> String {
    if IS_ENGLISH.get() {
        return "en".to_string();
    }
    std::env::var(LANGUAGE).unwrap_or_else(|_| "en".to_string())
}

impl TestCorpus {
    /// Runs the program in the folder of reports, in a language.
    pub fn run_in(&self, language: &str, arguments: &[&str]) -> Run {
        let mut command = self.command(env!("CARGO_BIN_EXE_quanwen"));
        command.args(arguments).env("LANG", locale(language));
        self.outcome(&mut command)
    }

    /// Runs the program in the folder of reports.
    pub fn run(&self, arguments: &[&str]) -> Run {
        let mut command = self.command(env!("CARGO_BIN_EXE_quanwen"));
        command.args(arguments);
        self.outcome(&mut command)
    }

    /// Runs the program with a file of the corpus as its standard input.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Run {
        let input = std::fs::File::open(self.root().join(input)).expect("the file is there");
        let mut command = self.command(env!("CARGO_BIN_EXE_quanwen"));
        command.args(arguments).stdin(input);
        self.outcome(&mut command)
    }

    /// The program, to be run in the folder of reports.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.root())
            .env_remove("QUANWEN_INDEX")
            .env_remove("QUANWEN_ENGINE")
            .env_remove("RUST_BACKTRACE")
            // The environment decides about colours too; `CI` counts as a terminal with colour.
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("CI")
            .env_remove("QUANWEN_LANG")
            .env_remove("LANGUAGE")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("LANG", locale(&language()))
            .env("XDG_CACHE_HOME", self.folder().join("cache"))
            .env("COLUMNS", "80");
        command
    }

    /// Runs a command to its end.
    pub fn outcome(&self, command: &mut Command) -> Run {
        Run {
            output: command.output().expect("the program starts"),
            folder: self.folder().canonicalize().expect("the folder is there"),
        }
    }
}

/// A locale of a language.
pub fn locale(language: &str) -> &'static str {
    match language {
        "zh" => "zh_CN.UTF-8",
        "en" => "C.UTF-8",
        other => panic!("{LANGUAGE}={other} is no language of the program"),
    }
}

/// Changes a file of an index and the checksum at its end, as another version would write it.
pub fn rewrite_sealed(path: &Path, change: impl FnOnce(&str) -> String) {
    use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};
    let text = std::fs::read_to_string(path).expect("a sealed file");
    let (content, _) = text.trim_end().rsplit_once('\n').expect("a last line");
    let content = change(content);
    let name = path.file_name().expect("a file").to_string_lossy();
    let checksum = xxh3_64_with_seed(content.as_bytes(), xxh3_64(name.as_bytes()));
    std::fs::write(path, format!("{content}\nxxh3 {checksum:016x}\n")).expect("it can be written");
}

/// A finished run of the program.
pub struct Run {
    output: Output,
    folder: PathBuf,
}

impl Run {
    pub fn status(&self) -> i32 {
        self.output
            .status
            .code()
            .expect("the program ended by itself")
    }

    pub fn stdout(&self) -> String {
        self.plain(&self.output.stdout)
    }

    pub fn stderr(&self) -> String {
        self.plain(&self.output.stderr)
    }

    pub fn bytes(&self) -> &[u8] {
        &self.output.stdout
    }

    /// The rows of an output of JSON lines.
    pub fn rows(&self) -> Vec<serde_json::Value> {
        self.stdout()
            .lines()
            .map(|line| serde_json::from_str(line).expect("a line of JSON"))
            .collect()
    }

    /// The last row of JSON lines, the summary.
    pub fn summary(&self) -> serde_json::Value {
        self.rows()
            .pop()
            .unwrap_or_else(|| panic!("no output; standard error: {}", self.stderr()))
    }

    fn plain(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8(bytes.to_vec()).expect("output is UTF-8");
        text.replace(&self.folder.display().to_string(), "[folder]")
    }
}
