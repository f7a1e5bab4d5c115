//! Where reports and their index are, and how files are read.

use std::path::PathBuf;

use clap::Args;
use quanwen_opensearch::Address;

use super::JsonOutput;
use super::engine::EngineParser;
use super::variables::{ENGINE, INDEX};

/// How files are read.
#[derive(Debug, Clone, Args)]
pub(crate) struct ReadingArgs {
    /// Skip files larger than this many MiB
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    pub max_file_size: u64,
    /// Read also headers, footers, comments, hidden sheets and hidden slides; an index that has them keeps them
    #[arg(long)]
    pub everything: bool,
}

/// Where the index is, and whether to update it first.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Index")]
pub(crate) struct IndexLocation {
    /// Keep the index in DIR instead of `.quanwen` in the folder of the reports
    #[arg(
        long,
        value_name = "DIR",
        env = INDEX,
        hide_env_values = true
    )]
    pub index: Option<PathBuf>,
    /// Ask a corpus on a cluster instead, such as `http://127.0.0.1:9200/reports` (`http://A,B/reports` for several machines of one); PATH is relative to the corpus
    #[arg(
        long,
        value_name = "URL",
        env = ENGINE,
        hide_env_values = true,
        value_parser = EngineParser,
        conflicts_with = "index"
    )]
    pub engine: Option<Address>,
    /// Answer from the index as it is, without checking for changed files
    #[arg(long)]
    pub no_update: bool,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

#[derive(Debug, Args)]
pub(crate) struct WhichIndex {
    /// Folder or file of reports [default: the nearest index at or above this folder, not updated]
    pub path: Vec<PathBuf>,
    #[command(flatten)]
    pub location: IndexLocation,
    #[command(flatten)]
    pub output: JsonOutput,
}
