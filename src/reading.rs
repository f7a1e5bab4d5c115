//! Reads the reports of a corpus as an index has them, without the full names of their places.

use quanwen_extract::Unread;

use crate::corpus::{Corpus, Corrections, ReadOptions, Source, Sources, sources};
use crate::document::Document;
use crate::error::Result;
use crate::schema::Schema;
use crate::structure::Parser;

/// Reads files and parses the documents in them.
#[derive(Debug)]
pub(crate) struct ReportReader {
    pub corpus: Corpus,
    pub options: ReadOptions,
    pub corrections: Corrections,
    parser: Parser,
}

/// A document of a file.
#[derive(Debug)]
pub(crate) struct ReadReport {
    pub document: Document,
    /// Characters U+FFFD in place of damaged bytes.
    pub damaged: u32,
    /// Whether there are too many of them.
    pub is_damaged: bool,
}

impl ReportReader {
    /// A reader of a corpus.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in `quanwen.csv` or in the rules.
    pub(crate) fn new(corpus: Corpus, schema: &Schema, options: ReadOptions) -> Result<Self> {
        Ok(Self {
            corrections: corpus.corrections()?,
            parser: Parser::new(schema)?,
            corpus,
            options,
        })
    }

    /// The documents of a file, not yet read.
    pub(crate) fn open(&self, file: &str) -> std::result::Result<Sources, Unread> {
        self.sources(file, self.bytes(file)?)
    }

    /// The bytes of a file.
    pub(crate) fn bytes(&self, file: &str) -> std::result::Result<Vec<u8>, Unread> {
        self.corpus.read(file, self.options.limit)
    }

    /// The documents in the bytes of a file, not yet read.
    pub(crate) fn sources(
        &self,
        file: &str,
        bytes: Vec<u8>,
    ) -> std::result::Result<Sources, Unread> {
        sources(file, bytes, self.options.limit)
    }

    /// Parses a document, and corrects its metadata by `quanwen.csv`.
    pub(crate) fn read(&self, source: Source) -> std::result::Result<ReadReport, Unread> {
        let path = source.path.clone();
        let extracted = source.extract(self.options)?;
        let (damaged, is_damaged) = (extracted.damaged, extracted.is_damaged());
        let mut document = self.parser.parse(extracted, &path);
        if let Some(correction) = self.corrections.of_document(&path) {
            correction.apply(&mut document.metadata);
        }
        Ok(ReadReport {
            document,
            damaged,
            is_damaged,
        })
    }
}
