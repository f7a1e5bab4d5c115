//! A file compressed by gzip (RFC 1952): the files of the tar archive that it holds, or the one file.

use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;

use super::tar::{self, BLOCK, is_tar};
use super::unpacked::{Unpacked, damaged, unpack};
use super::{Entries, entry};
use crate::allowance::Allowance;
use crate::names::Names;

/// Extensions that a name loses with the compression.
const EXTENSIONS: [&str; 3] = ["gz", "tgz", "gzip"];

/// Opens a compressed file in memory; `path` is its path.
pub(super) fn open(path: &str, bytes: Vec<u8>, allowance: Allowance) -> Entries {
    let packed = bytes.len() as u64;
    let mut start = Vec::new();
    // A damaged beginning is reported when the whole is read.
    let _ = MultiGzDecoder::new(&bytes[..])
        .take(BLOCK as u64)
        .read_to_end(&mut start);
    let stream = MultiGzDecoder::new(Cursor::new(bytes));
    if is_tar(&start) {
        let stream = Unpacked::new(stream, packed, allowance.clone());
        return Box::new(tar::Files::open(stream, allowance));
    }
    let read = || unpack(stream, packed, &allowance, damaged);
    Box::new(entry(&mut Names::default(), 1, name(path), read).into_iter())
}

/// The name of the file that is compressed.
fn name(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_compressed = |extension: &str| {
        let extension = extension.to_ascii_lowercase();
        EXTENSIONS.contains(&extension.as_str())
    };
    match name.rsplit_once('.') {
        Some((stem, extension)) if is_compressed(extension) => stem,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;
    use crate::archive::LOST;
    use crate::archive::tar::tests::packed;
    use crate::archive::unpacked::BOMB;
    use crate::other_file::OtherFile;
    use crate::unread::Unread;

    const LIMIT: u64 = 8 << 20;

    fn compressed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn read(path: &str, bytes: Vec<u8>) -> Vec<(String, Result<Vec<u8>, Unread>)> {
        open(path, bytes, Allowance::new(LIMIT)).collect()
    }

    #[test]
    fn one_file_is_read_under_its_own_name_and_an_archive_as_its_files() {
        let words = "松泽县".as_bytes();
        let one = read("松泽县/报告.TXT.GZ", compressed(words));
        assert_eq!(one, [("报告.TXT".to_string(), Ok(words.to_vec()))]);
        let tar = compressed(&packed(&[("a.txt", words), ("b.txt", b"x")]));
        let files = read("a.tgz", tar);
        assert_eq!(files[0], ("a.txt".to_string(), Ok(words.to_vec())));
        assert_eq!(files.len(), 2);
    }

    #[test]
    fn what_is_cut_short_is_told_and_files_before_are_read() {
        let cut = compressed(&[b'x'; 100]);
        let one = read("a.gz", cut[..cut.len() - 9].to_vec());
        assert!(matches!(one[0].1, Err(Unread::Damaged(_))));
        let noise: Vec<u8> = (0..90_000_u32)
            .flat_map(|n| n.wrapping_mul(n).to_le_bytes())
            .collect();
        let tar = compressed(&packed(&[
            ("a.txt", b"x"),
            ("b.txt", &noise),
            ("c.txt", b"x"),
        ]));
        let files = read("a.tgz", tar[..tar.len() / 2].to_vec());
        let read: Vec<(&str, bool)> = files.iter().map(|f| (f.0.as_str(), f.1.is_ok())).collect();
        assert_eq!(read, [("a.txt", true), ("b.txt", false), (LOST, false)]);
    }

    #[test]
    fn bombs_are_not_unpacked_even_in_files_that_are_passed_over() {
        let zeros = vec![0; 4 << 20];
        assert_eq!(read("a.txt.gz", compressed(&zeros))[0].1, Err(BOMB));
        let tar = compressed(&packed(&[("a.png", &zeros), ("b.txt", b"x")]));
        let picture = Err(Unread::NotDocument(OtherFile::Pictures));
        assert_eq!(
            read("a.tgz", tar),
            [
                ("a.png".to_string(), picture),
                (LOST.to_string(), Err(BOMB))
            ]
        );
    }
}
