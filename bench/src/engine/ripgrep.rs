//! ripgrep, which reads every file for every question.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::{Answers, Engine, Reading};
use crate::corpus::Corpus;

pub struct Ripgrep;

struct Asked<'c> {
    corpus: &'c Corpus,
    folder: PathBuf,
}

impl Engine for Ripgrep {
    fn name(&self) -> String {
        let version = Command::new("rg").arg("--version").output();
        let version = version
            .ok()
            .and_then(|output| String::from_utf8(output.stdout).ok());
        let line = version
            .as_deref()
            .and_then(|text| text.lines().next())
            .unwrap_or("ripgrep (not installed)");
        line.to_string()
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
    /// The output of a search for a text; empty where nothing is found.
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
