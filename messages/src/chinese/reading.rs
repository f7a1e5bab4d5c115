//! Texts of why a file was not read: the package `extract/`.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const READING: &[Entry] = &[];
