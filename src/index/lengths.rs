//! How long the sections of reports are.

use super::address::DocumentAddress;
use super::exact::ExactLayer;
use super::section_set::SectionSet;
use super::snapshot::Snapshot;
use crate::error::Result;

/// In what the length of a section is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LengthUnit {
    /// Characters of the folded text, without the paragraphs' ends.
    Characters,
    /// Words of a plain cut, without punctuation.
    Words,
}

impl LengthUnit {
    /// The name of its column.
    fn column(self) -> &'static str {
        match self {
            Self::Characters => "characters",
            Self::Words => "words",
        }
    }
}

/// The reports with a section in a set, in index order, each with the sum of the lengths of these sections.
pub(crate) fn lengths(
    snapshot: &Snapshot,
    set: &SectionSet,
    unit: LengthUnit,
) -> Result<Vec<(DocumentAddress, u64)>> {
    let mut documents = Vec::new();
    for (segment, reader) in snapshot.segments() {
        let column = reader.fast_fields().u64(unit.column());
        let column = column.map_err(|error| snapshot.failed(&error))?;
        for block in ExactLayer::of(snapshot).file(segment).documents() {
            let record = block.document;
            let sections = block.sections;
            let taken = sections.filter(|section| set.has_record(segment, *section));
            let lengths: Vec<u64> = taken.filter_map(|section| column.first(section)).collect();
            if !lengths.is_empty() {
                let document = DocumentAddress { segment, record };
                documents.push((document, lengths.iter().sum()));
            }
        }
    }
    Ok(documents)
}
