//! The program as users run it, on the sample corpus and on texts made here.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bad_input;
mod citation;
mod completeness;
mod dispersion;
mod evidence;
mod exactness;
mod filters;
mod formats;
mod hostile;
mod keywords;
mod language;
mod layers;
mod limits;
mod mentions;
mod named;
mod network;
mod output_file;
mod parts;
mod query;
mod reading;
mod record;
mod regression;
mod snapshots;
#[path = "../../../tests/it/sources.rs"]
mod sources;
mod storage;
mod support;
mod terminal;
mod transcripts;
mod update;
mod widths;

/// The folder of the repository.
pub fn repository() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
