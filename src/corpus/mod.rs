//! Files to text: which files a corpus has, how their bytes become text, what `quanwen.csv` corrects.
//!
//! Must not know structure, folding or indexes. A file that cannot be read is a [`Skipped`] entry with its
//! reason, never a lost run.

mod archive;
mod corrections;
mod decode;
mod extract;
mod format;
mod records;
mod source;
mod walk;

pub use corrections::Corrections;
pub use extract::{Extracted, MarkedHeading, PageField};
pub use source::{Reading, documents, split_inside};
pub use walk::{Corpus, FileEntry, Skipped, Walk};

pub(crate) use corrections::CORRECTIONS_FILE;
pub(crate) use decode::{is_han, rare_share};
pub(crate) use source::{INSIDE, Source, Sources, read_file, sources};
pub(crate) use walk::INDEX_FOLDER;
