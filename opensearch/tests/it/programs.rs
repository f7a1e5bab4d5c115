//! Other programs that index the same corpus, and programs that do not come to their end.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use quanwen::{Corpus, IndexReport, Progress, Result};
use quanwen_opensearch::{Address, index};

use crate::by_hand::{block, unnamed};
use crate::cluster::{anew, index_anew, sample_corpus, shape};

/// Stops before the first file until it may go on.
struct Held {
    stands: Sender<()>,
    may_go_on: Mutex<Receiver<()>>,
}

impl Progress for Held {
    fn begin(&self, _: usize, _: u64) {
        self.stands.send(()).expect("the test waits for it");
        let may_go_on = self.may_go_on.lock().expect("no panic");
        may_go_on.recv().expect("the test lets it go on");
    }
    fn advance(&self, _: u64) {}
    fn write(&self) {}
}

/// Does something while another program fills an index of the sample corpus, and returns what becomes of that program.
pub fn while_held(address: &Address, done: impl FnOnce()) -> Result<IndexReport> {
    let corpus = sample_corpus();
    let (stands, waiting) = channel();
    let (go_on, may_go_on) = channel();
    let held = Held {
        stands,
        may_go_on: Mutex::new(may_go_on),
    };
    thread::scope(|scope| {
        let other = scope.spawn(|| index(&corpus, address.clone(), shape(), &anew(), &held));
        waiting.recv().expect("it makes its index");
        done();
        go_on.send(()).expect("it waits");
        other.join().expect("no panic")
    })
}

/// Ends like a program that is killed: nothing is removed.
pub struct Killed;

impl Progress for Killed {
    fn begin(&self, _: usize, _: u64) {
        panic!("as if it were killed");
    }
    fn advance(&self, _: u64) {}
    fn write(&self) {}
}

/// Stops the update when its files are about to be read.
pub struct Cancelled;

impl Progress for Cancelled {
    fn begin(&self, _: usize, _: u64) {}
    fn advance(&self, _: u64) {}
    fn write(&self) {}
    fn is_cancelled(&self) -> bool {
        true
    }
}

/// Lets another program index a corpus when its files are about to be read.
pub struct Overtaken<'a>(pub &'a Corpus, pub &'a Address);

impl Progress for Overtaken<'_> {
    fn begin(&self, _: usize, _: u64) {
        index_anew(self.0, self.1);
    }
    fn advance(&self, _: u64) {}
    fn write(&self) {}
}

/// Lets the cluster take no more documents of a corpus when its files are about to be read.
pub struct Refused(pub &'static str);

impl Progress for Refused {
    fn begin(&self, _: usize, _: u64) {
        block(&unnamed(self.0), true);
    }
    fn advance(&self, _: u64) {}
    fn write(&self) {}
}
