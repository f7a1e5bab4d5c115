//! Breaks Chinese text into lines: between two characters where typesetting allows it, not only at blanks.

use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthStr;

use crate::line_breaks::words;

/// Before a second column below the first.
const BELOW: &str = "    ";

/// The lines of a paragraph.
pub(super) fn wrapped(paragraph: &str, columns: usize) -> Vec<String> {
    lines(paragraph, "", columns)
}

/// A text of several lines, each of them broken to `columns` with its indentation kept.
pub(super) fn filled(text: &str, columns: usize) -> String {
    let filled = text.lines().flat_map(|line| {
        let indent = &line[..line.len() - line.trim_start().len()];
        cells(line, indent, columns)
    });
    filled.collect::<Vec<_>>().join("\n")
}

/// The lines of a line of a table that is too wide: its second column stands below the first.
fn cells(line: &str, indent: &str, columns: usize) -> Vec<String> {
    let cell = line[indent.len()..].split_once("  ");
    match cell.filter(|_| line.width() > columns) {
        Some((first, second)) => {
            let below = format!("{indent}{BELOW}");
            let mut cells = lines(&format!("{indent}{first}"), indent, columns);
            cells.extend(lines(&format!("{below}{}", second.trim()), &below, columns));
            cells
        }
        None => lines(line, indent, columns),
    }
}

fn lines(line: &str, indent: &str, columns: usize) -> Vec<String> {
    let options = Options::new(columns)
        .subsequent_indent(indent)
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(line, options).into_iter();
    lines.map(|line| line.trim_end().to_string()).collect()
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
    fn a_command_in_backticks_stays_together() {
        assert_eq!(
            wrapped("请运行 `quanwen index` 更新", 24),
            ["请运行 `quanwen index`", "更新"]
        );
    }

    #[test]
    fn a_wide_table_has_its_second_column_below_the_first() {
        assert_eq!(
            filled("  search 复议   最相关的段落", 20),
            "  search 复议\n      最相关的段落"
        );
        assert_eq!(filled("  甲   乙", 20), "  甲   乙");
    }

    #[test]
    fn an_indentation_is_kept() {
        assert_eq!(
            filled("示例：\n  列出报告的年份", 10),
            "示例：\n  列出报告\n  的年份"
        );
    }
}
