//! The n-th system call on the index fails: of everything that writes it, and of everything that reads it.

use crate::answers::{Answer, Answers, Question, call, question};
use crate::corpus::{Corpus, MARK, State};
use crate::folders::{Content, Inventory, changed, content, restore};
use crate::kills::{ACTIONS, Action};
use crate::program::{End, Run};
use crate::random::Random;
use crate::shim::{Fault, Plan, Record, with_faults};
use crate::soak::{Tally, is_long, short_or_long};
use crate::trials::{Expected, Standing, answers, completes, is_sound, stands, until_a_merge};

const ERRORS: [Fault; 4] = [
    Fault::NoSpace,
    Fault::InputOutput,
    Fault::NoAccess,
    Fault::NoMemory,
];

/// An action over a corpus whose files have changed already, to be tried again and again.
struct Operation {
    action: Action,
    corpus: Corpus,
    /// The index before; nothing where there is none.
    index: Option<Content>,
    expected: Expected,
}

impl Operation {
    fn new(action: Action) -> Self {
        let mut state = State::new(8, 2);
        let corpus = Corpus::of(&state);
        let mut index = None;
        if action != Action::FirstBuild {
            corpus.index().unwrap();
            index = Some(until_a_merge(&corpus, &mut state, action.change()));
        }
        let before = index.as_ref().map(|index| {
            restore(&corpus.index_folder(), index);
            answers(&corpus)
        });
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
        }
    }

    fn put_back(&self) {
        let folder = self.corpus.index_folder();
        match &self.index {
            Some(index) => restore(&folder, index),
            None if folder.exists() => std::fs::remove_dir_all(folder).unwrap(),
            None => {}
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
            "no system call was seen: is the program linked statically?"
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
        let marked = format!("\"text\":\"{MARK}\"");
        let count_of = |answers: Option<&Answers>| match answers.map(|answers| &answers.0[0].1) {
            Some(Answer::Given(_, rows)) => {
                Some(rows.lines().filter(|row| row.contains(&marked)).count())
            }
            _ => None,
        };
        let given = run.stdout.trim().parse::<usize>().ok();
        let known = [
            count_of(self.expected.before.as_ref()),
            count_of(Some(&self.expected.after)),
        ];
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

/// Tries the calls of an operation: all in the soak, every `stride`-th otherwise.
fn fail_calls(
    operation: &Operation,
    faults: &[(Fault, bool)],
    stride: usize,
    random: &mut Random,
    tally: &mut Tally,
) {
    for (fault, sticky) in faults {
        let calls = operation.calls(*fault);
        let first = 1 + random.below(stride);
        for at in (first..=calls).step_by(stride) {
            operation.survives(
                Plan {
                    fault: *fault,
                    at,
                    sticky: *sticky,
                },
                tally,
            );
        }
    }
}

/// Everything that writes an index, with some of its calls failing.
fn fail_writing(scenario: &str, faults: &[(Fault, bool)], stride: usize) {
    let (mut tally, mut random) = (Tally::new(scenario), Random::of(scenario));
    for action in ACTIONS {
        // The short form tries the error and the kill at fewer calls of what differs little from an update.
        let rest = if is_long() || action == Action::Update {
            1
        } else {
            4
        };
        fail_calls(
            &Operation::new(action),
            faults,
            stride * rest,
            &mut random,
            &mut tally,
        );
    }
    tally.finish();
}

#[test]
fn a_failed_system_call_of_an_update_is_told_and_loses_nothing() {
    let faults = ERRORS.map(|fault| (fault, false));
    fail_writing(
        "the n-th system call of an update fails",
        &faults,
        short_or_long(17, 1),
    );
}

#[test]
fn a_disk_that_stays_full_and_a_folder_that_closes_lose_nothing() {
    let faults = [(Fault::NoSpace, true), (Fault::NoAccess, true)];
    fail_writing(
        "the n-th system call of an update and all later ones fail",
        &faults,
        short_or_long(51, 1),
    );
}

#[test]
fn a_kill_at_each_system_call_loses_nothing() {
    fail_writing(
        "SIGKILL at the n-th system call of an update",
        &[(Fault::Kill, false)],
        short_or_long(34, 1),
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
                let (run, record) = run(Plan::once(fault, at));
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
    let difference = changed(operation.index.as_ref().unwrap(), &content(&index));
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
