//! `quanwen explain QUERY`

use std::io::Write;

use quanwen::api::Json;
use quanwen::{Schema, explain};

use crate::args::ExplainArgs;
use crate::outcome::Outcome;
use crate::output;

pub(crate) fn run(args: &ExplainArgs) -> anyhow::Result<Outcome> {
    let explanation = explain(&args.query, &Schema::embedded(), args.literal)?;
    if args.output.json {
        let mut out = output::stdout();
        Json::new(&mut out).row("explanation", &explanation)?;
        out.flush()?;
    } else {
        let mut text = output::text();
        text.query_explanation(&explanation)?;
        text.flush()?;
    }
    Ok(Outcome::Found)
}
