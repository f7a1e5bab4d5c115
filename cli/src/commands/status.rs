//! `quanwen status [PATH]`

use quanwen::api::{Filter, HealthRequest};

use crate::args::StatusArgs;
use crate::outcome::Outcome;
use crate::workspace::Workspace;

pub(crate) fn run(args: &StatusArgs) -> anyhow::Result<Outcome> {
    let index = &args.index;
    let printer = index.output.printer()?;
    let workspace = Workspace::open(&index.path, &index.location)?;
    workspace.warn_of_dictionary();
    if args.health {
        let filter = Filter::default().paths(workspace.paths.clone());
        let health = workspace.engine().health(&HealthRequest::new(filter))?;
        printer.print(&health)?;
    } else {
        let status = workspace.engine().status()?;
        printer.print(&status)?;
    }
    Ok(Outcome::Found)
}
