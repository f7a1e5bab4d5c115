//! `quanwen trend TEXT… [PATH]…`

use std::mem::ManuallyDrop;
use std::time::Instant;

use quanwen::api::{EvidenceRequest, TrendRequest};

use super::terms::{check_text, concept_in, texts_and_paths, texts_of, warn_of_places};
use crate::args::{TrendArgs, Words};
use crate::outcome::Outcome;
use crate::printer::Printer;
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
    if let [text] = texts.as_slice() {
        check_text("trend", text, &paths)?;
    }
    if !texts.is_empty() {
        warn_of_places(&paths);
    }
    texts.extend(texts_of(&args.more)?);
    let mut request = TrendRequest::new(texts)
        .strict(args.strict)
        .by(Words::of(&args.by))
        .balanced(args.balanced);
    for file in &args.concept {
        request = request.concept(concept_in(file)?);
    }
    let workspace = Workspace::open(&paths, &args.location)?;
    let request = request.filter(args.filter.filter(workspace.paths.clone()));
    // Never dropped, as the index: a large grid has a hundred thousand texts.
    let answer = ManuallyDrop::new(workspace.engine().trend(&request)?);
    let trend = TrendShown {
        answer: &answer,
        measure: args.per.unwrap_or_default(),
        start,
    };
    let engine = workspace.engine();
    let evidence = evidence(args, &request, &printer);
    let printer = match &evidence {
        Some(evidence) => printer.origin(evidence, engine)?,
        None => printer.origin(&request, engine)?,
    };
    recorder.record(engine, &request, || match &evidence {
        Some(evidence) => printer.print(&EvidenceShown {
            trend,
            source: engine,
            request: evidence,
            layout: Layout::of(evidence.context),
            context: evidence.width,
        }),
        None => printer.print(&trend),
    })?;
    let mentions: u64 = answer.summary.terms.iter().map(|term| term.mentions).sum();
    workspace.outcome(mentions > 0, &request.filter)
}

/// The evidence that is asked for, if any.
fn evidence(args: &TrendArgs, trend: &TrendRequest, printer: &Printer) -> Option<EvidenceRequest> {
    let context = args.context.unwrap_or_default();
    let terms = trend.concepts.iter().flat_map(|concept| &concept.terms);
    let widest = trend.texts.iter().chain(terms).map(|text| columns(text));
    let width = printer.context_columns(Layout::of(context), widest.max().unwrap_or(0));
    let request = EvidenceRequest::new(trend.clone());
    args.evidence
        .then(|| request.limit(args.limit).context(context).width(width))
}
