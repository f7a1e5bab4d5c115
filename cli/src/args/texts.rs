//! The texts that a command takes beside its first.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct MoreTexts {
    /// Another text; may be repeated
    #[arg(short = 'e', long = "text", id = "more_texts", value_name = "TEXT")]
    pub texts: Vec<String>,
    /// The texts listed in a file, one per line; - reads the standard input
    #[arg(short, long, value_name = "FILE")]
    pub file: Option<PathBuf>,
}

impl MoreTexts {
    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.file.is_none()
    }
}
