//! `quanwen index PATH…`

use std::io::Write;
use std::time::Instant;

use crate::render::Text;
use quanwen::api::Json;
use quanwen::{IndexOptions, IndexReport};
use serde_json::json;

use crate::args::IndexArgs;
use crate::outcome::Outcome;
use crate::output;
use crate::workspace::{Intent, Target, options, unknown_corrections, update};

pub(crate) fn run(args: &IndexArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let intent = if args.rebuild {
        Intent::Rebuild
    } else {
        Intent::Update
    };
    let mut target = Target::of(&args.path, args.index.as_deref(), intent)?;
    let options = IndexOptions {
        rebuild: args.rebuild,
        rehash: args.rehash,
        ..options(args.max_file_size)
    };
    let report = update(&mut target, &options)?;
    if args.output.json {
        let mut out = output::stdout();
        print_json(&mut Json::new(&mut out), &report, &target)?;
        out.flush()?;
    } else {
        let mut text = output::text();
        print_text(&mut text, &report, &target, start)?;
        text.flush()?;
    }
    let reports = report.added.len() + report.changed.len() + report.unchanged;
    Ok(if reports == 0 {
        Outcome::NothingFound
    } else {
        Outcome::Found
    })
}

fn print_text(
    text: &mut Text<impl Write>,
    report: &IndexReport,
    target: &Target,
    start: Instant,
) -> std::io::Result<()> {
    if target.folder.is_in_cache() {
        let root = target.corpus.root().display();
        text.line(&format!(
            "{root} cannot be written: its index is in the cache"
        ))?;
    }
    if let Some(reason) = &report.rebuilt {
        text.line(&format!("made anew: {reason}"))?;
    }
    let seconds = start.elapsed().as_secs_f64();
    text.line(&format!(
        "{} added, {} changed, {} unchanged, {} removed, {} skipped · {:.1} MB read · {seconds:.1} s",
        report.added.len(),
        report.changed.len(),
        report.unchanged,
        report.removed.len(),
        report.skipped.len(),
        report.text as f64 / 1e6,
    ))?;
    text.line(&format!("index: {}", target.folder.path().display()))?;
    print_reservations(text, report)
}

/// What was not read as it should be, and what `quanwen.csv` names in vain.
fn print_reservations(text: &mut Text<impl Write>, report: &IndexReport) -> std::io::Result<()> {
    for skipped in &report.skipped {
        text.line(&format!("skipped  {}: {}", skipped.path, skipped.reason))?;
    }
    for (path, characters) in &report.damaged {
        text.line(&format!(
            "damaged  {path}: {characters} characters could not be decoded and read �"
        ))?;
    }
    if let Some(unknown) = unknown_corrections(report) {
        text.line(&unknown)?;
    }
    if report.added.len() + report.changed.len() + report.unchanged == 0 {
        text.line("no reports: put files of text, Word, PDF or HTML there")?;
    }
    Ok(())
}

fn print_json(
    json: &mut Json<impl Write>,
    report: &IndexReport,
    target: &Target,
) -> std::io::Result<()> {
    for skipped in &report.skipped {
        json.row("skipped", skipped)?;
    }
    for (path, characters) in &report.damaged {
        json.row("damaged", &json!({"path": path, "characters": characters}))?;
    }
    json.summary(&json!({
        "index": target.folder.path().display().to_string(),
        "added": report.added.len(),
        "changed": report.changed.len(),
        "unchanged": report.unchanged,
        "removed": report.removed.len(),
        "skipped": report.skipped.len(),
        "ignored": report.ignored,
        "rebuilt": report.rebuilt,
        "text_bytes": report.text,
    }))
}
