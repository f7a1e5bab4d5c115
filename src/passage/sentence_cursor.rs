//! The sentences that contain matches.

use std::ops::Range;

use super::sentence::sentences;

/// Finds the sentences of ascending matches; each paragraph is split once.
#[derive(Debug, Default)]
pub(crate) struct SentenceCursor {
    /// The current paragraph, and its sentences.
    paragraph: Range<usize>,
    sentences: Vec<Range<usize>>,
}

impl SentenceCursor {
    /// The sentence of a match in a paragraph of a text, or the sentences if it runs over an end, all in bytes of the text.
    pub(crate) fn around(
        &mut self,
        text: &str,
        paragraph: &Range<usize>,
        matched: &Range<usize>,
    ) -> Range<usize> {
        if self.sentences.is_empty() || self.paragraph != *paragraph {
            self.sentences = sentences(text, paragraph.clone());
            self.paragraph = paragraph.clone();
        }
        let of = |byte: usize| {
            let before = self
                .sentences
                .partition_point(|sentence| sentence.end <= byte);
            self.sentences.get(before).unwrap_or(paragraph)
        };
        let last = matched.end.saturating_sub(1).max(matched.start);
        of(matched.start).start..of(last).end
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn around(text: &str, wanted: &str) -> String {
        let start = text.find(wanted).unwrap();
        let range = SentenceCursor::default().around(
            text,
            &(0..text.len()),
            &(start..start + wanted.len()),
        );
        text[range].to_string()
    }

    #[test]
    fn a_match_is_shown_in_its_sentence() {
        let text = "前句。办理“复议案件。”后句！又一句";
        assert_eq!(around(text, "前"), "前句。");
        assert_eq!(around(text, "案件"), "办理“复议案件。”");
        assert_eq!(around(text, "又"), "又一句");
        assert_eq!(around(text, "句。办"), "前句。办理“复议案件。”");
    }

    proptest! {
        #[test]
        fn a_sentence_contains_the_match_and_stays_in_the_paragraph(
            text in "[办理案件。！；”]{1,40}",
            at in any::<prop::sample::Index>(),
            length in 1..4_usize,
        ) {
            let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
            let first = at.index(starts.len());
            let end = starts.get(first + length).copied().unwrap_or(text.len());
            let matched = starts[first]..end;
            let range = SentenceCursor::default().around(&text, &(0..text.len()), &matched);
            prop_assert!(range.start <= matched.start && matched.end <= range.end && range.end <= text.len());
        }
    }
}
