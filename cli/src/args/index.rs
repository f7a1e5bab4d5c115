//! The arguments of the commands about an index as a whole: `index`, `status`, `verify`.

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use quanwen::api::Sample;
use quanwen_messages::{Message, text};
use quanwen_opensearch::{Address, Shape};

use super::engine::EngineParser;
use super::variables::{ENGINE, INDEX};
use super::{JsonOutput, ReadingArgs, WhichIndex};

/// Most shards of an index of `OpenSearch`.
const MAX_SHARDS: i64 = 1024;
/// Most copies of a shard: each needs a machine of its own.
const MAX_REPLICAS: i64 = 1000;

/// Sections of a cluster that are compared with their files if no number is given.
const VERIFIED: u64 = 300;

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
        env = INDEX,
        hide_env_values = true
    )]
    pub index: Option<PathBuf>,
    /// Index on a cluster instead, such as `http://127.0.0.1:9200/reports`
    #[arg(
        long,
        value_name = "URL",
        env = ENGINE,
        hide_env_values = true,
        value_parser = EngineParser,
        conflicts_with = "index"
    )]
    pub engine: Option<Address>,
    /// Spread the index over N shards, each on one machine; an index of another number is rebuilt [default: as it is, or 1]
    #[arg(long, value_name = "N", requires = "engine", conflicts_with = "index", value_parser = clap::value_parser!(u32).range(1..=MAX_SHARDS))]
    pub shards: Option<u32>,
    /// Keep N copies of each shard on other machines, so that as many can be lost [default: as it is, or 0]
    #[arg(long, value_name = "N", requires = "engine", conflicts_with = "index", value_parser = clap::value_parser!(u32).range(..=MAX_REPLICAS))]
    pub replicas: Option<u32>,
    /// End when the corpus can be asked, without merging a new index, which takes half a minute or more and makes it smaller
    #[arg(long, requires = "engine", conflicts_with = "index")]
    pub no_merge: bool,
    #[command(flatten)]
    pub reading: ReadingArgs,
    #[command(flatten)]
    pub output: JsonOutput,
}

impl IndexArgs {
    /// How the index is spread over the machines of a cluster.
    pub(crate) fn shape(&self) -> Shape {
        Shape {
            shards: self.shards.and_then(NonZeroU32::new),
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
    /// Compare checksums only, not the positions with the stored texts; on a cluster, count only
    #[arg(long)]
    pub quick: bool,
    /// Compare N random sections of a cluster, or `all`, with their files below PATH [default: 300, and the folder that was indexed]
    #[arg(long, value_name = "N", requires = "engine", conflicts_with_all = ["index", "quick"])]
    pub sample: Option<SampleSize>,
}

impl VerifyArgs {
    /// Which sections of a cluster are compared; `None` for all.
    pub(crate) fn sample(&self) -> Option<Sample> {
        match self.sample {
            Some(SampleSize::All) => None,
            Some(SampleSize::Of(size)) => Some(Sample::new(size)),
            None => Some(Sample::new(VERIFIED)),
        }
    }
}

/// How many sections are compared.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SampleSize {
    All,
    Of(u64),
}

impl FromStr for SampleSize {
    type Err = Message;

    fn from_str(typed: &str) -> Result<Self, Message> {
        match typed.parse() {
            _ if typed == "all" => Ok(Self::All),
            Ok(size) if size > 0 => Ok(Self::Of(size)),
            _ => Err(text!("give a number from 1, or `all`").into()),
        }
    }
}
