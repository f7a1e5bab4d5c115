//! The short and long form of the harness, and the table of trials.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::program::Run;

const HEAD: &str =
    "| scenario | tried | survived | what was seen | seconds |\n|---|---:|---:|---|---:|\n";
/// Maximum number of failures shown for one scenario.
const SHOWN: usize = 12;

/// Rows and tables of all scenarios, in the order in which they finished.
static TABLES: Mutex<(Vec<String>, Vec<String>)> = Mutex::new((Vec::new(), Vec::new()));

/// Whether the long form was requested.
pub fn is_long() -> bool {
    std::env::var_os("QUANWEN_SOAK").is_some_and(|value| value != "0" && !value.is_empty())
}

/// The first value in the short form, the second in the soak.
pub fn short_or_long<T>(short: T, long: T) -> T {
    if is_long() { long } else { short }
}

/// The trials of one scenario and their results.
pub struct Tally {
    scenario: String,
    began: Instant,
    tried: usize,
    failures: Vec<String>,
    seen: BTreeMap<String, usize>,
}

impl Tally {
    pub fn new(scenario: &str) -> Self {
        Self {
            scenario: scenario.to_string(),
            began: Instant::now(),
            tried: 0,
            failures: Vec::new(),
            seen: BTreeMap::new(),
        }
    }

    /// Counts a trial; `name` is enough to repeat it.
    pub fn trial(&mut self, name: impl std::fmt::Display, ended: Result<(), String>) {
        self.tried += 1;
        if let Err(reason) = ended {
            if is_long() {
                println!("FAILED {}: {name}: {reason}", self.scenario);
            }
            self.failures.push(format!("{name}: {reason}"));
        }
    }

    /// Counts a run as a trial: it must end cleanly and satisfy the condition; `otherwise` describes the failure.
    pub fn expect(
        &mut self,
        name: impl std::fmt::Display,
        run: &Run,
        holds: bool,
        otherwise: &str,
    ) {
        let failure = || run.failure(otherwise);
        let ended = run
            .ended_cleanly()
            .and_then(|()| if holds { Ok(()) } else { Err(failure()) });
        self.trial(name, ended);
    }

    /// Counts trials that are known to have passed.
    pub fn passed(&mut self, trials: usize) {
        self.tried += trials;
    }

    /// Counts an observation that the row reports.
    pub fn saw(&mut self, what: &str) {
        self.saw_times(what, 1);
    }

    pub fn saw_times(&mut self, what: &str, times: usize) {
        *self.seen.entry(what.to_string()).or_default() += times;
    }

    /// Adds the trials of another tally.
    pub fn merge(&mut self, other: Self) {
        self.tried += other.tried;
        self.failures.extend(other.failures);
        for (what, times) in other.seen {
            self.saw_times(&what, times);
        }
    }

    /// Adds the row to the table.
    ///
    /// # Panics
    /// If a trial failed or there was none.
    pub fn finish(self) {
        let seen: Vec<String> = self
            .seen
            .iter()
            .map(|(what, times)| format!("{times} {what}"))
            .collect();
        let row = format!(
            "| {} | {} | {} | {} | {:.0} |",
            self.scenario,
            self.tried,
            self.tried - self.failures.len(),
            seen.join(", "),
            self.began.elapsed().as_secs_f64(),
        );
        enter(Some(row), None);
        assert!(self.tried > 0, "{}: nothing was tried", self.scenario);
        assert!(
            self.failures.is_empty(),
            "{}: {} of {} failed\n{}",
            self.scenario,
            self.failures.len(),
            self.tried,
            self.failures[..self.failures.len().min(SHOWN)].join("\n"),
        );
    }
}

/// Adds a row for a scenario that was skipped, with the reason.
pub fn not_tried(scenario: &str, reason: &str) {
    enter(
        Some(format!("| {scenario} | 0 | – | not tried: {reason} | 0 |")),
        None,
    );
}

/// Adds a separate table below the rows.
pub fn table(title: &str, lines: &[String]) {
    enter(None, Some(format!("{title}\n\n{}\n", lines.join("\n"))));
}

fn enter(row: Option<String>, table: Option<String>) {
    let mut tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
    for text in row.iter().chain(&table) {
        println!("{text}");
    }
    tables.0.extend(row);
    tables.1.extend(table);
    if is_long() {
        let mut text = String::from(HEAD);
        for row in &tables.0 {
            writeln!(text, "{row}").unwrap();
        }
        for table in &tables.1 {
            write!(text, "\n{table}").unwrap();
        }
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        std::fs::write(target.join("soak.md"), text).unwrap();
    }
}
