//! `quanwen verify [PATH]`

use std::io::Write;

use quanwen::api::Json;
use serde_json::json;

use crate::args::VerifyArgs;
use crate::outcome::Outcome;
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
    if args.place.output.json {
        let compared = !args.quick && wrong.is_empty();
        let row = json!({"version": 1, "sound": wrong.is_empty(), "texts_compared": compared, "wrong": wrong});
        let mut out = output::stdout();
        Json::new(&mut out).row("integrity", &row)?;
        out.flush()?;
    } else {
        let mut text = output::text();
        for fault in &wrong {
            text.line(fault)?;
        }
        text.line(match (wrong.is_empty(), args.quick) {
            (false, _) => "damaged: run `quanwen index --rebuild PATH`",
            (true, false) => {
                "sound: every checksum agrees, and every report folds to what was indexed"
            }
            (true, true) => {
                "every checksum agrees; not compared: the positions with the stored texts"
            }
        })?;
        text.flush()?;
    }
    Ok(if wrong.is_empty() {
        Outcome::Found
    } else {
        Outcome::Failed
    })
}
