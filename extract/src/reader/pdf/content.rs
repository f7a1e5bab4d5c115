//! Content streams: operations → glyphs and ruled lines (ISO 32000-1 8.4, 9.4).
//!
//! Owns the graphics state as far as text needs it: colours, patterns and shadings are ignored, images are counted but
//! never unpacked. Knows nothing about lines or paragraphs. Invariant: every operation, every form and every unpacked
//! byte is charged to the budget, and the nesting depth of forms is bounded.

use std::rc::Rc;

use hayro_font::kurbo::{Affine, Point};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Operation;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::annotation::{appearance, is_hidden};
use super::budget::Budget;
use super::field::value_characters;
use super::font::Fonts;
use super::layer::{HiddenLayers, LayerStack};
use super::path;
use super::state::{State, matrix};
use crate::reader::layout::glyph::{Glyph, PageContent};
use crate::reader::layout::path::Path;
use crate::reader::layout::placement::place_fields;
use crate::reader::layout::{PAGE_GLYPHS, TOO_MUCH};
use crate::unread::Unread;

/// Maximum nesting depth of forms; real ones nest two or three deep.
const FORM_DEPTH: u32 = 16;
/// Maximum nesting depth of `q`; deeper states are not saved.
const SAVED_STATES: usize = 1_000;

/// Reads the content of pages.
pub(super) struct ContentReader<'a, 'b> {
    fonts: &'b mut Fonts<'a>,
    budget: &'b mut Budget,
    hidden: &'b HiddenLayers,
    layers: LayerStack,
    state: State<'a>,
    saved: Vec<State<'a>>,
    text_matrix: Affine,
    line_matrix: Affine,
    path: Path,
    content: PageContent,
}

/// Reads the content of a page.
///
/// # Errors
/// The file is over its budget.
pub(super) fn read_page<'a>(
    page: &Page<'a>,
    fonts: &mut Fonts<'a>,
    hidden: &HiddenLayers,
    budget: &mut Budget,
) -> Result<PageContent, Unread> {
    let (width, height) = page.render_dimensions();
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let mut reader = ContentReader::new(fonts, hidden, budget, transform);
    reader.content.width = width;
    reader.content.height = height;
    let stream = reader.page_stream(page)?;
    reader.run(&stream, page.resources(), 0)?;
    reader.draw_annotations(page, transform)?;
    let mut content = reader.content;
    content.rules = reader.path.rules;
    content.has_outlines = reader.path.has_outlines;
    content
        .glyphs
        .retain(|glyph| glyph.is_on_page(width, height));
    Ok(content)
}

impl<'a, 'b> ContentReader<'a, 'b> {
    fn new(
        fonts: &'b mut Fonts<'a>,
        hidden: &'b HiddenLayers,
        budget: &'b mut Budget,
        transform: Affine,
    ) -> Self {
        Self {
            fonts,
            budget,
            hidden,
            layers: LayerStack::default(),
            state: State::new(transform),
            saved: Vec::new(),
            text_matrix: Affine::IDENTITY,
            line_matrix: Affine::IDENTITY,
            path: Path::default(),
            content: PageContent::default(),
        }
    }

    /// The concatenated content streams of a page (ISO 32000-1 7.8.2). One that is not found is a loss.
    fn page_stream(&mut self, page: &Page<'a>) -> Result<Vec<u8>, Unread> {
        let one = page.raw().get::<Stream<'a>>(keys::CONTENTS);
        let several = page.raw().get::<Array<'a>>(keys::CONTENTS);
        let stated = several.as_ref().map_or_else(
            || usize::from(page.raw().contains_key(keys::CONTENTS)),
            |several| several.raw_iter().count(),
        );
        let several = several.iter().flat_map(Array::iter::<Stream<'a>>);
        let (mut bytes, mut found) = (Vec::new(), 0);
        for stream in one.into_iter().chain(several) {
            bytes.extend_from_slice(&self.budget.unpack(&stream)?.unwrap_or_default());
            bytes.push(b'\n');
            found += 1;
        }
        self.budget.lose(found < stated);
        Ok(bytes)
    }

    /// Runs the operations of a stream.
    fn run(&mut self, stream: &[u8], resources: &Resources<'a>, depth: u32) -> Result<(), Unread> {
        let mut operations = TypedIter::new(stream);
        while let Some(operation) = operations.next() {
            self.budget.operation()?;
            match operation {
                Operation::XObject(name) => self.draw_object(name.0, resources, depth)?,
                Operation::TextFont(font) => self.set_font(font.0, font.1, resources)?,
                Operation::SetGraphicsState(name) => self.set_graphics_state(name.0, resources)?,
                Operation::InlineImage(_) => self.content.images += 1,
                Operation::BeginMarkedContentWithProperties(content) => {
                    self.layers
                        .begin(content.0, content.1, resources, self.hidden);
                }
                Operation::BeginMarkedContent(_) => self.layers.begin_visible(),
                Operation::EndMarkedContent(_) => self.layers.end(),
                other => self.run_simple(&other)?,
            }
        }
        Ok(())
    }

    /// Runs an operation that needs no resources.
    fn run_simple(&mut self, operation: &Operation<'_, '_>) -> Result<(), Unread> {
        self.change_state(operation);
        if !self.layers.is_hidden() {
            path::run(&mut self.path, operation, self.state.transform);
        }
        self.show(operation)
    }

    /// Runs graphics state and text state operations, ISO 32000-1 8.4.4 and 9.3.
    fn change_state(&mut self, operation: &Operation<'_, '_>) {
        match operation {
            Operation::SaveState(_) if self.saved.len() < SAVED_STATES => {
                self.saved.push(self.state.clone());
            }
            Operation::RestoreState(_) => self.restore(0),
            other => self.state.change(other),
        }
    }

    /// Restores the last saved state, unless at most `floor` states are saved.
    fn restore(&mut self, floor: usize) {
        if self.saved.len() > floor
            && let Some(state) = self.saved.pop()
        {
            self.state = state;
        }
    }

    /// Runs text positioning and text showing operations, ISO 32000-1 9.4.2 and 9.4.3.
    fn show(&mut self, operation: &Operation<'_, '_>) -> Result<(), Unread> {
        match operation {
            Operation::BeginText(_) => self.begin_line(Affine::IDENTITY),
            Operation::SetTextMatrix(m) => self.begin_line(matrix([m.0, m.1, m.2, m.3, m.4, m.5])),
            Operation::NextLine(by) => self.move_line(by.0.as_f64(), by.1.as_f64()),
            Operation::NextLineAndSetLeading(by) => {
                self.state.leading = -by.1.as_f64();
                self.move_line(by.0.as_f64(), by.1.as_f64());
            }
            Operation::NextLineUsingLeading(_) => self.move_line(0.0, -self.state.leading),
            Operation::ShowText(text) => self.show_string(text.0.as_bytes())?,
            Operation::NextLineAndShowText(text) => {
                self.move_line(0.0, -self.state.leading);
                self.show_string(text.0.as_bytes())?;
            }
            Operation::ShowTextWithParameters(text) => {
                self.state.word_space = text.0.as_f64();
                self.state.character_space = text.1.as_f64();
                self.move_line(0.0, -self.state.leading);
                self.show_string(text.2.as_bytes())?;
            }
            Operation::ShowTexts(pieces) => self.show_pieces(pieces.0)?,
            _ => {}
        }
        Ok(())
    }

    fn begin_line(&mut self, matrix: Affine) {
        self.text_matrix = matrix;
        self.line_matrix = matrix;
    }

    fn move_line(&mut self, x: f64, y: f64) {
        self.begin_line(self.line_matrix * Affine::translate((x, y)));
    }

    /// Shows strings with adjustments between them, which are in thousandths of the font size.
    fn show_pieces(&mut self, pieces: &Array<'_>) -> Result<(), Unread> {
        for piece in pieces.iter::<Object<'_>>() {
            match piece {
                Object::String(text) => self.show_string(text.as_bytes())?,
                Object::Number(adjustment) => {
                    let by = -adjustment.as_f64() / 1_000.0 * self.state.size;
                    let across = self
                        .state
                        .font
                        .as_ref()
                        .is_none_or(|font| font.is_horizontal());
                    let by = if across {
                        (by * self.state.scaling, 0.0)
                    } else {
                        (0.0, by)
                    };
                    self.text_matrix *= Affine::translate(by);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn show_string(&mut self, bytes: &[u8]) -> Result<(), Unread> {
        let Some(font) = self.state.font.clone() else {
            self.budget.lose(!bytes.trim_ascii().is_empty());
            return Ok(());
        };
        for code in font.read(bytes) {
            self.charge_glyph()?;
            let space = self.state.character_space
                + if code.is_space {
                    self.state.word_space
                } else {
                    0.0
                };
            let width = |advance: f64| advance / 1_000.0 * self.state.size;
            let (shown, advance) = if font.is_horizontal() {
                let scaled = |x: f64| (x * self.state.scaling, 0.0);
                (
                    scaled(width(code.advance.0)),
                    scaled(width(code.advance.0) + space),
                )
            } else {
                (
                    (0.0, width(code.advance.1)),
                    (0.0, width(code.advance.1) + space),
                )
            };
            self.add_glyph(code.text, shown);
            self.text_matrix *= Affine::translate(advance);
        }
        Ok(())
    }

    /// Spends one glyph of the file and of the page.
    fn charge_glyph(&mut self) -> Result<(), Unread> {
        self.budget.glyph()?;
        if self.content.glyphs.len() > PAGE_GLYPHS {
            return Err(TOO_MUCH);
        }
        Ok(())
    }

    /// Adds a glyph that extends from the text position by `shown`, in text space.
    fn add_glyph(&mut self, text: Rc<str>, shown: (f64, f64)) {
        if self.layers.is_hidden() {
            return;
        }
        let transform =
            self.state.transform * self.text_matrix * Affine::translate((0.0, self.state.rise));
        let (start, end) = (transform * Point::ZERO, transform * Point::from(shown));
        let [right_x, right_y, up_x, up_y, ..] = transform.as_coeffs();
        let along = if shown.0 == 0.0 && shown.1 == 0.0 {
            (right_x, right_y)
        } else {
            (end.x - start.x, end.y - start.y)
        };
        let size = up_x.hypot(up_y) * self.state.size.abs();
        self.content
            .glyphs
            .extend(Glyph::placed(text, (start, end), along, size));
    }

    fn set_font(
        &mut self,
        name: &Name<'_>,
        size: Number,
        resources: &Resources<'a>,
    ) -> Result<(), Unread> {
        self.state.size = size.as_f64();
        self.state.font = match resources.get_font(name) {
            Some(font) => self.fonts.load(&font, self.budget)?,
            None => None,
        };
        Ok(())
    }

    /// Sets the font from a graphics state dictionary, ISO 32000-1 8.4.5; its other entries only affect drawing.
    fn set_graphics_state(
        &mut self,
        name: &Name<'_>,
        resources: &Resources<'a>,
    ) -> Result<(), Unread> {
        let state = resources
            .get_ext_g_state(name)
            .and_then(|state| state.get::<Array<'a>>(keys::FONT));
        let Some(state) = state else {
            return Ok(());
        };
        let mut entries = state.iter::<Object<'a>>();
        if let (Some(Object::Dict(font)), Some(Object::Number(size))) =
            (entries.next(), entries.next())
        {
            self.state.size = size.as_f64();
            self.state.font = self.fonts.load(&font, self.budget)?;
        }
        Ok(())
    }

    fn draw_object(
        &mut self,
        name: &Name<'_>,
        resources: &Resources<'a>,
        depth: u32,
    ) -> Result<(), Unread> {
        let Some(object) = resources.get_x_object(name) else {
            return Ok(());
        };
        match object.dict().get::<Name<'_>>(keys::SUBTYPE).as_deref() {
            Some(b"Form") => self.draw_form(&object, resources, depth),
            Some(b"Image") => {
                self.content.images += 1;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Runs a form, ISO 32000-1 8.10.1, with the current state; recursion ends at a fixed depth.
    fn draw_form(
        &mut self,
        form: &Stream<'a>,
        resources: &Resources<'a>,
        depth: u32,
    ) -> Result<(), Unread> {
        if self.layers.is_hidden() || self.hidden.hides(form.dict()) {
            return Ok(());
        }
        if depth >= FORM_DEPTH {
            self.budget.lose(true);
            return Ok(());
        }
        self.budget.form()?;
        let Some(stream) = self.budget.unpack(form)? else {
            return Ok(());
        };
        let own = form
            .dict()
            .get::<Dict<'a>>(keys::RESOURCES)
            .map(Resources::new);
        let outer = (
            self.state.clone(),
            std::mem::take(&mut self.saved),
            self.text_matrix,
            self.line_matrix,
        );
        let layers = std::mem::take(&mut self.layers);
        let matrix = form.dict().get::<[f64; 6]>(keys::MATRIX);
        self.state.transform *= matrix.map_or(Affine::IDENTITY, Affine::new);
        let ran = self.run(&stream, own.as_ref().unwrap_or(resources), depth + 1);
        self.layers = layers;
        (self.state, self.saved, self.text_matrix, self.line_matrix) = outer;
        ran
    }

    /// Draws the annotations that show text on the page, such as filled-in form fields.
    fn draw_annotations(&mut self, page: &Page<'a>, transform: Affine) -> Result<(), Unread> {
        let annotations = page.raw().get::<Array<'a>>(keys::ANNOTS);
        let mut fields = Vec::new();
        for annotation in annotations.iter().flat_map(Array::iter::<Dict<'a>>) {
            self.budget.operation()?;
            if is_hidden(&annotation) || self.hidden.hides(&annotation) {
                continue;
            }
            let before = self.content.glyphs.len();
            self.layers = LayerStack::default();
            if let Some((appearance, placed)) = appearance(&annotation) {
                self.state = State::new(transform * placed);
                self.draw_form(&appearance, page.resources(), 0)?;
            }
            if self.content.glyphs.len() == before {
                self.draw_value(&annotation, transform)?;
            }
            fields.push(before..self.content.glyphs.len());
        }
        place_fields(&mut self.content.glyphs, &fields);
        Ok(())
    }

    /// Draws free text or the value of a form field that has no appearance, as viewers do.
    fn draw_value(&mut self, annotation: &Dict<'a>, transform: Affine) -> Result<(), Unread> {
        self.state = State::new(transform);
        for placed in value_characters(annotation) {
            self.charge_glyph()?;
            self.state.size = placed.size;
            self.begin_line(Affine::translate(placed.start));
            self.add_glyph(placed.character.to_string().into(), (placed.width, 0.0));
        }
        Ok(())
    }
}
