//! The records of a BIFF stream, and strings that span several records. Must not know the meaning of records other than
//! `Continue`.

use encoding_rs::Encoding;

use crate::reader::storage::little_endian::u16_at;

/// `Continue` ([MS-XLS] 2.4.58): the bytes continue the previous record.
const CONTINUE: u16 = 0x003C;

/// A record and the records that continue it.
#[derive(Debug, Clone)]
pub(super) struct Record<'b> {
    pub kind: u16,
    pub body: &'b [u8],
    continued: Vec<&'b [u8]>,
}

/// Reads records up to the end of the bytes or the first truncated record.
pub(super) struct Records<'b> {
    rest: &'b [u8],
}

impl<'b> Records<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    fn part(&mut self) -> Option<(u16, &'b [u8])> {
        let (kind, length) = (u16_at(self.rest, 0)?, u16_at(self.rest, 2)?);
        let end = 4 + usize::from(length);
        let body = self.rest.get(4..end)?;
        self.rest = &self.rest[end..];
        Some((kind, body))
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = Record<'b>;

    fn next(&mut self) -> Option<Record<'b>> {
        let (kind, body) = self.part()?;
        let mut continued = Vec::new();
        while u16_at(self.rest, 0) == Some(CONTINUE) {
            let Some((_, more)) = self.part() else { break };
            continued.push(more);
        }
        Some(Record {
            kind,
            body,
            continued,
        })
    }
}

/// Encoding of the strings in a stream.
#[derive(Debug, Clone, Copy)]
pub(super) enum Strings {
    /// UTF-16, without the high bytes if all are 0 (BIFF8, [MS-XLS] 2.5.293).
    Unicode,
    /// Bytes in a code page (BIFF5).
    Bytes(&'static Encoding),
}

/// Reads the fields of a record and of the records that continue it.
pub(super) struct Fields<'r, 'b> {
    current: &'b [u8],
    continued: std::slice::Iter<'r, &'b [u8]>,
}

impl<'r, 'b> Fields<'r, 'b> {
    /// Starts at this byte of the record.
    pub(super) fn new(record: &'r Record<'b>, start: usize) -> Self {
        Self {
            current: record.body.get(start..).unwrap_or_default(),
            continued: record.continued.iter(),
        }
    }

    /// Moves to the next record if the current one is exhausted.
    fn refill(&mut self) -> Option<()> {
        while self.current.is_empty() {
            self.current = self.continued.next()?;
        }
        Some(())
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.refill()?;
        let (first, rest) = self.current.split_first()?;
        self.current = rest;
        Some(*first)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut length: usize) -> Option<()> {
        while length > 0 {
            self.refill()?;
            let step = length.min(self.current.len());
            self.current = &self.current[step..];
            length -= step;
        }
        Some(())
    }

    /// A string of `length` characters, or of `length` bytes in a code page. If truncated, returns what is there.
    pub(super) fn string(&mut self, length: usize, strings: Strings) -> Option<String> {
        match strings {
            Strings::Unicode => {
                let is_wide = self.byte()? & 1 != 0;
                Some(self.characters(length, is_wide))
            }
            Strings::Bytes(encoding) => {
                let bytes: Vec<u8> = std::iter::from_fn(|| self.byte()).take(length).collect();
                Some(encoding.decode_without_bom_handling(&bytes).0.into_owned())
            }
        }
    }

    /// Characters that may continue in the next record, which starts with a new flag for their width.
    fn characters(&mut self, length: usize, mut is_wide: bool) -> String {
        let mut units = Vec::with_capacity(length.min(self.current.len()));
        while units.len() < length {
            if self.current.is_empty() {
                match self.byte() {
                    Some(flags) => is_wide = flags & 1 != 0,
                    None => break,
                }
            }
            let unit = if is_wide {
                self.u16()
            } else {
                self.byte().map(u16::from)
            };
            units.extend(unit);
            if unit.is_none() {
                break;
            }
        }
        String::from_utf16_lossy(&units)
    }

    /// A string of the shared string table; skips the formats and phonetics that follow it ([MS-XLS] 2.5.293).
    pub(super) fn rich_string(&mut self) -> Option<String> {
        let length = self.u16()?;
        let flags = self.byte()?;
        let formats = if flags & 8 != 0 { self.u16()? } else { 0 };
        let phonetics = if flags & 4 != 0 { self.u32()? } else { 0 };
        let words = self.characters(usize::from(length), flags & 1 != 0);
        self.skip(usize::from(formats) * 4);
        self.skip(usize::try_from(phonetics).unwrap_or(usize::MAX));
        Some(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), body].concat()
    }

    #[test]
    fn records_gather_what_continues_them() {
        let bytes = [
            record(0xFC, b"ab"),
            record(CONTINUE, b"cd"),
            record(0x0A, b""),
            vec![1, 2, 9, 9],
        ]
        .concat();
        let records: Vec<Record<'_>> = Records::new(&bytes).collect();
        assert_eq!(
            records.iter().map(|record| record.kind).collect::<Vec<_>>(),
            [0xFC, 0x0A]
        );
        assert_eq!(Fields::new(&records[0], 1).u32(), None);
        assert_eq!(
            Fields::new(&records[0], 1).u16(),
            Some(u16::from_le_bytes(*b"bc"))
        );
    }

    #[test]
    fn a_string_changes_its_width_where_a_record_ends() {
        let bytes = [
            record(0xFC, b"\x03\x00\x00a"),
            record(CONTINUE, b"\x01\x7E\x67b\x00"),
            record(0x0A, b""),
        ]
        .concat();
        let record = Records::new(&bytes).next().unwrap();
        assert_eq!(Fields::new(&record, 0).rich_string().unwrap(), "a松b");
    }

    #[test]
    fn formats_and_phonetics_after_a_string_are_left_out() {
        let first = b"\x01\x00\x0D\x01\x00\x02\x00\x00\x00\x7E\x67FFFFpp";
        let bytes = record(0xFC, &[first.as_slice(), b"\x01\x00\x00z"].concat());
        let record = Records::new(&bytes).next().unwrap();
        let mut fields = Fields::new(&record, 0);
        assert_eq!(
            [fields.rich_string().unwrap(), fields.rich_string().unwrap()],
            ["松", "z"]
        );
        assert_eq!(fields.rich_string(), None);
    }
}
