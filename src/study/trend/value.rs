//! The values that reports and sections are grouped by.

use crate::api::{Grouped, TrendField, TrendGroup};
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{DocumentAddress, TextColumn};
use crate::matching::Matcher;

/// The value of a property; `None` for what has none.
pub(super) type Value = Option<FieldValue>;

/// A value of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FieldValue {
    Year(u16),
    /// A place has its levels joined by `/`.
    Text(String),
}

/// What values are compared by: years by number, texts by their folds, what has no value last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key {
    Year(u16),
    Text(String),
    Without,
}

impl Key {
    pub(super) fn of(value: &Value, fold: &Fold) -> Self {
        match value {
            Some(FieldValue::Year(year)) => Self::Year(*year),
            Some(FieldValue::Text(text)) => Self::Text(fold.fold_text(text)),
            None => Self::Without,
        }
    }
}

/// The values of a property of some reports. Headings are of sections: every report is without one.
pub(super) fn values_of(
    matcher: Matcher,
    field: TrendField,
    documents: &[DocumentAddress],
) -> Result<Vec<Value>> {
    let columns = matcher.columns();
    let texts = |column| columns.texts_of(column, documents);
    let years = || -> Result<Vec<Option<u16>>> {
        documents
            .iter()
            .map(|document| columns.year(*document))
            .collect()
    };
    match field {
        TrendField::Year => Ok(years()?
            .into_iter()
            .map(|year| year.map(FieldValue::Year))
            .collect()),
        TrendField::Region => Ok(texts(TextColumn::Region)?.into_iter().map(text).collect()),
        TrendField::Issuer => Ok(texts(TextColumn::Issuer)?.into_iter().map(text).collect()),
        TrendField::Province => texts(TextColumn::Region)?
            .iter()
            .map(|region| Ok(columns.province(region)?.map(FieldValue::Text)))
            .collect(),
        TrendField::Code => texts(TextColumn::Region)?
            .iter()
            .zip(years()?)
            .map(|(region, year)| Ok(columns.code(region, year)?.map(FieldValue::Text)))
            .collect(),
        TrendField::Heading => Ok(vec![None; documents.len()]),
    }
}

/// A text as a value; an empty one is none.
pub(super) fn text(text: String) -> Value {
    Some(text)
        .filter(|text| !text.is_empty())
        .map(FieldValue::Text)
}

/// The group of some values, with the code of its place.
pub(super) fn group(
    matcher: Matcher,
    fields: &[TrendField],
    values: &[&Value],
) -> Result<TrendGroup> {
    let mut group = TrendGroup::default();
    for (field, value) in fields.iter().zip(values) {
        match field {
            TrendField::Year => group.year = Grouped::of(year_of(value)),
            TrendField::Region => {
                group.region = Grouped::of(text_of(value).map(|region| levels(&region)));
            }
            TrendField::Province => group.province = Grouped::of(text_of(value)),
            TrendField::Issuer => group.issuer = Grouped::of(text_of(value)),
            TrendField::Heading => group.heading = Grouped::of(text_of(value)),
            TrendField::Code => group.code = Grouped::of(text_of(value)),
        }
    }
    if let Some(region) = group.region.value() {
        let year = group.year.value().copied();
        let code = matcher.columns().code(&region.join("/"), year)?;
        group.code = Grouped::of(code);
    } else if !group.region.is_absent() {
        group.code = Grouped::Without;
    }
    Ok(group)
}

fn year_of(value: &Value) -> Option<u16> {
    match value {
        Some(FieldValue::Year(year)) => Some(*year),
        _ => None,
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Some(FieldValue::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

fn levels(region: &str) -> Vec<String> {
    region.split('/').map(String::from).collect()
}
