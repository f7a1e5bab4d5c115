//! Occurrences of a text, and a scan that finds them.

use memchr::memmem;

use crate::document::saturating_u32;

/// In characters of the folded text, or, where marks count, in bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Occurrence {
    Folded { start: u32, phrase: u32 },
    Strict { start: u32, end: u32, phrase: u32 },
}

impl Occurrence {
    /// Where it begins, in the unit of its kind.
    pub(crate) fn start(&self) -> u32 {
        match self {
            Self::Folded { start, .. } | Self::Strict { start, .. } => *start,
        }
    }

    pub(crate) fn phrase(&self) -> usize {
        match self {
            Self::Folded { phrase, .. } | Self::Strict { phrase, .. } => *phrase as usize,
        }
    }
}

/// The positions of a folded phrase in a folded text, from the left without overlap, in characters.
pub(crate) fn scan(folded: &str, phrase: &str) -> Vec<u32> {
    let (mut byte, mut character) = (0, 0);
    memmem::find_iter(folded.as_bytes(), phrase.as_bytes())
        .map(|found| {
            character += folded[byte..found].chars().count();
            byte = found;
            saturating_u32(character)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_finds_occurrences_from_the_left_without_overlap() {
        assert_eq!(scan("年年年年年", "年年"), [0, 2]);
        assert_eq!(scan("行政复议、行政", "行政"), [0, 5]);
        assert_eq!(scan("", "行"), [] as [u32; 0]);
    }
}
