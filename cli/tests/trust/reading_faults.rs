//! Failures of the n-th system call on the index, for each command that only reads.

use crate::answers::{Answer, Question, call, question};
use crate::corpus::MARK;
use crate::faults::Operation;
use crate::folders::{changed, content};
use crate::kills::Action;
use crate::program::Run;
use crate::random::Random;
use crate::shim::{Fault, Plan, Record, with_faults};
use crate::soak::{Tally, short_or_long};
use crate::trials::is_sound;

/// Commands that only read, without PATH.
fn reading() -> Vec<Question> {
    let mut questions: Vec<Question> = [
        "list --json",
        "status --json",
        "verify",
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

/// Every command on one intact index.
struct Reader {
    operation: Operation,
    stride: usize,
    random: Random,
    tally: Tally,
}

impl Reader {
    fn run(&self, question: &Question, plan: Plan) -> (Run, Record) {
        let (home, index) = (
            self.operation.corpus.home(),
            self.operation.corpus.index_folder(),
        );
        let (call, record) = with_faults(call(&home, &index, question), &index, plan);
        (call.run(), record)
    }

    /// Makes the calls of one command fail in one way, one per run.
    fn fail(&mut self, question: &Question, sound: &Answer, way: Plan) {
        let calls = self.run(question, Plan::count(way.fault)).1.seen();
        assert!(
            calls > 0,
            "{question:?}: no system call was seen that can fail with {:?}",
            way.fault
        );
        for at in ((1 + self.random.below(self.stride))..=calls).step_by(self.stride) {
            let (run, record) = self.run(question, Plan { at, ..way });
            let ended = right_or_told(&run, way.fault, sound, &mut self.tally);
            let lasting = if way.sticky { " and all later" } else { "" };
            self.tally.trial(
                format!("{:?} at {}{lasting}", way.fault, record.first()),
                ended,
            );
        }
    }
}

#[test]
fn a_failed_system_call_of_a_reading_command_is_told_as_what_it_is() {
    let scenario = "the n-th system call of a reading command fails";
    let operation = Operation::new(Action::Update);
    operation.put_back();
    let (stride, random, tally) = (
        short_or_long(6, 1),
        Random::of(scenario),
        Tally::new(scenario),
    );
    let mut reader = Reader {
        operation,
        stride,
        random,
        tally,
    };
    for question in reading() {
        let (run, _) = reader.run(&question, Plan::count(Fault::InputOutput));
        let sound = Answer::of(&run);
        assert!(
            matches!(sound, Answer::Given(..)),
            "{question:?}: {sound:?}"
        );
        for fault in [Fault::InputOutput, Fault::NoAccess, Fault::NoMemory] {
            // The program may retry, so the call then fails permanently.
            reader.fail(&question, &sound, Plan::once(fault));
            reader.fail(&question, &sound, Plan::lasting(fault));
        }
    }
    let index = content(&reader.operation.corpus.index_folder());
    assert_eq!(
        changed(reader.operation.index.unwrap(), &index),
        None,
        "readers write nothing"
    );
    is_sound(&reader.operation.corpus).unwrap();
    reader.tally.finish();
}

fn right_or_told(run: &Run, fault: Fault, sound: &Answer, tally: &mut Tally) -> Result<(), String> {
    match Answer::of(run) {
        Answer::Broken(reason) => Err(reason),
        Answer::Refused(..) => {
            tally.saw("reported");
            fault.is_named_by(run, tally)
        }
        given if given == *sound => {
            tally.saw("answered rightly");
            Ok(())
        }
        Answer::Given(..) => Err(run.failure("gave another answer")),
    }
}
