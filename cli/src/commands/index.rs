//! `quanwen index PATH…`

use std::time::Instant;

use quanwen::api::IndexUpdate;
use quanwen::{Corpus, IndexOptions};
use quanwen_opensearch::Address;

use crate::args::IndexArgs;
use crate::outcome::Outcome;
use crate::progress::Bar;
use crate::render::{ClusterUpdate, UpdateAnswer};
use crate::workspace::{Intent, Target, options, update};

pub(crate) fn run(args: &IndexArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    if let Some(address) = &args.engine {
        return on_cluster(args, address, start);
    }
    let printer = args.output.printer()?;
    let intent = if args.rebuild {
        Intent::Rebuild
    } else {
        Intent::Update
    };
    let mut target = Target::of(&args.path, args.index.as_deref(), intent)?;
    let options = IndexOptions {
        rebuild: args.rebuild,
        rehash: args.rehash,
        ..options(&args.reading)
    };
    let report = update(&mut target, &options)?;
    let is_in_cache = target.folder.is_in_cache();
    let answer = UpdateAnswer {
        report: &report,
        index: target.folder.path(),
        unwritable: is_in_cache.then(|| target.corpus.root()),
        start,
    };
    printer.print(&answer)?;
    Ok(Outcome::found(answer.reports() > 0))
}

/// Indexes on a cluster.
fn on_cluster(args: &IndexArgs, address: &Address, start: Instant) -> anyhow::Result<Outcome> {
    let printer = args.output.printer()?;
    let corpus = Corpus::of_paths(&args.path)?;
    let options = options(&args.reading);
    let counts = quanwen_opensearch::index(
        &corpus,
        address.clone(),
        args.shape(),
        &options,
        &Bar::new(),
    )?;
    let mut update = IndexUpdate::default();
    let summary = &mut update.summary;
    summary.added = counts.documents;
    summary.text_bytes = counts.text_bytes;
    summary.skipped = counts.skipped.len() as u64;
    summary.ignored_files = counts.ignored;
    summary.index = address.to_string();
    update.skipped = counts.skipped;
    printer.print(&ClusterUpdate { update, start })?;
    Ok(Outcome::found(counts.documents > 0))
}
