//! Detects mails and web pages saved as mails by the fields that they begin with.

/// Fields that only programs write.
const OF_PROGRAMS: [&str; 12] = [
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "received",
    "return-path",
    "message-id",
    "delivered-to",
    "x-mailer",
    "x-mimeole",
    "dkim-signature",
    "user-agent",
    "x-priority",
];
/// Fields that also stand at the beginning of texts that were copied from a mail.
const OF_PEOPLE: [&str; 7] = ["from", "to", "cc", "subject", "date", "reply-to", "sender"];
/// Fields of a mail that was sent, which a saved web page does not have.
const OF_DELIVERY: [&str; 6] = [
    "to",
    "cc",
    "received",
    "return-path",
    "message-id",
    "delivered-to",
];
/// Fields of a mail that show what it is.
const ENOUGH: usize = 2;

/// What a file is that begins like a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MailKind {
    Mail,
    /// A web page and its parts.
    Page,
}

/// What a file is that begins with fields that only programs write or, if its `extension` is that of mails, with any
/// field.
pub(crate) fn mail_kind(start: &[u8], extension: &str) -> Option<MailKind> {
    let names = field_names(start);
    let count = |known: &[&str]| {
        names
            .iter()
            .filter(|name| known.contains(&name.as_str()))
            .count()
    };
    let (of_programs, of_people) = (count(&OF_PROGRAMS), count(&OF_PEOPLE));
    let is_named = matches!(extension, "eml" | "mht" | "mhtml");
    let is_mail = of_programs > 0 && of_programs + of_people >= ENOUGH;
    // The first field of a mail may be one of its server, and longer than what is seen of the file.
    if !(is_mail || is_named && !names.is_empty()) {
        return None;
    }
    let is_related = memchr::memmem::find(start, b"multipart/related").is_some();
    let is_page = extension != "eml" && (is_related || extension.starts_with("mht"));
    Some(match count(&OF_DELIVERY) {
        0 if is_page => MailKind::Page,
        _ => MailKind::Mail,
    })
}

/// The names of the fields that a file begins with, in lower case.
fn field_names(start: &[u8]) -> Vec<String> {
    // A mail whose lines end with CR would be one field; it is read as plain text.
    if start.contains(&b'\r') && !start.contains(&b'\n') {
        return Vec::new();
    }
    let lines = start.split(|byte| *byte == b'\n');
    let is_continued = |line: &&[u8]| line.starts_with(b" ") || line.starts_with(b"\t");
    let lines = lines.filter(|line| !is_continued(line) && !line.starts_with(b"From "));
    lines.map_while(field_name).collect()
}

/// The name of the field that a line begins, in lower case.
fn field_name(line: &[u8]) -> Option<String> {
    let (name, _) = line.split_at(memchr::memchr(b':', line)?);
    let is_name = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    is_name.then(|| String::from_utf8_lossy(name).to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_are_known_by_their_fields() {
        let is = |text: &str| mail_kind(text.as_bytes(), "txt") == Some(MailKind::Mail);
        assert!(is("Received: x\r\n by y\r\nSubject: z\r\n\r\n"));
        assert!(is(
            "From a@b Mon\nMIME-Version: 1.0\nContent-Type: text/plain\n"
        ));
        assert!(!is("From: 松泽县\nTo: 望汀区\nSubject: 报告\n\n正文"));
        assert!(!is("索引号: 1\nContent-Type: x\nSubject: y"));
        assert!(!is("关于报告: 一、Subject: x\nDate: y"));
        assert!(!is("Content-Type: text/plain\n\nSubject: x"));
        assert_eq!(mail_kind(b"Subject: x\n\ny", "eml"), Some(MailKind::Mail));
        assert_eq!(mail_kind(b"X-Spam: a", "eml"), Some(MailKind::Mail));
        assert_eq!(mail_kind(b"Subject: x\r\ry", "eml"), None);
        assert_eq!(mail_kind("松泽县: x".as_bytes(), "eml"), None);
    }

    #[test]
    fn pages_saved_in_one_file_were_not_sent() {
        let page = "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n";
        assert_eq!(mail_kind(page.as_bytes(), "doc"), Some(MailKind::Page));
        let mail = format!("To: a@b\r\n{page}");
        assert_eq!(mail_kind(mail.as_bytes(), "mht"), Some(MailKind::Mail));
    }
}
