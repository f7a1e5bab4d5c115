//! The definitions of automatic lists ([MS-DOC] 2.4.6.3): lists with up to nine levels, and overrides, by which
//! paragraphs refer to lists. Must not know how lists are counted.

use std::collections::HashMap;

use crate::reader::build::numeral::{CIRCLED, NumeralSystem};
use crate::reader::storage::little_endian::{index_at, slice_at, u8_at, u16_at, u32_at};

/// Levels of a list.
pub(super) const LEVELS: usize = 9;

/// Maximum units read of a number's text; a longer text is not a number, and would be written again and again.
const MAX_TEXT: usize = 32;

/// How a level is numbered (`LVL`, [MS-DOC] 2.9.150).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Level {
    /// The first number.
    pub start: u32,
    pub system: Option<NumeralSystem>,
    /// Whether the numbers of higher levels are written decimally.
    pub is_legal: bool,
    /// The level restarts after a paragraph of a level below this one; 0 for never.
    pub restart_after: usize,
    /// Whether nothing separates the number from the words.
    pub is_joined: bool,
    /// The number as UTF-16 units; a unit below nine is a placeholder for the number of that level.
    pub text: Vec<u16>,
}

/// A list (`LSTF`, [MS-DOC] 2.9.147) with its levels.
#[derive(Debug, Clone, Default)]
struct List {
    levels: Vec<Level>,
    /// The paragraph style linked to each level.
    styles: [u16; LEVELS],
}

/// What paragraphs refer to (`LFO`, [MS-DOC] 2.9.131): a list, with overridden starts or levels.
#[derive(Debug, Clone, Default)]
struct Override {
    list: Option<usize>,
    /// Overridden starts by level.
    starts: [Option<u32>; LEVELS],
    /// Overridden levels.
    levels: Vec<(usize, Level)>,
}

/// All lists and overrides.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: Vec<List>,
    overrides: Vec<Override>,
}

impl Lists {
    /// Reads the tables `PlfLst`, which the levels follow, and `PlfLfo`. The first is passed with everything that
    /// follows it in its stream, and its length in bytes.
    pub(super) fn read((lists, length): (&[u8], usize), overrides: &[u8]) -> Self {
        let mut read = Self::default();
        let identifiers = read.read_lists(lists, length).unwrap_or_default();
        // What precedes the damage in a damaged table is kept.
        let _ = read.read_overrides(overrides, &identifiers);
        read
    }

    /// The index of the list of a 1-based override.
    pub(super) fn list(&self, number: u16) -> Option<usize> {
        self.get(number)?.list
    }

    /// The overridden start of a level in a 1-based override.
    pub(super) fn start(&self, number: u16, level: usize) -> Option<u32> {
        self.get(number)?.starts.get(level).copied()?
    }

    /// A level of a 1-based override.
    pub(super) fn level(&self, number: u16, level: usize) -> Option<&Level> {
        let chosen = self.get(number)?;
        let other = chosen.levels.iter().find(|(index, _)| *index == level);
        other
            .map(|(_, level)| level)
            .or_else(|| self.lists.get(chosen.list?)?.levels.get(level))
    }

    /// The level linked to a paragraph style in the list of a 1-based override.
    pub(super) fn level_of_style(&self, number: u16, style: u16) -> Option<usize> {
        let list = self.lists.get(self.list(number)?)?;
        list.styles.iter().position(|linked| *linked == style)
    }

    fn get(&self, number: u16) -> Option<&Override> {
        self.overrides.get(usize::from(number).checked_sub(1)?)
    }

    /// Reads `PlfLst` and the levels after it; returns the indexes of lists by identifier (`lsid`).
    fn read_lists(&mut self, table: &[u8], length: usize) -> Option<HashMap<u32, usize>> {
        let mut identifiers = HashMap::new();
        let count = usize::from(u16_at(table, 0)?);
        let mut levels = table.get(length..)?;
        for index in 0..count {
            let Some(head) = slice_at(table, 2 + index * 28, 28) else {
                break;
            };
            identifiers.entry(u32_at(head, 0)?).or_insert(index);
            let mut list = List::default();
            for (level, style) in list.styles.iter_mut().enumerate() {
                *style = u16_at(head, 8 + level * 2)?;
            }
            let is_simple = u8_at(head, 26)? & 1 == 1;
            for _ in 0..if is_simple { 1 } else { LEVELS } {
                list.levels.extend(read_level(&mut levels));
            }
            self.lists.push(list);
        }
        Some(identifiers)
    }

    /// Reads `PlfLfo` ([MS-DOC] 2.9.200): all overrides, then for each its levels (`LFOData`).
    fn read_overrides(&mut self, table: &[u8], identifiers: &HashMap<u32, usize>) -> Option<()> {
        let count = index_at(table, 0)?.min(table.len() / 16);
        let mut rest = table.get(4 + count * 16..)?;
        for index in 0..count {
            let head = slice_at(table, 4 + index * 16, 16)?;
            let list = identifiers.get(&u32_at(head, 0)?).copied();
            self.overrides.push(Override {
                list,
                ..Override::default()
            });
        }
        for index in 0..count {
            let levels = u8_at(table, 4 + index * 16 + 12)?;
            rest = rest.get(4..)?;
            for _ in 0..levels {
                read_override_level(&mut rest, &mut self.overrides[index])?;
            }
        }
        Some(())
    }
}

/// Reads an overridden start or level (`LFOLVL`, [MS-DOC] 2.9.133).
fn read_override_level(rest: &mut &[u8], chosen: &mut Override) -> Option<()> {
    let (start, flags) = (u32_at(rest, 0)?, u32_at(rest, 4)?);
    *rest = rest.get(8..)?;
    let index = (flags & 0xF) as usize;
    let other = if flags & 0x20 == 0 {
        None
    } else {
        Some(read_level(rest)?)
    };
    if flags & 0x10 != 0 {
        let start = other.as_ref().map_or(start, |level| level.start);
        *chosen.starts.get_mut(index)? = Some(start);
    }
    let is_new = index < LEVELS && chosen.levels.iter().all(|(known, _)| *known != index);
    chosen
        .levels
        .extend(other.filter(|_| is_new).map(|level| (index, level)));
    Some(())
}

/// The numeral system of a number format (`MSONFC`, [MS-OSHARED] 2.2.1.3); `None` for bullets. A format that Chinese
/// and Western lists do not use is read as decimal.
fn numeral_system(code: u8) -> Option<NumeralSystem> {
    Some(match code {
        1 => NumeralSystem::UpperRoman,
        2 => NumeralSystem::LowerRoman,
        3 => NumeralSystem::UpperLetter,
        4 => NumeralSystem::LowerLetter,
        10 | 36 | 40 | 41 => NumeralSystem::Digits,
        11 | 33 | 37 => NumeralSystem::Counting,
        14 | 19 => NumeralSystem::FullWidth,
        16 | 38 => NumeralSystem::Legal,
        34 => NumeralSystem::LegalTraditional,
        17 | 35 | 39 => NumeralSystem::Thousand,
        18 | 28 => CIRCLED,
        22 => NumeralSystem::Padded(2),
        23 => return None,
        26 => NumeralSystem::Series('⒈', 20),
        27 => NumeralSystem::Series('⑴', 20),
        29 => NumeralSystem::Series('㈠', 10),
        30 => NumeralSystem::Stems,
        31 => NumeralSystem::Branches,
        255 => NumeralSystem::Absent,
        _ => NumeralSystem::Decimal,
    })
}

/// Reads a level and moves past it: `LVLF` ([MS-DOC] 2.9.151), two lists of modifiers, and the text of the number.
fn read_level(rest: &mut &[u8]) -> Option<Level> {
    let head = slice_at(rest, 0, 28)?;
    let flags = head[5];
    let restart_after = match (flags & 0x08 != 0, head[26]) {
        (true, limit) => limit.into(),
        (false, _) => LEVELS,
    };
    let modifiers = usize::from(head[24]) + usize::from(head[25]);
    let length = usize::from(u16_at(rest, 28 + modifiers)?);
    let text = slice_at(rest, 30 + modifiers, length * 2)?;
    let level = Level {
        start: u32_at(head, 0)?,
        system: numeral_system(head[4]),
        is_legal: flags & 0x04 != 0,
        restart_after,
        is_joined: head[15] == 2,
        text: text
            .chunks_exact(2)
            .take(MAX_TEXT)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect(),
    };
    *rest = rest.get(30 + modifiers + length * 2..)?;
    Some(level)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A level: start, code of the numeral, flags, what follows, text.
    pub(in super::super) fn level(
        start: u32,
        numeral: u8,
        flags: u8,
        follow: u8,
        text: &str,
    ) -> Vec<u8> {
        let mut bytes = vec![0; 28];
        bytes[..4].copy_from_slice(&start.to_le_bytes());
        (bytes[4], bytes[5], bytes[15], bytes[24]) = (numeral, flags, follow, 2);
        bytes.extend([7, 7]);
        let units: Vec<u16> = text.encode_utf16().collect();
        bytes.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
        bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        bytes
    }

    /// Lists, each with an identifier and levels (one or nine), and the length of the table before the levels.
    pub(in super::super) fn lists(lists: &[(u32, Vec<Vec<u8>>)]) -> (Vec<u8>, usize) {
        let mut bytes = u16::try_from(lists.len()).unwrap().to_le_bytes().to_vec();
        for (identifier, levels) in lists {
            let mut head = vec![0xFF; 28];
            head[..4].copy_from_slice(&identifier.to_le_bytes());
            head[26] = u8::from(levels.len() == 1);
            bytes.extend(head);
        }
        let length = bytes.len();
        bytes.extend(lists.iter().flat_map(|(_, levels)| levels.concat()));
        (bytes, length)
    }

    /// An overridden start or level: flags, start, level.
    type OtherLevel = (u32, u32, Vec<u8>);

    /// Overrides, each with a list identifier and levels.
    pub(in super::super) fn overrides(overrides: &[(u32, Vec<OtherLevel>)]) -> Vec<u8> {
        let mut bytes = u32::try_from(overrides.len())
            .unwrap()
            .to_le_bytes()
            .to_vec();
        for (identifier, levels) in overrides {
            let mut head = vec![0; 16];
            head[..4].copy_from_slice(&identifier.to_le_bytes());
            head[12] = u8::try_from(levels.len()).unwrap();
            bytes.extend(head);
        }
        for (_, levels) in overrides {
            bytes.extend([0xFF; 4]);
            for (flags, start, level) in levels {
                bytes.extend([start.to_le_bytes(), flags.to_le_bytes()].concat());
                bytes.extend(level);
            }
        }
        bytes
    }

    #[test]
    fn an_override_leads_to_its_list_and_levels() {
        let (table, length) = lists(&[
            (7, vec![level(1, 39, 0, 2, "\u{0}、")]),
            (8, vec![level(3, 0, 4, 0, "\u{0}.")]),
        ]);
        let other = level(5, 1, 0, 0, "\u{0})");
        let overrides = overrides(&[
            (8, vec![]),
            (7, vec![(0x10, 4, vec![])]),
            (7, vec![(0x20, 0, other)]),
        ]);
        let lists = Lists::read((&table, length), &overrides);
        assert_eq!(
            (lists.list(1), lists.list(2), lists.list(4), lists.list(0)),
            (Some(1), Some(0), None, None)
        );
        let first = lists.level(1, 0).unwrap();
        assert!(first.is_legal && !first.is_joined && first.start == 3);
        assert!(lists.level(2, 0).unwrap().is_joined);
        assert_eq!((lists.start(2, 0), lists.start(1, 0)), (Some(4), None));
        assert_eq!(
            lists.level(3, 0).unwrap().system,
            Some(NumeralSystem::UpperRoman)
        );
        assert_eq!(lists.level(1, 1), None);
    }

    #[test]
    fn cut_tables_give_what_they_have() {
        let (table, length) = lists(&[(7, vec![level(1, 39, 0, 2, "\u{0}、")])]);
        let overrides = overrides(&[(7, vec![(0x20, 0, level(5, 1, 0, 0, ""))])]);
        for cut in 0..table.len() {
            Lists::read((&table[..cut], length), &overrides);
        }
        let lists = Lists::read((&table, length), &overrides[..24]);
        assert!(lists.level(1, 0).is_some_and(|level| level.start == 1));
    }
}
