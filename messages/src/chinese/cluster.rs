//! Texts of a cluster of other machines: the package `opensearch/`.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const CLUSTER: &[Entry] = &[];
