//! The fold of a whole document: its paragraphs, with hard breaks between them.

use std::iter::Peekable;
use std::ops::Range;

use super::paragraphs::{Paragraph, Paragraphs};
use super::sink::Sink;
use super::{Fold, HARD_BREAK, Marks};
use crate::document::{Gap, saturating_u32};

/// A document's folded text, with the tables that map it back to the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoldedDocument {
    /// The paragraphs' folds with [`HARD_BREAK`] between them.
    pub text: String,
    /// The paragraphs in order; together they are the document's text.
    pub paragraphs: Paragraphs,
    /// For each section, its first character in `text`, in characters.
    pub section_starts: Vec<u32>,
    /// The same in bytes.
    pub section_offsets: Vec<usize>,
}

impl Fold {
    /// Folds a document. Every line break outside its `gaps` ends a paragraph. `section_starts` are byte offsets,
    /// ascending from 0.
    #[must_use]
    pub fn fold_document(
        &self,
        text: &str,
        gaps: &[Gap],
        section_starts: impl Iterator<Item = u32>,
    ) -> FoldedDocument {
        let mut folded = FoldedDocument {
            text: String::with_capacity(text.len()),
            ..FoldedDocument::default()
        };
        let mut sections = section_starts.peekable();
        let mut position = 0;
        let mut last: Option<Paragraph> = None;
        let mut rest = gaps;
        for range in paragraph_ranges(text, 0..text.len(), gaps) {
            let base = saturating_u32(range.start);
            while rest.first().is_some_and(|first| first.end <= base) {
                rest = &rest[1..];
            }
            let start = position + u32::from(last.is_some());
            let mut paragraph = ParagraphSink {
                next_section: sections.peek().copied().unwrap_or(u32::MAX),
                sections: &mut sections,
                folded: &mut folded,
                start,
                next: start,
            };
            let part = &text[range.clone()];
            self.fold_into(part, base, rest, Marks::Transparent, &mut paragraph);
            let next = paragraph.next;
            let bytes = saturating_u32(range.len());
            match &mut last {
                Some(last) if next == start => last.bytes += bytes,
                _ => {
                    let begun = Paragraph {
                        bytes,
                        characters: next - start,
                    };
                    if let Some(ended) = last.replace(begun) {
                        folded.paragraphs.push(ended);
                    }
                    position = next;
                }
            }
        }
        if let Some(last) = last {
            folded.paragraphs.push(last);
        }
        for _ in sections {
            folded.section_starts.push(position);
            folded.section_offsets.push(folded.text.len());
        }
        // The first section starts at 0 even if its first paragraph folds to nothing.
        if let (Some(start), Some(offset)) = (
            folded.section_starts.first_mut(),
            folded.section_offsets.first_mut(),
        ) {
            (*start, *offset) = (0, 0);
        }
        folded
    }
}

/// A paragraph that is added to a document.
struct ParagraphSink<'f, I: Iterator<Item = u32>> {
    folded: &'f mut FoldedDocument,
    /// The first bytes of the sections to come.
    sections: &'f mut Peekable<I>,
    /// The first of them; `u32::MAX` if there is none.
    next_section: u32,
    /// The paragraph's first folded character.
    start: u32,
    /// The folded character to come.
    next: u32,
}

impl<I: Iterator<Item = u32>> ParagraphSink<'_, I> {
    /// Separates the paragraph from the one before it when its first character comes.
    #[inline]
    fn begin(&mut self) {
        if self.next == self.start && self.start > 0 {
            self.folded.text.push(HARD_BREAK);
        }
    }

    /// Begins the sections that start at byte `offset` or before.
    #[inline]
    fn begin_sections(&mut self, offset: u32) {
        while offset >= self.next_section && self.sections.next().is_some() {
            self.folded.section_starts.push(self.next);
            self.folded.section_offsets.push(self.folded.text.len());
            self.next_section = self.sections.peek().copied().unwrap_or(u32::MAX);
        }
    }
}

impl<I: Iterator<Item = u32>> Sink for ParagraphSink<'_, I> {
    fn push(&mut self, c: char, start: u32, _: u8) {
        self.begin();
        self.begin_sections(start);
        self.folded.text.push(c);
        self.next += 1;
    }

    fn push_plain(&mut self, mut text: &str, mut start: u32) {
        self.begin();
        while !text.is_empty() {
            self.begin_sections(start);
            let up_to = text.ceil_char_boundary((self.next_section - start) as usize);
            let part;
            (part, text) = text.split_at(up_to);
            start += saturating_u32(part.len());
            self.next += saturating_u32(part.chars().count());
            self.folded.text.push_str(part);
        }
    }
}

/// The byte ranges of the paragraphs of a part of a text, split after every line break outside its gaps.
pub(crate) fn paragraph_ranges(
    text: &str,
    part: Range<usize>,
    gaps: &[Gap],
) -> impl Iterator<Item = Range<usize>> {
    let mut gaps = gaps.iter().peekable();
    let mut start = part.start;
    let breaks = memchr::memchr2_iter(b'\n', b'\r', &text.as_bytes()[part.clone()]);
    let hard = breaks
        .map(move |offset| part.start + offset)
        .filter(move |&offset| {
            let offset = saturating_u32(offset);
            while gaps.next_if(|gap| gap.end <= offset).is_some() {}
            gaps.peek().is_none_or(|gap| offset < gap.start)
        });
    hard.map(|offset| offset + 1)
        .chain([part.end])
        .filter_map(move |end| {
            let range = start..end;
            start = end;
            (!range.is_empty()).then_some(range)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::GapKind;
    use crate::schema::Schema;
    use proptest::prelude::*;

    fn fold() -> &'static Fold {
        static FOLD: std::sync::LazyLock<Fold> =
            std::sync::LazyLock::new(|| Fold::new(&Schema::embedded()).unwrap());
        &FOLD
    }

    #[test]
    fn paragraphs_end_at_hard_breaks_only() {
        let text = "一、规范\n\n性文件\n\n 二、行政\r\n复议\n";
        let soft = saturating_u32(text.find("\n\n性").unwrap());
        let sections = [0, saturating_u32(text.find("二、").unwrap())];
        let gap = Gap {
            start: soft,
            end: soft + 2,
            kind: GapKind::Break,
        };
        let folded = fold().fold_document(text, &[gap], sections.into_iter());
        assert_eq!(folded.text, "一、规范性文件\n二、行政\n复议");
        assert_eq!(folded.section_starts, [0, 8]);
        assert_eq!(
            folded
                .paragraphs
                .iter()
                .map(|p| p.characters)
                .collect::<Vec<_>>(),
            [7, 4, 2]
        );
    }

    #[test]
    fn a_blank_document_folds_to_nothing() {
        let folded = fold().fold_document(" \n\n\u{200B}\n", &[], [0].into_iter());
        assert_eq!(folded.text, "");
        assert_eq!(folded.section_starts, [0]);
    }

    proptest! {
        #[test]
        fn paragraphs_partition_the_text_and_fold_by_themselves(
            text in "[a政“。 \n\r]{0,30}",
            soft_at in proptest::collection::vec(any::<prop::sample::Index>(), 0..3),
        ) {
            let breaks: Vec<u32> = text.match_indices(['\n', '\r']).map(|(at, _)| saturating_u32(at)).collect();
            let mut gaps: Vec<Gap> = Vec::new();
            if !breaks.is_empty() {
                gaps = soft_at.iter().map(|index| {
                    let start = *index.get(&breaks);
                    Gap { start, end: start + 1, kind: GapKind::Break }
                }).collect();
                gaps.sort_by_key(|gap| gap.start);
                gaps.dedup();
            }
            let middle = text.floor_char_boundary(text.len() / 2);
            let folded = fold().fold_document(&text, &gaps, [0, saturating_u32(middle)].into_iter());
            for (start, offset) in folded.section_starts.iter().zip(&folded.section_offsets) {
                prop_assert_eq!(folded.text[..*offset].chars().count(), *start as usize);
            }
            let bytes: u32 = folded.paragraphs.iter().map(|p| p.bytes).sum();
            prop_assert_eq!(bytes as usize, text.len());
            let each: Vec<String> = folded.paragraphs.places()
                .map(|place| fold().fold_text(&text[place.bytes]))
                .collect();
            prop_assert_eq!(each.join("\n"), folded.text);
        }
    }
}
