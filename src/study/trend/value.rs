//! The values that reports and sections are grouped by.

use std::collections::HashMap;

use crate::api::{Grouped, TrendField, TrendGroup};
use crate::error::Result;
use crate::fold::Fold;
use crate::index::{DocumentAddress, Places, TextColumn};
use crate::matching::Matcher;
use crate::structure::PlaceCodes;

/// What values are compared and named by: the fold of texts, and the places of the corpus.
#[derive(Clone, Copy)]
pub(super) struct Naming<'s> {
    pub fold: &'s Fold,
    pub places: Option<&'s Places>,
}

impl<'s> Naming<'s> {
    /// What some properties need: the places are found only for those that depend on them.
    pub(super) fn of(matcher: Matcher<'s>, fields: &[TrendField]) -> Result<Self> {
        let of_place = [TrendField::Region, TrendField::Province, TrendField::Code];
        let needs_places = fields.iter().any(|field| of_place.contains(field));
        Ok(Self {
            fold: matcher.fold,
            places: if needs_places {
                matcher.columns().places()?
            } else {
                None
            },
        })
    }

    /// The province of a place, given its full name.
    fn province(self, region: &str) -> Value {
        let first = region.split('/').next().unwrap_or_default();
        let is_province = self.places.is_some_and(|places| places.is_province(first));
        is_province.then(|| FieldValue::Text(first.to_string()))
    }

    /// The code of a place in a year or today, given its full name.
    fn code(self, region: &str, year: Option<u16>) -> Value {
        let code = self.places.and_then(|places| places.code(region, year));
        code.map(FieldValue::Text)
    }

    /// The codes of a place in all years, given its full name.
    fn codes(self, region: &str) -> PlaceCodes<'s> {
        let codes = self.places.map(|places| places.codes(region));
        codes.unwrap_or_default()
    }
}

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

/// What a report, or a section of it, is grouped by.
#[derive(Debug, Clone, Copy, Default)]
pub struct GroupedValues<'v> {
    /// The year that the report is about.
    pub year: Option<u16>,
    /// The full name of its place, levels joined by `/`; empty for none.
    pub region: &'v str,
    /// Its issuer; empty for none.
    pub issuer: &'v str,
    /// The topmost heading that the section is under, without its number; empty before the first.
    pub heading: &'v str,
}

impl GroupedValues<'_> {
    /// The value of a property.
    pub(super) fn of(&self, field: TrendField, naming: Naming) -> Value {
        match field {
            TrendField::Year => self.year.map(FieldValue::Year),
            TrendField::Region => text(self.region.to_string()),
            TrendField::Province => naming.province(self.region),
            TrendField::Issuer => text(self.issuer.to_string()),
            TrendField::Heading => text(self.heading.to_string()),
            TrendField::Code => naming.code(self.region, self.year),
        }
    }
}

/// The values of a property of some reports. Headings are of sections: every report is without one.
pub(super) fn values_of(
    matcher: Matcher,
    naming: Naming,
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
        TrendField::Province => Ok(texts(TextColumn::Region)?
            .iter()
            .map(|region| naming.province(region))
            .collect()),
        TrendField::Code => Ok(texts(TextColumn::Region)?
            .iter()
            .zip(years()?)
            .map(|(region, year)| naming.code(region, year))
            .collect()),
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
    naming: Naming<'s>,
    field: TrendField,
    /// What each is compared by.
    keys: Vec<Key>,
    /// Each in the spelling that is [preferred](prefers).
    spellings: Vec<Value>,
    /// The codes of each, if it is a place.
    codes: Vec<PlaceCodes<'s>>,
    by_key: HashMap<Key, usize>,
    by_value: HashMap<Value, usize>,
}

impl<'s> Values<'s> {
    pub(super) fn of(naming: Naming<'s>, field: TrendField) -> Self {
        Self {
            naming,
            field,
            keys: Vec::new(),
            spellings: Vec::new(),
            codes: Vec::new(),
            by_key: HashMap::new(),
            by_value: HashMap::new(),
        }
    }

    /// The number of a value; those that fold alike have the same.
    pub(super) fn number(&mut self, value: Value) -> usize {
        if let Some(known) = self.by_value.get(&value) {
            return *known;
        }
        let key = Key::of(&value, self.naming.fold);
        let number = match self.by_key.get(&key) {
            Some(known) => *known,
            None => self.add(key, value.clone()),
        };
        if prefers(&value, &self.spellings[number], self.naming.fold) {
            self.spellings[number].clone_from(&value);
        }
        self.by_value.insert(value, number);
        number
    }

    fn add(&mut self, key: Key, value: Value) -> usize {
        let number = self.spellings.len();
        if self.field == TrendField::Region {
            let region = text_of(&value).unwrap_or_default();
            self.codes.push(self.naming.codes(region));
        }
        self.by_key.insert(key.clone(), number);
        self.keys.push(key);
        self.spellings.push(value);
        number
    }

    /// The number of a value that is known.
    pub(super) fn known(&self, value: &Value) -> Option<usize> {
        let key = || Key::of(value, self.naming.fold);
        let by_value = self.by_value.get(value);
        by_value.or_else(|| self.by_key.get(&key())).copied()
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

/// Whether a spelling is shown instead of another that folds alike, whatever the order in which they are found: 望汀区 instead of
/// 望汀區, as it is its own fold; of others the first.
fn prefers(value: &Value, shown: &Value, fold: &Fold) -> bool {
    let key = |value: &Value| {
        let text = text_of(value).unwrap_or_default();
        (fold.fold_text(text) != text, text.to_string())
    };
    key(value) < key(shown)
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
