//! Automatic numbers of paragraphs (ISO/IEC 29500-1 §20.1.10.61 and §21.1.2.4.1).
//!
//! Owns how they are counted and written. Invariant: a number is that of a paragraph among those before it in its text.

use crate::reader::build::label::Label;
use crate::reader::build::numeral::NumeralSystem;
use crate::reader::storage::xml::Element;

/// Levels of paragraphs.
pub(super) const LEVELS: usize = 9;

/// How the paragraphs of a list are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AutoNumber {
    system: NumeralSystem,
    prefix: &'static str,
    suffix: &'static str,
    /// The first number.
    start: u32,
}

impl AutoNumber {
    /// Reads `buAutoNum`. A scheme that Chinese and Western slides do not use is read as decimal with a full stop.
    pub(super) fn new(element: &Element<'_>) -> Self {
        let scheme = element.attribute("type").unwrap_or_default();
        let (prefix, suffix) = affixes(&scheme);
        Self {
            system: numeral_system(&scheme),
            prefix,
            suffix,
            start: element.number("startAt").unwrap_or(1),
        }
    }

    fn label(self, number: u32) -> Label {
        let numeral = self.system.write(number);
        Label {
            text: format!("{}{numeral}{}", self.prefix, self.suffix),
            is_spaced: true,
        }
    }
}

/// What stands before and after the numeral.
fn affixes(scheme: &str) -> (&'static str, &'static str) {
    match scheme {
        _ if scheme.ends_with("ParenBoth") => ("(", ")"),
        _ if scheme.ends_with("ParenR") => ("", ")"),
        _ if scheme.ends_with("DbPeriod") => ("", "．"),
        _ if scheme.ends_with("Plain") => ("", ""),
        _ if scheme.ends_with("Minus") => ("", "-"),
        _ => ("", "."),
    }
}

fn numeral_system(scheme: &str) -> NumeralSystem {
    let begins = |start: &str| scheme.starts_with(start);
    match () {
        () if begins("alphaLc") => NumeralSystem::LowerLetter,
        () if begins("alphaUc") => NumeralSystem::UpperLetter,
        () if begins("romanLc") => NumeralSystem::LowerRoman,
        () if begins("romanUc") => NumeralSystem::UpperRoman,
        () if begins("arabicDb") => NumeralSystem::FullWidth,
        () if begins("circleNumWdBlack") => NumeralSystem::Series('❶', 10),
        () if begins("circleNum") => NumeralSystem::Series('①', 10),
        () if begins("ea1JpnKor") => NumeralSystem::Digits,
        () if begins("ea1") => NumeralSystem::Counting,
        () => NumeralSystem::Decimal,
    }
}

/// The last number of each level of a text, while its list goes on.
#[derive(Debug, Default)]
pub(super) struct Counters([Option<(AutoNumber, u32)>; LEVELS]);

impl Counters {
    /// Counts a paragraph on a level, 0-based; one without a number ends the lists of its level and of deeper ones.
    pub(super) fn count(&mut self, level: usize, number: Option<AutoNumber>) -> Option<Label> {
        let level = level.min(LEVELS - 1);
        self.0[level + 1..].fill(None);
        let counter = &mut self.0[level];
        *counter = number.map(|number| match *counter {
            Some((last, count)) if last == number => (number, count.saturating_add(1)),
            _ => (number, number.start),
        });
        counter.map(|(number, count)| number.label(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::storage::xml::{XmlEvent, XmlReader};

    fn number(attributes: &str) -> AutoNumber {
        let xml = format!("<a:buAutoNum {attributes}/>");
        let mut reader = XmlReader::new("a", &xml);
        let Some(XmlEvent::Start(element)) = reader.next().unwrap() else {
            panic!("an element starts");
        };
        AutoNumber::new(&element)
    }

    #[test]
    fn schemes_are_written_as_displayed() {
        for (scheme, expected) in [
            ("arabicPeriod", "12."),
            ("arabicParenBoth", "(12)"),
            ("arabicDbPeriod", "１２．"),
            ("ea1ChsPeriod", "十二."),
            ("ea1JpnChsDbPeriod", "十二．"),
            ("circleNumDbPlain", "12"),
            ("alphaLcParenR", "l)"),
            ("romanUcPeriod", "XII."),
            ("thaiNumPeriod", "12."),
        ] {
            let number = number(&format!("type='{scheme}' startAt='12'"));
            let label = Counters::default().count(0, Some(number)).unwrap();
            assert_eq!(label.text, expected, "{scheme}");
        }
    }

    #[test]
    fn a_list_goes_on_over_deeper_levels_and_ends_with_a_paragraph_of_its_level() {
        let (first, second) = (number("type='ea1ChsPlain'"), number("type='arabicPlain'"));
        let mut counters = Counters::default();
        let mut count = |level, number| {
            let label = counters.count(level, number);
            label.map_or(String::new(), |label| label.text)
        };
        let paragraphs = [
            (0, Some(first)),
            (1, Some(second)),
            (1, Some(second)),
            (0, Some(first)),
            (1, Some(second)),
            (99, None),
            (0, Some(second)),
            (0, None),
            (0, Some(second)),
        ];
        let labels = paragraphs.map(|(level, number)| count(level, number));
        assert_eq!(labels, ["一", "1", "2", "二", "1", "", "1", "", "1"]);
    }
}
