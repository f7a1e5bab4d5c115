//! Extracts text from files: what a person reads in a Word, WPS, ODF, RTF, PDF or OFD document, a web page or a
//! spreadsheet, with the headings that the file marks, and its pages, sheets and rows.
//!
//! [`documents`] takes the bytes of a file and its name and returns its documents: one for most files, many for an
//! archive, a mail with attachments or a file of records. A document is [`Extracted`] or the reason why it was not read,
//! [`Unread`].
//!
//! ```
//! use quanwen_extract::documents;
//!
//! let page = "<!DOCTYPE html><title>松泽县人民政府</title><body><h1>松泽县2021年法治政府建设年度报告</h1>\
//!     <p>全年办理行政复议案件12件，按期办结率百分之百，没有案件被撤销或者变更。</p></body>";
//! let read = documents("2021.html", page.into(), 64 << 20)?;
//! let (path, document) = &read[0];
//! let extracted = document.as_ref().map_err(Clone::clone)?;
//! assert_eq!(path, "2021.html");
//! let heading = &extracted.headings[0];
//! let rest = &extracted.text[heading.start as usize..];
//! assert_eq!(rest.lines().next(), Some("松泽县2021年法治政府建设年度报告"));
//! # Ok::<(), quanwen_extract::Unread>(())
//! ```
//!
//! [`sources`] returns the same documents one at a time, before they are read, for a program that reads many in
//! parallel and bounds its memory use.
//!
//! In processing order: `format` detects what a file is; `source` opens it within an `allowance`, with `archive`, `mail`
//! and `records` for many documents; `reader` has a reader for each format, `decode` the encodings of text.
//!
//! Features choose the readers, all of which are in the default build: `html`, `office`, `pdf` and `archives`. Text, Markdown,
//! tables of text and JSON are always read; a file whose reader was left out is [`Unread`] and names the feature.
//!
//! Must not know what a text means: no genre rules, no words, no index. Invariant: any bytes give text or a reason, in
//! bounded time and memory ([`contract`]).

#![cfg_attr(
    not(all(
        feature = "archives",
        feature = "html",
        feature = "office",
        feature = "pdf"
    )),
    allow(
        dead_code,
        unused_imports,
        reason = "what only the readers use that are left out"
    )
)]

mod address;
mod allowance;
mod archive;
pub mod contract;
mod day;
mod decode;
mod extracted;
mod format;
pub mod labels;
mod left_out;
#[cfg(feature = "html")]
mod mail;
mod mail_kind;
mod names;
mod options;
mod other_file;
mod quiet;
mod reader;
mod records;
mod source;
mod unread;

pub use address::is_web_address;
pub use decode::script::{is_han, rare_share};
pub use decode::{Decoded, decode};
pub use extracted::{Dropped, Extracted, Furniture, Locator, Locators, MarkedHeading, PageField};
pub use names::INSIDE;
pub use options::ReadOptions;
pub use other_file::{FileName, OtherFile};
pub use source::{Reading, Source, Sources, documents, sources};
pub use unread::{Unread, UnreadKind};
