//! `quanwen outline FILE`

use std::io::Write;

use quanwen::render::{decisions_json, outline_json};

use crate::Outcome;
use crate::args::OutlineArgs;
use crate::output;

pub(crate) fn run(args: &OutlineArgs) -> anyhow::Result<Outcome> {
    let limit = args.max_file_size.saturating_mul(1024 * 1024);
    let (document, decisions) = if args.explain {
        quanwen::explain_document(&args.file, limit)?
    } else {
        (quanwen::read_document(&args.file, limit)?, Vec::new())
    };
    if args.output.json {
        let mut out = output::stdout();
        outline_json(&document, &mut out)?;
        decisions_json(&document, &decisions, &mut out)?;
        out.flush()?;
    } else {
        let mut text = output::text();
        text.outline(&document)?;
        if args.explain {
            text.decisions(&document, &decisions)?;
        }
        text.flush()?;
    }
    Ok(Outcome::Found)
}
