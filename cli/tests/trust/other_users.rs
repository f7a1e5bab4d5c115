//! Two users and one folder: what one may do to the other's index, and what root does.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::corpus::{Corpus, MARK, State};
use crate::folders::{times, with_checksum};
use crate::full_disk::is_root;
use crate::program::{Call, End, Run, binary};
use crate::soak::{Tally, not_tried};

const OWNER: u32 = 12345;
const COLLEAGUE: u32 = 12346;
const NEW: &str = "新近补充之词";

/// A folder of reports that belongs to one user and that others may read, and a home folder for each.
struct Office {
    corpus: Corpus,
    /// Has a copy of the program that everybody can run.
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

    /// Makes everything writable for everybody, so that only the program's own checks protect the index.
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

    /// Adds a report that is not in the index.
    fn add_report(&self, name: &str, owner: u32) {
        self.corpus.write(name, format!("青芷镇通知\n{NEW}。\n"));
        chown(self.corpus.root().join(name), Some(owner), Some(owner)).unwrap();
    }
}

/// Sets up an office; `None` if this process cannot become other users.
fn office(scenario: &str) -> Option<Office> {
    if !is_root() {
        not_tried(scenario, "only root may become other users");
        return None;
    }
    Some(Office::new())
}

fn is_private(path: &Path) -> bool {
    const OTHERS: u32 = 0o077;
    fs::symlink_metadata(path).unwrap().mode() & OTHERS == 0
}

#[test]
fn a_colleague_reads_an_index_that_its_owner_did_not_close() {
    let scenario = "an index that a colleague reads";
    let Some(office) = office(scenario) else {
        return;
    };
    let mut tally = Tally::new(scenario);
    office.run(OWNER, &["index", "."]).succeeded().unwrap();
    for command in [
        &["mentions", MARK, "--json"][..],
        &["mentions", MARK, ".", "--json"],
    ] {
        let run = office.run(COLLEAGUE, command);
        let found = run.summary().is_ok_and(|summary| summary["mentions"] == 2);
        tally.expect(command.join(" "), &run, found, "does not find two mentions");
    }
    for command in [&["verify"][..], &["list", "."], &["status"]] {
        let run = office.run(COLLEAGUE, command);
        tally.expect(
            command.join(" "),
            &run,
            run.end == End::Exit(0),
            "did not succeed",
        );
    }
    tally.finish();
}

#[test]
fn an_index_is_as_private_as_the_umask_of_its_owner_says() {
    let scenario = "an index made with umask 077";
    let Some(office) = office(scenario) else {
        return;
    };
    let mut tally = Tally::new(scenario);
    let run = office.call(OWNER, "077", &["index", "."]).run();
    let entries = walkdir::WalkDir::new(office.corpus.index_folder())
        .into_iter()
        .flatten();
    let paths: Vec<PathBuf> = entries.map(walkdir::DirEntry::into_path).collect();
    let open = paths.iter().find(|path| !is_private(path));
    tally.expect(
        "index",
        &run,
        paths.len() > 10 && open.is_none(),
        &format!("left {open:?} open"),
    );
    tally.finish();
}

/// Somebody who does not own the index.
struct Visitor<'o> {
    office: &'o Office,
    /// 0 for root.
    user: u32,
}

impl Visitor<'_> {
    fn run(&self, arguments: &[&str]) -> Run {
        if self.user == 0 {
            return self.office.corpus.call(arguments).may_update().run();
        }
        self.office.run(self.user, arguments)
    }

    fn cache(&self) -> PathBuf {
        if self.user == 0 {
            return self.office.corpus.cache();
        }
        self.office.home(self.user).join("cache/quanwen")
    }

    fn is_told_of_the_owner(&self, tally: &mut Tally) {
        let run = self.run(&["mentions", MARK, "--json"]);
        let summary = run.summary().unwrap_or_default();
        let has_owner = summary["mentions"] == 2 && !summary["index_owner"].is_null();
        tally.expect(
            format!("summary for user {}", self.user),
            &run,
            has_owner,
            "lacks `index_owner`",
        );
        let is_noted = run.stderr.contains(&OWNER.to_string());
        tally.expect(
            format!("note for user {}", self.user),
            &run,
            is_noted,
            "names no owner",
        );
    }

    fn writes_elsewhere(&self, tally: &mut Tally) {
        let before = self.office.index_times();
        let find = &["mentions", NEW, ".", "--count"][..];
        for command in [
            find,
            &["index", "."],
            &["index", ".", "--rebuild"],
            &["status"],
            &["verify"],
            find,
        ] {
            let name = format!("user {}: {}", self.user, command.join(" "));
            let run = self.run(command);
            let is_right = run.end == End::Exit(0) && (command != find || run.stdout == "1\n");
            tally.expect(&name, &run, is_right, "does not find the new report");
            let is_untouched = self.office.index_times() == before;
            tally.expect(
                &name,
                &run,
                is_untouched,
                "wrote to an index of another user",
            );
            let is_cached = self
                .cache()
                .read_dir()
                .is_ok_and(|mut entries| entries.next().is_some());
            tally.expect(&name, &run, is_cached, "left no index in the cache");
        }
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
    for user in [COLLEAGUE, 0] {
        let visitor = Visitor {
            office: &office,
            user,
        };
        visitor.is_told_of_the_owner(&mut tally);
        visitor.writes_elsewhere(&mut tally);
    }
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
        tally.expect(
            command.join(" "),
            &run,
            thesis.exists(),
            "deleted a file outside",
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
    let through_sudo = |user: u32, arguments: &[&str]| {
        let call = office.corpus.call(arguments).may_update();
        call.env("SUDO_UID", user.to_string())
            .env("SUDO_GID", user.to_string())
            .run()
    };
    office.run(OWNER, &["index", "."]).succeeded().unwrap();
    office.add_report("补充.txt", OWNER);
    let run = through_sudo(OWNER, &["mentions", NEW, ".", "--count"]);
    tally.expect(
        "an update through sudo",
        &run,
        run.stdout == "1\n",
        "does not find the new report",
    );
    let run = office.run(OWNER, &["mentions", NEW, "--count"]);
    tally.expect(
        "the owner reads it",
        &run,
        run.stdout == "1\n",
        "does not find what sudo indexed",
    );
    office.add_report("再补充.txt", OWNER);
    let run = office.run(OWNER, &["mentions", NEW, ".", "--json"]);
    let summary = run.summary().unwrap_or_default();
    let is_updated = summary["mentions"] == 2 && summary["stale"] == false;
    tally.expect(
        "the owner updates it",
        &run,
        is_updated,
        "cannot update what sudo indexed",
    );
    // Parent folders of an index that are made too, and a file of root's with a hard link as the lock.
    let home = office.home(OWNER);
    let place = home.join("absent/index");
    let command = ["index", ".", "--index", place.to_str().unwrap()];
    let run = through_sudo(OWNER, &command);
    let is_of_owner = |path: &Path| fs::metadata(path).is_ok_and(|file| file.uid() == OWNER);
    tally.expect(
        "folders above a new index",
        &run,
        is_of_owner(place.parent().unwrap()) && is_of_owner(&place),
        "made folders of root's in the folder of the owner",
    );
    let of_root = home.join("of_root");
    fs::write(&of_root, "").unwrap();
    fs::remove_file(place.join("lock")).unwrap();
    fs::hard_link(&of_root, place.join("lock")).unwrap();
    let run = through_sudo(OWNER, &command);
    tally.expect(
        "a lock that is there already",
        &run,
        !is_of_owner(&of_root),
        "gave a file of root's away",
    );
    let before = office.index_times();
    let run = through_sudo(COLLEAGUE, &["index", ".", "--rebuild"]);
    let is_untouched = office.index_times() == before;
    tally.expect(
        "another user's sudo",
        &run,
        is_untouched,
        "wrote to an index of another user",
    );
    tally.finish();
}

#[test]
fn what_another_user_left_in_a_folder_stops_nobody() {
    let scenario = "another user leaves an index of something else";
    let Some(office) = office(scenario) else {
        return;
    };
    let mut tally = Tally::new(scenario);
    let index = office.corpus.index_folder();
    let leave = |pointer: &[u8]| {
        let _ = fs::remove_dir_all(&index);
        fs::create_dir(&index).unwrap();
        fs::write(index.join("index.json"), pointer).unwrap();
        for path in [&index, &index.join("index.json")] {
            chown(path, Some(COLLEAGUE), Some(COLLEAGUE)).unwrap();
        }
    };
    let elsewhere = sealed_pointer(&office.home(OWNER));
    for (what, pointer) in [
        ("a word", &b"x"[..]),
        ("an index of another folder", elsewhere.as_bytes()),
    ] {
        leave(pointer);
        let before = office.index_times();
        for command in [
            &["mentions", "行政复议", ".", "--count"][..],
            &["index", "."],
            &["index", ".", "--rebuild"],
            &["mentions", "行政复议", "--count"],
        ] {
            let run = office.run(OWNER, command);
            let name = format!("{what}: {}", command.join(" "));
            tally.trial(name, run.succeeded());
        }
        let is_untouched = office.index_times() == before;
        let run = office.run(OWNER, &["list"]);
        tally.expect(what, &run, is_untouched, "wrote to what another user left");
        fs::remove_dir_all(office.home(OWNER).join("cache")).unwrap();
    }
    tally.finish();
}

/// A pointer with a valid checksum, to an index of a folder.
fn sealed_pointer(root: &Path) -> String {
    let corpus = serde_json::json!({"root": root, "within": []});
    let pointer = serde_json::json!({
        "kind": "quanwen index", "format": 2, "generation": "generation-1", "corpus": corpus,
    });
    with_checksum("index.json", &pointer.to_string())
}
