//! A node is killed while questions are asked, and while a new index is filled.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use quanwen::api::Engine;
use quanwen::{Corpus, IndexOptions, Searcher};
use quanwen_opensearch::{Address, Shape, index};

use crate::nodes::Nodes;
use crate::questions::{Question, Tally, ask_until, questions};

/// The name of the corpus on the cluster.
const NAME: &str = "trial";
/// How long questions are asked before a node is killed, and after.
const BEFORE: Duration = Duration::from_secs(15);
const AFTER: Duration = Duration::from_secs(30);
/// How long a killed node may still have answered.
const DYING: Duration = Duration::from_secs(1);
/// How long a new index may take to have a part of its documents.
const FILLING: Duration = Duration::from_mins(1);
/// Threads that ask.
const THREADS: usize = 2;

pub const HEAD: &str = "\
| version | copies | killed during | asked | right | incomplete | failed | wrong | longest, s | and |
|---|---:|---|---:|---:|---:|---:|---:|---:|---|";

/// Ends the questions when it is dropped.
struct Stopping<'s>(&'s AtomicBool);

impl Drop for Stopping<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Whether a machine can be lost without a report that is missing.
fn has_copies(shape: Shape) -> bool {
    shape.replicas.is_some_and(|replicas| replicas > 0)
}

/// Trials on a cluster of three nodes.
pub struct Trials<'c> {
    version: &'c str,
    nodes: Nodes,
    corpus: &'c Corpus,
    questions: Vec<Question>,
    /// Documents of a whole index.
    documents: u64,
}

impl<'c> Trials<'c> {
    pub fn new(version: &'c str, nodes: Nodes, corpus: &'c Corpus, local: &Searcher) -> Self {
        let status = local.status().expect("a status");
        Self {
            version,
            nodes,
            corpus,
            questions: questions(local),
            documents: status.documents + status.sections,
        }
    }

    /// Kills a node while questions are asked.
    pub fn answer(&mut self, shape: Shape) -> String {
        let (asked, address) = self.asked();
        self.indexed(&address, shape).expect("it can be indexed");
        self.nodes.settle(asked, 3);
        let (tally, (killed, moment)) = self.while_asked(&address, || {
            sleep(BEFORE);
            let killed = self.nodes.kill_manager(&format!("{NAME}-*"));
            let moment = Instant::now();
            sleep(AFTER);
            (killed, moment)
        });
        let disturbed = tally.disturbed(moment);
        let right = tally.right_after(moment + DYING);
        if has_copies(shape) {
            assert!(disturbed < AFTER / 2, "disturbed for {disturbed:?}");
            assert!(right > 0, "nothing is right after a node is lost");
        } else {
            assert_eq!(right, 0, "a shard is lost, and an answer is right");
        }
        self.nodes.restart(killed);
        let and = if has_copies(shape) {
            format!(
                "right again {:.1} s after the kill",
                disturbed.as_secs_f64()
            )
        } else {
            "none right after the kill".to_string()
        };
        self.row(shape, "answers", &tally, &and)
    }

    /// Kills a node while a new index is filled.
    pub fn index(&mut self, shape: Shape) -> String {
        let (asked, address) = self.asked();
        self.indexed(&address, shape).expect("it can be indexed");
        self.nodes.settle(asked, 3);
        let (tally, (killed, moment, ended, outcome)) = self.while_asked(&address, || {
            scope(|scope| {
                let filling = scope.spawn(|| self.indexed(&address, shape));
                let new = self.partly_filled(asked);
                let killed = self.nodes.kill_manager(&new);
                let moment = Instant::now();
                let outcome = filling.join().expect("no panic");
                (killed, moment, Instant::now(), outcome)
            })
        });
        let took = ended.duration_since(moment).as_secs();
        let and = match &outcome {
            Ok(()) => format!("`index` ended {took} s after the kill, whole"),
            Err(error) => {
                println!("{error}");
                format!("`index` failed {took} s after the kill")
            }
        };
        let (_, is_named) = self.nodes.newest(asked, NAME);
        assert!(is_named, "an index is left");
        let right = tally.right_after(moment);
        assert!(!has_copies(shape) || right > 0, "the old index is silent");
        // Two machines are left.
        self.indexed(&address, shape).expect("it can be indexed");
        self.nodes.settle(asked, 2);
        let (afterwards, ()) = self.while_asked(&address, || sleep(DYING));
        assert_eq!(
            afterwards.right,
            afterwards.asked(),
            "{:?}",
            afterwards.failed
        );
        self.nodes.restart(killed);
        self.row(shape, "`index`", &tally, &and)
    }

    /// A node that does not manage the cluster, and the address of the corpus by way of it.
    fn asked(&self) -> (usize, Address) {
        let asked = (self.nodes.manager() + 1) % 3;
        (asked, self.nodes.corpus(asked, NAME))
    }

    fn indexed(&self, address: &Address, shape: Shape) -> quanwen::Result<()> {
        let options = IndexOptions {
            rebuild: true,
            ..IndexOptions::default()
        };
        index(self.corpus, address.clone(), shape, &options, &())?;
        Ok(())
    }

    /// Waits until a new index has a third of its documents, and returns its name.
    fn partly_filled(&self, node: usize) -> String {
        let began = Instant::now();
        loop {
            assert!(began.elapsed() < FILLING, "no index is being filled");
            let (new, is_whole) = self.nodes.newest(node, NAME);
            if !is_whole {
                let stats = self.nodes.get(node, &format!("/{new}/_stats/indexing"));
                let stored = &stats["_all"]["primaries"]["indexing"]["index_total"];
                if stored.as_u64().unwrap_or(0) > self.documents / 3 {
                    return new;
                }
            }
            sleep(Duration::from_millis(50));
        }
    }

    /// Asks from several threads while something is done.
    fn while_asked<T>(&self, address: &Address, done: impl FnOnce() -> T) -> (Tally, T) {
        let tally = Mutex::new(Tally::default());
        let stop = AtomicBool::new(false);
        let result = scope(|scope| {
            for thread in 0..THREADS {
                let (stop, tally) = (&stop, &tally);
                scope.spawn(move || ask_until(stop, address, &self.questions, thread, tally));
            }
            // Also when a trial fails.
            let _stopping = Stopping(&stop);
            done()
        });
        let tally = tally.into_inner().expect("no panic");
        assert!(tally.right > 0, "nothing was right before the kill");
        assert!(tally.wrong.is_empty(), "WRONG: {:#?}", &tally.wrong[..1]);
        for (error, times) in &tally.failed {
            println!("{times} × {error}");
        }
        (tally, result)
    }

    fn row(&self, shape: Shape, during: &str, tally: &Tally, and: &str) -> String {
        let row = format!(
            "| {} | {} | {during} | {} | {} | {} | {} | {} | {:.1} | {and} |",
            self.version,
            shape.replicas.unwrap_or(0),
            tally.asked(),
            tally.right,
            tally.incomplete,
            tally.failed.values().sum::<usize>(),
            tally.wrong.len(),
            tally.longest.as_secs_f64(),
        );
        println!("{row}");
        row
    }
}
