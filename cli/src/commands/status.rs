//! `quanwen status [PATH]`

use quanwen::api::{Engine, Filter, HealthRequest};

use crate::args::StatusArgs;
use crate::outcome::Outcome;
use crate::workspace::{Workspace, warn_of_dictionary};

pub(crate) fn run(args: &StatusArgs) -> anyhow::Result<Outcome> {
    let index = &args.index;
    let printer = index.output.printer()?;
    let workspace = Workspace::open(&index.path, &index.location)?;
    warn_of_dictionary(&workspace.searcher);
    if args.health {
        let filter = Filter::default().paths(workspace.paths);
        let health = workspace.searcher.health(&HealthRequest::new(filter))?;
        printer.print(&health)?;
    } else {
        let status = workspace.searcher.status()?;
        printer.print(&status)?;
    }
    Ok(Outcome::Found)
}
