//! `quanwen show ID [PATH]`

use std::io::Write;

use quanwen::search::{Shown, ShownPart};
use serde_json::json;

use crate::Outcome;
use crate::args::ShowArgs;
use crate::output;
use crate::workspace::Workspace;

pub(crate) fn run(args: &ShowArgs) -> anyhow::Result<Outcome> {
    let workspace = Workspace::open(&args.path, &args.place)?;
    let shown = workspace.searcher.show(&args.id)?;
    let mut out = output::stdout();
    let text = &shown.document.text[shown.range.clone()];
    if args.output.json {
        writeln!(out, "{}", json_row(&shown, text))?;
    } else if args.text {
        out.write_all(text.as_bytes())?;
    } else {
        print_text(&mut out, &shown, text)?;
    }
    out.flush()?;
    Ok(Outcome::Found)
}

fn json_row(shown: &Shown, text: &str) -> serde_json::Value {
    let document = &shown.document;
    let place = document.place(shown.range.start);
    let mut row = json!({
        "type": "text",
        "document": quanwen::search::DocumentReference::from(document),
        "path": [],
        "line": place.line,
        "column": place.column,
        "text": text,
    });
    if let ShownPart::Section(section) | ShownPart::Mention(section, _) = shown.part {
        row["path"] = json!(document.heading_path(section));
    }
    if let ShownPart::Mention(_, range) = &shown.part {
        let start = document.text[shown.range.start..range.start]
            .chars()
            .count();
        let length = document.text[range.clone()].chars().count();
        row["highlights"] = json!([[start, start + length]]);
    }
    row
}

/// The metadata and tree of a document, or the headings of a part, then the text.
fn print_text(out: &mut impl Write, shown: &Shown, text: &str) -> std::io::Result<()> {
    let document = &shown.document;
    match &shown.part {
        ShownPart::Document => {
            let mut text = output::text();
            text.outline(document)?;
            text.flush()?;
        }
        ShownPart::Section(section) | ShownPart::Mention(section, _) => {
            let place = document.place(shown.range.start);
            writeln!(out, "{}:{}:{}", document.path, place.line, place.column)?;
            writeln!(out, "{}", document.heading_path(*section).join(" › "))?;
        }
    }
    writeln!(out)?;
    match &shown.part {
        ShownPart::Mention(_, range) => {
            let (start, end) = (
                range.start - shown.range.start,
                range.end - shown.range.start,
            );
            let (before, rest) = text.split_at(start);
            let (matched, after) = rest.split_at(end - start);
            writeln!(
                out,
                "{}【{matched}】{}",
                before.trim_start(),
                after.trim_end()
            )
        }
        _ => writeln!(out, "{}", text.trim_end()),
    }
}
