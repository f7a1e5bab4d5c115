//! Files to text: which files a corpus has, which documents a file holds, how their bytes become text, what
//! `quanwen.csv` corrects.
//!
//! In the order of work: `walk` finds files, `open` reads their bytes, `format` tells what they are, `source` opens
//! them, with `archive` and `records` where they hold many documents, within an `allowance`; `extract` has a reader for
//! each format and `decode` the encodings.
//!
//! Must not know structure, folding or indexes. A file that cannot be read is a [`Skipped`] entry with its
//! reason, never a lost run.

mod allowance;
mod archive;
mod corrections;
mod decode;
mod extract;
mod format;
mod formula;
mod names;
mod open;
mod records;
mod source;
mod walk;

pub use corrections::Corrections;
pub use extract::{Extracted, MarkedHeading, PageField};
pub use names::split_inside;
pub use source::{Reading, documents};
pub use walk::{Corpus, FileEntry, Skipped, Walk};

pub(crate) use corrections::CORRECTIONS_FILE;
pub(crate) use decode::{is_han, rare_share};
pub(crate) use formula::guarded;
pub(crate) use names::INSIDE;
pub(crate) use source::{Source, Sources, read_file, sources};
pub(crate) use walk::{INDEX_FOLDER, INDEX_MARKER, INDEX_MARKER_TEXT};
