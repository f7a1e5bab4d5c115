//! The program and the library as their users meet them, on the sample corpus and on texts made here.

mod bad_input;
mod exactness;
mod layers;
mod library;
mod regression;
mod snapshots;
mod structure;
mod support;
mod update;
