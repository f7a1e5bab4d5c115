//! Words of answers as text: `cli/src/render/`.

use crate::catalogue::Entry;

/// The English texts with their Chinese.
pub(crate) const ANSWERS: &[Entry] = &[];
