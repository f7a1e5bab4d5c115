//! Measures an index on this machine and a cluster with the same reports, beside each other, and prints a table:
//! `cargo run --release -p quanwen-opensearch --example timings -- FOLDER ADDRESS [COPIES]`
//!
//! ADDRESS is that of a corpus on a cluster without credentials, `http://127.0.0.1:9200/timings`, which is indexed anew. COPIES is how
//! much is measured: 0.1 for every tenth report, 1 for all, 10 for each under ten paths with a line of its own.
#![expect(clippy::print_stdout, reason = "a program that prints a measurement")]

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use quanwen::api::{
    Engine, Filter, ListRequest, MentionRequest, SearchRequest, ShowRequest, Study, TrendField,
    TrendRequest,
};
use quanwen::{Corpus, IndexFolder, IndexOptions, Searcher};
use quanwen_opensearch::{Address, OpenSearch, Shape};

/// Each question is asked so often; the median is printed.
const RUNS: usize = 21;
/// Between two looks at the size of an index.
const PAUSE: Duration = Duration::from_secs(10);

fn main() -> Result<()> {
    let typed: Vec<String> = std::env::args().skip(1).collect();
    let (folder, address, copies) = match typed.as_slice() {
        [folder, address] => (folder, address, "1"),
        [folder, address, copies] => (folder, address, copies.as_str()),
        _ => bail!("usage: timings FOLDER ADDRESS [0.1|1|10]"),
    };
    let address: Address = address.parse().map_err(anyhow::Error::msg)?;
    let files = tempfile::tempdir()?;
    let corpus = corpus(Path::new(folder), copies, &files.path().join("reports"))?;
    let options = IndexOptions::default();

    let index = IndexFolder::at(files.path().join("index"));
    let start = Instant::now();
    quanwen::index(&corpus, &index, &options, &())?;
    let local_indexing = start.elapsed();
    let local = Searcher::open(&index)?;

    let options = IndexOptions {
        rebuild: true,
        ..options
    };
    let start = Instant::now();
    quanwen_opensearch::index(&corpus, address.clone(), Shape::default(), &options, &())?;
    let remote_indexing = start.elapsed();
    quanwen_opensearch::merge(address.clone())?;
    let remote = OpenSearch::open(address)?;
    settle(&remote)?;

    let (of_local, of_remote) = (local.status()?, remote.status()?);
    ensure!(
        of_local.text_bytes == of_remote.text_bytes,
        "the two engines have different texts"
    );
    let bytes = of_local.text_bytes as f64;
    println!(
        "{} reports, {} sections, {:.1} MB of text\n",
        of_local.documents,
        of_local.sections,
        bytes / 1e6
    );
    println!("| | this machine | cluster |\n|---|--:|--:|");
    let speed = |time: Duration| bytes / 1e6 / time.as_secs_f64();
    println!(
        "| indexing, MB of text a second | {:.2} | {:.2} |",
        speed(local_indexing),
        speed(remote_indexing)
    );
    println!(
        "| store, bytes for a byte of text | {:.2} | {:.2} |",
        of_local.index_bytes as f64 / bytes,
        of_remote.index_bytes as f64 / bytes
    );
    for question in questions(&local)? {
        let (here, expected) = median(&question, &local)?;
        let (there, found) = median(&question, &remote)?;
        let name = &question.name;
        ensure!(found == expected, "{name}: {expected} here, {found} there");
        println!("| {name}: {found} | {here:.1} ms | {there:.1} ms |");
    }
    Ok(())
}

/// Waits until a merge that takes longer than a request has ended: until then both what is merged and what it becomes are stored.
fn settle(cluster: &OpenSearch) -> Result<()> {
    let mut before = 0;
    loop {
        let now = cluster.status()?.index_bytes;
        if now == before {
            return Ok(());
        }
        before = now;
        sleep(PAUSE);
    }
}

/// All that an engine can be asked.
trait Measured: Engine + Study {}

impl<E: Engine + Study> Measured for E {}

/// Asks, and returns how much is answered.
type Ask = dyn Fn(&dyn Measured) -> quanwen::Result<u64>;

/// Something to ask.
struct Question {
    name: String,
    ask: Box<Ask>,
}

impl Question {
    fn new(
        name: impl Into<String>,
        ask: impl Fn(&dyn Measured) -> quanwen::Result<u64> + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            ask: Box::new(ask),
        }
    }
}

/// What is asked, of a report and a region in the middle of the corpus where one is named. More is added here.
fn questions(local: &Searcher) -> Result<Vec<Question>> {
    let list = |filter: Filter| ListRequest::new(filter);
    let count = |text: &'static str| {
        Question::new(format!("count of {text}"), move |engine| {
            Ok(engine.count_mentions(&MentionRequest::new(text))?.mentions)
        })
    };
    let documents = local.list(&list(Filter::default()))?.documents;
    let later = &documents[documents.len() / 2..];
    let id = later.first().context("there are no reports")?.id.clone();
    let region = later.iter().find_map(|document| document.region.last());
    let region = region.context("no report has a place")?.clone();
    Ok(vec![
        count("行政复议"),
        count("发展"),
        Question::new("first 100 mentions of 行政复议", |engine| {
            let request = MentionRequest::new("行政复议").limit(100);
            Ok(engine.mentions(&request)?.mentions.len() as u64)
        }),
        trend("行政复议", &[TrendField::Year]),
        trend("行政复议", &[TrendField::Year, TrendField::Region]),
        trend("发展", &[TrendField::Year, TrendField::Region]),
        search("行政复议"),
        search("规范性文件备案审查"),
        search("2020年营商环境"),
        search("同句(法治, 营商环境)"),
        Question::new(format!("reports of {region}"), move |engine| {
            let filter = Filter::default().region(&region);
            Ok(engine.list(&list(filter))?.documents.len() as u64)
        }),
        Question::new("a report, bytes", move |engine| {
            let shown = engine.show(&ShowRequest::new(&id))?;
            Ok(shown.document.text.len() as u64)
        }),
    ])
}

fn trend(text: &'static str, by: &[TrendField]) -> Question {
    let fields: Vec<&str> = by.iter().map(|field| field.name()).collect();
    let request = TrendRequest::new([text]).by(by.to_vec());
    let name = format!("trend of {text} by {}", fields.join(", "));
    Question::new(name, move |engine| {
        let cells = engine.trend(&request)?.cells;
        Ok(cells.iter().filter_map(|cell| cell.mentions).sum())
    })
}

/// The ten best sections; how many there are.
fn search(query: &'static str) -> Question {
    Question::new(format!("search for {query}, sections"), move |engine| {
        Ok(engine.search(&SearchRequest::new(query))?.summary.total)
    })
}

/// How long a question takes, in milliseconds, after it was asked once, and how much is answered.
fn median(question: &Question, engine: &dyn Measured) -> Result<(f64, u64)> {
    let mut times = Vec::with_capacity(RUNS);
    let answer = (question.ask)(engine)?;
    for _ in 0..RUNS {
        let start = Instant::now();
        let again = (question.ask)(engine)?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
        ensure!(again == answer, "{}: {answer}, then {again}", question.name);
    }
    times.sort_by(f64::total_cmp);
    Ok((times[RUNS / 2], answer))
}

/// The reports that are measured; copies of them are made in a folder.
fn corpus(folder: &Path, copies: &str, made: &Path) -> Result<Corpus> {
    const MANY: u32 = 10;
    let whole = Corpus::at(folder)?;
    let files = whole.walk().files;
    match copies {
        "1" => Ok(whole),
        "0.1" => {
            let some = files.iter().step_by(10);
            let paths: Vec<_> = some.map(|file| whole.root().join(&file.path)).collect();
            Ok(Corpus::of_paths(&paths)?)
        }
        "10" => {
            for number in 1..=MANY {
                for file in &files {
                    copy(whole.root(), &file.path, made, number)?;
                }
            }
            Ok(Corpus::at(made)?)
        }
        other => bail!("`{other}` is not 0.1, 1 or 10"),
    }
}

/// Copies a report of plain text, with a line that no other copy has.
fn copy(root: &Path, path: &str, made: &Path, number: u32) -> Result<()> {
    let text = fs::read_to_string(root.join(path))
        .with_context(|| format!("only texts in UTF-8 can be copied, not {path}"))?;
    let to = made.join(number.to_string()).join(path);
    fs::create_dir_all(to.parent().context("a file is in a folder")?)?;
    fs::write(to, format!("{text}\n\n副本{number}\n"))?;
    Ok(())
}
