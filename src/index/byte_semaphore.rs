//! A bound on the bytes of text that were read and are not yet indexed.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Bytes of text that may be queued. A larger document is admitted too; nothing else is while it is held.
pub(super) const MAX_QUEUED: usize = 16 * 1024 * 1024;

/// Bounds the text that was read and is not yet indexed.
#[derive(Debug, Default)]
pub(crate) struct ByteSemaphore {
    used: Mutex<usize>,
    freed: Condvar,
}

/// A share of the bound, released when dropped.
#[derive(Debug)]
pub(crate) struct Permit {
    of: Arc<ByteSemaphore>,
    bytes: usize,
}

impl ByteSemaphore {
    /// Waits until the bytes held are below the bound.
    pub(crate) fn wait(&self) {
        drop(self.below_bound());
    }

    fn below_bound(&self) -> MutexGuard<'_, usize> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        self.freed
            .wait_while(used, |used| *used >= MAX_QUEUED)
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the bytes held are below the bound, then acquires `bytes`, however many.
    pub(crate) fn acquire(self: &Arc<Self>, bytes: usize) -> Permit {
        let mut used = self.below_bound();
        *used += bytes;
        drop(used);
        Permit {
            of: Arc::clone(self),
            bytes,
        }
    }
}

impl Permit {
    /// Whether it takes up the whole bound.
    pub(crate) fn is_all(&self) -> bool {
        self.bytes >= MAX_QUEUED
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        *self.of.used.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.of.freed.notify_all();
    }
}
