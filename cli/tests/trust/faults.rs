//! Failures of the n-th system call on the index, for each command that writes it.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::corpus::Corpus;
use crate::folders::{Content, Inventory, restore};
use crate::history::History;
use crate::kills::{ACTIONS, Action};
use crate::program::{End, Run};
use crate::random::Random;
use crate::shim::{Fault, Plan, Record, with_faults};
use crate::soak::{Tally, is_long, short_or_long};
use crate::trials::{Expected, StateFound, answers, completes, state_found};

/// An action on a corpus whose files have already changed, to be repeated.
pub struct Operation {
    action: Action,
    pub corpus: Corpus,
    /// The index before; `None` if there is none.
    pub index: Option<&'static Content>,
    expected: Expected,
    /// Mentions of [`crate::corpus::MARK`] before and after.
    marks: [usize; 2],
}

impl Operation {
    pub fn new(action: Action) -> Self {
        let history = History::get();
        let mut state = history.state.clone();
        let (corpus, index, before) = if action == Action::FirstBuild {
            (Corpus::of(&state), None, None)
        } else {
            let corpus = history.corpus();
            let before = answers(&corpus);
            (corpus, Some(&history.index), Some(before))
        };
        let marks_before = state.marks();
        state.change(action.change());
        corpus.become_state(&state);
        action.call(&corpus).run().succeeded().unwrap();
        let expected = Expected {
            before,
            after: answers(&corpus),
            usual: Inventory::of(&corpus.index_folder()),
        };
        expected.after.were_given().unwrap();
        Self {
            action,
            corpus,
            index,
            expected,
            marks: [marks_before, state.marks()],
        }
    }

    pub fn put_back(&self) {
        self.corpus.remove_indexes();
        if let Some(index) = self.index {
            restore(&self.corpus.index_folder(), index);
        }
    }

    fn run(&self, plan: Plan) -> (Run, Record) {
        self.put_back();
        let (call, record) = with_faults(
            self.action.call(&self.corpus),
            &self.corpus.index_folder(),
            plan,
        );
        (call.run(), record)
    }

    /// The number of calls that can fail in this way.
    fn calls(&self, fault: Fault) -> usize {
        let (run, record) = self.run(Plan::count(fault));
        run.succeeded().unwrap();
        assert!(
            record.seen() > 0,
            "{}: no system call was seen that can fail with {fault:?}: is the program linked statically?",
            run.failure("ran")
        );
        record.seen()
    }

    fn survives(&self, plan: Plan, tally: &mut Tally) {
        let (run, record) = self.run(plan);
        let ended = self
            .check(plan, &run, tally)
            .map_err(|error| format!("{} fails: {error}", record.first()));
        let how = if plan.sticky { " and all later" } else { "" };
        let name = format!(
            "{}, {:?} at call {}{how}",
            self.action.name(),
            plan.fault,
            plan.at
        );
        tally.trial(name, ended);
    }

    fn check(&self, plan: Plan, run: &Run, tally: &mut Tally) -> Result<(), String> {
        if plan.fault == Fault::Kill && run.was_killed() {
            tally.saw("killed");
        } else {
            run.ended_cleanly()?;
            tally.saw(&format!(
                "ended with {}",
                if run.end == End::Exit(0) {
                    "0"
                } else {
                    "an error"
                }
            ));
        }
        if run.end == End::Exit(2) {
            plan.fault.is_named_by(run, tally)?;
        }
        let found =
            state_found(&self.corpus, &self.expected).map_err(|error| run.failure(&error))?;
        if run.end == End::Exit(0) && self.action != Action::Query && found != StateFound::After {
            return Err(run.failure("says that it succeeded and has not"));
        }
        if self.action == Action::Query {
            self.answered_from_one_state(run)?;
        }
        completes(&self.corpus, &self.expected).map_err(|error| run.failure(&error))
    }

    /// A query that could not update answers from the index as it is, or says why not.
    fn answered_from_one_state(&self, run: &Run) -> Result<(), String> {
        let given = run.stdout.trim().parse::<usize>().ok();
        let known = self.marks.map(Some);
        match run.end {
            End::Exit(0) if !known.contains(&given) => {
                Err(run.failure(&format!("answered {given:?}, expected are {known:?}")))
            }
            End::Exit(1) => Err(run.failure("says that nothing was found")),
            _ => Ok(()),
        }
    }
}

/// Which calls of an operation fail and how. In the soak each call of an update fails in every way, and each call of
/// similar operations in one way; the short form takes every `stride`-th call.
fn schedule(operation: &Operation, ways: &[Plan], stride: usize, random: &mut Random) -> Vec<Plan> {
    let calls: Vec<usize> = ways
        .iter()
        .map(|plan| operation.calls(plan.fault))
        .collect();
    if is_long() && operation.action == Action::Update {
        let every = ways.iter().zip(calls);
        return every
            .flat_map(|(plan, calls)| (1..=calls).map(|at| Plan { at, ..*plan }))
            .collect();
    }
    let most = calls.iter().copied().max().unwrap_or_default();
    let stride = short_or_long(stride, 1).min(most);
    let in_turn = (random.below(stride)..most)
        .step_by(stride)
        .zip((0..ways.len()).cycle());
    in_turn
        .map(|(at, way)| Plan {
            at: 1 + at * calls[way] / most,
            ..ways[way]
        })
        .collect()
}

/// Runs plans in parallel, each thread on its own copy of an operation.
fn try_all(operation: &Operation, plans: &[Plan], scenario: &str) -> Tally {
    let next = AtomicUsize::new(0);
    let try_next = |operation: &Operation| {
        let mut tally = Tally::new(scenario);
        while let Some(plan) = plans.get(next.fetch_add(1, Ordering::SeqCst)) {
            operation.survives(*plan, &mut tally);
        }
        tally
    };
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let action = operation.action;
    std::thread::scope(|scope| {
        let workers: Vec<_> = (1..short_or_long(1, processors))
            .map(|_| scope.spawn(|| try_next(&Operation::new(action))))
            .collect();
        let mut tally = try_next(operation);
        for worker in workers {
            tally.merge(worker.join().unwrap());
        }
        tally
    })
}

/// Runs actions that write an index, each with some of its calls failing.
fn fail_writing(scenario: &str, actions: &[Action], ways: &[Plan], stride: usize) {
    let (mut tally, mut random) = (Tally::new(scenario), Random::of(scenario));
    for action in actions {
        let operation = Operation::new(*action);
        let stride = if *action == Action::Update {
            stride
        } else {
            8 * stride
        };
        let plans = schedule(&operation, ways, stride, &mut random);
        println!("{scenario}: {} calls of {}", plans.len(), action.name());
        tally.merge(try_all(&operation, &plans, scenario));
    }
    tally.finish();
}

#[test]
fn a_failed_system_call_of_an_update_is_told_and_loses_nothing() {
    let ways = [
        Fault::NoSpace,
        Fault::InputOutput,
        Fault::NoAccess,
        Fault::NoMemory,
    ]
    .map(Plan::once);
    fail_writing(
        "the n-th system call of an update fails",
        &ACTIONS,
        &ways,
        17,
    );
}

#[test]
fn a_disk_that_stays_full_and_a_folder_that_closes_lose_nothing() {
    let ways = [Fault::NoSpace, Fault::NoAccess].map(Plan::lasting);
    let actions = short_or_long(&ACTIONS[..2], &ACTIONS);
    fail_writing(
        "the n-th system call of an update and all later ones fail",
        actions,
        &ways,
        51,
    );
}

#[test]
fn a_kill_at_each_system_call_loses_nothing() {
    let actions = short_or_long(&ACTIONS[..1], &ACTIONS);
    fail_writing(
        "SIGKILL at the n-th system call of an update",
        actions,
        &[Plan::once(Fault::Kill)],
        68,
    );
}
