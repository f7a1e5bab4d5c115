//! Folding: the view of a text that matching uses, as folded characters with a map back to the text.
//!
//! Owns the rules by which two spellings match (with the data of `index-schema/fold.toml` and `characters.tsv`). Must not
//! know documents, indexes or queries. A character of the text becomes one folded character or none, so positions count
//! folded characters.
//!
//! **Invariants.** Folding is idempotent. A fold with marks kept, minus its marks, is the fold with marks ignored. Folded
//! text contains [`HARD_BREAK`] only between two paragraphs of a document.

mod document;
mod paragraphs;
#[cfg(test)]
mod plane;
mod table;
mod unicode;

pub use document::FoldedDocument;
pub(crate) use paragraphs::ParagraphCursor;
pub use paragraphs::{Paragraph, ParagraphPlace, Paragraphs};

use std::ops::Range;

use crate::error::Result;
use crate::schema::Schema;
use document::paragraph_ranges;
use table::FoldTable;
use unicode::Folded as FoldedCharacter;

/// Separates the paragraphs of a folded document; no query contains it.
pub const HARD_BREAK: char = '\n';

/// Whether quotation marks, book-title marks and emphasis count in matching.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Marks {
    /// Ignored: “放管服”改革 matches 放管服改革.
    #[default]
    Transparent,
    /// Kept: they count.
    Kept,
}

/// Folds texts by the rules of a schema.
///
/// ```
/// use quanwen::Schema;
/// use quanwen::fold::{Fold, Marks};
///
/// let fold = Fold::new(&Schema::embedded())?;
/// assert_eq!(fold.fold_text("“放管服”改革，規範 ＡＰＰ"), "放管服改革,规范app");
/// let folded = fold.fold("２０２１ 年", Marks::Transparent);
/// assert_eq!(folded.text, "2021年");
/// assert_eq!(folded.origin(4..5), 13..16);
/// # Ok::<(), quanwen::Error>(())
/// ```
#[derive(Debug)]
pub struct Fold {
    table: FoldTable,
}

/// A folded text with the origin of each of its characters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded characters.
    pub text: String,
    /// For each folded character, the start and length of its bytes in the text.
    origins: Vec<(u32, u8)>,
}

impl Folded {
    /// The number of folded characters.
    #[must_use]
    pub fn len(&self) -> usize {
        self.origins.len()
    }

    /// Whether the text folded to nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.origins.is_empty()
    }

    /// The byte range of the text that a non-empty range of folded characters came from.
    #[must_use]
    pub fn origin(&self, characters: Range<usize>) -> Range<usize> {
        let (start, _) = self.origins[characters.start];
        let (last, length) = self.origins[characters.end - 1];
        start as usize..last as usize + usize::from(length)
    }

    /// The index of the first folded character that came from `offset` or later.
    #[must_use]
    pub fn index_at(&self, offset: usize) -> usize {
        self.origins
            .partition_point(|&(start, _)| (start as usize) < offset)
    }
}

impl Fold {
    /// The fold of a schema.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in the schema's fold data.
    pub fn new(schema: &Schema) -> Result<Self> {
        Ok(Self {
            table: FoldTable::new(schema)?,
        })
    }

    /// Folds a query or any other separate text: line breaks count as blanks.
    #[must_use]
    pub fn fold(&self, text: &str, marks: Marks) -> Folded {
        self.fold_parts(text, std::iter::once(0..text.len()), &[], marks)
    }

    /// Folds one paragraph of a text. `soft_breaks` are byte ranges of the text that count as blanks; origins are bytes of the
    /// text too. Lines of marks alone belong to the paragraph before them; where marks are kept, [`HARD_BREAK`] separates
    /// them.
    #[must_use]
    pub fn fold_paragraph(
        &self,
        text: &str,
        paragraph: Range<usize>,
        soft_breaks: &[Range<u32>],
        marks: Marks,
    ) -> Folded {
        if marks == Marks::Transparent {
            return self.fold_parts(text, std::iter::once(paragraph), soft_breaks, marks);
        }
        let lines = paragraph_ranges(text, paragraph, soft_breaks);
        self.fold_parts(text, lines, soft_breaks, marks)
    }

    /// Folds parts of a text, with [`HARD_BREAK`] between those that do not fold to nothing.
    fn fold_parts(
        &self,
        text: &str,
        parts: impl IntoIterator<Item = Range<usize>>,
        soft_breaks: &[Range<u32>],
        marks: Marks,
    ) -> Folded {
        let mut folded = Folded::default();
        for part in parts {
            folded.text.reserve(part.len());
            folded.origins.reserve(part.len() / 3);
            let base = crate::document::saturating_u32(part.start);
            let first = soft_breaks.partition_point(|range| range.end <= base);
            let before = folded.origins.len();
            self.fold_into(
                &text[part],
                base,
                &soft_breaks[first..],
                marks,
                &mut |c, start, length| {
                    if before > 0 && folded.origins.len() == before {
                        folded.text.push(HARD_BREAK);
                        folded.origins.push((base - 1, 1));
                    }
                    folded.text.push(c);
                    folded.origins.push((start, length));
                },
            );
        }
        folded
    }

    /// Folds a text without marks and without origins.
    #[must_use]
    pub fn fold_text(&self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        self.fold_into(text, 0, &[], Marks::Transparent, &mut |c, _, _| {
            folded.push(c);
        });
        folded
    }

    /// Passes each folded character to `emit` with its byte offset (`base` added) and length in the text.
    #[inline]
    fn fold_into(
        &self,
        text: &str,
        base: u32,
        dropped: &[Range<u32>],
        marks: Marks,
        emit: &mut impl FnMut(char, u32, u8),
    ) {
        let mut dropped = dropped.iter().peekable();
        let start_of =
            |range: Option<&&Range<u32>>| range.map_or(u32::MAX, |range: &&Range<u32>| range.start);
        let mut dropped_from = start_of(dropped.peek());
        let mut last_is_spaced = false;
        let mut blank: Option<(u32, u8)> = None;
        // Marks after a blank. The next character decides whether the blank is kept, and a kept blank precedes the marks.
        let mut held: Vec<(char, u32, u8)> = Vec::new();
        for (offset, c) in text.char_indices() {
            let start = base + crate::document::saturating_u32(offset);
            let length = u8::try_from(c.len_utf8()).expect("a character has at most four bytes");
            if start >= dropped_from {
                while dropped.next_if(|range| range.end <= start).is_some() {}
                dropped_from = start_of(dropped.peek());
                if start >= dropped_from {
                    blank = blank.or(last_is_spaced.then_some((start, length)));
                    continue;
                }
            }
            match self.table.get(c) {
                FoldedCharacter::As(to) => {
                    blank = None;
                    last_is_spaced = false;
                    if !held.is_empty() {
                        held.drain(..)
                            .for_each(|(mark, at, width)| emit(mark, at, width));
                    }
                    emit(to, start, length);
                }
                FoldedCharacter::Spaced(to) => {
                    if let Some((at, width)) = blank.take() {
                        emit(' ', at, width);
                    }
                    last_is_spaced = true;
                    if !held.is_empty() {
                        held.drain(..)
                            .for_each(|(mark, at, width)| emit(mark, at, width));
                    }
                    emit(to, start, length);
                }
                FoldedCharacter::Mark(to) => {
                    if marks == Marks::Kept && blank.is_some() {
                        held.push((to, start, length));
                    } else if marks == Marks::Kept {
                        emit(to, start, length);
                    }
                }
                FoldedCharacter::Blank => {
                    blank = blank.or(last_is_spaced.then_some((start, length)));
                }
                FoldedCharacter::Nothing => {}
            }
        }
        held.drain(..)
            .for_each(|(mark, at, width)| emit(mark, at, width));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fold() -> &'static Fold {
        static FOLD: std::sync::LazyLock<Fold> =
            std::sync::LazyLock::new(|| Fold::new(&Schema::embedded()).unwrap());
        &FOLD
    }

    #[test]
    fn spellings_that_fold_alike() {
        let fold = fold();
        for (written, folded) in [
            ("“放管服”改革", "放管服改革"),
            ("《行政复议法》", "行政复议法"),
            ("**一、主要做法**", "一、主要做法"),
            ("ＡＢ１２", "ab12"),
            ("2021 年", "2021年"),
            ("行 政\u{3000}复\u{200B}议", "行政复议"),
            ("規範性文件", "规范性文件"),
            ("⼯作", "工作"),
            ("①", "①"),
            ("〔2020〕9号", "(2020)9号"),
            ("［２０２０］９号", "(2020)9号"),
            (
                "Open  Data\n2.0",
                "open data2.0".replace("data2", "data 2").as_str(),
            ),
            ("2.5 万", "2.5万"),
            ("——", "--"),
            ("a “b” c", "a b c"),
            ("a__b__", "ab"),
            ("a_b", "ab"),
            ("‘’“”", ""),
        ] {
            assert_eq!(fold.fold_text(written), folded, "{written}");
        }
    }

    #[test]
    fn kept_marks_do_not_move_the_blanks_around_them() {
        let fold = fold();
        let strict = fold.fold("AB “CD” 年", Marks::Kept).text;
        assert_eq!(
            strict, "ab “cd”年",
            "characters come in the order of the text"
        );
    }

    #[test]
    fn dropped_ranges_leave_no_trace_between_chinese_characters() {
        let fold = fold();
        let text = "规范\n\n— 12 —\n\n性文件";
        let soft = 6..crate::document::saturating_u32(text.find('性').unwrap());
        let folded = fold.fold_paragraph(
            text,
            0..text.len(),
            std::slice::from_ref(&soft),
            Marks::Transparent,
        );
        assert_eq!(folded.text, "规范性文件");
        assert_eq!(&text[folded.origin(1..3)], "范\n\n— 12 —\n\n性");
    }

    #[test]
    fn lines_of_marks_keep_their_distance_where_marks_are_kept() {
        let text = "甲\n“\n\n” \n";
        let folded = fold().fold_paragraph(text, 0..text.len(), &[], Marks::Kept);
        assert_eq!(folded.text, "甲\n“\n”");
        assert_eq!(&text[folded.origin(2..3)], "“");
        let loose = fold().fold_paragraph(text, 0..text.len(), &[], Marks::Transparent);
        assert_eq!(loose.text, "甲");
        assert_eq!(
            fold().fold(text, Marks::Kept).text,
            "甲“”",
            "a query has no paragraphs"
        );
    }

    #[test]
    fn every_character_folds_in_one_step() {
        for c in '\0'..=char::MAX {
            let once = fold().fold_text(c.encode_utf8(&mut [0; 4]));
            assert_eq!(fold().fold_text(&once), once, "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "[a-zA-Z0-9 _*“”《》年複議ＡＢ，。\n\u{200B}—\u{3000}]{0,40}") {
            let fold = fold();
            let once = fold.fold_text(&text);
            prop_assert_eq!(fold.fold_text(&once), once);
        }

        #[test]
        fn folding_any_text_twice_changes_nothing(text in "\\PC{0,40}") {
            let fold = fold();
            let once = fold.fold_text(&text);
            prop_assert_eq!(fold.fold_text(&once), once);
        }

        #[test]
        fn every_origin_is_a_character_of_the_text(text in "\\PC{0,40}") {
            let folded = fold().fold(&text, Marks::Kept);
            prop_assert_eq!(folded.len(), folded.text.chars().count());
            for (index, c) in folded.text.chars().enumerate() {
                let origin = text.get(folded.origin(index..index + 1));
                prop_assert!(origin.is_some());
                prop_assert_eq!(folded.index_at(folded.origin(index..index + 1).start), index);
                let again = fold().fold(origin.unwrap(), Marks::Kept).text;
                prop_assert!(c == ' ' || again == c.to_string());
            }
        }

        #[test]
        fn kept_marks_are_all_that_strict_adds(text in "[a-c 1“”《》_*年政]{0,30}") {
            let fold = fold();
            let strict = fold.fold(&text, Marks::Kept);
            let loose = fold.fold(&text, Marks::Transparent);
            let unmarked: String = strict.text.chars().filter(|c| !"“”《》*_".contains(*c)).collect();
            prop_assert_eq!(unmarked, loose.text);
        }
    }
}
