//! Plain text: the file is the text.

use super::Extracted;

pub(super) fn extract(text: String) -> Extracted {
    Extracted {
        text,
        first_line: 1,
        ..Extracted::default()
    }
}
