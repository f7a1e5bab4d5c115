//! Folders on disk: copies, contents, and kinds of index files.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Unmerged segments allowed in addition to those of the same history without kills.
const WAITING_SEGMENTS: usize = 8;
const MANIFESTS: usize = 2;

/// The content of every file below a folder, by its relative path; links and other special files by what they are.
pub type Content = BTreeMap<PathBuf, Vec<u8>>;

/// Reads a folder without following links.
pub fn content(folder: &Path) -> Content {
    content_without(folder, "")
}

/// Reads a folder except for entries of one name, which may change meanwhile.
pub fn content_without(folder: &Path, name: &str) -> Content {
    let mut content = Content::new();
    for entry in walkdir::WalkDir::new(folder)
        .min_depth(1)
        .into_iter()
        .filter_entry(|entry| entry.file_name() != name)
        .flatten()
    {
        let kind = entry.file_type();
        let relative = entry.path().strip_prefix(folder).unwrap().to_path_buf();
        let bytes = if kind.is_file() {
            fs::read(entry.path()).unwrap()
        } else if kind.is_symlink() {
            format!("-> {}", fs::read_link(entry.path()).unwrap().display()).into_bytes()
        } else if kind.is_dir() {
            b"folder".to_vec()
        } else {
            b"special".to_vec()
        };
        content.insert(relative, bytes);
    }
    content
}

/// The changes of a folder, in one line.
pub fn changed(before: &Content, now: &Content) -> Option<String> {
    let gone = before
        .keys()
        .find(|path| !now.contains_key(*path))
        .map(|path| format!("{} is gone", path.display()));
    let new = || {
        now.keys()
            .find(|path| !before.contains_key(*path))
            .map(|path| format!("{} is new", path.display()))
    };
    let other = || {
        before
            .iter()
            .find(|(path, bytes)| now[*path] != **bytes)
            .map(|(path, _)| format!("{} differs", path.display()))
    };
    gone.or_else(new).or_else(other)
}

/// The modification and status change times of each file of a folder.
pub fn times(folder: &Path) -> BTreeMap<PathBuf, (i64, i64)> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .flatten()
        .map(|entry| {
            let metadata = entry.metadata().unwrap();
            let changed = metadata.ctime() * 1_000_000_000 + metadata.ctime_nsec();
            (entry.into_path(), (changed, metadata.mtime()))
        })
        .collect()
}

/// Gives a folder exactly some content.
pub fn restore(folder: &Path, content: &Content) {
    if folder.exists() {
        fs::remove_dir_all(folder).unwrap();
    }
    fs::create_dir_all(folder).unwrap();
    for (path, bytes) in content {
        let path = folder.join(path);
        if bytes == b"folder" {
            fs::create_dir_all(path).unwrap();
        } else {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
}

/// The kind of an index file by its name: the extension for a segment's file, the name itself for any other.
pub fn kind(path: &Path) -> String {
    let name = path.file_name().unwrap().to_string_lossy();
    let (stem, ending) = name.split_once('.').unwrap_or((&name, ""));
    let is_segment = stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_segment {
        let ending = ending
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .trim_start_matches('.');
        return format!(".{ending}");
    }
    if name.starts_with(".tmp") {
        return ".tmp".to_string();
    }
    let plain: String = name.chars().filter(|c| !c.is_ascii_digit()).collect();
    if name.starts_with("manifest-") || name.starts_with("generation-") {
        plain
    } else {
        name.into_owned()
    }
}

/// How many files of each kind an index folder holds.
#[derive(Debug, Clone, Default)]
pub struct Inventory {
    pub kinds: BTreeMap<String, usize>,
    pub bytes: u64,
}

impl Inventory {
    pub fn of(index: &Path) -> Self {
        let mut inventory = Self::default();
        for entry in walkdir::WalkDir::new(index)
            .min_depth(1)
            .into_iter()
            .flatten()
        {
            *inventory.kinds.entry(kind(entry.path())).or_default() += 1;
            inventory.bytes += entry.metadata().map_or(0, |metadata| metadata.len());
        }
        inventory
    }

    pub fn count(&self, kind: &str) -> usize {
        self.kinds.get(kind).copied().unwrap_or_default()
    }

    /// An error if there are more files than in an index of the same history without accidents.
    pub fn is_no_more_than(&self, usual: &Self) -> Result<(), String> {
        let unusual: Vec<&String> = self
            .kinds
            .keys()
            .filter(|kind| !usual.kinds.contains_key(*kind) && *kind != ".del")
            .collect();
        if !unusual.is_empty() {
            return Err(format!(
                "files of kinds that a sound index has not: {unusual:?}"
            ));
        }
        let segments = self.count(".store");
        let bounds = [
            ("generation-", 1),
            ("manifest-.json", MANIFESTS),
            (".store", usual.count(".store") + WAITING_SEGMENTS),
            (".del", segments),
        ];
        for (kind, most) in bounds {
            if self.count(kind) > most {
                return Err(format!(
                    "{} files of kind {kind}, at the most {most} are expected",
                    self.count(kind)
                ));
            }
        }
        // A segment has at most one file of each kind.
        let torn = self.kinds.iter().find(|(kind, count)| {
            kind.starts_with('.') && is_of_segments(kind, usual) && **count > segments
        });
        torn.map_or(Ok(()), |(kind, count)| {
            Err(format!(
                "{count} files of kind {kind} for {segments} segments"
            ))
        })
    }
}

fn is_of_segments(kind: &str, usual: &Inventory) -> bool {
    usual.count(kind) == usual.count(".store") && usual.count(".store") > 1
}

/// A small file of an index with a valid checksum.
pub fn with_checksum(name: &str, text: &str) -> String {
    let checksum = xxh3_64_with_seed(text.as_bytes(), xxh3_64(name.as_bytes()));
    format!("{text}\nxxh3 {checksum:016x}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_an_index_has_a_kind() {
        let kind_of = |name: &str| kind(Path::new(name));
        assert_eq!(kind_of("433929946195426e969076aa80389b31.exact"), ".exact");
        assert_eq!(kind_of("433929946195426e969076aa80389b31.70.del"), ".del");
        assert_eq!(
            kind_of("manifest-1795658232324734282.json"),
            "manifest-.json"
        );
        assert_eq!(kind_of("generation-12"), "generation-");
        assert_eq!(kind_of(".tmpD1Nx06"), ".tmp");
        assert_eq!(kind_of("meta.json"), "meta.json");
    }

    #[test]
    fn what_piles_up_is_seen() {
        let of = |kinds: &[(&str, usize)]| Inventory {
            kinds: kinds
                .iter()
                .map(|(kind, count)| ((*kind).to_string(), *count))
                .collect(),
            bytes: 0,
        };
        let usual = of(&[("generation-", 1), (".store", 2), (".exact", 2)]);
        assert!(usual.is_no_more_than(&usual).is_ok());
        assert!(
            of(&[("generation-", 2), (".store", 2)])
                .is_no_more_than(&usual)
                .is_err()
        );
        assert!(
            of(&[("generation-", 1), (".store", 2), (".tmp", 1)])
                .is_no_more_than(&usual)
                .is_err()
        );
        assert!(
            of(&[("generation-", 1), (".store", 20)])
                .is_no_more_than(&usual)
                .is_err()
        );
        assert!(
            of(&[("generation-", 1), (".store", 2), (".exact", 3)])
                .is_no_more_than(&usual)
                .is_err()
        );
    }
}
