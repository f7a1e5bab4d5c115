//! A folder of reports on disk, or documents in memory: the files, their bytes, and the corrections in `quanwen.csv`.
//!
//! `walk` finds files, `open` reads their bytes, `documents` has those in memory, `quanwen_extract` finds the documents in files and
//! extracts their text, `corrections` adds metadata that no file contains.
//!
//! Must not know formats, structure, folding or indexes. A file that cannot be read becomes a
//! [`Skipped`](crate::api::Skipped) entry with its reason and does not stop the update.

mod corrections;
mod documents;
mod formula;
mod inside;
mod open;
mod position;
mod saved_answer;
mod walk;

/// Default maximum size of a file, in bytes.
pub const DEFAULT_MAX_FILE_SIZE: u64 = 64 * 1024 * 1024;

pub use corrections::Corrections;
pub use formula::guarded;
pub use inside::split_inside;
pub use position::split_position;
pub use quanwen_extract::{
    Decoded, Dropped, Extracted, Furniture, MarkedHeading, OtherFile, PageField, ReadOptions,
    Reading, Unread, UnreadKind, decode, documents,
};
pub use saved_answer::{COUNT_COLUMNS, DOCUMENT_COLUMNS};
pub use walk::{Corpus, FileEntry, Walk};

pub(crate) use corrections::CORRECTIONS_FILE;
pub(crate) use open::read_file;
pub(crate) use position::line_and_column;
pub(crate) use quanwen_extract::{INSIDE, Source, Sources, is_han, rare_share};
pub(crate) use saved_answer::{extract, sources};
pub(crate) use walk::{INDEX_FOLDER, INDEX_MARKER, INDEX_MARKER_TEXT};
