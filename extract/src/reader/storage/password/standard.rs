//! Standard encryption of packages, by Office 2007 ([MS-OFFCRYPTO] 2.3.4.5–2.3.4.9).

use super::aes::Aes;
use super::{Hash, password_units, size_and_bytes};
use crate::reader::storage::little_endian::u32_at;

/// Times that the password is hashed (2.3.4.7).
const SPINS: u32 = 50_000;
/// Bytes before the header: version, flags and the size of the header (2.3.4.5).
const HEADER: usize = 12;
/// Offset of the bits of the key in the header (2.3.2).
const KEY_BITS: usize = 16;
/// Bytes of a SHA-1 hash.
const SHA1: usize = 20;

/// The decrypted package; `None` if it has another password or another cipher.
pub(super) fn decrypted(information: &[u8], package: &[u8]) -> Option<Vec<u8>> {
    let header_size = usize::try_from(u32_at(information, HEADER - 4)?).ok()?;
    let key_bits = u32_at(information, HEADER + KEY_BITS)?;
    let verifier = information.get(HEADER.checked_add(header_size)?..)?;
    // Size of the salt, salt, encrypted verifier, size of its hash, encrypted hash (2.3.3).
    let (salt, proof, hash) = (
        verifier.get(4..20)?,
        verifier.get(20..36)?,
        verifier.get(40..72)?,
    );
    let aes = Aes::new(&key(salt, usize::try_from(key_bits / 8).ok()?)?)?;
    let (proof, hash) = (aes.decrypt(proof), aes.decrypt(hash));
    if Hash::Sha1.of(&[&proof]) != hash[..SHA1] {
        return None;
    }
    let (size, bytes) = size_and_bytes(package)?;
    let mut plain = aes.decrypt(bytes);
    plain.truncate(size);
    Some(plain)
}

/// The key of so many bytes (2.3.4.7); `None` if it would be longer than two hashes.
fn key(salt: &[u8], length: usize) -> Option<Vec<u8>> {
    let hash = Hash::Sha1.spun(salt, &password_units(), SPINS);
    let hash = Hash::Sha1.of(&[&hash, &0_u32.to_le_bytes()]);
    let mixed = |byte: u8| {
        let mut mixed = [byte; 64];
        mixed.iter_mut().zip(&hash).for_each(|(a, b)| *a ^= b);
        Hash::Sha1.of(&[&mixed])
    };
    let mut key = [mixed(0x36), mixed(0x5C)].concat();
    (length <= key.len()).then(|| {
        key.truncate(length);
        key
    })
}

#[cfg(test)]
mod tests {
    use super::super::aes::encrypted;
    use super::*;

    #[test]
    fn a_package_with_the_default_password_is_decrypted_and_no_other() {
        let (salt, proof) = ([3; 16], [5; 16]);
        let key = key(&salt, 16).unwrap();
        let hash = [Hash::Sha1.of(&[&proof]), vec![0; 12]].concat();
        let mut information = vec![4, 0, 2, 0, 0, 0, 0, 0, 32, 0, 0, 0];
        information.extend([0; KEY_BITS]);
        information.extend(128_u32.to_le_bytes());
        information.extend([0; 12]);
        information.extend(16_u32.to_le_bytes());
        information.extend(salt);
        information.extend(encrypted(&key, None, &proof));
        information.extend(20_u32.to_le_bytes());
        information.extend(encrypted(&key, None, &hash));
        let package = [
            20_u64.to_le_bytes().to_vec(),
            encrypted(&key, None, b"PK..................rest of a block"),
        ]
        .concat();
        let plain = decrypted(&information, &package).unwrap();
        assert_eq!(plain, b"PK..................");
        *information.last_mut().unwrap() ^= 1;
        information[HEADER + 32 + 4] ^= 1;
        assert_eq!(decrypted(&information, &package), None);
        for end in 0..information.len() {
            assert_eq!(decrypted(&information[..end], &package), None);
        }
    }
}
