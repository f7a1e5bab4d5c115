//! AES of whole blocks. Must not know files.

use aes::cipher::{BlockCipherDecrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256, Block};

/// Bytes of a block.
pub(super) const BLOCK: usize = 16;

/// A key of 16, 24 or 32 bytes.
pub(super) enum Aes {
    Key128(Box<Aes128>),
    Key192(Box<Aes192>),
    Key256(Box<Aes256>),
}

impl Aes {
    /// `None` if the key has another length.
    pub(super) fn new(key: &[u8]) -> Option<Self> {
        match key.len() {
            16 => Some(Self::Key128(Box::new(Aes128::new_from_slice(key).ok()?))),
            24 => Some(Self::Key192(Box::new(Aes192::new_from_slice(key).ok()?))),
            32 => Some(Self::Key256(Box::new(Aes256::new_from_slice(key).ok()?))),
            _ => None,
        }
    }

    /// Decrypts the whole blocks of some bytes one by one (ECB).
    pub(super) fn decrypt(&self, bytes: &[u8]) -> Vec<u8> {
        let mut plain = Vec::with_capacity(bytes.len());
        for block in bytes.chunks_exact(BLOCK) {
            plain.extend_from_slice(&self.block(block));
        }
        plain
    }

    /// Decrypts the whole blocks of some bytes, each after the first combined with the one before (CBC).
    pub(super) fn decrypt_chained(&self, first: &[u8], bytes: &[u8]) -> Vec<u8> {
        let mut plain = self.decrypt(bytes);
        let before = first.iter().take(BLOCK).chain(bytes);
        for (byte, before) in plain.iter_mut().zip(before) {
            *byte ^= before;
        }
        plain
    }

    fn block(&self, bytes: &[u8]) -> Block {
        let mut block = Block::try_from(bytes).expect("a chunk is a block");
        match self {
            Self::Key128(key) => key.decrypt_block(&mut block),
            Self::Key192(key) => key.decrypt_block(&mut block),
            Self::Key256(key) => key.decrypt_block(&mut block),
        }
        block
    }
}

/// Encrypts whole blocks, each after the first combined with the one before; without a first block one by one.
#[cfg(test)]
pub(super) fn encrypted(key: &[u8], first: Option<&[u8]>, plain: &[u8]) -> Vec<u8> {
    use aes::cipher::BlockCipherEncrypt;
    let key = Aes128::new_from_slice(key).unwrap();
    let mut all = Vec::new();
    let mut before = first.map(<[u8]>::to_vec);
    for bytes in plain.chunks_exact(BLOCK) {
        let mut block = Block::try_from(bytes).unwrap();
        for (byte, before) in block.iter_mut().zip(before.iter().flatten()) {
            *byte ^= before;
        }
        key.encrypt_block(&mut block);
        before = before.map(|_| block.to_vec());
        all.extend(block);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_decrypted_one_by_one_or_chained() {
        let (key, first) = ([7; 16], [1; 20]);
        let plain = *b"0123456789abcdef0123456789abcdef";
        let aes = Aes::new(&key).unwrap();
        let once = encrypted(&key, None, &plain);
        assert_eq!(once[..16], once[16..]);
        assert_eq!(aes.decrypt(&once), plain);
        let chained = encrypted(&key, Some(&first), &plain);
        assert_ne!(chained[..16], chained[16..]);
        assert_eq!(aes.decrypt_chained(&first, &chained), plain);
        assert!(Aes::new(&[0; 15]).is_none());
    }
}
