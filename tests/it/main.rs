//! Tests of the public library, on the sample corpus and on generated texts.
#![expect(clippy::unwrap_used, reason = "a panic fails the test")]

mod api;
mod citation;
mod collocates;
mod concordance;
mod contract;
mod dispersion;
mod exactness;
mod fold_oracle;
mod habits;
mod imports;
mod in_memory;
mod keywords;
mod labels;
mod layers;
mod library;
mod limits;
mod messages;
mod one_by_one;
mod query;
mod ranking;
mod reading;
mod record;
mod regression;
mod shown_mentions;
mod sources;
mod structure;
mod support;
mod trend;
mod understood;
mod update;
mod wrapped;
mod wrapping;

/// The folder of the repository.
pub fn repository() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}
