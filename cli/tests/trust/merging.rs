//! A merge must not hide damage in the segments that it reads.

use crate::answers::{Answer, Answers};
use crate::corpus::{Change, State};
use crate::history::History;
use crate::program::End;
use crate::random::Random;
use crate::soak::{Tally, short_or_long};
use crate::trials::answers;
use crate::work::{Work, names_the_mending_command};

/// Updates after the damage; the first of them merges.
const UPDATES: usize = 3;

/// The states after each update, and the answers of an intact index in each.
struct Course {
    work: Work,
    states: Vec<State>,
    expected: Vec<Answers>,
}

impl Course {
    fn new() -> Self {
        let history = History::get();
        let mut state = history.state.clone();
        let work = Work::around(history.corpus(), Vec::new());
        state.change(Change::Mixed);
        let (mut states, mut expected) = (Vec::new(), Vec::new());
        for _ in 0..UPDATES {
            work.corpus.become_state(&state);
            work.corpus.index().unwrap();
            states.push(state.clone());
            expected.push(answers(&work.corpus));
            state.change(Change::Small);
        }
        Self {
            work,
            states,
            expected,
        }
    }

    /// Updates a damaged index. Every answer on the way must be right or refused, and so must `verify` at the end.
    fn run(&self, tally: &mut Tally) -> Result<(), String> {
        let corpus = &self.work.corpus;
        for (state, expected) in self.states.iter().zip(&self.expected) {
            corpus.become_state(state);
            let run = corpus.call(&["index", "."]).run();
            run.ended_cleanly()?;
            if run.end == End::Exit(2) {
                tally.saw("refused by an update");
                names_the_mending_command(&run)?;
                corpus
                    .call(&["index", ".", "--rebuild"])
                    .run()
                    .succeeded()?;
                return right(&answers(corpus), expected, true);
            }
            right(&answers(corpus), expected, false)?;
        }
        if self.work.verify_reports() {
            tally.saw("reported by `verify` after all updates");
            return Ok(());
        }
        tally.saw("mended by an update");
        right(&answers(corpus), &self.expected[UPDATES - 1], true)
    }
}

/// An error if an answer is neither the expected one nor, where that is allowed, an error message.
fn right(found: &Answers, expected: &Answers, all: bool) -> Result<(), String> {
    for ((question, found), (_, expected)) in found.0.iter().zip(&expected.0) {
        let is_error = matches!(found, Answer::Refused(..)) && !all;
        if found != expected && !is_error {
            let difference = crate::answers::contrast(found, expected);
            return Err(format!("`{}`: {difference}", question.join(" ")));
        }
    }
    Ok(())
}

#[test]
fn a_merge_never_makes_damage_sound() {
    let scenario = "merges of damaged segments";
    let (mut tally, mut random) = (Tally::new(scenario), Random::of(scenario));
    let course = Course::new();
    let files = course.work.segment_files();
    for _ in 0..short_or_long(6, 120) {
        let path = random.pick(&files);
        let Some(damage) = course.work.sources.alter(&mut random, path) else {
            continue;
        };
        course.work.put_back();
        course.work.inflict(&damage);
        let ended = course.run(&mut tally);
        tally.trial(&damage.name, ended);
    }
    tally.finish();
}
