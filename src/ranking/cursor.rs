//! Cursors between pages: `STATE-QUERY-PAGES`, in hexadecimal.
//!
//! A cursor is valid for one state of the index and one request. Its pages are the numbers of hits of the pages so far, since
//! which hits a page leaves to the next depends on where it ended: `ax2.14x1` for two pages of 10 and one of 20.

use std::fmt;

use quanwen_messages::{Text, text};
use xxhash_rust::xxh3::xxh3_64;

use crate::error::{Error, Result};

/// The end of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor {
    state: u32,
    question: u32,
    /// The pages so far: how many in a row of how many groups each.
    pages: Vec<Pages>,
}

/// Pages in a row of one size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pages {
    groups: usize,
    count: usize,
}

impl Cursor {
    /// The cursor before the first page of the answer to `question`, in index state `state`.
    pub(super) fn new(state: &str, question: &str) -> Self {
        Self {
            state: short_hash(state),
            question: short_hash(question),
            pages: Vec::new(),
        }
    }

    /// This cursor after one more page.
    pub(super) fn after(mut self, groups: usize) -> Self {
        if groups == 0 {
            return self;
        }
        match self.pages.last_mut() {
            Some(last) if last.groups == groups => last.count += 1,
            _ => self.pages.push(Pages { groups, count: 1 }),
        }
        self
    }

    /// The sizes of the pages so far, in order.
    pub(super) fn sizes(&self) -> impl Iterator<Item = usize> + use<> {
        let pages = self.pages.clone().into_iter();
        pages.flat_map(|pages| std::iter::repeat_n(pages.groups, pages.count))
    }

    /// The groups on the pages so far.
    pub(super) fn groups(&self) -> usize {
        let of_pages = |pages: &Pages| pages.groups.saturating_mul(pages.count);
        self.pages
            .iter()
            .map(of_pages)
            .fold(0, usize::saturating_add)
    }

    /// Parses a cursor and checks that it belongs to the same request and state as `here`.
    ///
    /// # Errors
    /// [`Error::Cursor`] if it does not, or is not a cursor.
    pub(super) fn read(text: &str, here: &Self) -> Result<Self> {
        let refuse = |reason: Text| Error::Cursor {
            cursor: text.to_string(),
            reason,
        };
        let cursor =
            parse(text).ok_or_else(|| refuse(text!("is not one that an answer returned")))?;
        if cursor.question != here.question {
            return Err(refuse(text!("belongs to another query or other filters")));
        }
        if cursor.state != here.state {
            return Err(refuse(text!(
                "belongs to an index that has been updated since"
            )));
        }
        Ok(cursor)
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}-{:08x}-", self.state, self.question)?;
        if self.pages.is_empty() {
            return f.write_str("0x0");
        }
        for (index, Pages { groups, count }) in self.pages.iter().enumerate() {
            let separator = if index == 0 { "" } else { "." };
            write!(f, "{separator}{groups:x}x{count:x}")?;
        }
        Ok(())
    }
}

/// A cursor as it is written, whatever it belongs to.
pub(super) fn parse(text: &str) -> Option<Cursor> {
    let mut parts = text.trim().split('-');
    let mut hash = || u32::from_str_radix(parts.next().filter(|part| part.len() == 8)?, 16).ok();
    let (state, question) = (hash()?, hash()?);
    let pages = parts.next()?.split('.').map(|pages| {
        let (groups, count) = pages.split_once('x')?;
        let number = |digits: &str| usize::from_str_radix(digits, 16).ok();
        Some(Pages {
            groups: number(groups)?,
            count: number(count)?,
        })
    });
    let mut pages = pages.collect::<Option<Vec<Pages>>>()?;
    pages.retain(|pages| pages.groups > 0 && pages.count > 0);
    parts.next().is_none().then_some(Cursor {
        state,
        question,
        pages,
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
        let here = |state, question| Cursor::new(state, question);
        let cursor = here("a", "复议").after(10).after(10).after(20);
        let text = cursor.to_string();
        assert!(text.ends_with("-ax2.14x1"), "{text}");
        assert_eq!(Cursor::read(&text, &here("a", "复议")).unwrap(), cursor);
        let first = here("a", "复议").after(0);
        assert_eq!(Cursor::read(&first.to_string(), &first).unwrap(), first);
        let refused = |text: &str, here| Cursor::read(text, &here).unwrap_err().to_string();
        assert!(refused(&text, here("b", "复议")).contains("updated since"));
        assert!(refused(&text, here("a", "诉讼")).contains("another query"));
        for nonsense in [
            "",
            "10",
            "1-2-3",
            "zzzzzzzz-00000000-1",
            "00000000-00000000-a",
            "行政",
        ] {
            assert!(
                refused(nonsense, here("a", "复议")).contains("is not one"),
                "{nonsense}"
            );
        }
    }
}
