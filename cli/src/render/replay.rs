//! What a recorded question gives now.

use std::io::{self, Write};

use quanwen::api::{
    Change, FieldDifference, FileDifference, Json, Replay, ReplaySummary, RowDifference, Rows,
};
use quanwen_export::utc;
use serde_json::Value;

use super::Answer;
use super::lines::PLAIN;
use super::text::{FAINT, Text, counted};
use crate::hint;

/// Maximum number of rows, and of files, that text shows.
const MOST: usize = 20;
/// What stands for no value.
const NONE: &str = "–";

impl Answer for Replay {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        text.title(&headline(&self.summary))?;
        if !self.differences.is_empty() {
            text.line("")?;
            text.title(&format!("answer ({})", differing(self.summary.rows)))?;
            text.first_of(&self.differences, MOST, 2, write_row)?;
        }
        files(self, text)?;
        rules(&self.summary, text)?;
        let is_explained = self.summary.files > 0 || !self.summary.rules.is_empty();
        if !self.summary.same && !is_explained {
            let unexplained = "the files and rules are as recorded, the answer is not";
            text.remark(&format!("{unexplained}: {}", hint::CHECK_INDEX))?;
        }
        Ok(())
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.write_rows(json)?)
    }
}

/// `same: trend 行政复议, recorded 2026-11-27 13:05Z`.
fn headline(summary: &ReplaySummary) -> String {
    let outcome = if summary.same { "same" } else { "different" };
    let (command, query) = (&summary.command, &summary.query);
    let space = if query.is_empty() { "" } else { " " };
    format!(
        "{outcome}: {command}{space}{query}, recorded {}",
        utc(summary.recorded)
    )
}

fn differing(rows: u64) -> String {
    let verb = if rows == 1 { "differs" } else { "differ" };
    format!("{} {verb}", counted(rows, "row"))
}

/// Writes what tells a row from the others, and its counts: before and now, or those that it has or had.
fn write_row<W: Write>(text: &mut Text<W>, row: &RowDifference) -> io::Result<()> {
    let named: Vec<String> = row.row.values().map(plain).collect();
    let name = if named.is_empty() {
        "in all".to_string()
    } else {
        named.join(" ")
    };
    let change = match row.change {
        Change::Changed => "",
        other => &format!(" {}", other.name()),
    };
    text.line(&format!("  {name}{change}"))?;
    text.paragraph(&counts(&row.fields, row.change), 4, FAINT)
}

/// The counts that differ, mentions first; where none does, the names of what does.
fn counts(fields: &[FieldDifference], change: Change) -> String {
    let is_count = |value: &Option<Value>| value.as_ref().is_some_and(Value::is_u64);
    let counts = fields
        .iter()
        .filter(|field| is_count(&field.before) || is_count(&field.after));
    let mut counts: Vec<&FieldDifference> = counts.collect();
    counts.sort_by_key(|field| !field.name.ends_with("mentions"));
    let texts: Vec<String> = if counts.is_empty() {
        fields.iter().map(|field| field.name.clone()).collect()
    } else {
        let each = counts.into_iter();
        each.map(|field| {
            let values = values(change, field.before.as_ref(), field.after.as_ref());
            format!("{} {values}", field.name)
        })
        .collect()
    };
    texts.join(", ")
}

/// `12 → 15`; of what was added or removed, the one value.
fn values(change: Change, before: Option<&Value>, after: Option<&Value>) -> String {
    let [before, after] = [before, after].map(|value| value.map_or(NONE.to_string(), plain));
    match change {
        Change::Added => after,
        Change::Removed => before,
        _ => format!("{before} → {after}"),
    }
}

/// A value as text: a place with its levels, a number with commas.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => NONE.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join("/"),
        other => other.to_string(),
    }
}

/// Writes the files that are not as recorded.
fn files(replay: &Replay, text: &mut Text<impl Write>) -> io::Result<()> {
    let summary = &replay.summary;
    if replay.files.is_empty() {
        let files = counted(summary.files_same, "file");
        return text.remark(&format!("{files} as recorded"));
    }
    let effect = if summary.same {
        "made no difference"
    } else {
        "made it differ"
    };
    text.line("")?;
    let same = summary.files_same;
    text.title(&format!(
        "files ({} {effect}, {same} as recorded)",
        summary.files
    ))?;
    text.first_of(&replay.files, MOST, 2, write_file)
}

fn write_file<W: Write>(text: &mut Text<W>, file: &FileDifference) -> io::Result<()> {
    let [before, after] = [file.mentions_before, file.mentions_after].map(|n| n.map(Value::from));
    let mentions = match (&before, &after) {
        (None, None) => String::new(),
        (before, after) => format!(
            ": mentions {}",
            values(file.change, before.as_ref(), after.as_ref())
        ),
    };
    let line = format!("{:<9} {}{mentions}", file.change.name(), file.path);
    text.paragraph(&line, 2, PLAIN)
}

/// Writes the program and the rules that are not as recorded.
fn rules(summary: &ReplaySummary, text: &mut Text<impl Write>) -> io::Result<()> {
    if summary.rules.is_empty() {
        return Ok(());
    }
    text.line("")?;
    text.title("rules")?;
    for rule in &summary.rules {
        let line = format!("{} {} → {}", rule.name, rule.before, rule.after);
        text.paragraph(&line, 2, PLAIN)?;
    }
    Ok(())
}
