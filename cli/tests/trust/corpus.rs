//! Invented reports, and changes to them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::program::Call;
use crate::random::Random;

/// A text that occurs in each of two reports once more than there were changes: the number of its mentions identifies
/// the state, and an odd number is a mix of two states.
pub const MARK: &str = "状态标记";

const PLACES: [&str; 5] = ["云岫县", "石澜区", "青芷镇", "荻浦市", "鹤汀乡"];
const MARKED: [&str; 2] = ["标记/甲.txt", "标记/乙.md"];
const SENTENCES: [&str; 10] = [
    "全年收到行政复议申请N件，受理N件，不予受理N件。",
    "制定规范性文件N件，废止N件，备案审查N件。",
    "行政机关负责人出庭应诉N次，出庭率百分之N。",
    "深化“放管服”改革，取消证明事项N项。",
    "开展行政执法监督检查N次，评查案卷N卷。",
    "办理行政诉讼案件N件，其中败诉N件。",
    "组织法治培训N期，参训人员N人次。",
    "《云岫县行政规范性文件管理办法》于N月施行。",
    "公布权责清单N项，调整N项，做到重大执法决定法制审核全覆盖。",
    "调解矛盾纠纷N起，调解成功N起，群众满意度稳步提高。",
];
const HEADINGS: [&str; 4] = [
    "依法履行职能",
    "健全制度体系",
    "化解矛盾纠纷",
    "强化行政监督",
];
const NUMERALS: [&str; 4] = ["一", "二", "三", "四"];

/// The reports after a number of changes.
#[derive(Debug, Clone)]
pub struct State {
    /// Changes so far.
    pub changes: usize,
    paragraphs: usize,
    /// The version of each report, by its number.
    reports: BTreeMap<usize, usize>,
    next: usize,
}

/// A change to a corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Some reports are edited, one is removed, new ones are added.
    Mixed,
    /// Reports are removed, and the marked ones edited.
    Removals,
    /// One report is edited in addition to the marked ones.
    Small,
}

impl State {
    pub fn new(reports: usize, paragraphs: usize) -> Self {
        Self {
            changes: 0,
            paragraphs,
            reports: (0..reports).map(|report| (report, 0)).collect(),
            next: reports,
        }
    }

    pub fn change(&mut self, change: Change) {
        self.changes += 1;
        let step = self.changes;
        let known: Vec<usize> = self.reports.keys().copied().collect();
        let nth = |n: usize| known[n % known.len()];
        match change {
            Change::Mixed => {
                self.reports.remove(&nth(step * 3));
                for edited in [nth(step * 5 + 1), nth(step * 7 + 2)] {
                    self.reports
                        .entry(edited)
                        .and_modify(|version| *version = step);
                }
                // On average as many are added as removed, so that the corpus keeps its size.
                for _ in 0..if known.len() < 16 { 2 } else { 1 } {
                    self.reports.insert(self.next, step);
                    self.next += 1;
                }
            }
            Change::Removals => {
                for n in 0..2.min(known.len() - 1) {
                    self.reports.remove(&nth(step * 3 + n));
                }
            }
            Change::Small => {
                self.reports.insert(nth(step * 5 + 1), step);
            }
        }
    }

    /// The number of mentions of [`MARK`].
    pub fn marks(&self) -> usize {
        MARKED.len() * (self.changes + 1)
    }

    /// Every file with its content, by path.
    pub fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        for (report, version) in &self.reports {
            files.insert(path_of(*report), self.report(*report, *version));
        }
        for path in MARKED {
            files.insert(path.to_string(), self.marked(path));
        }
        files
    }

    fn report(&self, report: usize, version: usize) -> String {
        let seed = u64::try_from(report * 1009 + version).unwrap();
        let mut random = Random::fixed(seed);
        let place = PLACES[report % PLACES.len()];
        let mut text = format!(
            "{place}人民政府{}年度法治政府建设情况的报告\n\n",
            2000 + report % 26
        );
        for (numeral, heading) in NUMERALS.iter().zip(HEADINGS) {
            writeln!(text, "{numeral}、{heading}").unwrap();
            for _ in 0..self.paragraphs {
                let sentences = 2 + random.below(4);
                for _ in 0..sentences {
                    text += &sentence(&mut random);
                }
                text.push('\n');
            }
        }
        writeln!(text, "（报告{report}，第{version}稿）").unwrap();
        text
    }

    fn marked(&self, path: &str) -> String {
        let mut text = format!("荻浦市法治政府建设{path}台账\n\n一、登记\n");
        for change in 0..=self.changes {
            writeln!(
                text,
                "第{change}次登记，{MARK}留存，行政复议案件{change}件。"
            )
            .unwrap();
        }
        text
    }
}

fn path_of(report: usize) -> String {
    let ending = if report % 7 == 3 { "md" } else { "txt" };
    format!(
        "{}/{}-{report}.{ending}",
        PLACES[report % PLACES.len()],
        2000 + report % 26
    )
}

fn sentence(random: &mut Random) -> String {
    let mut text = String::new();
    for character in random.pick(&SENTENCES).chars() {
        if character == 'N' {
            write!(text, "{}", 1 + random.below(900)).unwrap();
        } else {
            text.push(character);
        }
    }
    text
}

/// A folder of reports and a home folder, both in a temporary folder that the program does not leave.
pub struct Corpus {
    folder: TempDir,
}

impl Corpus {
    pub fn empty() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("quanwen-trust-")
            .tempdir_in(temporary_folder())
            .unwrap();
        std::fs::create_dir(folder.path().join("reports")).unwrap();
        std::fs::create_dir(folder.path().join("home")).unwrap();
        Self { folder }
    }

    /// With the reports of a state.
    pub fn of(state: &State) -> Self {
        let corpus = Self::empty();
        corpus.become_state(state);
        corpus
    }

    /// With the reports of a state and an index of them.
    pub fn indexed(state: &State) -> Self {
        let corpus = Self::of(state);
        corpus.index().unwrap();
        corpus
    }

    /// Writes and removes files until they are those of a state.
    pub fn become_state(&self, state: &State) {
        let files = state.files();
        for (path, text) in &files {
            let path = self.root().join(path);
            if std::fs::read_to_string(&path).is_ok_and(|present| present == *text) {
                continue;
            }
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        for folder in PLACES {
            for entry in std::fs::read_dir(self.root().join(folder))
                .into_iter()
                .flatten()
            {
                let path = entry.unwrap().path();
                let relative = path
                    .strip_prefix(self.root())
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                if !files.contains_key(&relative) {
                    std::fs::remove_file(path).unwrap();
                }
            }
        }
    }

    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// The temporary folder that holds the reports and the home folder.
    pub fn place(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap()
    }

    pub fn root(&self) -> PathBuf {
        self.place().join("reports")
    }

    pub fn index_folder(&self) -> PathBuf {
        self.root().join(".quanwen")
    }

    /// The index in use: in the cache folder if none could be made in the folder of the reports.
    pub fn serving_index(&self) -> PathBuf {
        let local = self.index_folder();
        if local.join("index.json").exists() {
            return local;
        }
        let cached = std::fs::read_dir(self.cache())
            .into_iter()
            .flatten()
            .flatten()
            .next();
        cached.map_or(local, |entry| entry.path())
    }

    /// Removes the index, wherever it is, or whatever replaced it.
    pub fn remove_indexes(&self) {
        for path in [self.index_folder(), self.cache()] {
            match path.symlink_metadata() {
                Ok(metadata) if metadata.is_dir() => std::fs::remove_dir_all(path).unwrap(),
                Ok(_) => std::fs::remove_file(path).unwrap(),
                Err(_) => {}
            }
        }
    }

    /// The folder for indexes that cannot be in the folder of their reports.
    pub fn cache(&self) -> PathBuf {
        self.home().join("cache/quanwen")
    }

    pub fn home(&self) -> PathBuf {
        self.place().join("home")
    }

    /// The program with arguments; `.` is the folder of reports.
    pub fn call(&self, arguments: &[&str]) -> Call {
        Call::new(&self.home(), arguments).within(&self.root())
    }

    /// Brings the index up to date.
    pub fn index(&self) -> Result<(), String> {
        self.call(&["index", "."]).run().succeeded()
    }
}

/// The folder for temporary files: `TMPDIR`, or else a file system in memory if there is one. Thousands of indexes are
/// written, and killing a process does not need a real disk.
fn temporary_folder() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if std::env::var_os("TMPDIR").is_none() && tempfile::tempfile_in(memory).is_ok() {
        return memory.to_path_buf();
    }
    std::env::temp_dir()
}
