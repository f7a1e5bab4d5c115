//! Graphic objects → glyphs, ruled lines and images in points.
//!
//! Owns the use of composite units. Must not know parts. Invariant: every object and character that is drawn is charged
//! to the budget of the file, and the nesting depth of composite units is bounded.

use hayro_font::kurbo::Affine;

use super::budget::{Budget, OPERATIONS};
use super::object::{Object, TextObject};
use super::path::paint;
use super::text::{Run, runs};
use super::unit::Units;
use crate::reader::layout::glyph::Rule;
use crate::reader::layout::path::Path;
use crate::reader::layout::{PAGE_GLYPHS, TOO_MUCH};
use crate::unread::Unread;

/// Maximum nesting depth of composite units; real ones nest one or two deep.
const DEPTH: u32 = 16;

/// What objects show.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub(super) runs: Vec<Run>,
    path: Path,
    pub(super) images: u32,
    /// Whether a composite unit or a template page is used that no part holds, or that is nested too deep.
    pub(super) is_incomplete: bool,
    characters: usize,
}

impl Drawing {
    pub(super) fn rules(&self) -> &[Rule] {
        &self.path.rules
    }

    /// Whether curves are drawn.
    pub(super) fn has_outlines(&self) -> bool {
        self.path.has_outlines
    }

    /// Draws another drawing again.
    ///
    /// # Errors
    /// There are more objects than in any real document.
    pub(super) fn add(&mut self, other: &Self, budget: &mut Budget) -> Result<(), Unread> {
        budget.spend(other.runs.len() + other.rules().len(), 0)?;
        self.count(other.characters, budget)?;
        self.runs.extend_from_slice(&other.runs);
        self.path.rules.extend_from_slice(&other.path.rules);
        self.path.has_outlines |= other.path.has_outlines;
        self.images = self.images.saturating_add(other.images);
        self.is_incomplete |= other.is_incomplete;
        Ok(())
    }

    /// Counts characters.
    fn count(&mut self, characters: usize, budget: &mut Budget) -> Result<(), Unread> {
        budget.spend(0, characters)?;
        self.characters += characters;
        if self.characters > PAGE_GLYPHS {
            return Err(TOO_MUCH);
        }
        Ok(())
    }

    /// Draws objects.
    ///
    /// # Errors
    /// There are more of them than in any real document.
    pub(super) fn draw(
        &mut self,
        objects: &[Object],
        transform: Affine,
        units: &Units,
        budget: &mut Budget,
    ) -> Result<(), Unread> {
        self.draw_nested(objects, transform, units, budget, 0)
    }

    fn draw_nested(
        &mut self,
        objects: &[Object],
        transform: Affine,
        units: &Units,
        budget: &mut Budget,
        depth: u32,
    ) -> Result<(), Unread> {
        for object in objects {
            budget.spend(1, 0)?;
            match object {
                Object::Text(text) => self.draw_text(text, transform, budget)?,
                Object::Path(path) => {
                    budget.spend(path.operations.len() / OPERATIONS, 0)?;
                    paint(path, transform, &mut self.path);
                }
                Object::Image => self.images = self.images.saturating_add(1),
                Object::Composite(used) if depth < DEPTH => {
                    let transform = transform * used.placement;
                    match units.get(&used.unit) {
                        Some(unit) => {
                            self.draw_nested(unit, transform, units, budget, depth + 1)?;
                        }
                        None => self.is_incomplete = true,
                    }
                }
                Object::Composite(_) => self.is_incomplete = true,
            }
        }
        Ok(())
    }

    fn draw_text(
        &mut self,
        text: &TextObject,
        transform: Affine,
        budget: &mut Budget,
    ) -> Result<(), Unread> {
        let characters = text
            .codes
            .iter()
            .map(|code| code.text.chars().count())
            .sum();
        budget.spend(text.codes.len(), 0)?;
        self.count(characters, budget)?;
        let runs = runs(text, transform).into_iter();
        self.runs.extend(runs.filter(|run| !run.glyphs.is_empty()));
        Ok(())
    }
}
