//! Files that are encrypted, but with the password that Excel tries before it asks for one: those with a sheet, or the
//! whole workbook, protected against changes ([MS-OFFCRYPTO] 2.3 for the methods).
//!
//! Must not know the content of files. Invariant: a file with another password is [`Unread::ENCRYPTED`].

mod aes;
mod agile;
mod hash;
mod standard;

use crate::reader::storage::little_endian::u16_at;
use crate::reader::storage::ole::OleFile;
use crate::unread::Unread;

pub(in crate::reader) use self::hash::Hash;

/// The password ([MS-XLS] 2.2.10).
pub(in crate::reader) const PASSWORD: &str = "VelvetSweatshop";

/// The password as it is hashed.
pub(in crate::reader) fn password_units() -> Vec<u8> {
    PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The package in a compound file that holds an encrypted one.
///
/// # Errors
/// The file is damaged, or has another password.
pub(crate) fn decrypted(bytes: &[u8]) -> Result<Vec<u8>, Unread> {
    let file = OleFile::open(bytes).map_err(|_| Unread::ENCRYPTED)?;
    let information = file.stream("EncryptionInfo")?;
    let package = file.stream("EncryptedPackage")?;
    let plain = match (u16_at(&information, 0), u16_at(&information, 2)) {
        (Some(4), Some(4)) => agile::decrypted(&information, &package),
        (Some(2..=4), Some(2)) => standard::decrypted(&information, &package),
        _ => None,
    };
    plain.ok_or(Unread::ENCRYPTED)
}

/// The size of a decrypted package, and its encrypted bytes ([MS-OFFCRYPTO] 2.3.4.4).
fn size_and_bytes(package: &[u8]) -> Option<(usize, &[u8])> {
    let (size, bytes) = package.split_first_chunk()?;
    let size = usize::try_from(u64::from_le_bytes(*size)).ok()?;
    Some((size, bytes))
}
