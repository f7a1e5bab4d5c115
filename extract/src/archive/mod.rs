//! The files in an archive, unpacked one at a time and never onto the disk: one file per packing.
//!
//! Must not know formats of documents. Invariant: nothing is unpacked beyond the allowance, names are unique and inside
//! the archive.

#[cfg(feature = "archives")]
mod gzip;
mod name;
#[cfg(feature = "archives")]
mod seven_z;
#[cfg(feature = "archives")]
mod tar;
#[cfg(feature = "archives")]
mod unpacked;
#[cfg(feature = "archives")]
mod zip;

use quanwen_messages::{message, text};

use super::allowance::Allowance;
use super::names::Names;
use super::other_file::FileName;
use crate::unread::Unread;

#[cfg(feature = "archives")]
pub(super) use self::tar::is_tar;

#[cfg(all(test, feature = "archives"))]
pub(super) use self::zip::tests;

/// Maximum number of files in one archive.
const MAX_ENTRIES: usize = 100_000;
/// The name under which the reason is given why files of an archive are lost whose names are not known.
const LOST: &str = "*";

/// How the files of an archive are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Zip,
    Tar,
    SevenZ,
    /// A tar archive or a single file, compressed (RFC 1952).
    Gzip,
}

/// A file of an archive: its name with `/`, and its bytes or the reason why there are none.
pub(super) type Entry = (String, Result<Vec<u8>, Unread>);
/// The documents of an archive, in archive order.
pub(super) type Entries = Box<dyn Iterator<Item = Entry> + Send>;

impl Packing {
    /// Opens an archive in memory; `path` is the path of its file.
    ///
    /// # Errors
    /// Returns the reason why it cannot be unpacked.
    #[cfg(feature = "archives")]
    pub(super) fn open(
        self,
        path: &str,
        bytes: Vec<u8>,
        allowance: Allowance,
    ) -> Result<Entries, Unread> {
        Ok(match self {
            Self::Zip => Box::new(zip::Files::open(bytes, allowance)?),
            Self::Tar => Box::new(tar::Files::open(std::io::Cursor::new(bytes), allowance)),
            Self::SevenZ => Box::new(seven_z::Files::open(bytes, allowance)?),
            Self::Gzip => gzip::open(path, bytes, allowance),
        })
    }

    /// Without the feature for archives, none is opened.
    #[cfg(not(feature = "archives"))]
    pub(super) fn open(
        self,
        _path: &str,
        _bytes: Vec<u8>,
        _allowance: Allowance,
    ) -> Result<Entries, Unread> {
        Err(Unread::NotSupported(crate::left_out::ARCHIVES))
    }
}

/// Whether a file is a tar archive (POSIX.1-2017 pax).
#[cfg(not(feature = "archives"))]
pub(super) fn is_tar(start: &[u8]) -> bool {
    const MAGIC: std::ops::Range<usize> = 257..262;
    start.get(MAGIC) == Some(b"ustar")
}

/// The file `number` of an archive; `None` if a system added it.
pub(super) fn entry(
    names: &mut Names,
    number: usize,
    name: &str,
    read: impl FnOnce() -> Result<Vec<u8>, Unread>,
) -> Option<Entry> {
    let kind = FileName::of_entry(name);
    let name = match name {
        _ if kind == FileName::System => return None,
        "" => names.unique(&format!("#{number}"), number),
        _ => names.unique(name, number),
    };
    let bytes = match kind {
        FileName::Other(other) => Err(Unread::NotDocument(other)),
        _ if name::leads_out(&name) => Err(Unread::UnsafeArchive(text!(
            "its name leads out of the archive: pack it again"
        ))),
        _ => read(),
    };
    Some((name, bytes))
}

/// Why an archive is not read whole.
fn too_many_files() -> Unread {
    let what = message!(
        "an archive of over {most} files: unpack it",
        most = MAX_ENTRIES
    );
    Unread::TooComplex(what)
}
