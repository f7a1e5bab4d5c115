//! Index a folder, list the mentions of a text, run a ranked search:
//! `cargo run --release --example embed -- sample-corpus 行政复议 复议案件办理情况`
#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use quanwen::api::{Concordance, Engine, MentionRequest, SearchRequest};
use quanwen::{Corpus, IndexFolder, IndexOptions, Result, Searcher};

fn main() -> Result<()> {
    let mut typed = std::env::args().skip(1);
    let mut argument = |default: &str| typed.next().unwrap_or_else(|| default.to_string());
    let reports = argument("sample-corpus");

    let corpus = Corpus::at(&reports)?;
    let folder = IndexFolder::for_corpus(&corpus)?;
    let update = quanwen::index(&corpus, &folder, &IndexOptions::default(), &())?;
    println!("{} reports added", update.added.len());

    let searcher = Searcher::open(&folder)?;
    let mentions = searcher.mentions(&MentionRequest::new(argument("行政复议")))?;
    println!("{} mentions", mentions.summary.mentions);
    for mention in mentions.mentions.iter().take(5) {
        let (path, kwic) = (&mention.document.path, &mention.kwic);
        println!(
            "{path}:{}  {}[{}]{}",
            mention.line, kwic.left, kwic.matched, kwic.right
        );
    }

    let answer = searcher.search(&SearchRequest::new(argument("复议案件办理情况")))?;
    for hit in answer.hits {
        println!(
            "{}. {} {}",
            hit.rank,
            hit.document.path,
            hit.section.path.join(" › ")
        );
    }
    Ok(())
}
