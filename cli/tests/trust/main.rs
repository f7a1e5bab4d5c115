//! Black-box tests of the program's promises about an index: kills, failing system calls, full disks, damaged and forged
//! files, concurrent processes.
//!
//! Each scenario runs the built program on invented reports and checks only its output, its exit status and the files
//! that it leaves. The short form runs with `cargo test`. `QUANWEN_SOAK=1` (`just soak`) runs the long one, prints a table
//! row for each scenario and writes all rows to `target/soak.md`.
//!
//! `QUANWEN_SEED=N` repeats the random choices of a run, `QUANWEN_BIN=PATH` tests another binary.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(
    clippy::print_stdout,
    reason = "the rows are for those who run the tests"
)]

mod answers;
mod corpus;
mod damage;
mod damaging;
mod faults;
mod folders;
mod foreign;
mod full_disk;
mod history;
mod kills;
mod links;
mod merging;
mod open_searcher;
mod other_users;
mod program;
mod random;
mod readers;
mod reading_faults;
mod scene;
mod shim;
mod soak;
mod trials;
mod work;
