//! Two users and one folder: what the one may do to the other's index, and what root does.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::corpus::{Corpus, MARK, State};
use crate::folders::times;
use crate::full_disk::is_root;
use crate::program::{Call, End, Run, binary};
use crate::soak::{Tally, not_tried};

const OWNER: u32 = 12345;
const COLLEAGUE: u32 = 12346;
const NEW: &str = "新近补充之词";

/// A folder of reports that belongs to one user and that others may read, and a home folder for each.
struct Office {
    corpus: Corpus,
    /// Holds a copy of the program that everybody can run.
    _program: TempDir,
    program: PathBuf,
}

impl Office {
    fn new() -> Self {
        let corpus = Corpus::of(&State::new(3, 1));
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("quanwen");
        fs::copy(binary(), &program).unwrap();
        for path in [folder.path(), &corpus.place(), &program] {
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        for user in [OWNER, COLLEAGUE] {
            let home = corpus.place().join(user.to_string());
            fs::create_dir(&home).unwrap();
            chown(home, Some(user), Some(user)).unwrap();
        }
        let office = Self {
            corpus,
            _program: folder,
            program,
        };
        office.belongs_to(OWNER);
        office
    }

    fn belongs_to(&self, user: u32) {
        for entry in walkdir::WalkDir::new(self.corpus.root())
            .into_iter()
            .flatten()
        {
            chown(entry.path(), Some(user), Some(user)).unwrap();
        }
    }

    fn home(&self, user: u32) -> PathBuf {
        self.corpus.place().join(user.to_string())
    }

    fn call(&self, user: u32, umask: &str, arguments: &[&str]) -> Call {
        Call::as_user(&self.home(user), user, umask, &self.program, arguments)
            .within(&self.corpus.root())
            .may_update()
    }

    fn run(&self, user: u32, arguments: &[&str]) -> Run {
        self.call(user, "022", arguments).run()
    }

    /// Everybody may write everything, so that only good manners protect the index.
    fn open_up(&self) {
        for entry in walkdir::WalkDir::new(self.corpus.root())
            .into_iter()
            .flatten()
        {
            let mode = if entry.file_type().is_dir() {
                0o777
            } else {
                0o666
            };
            fs::set_permissions(entry.path(), fs::Permissions::from_mode(mode)).unwrap();
        }
    }

    fn index_times(&self) -> BTreeMap<PathBuf, (i64, i64)> {
        times(&self.corpus.index_folder())
    }

    /// Adds a report that the index does not know.
    fn add_report(&self, name: &str, owner: u32) {
        self.corpus.write(name, format!("青芷镇通知\n{NEW}。\n"));
        chown(self.corpus.root().join(name), Some(owner), Some(owner)).unwrap();
    }
}

/// Sets up an office; nothing where this process may not become other users.
fn office(scenario: &str) -> Option<Office> {
    if !is_root() {
        not_tried(scenario, "only root may become other users");
        return None;
    }
    Some(Office::new())
}

fn expect(run: &Run, holds: bool, what: &str) -> Result<(), String> {
    run.ended_cleanly()?;
    if holds { Ok(()) } else { Err(run.told(what)) }
}

fn is_private(path: &Path) -> bool {
    fs::symlink_metadata(path).unwrap().mode() & 0o077 == 0
}

#[test]
fn a_colleague_reads_an_index_as_far_as_the_umask_of_its_owner_lets_them() {
    let scenario = "an index that a colleague reads";
    let Some(office) = office(scenario) else {
        return;
    };
    let mut tally = Tally::new(scenario);
    tally.trial(
        "the owner's index",
        office.run(OWNER, &["index", "."]).succeeded(),
    );
    for command in [
        &["mentions", MARK, "--json"][..],
        &["mentions", MARK, ".", "--json"],
        &["verify"],
        &["list", "."],
    ] {
        let run = office.run(COLLEAGUE, command);
        let found =
            command[0] != "mentions" || run.summary().is_ok_and(|summary| summary["mentions"] == 2);
        tally.trial(
            command.join(" "),
            run.succeeded()
                .and_then(|()| expect(&run, found, "does not find two mentions")),
        );
    }
    fs::remove_dir_all(office.corpus.index_folder()).unwrap();
    let run = office.call(OWNER, "077", &["index", "."]).run();
    let paths = walkdir::WalkDir::new(office.corpus.index_folder())
        .into_iter()
        .flatten();
    let open = paths
        .map(walkdir::DirEntry::into_path)
        .find(|path| !is_private(path));
    tally.trial(
        "umask 077",
        run.succeeded()
            .and_then(|()| expect(&run, open.is_none(), &format!("left {open:?} open"))),
    );
    tally.finish();
}

/// What a user who does not own the index may and may not do to it. `user` is 0 for root.
fn reads_and_never_writes(office: &Office, user: u32, tally: &mut Tally) {
    let run = |arguments: &[&str]| {
        if user == 0 {
            office.corpus.call(arguments).may_update().run()
        } else {
            office.run(user, arguments)
        }
    };
    let before = office.index_times();
    let asked = run(&["mentions", MARK, "--json"]);
    let told = asked
        .summary()
        .is_ok_and(|summary| summary["mentions"] == 2 && !summary["index_owner"].is_null());
    tally.trial(
        format!("user {user}: the summary has the owner"),
        expect(&asked, told, "lacks `index_owner`"),
    );
    let noted = asked.stderr.contains(&OWNER.to_string());
    tally.trial(
        format!("user {user}: a note has the owner"),
        expect(&asked, noted, "names no owner"),
    );
    for command in [
        &["mentions", NEW, ".", "--count"][..],
        &["index", "."],
        &["index", ".", "--rebuild"],
        &["status"],
        &["verify"],
    ] {
        let run = run(command);
        let right = command[0] != "mentions" || (run.end == End::Exit(0) && run.stdout == "1\n");
        let ended = expect(&run, right, "does not find the new report");
        let untouched = expect(
            &run,
            office.index_times() == before,
            "wrote to an index of another user",
        );
        tally.trial(
            format!("user {user}: {}", command.join(" ")),
            ended.and(untouched),
        );
    }
    let cached = office_cache(office, user)
        .read_dir()
        .is_ok_and(|mut entries| entries.next().is_some());
    tally.trial(
        format!("user {user}: an index in the cache"),
        if cached {
            Ok(())
        } else {
            Err("there is none".into())
        },
    );
}

fn office_cache(office: &Office, user: u32) -> PathBuf {
    if user == 0 {
        office.corpus.cache()
    } else {
        office.home(user).join("cache/quanwen")
    }
}

#[test]
fn an_index_of_another_user_is_read_and_never_written() {
    let scenario = "an index of another user that could be written";
    let Some(office) = office(scenario) else {
        return;
    };
    let mut tally = Tally::new(scenario);
    office.run(OWNER, &["index", "."]).succeeded().unwrap();
    office.add_report("补充.txt", OWNER);
    office.open_up();
    reads_and_never_writes(&office, COLLEAGUE, &mut tally);
    reads_and_never_writes(&office, 0, &mut tally);
    tally.finish();
}

#[test]
fn a_list_of_another_user_deletes_nothing_of_ours() {
    let scenario = "an index in a shared folder that names files of those who use it";
    let Some(office) = office(scenario) else {
        return;
    };
    let mut tally = Tally::new(scenario);
    office.run(OWNER, &["index", "."]).succeeded().unwrap();
    let thesis = office.home(COLLEAGUE).join("thesis.docx");
    fs::write(&thesis, "书稿\n").unwrap();
    chown(&thesis, Some(COLLEAGUE), Some(COLLEAGUE)).unwrap();
    let list = serde_json::json!([thesis.to_str().unwrap(), "meta.json"]).to_string();
    fs::write(
        office
            .corpus
            .index_folder()
            .join("generation-1/.managed.json"),
        list,
    )
    .unwrap();
    office.belongs_to(OWNER);
    office.open_up();
    office.add_report("我的/补充.txt", COLLEAGUE);
    for command in [
        &["mentions", NEW, "我的", "--count"][..],
        &["index", "我的"],
        &["index", ".", "--rebuild"],
    ] {
        let run = office.run(COLLEAGUE, command);
        tally.trial(
            command.join(" "),
            expect(&run, thesis.exists(), "deleted a file outside"),
        );
    }
    tally.finish();
}

#[test]
fn under_sudo_the_calling_user_counts_as_oneself() {
    let scenario = "the owner calls through sudo";
    let Some(office) = office(scenario) else {
        return;
    };
    let mut tally = Tally::new(scenario);
    office.run(OWNER, &["index", "."]).succeeded().unwrap();
    office.add_report("补充.txt", OWNER);
    let sudo = office
        .corpus
        .call(&["mentions", NEW, ".", "--count"])
        .may_update();
    let run = sudo
        .env("SUDO_UID", OWNER.to_string())
        .env("SUDO_GID", OWNER.to_string())
        .run();
    tally.trial(
        "an update through sudo",
        expect(&run, run.stdout == "1\n", "does not find the new report"),
    );
    let run = office.run(OWNER, &["mentions", NEW, "--count"]);
    tally.trial(
        "the owner reads it",
        expect(&run, run.stdout == "1\n", "does not find what sudo indexed"),
    );
    office.add_report("再补充.txt", OWNER);
    let run = office.run(OWNER, &["mentions", NEW, ".", "--json"]);
    let found = run
        .summary()
        .is_ok_and(|summary| summary["mentions"] == 2 && summary["stale"] == false);
    tally.trial(
        "the owner updates it",
        expect(&run, found, "cannot update what sudo indexed"),
    );
    let sudo = office
        .corpus
        .call(&["index", ".", "--rebuild"])
        .env("SUDO_UID", COLLEAGUE.to_string());
    let before = office.index_times();
    let run = sudo.run();
    let untouched = office.index_times() == before;
    tally.trial(
        "another user's sudo",
        expect(&run, untouched, "wrote to an index of another user"),
    );
    tally.finish();
}
