//! Texts of the help of the command line: `cli/src/args/`.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const HELP: &[Entry] = &[];
