//! The files in a zip archive (APPNOTE).
//!
//! Invariant: no bytes of it are unpacked as several files.

use std::io::Cursor;

use quanwen_messages::{message, text};
use zip::ZipArchive;
use zip::result::ZipError;

use super::unpacked::{ENCRYPTED, OTHER_METHOD, unpack};
use super::{Entry, LOST, MAX_ENTRIES, entry, name, too_many_files};
use crate::allowance::Allowance;
use crate::names::Names;
use crate::unread::Unread;

/// Why an archive with overlapping files is not read: a few bytes would be unpacked any number of times.
const OVERLAPPING: Unread = Unread::UnsafeArchive(text!(
    "files in it overlap, as those of zip bombs do: pack it again"
));
/// Bit 11 of the general purpose flag: the name is UTF-8 (APPNOTE 4.4.4).
const UTF8_NAME: u16 = 1 << 11;

/// Whether two entries of an archive overlap. An entry whose header cannot be read is ignored.
fn has_overlap(archive: &mut ZipArchive<Cursor<Vec<u8>>>) -> bool {
    let mut ranges = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        if let Ok(file) = archive.by_index_raw(index) {
            let end = file.data_start().unwrap_or(file.header_start());
            ranges.push((
                file.header_start(),
                end.saturating_add(file.compressed_size()),
            ));
        }
    }
    ranges.sort_unstable();
    ranges.windows(2).any(|pair| pair[0].1 > pair[1].0)
}

/// The files of an archive, in archive order.
pub(super) struct Files {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    next: usize,
    names: Names,
    /// Whether files with duplicate names are lost and this is still to be reported.
    lost_some: bool,
    allowance: Allowance,
}

impl Files {
    /// Opens an archive in memory.
    ///
    /// # Errors
    /// Returns the reason why it cannot be unpacked.
    pub(super) fn open(bytes: Vec<u8>, allowance: Allowance) -> Result<Self, Unread> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            Unread::Damaged(message!(
                "a damaged zip archive ({error}): copy it or pack it again",
                error = error.to_string()
            ))
        })?;
        if archive.len() > MAX_ENTRIES {
            return Err(too_many_files());
        }
        allowance.take_documents(archive.len())?;
        if has_overlap(&mut archive) {
            return Err(OVERLAPPING);
        }
        Ok(Self {
            lost_some: archive.has_duplicate_names(),
            archive,
            next: 0,
            names: Names::default(),
            allowance,
        })
    }

    /// The file `index`; `None` if it is a folder, a link or a file that a system adds.
    fn entry(&mut self, index: usize) -> Option<Entry> {
        let (name, is_file) = match self.archive.by_index_raw(index) {
            Ok(file) => {
                let is_utf8 = file.flags().as_u16() & UTF8_NAME != 0;
                let name = name::decoded(file.name_raw(), is_utf8);
                (name, !file.is_dir() && !file.is_symlink())
            }
            Err(error) => return Some((format!("#{index}"), Err(reason(&error)))),
        };
        let (archive, allowance) = (&mut self.archive, &self.allowance);
        let read = || unpack_file(archive, index, allowance);
        is_file
            .then(|| entry(&mut self.names, index + 1, &name, read))
            .flatten()
    }
}

/// Unpacks the file `index`.
fn unpack_file(
    archive: &mut ZipArchive<Cursor<Vec<u8>>>,
    index: usize,
    allowance: &Allowance,
) -> Result<Vec<u8>, Unread> {
    let file = archive.by_index(index).map_err(|error| reason(&error))?;
    let packed = file.compressed_size();
    unpack(file, packed, allowance, |error| {
        reason(&ZipError::Io(error))
    })
}

impl Iterator for Files {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        if std::mem::take(&mut self.lost_some) {
            let unread = Unread::UnsafeArchive(text!(
                "several files have one name, and one of them is read: pack it again"
            ));
            return Some((LOST.to_string(), Err(unread)));
        }
        while self.next < self.archive.len() {
            let index = self.next;
            self.next += 1;
            if let Some(entry) = self.entry(index) {
                return Some(entry);
            }
        }
        None
    }
}

fn reason(error: &ZipError) -> Unread {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ENCRYPTED,
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => {
            OTHER_METHOD
        }
        ZipError::Io(error) if error.kind() == std::io::ErrorKind::Unsupported => OTHER_METHOD,
        error => Unread::Damaged(message!(
            "damaged ({error}): copy it or pack it again",
            error = error.to_string()
        )),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::allowance::UNPACKED;
    use crate::archive::unpacked::BOMB;
    use crate::extracted::saturating_u32;
    use crate::other_file::OtherFile;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    /// A zip archive of files.
    pub(crate) fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn entries(bytes: Vec<u8>, limit: u64) -> Vec<Entry> {
        Files::open(bytes, Allowance::new(limit)).unwrap().collect()
    }

    #[test]
    fn folders_and_what_systems_add_are_passed_over_and_pictures_are_named() {
        let bytes = packed(&[
            ("松泽县/2021.txt", b"x"),
            ("__MACOSX/._2021.txt", b"x"),
            ("图.png", b"x"),
            ("README.md", b"x"),
            (".DS_Store", b"x"),
        ]);
        let entries = entries(bytes, 10);
        let found = |name: &str| {
            let entry = entries.iter().find(|entry| entry.0 == name);
            entry.map(|entry| entry.1.clone())
        };
        assert_eq!(entries.len(), 3);
        assert_eq!(found("松泽县/2021.txt"), Some(Ok(b"x".to_vec())));
        let other = |other| Some(Err(Unread::NotDocument(other)));
        assert_eq!(found("图.png"), other(OtherFile::Pictures));
        assert_eq!(found("README.md"), other(OtherFile::Readmes));
    }

    #[test]
    fn what_leads_out_or_unpacks_to_too_much_is_not_read() {
        let bytes = packed(&[
            ("../a.txt", b"x"),
            ("/../b.txt", b"x"),
            ("c.txt", &[b'x'; 11]),
        ]);
        let reasons: Vec<String> = entries(bytes, 10)
            .into_iter()
            .map(|(_, read)| read.unwrap_err().to_string())
            .collect();
        assert!(reasons[0].contains("leads out") && reasons[1].contains("leads out"));
        assert!(reasons[2].contains("over the limit"));
        let names: Vec<String> = (0..=UNPACKED).map(|n| format!("{n}.txt")).collect();
        let many: Vec<(&str, &[u8])> = names
            .iter()
            .map(|name| (name.as_str(), &b"xxxxxxxxxx"[..]))
            .collect();
        let all = entries(packed(&many), 10);
        let (last, first) = all.split_last().unwrap();
        assert!(first.iter().all(|(_, read)| read.is_ok()));
        assert!(
            last.1
                .as_ref()
                .unwrap_err()
                .to_string()
                .contains("16 times")
        );
    }

    #[test]
    fn files_that_become_too_many_times_larger_are_bombs() {
        let (bomb, small) = (vec![b'x'; 2 << 20], vec![b'x'; 1 << 19]);
        let lines: Vec<String> = (0..200_000).map(|n| format!("办理案件{n}件。")).collect();
        let text = lines.concat();
        let files = [
            ("a.txt", bomb.as_slice()),
            ("b.txt", &small),
            ("c.txt", text.as_bytes()),
        ];
        let read = entries(packed(&files), 8 << 20);
        let reasons: Vec<_> = read.iter().map(|(_, read)| read.as_ref().err()).collect();
        assert_eq!(reasons, [Some(&BOMB), None, None]);
    }

    /// An archive of one file whose directory names it again as `b.txt`.
    fn overlapping() -> Vec<u8> {
        const END: usize = 22;
        let bytes = packed(&[("a.txt", "松泽县".as_bytes())]);
        let (files, end) = bytes.split_at(bytes.len() - END);
        let directory = files.len() - u32::from_le_bytes(end[12..16].try_into().unwrap()) as usize;
        let (files, entry) = files.split_at(directory);
        let name = memchr::memmem::find(entry, b"a.txt").unwrap();
        let mut other = entry.to_vec();
        other[name] = b'b';
        let mut end = end.to_vec();
        end[8..12].copy_from_slice(&[2, 0, 2, 0]);
        end[12..16].copy_from_slice(&saturating_u32(2 * entry.len()).to_le_bytes());
        [files, entry, &other, &end].concat()
    }

    #[test]
    fn an_archive_whose_files_share_bytes_is_refused() {
        let opened = Files::open(overlapping(), Allowance::new(1024));
        assert_eq!(opened.err(), Some(OVERLAPPING));
        let apart = packed(&[("a.txt", b"x"), ("b.txt", b""), ("c.txt", b"x")]);
        assert_eq!(entries(apart, 1024).len(), 3);
    }

    #[test]
    fn files_over_the_limit_count_as_well() {
        let names: Vec<String> = (0..UNPACKED).map(|n| format!("{n}.txt")).collect();
        let files = names.iter().map(|name| (name.as_str(), &[b'x'; 100][..]));
        let all = entries(packed(&files.collect::<Vec<_>>()), 99);
        let reason = |entry: &Entry| entry.1.as_ref().unwrap_err().to_string();
        assert!(reason(&all[0]).starts_with("over the limit"));
        assert!(reason(all.last().unwrap()).contains("16 times"));
    }
}
