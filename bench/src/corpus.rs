//! The texts of a folder, split into passages of four lines, and a scan of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// Non-blank lines of a passage.
const LINES: usize = 4;

/// The size of a folder.
#[derive(Debug, Clone)]
pub struct Extent {
    pub files: usize,
    pub passages: u32,
    /// Bytes of the files.
    pub bytes: u64,
}

/// The texts of a folder in memory.
pub struct Corpus {
    files: Vec<TextFile>,
}

/// A file with its passages.
pub struct TextFile {
    /// Relative to the folder.
    path: String,
    /// The number of its first passage; passages are numbered through the corpus.
    first: u32,
    passages: Vec<String>,
    /// The passage of each line.
    line_passages: Vec<u32>,
    bytes: u64,
}

/// The .md and .txt files of a folder, in the order of their names.
pub fn text_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        let ending = entry.path().extension();
        let is_text = ending.is_some_and(|ending| ending == "md" || ending == "txt");
        if is_text && entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    ensure!(
        !files.is_empty(),
        "no .md or .txt file in {}",
        folder.display()
    );
    Ok(files)
}

/// Reads the files one by one.
fn each_file(folder: &Path, mut each: impl FnMut(TextFile) -> Result<()>) -> Result<()> {
    let mut next = 0;
    for path in text_files(folder)? {
        let read = std::fs::read(&path).with_context(|| format!("{}", path.display()))?;
        let name = path.strip_prefix(folder)?.to_string_lossy().into_owned();
        let file = TextFile::new(name, next, &read);
        next += u32::try_from(file.passages.len())?;
        each(file)?;
    }
    Ok(())
}

/// Calls `each` for every passage of a folder with its number, with one file in memory at a time.
pub fn each_passage(folder: &Path, mut each: impl FnMut(u32, String) -> Result<()>) -> Result<()> {
    each_file(folder, |file| {
        let mut numbered = (file.first..).zip(file.passages);
        numbered.try_for_each(|(number, passage)| each(number, passage))
    })
}

/// The size of a folder.
pub fn extent(folder: &Path) -> Result<Extent> {
    let mut extent = Extent {
        files: 0,
        passages: 0,
        bytes: 0,
    };
    each_file(folder, |file| {
        extent.files += 1;
        extent.bytes += file.bytes;
        extent.passages += u32::try_from(file.passages.len())?;
        Ok(())
    })?;
    Ok(extent)
}

impl Corpus {
    /// Reads a folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut files = Vec::new();
        each_file(folder, |file| {
            files.push(file);
            Ok(())
        })?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { files })
    }

    /// Every passage with its number.
    pub fn passages(&self) -> impl Iterator<Item = (u32, &str)> {
        self.files
            .iter()
            .flat_map(|file| (file.first..).zip(file.passages.iter().map(String::as_str)))
    }

    /// The passage of a line, counted from 1, of a file.
    pub fn passage(&self, path: &str, line: u32) -> Option<u32> {
        let found = self
            .files
            .binary_search_by(|file| file.path.as_str().cmp(path));
        let file = &self.files[found.ok()?];
        file.line_passages.get(line as usize - 1).copied()
    }

    /// The passages that contain a text, compared by bytes.
    pub fn scan(&self, text: &str) -> BTreeSet<u32> {
        let finder = memchr::memmem::Finder::new(text);
        self.passages()
            .filter(|(_, passage)| finder.find(passage.as_bytes()).is_some())
            .map(|(number, _)| number)
            .collect()
    }
}

impl TextFile {
    fn new(path: String, first: u32, read: &[u8]) -> Self {
        let text = String::from_utf8_lossy(read);
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
            bytes: read.len() as u64,
        }
    }
}
