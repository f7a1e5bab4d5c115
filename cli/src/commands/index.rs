//! `quanwen index PATH…`

use std::path::Path;
use std::time::Instant;

use anyhow::anyhow;
use quanwen::{Corpus, IndexOptions};
use quanwen_opensearch::Address;

use crate::args::IndexArgs;
use crate::hint;
use crate::interruption::when_interrupted;
use crate::language::Said;
use crate::outcome::Outcome;
use crate::output::note_below;
use crate::progress::Bar;
use crate::render::UpdateAnswer;
use crate::workspace::{Intent, Target, options, update};

/// What is said when the program is interrupted.
const UPDATE: &str = "update";

pub(crate) fn run(args: &IndexArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let options = IndexOptions {
        rebuild: args.rebuild,
        rehash: args.rehash,
        ..options(&args.reading)
    };
    if let Some(address) = &args.engine {
        return on_cluster(args, address, &options, start);
    }
    let printer = args.output.printer()?;
    let intent = if args.rebuild {
        Intent::Rebuild
    } else {
        Intent::Update
    };
    let mut target = Target::of(&args.path, args.index.as_deref(), intent)?;
    let report = update(&mut target, &options)?;
    let answer = UpdateAnswer {
        report: &report,
        index: target.folder.path(),
        in_cache: target.in_cache(),
        start,
    };
    printer.print(&answer)?;
    Ok(Outcome::found(answer.reports() > 0))
}

/// Indexes on a cluster.
fn on_cluster(
    args: &IndexArgs,
    address: &Address,
    options: &IndexOptions,
    start: Instant,
) -> anyhow::Result<Outcome> {
    let printer = args.output.printer()?;
    let corpus = Corpus::of_paths(&args.path)?;
    let (to, shape) = (address.clone(), args.shape());
    when_interrupted(UPDATE, || note_below(&hint::INTERRUPTED_UPDATE.said()))?;
    let report = quanwen_opensearch::index(&corpus, to, shape, options, &Bar::new())?;
    let index = address.to_string();
    let answer = UpdateAnswer {
        report: &report,
        index: Path::new(&index),
        in_cache: None,
        start,
    };
    printer.print(&answer)?;
    let has_reports = answer.reports() > 0;
    let is_new = report.unchanged == 0 && has_reports;
    if is_new && !args.no_merge {
        when_interrupted(UPDATE, || note_below(&hint::INTERRUPTED_MERGE.said()))?;
        let bar = Bar::new();
        bar.merge();
        quanwen_opensearch::merge(address.clone())
            .map_err(|error| anyhow!(hint::not_merged(&error).said()))?;
    }
    Ok(Outcome::found(has_reports))
}
