//! `quanwen outline FILE`

use std::io::Write;

use crate::render::{decisions_json, outline_json};

use crate::args::OutlineArgs;
use crate::outcome::Outcome;
use crate::output;
use crate::workspace::options;

pub(crate) fn run(args: &OutlineArgs) -> anyhow::Result<Outcome> {
    let options = options(args.max_file_size);
    let (document, explanation) = if args.explain {
        let (document, explanation) = quanwen::explain_document(&args.file, &options)?;
        (document, Some(explanation))
    } else {
        (quanwen::read_document(&args.file, &options)?, None)
    };
    if args.output.json {
        let mut out = output::stdout();
        outline_json(&document, &mut out)?;
        if let Some(explanation) = &explanation {
            decisions_json(&document, explanation, &mut out)?;
        }
        out.flush()?;
    } else {
        let mut text = output::text();
        text.outline(&document)?;
        if let Some(explanation) = &explanation {
            text.explanation(&document, explanation)?;
        }
        text.flush()?;
    }
    Ok(Outcome::Found)
}
