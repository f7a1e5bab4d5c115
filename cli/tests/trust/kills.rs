//! SIGKILL at random moments and at random system calls of every command that writes an index.

use std::time::Duration;

use crate::answers::Answers;
use crate::corpus::{Change, Corpus, MARK, State};
use crate::folders::Inventory;
use crate::program::{Call, Run};
use crate::random::Random;
use crate::shim::{Fault, Plan, with_faults};
use crate::soak::{Tally, short_or_long};
use crate::trials::{Expected, StateFound, answers, completes, state_found};

/// What is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    FirstBuild,
    Update,
    Removals,
    Rebuild,
    Query,
}

pub const ACTIONS: [Action; 5] = [
    Action::Update,
    Action::Query,
    Action::Rebuild,
    Action::Removals,
    Action::FirstBuild,
];

/// When it is killed.
#[derive(Debug, Clone, Copy)]
enum Moment {
    After(Duration),
    AtCall(usize),
}

impl Action {
    pub fn name(self) -> &'static str {
        match self {
            Self::FirstBuild => "first build",
            Self::Update => "update",
            Self::Removals => "removals",
            Self::Rebuild => "rebuild",
            Self::Query => "query that updates",
        }
    }

    pub fn change(self) -> Change {
        if self == Self::Removals {
            Change::Removals
        } else {
            Change::Mixed
        }
    }

    pub fn call(self, corpus: &Corpus) -> Call {
        match self {
            Self::FirstBuild | Self::Update | Self::Removals => corpus.call(&["index", "."]),
            Self::Rebuild => corpus.call(&["index", ".", "--rebuild"]),
            Self::Query => corpus
                .call(&["mentions", MARK, ".", "--count"])
                .may_update(),
        }
    }
}

/// Two corpora with one history: the program is killed on one and never on the other.
struct Pair {
    state: State,
    subject: Corpus,
    twin: Corpus,
    before: Answers,
}

impl Pair {
    fn new() -> Self {
        let state = State::new(10, 2);
        let (subject, twin) = (Corpus::indexed(&state), Corpus::indexed(&state));
        let before = answers(&twin);
        before.were_given().unwrap();
        Self {
            state,
            subject,
            twin,
            before,
        }
    }

    /// Kills the program during the next change.
    fn kill(&mut self, action: Action, draw: Draw) -> Result<Ended, String> {
        if action == Action::FirstBuild {
            return kill_first_build(draw);
        }
        self.state.change(action.change());
        self.subject.become_state(&self.state);
        self.twin.become_state(&self.state);
        let (moment, usual) = run_to_the_end(action, &self.twin, draw)?;
        let after = answers(&self.twin);
        let before = std::mem::replace(&mut self.before, after.clone());
        let expected = Expected {
            before: Some(before),
            after,
            usual,
        };
        survive(action, &self.subject, moment, &expected)
    }
}

/// A fraction of the whole duration or of all system calls.
#[derive(Debug, Clone, Copy)]
enum Draw {
    OfTime(f64),
    OfCalls(f64),
}

/// Whether the program was killed before it ended, and the state found then.
type Ended = (bool, StateFound);

fn kill_first_build(draw: Draw) -> Result<Ended, String> {
    let state = State::new(10, 2);
    let twin = Corpus::of(&state);
    let (moment, usual) = run_to_the_end(Action::FirstBuild, &twin, draw)?;
    let expected = Expected {
        before: None,
        after: answers(&twin),
        usual,
    };
    survive(Action::FirstBuild, &Corpus::of(&state), moment, &expected)
}

/// Runs an action without a kill, to choose the moment for killing the next run.
fn run_to_the_end(
    action: Action,
    twin: &Corpus,
    draw: Draw,
) -> Result<(Moment, Inventory), String> {
    let index = twin.index_folder();
    let moment = match draw {
        Draw::OfTime(part) => {
            let run = action.call(twin).run();
            run.succeeded()?;
            Moment::After(run.took.mul_f64(part))
        }
        Draw::OfCalls(part) => {
            let (call, record) = with_faults(action.call(twin), &index, Plan::count(Fault::Kill));
            call.run().succeeded()?;
            Moment::AtCall(part_of(record.seen(), part)?)
        }
    };
    Ok((moment, Inventory::of(&index)))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the part of a small number"
)]
fn part_of(calls: usize, part: f64) -> Result<usize, String> {
    if calls == 0 {
        return Err("no system call was seen: is the program linked statically?".to_string());
    }
    Ok(1 + (calls as f64 * part) as usize)
}

fn survive(
    action: Action,
    subject: &Corpus,
    moment: Moment,
    expected: &Expected,
) -> Result<Ended, String> {
    let run = kill_at(action.call(subject), subject, moment);
    if !run.was_killed() {
        run.ended_cleanly()?;
    }
    let found =
        state_found(subject, expected).map_err(|error| format!("killed at {moment:?}: {error}"))?;
    completes(subject, expected)
        .map_err(|error| format!("killed at {moment:?} with the {}: {error}", found.words()))?;
    Ok((run.was_killed(), found))
}

fn kill_at(call: Call, subject: &Corpus, moment: Moment) -> Run {
    match moment {
        Moment::After(duration) => call.run_and_kill_after(duration),
        Moment::AtCall(number) => with_faults(
            call,
            &subject.index_folder(),
            Plan {
                at: number,
                ..Plan::once(Fault::Kill)
            },
        )
        .0
        .run(),
    }
}

/// Kills one action after the other, each at a random moment.
fn kill_often(scenario: &str, times: usize, draw: fn(&mut Random) -> Draw) {
    let mut tally = Tally::new(scenario);
    let mut random = Random::of(scenario);
    let mut pair = Pair::new();
    for number in 0..times {
        let action = ACTIONS[number % ACTIONS.len()];
        let ended = pair.kill(action, draw(&mut random));
        match &ended {
            Ok((killed, found)) => {
                tally.saw(found.words());
                if !killed {
                    tally.saw("ended before the kill");
                }
            }
            // A corpus that no longer updates would fail every later trial.
            Err(_) => pair = Pair::new(),
        }
        tally.trial(
            format!("kill {number} ({})", action.name()),
            ended.map(|_| ()),
        );
    }
    tally.finish();
}

#[test]
fn a_kill_at_any_moment_leaves_the_state_before_or_after() {
    kill_often(
        "SIGKILL at random moments",
        short_or_long(10, 300),
        |random| Draw::OfTime(1.05 * random.fraction()),
    );
}

#[test]
fn a_kill_at_any_system_call_leaves_the_state_before_or_after() {
    kill_often(
        "SIGKILL at random system calls",
        short_or_long(10, 300),
        |random| Draw::OfCalls(random.fraction()),
    );
}
