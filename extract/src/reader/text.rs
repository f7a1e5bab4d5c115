//! Plain text: the file is the text.

use crate::extracted::Extracted;

pub(super) fn extract(text: String) -> Extracted {
    Extracted {
        text,
        first_line: 1,
        ..Extracted::default()
    }
}
