//! `quanwen verify [PATH]`

use std::io::Write;

use serde_json::json;

use crate::Outcome;
use crate::args::VerifyArgs;
use crate::output;
use crate::workspace::Workspace;

pub(crate) fn run(args: &VerifyArgs) -> anyhow::Result<Outcome> {
    let mut place = args.place.place.clone();
    place.no_update = true;
    let workspace = Workspace::open(&args.place.path, &place)?;
    let wrong = if args.quick {
        workspace.searcher.check_files()?
    } else {
        workspace.searcher.integrity()?
    };
    let mut out = output::stdout();
    if args.place.output.json {
        let compared = !args.quick && wrong.is_empty();
        writeln!(
            out,
            "{}",
            json!({"type": "integrity", "version": 1, "sound": wrong.is_empty(), "texts_compared": compared, "wrong": wrong})
        )?;
    } else {
        for fault in &wrong {
            writeln!(out, "{fault}")?;
        }
        let verdict = match (wrong.is_empty(), args.quick) {
            (false, _) => "damaged: run `quanwen index --rebuild PATH`",
            (true, false) => {
                "sound: every checksum agrees, and every report folds to what was indexed"
            }
            (true, true) => {
                "every checksum agrees; not compared: the positions with the stored texts"
            }
        };
        writeln!(out, "{verdict}")?;
    }
    out.flush()?;
    Ok(if wrong.is_empty() {
        Outcome::Found
    } else {
        Outcome::Failed
    })
}
