//! Finds the reports, sections and positions that match a filter, a text or a constraint.
//!
//! Owns the evaluation of constraints over the exact layer, and citations. Must not know how an answer is ordered or
//! shown.

mod cite;
mod concept;
mod constraint;
mod facet;
mod matcher;
mod matches;
mod occurrence;
mod pattern;
mod proximity;
mod strict;
mod texts;

pub(crate) use cite::SectionCitations;
pub(crate) use concept::scan_concept;
pub(crate) use constraint::ConstraintMatcher;
pub(crate) use facet::{facets, facets_of};
pub(crate) use matcher::{Matcher, sections_taken};
pub(crate) use matches::{
    DocumentMatches, MatchCounts, Matches, count_sections, keep_taken, section_bytes, section_of,
};
pub(crate) use occurrence::{Occurrence, scan};
pub(crate) use pattern::scan_patterns;
pub(crate) use proximity::has_together;
pub(crate) use strict::scan_strictly;
pub(crate) use texts::Texts;
