//! Numbers as automatic lists write them: 1, 一, ①, iv …
//!
//! Knows neither file formats nor lists. Invariant: a numeral has at most [`MAX_LENGTH`] characters; a number that its
//! system cannot write is decimal.

/// Maximum number of characters in a numeral.
const MAX_LENGTH: usize = 20;

/// A way to write a number (ISO/IEC 29500-1 §17.18.59 defines the systems).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::reader) enum NumeralSystem {
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// 01, 02 with at least this many digits.
    Padded(u8),
    /// １, ２, ３.
    FullWidth,
    /// 一, 十, 十一, 一百零一.
    Thousand,
    /// 一, 十, 十一; from 100 digit by digit: 一〇一.
    Counting,
    /// 一, 十, 百一.
    Japanese,
    /// 一, 一〇, 一〇一.
    Digits,
    /// 壹, 贰, 壹拾.
    Legal,
    /// 壹, 貳, 壹拾.
    LegalTraditional,
    /// Consecutive code points, given the first one and their count.
    Series(char, u8),
    /// 甲, 乙, 丙.
    Stems,
    /// 子, 丑, 寅.
    Branches,
    /// A, B … Z, AA, BB.
    UpperLetter,
    /// a, b … z, aa, bb.
    LowerLetter,
    /// A, B … Z, AA, AB.
    UpperColumn,
    /// a, b … z, aa, ab.
    LowerColumn,
    /// I, II, III.
    UpperRoman,
    /// i, ii, iii.
    LowerRoman,
    /// No numeral at all.
    Absent,
}

/// ①–⑳.
pub(in crate::reader) const CIRCLED: NumeralSystem = NumeralSystem::Series('①', 20);

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const THOUSAND: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const LEGAL_TRADITIONAL: [char; 10] = ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'];
const UNITS: [&str; 4] = ["", "十", "百", "千"];
const LEGAL_UNITS: [&str; 4] = ["", "拾", "佰", "仟"];
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const BRANCHES: [char; 12] = [
    '子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥',
];

impl NumeralSystem {
    /// The system of a format such as `001, 002, 003, ...`.
    pub(in crate::reader) fn padded(format: &str) -> Self {
        let digits = format.chars().take_while(char::is_ascii_digit).count();
        u8::try_from(digits).map_or(Self::Decimal, Self::Padded)
    }

    /// The number in this system.
    pub(in crate::reader) fn write(self, number: u32) -> String {
        self.try_write(number).unwrap_or_else(|| number.to_string())
    }

    /// `None` if the system has no numeral for the number.
    fn try_write(self, number: u32) -> Option<String> {
        match self {
            Self::Decimal => None,
            Self::Absent => Some(String::new()),
            Self::Padded(digits) => Some(format!(
                "{number:0width$}",
                width = usize::from(digits).min(MAX_LENGTH)
            )),
            Self::FullWidth => Some(digit_by_digit(number, |digit| {
                char::from_u32(u32::from('０') + digit)
            })),
            Self::Digits => Some(digit_by_digit(number, chinese_digit)),
            Self::Thousand => grouped(number, THOUSAND, UNITS).map(without_leading_one),
            Self::Counting if number >= 100 => Some(digit_by_digit(number, chinese_digit)),
            Self::Counting => grouped(number, DIGITS, UNITS).map(without_leading_one),
            Self::Japanese => japanese(number),
            Self::Legal => grouped(number, LEGAL, LEGAL_UNITS),
            Self::LegalTraditional => grouped(number, LEGAL_TRADITIONAL, LEGAL_UNITS),
            Self::Series(first, length) => in_series(number, first, length),
            Self::Stems => nth(number, &STEMS),
            Self::Branches => nth(number, &BRANCHES),
            Self::UpperLetter => repeated_letter(number, 'A'),
            Self::LowerLetter => repeated_letter(number, 'a'),
            Self::UpperColumn => column(number, b'A'),
            Self::LowerColumn => column(number, b'a'),
            Self::UpperRoman => roman(number),
            Self::LowerRoman => roman(number).map(|numeral| numeral.to_lowercase()),
        }
    }
}

fn chinese_digit(digit: u32) -> Option<char> {
    DIGITS.get(digit as usize).copied()
}

fn digit_by_digit(number: u32, digit: impl Fn(u32) -> Option<char>) -> String {
    let decimal = number.to_string();
    decimal
        .chars()
        .filter_map(|c| digit(c.to_digit(10)?))
        .collect()
}

/// A number below 10,000 with units: 三百零五.
fn grouped(number: u32, digits: [char; 10], units: [&str; 4]) -> Option<String> {
    let decimal = number.to_string();
    if decimal.len() > units.len() {
        return None;
    }
    if number == 0 {
        return digits.first().map(char::to_string);
    }
    let mut numeral = String::new();
    let mut zero_is_due = false;
    for (digit, unit) in decimal.chars().zip(units[..decimal.len()].iter().rev()) {
        if digit == '0' {
            zero_is_due = true;
            continue;
        }
        if zero_is_due {
            numeral.push(digits[0]);
        }
        zero_is_due = false;
        numeral.push(*digits.get(digit.to_digit(10)? as usize)?);
        numeral.push_str(unit);
    }
    Some(numeral)
}

/// 一十二 is written 十二.
fn without_leading_one(numeral: String) -> String {
    match numeral.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => numeral,
    }
}

/// Omits 零, and 一 before 十, 百 and 千.
fn japanese(number: u32) -> Option<String> {
    let numeral = grouped(number, DIGITS, UNITS)?;
    if number == 0 {
        return Some(numeral);
    }
    let numeral = numeral.replace('〇', "");
    Some(
        numeral
            .replace("一十", "十")
            .replace("一百", "百")
            .replace("一千", "千"),
    )
}

fn in_series(number: u32, first: char, length: u8) -> Option<String> {
    let offset = number
        .checked_sub(1)
        .filter(|offset| *offset < u32::from(length))?;
    char::from_u32(u32::from(first) + offset).map(String::from)
}

fn nth(number: u32, signs: &[char]) -> Option<String> {
    signs
        .get(number.checked_sub(1)? as usize)
        .map(char::to_string)
}

/// Z is followed by AA, then BB.
fn repeated_letter(number: u32, first: char) -> Option<String> {
    let offset = number.checked_sub(1)?;
    let letter = char::from_u32(u32::from(first) + offset % 26)?;
    let times = offset as usize / 26 + 1;
    (times <= MAX_LENGTH).then(|| String::from(letter).repeat(times))
}

/// Z is followed by AA, then AB.
fn column(number: u32, first: u8) -> Option<String> {
    let mut rest = number;
    let mut letters = Vec::new();
    while let Some(offset) = rest.checked_sub(1) {
        letters.push(char::from(first + u8::try_from(offset % 26).ok()?));
        rest = offset / 26;
    }
    (!letters.is_empty()).then(|| letters.iter().rev().collect())
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut numeral = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            numeral.push_str(sign);
            rest -= value;
        }
    }
    Some(numeral)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numerals_follow_their_system() {
        let systems = [
            (
                NumeralSystem::Thousand,
                ["十", "十二", "二十", "一百零五", "一百一十", "一千零二十"],
            ),
            (
                NumeralSystem::Counting,
                ["十", "十二", "二十", "一〇五", "一一〇", "一〇二〇"],
            ),
            (
                NumeralSystem::Japanese,
                ["十", "十二", "二十", "百五", "百十", "千二十"],
            ),
            (
                NumeralSystem::Digits,
                ["一〇", "一二", "二〇", "一〇五", "一一〇", "一〇二〇"],
            ),
            (
                NumeralSystem::Legal,
                [
                    "壹拾",
                    "壹拾贰",
                    "贰拾",
                    "壹佰零伍",
                    "壹佰壹拾",
                    "壹仟零贰拾",
                ],
            ),
        ];
        for (system, expected) in systems {
            assert_eq!(
                [10, 12, 20, 105, 110, 1020].map(|n| system.write(n)),
                expected,
                "{system:?}"
            );
        }
    }

    #[test]
    fn signs_and_letters_follow_their_system() {
        let systems = [
            (CIRCLED, 20, "⑳"),
            (NumeralSystem::Padded(2), 7, "07"),
            (NumeralSystem::FullWidth, 12, "１２"),
            (NumeralSystem::Stems, 2, "乙"),
            (NumeralSystem::Branches, 12, "亥"),
            (NumeralSystem::UpperLetter, 28, "BB"),
            (NumeralSystem::LowerColumn, 28, "ab"),
            (NumeralSystem::LowerRoman, 14, "xiv"),
            (NumeralSystem::UpperRoman, 1994, "MCMXCIV"),
            (NumeralSystem::Absent, 3, ""),
        ];
        for (system, number, expected) in systems {
            assert_eq!(system.write(number), expected, "{system:?}");
        }
    }

    #[test]
    fn a_format_shows_how_many_digits_there_are() {
        assert_eq!(NumeralSystem::padded("001, 002").write(7), "007");
        assert_eq!(NumeralSystem::padded("").write(7), "7");
    }

    #[test]
    fn a_number_that_a_system_lacks_is_decimal() {
        let systems = [
            CIRCLED,
            NumeralSystem::Thousand,
            NumeralSystem::Japanese,
            NumeralSystem::Stems,
            NumeralSystem::UpperLetter,
            NumeralSystem::UpperRoman,
        ];
        for system in systems {
            assert_eq!(system.write(u32::MAX), "4294967295", "{system:?}");
        }
        assert_eq!(CIRCLED.write(0), "0");
    }
}
