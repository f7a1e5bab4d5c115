//! `quanwen cite ID [PATH]` and `quanwen cite --resolve LOCATOR [PATH]`

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use anyhow::{anyhow, bail};
use jiff::Zoned;
use quanwen::api::{CiteRequest, ResolveRequest, StyledCitation};
use quanwen_export::citation::{cited, locator_in};

use crate::args::CiteArgs;
use crate::hint;
use crate::language::{Said, say};
use crate::outcome::Outcome;
use crate::output;
use crate::workspace::Workspace;

/// Standard input, as a locator.
const STDIN: &str = "-";
/// Maximum bytes of a text that has a locator.
const MAX_LOCATOR: u64 = 1024 * 1024;

pub(crate) fn run(args: &CiteArgs) -> anyhow::Result<Outcome> {
    match &args.resolve {
        Some(locator) => resolve(args, locator),
        None => cite(args),
    }
}

fn cite(args: &CiteArgs) -> anyhow::Result<Outcome> {
    let Some(id) = &args.id else {
        bail!(hint::GIVE_ID.said())
    };
    let printer = args.output.printer()?;
    let (workspace, name) = Workspace::open_named(id, &args.path, &args.location)?;
    let request = CiteRequest::new(name).day(today());
    let citation = workspace.engine().cite(&request)?;
    if args.locator {
        output::print_verbatim(&format!("{}\n", citation.locator), false)?;
        return Ok(Outcome::Found);
    }
    let text = match cited(&citation, args.style) {
        Ok(text) => text,
        Err(error) => bail!(say!(
            "{path} {error}: {hint}",
            path = &citation.document.path,
            error = error.message(),
            hint = hint::CORRECTIONS
        )),
    };
    let styled = StyledCitation::new(args.style, text, citation);
    printer.print(&styled)?;
    Ok(Outcome::Found)
}

fn resolve(args: &CiteArgs, locator: &str) -> anyhow::Result<Outcome> {
    let printer = args.output.printer()?;
    let locator = locator_in(&text_of(locator)?)?;
    // Without an id the first argument is a path.
    let first = args.id.iter().map(PathBuf::from);
    let paths: Vec<PathBuf> = first.chain(args.path.iter().cloned()).collect();
    let workspace = Workspace::open(&paths, &args.location)?;
    let resolution = workspace.engine().resolve(&ResolveRequest::new(locator))?;
    printer.print(&resolution)?;
    Ok(Outcome::found(resolution.status.is_found()))
}

/// The text of a locator: as typed, on standard input, or in a file.
fn text_of(typed: &str) -> anyhow::Result<String> {
    if typed.trim_start().starts_with(['{', '[']) {
        return Ok(typed.to_string());
    }
    let mut text = String::new();
    let read = if typed == STDIN {
        io::stdin()
            .lock()
            .take(MAX_LOCATOR)
            .read_to_string(&mut text)
    } else {
        File::open(typed).and_then(|file| file.take(MAX_LOCATOR).read_to_string(&mut text))
    };
    read.map_err(|error| {
        anyhow!(say!(
            "cannot read the locator {typed} ({error}): {hint}",
            typed = typed,
            error = &error,
            hint = hint::LOCATOR
        ))
    })?;
    Ok(text)
}

/// The current day where the user is.
fn today() -> String {
    Zoned::now().date().to_string()
}
