//! `quanwen search QUERY [PATH]`

use std::time::Instant;

use quanwen::api::SearchRequest;

use super::terms::check_text;
use crate::args::{SearchArgs, Words};
use crate::outcome::Outcome;
use crate::render::Hits;
use crate::workspace::Workspace;

pub(crate) fn run(args: &SearchArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    check_text("search", &args.query, &args.question.path)?;
    let printer = args.question.output.printer()?;
    let workspace = Workspace::open(&args.question.path, &args.question.location)?;
    workspace.warn_of_dictionary();
    let request = SearchRequest::new(&args.query)
        .plain(args.plain)
        .literal(args.literal)
        .as_words(args.as_words)
        .filter(args.question.filter.filter(workspace.paths.clone()))
        .limit(args.limit)
        .after(args.after.clone())
        .passages(args.passages)
        .collapse(!args.no_collapse)
        .one_per_document(args.one_per_report)
        .facets(Words::of(&args.facet));
    let answer = workspace.engine().search(&request)?;
    let hits = Hits {
        answer: &answer,
        start,
    };
    let printer = printer.origin(&request, workspace.engine())?;
    printer.print(&hits)?;
    workspace.outcome(answer.summary.total > 0, &request.filter)
}
