//! Loads reports with their texts.

use quanwen_messages::message;
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument};

use super::address::DocumentAddress;
use super::document_columns::DocumentColumns;
use super::record::StoredDocument;
use super::snapshot::Snapshot;
use crate::error::{Error, Result};

impl Snapshot {
    /// Loads a report with its text.
    pub(crate) fn stored(&self, address: DocumentAddress) -> Result<StoredDocument> {
        let stored: TantivyDocument = self
            .searcher
            .doc(DocAddress {
                segment_ord: address.segment,
                doc_id: address.record,
            })
            .map_err(|error| self.failed(&error))?;
        let bytes = stored
            .get_first(self.fields.document)
            .and_then(|value| value.as_bytes());
        let text = stored
            .get_first(self.fields.text)
            .and_then(|value| value.as_str());
        let mut stored: StoredDocument =
            postcard::from_bytes(bytes.unwrap_or_default()).map_err(|error| {
                Error::damaged(
                    self.folder(),
                    message!("a report's record: {error}", error = error.to_string()),
                )
            })?;
        stored.document.text = text.unwrap_or_default().to_string();
        if let Some(places) = DocumentColumns::of(self).places()? {
            places.complete(&mut stored.document.metadata);
        }
        Ok(stored)
    }
}
