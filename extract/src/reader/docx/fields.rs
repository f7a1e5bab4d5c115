//! Fields, which have a code and a result; only the result is text (ISO/IEC 29500-1 §17.16.18). A check box or a list to
//! choose from states its result in properties (§17.16.17).

use crate::reader::build::eq_field::{self, MAX_CODE};
use crate::reader::storage::xml::Element;

/// A check box that is not checked, and one that is.
const CHECK_BOX: [&str; 2] = ["☐", "☑"];

/// The fields that are open, the outermost first.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them are in their code.
    in_code: usize,
}

#[derive(Debug)]
struct Field {
    code: String,
    is_in_code: bool,
    has_result: bool,
    /// What is chosen from.
    choices: Vec<String>,
    chosen: Option<usize>,
}

impl Fields {
    /// Begins a field with its code.
    pub(super) fn begin(&mut self) {
        self.open.push(Field {
            code: String::new(),
            is_in_code: true,
            has_result: false,
            choices: Vec::new(),
            chosen: None,
        });
        self.in_code += 1;
    }

    /// Begins the result of the innermost field.
    pub(super) fn separate(&mut self) {
        if let Some(field) = self.open.last_mut().filter(|field| field.is_in_code) {
            field.is_in_code = false;
            self.in_code -= 1;
        }
    }

    /// Applies a property of a form field.
    pub(super) fn set(&mut self, element: &Element<'_>) {
        let Some(field) = self.open.last_mut() else {
            return;
        };
        let choice = || element.attribute("val").unwrap_or_default().into_owned();
        match element.name() {
            "checkBox" => field.choices = CHECK_BOX.map(String::from).to_vec(),
            "listEntry" => field.choices.push(choice()),
            "default" => field.chosen = field.chosen.or_else(|| place(element)),
            "checked" | "result" => field.chosen = place(element),
            _ => {}
        }
    }

    /// Ends the innermost field; returns the words that its code or properties show if it has no result.
    pub(super) fn end(&mut self) -> Option<String> {
        self.separate();
        let field = self.open.pop()?;
        if field.has_result || self.in_code > 0 {
            return None;
        }
        let chosen = field.choices.get(field.chosen.unwrap_or(0)).cloned();
        chosen.or_else(|| eq_field::words(&field.code))
    }

    /// Adds to the code of the innermost field.
    pub(super) fn add_code(&mut self, code: &str) {
        if let Some(field) = self
            .open
            .last_mut()
            .filter(|field| field.code.len() + code.len() <= MAX_CODE)
        {
            field.code.push_str(code);
        }
    }

    /// Whether text is visible here; it then counts as the result of the innermost field.
    pub(super) fn admit_text(&mut self) -> bool {
        if self.in_code > 0 {
            return false;
        }
        if let Some(field) = self.open.last_mut() {
            field.has_result = true;
        }
        true
    }

    /// Ends a paragraph: a code that is still open has lost its end, and must not hide what follows.
    pub(super) fn end_paragraph(&mut self) {
        if self.in_code > 0 {
            self.open.clear();
            self.in_code = 0;
        }
    }
}

/// The place that a property states, 0-based; whether a box is checked is one of two.
fn place(element: &Element<'_>) -> Option<usize> {
    match element.attribute("val").as_deref() {
        None | Some("true" | "on") => Some(1),
        Some("false" | "off") => Some(0),
        Some(place) => place.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_seen_in_results_and_not_in_codes() {
        let mut fields = Fields::default();
        assert!(fields.admit_text());
        fields.begin();
        assert!(!fields.admit_text());
        fields.begin();
        fields.separate();
        assert!(!fields.admit_text());
        fields.end();
        fields.separate();
        assert!(fields.admit_text());
        assert_eq!(fields.end(), None);
        assert!(fields.admit_text());
    }

    #[test]
    fn a_drawn_field_without_result_shows_its_code_once() {
        let mut fields = Fields::default();
        fields.begin();
        fields.add_code("eq \\o\\ac");
        fields.add_code("(○,2)");
        assert_eq!(fields.end().as_deref(), Some("②"));
        fields.begin();
        fields.add_code("eq \\o\\ac(○,2)");
        fields.separate();
        assert!(fields.admit_text());
        assert_eq!(fields.end(), None);
    }

    #[test]
    fn fields_out_of_order_hide_one_paragraph_at_most() {
        let mut fields = Fields::default();
        assert_eq!(fields.end(), None);
        fields.separate();
        fields.begin();
        fields.end_paragraph();
        assert!(fields.admit_text());
        assert_eq!(fields.end(), None);
    }
}
