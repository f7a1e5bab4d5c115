//! The numbers of list paragraphs in the order of the text (ISO/IEC 29500-1 §17.9).
//!
//! Owns counting; the format of a list is in [`super::numbering`]. Invariant: a paragraph is counted once.

use std::collections::{HashMap, HashSet};

use crate::reader::build::label::{Label, MAX_LABEL};
use crate::reader::build::numeral::NumeralSystem;

use super::numbering::{LEVELS, Level, Numbering};
use super::styles::{ListReference, Styles};

/// The counters of a document's lists.
#[derive(Debug)]
pub(super) struct ListCounters<'n> {
    numbering: &'n Numbering,
    /// The last number of each level; lists that share an abstract list share its counters.
    counts: HashMap<&'n str, [Option<u32>; LEVELS]>,
    /// Lists and levels whose start override has been used.
    started: HashSet<(String, usize)>,
}

impl<'n> ListCounters<'n> {
    /// Creates the counters of these lists.
    pub(super) fn new(numbering: &'n Numbering) -> Self {
        Self {
            numbering,
            counts: HashMap::new(),
            started: HashSet::new(),
        }
    }

    /// Counts a paragraph by its own list or that of its style, if any; `None` if it has no number.
    pub(super) fn count(
        &mut self,
        own: &ListReference,
        style: Option<&str>,
        styles: &Styles,
    ) -> Option<Label> {
        let inherited = style.and_then(|style| styles.list(style));
        let num = own.num.as_deref().or_else(|| inherited?.1.num.as_deref())?;
        let linked = || {
            let definer = inherited.map(|(definer, _)| definer);
            [style, definer]
                .into_iter()
                .flatten()
                .find_map(|style| self.numbering.level_of_style(num, style))
        };
        let from_style = || usize::from(inherited.and_then(|(_, list)| list.level).unwrap_or(0));
        let level = own
            .level
            .map(usize::from)
            .or_else(linked)
            .unwrap_or_else(from_style);
        self.count_on(num, level)
    }

    fn count_on(&mut self, num: &str, level: usize) -> Option<Label> {
        let numbering = self.numbering;
        let definition = numbering.level(num, level)?;
        let counts = self.counts.entry(numbering.abstract_id(num)?).or_default();
        let last = counts.get_mut(level)?;
        let restart = numbering.start_override(num, level);
        let restart = restart.filter(|_| self.started.insert((num.to_string(), level)));
        *last = Some(match (restart, *last) {
            (Some(start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => first_number(numbering, num, level),
        });
        for (deeper, count) in counts.iter_mut().enumerate().skip(level + 1) {
            let restart = numbering.level(num, deeper).and_then(|level| level.restart);
            if level < restart.unwrap_or(deeper) {
                *count = None;
            }
        }
        let counts = *counts;
        label(numbering, num, definition, counts)
    }
}

/// The first number of a level.
fn first_number(numbering: &Numbering, num: &str, level: usize) -> u32 {
    let start = numbering.start_override(num, level);
    start
        .or_else(|| numbering.level(num, level)?.start)
        .unwrap_or(0)
}

/// The number before the words; `None` for bullets, hidden and empty numbers.
fn label(
    numbering: &Numbering,
    num: &str,
    definition: &Level,
    counts: [Option<u32>; LEVELS],
) -> Option<Label> {
    definition.system.filter(|_| !definition.is_hidden)?;
    let numeral = |level: usize| {
        let system = numbering
            .level(num, level)
            .and_then(|level| level.system)
            .unwrap_or_default();
        let system = if definition.is_legal && system != NumeralSystem::Absent {
            NumeralSystem::Decimal
        } else {
            system
        };
        let count = counts.get(level).copied().flatten();
        system.write(count.unwrap_or_else(|| first_number(numbering, num, level)))
    };
    let mut text = String::new();
    let mut rest = definition.text.chars().peekable();
    while let Some(c) = rest.next().filter(|_| text.len() < MAX_LABEL) {
        match rest.peek().and_then(|digit| digit.to_digit(10)) {
            Some(level @ 1..=9) if c == '%' => {
                text.push_str(&numeral(level as usize - 1));
                rest.next();
            }
            _ => text.push(c),
        }
    }
    (!text.trim().is_empty()).then_some(Label {
        text,
        is_spaced: !definition.is_joined,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list 1 with levels 一、 1.1 and （a）, a list 2 of the same abstract list that restarts at 5, and a list 3 of
    /// bullets.
    const NUMBERING: &str = r#"<w:numbering>
        <w:abstractNum w:abstractNumId="0">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="h1"/>
                <w:lvlText w:val="%1、"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:isLgl/><w:lvlText w:val="%1.%2"/><w:suff w:val="space"/></w:lvl>
            <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlRestart w:val="0"/>
                <w:lvlText w:val="（%3）"/><w:suff w:val="nothing"/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="3"/><w:lvlText w:val="%2)"/><w:rPr><w:vanish/></w:rPr></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="2"><w:styleLink w:val="laws"/><w:lvl w:ilvl="0"><w:start w:val="1"/>
            <w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="laws"/></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="0"/>
            <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="4"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="1"><w:lvl w:ilvl="1">
            <w:numFmt w:val="custom" w:format="001, 002"/><w:start w:val="1"/><w:lvlText w:val="%2"/></w:lvl></w:lvlOverride></w:num>
        </w:numbering>"#;

    /// The labels of paragraphs with these lists and levels.
    fn labels(paragraphs: &[(&str, u8)]) -> Vec<String> {
        let numbering = Numbering::read("numbering.xml", NUMBERING).unwrap();
        let mut counters = ListCounters::new(&numbering);
        let mut label = |num: &str, level| {
            let list = ListReference {
                num: Some(num.to_string()),
                level: Some(level),
            };
            counters.count(&list, None, &Styles::default())
        };
        paragraphs
            .iter()
            .map(|(num, level)| label(num, *level).map_or_else(String::new, |label| label.text))
            .collect()
    }

    #[test]
    fn levels_count_on_and_start_again_below_a_higher_one() {
        let paragraphs = [
            ("1", 0),
            ("1", 1),
            ("1", 1),
            ("1", 2),
            ("1", 0),
            ("1", 1),
            ("1", 2),
        ];
        assert_eq!(
            labels(&paragraphs),
            ["一、", "1.1", "1.2", "（a）", "二、", "2.1", "（b）"]
        );
    }

    #[test]
    fn a_list_of_its_own_start_starts_once_and_goes_on() {
        assert_eq!(
            labels(&[("1", 0), ("2", 0), ("2", 0), ("1", 0)]),
            ["一、", "五、", "六、", "七、"]
        );
    }

    #[test]
    fn a_level_below_one_that_has_not_come_shows_its_start() {
        assert_eq!(labels(&[("1", 1), ("1", 0)]), ["1.1", "一、"]);
    }

    #[test]
    fn bullets_hidden_numbers_and_unknown_lists_show_nothing() {
        assert_eq!(
            labels(&[("3", 0), ("3", 1), ("0", 0), ("9", 0), ("1", 8), ("1", 200)]),
            [""; 6]
        );
    }

    #[test]
    fn numbering_styles_and_levels_of_the_list_itself_are_followed() {
        assert_eq!(
            labels(&[("4", 0), ("4", 1), ("4", 0)]),
            ["第1条", "001", "第2条"]
        );
    }

    #[test]
    fn a_style_stands_on_the_level_that_names_it() {
        let numbering = Numbering::read("numbering.xml", NUMBERING).unwrap();
        let style = r#"<w:styles><w:style w:styleId="h1"><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:style>
            <w:style w:styleId="sub"><w:basedOn w:val="h1"/></w:style></w:styles>"#;
        let styles = Styles::read("styles.xml", style).unwrap();
        let mut counters = ListCounters::new(&numbering);
        let mut count = |own: ListReference, style| {
            counters
                .count(&own, Some(style), &styles)
                .map(|label| label.text)
        };
        assert_eq!(
            count(ListReference::default(), "h1").as_deref(),
            Some("一、")
        );
        assert_eq!(
            count(ListReference::default(), "sub").as_deref(),
            Some("二、")
        );
        assert_eq!(
            count(
                ListReference {
                    num: None,
                    level: Some(1)
                },
                "h1"
            )
            .as_deref(),
            Some("2.1")
        );
        assert_eq!(
            count(
                ListReference {
                    num: Some("0".into()),
                    level: None
                },
                "h1"
            ),
            None
        );
    }
}
