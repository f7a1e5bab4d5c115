//! The elements of a story that decide what is read, by local name.
//!
//! Owns names only; [`super::body`] decides how an element is read.

/// Elements that are not shown: deleted and moved text, former properties, properties that do not affect text, the
/// pronunciation above a word.
pub(super) const LEFT_OUT: [&str; 20] = [
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
    "ffData",
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
            ("tr", _) => Self::Row,
            ("tc", _) => Self::Cell,
            ("txbxContent", _) => Self::TextBox,
            ("AlternateContent", _) => Self::Alternatives,
            _ => Self::Other,
        }
    }
}
