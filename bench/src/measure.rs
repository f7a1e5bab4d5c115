//! Measures every engine on one folder: indexing, queries, and the answers compared with a scan.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde::{Deserialize, Serialize};

use crate::corpus::{self, Corpus};
use crate::engine::{self, Answers, Reading};
use crate::process::{self, Usage, fresh, median};
use crate::scale::{self, Scale};
use crate::{table, whole};

/// The fixed list of queries: a class and a text per line.
const QUERIES: &str = include_str!("../queries.txt");
/// How long a query is repeated.
const PATIENCE: Duration = Duration::from_secs(2);

/// The options of a comparison.
pub struct Setting {
    pub folder: PathBuf,
    pub quanwen: PathBuf,
    pub scratch: PathBuf,
    pub out: Option<PathBuf>,
    pub scale: bool,
    /// Peers to leave out.
    pub without: Vec<String>,
    pub effort: Effort,
}

/// Numbers of repetitions.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Index builds of each engine, in turn with the others.
    pub indexings: usize,
    /// Maximum number of repetitions of a query.
    pub questions: usize,
    /// Runs of a whole process; the figures are medians.
    pub runs: usize,
    /// Runs of an update.
    pub updates: usize,
    /// Files of the corpus that is updated.
    pub files: usize,
}

impl Effort {
    /// To measure.
    pub const FULL: Self = Self {
        indexings: 3,
        questions: 9,
        runs: 21,
        updates: 7,
        files: 3000,
    };
    /// To check that everything runs.
    pub const BRIEF: Self = Self {
        indexings: 1,
        questions: 1,
        runs: 1,
        updates: 1,
        files: 20,
    };
}

/// A query of the list.
pub struct Query {
    pub class: &'static str,
    pub text: &'static str,
}

/// The queries of the list.
pub fn queries() -> impl Iterator<Item = Query> {
    QUERIES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .map(|(class, text)| Query { class, text })
}

/// The answers of an engine to one query.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Answer {
    pub class: String,
    pub text: String,
    pub count: u64,
    pub counting: Duration,
    /// The ten best hits for the words of the text; absent if the engine does not rank by words.
    pub by_words: Option<Duration>,
    /// The ten best hits that contain the exact text.
    pub by_text: Option<Duration>,
    /// Passages found by the scan, by the engine, and by both.
    pub scanned: usize,
    pub found: usize,
    pub both: usize,
}

/// The figures of an engine.
pub struct Measured {
    pub name: String,
    /// Absent if it has no index.
    pub indexing: Option<Indexing>,
    pub answers: Vec<Answer>,
}

/// The cost of building an index.
pub struct Indexing {
    pub usage: Usage,
    /// Bytes of the index.
    pub bytes: u64,
}

/// The engines of a comparison.
pub struct Engines {
    /// Those that were measured, quanwen first.
    pub measured: Vec<Measured>,
    pub left_out: Vec<LeftOut>,
}

/// A peer that was not measured.
pub struct LeftOut {
    pub name: &'static str,
    /// Continues a sentence that begins with the name: `is not installed`.
    pub reason: String,
}

impl LeftOut {
    /// After a failure; a failure of quanwen itself is an error of the whole comparison.
    fn failed(name: &'static str, error: anyhow::Error) -> Result<Self> {
        if name == engine::OWN {
            return Err(error.context(format!("{name} failed")));
        }
        let lines: Vec<String> = format!("{error:#}").lines().map(String::from).collect();
        let reason = format!("failed ({})", lines.join(" "));
        eprintln!("{name} {reason}: left out");
        Ok(Self { name, reason })
    }
}

/// Measures everything and writes the tables.
pub fn compare(setting: &Setting) -> Result<()> {
    let scratch = setting.scratch.join("compare");
    fresh(&scratch)?;
    let folder = scratch.join("reports");
    scale::vary(&setting.folder, &folder, 1.0)?;
    let extent = corpus::extent(&folder)?;
    let engines = measure_engines(setting, &folder, &scratch)?;
    eprintln!("whole processes");
    let ripgrep = engines.left_out.iter().all(|out| out.name != "ripgrep");
    let whole = whole::measure(setting, &folder, &scratch, ripgrep)?;
    let write = |scales: &[Scale]| -> Result<()> {
        let written = table::write(&extent, &engines, &whole, scales);
        match &setting.out {
            Some(path) => std::fs::write(path, written)?,
            None => print!("{written}"),
        }
        Ok(())
    };
    // Write the results so far before the longest part begins.
    write(&[])?;
    if setting.scale {
        write(&scale::measure(
            &setting.quanwen,
            &setting.folder,
            &scratch,
        )?)?;
    }
    std::fs::remove_dir_all(&scratch)?;
    Ok(())
}

/// Indexes with every available engine, in turn, then runs the queries on each.
fn measure_engines(setting: &Setting, folder: &Path, scratch: &Path) -> Result<Engines> {
    let (mut present, mut left_out) = present(&setting.without);
    let mut usages: HashMap<&str, Vec<Usage>> = HashMap::new();
    for _ in 0..setting.effort.indexings {
        for name in &present {
            eprintln!("{name} indexes");
            match index(name, folder, &scratch.join(name)) {
                Ok(usage) => usages.entry(name).or_default().extend(usage),
                Err(error) => left_out.push(LeftOut::failed(name, error)?),
            }
        }
        present.retain(|name| left_out.iter().all(|out| out.name != *name));
    }
    let mut measured = Vec::new();
    for name in present {
        eprintln!("{name} answers");
        let usages = usages.remove(name).unwrap_or_default();
        match measure(name, folder, &scratch.join(name), usages, setting.effort) {
            Ok(engine) => measured.push(engine),
            Err(error) => left_out.push(LeftOut::failed(name, error)?),
        }
    }
    Ok(Engines { measured, left_out })
}

/// The available engines, quanwen first, and those that are not available.
fn present(without: &[String]) -> (Vec<&'static str>, Vec<LeftOut>) {
    let (mut present, mut left_out) = (vec![engine::OWN], Vec::new());
    for name in engine::PEERS {
        let unwanted = without.iter().any(|unwanted| unwanted == name);
        let reason = match engine::missing(name) {
            _ if unwanted => Some("is not wanted"),
            missing => missing,
        };
        match reason {
            None => present.push(name),
            Some(reason) => {
                eprintln!("{name} {reason}: left out");
                left_out.push(LeftOut {
                    name,
                    reason: reason.to_string(),
                });
            }
        }
    }
    (present, left_out)
}

/// Indexes in a process of its own, if the engine has an index.
fn index(name: &str, folder: &Path, index: &Path) -> Result<Option<Usage>> {
    fresh(index)?;
    if !engine::named(name)?.has_index() {
        return Ok(None);
    }
    let usage = process::run(&mut process::this(&["index", name], &[folder, index])?)?;
    Ok(Some(usage))
}

/// Indexes once and runs the queries.
pub fn measure_once(name: &str, folder: &Path, at: &Path) -> Result<Measured> {
    let usage = index(name, folder, at)?;
    measure(name, folder, at, usage.into_iter().collect(), Effort::FULL)
}

/// Runs the queries in a process of its own. The indexing figures are those of the run with the median time.
fn measure(
    name: &str,
    folder: &Path,
    index: &Path,
    mut usages: Vec<Usage>,
    effort: Effort,
) -> Result<Measured> {
    let engine = engine::named(name)?;
    usages.sort_by_key(|usage| usage.elapsed);
    let median = usages.len() / 2;
    let indexing = match usages.into_iter().nth(median) {
        Some(usage) => {
            let bytes = process::size(index)?;
            Some(Indexing { usage, bytes })
        }
        None => None,
    };
    let questions = effort.questions.to_string();
    let arguments = ["ask", name, "--questions", &questions];
    let run = process::run(&mut process::this(&arguments, &[folder, index])?)?;
    let answers: Vec<Answer> = run
        .stdout
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let (given, wanted) = (answers.len(), queries().count());
    ensure!(given == wanted, "{given} answers to {wanted} queries");
    Ok(Measured {
        name: engine.name(),
        indexing,
        answers,
    })
}

/// Runs every query and prints an answer per line.
pub fn ask(name: &str, folder: &Path, index: &Path, questions: usize) -> Result<()> {
    let corpus = Corpus::read(folder)?;
    let mut answers = engine::named(name)?.open(&corpus, folder, index)?;
    for Query { class, text } in queries() {
        let scanned = corpus.scan(text);
        let found = answers.passages(text)?;
        let answer = Answer {
            class: class.to_string(),
            text: text.to_string(),
            count: answers.count(text)?,
            counting: timed(questions, || answers.count(text).map(drop))?,
            by_words: ranking(&mut *answers, text, Reading::Words, questions)?,
            by_text: ranking(&mut *answers, text, Reading::Exact, questions)?,
            both: scanned.intersection(&found).count(),
            scanned: scanned.len(),
            found: found.len(),
        };
        println!("{}", serde_json::to_string(&answer)?);
    }
    Ok(())
}

fn ranking(
    answers: &mut dyn Answers,
    text: &str,
    reading: Reading,
    questions: usize,
) -> Result<Option<Duration>> {
    if answers.best(text, reading)?.is_none() {
        return Ok(None);
    }
    timed(questions, || answers.best(text, reading).map(drop)).map(Some)
}

/// The median time of some runs.
fn timed(max_runs: usize, mut run: impl FnMut() -> Result<()>) -> Result<Duration> {
    let begun = Instant::now();
    let mut times = Vec::new();
    while times.is_empty() || (times.len() < max_runs && begun.elapsed() < PATIENCE) {
        let start = Instant::now();
        run()?;
        times.push(start.elapsed());
    }
    Ok(median(times))
}
