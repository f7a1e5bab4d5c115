//! The Chinese of every text, in the order of the code that has the English.

mod cluster;
mod help;
mod library;
mod program;
mod reading;
mod system;

pub(crate) use cluster::CLUSTER;
pub(crate) use help::HELP;
pub(crate) use library::LIBRARY;
pub(crate) use program::PROGRAM;
pub(crate) use reading::READING;
pub(crate) use system::SYSTEM;
