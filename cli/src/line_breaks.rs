//! Where a paragraph may be broken into lines.

use quanwen_messages::Language;
use textwrap::WordSeparator;
use textwrap::core::Word;
use unicode_linebreak::linebreaks;

use crate::language::language;

/// Where a paragraph in the language of this run may be broken: English at its blanks, Chinese as typesetting allows it.
pub(crate) fn separator() -> WordSeparator {
    match language() {
        Language::English => WordSeparator::AsciiSpace,
        Language::Chinese => WordSeparator::Custom(words),
    }
}

/// What stays together on a line (Unicode Standard Annex 14).
pub(crate) fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let breaks = linebreaks(line).map(|(end, _)| end);
    let mut start = 0;
    Box::new(
        breaks
            .filter(|end| *end == line.len() || !stays_together(line, *end))
            .map(move |end| Word::from(&line[std::mem::replace(&mut start, end)..end])),
    )
}

/// Opening marks, which do not stand at the end of a line.
const OPENING: [char; 8] = ['“', '‘', '《', '〈', '（', '【', '〔', '「'];
/// Closing marks, which do not stand at its beginning.
const CLOSING: [char; 8] = ['”', '’', '》', '〉', '）', '】', '〕', '」'];

/// Whether a place is inside of what is typed: a word, such as a path or an address, or a command in backticks; between a number and
/// what it counts; or between a mark and what it encloses.
fn stays_together(line: &str, at: usize) -> bool {
    let (before, after) = line.split_at(at);
    let is_typed = |c: char| c.is_ascii_graphic();
    let is_number = before
        .trim_end_matches(' ')
        .ends_with(|c: char| c.is_ascii_digit());
    (before.ends_with(is_typed) && after.starts_with(is_typed))
        || (is_number && before.ends_with(' ') && !after.starts_with(is_typed))
        || before.ends_with(OPENING)
        || after.starts_with(CLOSING)
        || before.matches('`').count() % 2 == 1
}
