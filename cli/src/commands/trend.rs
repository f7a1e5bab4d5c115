//! `quanwen trend TEXT… [PATH]…`

use std::mem::ManuallyDrop;
use std::time::Instant;

use quanwen::api::{EvidenceRequest, TrendRequest};

use super::terms::{concept_in, texts_and_paths, texts_of, warn_of_places};
use crate::args::TrendArgs;
use crate::outcome::Outcome;
use crate::render::{EvidenceShown, Layout, TrendShown, columns};
use crate::workspace::Workspace;

pub(crate) fn run(args: &TrendArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let printer = if args.evidence {
        args.output.printer()?
    } else {
        args.output.chart_printer()?
    };
    let recorder = args.recording.recorder(&args.output)?;
    let others = !args.more.is_empty() || !args.concept.is_empty();
    let (mut texts, paths) = texts_and_paths(&args.texts, others)?;
    if !texts.is_empty() {
        warn_of_places(&paths);
    }
    texts.extend(texts_of(&args.more)?);
    let mut request = TrendRequest::new(texts)
        .strict(args.strict)
        .by(args.by.iter().copied())
        .balanced(args.balanced);
    for file in &args.concept {
        request = request.concept(concept_in(file)?);
    }
    let workspace = Workspace::open(&paths, &args.location)?;
    let request = request.filter(args.filter.filter(workspace.paths.clone()));
    // Never dropped, as the index: a large grid has a hundred thousand texts.
    let answer = ManuallyDrop::new(workspace.engine().trend(&request)?);
    recorder.record(workspace.engine(), &request)?;
    let trend = TrendShown {
        answer: &answer,
        measure: args.per.unwrap_or_default(),
        start,
    };
    let engine = workspace.engine();
    if args.evidence {
        let layout = Layout::of(args.context.unwrap_or_default());
        let widest = answer
            .summary
            .terms
            .iter()
            .map(|total| columns(&total.term));
        let context = printer.context_columns(layout, widest.max().unwrap_or(0));
        let request = EvidenceRequest::new(request)
            .limit(args.limit)
            .context(args.context.unwrap_or_default())
            .width(context);
        let shown = EvidenceShown {
            trend,
            source: engine,
            request: &request,
            layout,
            context,
        };
        printer.origin(&request, engine)?.print(&shown)?;
    } else {
        printer.origin(&request, engine)?.print(&trend)?;
    }
    let mentions: u64 = answer.summary.terms.iter().map(|term| term.mentions).sum();
    Ok(Outcome::found(mentions > 0))
}
