//! What a recorded question gives now.

use std::io::{self, Write};

use quanwen::api::{
    Change, FieldDifference, FileDifference, Json, Replay, ReplaySummary, RowDifference, Rows,
};
use quanwen_export::local_time;
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
        answer(self, text)?;
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
        local_time(summary.recorded)
    )
}

/// Writes what differs in the answer.
fn answer(replay: &Replay, text: &mut Text<impl Write>) -> io::Result<()> {
    let summary = &replay.summary;
    if summary.same {
        return Ok(());
    }
    text.line("")?;
    if replay.differences.is_empty() {
        text.title("answer")?;
        let other = "the counts are as recorded; where the mentions stand, which are returned or their order is not";
        return text.paragraph(other, 2, PLAIN);
    }
    let verb = if summary.rows == 1 {
        "differs"
    } else {
        "differ"
    };
    text.title(&format!("answer ({} {verb})", counted(summary.rows, "row")))?;
    let (whole, rows): (Vec<_>, Vec<_>) = replay
        .differences
        .iter()
        .partition(|difference| difference.row.is_empty());
    for figures in whole
        .iter()
        .filter_map(|whole| figures(whole, &summary.command))
    {
        text.line("  in all")?;
        text.paragraph(&figures, 4, FAINT)?;
    }
    let all = rows.len();
    let rows = rows.into_iter();
    let lines = rows.filter_map(|row| Some((row, figures(row, &summary.command)?)));
    let lines: Vec<(&RowDifference, String)> = lines.collect();
    text.first_of(&lines, MOST, 2, |text, (row, figures)| {
        text.line(&format!("  {}", name(row)))?;
        text.paragraph(figures, 4, FAINT)
    })?;
    let others = (all - lines.len()) as u64;
    if others > 0 {
        let others = counted(others, "row");
        let only = format!("{others} only in derived figures: {}", hint::ALL_VALUES);
        text.paragraph(&only, 2, FAINT)?;
    }
    Ok(())
}

/// What tells a row from the others.
fn name(row: &RowDifference) -> String {
    let named: Vec<String> = row.row.values().map(plain).collect();
    let name = named.join(" ");
    match row.change {
        Change::Changed => name,
        other => format!("{name} {}", other.name()),
    }
}

/// The figures of a row that are shown, before and now; `None` if none of them differs.
fn figures(row: &RowDifference, command: &str) -> Option<String> {
    let shown = row.fields.iter().filter(|field| is_shown(field, command));
    let mut shown: Vec<&FieldDifference> = shown.collect();
    shown.sort_by_key(|field| !field.name.ends_with("mentions"));
    let texts = shown.into_iter().map(|field| {
        let values = values(row.change, field.before.as_ref(), field.after.as_ref());
        format!("{} {values}", label(&field.name))
    });
    let texts: Vec<String> = texts.collect();
    (!texts.is_empty()).then(|| texts.join(", "))
}

/// Whether text shows a field: counts and texts, but of statistics only what they are made of.
fn is_shown(field: &FieldDifference, command: &str) -> bool {
    let is_plain = |value: &Option<Value>| {
        let value = value.as_ref();
        value.is_some_and(|value| value.is_u64() || value.is_string())
    };
    let is_plain = is_plain(&field.before) || is_plain(&field.after);
    is_plain
        && match command {
            "keywords" => ["a", "b", "documents_a", "documents_b"].contains(&field.name.as_str()),
            "collocates" => ["together", "frequency", "mentions"].contains(&field.name.as_str()),
            _ => true,
        }
}

/// The name of a field as the text of its command has it.
fn label(name: &str) -> &str {
    match name {
        "together" => "near",
        "frequency" => "in all",
        other => other,
    }
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

/// A value as text; a place with its levels.
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
