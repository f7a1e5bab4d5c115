//! Definitions of automatic lists (ISO/IEC 29500-1 §17.9).
//!
//! Owns the format of list levels; counting is left to [`super::list_counters`].

use std::collections::HashMap;

use crate::reader::build::numeral::{CIRCLED, NumeralSystem};
use crate::reader::storage::xml::{Element, XmlEvent, XmlReader};

use super::styles::is_on_element;
use crate::unread::Unread;

/// Levels of a list.
pub(super) const LEVELS: usize = 9;
/// Maximum characters read of a level's text; Word allows fewer.
const MAX_TEXT: usize = 64;

/// A level of a list.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    /// The first number; 0 if none is given (ISO/IEC 29500-1 §17.9.25).
    pub start: Option<u32>,
    /// How its number is written; `None` for a bullet.
    pub system: Option<NumeralSystem>,
    /// The text before the words, `%1` for the number of the first level.
    pub text: String,
    /// Whether nothing separates the number from the words.
    pub is_joined: bool,
    /// Whether it writes the numbers of all levels as decimals.
    pub is_legal: bool,
    /// The level, 1-based, whose paragraphs restart it; 0 for none.
    pub restart: Option<usize>,
    /// The style whose paragraphs have this level.
    pub style: Option<String>,
    /// Whether its number is hidden text.
    pub is_hidden: bool,
}

#[derive(Debug, Default)]
struct AbstractList {
    levels: [Option<Level>; LEVELS],
    /// The numbering style that this list defines.
    defines_style: Option<String>,
    /// The numbering style that defines this list.
    defined_by_style: Option<String>,
}

/// A list that paragraphs refer to.
#[derive(Debug, Default)]
struct List {
    abstract_id: String,
    levels: [Option<Level>; LEVELS],
    starts: [Option<u32>; LEVELS],
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<String, AbstractList>,
    lists: HashMap<String, List>,
    /// The abstract list that defines a numbering style.
    by_style: HashMap<String, String>,
}

impl Numbering {
    /// Reads the numbering part.
    ///
    /// # Errors
    /// Returns the reason if it is damaged.
    pub(super) fn read(part: &str, text: &str) -> Result<Self, Unread> {
        let mut numbering = Self::default();
        let mut place = Place::default();
        let mut reader = XmlReader::new(part, text);
        while let Some(event) = reader.next()? {
            let XmlEvent::Start(element) = event else {
                continue;
            };
            match element.name() {
                // Current applications show the `Choice`.
                "Fallback" | "numPicBullet" => reader.skip()?,
                _ => numbering.set(&mut place, &element),
            }
        }
        let defined =
            |(id, list): (&String, &AbstractList)| Some((list.defines_style.clone()?, id.clone()));
        numbering.by_style = numbering.abstracts.iter().filter_map(defined).collect();
        Ok(numbering)
    }

    fn set(&mut self, place: &mut Place, element: &Element<'_>) {
        match element.name() {
            "abstractNum" => {
                *place = Place {
                    abstract_id: element.id("abstractNumId").unwrap_or_default(),
                    ..Place::default()
                };
                self.abstracts.entry(place.abstract_id.clone()).or_default();
            }
            "num" => {
                *place = Place {
                    list_id: Some(element.id("numId").unwrap_or_default()),
                    ..Place::default()
                };
                self.lists
                    .entry(element.id("numId").unwrap_or_default())
                    .or_default();
            }
            "lvlOverride" | "lvl" => place.level = element.number("ilvl"),
            _ => {}
        }
        if place.list_id.is_some() {
            self.set_in_list(place, element);
        } else {
            self.set_in_abstract(place, element);
        }
    }

    fn set_in_abstract(&mut self, place: &Place, element: &Element<'_>) {
        let Some(list) = self.abstracts.get_mut(&place.abstract_id) else {
            return;
        };
        match element.name() {
            "styleLink" => list.defines_style = element.id("val"),
            "numStyleLink" => list.defined_by_style = element.id("val"),
            _ => set_level(&mut list.levels, place, element),
        }
    }

    fn set_in_list(&mut self, place: &Place, element: &Element<'_>) {
        let Some(list) = place.list_id.as_ref().and_then(|id| self.lists.get_mut(id)) else {
            return;
        };
        match element.name() {
            "abstractNumId" => list.abstract_id = element.id("val").unwrap_or_default(),
            "startOverride" => {
                if let Some(start) = place.level.and_then(|level| list.starts.get_mut(level)) {
                    *start = element.number("val");
                }
            }
            _ => set_level(&mut list.levels, place, element),
        }
    }

    /// The id of the abstract list whose counters a list uses.
    pub(super) fn abstract_id(&self, num: &str) -> Option<&str> {
        let (id, list) = self
            .abstracts
            .get_key_value(&self.lists.get(num)?.abstract_id)?;
        let elsewhere = list
            .defined_by_style
            .as_ref()
            .and_then(|style| self.by_style.get(style));
        Some(elsewhere.unwrap_or(id))
    }

    /// A level of a list, 0-based.
    pub(super) fn level(&self, num: &str, level: usize) -> Option<&Level> {
        let own = self.lists.get(num)?.levels.get(level)?.as_ref();
        own.or_else(|| {
            self.abstracts
                .get(self.abstract_id(num)?)?
                .levels
                .get(level)?
                .as_ref()
        })
    }

    /// The number at which a list restarts on a level.
    pub(super) fn start_override(&self, num: &str, level: usize) -> Option<u32> {
        *self.lists.get(num)?.starts.get(level)?
    }

    /// The level of a list that is linked to a style.
    pub(super) fn level_of_style(&self, num: &str, style: &str) -> Option<usize> {
        (0..LEVELS).find(|level| {
            self.level(num, *level)
                .is_some_and(|level| level.style.as_deref() == Some(style))
        })
    }
}

/// The current position in the part.
#[derive(Debug, Default)]
struct Place {
    abstract_id: String,
    list_id: Option<String>,
    level: Option<usize>,
}

fn set_level(levels: &mut [Option<Level>; LEVELS], place: &Place, element: &Element<'_>) {
    let Some(level) = place.level.and_then(|level| levels.get_mut(level)) else {
        return;
    };
    match (element.name(), level) {
        ("lvl", level) => {
            *level = Some(Level {
                system: Some(NumeralSystem::Decimal),
                ..Level::default()
            });
        }
        (_, Some(level)) => level.set(element),
        (_, None) => {}
    }
}

impl Level {
    fn set(&mut self, element: &Element<'_>) {
        match element.name() {
            "start" => self.start = element.number("val"),
            "numFmt" => self.system = numeral_system(element),
            "lvlText" => {
                self.text = element.prefix("val", MAX_TEXT).unwrap_or_default();
            }
            "suff" => self.is_joined = element.is("val", "nothing"),
            "isLgl" => self.is_legal = is_on_element(element),
            "lvlRestart" => self.restart = element.number("val"),
            "pStyle" => self.style = element.id("val"),
            "vanish" => self.is_hidden = is_on_element(element),
            _ => {}
        }
    }
}

/// The numeral system of a number format (ISO/IEC 29500-1 §17.18.59); `None` for bullets. A format that Chinese and
/// Western lists do not use is read as decimal.
fn numeral_system(element: &Element<'_>) -> Option<NumeralSystem> {
    let format = element.attribute("val").unwrap_or_default();
    Some(match format.as_ref() {
        "bullet" => return None,
        "none" => NumeralSystem::Absent,
        "decimalZero" => NumeralSystem::Padded(2),
        "custom" => NumeralSystem::padded(&element.attribute("format").unwrap_or_default()),
        "decimalFullWidth" | "decimalFullWidth2" => NumeralSystem::FullWidth,
        "chineseCountingThousand" | "taiwaneseCountingThousand" => NumeralSystem::Thousand,
        "chineseCounting" | "taiwaneseCounting" => NumeralSystem::Counting,
        "japaneseCounting" => NumeralSystem::Japanese,
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            NumeralSystem::Digits
        }
        "chineseLegalSimplified" => NumeralSystem::Legal,
        "ideographLegalTraditional" => NumeralSystem::LegalTraditional,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => CIRCLED,
        "decimalEnclosedParen" => NumeralSystem::Series('⑴', 20),
        "decimalEnclosedFullstop" => NumeralSystem::Series('⒈', 20),
        "ideographEnclosedCircle" => NumeralSystem::Series('㊀', 10),
        "ideographTraditional" => NumeralSystem::Stems,
        "ideographZodiac" => NumeralSystem::Branches,
        "upperLetter" => NumeralSystem::UpperLetter,
        "lowerLetter" => NumeralSystem::LowerLetter,
        "upperRoman" => NumeralSystem::UpperRoman,
        "lowerRoman" => NumeralSystem::LowerRoman,
        _ => NumeralSystem::Decimal,
    })
}
