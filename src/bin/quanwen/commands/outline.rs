//! `quanwen outline FILE`

use std::io::Write;

use quanwen::render::{outline_json, outline_text};

use crate::Outcome;
use crate::args::OutlineArgs;
use crate::output;

pub(crate) fn run(args: &OutlineArgs) -> anyhow::Result<Outcome> {
    let document =
        quanwen::read_document(&args.file, args.max_file_size.saturating_mul(1024 * 1024))?;
    let mut out = output::stdout();
    if args.output.json {
        outline_json(&document, &mut out)?;
    } else {
        outline_text(&document, &mut out)?;
    }
    out.flush()?;
    Ok(Outcome::Found)
}
