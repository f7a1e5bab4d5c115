//! Plain text: the file is the text.

use super::{Extracted, Format};

pub(super) fn extract(text: String) -> Extracted {
    Extracted {
        text,
        first_line: 1,
        format: Format::Text,
        ..Extracted::default()
    }
}
