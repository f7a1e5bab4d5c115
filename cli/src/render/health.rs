//! Problems of a corpus, by kind.

use std::io::{self, Write};

use quanwen::Basis;
use quanwen::api::{Finding, Health, Json, Rows};
use quanwen_messages::{Text as Words, counted, text};

use super::Answer;
use super::lines::PLAIN;
use super::text::{FAINT, SECTION, Text, grouped};
use super::years::{span, spans};
use crate::hint;
use crate::language::{Said, say};

/// Maximum number of findings that text shows of one kind.
const FINDINGS: usize = 20;
/// Maximum number of reports that text shows of one finding.
const PATHS: usize = 10;

impl Answer for Health {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        Ok(findings(text, &hint::health(self))?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(hint::health(self).write_rows(json)?)
    }
}

/// Writes the findings grouped by kind.
fn findings(text: &mut Text<impl Write>, health: &Health) -> io::Result<()> {
    for kind in health.findings.chunk_by(|a, b| name(a) == name(b)) {
        text.spans(&[
            (SECTION, &name(&kind[0]).said()),
            (FAINT, &say!(" ({n})", n = kind.len())),
        ])?;
        text.first_of(kind, FINDINGS, 2, write_finding)?;
        text.line("")?;
    }
    let summary = say!(
        "{findings} in {reports}",
        findings = counted!(health.findings.len(), "{n} finding", "{n} findings"),
        reports = counted!(health.documents, "{n} report", "{n} reports")
    );
    text.spans(&[(FAINT, &summary)])
}

/// The name of a finding's kind.
fn name(finding: &Finding) -> Words {
    match finding {
        Finding::Duplicate { .. } => text!("the same text"),
        Finding::NearDuplicate { .. } => text!("nearly the same text"),
        Finding::MissingYears { .. } => text!("years without a report"),
        Finding::SameYear { .. } => text!("several reports of a year"),
        Finding::OtherYear { .. } => text!("another year in the name than in the text"),
        Finding::OtherPlace { .. } => text!("in the folder of another place"),
        Finding::Undated { .. } => text!("without a year"),
        Finding::Unplaced { .. } => text!("without a place"),
        Finding::NoSections { .. } => text!("no headings found"),
        Finding::Short { .. } => text!("very short"),
        Finding::Garbled { .. } => text!("perhaps garbled"),
        Finding::Unread { .. } => text!("not read"),
    }
}

/// Writes a finding: the report or the place, then what was found, and the other reports.
fn write_finding(text: &mut Text<impl Write>, finding: &Finding) -> io::Result<()> {
    match finding {
        Finding::Duplicate { paths } => write_paths(text, paths),
        Finding::NearDuplicate { paths, similarity } => {
            write_paths(text, paths)?;
            let percent = format!("{:.0}", 100.0 * similarity);
            text.paragraph(&say!("{percent} % alike", percent = percent), 4, FAINT)
        }
        Finding::MissingYears {
            region,
            series,
            first,
            last,
            years,
        } => {
            let of = place_and_series(region, series);
            let have = span(*first, *last);
            let of = say!("{place}, reports of {years}", place = of, years = have);
            text.wrapped(&of, 2, PLAIN)?;
            text.paragraph(&spans(years), 4, FAINT)
        }
        Finding::SameYear {
            region,
            series,
            year,
            paths,
        } => {
            let of = place_and_series(region, series);
            let of = say!("{place}, {years}", place = of, years = *year);
            text.wrapped(&of, 2, PLAIN)?;
            text.first_of(paths, PATHS, 4, |text, path| {
                text.line(&format!("    {path}"))
            })
        }
        Finding::OtherYear {
            path,
            named,
            stated,
            basis,
        } => {
            let said = say!(
                "named {named}; {stated} by its {source}",
                named = *named,
                stated = *stated,
                source = source(*basis)
            );
            write_contradiction(text, path, &said)
        }
        Finding::OtherPlace {
            path,
            named,
            stated,
            basis,
        } => {
            let (named, stated) = (named.join(" › "), stated.join(" › "));
            let said = say!(
                "in {named}; of {stated} by its {source}",
                named = named,
                stated = stated,
                source = source(*basis)
            );
            write_contradiction(text, path, &said)
        }
        Finding::Undated { path } | Finding::Unplaced { path } | Finding::NoSections { path } => {
            text.line(&format!("  {path}"))
        }
        Finding::Short {
            path,
            characters,
            median,
        } => {
            text.line(&format!("  {path}"))?;
            let found = say!(
                "{characters} characters, the median is {median}",
                characters = grouped(*characters),
                median = grouped(*median)
            );
            text.paragraph(&found, 4, FAINT)
        }
        Finding::Garbled { path, reason } | Finding::Unread { path, reason, .. } => {
            text.line(&format!("  {path}"))?;
            text.paragraph(&reason.said(), 4, FAINT)
        }
    }
}

/// Writes reports of one text, the first as the one that the others are copies of.
fn write_paths(text: &mut Text<impl Write>, paths: &[String]) -> io::Result<()> {
    let Some((first, others)) = paths.split_first() else {
        return Ok(());
    };
    text.line(&format!("  {first}"))?;
    text.first_of(others, PATHS, 4, |text, path| {
        text.line(&format!("    {path}"))
    })
}

/// Writes a path, and below it what its name and its text say.
fn write_contradiction(text: &mut Text<impl Write>, path: &str, said: &str) -> io::Result<()> {
    text.line(&format!("  {path}"))?;
    text.paragraph(said, 4, FAINT)
}

/// What a text states a year or a place by.
fn source(basis: Basis) -> Words {
    match basis {
        Basis::Page => text!("page"),
        Basis::Title => text!("title"),
        Basis::Delivery => text!("day of delivery"),
        Basis::Signature => text!("signature"),
        _ => text!("text"),
    }
}

fn place_and_series(region: &[String], series: &str) -> String {
    let parts = [region.join(" › "), series.to_string()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
