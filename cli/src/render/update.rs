//! The result of an update of an index.

use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use quanwen::IndexReport;
use quanwen::api::{Json, Rows};
use quanwen::corpus::Corrections;
use quanwen_messages::{Argument, Message, counted};

use super::coverage::ignored;
use super::{Answer, Text};
use crate::hint;
use crate::language::{Said, say};

/// The result of an update, and which index it was.
pub(crate) struct UpdateAnswer<'a> {
    pub report: &'a IndexReport,
    /// The folder of the index, or its address on a cluster.
    pub index: &'a Path,
    /// Why the index is in the user's cache; `None` if it is not.
    pub in_cache: Option<Message>,
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
        if let Some(reason) = &self.in_cache {
            text.line(&reason.said())?;
        }
        if let Some(reason) = &report.rebuilt {
            text.line(&say!("rebuilt: {reason}", reason = reason))?;
        }
        let seconds = self.start.elapsed().as_secs_f64();
        text.line(&say!(
            "{added} added, {changed} changed, {unchanged} unchanged, {removed} removed, {skipped} skipped · {read} MB read · {seconds} s",
            added = report.added.len(),
            changed = report.changed.len(),
            unchanged = report.unchanged,
            removed = report.removed.len(),
            skipped = report.skipped.len(),
            read = format!("{:.1}", report.text as f64 / 1e6),
            seconds = format!("{seconds:.1}")
        ))?;
        text.line(&say!("index: {path}", path = self.index))?;
        files(report, text)?;
        if self.reports() == 0 {
            text.line(say!(
                "no reports: add text, Word, PDF or HTML files to the folder"
            ))?;
        }
        Ok(())
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        let mut update = self.report.update(self.index);
        update.skipped = hint::skipped(&update.skipped);
        if let Some(reason) = &mut update.summary.rebuilt {
            *reason = hint::rebuilt(reason);
        }
        Ok(update.write_rows(json)?)
    }
}

/// Writes skipped files, files with damaged bytes, pictures and other files, and rows of `quanwen.csv` for missing files.
fn files(report: &IndexReport, text: &mut Text<impl Write>) -> io::Result<()> {
    for skipped in hint::skipped(&report.skipped) {
        text.line(&say!(
            "skipped  {path}: {reason}",
            path = skipped.path,
            reason = skipped.reason
        ))?;
    }
    for (path, characters) in &report.damaged {
        text.line(&say!(
            "damaged  {path}: {characters} could not be read, shown as �",
            path = path,
            characters = counted!(*characters, "{n} character", "{n} characters")
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
    let names: Argument = columns.iter().collect();
    let known = Corrections::COLUMNS.join(",");
    match columns {
        [] => None,
        [_] => Some(say!(
            "quanwen.csv: column {names} ignored; the known ones are {known}",
            names = names,
            known = known
        )),
        _ => Some(say!(
            "quanwen.csv: columns {names} ignored; the known ones are {known}",
            names = names,
            known = known
        )),
    }
}

/// A line about the paths of `quanwen.csv` that the corpus does not have, if there are any.
fn unknown_corrections(report: &IndexReport) -> Option<String> {
    match report.unknown_corrections.as_slice() {
        [] => None,
        [path] => Some(say!(
            "quanwen.csv names {path}, which is not there",
            path = path
        )),
        [first, ..] => Some(say!(
            "quanwen.csv names {n} paths that are not there, the first: {first}",
            n = report.unknown_corrections.len(),
            first = first
        )),
    }
}
