//! Mail (.eml, RFC 5322 and MIME): the subject and the text that a mail program shows; what is attached. And the parts of
//! web pages saved in one file, which are written as mails.
//!
//! Parts and their headers ([`message`], [`header`], [`encoded_word`]) → bytes ([`transfer`], [`charset`]) → text
//! ([`text`], [`plain`]) and files ([`attachment`]). Must not know what attachments are. Invariant: linear time, no recursion; a part
//! is text or attached.

mod attachment;
pub(super) mod charset;
mod encoded_word;
mod header;
mod message;
mod plain;
mod text;
mod transfer;

use crate::extracted::Extracted;
use crate::unread::Unread;

pub(super) use self::header::{Header, bare_id};
pub(crate) use self::message::Message;
pub(super) use self::message::Part;
pub(super) use self::plain::{Flow, plain_text};

/// Reads the text of a mail.
///
/// # Errors
/// The reason why there is none.
pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, Unread> {
    Message::parse(bytes)?.text(bytes)
}
