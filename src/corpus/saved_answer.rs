//! Answers that were saved among the reports, as tables or as JSON lines.
//!
//! Invariant: no answer becomes a report, since its rows quote the reports.

use quanwen_extract::{Extracted, OtherFile, ReadOptions, Source, Sources, Unread};

/// The first columns of the tables of answers: what identifies a report, for rows that cite one; a text and its number of
/// mentions, for counts. A program that writes tables of answers as UTF-8 with a byte order mark uses these.
pub const DOCUMENT_COLUMNS: [&str; 5] = ["region", "year", "title", "path", "document"];
/// The columns of a table of counts.
pub const COUNT_COLUMNS: [&str; 2] = ["text", "mentions"];

/// The first columns of tables of words: keywords and collocates.
const WORD_COLUMNS: [&[&str]; 2] = [
    &["text", "direction", "a", "b", "c", "d"],
    &["kind", "text", "year", "rank", "together", "node"],
];
/// The first column of a trend, and some that follow the properties it is by.
const TREND_COLUMNS: (&str, [&str; 4]) = (
    "term",
    ["mentions", "sections", "documents_with", "documents"],
);

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

/// The text of a document, unless it is an answer.
///
/// # Errors
/// As [`Source::extract`]; [`Unread::NotDocument`] for an answer.
pub(crate) fn extract(
    source: Source,
    options: impl Into<ReadOptions>,
) -> Result<Extracted, Unread> {
    let extracted = source.extract(options)?;
    if begins_with_answer(&extracted.text) {
        return Err(Unread::NotDocument(OtherFile::Answers));
    }
    Ok(extracted)
}

/// Whether a text begins with the columns of a table of answers, as a workbook and Markdown have them.
fn begins_with_answer(text: &str) -> bool {
    let header = text.lines().next().unwrap_or_default();
    let Some(header) = header.strip_prefix('|') else {
        return false;
    };
    let names: Vec<&str> = header.split('|').map(str::trim).collect();
    is_header(names.strip_suffix(&[""]).unwrap_or(&names))
}

/// Whether the names of columns are those of a table of answers.
fn is_header(names: &[&str]) -> bool {
    let (term, counts) = TREND_COLUMNS;
    let is_trend =
        names.first() == Some(&term) && names.windows(counts.len()).any(|of| of == counts);
    names.starts_with(&DOCUMENT_COLUMNS)
        || names == COUNT_COLUMNS
        || WORD_COLUMNS
            .iter()
            .any(|columns| names.starts_with(columns))
        || is_trend
}

/// Whether a file is an answer in JSON lines: rows with their type, the summary last, or one of the answers without one.
fn is_answer_in_json(bytes: &[u8]) -> bool {
    const SUMMARY: &[u8] = b"{\"type\":\"summary\",\"version\":";
    const WITHOUT_SUMMARY: [&[u8]; 7] = [
        b"{\"type\":\"status\",\"index\":",
        b"{\"type\":\"document\",\"id\":",
        b"{\"type\":\"text\",\"column\":",
        b"{\"type\":\"integrity\",\"sound\":",
        b"{\"type\":\"explanation\",",
        b"{\"type\":\"citation\",\"style\":",
        b"{\"type\":\"resolution\",\"status\":",
    ];
    let begins = |row: &[u8]| bytes.starts_with(row);
    let last = bytes.trim_ascii_end().rsplit(|byte| *byte == b'\n').next();
    WITHOUT_SUMMARY.into_iter().any(begins)
        || (begins(b"{\"type\":\"") && last.is_some_and(|last| last.starts_with(SUMMARY)))
}

/// Whether a file begins with the byte order mark and the columns of a table of answers.
fn is_answer_table(bytes: &[u8]) -> bool {
    // A console may change the encoding of what it redirects.
    const BEGINNING: usize = 256;
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    let decoded = match beginning {
        [0xFF, 0xFE, rest @ ..] => {
            let units = rest
                .chunks_exact(2)
                .map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
            String::from_utf16_lossy(&units.collect::<Vec<_>>()).into_bytes()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => rest.to_vec(),
        _ => return false,
    };
    let start = decoded
        .strip_prefix("\u{FEFF}".as_bytes())
        .unwrap_or(&decoded);
    let header = String::from_utf8_lossy(start);
    let header = header.lines().next().unwrap_or_default();
    [',', '\t'].into_iter().any(|delimiter| {
        let names: Vec<&str> = header.split(delimiter).collect();
        is_header(&names)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_or_markdown_of_answers_is_known_by_its_columns() {
        let documents = "| region   | year | title | path | document | mentions |\n| -- |";
        assert!(begins_with_answer(documents));
        assert!(begins_with_answer("| text | mentions |\n"));
        for other in [
            "",
            "| region | year |",
            "| text | mentions | year |",
            "region | year | title | path | document |",
            "甲\n| text | mentions |",
        ] {
            assert!(!begins_with_answer(other), "{other}");
        }
    }

    #[test]
    fn a_table_of_answers_is_known_by_its_columns_and_mark() {
        for header in [
            "\u{FEFF}region,year,title,path,document,section\n",
            "\u{FEFF}text,mentions\n",
            "\u{FEFF}region\tyear\ttitle\tpath\tdocument\r\n",
            "\u{FEFF}text\tmentions\n",
        ] {
            assert!(is_answer_table(header.as_bytes()), "{header}");
        }
        for other in [
            "region,year,title,path,document,section\n",
            "\u{FEFF}region,year,title\n",
            "\u{FEFF}text,mentions_of\n",
            "\u{FEFF}text\tmentions,\n",
        ] {
            assert!(!is_answer_table(other.as_bytes()), "{other}");
        }
        let rows = "{\"type\":\"mention\"}\n{\"type\":\"summary\",\"version\":1}\n";
        assert!(is_answer_in_json(rows.as_bytes()));
        assert!(!is_answer_in_json(b"{\"type\":\"mention\"}\n"));
    }
}
