//! The style sheet ([MS-DOC] 2.9.271): the outline level, list and hidden text of each style, including what it
//! inherits from the styles it is based on. Each style is resolved once, so the work is linear.

use super::characters::CharacterProperties;
use super::paragraphs::ParagraphProperties;
use crate::reader::storage::little_endian::{slice_at, u16_at};

/// The styles by index (`istd`).
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Style>);

/// A style with its inherited properties.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub paragraph: ParagraphProperties,
    /// Whether its text is hidden.
    pub is_hidden: bool,
}

/// A style as defined in the file.
#[derive(Debug, Clone, Copy, Default)]
struct Definition {
    base: Option<u16>,
    paragraph: ParagraphProperties,
    character: CharacterProperties,
}

/// Kinds of style `stk` ([MS-DOC] 2.9.260).
const PARAGRAPH: u16 = 1;
const CHARACTER: u16 = 2;
/// Built-in numbers `sti` of title and subtitle, whose outline level says nothing about the document's parts.
const TITLES: [u16; 2] = [62, 74];
/// Outline level of body text (`sprmPOutLvl`, [MS-DOC] 2.6.2).
const BODY_TEXT: u8 = 9;

impl Styles {
    /// Reads the table `STSH`.
    pub(super) fn read(table: &[u8]) -> Self {
        let definitions = definitions(table).unwrap_or_default();
        let mut resolved: Vec<Option<Style>> = vec![None; definitions.len()];
        for index in 0..definitions.len() {
            resolve(index, &definitions, &mut resolved);
        }
        Self(
            resolved
                .into_iter()
                .map(Option::unwrap_or_default)
                .collect(),
        )
    }

    /// The style of an index; a default style if there is none.
    pub(super) fn get(&self, index: u16) -> Style {
        self.0.get(usize::from(index)).copied().unwrap_or_default()
    }
}

/// Reads all styles: a header (`STSHI`) that gives the size of the fixed part of each, then each with its length.
fn definitions(table: &[u8]) -> Option<Vec<Definition>> {
    let head = usize::from(u16_at(table, 0)?);
    let count = u16_at(table, 2)?;
    let fixed = usize::from(u16_at(table, 4)?);
    let mut at = 2 + head;
    let mut definitions = Vec::new();
    for _ in 0..count {
        let Some(length) = u16_at(table, at).map(usize::from) else {
            break;
        };
        let style = slice_at(table, at + 2, length).unwrap_or_default();
        definitions.push(definition(style, fixed).unwrap_or_default());
        at += 2 + length + length % 2;
    }
    Some(definitions)
}

/// Reads a style (`STD`, [MS-DOC] 2.9.258): the fixed part, the name, and property lists at even offsets.
fn definition(style: &[u8], fixed: usize) -> Option<Definition> {
    let built_in = u16_at(style, 0)? & 0x0FFF;
    let (kind, base) = (u16_at(style, 2)? & 0x000F, u16_at(style, 2)? >> 4);
    let name = usize::from(u16_at(style, fixed)?);
    let mut at = fixed + 2 + name * 2 + 2;
    let mut list = || {
        at += at % 2;
        let length = usize::from(u16_at(style, at)?);
        let list = slice_at(style, at + 2, length)?;
        at += 2 + length;
        Some(list)
    };
    let mut definition = Definition {
        base: (base != 0x0FFF).then_some(base),
        ..Definition::default()
    };
    // The built-in styles 1–9 are the headings ([MS-DOC] 2.9.260, `sti`).
    if let (PARAGRAPH, level @ 1..=9) = (kind, built_in) {
        definition.paragraph.outline = u8::try_from(level - 1).ok();
    }
    if kind == PARAGRAPH {
        let modifiers = list().and_then(|list| list.get(2..)).unwrap_or_default();
        definition.paragraph.apply_list(modifiers, &[]);
        if TITLES.contains(&built_in) {
            definition.paragraph.outline = Some(BODY_TEXT);
        }
    }
    if kind == PARAGRAPH || kind == CHARACTER {
        definition.character = CharacterProperties::parse(list().unwrap_or_default());
    }
    Some(definition)
}

/// Resolves a style and those it is based on, base first; a cycle is cut.
fn resolve(index: usize, definitions: &[Definition], resolved: &mut [Option<Style>]) {
    let mut chain = Vec::new();
    let mut next = Some(index);
    while let Some(index) = next.filter(|index| resolved.get(*index) == Some(&None)) {
        chain.push(index);
        // Marks the style as visited, so that a cycle ends here.
        resolved[index] = Some(Style::default());
        next = definitions[index].base.map(usize::from);
    }
    let mut style = next
        .and_then(|index| resolved.get(index).copied().flatten())
        .unwrap_or_default();
    for index in chain.into_iter().rev() {
        let definition = &definitions[index];
        style.paragraph = definition.paragraph.over(style.paragraph);
        style.is_hidden = definition.character.hides(style.is_hidden);
        resolved[index] = Some(style);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A style: built-in number, kind, base, lists of properties.
    pub(in super::super) fn style(built_in: u16, kind: u16, base: u16, lists: &[&[u8]]) -> Vec<u8> {
        let mut style = [built_in, kind | base << 4, 0, 0, 0]
            .map(u16::to_le_bytes)
            .concat();
        style.extend([1, 0, b'a', 0, 0, 0]);
        for list in lists {
            style.extend(u16::try_from(list.len()).unwrap().to_le_bytes());
            style.extend(*list);
            style.resize(style.len().next_multiple_of(2), 0);
        }
        style
    }

    pub(in super::super) fn sheet(styles: &[Vec<u8>]) -> Vec<u8> {
        let mut sheet = [4, u16::try_from(styles.len()).unwrap(), 10]
            .map(u16::to_le_bytes)
            .concat();
        for style in styles {
            sheet.extend(u16::try_from(style.len()).unwrap().to_le_bytes());
            sheet.extend(style);
        }
        sheet
    }

    #[test]
    fn headings_have_a_level_and_hand_it_on() {
        let table = sheet(&[
            style(0, PARAGRAPH, 0x0FFF, &[&[0, 0], &[]]),
            style(2, PARAGRAPH, 0, &[&[1, 0], &[]]),
            style(0x0FFE, PARAGRAPH, 1, &[&[2, 0, 0x0B, 0x46, 4, 0], &[]]),
        ]);
        let styles = Styles::read(&table);
        assert_eq!(styles.get(0).paragraph.outline, None);
        assert_eq!(styles.get(1).paragraph.outline, Some(1));
        let derived = styles.get(2).paragraph;
        assert_eq!((derived.outline, derived.list), (Some(1), Some(4)));
        assert_eq!(styles.get(9), Style::default());
    }

    #[test]
    fn a_title_is_no_heading() {
        let lists: [&[u8]; 2] = [&[0, 0, 0x40, 0x26, 0], &[]];
        let table = sheet(&[style(62, PARAGRAPH, 0x0FFF, &lists)]);
        let outline = Styles::read(&table).get(0).paragraph.outline;
        assert_eq!(outline, Some(BODY_TEXT));
    }

    #[test]
    fn a_style_may_hide_its_text() {
        let table = sheet(&[
            style(
                0,
                PARAGRAPH,
                0x0FFF,
                &[&[0, 0, 0x40, 0x26, 3], &[0x3C, 0x08, 1]],
            ),
            style(65, CHARACTER, 0x0FFF, &[&[0x3C, 0x08, 1]]),
        ]);
        let styles = Styles::read(&table);
        assert!(styles.get(0).is_hidden && styles.get(1).is_hidden);
        assert_eq!(styles.get(0).paragraph.outline, Some(3));
    }

    #[test]
    fn a_circle_of_bases_ends() {
        let lists: [&[u8]; 2] = [&[0, 0], &[]];
        let table = sheet(&[
            style(1, PARAGRAPH, 1, &lists),
            style(0, PARAGRAPH, 0, &lists),
        ]);
        assert_eq!(Styles::read(&table).get(0).paragraph.outline, Some(0));
        assert_eq!(Styles::read(&table[..9]).get(0), Style::default());
    }
}
