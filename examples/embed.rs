//! Index a folder, list the mentions of a text, run a ranked search.
//!
//! `cargo run --release --example embed -- sample-corpus 行政复议 复议案件办理情况`
#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use quanwen::{Corpus, IndexFolder, IndexOptions, MentionRequest, Result, SearchRequest, Searcher};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut argument = |default: &str| arguments.next().unwrap_or_else(|| default.to_string());
    let (reports, text, query) = (
        argument("sample-corpus"),
        argument("行政复议"),
        argument("复议案件办理情况"),
    );

    let corpus = Corpus::at(&reports)?;
    let folder = IndexFolder::for_corpus(&corpus)?;
    let update = quanwen::index(&corpus, &folder, &IndexOptions::default(), &())?;
    println!(
        "{} reports added, {} unchanged",
        update.added.len(),
        update.unchanged
    );

    let searcher = Searcher::open(&folder)?;
    let mentions = searcher.mentions(&MentionRequest::new(text))?;
    println!(
        "{} mentions in {} sections",
        mentions.summary.mentions, mentions.summary.sections
    );
    for mention in mentions.to_vec()?.iter().take(5) {
        let place = format!(
            "{}:{}:{}",
            mention.document.path, mention.line, mention.column
        );
        println!(
            "{place}  {}[{}]{}",
            mention.kwic.left, mention.kwic.matched, mention.kwic.right
        );
    }

    for hit in searcher.search(&SearchRequest::new(query))?.hits {
        println!(
            "{}. {} › {}",
            hit.rank,
            hit.document.path,
            hit.section.path.join(" › ")
        );
    }
    Ok(())
}
