//! The pages of a document: their parts → content for layout.
//!
//! Owns what belongs to a page: its objects, template pages, resources and annotations. Must not know the text.
//! Invariant: the parts of one page are in memory at a time, besides the resources and template pages of the document.

use std::collections::{HashMap, HashSet};

use hayro_font::kurbo::Affine;

use super::annotation;
use super::budget::Budget;
use super::content::PagePart;
use super::document::{Document, PageEntry};
use super::drawing::Drawing;
use super::object::Object;
use super::page;
use super::parts::Parts;
use super::unit::Units;
use crate::reader::layout::glyph::{PageContent, single};
use crate::unread::Unread;

/// Points per millimetre.
const POINTS: f64 = 72.0 / 25.4;
/// The width and height of A4 in millimetres, for pages without a stated size.
const A4: (f64, f64) = (210.0, 297.0);
/// What is missing in a file whose pages draw what no part holds.
const DRAWN: &str = "a template page or composite graphic unit";
/// Maximum nesting depth of template pages; real ones do not nest.
const TEMPLATE_DEPTH: u32 = 8;

/// Reads the pages of a document.
pub(super) struct PageReader<'p, 'b> {
    parts: &'p mut Parts<'b>,
    budget: &'p mut Budget,
    document: Document,
    units: Units,
    /// The parts of resources that have been read.
    resources: HashSet<String>,
    /// The parts of annotations, by the ids of their pages.
    annotations: HashMap<String, Vec<String>>,
    /// The text of the watermarks that have been drawn.
    watermarks: HashSet<String>,
    /// The drawings of template pages, by id.
    templates: HashMap<String, Drawing>,
}

impl<'p, 'b> PageReader<'p, 'b> {
    /// Opens the document with this root part.
    ///
    /// # Errors
    /// The file is over its limits.
    pub(super) fn open(
        parts: &'p mut Parts<'b>,
        budget: &'p mut Budget,
        root: &str,
    ) -> Result<Self, Unread> {
        let mut document = Document::default();
        if let Some(xml) = parts.text(root)? {
            let read = document.read(root, &xml, parts);
            parts.keep(read)?;
        }
        let mut reader = Self {
            parts,
            budget,
            units: Units::default(),
            resources: HashSet::new(),
            annotations: HashMap::new(),
            watermarks: HashSet::new(),
            templates: HashMap::new(),
            document,
        };
        let resources = std::mem::take(&mut reader.document.resources);
        reader.read_resources(resources)?;
        reader.read_annotations()?;
        Ok(reader)
    }

    /// The pages in order.
    pub(super) fn entries(&mut self) -> Vec<PageEntry> {
        std::mem::take(&mut self.document.pages)
    }

    fn read_resources(&mut self, parts: Vec<String>) -> Result<(), Unread> {
        for part in parts {
            // Many files name resources that they do not have; only composite units hold text.
            if self.resources.insert(part.clone())
                && self.parts.has(&part)
                && let Some(xml) = self.parts.text(&part)?
            {
                let read = self.units.read(&part, &xml);
                self.parts.keep(read)?;
            }
        }
        Ok(())
    }

    fn read_annotations(&mut self) -> Result<(), Unread> {
        if let Some(part) = self.document.annotations.take()
            && let Some(xml) = self.parts.text(&part)?
        {
            let annotations = &mut self.annotations;
            let read = annotation::read_parts(annotations, &part, &xml, self.parts);
            self.parts.keep(read)?;
        }
        Ok(())
    }

    /// The content of a page.
    ///
    /// # Errors
    /// The file is over its limits.
    pub(super) fn content(&mut self, entry: &PageEntry) -> Result<PageContent, Unread> {
        self.budget.page()?;
        let page = self.page_part(&entry.part)?;
        let mut templates = Drawing::default();
        for id in &page.templates {
            self.draw_template(id, &mut templates, 0)?;
        }
        let (mut own, mut annotations) = (Drawing::default(), Drawing::default());
        self.draw(&page.objects, Affine::IDENTITY, &mut own)?;
        self.draw_annotations(&entry.id, &mut annotations)?;
        let (width, height) = page.size.or(self.document.size).unwrap_or(A4);
        let size = (single(width * POINTS), single(height * POINTS));
        let drawings = [templates, own, annotations];
        let content = page::content(&drawings, size);
        self.budget.rules(content.rules.len())?;
        if drawings.iter().any(|drawing| drawing.is_incomplete) {
            self.parts.keep::<()>(Err(Unread::missing_part(DRAWN)))?;
        }
        Ok(content)
    }

    fn page_part(&mut self, part: &str) -> Result<PagePart, Unread> {
        let mut page = PagePart::default();
        if let Some(xml) = self.parts.text(part)? {
            let read = page.read(part, &xml, self.parts);
            self.parts.keep(read)?;
        }
        self.read_resources(std::mem::take(&mut page.resources))?;
        Ok(page)
    }

    /// Draws objects that `placement` places on the page, in millimetres.
    fn draw(
        &mut self,
        objects: &[Object],
        placement: Affine,
        drawing: &mut Drawing,
    ) -> Result<(), Unread> {
        let transform = Affine::scale(POINTS) * placement;
        drawing.draw(objects, transform, &self.units, self.budget)
    }

    /// Draws a template page; one that is in itself is not drawn again.
    fn draw_template(&mut self, id: &str, drawing: &mut Drawing, depth: u32) -> Result<(), Unread> {
        if !self.templates.contains_key(id) && depth < TEMPLATE_DEPTH {
            self.templates.insert(id.to_string(), Drawing::default());
            let template = self.read_template(id, depth)?;
            self.templates.insert(id.to_string(), template);
        }
        if let Some(template) = self.templates.get(id) {
            return drawing.add(template, self.budget);
        }
        drawing.is_incomplete = true;
        Ok(())
    }

    fn read_template(&mut self, id: &str, depth: u32) -> Result<Drawing, Unread> {
        let mut drawing = Drawing::default();
        let Some(part) = self.document.templates.get(id).cloned() else {
            drawing.is_incomplete = true;
            return Ok(drawing);
        };
        let page = self.page_part(&part)?;
        for inner in &page.templates {
            self.draw_template(inner, &mut drawing, depth + 1)?;
        }
        self.draw(&page.objects, Affine::IDENTITY, &mut drawing)?;
        Ok(drawing)
    }

    /// Draws the annotations of a page. The first copy of a watermark is kept, as that of a running head is.
    fn draw_annotations(&mut self, page: &str, drawing: &mut Drawing) -> Result<(), Unread> {
        for part in self.annotations.remove(page).unwrap_or_default() {
            let mut appearances = Vec::new();
            if let Some(xml) = self.parts.text(&part)? {
                let read = annotation::read_appearances(&mut appearances, &part, &xml);
                self.parts.keep(read)?;
            }
            for appearance in &appearances {
                if !appearance.is_watermark || self.watermarks.insert(appearance.text()) {
                    self.draw(&appearance.objects, appearance.placement, drawing)?;
                }
            }
        }
        Ok(())
    }
}
