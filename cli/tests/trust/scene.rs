//! A corpus with a possibly forged index, and files outside that must survive.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::corpus::{Corpus, State};
use crate::folders::{Content, changed, content, content_without, restore};
use crate::program::{End, Run};
use crate::soak::short_or_long;

/// A command that takes longer is blocked: an update on a busy machine takes some seconds.
const LIMIT: Duration = Duration::from_secs(30);
const THESIS: &str = "一部没有第二份的书稿。行政复议。\n";

pub struct Scene {
    pub corpus: Corpus,
    /// The index as the program made it.
    pub sound: Content,
    /// A folder next to the corpus with files and folders that must not change.
    pub outside: PathBuf,
    treasures: Content,
    changes: Cell<usize>,
}

impl Scene {
    pub fn new() -> Self {
        let corpus = Corpus::indexed(&State::new(3, 1));
        let sound = content(&corpus.index_folder());
        let outside = corpus.place().join("outside");
        fs::create_dir_all(outside.join("notes")).unwrap();
        fs::write(outside.join("thesis.docx"), THESIS).unwrap();
        fs::write(outside.join("notes/1.txt"), THESIS).unwrap();
        // A link to a writable generation.
        for (path, bytes) in &sound {
            if let Ok(inner) = path.strip_prefix("generation-1")
                && inner != Path::new("")
            {
                fs::create_dir_all(outside.join("archive")).unwrap();
                fs::write(outside.join("archive").join(inner), bytes).unwrap();
            }
        }
        let treasures = content(&outside);
        Self {
            corpus,
            sound,
            outside,
            treasures,
            changes: Cell::new(0),
        }
    }

    /// Restores the index and the files outside.
    pub fn put_back(&self) {
        self.corpus.remove_indexes();
        restore(&self.corpus.index_folder(), &self.sound);
        restore(&self.outside, &self.treasures);
    }

    pub fn thesis(&self) -> PathBuf {
        self.outside.join("thesis.docx")
    }

    /// Runs commands that read and write the index. All must end in time and without a crash, and nothing outside the index
    /// may change. Returns whether the last one answered.
    pub fn survives(&self) -> Result<bool, String> {
        let treasures = content(&self.outside);
        let short = ["mentions 复议 . --count", "index . --rebuild", "list"];
        let long = [
            "list",
            "mentions 复议 . --count",
            "index .",
            "verify",
            "status --json",
            "search 复议 . --json",
            "index . --rebuild",
            "mentions 复议 . --count",
            "index .",
            "list",
        ];
        let mut answered = false;
        for command in short_or_long(&short[..], &long[..]) {
            // Each update has a change to index.
            self.changes.set(self.changes.get() + 1);
            self.corpus.write(
                "变动.txt",
                format!("石澜区第{}号通知\n行政复议。\n", self.changes.get()),
            );
            let reports = self.reports();
            let words: Vec<&str> = command.split(' ').collect();
            let run = self.corpus.call(&words).limited_to(LIMIT).run();
            run.ended_cleanly()?;
            if let Some(difference) = changed(&treasures, &content(&self.outside)) {
                return Err(run.failure(&format!("did harm outside of the index: {difference}")));
            }
            if let Some(difference) = changed(&reports, &self.reports()) {
                return Err(run.failure(&format!("did harm to the reports: {difference}")));
            }
            answered = run.end == End::Exit(0);
        }
        Ok(answered)
    }

    fn reports(&self) -> Content {
        content_without(&self.corpus.root(), ".quanwen")
    }

    /// Runs a command that must be refused and must not change a folder.
    pub fn refuses(&self, arguments: &[&str], folder: &Path) -> Result<(), String> {
        let before = content(folder);
        let run = self.corpus.call(arguments).limited_to(LIMIT).run();
        is_unchanged(&before, folder, &run)?;
        run.ended_cleanly()?;
        if run.end == End::Exit(2) {
            Ok(())
        } else {
            Err(run.failure("is not refused"))
        }
    }
}

/// An error if a folder changed during a run.
pub fn is_unchanged(before: &Content, folder: &Path, run: &Run) -> Result<(), String> {
    let difference = changed(before, &content(folder));
    difference.map_or(Ok(()), |difference| {
        Err(run.failure(&format!("changed {}: {difference}", folder.display())))
    })
}
