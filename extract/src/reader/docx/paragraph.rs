//! A paragraph under construction: its words run by run, and its properties.

use super::styles::{ListReference, is_on_element};
use crate::reader::build::label::Label;
use crate::reader::build::symbols::{self, SymbolFont};
use crate::reader::storage::xml::Element;

/// A paragraph that is open.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// The words so far.
    pub words: String,
    /// The id of its style.
    pub style: Option<String>,
    /// Its own outline level, 0-based.
    pub outline_level: Option<u8>,
    /// Its own list.
    pub list: ListReference,
    /// The number that the file states for it, in the XML of Word 2003.
    pub label: Option<Label>,
    /// Whether its mark is deleted, so that the next paragraph continues its line.
    pub is_joined: bool,
}

impl Paragraph {
    /// Applies a paragraph property (ISO/IEC 29500-1 §17.3.1).
    pub(super) fn set(&mut self, element: &Element<'_>) {
        match element.name() {
            "pStyle" => self.style = element.id("val"),
            "outlineLvl" => self.outline_level = element.number("val"),
            "numId" => self.list.num = element.id("val"),
            "ilvl" => self.list.level = element.number("val"),
            _ => {}
        }
    }
}

/// A run that is open.
#[derive(Debug, Default)]
pub(super) struct Run {
    style: Option<String>,
    is_hidden: Option<bool>,
    font: Option<SymbolFont>,
}

impl Run {
    /// Applies a run property (ISO/IEC 29500-1 §17.3.2).
    pub(super) fn set(&mut self, element: &Element<'_>) {
        match element.name() {
            "rStyle" => self.style = element.id("val"),
            "vanish" => self.is_hidden = Some(is_on_element(element)),
            "rFonts" => {
                let font = element
                    .attribute("ascii")
                    .or_else(|| element.attribute("hAnsi"));
                self.font = font.and_then(|font| SymbolFont::named(&font));
            }
            _ => {}
        }
    }

    /// Whether the run is not visible; `is_style_hidden` tells whether a style hides text.
    pub(super) fn is_hidden(&self, is_style_hidden: impl Fn(&str) -> bool) -> bool {
        self.is_hidden
            .unwrap_or_else(|| self.style.as_deref().is_some_and(is_style_hidden))
    }

    /// Text of the run as a reader sees it.
    pub(super) fn write(&self, text: &str, words: &mut String) {
        let on_one_line = text
            .chars()
            .map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c });
        match self.font {
            Some(font) => words.extend(on_one_line.filter_map(|c| symbols::in_font(font, c))),
            None => words.extend(on_one_line),
        }
    }
}

/// The character that an element of a run stands for (ISO/IEC 29500-1 §17.3.3).
pub(super) fn character(element: &Element<'_>) -> Option<char> {
    match element.name() {
        "tab" | "ptab" => Some('\t'),
        "br" | "cr" => Some('\n'),
        "noBreakHyphen" => Some('-'),
        "sym" => {
            let code = u32::from_str_radix(element.attribute("char")?.trim(), 16).ok()?;
            symbols::symbol(&element.attribute("font").unwrap_or_default(), code)
        }
        _ => None,
    }
}
