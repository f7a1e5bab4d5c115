//! `quanwen mentions TEXT [PATH]`

use std::path::PathBuf;
use std::time::Instant;

use anyhow::bail;
use quanwen::api::{MentionRequest, Sample, SortKey};

use super::terms::{check_text, concept_in, texts_of};
use crate::args::MentionsArgs;
use crate::hint;
use crate::outcome::Outcome;
use crate::render::{Layout, MentionsAnswer, Part, columns};
use crate::workspace::Workspace;

pub(crate) fn run(args: &MentionsArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let printer = args.question.output.printer()?;
    let recorder = args.recording.recorder(&args.question.output)?;
    let (texts, paths) = texts_and_paths(args)?;
    let concept = args.concept.as_deref().map(concept_in).transpose()?;
    let terms = concept.iter().flat_map(|concept| &concept.terms);
    let widest = texts.iter().chain(terms).map(|text| columns(text));
    let widest = widest.max().unwrap_or(0);
    let layout = layout(args);
    let width = args
        .width
        .unwrap_or_else(|| printer.context_columns(layout, widest));
    let part = match (args.count, args.documents) {
        (true, _) => Part::Counts,
        (false, true) => Part::Documents,
        (false, false) => Part::Mentions {
            layout,
            context: width,
        },
    };
    let shows_mentions = !args.count && !args.documents;
    let workspace = Workspace::open(&paths, &args.question.location)?;
    let mut request = MentionRequest::of_texts(texts);
    request.concept = concept;
    let request = request
        .strict(args.strict)
        .filter(args.question.filter.filter(workspace.paths.clone()))
        .whole_word(args.whole_word)
        .sort(args.sort.iter().copied())
        .sample(sample(args).filter(|_| shows_mentions))
        .limit(args.limit.filter(|_| shows_mentions))
        .context(args.context.unwrap_or_default())
        .width(width);
    let verification = args
        .verify
        .then(|| anyhow::Ok(workspace.searcher()?.verify(&request)?))
        .transpose()?;
    let searcher = workspace.engine();
    let answer = MentionsAnswer::new(searcher, &request, verification.as_ref(), part, start);
    let printer = printer.origin(&request, searcher)?;
    recorder.record(searcher, &request, || printer.print(&answer))?;
    let found = verification
        .as_ref()
        .map_or(answer.summary().mentions, |checked| checked.by_scan);
    Ok(match verification {
        Some(checked) if !checked.differences.is_empty() => Outcome::Failed,
        _ => Outcome::found(found > 0),
    })
}

/// How mentions are laid out as text.
fn layout(args: &MentionsArgs) -> Layout {
    let mut deciding = args
        .sort
        .iter()
        .take_while(|key| **key != SortKey::Position);
    let is_by_context = deciding.any(|key| key.is_of_context());
    match Layout::of(args.context.unwrap_or_default()) {
        Layout::Aligned if is_by_context => Layout::Sorted,
        layout => layout,
    }
}

fn sample(args: &MentionsArgs) -> Option<Sample> {
    let size = args.sample?;
    Some(Sample::new(size).seed(args.seed.unwrap_or_default()))
}

/// The texts to find, and the paths. With -e or -f, a first argument that names an existing file or folder is a path.
fn texts_and_paths(args: &MentionsArgs) -> anyhow::Result<(Vec<String>, Vec<PathBuf>)> {
    let mut texts: Vec<String> = Vec::new();
    let mut paths = args.question.path.clone();
    let others = !args.more.is_empty() || args.concept.is_some();
    match &args.text {
        Some(text) if others && PathBuf::from(text).exists() => paths.insert(0, text.into()),
        Some(text) if others && text.contains(['/', '\\']) => {
            bail!(
                "cannot read {text}: no such file or folder; {}",
                hint::GIVE_TEXT_BY_OPTION
            )
        }
        Some(text) => {
            check_text("mentions", text, &paths)?;
            texts.push(text.clone());
        }
        None if !others => {
            bail!(hint::GIVE_TEXT)
        }
        None => {}
    }
    texts.extend(texts_of(&args.more)?);
    Ok((texts, paths))
}
