//! `quanwen collocates TEXT [PATH]`

use std::time::Instant;

use anyhow::bail;
use quanwen::api::{CollocateKind, CollocateWindow, CollocatesRequest};

use super::terms::check_text;
use crate::args::{By, CollocatesArgs, Kind};
use crate::hint;
use crate::language::Said;
use crate::outcome::Outcome;
use crate::render::CollocatesShown;
use crate::workspace::Workspace;

pub(crate) fn run(args: &CollocatesArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let question = &args.question;
    check_text("collocates", &args.text, &question.path)?;
    let window = window(args)?;
    let printer = question.output.printer()?;
    let recorder = args.recording.recorder(&question.output)?;
    let workspace = Workspace::open(&question.path, &question.location)?;
    let [shortest, longest] = args.ngram;
    let mut request = CollocatesRequest::new(&args.text)
        .filter(question.filter.filter(workspace.paths.clone()))
        .window(window)
        .ngram_lengths(shortest, longest)
        .min_count(args.min_count)
        .stop_words(args.all)
        .by_year(args.by == Some(By::Year))
        .limit(args.limit);
    request.kinds = kinds(args.kind);
    let answer = workspace.engine().collocates(&request)?;
    let shown = CollocatesShown {
        answer: &answer,
        filter: &request.filter,
        paths: &question.path,
        index: question.location.index.as_deref(),
        start,
    };
    let printer = printer.origin(&request, workspace.engine())?;
    recorder.record(workspace.engine(), &request, || printer.print(&shown))?;
    workspace.outcome(!answer.collocates.is_empty(), &request.filter)
}

fn kinds(kind: Kind) -> Vec<CollocateKind> {
    match kind {
        Kind::Word => vec![CollocateKind::Word],
        Kind::Ngram => vec![CollocateKind::Ngram],
        Kind::Both => Vec::new(),
    }
}

/// The window typed, with --left and --right in place of its sides.
fn window(args: &CollocatesArgs) -> anyhow::Result<CollocateWindow> {
    match (args.window, args.left, args.right) {
        (window, None, None) => Ok(window),
        (CollocateWindow::Sentence, ..) => bail!(hint::SENTENCE_HAS_NO_SIDES.said()),
        (CollocateWindow::Characters { left, right }, before, after) => {
            Ok(CollocateWindow::Characters {
                left: before.unwrap_or(left),
                right: after.unwrap_or(right),
            })
        }
    }
}
