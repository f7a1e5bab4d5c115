//! Ranks the documents of a judged collection on a cluster, or in an index to compare, for each of its queries and writes a run that
//! `trec_eval` can score.
//!
//! ```console
//! $ quanwen index documents --engine http://127.0.0.1:9200/judged
//! $ cargo run --release -p quanwen-opensearch --example evaluate -- http://127.0.0.1:9200/judged queries.jsonl out.trec
//! $ cargo run --release -p quanwen-opensearch --example evaluate -- documents/.quanwen queries.jsonl out.trec
//! ```
//!
//! The queries have lines of `{"_id", "text"}` (the layout of BEIR). A document's score is that of its best section.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::time::{Duration, Instant};

use quanwen::api::{Engine, SearchRequest};
use quanwen::{IndexFolder, Searcher};
use quanwen_opensearch::OpenSearch;
use serde_json::Value;

/// Documents per query.
const DEPTH: usize = 100;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, queries, run] = arguments.as_slice() else {
        let wanted =
            "give the address or the index of a corpus, a file of queries and one for the run";
        return Err(wanted.into());
    };
    let engine: Box<dyn Engine> = if address.contains("://") {
        Box::new(OpenSearch::open(address.parse()?)?)
    } else {
        Box::new(Searcher::open(&IndexFolder::at(address))?)
    };
    let mut out = BufWriter::new(File::create(run)?);
    let mut times = Vec::new();
    for line in BufReader::new(File::open(queries)?).lines() {
        let query: Value = serde_json::from_str(&line?)?;
        let (Some(id), Some(text)) = (query["_id"].as_str(), query["text"].as_str()) else {
            return Err(format!("not a query: {query}").into());
        };
        times.push(answer(engine.as_ref(), id, text, &mut out)?);
    }
    out.flush()?;
    times.sort();
    let median = times
        .get(times.len() / 2)
        .map_or(0.0, Duration::as_secs_f64);
    eprintln!("{} queries, median {:.1} ms", times.len(), median * 1000.0);
    Ok(())
}

fn answer(
    engine: &dyn Engine,
    id: &str,
    text: &str,
    out: &mut impl Write,
) -> Result<Duration, Box<dyn Error>> {
    let request = SearchRequest::new(text)
        .plain(true)
        .limit(DEPTH)
        .passages(0)
        .collapse(false)
        .one_per_document(true);
    let start = Instant::now();
    let hits = match engine.search(&request) {
        Ok(answer) => answer.hits,
        Err(quanwen::Error::Query { message, .. }) => {
            eprintln!("query {id} has no answer: {message}");
            Vec::new()
        }
        Err(error) => return Err(error.into()),
    };
    let took = start.elapsed();
    for hit in hits {
        let path = &hit.document.path;
        let document = path.split_once("!/").map_or(path.as_str(), |(_, id)| id);
        writeln!(
            out,
            "{id} Q0 {document} {} {:.6} quanwen",
            hit.rank, hit.score
        )?;
    }
    Ok(took)
}
