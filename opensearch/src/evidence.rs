//! Opens the cells of a trend.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use quanwen::Result;
use quanwen::api::{Evidence, EvidenceRequest, MentionRequest, TrendAnswer, TrendCell, TrendField};
use quanwen::backend::{CountedTrend, GroupedValues, MentionScan, ScannedReport};

use crate::asking::Asking;
use crate::buckets::{Grouping, Source, buckets};
use crate::candidates::sections_with;
use crate::corpus::OpenSearch;
use crate::selection::Selection;
use crate::trend::{Counting, each_group, values};

/// A trend whose cells are opened.
pub(crate) struct Opened<'r> {
    engine: &'r OpenSearch,
    asking: &'r Asking<'r>,
    request: &'r EvidenceRequest,
    selection: Selection,
    terms: Vec<MentionRequest>,
    trend: CountedTrend<'r>,
}

impl<'r> Opened<'r> {
    /// Counts a trend.
    ///
    /// # Errors
    /// As [`Study::trend`](quanwen::api::Study::trend).
    pub(crate) fn of(
        engine: &'r OpenSearch,
        asking: &'r Asking<'r>,
        request: &'r EvidenceRequest,
    ) -> Result<Self> {
        let counting = Counting::of(engine, asking, &request.trend)?;
        let context = |term: &MentionRequest| {
            let term = term.clone().context(request.context);
            term.width(request.width)
        };
        Ok(Self {
            engine,
            asking,
            request,
            selection: counting.selection().clone(),
            terms: counting.terms().map(context).collect(),
            trend: counting.counted()?,
        })
    }

    /// Passes the mentions behind the cells to `each`, cell by cell, until it breaks.
    pub(crate) fn each(
        self,
        each: &mut dyn FnMut(Evidence) -> ControlFlow<()>,
    ) -> Result<TrendAnswer> {
        for (number, term) in self.terms.iter().enumerate() {
            let scan = self.engine.rules.scan(term)?;
            for (cell, reports) in self.reports_by_cell(number, &scan)? {
                if self.open(number, &scan, cell, &reports, each)?.is_break() {
                    return Ok(self.trend.answer);
                }
            }
        }
        Ok(self.trend.answer)
    }

    /// The reports that may have a mention of a term, by the cell that it is in.
    fn reports_by_cell(
        &self,
        term: usize,
        scan: &MentionScan,
    ) -> Result<BTreeMap<usize, Vec<String>>> {
        use Source::{Chapter, Issuer, Path, Region, Report, Year};
        let by_report: &[Source] = &[Region, Year, Path, Report, Issuer];
        let by_heading: &[Source] = &[Region, Year, Path, Report, Issuer, Chapter];
        let is_by_heading = self.request.trend.by.contains(&TrendField::Heading);
        let grouping = Grouping {
            clauses: &self.selection.clauses_of_sections(),
            query: &sections_with(scan),
            sources: if is_by_heading { by_heading } else { by_report },
            sums: Vec::new(),
        };
        let mut by_cell: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for bucket in &buckets(self.asking, &grouping)? {
            if let Some(cell) = self.trend.cell(term, &values(bucket)) {
                let reports = by_cell.entry(cell).or_default();
                let report = bucket.text(Report).to_string();
                // Headings that fold alike are one.
                if reports.last() != Some(&report) {
                    reports.push(report);
                }
            }
        }
        Ok(by_cell)
    }

    /// Passes the mentions of a cell, up to the limit.
    fn open(
        &self,
        term: usize,
        scan: &MentionScan,
        cell: usize,
        reports: &[String],
        each: &mut dyn FnMut(Evidence) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>> {
        let TrendCell {
            term: name, group, ..
        } = &self.trend.answer.cells[cell];
        let ids: Vec<&str> = reports.iter().map(String::as_str).collect();
        let mut left = self.request.limit.unwrap_or(usize::MAX);
        let mut passed = ControlFlow::Continue(());
        let (engine, asking, selection) = (self.engine, self.asking, &self.selection);
        engine.each_report(asking, scan, selection, &ids, &mut |document| {
            let scanned = scan.scan(document);
            let is_of_cell = is_of_each(&scanned, |values| {
                self.trend.cell(term, values) == Some(cell)
            });
            let mut is_of_cell = is_of_cell.into_iter();
            scan.each_mention(&scanned, &mut |mention| {
                if left == 0 {
                    return ControlFlow::Break(());
                }
                if is_of_cell.next() == Some(true) {
                    left -= 1;
                    passed = each(Evidence::new(name, group.clone(), mention));
                }
                passed
            })
        })?;
        Ok(passed)
    }
}

/// For each mention of a report, whether its values are those wanted.
fn is_of_each(scanned: &ScannedReport, is_wanted: impl Fn(&GroupedValues) -> bool) -> Vec<bool> {
    let mut wanted = Vec::new();
    each_group(scanned, &mut |values, mentions| {
        let mentions = usize::try_from(mentions).unwrap_or(usize::MAX);
        wanted.extend(std::iter::repeat_n(is_wanted(values), mentions));
    });
    wanted
}
