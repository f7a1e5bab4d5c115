//! What a section must satisfy, as clauses of a query.

use quanwen::api::Filter;
use quanwen::backend::{NamedReports, Rules, figure_spellings};
use quanwen::query::{Constraint, FieldValue, Leaf, Phrase};
use serde_json::{Value, json};

use crate::candidates::phrase;
use crate::selection::{Groups, any};

/// Turns what a query requires into clauses.
pub(crate) struct Conditions<'c> {
    pub rules: &'c Rules,
    /// The places and years of all reports.
    pub groups: &'c Groups,
}

impl Conditions<'_> {
    /// The sections that satisfy a constraint, and some that do not: the client decides.
    pub(crate) fn superset(&self, constraint: &Constraint) -> Value {
        match constraint {
            Constraint::Leaf { leaf, .. } => self.leaf(leaf),
            Constraint::All(all) => {
                let each = all.iter().map(|part| self.superset(part));
                json!({ "bool": { "filter": each.collect::<Vec<_>>() } })
            }
            Constraint::Any(parts) => {
                let each = parts.iter().map(|part| self.superset(part));
                any(&each.collect::<Vec<_>>())
            }
            Constraint::Not(part) => none_of(&self.subset(part)),
        }
    }

    /// Sections that satisfy a constraint, but not all of them.
    fn subset(&self, constraint: &Constraint) -> Value {
        match constraint {
            Constraint::Leaf { leaf, .. } => match leaf {
                Leaf::Text(text) => {
                    let readings = &text.readings;
                    let borrowed = none_of(&spellings("overhang", readings));
                    json!({ "bool": { "filter": [spellings("chars", readings), borrowed] } })
                }
                Leaf::Field(field) => self.field(field),
                _ => any(&[]),
            },
            Constraint::All(all) => {
                let each = all.iter().map(|part| self.subset(part));
                json!({ "bool": { "filter": each.collect::<Vec<_>>() } })
            }
            Constraint::Any(parts) => {
                let each = parts.iter().map(|part| self.subset(part));
                any(&each.collect::<Vec<_>>())
            }
            Constraint::Not(part) => none_of(&self.superset(part)),
        }
    }

    fn leaf(&self, leaf: &Leaf) -> Value {
        let each = |texts: &[Phrase]| {
            let texts = texts.iter().map(|text| spellings("chars", &text.readings));
            json!({ "bool": { "filter": texts.collect::<Vec<_>>() } })
        };
        match leaf {
            Leaf::Text(text) => spellings("chars", &text.readings),
            Leaf::Figure(figure) => spellings("chars", &figure_spellings(figure)),
            Leaf::Near { texts, .. } | Leaf::Together { texts, .. } => each(texts),
            Leaf::Scan { literals, .. } => {
                let literals = literals.iter().map(|text| phrase("chars", text));
                json!({ "bool": { "filter": literals.collect::<Vec<_>>() } })
            }
            Leaf::Field(field) => self.field(field),
        }
    }

    fn field(&self, field: &FieldValue) -> Value {
        match field {
            FieldValue::Title(text) => phrase("title_chars", text),
            FieldValue::Issuer(text) => phrase("issuer_chars", text),
            FieldValue::DocumentNumber(text) => phrase("number_chars", text),
            FieldValue::Heading(text) => phrase("heading", text),
            FieldValue::Region(place) => {
                let filter = Filter::default().region(place);
                let groups = self.groups.0.iter();
                let taken = groups.filter(|group| self.rules.takes_region(&filter, &group.region));
                let mut regions: Vec<&str> = taken.map(|group| group.region.as_str()).collect();
                regions.dedup();
                json!({ "terms": { "region": regions } })
            }
            FieldValue::Year(range) => {
                let years = self.groups.0.iter().filter_map(|group| group.year);
                let mut years: Vec<u16> = years.filter(|year| range.contains(*year)).collect();
                years.sort_unstable();
                years.dedup();
                json!({ "terms": { "year": years } })
            }
        }
    }
}

/// The sections of reports that a query names.
pub(crate) fn named(reports: &NamedReports) -> Value {
    match reports {
        NamedReports::Of(regions) => json!({ "terms": { "region": regions } }),
        NamedReports::Below(regions) => {
            let below = regions.iter();
            let below = below.map(|region| json!({ "prefix": { "region": format!("{region}/") } }));
            any(&below.collect::<Vec<_>>())
        }
        NamedReports::Years(years) => json!({ "terms": { "year": years } }),
        NamedReports::Reviews(years, headings) => {
            let after: Vec<u16> = years.iter().map(|year| year.saturating_add(1)).collect();
            let after = json!({ "terms": { "year": after } });
            json!({ "bool": { "filter": [after, spellings("heading", headings)] } })
        }
        NamedReports::Issuers(names) => spellings("issuer_chars", names),
        NamedReports::Kinds(texts) => spellings("title_chars", texts),
    }
}

/// Whether a section that is in the superset of a constraint may yet not satisfy it, whatever it borrows of the next one.
pub(crate) fn is_undecided(constraint: &Constraint) -> bool {
    match constraint {
        Constraint::Leaf { leaf, .. } => !matches!(leaf, Leaf::Text(_) | Leaf::Field(_)),
        Constraint::All(parts) | Constraint::Any(parts) => parts.iter().any(is_undecided),
        Constraint::Not(part) => is_undecided(part),
    }
}

/// The texts of a constraint.
pub(crate) fn texts(constraint: &Constraint) -> Vec<&String> {
    match constraint {
        Constraint::Leaf { leaf, .. } => match leaf {
            Leaf::Text(text) => text.readings.iter().collect(),
            _ => Vec::new(),
        },
        Constraint::All(parts) | Constraint::Any(parts) => parts.iter().flat_map(texts).collect(),
        Constraint::Not(part) => texts(part),
    }
}

/// The sections that have a text in one of its spellings.
fn spellings(field: &str, spellings: &[String]) -> Value {
    let phrases = spellings.iter().map(|text| phrase(field, text));
    any(&phrases.collect::<Vec<_>>())
}

fn none_of(clause: &Value) -> Value {
    json!({ "bool": { "must_not": [clause] } })
}
