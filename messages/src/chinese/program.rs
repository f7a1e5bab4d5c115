//! What the commands say beside their answers: notes, hints and errors of the program, `cli/src/`.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const PROGRAM: &[Entry] = &[
    // hint.rs
    ("cut by --limit", "受 --limit 所限，未全部列出"),
];
