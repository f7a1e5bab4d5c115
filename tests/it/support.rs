//! A folder of reports with its index, and the program run in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use quanwen::{Corpus, IndexFolder, IndexOptions, IndexReport, Searcher};
use tempfile::TempDir;

/// The reports of the repository.
pub fn sample_corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-corpus")
}

/// A temporary folder of reports. Everything the program writes stays inside it.
pub struct TestCorpus {
    folder: TempDir,
}

impl TestCorpus {
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(folder.path().join("reports")).expect("a folder of reports");
        Self { folder }
    }

    /// With a copy of the sample corpus.
    pub fn sample() -> Self {
        let corpus = Self::empty();
        for entry in walkdir::WalkDir::new(sample_corpus()).into_iter().flatten() {
            let relative = entry
                .path()
                .strip_prefix(sample_corpus())
                .expect("below the sample corpus");
            if relative
                .components()
                .any(|part| part.as_os_str() == ".quanwen")
            {
                continue;
            }
            let target = corpus.root().join(relative);
            if entry.file_type().is_dir() {
                std::fs::create_dir_all(target).expect("a folder");
            } else {
                std::fs::copy(entry.path(), target).expect("a copy");
            }
        }
        corpus
    }

    pub fn of(files: &[(&str, &str)]) -> Self {
        let corpus = Self::empty();
        for (path, text) in files {
            corpus.write(path, text);
        }
        corpus
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().join("reports")
    }

    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        std::fs::write(path, content).expect("a file");
    }

    /// Sets a file's time to an hour ago, so that its size and time are believed.
    pub fn age(&self, path: &str) {
        let file = std::fs::File::options()
            .write(true)
            .open(self.root().join(path));
        let hour_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
        file.and_then(|file| file.set_modified(hour_ago))
            .expect("a file's time can be set");
    }

    /// Brings the index up to date through the library.
    pub fn index(&self) -> IndexReport {
        self.index_with(&IndexOptions::default())
    }

    pub fn index_with(&self, options: &IndexOptions) -> IndexReport {
        let corpus = Corpus::at(self.root()).expect("the corpus is there");
        let folder = IndexFolder::for_corpus(&corpus).expect("it can be written");
        quanwen::index(&corpus, &folder, options, &()).expect("it can be indexed")
    }

    pub fn index_folder(&self) -> IndexFolder {
        IndexFolder::at(self.root().join(".quanwen"))
    }

    pub fn searcher(&self) -> Searcher {
        self.index();
        Searcher::open(&self.index_folder()).expect("the index opens")
    }

    /// Runs the program in the folder of reports.
    pub fn run(&self, arguments: &[&str]) -> Run {
        let mut command = self.command(env!("CARGO_BIN_EXE_quanwen"));
        command.args(arguments);
        self.outcome(&mut command)
    }

    /// A program that will run in the folder of reports.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.root())
            .env_remove("QUANWEN_INDEX")
            .env_remove("RUST_BACKTRACE")
            .env("XDG_CACHE_HOME", self.folder.path().join("cache"))
            .env("COLUMNS", "80");
        command
    }

    /// Runs a command to its end.
    pub fn outcome(&self, command: &mut Command) -> Run {
        Run {
            output: command.output().expect("the program starts"),
            folder: self
                .folder
                .path()
                .canonicalize()
                .expect("the folder is there"),
        }
    }
}

/// Changes a file of an index that ends with a checksum, and the checksum with it: as another version would write it.
pub fn rewrite_sealed(path: &Path, change: impl FnOnce(&str) -> String) {
    use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};
    let text = std::fs::read_to_string(path).expect("a sealed file");
    let (content, _) = text.trim_end().rsplit_once('\n').expect("a last line");
    let content = change(content);
    let name = path.file_name().expect("a file").to_string_lossy();
    let checksum = xxh3_64_with_seed(content.as_bytes(), xxh3_64(name.as_bytes()));
    std::fs::write(path, format!("{content}\nxxh3 {checksum:016x}\n")).expect("it can be written");
}

/// What a run of the program came to.
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

    /// The last row, which is the summary.
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

/// The sample corpus with an index, shared by tests that only read.
pub fn indexed_sample() -> &'static TestCorpus {
    static SAMPLE: OnceLock<TestCorpus> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let corpus = TestCorpus::sample();
        corpus.index();
        corpus
    })
}

/// A searcher over the shared sample.
pub fn sample_searcher() -> Searcher {
    Searcher::open(&indexed_sample().index_folder()).expect("the index opens")
}
