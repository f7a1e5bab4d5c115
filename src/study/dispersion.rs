//! How evenly a text is distributed over the reports of a corpus, or over its years or places. Reads no text.

use std::collections::BTreeMap;

use super::statistics::dispersion::{
    PartCount, deviation_of_proportions, normalized_deviation_of_proportions,
};
use crate::api::{
    DispersionAnswer, DispersionPart, DispersionRequest, DispersionSummary, DocumentReference,
    PartBy,
};
use crate::document::saturating_u32;
use crate::error::Result;
use crate::fold::Marks;
use crate::index::{
    DocumentAddress, DocumentKey, ExactLayer, Occurrences, SectionAddress, SectionSet,
};
use crate::matching::{Matcher, section_of};
use crate::query::Phrase;

/// Positions are rounded to a millionth of a report, less than a character of most.
const POSITION_STEPS: f64 = 1e6;

/// A report of the corpus.
struct Report {
    key: DocumentKey,
    /// Characters of the sections that the filter takes.
    characters: u64,
    /// Where each mention in them begins, from 0 to 1 of the whole report.
    positions: Vec<f64>,
}

/// How evenly the text of a request is distributed.
///
/// # Errors
/// [`crate::Error::Query`] for a text that folds to nothing, [`crate::Error::Damaged`].
pub(crate) fn dispersion(
    matcher: Matcher,
    request: &DispersionRequest,
) -> Result<DispersionAnswer> {
    let phrase = Phrase::new(&request.text, matcher.fold, Marks::Transparent)?;
    let selection = matcher.select(&request.filter)?;
    let scope = matcher.scope(&request.filter, &selection)?;
    let found = matcher.exact().occurrences(&phrase.readings, &selection)?;
    let reports = reports(matcher, &scope, &found)?;
    let mut parts = match request.by {
        PartBy::Document => reports.into_iter().map(part_of_report).collect(),
        PartBy::Year => grouped(reports, |key| key.year.map(|year| year.to_string())),
        PartBy::Region => grouped(reports, |key| {
            Some(key.region.clone()).filter(|region| !region.is_empty())
        }),
    };
    let mut summary = summary(request, &parts);
    summary.coverage = matcher.coverage(&selection);
    parts.truncate(request.limit.unwrap_or(usize::MAX));
    Ok(DispersionAnswer { parts, summary })
}

/// The reports with a section in `scope`, ordered by region, year and path.
fn reports(matcher: Matcher, scope: &SectionSet, found: &Occurrences) -> Result<Vec<Report>> {
    let exact = matcher.exact();
    let sizes = sizes(matcher, scope)?;
    let documents: Vec<DocumentAddress> = sizes.iter().map(|(document, _)| *document).collect();
    let keys = matcher.columns().keys(&documents)?;
    // Reports are in the order of the index, here and there.
    let mut found = exact.by_document(found).into_iter().peekable();
    let mut reports = Vec::with_capacity(sizes.len());
    for ((document, characters), key) in sizes.into_iter().zip(keys) {
        while found.next_if(|found| found.document < document).is_some() {}
        let found = found.next_if(|found| found.document == document);
        let starts: Vec<u32> = found.map_or_else(Vec::new, |found| found.starts().collect());
        reports.push(Report {
            key,
            characters,
            positions: positions(exact, scope, document, &starts),
        });
    }
    reports.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(reports)
}

/// The reports with a section in `scope`, in index order, each with the characters of these sections.
fn sizes(matcher: Matcher, scope: &SectionSet) -> Result<Vec<(DocumentAddress, u64)>> {
    let columns = matcher.columns();
    let mut sizes: Vec<(DocumentAddress, u64)> = Vec::new();
    for section in scope.sections(matcher.snapshot) {
        let section = section?;
        let characters = columns.section_size(section)?.characters;
        match sizes.last_mut() {
            Some((document, sum)) if *document == section.document => *sum += characters,
            _ => sizes.push((section.document, characters)),
        }
    }
    // What has no character is no part of a text.
    sizes.retain(|(_, characters)| *characters > 0);
    Ok(sizes)
}

/// Where in a report the starts in sections of `scope` are.
fn positions(
    exact: ExactLayer,
    scope: &SectionSet,
    document: DocumentAddress,
    starts: &[u32],
) -> Vec<f64> {
    if starts.is_empty() {
        return Vec::new();
    }
    let sections = exact.section_starts(document);
    let length = exact.extent(document).len();
    let is_taken = |start: &&u32| {
        let section = saturating_u32(section_of(&sections, **start));
        scope.contains(SectionAddress { document, section })
    };
    let taken = starts.iter().filter(is_taken);
    taken.map(|start| share(*start, length)).collect()
}

/// A position as a share of a length.
fn share(start: u32, length: usize) -> f64 {
    (f64::from(start) / length as f64 * POSITION_STEPS).round() / POSITION_STEPS
}

fn part_of_report(report: Report) -> DispersionPart {
    DispersionPart {
        document: Some(DocumentReference::from(&report.key)),
        group: None,
        documents: 1,
        characters: report.characters,
        mentions: report.positions.len() as u64,
        positions: report.positions,
    }
}

/// The reports of each group, by name, those without one last.
fn grouped(
    reports: Vec<Report>,
    name: impl Fn(&DocumentKey) -> Option<String>,
) -> Vec<DispersionPart> {
    let mut groups: BTreeMap<(bool, Option<String>), DispersionPart> = BTreeMap::new();
    for report in reports {
        let name = name(&report.key);
        let part = groups.entry((name.is_none(), name)).or_default();
        part.documents += 1;
        part.characters += report.characters;
        part.mentions += report.positions.len() as u64;
        part.positions.extend(report.positions);
    }
    let named = groups.into_iter().map(|((_, group), mut part)| {
        part.positions.sort_by(f64::total_cmp);
        DispersionPart { group, ..part }
    });
    named.collect()
}

/// The counts and measures of all parts.
fn summary(request: &DispersionRequest, parts: &[DispersionPart]) -> DispersionSummary {
    let count = |part: &DispersionPart| PartCount {
        size: part.characters,
        occurrences: part.mentions,
    };
    let counts: Vec<PartCount> = parts.iter().map(count).collect();
    let parts_with = parts.iter().filter(|part| part.mentions > 0).count();
    DispersionSummary {
        query: request.text.clone(),
        by: request.by,
        mentions: parts.iter().map(|part| part.mentions).sum(),
        parts: parts.len() as u64,
        parts_with: parts_with as u64,
        range: (!parts.is_empty()).then(|| parts_with as f64 / parts.len() as f64),
        dp: deviation_of_proportions(&counts),
        dp_norm: normalized_deviation_of_proportions(&counts),
        characters: parts.iter().map(|part| part.characters).sum(),
        truncated: request.limit.is_some_and(|limit| limit < parts.len()),
        ..DispersionSummary::default()
    }
}
