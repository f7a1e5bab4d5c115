//! What the documents of one file may cost together, however archives lie in one another.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::unread::Unread;

/// An archive and those inside it may unpack to so many times the largest file that is read.
pub(super) const UNPACKED: u64 = 16;
/// Documents that are read of one file: files of an archive and of those inside it, records.
const MAX_DOCUMENTS: u64 = 1_000_000;

/// How much may be unpacked: of one file, and of an archive with those inside it together.
#[derive(Debug, Clone)]
pub(super) struct Allowance {
    /// Bytes of one file.
    pub file: u64,
    left: Arc<AtomicU64>,
    documents: Arc<AtomicU64>,
}

impl Allowance {
    pub(super) fn new(file: u64) -> Self {
        let left = Arc::new(AtomicU64::new(file.saturating_mul(UNPACKED)));
        Self {
            file,
            left,
            documents: Arc::new(AtomicU64::new(MAX_DOCUMENTS)),
        }
    }

    /// Takes what a file came to; `false` where it was more than what is left.
    pub(super) fn take(&self, bytes: u64) -> bool {
        take(&self.left, bytes)
    }

    /// Takes a number of documents.
    ///
    /// # Errors
    /// The reason, where there are too many.
    pub(super) fn take_documents(&self, documents: usize) -> Result<(), Unread> {
        if take(&self.documents, documents as u64) {
            return Ok(());
        }
        let what = format!("over {MAX_DOCUMENTS} documents in one file: split it");
        Err(Unread::TooComplex(what.into()))
    }

    pub(super) fn left(&self) -> u64 {
        self.left.load(Ordering::Relaxed)
    }
}

/// Takes an amount; `false` where it was more than what is left.
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
