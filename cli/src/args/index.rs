//! The arguments of the commands about an index as a whole: `index`, `status`, `verify`.

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::Args;
use quanwen_opensearch::{Address, Shape};

use super::engine::EngineParser;
use super::{JsonOutput, ReadingArgs, WhichIndex};

/// Most shards of an index of `OpenSearch`.
const MAX_SHARDS: i64 = 1024;
/// Most copies of a shard: each needs a machine of its own.
const MAX_REPLICAS: i64 = 1000;

#[derive(Debug, Args)]
pub(crate) struct IndexArgs {
    /// Folders or files of reports; more than one needs --index
    #[arg(required = true)]
    pub path: Vec<PathBuf>,
    /// Rebuild the index from scratch
    #[arg(long)]
    pub rebuild: bool,
    /// Read every file again, even if its size and time are unchanged
    #[arg(long)]
    pub rehash: bool,
    /// Keep the index in DIR instead of `.quanwen` in the folder of the reports
    #[arg(
        long,
        value_name = "DIR",
        env = "QUANWEN_INDEX",
        hide_env_values = true
    )]
    pub index: Option<PathBuf>,
    /// Index on a cluster instead, such as `http://127.0.0.1:9200/reports`: anew, and in the place of the old one when it is whole
    #[arg(
        long,
        value_name = "URL",
        env = "QUANWEN_ENGINE",
        hide_env_values = true,
        value_parser = EngineParser,
        conflicts_with_all = ["index", "rebuild", "rehash"]
    )]
    pub engine: Option<Address>,
    /// Spread the new index over N shards, each on one machine
    #[arg(long, value_name = "N", requires = "engine", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=MAX_SHARDS))]
    pub shards: u32,
    /// Keep N copies of each shard on other machines, so that as many can be lost
    #[arg(long, value_name = "N", requires = "engine", default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=MAX_REPLICAS))]
    pub replicas: u32,
    #[command(flatten)]
    pub reading: ReadingArgs,
    #[command(flatten)]
    pub output: JsonOutput,
}

impl IndexArgs {
    /// How the new index is spread over the machines of a cluster.
    pub(crate) fn shape(&self) -> Shape {
        Shape {
            shards: NonZeroU32::new(self.shards).expect("the parser takes no zero"),
            replicas: self.replicas,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    /// List problems of the corpus: duplicate reports, several reports of one year, missing years, reports
    /// without headings, very short or garbled ones, files that were not read
    #[arg(long)]
    pub health: bool,
    #[command(flatten)]
    pub index: WhichIndex,
}
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    pub index: WhichIndex,
    /// Compare checksums only, not the positions with the stored texts
    #[arg(long)]
    pub quick: bool,
}
