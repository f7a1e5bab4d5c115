//! `quanwen status [PATH]`

use std::io::Write;

use crate::render::{Text, iso_time};
use quanwen::Filter;
use quanwen::api::Json;
use quanwen::search::Status;

use crate::args::StatusArgs;
use crate::outcome::Outcome;
use crate::output;
use crate::workspace::{Workspace, warn_of_dictionary};

pub(crate) fn run(args: &StatusArgs) -> anyhow::Result<Outcome> {
    let place = &args.place;
    let workspace = Workspace::open(&place.path, &place.place)?;
    warn_of_dictionary(&workspace.searcher);
    if args.health {
        return health(workspace, place.output.json);
    }
    let status = workspace.searcher.status()?;
    if place.output.json {
        let mut out = output::stdout();
        Json::new(&mut out).row("status", &status)?;
        out.flush()?;
    } else {
        let mut text = output::text();
        print_text(&mut text, &status)?;
        text.flush()?;
    }
    Ok(Outcome::Found)
}

/// What to look at in the reports of the paths.
fn health(workspace: Workspace, json: bool) -> anyhow::Result<Outcome> {
    let filter = Filter {
        paths: workspace.paths,
        ..Filter::default()
    };
    let health = workspace.searcher.health(&filter)?;
    if json {
        let mut out = output::stdout();
        let mut json = Json::new(&mut out);
        for finding in &health.findings {
            json.row("finding", finding)?;
        }
        json.summary(&health.summary())?;
        out.flush()?;
    } else {
        let mut text = output::text();
        text.health(&health)?;
        text.flush()?;
    }
    Ok(Outcome::Found)
}

fn print_text(text: &mut Text<impl Write>, status: &Status) -> std::io::Result<()> {
    let share = status.index_bytes as f64 / status.text_bytes.max(1) as f64;
    text.line(&format!("corpus      {}", status.corpus))?;
    text.line(&format!("index       {}", status.index))?;
    text.line(&format!(
        "reports     {}, with {} sections",
        status.documents, status.sections
    ))?;
    text.line(&format!(
        "text        {:.1} MB",
        status.text_bytes as f64 / 1e6
    ))?;
    text.line(&format!(
        "on disk     {:.1} MB, {share:.2} × the text",
        status.index_bytes as f64 / 1e6
    ))?;
    text.line(&format!("updated     {}", iso_time(status.updated)))?;
    for (index, line) in status.years.chunks(YEARS_A_LINE).enumerate() {
        let label = if index == 0 { "years" } else { "" };
        text.line(&format!("{label:<12}{}", years(line)))?;
    }
    text.line(&format!("undated     {}", status.undated))?;
    text.line(&format!("unplaced    {}", status.unplaced))?;
    text.line(&format!(
        "stamps      exact {}, words {}",
        status.exact_stamp, status.word_stamp
    ))?;
    text.line(&format!("skipped     {}", status.skipped.len()))?;
    for skipped in &status.skipped {
        text.line(&format!("  {}: {}", skipped.path, skipped.reason))?;
    }
    for (path, characters) in &status.damaged {
        text.line(&format!(
            "damaged     {path}: {characters} characters read �"
        ))?;
    }
    Ok(())
}

/// Years with their numbers that fit into a line.
const YEARS_A_LINE: usize = 6;

fn years(years: &[(u16, u64)]) -> String {
    let each: Vec<String> = years
        .iter()
        .map(|(year, reports)| format!("{year} ({reports:>2})"))
        .collect();
    each.join("  ")
}
