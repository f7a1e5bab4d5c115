//! What can be chosen for an update.

use crate::corpus::DEFAULT_MAX_FILE_SIZE;
use crate::schema::Schema;

/// How an index is brought up to date.
#[derive(Debug, Clone)]
pub struct IndexOptions {
    /// The rules and word lists.
    pub schema: Schema,
    /// Make the index anew.
    pub rebuild: bool,
    /// Read every file, even where size and time are as they were.
    pub rehash: bool,
    /// Bytes of the largest file that is read.
    pub max_file_size: u64,
}

impl Default for IndexOptions {
    fn default() -> Self {
        Self {
            schema: Schema::embedded(),
            rebuild: false,
            rehash: false,
            max_file_size: DEFAULT_MAX_FILE_SIZE,
        }
    }
}
