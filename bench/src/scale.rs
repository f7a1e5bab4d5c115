//! Makes a folder of reports larger or smaller by varying it, and measures how quanwen's figures grow with it.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::corpus;
use crate::measure::{Effort, Measured, measure_once};
use crate::process::{self, Repeated, fresh, quanwen};

/// Sizes relative to the folder.
const SCALES: [f64; 3] = [0.1, 1.0, 10.0];

/// The figures of one size.
pub struct Scale {
    pub times: f64,
    pub bytes: u64,
    pub measured: Measured,
    /// Of `mentions 行政复议 --count`.
    pub process: Repeated,
}

/// Measures indexing and the queries at each size.
pub fn measure(binary: &Path, folder: &Path, scratch: &Path) -> Result<Vec<Scale>> {
    let mut scales = Vec::new();
    for times in SCALES {
        eprintln!("{times} times the text");
        let target = scratch.join("scale");
        fresh(&target)?;
        let reports = target.join("reports");
        vary(folder, &reports, times)?;
        let extent = corpus::extent(&reports)?;
        let measured = measure_once("quanwen", &reports, &target.join("index"))?;
        let index = target.join("index").canonicalize()?;
        let mut command = quanwen(binary, &reports, &["mentions", "行政复议", "--count"])?;
        command.arg("--index").arg(&index);
        scales.push(Scale {
            times,
            bytes: extent.bytes,
            measured,
            process: process::repeat(command, Effort::FULL.runs)?,
        });
        std::fs::remove_dir_all(&target)?;
    }
    Ok(scales)
}

/// Writes the texts of a folder `times` times: first unchanged, then each time with other numbers and the sentences of each
/// paragraph in another order. For less than 1, writes that share of the files.
pub fn vary(folder: &Path, target: &Path, times: f64) -> Result<()> {
    let files = texts(folder)?;
    let wanted = (files.len() as f64 * times).round().max(1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of files"
    )]
    let wanted = wanted as usize;
    let step = (files.len() / wanted).max(1);
    write_each(
        folder,
        target,
        &files,
        (0..wanted).map(|number| number * step),
    )?;
    Ok(())
}

/// The same for a number of files at most; returns their paths.
pub fn vary_to_count(folder: &Path, target: &Path, count: usize) -> Result<Vec<PathBuf>> {
    write_each(folder, target, &texts(folder)?, 0..count)
}

/// Writes the files with these numbers, which are counted through all variants.
fn write_each(
    folder: &Path,
    target: &Path,
    files: &[PathBuf],
    numbers: impl Iterator<Item = usize>,
) -> Result<Vec<PathBuf>> {
    let all = files.len();
    numbers
        .map(|number| write(folder, target, &files[number % all], number / all))
        .collect()
}

/// Relative to the folder.
fn texts(folder: &Path) -> Result<Vec<PathBuf>> {
    corpus::text_files(folder)?
        .into_iter()
        .map(|path| Ok(path.strip_prefix(folder)?.to_path_buf()))
        .collect()
}

fn write(folder: &Path, target: &Path, file: &Path, variant: usize) -> Result<PathBuf> {
    let mut path = target.to_path_buf();
    if variant > 0 {
        path.push(format!("变体{variant}"));
    }
    path.push(file);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    if variant == 0 {
        std::fs::copy(folder.join(file), &path)?;
    } else {
        let text = String::from_utf8_lossy(&std::fs::read(folder.join(file))?).into_owned();
        std::fs::write(&path, varied(&text, variant))?;
    }
    Ok(path)
}

fn varied(text: &str, variant: usize) -> String {
    let mut state = variant as u64;
    let mut next = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    let mut varied = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut sentences: Vec<&str> = line.trim_end_matches('\n').split_inclusive('。').collect();
        // A heading keeps its position.
        if sentences.len() > 2 {
            let turn = usize::try_from(next()).unwrap_or(0) % (sentences.len() - 1);
            sentences[1..].rotate_left(turn);
        }
        for c in sentences.concat().chars() {
            match c {
                '1'..='9' => varied.extend(char::from_digit(
                    1 + u32::try_from(next() % 9).unwrap_or(0),
                    10,
                )),
                other => varied.push(other),
            }
        }
        if line.ends_with('\n') {
            varied.push('\n');
        }
    }
    varied
}
