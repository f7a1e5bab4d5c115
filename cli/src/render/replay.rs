//! What a recorded question gives now.

use std::io::{self, Write};

use quanwen::api::{
    Change, FieldDifference, FileDifference, Json, Replay, ReplaySummary, RowDifference, Rows,
};
use quanwen_export::local_time;
use quanwen_messages::{Argument, counted};
use serde_json::Value;

use super::Answer;
use super::columns::padded;
use super::lines::PLAIN;
use super::text::{FAINT, Text};
use crate::hint;
use crate::language::{Said, language, say};

/// Maximum number of rows, and of files, that text shows.
const MOST: usize = 20;
/// Display columns of what became of a file.
const CHANGE: usize = 9;
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
            text.remark(&say!(
                "the files and rules are as recorded, the answer is not: {hint}",
                hint = hint::CHECK_INDEX
            ))?;
        }
        Ok(())
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.write_rows(json)?)
    }
}

/// `same: trend 行政复议, recorded 2026-11-27 13:05Z`.
fn headline(summary: &ReplaySummary) -> String {
    let question = format!("{} {}", summary.command, summary.query);
    let (question, time) = (question.trim_end(), local_time(summary.recorded));
    if summary.same {
        say!(
            "same: {question}, recorded {time}",
            question = question,
            time = time
        )
    } else {
        say!(
            "different: {question}, recorded {time}",
            question = question,
            time = time
        )
    }
}

/// Writes what differs in the answer.
fn answer(replay: &Replay, text: &mut Text<impl Write>) -> io::Result<()> {
    let summary = &replay.summary;
    if summary.same {
        return Ok(());
    }
    text.line("")?;
    if replay.differences.is_empty() {
        text.title(say!("answer"))?;
        let other = say!(
            "the counts are as recorded; where the mentions stand, which are returned or their order is not"
        );
        return text.paragraph(other, 2, PLAIN);
    }
    let rows = counted!(
        summary.rows,
        "answer ({n} row differs)",
        "answer ({n} rows differ)"
    );
    text.title(&rows.said())?;
    let (whole, rows): (Vec<_>, Vec<_>) = replay
        .differences
        .iter()
        .partition(|difference| difference.row.is_empty());
    for figures in whole
        .iter()
        .filter_map(|whole| figures(whole, &summary.command))
    {
        text.line(&format!("  {}", say!("in all")))?;
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
        let only = say!(
            "{rows} only in derived figures: {hint}",
            rows = counted!(others, "{n} row", "{n} rows"),
            hint = hint::ALL_VALUES
        );
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
        other => format!("{name} {}", change(other)),
    }
}

/// What became of a row or a file.
fn change(change: Change) -> &'static str {
    match change {
        Change::Added => say!("added"),
        Change::Removed => say!("removed"),
        Change::Changed => say!("changed"),
        Change::Corrected => say!("corrected"),
        other => other.name(),
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
    let figures: Argument = texts.iter().collect();
    (!texts.is_empty()).then(|| figures.in_language(language()))
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
        "together" => say!("near"),
        "frequency" => say!("in all"),
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
        let files = counted!(summary.files_same, "{n} file", "{n} files");
        return text.remark(&say!("{files} as recorded", files = files));
    }
    text.line("")?;
    let (files, same) = (summary.files, summary.files_same);
    text.title(&if summary.same {
        say!(
            "files ({n} made no difference, {same} as recorded)",
            n = files,
            same = same
        )
    } else {
        say!(
            "files ({n} made it differ, {same} as recorded)",
            n = files,
            same = same
        )
    })?;
    text.first_of(&replay.files, MOST, 2, write_file)
}

fn write_file<W: Write>(text: &mut Text<W>, file: &FileDifference) -> io::Result<()> {
    let [before, after] = [file.mentions_before, file.mentions_after].map(|n| n.map(Value::from));
    let name = format!("{} {}", padded(change(file.change), CHANGE), file.path);
    let line = match (&before, &after) {
        (None, None) => name,
        (before, after) => say!(
            "{file}: mentions {values}",
            file = name,
            values = values(file.change, before.as_ref(), after.as_ref())
        ),
    };
    text.paragraph(&line, 2, PLAIN)
}

/// Writes the program and the rules that are not as recorded.
fn rules(summary: &ReplaySummary, text: &mut Text<impl Write>) -> io::Result<()> {
    if summary.rules.is_empty() {
        return Ok(());
    }
    text.line("")?;
    text.title(say!("rules"))?;
    for rule in &summary.rules {
        let line = format!("{} {} → {}", rule.name, rule.before, rule.after);
        text.paragraph(&line, 2, PLAIN)?;
    }
    Ok(())
}
