//! Values of answers as words for people; JSON and tables have their names.

use quanwen::api::ResolutionStatus;
use quanwen::{Basis, Part};
use quanwen_messages::{Text, text};

/// A part of a report.
pub(super) fn name_of(part: Part) -> Text {
    match part {
        Part::Body => text!("body"),
        Part::Front => text!("front"),
        Part::Contents => text!("contents"),
        Part::Glossary => text!("glossary"),
        Part::Notes => text!("notes"),
        Part::Annex => text!("annex"),
    }
}

/// Where a value of the metadata comes from.
pub(super) fn source_of(basis: Basis) -> Text {
    match basis {
        Basis::Page => text!("page"),
        Basis::Title => text!("title"),
        Basis::Text => text!("text"),
        Basis::Delivery => text!("delivery"),
        Basis::Signature => text!("signature"),
        Basis::Tasks => text!("tasks"),
        Basis::Path => text!("path"),
        Basis::Inferred => text!("inferred"),
        Basis::Correction => text!("correction"),
    }
}

/// What became of a cited place.
pub(super) fn state_of(status: ResolutionStatus) -> Text {
    match status {
        ResolutionStatus::Same => text!("same"),
        ResolutionStatus::Moved => text!("moved"),
        ResolutionStatus::Altered => text!("altered"),
        ResolutionStatus::Gone => text!("gone"),
    }
}
