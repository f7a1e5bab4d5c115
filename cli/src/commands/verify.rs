//! `quanwen verify [PATH]`

use quanwen::api::Integrity;

use crate::args::VerifyArgs;
use crate::outcome::Outcome;
use crate::workspace::Workspace;

pub(crate) fn run(args: &VerifyArgs) -> anyhow::Result<Outcome> {
    let printer = args.index.output.printer()?;
    let mut location = args.index.location.clone();
    location.no_update = true;
    let workspace = Workspace::open(&args.index.path, &location)?;
    let wrong = if args.quick {
        workspace.searcher()?.check_files()?
    } else {
        workspace.searcher()?.integrity()?
    };
    let integrity = Integrity::new(wrong, !args.quick);
    printer.print(&integrity)?;
    Ok(if integrity.sound {
        Outcome::Found
    } else {
        Outcome::Failed
    })
}
