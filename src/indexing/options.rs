//! The options of an update.

use crate::corpus::{DEFAULT_MAX_FILE_SIZE, ReadOptions};
use crate::schema::Schema;

/// Options for building or updating an index, and for reading a document as an index would.
///
/// ```
/// use quanwen::IndexOptions;
///
/// let options = IndexOptions {
///     rebuild: true,
///     max_file_size: 256 << 20,
///     ..IndexOptions::default()
/// };
/// assert!(!options.rehash);
/// ```
#[derive(Debug, Clone)]
pub struct IndexOptions {
    /// Rules and word lists.
    pub schema: Schema,
    /// Rebuild the index from all files.
    pub rebuild: bool,
    /// Read every file, even if its size and time are unchanged.
    pub rehash: bool,
    /// Size limit of files in bytes; larger ones are skipped.
    pub max_file_size: u64,
    /// Read also headers, footers, comments and hidden sheets ([`ReadOptions::everything`]). An index that was made so
    /// stays so until it is rebuilt.
    pub everything: bool,
}

impl IndexOptions {
    /// How documents are read.
    pub(crate) fn read_options(&self) -> ReadOptions {
        ReadOptions {
            limit: self.max_file_size,
            everything: self.everything,
        }
    }
}

impl Default for IndexOptions {
    fn default() -> Self {
        Self {
            schema: Schema::embedded(),
            rebuild: false,
            rehash: false,
            max_file_size: DEFAULT_MAX_FILE_SIZE,
            everything: false,
        }
    }
}
