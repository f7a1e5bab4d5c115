//! A record queued for an indexing thread.

use std::sync::Arc;

use tantivy::TantivyDocument;
use tantivy::schema::document::CompactDocValue;
use tantivy::schema::{Document as Storable, Field};

use super::byte_semaphore::Permit;

/// A record queued for an indexing thread. Its permit is released when a thread takes the record; the permit of a large
/// report, when its segment is written.
pub(super) struct QueuedRecord {
    record: TantivyDocument,
    permit: Arc<Permit>,
    is_large: bool,
}

impl QueuedRecord {
    pub(super) fn new(record: TantivyDocument, permit: &Arc<Permit>, is_large: bool) -> Self {
        Self {
            record,
            permit: Arc::clone(permit),
            is_large,
        }
    }

    /// The permit of a report that takes up the whole bound: an indexing thread needs as much memory again for it.
    pub(super) fn permit_of_large(&self) -> Option<Arc<Permit>> {
        self.is_large.then(|| Arc::clone(&self.permit))
    }
}

impl Storable for QueuedRecord {
    type Value<'a> = CompactDocValue<'a>;
    type FieldsValuesIter<'a> = Box<dyn Iterator<Item = (Field, CompactDocValue<'a>)> + 'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        Box::new(self.record.iter_fields_and_values())
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        self.record
    }
}
