//! An entry `@techreport` of BibTeX, in UTF-8, as the styles gbt7714 and biblatex read it: `year` for all, `date` for those
//! that print the day.

use super::Statement;
use super::key::key;

/// The entry, a field on each line.
pub(super) fn entry(statement: &Statement) -> String {
    let citation = statement.citation;
    let author = escaped(&statement.author);
    let fields = [
        // The inner braces keep a name whole that has a comma or the word "and".
        ("author", Some(format!("{{{author}}}"))),
        ("title", Some(escaped(statement.title))),
        ("institution", Some(author)),
        ("year", Some(escaped(statement.year()))),
        ("date", citation.published.as_deref().map(escaped)),
        ("number", citation.document_number.as_deref().map(escaped)),
        ("pages", citation.page.map(|page| page.to_string())),
        ("url", citation.url.as_deref().map(verbatim)),
        ("urldate", citation.accessed.as_deref().map(escaped)),
        ("langid", Some("chinese".to_string())),
    ];
    let lines = fields.into_iter().filter_map(|(name, value)| {
        let value = value?;
        Some(format!("  {name:<11} = {{{value}}},\n"))
    });
    let lines: String = lines.collect();
    format!("@techreport{{{},\n{lines}}}", key(statement))
}

/// A text on one line, with the characters escaped that have a meaning in TeX.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str(r"\textbackslash{}"),
            '~' => escaped.push_str(r"\textasciitilde{}"),
            '^' => escaped.push_str(r"\textasciicircum{}"),
            '{' | '}' | '$' | '&' | '%' | '#' | '_' => escaped.extend(['\\', c]),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// An address, which TeX reads as it is except for braces and backslashes: these are percent-encoded (RFC 3986, 2.1).
fn verbatim(address: &str) -> String {
    let mut verbatim = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '{' => verbatim.push_str("%7B"),
            '}' => verbatim.push_str("%7D"),
            '\\' => verbatim.push_str("%5C"),
            c => verbatim.push(c),
        }
    }
    verbatim
}
