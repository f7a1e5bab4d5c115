//! `quanwen verify [PATH]`

use std::io::Write;

use serde_json::json;

use crate::Outcome;
use crate::args::PlaceArgs;
use crate::output;
use crate::workspace::Workspace;

pub(crate) fn run(args: &PlaceArgs) -> anyhow::Result<Outcome> {
    let mut place = args.place.clone();
    place.no_update = true;
    let workspace = Workspace::open(&args.path, &place)?;
    let wrong = workspace.searcher.integrity()?;
    let mut out = output::stdout();
    if args.output.json {
        writeln!(
            out,
            "{}",
            json!({"type": "integrity", "version": 1, "sound": wrong.is_empty(), "wrong": wrong})
        )?;
    } else if wrong.is_empty() {
        writeln!(
            out,
            "sound: every checksum agrees, and every report folds to what was indexed"
        )?;
    } else {
        for fault in &wrong {
            writeln!(out, "{fault}")?;
        }
        writeln!(out, "damaged: run `quanwen index --rebuild PATH`")?;
    }
    out.flush()?;
    Ok(if wrong.is_empty() {
        Outcome::Found
    } else {
        Outcome::Failed
    })
}
