//! A corpus that changes at random: files are added, changed, removed, renamed, corrected; places get their provinces.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use fastrand::Rng;
use quanwen::Corpus;

/// Places as reports say them; what a shorter one is called depends on the others.
const PLACES: [&str; 6] = [
    "松泽县",
    "澄州市松泽县",
    "岚江省澄州市松泽县",
    "望汀区",
    "岚江省宁浦市望汀区",
    "柳渡镇",
];
const SENTENCES: [&str; 6] = [
    "全年办理行政复议案件12件",
    "规范性文件备案审查",
    "优化营商环境",
    "年年有复议",
    "推进政务公开和行政执法",
    "行政复仪",
];

/// A way in which a corpus changes, and what it is called.
type Way = (&'static str, fn(&mut Changing));

/// A folder of reports, and what is in it.
pub struct Changing {
    folder: tempfile::TempDir,
    random: Rng,
    files: BTreeMap<String, Vec<(String, String)>>,
    corrections: BTreeMap<String, u16>,
    made: usize,
}

impl Changing {
    /// A corpus of some reports, the same for the same seed.
    pub fn new(seed: u64) -> Self {
        let mut corpus = Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
            random: Rng::with_seed(seed),
            files: BTreeMap::new(),
            corrections: BTreeMap::new(),
            made: 0,
        };
        for _ in 0..6 {
            corpus.add();
        }
        corpus
    }

    pub fn corpus(&self) -> Corpus {
        Corpus::at(self.folder.path()).expect("a corpus")
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Changes the corpus in one way, and says in which.
    pub fn change(&mut self) -> &'static str {
        const WAYS: [Way; 9] = [
            ("added", Changing::add),
            ("added an archive", Changing::add_archive),
            ("changed", Changing::replace),
            ("changed", Changing::replace),
            ("removed", Changing::remove),
            ("renamed", Changing::rename),
            ("corrected", Changing::correct),
            ("added a picture", Changing::ignore),
            ("damaged", Changing::damage),
        ];
        let (name, way) = WAYS[self.random.usize(..WAYS.len())];
        way(self);
        name
    }

    fn report(&mut self) -> String {
        let place = *self.random.choice(&PLACES).expect("places");
        let year = 2018 + self.random.u16(..4);
        let mut text = format!("{place}{year}年法治政府建设年度报告\n");
        for heading in ["一、行政复议", "二、主要工作"] {
            text.push_str(heading);
            text.push('\n');
            for _ in 0..=self.random.usize(..3) {
                text.push_str(self.random.choice(&SENTENCES).expect("sentences"));
                text.push_str("。\n");
            }
        }
        self.made += 1;
        format!("{text}第{}份报告。\n", self.made)
    }

    fn add(&mut self) {
        let path = format!("{}/{}.txt", ["甲", "乙"][self.random.usize(..2)], self.made);
        let text = self.report();
        self.write(path, vec![(String::new(), text)]);
    }

    fn add_archive(&mut self) {
        let path = format!("{}.tar", self.made);
        let inside = (0..3).map(|number| (format!("{number}.txt"), self.report()));
        let inside = inside.collect();
        self.write(path, inside);
    }

    /// Replaces a report, in an archive one of several.
    fn replace(&mut self) {
        let Some(path) = self.any() else { return };
        let mut reports = self.files[&path].clone();
        let text = self.report();
        let place = self.random.usize(..reports.len());
        reports[place].1 = text;
        self.write(path, reports);
    }

    fn remove(&mut self) {
        let Some(path) = self.any() else { return };
        self.files.remove(&path);
        fs::remove_file(self.root().join(path)).expect("a file");
    }

    fn rename(&mut self) {
        let Some(path) = self.any() else { return };
        let (_, ending) = path.rsplit_once('.').expect("an ending");
        let to = format!("renamed-{}.{ending}", self.made);
        self.made += 1;
        let reports = self.files.remove(&path).expect("a file");
        fs::rename(self.root().join(path), self.root().join(&to)).expect("a file");
        self.files.insert(to, reports);
    }

    fn correct(&mut self) {
        let Some(path) = self.any() else { return };
        let year = 2010 + self.random.u16(..4);
        self.corrections.insert(path, year);
        let mut rows = "path,year\n".to_string();
        for (path, year) in &self.corrections {
            writeln!(rows, "{path},{year}").expect("a text takes everything");
        }
        fs::write(self.root().join("quanwen.csv"), rows).expect("a file");
    }

    fn ignore(&mut self) {
        let path = self.root().join(format!("{}.png", self.made));
        self.made += 1;
        fs::write(path, b"\x89PNG\r\n\x1A\n").expect("a file");
    }

    /// A document that cannot be read.
    fn damage(&mut self) {
        let path = self.root().join(format!("{}.pdf", self.made));
        self.made += 1;
        fs::write(path, b"%PDF-1.4\nnothing").expect("a file");
    }

    fn any(&mut self) -> Option<String> {
        let paths: Vec<String> = self.files.keys().cloned().collect();
        self.random.choice(paths)
    }

    fn write(&mut self, path: String, reports: Vec<(String, String)>) {
        let file = self.root().join(&path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        let bytes = match reports.as_slice() {
            [(name, text)] if name.is_empty() => text.clone().into_bytes(),
            inside => tar(inside),
        };
        fs::write(file, bytes).expect("a file");
        self.files.insert(path, reports);
    }
}

/// An archive of texts (POSIX.1-1988, ustar).
fn tar(files: &[(String, String)]) -> Vec<u8> {
    const BLOCK: usize = 512;
    let mut archive = Vec::new();
    for (name, text) in files {
        let mut header = [0; BLOCK];
        let mut put = |at: usize, field: &str| {
            header[at..at + field.len()].copy_from_slice(field.as_bytes());
        };
        put(0, name);
        put(100, "0000644");
        put(124, &format!("{:011o}", text.len()));
        put(136, "00000000000");
        put(148, "        ");
        put(156, "0");
        put(257, "ustar\x0000");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..154].copy_from_slice(format!("{sum:06o}").as_bytes());
        archive.extend_from_slice(&header);
        archive.extend_from_slice(text.as_bytes());
        archive.resize(archive.len().next_multiple_of(BLOCK), 0);
    }
    archive.resize(archive.len() + 2 * BLOCK, 0);
    archive
}
