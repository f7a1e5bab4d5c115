//! `quanwen list [PATH]`

use quanwen::api::{Engine, ListRequest};

use crate::args::ListArgs;
use crate::outcome::Outcome;
use crate::render::Listing;
use crate::workspace::Workspace;

pub(crate) fn run(args: &ListArgs) -> anyhow::Result<Outcome> {
    let question = &args.question;
    let printer = question.output.printer()?;
    let workspace = Workspace::open(&question.path, &question.location)?;
    let filter = question.filter.filter(workspace.paths);
    let request = ListRequest::new(filter);
    let mut list = workspace.searcher.list(&request)?;
    args.sort.sort(&mut list.documents);
    let listing = Listing {
        list: &list,
        order: args.sort,
    };
    let printer = printer.origin(&request, &*workspace.searcher)?;
    printer.print(&listing)?;
    Ok(Outcome::found(!list.documents.is_empty()))
}
