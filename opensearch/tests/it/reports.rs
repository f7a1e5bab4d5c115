//! Reports that a test writes.

use std::path::Path;

use quanwen::Corpus;

/// A report with one mention of 行政复议.
pub const REPORT: &str = "松泽县2020年法治政府建设年度报告\n行政复议。\n";

/// A folder of reports.
pub struct Reports(tempfile::TempDir);

impl Reports {
    /// A folder without reports.
    pub fn none() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// A folder with one report.
    pub fn one(path: &str, text: &str) -> Self {
        let reports = Self::none();
        reports.write(path, text);
        reports
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a report, with the folders above it.
    pub fn write(&self, path: &str, text: &str) {
        let file = self.path().join(path);
        let above = file.parent().expect("a folder");
        std::fs::create_dir_all(above).expect("a folder");
        std::fs::write(file, text).expect("a file");
    }

    pub fn remove(&self, path: &str) {
        std::fs::remove_file(self.path().join(path)).expect("a file");
    }

    pub fn corpus(&self) -> Corpus {
        Corpus::at(self.path()).expect("a folder of reports")
    }
}
