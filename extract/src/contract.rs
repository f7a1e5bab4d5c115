//! Guarantees about the output of every reader, for any input bytes.
//!
//! For tests and fuzzing of the readers, and for programs that build an [`Extracted`] themselves.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::extracted::Extracted;

/// What is wrong with an [`Extracted`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Breach {
    /// Entries of a list are not in ascending order. Two may have the same offset.
    Descending {
        /// `headings`, `pages`, `sheets`, `rows` or `headers`.
        list: &'static str,
        /// The byte offset that is less than its predecessor.
        offset: u32,
    },
    /// An offset is beyond the text or inside a character.
    NoBoundary {
        /// `headings`, `pages`, `sheets`, `rows` or `headers`.
        list: &'static str,
        /// In bytes.
        offset: u32,
    },
}

impl Display for Breach {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Descending { list, offset } => {
                write!(f, "{list}: offset {offset} is before the previous one")
            }
            Self::NoBoundary { list, offset } => {
                write!(
                    f,
                    "{list}: offset {offset} is not at a character of the text"
                )
            }
        }
    }
}

impl Error for Breach {}

/// Checks that headings and locators ascend and are on its character boundaries.
///
/// ```
/// use quanwen_extract::{Extracted, MarkedHeading, contract};
///
/// let mut extracted = Extracted { text: "一、总体情况\n".into(), ..Extracted::default() };
/// assert_eq!(contract::check(&extracted), Ok(()));
/// extracted.headings.push(MarkedHeading { start: 1, depth: 1 });
/// let breach = contract::check(&extracted).unwrap_err();
/// assert_eq!(breach.to_string(), "headings: offset 1 is not at a character of the text");
/// ```
///
/// # Errors
/// The first breach.
pub fn check(extracted: &Extracted) -> Result<(), Breach> {
    let (text, locators) = (&extracted.text, &extracted.locators);
    let headings = extracted.headings.iter().map(|heading| heading.start);
    let sheets = locators.sheets.iter().map(|sheet| sheet.0);
    check_offsets(text, "headings", headings)?;
    check_offsets(text, "pages", locators.pages.iter().map(|page| page.0))?;
    check_offsets(text, "sheets", sheets)?;
    check_offsets(text, "rows", locators.rows.iter().map(|row| row.0))?;
    let headers = locators.headers.iter();
    check_offsets(
        text,
        "headers",
        headers.flat_map(|(start, end)| [*start, *end]),
    )
}

fn check_offsets(
    text: &str,
    list: &'static str,
    offsets: impl Iterator<Item = u32>,
) -> Result<(), Breach> {
    let mut previous = 0;
    for offset in offsets {
        if offset < previous {
            return Err(Breach::Descending { list, offset });
        }
        if !text.is_char_boundary(offset as usize) {
            return Err(Breach::NoBoundary { list, offset });
        }
        previous = offset;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extracted::Locators;

    #[test]
    fn text_and_the_order_and_place_of_offsets_are_checked() {
        let with_rows = |text: &str, rows: &[(u32, u32)]| Extracted {
            text: text.to_string(),
            locators: Locators {
                rows: rows.to_vec(),
                ..Locators::default()
            },
            ..Extracted::default()
        };
        let list = "rows";
        assert_eq!(check(&with_rows(" \n", &[])), Ok(()));
        assert_eq!(check(&with_rows("甲乙", &[(0, 1), (3, 3), (3, 4)])), Ok(()));
        assert_eq!(
            check(&with_rows("甲乙", &[(3, 1), (0, 2)])),
            Err(Breach::Descending { list, offset: 0 })
        );
        for offset in [1, 7] {
            assert_eq!(
                check(&with_rows("甲乙", &[(offset, 1)])),
                Err(Breach::NoBoundary { list, offset })
            );
        }
    }
}
