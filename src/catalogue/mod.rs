//! Lists reports, shows one in full, reports what the index holds and whether it is sound.

mod integrity;
mod list;
mod show;
mod status;

pub(crate) use integrity::integrity;
pub(crate) use list::list;
pub(crate) use show::show;
pub(crate) use status::status;
