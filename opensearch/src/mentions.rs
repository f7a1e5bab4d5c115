//! Counts and shows mentions.

use std::ops::ControlFlow;

use quanwen::Result;
use quanwen::api::{
    Concordance, DocumentMentions, DocumentReference, Mention, MentionRequest, MentionSummary,
    MentionsByDocument,
};
use quanwen::backend::{ChosenMentions, MentionCounts, MentionScan, ScannedReport};

use crate::asking::Asking;
use crate::candidates::{Candidates, counted, is_countable, uncounted};
use crate::corpus::OpenSearch;

impl OpenSearch {
    /// Counts the mentions of the reports found: those that the server could not count in the reports themselves.
    fn counts(&self, scan: &MentionScan, found: &mut Candidates) -> Result<MentionCounts> {
        let mut counts = scan.no_counts();
        let ids: Vec<String> = found
            .reports
            .iter()
            .filter(|report| report.is_uncounted)
            .map(|report| report.id.clone())
            .collect();
        let mut recounted = Vec::new();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        self.each_report(&ids, &mut |document| {
            let mut of_report = scan.no_counts();
            scan.scan(document).add_to(&mut of_report, scan);
            recounted.push(of_report);
            ControlFlow::Continue(())
        })?;
        let mut recounted = recounted.into_iter();
        for report in &mut found.reports {
            if report.is_uncounted
                && let Some(exact) = recounted.next()
            {
                (report.of_texts, report.sections) = (exact.of_texts, exact.sections);
            }
            for (sum, count) in counts.of_texts.iter_mut().zip(&report.of_texts) {
                *sum += count;
            }
            let has_some = report.of_texts.iter().any(|count| *count > 0);
            counts.sections += report.sections;
            counts.documents += u64::from(has_some);
        }
        found
            .reports
            .retain(|report| report.of_texts.iter().any(|count| *count > 0));
        Ok(counts)
    }

    /// Counts the mentions of a request whose texts the server counts, and returns the reports that have some.
    fn counted(
        &self,
        asking: &Asking,
        request: &MentionRequest,
        scan: &MentionScan,
    ) -> Result<(MentionSummary, Candidates)> {
        let selection = self.selection(asking, &request.filter)?;
        let mut found = counted(asking, scan, &selection)?;
        let counts = self.counts(scan, &mut found)?;
        Ok((scan.summary(counts, self.coverage(&selection)), found))
    }

    /// The mentions of a request whose texts the server counts, in the order of answers.
    fn counted_mentions(
        &self,
        asking: &Asking,
        request: &MentionRequest,
        scan: &MentionScan,
        each: &mut dyn FnMut(Mention) -> ControlFlow<()>,
    ) -> Result<MentionSummary> {
        let (summary, found) = self.counted(asking, request, scan)?;
        let mut left = request.limit.unwrap_or(usize::MAX);
        if left == 0 {
            return Ok(summary);
        }
        let shown = found.first_with(left as u64);
        self.each_report(&shown, &mut |document| {
            scan.each_mention(&scan.scan(document), &mut |mention| {
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

    /// The mentions of a request as they are counted in the reports. Each report is passed to `each`.
    fn scanned(
        &self,
        asking: &Asking,
        request: &MentionRequest,
        scan: &MentionScan,
        each: &mut dyn FnMut(&ScannedReport),
    ) -> Result<MentionSummary> {
        let selection = self.selection(asking, &request.filter)?;
        let found = uncounted(asking, scan, &selection)?;
        let mut counts = scan.no_counts();
        self.each_report(&found.ids(), &mut |document| {
            let report = scan.scan(document);
            report.add_to(&mut counts, scan);
            each(&report);
            ControlFlow::Continue(())
        })?;
        Ok(scan.summary(counts, self.coverage(&selection)))
    }

    /// The mentions of a request that are counted and chosen in the reports.
    fn scanned_mentions(
        &self,
        asking: &Asking,
        request: &MentionRequest,
        scan: &MentionScan,
        each: &mut dyn FnMut(Mention) -> ControlFlow<()>,
    ) -> Result<MentionSummary> {
        let mut chosen = ChosenMentions::default();
        let mut choose = |report: &ScannedReport| scan.choose(report, &mut chosen);
        let summary = self.scanned(asking, request, scan, &mut choose)?;
        // If `each` breaks, the rest is dropped.
        let _ = scan.chosen(chosen).into_iter().try_for_each(each);
        Ok(summary)
    }

    /// The reports with mentions, which the server counts.
    fn counted_documents(
        &self,
        asking: &Asking,
        request: &MentionRequest,
        scan: &MentionScan,
    ) -> Result<MentionsByDocument> {
        let mut answer = MentionsByDocument::default();
        let (summary, found) = self.counted(asking, request, scan)?;
        answer.summary = summary;
        let references = self.references(asking, &found.ids())?;
        for (report, document) in found.reports.iter().zip(references) {
            let mentions = report.of_texts.iter().sum();
            answer.documents.push(of_document(document, mentions));
        }
        Ok(answer)
    }

    /// The reports with mentions, which are counted in them.
    fn scanned_documents(
        &self,
        asking: &Asking,
        request: &MentionRequest,
        scan: &MentionScan,
    ) -> Result<MentionsByDocument> {
        let mut answer = MentionsByDocument::default();
        let documents = &mut answer.documents;
        answer.summary = self.scanned(asking, request, scan, &mut |report| {
            if report.mentions() > 0 {
                documents.push(of_document(report.reference(), report.mentions()));
            }
        })?;
        Ok(answer)
    }
}

impl Concordance for OpenSearch {
    fn count_mentions(&self, request: &MentionRequest) -> Result<MentionSummary> {
        let scan = self.rules.scan(request)?;
        self.answer(|asking| {
            if is_countable(&scan) {
                return Ok(self.counted(asking, request, &scan)?.0);
            }
            self.scanned(asking, request, &scan, &mut |_| ())
        })
    }

    fn each_mention(
        &self,
        request: &MentionRequest,
        each: &mut dyn FnMut(Mention) -> ControlFlow<()>,
    ) -> Result<MentionSummary> {
        let scan = self.rules.scan(request)?;
        self.answer(|asking| {
            if is_countable(&scan) && request.sort.is_empty() && request.sample.is_none() {
                return self.counted_mentions(asking, request, &scan, each);
            }
            self.scanned_mentions(asking, request, &scan, each)
        })
    }

    fn mentions_by_document(&self, request: &MentionRequest) -> Result<MentionsByDocument> {
        let scan = self.rules.scan(request)?;
        self.answer(|asking| {
            if is_countable(&scan) {
                return self.counted_documents(asking, request, &scan);
            }
            self.scanned_documents(asking, request, &scan)
        })
    }
}

fn of_document(document: DocumentReference, mentions: u64) -> DocumentMentions {
    let mut row = DocumentMentions::default();
    (row.document, row.mentions) = (document, mentions);
    row
}
