//! Whole processes of the program: counting beside ripgrep, updating, memory.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::process::{self, RUNS, fresh, median, quanwen};
use crate::scale;

/// Runs of an update.
const UPDATES: usize = 7;
/// Files of the corpus that is updated.
const FILES: usize = 3000;
/// Texts that are counted beside ripgrep.
const COUNTED: [&str; 4] = ["行政复议", "发展", "府院联动", "星际航行"];

/// A figure of whole processes.
pub struct Figure {
    pub what: String,
    pub value: String,
}

/// Medians of counting a text: without a path, with one, and by ripgrep.
pub struct Counting {
    pub text: &'static str,
    pub without_path: Duration,
    pub with_path: Duration,
    pub ripgrep: Option<Duration>,
}

/// What whole processes take.
pub struct Whole {
    pub counting: Vec<Counting>,
    pub figures: Vec<Figure>,
}

/// Measures on a folder of reports, which gets an index of its own.
pub fn measure(binary: &Path, folder: &Path, scratch: &Path) -> Result<Whole> {
    process::run(&mut quanwen(binary, folder, &["index", "."])?)?;
    let counting = COUNTED
        .into_iter()
        .map(|text| counting(binary, folder, text))
        .collect::<Result<Vec<_>>>()?;
    let mut figures = Vec::new();
    let asked: [&[&str]; 3] = [
        &["mentions", "行政复议", "--count"],
        &["mentions", "发展", "--limit", "20"],
        &["search", "行政复议案件办理情况"],
    ];
    for arguments in asked {
        let repeated = process::repeat(quanwen(binary, folder, arguments)?)?;
        figures.push(Figure {
            what: format!("`quanwen {}`", arguments.join(" ")),
            value: format!(
                "{:.1} ms, peak {:.0} MB",
                milliseconds(repeated.elapsed),
                repeated.peak as f64 / 1e6
            ),
        });
    }
    figures.extend(updates(binary, folder, scratch)?);
    Ok(Whole { counting, figures })
}

fn counting(binary: &Path, folder: &Path, text: &'static str) -> Result<Counting> {
    let (mut without_path, mut with_path, mut ripgrep) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let run = |arguments: &[&str]| process::run(&mut quanwen(binary, folder, arguments)?);
        without_path.push(run(&["mentions", text, "--count"])?.elapsed);
        with_path.push(run(&["mentions", text, ".", "--count"])?.elapsed);
        let mut rg = Command::new("rg");
        rg.current_dir(folder).args([
            "--no-config",
            "--no-ignore",
            "--count-matches",
            "-F",
            "--",
            text,
            ".",
        ]);
        if let Ok(usage) = process::run(&mut rg) {
            ripgrep.push(usage.elapsed);
        }
    }
    Ok(Counting {
        text,
        without_path: median(without_path),
        with_path: median(with_path),
        ripgrep: (!ripgrep.is_empty()).then(|| median(ripgrep)),
    })
}

/// A second `index` over files that did not change, and one of which one did.
fn updates(binary: &Path, folder: &Path, scratch: &Path) -> Result<Vec<Figure>> {
    let target = scratch.join("updated");
    fresh(&target)?;
    let files = scale::vary_to_count(folder, &target, FILES)?;
    process::run(&mut quanwen(binary, &target, &["index", "."])?)?;
    let (mut unchanged, mut changed) = (Vec::new(), Vec::new());
    for run in 0..UPDATES {
        unchanged.push(process::run(&mut quanwen(binary, &target, &["index", "."])?)?.elapsed);
        let file = &files[run * files.len() / UPDATES];
        let text = std::fs::read_to_string(file)?;
        std::fs::write(file, format!("{text}\n补充说明第{run}条。\n"))?;
        changed.push(process::run(&mut quanwen(binary, &target, &["index", "."])?)?.elapsed);
    }
    let figure = |what: String, times: Vec<Duration>| Figure {
        what,
        value: format!("{:.0} ms", milliseconds(median(times))),
    };
    Ok(vec![
        figure(
            format!("`quanwen index` over {} unchanged files", files.len()),
            unchanged,
        ),
        figure(
            format!("… with one of {} files changed", files.len()),
            changed,
        ),
    ])
}

/// A time in milliseconds.
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
