//! Disks of every size that is too small: a file system in memory that is resized while it is in use.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::corpus::{Change, Corpus, MARK, State};
use crate::folders::{Content, Inventory, content, restore};
use crate::program::{End, Run};
use crate::shim::Fault;
use crate::soak::{Tally, not_tried, short_or_long};
use crate::trials::{Expected, StateFound, answers, completes, state_found};

const KIB: u64 = 1024;
const ROOMY: u64 = 64 * 1024 * KIB;
/// Free space on the smallest disk, in addition to the reports.
const LEAST: u64 = 64 * KIB;
/// Difference between sizes in the soak.
const STEP: u64 = 8 * KIB;

/// A file system in memory, unmounted when dropped.
struct Disk {
    path: PathBuf,
}

impl Disk {
    fn mount(path: &Path) -> Result<Self, String> {
        let options = format!("size={ROOMY},mode=755");
        run(
            "mount",
            &["-t", "tmpfs", "-o", &options, "tmpfs", text(path)],
        )?;
        Ok(Self {
            path: path.to_path_buf(),
        })
    }

    /// Leaves `room` bytes free, rounded down to a page.
    fn leave(&self, room: u64) {
        let size = self.used() + room;
        run(
            "mount",
            &["-o", &format!("remount,size={size}"), text(&self.path)],
        )
        .unwrap();
    }

    fn used(&self) -> u64 {
        let printed = run("df", &["--output=used", "-B1", text(&self.path)]).unwrap();
        printed.lines().last().unwrap().trim().parse().unwrap()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if let Err(error) = run("umount", &["-l", text(&self.path)]) {
            println!("{error}");
        }
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn run(program: &str, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!(
        "{program} {}: {}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr).trim()
    ))
}

/// Whether this process may mount, or why not.
pub fn is_root() -> bool {
    std::fs::metadata("/proc/self").unwrap().uid() == 0
}

/// A corpus on a disk of its own, with the reports of a state. The home folder is on another one.
fn corpus_on_disk(state: &State) -> Result<(Corpus, Disk), String> {
    let corpus = Corpus::empty();
    let disk = Disk::mount(&corpus.root())?;
    corpus.become_state(state);
    Ok((corpus, disk))
}

/// An error if a message does not say that the disk is full and what to do.
fn tells_of_a_full_disk(run: &Run) -> Result<(), String> {
    let message = run.stderr.to_lowercase();
    let says_so = Fault::NoSpace
        .words()
        .iter()
        .any(|words| message.contains(words));
    let says_what_to_do = ["--index", "free", "room"]
        .iter()
        .any(|words| message.contains(words));
    if run.end == End::Exit(2) && says_so && says_what_to_do && !run.stderr.contains("Os { code") {
        return Ok(());
    }
    Err(run.failure("does not say in plain words that the disk is full and what to do"))
}

struct Scene {
    /// Dropped, and so unmounted, before its mount point is removed.
    disk: Disk,
    corpus: Corpus,
    /// The index before; `None` if there is none.
    index: Option<Content>,
    expected: Expected,
    /// Mentions of [`MARK`] before and after.
    marks: [usize; 2],
}

impl Scene {
    /// The index of a state, whose reports have changed since; no index where `is_first`.
    fn new(is_first: bool) -> Result<Self, String> {
        let mut state = State::new(10, 2);
        let (corpus, disk) = corpus_on_disk(&state)?;
        let marks_before = state.marks();
        let (mut index, mut before) = (None, None);
        if !is_first {
            corpus.index()?;
            index = Some(content(&corpus.index_folder()));
            before = Some(answers(&corpus));
        }
        for _ in 0..3 {
            state.change(Change::Mixed);
        }
        corpus.become_state(&state);
        corpus.index()?;
        let expected = Expected {
            before,
            after: answers(&corpus),
            usual: Inventory::of(&corpus.index_folder()),
        };
        Ok(Self {
            corpus,
            disk,
            index,
            expected,
            marks: [marks_before, state.marks()],
        })
    }

    fn put_back(&self) {
        self.disk.leave(ROOMY);
        self.corpus.remove_indexes();
        if let Some(index) = &self.index {
            restore(&self.corpus.index_folder(), index);
        }
    }

    /// Tries to update the index with `room` bytes. True if that sufficed.
    fn run(&self, room: u64, tally: &mut Tally) -> Result<bool, String> {
        self.put_back();
        self.disk.leave(room);
        let run = self.corpus.call(&["index", "."]).run();
        run.ended_cleanly()?;
        let suffices = run.end == End::Exit(0);
        if !suffices {
            tells_of_a_full_disk(&run)?;
        }
        let found = state_found(&self.corpus, &self.expected)?;
        tally.saw(found.words());
        if suffices && found != StateFound::After {
            return Err(run.failure("says that it succeeded and has not"));
        }
        if self.index.is_some() {
            self.answers_meanwhile()?;
        }
        self.disk.leave(ROOMY);
        completes(&self.corpus, &self.expected)?;
        Ok(suffices)
    }

    /// A query on a full disk answers from the index as it is.
    fn answers_meanwhile(&self) -> Result<(), String> {
        let run = self
            .corpus
            .call(&["mentions", MARK, ".", "--json"])
            .may_update()
            .run();
        run.succeeded()?;
        let marks = run.summary()?["mentions"]
            .as_u64()
            .and_then(|marks| usize::try_from(marks).ok());
        let is_of_a_state = marks.is_some_and(|marks| self.marks.contains(&marks));
        if is_of_a_state {
            Ok(())
        } else {
            Err(run.failure("answers from no state"))
        }
    }
}

/// Tries disks of increasing size until one suffices.
fn fill_disks(scenario: &str, is_first: bool) {
    if !is_root() {
        return not_tried(scenario, "only root may mount a disk");
    }
    let scene = match Scene::new(is_first) {
        Ok(scene) => scene,
        Err(error) => {
            return not_tried(
                scenario,
                &format!("no disk could be mounted here ({error})"),
            );
        }
    };
    let mut tally = Tally::new(scenario);
    let (mut room, mut suffices) = (LEAST, false);
    while !suffices && room < ROOMY {
        let ended = scene.run(room, &mut tally);
        suffices = ended == Ok(true);
        tally.trial(format!("{} KiB of room", room / KIB), ended.map(|_| ()));
        if suffices {
            tally.saw(&format!(
                "disk with {} KiB of room that sufficed",
                room / KIB
            ));
        }
        room = short_or_long(room * 8 / 5, room + STEP);
    }
    tally.finish();
}

#[test]
fn a_first_build_on_a_full_disk_leaves_nothing_that_stops_the_next() {
    fill_disks("first builds on disks too small", true);
}

#[test]
fn an_update_on_a_full_disk_leaves_the_index_before_it() {
    fill_disks("updates on disks too small", false);
}
