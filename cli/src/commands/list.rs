//! `quanwen list [PATH]`

use quanwen::api::ListRequest;

use crate::args::ListArgs;
use crate::outcome::Outcome;
use crate::render::Listing;
use crate::workspace::Workspace;

pub(crate) fn run(args: &ListArgs) -> anyhow::Result<Outcome> {
    let question = &args.question;
    let printer = question.output.printer()?;
    let workspace = Workspace::open(&question.path, &question.location)?;
    let filter = question.filter.filter(workspace.paths.clone());
    let request = ListRequest::new(filter);
    let mut list = workspace.engine().list(&request)?;
    args.sort.sort(&mut list.documents);
    let listing = Listing {
        list: &list,
        order: args.sort,
    };
    let printer = printer.origin(&request, workspace.engine())?;
    printer.print(&listing)?;
    workspace.outcome(!list.documents.is_empty(), &request.filter)
}
