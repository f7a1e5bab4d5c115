//! Compares `quanwen` with other engines on any folder of text, and writes Markdown tables.
//!
//! Each engine indexes and answers in a process of its own, so that its time and memory can be measured. A passage is four
//! lines of a file; every answer is checked against a scan of all passages.

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

/// Compares quanwen with other engines on any folder of text
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
        /// Where indexes are written
        #[arg(long, default_value = "../target/bench")]
        scratch: PathBuf,
        /// The file to write [default: standard output]
        #[arg(long)]
        out: Option<PathBuf>,
        /// Also measure quanwen on 0.1 and 10 times the text
        #[arg(long)]
        scale: bool,
        /// Leave a peer out
        #[arg(long, value_name = "PEER", value_parser = engine::PEERS)]
        without: Vec<String>,
        /// Run everything once on few files, to check that it runs; the figures mean nothing
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
        /// Maximum number of repetitions of a query
        #[arg(long, default_value_t = Effort::FULL.questions)]
        questions: usize,
    },
    /// Write variants of a folder, each with other numbers, places and order of sentences
    Vary {
        folder: PathBuf,
        target: PathBuf,
        /// Size relative to the folder, such as 0.1 or 10
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
