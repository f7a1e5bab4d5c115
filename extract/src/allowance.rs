//! Limits on the total cost of the documents in one file, including nested archives.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use quanwen_messages::message;

use crate::unread::Unread;

/// An archive and the archives inside it may unpack to at most this many times the size limit of a file.
pub(super) const UNPACKED: u64 = 16;
/// Maximum number of documents in one file: files of an archive and of the archives inside it, records.
const MAX_DOCUMENTS: u64 = 1_000_000;
/// Maximum bytes to which files that expand too much may unpack together; a blank document is such a file.
const EXCESS: u64 = 32 << 20;

/// Limits on unpacking: per file, and in total for an archive and the archives inside it.
#[derive(Debug, Clone)]
pub(super) struct Allowance {
    /// Maximum bytes of one file.
    pub file: u64,
    left: Arc<AtomicU64>,
    excess: Arc<AtomicU64>,
    documents: Arc<AtomicU64>,
}

impl Allowance {
    pub(super) fn new(file: u64) -> Self {
        let left = Arc::new(AtomicU64::new(file.saturating_mul(UNPACKED)));
        Self {
            file,
            left,
            excess: Arc::new(AtomicU64::new(EXCESS)),
            documents: Arc::new(AtomicU64::new(MAX_DOCUMENTS)),
        }
    }

    /// Subtracts the size of a file; `false` if it exceeds what is left.
    pub(super) fn take(&self, bytes: u64) -> bool {
        take(&self.left, bytes)
    }

    /// Subtracts bytes beyond the expansion ratio; `false` if they exceed what is left.
    pub(super) fn take_excess(&self, bytes: u64) -> bool {
        take(&self.excess, bytes)
    }

    /// Subtracts a number of documents.
    ///
    /// # Errors
    /// Returns the reason if there are too many.
    pub(super) fn take_documents(&self, documents: usize) -> Result<(), Unread> {
        if take(&self.documents, documents as u64) {
            return Ok(());
        }
        let what = message!(
            "over {most} documents in one file: split it",
            most = MAX_DOCUMENTS
        );
        Err(Unread::TooComplex(what))
    }
}

/// Subtracts an amount; `false` if it exceeds what is left.
fn take(left: &AtomicU64, amount: u64) -> bool {
    let take = |left: u64| Some(left.saturating_sub(amount));
    let before = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take);
    before.is_ok_and(|before| before >= amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_taken_from_all_that_share_it() {
        let allowance = Allowance {
            documents: Arc::new(AtomicU64::new(3)),
            ..Allowance::new(10)
        };
        let inner = allowance.clone();
        assert!(allowance.take_documents(2).is_ok() && inner.take(159));
        let reason = inner.take_documents(2).unwrap_err().to_string();
        assert!(reason.starts_with("over 1000000 documents"), "{reason}");
        assert!(allowance.take_documents(1).is_err());
        assert!(allowance.take(1) && !inner.take(1));
    }
}
