//! Reads the reports of a corpus as an index has them, without the full names of their places.

use std::path::Path;

use quanwen_extract::Unread;

use crate::corpus::{Corpus, Corrections, ReadOptions, Source, Sources, read_file, sources};
use crate::document::Document;
use crate::error::Result;
use crate::schema::Schema;
use crate::structure::Parser;

/// Reads files and parses the documents in them.
#[derive(Debug)]
pub(crate) struct ReportReader {
    pub corpus: Corpus,
    pub options: ReadOptions,
    corrections: Corrections,
    parser: Parser,
}

/// A document of a file.
#[derive(Debug)]
pub(crate) struct ReadReport {
    pub document: Document,
    /// Whether too many of its characters are damaged.
    pub is_damaged: bool,
}

impl ReportReader {
    /// A reader of a corpus.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in `quanwen.csv` or in the rules.
    pub(crate) fn new(corpus: Corpus, schema: &Schema, options: ReadOptions) -> Result<Self> {
        Ok(Self {
            corrections: Corrections::of_corpus(corpus.root())?,
            parser: Parser::new(schema)?,
            corpus,
            options,
        })
    }

    /// The documents of a file, not yet read.
    pub(crate) fn open(&self, file: &str) -> std::result::Result<Sources, Unread> {
        let limit = self.options.limit;
        read_file(self.corpus.root(), Path::new(file), limit)
            .and_then(|bytes| sources(file, bytes, limit))
    }

    /// Parses a document, and corrects its metadata by `quanwen.csv`.
    pub(crate) fn read(&self, source: Source) -> std::result::Result<ReadReport, Unread> {
        let path = source.path.clone();
        let extracted = source.extract(self.options)?;
        let is_damaged = extracted.is_damaged();
        let mut document = self.parser.parse(extracted, &path);
        if let Some(correction) = self.corrections.of_document(&path) {
            correction.apply(&mut document.metadata);
        }
        Ok(ReadReport {
            document,
            is_damaged,
        })
    }
}
