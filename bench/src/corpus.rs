//! The texts of a folder, cut into passages of four lines, and what a scan of them finds.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// Lines of a passage that are not blank.
const LINES: usize = 4;

/// The texts of a folder.
pub struct Corpus {
    pub folder: PathBuf,
    pub files: Vec<TextFile>,
    /// Bytes of the files.
    pub bytes: u64,
}

/// A file with its passages.
pub struct TextFile {
    /// Relative to the folder.
    pub path: String,
    /// The number of its first passage; passages are numbered through the corpus.
    pub first: u32,
    /// Its passages.
    pub passages: Vec<String>,
    /// For each of its lines the passage that it is in.
    line_passages: Vec<u32>,
}

impl Corpus {
    /// Reads the .md and .txt files of a folder, in the order of their names.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut files = Vec::new();
        let (mut bytes, mut next) = (0, 0);
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let entry = entry?;
            let is_text = entry
                .path()
                .extension()
                .is_some_and(|ending| ending == "md" || ending == "txt");
            if !is_text || !entry.file_type().is_file() {
                continue;
            }
            let read = std::fs::read(entry.path())
                .with_context(|| format!("{}", entry.path().display()))?;
            bytes += read.len() as u64;
            let path = entry
                .path()
                .strip_prefix(folder)?
                .to_string_lossy()
                .into_owned();
            let file = TextFile::new(path, next, &String::from_utf8_lossy(&read));
            next += u32::try_from(file.passages.len())?;
            files.push(file);
        }
        ensure!(
            !files.is_empty(),
            "no .md or .txt file in {}",
            folder.display()
        );
        Ok(Self {
            folder: folder.to_path_buf(),
            files,
            bytes,
        })
    }

    /// Every passage with its number.
    pub fn passages(&self) -> impl Iterator<Item = (u32, &str)> {
        self.files
            .iter()
            .flat_map(|file| (file.first..).zip(file.passages.iter().map(String::as_str)))
    }

    /// The passage of a line, counted from 1, of a file.
    pub fn passage(&self, path: &str, line: u32) -> Option<u32> {
        let file = self
            .files
            .binary_search_by(|file| file.path.as_str().cmp(path))
            .ok();
        let file = file
            .map(|index| &self.files[index])
            .or_else(|| self.files.iter().find(|file| file.path == path))?;
        file.line_passages.get(line as usize - 1).copied()
    }

    /// The passages that have a text, byte by byte.
    pub fn scan(&self, text: &str) -> BTreeSet<u32> {
        let finder = memchr::memmem::Finder::new(text);
        let having = self
            .passages()
            .filter(|(_, passage)| finder.find(passage.as_bytes()).is_some());
        having.map(|(number, _)| number).collect()
    }
}

impl TextFile {
    fn new(path: String, first: u32, text: &str) -> Self {
        let mut passages: Vec<String> = Vec::new();
        let mut line_passages = Vec::new();
        let mut lines = 0;
        for line in text.lines() {
            if !line.trim().is_empty() {
                if lines % LINES == 0 {
                    passages.push(String::new());
                }
                lines += 1;
                if let Some(passage) = passages.last_mut() {
                    passage.push_str(line);
                    passage.push('\n');
                }
            }
            let passage = u32::try_from(passages.len().saturating_sub(1)).unwrap_or(u32::MAX);
            line_passages.push(first + passage);
        }
        Self {
            path,
            first,
            passages,
            line_passages,
        }
    }
}
