//! Folding: the view of a text that matching uses, as folded characters with a map back to the text.
//!
//! Owns the rules by which two spellings match (with the data of `index-schema/fold.toml` and `characters.tsv`). Must not
//! know indexes or queries. `table` has the fold of each character, `run` decides which blanks between letters and digits
//! count, `readings` folds a text to be found. Positions count folded characters.
//!
//! **Invariants.** A fold with marks kept, minus its marks, is the fold with marks ignored. Folded text contains
//! [`HARD_BREAK`] only between two paragraphs of a document. Time is linear and memory bounded, whatever the text.

mod document;
mod paragraphs;
#[cfg(test)]
mod plane;
mod readings;
mod run;
mod sink;
mod table;
#[cfg(test)]
mod tests;
mod unicode;

pub use document::FoldedDocument;
pub(crate) use document::paragraph_ranges;
pub(crate) use paragraphs::ParagraphCursor;
pub use paragraphs::{Paragraph, ParagraphPlace, Paragraphs};

use std::ops::Range;

use crate::document::{Gap, GapKind};
use crate::error::Result;
use crate::schema::Schema;
use run::{Run, is_quotation};
use sink::Sink;
use table::FoldTable;
use unicode::Folded as FoldedCharacter;

/// Separates the paragraphs of a folded document; no query contains it.
pub const HARD_BREAK: char = '\n';

/// Characters that end a sentence, folded.
pub(crate) const SENTENCE_ENDS: [char; 3] = ['。', '!', '?'];

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

    /// Folds one paragraph of a text. Gaps and origins are in bytes of the text. Lines of marks alone belong to the
    /// paragraph before them; where marks are kept, [`HARD_BREAK`] separates them.
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
            let mut sink = PartSink {
                before: folded.origins.len(),
                base,
                folded: &mut folded,
            };
            self.fold_into(&text[part], base, &gaps[first..], marks, &mut sink);
        }
        folded
    }

    /// Folds a text without marks and without origins.
    #[must_use]
    pub fn fold_text(&self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        self.fold_into(text, 0, &[], Marks::Transparent, &mut folded);
        folded
    }

    /// Passes the folded characters to a sink, with their byte offsets (`base` added) in the text.
    #[inline]
    fn fold_into(&self, text: &str, base: u32, gaps: &[Gap], marks: Marks, sink: &mut impl Sink) {
        let mut gaps = gaps.iter().peekable();
        let start_of = |gap: Option<&&Gap>| gap.map_or(u32::MAX, |gap: &&Gap| gap.start);
        let mut gap_from = start_of(gaps.peek());
        let mut run = Run::default();
        let mut before = Before::default();
        let mut offset = 0;
        while let Some(c) = text[offset..].chars().next() {
            let start = base + crate::document::saturating_u32(offset);
            if start < gap_from {
                let up_to = text.ceil_char_boundary(offset + (gap_from - start) as usize);
                let plain = self.table.plain_at(&text[offset..up_to]);
                if !plain.is_empty() {
                    before.end(&mut run, marks, sink);
                    before.pass_all(plain);
                    sink.push_plain(plain, start);
                    offset += plain.len();
                    continue;
                }
            }
            offset += c.len_utf8();
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
            let kind = self.table.get(c);
            if run.is_full() {
                before.end(&mut run, marks, sink);
                if kind == FoldedCharacter::Blank {
                    sink.push(' ', start, length);
                }
            }
            match kind {
                FoldedCharacter::As(to) => {
                    before.end(&mut run, marks, sink);
                    before.pass(to);
                    sink.push(to, start, length);
                }
                FoldedCharacter::Spaced(to) => before.begin(&mut run).push(to, start, length),
                FoldedCharacter::Zero(to) => {
                    let is_directly_after = run.is_empty() && !before.follows_quotation;
                    let numeral = before.last.filter(|_| is_directly_after);
                    if let Some(zero) = numeral.and_then(|c| self.table.zero_after(c)) {
                        sink.push(zero, start, length);
                    } else {
                        before.begin(&mut run).push(to, start, length);
                    }
                }
                FoldedCharacter::Several(from) => {
                    for to in self.table.several(from).chars() {
                        if to.is_alphanumeric() {
                            before.begin(&mut run).push(to, start, length);
                        } else {
                            before.end(&mut run, marks, sink);
                            before.pass(to);
                            sink.push(to, start, length);
                        }
                    }
                }
                FoldedCharacter::Mark(to) => {
                    if !run.is_empty() {
                        run.push_mark(to, start, length);
                        continue;
                    }
                    before.follows_mark = is_quotation(to);
                    before.follows_quotation |= is_quotation(to);
                    if marks == Marks::Kept {
                        sink.push(to, start, length);
                    }
                }
                FoldedCharacter::Prime(to) if !run.is_empty() => run.push_prime(to, start, length),
                FoldedCharacter::Prime(to) if marks == Marks::Kept => sink.push(to, start, length),
                FoldedCharacter::Blank if !run.is_empty() => {
                    run.push_blank(c == '\t', start, length);
                }
                FoldedCharacter::Prime(_) | FoldedCharacter::Blank | FoldedCharacter::Nothing => {}
            }
        }
        before.end(&mut run, marks, sink);
    }
}

/// A part of a text that is added to the folds of the parts before it.
struct PartSink<'f> {
    folded: &'f mut Folded,
    /// The folded characters of the parts before.
    before: usize,
    /// The first byte of the part.
    base: u32,
}

impl PartSink<'_> {
    /// Separates the part from those before it when its first character comes.
    #[inline]
    fn begin(&mut self) {
        if self.before > 0 && self.folded.origins.len() == self.before {
            self.folded.text.push(HARD_BREAK);
            self.folded.origins.push((self.base - 1, 1));
        }
    }
}

impl Sink for PartSink<'_> {
    fn push(&mut self, c: char, start: u32, length: u8) {
        self.begin();
        self.folded.text.push(c);
        self.folded.origins.push((start, length));
    }

    fn push_plain(&mut self, text: &str, start: u32) {
        self.begin();
        self.folded.text.push_str(text);
        let origins = text.char_indices().map(|(offset, c)| {
            let length = u8::try_from(c.len_utf8()).expect("a character has at most four bytes");
            (start + crate::document::saturating_u32(offset), length)
        });
        self.folded.origins.extend(origins);
    }
}

/// What is before a run in its paragraph.
#[derive(Debug, Default)]
struct Before {
    /// The last folded characters, marks and blanks aside.
    last: Option<char>,
    second_last: Option<char>,
    /// Whether a mark other than emphasis is the last of what is after them.
    follows_mark: bool,
    /// Whether such a mark is after them, with emphasis behind it or not.
    follows_quotation: bool,
    /// Whether the paragraph is a row of a table.
    is_row: bool,
}

impl Before {
    /// Passes a character that is not in a run.
    #[inline]
    fn pass(&mut self, c: char) {
        self.is_row |= self.last.is_none() && c == '|';
        (self.second_last, self.last) = (self.last, Some(c));
        (self.follows_mark, self.follows_quotation) = (false, false);
    }

    /// Passes the characters of a text that is not empty.
    #[inline]
    fn pass_all(&mut self, text: &str) {
        self.is_row |= self.last.is_none() && text.starts_with('|');
        let mut last = text.chars().rev();
        let before = self.last;
        self.last = last.next();
        self.second_last = last.next().or(before);
        (self.follows_mark, self.follows_quotation) = (false, false);
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
    fn end(&mut self, run: &mut Run, marks: Marks, sink: &mut impl Sink) {
        if !run.is_empty() {
            self.last = run.last().or(self.last);
            run.end(marks, !self.is_row, sink);
        }
    }
}
