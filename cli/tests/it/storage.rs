//! Which folders may be an index, who may write to them, and how damaged files are reported.

use quanwen::api::{Concordance, Engine};
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{TestCorpus, in_english};

/// Bytes of a page, of a checksum, and of the footer of a file with page checksums.
const PAGE: usize = 4096;
const CHECKSUM: usize = 8;
const TRAILER: usize = 24;

fn two_reports() -> TestCorpus {
    TestCorpus::of(&[
        (
            "a.txt",
            "松泽县2020年工作总结\n一、复议\n办理行政复议案件51件。\n",
        ),
        (
            "b.txt",
            "望汀区2021年工作总结\n一、应诉\n办理行政应诉案件7件。\n",
        ),
    ])
}

fn generation(corpus: &TestCorpus) -> PathBuf {
    corpus.root().join(".quanwen/generation-1")
}

fn files(corpus: &TestCorpus) -> Vec<PathBuf> {
    let entries = fs::read_dir(generation(corpus)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The file of the generation with an extension; the first by name if there are several.
fn file(corpus: &TestCorpus, extension: &str) -> PathBuf {
    files(corpus)
        .into_iter()
        .find(|path| path.to_string_lossy().ends_with(extension))
        .unwrap()
}

fn change(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_folder_that_is_not_an_index_is_refused_and_kept() {
    in_english();
    let corpus = two_reports();
    let work = corpus.root().join("../drafts/generation-1990s-reports");
    fs::create_dir_all(&work).unwrap();
    fs::write(work.join("thesis.docx"), "thesis").unwrap();
    let run = corpus.run(&["mentions", "复议", ".", "--index", "../drafts", "--count"]);
    assert_eq!(run.status(), 2);
    assert!(run.stderr().contains("is not an index"), "{}", run.stderr());
    assert_eq!(fs::read(work.join("thesis.docx")).unwrap(), b"thesis");
    assert_eq!(
        fs::read_dir(corpus.root().join("../drafts"))
            .unwrap()
            .count(),
        1
    );
}

#[test]
fn the_folder_of_the_reports_cannot_be_their_index() {
    let corpus = TestCorpus::of(&[("generation-2021/a.txt", "行政复议。\n")]);
    for index in [".", "../reports"] {
        let run = corpus.run(&["index", ".", "--index", index]);
        assert_eq!(run.status(), 2, "{index}");
    }
    assert!(corpus.root().join("generation-2021/a.txt").is_file());
}

#[test]
fn a_generation_folder_of_the_user_is_kept() {
    let corpus = two_reports();
    corpus.index();
    let own = corpus.root().join(".quanwen/generation-7");
    fs::create_dir(&own).unwrap();
    fs::write(own.join("thesis.docx"), "thesis").unwrap();
    assert_eq!(corpus.run(&["index", ".", "--rebuild"]).status(), 0);
    assert_eq!(fs::read(own.join("thesis.docx")).unwrap(), b"thesis");
    let generations = fs::read_dir(corpus.root().join(".quanwen")).unwrap();
    let names = generations.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names
        .filter(|name| name.starts_with("generation-"))
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["generation-2", "generation-7"],
        "the old one is gone"
    );
}

#[test]
fn reports_next_to_files_named_like_index_files_are_read() {
    let corpus = TestCorpus::of(&[
        ("data/index.json", "{}"),
        ("data/lock", ""),
        ("data/a.txt", "行政复议。\n"),
    ]);
    assert_eq!(
        corpus.run(&["mentions", "复议", ".", "--count"]).stdout(),
        "1\n"
    );
    let run = corpus.run(&["index", ".", "--index", "data"]);
    assert_eq!(run.status(), 2, "{}", run.stdout());
}

#[test]
fn a_foreign_list_of_files_removes_nothing() {
    let corpus = two_reports();
    corpus.index();
    let thesis = corpus.root().join("../thesis.docx");
    fs::write(&thesis, "thesis").unwrap();
    let list = serde_json::json!([thesis, "../../../thesis.docx"]).to_string();
    fs::write(generation(&corpus).join(".managed.json"), list).unwrap();
    corpus.write("c.txt", "又一件行政复议。\n");
    assert_eq!(
        corpus
            .run(&["mentions", "行政复议", ".", "--count"])
            .stdout(),
        "2\n"
    );
    assert_eq!(fs::read(thesis).unwrap(), b"thesis");
}

#[test]
fn a_generation_that_is_named_by_a_path_is_refused() {
    for name in ["../../x", "/tmp", "generation-1/../..", "", "generation-x"] {
        let corpus = two_reports();
        let pointer = format!("{{\"format\":1,\"generation\":{name:?},\"corpus\":null}}");
        corpus.write(".quanwen/index.json", pointer);
        for command in [&["mentions", "复议"][..], &["index", "."]] {
            assert_eq!(corpus.run(command).status(), 2, "{name} {command:?}");
        }
        assert_eq!(
            corpus.run(&["index", ".", "--rebuild"]).status(),
            2,
            "nothing marks it as ours"
        );
    }
}

#[cfg(unix)]
#[test]
fn links_and_pipes_in_place_of_index_files_are_not_followed() {
    let link = |target: &Path, path: &Path| std::os::unix::fs::symlink(target, path).unwrap();
    for name in ["index.new", "index.json.new", "lock", "index.json"] {
        let corpus = two_reports();
        let thesis = corpus.root().join("../thesis.docx");
        fs::write(&thesis, "thesis").unwrap();
        fs::create_dir(corpus.root().join(".quanwen")).unwrap();
        link(&thesis, &corpus.root().join(".quanwen").join(name));
        corpus.run(&["mentions", "复议", ".", "--count"]);
        assert_eq!(fs::read(&thesis).unwrap(), b"thesis", "{name}");
    }
    for name in ["lock", "index.json", "generation-1/meta.json", "exact"] {
        let corpus = two_reports();
        corpus.index();
        let path = match name {
            "exact" => file(&corpus, ".exact"),
            name => corpus.root().join(".quanwen").join(name),
        };
        fs::remove_file(&path).unwrap();
        assert!(
            std::process::Command::new("mkfifo")
                .arg(&path)
                .status()
                .unwrap()
                .success()
        );
        corpus.write("c.txt", "复议。\n");
        // Would block forever if it opened the pipe.
        corpus.run(&["mentions", "复议"]);
        corpus.run(&["mentions", "复议", "."]);
    }
}

#[cfg(unix)]
#[test]
fn an_index_folder_that_is_a_link_is_read_and_not_written() {
    let corpus = two_reports();
    corpus.index();
    let elsewhere = corpus.root().join("../elsewhere");
    fs::rename(corpus.root().join(".quanwen"), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, corpus.root().join(".quanwen")).unwrap();
    let before = fs::read_dir(elsewhere.join("generation-1"))
        .unwrap()
        .count();
    assert_eq!(
        corpus.run(&["mentions", "行政复议", "--count"]).stdout(),
        "1\n"
    );
    corpus.write("c.txt", "行政复议。\n");
    let run = corpus.run(&["mentions", "行政复议", ".", "--count"]);
    assert_eq!(
        run.stdout(),
        "2\n",
        "from an index in the cache: {}",
        run.stderr()
    );
    assert_eq!(
        fs::read_dir(elsewhere.join("generation-1"))
            .unwrap()
            .count(),
        before
    );
}

#[test]
fn an_index_found_in_a_folder_reaches_no_folder_above() {
    in_english();
    let corpus = TestCorpus::of(&[
        ("handed/a.txt", "行政复议。\n"),
        ("private.txt", "复议。\n"),
    ]);
    corpus.run(&["index", ".", "--index", "handed/.quanwen"]);
    let run = corpus.run(&["mentions", "复议", "handed", "--count"]);
    assert_eq!(run.status(), 2);
    assert!(
        run.stderr().contains("outside its folder"),
        "{}",
        run.stderr()
    );
}

#[test]
fn an_update_after_one_that_stopped_before_its_commit_completes() {
    let corpus = two_reports();
    let (last, kept) = update_until_a_list_of_removals(&corpus);
    // The state after a kill between writing the list of removed documents and the commit: all old and all new files.
    for (path, bytes) in kept {
        fs::write(path, bytes).unwrap();
    }
    for _ in 0..2 {
        let run = corpus.run(&["index", "."]);
        assert_eq!(run.status(), 0, "{}", run.stderr());
    }
    assert_eq!(corpus.run(&["mentions", &last, "--count"]).stdout(), "1\n");
    assert_eq!(corpus.run(&["verify"]).status(), 0);
    let names = files(&corpus)
        .into_iter()
        .filter(|path| path.to_string_lossy().contains("manifest-"));
    assert_eq!(names.count(), 1);
}

/// Changes reports until a segment has a list of removed documents; which update makes one depends on how the threads
/// share the reports. Returns the text that the last update added, and the files before it.
fn update_until_a_list_of_removals(corpus: &TestCorpus) -> (String, Vec<(PathBuf, Vec<u8>)>) {
    corpus.index();
    let is_list = |path: &PathBuf| path.to_string_lossy().ends_with(".del");
    for number in 10..40 {
        let content = |path: PathBuf| (path.clone(), fs::read(path).unwrap());
        let kept = files(corpus).into_iter().map(content).collect();
        corpus.write(
            "a.txt",
            format!("松泽县2020年工作总结\n一、复议\n办理行政复议案件{number}件。\n"),
        );
        corpus.write(&format!("{number}.txt"), "又一件。\n");
        corpus.index();
        if files(corpus).iter().any(is_list) {
            return (format!("案件{number}件"), kept);
        }
    }
    panic!("no update left a list of what was removed");
}

#[test]
fn an_open_index_answers_during_updates() {
    let corpus = two_reports();
    let searcher = corpus.searcher();
    corpus.write("a.txt", "再无此词。\n");
    fs::remove_file(corpus.root().join("b.txt")).unwrap();
    corpus.index();
    corpus.index_with(&quanwen::IndexOptions {
        rebuild: true,
        ..quanwen::IndexOptions::default()
    });
    let found = searcher
        .mentions(&quanwen::api::MentionRequest::new("行政复议"))
        .unwrap();
    assert_eq!(found.mentions.len(), 1);
    assert_eq!(searcher.status().unwrap().documents, 2);
    assert!(searcher.integrity().unwrap().is_empty());
}

#[test]
fn no_answer_is_made_of_changed_bytes() {
    in_english();
    let endings = [
        ".exact",
        ".store",
        ".fast",
        ".idx",
        ".term",
        ".fieldnorm",
        ".pos",
        ".del",
        "meta.json",
    ];
    let commands: [&[&str]; 5] = [
        &["mentions", "行政", "--json"],
        &["mentions", "件", "--count"],
        &["search", "行政复议", "--json"],
        &["list", "--json"],
        &["status", "--json"],
    ];
    let corpus = two_reports();
    update_until_a_list_of_removals(&corpus);
    let answers = || commands.map(|command| corpus.run(command));
    let sound = answers().map(|run| run.stdout());
    for ending in endings {
        let path = file(&corpus, ending);
        let bytes = fs::read(&path).unwrap();
        for step in 0..8 {
            let at = bytes.len() * step / 8;
            change(&path, |bytes| bytes[at] ^= 0x10);
            for (run, sound) in answers().iter().zip(&sound) {
                let is_told = run.status() == 2 && run.stderr().contains("is damaged");
                assert!(
                    is_told || run.stdout() == *sound,
                    "{ending} {at}: {}",
                    run.stderr()
                );
            }
            assert_eq!(corpus.run(&["verify"]).status(), 2, "{ending} {at}");
            fs::write(&path, &bytes).unwrap();
        }
    }
    assert_eq!(corpus.run(&["verify"]).status(), 0);
}

#[test]
fn a_damaged_mark_is_rewritten() {
    let corpus = two_reports();
    corpus.index();
    let marks = [
        corpus.root().join(".quanwen/CACHEDIR.TAG"),
        generation(&corpus).join("CACHEDIR.TAG"),
    ];
    for mark in &marks {
        change(mark, |bytes| bytes[34] ^= 4);
    }
    assert_eq!(corpus.run(&["index", ".", "--rebuild"]).status(), 0);
    assert!(
        !generation(&corpus).exists(),
        "the old generation is removed"
    );
    assert_eq!(
        corpus
            .run(&["mentions", "行政复议", ".", "--count"])
            .stdout(),
        "1\n"
    );
}

#[test]
fn swapped_files_are_damage() {
    let corpus = two_reports();
    corpus.index();
    corpus.write("c.txt", "又一件行政复议。\n");
    corpus.index();
    for ending in [".exact", ".store", ".fast"] {
        let first = file(&corpus, ending);
        let is_other = |path: &PathBuf| path.to_string_lossy().ends_with(ending) && *path != first;
        let second = files(&corpus).into_iter().find(is_other).unwrap();
        let swap = || {
            let (one, other) = (fs::read(&first).unwrap(), fs::read(&second).unwrap());
            fs::write(&first, other).unwrap();
            fs::write(&second, one).unwrap();
        };
        swap();
        assert_eq!(corpus.run(&["verify"]).status(), 2, "{ending}");
        assert_eq!(
            corpus.run(&["mentions", "行政", "--json"]).status(),
            2,
            "{ending}"
        );
        swap();
    }
    assert_eq!(corpus.run(&["verify", "--quick"]).status(), 0);
}

#[test]
fn a_merge_does_not_hide_damage() {
    let corpus = two_reports();
    corpus.index();
    let path = file(&corpus, ".exact");
    change(&path, |bytes| bytes[3] ^= 1);
    // Enough small segments for a merge.
    for number in 0..9 {
        corpus.write(
            &format!("{number}.txt"),
            format!("第{number}号行政复议。\n"),
        );
        corpus.run(&["index", "."]);
    }
    assert_eq!(corpus.run(&["verify"]).status(), 2);
    let rebuilt = corpus.run(&["index", ".", "--rebuild"]);
    assert_eq!(rebuilt.status(), 0, "{}", rebuilt.stderr());
    assert_eq!(corpus.run(&["verify"]).status(), 0);
    assert_eq!(
        corpus.run(&["mentions", "行政复议", "--count"]).stdout(),
        "10\n"
    );
}

#[test]
fn verify_compares_positions_with_the_stored_texts() {
    let corpus = two_reports();
    corpus.index();
    let path = file(&corpus, ".exact");
    let name = path.file_name().unwrap().to_str().unwrap().to_string();
    // A changed position under a correct checksum, as a bug of the program would write it.
    change(&path, |bytes| {
        let end = bytes.len() - TRAILER;
        let length = u64::from_le_bytes(bytes[end..end + 8].try_into().unwrap());
        let length = usize::try_from(length).unwrap();
        bytes[2] ^= 1;
        let of_name = xxhash_rust::xxh3::xxh3_64(name.as_bytes());
        let page = xxhash_rust::xxh3::xxh3_64(&bytes[..length.min(PAGE)]);
        let checksum = page ^ of_name.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        bytes[length..length + CHECKSUM].copy_from_slice(&checksum.to_le_bytes());
    });
    assert_eq!(
        corpus.run(&["verify", "--quick"]).status(),
        0,
        "every checksum agrees"
    );
    let run = corpus.run(&["verify"]);
    assert_eq!(run.status(), 2, "{}", run.stdout());
}

#[test]
fn an_index_cannot_be_made_inside_another() {
    let corpus = two_reports();
    corpus.index();
    let run = corpus.run(&["index", ".", "--index", ".quanwen/generation-1"]);
    assert_eq!(run.status(), 2, "{}", run.stdout());
    assert_eq!(corpus.run(&["verify"]).status(), 0);
}

#[test]
fn an_update_that_stopped_at_its_first_write_is_completed() {
    for left in [
        &["CACHEDIR.TAG.new"][..],
        &[],
        &["CACHEDIR.TAG.new", "lock"],
    ] {
        let corpus = two_reports();
        fs::create_dir(corpus.root().join(".quanwen")).unwrap();
        for name in left {
            corpus.write(&format!(".quanwen/{name}"), "");
        }
        assert_eq!(
            corpus
                .run(&["mentions", "行政复议", ".", "--count"])
                .stdout(),
            "1\n"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_became_a_link_is_not_followed() {
    in_english();
    let corpus = TestCorpus::of(&[("in/a.txt", "行政复议。\n"), ("b.txt", "行政复议。\n")]);
    corpus.index();
    let private = corpus.root().join("../private");
    fs::create_dir(&private).unwrap();
    fs::write(private.join("a.txt"), "机密行政复议。\n").unwrap();
    fs::remove_dir_all(corpus.root().join("in")).unwrap();
    std::os::unix::fs::symlink(&private, corpus.root().join("in")).unwrap();
    // The scan reads the paths stored in the index, as an update reads those of its walk.
    let run = corpus.run(&["mentions", "机密", "--verify"]);
    assert!(run.stdout().contains("a symbolic link"), "{}", run.stdout());
}

#[test]
fn concurrent_first_commands_make_one_index() {
    in_english();
    for _ in 0..10 {
        let corpus = two_reports();
        let start = |_| {
            let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
            command.args(["mentions", "行政复议", ".", "--count"]);
            command.stdout(std::process::Stdio::piped());
            command.stderr(std::process::Stdio::piped());
            command.spawn().unwrap()
        };
        let commands: Vec<_> = (0..4).map(start).collect();
        for command in commands {
            let output = command.wait_with_output().unwrap();
            let message = String::from_utf8_lossy(&output.stderr);
            let is_busy = message.contains("another process is updating");
            let is_answer = output.stdout == b"1\n";
            assert!(is_answer || is_busy, "{message}");
        }
        let cache = corpus.root().with_file_name("cache");
        assert!(!cache.exists(), "an index was made in the cache");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_whose_path_is_not_utf_8_has_its_index_in_it() {
    use std::os::unix::ffi::OsStrExt;
    in_english();
    let corpus = TestCorpus::of(&[]);
    let folder = corpus
        .root()
        .join(std::ffi::OsStr::from_bytes(b"\xB1\xA8\xB8\xE6"));
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a.txt"), "行政复议。\n").unwrap();
    let run = |arguments: &[&str]| {
        let mut command = corpus.command(env!("CARGO_BIN_EXE_quanwen"));
        corpus.outcome(command.args(arguments).current_dir(&folder))
    };
    let elsewhere = run(&["index", ".", "--index", "../index"]);
    assert_eq!(elsewhere.status(), 2);
    let message = elsewhere.stderr();
    assert!(message.contains("rename the folder"), "{message}");
    let beside = run(&["mentions", "行政复议", ".", "--count"]);
    assert_eq!(beside.stdout(), "1\n", "{}", beside.stderr());
}

#[test]
fn a_small_file_of_many_gigabytes_is_damage_and_is_repaired() {
    for name in ["index.json", "CACHEDIR.TAG", "generation-1/meta.json"] {
        let corpus = two_reports();
        corpus.index();
        let path = corpus.root().join(".quanwen").join(name);
        let file = fs::OpenOptions::new().write(true).open(path);
        file.unwrap().set_len(64 << 30).unwrap();
        let status = corpus.run(&["list"]).status();
        assert!(status == 2 || name == "CACHEDIR.TAG", "{name}");
        let run = corpus.run(&["index", ".", "--rebuild"]);
        assert_eq!(run.status(), 0, "{name}: {}", run.stderr());
        assert_eq!(
            corpus.run(&["mentions", "行政复议", "--count"]).stdout(),
            "1\n"
        );
    }
}

#[test]
fn a_generation_without_a_mark_is_not_removed() {
    let corpus = two_reports();
    corpus.index();
    let place = corpus.root().with_file_name("place");
    fs::create_dir_all(place.join("generation-1")).unwrap();
    fs::copy(
        corpus.root().join(".quanwen/index.json"),
        place.join("index.json"),
    )
    .unwrap();
    fs::write(place.join("generation-1/meta.json"), "mine").unwrap();
    for _ in 0..2 {
        let run = corpus.run(&["index", "--rebuild", ".", "--index", "../place"]);
        assert_eq!(run.status(), 0, "{}", run.stderr());
        assert_eq!(
            fs::read(place.join("generation-1/meta.json")).unwrap(),
            b"mine"
        );
    }
}
