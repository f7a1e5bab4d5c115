//! The program and the library as their users meet them, on the sample corpus and on texts made here.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bad_input;
mod contract;
mod exactness;
mod fold_oracle;
mod formats;
mod hostile;
mod imports;
mod labels;
mod layers;
mod library;
mod limits;
mod network;
mod query;
mod ranking;
mod reading;
mod regression;
mod snapshots;
mod storage;
mod structure;
mod support;
mod update;
