//! How much structure is read from one text. The text beyond the limits is searched like any other but has no headings.

/// Most lines, not counting blank ones, that are read for structure. The text after them belongs to the last section and
/// has no soft breaks.
const MAX_LINES: usize = 2_000_000;
/// Most sections of a document besides its root, and most items. The text after the last belongs to it.
const MAX_SECTIONS: usize = 100_000;
/// Most footnote numbers and pieces of markup that matching passes over. Those after the last are text.
const MAX_MARKS: usize = 1_000_000;

/// The limits of a parser.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub lines: usize,
    /// Of sections, and of items.
    pub sections: usize,
    pub marks: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            lines: MAX_LINES,
            sections: MAX_SECTIONS,
            marks: MAX_MARKS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Extracted;
    use crate::document::{Document, Section};
    use crate::schema::Schema;
    use crate::structure::Parser;

    fn parse(lines: usize, sections: usize, text: &str) -> Document {
        let parser = Parser {
            limits: Limits {
                lines,
                sections,
                ..Limits::default()
            },
            ..Parser::new(&Schema::embedded()).unwrap()
        };
        let extracted = Extracted {
            text: text.to_string(),
            ..Extracted::default()
        };
        parser.parse(extracted, "a.txt")
    }

    fn labels(document: &Document) -> Vec<String> {
        document.sections.iter().map(Section::label).collect()
    }

    #[test]
    fn text_after_the_limits_belongs_to_the_last_section() {
        let text = "一、甲\n正文。\n二、乙\n正文。\n三、丙\n正文。\n";
        for document in [parse(4, 9, text), parse(9, 2, text)] {
            assert_eq!(labels(&document), ["", "一、甲", "二、乙"]);
            assert!(document.text[document.section_range(2)].ends_with("三、丙\n正文。\n"));
        }
        assert_eq!(labels(&parse(6, 3, text)).len(), 4);
    }

    #[test]
    fn sections_and_items_of_one_line_are_counted_too() {
        let items = parse(9, 2, "要求：一是甲。二是乙。三是丙。\n").items;
        let numbers: Vec<&str> = items.iter().map(|item| item.number.as_str()).collect();
        assert_eq!(numbers, ["一是", "二是"]);
        let document = parse(9, 2, "工作要求。（一）甲乙。（二）丙丁。（三）戊己。\n");
        assert_eq!(labels(&document), ["", "（一）甲乙", "（二）丙丁"]);
    }
}
