//! The special characters of Word ([MS-DOC] 2.4.1, 2.8.25) and the words without them. Must not know formatting.

use std::ops::Range;

use crate::reader::build::eq_field::{self, MAX_CODE};

/// Ends a cell or a row.
pub(super) const CELL_MARK: u16 = 0x07;
/// Ends a page, a column or a section.
pub(super) const PAGE_BREAK: u16 = 0x0C;
/// Ends a paragraph.
pub(super) const PARAGRAPH_MARK: u16 = 0x0D;
/// Opens a field; its instruction follows.
pub(super) const FIELD_BEGIN: u16 = 0x13;
/// Separates the instruction of a field from its result.
pub(super) const FIELD_SEPARATOR: u16 = 0x14;
/// Closes a field.
pub(super) const FIELD_END: u16 = 0x15;

/// The words of units, without characters that a reader doesn't see; line breaks are kept. An invalid unit becomes
/// U+FFFD.
pub(super) fn words(units: &[u16]) -> String {
    let characters = char::decode_utf16(units.iter().copied().filter(|unit| *unit != 0));
    characters
        .filter_map(|c| seen(c.unwrap_or(char::REPLACEMENT_CHARACTER)))
        .collect()
}

/// A character as it is shown.
fn seen(c: char) -> Option<char> {
    match c {
        '\u{B}' | '\u{C}' | '\u{E}' => Some('\n'),
        '\u{1E}' => Some('-'),
        '\t' => Some(c),
        _ if c.is_control() => None,
        _ => Some(c),
    }
}

/// Zeroes the instructions of the fields in a story, so that only their results remain. A field that is not closed is
/// kept whole, so that a stray mark does not hide the rest of the story.
pub(super) fn drop_instructions(units: &mut [u16]) {
    let mut instructions = instructions(units);
    instructions.sort_by_key(|instruction| instruction.place.start);
    let mut done = 0;
    for Instruction { place, has_result } in instructions {
        let start = place.start.max(done);
        if let Some(instruction) = units.get_mut(start..place.end) {
            let drawn = Some(&*instruction).filter(|_| !has_result).and_then(drawn);
            instruction.fill(0);
            for (unit, drawn) in instruction.iter_mut().zip(drawn.unwrap_or_default()) {
                *unit = drawn;
            }
            done = place.end;
        }
    }
}

/// The instruction of a closed field.
struct Instruction {
    /// From the start of the field to its separator, or to its end if it has none.
    place: Range<usize>,
    /// Whether there is anything between separator and end.
    has_result: bool,
}

fn instructions(units: &[u16]) -> Vec<Instruction> {
    let mut instructions = Vec::new();
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        match *unit {
            FIELD_BEGIN => open.push((at, None)),
            FIELD_SEPARATOR => {
                if let Some((_, separator @ None)) = open.last_mut() {
                    *separator = Some(at);
                }
            }
            FIELD_END => instructions.extend(open.pop().map(|(begin, separator)| Instruction {
                place: begin..separator.unwrap_or(at),
                has_result: separator.is_some_and(|separator| separator + 1 < at),
            })),
            // An instruction does not extend beyond its cell.
            CELL_MARK => {
                while let Some((_, None)) = open.last() {
                    open.pop();
                }
            }
            _ => {}
        }
    }
    instructions
}

/// What Word draws from an instruction without a result, as units.
fn drawn(instruction: &[u16]) -> Option<Vec<u16>> {
    let code = Some(instruction).filter(|code| code.len() <= MAX_CODE)?;
    Some(eq_field::words(&words(code))?.encode_utf16().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without_instructions(text: &str) -> String {
        let mut units: Vec<u16> = text.encode_utf16().collect();
        drop_instructions(&mut units);
        words(&units)
    }

    #[test]
    fn special_characters_are_left_out_or_shown() {
        let units: Vec<u16> = "\u{1}松\u{2}泽\u{1F}县\u{B}A\u{1E}1\t\u{8}"
            .encode_utf16()
            .collect();
        assert_eq!(words(&units), "松泽县\nA-1\t");
        assert_eq!(words(&[0xD800, 0x677E]), "\u{FFFD}松");
    }

    #[test]
    fn of_a_field_the_result_is_left() {
        assert_eq!(
            without_instructions("见\u{13}HYPERLINK \"a\"\u{14}柳渡镇\u{15}文"),
            "见柳渡镇文"
        );
        assert_eq!(
            without_instructions(
                "\u{13}IF \u{13}PAGE\u{14}3\u{15} a\u{14}望\u{13}X\u{15}汀\u{15}区"
            ),
            "望汀区"
        );
    }

    #[test]
    fn a_field_that_is_not_closed_hides_nothing() {
        assert_eq!(without_instructions("松\u{13}泽县"), "松泽县");
        assert_eq!(
            without_instructions("\u{13}松\u{7}泽\u{14}县\u{15}"),
            "松泽县"
        );
        assert_eq!(without_instructions("\u{15}松\u{14}泽县"), "松泽县");
    }

    #[test]
    fn what_an_instruction_draws_is_shown_once() {
        assert_eq!(
            without_instructions("\u{13} eq \\o\\ac(○,3)\u{15}松泽县"),
            "③松泽县"
        );
        assert_eq!(
            without_instructions("\u{13}EQ \\o\\ad(\\s\\up 9(sōng),松)\u{14}\u{15}泽县"),
            "松泽县"
        );
        assert_eq!(
            without_instructions("\u{13} eq \\o\\ac(○,3)\u{14}③\u{15}松泽县"),
            "③松泽县"
        );
    }
}
