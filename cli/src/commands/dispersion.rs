//! `quanwen dispersion TEXT [PATH]`

use std::time::Instant;

use quanwen::api::{DispersionRequest, Study};

use crate::args::DispersionArgs;
use crate::outcome::Outcome;
use crate::render::DispersionShown;
use crate::workspace::Workspace;

pub(crate) fn run(args: &DispersionArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let question = &args.question;
    let printer = question.output.chart_printer()?;
    let recorder = args.recording.recorder(&question.output)?;
    let workspace = Workspace::open(&question.path, &question.location)?;
    let request = DispersionRequest::new(&args.text)
        .filter(question.filter.filter(workspace.paths))
        .by(args.by)
        .limit(args.limit);
    let answer = workspace.searcher.dispersion(&request)?;
    recorder.record(&*workspace.searcher, &request)?;
    let shown = DispersionShown {
        answer: &answer,
        filter: &request.filter,
        paths: &question.path,
        index: question.location.index.as_deref(),
        start,
    };
    let printer = printer.origin(&request, &*workspace.searcher)?;
    printer.print(&shown)?;
    Ok(Outcome::found(answer.summary.mentions > 0))
}
