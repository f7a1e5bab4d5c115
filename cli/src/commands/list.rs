//! `quanwen list [PATH]`

use std::io::Write;

use crate::render::Csv;
use quanwen::api::Json;

use crate::args::ListArgs;
use crate::outcome::Outcome;
use crate::output;
use crate::workspace::Workspace;

pub(crate) fn run(args: &ListArgs) -> anyhow::Result<Outcome> {
    let workspace = Workspace::open(&args.question.path, &args.question.place)?;
    let list = workspace
        .searcher
        .list(&args.question.filter.filter(workspace.paths))?;
    if args.question.output.json {
        let mut out = output::stdout();
        let mut json = Json::new(&mut out);
        for document in &list.documents {
            json.row("document", document)?;
        }
        json.summary(&list.summary)?;
        out.flush()?;
    } else if args.question.output.csv {
        output::note_reservations(&list.summary);
        let mut csv = Csv::new(output::stdout(), &[])?;
        for document in &list.documents {
            csv.document(document)?;
        }
        csv.finish()?;
    } else {
        let mut text = output::text();
        text.documents(&list.documents)?;
        text.list_summary(&list.summary)?;
        text.flush()?;
    }
    Ok(if list.documents.is_empty() {
        Outcome::NothingFound
    } else {
        Outcome::Found
    })
}
