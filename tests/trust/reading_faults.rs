//! The n-th system call on the index fails: of every command that only reads.

use crate::answers::{Answer, Question, call, question};
use crate::corpus::MARK;
use crate::faults::Operation;
use crate::folders::{changed, content};
use crate::kills::Action;
use crate::program::Run;
use crate::random::Random;
use crate::shim::{Fault, Plan, with_faults};
use crate::soak::{Tally, short_or_long};
use crate::trials::is_sound;

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
            fault.is_named_by(run, tally)
        }
        given if given == *sound => {
            tally.saw("answered rightly");
            Ok(())
        }
        Answer::Given(..) => Err(run.told("gave another answer")),
    }
}
