//! The storage engine's plugin that writes and merges the exact layer of each segment.

use std::any::Any;
use std::sync::Arc;

use tantivy::directory::TerminatingWrite;
use tantivy::indexer::DocIdMapping;
use tantivy::schema::Schema as Fields;
use tantivy::schema::document::{ErasedDocument, ErasedValue, ReferenceValueLeaf};
use tantivy::{
    DocId, PluginMergeContext, PluginWriter, PluginWriterContext, Segment, SegmentPlugin,
    TantivyError,
};

use super::super::byte_semaphore::Permit;
use super::super::disk::IndexDirectory;
use super::super::field::RecordFields;
use super::super::queued_record::QueuedRecord;
use super::file::{EXTENSION, Records, component};
use super::inversion::write_text;
use super::merge::merge;
use crate::document::saturating_u32;
use crate::fold::HARD_BREAK;

/// Positions held in memory while a segment is inverted. A segment with a report of many megabytes has more, and its text is
/// passed several times.
const MAX_POSITIONS: usize = 16 * 1024 * 1024;

/// Memory that a segment with a large report claims, in bytes: more than any budget, so that it is written at once.
const WRITTEN_AT_ONCE: usize = usize::MAX / 2;

/// The plugin of the exact layer.
pub(in super::super) struct ExactPlugin {
    /// The files of the segments: the engine's handles cannot be read page by page.
    pub directory: IndexDirectory,
}

impl SegmentPlugin for ExactPlugin {
    fn extensions(&self) -> &[&str] {
        &[EXTENSION]
    }

    fn create_writer(
        &self,
        context: &PluginWriterContext,
    ) -> tantivy::Result<Box<dyn PluginWriter>> {
        let fields = RecordFields::of(&context.segment.schema()).ok_or_else(|| {
            TantivyError::SchemaError("fields of the records are missing".to_string())
        })?;
        Ok(Box::new(SegmentTexts::new(fields)))
    }

    fn merge(&self, context: PluginMergeContext) -> tantivy::Result<()> {
        merge(&self.directory, &context)
    }
}

/// The texts of a segment that is being written.
struct SegmentTexts {
    fields: RecordFields,
    text: String,
    records: Records,
    /// The permit of a large report. It is released with the segment, so that no other large report is read meanwhile.
    held: Option<Arc<Permit>>,
}

impl SegmentTexts {
    fn new(fields: RecordFields) -> Self {
        Self {
            fields,
            text: String::new(),
            records: Records::default(),
            held: None,
        }
    }

    fn close_document(&mut self) {
        if !self.records.documents.is_empty() {
            self.text.push(HARD_BREAK);
            self.records.end += 1;
        }
    }
}

impl PluginWriter for SegmentTexts {
    fn add_document(
        &mut self,
        record: DocId,
        document: &dyn ErasedDocument,
        _: &Fields,
    ) -> tantivy::Result<()> {
        if let Some(queued) = document.as_any().downcast_ref::<QueuedRecord>()
            && self.held.is_none()
        {
            self.held = queued.permit_of_large();
        }
        let mut body = None;
        let mut is_document = false;
        for (field, value) in document.erased_fields() {
            is_document |= field == self.fields.id;
            if let ErasedValue::Leaf(ReferenceValueLeaf::Str(text)) = value
                && field == self.fields.body
            {
                body = Some(text);
            }
        }
        if is_document {
            self.close_document();
            self.records.documents.push(record);
        }
        self.records.starts.push(self.records.end);
        if let Some(body) = body {
            self.text.push_str(body);
            self.records.end += saturating_u32(body.chars().count());
        }
        Ok(())
    }

    fn serialize(
        mut self: Box<Self>,
        segment: &Segment,
        _: Option<&DocIdMapping>,
    ) -> tantivy::Result<()> {
        self.close_document();
        let target = segment.open_write(component())?;
        let target = write_text(&self.text, &self.records, MAX_POSITIONS, target)?;
        Ok(target.terminate()?)
    }

    fn mem_usage(&self) -> usize {
        if self.held.is_some() {
            return WRITTEN_AT_ONCE;
        }
        let Records {
            starts, documents, ..
        } = &self.records;
        self.text.capacity() + 4 * (starts.capacity() + documents.capacity())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use tantivy::TantivyDocument;

    use super::super::super::byte_semaphore::ByteSemaphore;
    use super::*;

    #[test]
    fn the_permit_of_a_large_report_is_released_with_its_segment() {
        let (_, fields) = crate::index::field::build(&crate::schema::Schema::embedded()).unwrap();
        let semaphore = Arc::new(ByteSemaphore::default());
        for is_large in [false, true] {
            let mut texts = SegmentTexts::new(fields);
            let permit = Arc::new(semaphore.acquire(1));
            let queued = QueuedRecord::new(TantivyDocument::default(), &permit, is_large);
            texts
                .add_document(0, &queued, &Fields::builder().build())
                .unwrap();
            assert_eq!(texts.mem_usage() == WRITTEN_AT_ONCE, is_large);
            let still_held = Arc::downgrade(&permit);
            drop((permit, queued));
            assert_eq!(still_held.upgrade().is_some(), is_large);
            drop(texts);
            assert!(still_held.upgrade().is_none());
        }
    }
}
