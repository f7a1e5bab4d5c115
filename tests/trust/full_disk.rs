//! Disks of every size that is too small: a file system in memory whose size is changed under the program.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::corpus::{Change, Corpus, MARK, State};
use crate::folders::Inventory;
use crate::program::{End, Run};
use crate::shim::Fault;
use crate::soak::{Tally, is_long, not_tried, short_or_long};
use crate::trials::{Expected, Standing, answers, completes, stands};

const KIB: u64 = 1024;
const ROOMY: u64 = 64 * 1024 * KIB;
/// Room that every size leaves beside the reports.
const LEAST: u64 = 64 * KIB;

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

    /// Leaves `room` bytes beside what is used, and less where that does not end with a page.
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

/// A corpus on a disk of its own, with the reports of a state. The home folder lies on another one.
fn corpus_on_disk(state: &State) -> Result<(Corpus, Disk), String> {
    let corpus = Corpus::empty();
    let disk = Disk::mount(&corpus.root())?;
    corpus.become_state(state);
    Ok((corpus, disk))
}

/// Rooms to try, from the least to the one that is known to suffice.
fn rooms(enough: u64) -> Vec<u64> {
    let steps = short_or_long(4, enough.saturating_sub(LEAST) / (16 * KIB) + 1);
    (0..=steps)
        .map(|step| LEAST + enough.saturating_sub(LEAST) * step / steps)
        .collect()
}

/// The message of a full disk says so, in words, and what to do.
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
    Err(run.told("does not say in plain words that the disk is full and what to do"))
}

struct Scene {
    corpus: Corpus,
    disk: Disk,
    expected: Expected,
    marks: [usize; 2],
}

impl Scene {
    /// Tries to bring the index up to date with too little room. True where it sufficed.
    fn run(&self, room: u64, tally: &mut Tally) -> Result<bool, String> {
        self.disk.leave(room);
        let run = self.corpus.call(&["index", "."]).run();
        run.ended_cleanly()?;
        let suffices = run.end == End::Exit(0);
        if !suffices {
            tells_of_a_full_disk(&run)?;
        }
        let standing = stands(&self.corpus, &self.expected)?;
        tally.saw(standing.words());
        if suffices && standing != Standing::After {
            return Err(run.told("says that it succeeded and has not"));
        }
        if self.expected.before.is_some() {
            self.answers_meanwhile()?;
        }
        self.disk.leave(ROOMY);
        completes(&self.corpus, &self.expected)?;
        Ok(suffices)
    }

    /// A query on a full disk answers from what stands.
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
            Err(run.told("answers from no state"))
        }
    }
}

/// Tries all rooms, from the least, until one suffices.
fn fill_disks(scenario: &str, scene: impl Fn() -> Result<Scene, String>) {
    if !is_root() {
        return not_tried(scenario, "only root may mount a disk");
    }
    let whole = match scene() {
        Ok(scene) => scene,
        Err(error) => {
            return not_tried(
                scenario,
                &format!("no disk could be mounted here ({error})"),
            );
        }
    };
    let used = whole.disk.used();
    whole.corpus.index().unwrap();
    // An update holds old and new files for a moment.
    let enough = 3 * (whole.disk.used() - used);
    drop(whole);
    let mut tally = Tally::new(scenario);
    let mut refused = 0;
    for room in rooms(enough) {
        let scene = scene().unwrap();
        let ended = scene.run(room, &mut tally);
        let suffices = ended == Ok(true);
        refused += usize::from(ended == Ok(false));
        tally.trial(format!("{} KiB of room", room / KIB), ended.map(|_| ()));
        if suffices && is_long() {
            break;
        }
    }
    tally.saw_times("disks too small", refused);
    tally.finish();
}

#[test]
fn a_first_build_on_a_full_disk_leaves_nothing_that_stops_the_next() {
    fill_disks("first builds on disks too small", || {
        let state = State::new(10, 2);
        let (corpus, disk) = corpus_on_disk(&state)?;
        let twin = Corpus::indexed(&state);
        let expected = Expected {
            before: None,
            after: answers(&twin),
            usual: Inventory::of(&twin.index_folder()),
        };
        Ok(Scene {
            corpus,
            disk,
            expected,
            marks: [0, state.marks()],
        })
    });
}

#[test]
fn an_update_on_a_full_disk_leaves_what_stood() {
    fill_disks("updates on disks too small", || {
        let mut state = State::new(10, 2);
        let (corpus, disk) = corpus_on_disk(&state)?;
        corpus.index()?;
        let twin = Corpus::indexed(&state);
        let (before, marks_before) = (answers(&corpus), state.marks());
        for _ in 0..3 {
            state.change(Change::Mixed);
        }
        corpus.become_state(&state);
        twin.become_state(&state);
        twin.index()?;
        let expected = Expected {
            before: Some(before),
            after: answers(&twin),
            usual: Inventory::of(&twin.index_folder()),
        };
        Ok(Scene {
            corpus,
            disk,
            expected,
            marks: [marks_before, state.marks()],
        })
    });
}
