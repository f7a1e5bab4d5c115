//! Agile encryption of packages, since Office 2010 ([MS-OFFCRYPTO] 2.3.4.10–2.3.4.15).

use data_encoding::BASE64;

use super::aes::{Aes, BLOCK};
use super::{Hash, password_units, size_and_bytes};
use crate::reader::storage::xml::{Element, XmlEvent, XmlReader};

/// Bytes before the XML: version and flags.
const HEADER: usize = 8;
/// Maximum number of times that the password is hashed, which Office writes.
const MAX_SPINS: u32 = 100_000;
/// Bytes of the package that are chained (2.3.4.15).
const SEGMENT: usize = 4096;
/// What is hashed with the password for each of its keys (2.3.4.13).
const PROOF_KEY: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const PROOF_HASH_KEY: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const PACKAGE_KEY: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];

/// The decrypted package; `None` if it has another password or another cipher.
pub(super) fn decrypted(information: &[u8], package: &[u8]) -> Option<Vec<u8>> {
    let xml = std::str::from_utf8(information.get(HEADER..)?).ok()?;
    let (package_cipher, lock) = ciphers(xml)?;
    let key = lock.package_key()?;
    let aes = Aes::new(&key)?;
    let (size, bytes) = size_and_bytes(package)?;
    let mut plain = Vec::with_capacity(bytes.len());
    for (number, segment) in (0_u32..).zip(bytes.chunks(SEGMENT)) {
        let first = package_cipher.first_block(&number.to_le_bytes());
        plain.extend(aes.decrypt_chained(&first, segment));
    }
    plain.truncate(size);
    Some(plain)
}

/// How something is encrypted.
struct Cipher {
    salt: Vec<u8>,
    hash: Hash,
    key_length: usize,
}

/// The key of the package, encrypted with the password.
struct Lock {
    cipher: Cipher,
    spins: u32,
    proof: Vec<u8>,
    proof_hash: Vec<u8>,
    key: Vec<u8>,
}

/// The cipher of the package and the lock of the password.
fn ciphers(xml: &str) -> Option<(Cipher, Lock)> {
    let mut reader = XmlReader::new("EncryptionInfo", xml);
    let (mut package, mut lock) = (None, None);
    while let Some(event) = reader.next().ok()? {
        if let XmlEvent::Start(element) = event {
            match element.name() {
                "keyData" => package = Some(Cipher::of(&element)?),
                "encryptedKey" => lock = Some(Lock::of(&element)?),
                _ => {}
            }
        }
    }
    Some((package?, lock?))
}

fn bytes(element: &Element<'_>, name: &str) -> Option<Vec<u8>> {
    BASE64
        .decode(element.attribute(name)?.trim().as_bytes())
        .ok()
}

impl Cipher {
    fn of(element: &Element<'_>) -> Option<Self> {
        let is_known =
            element.is("cipherAlgorithm", "AES") && element.is("cipherChaining", "ChainingModeCBC");
        is_known.then_some(())?;
        Some(Self {
            salt: bytes(element, "saltValue")?,
            hash: Hash::named(&element.attribute("hashAlgorithm")?)?,
            key_length: element.number::<usize>("keyBits")? / 8,
        })
    }

    /// The block that precedes the first, for a part of the package (2.3.4.12).
    fn first_block(&self, part: &[u8]) -> Vec<u8> {
        fitted(self.hash.of(&[&self.salt, part]), BLOCK)
    }
}

impl Lock {
    fn of(element: &Element<'_>) -> Option<Self> {
        let spins = element.number("spinCount")?;
        (spins <= MAX_SPINS).then_some(())?;
        Some(Self {
            cipher: Cipher::of(element)?,
            spins,
            proof: bytes(element, "encryptedVerifierHashInput")?,
            proof_hash: bytes(element, "encryptedVerifierHashValue")?,
            key: bytes(element, "encryptedKeyValue")?,
        })
    }

    /// The key of the package; `None` if the password is another.
    fn package_key(&self) -> Option<Vec<u8>> {
        let cipher = &self.cipher;
        let hash = cipher
            .hash
            .spun(&cipher.salt, &password_units(), self.spins);
        let first = fitted(cipher.salt.clone(), BLOCK);
        let opened = |what: [u8; 8], bytes: &[u8]| {
            let key = fitted(cipher.hash.of(&[&hash, &what]), cipher.key_length.min(32));
            Some(Aes::new(&key)?.decrypt_chained(&first, bytes))
        };
        let proof = cipher.hash.of(&[&opened(PROOF_KEY, &self.proof)?]);
        let expected = opened(PROOF_HASH_KEY, &self.proof_hash)?;
        if expected.get(..proof.len())? != proof {
            return None;
        }
        let mut key = opened(PACKAGE_KEY, &self.key)?;
        key.truncate(cipher.key_length);
        Some(key)
    }
}

/// A hash cut or padded to a length (2.3.4.11).
fn fitted(mut hash: Vec<u8>, length: usize) -> Vec<u8> {
    hash.resize(length, 0x36);
    hash
}

#[cfg(test)]
mod tests {
    use super::super::aes::encrypted;
    use super::*;

    /// The description of a package encrypted with these words, and the package.
    fn package(spins: u32, words: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let (salt, package_key, proof) = ([3; 16], [5; 16], [9; 16]);
        let hash = Hash::Sha1.spun(&salt, &password_units(), 10);
        let locked = |what: [u8; 8], plain: &[u8]| {
            let key = fitted(Hash::Sha1.of(&[&hash, &what]), 16);
            BASE64.encode(&encrypted(&key, Some(&salt), plain))
        };
        let proof_hash = [Hash::Sha1.of(&[&proof]), vec![0; 12]].concat();
        let cipher = format!(
            r#"keyBits="128" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA1" saltValue="{}""#,
            BASE64.encode(&salt)
        );
        let information = format!(
            r#"........<encryption><keyData {cipher}/><keyEncryptors><p:encryptedKey {cipher} spinCount="{spins}" encryptedVerifierHashInput="{}" encryptedVerifierHashValue="{}" encryptedKeyValue="{}"/></keyEncryptors></encryption>"#,
            locked(PROOF_KEY, &proof),
            locked(PROOF_HASH_KEY, &proof_hash),
            locked(PACKAGE_KEY, &package_key),
        );
        let mut package = (words.len() as u64).to_le_bytes().to_vec();
        for (number, segment) in (0_u32..).zip(words.chunks(SEGMENT)) {
            let mut segment = segment.to_vec();
            segment.resize(segment.len().next_multiple_of(BLOCK), 0);
            let first = fitted(Hash::Sha1.of(&[&salt, &number.to_le_bytes()]), BLOCK);
            package.extend(encrypted(&package_key, Some(&first), &segment));
        }
        (information.into_bytes(), package)
    }

    #[test]
    fn a_package_with_the_default_password_is_decrypted_and_no_other() {
        let words = "PK松泽县".repeat(1000).into_bytes();
        let (information, encrypted) = package(10, &words);
        assert_eq!(decrypted(&information, &encrypted), Some(words.clone()));
        for spins in [11, MAX_SPINS + 1] {
            assert_eq!(decrypted(&package(spins, &words).0, &encrypted), None);
        }
        for end in 0..information.len() {
            assert_eq!(decrypted(&information[..end], &encrypted), None);
        }
    }
}
