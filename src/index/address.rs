//! Addresses of reports and sections in one snapshot.

/// A report in one snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct DocumentAddress {
    pub(super) segment: u32,
    pub(super) record: u32,
}

impl DocumentAddress {
    /// The report at a place of a segment.
    pub(crate) fn new(segment: u32, record: u32) -> Self {
        Self { segment, record }
    }

    /// Ordinal of the segment that holds the report.
    pub(crate) fn segment(self) -> u32 {
        self.segment
    }
}

/// A section in one snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SectionAddress {
    pub document: DocumentAddress,
    /// Index of the section in its report.
    pub section: u32,
}

impl SectionAddress {
    pub(super) fn record(self) -> u32 {
        self.document.record + 1 + self.section
    }
}
