//! Answers that were saved among the reports, as tables or as JSON lines.
//!
//! Invariant: no answer becomes a report, since its rows quote the reports.

use quanwen_extract::{OtherFile, Sources, Unread};

/// The first columns of the tables of answers: what identifies a report, for rows that cite one; a text and its number of
/// mentions, for counts. A program that writes tables of answers as UTF-8 with a byte order mark uses these.
pub const DOCUMENT_COLUMNS: [&str; 5] = ["region", "year", "title", "path", "document"];
/// The columns of a table of counts.
pub const COUNT_COLUMNS: [&str; 2] = ["text", "mentions"];

/// The documents in a file, unless it is an answer.
///
/// # Errors
/// As [`quanwen_extract::sources`]; [`Unread::NotDocument`] for an answer.
pub(crate) fn sources(path: &str, bytes: Vec<u8>, limit: u64) -> Result<Sources, Unread> {
    if is_answer_table(&bytes) || is_answer_in_json(&bytes) {
        return Err(Unread::NotDocument(OtherFile::Answers));
    }
    quanwen_extract::sources(path, bytes, limit)
}

/// Whether a file is an answer in JSON lines: rows with their type, the summary last.
fn is_answer_in_json(bytes: &[u8]) -> bool {
    const SUMMARY: &[u8] = b"\n{\"type\":\"summary\",\"version\":";
    bytes.starts_with(b"{\"type\":\"") && memchr::memmem::rfind(bytes, SUMMARY).is_some()
}

/// Whether a file begins with the byte order mark and the columns of a table of answers.
fn is_answer_table(bytes: &[u8]) -> bool {
    let Some(start) = bytes.strip_prefix("\u{FEFF}".as_bytes()) else {
        return false;
    };
    let begins = |columns: &[&str]| {
        let rest = start.strip_prefix(columns.join(",").as_bytes());
        rest.and_then(<[u8]>::first)
            .is_some_and(|next| matches!(next, b',' | b'\r' | b'\n'))
    };
    begins(&DOCUMENT_COLUMNS) || begins(&COUNT_COLUMNS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_answers_is_known_by_its_columns_and_mark() {
        for header in [
            "\u{FEFF}region,year,title,path,document,section\n",
            "\u{FEFF}text,mentions\n",
        ] {
            assert!(is_answer_table(header.as_bytes()), "{header}");
        }
        for other in [
            "region,year,title,path,document,section\n",
            "\u{FEFF}region,year,title\n",
            "\u{FEFF}text,mentions_of\n",
        ] {
            assert!(!is_answer_table(other.as_bytes()), "{other}");
        }
        let rows = "{\"type\":\"mention\"}\n{\"type\":\"summary\",\"version\":1}\n";
        assert!(is_answer_in_json(rows.as_bytes()));
        assert!(!is_answer_in_json(b"{\"type\":\"mention\"}\n"));
    }
}
