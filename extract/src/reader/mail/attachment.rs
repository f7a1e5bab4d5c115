//! The files attached to a mail: their names and bytes.
//!
//! Signatures and what a page of the mail shows are no files.

use quanwen_messages::text;

use super::header::Header;
use super::message::{Message, Part};
use super::text::unread;
use crate::unread::Unread;

/// The beginnings of types of parts that a page of the mail may show.
const SHOWN_TYPES: [&str; 3] = ["image/", "audio/", "video/"];
/// Types of parts that sign or describe others.
const SIGNATURES: [&str; 4] = [
    "application/pgp-signature",
    "application/pgp-encrypted",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
];
/// The type of a mail that is attached to a mail.
const MAIL: &str = "message/rfc822";
/// The extensions of types of text, which a file without a name gets, since they decide how it is read.
const EXTENSIONS: [(&str, &str); 4] = [
    ("text/csv", ".csv"),
    ("text/html", ".html"),
    ("text/markdown", ".md"),
    ("text/tab-separated-values", ".tsv"),
];

impl Message {
    /// The number of parts.
    pub(crate) fn len(&self) -> usize {
        self.parts.len()
    }

    /// Whether files are attached.
    pub(crate) fn has_attachments(&self) -> bool {
        // A sealed mail is one document, for which the reason is given.
        unread(self.header()).is_none() && (0..self.len()).any(|part| self.attached(part).is_some())
    }

    /// The name of the part as a file; `None` if it is none.
    pub(crate) fn attached(&self, part: usize) -> Option<String> {
        let attached = self.parts.get(part)?;
        let is_signature = SIGNATURES.contains(&attached.header.media_type.as_str());
        let is_file = !(attached.holds_parts
            || is_signature
            || is_in_page(&attached.header)
            || self.is_shown(attached));
        is_file.then(|| name(attached, part))
    }

    /// The bytes of an attached file.
    ///
    /// # Errors
    /// The reason why it cannot be read.
    pub(crate) fn attachment(&self, part: usize, mail: &[u8]) -> Result<Vec<u8>, Unread> {
        let attached = &self.parts[part];
        if let Some(reason) = unread(&attached.header) {
            return Err(reason);
        }
        let (bytes, is_lost) = attached.bytes(mail);
        if is_lost || self.is_cut && part + 1 == self.len() {
            let what = text!("cut short or damaged in its mail: save the mail again");
            return Err(Unread::Damaged(what.into()));
        }
        Ok(bytes)
    }
}

/// Whether a part is a picture or sound to which a page of the mail refers.
fn is_in_page(header: &Header) -> bool {
    let is_medium = |kind: &&str| header.media_type.starts_with(kind);
    let has_address = header.id.is_some() || header.location.is_some();
    SHOWN_TYPES.iter().any(is_medium) && has_address && !header.is_attached
}

/// The name of a file, with the extension of mails for a mail.
fn name(part: &Part, number: usize) -> String {
    let media_type = part.header.media_type.as_str();
    let name = part.header.name.clone().unwrap_or_else(|| {
        let known = EXTENSIONS.iter().find(|(known, _)| *known == media_type);
        format!("{number}{}", known.map_or("", |(_, extension)| extension))
    });
    if media_type == MAIL && !name.to_ascii_lowercase().ends_with(".eml") {
        return format!("{name}.eml");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A mail of parts, each its headers and its bytes.
    fn mail(parts: &[&str]) -> String {
        let parts: String = parts
            .iter()
            .flat_map(|part| ["--a\n", part, "\n"])
            .collect();
        format!("Subject: 报告\nContent-Type: multipart/mixed; boundary=a\n\n{parts}--a--\n")
    }

    fn attached(mail: &str) -> Vec<(String, Result<Vec<u8>, Unread>)> {
        let message = Message::parse(mail.as_bytes()).unwrap();
        let file = |part| {
            Some((
                message.attached(part)?,
                message.attachment(part, mail.as_bytes()),
            ))
        };
        (0..message.len()).filter_map(file).collect()
    }

    #[test]
    fn what_is_not_shown_is_attached_but_for_signatures_and_parts_of_pages() {
        let mail = mail(&[
            "\n正文",
            "Content-Disposition: attachment; filename=a.txt\n\n甲",
            "Content-Type: image/png; name=b.png\nContent-ID: <b>\n\nx",
            "Content-Type: application/pkcs7-signature; name=smime.p7s\n\nx",
            "Content-Type: message/rfc822\n\nSubject: 乙\n\n丙",
            "Content-Type: application/pkcs7-mime; name=smime.p7m\n\nx",
            "Content-Type: image/png; name=c.png\n\nx",
            "Content-Type: image/png\nContent-ID: <d>\nContent-Disposition: attachment; filename=d.png\n\nx",
            "Content-Type: text/plain; name=README.txt\n\n正文",
            "Content-Type: text/csv\n\n县,件数",
        ]);
        let files = attached(&mail);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            ["a.txt", "5.eml", "smime.p7m", "c.png", "d.png", "10.csv"]
        );
        assert_eq!(files[0].1.as_deref(), Ok("甲".as_bytes()));
        assert_eq!(files[2].1.as_ref().unwrap_err().code(), "encrypted");
    }

    #[test]
    fn a_mail_that_is_only_a_file_has_it_attached() {
        let files =
            attached("Subject: 报告\nContent-Type: application/pdf; name=a.pdf\n\n%PDF-1.7");
        assert_eq!(files, [("a.pdf".to_string(), Ok(b"%PDF-1.7".to_vec()))]);
    }

    #[test]
    fn a_file_cut_short_is_told() {
        let whole = mail(&[
            "\n正文",
            "Content-Type: application/pdf; name=a.pdf\n\n%PDF-1.7",
        ]);
        let cut = whole.trim_end_matches("\n--a--\n");
        assert_eq!(attached(cut)[0].1.as_ref().unwrap_err().code(), "damaged");
        assert!(attached(&whole)[0].1.is_ok());
    }
}
