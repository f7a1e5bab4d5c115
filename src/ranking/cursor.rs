//! Cursors between pages: `STATE-QUERY-GROUPS` in hexadecimal.
//!
//! A cursor is valid for one state of the index and one request.

use std::fmt;

use xxhash_rust::xxh3::xxh3_64;

use crate::error::{Error, Result};

/// The end of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    state: u32,
    question: u32,
    /// Groups returned so far.
    pub groups: usize,
}

impl Cursor {
    /// The cursor after `groups` groups of the answer to `question`, in index state `state`.
    pub(super) fn new(state: &str, question: &str, groups: usize) -> Self {
        Self {
            state: short_hash(state),
            question: short_hash(question),
            groups,
        }
    }

    /// Parses a cursor and checks that it belongs to the same request and state as `here`.
    ///
    /// # Errors
    /// [`Error::Cursor`] if it does not, or is not a cursor.
    pub(super) fn read(text: &str, here: Self) -> Result<Self> {
        let refuse = |reason: &'static str| Error::Cursor {
            cursor: text.to_string(),
            reason,
        };
        let cursor = parse(text).ok_or_else(|| refuse("is not one that an answer returned"))?;
        if cursor.question != here.question {
            return Err(refuse("belongs to another query or other filters"));
        }
        if cursor.state != here.state {
            return Err(refuse("belongs to an index that has been updated since"));
        }
        Ok(cursor)
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:08x}-{:08x}-{:x}",
            self.state, self.question, self.groups
        )
    }
}

fn parse(text: &str) -> Option<Cursor> {
    let mut parts = text.trim().split('-');
    let mut hash = || u32::from_str_radix(parts.next().filter(|part| part.len() == 8)?, 16).ok();
    let (state, question) = (hash()?, hash()?);
    let groups = usize::from_str_radix(parts.next()?, 16).ok()?;
    parts.next().is_none().then_some(Cursor {
        state,
        question,
        groups,
    })
}

/// The lower half of a hash.
fn short_hash(text: &str) -> u32 {
    u32::try_from(xxh3_64(text.as_bytes()) & u64::from(u32::MAX)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_valid_for_its_own_request_and_state_only() {
        let here = |state, question| Cursor::new(state, question, 0);
        let text = Cursor::new("a", "复议", 10).to_string();
        assert_eq!(Cursor::read(&text, here("a", "复议")).unwrap().groups, 10);
        let refused = |text: &str, here| Cursor::read(text, here).unwrap_err().to_string();
        assert!(refused(&text, here("b", "复议")).contains("updated since"));
        assert!(refused(&text, here("a", "诉讼")).contains("another query"));
        for nonsense in ["", "10", "1-2-3", "zzzzzzzz-00000000-1", "行政"] {
            assert!(
                refused(nonsense, here("a", "复议")).contains("is not one"),
                "{nonsense}"
            );
        }
    }
}
