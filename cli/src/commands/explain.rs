//! `quanwen explain QUERY`

use quanwen::{Schema, explain};

use crate::args::ExplainArgs;
use crate::outcome::Outcome;

pub(crate) fn run(args: &ExplainArgs) -> anyhow::Result<Outcome> {
    let printer = args.output.printer()?;
    let explanation = explain(&args.query, &Schema::embedded(), args.literal)?;
    printer.print(&explanation)?;
    Ok(Outcome::Found)
}
