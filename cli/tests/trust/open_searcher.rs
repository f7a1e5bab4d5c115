//! A program that holds an index open while others change it.

use quanwen::api::{Concordance, Engine, ListRequest, MentionRequest, SearchRequest, ShowRequest};
use quanwen::{IndexFolder, IndexOptions, Searcher};

use crate::corpus::{Change, Corpus, MARK, State};
use crate::soak::Tally;

/// The answer to one question to a searcher.
type Question = fn(&Searcher) -> quanwen::Result<String>;

/// Every question that may be the first to a searcher.
const QUESTIONS: [(&str, Question); 5] = [
    ("mentions", mentions),
    ("search", search),
    ("list", list),
    ("show", show),
    ("status", status),
];

fn mentions(searcher: &Searcher) -> quanwen::Result<String> {
    let found = searcher.mentions(&MentionRequest::new(MARK))?;
    Ok(format!("{:?} {:?}", found.summary, found.mentions))
}

fn search(searcher: &Searcher) -> quanwen::Result<String> {
    searcher
        .search(&SearchRequest::new("行政复议案件"))
        .map(|answer| format!("{answer:?}"))
}

fn list(searcher: &Searcher) -> quanwen::Result<String> {
    searcher
        .list(&ListRequest::default())
        .map(|list| format!("{list:?}"))
}

fn show(searcher: &Searcher) -> quanwen::Result<String> {
    searcher
        .show(&ShowRequest::new("标记/甲.txt"))
        .map(|shown| shown.document.text)
}

fn status(searcher: &Searcher) -> quanwen::Result<String> {
    // The bytes on disk are measured in the folder as it is now.
    searcher.status().map(|mut status| {
        status.index_bytes = 0;
        format!("{status:?}")
    })
}

/// Uses the library: the tested binary may be another one, which writes another format.
fn index(corpus: &Corpus, rebuild: bool) {
    let reports = quanwen::Corpus::at(corpus.root()).unwrap();
    let options = IndexOptions {
        rebuild,
        ..IndexOptions::default()
    };
    quanwen::index(
        &reports,
        &IndexFolder::at(corpus.index_folder()),
        &options,
        &(),
    )
    .unwrap();
}

#[test]
fn an_open_searcher_answers_from_its_state_after_an_update_and_a_rebuild() {
    let mut tally = Tally::new("first questions to a searcher after an update and a rebuild");
    let mut state = State::new(8, 2);
    let corpus = Corpus::of(&state);
    index(&corpus, false);
    let open = || Searcher::open(&IndexFolder::at(corpus.index_folder())).unwrap();
    let sound = open();
    let expected: Vec<String> = QUESTIONS
        .iter()
        .map(|(_, ask)| ask(&sound).unwrap())
        .collect();
    let first_after_update: Vec<Searcher> = QUESTIONS.iter().map(|_| open()).collect();
    let first_after_rebuild: Vec<Searcher> = QUESTIONS.iter().map(|_| open()).collect();
    let mut ask = |searchers: Vec<Searcher>, when: &str| {
        for (((name, ask), searcher), expected) in QUESTIONS.iter().zip(searchers).zip(&expected) {
            let ended = match ask(&searcher) {
                Ok(answer) if answer == *expected => Ok(()),
                Ok(answer) => Err(format!("{answer:.300} instead of {expected:.300}")),
                Err(error) => Err(error.to_string()),
            };
            tally.trial(format!("{name} after {when}"), ended);
        }
    };
    for _ in 0..3 {
        state.change(Change::Mixed);
        corpus.become_state(&state);
        index(&corpus, false);
    }
    ask(first_after_update, "updates");
    index(&corpus, true);
    ask(first_after_rebuild, "a rebuild");
    tally.finish();
}
