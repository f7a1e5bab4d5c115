//! The files of an index on disk. Must not know what they contain.
//!
//! `folder` opens them, `pages` and `seal` check their checksums, `directory` gives the storage engine access to a folder.
//!
//! **Invariants.** A name read from a file is a plain name. Only regular files are opened, links are not followed, and a
//! new file never overwrites another. No byte of a file is used before its checksum was compared; differences are noted in
//! [`Damage`].

use crate::corpus::{INDEX_MARKER, INDEX_MARKER_TEXT};

mod directory;
mod folder;
mod names;
mod pages;
mod seal;

pub(super) use directory::{Access, IndexDirectory, WriteFailure};
pub(super) use folder::{EntryKind, OpenFolder};
pub(super) use names::{is_generation_file, is_generation_name, is_unfinished};
pub(super) use pages::{Damage, PAGE, PagedFile};
pub(super) use seal::{altered, seal, unseal};

/// Marks a folder as ours unless it is already marked.
pub(super) fn mark(folder: &OpenFolder) -> std::io::Result<()> {
    if is_marked(folder) {
        return Ok(());
    }
    folder.replace(INDEX_MARKER, INDEX_MARKER_TEXT.as_bytes())
}

/// Whether a folder is marked as ours.
pub(super) fn is_marked(folder: &OpenFolder) -> bool {
    folder
        .read(INDEX_MARKER)
        .is_ok_and(|text| text == INDEX_MARKER_TEXT.as_bytes())
}
