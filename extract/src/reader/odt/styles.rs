//! Styles of an ODF text document: lists and hidden text (ODF 1.3 part 3, §16).
//!
//! Owns the meaning of styles; counting is left to [`super::list_counters`]. Invariant: a chain of styles ends.

use std::collections::HashMap;

use crate::reader::build::numeral::{CIRCLED, NumeralSystem};
use crate::reader::storage::xml::{Element, XmlEvent, XmlReader};
use crate::unread::Unread;

/// Levels of a list.
pub(super) const LEVELS: usize = 10;
/// Maximum number of styles followed in a chain.
const MAX_CHAIN: usize = 16;
/// Maximum number of characters kept of a prefix, suffix or format.
const MAX_TEXT: usize = 64;

/// A level of a list.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    /// How its number is written; `None` for a bullet.
    pub system: Option<NumeralSystem>,
    /// Text before its numbers.
    pub prefix: String,
    /// Text after its numbers.
    pub suffix: String,
    /// The label with `%1%` for the number of the first level; replaces prefix, numbers and suffix.
    pub format: Option<String>,
    /// The first number; 1 if none is given.
    pub start: Option<u32>,
    /// The number of levels whose numbers are shown, ending with this one.
    pub shown_levels: usize,
    /// Whether nothing separates the number from the text.
    pub is_joined: bool,
}

/// The levels of a list, 0-based.
pub(super) type ListStyle = [Option<Level>; LEVELS];

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    list: Option<String>,
    is_hidden: Option<bool>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Styles by family and name.
    by_name: HashMap<String, Style>,
    lists: HashMap<String, ListStyle>,
    /// The numbers of headings.
    outline: ListStyle,
}

/// The current position in a part.
#[derive(Debug, Default)]
struct Place {
    /// The open style, by family and name.
    style: String,
    /// The open list style; `None` for the outline style.
    list: Option<String>,
    level: Option<usize>,
}

impl Styles {
    /// Adds the styles before the body of a part.
    ///
    /// # Errors
    /// The reason, if the part is damaged.
    pub(super) fn read(&mut self, part: &str, text: &str) -> Result<(), Unread> {
        let mut place = Place::default();
        let mut reader = XmlReader::new(part, text);
        while let Some(event) = reader.next()? {
            let XmlEvent::Start(element) = event else {
                continue;
            };
            match element.name() {
                "body" => return Ok(()),
                "master-styles" => reader.skip()?,
                _ => self.take(&mut place, &element),
            }
        }
        Ok(())
    }

    fn take(&mut self, place: &mut Place, element: &Element<'_>) {
        match element.name() {
            "style" => self.open_style(place, element),
            "text-properties" => {
                let style = self.by_name.get_mut(&place.style);
                if let (Some(style), Some(display)) = (style, element.attribute("display")) {
                    style.is_hidden = Some(display == "none");
                }
            }
            "drawing-page-properties" if element.is("visibility", "hidden") => {
                if let Some(style) = self.by_name.get_mut(&place.style) {
                    style.is_hidden = Some(true);
                }
            }
            "list-style" => self.open_list(place, Some(element.id("name").unwrap_or_default())),
            "outline-style" => self.open_list(place, None),
            "list-level-style-number"
            | "list-level-style-bullet"
            | "list-level-style-image"
            | "outline-level-style" => {
                let level = element.number::<usize>("level");
                place.level = level.and_then(|level| level.checked_sub(1));
                self.set_level(place, Level::new(element));
            }
            "list-level-label-alignment" if element.is("label-followed-by", "nothing") => {
                if let Some(level) = self.level_mut(place).and_then(Option::as_mut) {
                    level.is_joined = true;
                }
            }
            _ => {}
        }
    }

    fn open_style(&mut self, place: &mut Place, element: &Element<'_>) {
        let family = element.id("family").unwrap_or_default();
        place.style = key(&family, &element.id("name").unwrap_or_default());
        let style = Style::new(&family, element);
        self.by_name.insert(place.style.clone(), style);
    }

    /// Opens a list style, or the outline style if it has no name. Text properties inside it apply to labels.
    fn open_list(&mut self, place: &mut Place, name: Option<String>) {
        *place = Place {
            list: name.clone(),
            ..Place::default()
        };
        self.lists
            .extend(name.map(|name| (name, ListStyle::default())));
    }

    fn set_level(&mut self, place: &Place, level: Level) {
        if let Some(slot) = self.level_mut(place) {
            *slot = Some(level);
        }
    }

    fn level_mut(&mut self, place: &Place) -> Option<&mut Option<Level>> {
        let list = match &place.list {
            Some(name) => self.lists.get_mut(name)?,
            None => &mut self.outline,
        };
        list.get_mut(place.level?)
    }

    /// The list style with this name.
    pub(super) fn list(&self, name: &str) -> Option<&ListStyle> {
        self.lists.get(name)
    }

    /// The numbers of headings.
    pub(super) fn outline(&self) -> &ListStyle {
        &self.outline
    }

    /// The name of the list style of a paragraph style; empty if the paragraph style disables lists.
    pub(super) fn list_style_of(&self, paragraph_style: &str) -> Option<&str> {
        self.lineage("paragraph", paragraph_style)
            .find_map(|style| style.list.as_deref())
    }

    /// Whether a style of the family `paragraph`, `text` or `drawing-page` hides text.
    pub(super) fn is_hidden(&self, family: &str, name: &str) -> bool {
        self.lineage(family, name)
            .find_map(|style| style.is_hidden)
            .unwrap_or(false)
    }

    /// A style and its parents.
    fn lineage(&self, family: &str, name: &str) -> impl Iterator<Item = &Style> {
        let first = self.by_name.get(&key(family, name));
        let parent = |style: &&Style| self.by_name.get(style.parent.as_ref()?);
        std::iter::successors(first, parent).take(MAX_CHAIN)
    }
}

impl Style {
    fn new(family: &str, element: &Element<'_>) -> Self {
        Self {
            parent: element
                .id("parent-style-name")
                .map(|parent| key(family, &parent)),
            list: element.id("list-style-name"),
            is_hidden: None,
        }
    }
}

impl Level {
    fn new(element: &Element<'_>) -> Self {
        let has_number = !matches!(
            element.name(),
            "list-level-style-bullet" | "list-level-style-image"
        );
        let is_repeated = element.is("num-letter-sync", "true");
        let format = element.attribute("num-format").unwrap_or_default();
        Self {
            system: has_number.then(|| numeral_system(&format, is_repeated)),
            prefix: element.prefix("num-prefix", MAX_TEXT).unwrap_or_default(),
            suffix: element.prefix("num-suffix", MAX_TEXT).unwrap_or_default(),
            format: element.prefix("num-list-format", MAX_TEXT),
            start: element.number("start-value"),
            shown_levels: element
                .number("display-levels")
                .unwrap_or(1)
                .clamp(1, LEVELS),
            is_joined: false,
        }
    }
}

fn key(family: &str, name: &str) -> String {
    format!("{family} {name}")
}

/// The numeral system indicated by the start of a format (ODF 1.3 part 3, §19.502): `a`, or `一, 二, 三, ...`.
fn numeral_system(format: &str, is_repeated: bool) -> NumeralSystem {
    match format.chars().next() {
        None => NumeralSystem::Absent,
        Some('a') if is_repeated => NumeralSystem::LowerLetter,
        Some('A') if is_repeated => NumeralSystem::UpperLetter,
        Some('a') => NumeralSystem::LowerColumn,
        Some('A') => NumeralSystem::UpperColumn,
        Some('i') => NumeralSystem::LowerRoman,
        Some('I') => NumeralSystem::UpperRoman,
        Some('0') => NumeralSystem::padded(format),
        Some('１') => NumeralSystem::FullWidth,
        Some('一') => NumeralSystem::Thousand,
        Some('壹') if format.contains('貳') => NumeralSystem::LegalTraditional,
        Some('壹') => NumeralSystem::Legal,
        Some('①') => CIRCLED,
        Some('甲') => NumeralSystem::Stems,
        Some('子') => NumeralSystem::Branches,
        Some(_) => NumeralSystem::Decimal,
    }
}
