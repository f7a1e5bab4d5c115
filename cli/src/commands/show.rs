//! `quanwen show ID [PATH]`

use quanwen::api::ShowRequest;

use crate::args::ShowArgs;
use crate::outcome::Outcome;
use crate::output;
use crate::render::InFull;
use crate::workspace::Workspace;

pub(crate) fn run(args: &ShowArgs) -> anyhow::Result<Outcome> {
    let printer = args.output.printer()?;
    let (workspace, name) = Workspace::open_named(&args.id, &args.path, &args.location)?;
    let shown = workspace.engine().show(&ShowRequest::new(name))?;
    if args.text && !args.output.json {
        let text = &shown.document.text[shown.range.clone()];
        output::print_verbatim(text, args.output.paging.pages())?;
    } else {
        let in_full = InFull {
            shown: &shown,
            numbered: output::is_terminal(),
        };
        printer.print(&in_full)?;
    }
    Ok(Outcome::Found)
}
