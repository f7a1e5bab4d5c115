//! The elements of a story that decide what is read, by local name.
//!
//! Owns names and what is stated in the attributes of one element; [`super::body`] decides how an element is read.

use crate::reader::build::label::{Label, MAX_LABEL};
use crate::reader::storage::xml::Element;

/// Elements that are not shown: deleted and moved text, former properties, properties that do not affect text, the
/// pronunciation above a word.
pub(super) const LEFT_OUT: [&str; 19] = [
    "del",
    "moveFrom",
    "delText",
    "delInstrText",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "tblPrExChange",
    "tblGridChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "numberingChange",
    "sectPr",
    "sdtPr",
    "sdtEndPr",
    "tblPr",
    "tblGrid",
    "rt",
];

/// The role of an open element, as far as its content needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Paragraph,
    ParagraphProperties,
    /// The list of a paragraph in the XML of Word 2003.
    ListProperties,
    /// The properties of a paragraph's mark.
    MarkProperties,
    Run,
    RunProperties,
    Text,
    FieldCode,
    /// The properties of a form field.
    FormField,
    Row,
    Cell,
    TextBox,
    Alternatives,
    Other,
}

impl Tag {
    /// The role of an element of this name within its parent.
    pub(super) fn new(name: &str, parent: Option<Self>) -> Self {
        match (name, parent) {
            ("p", _) => Self::Paragraph,
            ("pPr", Some(Self::Paragraph)) => Self::ParagraphProperties,
            ("rPr", Some(Self::ParagraphProperties)) => Self::MarkProperties,
            ("listPr", Some(Self::ParagraphProperties)) => Self::ListProperties,
            ("t", Some(Self::ListProperties)) => Self::Other,
            ("r", _) => Self::Run,
            ("rPr", Some(Self::Run)) => Self::RunProperties,
            ("t", _) => Self::Text,
            ("instrText", _) => Self::FieldCode,
            ("ffData", _) | ("checkBox" | "ddList", Some(Self::FormField)) => Self::FormField,
            ("tr", _) => Self::Row,
            ("tc", _) => Self::Cell,
            ("txbxContent", _) => Self::TextBox,
            ("AlternateContent", _) => Self::Alternatives,
            _ => Self::Other,
        }
    }
}

/// The number that a list paragraph of Word 2003 states. A bullet is no number: a sign, or a lone letter in a font of signs.
pub(super) fn stated_label(element: &Element<'_>) -> Option<Label> {
    let text = element.prefix("val", MAX_LABEL)?;
    let is_number = text.contains(char::is_alphanumeric);
    let is_letter = text.len() == 1 && text.contains(|c: char| c.is_ascii_alphabetic());
    (is_number && !is_letter).then_some(Label {
        text,
        is_spaced: true,
    })
}

/// Whether an annotation of Word 2003 contains text that is not that of the document: deleted text, former properties, comments.
pub(super) fn is_left_out_annotation(annotation: &Element<'_>) -> bool {
    let kind = annotation.attribute("type").unwrap_or_default();
    matches!(
        kind.as_ref(),
        "Word.Deletion" | "Word.Comment" | "Word.Formatting" | "Word.Numbering"
    )
}
