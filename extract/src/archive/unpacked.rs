//! Unpacking within limits: of the ratio to the packed size, of the allowance, of one file.
//!
//! Must not know packings. Invariant: no more is read from a stream than the limits allow.

use std::fmt::Display;
use std::io::{Error, Read, Result as IoResult};

use quanwen_messages::{message, text};

use crate::allowance::{Allowance, UNPACKED};
use crate::unread::Unread;

/// Maximum expansion ratio: text expands about ten times.
const EXPANSION: u64 = 250;
/// Unpacked bytes up to which the ratio of a file is not limited, as long as the allowance has excess left.
const SMALL: u64 = 1024 * 1024;
/// Why a file that expands too much is not read.
pub(super) const BOMB: Unread = Unread::UnsafeArchive(text!(
    "it unpacks to over 250 times its size, as zip bombs do: unpack it"
));
/// Why a file that is packed with a password is not read.
pub(super) const ENCRYPTED: Unread =
    Unread::Encrypted(text!("encrypted: unpack it with its password"));
/// Why a file packed with a method that is not known is not read.
pub(super) const OTHER_METHOD: Unread = Unread::NotSupported(text!(
    "packed in a way that is not read: pack it again as a plain .zip"
));

/// What is unpacked from a file; reading beyond a limit is an error that holds the [`Unread`].
pub(super) struct Unpacked<R> {
    stream: R,
    /// Bytes up to which the file expands no more than files do.
    left: u64,
    /// Bytes that it may expand to beyond, since it is small.
    excess: u64,
    allowance: Allowance,
}

impl<R: Read> Unpacked<R> {
    /// What `stream` unpacks from a file of `packed` bytes.
    pub(super) fn new(stream: R, packed: u64, allowance: Allowance) -> Self {
        let left = packed.saturating_mul(EXPANSION);
        Self {
            stream,
            left,
            excess: most(packed) - left,
            allowance,
        }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        let read = self.stream.read(buffer)?;
        let is_within = self.allowance.take(read as u64);
        let excess = (read as u64).saturating_sub(self.left);
        let is_bomb = excess > self.excess || !self.allowance.take_excess(excess);
        self.left = self.left.saturating_sub(read as u64);
        self.excess = self.excess.saturating_sub(excess);
        match () {
            () if is_bomb => Err(Error::other(BOMB)),
            () if !is_within => Err(Error::other(over_allowance())),
            () => Ok(read),
        }
    }
}

/// Unpacks a file of `packed` bytes; `reason` is that of an error of the stream.
///
/// # Errors
/// The reason why it is not read.
pub(super) fn unpack(
    stream: impl Read,
    packed: u64,
    allowance: &Allowance,
    reason: impl FnOnce(Error) -> Unread,
) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    Unpacked::new(stream, packed, allowance.clone())
        .take(allowance.file.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| unread(error, reason))?;
    if bytes.len() as u64 > allowance.file {
        return Err(over_limit());
    }
    Ok(bytes)
}

/// Checks the unpacked size that a file of `packed` bytes claims.
///
/// # Errors
/// The reason, if it expands too much.
pub(super) fn check_expansion(size: u64, packed: u64) -> Result<(), Unread> {
    if size > most(packed) {
        Err(BOMB)
    } else {
        Ok(())
    }
}

/// The bytes to which a file of `packed` bytes may unpack.
fn most(packed: u64) -> u64 {
    packed.saturating_mul(EXPANSION).max(SMALL)
}

/// The reason in an error of [`Unpacked`], or `reason` for another error.
pub(super) fn unread(error: Error, reason: impl FnOnce(Error) -> Unread) -> Unread {
    error.downcast::<Unread>().unwrap_or_else(reason)
}

/// Why a file whose packed bytes do not unpack is not read.
pub(super) fn damaged(error: impl Display) -> Unread {
    Unread::Damaged(message!(
        "cut short or damaged ({error}): copy it or pack it again",
        error = error.to_string()
    ))
}

/// Why a file that is too large is not read.
pub(super) fn over_limit() -> Unread {
    Unread::UnpacksTooLarge(text!("over the limit when unpacked").into())
}

fn over_allowance() -> Unread {
    let what = message!(
        "the archive unpacks to more than {times} times the limit of a file: unpack it, or raise the limit",
        times = UNPACKED
    );
    Unread::UnpacksTooLarge(what)
}

#[cfg(test)]
mod tests {
    use std::io::repeat;

    use super::*;

    #[test]
    fn files_that_expand_too_much_may_be_small_and_few() {
        let allowance = Allowance::new(8 << 20);
        let unpacked = |size| {
            let stream = repeat(b'x').take(size);
            unpack(stream, 1, &allowance, |error| panic!("{error}")).map(|bytes| bytes.len() as u64)
        };
        assert_eq!(unpacked(SMALL + 1), Err(BOMB));
        let mut read = (0..100).map(|_| unpacked(SMALL));
        assert_eq!(read.position(|read| read == Err(BOMB)), Some(31));
        assert_eq!(unpacked(EXPANSION), Ok(EXPANSION));
    }
}
