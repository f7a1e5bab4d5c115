//! How documents are read.

/// How documents are read. A number of bytes is the options with this limit.
///
/// ```
/// use quanwen_extract::ReadOptions;
///
/// assert!(!ReadOptions::from(64 << 20).everything);
/// let options = ReadOptions { limit: 64 << 20, everything: true };
/// # let _ = options;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadOptions {
    /// Maximum bytes to which a part of a file may unpack.
    pub limit: u64,
    /// Whether to read also what is left out by default, since it is not the text of a report: headers, footers and
    /// comments of word processors, hidden slides and their footers, which follow the text, and hidden sheets, which stand
    /// in their place.
    pub everything: bool,
}

impl From<u64> for ReadOptions {
    fn from(limit: u64) -> Self {
        Self {
            limit,
            everything: false,
        }
    }
}
