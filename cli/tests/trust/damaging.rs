//! Ways to damage the files of an index.

use std::path::{Path, PathBuf};

use crate::folders::{Content, kind};
use crate::random::Random;

/// Maximum number of bytes overwritten or swapped at once.
const LONGEST: usize = 64;

/// Damage to one or two files.
pub struct Damage {
    /// What was done, and where.
    pub name: String,
    /// The new content; `None` for a file that is removed.
    pub files: Vec<(PathBuf, Option<Vec<u8>>)>,
}

/// The indexes that damage is made from.
pub struct Sources {
    /// The intact index.
    pub sound: Content,
    /// Other indexes of the same corpus: an earlier commit of this one, and one that was built separately.
    pub others: Vec<Content>,
}

type Way = fn(&mut Random, &[u8]) -> Option<(String, Vec<u8>)>;

/// Ways to damage the bytes of one file; bit flips are the most frequent.
const WAYS: [Way; 12] = [
    flip_bit,
    flip_bit,
    flip_bit,
    flip_bit,
    flip_byte,
    flip_byte,
    zero_range,
    fill_range,
    swap_ranges,
    cut,
    append,
    empty,
];

impl Sources {
    /// The files of the intact index, by kind.
    pub fn files_by_kind(&self) -> Vec<(String, Vec<PathBuf>)> {
        let mut kinds: Vec<(String, Vec<PathBuf>)> = Vec::new();
        let files = self
            .sound
            .iter()
            .filter(|(_, bytes)| bytes.as_slice() != b"folder");
        for (path, _) in files {
            let kind = kind(path);
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, paths)) => paths.push(path.clone()),
                None => kinds.push((kind, vec![path.clone()])),
            }
        }
        kinds
    }

    /// Damages a file at random; at least one byte changes.
    pub fn damage(&self, random: &mut Random, path: &Path) -> Damage {
        loop {
            let drawn = match random.below(16) {
                0 => Some(self.delete(path)),
                1 => self.exchange(random, path),
                2 | 3 => self.replace(random, path),
                _ => self.alter(random, path),
            };
            if let Some(damage) = drawn.filter(|damage| self.is_change(damage)) {
                return damage;
            }
        }
    }

    /// Damages the bytes of a file in place.
    pub fn alter(&self, random: &mut Random, path: &Path) -> Option<Damage> {
        let way = random.pick(&WAYS);
        let (name, bytes) = way(random, &self.sound[path])?;
        Some(Damage {
            name: format!("{} {name}", path.display()),
            files: vec![(path.to_path_buf(), Some(bytes))],
        })
    }

    fn is_change(&self, damage: &Damage) -> bool {
        damage
            .files
            .iter()
            .any(|(path, bytes)| self.sound.get(path) != bytes.as_ref())
    }

    fn delete(&self, path: &Path) -> Damage {
        debug_assert!(self.sound.contains_key(path));
        Damage {
            name: format!("{} deleted", path.display()),
            files: vec![(path.to_path_buf(), None)],
        }
    }

    /// Swaps two files of one kind.
    fn exchange(&self, random: &mut Random, path: &Path) -> Option<Damage> {
        let kinds = self.files_by_kind();
        let (_, alike) = kinds.iter().find(|(known, _)| *known == kind(path))?;
        let other = random.pick(alike);
        let content = |path: &Path| Some(self.sound[path].clone());
        Some(Damage {
            name: format!("{} and {} exchanged", path.display(), other.display()),
            files: vec![
                (path.to_path_buf(), content(other)),
                (other.clone(), content(path)),
            ],
        })
    }

    /// Replaces a file by that of another index of the same corpus.
    fn replace(&self, random: &mut Random, path: &Path) -> Option<Damage> {
        let other = random.pick(&self.others);
        let alike: Vec<&PathBuf> = other
            .keys()
            .filter(|other| kind(other) == kind(path))
            .collect();
        if alike.is_empty() {
            return None;
        }
        let source = random.pick(&alike);
        Some(Damage {
            name: format!(
                "{} replaced by {} of another index",
                path.display(),
                source.display()
            ),
            files: vec![(path.to_path_buf(), Some(other[*source].clone()))],
        })
    }
}

fn place(random: &mut Random, bytes: &[u8]) -> Option<usize> {
    (!bytes.is_empty()).then(|| random.below(bytes.len()))
}

fn flip_bit(random: &mut Random, bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let (at, bit) = (place(random, bytes)?, random.below(8));
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 1 << bit;
    Some((format!("bit {bit} of byte {at} flipped"), bytes))
}

fn flip_byte(random: &mut Random, bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let at = place(random, bytes)?;
    let mut bytes = bytes.to_vec();
    bytes[at] ^= u8::try_from(1 + random.below(255)).unwrap();
    Some((format!("byte {at} changed to {}", bytes[at]), bytes))
}

fn zero_range(random: &mut Random, bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let at = place(random, bytes)?;
    let end = bytes.len().min(at + 1 + random.below(LONGEST));
    let mut bytes = bytes.to_vec();
    bytes[at..end].fill(0);
    Some((format!("bytes {at} to {end} zeroed"), bytes))
}

fn fill_range(random: &mut Random, bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let at = place(random, bytes)?;
    let end = bytes.len().min(at + 1 + random.below(LONGEST));
    let mut bytes = bytes.to_vec();
    for byte in &mut bytes[at..end] {
        *byte = u8::try_from(random.below(256)).unwrap();
    }
    Some((format!("bytes {at} to {end} overwritten"), bytes))
}

fn swap_ranges(random: &mut Random, bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let length = 1 + random.below(LONGEST.min(bytes.len() / 2).max(1));
    if bytes.len() < 2 * length {
        return None;
    }
    let first = random.below(bytes.len() - 2 * length + 1);
    let second = first + length + random.below(bytes.len() - first - 2 * length + 1);
    let mut changed = bytes.to_vec();
    changed[first..first + length].copy_from_slice(&bytes[second..second + length]);
    changed[second..second + length].copy_from_slice(&bytes[first..first + length]);
    Some((
        format!("{length} bytes at {first} and {second} exchanged"),
        changed,
    ))
}

fn cut(random: &mut Random, bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let length = place(random, bytes)?;
    Some((
        format!("cut to {length} of {} bytes", bytes.len()),
        bytes[..length].to_vec(),
    ))
}

#[expect(clippy::unnecessary_wraps, reason = "every way has this signature")]
fn append(random: &mut Random, bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let more = 1 + random.below(LONGEST);
    let mut bytes = bytes.to_vec();
    bytes.extend((0..more).map(|_| u8::try_from(random.below(256)).unwrap()));
    Some((format!("{more} bytes appended"), bytes))
}

fn empty(_: &mut Random, bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    (!bytes.is_empty()).then(|| ("emptied".to_string(), Vec::new()))
}
