//! Citations of the parts of a document.

use crate::api::{ItemReference, SectionReference};
use crate::document::{Document, Position, PositionCursor};

/// Cites the sections of one document.
pub(crate) struct SectionCitations<'d> {
    document: &'d Document,
    markers: PositionCursor<'d>,
}

impl<'d> SectionCitations<'d> {
    pub(crate) fn of(document: &'d Document) -> Self {
        Self {
            document,
            markers: PositionCursor::new(document),
        }
    }

    /// The section `index`, with the item that contains the byte `offset`.
    pub(crate) fn reference(&mut self, index: usize, offset: usize) -> SectionReference {
        let Position { line, column } = self
            .markers
            .position(self.document.sections[index].marker as usize);
        let item = self.document.item_at(offset).map(|item| ItemReference {
            number: item.number.clone(),
            heading: item.heading.clone(),
        });
        SectionReference {
            id: format!("{}.{index}", self.document.id),
            path: self.document.heading_path(index),
            part: self.document.sections[index].part,
            line,
            column,
            item,
        }
    }
}
