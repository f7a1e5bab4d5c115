//! Presentations: .pptx, .ppsx, .potx and their forms with macros (Office Open XML, ISO/IEC 29500-1 §13 and §19).
//!
//! Owns which parts are read: the slides in the order of the presentation, with their charts, diagrams and notes. Layouts
//! and masters are not read, since their text is not that of a slide. Invariant: a damaged slide loses only its own text,
//! and the loss is marked.

mod comments;
mod shapes;

use std::collections::{HashMap, HashSet};

use quanwen_messages::{Message, text};
use shapes::{Entry, Shapes};

use crate::extracted::Extracted;
use crate::options::ReadOptions;
use crate::reader::build::slide::{Deck, Line, Slide};
use crate::reader::drawing_ml::{chart, diagram};
use crate::reader::storage::package::Package;
use crate::reader::storage::relationships::{self, Relationship};
use crate::reader::storage::xml::{self, XmlEvent, XmlReader};
use crate::unread::Unread;

/// The usual name of the main part, for packages that do not state it.
const USUAL_MAIN: &str = "ppt/presentation.xml";

const EMBEDDED: Unread = Unread::Damaged(Message::plain(text!(
    "an embedded document or workbook is not read: save it as a file"
)));

/// Reads a presentation.
///
/// # Errors
/// Returns the reason why it is not read.
pub(super) fn extract(bytes: &[u8], options: ReadOptions) -> Result<Extracted, Unread> {
    let mut package = Package::open(bytes, options.limit)?;
    let main = relationships::read(&mut package, "")?
        .into_iter()
        .find(|relationship| relationship.role == "officeDocument");
    let main = main.map_or_else(|| USUAL_MAIN.to_string(), |main| main.target);
    let Some(presentation) = xml::part(&mut package, &main)? else {
        return Err(Unread::missing_part(&main));
    };
    let ids = slide_ids(&main, &presentation)?;
    let parts: HashMap<String, String> = relationships::read(&mut package, &main)?
        .into_iter()
        .map(|relationship| (relationship.id, relationship.target))
        .collect();
    let mut slides = Slides {
        package,
        deck: Deck::default(),
        everything: options.everything,
        done: HashSet::new(),
    };
    for (number, id) in (1..).zip(&ids) {
        slides.read(number, parts.get(id).map_or("a slide", String::as_str))?;
    }
    slides.deck.finish(options.everything)
}

/// The relationships of the slides in the order of the presentation (ISO/IEC 29500-1 §19.2.1.33 and 34).
fn slide_ids(part: &str, text: &str) -> Result<Vec<String>, Unread> {
    let mut reader = XmlReader::new(part, text);
    let mut ids = Vec::new();
    let mut is_presentation = false;
    while let Some(event) = reader.next()? {
        match event {
            XmlEvent::Start(element) if element.name() == "presentation" => is_presentation = true,
            XmlEvent::Start(element) if element.name() == "sldId" => {
                ids.push(element.reference("id").unwrap_or_default());
            }
            // Sections list the ids of slides again.
            XmlEvent::Start(element) if element.name() == "extLst" => reader.skip()?,
            _ => {}
        }
    }
    if is_presentation {
        Ok(ids)
    } else {
        Err(Unread::NotSupported(text!(
            "no presentation: save it as .pptx"
        )))
    }
}

/// Reads slides and the parts that belong to them.
struct Slides<'b> {
    package: Package<'b>,
    deck: Deck,
    everything: bool,
    /// The parts that have been read: each belongs to one slide, and a damaged file cannot multiply its text.
    done: HashSet<String>,
}

impl Slides<'_> {
    /// Reads a slide into the deck.
    fn read(&mut self, number: u32, part: &str) -> Result<(), Unread> {
        if !self.is_new(part) {
            return Ok(());
        }
        let related = self.related(part)?;
        let shapes = self.shapes(part)?;
        let mut slide = Slide {
            is_hidden: shapes.is_slide_hidden,
            lines: self.lines(shapes.shown, &related)?,
            left_out: self.lines(shapes.left_out, &related)?,
            notes: Vec::new(),
        };
        for Relationship { role, target, .. } in &related {
            match role.as_str() {
                "notesSlide" if self.is_new(target) => {
                    let shapes = self.shapes(target)?;
                    let related = self.related(target)?;
                    slide.notes.extend(self.lines(shapes.shown, &related)?);
                    slide
                        .left_out
                        .extend(self.lines(shapes.left_out, &related)?);
                }
                "comments" if self.everything && self.is_new(target) => {
                    slide
                        .left_out
                        .extend(self.part_lines(target, comments::read)?);
                }
                _ => {}
            }
        }
        self.deck.slide(number, slide);
        Ok(())
    }

    /// Whether a part has not been read before.
    fn is_new(&mut self, part: &str) -> bool {
        self.done.insert(part.to_string())
    }

    /// The relationships of a part; if they are damaged, the loss is recorded.
    fn related(&mut self, part: &str) -> Result<Vec<Relationship>, Unread> {
        relationships::read(&mut self.package, part).or_else(|reason| {
            self.deck.lose(reason)?;
            Ok(Vec::new())
        })
    }

    /// The shapes of a slide or of its notes, up to any damage.
    fn shapes(&mut self, part: &str) -> Result<Shapes, Unread> {
        let mut shapes = Shapes::default();
        let text = self.text(part)?;
        if let Err(reason) = shapes.read(part, &text) {
            self.deck.lose(reason)?;
        }
        if shapes.misses_object {
            self.deck.lose(EMBEDDED)?;
        }
        Ok(shapes)
    }

    /// The lines of shapes, with those of the charts and diagrams among them.
    fn lines(
        &mut self,
        entries: Vec<Entry>,
        related: &[Relationship],
    ) -> Result<Vec<Line>, Unread> {
        let by_id = related.iter().map(|part| (part.id.as_str(), part));
        let by_id: HashMap<&str, &Relationship> = by_id.collect();
        let mut lines = Vec::new();
        for entry in entries {
            match entry {
                Entry::Line(line) => lines.push(line),
                Entry::Graphic(id) => match by_id.get(id.as_str()) {
                    Some(part) => lines.extend(self.graphic(part)?),
                    None => self.deck.lose(Unread::missing_part("a chart or diagram"))?,
                },
            }
        }
        Ok(lines)
    }

    /// The text of a chart or diagram.
    fn graphic(&mut self, part: &Relationship) -> Result<Vec<Line>, Unread> {
        if !self.is_new(&part.target) {
            return Ok(Vec::new());
        }
        match part.role.as_str() {
            "diagramData" => self.part_lines(&part.target, diagram::read),
            _ => self.part_lines(&part.target, chart::read),
        }
    }

    /// The lines of a part that `read` adds to a list, up to any damage.
    fn part_lines(
        &mut self,
        part: &str,
        read: impl FnOnce(&str, &str, &mut Vec<Line>) -> Result<(), Unread>,
    ) -> Result<Vec<Line>, Unread> {
        let mut lines = Vec::new();
        let text = self.text(part)?;
        if let Err(reason) = read(part, &text, &mut lines) {
            self.deck.lose(reason)?;
        }
        Ok(lines)
    }

    /// The text of a part; if it is missing or damaged, the loss is recorded and the text is empty.
    fn text(&mut self, part: &str) -> Result<String, Unread> {
        let text = xml::part(&mut self.package, part);
        let text = text.and_then(|text| text.ok_or_else(|| Unread::missing_part(part)));
        text.or_else(|reason| {
            self.deck.lose(reason)?;
            Ok(String::new())
        })
    }
}

#[cfg(test)]
mod tests;
