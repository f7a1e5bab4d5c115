//! Properties of paragraphs ([MS-DOC] 2.6.2) that determine headings, list numbers and tables. Owns what is set by a
//! list of modifiers; what a style sets belongs to `styles`.

use super::modifiers::{Modifier, modifiers};
use crate::reader::storage::little_endian::{index_at, slice_at, u16_at};

/// The properties that a style or a paragraph sets; `None` for those it does not set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ParagraphProperties {
    /// Index of the paragraph style.
    pub style: Option<u16>,
    /// Outline level, 0 for the highest; 9 is body text.
    pub outline: Option<u8>,
    /// Value of `sprmPIlfo`: 1-based index of the list override, 0 for no list.
    pub list: Option<u16>,
    /// Level in the list, 0 for the highest.
    pub level: Option<u8>,
    pub table: TablePlace,
}

/// What a paragraph sets about its place in tables.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct TablePlace {
    in_table: Option<bool>,
    depth: Option<u8>,
    row_end: Option<bool>,
    inner_cell_end: Option<bool>,
    inner_row_end: Option<bool>,
}

/// Maximum depth of nested tables that is distinguished.
const MAX_DEPTH: u8 = 16;

impl TablePlace {
    /// How many tables the paragraph is in.
    pub(super) fn depth(self) -> usize {
        let least = u8::from(self.in_table == Some(true));
        self.depth.unwrap_or(0).clamp(least, MAX_DEPTH).into()
    }

    /// Whether the mark of the paragraph ends a row.
    pub(super) fn ends_row(self) -> bool {
        let ends = if self.depth() > 1 {
            self.inner_row_end
        } else {
            self.row_end
        };
        ends == Some(true)
    }

    /// Whether a paragraph mark ends a cell of a table within a table.
    pub(super) fn ends_inner_cell(self) -> bool {
        self.depth() > 1 && self.inner_cell_end == Some(true)
    }

    fn over(self, base: Self) -> Self {
        Self {
            in_table: self.in_table.or(base.in_table),
            depth: self.depth.or(base.depth),
            row_end: self.row_end.or(base.row_end),
            inner_cell_end: self.inner_cell_end.or(base.inner_cell_end),
            inner_row_end: self.inner_row_end.or(base.inner_row_end),
        }
    }
}

impl ParagraphProperties {
    /// Reads a style and its modifiers (`GrpPrlAndIstd`, [MS-DOC] 2.9.113); `extra` is the stream `Data`, which
    /// contains long lists.
    pub(super) fn parse(bytes: &[u8], extra: &[u8]) -> Self {
        let mut properties = Self::default();
        properties.apply_list(bytes.get(2..).unwrap_or_default(), extra);
        properties.style = u16_at(bytes, 0).or(Some(0));
        properties
    }

    /// Applies a list of modifiers.
    pub(super) fn apply_list(&mut self, bytes: &[u8], extra: &[u8]) {
        let mut is_followed = false;
        for modifier in modifiers(bytes) {
            match modifier.code {
                // sprmPHugePapx: the list continues at a byte offset in the stream `Data` (PrcData). Word writes
                // one; more would multiply the work.
                0x6645 | 0x6646 if !is_followed => {
                    is_followed = true;
                    let at = index_at(modifier.operand, 0).unwrap_or(0);
                    let length = usize::from(u16_at(extra, at).unwrap_or(0));
                    let long = at.checked_add(2).and_then(|at| slice_at(extra, at, length));
                    modifiers(long.unwrap_or_default()).for_each(|modifier| self.apply(modifier));
                }
                _ => self.apply(modifier),
            }
        }
    }

    /// Applies a modifier.
    pub(super) fn apply(&mut self, modifier: Modifier<'_>) {
        let table = &mut self.table;
        match modifier.code {
            0x4600 => self.style = Some(modifier.word()),
            0x2640 => self.outline = Some(modifier.byte()),
            0x460B => self.list = Some(modifier.word()),
            0x260A => self.level = Some(modifier.byte()),
            0x2416 => table.in_table = Some(modifier.is_on()),
            0x2417 => table.row_end = Some(modifier.is_on()),
            0x6649 => table.depth = Some(modifier.word().try_into().unwrap_or(u8::MAX)),
            0x244B => table.inner_cell_end = Some(modifier.is_on()),
            0x244C => table.inner_row_end = Some(modifier.is_on()),
            _ => {}
        }
    }

    /// These properties, falling back to those of `base`.
    pub(super) fn over(self, base: Self) -> Self {
        Self {
            style: self.style.or(base.style),
            outline: self.outline.or(base.outline),
            list: self.list.or(base.list),
            level: self.level.or(base.level),
            table: self.table.over(base.table),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_set_style_list_and_table() {
        let bytes = [
            &[5, 0][..],
            &[0x0B, 0x46, 3, 0],
            &[0x0A, 0x26, 1],
            &[0x40, 0x26, 2],
            &[0x16, 0x24, 1],
            &[0x17, 0x24, 1],
        ]
        .concat();
        let properties = ParagraphProperties::parse(&bytes, &[]);
        assert_eq!(
            (properties.style, properties.list, properties.level),
            (Some(5), Some(3), Some(1))
        );
        assert_eq!(properties.outline, Some(2));
        assert!(properties.table.depth() == 1 && properties.table.ends_row());
    }

    #[test]
    fn a_long_list_lies_in_another_stream() {
        let extra = [&[0; 4][..], &[6, 0], &[0x16, 0x24, 1], &[0x17, 0x24, 1]].concat();
        let place = [0, 0, 0x46, 0x66, 4, 0, 0, 0];
        assert!(ParagraphProperties::parse(&place, &extra).table.ends_row());
        assert!(
            !ParagraphProperties::parse(&place, &extra[..10])
                .table
                .ends_row()
        );
        assert!(
            !ParagraphProperties::parse(&[0, 0, 0x46, 0x66, 255, 255, 255, 255], &extra)
                .table
                .ends_row()
        );
    }

    #[test]
    fn an_inner_row_ends_only_by_its_own_mark() {
        let bytes = [
            &[0, 0][..],
            &[0x16, 0x24, 1],
            &[0x49, 0x66, 2, 0, 0, 0],
            &[0x4B, 0x24, 1],
        ]
        .concat();
        let place = ParagraphProperties::parse(&bytes, &[]).table;
        assert_eq!(
            (place.depth(), place.ends_inner_cell(), place.ends_row()),
            (2, true, false)
        );
        let deep = ParagraphProperties::parse(&[0, 0, 0x49, 0x66, 255, 255, 255, 255], &[]).table;
        assert_eq!(deep.depth(), usize::from(MAX_DEPTH));
    }

    #[test]
    fn what_is_set_goes_over_the_base() {
        let base = ParagraphProperties {
            outline: Some(1),
            list: Some(2),
            ..Default::default()
        };
        let set = ParagraphProperties {
            list: Some(0),
            ..Default::default()
        };
        assert_eq!(
            (set.over(base).outline, set.over(base).list),
            (Some(1), Some(0))
        );
    }
}
