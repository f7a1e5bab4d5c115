//! What clap knows of an error.

use std::error::Error;

use anstyle::Style;
use clap::builder::Styles;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use quanwen_messages::Argument;

/// Before what belongs to an error, on a line of its own.
pub(super) const INDENT: &str = "  ";

/// What clap knows of an error.
pub(super) struct Context<'e> {
    pub values: Vec<(ContextKind, &'e ContextValue)>,
    pub kind: ErrorKind,
    pub source: Option<&'e (dyn Error + 'static)>,
    pub styles: Styles,
}

impl Context<'_> {
    pub(super) fn get(&self, kind: ContextKind) -> Option<&ContextValue> {
        let mut values = self.values.iter();
        let (_, value) = values.find(|(known, _)| *known == kind)?;
        Some(value)
    }

    /// A value; the last of several.
    pub(super) fn text(&self, kind: ContextKind) -> Option<String> {
        self.texts(kind).pop()
    }

    pub(super) fn texts(&self, kind: ContextKind) -> Vec<String> {
        match self.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(texts)) => texts.clone(),
            _ => Vec::new(),
        }
    }

    pub(super) fn number(&self, kind: ContextKind) -> String {
        match self.get(kind) {
            Some(ContextValue::Number(number)) => number.to_string(),
            _ => String::new(),
        }
    }

    /// What is wrong, marked as such.
    pub(super) fn invalid(&self, kind: ContextKind) -> String {
        let text = self.text(kind).unwrap_or_default();
        painted(self.styles.get_invalid(), &text)
    }

    /// What would be right, marked as such.
    pub(super) fn valid(&self, text: &str) -> String {
        painted(self.styles.get_valid(), text)
    }

    /// What is possible, if that is known.
    pub(super) fn listed(&self, kind: ContextKind) -> Option<Argument> {
        let possible = self.texts(kind);
        let listed = possible.iter().map(|one| self.valid(one)).collect();
        (!possible.is_empty()).then_some(listed)
    }
}

/// A text in a style.
pub(super) fn painted(style: &Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}
