//! Form fields (ISO 32000-1 12.7) and free text (12.5.6.6): what a viewer writes into an annotation without an appearance
//! of its own.
//!
//! Owns where the characters stand in the annotation's rectangle. Must not know fonts or pages. Invariant: every
//! line of a value is one line in the rectangle.

use encoding_rs::{Encoding, WINDOWS_1252};
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Dict, Name, Object, String as PdfString};
use hayro_syntax::xref::XRef;

/// Flags of a text field, ISO 32000-1 12.7.4.3.
const MULTILINE: u32 = 1 << 12;
const PASSWORD: u32 = 1 << 13;
/// Maximum number of fields that one field is nested in.
const NESTING: usize = 16;
/// Font size in points, if the rectangle has room for it.
const SIZE: f64 = 10.0;
/// Height of a line in points, likewise.
const LEADING: f64 = 14.0;
/// Font size as a fraction of the height of a line, and the height of the baseline over the bottom of the line.
const HEIGHT: f64 = 0.7;
const BASELINE: f64 = 0.25;

/// A character of a value, in the coordinates of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct FieldCharacter {
    pub(super) character: char,
    /// Its start on the baseline.
    pub(super) start: (f64, f64),
    pub(super) width: f64,
    /// The font size.
    pub(super) size: f64,
}

/// The characters of free text, or of the value of a text or choice field, placed in the rectangle of the annotation; none
/// for a password.
pub(super) fn value_characters(annotation: &Dict<'_>) -> Vec<FieldCharacter> {
    let free = free_text(annotation);
    let is_at_top = free.is_some() || flags(annotation) & MULTILINE != 0;
    let rectangle = annotation.get::<[f64; 4]>(keys::RECT);
    let text = free.or_else(|| value(annotation)).zip(rectangle);
    text.map_or(Vec::new(), |(text, rectangle)| {
        placed(&text, is_at_top, rectangle)
    })
}

/// The words of free text.
fn free_text(annotation: &Dict<'_>) -> Option<String> {
    let kind = annotation.get::<Name<'_>>(keys::SUBTYPE)?;
    let text = annotation.get::<PdfString<'_>>(keys::CONTENTS)?;
    (&*kind == b"FreeText").then(|| decoded(text.as_bytes()))
}

/// The value of a field.
fn value(field: &Dict<'_>) -> Option<String> {
    let kind = inherited(field, |field| field.get::<Name<'_>>(keys::FT))?;
    if !matches!(&*kind, b"Tx" | b"Ch") || flags(field) & PASSWORD != 0 {
        return None;
    }
    match inherited(field, |field| field.get::<Object<'_>>(keys::V))? {
        Object::String(text) => Some(decoded(text.as_bytes())),
        Object::Array(chosen) => {
            let chosen = chosen.iter::<PdfString<'_>>();
            let chosen: Vec<_> = chosen.map(|text| decoded(text.as_bytes())).collect();
            Some(chosen.join("\n"))
        }
        _ => None,
    }
}

fn flags(field: &Dict<'_>) -> u32 {
    inherited(field, |field| field.get::<u32>(keys::FF)).unwrap_or(0)
}

/// An attribute of a field or of one that it is nested in, ISO 32000-1 12.7.3.1.
fn inherited<'a, T>(field: &Dict<'a>, read: impl Fn(&Dict<'a>) -> Option<T>) -> Option<T> {
    let outer = |field: &Dict<'a>| field.get::<Dict<'a>>(keys::PARENT);
    std::iter::successors(Some(field.clone()), outer)
        .take(NESTING)
        .find_map(|field| read(&field))
}

/// The characters of a text string, ISO 32000-2 7.9.2.2.
fn decoded(bytes: &[u8]) -> String {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((WINDOWS_1252, 0));
    encoding
        .decode_without_bom_handling(&bytes[mark..])
        .0
        .into_owned()
}

/// Places the lines of a text below one another, at the top of a rectangle or in its middle, as large as they fit.
fn placed(text: &str, is_at_top: bool, [x0, y0, x1, y1]: [f64; 4]) -> Vec<FieldCharacter> {
    let lines: Vec<&str> = text.lines().collect();
    let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let height = LEADING.min((y1 - y0).abs() / f64::from(count.max(1)));
    let top = if is_at_top {
        y0.max(y1)
    } else {
        f64::midpoint(y0, y1) + height * f64::from(count) / 2.0
    };
    let mut characters = Vec::new();
    for (line, number) in lines.into_iter().zip(1_u32..) {
        let width: f64 = line.chars().map(ems).sum();
        let size = SIZE
            .min(HEIGHT * height)
            .min((x1 - x0).abs() / width.max(1.0));
        let mut x = x0.min(x1);
        let y = top - height * (f64::from(number) - BASELINE);
        for character in line.chars() {
            let width = ems(character) * size;
            characters.push(FieldCharacter {
                character,
                start: (x, y),
                width,
                size,
            });
            x += width;
        }
    }
    characters
}

/// The width of a character in font sizes.
fn ems(character: char) -> f64 {
    if character.is_ascii() { 0.5 } else { 1.0 }
}

/// Whether a program of Adobe draws the pages of a file, by rules that its form holds (XFA): the pages in the file only
/// ask to wait for that (ISO 32000-2 12.7.8, Adobe XML Architecture).
pub(super) fn is_drawn_by_rules(xref: &XRef, text: &str) -> bool {
    const NEEDS_RENDERING: &[u8] = b"NeedsRendering";
    /// What Adobe's programs write on the page in place of the form.
    const PLEASE_WAIT: &str = "Please wait...";
    let Some(catalog) = xref.get::<Dict<'_>>(xref.root_id()) else {
        return false;
    };
    let form = catalog.get::<Dict<'_>>(keys::ACRO_FORM);
    let has_rules = form.is_some_and(|form| form.contains_key(keys::XFA));
    let is_dynamic = || catalog.get::<bool>(NEEDS_RENDERING) == Some(true);
    has_rules && (is_dynamic() || text.starts_with(PLEASE_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECTANGLE: [f64; 4] = [100.0, 500.0, 300.0, 560.0];

    /// The baselines of the characters of a text.
    fn baselines(text: &str, is_at_top: bool) -> Vec<f64> {
        let characters = placed(text, is_at_top, RECTANGLE);
        characters.iter().map(|placed| placed.start.1).collect()
    }

    #[test]
    fn a_line_is_in_the_middle_and_lines_are_at_the_top() {
        let (middle, top) = (baselines("松泽", false), baselines("松\n泽", true));
        assert!(
            middle.iter().all(|y| (526.0..527.0).contains(y)),
            "{middle:?}"
        );
        assert!(top[0] > 545.0 && top[1] < top[0] - 10.0, "{top:?}");
    }

    #[test]
    fn a_long_line_is_small_and_fits() {
        let characters = placed(&"松".repeat(400), false, RECTANGLE);
        let last = characters.last().unwrap();
        assert!(last.start.0 + last.width < 300.1 && last.size > 0.4);
    }
}
