//! What an index holds.

use std::io::Write;

use quanwen::api::{Json, Rows, Status};

use super::coverage::{counted_kinds, iso_time};
use super::text::counted;
use super::{Answer, Text};
use crate::hint;

/// Years with their counts on one line.
const YEARS_PER_LINE: usize = 6;

impl Answer for Status {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        let share = self.index_bytes as f64 / self.text_bytes.max(1) as f64;
        text.line(&format!("corpus      {}", self.corpus))?;
        text.line(&format!("index       {}", self.index))?;
        text.line(&format!(
            "reports     {}, with {} sections",
            self.documents, self.sections
        ))?;
        text.line(&format!(
            "text        {:.1} MB",
            self.text_bytes as f64 / 1e6
        ))?;
        text.line(&format!(
            "on disk     {:.1} MB, {share:.2} × the text",
            self.index_bytes as f64 / 1e6
        ))?;
        text.line(&format!("updated     {}", iso_time(self.updated)))?;
        for (index, line) in self.years.chunks(YEARS_PER_LINE).enumerate() {
            let label = if index == 0 { "years" } else { "" };
            text.line(&format!("{label:<12}{}", years(line)))?;
        }
        text.line(&format!("undated     {}", self.undated))?;
        text.line(&format!("unplaced    {}", self.unplaced))?;
        text.line(&format!(
            "stamps      exact {}, words {}",
            self.exact_stamp, self.word_stamp
        ))?;
        Ok(files(self, text)?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        let mut status = self.clone();
        status.skipped = hint::skipped(&self.skipped);
        Ok(status.write_rows(json)?)
    }
}

/// Writes the files that were not read, those with damaged bytes, and those that are not documents.
fn files(status: &Status, text: &mut Text<impl Write>) -> std::io::Result<()> {
    text.line(&format!("skipped     {}", status.skipped.len()))?;
    for skipped in hint::skipped(&status.skipped) {
        text.line(&format!("  {}: {}", skipped.path, skipped.reason))?;
    }
    for (path, characters) in &status.damaged {
        text.line(&format!(
            "damaged     {path}: {} could not be read",
            counted((*characters).into(), "character")
        ))?;
    }
    let ignored = counted_kinds(status.ignored_files.iter());
    if ignored.is_empty() {
        return Ok(());
    }
    text.line(&format!("ignored     {ignored}"))
}

fn years(years: &[(u16, u64)]) -> String {
    let each: Vec<String> = years
        .iter()
        .map(|(year, reports)| format!("{year} ({reports:>2})"))
        .collect();
    each.join("  ")
}
