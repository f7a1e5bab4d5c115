//! A temporary corpus with its index. The tests of the program use this file too.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use quanwen::{Corpus, IndexFolder, IndexOptions, IndexReport, Searcher};
use tempfile::TempDir;

/// The sample corpus of the repository.
pub fn sample_corpus() -> PathBuf {
    crate::repository().join("sample-corpus")
}

/// A temporary folder of reports. Everything that the program writes stays inside it.
pub struct TestCorpus {
    folder: TempDir,
}

impl TestCorpus {
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(folder.path().join("reports")).expect("a folder of reports");
        Self { folder }
    }

    /// A copy of the sample corpus.
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

    /// The temporary folder, which contains the folder of reports.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn root(&self) -> PathBuf {
        self.folder().join("reports")
    }

    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
        std::fs::write(path, content).expect("a file");
    }

    /// Sets a file's time to an hour ago, so that its size and time are trusted.
    pub fn age(&self, path: &str) {
        let file = std::fs::File::options()
            .write(true)
            .open(self.root().join(path));
        let hour_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
        file.and_then(|file| file.set_modified(hour_ago))
            .expect("a file's time can be set");
    }

    /// Updates the index through the library.
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
