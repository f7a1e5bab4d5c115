//! Problems of a corpus: reports that are duplicated, missing, badly read or not read.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use quanwen_messages::{counted, message};
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::contradiction::{YearClaim, other_years};
use super::resemblance::{Sketch, alike};
use crate::api::{Filter, Finding, Health};
use crate::corpus::rare_share;
use crate::document::{Basis, Document};
use crate::error::Result;
use crate::index::{DocumentAddress, folded_document};
use crate::matching::Matcher;
use crate::structure::{Parser, series_of};

/// Similarity from which two texts are near duplicates.
const NEAR_DUPLICATE: f64 = 0.8;
/// A report is short below the median divided by this, or below [`SHORT`] characters (but at most half the median).
const SHORT_DIVISOR: u64 = 10;
/// In characters.
const SHORT: u64 = 200;
/// Characters of a report that is never short.
const MAX_SHORT: u64 = 2_000;
/// Share of rare characters from which a text is garbled. The maximum over 1,931 reports and laws is 1.8 %.
const GARBLED: f64 = 0.15;

/// The properties of a report that are compared.
struct Reading {
    path: String,
    region: Vec<String>,
    /// The region in simplified characters, for comparing places.
    place: Vec<String>,
    series: Option<&'static str>,
    year: Option<u16>,
    year_claim: Option<YearClaim>,
    /// The place of its folders, if the text states another, and where.
    other_place: Option<(Vec<String>, Basis)>,
    /// Whether it should have a place and has none.
    is_unplaced: bool,
    /// Who issued it, if that is known.
    issuer: Option<String>,
    /// Whether it is of a part of a year.
    is_partial: bool,
    sections: usize,
    characters: u64,
    hash: u128,
    rare: f64,
    sketch: Sketch,
}

/// Checks the reports that match a filter, and the unread files among its paths.
///
/// # Errors
/// [`crate::Error::Damaged`].
pub(crate) fn health(matcher: Matcher, parser: &Parser, filter: &Filter) -> Result<Health> {
    let selection = matcher.select(filter)?;
    let mut readings: Vec<Reading> = selection
        .documents(matcher.snapshot)
        .into_par_iter()
        .map(|address| read(matcher, parser, address))
        .collect::<Result<_>>()?;
    readings.sort_by(|a, b| a.path.cmp(&b.path));
    let manifest = matcher.snapshot.manifest()?;
    let damaged: HashMap<String, u32> = manifest.damaged().into_iter().collect();
    let mut findings = duplicates(&readings);
    let near = near_duplicates(&readings);
    let places = places(&readings);
    let alike: HashSet<[&str; 2]> = near.iter().flat_map(pairs).collect();
    let several = places.iter().flat_map(|group| same_years(group, &alike));
    findings.extend(several);
    findings.extend(near.iter().cloned());
    let last_years = last_years(&places);
    let missing = |group: &Vec<&Reading>| missing_years(group, &last_years);
    findings.extend(places.iter().filter_map(missing));
    findings.extend(contradictions(&readings));
    findings.extend(without_metadata(&readings));
    let without_sections = readings.iter().filter(|reading| reading.sections == 0);
    findings.extend(without_sections.map(|reading| Finding::NoSections {
        path: reading.path.clone(),
    }));
    findings.extend(short(&readings));
    findings.extend(garbled(&readings, &damaged));
    let skipped = manifest
        .skipped()
        .filter(|skipped| filter.takes_path(&skipped.path));
    findings.extend(skipped.map(|skipped| Finding::Unread {
        path: skipped.path,
        code: skipped.code,
        reason: skipped.reason,
    }));
    Ok(Health {
        documents: readings.len() as u64,
        findings,
    })
}

fn read(matcher: Matcher, parser: &Parser, address: DocumentAddress) -> Result<Reading> {
    let document = matcher.snapshot.stored(address)?.document;
    let folded = folded_document(&document, matcher.fold).text;
    let plain: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    Ok(Reading {
        year_claim: YearClaim::of(&document.path, &document.metadata),
        other_place: other_place(matcher, parser, &document),
        is_unplaced: is_unplaced(parser, &document),
        series: series_of(document.metadata.title.as_deref().unwrap_or_default()),
        year: document.metadata.year,
        issuer: document.metadata.issuer,
        is_partial: is_of_part_of_year(document.metadata.title.as_deref().unwrap_or_default()),
        sections: document.sections.len() - 1,
        characters: plain.chars().count() as u64,
        hash: xxh3_128(plain.as_bytes()),
        rare: rare_share(&plain),
        sketch: Sketch::of(&folded),
        place: document
            .metadata
            .region
            .iter()
            .map(|name| matcher.fold.fold_text(name))
            .collect(),
        region: document.metadata.region,
        path: document.path,
    })
}

/// The place of the folders of a report, if it states another in any spelling, and where it does.
fn other_place(
    matcher: Matcher,
    parser: &Parser,
    document: &Document,
) -> Option<(Vec<String>, Basis)> {
    let metadata = &document.metadata;
    let basis = metadata
        .region_basis
        .filter(|basis| *basis != Basis::Correction)?;
    let fold = |name: &String| matcher.fold.fold_text(name);
    let named = parser.other_place(&document.path, metadata)?;
    let mut stated = metadata.region.iter().map(fold);
    let last = fold(named.last()?);
    (!stated.any(|place| place == last)).then_some((named, basis))
}

/// Whether a report has no place and is not of the nation, by its issuer or its title.
fn is_unplaced(parser: &Parser, document: &Document) -> bool {
    let metadata = &document.metadata;
    let mut names = metadata.issuer.iter().chain(&metadata.title);
    metadata.region.is_empty() && !names.any(|name| parser.is_of_nation(name))
}

/// The reports whose file or folder says another year or place than their text.
fn contradictions(readings: &[Reading]) -> Vec<Finding> {
    let claims: Vec<&YearClaim> = readings
        .iter()
        .filter_map(|reading| reading.year_claim.as_ref())
        .collect();
    let mut findings = other_years(&claims);
    findings.extend(readings.iter().filter_map(|reading| {
        let (named, basis) = reading.other_place.clone()?;
        Some(Finding::OtherPlace {
            path: reading.path.clone(),
            named,
            stated: reading.region.clone(),
            basis,
        })
    }));
    findings
}

/// The reports without a year, then those without a place.
fn without_metadata(readings: &[Reading]) -> impl Iterator<Item = Finding> {
    let undated = readings.iter().filter(|reading| reading.year.is_none());
    let undated = undated.map(|reading| Finding::Undated {
        path: reading.path.clone(),
    });
    let unplaced = readings.iter().filter(|reading| reading.is_unplaced);
    undated.chain(unplaced.map(|reading| Finding::Unplaced {
        path: reading.path.clone(),
    }))
}

fn duplicates(readings: &[Reading]) -> Vec<Finding> {
    let mut of_text: BTreeMap<u128, Vec<&Reading>> = BTreeMap::new();
    for reading in readings {
        of_text.entry(reading.hash).or_default().push(reading);
    }
    let mut groups: Vec<Vec<String>> = of_text
        .into_values()
        .filter(|group| group.len() > 1)
        .map(|group| group.iter().map(|reading| reading.path.clone()).collect())
        .collect();
    groups.sort();
    groups
        .into_iter()
        .map(|paths| Finding::Duplicate { paths })
        .collect()
}

fn near_duplicates(readings: &[Reading]) -> Vec<Finding> {
    // Reports with the same text are represented by one of them.
    let mut seen = HashSet::new();
    let distinct: Vec<&Reading> = readings
        .iter()
        .filter(|reading| seen.insert(reading.hash))
        .collect();
    let sketches: Vec<Sketch> = distinct
        .iter()
        .map(|reading| reading.sketch.clone())
        .collect();
    let mut pairs = alike(&sketches, NEAR_DUPLICATE);
    pairs.sort_by(|a, b| b.2.total_cmp(&a.2));
    let path = |index: usize| distinct[index].path.clone();
    pairs
        .into_iter()
        .map(|(first, second, similarity)| Finding::NearDuplicate {
            paths: [path(first), path(second)],
            similarity: (similarity * 100.0).round() / 100.0,
        })
        .collect()
}

/// Whether a title is that of a report on half a year or a quarter.
fn is_of_part_of_year(title: &str) -> bool {
    ["半年", "季度"].iter().any(|part| title.contains(part))
}

/// The paths of a near duplicate, in both orders.
fn pairs(finding: &Finding) -> Vec<[&str; 2]> {
    match finding {
        Finding::NearDuplicate {
            paths: [first, second],
            ..
        } => vec![[first, second], [second, first]],
        _ => Vec::new(),
    }
}

/// The years of which a place has several reports of one series, with different texts. `near` are the near
/// duplicates, in both orders.
fn same_years(group: &[&Reading], near: &HashSet<[&str; 2]>) -> Vec<Finding> {
    let is_near = |a: &Reading, b: &Reading| near.contains(&[a.path.as_str(), b.path.as_str()]);
    let mut of_year: BTreeMap<u16, Vec<&Reading>> = BTreeMap::new();
    for reading in group {
        let Some(year) = reading.year else { continue };
        let reports = of_year.entry(year).or_default();
        if reading.is_partial {
            continue;
        }
        let is_of_other = |other: &Reading| match (&other.issuer, &reading.issuer) {
            (Some(a), Some(b)) => a != b,
            _ => false,
        };
        let is_known = |other: &&Reading| {
            other.hash == reading.hash || is_near(other, reading) || is_of_other(other)
        };
        if !reports.iter().any(is_known) {
            reports.push(reading);
        }
    }
    let finding = |(year, reports): (u16, Vec<&Reading>)| {
        let any = reports.first()?;
        let mut paths: Vec<String> = reports.iter().map(|reading| reading.path.clone()).collect();
        paths.sort();
        (paths.len() > 1).then(|| Finding::SameYear {
            region: any.region.clone(),
            series: any.series.unwrap_or_default().to_string(),
            year,
            paths,
        })
    };
    of_year.into_iter().filter_map(finding).collect()
}

/// For each series, the last year of which at least half of its places have a report: who has none of it lacks one.
fn last_years<'r>(places: &[Vec<&'r Reading>]) -> HashMap<&'r str, u16> {
    let mut of_series: HashMap<&str, (usize, BTreeMap<u16, usize>)> = HashMap::new();
    for group in places {
        let Some(series) = group.first().and_then(|any| any.series) else {
            continue;
        };
        let (places, with_year) = of_series.entry(series).or_default();
        *places += 1;
        let years: BTreeSet<u16> = group.iter().filter_map(|reading| reading.year).collect();
        for year in years {
            *with_year.entry(year).or_default() += 1;
        }
    }
    let last = |(places, with_year): (usize, BTreeMap<u16, usize>)| {
        let mut common = with_year.into_iter().rev();
        common.find_map(|(year, with)| (2 * with >= places).then_some(year))
    };
    let last = of_series
        .into_iter()
        .map(|(series, years)| (series, last(years)));
    last.filter_map(|(series, year)| Some((series, year?)))
        .collect()
}

/// The years without a report from the first report of a place and series on, to its last one or the [last](last_years) that is usual.
fn missing_years(group: &[&Reading], last_years: &HashMap<&str, u16>) -> Option<Finding> {
    let years: Vec<u16> = group.iter().filter_map(|reading| reading.year).collect();
    let (first, last) = (*years.iter().min()?, *years.iter().max()?);
    let any = group.first()?;
    let usual = any
        .series
        .and_then(|series| last_years.get(series).copied());
    let gaps: Vec<u16> = (first..=usual.unwrap_or(last).max(last))
        .filter(|year| !years.contains(year))
        .collect();
    (!gaps.is_empty()).then(|| Finding::MissingYears {
        region: any.region.clone(),
        series: any.series.unwrap_or_default().to_string(),
        first,
        last,
        years: gaps,
    })
}

/// The reports of each place and series. Reports without a series are left out: their gaps are unknown.
fn places(readings: &[Reading]) -> Vec<Vec<&Reading>> {
    let mut of_name: BTreeMap<_, Vec<&Reading>> = BTreeMap::new();
    for reading in readings {
        if let (false, Some(series)) = (reading.place.is_empty(), reading.series) {
            let name = (reading.place.as_slice(), series);
            of_name.entry(name).or_default().push(reading);
        }
    }
    of_name.into_values().collect()
}

fn short(readings: &[Reading]) -> Vec<Finding> {
    let mut lengths: Vec<u64> = readings.iter().map(|reading| reading.characters).collect();
    lengths.sort_unstable();
    let median = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    let least = SHORT
        .min(median / 2)
        .max(median / SHORT_DIVISOR)
        .min(MAX_SHORT);
    let short = readings.iter().filter(|reading| reading.characters < least);
    let found = short.map(|reading| Finding::Short {
        path: reading.path.clone(),
        characters: reading.characters,
        median,
    });
    found.collect()
}

fn garbled(readings: &[Reading], damaged: &HashMap<String, u32>) -> Vec<Finding> {
    let reason = |reading: &Reading| {
        if let Some(characters) = damaged.get(&reading.path) {
            return Some(counted!(
                *characters,
                "{n} character could not be read (�)",
                "{n} characters could not be read (�)"
            ));
        }
        (reading.rare > GARBLED).then(|| {
            let percent = 100.0 * reading.rare;
            message!(
                "{percent} % of the Chinese characters are rare",
                percent = format!("{percent:.0}")
            )
        })
    };
    let found = readings.iter().filter_map(|reading| {
        Some(Finding::Garbled {
            path: reading.path.clone(),
            reason: reason(reading)?,
        })
    });
    found.collect()
}
