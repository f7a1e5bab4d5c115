//! An index with one damaged file: every answer is right or an error; none is wrong and none hangs.
//!
//! An input is the number of a file and a list of changes to its bytes. The index has a few small reports and is built
//! when the target starts; each input damages a copy.

#![no_main]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use quanwen::api::{Concordance, Engine, ListRequest, Mention, MentionRequest, SearchRequest, ShowRequest, Shown};
use quanwen::{Corpus, Error, IndexFolder, IndexOptions, Searcher};
use quanwen_fuzz::{allow_caught_panics, check, make_empty, scratch};

const REPORTS: [(&str, &str); 4] = [
    (
        "松泽县/2020.txt",
        "松泽县人民政府关于2020年度法治政府建设情况的报告\n一、工作情况\n（一）全面落实“放管服”改革。全年办理行政复议案件12件。\n\
         （二）清理规范\n性文件4件。\n二、下一步打算\n继续推进依法行政。\n",
    ),
    (
        "松泽县/2021.txt",
        "松泽县2021年法治政府建设年度报告\n一、行政复议\n一是全年办理行政复议案件15件，二是规范性文件备案率100%。\n",
    ),
    (
        "柳渡镇/2021.md",
        "# 柳渡镇2021年度法治政府建设年度报告\n\n## 一、概况\n\n持续深化**放管服**改革，行政复议2件。\n",
    ),
    ("柳渡镇/2022.txt", "柳渡镇2022年工作总结\n年年年，年年有计划。\n"),
];
const TEXTS: [&str; 5] = ["行政复议", "规范性文件", "年年", "年", "放管服改革"];

/// The files of the intact index, and its answers.
struct Sound {
    files: Vec<(PathBuf, Vec<u8>)>,
    answers: Answers,
    /// Text and path of every report.
    reports: Vec<(String, String)>,
    damaged: PathBuf,
}

/// Answers that must be right or an error.
#[derive(Debug, PartialEq)]
struct Answers {
    mentions: Vec<Option<Vec<Mention>>>,
    counts: Vec<Option<u64>>,
    list: Option<Vec<quanwen::api::DocumentReference>>,
    shown: Vec<Option<Shown>>,
}

static SOUND: LazyLock<Sound> = LazyLock::new(|| {
    let root = scratch("index");
    for (path, text) in REPORTS {
        let path = root.join("reports").join(path);
        let folder = path.parent().expect("a report lies in a folder");
        std::fs::create_dir_all(folder).expect("a temporary folder can be written");
        std::fs::write(path, text).expect("a temporary folder can be written");
    }
    let corpus = Corpus::at(root.join("reports")).expect("the reports are there");
    let folder = IndexFolder::at(root.join("index"));
    quanwen::index(&corpus, &folder, &IndexOptions::default(), &()).expect("reports are indexed");
    let searcher = Searcher::open(&folder).expect("the index is sound");
    let reports = REPORTS.map(|(path, _)| searcher.show(&ShowRequest::new(path)).expect("a report is shown").document);
    Sound {
        files: files(folder.path()),
        answers: answers(&searcher),
        reports: reports.map(|document| (document.text, document.path)).into(),
        damaged: root.join("damaged"),
    }
});

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).expect("the folder can be read").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).expect("the file can be read");
                let relative = path.strip_prefix(folder).expect("below the folder").to_path_buf();
                files.push((relative, bytes));
            }
        }
    }
    // Names begin with a random part: by its extension an input selects the same file in every run.
    files.sort_by_key(|(path, _): &(PathBuf, Vec<u8>)| (path.extension().map(|e| e.to_os_string()), path.clone()));
    files
}

/// An answer, or `None` for an error.
fn answered<T>(answer: Result<T, Error>) -> Option<T> {
    if let Err(error) = &answer {
        assert!(!error.to_string().is_empty());
    }
    answer.ok()
}

fn answers(searcher: &Searcher) -> Answers {
    let mentions = |text: &&str| answered(searcher.mentions(&MentionRequest::new(*text)));
    Answers {
        mentions: TEXTS.iter().map(|text| Some(mentions(text)?.mentions)).collect(),
        counts: TEXTS.iter().map(|text| Some(mentions(text)?.summary.mentions)).collect(),
        list: answered(searcher.list(&ListRequest::default())).map(|list| list.documents),
        shown: REPORTS.iter().map(|(path, _)| answered(searcher.show(&ShowRequest::new(*path)))).collect(),
    }
}

/// Checks an answer if there is one.
fn assert_right<T: PartialEq + std::fmt::Debug>(given: &[Option<T>], right: &[Option<T>]) {
    for (given, right) in given.iter().zip(right) {
        assert!(given.is_none() || given == right, "{given:?}, right is {right:?}");
    }
}

fn assert_hits_are_cited(searcher: &Searcher, sound: &Sound) {
    let Some(answer) = answered(searcher.search(&SearchRequest::new("行政复议案件"))) else {
        return;
    };
    for hit in answer.hits {
        let report = sound.reports.iter().find(|(_, path)| *path == hit.document.path);
        let (text, _) = report.unwrap_or_else(|| panic!("no report is called {}", hit.document.path));
        for passage in hit.passages {
            assert!(text.contains(&passage.text), "{:?} is in no report", passage.text);
        }
    }
}

/// Changes bytes: three bytes of an input are the offset, the fourth the change.
fn damage(bytes: &mut Vec<u8>, changes: &[u8]) {
    for change in changes.chunks_exact(4) {
        if bytes.is_empty() {
            return;
        }
        let place = u32::from_be_bytes([0, change[0], change[1], change[2]]) as usize % bytes.len();
        match change[3] {
            0 => bytes.truncate(place),
            1 => bytes.insert(place, change[2]),
            2 => drop(bytes.remove(place)),
            other => bytes[place] ^= other,
        }
    }
}

/// Writes the intact index with one damaged file.
fn write_damaged(sound: &Sound, damaged: usize, changes: &[u8]) {
    make_empty(&sound.damaged);
    for (index, (path, sound_bytes)) in sound.files.iter().enumerate() {
        let path = sound.damaged.join(path);
        let mut bytes = sound_bytes.clone();
        if index == damaged {
            damage(&mut bytes, changes);
        }
        let folder = path.parent().expect("a file lies in a folder");
        std::fs::create_dir_all(folder).expect("a temporary folder can be written");
        std::fs::write(path, bytes).expect("a temporary folder can be written");
    }
}

fn assert_right_or_error(sound: &Sound) {
    let Some(searcher) = answered(Searcher::open(&IndexFolder::at(&sound.damaged))) else {
        return;
    };
    let given = answers(&searcher);
    assert_right(&given.mentions, &sound.answers.mentions);
    assert_right(&given.counts, &sound.answers.counts);
    assert_right(&[given.list], std::slice::from_ref(&sound.answers.list));
    assert_right(&given.shown, &sound.answers.shown);
    assert_hits_are_cited(&searcher, sound);
    for text in TEXTS {
        answered(searcher.verify(&MentionRequest::new(text)));
    }
    answered(searcher.integrity());
}

fuzz_target!(
    init: {
        LazyLock::force(&SOUND);
        allow_caught_panics();
    },
    |bytes: &[u8]| {
        let Some((number, changes)) = bytes.split_first() else { return };
        let sound = &*SOUND;
        let damaged = usize::from(*number) % sound.files.len();
        write_damaged(sound, damaged, changes);
        let input = format!("{} damaged by {changes:?}", sound.files[damaged].0.display());
        check(&input, || assert_right_or_error(sound));
    }
);
