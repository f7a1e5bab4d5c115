//! Counts terms over years, places, issuers and headings.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use quanwen::Result;
use quanwen::api::{MentionRequest, TrendField, TrendRequest};
use quanwen::backend::{CountedTrend, GroupedValues, ScannedReport, TrendCounts};
use serde_json::{Value, json};

use crate::asking::Asking;
use crate::buckets::{Bucket, Grouping, Source, Sum, Sums, buckets, sizes};
use crate::candidates::{CountedText, is_countable, uncounted};
use crate::corpus::OpenSearch;
use crate::selection::{Group, Selection};

/// A trend that is being counted.
pub(crate) struct Counting<'r> {
    engine: &'r OpenSearch,
    asking: &'r Asking<'r>,
    request: &'r TrendRequest,
    selection: Selection,
    counts: TrendCounts<'r>,
    /// The numbers of the reports that have mentions.
    numbers: HashMap<String, u32>,
}

impl<'r> Counting<'r> {
    /// Finds what a request covers.
    ///
    /// # Errors
    /// As [`Study::trend`](quanwen::api::Study::trend).
    pub(crate) fn of(
        engine: &'r OpenSearch,
        asking: &'r Asking<'r>,
        request: &'r TrendRequest,
    ) -> Result<Self> {
        let counting = Self {
            counts: engine.rules.trend(request, engine.places()?)?,
            selection: engine.selection(asking, &request.filter)?,
            engine,
            asking,
            request,
            numbers: HashMap::new(),
        };
        if request.balanced {
            return counting.balanced();
        }
        Ok(counting)
    }

    /// Leaves out the places that do not have a report of every year.
    fn balanced(mut self) -> Result<Self> {
        let groups = if let Some(groups) = &self.selection.groups {
            groups.clone()
        } else {
            let sources = [Source::Region, Source::Year];
            let found = self.grouped_reports(&sources, Vec::new())?;
            found.iter().map(group).collect()
        };
        let values: Vec<GroupedValues> = groups.iter().map(of_group).collect();
        let is_taken = self.counts.balance(&values);
        let taken = groups.iter().zip(is_taken).filter(|(_, taken)| *taken);
        let taken: Vec<Group> = taken.map(|(group, _)| group.clone()).collect();
        let reports = taken.iter().map(|group| group.reports).sum();
        self.selection = self.selection.restricted_to(taken, reports);
        Ok(self)
    }

    /// What the trend covers.
    pub(crate) fn selection(&self) -> &Selection {
        &self.selection
    }

    /// The terms, each as a request for its mentions.
    pub(crate) fn terms(&self) -> impl Iterator<Item = &MentionRequest> {
        self.counts.terms()
    }

    /// Counts everything.
    pub(crate) fn counted(mut self) -> Result<CountedTrend<'r>> {
        self.add_reports()?;
        let terms: Vec<MentionRequest> = self.terms().cloned().collect();
        for (number, term) in terms.iter().enumerate() {
            self.add_mentions(number, term)?;
        }
        let coverage = self.engine.coverage(&self.selection);
        Ok(self.counts.finish(coverage))
    }

    /// Adds the reports with the sizes of their texts.
    fn add_reports(&mut self) -> Result<()> {
        let takes_every_section = self.request.filter.takes_every_section();
        if self.is_by(TrendField::Heading) {
            return self.add_headed();
        }
        if !self.is_by(TrendField::Issuer)
            && takes_every_section
            && let Some(groups) = self.selection.groups.take()
        {
            for group in &groups {
                let Group {
                    reports,
                    characters,
                    words,
                    ..
                } = group;
                self.counts
                    .add_reports(&of_group(group), *reports, *characters, *words);
            }
            self.selection.groups = Some(groups);
            return Ok(());
        }
        let sources = [Source::Region, Source::Year, Source::Issuer];
        for bucket in &self.grouped_reports(&sources, sizes())? {
            let (characters, words) = if takes_every_section {
                (bucket.sum(Sum::Characters), bucket.sum(Sum::Words))
            } else {
                (0, 0)
            };
            let reports = bucket.size;
            self.counts
                .add_reports(&values(bucket), reports, characters, words);
        }
        if !takes_every_section {
            for bucket in &self.grouped_sections(&sources)? {
                let (characters, words) = (bucket.sum(Sum::Characters), bucket.sum(Sum::Words));
                self.counts
                    .add_reports(&values(bucket), 0, characters, words);
            }
        }
        Ok(())
    }

    /// Adds sections under their topmost headings.
    fn add_headed(&mut self) -> Result<()> {
        let sources = [
            Source::Region,
            Source::Year,
            Source::Issuer,
            Source::Report,
            Source::Chapter,
        ];
        let mut numbers = HashMap::new();
        for bucket in &self.grouped_sections(&sources)? {
            let report = number(&mut numbers, bucket.text(Source::Report));
            let (characters, words) = (bucket.sum(Sum::Characters), bucket.sum(Sum::Words));
            self.counts
                .add_sections(report, &values(bucket), characters, words);
        }
        Ok(())
    }

    /// The reports that the trend covers, grouped.
    fn grouped_reports(&self, sources: &[Source], sums: Sums) -> Result<Vec<Bucket>> {
        self.grouped(&self.selection.clauses_of_reports(), sources, sums)
    }

    /// The sections that the trend covers, grouped, with their sizes.
    fn grouped_sections(&self, sources: &[Source]) -> Result<Vec<Bucket>> {
        self.grouped(&self.selection.clauses_of_sections(), sources, sizes())
    }

    fn grouped(&self, clauses: &[Value], sources: &[Source], sums: Sums) -> Result<Vec<Bucket>> {
        let grouping = Grouping {
            clauses,
            query: &json!({ "match_all": {} }),
            sources,
            sums,
        };
        buckets(self.asking, &grouping)
    }

    /// Adds the mentions of a term: those that the server counts, then those of the reports where it cannot.
    fn add_mentions(&mut self, term: usize, request: &MentionRequest) -> Result<()> {
        let scan = self.engine.rules.scan(request)?;
        let scanned: Vec<String> = match scan.phrases() {
            [phrase] if is_countable(&scan) => {
                self.add_counted(term, &CountedText::new(&phrase.folded))?
            }
            _ => {
                let found = uncounted(self.asking, &scan, &self.selection)?;
                found.reports.into_iter().map(|report| report.id).collect()
            }
        };
        let ids: Vec<&str> = scanned.iter().map(String::as_str).collect();
        let (counts, numbers) = (&mut self.counts, &mut self.numbers);
        let (engine, asking, selection) = (self.engine, self.asking, &self.selection);
        engine.each_report(asking, &scan, selection, &ids, &mut |document| {
            let report = number(numbers, &document.id);
            let scanned = scan.scan(document);
            each_group(&scanned, &mut |values, mentions| {
                counts.add_mentions(term, report, values, mentions, 1);
            });
            ControlFlow::Continue(())
        })
    }

    /// Adds what the server counts of a text, and returns the reports in which it cannot.
    fn add_counted(&mut self, term: usize, text: &CountedText) -> Result<Vec<String>> {
        let sections = self.selection.clauses_of_sections();
        let found = text.buckets(self.asking, &sections, self.sources())?;
        let borrowed = found
            .iter()
            .filter(|bucket| CountedText::is_borrowed(bucket));
        let uncounted: HashSet<&str> = borrowed.map(|bucket| bucket.text(Source::Report)).collect();
        for bucket in &found {
            let id = bucket.text(Source::Report);
            if !uncounted.contains(id) {
                let report = number(&mut self.numbers, id);
                let (mentions, sections) = (text.mentions(bucket), bucket.size);
                let values = values(bucket);
                self.counts
                    .add_mentions(term, report, &values, mentions, sections);
            }
        }
        Ok(uncounted.into_iter().map(String::from).collect())
    }

    /// What sections with a mention are grouped by: what the trend counts by, report by report.
    fn sources(&self) -> &'static [Source] {
        use Source::{Chapter, Issuer, Region, Report, Year};
        match (
            self.is_by(TrendField::Issuer),
            self.is_by(TrendField::Heading),
        ) {
            (false, false) => &[Region, Year, Report],
            (true, false) => &[Region, Year, Issuer, Report],
            (_, true) => &[Region, Year, Issuer, Report, Chapter],
        }
    }

    fn is_by(&self, field: TrendField) -> bool {
        self.request.by.contains(&field)
    }
}

/// The number of a report.
fn number(numbers: &mut HashMap<String, u32>, id: &str) -> u32 {
    if let Some(known) = numbers.get(id) {
        return *known;
    }
    let number = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    numbers.insert(id.to_string(), number);
    number
}

/// What a bucket is grouped by.
pub(crate) fn values(bucket: &Bucket) -> GroupedValues<'_> {
    GroupedValues {
        year: bucket.year,
        region: bucket.text(Source::Region),
        issuer: bucket.text(Source::Issuer),
        heading: bucket.text(Source::Chapter),
    }
}

fn of_group(group: &Group) -> GroupedValues<'_> {
    GroupedValues {
        year: group.year,
        region: &group.region,
        ..GroupedValues::default()
    }
}

fn group(bucket: &Bucket) -> Group {
    Group {
        region: bucket.text(Source::Region).to_string(),
        year: bucket.year,
        reports: bucket.size,
        ..Group::default()
    }
}

/// The mentions of each section of a report.
pub(crate) fn each_group(scanned: &ScannedReport, each: &mut dyn FnMut(&GroupedValues, u64)) {
    let metadata = scanned.metadata();
    let region = metadata.region.join("/");
    let places = scanned.places();
    for of_section in places.chunk_by(|a, b| a.section == b.section) {
        let values = GroupedValues {
            year: metadata.year,
            region: &region,
            issuer: metadata.issuer.as_deref().unwrap_or_default(),
            heading: &of_section[0].chapter,
        };
        each(&values, of_section.len() as u64);
    }
}
