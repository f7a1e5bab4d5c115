//! The commands, one module each: arguments → request → answer → printer.

pub(crate) mod cite;
pub(crate) mod collocates;
pub(crate) mod dispersion;
pub(crate) mod explain;
pub(crate) mod index;
pub(crate) mod keywords;
pub(crate) mod list;
pub(crate) mod manual;
pub(crate) mod mentions;
pub(crate) mod outline;
pub(crate) mod replay;
pub(crate) mod search;
pub(crate) mod show;
pub(crate) mod status;
mod terms;
pub(crate) mod trend;
pub(crate) mod verify;
