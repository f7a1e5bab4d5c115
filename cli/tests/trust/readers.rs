//! Readers during updates: every answer is that of a committed state, and none calls the index damaged.

use std::sync::RwLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use serde_json::Value;

use crate::answers::{Answer, Question, call, question};
use crate::corpus::{Change, Corpus, MARK, State};
use crate::program::{End, Ending, Run};
use crate::random::Random;
use crate::soak::{Tally, short_or_long};
use crate::trials::is_sound;

/// The index is also rebuilt once in this many updates.
const REBUILDS: usize = 4;

/// The part of each answer that is compared, in one state.
type Answered = Vec<String>;

/// State shared by readers and writers.
struct Race {
    subject: Corpus,
    questions: Vec<Question>,
    /// The answers of each state so far.
    expected: RwLock<Vec<Answered>>,
    /// The last state known to be committed.
    committed: AtomicUsize,
    reads: AtomicUsize,
    ended: AtomicBool,
}

impl Race {
    fn new(state: &State) -> Self {
        Self {
            subject: Corpus::indexed(state),
            questions: questions(),
            expected: RwLock::default(),
            committed: AtomicUsize::new(0),
            reads: AtomicUsize::new(0),
            ended: AtomicBool::new(false),
        }
    }

    /// The expected answers of the index of a corpus.
    fn learn(&self, twin: &Corpus) {
        let ask =
            |question| compared(&call(&twin.home(), &twin.index_folder(), question).run()).unwrap();
        let answered = self.questions.iter().map(ask).collect();
        self.expected.write().unwrap().push(answered);
    }

    /// Queries until the writers have finished.
    fn read(&self, mut random: Random) -> Vec<(String, String)> {
        let mut wrong = Vec::new();
        while !self.ended.load(Ordering::SeqCst) {
            let number = random.below(self.questions.len());
            let question = &self.questions[number];
            let earliest = self.committed.load(Ordering::SeqCst);
            let run = call(&self.subject.home(), &self.subject.index_folder(), question).run();
            let result = self.is_of_a_state(number, earliest, &run);
            self.reads.fetch_add(1, Ordering::SeqCst);
            if let Err(error) = result {
                wrong.push((question.join(" "), error));
            }
        }
        wrong
    }

    fn is_of_a_state(&self, number: usize, earliest: usize, run: &Run) -> Result<(), String> {
        let answer = compared(run)?;
        let expected = self.expected.read().unwrap();
        let possible = &expected[earliest..];
        if possible.iter().any(|answered| answered[number] == answer) {
            return Ok(());
        }
        let latest = expected.len() - 1;
        let of_others = expected
            .iter()
            .position(|answered| answered[number] == answer);
        let which = of_others.map_or("no state".to_string(), |state| format!("state {state}"));
        Err(run.failure(&format!(
            "answered as {which}, {earliest} to {latest} are possible"
        )))
    }

    /// Several processes update the index at once. Each succeeds, reports that another does, or answers from the old state.
    fn write(&self, state: &State, tally: &mut Tally) -> Result<(), String> {
        let corpus = &self.subject;
        let mut commands = vec![corpus.call(&["index", "."]), corpus.call(&["index", "."])];
        if state.changes.is_multiple_of(REBUILDS) {
            commands.push(corpus.call(&["index", ".", "--rebuild"]));
        }
        let query = corpus
            .call(&["mentions", MARK, ".", "--json"])
            .may_update()
            .start();
        let writers: Vec<_> = commands
            .into_iter()
            .map(crate::program::Call::start)
            .collect();
        let runs: Vec<Run> = writers
            .into_iter()
            .map(crate::program::Running::finish)
            .collect();
        let query_run = query.finish();
        for run in &runs {
            let is_busy =
                run.end == End::Exit(2) && run.stderr.contains("another process is updating");
            if is_busy {
                tally.saw("updates that found another");
            } else {
                run.succeeded()?;
                tally.saw("updates that succeeded");
            }
        }
        answered_during_a_race(&query_run, state)?;
        // If the query did the update, the others found it done.
        corpus.index()?;
        is_sound(corpus)
    }

    /// Changes the corpus until there were enough changes and reads.
    fn write_often(
        &self,
        state: &mut State,
        twin: &Corpus,
        least: (usize, usize),
        tally: &mut Tally,
    ) {
        let _ending = Ending(&self.ended);
        while state.changes < least.0 || self.reads.load(Ordering::SeqCst) < least.1 {
            state.change(if state.changes.is_multiple_of(3) {
                Change::Mixed
            } else {
                Change::Small
            });
            twin.become_state(state);
            twin.index().unwrap();
            self.learn(twin);
            self.subject.become_state(state);
            let ended = self.write(state, tally);
            tally.trial(format!("writers of state {}", state.changes), ended);
            self.committed.store(state.changes, Ordering::SeqCst);
        }
    }
}

fn questions() -> Vec<Question> {
    vec![
        question(&format!("mentions {MARK} --json")),
        question("mentions 行政复议 --count"),
        question("list --json"),
        question("show 标记/甲.txt --text"),
        question(&format!(
            "search \"{MARK}\" --json --limit 500 --no-collapse"
        )),
        question("status --json"),
    ]
}

/// The part of an answer that depends only on the reports: scores depend on the history of the index.
fn compared(run: &Run) -> Result<String, String> {
    let Answer::Given(_, text) = Answer::of(run) else {
        return Err(run.failure("did not answer"));
    };
    if !run.command.starts_with("search") {
        return Ok(text);
    }
    let rows = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut found: Vec<String> = rows
        .map(|row| {
            format!(
                "{} {} {}",
                row["document"]["path"], row["section"]["id"], row["total"]
            )
        })
        .collect();
    found.sort();
    Ok(found.join("\n"))
}

fn answered_during_a_race(run: &Run, state: &State) -> Result<(), String> {
    run.succeeded()?;
    let summary = run.summary()?;
    let marks = summary["mentions"]
        .as_u64()
        .and_then(|marks| usize::try_from(marks).ok());
    let is_stale = summary["stale"] == true;
    match marks {
        Some(marks) if marks == state.marks() => Ok(()),
        Some(marks) if marks + 2 == state.marks() && is_stale => Ok(()),
        _ => Err(run.failure(&format!(
            "found {marks:?} of {} marks, stale: {is_stale}",
            state.marks()
        ))),
    }
}

#[test]
fn readers_beside_writers_see_whole_states_and_never_damage() {
    let scenario = "reads during updates and rebuilds";
    let (mut tally, mut random) = (Tally::new(scenario), Random::of(scenario));
    let mut state = State::new(8, 2);
    let twin = Corpus::indexed(&state);
    let race = &Race::new(&state);
    race.learn(&twin);
    let (readers, updates, least) = short_or_long((3, 8, 1), (8, 50, 10_000));
    let wrong: Vec<(String, String)> = std::thread::scope(|scope| {
        let seeds = (0..readers).map(|_| random.next());
        let threads: Vec<_> = seeds
            .map(|seed| scope.spawn(move || race.read(Random::fixed(seed))))
            .collect();
        race.write_often(&mut state, &twin, (updates, least), &mut tally);
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    });
    tally.saw_times("updates raced for", state.changes);
    tally.saw_times(
        "reads that called it damaged",
        wrong
            .iter()
            .filter(|(_, error)| error.contains("damaged"))
            .count(),
    );
    tally.passed(race.reads.load(Ordering::SeqCst) - wrong.len());
    for (question, error) in wrong {
        tally.trial(question, Err(error));
    }
    tally.finish();
}
