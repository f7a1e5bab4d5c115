//! Measures `quanwen` beside other engines on any folder of text, and writes a Markdown table.
//!
//! Each engine indexes and answers in a process of its own, so that its memory and its time are its own. Passages are
//! four lines of a file; an answer is compared with a scan of all of them, since a fast wrong answer is no answer.

mod corpus;
mod engine;
mod hot;
mod measure;
mod process;
mod scale;
mod table;
mod whole;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::measure::Effort;

/// Measures quanwen beside other engines on any folder of text
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure every engine on a folder and write the tables
    Compare {
        /// A folder of .md and .txt files
        folder: PathBuf,
        /// The release binary of quanwen
        #[arg(long, default_value = "../target/release/quanwen")]
        quanwen: PathBuf,
        /// Where indexes are made
        #[arg(long, default_value = "../target/bench")]
        scratch: PathBuf,
        /// The file to write; standard output where absent
        #[arg(long)]
        out: Option<PathBuf>,
        /// Repeat indexing and the queries of quanwen at 0.1 and 10 times the text too
        #[arg(long)]
        scale: bool,
        /// Leave a peer out
        #[arg(long, value_name = "PEER", value_parser = engine::PEERS)]
        without: Vec<String>,
        /// Run everything once and on few files, to see that it runs: the figures mean nothing
        #[arg(long, conflicts_with = "scale")]
        brief: bool,
    },
    /// Index a folder with one engine (what `compare` starts)
    Index {
        engine: String,
        folder: PathBuf,
        index: PathBuf,
    },
    /// Answer the queries with one engine (what `compare` starts)
    Ask {
        engine: String,
        folder: PathBuf,
        index: PathBuf,
        /// Times that a query is asked at the most
        #[arg(long, default_value_t = Effort::FULL.questions)]
        questions: usize,
    },
    /// Write a folder as many times, each time with other numbers, places and order of sentences
    Vary {
        folder: PathBuf,
        target: PathBuf,
        /// How many times the text, such as 0.1 or 10
        times: f64,
    },
    /// Run one hot path alone, for callgrind
    Hot {
        path: hot::HotPath,
        folder: PathBuf,
        index: PathBuf,
    },
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Compare {
            folder,
            quanwen,
            scratch,
            out,
            scale,
            without,
            brief,
        } => measure::compare(&measure::Setting {
            folder,
            quanwen,
            scratch,
            out,
            scale,
            without,
            effort: if brief { Effort::BRIEF } else { Effort::FULL },
        }),
        Command::Index {
            engine,
            folder,
            index,
        } => engine::named(&engine)?.index(&folder, &index),
        Command::Ask {
            engine,
            folder,
            index,
            questions,
        } => measure::ask(&engine, &folder, &index, questions),
        Command::Vary {
            folder,
            target,
            times,
        } => scale::vary(&folder, &target, times),
        Command::Hot {
            path,
            folder,
            index,
        } => hot::run(path, &folder, &index),
    }
}
