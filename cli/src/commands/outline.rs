//! `quanwen outline FILE`

use quanwen::api::Outline;

use crate::args::OutlineArgs;
use crate::outcome::Outcome;
use crate::workspace::options;

pub(crate) fn run(args: &OutlineArgs) -> anyhow::Result<Outcome> {
    let options = options(args.max_file_size);
    let outline = if args.explain {
        let (document, explanation) = quanwen::explain_document(&args.file, &options)?;
        explanation.outline(&document)
    } else {
        Outline::from(&quanwen::read_document(&args.file, &options)?)
    };
    args.output.printer().print(&outline)?;
    Ok(Outcome::Found)
}
