//! What a section must satisfy, as clauses of a query.

use quanwen::api::Filter;
use quanwen::backend::{NamedReports, Rules};
use quanwen::query::{Constraint, FieldValue, Leaf, Scope};
use quanwen::{Error, Result};
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
    /// The sections that satisfy a constraint, and, for figures, some that do not.
    ///
    /// # Errors
    /// [`Error::Query`] for what the server cannot decide.
    pub(crate) fn constraint(&self, constraint: &Constraint) -> Result<Value> {
        match constraint {
            Constraint::Leaf { leaf, column, .. } => {
                self.leaf(leaf).map_err(|reason| undecided(*column, reason))
            }
            Constraint::All(all) => Ok(json!({ "bool": { "filter": self.each(all)? } })),
            Constraint::Any(parts) => Ok(any(&self.each(parts)?)),
            Constraint::Not(part) => {
                if let Some(column) = figure(part) {
                    return Err(undecided(
                        column,
                        "a figure cannot be excluded on a cluster",
                    ));
                }
                Ok(json!({ "bool": { "must_not": [self.constraint(part)?] } }))
            }
        }
    }

    fn each(&self, constraints: &[Constraint]) -> Result<Vec<Value>> {
        constraints
            .iter()
            .map(|part| self.constraint(part))
            .collect()
    }

    fn leaf(&self, leaf: &Leaf) -> std::result::Result<Value, &'static str> {
        let spellings = |spellings: &[String]| {
            let phrases = spellings.iter().map(|text| phrase("chars", text));
            any(&phrases.collect::<Vec<_>>())
        };
        match leaf {
            Leaf::Text(phrase) => Ok(spellings(&phrase.readings)),
            Leaf::Figure(figure) => Ok(spellings(&quanwen::backend::figure_spellings(figure))),
            Leaf::Together {
                scope: Scope::Section,
                texts,
            } => {
                let texts = texts.iter().map(|phrase| spellings(&phrase.readings));
                Ok(json!({ "bool": { "filter": texts.collect::<Vec<_>>() } }))
            }
            Leaf::Near { .. } | Leaf::Together { .. } => {
                Err("distances and sentences are searched in an index, not on a cluster")
            }
            Leaf::Scan { .. } => {
                Err("wildcards and expressions are searched in an index, not on a cluster")
            }
            Leaf::Field(field) => Ok(self.field(field)),
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
    let phrases = |field: &str, texts: &[String]| {
        let phrases = texts.iter().map(|text| phrase(field, text));
        any(&phrases.collect::<Vec<_>>())
    };
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
            json!({ "bool": { "filter": [after, phrases("heading", headings)] } })
        }
        NamedReports::Issuers(names) => phrases("issuer_chars", names),
        NamedReports::Kinds(texts) => phrases("title_chars", texts),
    }
}

/// Where a constraint asks for a figure.
fn figure(constraint: &Constraint) -> Option<usize> {
    match constraint {
        Constraint::Leaf { leaf, column, .. } => matches!(leaf, Leaf::Figure(_)).then_some(*column),
        Constraint::All(parts) | Constraint::Any(parts) => parts.iter().find_map(figure),
        Constraint::Not(part) => figure(part),
    }
}

/// The query is added by the caller, which has it.
fn undecided(column: usize, reason: &str) -> Error {
    Error::Query {
        query: String::new(),
        column,
        message: reason.to_string(),
    }
}
