//! `quanwen mentions TEXT [PATH]`

use std::path::PathBuf;
use std::time::Instant;

use anyhow::bail;
use quanwen::api::{MentionRequest, Sample, SortKey, Verification};

use super::terms::{check_paths, check_text, concept_in, texts_of};
use crate::args::{MentionsArgs, Words};
use crate::hint;
use crate::language::Said;
use crate::outcome::Outcome;
use crate::printer::Printer;
use crate::render::{DocumentsShown, Layout, MentionsAnswer, Part, WithoutShown, columns};
use crate::workspace::{Source, Workspace};

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
    let workspace = Workspace::open(&paths, &args.question.location)?;
    let mut request = MentionRequest::of_texts(texts);
    request.concept = concept;
    request.patterns.clone_from(&args.pattern);
    let request = request
        .strict(args.strict)
        .filter(args.question.filter.filter(workspace.paths.clone()))
        .whole_word(args.whole_word)
        .sort(Words::of(&args.sort))
        .sample(sample(args).filter(|_| !args.count && !args.documents))
        .limit(args.limit.filter(|_| !args.count))
        .context(args.context.unwrap_or_default())
        .width(width);
    let verification = args
        .verify
        .then(|| anyhow::Ok(workspace.searcher()?.verify(&request)?))
        .transpose()?;
    let engine = workspace.engine();
    let asked = Asked {
        engine,
        request: &request,
        verification: verification.as_ref(),
        start,
    };
    let printer = printer.origin(&request, engine)?;
    let mut is_found = false;
    recorder.record(engine, &request, || {
        is_found = match (args.documents, args.count) {
            _ if args.without => asked.without(printer)?,
            (true, _) => asked.documents(printer)?,
            (_, true) => asked.mentions(printer, Part::Counts)?,
            _ => {
                let context = width;
                asked.mentions(printer, Part::Mentions { layout, context })?
            }
        };
        Ok(())
    })?;
    let is_found = verification
        .as_ref()
        .map_or(is_found, |checked| checked.by_scan > 0);
    match verification {
        Some(checked) if !checked.differences.is_empty() => Ok(Outcome::Failed),
        _ => workspace.outcome(is_found, &request.filter),
    }
}

/// A request for mentions, and who answers it.
struct Asked<'a> {
    engine: &'a dyn Source,
    request: &'a MentionRequest,
    verification: Option<&'a Verification>,
    start: Instant,
}

impl Asked<'_> {
    /// Prints the mentions or their counts. Returns whether there are some.
    fn mentions(&self, printer: Printer, part: Part) -> anyhow::Result<bool> {
        let answer = MentionsAnswer::new(
            self.engine,
            self.request,
            self.verification,
            part,
            self.start,
        );
        printer.print(&answer)?;
        Ok(answer.summary().mentions > 0)
    }

    /// Prints the reports with mentions. Returns whether there are some.
    fn documents(&self, printer: Printer) -> anyhow::Result<bool> {
        let answer = self.engine.mentions_by_document(self.request)?;
        let (engine, request) = (self.engine, self.request);
        let shown = DocumentsShown::new(&answer, engine, request, self.verification, self.start);
        printer.print(&shown)?;
        Ok(answer.summary.mentions > 0)
    }

    /// Prints the reports without mentions. Returns whether there are some.
    fn without(&self, printer: Printer) -> anyhow::Result<bool> {
        let answer = quanwen::reports_without(self.engine, self.request)?;
        printer.print(&WithoutShown {
            answer: &answer,
            start: self.start,
        })?;
        Ok(answer.summary.documents_without > 0)
    }
}

/// How mentions are laid out as text.
fn layout(args: &MentionsArgs) -> Layout {
    let mut deciding = Words::of(&args.sort).take_while(|key| *key != SortKey::Position);
    let is_by_context = deciding.any(SortKey::is_of_context);
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
    let others = !args.more.is_empty() || args.concept.is_some() || !args.pattern.is_empty();
    match &args.text {
        Some(text) if others && PathBuf::from(text).exists() => paths.insert(0, text.into()),
        Some(text) if others && text.contains(['/', '\\']) => {
            bail!(hint::no_such_path(text, hint::GIVE_TEXT_BY_OPTION).said())
        }
        Some(text) => {
            check_text("mentions", text, &paths)?;
            texts.push(text.clone());
        }
        None if !others => {
            bail!(hint::GIVE_TEXT.said())
        }
        None => {}
    }
    // On a cluster, paths are of no file here.
    if args.question.location.engine.is_none() {
        check_paths(&args.question.path)?;
    }
    texts.extend(texts_of(&args.more)?);
    Ok((texts, paths))
}
