//! The files attached to a mail.
//!
//! Must not know how mails are written. Invariant: names are unique, nothing is decoded beyond the allowance.

use quanwen_messages::text;

use super::allowance::Allowance;
use super::archive::{Entries, Entry, entry};
use super::names::Names;
use crate::reader::Message;
#[cfg(feature = "office")]
use crate::reader::OutlookMessage;
use crate::unread::Unread;

/// The name of the text of a mail that has files attached.
pub(super) const MAIL_TEXT: &str = "mail.txt";

/// A mail whose parts may be attached files.
pub(super) trait Mail: Send {
    /// The number of parts.
    fn parts(&self) -> usize;

    /// The name of a part as a file; `None` if it is none.
    fn name(&mut self, part: usize) -> Option<String>;

    /// The bytes of an attached file.
    ///
    /// # Errors
    /// The reason why it cannot be read.
    fn bytes(&mut self, part: usize) -> Result<Vec<u8>, Unread>;
}

/// A mail in MIME: its bytes and the parts found in them.
pub(super) struct MimeMail {
    pub bytes: Vec<u8>,
    pub message: Message,
}

impl Mail for MimeMail {
    fn parts(&self) -> usize {
        self.message.len()
    }

    fn name(&mut self, part: usize) -> Option<String> {
        self.message.attached(part)
    }

    fn bytes(&mut self, part: usize) -> Result<Vec<u8>, Unread> {
        self.message.attachment(part, &self.bytes)
    }
}

#[cfg(feature = "office")]
impl Mail for OutlookMessage {
    fn parts(&self) -> usize {
        self.len()
    }

    fn name(&mut self, part: usize) -> Option<String> {
        let name = OutlookMessage::name(self, part).ok().flatten();
        Some(name.unwrap_or_default())
    }

    fn bytes(&mut self, part: usize) -> Result<Vec<u8>, Unread> {
        self.attachment(part)
    }
}

/// The files attached to a mail.
struct Attachments<M> {
    mail: M,
    next: usize,
    names: Names,
    allowance: Allowance,
}

/// The files attached to a mail, in order.
pub(super) fn attachments(mail: impl Mail + 'static, allowance: Allowance) -> Entries {
    let mut names = Names::default();
    names.unique(MAIL_TEXT, 0);
    Box::new(Attachments {
        mail,
        next: 0,
        names,
        allowance,
    })
}

impl<M: Mail> Iterator for Attachments<M> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        while self.next < self.mail.parts() {
            let part = self.next;
            self.next += 1;
            let Some(name) = self.mail.name(part) else {
                continue;
            };
            let (mail, allowance) = (&mut self.mail, &self.allowance);
            let read = || {
                allowance.take_documents(1)?;
                within(mail.bytes(part)?, allowance)
            };
            if let Some(entry) = entry(&mut self.names, part, &name, read) {
                return Some(entry);
            }
        }
        None
    }
}

/// The bytes of a file, if they are within the allowance.
fn within(bytes: Vec<u8>, allowance: &Allowance) -> Result<Vec<u8>, Unread> {
    if allowance.take(bytes.len() as u64) {
        return Ok(bytes);
    }
    let what = text!("more attached to mails in mails than may be: save the mails one by one");
    Err(Unread::UnpacksTooLarge(what.into()))
}
