//! Checks of an index after an accident.

use crate::answers::{Answers, exact_questions};
use crate::corpus::Corpus;
use crate::folders::Inventory;
use crate::program::End;

/// The answers of an index before and after an update during which an accident happened.
pub struct Expected {
    /// `None` if there was no index.
    pub before: Option<Answers>,
    pub after: Answers,
    /// The files of the folder after the same history without accidents.
    pub usual: Inventory,
}

/// Which of the two states an index is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateFound {
    NoIndex,
    Before,
    After,
}

impl StateFound {
    pub fn words(self) -> &'static str {
        match self {
            Self::NoIndex => "no index yet",
            Self::Before => "state before",
            Self::After => "state after",
        }
    }
}

/// The answers of a corpus's index, without updating it.
pub fn answers(corpus: &Corpus) -> Answers {
    Answers::of(&corpus.home(), &corpus.serving_index(), &exact_questions())
}

/// An error unless `verify` reports a sound index.
pub fn is_sound(corpus: &Corpus) -> Result<(), String> {
    let run = corpus.call(&["verify", "--json"]).run();
    run.succeeded()?;
    if run.summary()?["sound"] == true {
        Ok(())
    } else {
        Err(run.failure("says otherwise"))
    }
}

/// An error unless the index opens, is sound and answers from one of the two states.
pub fn state_found(corpus: &Corpus, expected: &Expected) -> Result<StateFound, String> {
    let found = answers(corpus);
    let difference = found.difference(&expected.after);
    let Some(difference) = difference else {
        is_sound(corpus)?;
        return Ok(StateFound::After);
    };
    match &expected.before {
        None => says_no_index(corpus)
            .map(|()| StateFound::NoIndex)
            .map_err(|error| format!("{error}; {difference}")),
        Some(before) if found == *before => is_sound(corpus).map(|()| StateFound::Before),
        Some(before) => {
            let other = found.difference(before).unwrap_or_default();
            Err(format!(
                "neither the answers before ({other}) nor those after ({difference})"
            ))
        }
    }
}

/// An error unless the program reports that there is no index, as before the first build has finished.
fn says_no_index(corpus: &Corpus) -> Result<(), String> {
    for command in ["list", "verify"] {
        let index = corpus.index_folder();
        let run = corpus
            .call(&[command, "--index", index.to_str().unwrap()])
            .run();
        run.ended_cleanly()?;
        if run.end != End::Exit(2) || !run.stderr.contains("no index") {
            return Err(run.failure("does not say that there is no index"));
        }
    }
    Ok(())
}

/// An error unless the next `index` completes and the state is then the same as without an accident.
pub fn completes(corpus: &Corpus, expected: &Expected) -> Result<(), String> {
    corpus
        .index()
        .map_err(|error| format!("the next update: {error}"))?;
    if let Some(difference) = answers(corpus).difference(&expected.after) {
        return Err(format!("after the next update {difference}"));
    }
    is_sound(corpus).map_err(|error| format!("after the next update {error}"))?;
    Inventory::of(&corpus.serving_index())
        .is_no_more_than(&expected.usual)
        .map_err(|error| format!("after the next update {error}"))
}
