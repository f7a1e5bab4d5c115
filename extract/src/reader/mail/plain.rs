//! Plain text → paragraphs: its lines, or what a mail program joins them to (RFC 3676).
//!
//! Must not know headers. Invariant: of a line, only what joins it to the next is left out.

use crate::decode::Decoded;
use crate::extracted::Extracted;
use crate::reader::build::builder::TextBuilder;

/// How lines are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reader) enum Flow {
    /// They are not.
    Fixed,
    /// A line that ends with a blank goes on in the next.
    Flowed,
    /// The same, but the blank is no part of the text, as between Chinese characters.
    FlowedWithoutBlank,
}

/// The line that begins a signature.
const SIGNATURE: &str = "-- ";

/// A line of a text.
struct Line<'t> {
    /// The marks of a quotation.
    quotes: &'t str,
    words: &'t str,
    goes_on: bool,
}

/// The paragraphs of a plain text.
pub(in crate::reader) fn plain_text(decoded: &Decoded, flow: Flow) -> Extracted {
    let mut builder = TextBuilder::default();
    let mut paragraph = String::new();
    let mut quotes = "";
    for line in decoded.text.lines() {
        let line = Line::of(line, flow);
        if line.quotes != quotes || line.words == SIGNATURE {
            add(&mut builder, quotes, &mut paragraph);
            quotes = line.quotes;
        }
        paragraph.push_str(line.words);
        if !line.goes_on {
            add(&mut builder, quotes, &mut paragraph);
        }
    }
    add(&mut builder, quotes, &mut paragraph);
    builder.add_damaged(decoded.damaged);
    builder.finish()
}

/// Adds a paragraph with the marks of its quotation.
fn add(builder: &mut TextBuilder, quotes: &str, paragraph: &mut String) {
    if !paragraph.is_empty() && !quotes.is_empty() {
        paragraph.insert(0, ' ');
        paragraph.insert_str(0, quotes);
    }
    builder.paragraph(paragraph);
    paragraph.clear();
}

impl<'t> Line<'t> {
    fn of(line: &'t str, flow: Flow) -> Self {
        if flow == Flow::Fixed {
            return Self {
                quotes: "",
                words: line,
                goes_on: false,
            };
        }
        let words = line.trim_start_matches('>');
        let quotes = &line[..line.len() - words.len()];
        // A blank is put before words that begin like a quotation (RFC 3676, 4.4).
        let words = words.strip_prefix(' ').unwrap_or(words);
        let joined = words.strip_suffix(' ').filter(|_| words != SIGNATURE);
        let is_blank_left_out = flow == Flow::FlowedWithoutBlank;
        Self {
            quotes,
            words: joined.filter(|_| is_blank_left_out).unwrap_or(words),
            goes_on: joined.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::UTF_8;

    use super::*;
    use crate::decode::decode_as;

    fn text(text: &str, flow: Flow) -> String {
        plain_text(&decode_as(UTF_8, text.as_bytes()), flow).text
    }

    #[test]
    fn lines_that_flow_are_joined() {
        let lines = "全年办理 \n 案件12件。\n第二段 \n-- \n松泽县\n";
        assert_eq!(
            text(lines, Flow::Flowed),
            "全年办理 案件12件。\n第二段\n--\n松泽县\n"
        );
        assert_eq!(
            text(lines, Flow::FlowedWithoutBlank),
            "全年办理案件12件。\n第二段\n--\n松泽县\n"
        );
        assert_eq!(
            text(lines, Flow::Fixed),
            "全年办理\n案件12件。\n第二段\n--\n松泽县\n"
        );
    }

    #[test]
    fn a_quotation_is_joined_to_itself_only() {
        let lines = "> 全年 \n> 办理 \n>> 案件\n回复 \n> 甲\n 正文 ";
        assert_eq!(
            text(lines, Flow::FlowedWithoutBlank),
            "> 全年办理\n>> 案件\n回复\n> 甲\n正文\n"
        );
        assert_eq!(text("> 甲 \n> 乙", Flow::Fixed), "> 甲\n> 乙\n");
    }
}
