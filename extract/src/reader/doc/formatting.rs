//! The formatting at a character position: direct formatting by pages and pieces ([MS-DOC] 2.4.6) over the styles.
//! Replaces all characters with what a reader sees; their positions never change.

use super::characters::{CharacterProperties, Symbol};
use super::pages::Runs;
use super::paragraphs::ParagraphProperties;
use super::pieces::Pieces;
use super::styles::Styles;
use super::words::{
    CELL_MARK, FIELD_BEGIN, FIELD_END, FIELD_SEPARATOR, PAGE_BREAK, PARAGRAPH_MARK,
};
use crate::reader::build::symbols;

/// All formatting of a document.
#[derive(Debug)]
pub(super) struct Formatting<'t> {
    pub pieces: Pieces<'t>,
    pub paragraphs: Runs<ParagraphProperties>,
    pub characters: Runs<CharacterProperties>,
    pub styles: Styles,
    /// Names of the fonts.
    pub fonts: Vec<String>,
}

/// The placeholder character of a symbol (`sprmCSymbol`, [MS-DOC] 2.6.1).
const SYMBOL: u16 = 0x28;

impl Formatting<'_> {
    /// The properties of the paragraph whose mark is at a position.
    pub(super) fn paragraph(&self, mark: usize) -> ParagraphProperties {
        let direct = self.direct_paragraph(mark);
        direct.over(self.styles.get(direct.style.unwrap_or(0)).paragraph)
    }

    /// The direct properties, including the style, of the paragraph whose mark is at a position.
    fn direct_paragraph(&self, mark: usize) -> ParagraphProperties {
        let Some(piece) = self.pieces.piece_at(mark) else {
            return ParagraphProperties::default();
        };
        let run = self.paragraphs.at(piece.offset_of(mark));
        let mut direct = run.map(|run| run.properties).unwrap_or_default();
        self.pieces
            .each_modifier(piece.modifier, |modifier| direct.apply(modifier));
        direct
    }

    /// Whether the page break at a position also ends its paragraph, as the end of a section does.
    pub(super) fn ends_paragraph(&self, position: usize) -> bool {
        let Some(piece) = self.pieces.piece_at(position) else {
            return true;
        };
        let run = self.paragraphs.at(piece.offset_of(position));
        run.is_none_or(|run| piece.position_of(run.end) == position + 1)
    }

    /// The direct properties of the character at a position, and the position up to which they hold.
    fn characters(&self, position: usize) -> (CharacterProperties, usize) {
        let Some(piece) = self.pieces.piece_at(position) else {
            return (CharacterProperties::default(), position + 1);
        };
        let offset = piece.offset_of(position);
        let (mut properties, end) = match self.characters.at(offset) {
            Some(run) => (run.properties, Some(run.end)),
            None => (
                CharacterProperties::default(),
                self.characters.next_start(offset),
            ),
        };
        self.pieces
            .each_modifier(piece.modifier, |modifier| properties.apply(modifier));
        let end = end.map_or(piece.end, |end| piece.position_of(end));
        (properties, end.max(position + 1))
    }

    /// All characters by position: zero for those that are deleted or hidden, and symbols replaced with what they show.
    pub(super) fn visible(&self) -> Vec<u16> {
        let mut units = self.pieces.units.clone();
        let mut start = 0;
        for end in 0..units.len() {
            if self.is_end(units[end], end) || end + 1 == units.len() {
                self.make_visible(&mut units, start, end);
                start = end + 1;
            }
        }
        units
    }

    /// Whether a unit at a position ends a paragraph.
    pub(super) fn is_end(&self, unit: u16, position: usize) -> bool {
        match unit {
            PARAGRAPH_MARK | CELL_MARK => true,
            PAGE_BREAK => self.ends_paragraph(position),
            _ => false,
        }
    }

    /// Replaces the characters of a paragraph, including its mark, with what a reader sees.
    fn make_visible(&self, units: &mut [u16], start: usize, mark: usize) {
        let paragraph = self.direct_paragraph(mark);
        let hidden = self.styles.get(paragraph.style.unwrap_or(0)).is_hidden;
        let keeps_mark = paragraph.table.ends_inner_cell() || paragraph.table.ends_row();
        let mut at = start;
        while at <= mark {
            let (properties, end) = self.characters(at);
            let end = end.min(mark + 1);
            let style = properties.style.map(|style| self.styles.get(style));
            if properties.is_unseen(hidden != style.is_some_and(|style| style.is_hidden)) {
                let last = if keeps_mark { mark.min(end) } else { end };
                replace(&mut units[at..last], |unit| !is_structure(unit), 0);
            } else if let Some(symbol) = properties.symbol {
                let glyph = self.glyph(symbol).unwrap_or(0);
                replace(&mut units[at..end], |unit| unit == SYMBOL, glyph);
            }
            at = end;
        }
    }

    /// What a symbol shows, as a unit.
    fn glyph(&self, symbol: Symbol) -> Option<u16> {
        let font = self
            .fonts
            .get(usize::from(symbol.font))
            .map_or("", String::as_str);
        u16::try_from(u32::from(symbols::symbol(font, symbol.code.into())?)).ok()
    }
}

/// Replaces the units for which `is_meant` is true.
fn replace(units: &mut [u16], is_meant: impl Fn(u16) -> bool, by: u16) {
    for unit in units.iter_mut().filter(|unit| is_meant(**unit)) {
        *unit = by;
    }
}

/// Whether a unit delimits cells or fields, so that it is kept even if it is hidden.
fn is_structure(unit: u16) -> bool {
    matches!(unit, CELL_MARK | FIELD_BEGIN | FIELD_SEPARATOR | FIELD_END)
}

#[cfg(test)]
mod tests {
    use super::super::extract;
    use super::super::fib::Table;
    use super::super::sample::Sample;
    use super::super::styles::tests::{sheet, style};

    const DELETED: [u8; 3] = [0x00, 0x08, 1];
    const HIDDEN: [u8; 3] = [0x3C, 0x08, 1];

    fn lines(sample: Sample) -> String {
        extract(&sample.end_story(0).build(), false).unwrap().text
    }

    #[test]
    fn deleted_and_hidden_words_are_left_out() {
        let sample = Sample::default().paragraph("松泽县旧的文暗字\r", 0, &[]);
        assert_eq!(
            lines(sample.run("旧的", &DELETED).run("暗", &HIDDEN)),
            "松泽县文字\n"
        );
    }

    #[test]
    fn a_deleted_mark_joins_its_paragraphs() {
        let sample = Sample::default()
            .paragraph("松泽\r", 0, &[])
            .paragraph("县\r", 0, &[]);
        assert_eq!(lines(sample.run("\r", &DELETED)), "松泽县\n");
    }

    #[test]
    fn a_style_that_hides_its_text_leaves_out_the_paragraph() {
        let table = sheet(&[
            style(0, 1, 0x0FFF, &[&[0, 0], &[]]),
            style(77, 1, 0, &[&[1, 0], &HIDDEN]),
        ]);
        let sample = Sample::default()
            .paragraph("窗体顶端\r", 1, &[])
            .paragraph("柳渡镇\r", 0, &[])
            .table(Table::Styles, &table, table.len());
        assert_eq!(lines(sample), "柳渡镇\n");
    }

    #[test]
    fn a_symbol_is_shown_by_its_font() {
        let mut font = vec![0; 39];
        font.extend("Wingdings\0".encode_utf16().flat_map(u16::to_le_bytes));
        let fonts = [&[1, 0, 0, 0, u8::try_from(font.len()).unwrap()], &font[..]].concat();
        let sample = Sample::default()
            .paragraph("(是(否\r", 0, &[])
            .run("(", &[0x09, 0x6A, 0, 0, 0xFE, 0xF0])
            .table(Table::Fonts, &fonts, fonts.len());
        assert_eq!(lines(sample), "☑是(否\n");
    }

    #[test]
    fn a_page_break_within_a_paragraph_does_not_end_it() {
        let modifiers = [0x40, 0x26, 0];
        let sample = Sample::default()
            .paragraph("松泽县\u{C}文\r", 0, &modifiers)
            .paragraph("节\u{C}", 0, &modifiers)
            .paragraph("望汀区\r", 0, &[]);
        let read = extract(&sample.end_story(0).build(), false).unwrap();
        assert_eq!(read.text, "松泽县\n文\n节\n望汀区\n");
        assert_eq!(read.headings.len(), 2);
    }
}
