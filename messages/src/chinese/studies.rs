//! Words of tables and charts of studies: `export/`, and their text in `cli/src/render/`.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const STUDIES: &[Entry] = &[
    // export/src/citation/locator.rs
    ("is one of {n} in the text", "在文字里有 {n} 个"),
];
