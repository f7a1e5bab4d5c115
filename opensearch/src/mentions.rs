//! Counts and shows mentions.

use std::ops::ControlFlow;

use quanwen::api::{Concordance, Mention, MentionRequest, MentionSummary, MentionsByDocument};
use quanwen::backend::{ChosenMentions, MentionCounts, MentionScan, ScannedReport};
use quanwen::{Document, Result};

use crate::asking::Asking;
use crate::candidates::{Candidate, Candidates, counted, is_countable, uncounted};
use crate::corpus::OpenSearch;
use crate::selection::Selection;

/// A request for mentions that is being answered.
struct Finding<'f> {
    engine: &'f OpenSearch,
    asking: &'f Asking<'f>,
    request: &'f MentionRequest,
    scan: MentionScan<'f>,
    selection: Selection,
}

impl<'f> Finding<'f> {
    /// Finds what a request covers.
    ///
    /// # Errors
    /// As [`Concordance::count_mentions`].
    fn of(
        engine: &'f OpenSearch,
        asking: &'f Asking<'f>,
        request: &'f MentionRequest,
    ) -> Result<Self> {
        Ok(Self {
            scan: engine.rules.scan(request)?,
            selection: engine.selection(asking, &request.filter)?,
            engine,
            asking,
            request,
        })
    }

    fn summary(&self, counts: MentionCounts) -> MentionSummary {
        self.scan
            .summary(counts, self.engine.coverage(&self.selection))
    }

    /// Counts the mentions.
    fn count(&self) -> Result<MentionSummary> {
        if is_countable(&self.scan) {
            return Ok(self.counted()?.0);
        }
        self.scanned(&mut |_| ())
    }

    /// Passes the mentions, in the order of the request, to `each` until it breaks.
    fn each_mention(
        &self,
        each: &mut dyn FnMut(Mention) -> ControlFlow<()>,
    ) -> Result<MentionSummary> {
        let is_in_order = self.request.sort.is_empty() && self.request.sample.is_none();
        if is_countable(&self.scan) && is_in_order {
            return self.counted_mentions(each);
        }
        self.scanned_mentions(each)
    }

    /// The reports with mentions.
    fn by_document(&self) -> Result<MentionsByDocument> {
        if is_countable(&self.scan) {
            return self.counted_documents();
        }
        self.scanned_documents()
    }

    /// Counts what the server can count, the rest in the reports, and returns the reports that have some.
    fn counted(&self) -> Result<(MentionSummary, Candidates)> {
        let mut found = counted(self.asking, &self.scan, &self.selection)?;
        self.recount(&mut found)?;
        let has_some = |report: &Candidate| report.of_texts.iter().any(|count| *count > 0);
        let mut counts = self.scan.no_counts();
        for report in &found.reports {
            for (sum, count) in counts.of_texts.iter_mut().zip(&report.of_texts) {
                *sum += count;
            }
            counts.sections += report.sections;
            counts.documents += u64::from(has_some(report));
        }
        found.reports.retain(has_some);
        Ok((self.summary(counts), found))
    }

    /// Passes reports with what the scan needs of them.
    fn each_report(
        &self,
        ids: &[&str],
        each: &mut dyn FnMut(Document) -> ControlFlow<()>,
    ) -> Result<()> {
        let (scan, selection) = (&self.scan, &self.selection);
        self.engine
            .each_report(self.asking, scan, selection, ids, each)
    }

    /// Counts the mentions of the reports that the server could not count in the reports themselves.
    fn recount(&self, found: &mut Candidates) -> Result<()> {
        let uncounted = found
            .reports
            .iter_mut()
            .filter(|report| report.is_uncounted);
        let mut uncounted: Vec<&mut Candidate> = uncounted.collect();
        let ids: Vec<String> = uncounted.iter().map(|report| report.id.clone()).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let mut uncounted = uncounted.iter_mut();
        self.each_report(&ids, &mut |document| {
            let mut exact = self.scan.no_counts();
            self.scan.scan(document).add_to(&mut exact, &self.scan);
            if let Some(report) = uncounted.next() {
                (report.of_texts, report.sections) = (exact.of_texts, exact.sections);
            }
            ControlFlow::Continue(())
        })
    }

    /// The mentions of texts that the server counts, in the order of answers.
    fn counted_mentions(
        &self,
        each: &mut dyn FnMut(Mention) -> ControlFlow<()>,
    ) -> Result<MentionSummary> {
        let (summary, found) = self.counted()?;
        let mut left = self.request.limit.unwrap_or(usize::MAX);
        if left == 0 {
            return Ok(summary);
        }
        let shown = found.first_with(left as u64);
        self.each_report(&shown, &mut |document| {
            let scanned = self.scan.scan(document);
            self.scan.each_mention(&scanned, &mut |mention| {
                left -= 1;
                each(mention)?;
                if left == 0 {
                    return ControlFlow::Break(());
                }
                ControlFlow::Continue(())
            })
        })?;
        Ok(summary)
    }

    /// Counts the mentions in the reports. Each report is passed to `each`.
    fn scanned(&self, each: &mut dyn FnMut(&ScannedReport)) -> Result<MentionSummary> {
        let found = uncounted(self.asking, &self.scan, &self.selection)?;
        let mut counts = self.scan.no_counts();
        self.each_report(&found.ids(), &mut |document| {
            let report = self.scan.scan(document);
            report.add_to(&mut counts, &self.scan);
            each(&report);
            ControlFlow::Continue(())
        })?;
        Ok(self.summary(counts))
    }

    /// The mentions that are counted and chosen in the reports.
    fn scanned_mentions(
        &self,
        each: &mut dyn FnMut(Mention) -> ControlFlow<()>,
    ) -> Result<MentionSummary> {
        let mut chosen = ChosenMentions::default();
        let mut choose = |report: &ScannedReport| self.scan.choose(report, &mut chosen);
        let summary = self.scanned(&mut choose)?;
        // If `each` breaks, the rest is dropped.
        let _ = self.scan.chosen(chosen).into_iter().try_for_each(each);
        Ok(summary)
    }

    /// The reports with mentions, which the server counts.
    fn counted_documents(&self) -> Result<MentionsByDocument> {
        let mut answer = MentionsByDocument::default();
        let (summary, found) = self.counted()?;
        answer.summary = summary;
        let mut shown = found.ids();
        shown.truncate(self.request.limit.unwrap_or(usize::MAX));
        let references = self.engine.references(self.asking, &shown)?;
        for (report, document) in found.reports.iter().zip(references) {
            let row = self.scan.document_mentions(document, &report.of_texts);
            answer.documents.push(row);
        }
        Ok(answer.limited(self.request.limit))
    }

    /// The reports with mentions, which are counted in them.
    fn scanned_documents(&self) -> Result<MentionsByDocument> {
        let mut answer = MentionsByDocument::default();
        let documents = &mut answer.documents;
        answer.summary = self.scanned(&mut |report| {
            if report.mentions() > 0 {
                let of_texts = report.mentions_of_texts(&self.scan);
                documents.push(self.scan.document_mentions(report.reference(), &of_texts));
            }
        })?;
        Ok(answer.limited(self.request.limit))
    }
}

impl Concordance for OpenSearch {
    fn count_mentions(&self, request: &MentionRequest) -> Result<MentionSummary> {
        self.answer(|asking| Finding::of(self, asking, request)?.count())
    }

    fn each_mention(
        &self,
        request: &MentionRequest,
        each: &mut dyn FnMut(Mention) -> ControlFlow<()>,
    ) -> Result<MentionSummary> {
        self.answer(|asking| Finding::of(self, asking, request)?.each_mention(each))
    }

    fn mentions_by_document(&self, request: &MentionRequest) -> Result<MentionsByDocument> {
        self.answer(|asking| Finding::of(self, asking, request)?.by_document())
    }
}
