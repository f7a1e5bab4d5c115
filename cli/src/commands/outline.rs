//! `quanwen outline FILE`

use std::io::{self, IsTerminal, Read};
use std::path::Path;

use quanwen::api::{Outline, OutlineEntry};
use quanwen::corpus::Unread;
use quanwen::{
    Error, IndexOptions, explain_content, explain_document, read_content, read_document,
};

use crate::args::OutlineArgs;
use crate::language::say;
use crate::outcome::Outcome;
use crate::workspace::options;

/// The name of standard input, as an argument and in the answer.
const STDIN: &str = "-";

pub(crate) fn run(args: &OutlineArgs) -> anyhow::Result<Outcome> {
    let printer = args.output.printer()?;
    let options = options(&args.reading);
    let file = args
        .file
        .as_deref()
        .filter(|file| *file != Path::new(STDIN));
    let mut outline = match file {
        Some(file) if args.explain => {
            let (document, explanation) = explain_document(file, &options)?;
            explanation.outline(&document)
        }
        Some(file) => Outline::from(&read_document(file, &options)?),
        None => of_stdin(args, &options)?,
    };
    if let Some(depth) = args.depth {
        keep_levels(&mut outline, depth.into());
    }
    printer.print(&outline)?;
    Ok(Outcome::Found)
}

/// Leaves out the sections and items below the upper `depth` levels of the tree.
fn keep_levels(outline: &mut Outline, depth: usize) {
    let mut section = 0;
    outline.entries.retain(|entry| match entry {
        OutlineEntry::Section(of) => {
            section = of.path.len();
            section <= depth
        }
        OutlineEntry::Item(_) => section < depth,
    });
}

/// The outline of the report on standard input.
fn of_stdin(args: &OutlineArgs, options: &IndexOptions) -> anyhow::Result<Outline> {
    let input = io::stdin();
    if args.file.is_none() && input.is_terminal() {
        anyhow::bail!(say!("name a report, or pipe one in: quanwen outline FILE"));
    }
    let mut content = Vec::new();
    // One byte over the limit is enough to know that it is exceeded.
    let limit = options.max_file_size.saturating_add(1);
    input.lock().take(limit).read_to_end(&mut content)?;
    if content.is_empty() {
        return Err(Error::Unread {
            path: STDIN.into(),
            unread: Unread::Empty,
        }
        .into());
    }
    if args.explain {
        let (document, explanation) = explain_content(STDIN, content, options)?;
        return Ok(explanation.outline(&document));
    }
    Ok(Outline::from(&read_content(STDIN, content, options)?))
}
