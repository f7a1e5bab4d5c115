//! The files attached to a mail.
//!
//! Must not know how mails are written. Invariant: names are unique, nothing is decoded beyond the allowance.

use super::allowance::Allowance;
use super::archive::{Entries, Entry, entry};
use super::names::Names;
use crate::reader::Message;
use crate::unread::Unread;

/// The name of the text of a mail that has files attached.
pub(super) const MAIL_TEXT: &str = "mail.txt";

/// The files attached to a mail.
struct Attachments {
    mail: Vec<u8>,
    message: Message,
    next: usize,
    names: Names,
    allowance: Allowance,
}

/// The files attached to a mail, in order.
pub(super) fn attachments(mail: Vec<u8>, message: Message, allowance: Allowance) -> Entries {
    let mut names = Names::default();
    names.unique(MAIL_TEXT, 0);
    Box::new(Attachments {
        mail,
        message,
        next: 0,
        names,
        allowance,
    })
}

impl Iterator for Attachments {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        while self.next < self.message.len() {
            let number = self.next;
            self.next += 1;
            let Some(name) = self.message.attached(number) else {
                continue;
            };
            let (message, mail, allowance) = (&self.message, &self.mail, &self.allowance);
            let read = || {
                allowance.take_documents(1)?;
                take(message.attachment(number, mail)?, allowance)
            };
            if let Some(entry) = entry(&mut self.names, number, &name, read) {
                return Some(entry);
            }
        }
        None
    }
}

/// The bytes of a file, if they are within the allowance.
fn take(bytes: Vec<u8>, allowance: &Allowance) -> Result<Vec<u8>, Unread> {
    if allowance.take(bytes.len() as u64) {
        return Ok(bytes);
    }
    let what = "more attached to mails in mails than may be: save the mails one by one";
    Err(Unread::UnpacksTooLarge(what.into()))
}
