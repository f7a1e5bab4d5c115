//! `quanwen show ID [PATH]`

use quanwen::api::{Engine, ShowRequest};

use crate::args::ShowArgs;
use crate::outcome::Outcome;
use crate::output;
use crate::workspace::Workspace;

pub(crate) fn run(args: &ShowArgs) -> anyhow::Result<Outcome> {
    let printer = args.output.printer()?;
    let workspace = Workspace::open(&args.path, &args.location)?;
    let shown = workspace.searcher.show(&ShowRequest::new(&args.id))?;
    if args.text && !args.output.json {
        output::print_verbatim(&shown.document.text[shown.range.clone()])?;
    } else {
        printer.print(&shown)?;
    }
    Ok(Outcome::Found)
}
