//! The parts of a zip package such as a .docx, .odt or .xlsx file. Each part is unpacked up to a limit, and all of them
//! up to a total, because entries may overlap and a part may be requested again.
//!
//! Names of parts are compared without regard to case (ECMA-376 part 2, 6.2.2.3), as are `\` for `/` and a leading `/`,
//! which some programs write.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use crate::unread::Unread;
use quanwen_messages::message;
use zip::ZipArchive;
use zip::result::ZipError;

/// The total unpacked size allowed for all parts read, as a multiple of the limit of one part.
const TOTAL: u64 = 4;

/// Maximum number of directory entry signatures in a zip file, including those of archives stored in it uncompressed.
/// With more, its directory is not even read, since that takes about a hundred bytes per entry.
const MAX_BEGINNINGS: usize = 400_000;
/// Signature of the entries in the directory of a zip file (APPNOTE 4.3.12).
const ENTRY_SIGNATURE: &[u8] = b"PK\x01\x02";

/// Whether a zip file has more entries than may be read, whatever its directory says.
pub(crate) fn has_too_many_entries(bytes: &[u8]) -> bool {
    let mut beginnings = memchr::memmem::find_iter(bytes, ENTRY_SIGNATURE);
    beginnings.nth(MAX_BEGINNINGS).is_some()
}

/// A zip package in memory.
pub(crate) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Parts by normalised name.
    parts: HashMap<String, usize>,
    /// Maximum unpacked size of a part in bytes.
    limit: u64,
    /// Bytes that may still be unpacked across all parts.
    left: u64,
}

impl<'b> Package<'b> {
    /// # Errors
    /// The reason why it cannot be read.
    pub(crate) fn open(bytes: &'b [u8], limit: u64) -> Result<Self, Unread> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            Unread::Damaged(message!(
                "a damaged zip file ({error}): save it again",
                error = error.to_string()
            ))
        })?;
        let mut parts = HashMap::with_capacity(archive.len());
        for (index, name) in archive.file_names().enumerate() {
            if let Ok(name) = name {
                parts.entry(normalised(&name)).or_insert(index);
            }
        }
        Ok(Self {
            archive,
            parts,
            limit,
            left: limit.saturating_mul(TOTAL),
        })
    }

    /// A part by name; `None` if the package has none.
    ///
    /// # Errors
    /// The reason why it cannot be read.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unread> {
        let Some(index) = self.index(name) else {
            return Ok(None);
        };
        let part = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Unread::ENCRYPTED,
            error => Unread::damaged_part(name, error.to_string()),
        })?;
        let limit = self.limit.min(self.left);
        let mut bytes = Vec::new();
        part.take(limit.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| Unread::damaged_part(name, error.to_string()))?;
        self.left = self.left.saturating_sub(bytes.len() as u64);
        if bytes.len() as u64 > limit {
            let what = message!("{name} in it is over the limit when unpacked", name = name);
            return Err(Unread::UnpacksTooLarge(what));
        }
        Ok(Some(bytes))
    }

    /// The names of all parts that have a valid name.
    pub(crate) fn names(&self) -> Vec<String> {
        self.archive
            .file_names()
            .flatten()
            .map(String::from)
            .collect()
    }

    /// Whether there is a part with this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    fn index(&self, name: &str) -> Option<usize> {
        let exact = self.archive.index_for_name(name);
        exact.or_else(|| self.parts.get(&normalised(name)).copied())
    }
}

/// The name of a part in the form in which names are compared.
pub(crate) fn normalised(name: &str) -> String {
    let name = name.replace('\\', "/").to_ascii_lowercase();
    name.trim_start_matches('/').to_string()
}

/// The size of a package plus the declared unpacked sizes of its parts; if the bytes are not a package, their size.
pub(in crate::reader) fn unpacked_size(bytes: &[u8]) -> usize {
    let mut weight = bytes.len() as u64;
    if let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) {
        for index in 0..archive.len() {
            let size = archive.by_index_raw(index).map_or(0, |part| part.size());
            weight = weight.saturating_add(size);
        }
    }
    usize::try_from(weight).unwrap_or(usize::MAX)
}

/// Packs these parts into a package.
#[cfg(test)]
pub(crate) fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_of_too_many_entries_is_not_read() {
        let mut bytes = ENTRY_SIGNATURE.repeat(MAX_BEGINNINGS);
        assert!(!has_too_many_entries(&bytes));
        bytes.extend(ENTRY_SIGNATURE);
        assert!(has_too_many_entries(&bytes));
    }

    #[test]
    fn a_part_that_is_larger_than_it_says_is_damaged() {
        // So memory can be reserved based on the declared sizes of parts.
        /// Offset of the unpacked size in a central directory entry (APPNOTE 4.3.12).
        const SIZE: usize = 24;
        let mut bytes = packed(&[("a", "松泽县")]);
        let entry = memchr::memmem::rfind(&bytes, b"PK\x01\x02").unwrap();
        assert_eq!(bytes[entry + SIZE], 9);
        assert_eq!(unpacked_size(&bytes), bytes.len() + 9);
        bytes[entry + SIZE] = 8;
        let mut package = Package::open(&bytes, 100).unwrap();
        let reason = package.part("a").unwrap_err().to_string();
        assert!(reason.contains("larger than its declared"), "{reason}");
    }

    #[test]
    fn names_are_compared_as_office_programs_do() {
        let bytes = packed(&[
            ("\\xl\\Workbook.xml", "松"),
            ("/a/b", "泽"),
            ("A/c", "县"),
            ("a/c", "1"),
        ]);
        let mut package = Package::open(&bytes, 100).unwrap();
        let mut part = |name: &str| String::from_utf8(package.part(name).unwrap()?).ok();
        assert_eq!(part("xl/workbook.xml").as_deref(), Some("松"));
        assert_eq!(part("a/b").as_deref(), Some("泽"));
        assert_eq!(part("a/c").as_deref(), Some("1"));
        assert_eq!(part("A/C").as_deref(), Some("县"));
        assert!(part("b").is_none() && package.has("XL/workbook.XML"));
    }

    #[test]
    fn a_part_that_needs_a_password_is_encrypted() {
        /// Offset of the flags in a central directory entry, whose bit 0 is encryption (APPNOTE 4.3.12, 4.4.4).
        const FLAGS: usize = 8;
        let mut bytes = packed(&[("a", "松泽县")]);
        let entry = memchr::memmem::rfind(&bytes, b"PK\x01\x02").unwrap();
        bytes[entry + FLAGS] |= 1;
        let read = Package::open(&bytes, 100).unwrap().part("a");
        assert_eq!(read, Err(Unread::ENCRYPTED));
    }

    #[test]
    fn a_part_and_all_parts_together_are_bounded() {
        let bytes = packed(&[("a", "松泽"), ("b", "松泽县")]);
        let mut package = Package::open(&bytes, 6).unwrap();
        for _ in 0..TOTAL {
            assert_eq!(package.part("a").unwrap().unwrap(), "松泽".as_bytes());
        }
        for name in ["a", "b"] {
            assert!(
                package
                    .part(name)
                    .unwrap_err()
                    .to_string()
                    .contains("over the limit")
            );
        }
        let mut package = Package::open(&bytes, 6).unwrap();
        assert!(
            package
                .part("b")
                .unwrap_err()
                .to_string()
                .contains("over the limit")
        );
    }
}
