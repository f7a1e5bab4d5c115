//! `quanwen replay FILE [PATH]…`

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail};
use quanwen::Error;
use quanwen::api::StudyRecord;

use crate::args::ReplayArgs;
use crate::hint;
use crate::language::say;
use crate::outcome::Outcome;
use crate::recorder::MAX_RECORD;
use crate::workspace::Workspace;

pub(crate) fn run(args: &ReplayArgs) -> anyhow::Result<Outcome> {
    let printer = args.output.printer()?;
    let record = record_in(&args.record)?;
    let workspace = Workspace::open(&args.path, &args.location)?;
    let replay = quanwen::replay(workspace.engine(), &record)?;
    printer.print(&replay)?;
    Ok(Outcome::found(replay.summary.same))
}

fn record_in(file: &Path) -> anyhow::Result<StudyRecord> {
    match text_of(file)?.parse() {
        Err(Error::Record { reason }) => bail!(say!(
            "{file} {reason}: {hint}",
            file = file,
            reason = reason,
            hint = hint::RECORD
        )),
        read => Ok(read?),
    }
}

fn text_of(record: &Path) -> anyhow::Result<String> {
    let unread = || {
        say!(
            "cannot read the record {name}: {hint}",
            name = record,
            hint = hint::RECORD
        )
    };
    let file = File::open(record).with_context(unread)?;
    if file.metadata().with_context(unread)?.len() > MAX_RECORD {
        bail!(say!(
            "{name} is larger than 256 MiB: {hint}",
            name = record,
            hint = hint::RECORD
        ));
    }
    let mut text = String::new();
    let mut file = file.take(MAX_RECORD);
    file.read_to_string(&mut text).with_context(unread)?;
    Ok(text)
}
