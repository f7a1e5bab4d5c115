//! Files to text: what a person reads in a document of Word, WPS, OpenDocument, RTF, PDF, the web or a spreadsheet, with
//! what the file marks as headings, and pages, sheets and rows beside the text.

mod allowance;
mod archive;
pub mod contract;
mod decode;
mod extracted;
mod format;
mod names;
mod reader;
mod records;
mod source;
mod unread;

pub use decode::{Decoded, decode, is_han, rare_share};
pub use extracted::{Extracted, Locator, Locators, MarkedHeading, PageField};
pub use names::{INSIDE, is_not_document};
pub use source::{Reading, Source, Sources, documents, sources};
pub use unread::Unread;
