//! A quoted text with what is around it, as in the report and folded.
//!
//! Must not know reports other than the one that is quoted. Invariant: the context stays in its paragraph.

use std::ops::Range;

use super::alignment::distance;
use crate::document::Document;
use crate::fold::Fold;

/// Characters of context on each side.
const CONTEXT: usize = 16;
/// Maximum characters of a quoted text.
const MAX_QUOTE: usize = 2_000;
/// Bytes after the start of a section in which its heading is looked for.
const MAX_HEADING: usize = 1_000;

/// A text of a report with its context.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Quotation {
    pub before: String,
    pub quote: String,
    pub after: String,
}

/// The same, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FoldedQuotation {
    pub before: Vec<char>,
    pub quote: Vec<char>,
    pub after: Vec<char>,
}

impl Quotation {
    /// Quotes some bytes of a document, given the bytes of the paragraphs in which they begin and end.
    pub(super) fn of(
        document: &Document,
        first: Range<usize>,
        bytes: Range<usize>,
        last: Range<usize>,
    ) -> Self {
        let text = document.text.as_str();
        let before = text[first.start..bytes.start].trim_start();
        let after = text[bytes.end..last.end.max(bytes.end)].trim_end();
        Self::cut(before, &text[bytes], after)
    }

    /// Quotes a text with as much of what is around it as belongs to a quotation.
    pub(super) fn cut(before: &str, quote: &str, after: &str) -> Self {
        let left = before.char_indices().rev().nth(CONTEXT - 1);
        Self {
            before: before[left.map_or(0, |(at, _)| at)..].to_string(),
            quote: quote.to_string(),
            after: first_characters(after, CONTEXT).to_string(),
        }
    }

    pub(super) fn folded(&self, fold: &Fold) -> FoldedQuotation {
        let folded = |text: &str| fold.fold_text(text).chars().collect();
        FoldedQuotation {
            before: folded(&self.before),
            quote: folded(&self.quote),
            after: folded(&self.after),
        }
    }
}

impl FoldedQuotation {
    /// The number of its characters.
    pub(super) fn len(&self) -> usize {
        self.before.len() + self.quote.len() + self.after.len()
    }

    /// The edits between the context and that of another quotation, and the characters of the longer one on each side.
    pub(super) fn context_edits(&self, other: &Self) -> (usize, usize) {
        let sides = [(&self.before, &other.before), (&self.after, &other.after)];
        let edits = sides.iter().map(|(a, b)| distance(a, b)).sum();
        (edits, sides.iter().map(|(a, b)| a.len().max(b.len())).sum())
    }
}

/// How much of a text is the same after some edits, given its characters: from 0 to 1.
pub(super) fn similarity(edits: usize, characters: usize) -> f64 {
    1.0 - edits as f64 / characters.max(1) as f64
}

/// The bytes of the number and heading of a section, or of its first line if it has none.
pub(super) fn heading_bytes(document: &Document, section: usize) -> Range<usize> {
    let Range { end, .. } = document.section_range(section);
    let section = &document.sections[section];
    let marker = section.marker as usize;
    let text = document.text[marker..end.max(marker)].trim_start();
    let start = end.max(marker) - text.len();
    let beginning = &text[..text.floor_char_boundary(MAX_HEADING)];
    let heading = beginning
        .find(&section.heading)
        .filter(|_| !section.heading.is_empty());
    let line = beginning.lines().next().unwrap_or_default().trim_end();
    let length = heading.map_or(line.len(), |at| at + section.heading.len());
    start..start + length
}

/// The first characters of some bytes of a text, as many as are quoted.
pub(super) fn quoted_bytes(text: &str, bytes: Range<usize>) -> Range<usize> {
    let quoted = first_characters(&text[bytes.clone()], MAX_QUOTE);
    bytes.start..bytes.start + quoted.len()
}

fn first_characters(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count);
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;

    #[test]
    fn context_has_sixteen_characters_and_stays_in_its_paragraph() {
        let text = "一、甲\n  全县各级行政机关依法办理行政复议案件五十七件，其中维持四十件，其余撤销或者变更。\n";
        let document = Document {
            text: text.to_string(),
            ..Document::default()
        };
        let start = text.find("行政复议").unwrap();
        let paragraph = text.find('\n').unwrap() + 1..text.len();
        let quoted = Quotation::of(&document, paragraph.clone(), start..start + 12, paragraph);
        assert_eq!(quoted.before, "全县各级行政机关依法办理");
        assert_eq!(quoted.quote, "行政复议");
        assert_eq!(quoted.after, "案件五十七件，其中维持四十件，其");
        let whole = Quotation::of(&document, 0..11, 0..11, 0..11);
        assert_eq!((whole.before.as_str(), whole.after.as_str()), ("", ""));
    }

    #[test]
    fn contexts_are_compared_folded() {
        let fold = Fold::new(&Schema::embedded()).unwrap();
        let quotation = |before: &str, after: &str| {
            let quotation = Quotation {
                before: before.to_string(),
                after: after.to_string(),
                ..Quotation::default()
            };
            quotation.folded(&fold)
        };
        let cited = quotation("办理“行政复議”", "案件");
        let edits = |before, after| cited.context_edits(&quotation(before, after));
        assert_eq!(edits("办理行政复议", "案件"), (0, 8));
        assert_eq!(edits("办理行政诉讼", "案件的"), (3, 9));
        assert_eq!(edits("", ""), (8, 8));
    }
}
