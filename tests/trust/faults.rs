//! The n-th system call on the index fails: of everything that writes it, and of everything that reads it.

use crate::answers::{Answer, Question, call, question};
use crate::corpus::{Corpus, MARK};
use crate::folders::{Content, Inventory, changed, content, restore};
use crate::history::History;
use crate::kills::{ACTIONS, Action};
use crate::program::{End, Run};
use crate::random::Random;
use crate::shim::{Fault, Plan, Record, with_faults};
use crate::soak::{Tally, is_long, short_or_long};
use crate::trials::{Expected, Standing, answers, completes, is_sound, stands};

/// An action over a corpus whose files have changed already, to be tried again and again.
struct Operation {
    action: Action,
    corpus: Corpus,
    /// The index before; nothing where there is none.
    index: Option<&'static Content>,
    expected: Expected,
    /// Mentions of [`MARK`] before and after.
    marks: [usize; 2],
}

impl Operation {
    fn new(action: Action) -> Self {
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

    fn put_back(&self) {
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

    /// How many calls can fail so.
    fn calls(&self, fault: Fault) -> usize {
        let (run, record) = self.run(Plan::count(fault));
        run.succeeded().unwrap();
        assert!(
            record.seen() > 0,
            "{}: no system call was seen that can fail with {fault:?}: is the program linked statically?",
            run.told("ran")
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
            names_the_cause(run, plan.fault, tally)?;
        }
        let standing = stands(&self.corpus, &self.expected).map_err(|error| run.told(&error))?;
        if run.end == End::Exit(0) && self.action != Action::Query && standing != Standing::After {
            return Err(run.told("says that it succeeded and has not"));
        }
        if self.action == Action::Query {
            self.answered_from_one_state(run)?;
        }
        completes(&self.corpus, &self.expected).map_err(|error| run.told(&error))
    }

    /// A query that could not update answers from what stands, or says why not.
    fn answered_from_one_state(&self, run: &Run) -> Result<(), String> {
        let given = run.stdout.trim().parse::<usize>().ok();
        let known = self.marks.map(Some);
        match run.end {
            End::Exit(0) if !known.contains(&given) => {
                Err(run.told(&format!("answered {given:?}, expected are {known:?}")))
            }
            End::Exit(1) => Err(run.told("says that nothing was found")),
            _ => Ok(()),
        }
    }
}

/// A message that says what the system said, in words for people, and blames nothing else.
fn names_the_cause(run: &Run, fault: Fault, tally: &mut Tally) -> Result<(), String> {
    let message = run.stderr.to_lowercase();
    if message.contains("damaged") {
        return Err(run.told("calls the index damaged"));
    }
    if fault != Fault::Kill && !fault.words().iter().any(|word| message.contains(word)) {
        return Err(run.told("does not name the cause"));
    }
    if run.stderr.contains("Os { code") {
        tally.saw("messages for programmers");
    }
    Ok(())
}

/// Tries the calls of an operation with each of some faults in turn: all calls with all faults in the soak, otherwise
/// every `stride`-th call with one of them.
fn fail_calls(
    operation: &Operation,
    plans: &[Plan],
    stride: usize,
    random: &mut Random,
    tally: &mut Tally,
) {
    let calls: Vec<usize> = plans
        .iter()
        .map(|plan| operation.calls(plan.fault))
        .collect();
    if is_long() {
        for (plan, calls) in plans.iter().zip(calls) {
            (1..=calls).for_each(|at| operation.survives(Plan { at, ..*plan }, tally));
        }
        return;
    }
    let most = calls.iter().copied().max().unwrap_or_default();
    let first = random.below(stride.min(most));
    for (turn, at) in (first..most).step_by(stride).enumerate() {
        let (plan, calls) = (plans[turn % plans.len()], calls[turn % plans.len()]);
        operation.survives(
            Plan {
                at: 1 + at * calls / most,
                ..plan
            },
            tally,
        );
    }
}

/// Everything that writes an index, with some of its calls failing. The short form tries fewer calls of what differs
/// little from an update.
fn fail_writing(scenario: &str, plans: &[Plan], stride: usize) {
    let (mut tally, mut random) = (Tally::new(scenario), Random::of(scenario));
    for action in ACTIONS {
        let stride = if action == Action::Update {
            stride
        } else {
            4 * stride
        };
        fail_calls(
            &Operation::new(action),
            plans,
            stride,
            &mut random,
            &mut tally,
        );
    }
    tally.finish();
}

#[test]
fn a_failed_system_call_of_an_update_is_told_and_loses_nothing() {
    let plans = [
        Fault::NoSpace,
        Fault::InputOutput,
        Fault::NoAccess,
        Fault::NoMemory,
    ]
    .map(Plan::once);
    fail_writing("the n-th system call of an update fails", &plans, 17);
}

#[test]
fn a_disk_that_stays_full_and_a_folder_that_closes_lose_nothing() {
    let plans = [Fault::NoSpace, Fault::NoAccess].map(Plan::lasting);
    fail_writing(
        "the n-th system call of an update and all later ones fail",
        &plans,
        85,
    );
}

#[test]
fn a_kill_at_each_system_call_loses_nothing() {
    fail_writing(
        "SIGKILL at the n-th system call of an update",
        &[Plan::once(Fault::Kill)],
        85,
    );
}

/// Commands that only read, without PATH.
fn reading() -> Vec<Question> {
    let mut questions: Vec<Question> = [
        "list --json",
        "status --json",
        "verify --json",
        "show 标记/甲.txt --text",
    ]
    .map(question)
    .into();
    questions.push(question(&format!("mentions {MARK} -e 行政复议 --json")));
    questions.push(question("search 行政复议案件 --json --limit 50"));
    questions.push(question("search \"规范性文件\" --json --limit 50"));
    questions
}

#[test]
fn a_failed_system_call_of_a_reading_command_is_told_as_what_it_is() {
    let scenario = "the n-th system call of a reading command fails";
    let (mut tally, mut random) = (Tally::new(scenario), Random::of(scenario));
    let operation = Operation::new(Action::Update);
    operation.put_back();
    let (home, index) = (operation.corpus.home(), operation.corpus.index_folder());
    let stride = short_or_long(5, 1);
    for question in reading() {
        let sound = Answer::of(&call(&home, &index, &question).run());
        assert!(
            matches!(sound, Answer::Given(..)),
            "{question:?}: {sound:?}"
        );
        for fault in [Fault::InputOutput, Fault::NoAccess, Fault::NoMemory] {
            let run = |plan| {
                let (call, record) = with_faults(call(&home, &index, &question), &index, plan);
                (call.run(), record)
            };
            let calls = run(Plan::count(fault)).1.seen();
            for at in ((1 + random.below(stride))..=calls).step_by(stride) {
                let (run, record) = run(Plan {
                    at,
                    ..Plan::once(fault)
                });
                assert!(
                    record.failed() > 0 || !run.stdout.is_empty(),
                    "{}",
                    run.told("saw no fault")
                );
                let ended = right_or_told(&run, fault, &sound, &mut tally);
                tally.trial(format!("{fault:?} at {}", record.first()), ended);
            }
        }
    }
    let difference = changed(operation.index.unwrap(), &content(&index));
    assert_eq!(difference, None, "readers write nothing");
    is_sound(&operation.corpus).unwrap();
    tally.finish();
}

fn right_or_told(run: &Run, fault: Fault, sound: &Answer, tally: &mut Tally) -> Result<(), String> {
    match Answer::of(run) {
        Answer::Broken(reason) => Err(reason),
        Answer::Refused(..) => {
            tally.saw("told");
            names_the_cause(run, fault, tally)
        }
        given if given == *sound => {
            tally.saw("answered rightly");
            Ok(())
        }
        Answer::Given(..) => Err(run.told("gave another answer")),
    }
}
