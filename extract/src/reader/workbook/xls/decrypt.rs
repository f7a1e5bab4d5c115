//! Decrypts the stream of an .xls that has the password which Excel tries without asking ([MS-XLS] 2.2.10, methods in
//! [MS-OFFCRYPTO] 2.3.5–2.3.7).
//!
//! Must not know records other than those that are never encrypted. Invariant: the stream keeps its length.

use md5::{Digest, Md5};
use rc4::{KeyInit, Rc4, StreamCipher};

use super::records::Records;
use crate::reader::storage::little_endian::{u16_at, u32_at};
use crate::reader::storage::password::{Hash, PASSWORD, password_units};
use crate::unread::Unread;

/// `FilePass` ([MS-XLS] 2.4.117).
const FILE_PASS: u16 = 0x002F;
/// `BoundSheet8` ([MS-XLS] 2.4.28), and its bytes that are not encrypted: the place of the sheet.
const BOUND_SHEET: u16 = 0x0085;
const PLACE: usize = 4;
/// Records that are not encrypted ([MS-XLS] 2.2.10): `BOF`, `FilePass`, `UsrExcl`, `FileLock`, `InterfaceHdr`, `RRDInfo`,
/// `RRDHead`.
const PLAIN: [u16; 7] = [0x0809, FILE_PASS, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138];
/// Bytes of a stream that are encrypted with one key.
const BLOCK: usize = 1024;
/// Bytes of the head of a record: its kind and its length.
const HEAD: usize = 4;
/// Padding of the password in XOR obfuscation ([MS-OFFCRYPTO] 2.3.7.2).
#[rustfmt::skip]
const PADDING: [u8; 15] = [
    0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80, 0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00,
];

/// Decrypts a stream in place if it is encrypted.
///
/// # Errors
/// It has another password, or is encrypted in another way.
pub(super) fn decrypt(stream: &mut [u8]) -> Result<(), Unread> {
    let Some(lock) = Records::new(stream)
        .take_while(|record| record.kind != BOUND_SHEET)
        .find(|record| record.kind == FILE_PASS)
        .map(|record| record.body.to_vec())
    else {
        return Ok(());
    };
    let cipher = Cipher::of(&lock).ok_or(Unread::ENCRYPTED)?;
    let mut pad = Pad::new(&cipher);
    let mut start = 0;
    while let (Some(kind), Some(length)) = (u16_at(stream, start), u16_at(stream, start + 2)) {
        let body = start + HEAD;
        let end = (body + usize::from(length)).min(stream.len());
        let first = match kind {
            _ if PLAIN.contains(&kind) => end,
            BOUND_SHEET => (body + PLACE).min(end),
            _ => body,
        };
        match &cipher {
            Cipher::Xor(bytes) => turn(&mut stream[first..end], bytes, end + first - body),
            _ => pad.apply(&mut stream[first..end], first),
        }
        start = end;
    }
    Ok(())
}

/// How a stream is encrypted, with what the keys are made of.
enum Cipher {
    /// The bytes that are combined with those of a record.
    Xor([u8; 16]),
    /// The hash of the password, by MD5.
    Rc4([u8; 5]),
    /// The hash of the password, by SHA-1, and the length of a key in bytes.
    CryptoApi(Vec<u8>, usize),
}

impl Cipher {
    /// The cipher of a `FilePass` record; `None` if the password is another.
    fn of(lock: &[u8]) -> Option<Self> {
        match (u16_at(lock, 0)?, u16_at(lock, 2)) {
            (0, Some(key)) => Self::xor(key, u16_at(lock, 4)?),
            (1, Some(1)) => Self::rc4(lock.get(6..54)?),
            (1, Some(2..=4)) => Self::crypto_api(lock.get(6..)?),
            _ => None,
        }
    }

    fn xor(key: u16, verifier: u16) -> Option<Self> {
        (verifier == xor_verifier(PASSWORD)).then(|| Self::Xor(xor_bytes(PASSWORD, key)))
    }

    /// RC4 (2.3.6): salt, encrypted verifier, encrypted hash of it.
    fn rc4(lock: &[u8]) -> Option<Self> {
        let (salt, verifier) = lock.split_at_checked(16)?;
        let password = Md5::digest(password_units());
        let salted = [&password[..5], salt].concat().repeat(16);
        let cipher = Self::Rc4(*Md5::digest(salted).first_chunk()?);
        let mut verifier = verifier.to_vec();
        cipher.key(0)?.try_apply_keystream(&mut verifier).ok()?;
        let (verifier, hash) = verifier.split_at_checked(16)?;
        (Md5::digest(verifier)[..] == *hash).then_some(cipher)
    }

    /// RC4 of `CryptoAPI` (2.3.5): flags, header with its size before it, verifier (2.3.3).
    fn crypto_api(lock: &[u8]) -> Option<Self> {
        /// Offset of the bits of the key, from the flags: those and the size of the header precede it.
        const KEY_BITS: usize = 8 + 16;
        let header_size = usize::try_from(u32_at(lock, 4)?).ok()?;
        let bits = match u32_at(lock, KEY_BITS)? {
            0 => 40,
            bits => usize::try_from(bits).ok()?,
        };
        let verifier = lock.get(header_size.checked_add(8)?..)?;
        let salt = verifier.get(4..20)?;
        let mut proof = [verifier.get(20..36)?, verifier.get(40..60)?].concat();
        let hash = Hash::Sha1.of(&[salt, &password_units()]);
        let cipher = Self::CryptoApi(hash, bits / 8);
        cipher.key(0)?.try_apply_keystream(&mut proof).ok()?;
        let (proof, hash) = proof.split_at_checked(16)?;
        (Hash::Sha1.of(&[proof]) == hash).then_some(cipher)
    }

    /// The key stream of a block; `None` for XOR, or if the length of the key is not valid.
    fn key(&self, block: u32) -> Option<Rc4> {
        let block = block.to_le_bytes();
        match self {
            Self::Xor(_) => None,
            Self::Rc4(hash) => {
                let key = Md5::new().chain_update(hash).chain_update(block);
                Rc4::new_from_slice(&key.finalize()).ok()
            }
            Self::CryptoApi(hash, length) => {
                let key = Hash::Sha1.of(&[hash, &block]);
                let mut key = key.get(..*length)?.to_vec();
                // A key of 40 bits is filled up with zeros (2.3.5.2).
                if key.len() == 5 {
                    key.resize(16, 0);
                }
                Rc4::new_from_slice(&key).ok()
            }
        }
    }
}

/// The key stream of the block that was used last, since most records are short.
struct Pad<'c> {
    cipher: &'c Cipher,
    block: Option<usize>,
    bytes: [u8; BLOCK],
}

impl<'c> Pad<'c> {
    fn new(cipher: &'c Cipher) -> Self {
        Self {
            cipher,
            block: None,
            bytes: [0; BLOCK],
        }
    }

    /// Decrypts bytes that begin at this offset of the stream.
    fn apply(&mut self, bytes: &mut [u8], start: usize) {
        for (at, byte) in (start..).zip(bytes) {
            if self.block != Some(at / BLOCK) {
                self.turn_to(at / BLOCK);
            }
            *byte ^= self.bytes[at % BLOCK];
        }
    }

    fn turn_to(&mut self, block: usize) {
        self.block = Some(block);
        self.bytes = [0; BLOCK];
        let key = u32::try_from(block).ok();
        if let Some(mut key) = key.and_then(|block| self.cipher.key(block)) {
            key.apply_keystream(&mut self.bytes);
        }
    }
}

/// Decrypts the body of a record by XOR (2.3.7.3). The first byte of a body is combined with the byte given by the
/// offset of the body plus its length.
fn turn(encrypted: &mut [u8], bytes: &[u8; 16], first: usize) {
    for (index, byte) in (first..).zip(encrypted) {
        *byte = byte.rotate_left(3) ^ bytes[index % bytes.len()];
    }
}

/// The verifier of a password in XOR obfuscation (2.3.7.1).
fn xor_verifier(password: &str) -> u16 {
    let length = u8::try_from(password.len()).unwrap_or(u8::MAX);
    let bytes = password.bytes().rev().chain([length]);
    let hash = bytes.fold(0_u16, |hash, byte| {
        ((hash << 1 | hash >> 14) & 0x7FFF) ^ u16::from(byte)
    });
    hash ^ 0xCE4B
}

/// The bytes that are combined with those of a record (method 1, 2.3.7.2), turned left by two, as office programs do.
fn xor_bytes(password: &str, key: u16) -> [u8; 16] {
    let mut padded = password.bytes().chain(PADDING);
    let mut key = key.to_le_bytes().into_iter().cycle();
    std::array::from_fn(|_| {
        let (byte, key) = (padded.next(), key.next());
        (byte.unwrap_or_default() ^ key.unwrap_or_default()).rotate_left(2)
    })
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;

    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), body].concat()
    }

    /// A stream with this `FilePass` and records of words, most of which are encrypted.
    fn plain(lock: &[u8]) -> Vec<u8> {
        let labels: Vec<u8> = (0..200)
            .flat_map(|_| record(0x0204, b"0123456789"))
            .collect();
        let start = [record(0x0809, &[0, 6]), record(FILE_PASS, lock)].concat();
        [start, record(BOUND_SHEET, b"\x01\0\0\0name"), labels].concat()
    }

    /// The stream encrypted with the cipher of its lock, given how the bytes of a body
    /// are encrypted that follow some others.
    fn encrypted(
        lock: &[u8],
        encrypt: impl Fn(&Cipher, &mut [u8], Range<usize>, usize),
    ) -> Vec<u8> {
        let cipher = Cipher::of(lock).unwrap();
        let mut stream = plain(lock);
        let mut start = 6 + HEAD + lock.len();
        encrypt(
            &cipher,
            &mut stream,
            start + HEAD + PLACE..start + 12,
            PLACE,
        );
        start += 12;
        while start < stream.len() {
            encrypt(&cipher, &mut stream, start + HEAD..start + HEAD + 10, 0);
            start += HEAD + 10;
        }
        stream
    }

    fn by_pad(cipher: &Cipher, stream: &mut [u8], bytes: Range<usize>, _: usize) {
        Pad::new(cipher).apply(&mut stream[bytes.clone()], bytes.start);
    }

    /// A lock with the proof that `cipher` gives.
    fn sealed(head: &[u8], cipher: &Cipher, proof: &[u8; 16], gap: &[u8], hash: &[u8]) -> Vec<u8> {
        let mut secret = [proof, hash].concat();
        cipher.key(0).unwrap().apply_keystream(&mut secret);
        let (proof, hash) = secret.split_at(16);
        [head, proof, gap, hash].concat()
    }

    fn check(lock: &[u8], encrypt: impl Fn(&Cipher, &mut [u8], Range<usize>, usize)) {
        let mut stream = encrypted(lock, encrypt);
        assert_ne!(stream, plain(lock));
        decrypt(&mut stream).unwrap();
        assert_eq!(stream, plain(lock));
    }

    #[test]
    fn a_stream_in_rc4_is_decrypted() {
        let password = Md5::digest(password_units());
        let salted = [&password[..5], &[7; 16]].concat().repeat(16);
        let cipher = Cipher::Rc4(*Md5::digest(salted).first_chunk().unwrap());
        let head = [[1, 0, 1, 0, 1, 0].as_slice(), &[7; 16]].concat();
        check(
            &sealed(&head, &cipher, &[9; 16], &[], &Md5::digest([9; 16])),
            by_pad,
        );
    }

    #[test]
    fn a_stream_in_rc4_of_crypto_api_is_decrypted() {
        for bits in [0_u32, 40, 128] {
            let hash = Hash::Sha1.of(&[&[7; 16], &password_units()]);
            let length = if bits == 0 { 5 } else { bits as usize / 8 };
            let cipher = Cipher::CryptoApi(hash, length);
            let mut head = vec![1, 0, 2, 0, 2, 0, 0, 0, 0, 0, 32, 0, 0, 0];
            head.extend([0; 16]);
            head.extend(bits.to_le_bytes());
            head.extend([0; 12]);
            head.extend(16_u32.to_le_bytes());
            head.extend([7; 16]);
            let hash = Hash::Sha1.of(&[&[9; 16]]);
            check(
                &sealed(&head, &cipher, &[9; 16], &[20, 0, 0, 0], &hash),
                by_pad,
            );
        }
    }

    #[test]
    fn a_stream_in_xor_is_decrypted() {
        let verifier = xor_verifier(PASSWORD).to_le_bytes();
        let lock = [[0, 0, 0x4A, 0x51].as_slice(), &verifier].concat();
        check(&lock, |cipher, stream, place, skipped| {
            let Cipher::Xor(bytes) = cipher else {
                panic!("the lock is of XOR");
            };
            for (index, byte) in (place.end + skipped..).zip(&mut stream[place]) {
                *byte = (*byte ^ bytes[index % 16]).rotate_right(3);
            }
        });
    }

    #[test]
    fn the_bytes_of_xor_are_those_of_office_programs() {
        assert_eq!(xor_verifier("abc"), 52_250);
        let bytes = xor_bytes("abc", 20_810);
        assert_eq!(bytes[..5], [0xAC, 0xCC, 0xA4, 0xAB, 0xD6]);
        assert_eq!(bytes[11..], [0x45, 0xD3, 0x79, 0x29, 0xBB]);
    }

    #[test]
    fn another_password_or_method_is_encrypted_and_a_cut_lock_too() {
        for lock in [
            &[1, 0][..],
            &[0, 0, 1, 2, 3, 4],
            &[1, 0, 1, 0, 1, 0],
            &[1, 0, 9, 0],
            &[],
        ] {
            let mut stream = plain(lock);
            assert_eq!(decrypt(&mut stream), Err(Unread::ENCRYPTED), "{lock:?}");
        }
        let mut stream = record(0x0809, &[0, 6]);
        assert_eq!(decrypt(&mut stream), Ok(()));
    }
}
