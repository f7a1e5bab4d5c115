//! An index made by many updates, built once for all scenarios that start with one.

use std::sync::OnceLock;

use crate::corpus::{Change, Corpus, State};
use crate::folders::{Content, Inventory, content, restore};

/// Number of updates after which the next one merges.
const UPDATES_TO_A_MERGE: usize = 24;

/// An index of several segments, some with removed reports; the next update merges some of them.
pub struct History {
    /// The indexed reports.
    pub state: State,
    pub index: Content,
}

impl History {
    pub fn get() -> &'static Self {
        static HISTORY: OnceLock<History> = OnceLock::new();
        HISTORY.get_or_init(Self::build)
    }

    fn build() -> Self {
        let mut state = State::new(8, 2);
        let corpus = Corpus::indexed(&state);
        let segments = || Inventory::of(&corpus.index_folder()).count(".store");
        for number in 0..UPDATES_TO_A_MERGE {
            let found = Self {
                state: state.clone(),
                index: content(&corpus.index_folder()),
            };
            let before = segments();
            let is_last = number % 3 == 2;
            state.change(if is_last {
                Change::Mixed
            } else {
                Change::Small
            });
            corpus.become_state(&state);
            corpus.index().unwrap();
            if is_last && segments() <= before {
                return found;
            }
        }
        panic!("{UPDATES_TO_A_MERGE} updates merged nothing");
    }

    /// A corpus with this index.
    pub fn corpus(&self) -> Corpus {
        let corpus = Corpus::of(&self.state);
        restore(&corpus.index_folder(), &self.index);
        corpus
    }
}
