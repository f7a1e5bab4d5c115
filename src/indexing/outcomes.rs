//! What came of the documents of a file.

use quanwen_extract::Unread;

use crate::index::{FileState, Inside, UnreadDocument};

/// What the index has of one document, or the reason why it was not read.
pub(crate) type DocumentResult = std::result::Result<DocumentCounts, Unread>;

/// What the index has of documents, counted.
#[derive(Debug, Default)]
pub(crate) struct DocumentCounts {
    pub sections: u32,
    pub text: u64,
    pub damaged: u32,
    pub damaged_documents: u32,
}

impl DocumentCounts {
    fn add(&mut self, other: &Self) {
        self.sections = self.sections.saturating_add(other.sections);
        self.text += other.text;
        self.damaged = self.damaged.saturating_add(other.damaged);
        self.damaged_documents += other.damaged_documents;
    }

    /// The state of a file with these counts.
    pub(crate) fn state(self, inside: Option<Inside>) -> FileState {
        FileState::Indexed {
            sections: self.sections,
            text: self.text,
            damaged: self.damaged,
            damaged_documents: self.damaged_documents,
            inside,
        }
    }
}

/// The outcomes for the documents of one file.
#[derive(Debug, Default)]
pub(crate) struct DocumentOutcomes {
    counts: DocumentCounts,
    inside: Inside,
}

impl DocumentOutcomes {
    /// Adds the outcome for a document, by its name in the file.
    pub(crate) fn add(&mut self, name: String, result: DocumentResult) {
        match result {
            Ok(counts) => {
                self.counts.add(&counts);
                self.inside.documents.push(name);
            }
            Err(Unread::NotDocument(kind)) => self.inside.ignored.add(kind),
            Err(unread) => self.inside.skipped.push(UnreadDocument::new(name, &unread)),
        }
    }

    /// The state of the file.
    pub(crate) fn state(self) -> FileState {
        let Self { counts, mut inside } = self;
        inside.documents.sort_unstable();
        inside.skipped.sort_by(|a, b| a.name.cmp(&b.name));
        counts.state(Some(inside))
    }
}
