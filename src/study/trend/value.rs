//! The values that reports and sections are grouped by.

use std::collections::HashMap;

use crate::api::{Grouped, TrendField, TrendGroup};
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{DocumentAddress, TextColumn};
use crate::matching::Matcher;
use crate::structure::PlaceCodes;

/// The value of a property; `None` for what has none.
pub(super) type Value = Option<FieldValue>;

/// A value of a property.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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

/// The distinct values of a property, numbered in the order in which they were found.
pub(super) struct Values<'s> {
    matcher: Matcher<'s>,
    field: TrendField,
    /// What each is compared by.
    keys: Vec<Key>,
    /// Each in its first spelling.
    spellings: Vec<Value>,
    /// The codes of each, if it is a place.
    codes: Vec<PlaceCodes<'s>>,
    by_key: HashMap<Key, usize>,
    by_value: HashMap<Value, usize>,
}

impl<'s> Values<'s> {
    pub(super) fn of(matcher: Matcher<'s>, field: TrendField) -> Self {
        Self {
            matcher,
            field,
            keys: Vec::new(),
            spellings: Vec::new(),
            codes: Vec::new(),
            by_key: HashMap::new(),
            by_value: HashMap::new(),
        }
    }

    /// The number of a value; those that fold alike have the same.
    pub(super) fn number(&mut self, value: Value) -> Result<usize> {
        if let Some(known) = self.by_value.get(&value) {
            return Ok(*known);
        }
        let key = Key::of(&value, self.matcher.fold);
        let number = match self.by_key.get(&key) {
            Some(known) => *known,
            None => self.add(key, value.clone())?,
        };
        self.by_value.insert(value, number);
        Ok(number)
    }

    fn add(&mut self, key: Key, value: Value) -> Result<usize> {
        let number = self.spellings.len();
        if self.field == TrendField::Region {
            let region = text_of(&value).unwrap_or_default();
            self.codes.push(self.matcher.columns().place_codes(region)?);
        }
        self.by_key.insert(key.clone(), number);
        self.keys.push(key);
        self.spellings.push(value);
        Ok(number)
    }

    /// What each value, by its number, is compared by.
    pub(super) fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// For each value, by its number, its place in the order.
    pub(super) fn ranks(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.keys.len()).collect();
        order.sort_unstable_by_key(|number| &self.keys[*number]);
        let mut ranks = vec![0; order.len()];
        for (rank, number) in order.into_iter().enumerate() {
            ranks[number] = rank;
        }
        ranks
    }

    /// Names a value in a group.
    pub(super) fn name(&self, number: usize, group: &mut TrendGroup) {
        let value = &self.spellings[number];
        let text = || Grouped::of(text_of(value).map(String::from));
        match self.field {
            TrendField::Year => group.year = Grouped::of(year_of(value)),
            TrendField::Region => group.region = Grouped::of(text_of(value).map(levels)),
            TrendField::Province => group.province = text(),
            TrendField::Issuer => group.issuer = text(),
            TrendField::Heading => group.heading = text(),
            TrendField::Code => group.code = text(),
        }
    }

    /// Names the code of a place in a group, in the year that it has.
    pub(super) fn name_code(&self, number: usize, group: &mut TrendGroup) {
        if let Some(codes) = self.codes.get(number) {
            let year = group.year.value().copied();
            group.code = Grouped::of(codes.code(year));
        }
    }
}

fn year_of(value: &Value) -> Option<u16> {
    match value {
        Some(FieldValue::Year(year)) => Some(*year),
        _ => None,
    }
}

fn text_of(value: &Value) -> Option<&str> {
    match value {
        Some(FieldValue::Text(text)) => Some(text),
        _ => None,
    }
}

fn levels(region: &str) -> Vec<String> {
    region.split('/').map(String::from).collect()
}
