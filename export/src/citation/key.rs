//! Keys of entries: they depend on what is cited alone, so that they stay when files are renamed or mended.

use xxhash_rust::xxh3::xxh3_64;

use super::Statement;

/// `r2020-1a2b3c4d`, with `-p3` for a page: the year, and a hash of author, title and date.
pub(super) fn key(statement: &Statement) -> String {
    let Statement {
        author,
        title,
        date,
        citation,
    } = statement;
    let named = format!("{author}\0{title}\0{date}");
    let hash = xxh3_64(named.as_bytes()) >> 32;
    let page = citation.page.map(|page| format!("-p{page}"));
    let digits = statement.year().chars().filter(char::is_ascii_digit);
    let year: String = digits.collect();
    format!("r{year}-{hash:08x}{}", page.unwrap_or_default())
}
