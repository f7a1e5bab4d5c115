//! The streams of a 7z archive: where they are packed, and how.

use std::io::{Cursor, Read, copy, sink};
use std::ops::Range;
use std::sync::Arc;

use flate2::read::DeflateDecoder;
use lzma_rust2::filter::bcj::BcjReader;
use lzma_rust2::{Lzma2Reader, LzmaReader};
use quanwen_messages::text;

use super::scan::Scan;
use crate::archive::unpacked::{ENCRYPTED, OTHER_METHOD, check_expansion, damaged};
use crate::unread::Unread;

/// Maximum bytes of the window of earlier text that a stream refers to, which are kept in memory.
const MAX_WINDOW: u64 = 256 << 20;
/// Maximum coders of a stream: one that packs it, with filters and encryption.
const MAX_CODERS: u64 = 32;
/// The coder that encrypts.
const AES: &[u8] = &[0x06, 0xF1, 0x07, 0x01];

/// How a stream is packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Method {
    Stored,
    Deflate,
    /// With the byte of its parameters and the size of its window.
    Lzma(u8, u32),
    /// With the size of its window.
    Lzma2(u32),
    /// The filter for programs, which 7z programs also use for other files, over the packed bytes.
    Filter,
    Encrypted,
    /// One that is not read, or several one after another.
    Other,
}

/// A stream.
#[derive(Debug)]
pub(super) struct Stream {
    /// Where it is in the file.
    pub packed: Range<usize>,
    /// Its unpacked bytes.
    pub size: u64,
    pub method: Method,
    pub is_filtered: bool,
    /// Whether any file is in it.
    pub has_files: bool,
}

/// What the header says about the coders of a stream.
pub(super) struct Coders {
    pub method: Method,
    pub is_filtered: bool,
    /// How many packed streams are its input.
    pub packed: usize,
    /// How many unpacked sizes it has.
    pub sizes: usize,
    /// The place of the size of its result, which is the output that is not the input of another coder.
    pub main: usize,
}

impl Stream {
    /// A reader of the unpacked bytes.
    ///
    /// # Errors
    /// The reason why they cannot be read.
    pub(super) fn open(&self, archive: &Arc<[u8]>) -> Result<Box<dyn Read + Send>, Unread> {
        check_expansion(self.size, self.packed.len() as u64)?;
        let mut from = Cursor::new(Arc::clone(archive));
        from.set_position(self.packed.start as u64);
        let packed = from.take(self.packed.len() as u64);
        let unpacked: Box<dyn Read + Send> = match self.method {
            Method::Stored => Box::new(packed),
            Method::Deflate => Box::new(DeflateDecoder::new(packed)),
            Method::Lzma(parameters, window) => {
                let window = self.window(window)?;
                let reader =
                    LzmaReader::new_with_props(packed, self.size, parameters, window, None);
                Box::new(reader.map_err(damaged)?)
            }
            Method::Lzma2(window) => Box::new(Lzma2Reader::new(packed, self.window(window)?, None)),
            Method::Encrypted => {
                return Err(ENCRYPTED);
            }
            Method::Filter | Method::Other => {
                return Err(OTHER_METHOD);
            }
        };
        Ok(if self.is_filtered {
            Box::new(BcjReader::new_x86(unpacked, 0))
        } else {
            unpacked
        })
    }

    /// The window that the stream needs: it refers to no text before its beginning.
    fn window(&self, claimed: u32) -> Result<u32, Unread> {
        let window = u64::from(claimed).min(self.size);
        if window > MAX_WINDOW {
            return Err(Unread::UnpacksTooLarge(
                text!("it takes over 256 MiB of memory to unpack: unpack it").into(),
            ));
        }
        Ok(u32::try_from(window).unwrap_or(claimed))
    }

    /// All bytes, if they are not more than `limit`.
    ///
    /// # Errors
    /// The reason why they cannot be read.
    pub(super) fn unpack(&self, archive: &Arc<[u8]>, limit: u64) -> Result<Vec<u8>, Unread> {
        let mut bytes = Vec::new();
        let mut stream = self.open(archive)?;
        super::guarded(|| {
            stream
                .by_ref()
                .take(limit.min(self.size))
                .read_to_end(&mut bytes)
        })?;
        let rest = super::guarded(|| copy(&mut stream.take(1), &mut sink()))?;
        if rest > 0 || (bytes.len() as u64) < self.size {
            return Err(damaged("its header"));
        }
        Ok(bytes)
    }
}

impl Coders {
    /// Reads the coders of a stream.
    ///
    /// # Errors
    /// The reason, if they are damaged.
    pub(super) fn read(scan: &mut Scan<'_>) -> Result<Self, Unread> {
        let count = scan.number()?;
        if count == 0 || count > MAX_CODERS {
            return Err(damaged("its coders"));
        }
        let (mut inputs, mut outputs) = (0, 0);
        let mut methods = Vec::new();
        for _ in 0..count {
            let (method, input, output) = coder(scan)?;
            methods.push(method);
            inputs += input;
            outputs += output;
        }
        let mut bound = Vec::new();
        for _ in 1..outputs {
            let (_, output) = (scan.number()?, scan.number()?);
            bound.push(output);
        }
        let main = (0..outputs).find(|output| !bound.contains(output));
        // Without one the next stream would be unpacked from the same bytes.
        let packed = (inputs + 1)
            .checked_sub(outputs)
            .filter(|packed| *packed > 0);
        let packed = packed.ok_or_else(|| damaged("its coders"))?;
        if packed > 1 {
            for _ in 0..packed {
                scan.number()?;
            }
        }
        let (method, is_filtered) = method_of(&methods);
        Ok(Self {
            method,
            is_filtered,
            packed: usize::try_from(packed).unwrap_or_default(),
            sizes: usize::try_from(outputs).unwrap_or_default(),
            main: main
                .and_then(|main| usize::try_from(main).ok())
                .unwrap_or_default(),
        })
    }
}

/// The method of a stream by those of its coders, and whether there is a filter over it.
fn method_of(coders: &[Method]) -> (Method, bool) {
    match coders {
        _ if coders.contains(&Method::Encrypted) => (Method::Encrypted, false),
        [method] => (method.clone(), false),
        [Method::Filter, method] | [method, Method::Filter] => (method.clone(), true),
        _ => (Method::Other, false),
    }
}

/// A coder and the numbers of its inputs and outputs.
fn coder(scan: &mut Scan<'_>) -> Result<(Method, u64, u64), Unread> {
    const ID_LENGTH: u8 = 0x0F;
    const IS_COMPLEX: u8 = 0x10;
    const HAS_PARAMETERS: u8 = 0x20;
    let flags = scan.byte()?;
    let id = scan.bytes(u64::from(flags & ID_LENGTH))?;
    let (mut inputs, mut outputs) = (1, 1);
    if flags & IS_COMPLEX != 0 {
        (inputs, outputs) = (scan.number()?, scan.number()?);
    }
    if inputs > MAX_CODERS || outputs == 0 || outputs > MAX_CODERS {
        return Err(damaged("its coders"));
    }
    let parameters = if flags & HAS_PARAMETERS != 0 {
        let length = scan.number()?;
        scan.bytes(length)?
    } else {
        &[]
    };
    let method = match (id, parameters) {
        ([0], _) => Method::Stored,
        ([3, 1, 1], [parameters, a, b, c, d]) => {
            Method::Lzma(*parameters, u32::from_le_bytes([*a, *b, *c, *d]))
        }
        ([0x21], [window]) => Method::Lzma2(window_of(*window)?),
        ([4, 1, 8], _) => Method::Deflate,
        ([4] | [3, 3, 1, 3], _) => Method::Filter,
        (AES, _) => Method::Encrypted,
        _ => Method::Other,
    };
    Ok((method, inputs, outputs))
}

/// The size of a window: 2 or 3 times a power of two, up to 4 GiB.
fn window_of(parameter: u8) -> Result<u32, Unread> {
    match parameter {
        0..40 => Ok((2 | u32::from(parameter & 1)) << (parameter / 2 + 11)),
        40 => Ok(u32::MAX),
        _ => Err(damaged("its coders")),
    }
}
