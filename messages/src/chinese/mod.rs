//! The Chinese of every text, in the order of the code that has the English.

mod answers;
mod cluster;
mod command_line;
mod counts;
mod genre;
mod help;
mod library;
mod program;
mod reading;
mod studies;
mod system;

pub(crate) use answers::ANSWERS;
pub(crate) use cluster::CLUSTER;
pub(crate) use command_line::COMMAND_LINE;
pub(crate) use counts::COUNTS;
pub(crate) use genre::GENRE;
pub(crate) use help::HELP;
pub(crate) use library::LIBRARY;
pub(crate) use program::PROGRAM;
pub(crate) use reading::READING;
pub(crate) use studies::STUDIES;
pub(crate) use system::SYSTEM;
