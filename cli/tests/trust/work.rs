//! An intact index with every kind of file, its answers, and a copy to damage.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::answers::{Answer, Answers, Question, call, contrast, question};
use crate::corpus::{Change, Corpus, MARK, State};
use crate::damaging::{Damage, Sources};
use crate::folders::{Content, Inventory, content, kind, restore};
use crate::program::End;
use crate::trials::{self, Expected};

/// The results of all commands on a damaged index.
#[derive(Debug, Default)]
pub struct Judgement {
    /// The first wrong answer, crash or hang.
    pub wrong: Option<String>,
    /// Whether it is a wrong answer without a warning.
    pub silent: bool,
    /// Questions that ended with an error.
    pub refused: usize,
    /// Whether `verify` reports damage.
    pub reported: bool,
}

/// A corpus whose index is damaged and restored.
pub struct Work {
    pub corpus: Corpus,
    pub sources: Sources,
    sound: Answers,
    expected: Expected,
}

impl Work {
    /// An index of several segments, some with removed reports.
    pub fn new() -> Self {
        let mut state = State::new(24, 4);
        let corpus = Corpus::indexed(&state);
        let mut others = Vec::new();
        for change in [
            Change::Mixed,
            Change::Small,
            Change::Removals,
            Change::Mixed,
        ] {
            others = vec![content(&corpus.index_folder())];
            state.change(change);
            corpus.become_state(&state);
            corpus.index().unwrap();
        }
        others.push(content(&Corpus::indexed(&state).index_folder()));
        Self::around(corpus, others)
    }

    /// With the existing index of a corpus.
    pub fn around(corpus: Corpus, others: Vec<Content>) -> Self {
        let index = corpus.index_folder();
        let sources = Sources {
            sound: content(&index),
            others,
        };
        let questions = questions(&corpus);
        let sound = Answers::of(&corpus.home(), &index, &questions);
        sound.were_given().unwrap();
        let expected = Expected {
            before: None,
            after: trials::answers(&corpus),
            usual: Inventory::of(&index),
        };
        Self {
            corpus,
            sources,
            sound,
            expected,
        }
    }

    pub fn inflict(&self, damage: &Damage) {
        for (path, bytes) in &damage.files {
            let path = self.corpus.index_folder().join(path);
            match bytes {
                Some(bytes) => fs::write(path, bytes).unwrap(),
                None => fs::remove_file(path).unwrap(),
            }
        }
    }

    /// Undoes damage if nothing else was changed.
    pub fn take_back(&self, damage: &Damage) {
        for (path, _) in &damage.files {
            fs::write(
                self.corpus.index_folder().join(path),
                &self.sources.sound[path],
            )
            .unwrap();
        }
    }

    /// Restores the intact index.
    pub fn put_back(&self) {
        restore(&self.corpus.index_folder(), &self.sources.sound);
    }

    /// Runs `verify` and every `step`-th question from `first` on, and compares with the intact index.
    pub fn judge(&self, first: usize, step: usize) -> Judgement {
        let (home, index) = (self.corpus.home(), self.corpus.index_folder());
        let mut judgement = Judgement {
            reported: self.verify_reports(),
            ..Judgement::default()
        };
        for (question, sound) in self.sound.0.iter().skip(first % step).step_by(step) {
            let answer = Answer::of(&call(&home, &index, question).run());
            judgement.enter(question, sound, &answer);
        }
        judgement
    }

    pub fn verify_reports(&self) -> bool {
        trials::is_sound(&self.corpus).is_err()
    }

    /// An error unless the index answers like the intact one.
    pub fn is_mended(&self) -> Result<(), String> {
        if let Some(difference) = trials::answers(&self.corpus).difference(&self.expected.after) {
            return Err(difference);
        }
        trials::is_sound(&self.corpus)
    }

    /// The command that every message about damage names.
    pub fn rebuild(&self) -> Result<(), String> {
        self.corpus
            .call(&["index", "--rebuild", "."])
            .run()
            .succeeded()?;
        self.is_mended()
            .map_err(|error| format!("after --rebuild {error}"))?;
        Inventory::of(&self.corpus.index_folder())
            .is_no_more_than(&self.expected.usual)
            .map_err(|error| format!("after --rebuild {error}"))
    }

    /// Whether the current commit refers to a file.
    pub fn is_referred_to(&self, path: &Path) -> bool {
        let meta = self
            .sources
            .sound
            .iter()
            .find(|(path, _)| path.ends_with("meta.json"))
            .unwrap();
        let meta = String::from_utf8_lossy(meta.1);
        let name = path.file_name().unwrap().to_string_lossy();
        match kind(path).as_str() {
            "meta.json" | "index.json" => true,
            ".del" => name
                .split('.')
                .nth(1)
                .is_some_and(|stamp| meta.contains(&format!("\"opstamp\":{stamp}"))),
            "manifest-.json" => meta.contains(&*name),
            kind if name.len() > 32 && kind.starts_with('.') => {
                meta.replace('-', "").contains(&name[..32])
            }
            _ => false,
        }
    }

    /// The files of the current segments.
    pub fn segment_files(&self) -> Vec<PathBuf> {
        let paths = self.sources.sound.keys();
        let of_segments =
            paths.filter(|path| kind(path).starts_with('.') && self.is_referred_to(path));
        of_segments.cloned().collect()
    }
}

impl Judgement {
    fn enter(&mut self, question: &Question, sound: &Answer, answer: &Answer) {
        let name = question.join(" ");
        match answer {
            Answer::Broken(reason) => {
                self.wrong
                    .get_or_insert_with(|| format!("`{name}`: {reason}"));
            }
            Answer::Refused(printed, _) => {
                self.refused += 1;
                // Output before an error must be right as well.
                let Answer::Given(_, whole) = sound else {
                    unreachable!("the sound index answered")
                };
                if !whole.starts_with(printed.as_str()) {
                    self.silent = true;
                    self.wrong.get_or_insert_with(|| {
                        format!("`{name}`: printed other lines before its error")
                    });
                }
            }
            Answer::Given(..) if answer == sound => {}
            Answer::Given(..) => {
                self.silent = true;
                self.wrong
                    .get_or_insert_with(|| format!("`{name}`: {}", contrast(answer, sound)));
            }
        }
    }

    pub fn result(&self) -> Result<(), String> {
        self.wrong.clone().map_or(Ok(()), Err)
    }
}

/// One question of each kind; a `+` is a space inside an argument.
const QUESTIONS: [&str; 12] = [
    "mentions 行政复议 -e 规范性文件 --json",
    "mentions 放管服改革 --json --strict",
    "mentions 件 --count",
    "mentions 负责人出庭应诉 -l",
    "mentions 行政诉讼 --csv --year 2001..2012",
    "list --json",
    "list --region 石澜区",
    "search 行政复议案件 --json --limit 50",
    "search \"规范性文件\"+heading:制度 --json --limit 50",
    "search /[0-9]件/+region:云岫 --json --limit 50 --facet year,region",
    "status --json",
    "status --health --json",
];

/// Questions of each kind, some with ids from the index.
fn questions(corpus: &Corpus) -> Vec<Question> {
    let first_row = |words: &[&str]| -> Value {
        let printed = corpus.call(words).run().stdout;
        serde_json::from_str(printed.lines().next().unwrap()).unwrap()
    };
    let listed = first_row(&["list", "--json"]);
    let mention = first_row(&["mentions", "规范性文件", "--json"]);
    let show = |id: &Value, how: &str| question(&format!("show {} {how}", id.as_str().unwrap()));
    let split = |words: &&str| {
        question(words)
            .iter()
            .map(|word| word.replace('+', " "))
            .collect()
    };
    let mut questions: Vec<Question> = QUESTIONS.iter().map(split).collect();
    questions.push(question(&format!("mentions {MARK} --json")));
    questions.push(show(&listed["id"], "--text"));
    questions.push(show(&mention["section"]["id"], "--json"));
    questions.push(show(&mention["id"], "--json"));
    questions
}

/// An error unless the message of a refusing command names the command that repairs the index.
pub fn names_the_mending_command(run: &crate::program::Run) -> Result<(), String> {
    if run.end == End::Exit(2) && run.stderr.contains("index --rebuild") {
        return Ok(());
    }
    Err(run.failure("does not name the command that repairs the index"))
}
