//! Lists reports, shows and cites them, finds what was cited, reports what the index holds and whether it is sound.
//!
//! `name` says what was named, by an id or a path.
//! `resolve` finds a cited place again: `candidates` picks the reports to read, `place` looks for the `quotation` in one,
//! and `alignment` compares texts that differ.

mod alignment;
mod candidates;
mod cite;
mod files;
mod integrity;
mod list;
mod name;
mod place;
mod quotation;
mod resolve;
mod show;
mod status;

pub(crate) use alignment::best_end;
pub(crate) use cite::{cite, cite_in};
pub(crate) use files::files;
pub(crate) use integrity::integrity;
pub(crate) use list::list;
pub use name::PlaceName;
pub(crate) use resolve::resolve;
pub(crate) use show::show;
pub use show::shown;
pub(crate) use status::status;
