#![doc = include_str!("../README.md")]

mod argument;
mod catalogue;
mod chinese;
mod language;
mod message;
pub mod structured;
mod system;
mod template;
mod text;

pub use argument::Argument;
pub use catalogue::help;
pub use language::Language;
pub use message::Message;
pub use text::Text;
