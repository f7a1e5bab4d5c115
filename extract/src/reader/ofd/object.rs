//! Graphic objects: elements → text, paths, images and uses of composite units (GB/T 33190-2016, 8.5, 9.1, 11 and 13).
//!
//! Owns which elements show something: neither clips and patterns, which may also hold text, nor invisible objects do.
//! Must not know where an object is drawn.

use hayro_font::kurbo::Affine;

use super::number::{array, matrix, number};
use crate::reader::layout::{PAGE_GLYPHS, TOO_MUCH};
use crate::reader::storage::xml::{Element, XmlEvent, XmlReader};
use crate::unread::Unread;

/// Maximum number of elements in a part that may be objects: one for each glyph of a page.
const ELEMENTS: usize = PAGE_GLYPHS;

/// How many elements have been read.
#[derive(Debug, Default)]
pub(super) struct Count(usize);

impl Count {
    /// # Errors
    /// There are more of them than in any real document.
    pub(super) fn add(&mut self) -> Result<(), Unread> {
        self.0 += 1;
        if self.0 > ELEMENTS {
            return Err(TOO_MUCH);
        }
        Ok(())
    }
}

/// A graphic object.
pub(super) enum Object {
    Text(TextObject),
    Path(PathObject),
    Image,
    Composite(CompositeObject),
}

/// Text, 11.2. Lengths are in the space that `placement` transforms.
pub(super) struct TextObject {
    pub(super) placement: Affine,
    /// The font size; `None` if there is no valid one.
    pub(super) size: Option<f64>,
    /// The right edge of its boundary, unless it is turned.
    pub(super) right: Option<f64>,
    /// Horizontal scaling as a factor.
    pub(super) scaling: f64,
    /// The direction from each character to the next, and of each character, in degrees clockwise.
    pub(super) read_direction: u16,
    pub(super) character_direction: u16,
    pub(super) codes: Vec<TextCode>,
}

/// Characters with their positions, 11.3.
pub(super) struct TextCode {
    pub(super) x: Option<f64>,
    pub(super) y: Option<f64>,
    pub(super) x_distances: String,
    pub(super) y_distances: String,
    pub(super) text: String,
}

/// A path, 9.1.
pub(super) struct PathObject {
    pub(super) placement: Affine,
    pub(super) is_stroked: bool,
    pub(super) is_filled: bool,
    /// Its operations in short form, table 35.
    pub(super) operations: String,
}

/// The use of a composite unit, 13.
pub(super) struct CompositeObject {
    pub(super) placement: Affine,
    pub(super) unit: String,
}

impl Object {
    /// Reads the object that an element is; the element and all in it are skipped if it is none.
    ///
    /// # Errors
    /// As for [`XmlReader::next`], or there is more text in it than a page has.
    pub(super) fn read(
        element: &Element<'_>,
        reader: &mut XmlReader<'_>,
    ) -> Result<Option<Self>, Unread> {
        let object = match element.name() {
            "TextObject" => return read_text(element, reader).map(|text| Some(Self::Text(text))),
            "PathObject" => return read_path(element, reader).map(|path| Some(Self::Path(path))),
            "ImageObject" => Some(Self::Image),
            "CompositeObject" => Some(Self::Composite(CompositeObject {
                placement: placement(element),
                unit: element.id("ResourceID").unwrap_or_default(),
            })),
            _ => None,
        };
        reader.skip()?;
        Ok(object)
    }
}

/// Whether an element is stated to be invisible, as are the objects in it.
pub(super) fn is_hidden(element: &Element<'_>) -> bool {
    is_not(element, "Visible")
}

/// Whether an attribute is stated to be false.
fn is_not(element: &Element<'_>, name: &str) -> bool {
    element.is(name, "false") || element.is(name, "0")
}

/// The transformation from the space of an object to the one around it, 8.5: its matrix, then to its boundary.
pub(super) fn placement(element: &Element<'_>) -> Affine {
    let boundary = element.attribute("Boundary");
    let [x, y, ..] = boundary
        .and_then(|text| array::<4>(&text))
        .unwrap_or([0.0; 4]);
    Affine::translate((x, y)) * matrix(element.attribute("CTM").as_deref())
}

fn finite(element: &Element<'_>, name: &str) -> Option<f64> {
    number(&element.attribute(name)?)
}

/// The right edge of the boundary of an object in its own space; `None` if it is turned there.
fn right(element: &Element<'_>) -> Option<f64> {
    let [_, _, width, _] = array(&element.attribute("Boundary")?)?;
    let [across, turn, _, _, shift, _] = matrix(element.attribute("CTM").as_deref()).as_coeffs();
    (across > 0.0 && turn == 0.0).then_some((width - shift) / across)
}

fn read_text(element: &Element<'_>, reader: &mut XmlReader<'_>) -> Result<TextObject, Unread> {
    let mut text = TextObject {
        placement: placement(element),
        size: finite(element, "Size").filter(|size| *size > 0.0),
        right: right(element),
        scaling: finite(element, "HScale")
            .filter(|scaling| *scaling > 0.0)
            .unwrap_or(1.0),
        read_direction: element.number("ReadDirection").unwrap_or(0),
        character_direction: element.number("CharDirection").unwrap_or(0),
        codes: Vec::new(),
    };
    read_inside(reader, |element, reader| {
        if element.name() != "TextCode" {
            return reader.skip();
        }
        let distances = |name| element.attribute(name).unwrap_or_default().into_owned();
        text.codes.push(TextCode {
            x: finite(element, "X"),
            y: finite(element, "Y"),
            x_distances: distances("DeltaX"),
            y_distances: distances("DeltaY"),
            text: reader.text_inside()?,
        });
        if text.codes.len() > PAGE_GLYPHS {
            return Err(TOO_MUCH);
        }
        Ok(())
    })?;
    Ok(text)
}

fn read_path(element: &Element<'_>, reader: &mut XmlReader<'_>) -> Result<PathObject, Unread> {
    let mut path = PathObject {
        placement: placement(element),
        is_stroked: !is_not(element, "Stroke"),
        is_filled: element.is("Fill", "true") || element.is("Fill", "1"),
        operations: String::new(),
    };
    read_inside(reader, |element, reader| {
        if element.name() == "AbbreviatedData" {
            path.operations.push_str(&reader.text_inside()?);
            Ok(())
        } else {
            reader.skip()
        }
    })?;
    Ok(path)
}

/// Reads the children of the element that started last; `read` reads each to its end.
fn read_inside<'x>(
    reader: &mut XmlReader<'x>,
    mut read: impl FnMut(&Element<'x>, &mut XmlReader<'x>) -> Result<(), Unread>,
) -> Result<(), Unread> {
    while let Some(event) = reader.next()? {
        match event {
            XmlEvent::Start(element) => read(&element, reader)?,
            XmlEvent::End => break,
            XmlEvent::Text(_) => {}
        }
    }
    Ok(())
}
