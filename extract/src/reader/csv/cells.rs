//! The cells of one record (RFC 4180). Not by a library: those close a quote that is left open at the end of the file,
//! which makes one cell of all rows, and do not tell. Must not know rows.

use std::borrow::Cow;

/// Maximum number of cells of a record, the last of which holds the rest; Excel has 16,384 columns.
const MAX_CELLS: usize = 1 << 16;

/// The byte at which the first record of a text ends, before its line break.
///
/// # Errors
/// A quote in it is not closed before a separator or a line break; the number of bytes read to know that.
pub(super) fn record_end(text: &str, separator: char) -> Result<usize, usize> {
    let mut at = 0;
    loop {
        at += cell_length(&text[at..], separator).map_err(|read| at + read)?;
        match text[at..].chars().next() {
            Some(next) if next == separator => at += next.len_utf8(),
            _ => return Ok(at),
        }
    }
}

/// The cells of a record; quotes are characters if they are not closed.
pub(super) fn cells(record: &str, separator: char, is_quoted: bool) -> Vec<Cow<'_, str>> {
    if !is_quoted {
        return record
            .splitn(MAX_CELLS, separator)
            .map(Cow::Borrowed)
            .collect();
    }
    let mut cells = Vec::new();
    let mut rest = record;
    loop {
        if cells.len() + 1 == MAX_CELLS {
            cells.push(Cow::Borrowed(rest));
            return cells;
        }
        let length = cell_length(rest, separator).unwrap_or(rest.len());
        cells.push(words(&rest[..length]));
        let Some(next) = rest[length..].strip_prefix(separator) else {
            return cells;
        };
        rest = next;
    }
}

/// Bytes of the cell with which the text begins.
///
/// # Errors
/// Its quote is not closed; the number of bytes read to know that.
fn cell_length(text: &str, separator: char) -> Result<usize, usize> {
    let is_end = |c: char| c == separator || matches!(c, '\n' | '\r');
    let Some(start) = opened(text, separator) else {
        return Ok(text.find(is_end).unwrap_or(text.len()));
    };
    let mut at = start;
    loop {
        let quote = memchr::memchr(b'"', &text.as_bytes()[at..]);
        at += quote.ok_or(text.len())? + 1;
        match text.as_bytes().get(at) {
            Some(b'"') => at += 1,
            _ => break,
        }
    }
    at += blanks(&text[at..], separator);
    let rest = &text[at..];
    if rest.is_empty() || rest.starts_with(is_end) {
        Ok(at)
    } else {
        Err(at)
    }
}

/// The byte after the quote with which a cell begins.
fn opened(text: &str, separator: char) -> Option<usize> {
    let blanks = blanks(text, separator);
    text[blanks..].starts_with('"').then_some(blanks + 1)
}

fn blanks(text: &str, separator: char) -> usize {
    let is_blank = |c: char| c != separator && matches!(c, ' ' | '\t');
    text.len() - text.trim_start_matches(is_blank).len()
}

/// The words of a cell that is quoted as a whole or not at all.
fn words(cell: &str) -> Cow<'_, str> {
    let quoted = cell.trim().strip_prefix('"');
    match quoted.and_then(|quoted| quoted.strip_suffix('"')) {
        Some(words) if words.contains('"') => Cow::Owned(words.replace("\"\"", "\"")),
        Some(words) => Cow::Borrowed(words),
        None => Cow::Borrowed(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_separators_line_breaks_and_quotes() {
        let text = "a, \"b,\n\"\"c\"\"\" ,d\"e\",\"\"\nnext";
        let end = record_end(text, ',').unwrap();
        assert_eq!(&text[end..], "\nnext");
        assert_eq!(
            cells(&text[..end], ',', true),
            ["a", "b,\n\"c\"", "d\"e\"", ""]
        );
    }

    #[test]
    fn the_last_of_too_many_cells_holds_the_rest() {
        let record = ",".repeat(MAX_CELLS + 1);
        for is_quoted in [true, false] {
            let cells = cells(&record, ',', is_quoted);
            let last = cells.last().map(AsRef::as_ref);
            assert_eq!((cells.len(), last), (MAX_CELLS, Some(",,")));
        }
    }

    #[test]
    fn a_quote_closed_within_words_is_not_closed() {
        assert_eq!(record_end("a,\"b\nc,\"d\"\n", ','), Err(8));
        assert_eq!(record_end("\"a", ','), Err(2));
        assert_eq!(cells("\"a,b", ',', false), ["\"a", "b"]);
        assert_eq!(record_end("a\t\"b\"\t\n", '\t'), Ok(6));
    }
}
