//! Ranks the documents of a judged collection for each of its queries and writes a run that `trec_eval` can score.
//!
//! ```console
//! $ cargo run --release --example evaluate -- --corpus corpus.jsonl --queries queries.jsonl --run out.trec
//! $ cargo run --release --example evaluate -- --reports folder --queries queries.jsonl --run out.trec
//! ```
//!
//! The corpus has lines of `{"_id", "title", "text"}`, the queries `{"_id", "text"}` (the layout of BEIR). Queries are plain
//! words; places, years and figures in them are read. A document's score is that of its best section. With `--reports` the
//! sections of a folder of reports are ranked instead, as `search` lists them: a section is `PATH#N`, counted from the root,
//! which is 0, with %20 for a blank. `--depth N` sets the documents per query (100); `--index DIR`
//! keeps the index and reuses it; `--schema DIR` replaces the embedded parameters; `--hits N` also times whole answers of N
//! hits with their passages.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use quanwen::api::{Engine, Hit, SearchRequest};
use quanwen::{Corpus, IndexFolder, IndexOptions, Schema, Searcher};
use serde_json::Value;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The options of the command line.
struct Options {
    documents: Documents,
    queries: PathBuf,
    run: PathBuf,
    depth: usize,
    hits: Option<usize>,
    index: Option<PathBuf>,
    schema: Option<PathBuf>,
}

/// What is ranked.
enum Documents {
    /// The documents of a collection.
    Collection(PathBuf),
    /// The sections of a folder of reports.
    Reports(PathBuf),
}

fn main() -> Outcome<()> {
    let options = options(std::env::args().skip(1))?;
    let schema = match &options.schema {
        Some(folder) => Schema::from_folder(folder)?,
        None => Schema::embedded(),
    };
    let temporary = std::env::temp_dir().join(format!("quanwen-evaluate-{}", std::process::id()));
    let folder = options.index.clone().unwrap_or_else(|| temporary.clone());
    let outcome = index(&options.documents, &folder, &schema)
        .and_then(|searcher| answer_all(&searcher, &options));
    if options.index.is_none() {
        std::fs::remove_dir_all(&temporary)?;
    }
    outcome
}

fn options(mut arguments: impl Iterator<Item = String>) -> Outcome<Options> {
    let (mut documents, mut queries, mut run, mut index, mut schema) =
        (None, None, None, None, None);
    let (mut depth, mut hits) = (100, None);
    while let Some(name) = arguments.next() {
        let value = arguments
            .next()
            .ok_or_else(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--corpus" => documents = Some(Documents::Collection(value.into())),
            "--reports" => documents = Some(Documents::Reports(value.into())),
            "--queries" => queries = Some(value.into()),
            "--run" => run = Some(value.into()),
            "--index" => index = Some(value.into()),
            "--schema" => schema = Some(value.into()),
            "--depth" => depth = value.parse()?,
            "--hits" => hits = Some(value.parse()?),
            _ => return Err(format!("unknown option {name}").into()),
        }
    }
    Ok(Options {
        documents: documents.ok_or("give --corpus FILE or --reports FOLDER")?,
        queries: queries.ok_or("give --queries FILE")?,
        run: run.ok_or("give --run FILE")?,
        depth,
        hits,
        index,
        schema,
    })
}

/// Indexes the documents below `folder`, unless already done.
fn index(documents: &Documents, folder: &Path, schema: &Schema) -> Outcome<Searcher> {
    let documents = match documents {
        Documents::Reports(reports) => reports.clone(),
        Documents::Collection(corpus) => {
            let documents = folder.join("documents");
            if !documents.exists() {
                std::fs::create_dir_all(&documents)?;
                write_documents(corpus, &documents.join("corpus.jsonl"))?;
            }
            documents
        }
    };
    let index = IndexFolder::at(folder.join("index"));
    let options = IndexOptions {
        schema: schema.clone(),
        max_file_size: u64::MAX,
        ..IndexOptions::default()
    };
    let start = Instant::now();
    let report = quanwen::index(&Corpus::at(&documents)?, &index, &options, &())?;
    eprintln!(
        "{} documents added, {} unchanged, {} skipped in {:.1} s",
        report.added.len(),
        report.unchanged,
        report.skipped.len(),
        start.elapsed().as_secs_f64()
    );
    Ok(Searcher::open_with(&index, schema.clone())?)
}

/// Copies a collection; a document without text gets its title as text, so that it can be found.
fn write_documents(corpus: &Path, target: &Path) -> Outcome<()> {
    let mut out = BufWriter::new(File::create(target)?);
    for line in BufReader::new(File::open(corpus)?).lines() {
        let mut document: Value = serde_json::from_str(&line?)?;
        let is_blank = |value: &Value| value.as_str().is_none_or(|text| text.trim().is_empty());
        if is_blank(&document["text"]) {
            document["text"] = document["title"].clone();
        }
        if !is_blank(&document["text"]) {
            writeln!(out, "{document}")?;
        }
    }
    Ok(out.flush()?)
}

/// Writes the run and reports the time of the queries, which run one after the other in one thread.
fn answer_all(searcher: &Searcher, options: &Options) -> Outcome<()> {
    let mut out = BufWriter::new(File::create(&options.run)?);
    let (mut times, mut whole) = (Vec::new(), Vec::new());
    for line in BufReader::new(File::open(&options.queries)?).lines() {
        let query: Value = serde_json::from_str(&line?)?;
        let (Some(id), Some(text)) = (query["_id"].as_str(), query["text"].as_str()) else {
            return Err(format!("not a query: {query}").into());
        };
        times.push(answer(searcher, options, id, text, &mut out)?);
        if let Some(limit) = options.hits {
            let request = SearchRequest::new(text).plain(true).limit(limit);
            let start = Instant::now();
            // A query without words is an error; its time counts too.
            let _ = searcher.search(&request);
            whole.push(start.elapsed());
        }
    }
    out.flush()?;
    if options.hits.is_some() {
        report_times("whole answers", whole);
    }
    report_times("queries", times);
    Ok(())
}

/// Reports the time of queries, except for the first, which loads the dictionary.
fn report_times(what: &str, mut times: Vec<Duration>) {
    let all = times.len();
    let mut times = times.split_off(1.min(all));
    times.sort();
    let at = |percent: usize| {
        times
            .get(times.len() * percent / 100)
            .map_or(0.0, Duration::as_secs_f64)
            * 1000.0
    };
    eprintln!(
        "{all} {what}: median {:.2} ms, 99th percentile {:.2} ms",
        at(50),
        at(99)
    );
}

fn answer(
    searcher: &Searcher,
    options: &Options,
    id: &str,
    text: &str,
    out: &mut impl Write,
) -> Outcome<Duration> {
    let request = SearchRequest::new(text).plain(true).limit(options.depth);
    let start = Instant::now();
    let ranked = match ranked(searcher, &options.documents, &request) {
        Ok(ranked) => ranked,
        Err(quanwen::Error::Query { message, .. }) => {
            eprintln!("query {id} has no answer: {message}");
            return Ok(start.elapsed());
        }
        Err(error) => return Err(error.into()),
    };
    let took = start.elapsed();
    for (rank, (document, score)) in (1..).zip(ranked) {
        writeln!(out, "{id} Q0 {document} {rank} {score:.6} quanwen")?;
    }
    Ok(took)
}

/// The documents or sections of an answer with their scores, the best first.
fn ranked(
    searcher: &Searcher,
    documents: &Documents,
    request: &SearchRequest,
) -> quanwen::Result<Vec<(String, f32)>> {
    if let Documents::Reports(_) = documents {
        let of_hit = |hit: &Hit| {
            let number = hit.section.id.rsplit('.').next().unwrap_or_default();
            let path = hit.document.path.replace(' ', "%20");
            (format!("{path}#{number}"), hit.score)
        };
        let answer = searcher.search(&request.clone().passages(0))?;
        return Ok(answer.hits.iter().map(of_hit).collect());
    }
    let id_of = |path: &str| path.split_once("!/").map_or(path, |(_, id)| id).to_string();
    let ranked = searcher.rank_documents(request)?;
    Ok(ranked
        .iter()
        .map(|ranked| (id_of(&ranked.document.path), ranked.score))
        .collect())
}
