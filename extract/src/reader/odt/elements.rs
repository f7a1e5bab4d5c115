//! The elements of content that decide what is read, by local name.
//!
//! Owns names; [`super::body`] decides how an element is read.

use super::pages::Region;

/// Elements whose text is not visible or stands elsewhere.
pub(super) const LEFT_OUT: [&str; 12] = [
    "scripts",
    "font-face-decls",
    "automatic-styles",
    "master-styles",
    "tracked-changes",
    "forms",
    "note-citation",
    "number",
    "ruby-text",
    "script",
    "binary-data",
    "event-listeners",
];
/// Elements within a paragraph that contain text only in paragraphs of their own: notes and drawings (ODF 1.3 part 3,
/// §10).
pub(super) const WITHOUT_WORDS: [&str; 25] = [
    "note",
    "frame",
    "text-box",
    "image",
    "object",
    "object-ole",
    "plugin",
    "applet",
    "floating-frame",
    "g",
    "rect",
    "line",
    "polyline",
    "polygon",
    "regular-polygon",
    "path",
    "circle",
    "ellipse",
    "connector",
    "caption",
    "measure",
    "control",
    "page-thumbnail",
    "custom-shape",
    "scene",
];

/// The kind of an open element, as far as it matters to its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Paragraph,
    /// An element within a paragraph whose text belongs to the paragraph.
    Inline,
    List,
    ListItem,
    Row,
    Cell,
    NoteBody,
    Comment,
    Region(Region),
    /// A fraction of a formula, and whether its numerator has begun (`MathML` 3.3.2).
    Fraction {
        has_numerator: bool,
    },
    /// Characters of a formula (`MathML` 3.2), which belong to the paragraph around it.
    MathToken,
    /// A drawing or another element that contains text only in its paragraphs.
    Other,
}
