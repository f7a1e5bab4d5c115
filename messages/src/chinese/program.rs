//! Texts of what the program prints: `cli/src/` without its help, `export/`.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const PROGRAM: &[Entry] = &[("cut by --limit", "受 --limit 所限，未全部列出")];
