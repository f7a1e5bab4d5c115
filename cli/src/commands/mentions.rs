//! `quanwen mentions TEXT [PATH]`

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use crate::render::{Csv, MentionLines, Text, columns};
use anyhow::{Context, bail};
use quanwen::api::Json;
use quanwen::search::Verification;
use quanwen::{MentionRequest, Mentions};

use crate::args::MentionsArgs;
use crate::outcome::Outcome;
use crate::output;
use crate::workspace::Workspace;

/// Columns of context where no terminal sets a width.
const CONTEXT: usize = 40;

pub(crate) fn run(args: &MentionsArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let (texts, paths) = texts_and_paths(args)?;
    let text = output::text();
    let people = !args.question.output.json && !args.question.output.csv;
    let widest = texts.iter().map(|text| columns(text)).max().unwrap_or(0);
    let width = args.width.unwrap_or_else(|| {
        if people {
            text.context_columns(widest)
        } else {
            CONTEXT
        }
    });
    let workspace = Workspace::open(&paths, &args.question.place)?;
    let request = MentionRequest {
        texts,
        strict: args.strict,
        filter: args.question.filter.filter(workspace.paths),
        limit: args.limit.filter(|_| !args.count && !args.documents),
        width,
    };
    let answer = workspace.searcher.mentions(&request)?;
    let verification = args
        .verify
        .then(|| workspace.searcher.verify(&request))
        .transpose()?;
    if args.question.output.json {
        print_json(args, &answer, verification.as_ref())?;
    } else if args.question.output.csv {
        print_csv(args, &answer, verification.as_ref())?;
    } else {
        print_text(args, &answer, text, width, start)?;
        print_verdict(verification.as_ref(), output::text())?;
    }
    let found = verification
        .as_ref()
        .map_or(answer.summary.mentions, |checked| checked.by_scan);
    Ok(match verification {
        Some(checked) if !checked.differences.is_empty() => Outcome::Failed,
        _ if found == 0 => Outcome::NothingFound,
        _ => Outcome::Found,
    })
}

/// The texts to find, and the paths. Where -e or -f give texts, a first argument that is a path is one.
fn texts_and_paths(args: &MentionsArgs) -> anyhow::Result<(Vec<String>, Vec<PathBuf>)> {
    let mut texts: Vec<String> = Vec::new();
    let mut paths = args.question.path.clone();
    let others = !args.more.is_empty() || args.file.is_some();
    match &args.text {
        Some(text) if others && PathBuf::from(text).exists() => paths.insert(0, text.into()),
        Some(text) if others && text.contains(['/', '\\']) => {
            bail!("cannot read {text}: no such file or folder; a text to find is given with -e")
        }
        Some(text) => texts.push(text.clone()),
        None if !others => {
            bail!("give a text to find, such as: quanwen mentions 行政复议 reports/")
        }
        None => {}
    }
    texts.extend(args.more.iter().cloned());
    if let Some(file) = &args.file {
        let list = std::fs::read_to_string(file).with_context(|| {
            format!(
                "cannot read the list of texts {}: give a UTF-8 file with one text a line",
                file.display()
            )
        })?;
        let lines = list
            .trim_start_matches('\u{FEFF}')
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty());
        texts.extend(lines.map(String::from));
        if texts.is_empty() {
            bail!("{} holds no text to find: give one a line", file.display());
        }
    }
    Ok((texts, paths))
}

fn print_json(
    args: &MentionsArgs,
    answer: &Mentions,
    verification: Option<&Verification>,
) -> anyhow::Result<()> {
    let mut out = output::stdout();
    let mut json = Json::new(&mut out);
    if args.documents {
        for document in answer.documents()? {
            json.row("document", &document)?;
        }
    } else if !args.count {
        answer.for_each(|mention| json.row("mention", &mention).map_err(anyhow::Error::from))?;
    }
    if let Some(verification) = verification {
        json.row("verification", verification)?;
    }
    json.summary(&answer.summary)?;
    Ok(out.flush()?)
}

/// Rows of CSV on standard output.
type Rows = Csv<std::io::BufWriter<std::io::StdoutLock<'static>>>;

fn print_csv(
    args: &MentionsArgs,
    answer: &Mentions,
    verification: Option<&Verification>,
) -> anyhow::Result<()> {
    print_verdict(verification, output::error_text())?;
    output::note_reservations(&answer.summary.coverage);
    if answer.summary.truncated {
        output::note("not all mentions are given: raise --limit");
    }
    if args.documents {
        let mut csv = Csv::new(output::stdout(), &Rows::DOCUMENT_MENTIONS)?;
        for document in answer.documents()? {
            csv.document_mentions(&document)?;
        }
        return Ok(csv.finish()?);
    }
    if args.count {
        let counts = answer
            .summary
            .texts
            .iter()
            .map(|text| (text.text.as_str(), text.mentions));
        return Ok(crate::render::counts_csv(output::stdout(), counts)?);
    }
    let mut csv = Csv::new(output::stdout(), &Rows::MENTION)?;
    answer.for_each(|mention| csv.mention(&mention).map_err(anyhow::Error::from))?;
    Ok(csv.finish()?)
}

fn print_text<W: Write>(
    args: &MentionsArgs,
    answer: &Mentions,
    mut text: Text<W>,
    width: usize,
    start: Instant,
) -> anyhow::Result<()> {
    if args.count {
        text.counts(&answer.summary.texts)?;
        text.flush()?;
        output::note_reservations(&answer.summary.coverage);
        return Ok(());
    }
    if args.documents {
        for document in answer.documents()? {
            text.document_mentions(&document)?;
        }
    } else {
        let mut lines = MentionLines::new(&mut text, width);
        answer.for_each(|mention| lines.mention(&mention).map_err(anyhow::Error::from))?;
    }
    text.mention_summary(&answer.summary, start.elapsed().as_millis())?;
    Ok(text.flush()?)
}

/// Prints whether a scan of the files agrees with the index, and every difference.
fn print_verdict(
    verification: Option<&Verification>,
    mut text: Text<impl Write>,
) -> anyhow::Result<()> {
    if let Some(verification) = verification {
        text.verification(verification)?;
        text.flush()?;
    }
    Ok(())
}
