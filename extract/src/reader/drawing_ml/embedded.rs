//! Embedded objects that show a page of another document as a picture (ISO/IEC 29500-1 §17.3.3.19 and §19.3.2.4).
//!
//! Owns which of them show text that is in no other part that is read. Formulas and icons of attached files do not count.

use crate::reader::storage::xml::Element;

/// What the names of programs begin with whose documents are text, tables and charts: of Office and of WPS.
const PROGRAMS: [&str; 9] = [
    "Excel.",
    "Word.",
    "PowerPoint.",
    "MSGraph.",
    "Visio.",
    "ET.",
    "KET.",
    "WPS.",
    "WPP.",
];

/// Whether an element `OLEObject` of a document or `oleObj` of a slide shows text that is not read.
pub(in crate::reader) fn shows_text(object: &Element<'_>) -> bool {
    let program = object
        .attribute("ProgID")
        .or_else(|| object.attribute("progId"));
    let is_icon = object.is("DrawAspect", "Icon")
        || object.is("showAsIcon", "1")
        || object.is("showAsIcon", "true");
    let is_document = |program: &str| PROGRAMS.iter().any(|name| program.starts_with(name));
    !is_icon && program.is_some_and(|program| is_document(&program))
}
