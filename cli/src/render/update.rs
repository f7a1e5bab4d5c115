//! The result of an update of an index.

use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use quanwen::IndexReport;
use quanwen::api::{Json, Rows};
use quanwen::corpus::Corrections;

use super::coverage::ignored;
use super::text::counted;
use super::{Answer, Text};
use crate::hint;

/// The result of an update, and which index it was.
pub(crate) struct UpdateAnswer<'a> {
    pub report: &'a IndexReport,
    /// The folder of the index, or its address on a cluster.
    pub index: &'a Path,
    /// The folder of the reports, if it cannot be written and the index is in the cache.
    pub unwritable: Option<&'a Path>,
    pub start: Instant,
}

impl UpdateAnswer<'_> {
    /// The number of documents in the index.
    pub(crate) fn reports(&self) -> usize {
        self.report.added.len() + self.report.changed.len() + self.report.unchanged
    }
}

impl Answer for UpdateAnswer<'_> {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        let report = self.report;
        if let Some(root) = self.unwritable {
            let root = root.display();
            text.line(&format!(
                "{root} cannot be written: its index is in the cache"
            ))?;
        }
        if let Some(reason) = &report.rebuilt {
            text.line(&format!("rebuilt: {reason}"))?;
        }
        let seconds = self.start.elapsed().as_secs_f64();
        text.line(&format!(
            "{} added, {} changed, {} unchanged, {} removed, {} skipped · {:.1} MB read · {seconds:.1} s",
            report.added.len(),
            report.changed.len(),
            report.unchanged,
            report.removed.len(),
            report.skipped.len(),
            report.text as f64 / 1e6,
        ))?;
        text.line(&format!("index: {}", self.index.display()))?;
        files(report, text)?;
        if self.reports() == 0 {
            text.line("no reports: add text, Word, PDF or HTML files to the folder")?;
        }
        Ok(())
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        let mut update = self.report.update(self.index);
        update.skipped = hint::skipped(&update.skipped);
        if let Some(reason) = &mut update.summary.rebuilt {
            *reason = hint::rebuilt(reason).to_string();
        }
        Ok(update.write_rows(json)?)
    }
}

/// Writes skipped files, files with damaged bytes, pictures and other files, and rows of `quanwen.csv` for missing files.
fn files(report: &IndexReport, text: &mut Text<impl Write>) -> io::Result<()> {
    for skipped in hint::skipped(&report.skipped) {
        text.line(&format!("skipped  {}: {}", skipped.path, skipped.reason))?;
    }
    for (path, characters) in &report.damaged {
        text.line(&format!(
            "damaged  {path}: {} could not be read, shown as �",
            counted((*characters).into(), "character")
        ))?;
    }
    let rest = ignored(&report.ignored).into_iter();
    rest.chain(remarks_on_corrections(report))
        .try_for_each(|line| text.line(&line))
}

/// Lines about what of `quanwen.csv` has no effect.
pub(crate) fn remarks_on_corrections(report: &IndexReport) -> impl Iterator<Item = String> {
    let columns = ignored_columns(&report.ignored_columns);
    unknown_corrections(report).into_iter().chain(columns)
}

fn ignored_columns(columns: &[String]) -> Option<String> {
    let noun = if columns.len() == 1 {
        "column"
    } else {
        "columns"
    };
    let names = columns.join(", ");
    (!columns.is_empty()).then(|| {
        let known = Corrections::COLUMNS.join(",");
        format!("quanwen.csv: {noun} {names} ignored; the known ones are {known}")
    })
}

/// A line about the paths of `quanwen.csv` that the corpus does not have, if there are any.
fn unknown_corrections(report: &IndexReport) -> Option<String> {
    match report.unknown_corrections.as_slice() {
        [] => None,
        [path] => Some(format!("quanwen.csv names {path}, which is not there")),
        [first, ..] => Some(format!(
            "quanwen.csv names {} paths that are not there, the first: {first}",
            report.unknown_corrections.len()
        )),
    }
}
