//! Whole processes of the program: counting compared with ripgrep, updating, memory.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::measure::{Effort, Setting};
use crate::process::{self, fresh, median, quanwen};
use crate::scale;

/// Texts counted by both quanwen and ripgrep.
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
    /// Absent if ripgrep is left out.
    pub ripgrep: Option<Duration>,
}

/// The cost of whole processes.
pub struct Whole {
    pub counting: Vec<Counting>,
    pub figures: Vec<Figure>,
}

/// Measures on a folder of reports, which gets an index of its own.
pub fn measure(setting: &Setting, folder: &Path, scratch: &Path, ripgrep: bool) -> Result<Whole> {
    let (binary, effort) = (&setting.quanwen, setting.effort);
    process::run(&mut quanwen(binary, folder, &["index", "."])?)?;
    let counting = COUNTED
        .into_iter()
        .map(|text| counting(binary, folder, text, effort.runs, ripgrep))
        .collect::<Result<Vec<_>>>()?;
    let mut figures = Vec::new();
    let commands: [&[&str]; 3] = [
        &["mentions", "行政复议", "--count"],
        &["mentions", "发展", "--limit", "20"],
        &["search", "行政复议案件办理情况"],
    ];
    for arguments in commands {
        let repeated = process::repeat(quanwen(binary, folder, arguments)?, effort.runs)?;
        figures.push(Figure {
            what: format!("`quanwen {}`", arguments.join(" ")),
            value: format!(
                "{:.1} ms, peak {:.0} MB",
                milliseconds(repeated.elapsed),
                repeated.peak as f64 / 1e6
            ),
        });
    }
    figures.extend(updates(binary, folder, scratch, effort)?);
    Ok(Whole { counting, figures })
}

fn counting(
    binary: &Path,
    folder: &Path,
    text: &'static str,
    runs: usize,
    ripgrep: bool,
) -> Result<Counting> {
    let (mut without_path, mut with_path, mut by_ripgrep) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        let run =
            |arguments: &[&str]| process::run_search(&mut quanwen(binary, folder, arguments)?);
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
        if ripgrep {
            by_ripgrep.push(process::run_search(&mut rg)?.elapsed);
        }
    }
    Ok(Counting {
        text,
        without_path: median(without_path),
        with_path: median(with_path),
        ripgrep: ripgrep.then(|| median(by_ripgrep)),
    })
}

/// A second `index` with unchanged files, and one with one changed file.
fn updates(binary: &Path, folder: &Path, scratch: &Path, effort: Effort) -> Result<Vec<Figure>> {
    let target = scratch.join("updated");
    fresh(&target)?;
    let files = scale::vary_to_count(folder, &target, effort.files)?;
    process::run(&mut quanwen(binary, &target, &["index", "."])?)?;
    let (mut unchanged, mut changed) = (Vec::new(), Vec::new());
    for run in 0..effort.updates {
        unchanged.push(process::run(&mut quanwen(binary, &target, &["index", "."])?)?.elapsed);
        let file = &files[run * files.len() / effort.updates];
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
            format!("`quanwen index` on {} unchanged files", files.len()),
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
