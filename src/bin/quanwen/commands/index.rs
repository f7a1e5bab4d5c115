//! `quanwen index PATH…`

use std::io::Write;
use std::time::Instant;

use quanwen::{IndexOptions, IndexReport};
use serde_json::json;

use crate::Outcome;
use crate::args::IndexArgs;
use crate::output;
use crate::workspace::{Intent, Target, options, unknown_corrections, update};

pub(crate) fn run(args: &IndexArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let intent = if args.rebuild {
        Intent::Rebuild
    } else {
        Intent::Update
    };
    let target = Target::of(&args.path, args.index.as_deref(), intent)?;
    let options = IndexOptions {
        rebuild: args.rebuild,
        rehash: args.rehash,
        ..options(args.max_file_size)
    };
    let report = update(&target, &options)?;
    let mut out = output::stdout();
    if args.output.json {
        print_json(&mut out, &report, &target)?;
    } else {
        print_text(&mut out, &report, &target, start)?;
    }
    out.flush()?;
    let reports = report.added.len() + report.changed.len() + report.unchanged;
    Ok(if reports == 0 {
        Outcome::NothingFound
    } else {
        Outcome::Found
    })
}

fn print_text(
    out: &mut impl Write,
    report: &IndexReport,
    target: &Target,
    start: Instant,
) -> std::io::Result<()> {
    if target.folder.is_in_cache() {
        let root = target.corpus.root().display();
        writeln!(out, "{root} cannot be written: its index is in the cache")?;
    }
    if let Some(reason) = &report.rebuilt {
        writeln!(out, "made anew: {reason}")?;
    }
    let seconds = start.elapsed().as_secs_f64();
    writeln!(
        out,
        "{} added, {} changed, {} unchanged, {} removed, {} skipped · {:.1} MB read · {seconds:.1} s",
        report.added.len(),
        report.changed.len(),
        report.unchanged,
        report.removed.len(),
        report.skipped.len(),
        report.text as f64 / 1e6,
    )?;
    writeln!(out, "index: {}", target.folder.path().display())?;
    for skipped in &report.skipped {
        writeln!(out, "skipped  {}: {}", skipped.path, skipped.reason)?;
    }
    for (path, characters) in &report.damaged {
        writeln!(
            out,
            "damaged  {path}: {characters} characters could not be decoded and read �"
        )?;
    }
    if let Some(unknown) = unknown_corrections(report) {
        writeln!(out, "{unknown}")?;
    }
    if report.added.len() + report.changed.len() + report.unchanged == 0 {
        writeln!(
            out,
            "no reports: put files of text, Word, PDF or HTML there"
        )?;
    }
    Ok(())
}

fn print_json(out: &mut impl Write, report: &IndexReport, target: &Target) -> anyhow::Result<()> {
    for skipped in &report.skipped {
        writeln!(
            out,
            "{}",
            json!({"type": "skipped", "path": skipped.path, "reason": skipped.reason})
        )?;
    }
    for (path, characters) in &report.damaged {
        writeln!(
            out,
            "{}",
            json!({"type": "damaged", "path": path, "characters": characters})
        )?;
    }
    let summary = json!({
        "type": "summary",
        "version": 1,
        "index": target.folder.path(),
        "added": report.added.len(),
        "changed": report.changed.len(),
        "unchanged": report.unchanged,
        "removed": report.removed.len(),
        "skipped": report.skipped.len(),
        "ignored": report.ignored,
        "rebuilt": report.rebuilt,
        "text_bytes": report.text,
    });
    Ok(writeln!(out, "{summary}")?)
}
