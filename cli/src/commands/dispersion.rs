//! `quanwen dispersion TEXT [PATH]`

use std::time::Instant;

use quanwen::api::DispersionRequest;

use super::terms::check_text;
use crate::args::DispersionArgs;
use crate::outcome::Outcome;
use crate::render::DispersionShown;
use crate::workspace::Workspace;

pub(crate) fn run(args: &DispersionArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let question = &args.question;
    check_text("dispersion", &args.text, &question.path)?;
    let printer = question.output.chart_printer()?;
    let recorder = args.recording.recorder(&question.output)?;
    let workspace = Workspace::open(&question.path, &question.location)?;
    let request = DispersionRequest::new(&args.text)
        .filter(question.filter.filter(workspace.paths.clone()))
        .by(args.by)
        .limit(args.limit);
    let answer = workspace.engine().dispersion(&request)?;
    let shown = DispersionShown {
        answer: &answer,
        filter: &request.filter,
        paths: &question.path,
        index: question.location.index.as_deref(),
        start,
    };
    let printer = printer.origin(&request, workspace.engine())?;
    recorder.record(workspace.engine(), &request, || printer.print(&shown))?;
    workspace.outcome(answer.summary.mentions > 0, &request.filter)
}
