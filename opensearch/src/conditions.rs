//! What a section must satisfy, as clauses of a query.

use quanwen::api::Filter;
use quanwen::backend::{NamedReports, Rules, figure};
use quanwen::query::{Constraint, FieldValue, Leaf, Literal, Phrase};
use serde_json::{Value, json};

use crate::candidates::{any_beginning, any_phrase, phrase};
use crate::figures::{any_figure, is_longer_figure};
use crate::selection::{Groups, any};
use crate::tokens::{OVERHANG, is_longer};

/// Turns what a query requires into clauses.
pub(crate) struct Conditions<'c> {
    pub rules: &'c Rules,
    /// The places and years of all reports.
    pub groups: &'c Groups,
}

/// What the sections that the server finds are, beside those that satisfy a constraint.
#[derive(Clone, Copy)]
enum Bound {
    Superset,
    Subset,
}

impl Bound {
    /// What those of a constraint must be so that those of its negation are this.
    fn of_negation(self) -> Self {
        match self {
            Self::Superset => Self::Subset,
            Self::Subset => Self::Superset,
        }
    }
}

impl Conditions<'_> {
    /// The sections that satisfy a constraint, and some that do not: the client decides.
    pub(crate) fn superset(&self, constraint: &Constraint) -> Value {
        self.bound(constraint, Bound::Superset)
    }

    fn bound(&self, constraint: &Constraint, bound: Bound) -> Value {
        let each = |parts: &[Constraint]| -> Vec<Value> {
            let parts = parts.iter();
            parts.map(|part| self.bound(part, bound)).collect()
        };
        match constraint {
            Constraint::Leaf { leaf, .. } => match bound {
                Bound::Superset => self.leaf(leaf),
                Bound::Subset => self.surely(leaf),
            },
            Constraint::All(parts) => json!({ "bool": { "filter": each(parts) } }),
            Constraint::Any(parts) => any(&each(parts)),
            Constraint::Not(part) => none_of(&self.bound(part, bound.of_negation())),
        }
    }

    /// Sections that satisfy a condition whatever the client finds in them.
    fn surely(&self, leaf: &Leaf) -> Value {
        match leaf {
            Leaf::Text(text) => {
                let readings = &text.readings;
                of_its_own(&any_phrase("chars", readings), readings)
            }
            Leaf::Figure(figure) => {
                let spellings = figure::spellings(figure);
                if is_longer_figure(&spellings) {
                    return any(&[]);
                }
                of_its_own(&any_figure(&spellings), &spellings)
            }
            Leaf::Field(field) => self.field(field),
            _ => any(&[]),
        }
    }

    fn leaf(&self, leaf: &Leaf) -> Value {
        let each = |texts: &[Phrase]| {
            let texts = texts.iter().map(|text| any_phrase("chars", &text.readings));
            json!({ "bool": { "filter": texts.collect::<Vec<_>>() } })
        };
        match leaf {
            Leaf::Text(text) => any_beginning(&text.readings),
            Leaf::Figure(figure) => any_figure(&figure::spellings(figure)),
            Leaf::Near { texts, .. } | Leaf::Together { texts, .. } => each(texts),
            Leaf::Scan { literals, .. } => {
                let (near, far): (Vec<_>, Vec<_>) =
                    literals.iter().partition(|literal| is_near(literal));
                let phrases = |literals: Vec<&Literal>| -> Vec<Value> {
                    let literals = literals.into_iter();
                    literals
                        .map(|literal| phrase("chars", &literal.text))
                        .collect()
                };
                let mut clauses = phrases(near);
                if !far.is_empty() {
                    let here = json!({ "bool": { "filter": phrases(far) } });
                    clauses.push(any(&[here, json!({ "exists": { "field": "overhang" } })]));
                }
                json!({ "bool": { "filter": clauses } })
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
                let judge = self.rules.judge(&filter);
                let groups = self.groups.0.iter();
                let taken = groups.filter(|group| judge(group.year, &group.region).taken);
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
            json!({ "bool": { "filter": [after, any_phrase("heading", headings)] } })
        }
        NamedReports::Issuers(names) => any_phrase("issuer_chars", names),
        NamedReports::Kinds(texts) => any_phrase("title_chars", texts),
    }
}

/// Whether a section that is in the superset of a constraint may yet not satisfy it, whatever it borrows of the next one.
pub(crate) fn is_undecided(constraint: &Constraint) -> bool {
    match constraint {
        Constraint::Leaf { leaf, .. } => match leaf {
            Leaf::Text(text) => text.readings.iter().any(|text| is_longer(text)),
            Leaf::Figure(figure) => is_longer_figure(&figure::spellings(figure)),
            Leaf::Field(_) => false,
            _ => true,
        },
        Constraint::All(parts) | Constraint::Any(parts) => parts.iter().any(is_undecided),
        Constraint::Not(part) => is_undecided(part),
    }
}

/// Whether a constraint asks for fields alone, which a section does not borrow.
pub(crate) fn is_of_fields(constraint: &Constraint) -> bool {
    match constraint {
        Constraint::Leaf { leaf, .. } => matches!(leaf, Leaf::Field(_)),
        Constraint::All(parts) | Constraint::Any(parts) => parts.iter().all(is_of_fields),
        Constraint::Not(part) => is_of_fields(part),
    }
}

/// Whether a section in which a match begins has a literal of it, with what it borrows.
fn is_near(literal: &Literal) -> bool {
    literal.end.is_some_and(|end| end as usize <= OVERHANG + 1)
}

/// The texts of a constraint, the spellings of its figures among them.
pub(crate) fn texts(constraint: &Constraint) -> Vec<String> {
    match constraint {
        Constraint::Leaf { leaf, .. } => match leaf {
            Leaf::Text(text) => text.readings.clone(),
            Leaf::Figure(figure) => figure::spellings(figure),
            _ => Vec::new(),
        },
        Constraint::All(parts) | Constraint::Any(parts) => parts.iter().flat_map(texts).collect(),
        Constraint::Not(part) => texts(part),
    }
}

/// Of the sections that have one of some texts, those that borrow none of the next one.
fn of_its_own(having: &Value, texts: &[String]) -> Value {
    let borrowed = none_of(&any_phrase("overhang", texts));
    json!({ "bool": { "filter": [having, borrowed] } })
}

fn none_of(clause: &Value) -> Value {
    json!({ "bool": { "must_not": [clause] } })
}
