//! Forged indexes, and folders that are not indexes.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::folders::{changed, content, with_checksum};
use crate::program::End;
use crate::scene::Scene;
use crate::soak::{Tally, short_or_long};

/// A small file with a valid checksum, if the program adds one to it.
fn sealed(scene: &Scene, path: &str, text: &str) -> Vec<u8> {
    let original = scene
        .sound
        .get(Path::new(path))
        .map(Vec::as_slice)
        .unwrap_or_default();
    if !String::from_utf8_lossy(original).contains("\nxxh3 ") {
        return text.as_bytes().to_vec();
    }
    let name = Path::new(path).file_name().unwrap().to_str().unwrap();
    with_checksum(name, text).into_bytes()
}

/// The JSON of a small file, without its checksum.
fn unsealed(scene: &Scene, path: &str) -> Value {
    let text = String::from_utf8_lossy(&scene.sound[Path::new(path)]);
    let json = text.split("\nxxh3 ").next().unwrap();
    serde_json::from_str(json).unwrap()
}

/// The program accepts the checksum made here; otherwise the trials that use it would test nothing.
fn is_taken(scene: &Scene, path: &str) {
    scene.put_back();
    let text = unsealed(scene, path).to_string();
    fs::write(
        scene.corpus.index_folder().join(path),
        sealed(scene, path, &text),
    )
    .unwrap();
    scene.corpus.call(&["list"]).run().succeeded().unwrap();
}

/// Writes a forged file and runs all commands on it: with a valid checksum, and in the soak also without one.
fn try_prepared(tally: &mut Tally, scene: &Scene, path: &str, text: &str) {
    let with = ("with checksum", sealed(scene, path, text));
    let without = ("without checksum", text.as_bytes().to_vec());
    for (how, bytes) in short_or_long(vec![with.clone()], vec![with, without]) {
        scene.put_back();
        fs::write(scene.corpus.index_folder().join(path), bytes).unwrap();
        let ended = scene.survives();
        tally.saw(if ended == Ok(true) {
            "answered on"
        } else {
            "refused"
        });
        tally.trial(format!("{path} {how}: {text:.200}"), ended.map(|_| ()));
    }
}

#[test]
fn a_list_of_managed_files_deletes_nothing_outside() {
    let mut tally = Tally::new("`.managed.json` names files outside");
    let scene = Scene::new();
    let thesis = scene.thesis();
    let names = [
        thesis.to_str().unwrap(),
        "../../../outside/thesis.docx",
        "../../../outside/notes/1.txt",
        "..",
        "",
        "meta.json",
    ];
    try_prepared(
        &mut tally,
        &scene,
        "generation-1/.managed.json",
        &json!(names).to_string(),
    );
    tally.finish();
}

#[test]
fn a_pointer_that_names_no_generation_is_refused() {
    let mut tally = Tally::new("`index.json` names another folder than a generation");
    let scene = Scene::new();
    is_taken(&scene, "index.json");
    let archive = scene.outside.join("archive");
    let generations = [
        archive.to_str().unwrap(),
        "../../outside/archive",
        "generation-1/../../../outside/archive",
        "",
        ".",
        "..",
        "generation-1/",
        "generation-1\0",
        "lock",
    ];
    for generation in generations {
        let mut pointer = unsealed(&scene, "index.json");
        pointer["generation"] = json!(generation);
        try_prepared(&mut tally, &scene, "index.json", &pointer.to_string());
    }
    tally.finish();
}

#[test]
fn a_commit_that_names_a_file_outside_is_refused() {
    let mut tally = Tally::new("`meta.json` names files outside");
    let scene = Scene::new();
    is_taken(&scene, "generation-1/meta.json");
    let original = unsealed(&scene, "generation-1/meta.json");
    let mut payload: Value = serde_json::from_str(original["payload"].as_str().unwrap()).unwrap();
    for manifest in [
        "../../../outside/thesis.docx",
        scene.thesis().to_str().unwrap(),
        "",
        "meta.json",
        "..",
    ] {
        payload["manifest"] = json!(manifest);
        let mut meta = original.clone();
        meta["payload"] = json!(payload.to_string());
        try_prepared(
            &mut tally,
            &scene,
            "generation-1/meta.json",
            &meta.to_string(),
        );
    }
    let mut meta = original.clone();
    meta["segments"][0]["segment_id"] = json!("../../../outside/notes/1.txt");
    try_prepared(
        &mut tally,
        &scene,
        "generation-1/meta.json",
        &meta.to_string(),
    );
    tally.finish();
}

#[test]
fn an_index_of_another_folder_reads_nothing_there() {
    let mut tally = Tally::new("`index.json` names a corpus outside its folder");
    let scene = Scene::new();
    fs::write(scene.outside.join("secret.txt"), "石澜区\n绝密底稿。\n").unwrap();
    let mut pointer = unsealed(&scene, "index.json");
    let reports = scene.corpus.root();
    fs::create_dir_all(reports.join("sub")).unwrap();
    for (root, within) in [
        (scene.corpus.place(), vec!["outside"]),
        ("/".into(), vec!["outside"]),
        (scene.outside.clone(), vec![]),
        (reports.join("sub/../.."), vec![]),
        (reports.clone(), vec!["../outside"]),
        (reports.clone(), vec!["", "../outside"]),
        (reports.clone(), vec![scene.outside.to_str().unwrap()]),
    ] {
        pointer["corpus"] = json!({"root": root, "within": within});
        scene.corpus.remove_indexes();
        crate::folders::restore(&scene.corpus.index_folder(), &scene.sound);
        let bytes = sealed(&scene, "index.json", &pointer.to_string());
        fs::write(scene.corpus.index_folder().join("index.json"), bytes).unwrap();
        for command in [
            &["mentions", "绝密底稿", "."][..],
            &["index", "."],
            &["mentions", "绝密底稿"],
            &["mentions", "绝密底稿", "--verify"],
            &["verify"],
        ] {
            let run = scene.corpus.call(command).run();
            let ended = run.ended_cleanly().and_then(|()| {
                let read = run.stdout.contains("绝密底稿") || run.stdout.contains("secret.txt");
                if read {
                    Err(run.failure("read a file that is next to the corpus"))
                } else {
                    Ok(())
                }
            });
            tally.trial(format!("corpus {} {within:?}", root.display()), ended);
        }
    }
    tally.finish();
}

/// A folder of the user's own that resembles an index.
fn lookalike(folder: &Path) {
    for name in ["generation-1990s-reports", "generation-1", "generation-2"] {
        fs::create_dir_all(folder.join(name)).unwrap();
        fs::write(folder.join(name).join("thesis.docx"), "书稿\n").unwrap();
    }
}

#[test]
fn a_folder_that_is_neither_empty_nor_an_index_is_refused_and_left_alone() {
    let mut tally = Tally::new("`--index DIR` names something else");
    let scene = Scene::new();
    let place = scene.corpus.place();
    lookalike(&place.join("work"));
    lookalike(&place.join("like an index"));
    fs::write(
        place.join("like an index/index.json"),
        "{\"name\": \"a web site\"}",
    )
    .unwrap();
    fs::write(place.join("like an index/lock"), "").unwrap();
    fs::create_dir_all(place.join("with names of ours/generation-1")).unwrap();
    fs::create_dir_all(place.join("with names of ours/generation-5")).unwrap();
    fs::write(
        place.join("with names of ours/generation-1/meta.json"),
        "{}",
    )
    .unwrap();
    scene.corpus.remove_indexes();
    scene
        .corpus
        .write("generation-2021/报告.txt", "荻浦市2021年报告\n行政复议。\n");
    let thesis = scene.thesis();
    let folders = [
        "work",
        "like an index",
        "with names of ours",
        "reports",
        "reports/generation-2021",
        "outside",
        ".",
    ]
    .map(|name| place.join(name));
    for folder in folders.iter().chain([&thesis]) {
        let name = folder.to_str().unwrap();
        let commands = [
            &["mentions", "复议", ".", "--count", "--index", name][..],
            &["index", ".", "--index", name],
            &["index", ".", "--rebuild", "--index", name],
        ];
        for command in commands {
            tally.trial(command.join(" "), scene.refuses(command, &place));
        }
    }
    tally.finish();
}

#[test]
fn what_the_user_keeps_in_an_index_folder_stays() {
    let mut tally = Tally::new("files of the user in an index folder");
    let scene = Scene::new();
    let index = scene.corpus.place().join("index");
    let name = index.to_str().unwrap();
    let update = |rebuild: bool| {
        let mut words = vec!["index", ".", "--index", name];
        words.extend(rebuild.then_some("--rebuild"));
        scene.corpus.call(&words).run()
    };
    update(false).succeeded().unwrap();
    let kept = [
        "generation-1990s-reports/thesis.docx",
        "generation-7/thesis.docx",
        "notes.txt",
        "generation-1.bak/meta.json",
        "index.json.orig",
    ];
    for (number, path) in kept.iter().enumerate() {
        let path = index.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("书稿{number}\n")).unwrap();
    }
    for (number, rebuild) in [false, true, false, true, true].into_iter().enumerate() {
        scene
            .corpus
            .write("变动.txt", format!("石澜区第{number}号通知\n行政复议。\n"));
        let run = update(rebuild);
        let ended = run.succeeded().and_then(|()| {
            let lost = kept.iter().find(|path| !index.join(path).exists());
            lost.map_or(Ok(()), |path| Err(run.failure(&format!("deleted {path}"))))
        });
        tally.trial(format!("update {number}, rebuild: {rebuild}"), ended);
    }
    tally.finish();
}

#[test]
fn reports_beside_files_called_index_json_and_lock_are_indexed() {
    let mut tally = Tally::new("folders of reports with an `index.json` and a `lock`");
    let scene = Scene::new();
    let files = [
        ("网站/index.json", "{\"name\": \"a web site\"}"),
        ("网站/lock", ""),
        ("网站/通知.txt", "石澜区通知\n独一无二之词。\n"),
        ("网站/generation-1/meta.json", "{}"),
    ];
    for (path, text) in files {
        scene.corpus.write(path, text);
    }
    let before = content(&scene.corpus.root().join("网站"));
    for command in [
        "mentions 独一无二之词 . --count",
        "index . --rebuild",
        "mentions 独一无二之词 网站 --count",
    ] {
        let words: Vec<&str> = command.split(' ').collect();
        let run = scene.corpus.call(&words).may_update().run();
        let is_right = run.end == End::Exit(0) && (words[0] == "index" || run.stdout == "1\n");
        let difference = changed(&before, &content(&scene.corpus.root().join("网站")));
        let ended = if is_right && difference.is_none() {
            Ok(())
        } else {
            Err(run.failure(&format!("{difference:?}")))
        };
        tally.trial(command, ended);
    }
    tally.finish();
}
