//! The place of form fields in the order of a page: a field is drawn after the page, and read after the words before it
//! on its line.
//!
//! Must not know what a field is. Invariant: no glyph is lost, and the order of those of the page and of each field stays.

use std::collections::HashMap;
use std::ops::Range;

use super::glyph::{Direction, Glyph, floor};

/// Height, in points, of the strips of a page in which glyphs are looked up.
const STRIP: f32 = 8.0;
/// Maximum distance of the baselines of a field and of the words before it, as a fraction of the font size.
const SAME_LINE: f32 = 0.6;
/// Maximum number of glyphs of a strip that are looked at for one field.
const LOOKED_AT: usize = 64;

/// Indices of glyphs by direction and strip, sorted by where they end.
type Strips = HashMap<(Direction, i32), Vec<usize>>;

/// Moves the glyphs of fields, whose ranges follow those of the page, to their place in the order of the page.
pub(in crate::reader) fn place_fields(glyphs: &mut Vec<Glyph>, fields: &[Range<usize>]) {
    let Some(first) = fields.first().map(|field| field.start) else {
        return;
    };
    let strips = strips(&glyphs[..first]);
    let mut after: Vec<usize> = (0..glyphs.len()).collect();
    for field in fields {
        let before = before(&glyphs[field.clone()], glyphs, &strips);
        after[field.clone()].fill(before.map_or(usize::MAX, |(index, _)| index));
        // On another baseline small digits would be read as raised ones.
        let down = before.map_or(0.0, |(_, down)| down);
        for glyph in &mut glyphs[field.clone()] {
            glyph.y += down;
        }
    }
    let mut placed: Vec<_> = after.into_iter().zip(glyphs.drain(..)).collect();
    placed.sort_by_key(|(after, _)| *after);
    glyphs.extend(placed.into_iter().map(|(_, glyph)| glyph));
}

fn strips(page: &[Glyph]) -> Strips {
    let mut strips = Strips::new();
    for (index, glyph) in page
        .iter()
        .enumerate()
        .filter(|(_, glyph)| !glyph.is_blank())
    {
        let strip = (glyph.direction, floor(glyph.y / STRIP));
        strips.entry(strip).or_default().push(index);
    }
    for strip in strips.values_mut() {
        strip.sort_by(|one, other| page[*one].x1.total_cmp(&page[*other].x1));
    }
    strips
}

/// The last glyph of the page before a field on its line, and how far its baseline is below that of the field.
fn before(field: &[Glyph], glyphs: &[Glyph], strips: &Strips) -> Option<(usize, f32)> {
    let start = field.iter().find(|glyph| !glyph.is_blank())?;
    let is_on_line = |index: &usize| {
        let distance = (glyphs[*index].y - start.y).abs();
        distance < SAME_LINE * start.size.max(glyphs[*index].size)
    };
    let strip = floor(start.y / STRIP);
    let nearest = (strip - 1..=strip + 1).filter_map(|strip| {
        let strip = strips.get(&(start.direction, strip))?;
        let end = strip.partition_point(|index| glyphs[*index].x1 <= start.x0 + start.size);
        let mut near = strip[..end].iter().rev().take(LOOKED_AT);
        near.find(|index| is_on_line(index)).copied()
    });
    let nearest = nearest.max_by(|one, other| glyphs[*one].x1.total_cmp(&glyphs[*other].x1))?;
    Some((nearest, glyphs[nearest].y - start.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str, x: f32, y: f32) -> Vec<Glyph> {
        let starts = std::iter::successors(Some(x), |x| Some(x + 10.0));
        let glyph = |(c, x): (char, f32)| Glyph {
            text: c.to_string().into(),
            direction: Direction::Right,
            x0: x,
            x1: x + 10.0,
            y,
            size: 10.0,
        };
        text.chars().zip(starts).map(glyph).collect()
    }

    #[test]
    fn a_field_follows_the_words_before_it_on_its_line() {
        let page = [glyphs("单位", 0.0, 50.0), glyphs("年度", 0.0, 80.0)].concat();
        let fields = [
            glyphs("二一", 40.0, 78.0),
            glyphs("松泽", 40.0, 52.0),
            glyphs("别处", 40.0, 300.0),
        ];
        let mut all = [page, fields.concat()].concat();
        place_fields(&mut all, &[4..6, 6..8, 8..10]);
        let read: String = all.iter().map(|glyph| &*glyph.text).collect();
        assert_eq!(read, "单位松泽年度二一别处");
        let baselines: Vec<f32> = all.iter().map(|glyph| glyph.y).collect();
        assert_eq!(baselines[..8], [[50.0; 4], [80.0; 4]].concat());
        assert_eq!(baselines[8..], [300.0; 2]);
    }
}
