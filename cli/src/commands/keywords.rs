//! `quanwen keywords [PATH] --year YEARS --against-year YEARS`, `quanwen keywords A B`

use std::path::PathBuf;
use std::time::Instant;

use anyhow::bail;
use quanwen::api::KeywordsRequest;

use crate::args::KeywordsArgs;
use crate::hint;
use crate::language::Said;
use crate::outcome::Outcome;
use crate::render::KeywordsShown;
use crate::workspace::Workspace;

pub(crate) fn run(args: &KeywordsArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let (study, reference) = sides(args)?;
    let typed = [study, reference.unwrap_or_default()].concat();
    let question = &args.question;
    let printer = question.output.printer()?;
    let recorder = args.recording.recorder(&question.output)?;
    let workspace = Workspace::open(&typed, &question.location)?;
    workspace.warn_of_dictionary();
    let (study_paths, others) = workspace.each.split_at(study.len());
    let reference_paths = reference.map_or(study_paths, |_| others);
    let reference_filter = args.against.filter(&question.filter);
    let request = KeywordsRequest::new(
        question.filter.filter(taken(study_paths)),
        reference_filter.filter(taken(reference_paths)),
    )
    .min_count(args.min_count)
    .all(args.all)
    .sort(args.sort)
    .limit(args.limit);
    let answer = workspace.engine().keywords(&request)?;
    let shown = KeywordsShown {
        answer: &answer,
        paths: [study, reference.unwrap_or(study)],
        index: question.location.index.as_deref(),
        start,
    };
    let printer = printer.origin(&request, workspace.engine())?;
    recorder.record(workspace.engine(), &request, || printer.print(&shown))?;
    let summary = &answer.summary;
    Ok(Outcome::found(summary.over + summary.under > 0))
}

/// The paths typed for the study side, and for the reference if it has its own. Without another reference, the second of two
/// PATHs is the reference.
fn sides(args: &KeywordsArgs) -> anyhow::Result<(&[PathBuf], Option<&[PathBuf]>)> {
    let (paths, against) = (args.question.path.as_slice(), &args.against);
    match (paths, against.path.as_slice()) {
        (paths, []) if against.has_filter() => Ok((paths, None)),
        ([study, reference], []) => Ok((
            std::slice::from_ref(study),
            Some(std::slice::from_ref(reference)),
        )),
        ([] | [_], []) => bail!(hint::GIVE_REFERENCE.said()),
        (_, []) => bail!(hint::TWO_SIDES.said()),
        (paths, reference) => Ok((paths, Some(reference))),
    }
}

/// The paths that a filter takes, of which one may be the whole corpus.
fn taken(paths: &[String]) -> Vec<String> {
    if paths.iter().any(String::is_empty) {
        return Vec::new();
    }
    paths.to_vec()
}
