//! The Markdown tables.

use std::fmt::Write;
use std::time::Duration;

use crate::corpus::Extent;
use crate::measure::{Answer, Engines, LeftOut, Measured};
use crate::process::median;
use crate::scale::Scale;
use crate::whole::{Counting, Whole, milliseconds};

/// Everything that was measured.
pub fn write(extent: &Extent, engines: &Engines, whole: &Whole, scales: &[Scale]) -> String {
    let all = &engines.measured;
    let mut out = String::new();
    out.push_str(
        "# Benchmarks\n\nOne run of `bench/run`, which writes this file. Figures of one run are comparable; those of different machines \
         or days are not.\n\n",
    );
    let _ = writeln!(
        out,
        "{} · {} files, {:.1} MB of text, {} passages of four lines · {}\n",
        machine(),
        extent.files,
        megabytes(extent.bytes),
        extent.passages,
        versions(all),
    );
    left_out(&mut out, &engines.left_out);
    indexing(&mut out, extent, all);
    classes(&mut out, all);
    single(&mut out, all);
    processes(&mut out, whole);
    growth(&mut out, scales);
    out.trim_end().to_string() + "\n"
}

fn left_out(out: &mut String, peers: &[LeftOut]) {
    for LeftOut { name, reason } in peers {
        let _ = writeln!(out, "{name} {reason}: left out\n");
    }
}

fn indexing(out: &mut String, extent: &Extent, all: &[Measured]) {
    out.push_str("## Indexing\n\n");
    out.push_str("`quanwen` indexes everything: structure, characters with positions, words, the text. The others index plain passages. Each engine indexed three times, in turn; figures of the median run.\n\n");
    out.push_str("| engine | MB/s | of quanwen's | CPU s | peak MB | index / text |\n|---|--:|--:|--:|--:|--:|\n");
    let speed = |measured: &Measured| {
        let indexing = measured.indexing.as_ref()?;
        Some(megabytes(extent.bytes) / indexing.usage.elapsed.as_secs_f64())
    };
    let own = all.first().and_then(speed).unwrap_or(f64::NAN);
    for measured in all {
        if let (Some(indexing), Some(speed)) = (&measured.indexing, speed(measured)) {
            let _ = writeln!(
                out,
                "| {} | {speed:.1} | {:.2} | {:.1} | {:.0} | {:.2} |",
                measured.name,
                speed / own,
                indexing.usage.cpu.as_secs_f64(),
                megabytes(indexing.usage.peak),
                indexing.bytes as f64 / extent.bytes as f64,
            );
        }
    }
    out.push('\n');
}

/// The classes of queries, in the order of the list.
fn class_names(all: &[Measured]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for answer in all.iter().flat_map(|measured| &measured.answers) {
        if !names.contains(&answer.class.as_str()) {
            names.push(&answer.class);
        }
    }
    names
}

fn classes(out: &mut String, all: &[Measured]) {
    out.push_str("## Answers by class of query\n\n");
    out.push_str(
        "In process (ripgrep: one process per query), one thread, warm; the median query / the slowest. Hits are read with their texts. Recall: of the passages in which a scan finds the text byte by \
         byte, the share that the engine finds. Precision: of those that the engine finds, the share that the scan confirms; quanwen also \
         finds other spellings and texts broken across lines.\n\n",
    );
    out.push_str("| class | engine | count, ms | top 10 by words, ms | top 10 that contain it, ms | recall | precision |\n");
    out.push_str("|---|---|--:|--:|--:|--:|--:|\n");
    for class in class_names(all) {
        for measured in all {
            let of_class: Vec<&Answer> = measured
                .answers
                .iter()
                .filter(|answer| answer.class == class)
                .collect();
            row(out, class, &measured.name, &of_class);
        }
    }
    for measured in all {
        row(
            out,
            "all",
            &measured.name,
            &measured.answers.iter().collect::<Vec<_>>(),
        );
    }
    out.push('\n');
}

fn row(out: &mut String, class: &str, engine: &str, answers: &[&Answer]) {
    let sum = |part: fn(&Answer) -> usize| answers.iter().map(|answer| part(answer)).sum::<usize>();
    let (scanned, found, both) = (sum(|a| a.scanned), sum(|a| a.found), sum(|a| a.both));
    let times = |part: fn(&Answer) -> Option<Duration>| {
        middle_and_worst(answers.iter().filter_map(|answer| part(answer)).collect())
    };
    let _ = writeln!(
        out,
        "| {class} | {engine} | {} | {} | {} | {} | {} |",
        times(|answer| Some(answer.counting)),
        times(|answer| answer.by_words),
        times(|answer| answer.by_text),
        share(both, scanned),
        share(both, found),
    );
}

fn single(out: &mut String, all: &[Measured]) {
    out.push_str("## Each query\n\nMilliseconds to count · for the ten best by words · for the ten best that contain it · recall.\n\n| query | passages |");
    for measured in all {
        let _ = write!(out, " {} |", measured.name);
    }
    out.push_str("\n|---|--:|");
    out.push_str(&"--:|".repeat(all.len()));
    out.push('\n');
    let Some(first) = all.first() else { return };
    for query in &first.answers {
        let _ = write!(out, "| {} | {} |", query.text, query.scanned);
        for measured in all {
            let answered = |answer: &&Answer| answer.text == query.text;
            let Some(answer) = measured.answers.iter().find(answered) else {
                out.push_str(" – |");
                continue;
            };
            let time = |time: Option<Duration>| {
                time.map_or("–".to_string(), |time| figure(milliseconds(time)))
            };
            let _ = write!(
                out,
                " {} · {} · {} · {} |",
                time(Some(answer.counting)),
                time(answer.by_words),
                time(answer.by_text),
                share(answer.both, answer.scanned)
            );
        }
        out.push('\n');
    }
    out.push('\n');
}

fn processes(out: &mut String, whole: &Whole) {
    out.push_str("## Whole processes\n\nMedians of alternating runs.");
    match whole.counting.iter().map(beside_ripgrep).collect() {
        Some(rows) => counting_beside_ripgrep(out, rows),
        None => counting_alone(out, whole),
    }
    out.push_str("\n| process | |\n|---|--:|\n");
    for row in &whole.figures {
        let _ = writeln!(out, "| {} | {} |", row.what, row.value);
    }
    out.push('\n');
}

/// A row of counting times; `–` where ripgrep did not count.
fn beside_ripgrep(counting: &Counting) -> Option<String> {
    let ripgrep = counting.ripgrep?;
    let ratio = |time: Duration| time.as_secs_f64() / ripgrep.as_secs_f64();
    Some(format!(
        "| {} | {} | {:.2} | {} | {:.2} | {} |\n",
        counting.text,
        figure(milliseconds(counting.without_path)),
        ratio(counting.without_path),
        figure(milliseconds(counting.with_path)),
        ratio(counting.with_path),
        figure(milliseconds(ripgrep)),
    ))
}

fn counting_beside_ripgrep(out: &mut String, rows: Vec<String>) {
    out.push_str(" `--count` compared with `rg --count-matches` on the same files.\n\n");
    out.push_str("| counted | without path, ms | of ripgrep's | with path, ms | of ripgrep's | ripgrep, ms |\n");
    out.push_str("|---|--:|--:|--:|--:|--:|\n");
    out.extend(rows);
}

fn counting_alone(out: &mut String, whole: &Whole) {
    out.push_str("\n\n| counted | without path, ms | with path, ms |\n|---|--:|--:|\n");
    for counting in &whole.counting {
        let _ = writeln!(
            out,
            "| {} | {} | {} |",
            counting.text,
            figure(milliseconds(counting.without_path)),
            figure(milliseconds(counting.with_path)),
        );
    }
}

fn growth(out: &mut String, scales: &[Scale]) {
    if scales.is_empty() {
        return;
    }
    out.push_str(
        "## Growth\n\nquanwen on a tenth of the reports, on all, and on ten variants of each with other numbers and another order of sentences.\n\n",
    );
    out.push_str("| text | MB | indexing MB/s | peak MB | index / text | count, ms | top 10 by words, ms | top 10 that contain it, ms | process `--count`, ms | its peak MB |\n");
    out.push_str("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    for scale in scales {
        let answers = &scale.measured.answers;
        let times = |part: fn(&Answer) -> Option<Duration>| {
            middle_and_worst(answers.iter().filter_map(part).collect())
        };
        let Some(indexing) = &scale.measured.indexing else {
            continue;
        };
        let _ = writeln!(
            out,
            "| {} × | {:.0} | {:.1} | {:.0} | {:.2} | {} | {} | {} | {} | {:.0} |",
            scale.times,
            megabytes(scale.bytes),
            megabytes(scale.bytes) / indexing.usage.elapsed.as_secs_f64(),
            megabytes(indexing.usage.peak),
            indexing.bytes as f64 / scale.bytes as f64,
            times(|answer| Some(answer.counting)),
            times(|answer| answer.by_words),
            times(|answer| answer.by_text),
            figure(milliseconds(scale.process.elapsed)),
            megabytes(scale.process.peak),
        );
    }
}

/// The median and the maximum of some times, in milliseconds.
fn middle_and_worst(times: Vec<Duration>) -> String {
    let Some(worst) = times.iter().max().copied() else {
        return "–".to_string();
    };
    let middle = median(times);
    format!(
        "{} / {}",
        figure(milliseconds(middle)),
        figure(milliseconds(worst))
    )
}

/// A figure with two significant digits.
fn figure(value: f64) -> String {
    match value {
        value if value < 0.1 => format!("{value:.3}"),
        value if value < 10.0 => format!("{value:.2}"),
        value => format!("{value:.0}"),
    }
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        "–".to_string()
    } else {
        format!("{:.3}", part as f64 / whole as f64)
    }
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Processor, cores and memory.
fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let value = |text: &str, key: &str| {
        let line = text
            .lines()
            .find(|line| line.starts_with(key))?
            .split_once(':')?
            .1;
        Some(line.trim().to_string())
    };
    let model = value(&read("/proc/cpuinfo"), "model name")
        .unwrap_or_else(|| std::env::consts::ARCH.to_string());
    let memory = value(&read("/proc/meminfo"), "MemTotal")
        .and_then(|text| text.trim_end_matches(" kB").parse::<f64>().ok());
    let memory = memory.map_or(String::new(), |kilobytes| {
        format!(", {:.0} GB", kilobytes / 1e6)
    });
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{model}, {cores} cores{memory}")
}

fn versions(all: &[Measured]) -> String {
    let names: Vec<&str> = all.iter().map(|measured| measured.name.as_str()).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Indexing;
    use crate::process::Usage;

    fn answer(text: &str) -> Answer {
        Answer {
            class: "rare".to_string(),
            text: text.to_string(),
            count: 1,
            counting: Duration::from_millis(1),
            by_words: None,
            by_text: None,
            scanned: 1,
            found: 1,
            both: 1,
        }
    }

    fn engine(name: &str, texts: &[&str]) -> Measured {
        let usage = Usage {
            elapsed: Duration::from_secs(1),
            cpu: Duration::from_secs(1),
            peak: 1_000_000,
            stdout: String::new(),
        };
        Measured {
            name: name.to_string(),
            indexing: (!texts.is_empty()).then_some(Indexing { usage, bytes: 1 }),
            answers: texts.iter().copied().map(answer).collect(),
        }
    }

    #[test]
    fn an_engine_that_answered_less_has_gaps_and_moves_no_figure_to_another_query() {
        let measured = vec![
            engine("quanwen", &["复议", "诉讼"]),
            engine("second", &["诉讼"]),
            engine("third", &[]),
        ];
        let mut out = String::new();
        single(&mut out, &measured);
        let rows: Vec<&str> = out
            .lines()
            .skip_while(|line| !line.starts_with("| 复议"))
            .collect();
        assert_eq!(rows[0], "| 复议 | 1 | 1.00 · – · – · 1.000 | – | – |");
        assert_eq!(
            rows[1],
            "| 诉讼 | 1 | 1.00 · – · – · 1.000 | 1.00 · – · – · 1.000 | – |"
        );
    }

    #[test]
    fn no_engine_at_all_makes_empty_tables() {
        let extent = Extent {
            files: 0,
            passages: 0,
            bytes: 0,
        };
        let engines = Engines {
            measured: Vec::new(),
            left_out: Vec::new(),
        };
        let whole = Whole {
            counting: Vec::new(),
            figures: Vec::new(),
        };
        let written = write(&extent, &engines, &whole, &[]);
        assert!(
            written.contains("## Each query") && !written.contains("NaN"),
            "{written}"
        );
    }
}
