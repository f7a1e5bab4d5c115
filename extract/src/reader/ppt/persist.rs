//! The objects of a presentation: the document, the slides, the notes ([MS-PPT] 2.1.2).
//!
//! Owns where the current state of an object is: saving may append objects and leave the former ones in the stream.
//! Invariant: the objects read have together at most the length of the stream, as they do not overlap.

use std::collections::HashMap;

use quanwen_messages::text;

use super::records::{DOCUMENT, PERSIST_DIRECTORY, Record, Records, USER_EDIT};
use crate::reader::storage::little_endian::{index_at, u32_at};
use crate::unread::Unread;

/// The mark of an encrypted presentation in the current user ([MS-PPT] 2.3.2).
const ENCRYPTED: u32 = 0xF3D1_C4DF;
/// Values of an edit's reference to a key that refer to none.
const NO_KEY: [u32; 2] = [0, u32::MAX];

/// The objects of a presentation.
#[derive(Debug)]
pub(super) struct Objects<'b> {
    stream: &'b [u8],
    /// Byte offsets by identifier.
    offsets: HashMap<u32, usize>,
    document: u32,
    /// Bytes of objects that may still be read.
    left: usize,
}

impl<'b> Objects<'b> {
    /// Finds the objects in the stream of the document; `user` is the stream of the current user.
    ///
    /// # Errors
    /// Returns the reason why there are none.
    pub(super) fn find(stream: &'b [u8], user: &[u8]) -> Result<Self, Unread> {
        if u32_at(user, 12) == Some(ENCRYPTED) {
            return Err(Unread::ENCRYPTED);
        }
        let stated = index_at(user, 16).filter(|offset| edit_at(stream, *offset).is_some());
        let Some(last) = stated.or_else(|| last_edit(stream)) else {
            return Err(Unread::cut_short(text!("it states no objects")));
        };
        let edit = edit_at(stream, last).unwrap_or_default();
        // Only the edits of an encrypted presentation refer to a key ([MS-PPT] 2.3.3).
        if u32_at(edit, 28).is_some_and(|key| !NO_KEY.contains(&key)) {
            return Err(Unread::ENCRYPTED);
        }
        Ok(Self {
            stream,
            offsets: offsets(stream, last),
            document: u32_at(edit, 16).unwrap_or_default(),
            left: stream.len(),
        })
    }

    /// The document.
    ///
    /// # Errors
    /// Returns the reason if it is not where it should be.
    pub(super) fn document(&mut self) -> Result<Record<'b>, Unread> {
        self.object(self.document, DOCUMENT)
            .ok_or_else(|| Unread::cut_short(text!("it has no document")))
    }

    /// An object by identifier, if it has this type.
    pub(super) fn object(&mut self, id: u32, kind: u16) -> Option<Record<'b>> {
        let bytes = self.stream.get(*self.offsets.get(&id)?..)?;
        let record = Record::at_start(bytes).filter(|record| record.kind == kind)?;
        self.left = self.left.checked_sub(record.body.len())?;
        Some(record)
    }
}

/// The body of the edit at an offset.
fn edit_at(stream: &[u8], offset: usize) -> Option<&[u8]> {
    let record = Record::at_start(stream.get(offset..)?)?;
    (record.kind == USER_EDIT).then_some(record.body)
}

/// The offset of the last edit in a stream.
fn last_edit(stream: &[u8]) -> Option<usize> {
    let mut records = Records(stream);
    let mut last = None;
    loop {
        let offset = stream.len() - records.0.len();
        let Some(record) = records.next() else {
            return last;
        };
        if record.kind == USER_EDIT {
            last = Some(offset);
        }
    }
}

/// The offsets of all objects. An edit overrides those before it.
fn offsets(stream: &[u8], last: usize) -> HashMap<u32, usize> {
    let mut offsets = HashMap::new();
    // Directories do not overlap, so they have together at most the length of the stream.
    let mut left = stream.len();
    let mut at = last;
    while let Some(edit) = edit_at(stream, at) {
        let directory = index_at(edit, 12).and_then(|at| Record::at_start(stream.get(at..)?));
        if let Some(directory) = directory.filter(|record| record.kind == PERSIST_DIRECTORY) {
            let body = &directory.body[..directory.body.len().min(left)];
            left -= body.len();
            for (id, offset) in entries(body) {
                offsets.entry(id).or_insert(offset);
            }
        }
        // The edit before it stands before it.
        match index_at(edit, 8).filter(|before| *before < at && *before > 0) {
            Some(before) => at = before,
            None => break,
        }
    }
    offsets
}

/// The identifiers and offsets in a directory: runs of consecutive identifiers ([MS-PPT] 2.3.5).
fn entries(body: &[u8]) -> impl Iterator<Item = (u32, usize)> {
    /// Bits of the first identifier of a run; the count is above them.
    const ID: u32 = 20;
    let (words, _) = body.as_chunks::<4>();
    let mut run = 0..0;
    words.iter().filter_map(move |word| {
        let word = u32::from_le_bytes(*word);
        if let Some(id) = run.next() {
            return Some((id, usize::try_from(word).ok()?));
        }
        let first = word & ((1 << ID) - 1);
        run = first..first + (word >> ID);
        None
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{record, words};
    use super::*;

    /// An edit with the one before it and its directory.
    fn edit(before: usize, directory: usize) -> Vec<u8> {
        record(USER_EDIT, 0, &words(&[0, 0, before, directory, 1, 0, 0]))
    }

    fn user(token: u32, edit: usize) -> Vec<u8> {
        record(0x0FF6, 0, &words(&[20, token as usize, edit]))
    }

    /// A stream of two documents, the second of which replaces the first, and the offset of the last edit.
    fn twice_saved() -> (Vec<u8>, usize) {
        let mut stream = record(DOCUMENT, 0, b"old");
        let directory = stream.len();
        stream.extend(record(PERSIST_DIRECTORY, 0, &words(&[2 << 20 | 1, 0, 99])));
        let first = stream.len();
        stream.extend(edit(0, directory));
        let document = stream.len();
        stream.extend(record(DOCUMENT, 0, b"new"));
        let directory = stream.len();
        stream.extend(record(
            PERSIST_DIRECTORY,
            0,
            &words(&[1 << 20 | 1, document]),
        ));
        let last = stream.len();
        stream.extend(edit(first, directory));
        (stream, last)
    }

    #[test]
    fn a_later_edit_replaces_objects_of_an_earlier_one() {
        let (stream, last) = twice_saved();
        let current = user(0xE391_C05F, last);
        for user in [&current[..], b""] {
            let mut objects = Objects::find(&stream, user).unwrap();
            assert_eq!(objects.document().unwrap().body, b"new");
            assert_eq!(objects.offsets[&2], 99);
            assert_eq!(objects.object(1, USER_EDIT), None);
        }
    }

    #[test]
    fn an_object_cannot_be_read_without_end() {
        let (stream, last) = twice_saved();
        let mut objects = Objects::find(&stream, &user(0, last)).unwrap();
        let read = (0..1000).filter(|_| objects.document().is_ok()).count();
        assert_eq!(read, stream.len() / 3);
    }

    #[test]
    fn encryption_is_known_by_the_user_or_the_edit() {
        let (mut stream, last) = twice_saved();
        let reason = |stream: &[u8], user: &[u8]| Objects::find(stream, user).unwrap_err();
        assert_eq!(reason(&stream, &user(ENCRYPTED, last)), Unread::ENCRYPTED);
        stream.extend(record(USER_EDIT, 0, &[7; 32]));
        assert_eq!(reason(&stream, b""), Unread::ENCRYPTED);
        assert!(reason(b"", b"").to_string().starts_with("cut short"));
    }
}
