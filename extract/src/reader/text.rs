//! Plain text: the file is the text, except that entities of a page that it was copied from are decoded.

use crate::extracted::Extracted;
use crate::reader::build::entities::{decode_entities, has_entities_of_page};

pub(super) fn extract(text: String) -> Extracted {
    let text = if has_entities_of_page(&text) {
        decode_entities(&text)
    } else {
        text
    };
    Extracted {
        text,
        first_line: 1,
        ..Extracted::default()
    }
}
