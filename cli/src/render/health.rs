//! Problems of a corpus, by kind.

use std::io::{self, Write};

use quanwen::api::{Finding, Health, Json, Rows};

use super::Answer;
use super::text::{FAINT, SECTION, Text, counted};
use crate::hint;

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
    let mut kind = "";
    for finding in &health.findings {
        let (name, lines) = describe(finding);
        if name != kind {
            let number = health
                .findings
                .iter()
                .filter(|other| describe(other).0 == name)
                .count();
            if !kind.is_empty() {
                text.line("")?;
            }
            text.spans(&[(SECTION, &format!("{name} ({number})"))])?;
            kind = name;
        }
        for (index, line) in lines.iter().enumerate() {
            let indent = if index == 0 { "  " } else { "    " };
            text.line(&format!("{indent}{line}"))?;
        }
    }
    if !health.findings.is_empty() {
        text.line("")?;
    }
    let summary = format!(
        "{} in {}",
        counted(health.findings.len() as u64, "finding"),
        counted(health.documents, "report")
    );
    text.spans(&[(FAINT, &summary)])
}

/// The name of a finding's kind, and its lines.
fn describe(finding: &Finding) -> (&'static str, Vec<String>) {
    match finding {
        Finding::Duplicate { paths } => ("the same text", paths.clone()),
        Finding::NearDuplicate { paths, similarity } => {
            let percent = 100.0 * similarity;
            let first = format!("{}  {percent:.0} % alike", paths[0]);
            ("nearly the same text", vec![first, paths[1].clone()])
        }
        Finding::MissingYears {
            region,
            series,
            first,
            last,
            years,
        } => {
            let years: Vec<String> = years.iter().map(ToString::to_string).collect();
            let of = format!("{}, {first}..{last}", place_and_series(region, series));
            ("years without a report", vec![of, years.join(" ")])
        }
        Finding::SameYear {
            region,
            series,
            year,
            paths,
        } => {
            let of = format!("{}, {year}", place_and_series(region, series));
            let lines = [of].into_iter().chain(paths.iter().cloned());
            ("several reports of a year", lines.collect())
        }
        Finding::NoSections { path } => ("no headings found", vec![path.clone()]),
        Finding::Short {
            path,
            characters,
            median,
        } => {
            let line = format!("{path}  {characters} characters, the median is {median}");
            ("very short", vec![line])
        }
        Finding::Garbled { path, reason } => {
            ("perhaps garbled", vec![path.clone(), reason.clone()])
        }
        Finding::Unread { path, reason, .. } => ("not read", vec![path.clone(), reason.clone()]),
    }
}

fn place_and_series(region: &[String], series: &str) -> String {
    let parts = [region.join(" › "), series.to_string()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
