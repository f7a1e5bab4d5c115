//! `quanwen show ID [PATH]`

use std::io::Write;

use quanwen::api::Json;
use quanwen::search::{Shown, ShownPart};
use serde_json::json;

use crate::args::ShowArgs;
use crate::outcome::Outcome;
use crate::output;
use crate::workspace::Workspace;

pub(crate) fn run(args: &ShowArgs) -> anyhow::Result<Outcome> {
    let workspace = Workspace::open(&args.path, &args.place)?;
    let shown = workspace.searcher.show(&args.id)?;
    let text = &shown.document.text[shown.range.clone()];
    if args.output.json {
        let mut out = output::stdout();
        Json::new(&mut out).row("text", &json_row(&shown, text))?;
        out.flush()?;
    } else if args.text {
        output::print_verbatim(text)?;
    } else {
        let mut text = output::text();
        text.shown(&shown)?;
        text.flush()?;
    }
    Ok(Outcome::Found)
}

fn json_row(shown: &Shown, text: &str) -> serde_json::Value {
    let document = &shown.document;
    let place = document.place(shown.range.start);
    let mut row = json!({
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
