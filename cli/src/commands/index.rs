//! `quanwen index PATH…`

use std::time::Instant;

use quanwen::IndexOptions;

use crate::args::IndexArgs;
use crate::outcome::Outcome;
use crate::render::UpdateAnswer;
use crate::workspace::{Intent, Target, options, update};

pub(crate) fn run(args: &IndexArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
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
