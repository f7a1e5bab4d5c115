//! Whether an index is sound: its files are what was written, and what was written is what the stored texts say.

use rayon::prelude::*;

use super::searcher::Searcher;
use crate::document::Document;
use crate::error::Result;
use crate::index::{ReportAddress, ReportKey, fold_report};

impl Searcher {
    /// Compares every byte of the index's files with the checksums that were written with them. Returns what is wrong,
    /// nothing where all agree.
    ///
    /// # Errors
    /// [`crate::Error::Damaged`] where the list of files itself cannot be read, [`crate::Error::Read`].
    pub fn check_files(&self) -> Result<Vec<String>> {
        self.snapshot.damaged_files()
    }

    /// Checks the index itself: its files, and for every report that the exact layer has each character of its folded text
    /// at its place and nothing else, that its paragraphs are those of its text, and that it is listed as it says of itself. The words
    /// are compared by checksums alone. Returns what is wrong, nothing where it is sound.
    ///
    /// # Errors
    /// As [`Searcher::check_files`].
    pub fn integrity(&self) -> Result<Vec<String>> {
        let mut wrong = self.check_files()?;
        if !wrong.is_empty() {
            return Ok(wrong);
        }
        self.answer(|| {
            let reports = self.snapshot.reports();
            wrong.extend(self.miscounted(reports.len())?);
            for of_segment in reports.chunk_by(|a, b| a.segment() == b.segment()) {
                let Some(text) = self.snapshot.exact_text(of_segment[0].segment()) else {
                    wrong.push("the exact layer has two characters at one place".to_string());
                    continue;
                };
                let keys = self.snapshot.keys(of_segment)?;
                let each: Vec<Option<String>> = of_segment
                    .par_iter()
                    .zip(keys)
                    .map(|(report, key)| self.differs(*report, &key, &text))
                    .collect::<Result<_>>()?;
                wrong.extend(each.into_iter().flatten());
            }
            Ok(wrong)
        })
    }

    /// What is wrong with the number of reports that are stored.
    fn miscounted(&self, stored: usize) -> Result<Vec<String>> {
        let written = self.snapshot.commit.documents;
        let named = self.snapshot.manifest()?.indexed();
        let mut wrong = Vec::new();
        if stored as u64 != written {
            wrong.push(format!(
                "{stored} reports are stored, {written} were written"
            ));
        }
        if named != stored {
            wrong.push(format!(
                "the manifest names {named} reports, {stored} are stored"
            ));
        }
        Ok(wrong)
    }

    /// What is wrong with a report, given the characters of its segment's exact layer.
    fn differs(
        &self,
        address: ReportAddress,
        key: &ReportKey,
        characters: &[char],
    ) -> Result<Option<String>> {
        let report = self.snapshot.report(address)?;
        let document = &report.document;
        let folded = fold_report(document, &self.fold);
        let exact = self.snapshot.extent(address);
        let is_exact = characters[exact].iter().copied().eq(folded.text.chars());
        let is_sound = is_exact
            && folded.section_starts == self.snapshot.section_starts(address)
            && folded.paragraphs == report.paragraphs
            && *key == key_of(document);
        let path = &document.path;
        Ok((!is_sound).then(|| format!("{path}: the stored text is not what was indexed")))
    }
}

/// What the columns must say of a document.
fn key_of(document: &Document) -> ReportKey {
    let metadata = &document.metadata;
    ReportKey {
        region: metadata.region.join("/"),
        year: metadata.year,
        path: document.path.clone(),
        id: document.id.clone(),
        title: metadata.title.clone().unwrap_or_default(),
    }
}
