//! Folding: the view of a text that matching uses, as folded characters with a map back to the text.
//!
//! Owns the rules by which two spellings match (with the data of `index-schema/fold.toml` and `characters.tsv`). Must not
//! know indexes or queries. `table` has the fold of each character, `run` decides which blanks between letters and digits
//! count, `readings` folds a text to be found. Positions count folded characters.
//!
//! **Invariants.** Every piece of a paragraph is found by one of its readings. A fold with marks kept, minus its marks, is the fold with marks ignored. Folded
//! text contains [`HARD_BREAK`] only between two paragraphs of a document.

mod document;
mod paragraphs;
#[cfg(test)]
mod plane;
mod readings;
mod run;
mod table;
mod unicode;

pub use document::FoldedDocument;
pub(crate) use paragraphs::ParagraphCursor;
pub use paragraphs::{Paragraph, ParagraphPlace, Paragraphs};

use std::ops::Range;

use crate::document::{Gap, GapKind};
use crate::error::Result;
use crate::schema::Schema;
use document::paragraph_ranges;
use run::Run;
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

    /// The ways in which a text may be read inside a report, the way by itself first: `2 0年` is part of both 2 0年 and
    /// 2 0 2 0年, and 干 is also written 乾.
    #[must_use]
    pub fn readings(&self, text: &str, marks: Marks) -> Vec<String> {
        readings::readings(self, text, marks)
    }

    /// Folds one paragraph of a text. Gaps and origins are in bytes of the text. Lines of marks alone belong to the paragraph before them; where marks are kept, [`HARD_BREAK`] separates
    /// them.
    #[must_use]
    pub fn fold_paragraph(
        &self,
        text: &str,
        paragraph: Range<usize>,
        gaps: &[Gap],
        marks: Marks,
    ) -> Folded {
        if marks == Marks::Transparent {
            return self.fold_parts(text, std::iter::once(paragraph), gaps, marks);
        }
        let lines = paragraph_ranges(text, paragraph, gaps);
        self.fold_parts(text, lines, gaps, marks)
    }

    /// Folds parts of a text, with [`HARD_BREAK`] between those that do not fold to nothing.
    fn fold_parts(
        &self,
        text: &str,
        parts: impl IntoIterator<Item = Range<usize>>,
        gaps: &[Gap],
        marks: Marks,
    ) -> Folded {
        let mut folded = Folded::default();
        for part in parts {
            folded.text.reserve(part.len());
            folded.origins.reserve(part.len() / 3);
            let base = crate::document::saturating_u32(part.start);
            let first = gaps.partition_point(|gap| gap.end <= base);
            let before = folded.origins.len();
            self.fold_into(
                &text[part],
                base,
                &gaps[first..],
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
        gaps: &[Gap],
        marks: Marks,
        emit: &mut impl FnMut(char, u32, u8),
    ) {
        let mut gaps = gaps.iter().peekable();
        let start_of = |gap: Option<&&Gap>| gap.map_or(u32::MAX, |gap: &&Gap| gap.start);
        let mut gap_from = start_of(gaps.peek());
        let mut run = Run::default();
        let mut before = Before::default();
        for (offset, c) in text.char_indices() {
            let start = base + crate::document::saturating_u32(offset);
            let length = u8::try_from(c.len_utf8()).expect("a character has at most four bytes");
            if start >= gap_from {
                while gaps.next_if(|gap| gap.end <= start).is_some() {}
                gap_from = start_of(gaps.peek());
                let inside = gaps.peek().filter(|gap| gap.start <= start);
                match inside.map(|gap| gap.kind) {
                    Some(GapKind::Break) if gap_from == start && !run.is_empty() => {
                        run.push_blank(false, start, length);
                        continue;
                    }
                    Some(GapKind::Break | GapKind::Join) => continue,
                    Some(GapKind::Mark) if marks == Marks::Transparent => continue,
                    _ => {}
                }
            }
            match self.table.get(c) {
                FoldedCharacter::As(to) => {
                    before.end(&mut run, marks, emit);
                    before.pass(to);
                    emit(to, start, length);
                }
                FoldedCharacter::Spaced(to) => before.begin(&mut run).push(to, start, length),
                FoldedCharacter::Zero(to) => {
                    let numeral = before.last.filter(|_| run.is_empty());
                    if let Some(zero) = numeral.and_then(|c| self.table.zero_after(c)) {
                        emit(zero, start, length);
                    } else {
                        before.begin(&mut run).push(to, start, length);
                    }
                }
                FoldedCharacter::Several(from) => {
                    for to in self.table.several(from).chars() {
                        if to.is_alphanumeric() {
                            before.begin(&mut run).push(to, start, length);
                        } else {
                            before.end(&mut run, marks, emit);
                            before.pass(to);
                            emit(to, start, length);
                        }
                    }
                }
                FoldedCharacter::Mark(to) | FoldedCharacter::Prime(to) if run.is_empty() => {
                    before.follows_mark = true;
                    if marks == Marks::Kept {
                        emit(to, start, length);
                    }
                }
                FoldedCharacter::Mark(to) => run.push_mark(to, start, length),
                FoldedCharacter::Prime(to) => run.push_prime(to, start, length),
                FoldedCharacter::Blank if run.is_empty() => {}
                FoldedCharacter::Blank => run.push_blank(c == '\t', start, length),
                FoldedCharacter::Nothing => {}
            }
        }
        before.end(&mut run, marks, emit);
    }
}

/// What is before a run in its paragraph.
#[derive(Debug, Default)]
struct Before {
    /// The last folded characters, marks and blanks aside.
    last: Option<char>,
    second_last: Option<char>,
    /// Whether a mark is after them.
    follows_mark: bool,
    /// Whether the paragraph is a row of a table.
    is_row: bool,
}

impl Before {
    /// Passes a character that is not in a run.
    #[inline]
    fn pass(&mut self, c: char) {
        self.is_row |= self.last.is_none() && c == '|';
        (self.second_last, self.last) = (self.last, Some(c));
        self.follows_mark = false;
    }

    /// The run, begun if it has nothing yet.
    #[inline]
    fn begin<'r>(&self, run: &'r mut Run) -> &'r mut Run {
        if run.is_empty() {
            let is_point = matches!(self.last, Some('.' | ','));
            let is_fraction = is_point && self.second_last.is_some_and(|c| c.is_ascii_digit());
            run.begin(self.follows_mark, is_fraction);
        }
        run
    }

    /// Ends the run, if there is one.
    #[inline]
    fn end(&mut self, run: &mut Run, marks: Marks, emit: &mut impl FnMut(char, u32, u8)) {
        if !run.is_empty() {
            self.last = run.last().or(self.last);
            run.end(marks, !self.is_row, emit);
        }
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
            ("Open  Data\n2.0", "open data2.0"),
            ("14.9∶45.6：39.5", "14.9:45.6:39.5"),
            ("二О三五年 二O35 二〇○零0", "二〇三五年二〇35二〇〇〇〇"),
            ("国道110二期 S20五工台 ＷＴＯ", "国道110二期s20五工台wto"),
            ("Ⅲ类 ⅳ级 ⸺", "iii类iv级--"),
            ("″双减″ 30′15″", "双减30′15"),
            ("1 000万吨 12 345 678", "1000万吨12345678"),
            (
                "2 0 2 0年 “6 1”支柱 “3 3 6” 引进2 3个",
                "2020年6 1支柱3 3 6引进2 3个",
            ),
            ("PM 2.5，G D P，5 G，Open AI", "pm2.5,gdp,5g,open ai"),
            (
                "2.5 300 2020 100 1  000 1\t000",
                "2.5 300 2020 100 1 000 1 000",
            ),
            ("| 1 000 | a b |", "|1 000|a b|"),
            ("隨著 著力 乾旱", "随着着力乾旱"),
            ("字\u{FFFC}句\u{E0101}段\u{180E}", "字句段"),
            ("2.5 万", "2.5万"),
            ("——", "--"),
            ("ab “cd” ef", "ab cd ef"),
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
        let gap = Gap {
            start: 6,
            end: crate::document::saturating_u32(text.find('性').unwrap()),
            kind: GapKind::Break,
        };
        let folded = fold.fold_paragraph(text, 0..text.len(), &[gap], Marks::Transparent);
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
        fn a_fold_is_a_reading_of_itself(
            text in "[a-zA-Z0-9 _*“”《》年複議ＡＢ，。′一零O|\n\u{200B}—\u{3000}]{0,40}",
            any in "\\PC{0,40}",
        ) {
            for text in [text, any] {
                let once = fold().fold_text(&text);
                prop_assert!(fold().readings(&once, Marks::Transparent).contains(&once), "{once:?}");
            }
        }

        #[test]
        fn every_piece_of_a_paragraph_finds_itself(
            text in "([a-cA-C]{1,2}|[0-9]{1,4}|[ ]|  |\t|[“”*年零〇一三Oо0′″.,，|乾干县Ⅲ⸺]){0,30}",
            from in any::<prop::sample::Index>(),
            length in 1..12_usize,
            strict in any::<bool>(),
        ) {
            let marks = if strict { Marks::Kept } else { Marks::Transparent };
            let characters: Vec<(usize, char)> = text.char_indices().collect();
            if characters.is_empty() {
                return Ok(());
            }
            let from = from.index(characters.len());
            let end = characters.get(from + length).map_or(text.len(), |(at, _)| *at);
            let piece = &text[characters[from].0..end];
            let folded = fold().fold(&text, marks).text;
            let readings = fold().readings(piece, marks);
            prop_assert!(
                readings.iter().any(|reading| folded.contains(reading.as_str())),
                "{piece:?} in {text:?}: {readings:?}, {folded:?}"
            );
        }

        #[test]
        fn every_origin_is_a_character_of_the_text(text in "\\PC{0,40}") {
            let folded = fold().fold(&text, Marks::Kept);
            prop_assert_eq!(folded.len(), folded.text.chars().count());
            for (index, c) in folded.text.chars().enumerate() {
                let origin = text.get(folded.origin(index..index + 1));
                prop_assert!(origin.is_some());
                prop_assert!(folded.index_at(folded.origin(index..index + 1).start) <= index);
                let again = fold().fold(origin.unwrap(), Marks::Kept).text;
                prop_assert!(" 〇".contains(c) || again.contains(c));
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
