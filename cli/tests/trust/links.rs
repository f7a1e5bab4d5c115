//! Links, pipes and folders in place of files of an index.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::folders::kind;
use crate::program::Ending;
use crate::random::Random;
use crate::scene::Scene;
use crate::soak::{Tally, is_long, short_or_long};

/// Files that exist only during an update.
const PASSING: [&str; 7] = [
    "index.new",
    "index.json.new",
    "generation-2",
    "generation-1/meta.json.new",
    "generation-1/.managed.json",
    "generation-1/.tantivy-writer.lock",
    "CACHEDIR.TAG.new",
];
/// The short form tries each of these and one in this many of the others.
const ALWAYS: [(&str, Form); 5] = [
    ("index.new", Form::LinkToFile),
    ("lock", Form::Pipe),
    ("lock", Form::HardLink),
    ("index.json", Form::Pipe),
    ("generation-1", Form::LinkToFolder),
];
const OTHERS: usize = 8;

/// What replaces a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    LinkToFile,
    LinkToFolder,
    /// A link to a name that must not be created.
    DanglingLink,
    /// A hard link to a file outside.
    HardLink,
    /// The file itself, with a hard link outside.
    LinkedFromOutside,
    Pipe,
    Folder,
}

const FORMS: [Form; 7] = [
    Form::LinkToFile,
    Form::LinkToFolder,
    Form::DanglingLink,
    Form::HardLink,
    Form::LinkedFromOutside,
    Form::Pipe,
    Form::Folder,
];

impl Form {
    /// Whether it could be put there: an absent file cannot have a hard link.
    fn put(self, at: &Path, scene: &Scene) -> bool {
        let outside = &scene.outside;
        if self == Self::LinkedFromOutside {
            return at.is_file() && fs::hard_link(at, outside.join("second name")).is_ok();
        }
        match at.symlink_metadata() {
            Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(at).unwrap(),
            Ok(_) => fs::remove_file(at).unwrap(),
            Err(_) => {}
        }
        match self {
            Self::LinkToFile => symlink(scene.thesis(), at).unwrap(),
            Self::LinkToFolder => symlink(outside.join("archive"), at).unwrap(),
            Self::DanglingLink => symlink(outside.join("new"), at).unwrap(),
            Self::HardLink => fs::hard_link(scene.thesis(), at).unwrap(),
            Self::Pipe => assert!(Command::new("mkfifo").arg(at).status().unwrap().success()),
            Self::Folder => {
                fs::create_dir(at).unwrap();
                fs::hard_link(scene.thesis(), at.join("thesis.docx")).unwrap();
            }
            Self::LinkedFromOutside => unreachable!("it was put there above"),
        }
        true
    }
}

/// One file of each kind, the folders, and names of transient files.
fn names(scene: &Scene) -> Vec<PathBuf> {
    let mut names: Vec<PathBuf> = Vec::new();
    for path in scene.sound.keys() {
        if names.iter().all(|known| kind(known) != kind(path)) {
            names.push(path.clone());
        }
    }
    names.extend(PASSING.map(PathBuf::from));
    names.push(PathBuf::new());
    names
}

/// Every form in place of every file; in the short form some of them.
fn cases(scene: &Scene, random: &mut Random) -> Vec<(PathBuf, Form)> {
    let names = names(scene);
    let every = names
        .iter()
        .flat_map(|name| FORMS.map(|form| (name.clone(), form)));
    if is_long() {
        return every.collect();
    }
    let mut cases: Vec<(PathBuf, Form)> = ALWAYS
        .map(|(name, form)| (PathBuf::from(name), form))
        .into();
    cases.push((PathBuf::new(), Form::LinkToFolder));
    let every: Vec<(PathBuf, Form)> = every.collect();
    cases.extend((0..OTHERS).map(|_| random.pick(&every).clone()));
    cases
}

#[test]
fn links_and_pipes_in_an_index_are_not_written_through_and_stop_nothing() {
    let scenario = "links, pipes and folders in the place of files";
    let (mut tally, mut random) = (Tally::new(scenario), Random::of(scenario));
    let scene = Scene::new();
    for (name, form) in cases(&scene, &mut random) {
        scene.put_back();
        let folder = scene.corpus.index_folder();
        // Joining an empty name would end the path with a slash, which follows links.
        let at = if name == Path::new("") {
            folder
        } else {
            folder.join(&name)
        };
        if !form.put(&at, &scene) {
            continue;
        }
        let ended = scene.survives();
        tally.saw(if ended == Ok(true) {
            "answered on"
        } else {
            "refused"
        });
        tally.trial(
            format!("{form:?} as .quanwen/{}", name.display()),
            ended.map(|_| ()),
        );
    }
    tally.finish();
}

#[test]
fn a_folder_that_becomes_a_link_during_an_update_is_not_written_through() {
    let mut tally = Tally::new("a generation that becomes a link during an update");
    let scene = Scene::new();
    for number in 0..short_or_long(2, 60) {
        scene.put_back();
        let ended = while_exchanging(&scene, "generation-1", || scene.survives());
        tally.saw(if ended == Ok(true) {
            "answered on"
        } else {
            "refused"
        });
        tally.trial(format!("race {number}"), ended.map(|_| ()));
    }
    tally.finish();
}

/// Does something while a folder of the index and a link to an outside folder alternate under one name.
fn while_exchanging<T>(scene: &Scene, name: &str, act: impl FnOnce() -> T) -> T {
    let (folder, aside) = (
        scene.corpus.index_folder().join(name),
        scene.corpus.place().join("aside"),
    );
    let target = scene.outside.join("archive");
    if aside.exists() {
        fs::remove_dir_all(&aside).unwrap();
    }
    let ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::SeqCst) {
                // The program removes and makes folders at the same time, so any step may fail.
                if fs::rename(&folder, &aside).is_ok() && symlink(&target, &folder).is_ok() {
                    std::thread::sleep(Duration::from_micros(300));
                    let _ = fs::remove_file(&folder);
                }
                let _ = fs::rename(&aside, &folder);
                std::thread::sleep(Duration::from_micros(300));
            }
        });
        let _ending = Ending(&ended);
        act()
    })
}

#[test]
fn an_index_folder_that_is_a_link_is_read_and_never_written() {
    let mut tally = Tally::new("`.quanwen` is a link to an index elsewhere");
    let scene = Scene::new();
    let (local, elsewhere) = (scene.corpus.index_folder(), scene.outside.join("index"));
    fs::rename(&local, &elsewhere).unwrap();
    symlink(&elsewhere, &local).unwrap();
    // The link points to the index of another folder, so a rebuild may refuse, but must do no harm.
    tally.trial("all commands", scene.survives().map(|_| ()));
    tally.finish();
}
