//! `quanwen search QUERY [PATH]`

use std::io::{BufWriter, StdoutLock, Write};
use std::time::Instant;

use crate::render::Csv;
use quanwen::SearchRequest;
use quanwen::api::Json;

use crate::args::SearchArgs;
use crate::outcome::Outcome;
use crate::output;
use crate::workspace::{Workspace, warn_of_dictionary};

pub(crate) fn run(args: &SearchArgs) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let workspace = Workspace::open(&args.question.path, &args.question.place)?;
    warn_of_dictionary(&workspace.searcher);
    let request = SearchRequest {
        query: args.query.clone(),
        plain: args.plain,
        literal: args.literal,
        filter: args.question.filter.filter(workspace.paths),
        limit: args.limit,
        after: args.after.clone(),
        passages: args.passages,
        collapse: !args.no_collapse,
        one_per_document: args.one_per_report,
        facets: args.facet.clone(),
    };
    let answer = workspace.searcher.search(&request)?;
    if args.question.output.json {
        let mut out = output::stdout();
        let mut json = Json::new(&mut out);
        for hit in &answer.hits {
            json.row("hit", hit)?;
        }
        if let Some(absence) = &answer.absence {
            json.row("absence", absence)?;
        }
        json.summary(&answer.summary)?;
        out.flush()?;
    } else if args.question.output.csv {
        output::note_reservations(&answer.summary.coverage);
        let mut csv = Csv::new(
            output::stdout(),
            &Csv::<BufWriter<StdoutLock<'static>>>::HIT,
        )?;
        for hit in &answer.hits {
            csv.hit(hit)?;
        }
        csv.finish()?;
    } else {
        let mut text = output::text();
        for hit in &answer.hits {
            text.hit(hit)?;
        }
        if let Some(absence) = &answer.absence {
            text.absence(absence)?;
        }
        text.facets(&answer.summary.facets)?;
        text.search_summary(&answer.summary, start.elapsed().as_millis())?;
        text.flush()?;
    }
    Ok(if answer.summary.total == 0 {
        Outcome::NothingFound
    } else {
        Outcome::Found
    })
}
