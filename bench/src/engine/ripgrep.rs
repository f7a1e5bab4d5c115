//! ripgrep, which reads every file for every query.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::{Answers, Engine, Reading};
use crate::corpus::Corpus;

pub struct Ripgrep;

struct Asked<'c> {
    corpus: &'c Corpus,
    folder: PathBuf,
}

/// The first line of `rg --version`; absent if it is not installed.
fn version() -> Option<String> {
    let output = Command::new("rg").arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().next().map(String::from)
}

/// Whether ripgrep is installed.
pub fn is_installed() -> bool {
    version().is_some()
}

impl Engine for Ripgrep {
    fn name(&self) -> String {
        version().unwrap_or_else(|| "ripgrep".to_string())
    }

    fn has_index(&self) -> bool {
        false
    }

    fn index(&self, _: &Path, _: &Path) -> Result<()> {
        Ok(())
    }

    fn open<'c>(
        &self,
        corpus: &'c Corpus,
        folder: &Path,
        _: &Path,
    ) -> Result<Box<dyn Answers + 'c>> {
        Ok(Box::new(Asked {
            corpus,
            folder: folder.to_path_buf(),
        }))
    }
}

impl Asked<'_> {
    /// The output of a search for a text; empty if nothing is found.
    fn run(&self, options: &[&str], text: &str) -> Result<String> {
        let output = Command::new("rg")
            .args(options)
            .args([
                "--no-config",
                "--no-ignore",
                "--fixed-strings",
                "--",
                text,
                ".",
            ])
            .current_dir(&self.folder)
            .output()
            .context("ripgrep is not installed")?;
        ensure!(
            matches!(output.status.code(), Some(0 | 1)),
            "ripgrep failed: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

impl Answers for Asked<'_> {
    fn count(&mut self, text: &str) -> Result<u64> {
        let output = self.run(&["--count-matches", "--no-filename"], text)?;
        Ok(output
            .lines()
            .filter_map(|line| line.parse::<u64>().ok())
            .sum())
    }

    fn passages(&mut self, text: &str) -> Result<BTreeSet<u32>> {
        let output = self.run(
            &[
                "--line-number",
                "--with-filename",
                "--null",
                "--only-matching",
            ],
            text,
        )?;
        let passage = |line: &str| {
            let (path, rest) = line.split_once('\0')?;
            let (number, _) = rest.split_once(':')?;
            self.corpus
                .passage(path.trim_start_matches("./"), number.parse().ok()?)
        };
        Ok(output.lines().filter_map(passage).collect())
    }

    fn best(&mut self, _: &str, _: Reading) -> Result<Option<usize>> {
        Ok(None)
    }
}
