//! What an index holds.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use quanwen::api::{ClusterHealth, ClusterStatus, Json, Rows, Skipped, Status};
use quanwen_export::local_time;
use quanwen_messages::{Message, Text as Words, counted, text};
use unicode_width::UnicodeWidthStr;

use super::Answer;
use super::columns::padded;
use super::coverage::counted_kinds;
use super::lines::PLAIN;
use super::text::{FAINT, Text, grouped};
use super::visible::one_line;
use super::years::{span, write_chart};
use crate::hint;
use crate::language::{Said, say};

/// Columns of the names of the values.
const NAME_COLUMNS: usize = 12;
/// Maximum number of files that text shows of one kind.
const FILES: usize = 10;

impl Answer for Status {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        places(self, text)?;
        text.line("")?;
        numbers(self, text)?;
        years(self, text)?;
        Ok(files(self, text)?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        let mut status = self.clone();
        status.skipped = hint::skipped(&self.skipped);
        Ok(status.write_rows(json)?)
    }
}

/// Writes where the index is, and which version of it.
fn places(status: &Status, text: &mut Text<impl Write>) -> io::Result<()> {
    let stamps = say!(
        "exact {exact}, words {words}",
        exact = &status.exact_stamp,
        words = &status.word_stamp
    );
    let rows = [
        (text!("corpus"), &status.corpus),
        (text!("index"), &status.index),
        (text!("updated"), &local_time(status.updated)),
        (text!("stamps"), &stamps),
    ];
    for (name, value) in rows {
        named(text, name, value)?;
    }
    if let Some(cluster) = &status.cluster {
        named(text, text!("spread"), &spread(cluster))?;
        named(text, text!("health"), &health(cluster))?;
    }
    Ok(())
}

/// How an index is spread over the machines of a cluster.
fn spread(cluster: &ClusterStatus) -> String {
    let copies: Message = match cluster.replicas {
        0 => text!("no copies").into(),
        several => counted!(several, "{n} copy of each", "{n} copies of each"),
    };
    say!(
        "{shards}, {copies}, on {machines}: {megabytes} MB in all",
        shards = counted!(cluster.shards, "{n} shard", "{n} shards"),
        copies = copies,
        machines = counted!(cluster.machines, "{n} machine", "{n} machines"),
        megabytes = format!("{:.1}", cluster.bytes as f64 / 1e6)
    )
}

/// What the health of an index on a cluster means.
fn health(cluster: &ClusterStatus) -> String {
    match cluster.health {
        ClusterHealth::Green if cluster.replicas == 0 => {
            say!("green: all of it is there; a machine that is lost would be missed").to_string()
        }
        ClusterHealth::Green => say!("green: all of it is there, with every copy").to_string(),
        ClusterHealth::Yellow => say!(
            "yellow: all of it is there; on no machine yet: {copies}",
            copies = counted!(cluster.missing, "{n} copy", "{n} copies")
        ),
        ClusterHealth::Red => {
            say!("red: a shard is on no machine: answers are not complete").to_string()
        }
    }
}

/// Writes a value after its name.
fn named(text: &mut Text<impl Write>, name: Words, value: &str) -> io::Result<()> {
    text.spans(&[
        (FAINT, &padded(&name.said(), NAME_COLUMNS)),
        (PLAIN, &one_line(value)),
    ])
}

/// Writes how much the index holds, as a column of numbers.
fn numbers(status: &Status, text: &mut Text<impl Write>) -> io::Result<()> {
    let share = status.index_bytes as f64 / status.text_bytes.max(1) as f64;
    let megabytes = |bytes: u64| format!("{:.1}", bytes as f64 / 1e6);
    let rows = [
        (text!("reports"), grouped(status.documents), String::new()),
        (text!("sections"), grouped(status.sections), String::new()),
        (
            text!("text"),
            megabytes(status.text_bytes),
            " MB".to_string(),
        ),
        (
            text!("on disk"),
            megabytes(status.index_bytes),
            say!(" MB, {share} × the text", share = format!("{share:.2}")),
        ),
        (text!("undated"), grouped(status.undated), String::new()),
        (text!("unplaced"), grouped(status.unplaced), String::new()),
        (
            text!("skipped"),
            grouped(status.skipped.len() as u64),
            String::new(),
        ),
        (
            text!("damaged"),
            grouped(status.damaged.len() as u64),
            String::new(),
        ),
    ];
    let widest = rows.iter().map(|(_, number, _)| number.width()).max();
    for (name, number, unit) in &rows {
        let number = format!("{number:>width$}", width = widest.unwrap_or(0));
        text.spans(&[
            (FAINT, &padded(&name.said(), NAME_COLUMNS)),
            (PLAIN, &number),
            (FAINT, unit),
        ])?;
    }
    let ignored = counted_kinds(status.ignored_files.iter());
    let ignored = ignored.map_or_else(|| "–".to_string(), |counts| counts.said());
    named(text, text!("ignored"), &ignored)
}

/// Writes how many reports each year has.
fn years(status: &Status, text: &mut Text<impl Write>) -> io::Result<()> {
    let (Some((first, _)), Some((last, _))) = (status.years.first(), status.years.last()) else {
        return Ok(());
    };
    let all = usize::from(last - first) + 1;
    text.line("")?;
    text.title(&say!(
        "years {span}, {years} of {all} with reports",
        span = span(*first, *last),
        years = status.years.len(),
        all = all
    ))?;
    write_chart(text, &status.years)
}

/// Writes the files that were not read, by reason, and those with damaged bytes.
fn files(status: &Status, text: &mut Text<impl Write>) -> io::Result<()> {
    let skipped = hint::skipped(&status.skipped);
    if !skipped.is_empty() {
        text.line("")?;
        text.title(&say!("skipped ({n})", n = skipped.len()))?;
    }
    for (reason, paths) in by_reason(&skipped) {
        let reason = say!("{reason} ({n})", reason = reason, n = paths.len());
        text.paragraph(&reason, 2, PLAIN)?;
        text.first_of(&paths, FILES, 4, |text, path| {
            text.line(&format!("    {path}"))
        })?;
    }
    if status.damaged.is_empty() {
        return Ok(());
    }
    text.line("")?;
    text.title(&say!("damaged ({n})", n = status.damaged.len()))?;
    text.first_of(&status.damaged, FILES, 2, |text, (path, characters)| {
        let characters = counted!(*characters, "{n} character", "{n} characters");
        text.line(&format!("  {path}"))?;
        let unread = say!("{characters} could not be read", characters = characters);
        text.paragraph(&unread, 4, FAINT)
    })
}

/// The paths of files by the reason why they were not read, the most frequent first.
fn by_reason(skipped: &[Skipped]) -> Vec<(String, Vec<&str>)> {
    let mut of_reason: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for file in skipped {
        let paths = of_reason.entry(file.reason.said()).or_default();
        paths.push(&file.path);
    }
    let mut reasons: Vec<_> = of_reason.into_iter().collect();
    reasons.sort_by_key(|(_, paths)| Reverse(paths.len()));
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_health_of_a_cluster_is_told_in_words() {
        let mut cluster = ClusterStatus::default();
        (cluster.shards, cluster.replicas, cluster.missing) = (3, 1, 3);
        (cluster.machines, cluster.bytes) = (1, 2_345_678);
        assert_eq!(
            spread(&cluster),
            "3 shards, 1 copy of each, on 1 machine: 2.3 MB in all"
        );
        for (state, said) in [
            (ClusterHealth::Green, "with every copy"),
            (ClusterHealth::Yellow, "on no machine yet: 3 copies"),
            (ClusterHealth::Red, "answers are not complete"),
        ] {
            cluster.health = state;
            assert!(health(&cluster).ends_with(said), "{}", health(&cluster));
        }
    }
}
