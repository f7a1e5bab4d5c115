//! Breaks Chinese text into lines: between two characters where typesetting allows it, not only at blanks.

use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_linebreak::linebreaks;

/// The lines of a paragraph.
pub(super) fn wrapped(paragraph: &str, columns: usize) -> Vec<String> {
    lines(paragraph, "", columns)
}

/// A text of several lines, each of them broken to `columns` with its indentation kept.
pub(super) fn filled(text: &str, columns: usize) -> String {
    let filled = text.lines().flat_map(|line| {
        let indent = &line[..line.len() - line.trim_start().len()];
        lines(line, indent, columns)
    });
    filled.collect::<Vec<_>>().join("\n")
}

fn lines(line: &str, indent: &str, columns: usize) -> Vec<String> {
    let options = Options::new(columns)
        .subsequent_indent(indent)
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(line, options).into_iter();
    lines.map(|line| line.trim_end().to_string()).collect()
}

/// What stays together on a line (Unicode Standard Annex 14); also what is typed as one word, such as a path or an address.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let breaks = linebreaks(line).map(|(end, _)| end);
    let mut start = 0;
    Box::new(
        breaks
            .filter(|end| *end == line.len() || !is_inside_a_word(line, *end))
            .map(move |end| Word::from(&line[std::mem::replace(&mut start, end)..end])),
    )
}

fn is_inside_a_word(line: &str, at: usize) -> bool {
    let (before, after) = line.split_at(at);
    before.ends_with(|c: char| c.is_ascii_graphic())
        && after.starts_with(|c: char| c.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_characters_but_not_before_punctuation_or_in_an_address() {
        assert_eq!(
            wrapped("列出报告，按年份；再列出处", 10),
            ["列出报告，", "按年份；再", "列出处"]
        );
        assert_eq!(
            wrapped("集群如 http://127.0.0.1:9200/reports 上", 34),
            ["集群如", "http://127.0.0.1:9200/reports 上"]
        );
    }

    #[test]
    fn an_indentation_is_kept() {
        assert_eq!(
            filled("示例：\n  列出报告的年份", 10),
            "示例：\n  列出报告\n  的年份"
        );
    }
}
