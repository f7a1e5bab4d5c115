//! Files to text: which files a corpus has, how their bytes become text, what `quanwen.csv` corrects.
//!
//! Must not know structure, folding or indexes. A file that cannot be read is a [`Skipped`] entry with its
//! reason, never a lost run.

mod corrections;
mod decode;
mod extract;
mod walk;

pub use corrections::Corrections;
pub use extract::{Extracted, PageField};
pub use walk::{Corpus, FileEntry, Skipped, Walk};

pub(crate) use corrections::CORRECTIONS_FILE;
pub(crate) use decode::{is_han, rare_share};
pub(crate) use extract::{extract, read_file};
pub(crate) use walk::INDEX_FOLDER;
