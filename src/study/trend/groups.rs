//! The groups of a trend: what is counted together, and where it stands in the answer.

use std::collections::{BTreeSet, HashMap};

use super::value::{FieldValue, GroupedValues, Key, Naming, Value, Values};
use crate::api::{TrendField, TrendGroup, TrendRequest, Years};
use crate::index::TextSize;

/// Maximum number of properties to count by.
pub(super) const MAX_FIELDS: usize = 2;

/// Maximum years of a filter whose years have a row each, whether or not there is a report.
const MAX_YEARS: usize = 1000;

/// The number of the value of each property that is counted by, in their order; 0 in the place of one that is not there.
pub(super) type GroupKey = [usize; MAX_FIELDS];

/// One group.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    /// `None` without a report.
    pub index: Option<usize>,
    key: GroupKey,
    pub documents: u64,
    pub size: TextSize,
}

/// The groups of a trend.
pub(super) struct Groups<'s> {
    /// The order of answers: each group, or the values of one without a report.
    order: Vec<Group>,
    /// The values of each property.
    fields: Vec<Values<'s>>,
    naming: Naming<'s>,
    /// The index of each group that has a report.
    known: HashMap<GroupKey, usize>,
}

impl Groups<'_> {
    /// The number of groups that have a report.
    pub(super) fn len(&self) -> usize {
        let with_reports = self.order.iter().filter(|group| group.index.is_some());
        with_reports.count()
    }

    /// For each group that has a report, by its index, its place in the order of answers.
    pub(super) fn places(&self) -> Vec<usize> {
        let mut places = vec![0; self.len()];
        for (place, group) in self.order.iter().enumerate() {
            if let Some(index) = group.index {
                places[index] = place;
            }
        }
        places
    }

    /// The index of the group of a report or a section, given the properties that are counted by.
    pub(super) fn index_of(&self, by: &[TrendField], values: &GroupedValues) -> Option<usize> {
        let mut key = GroupKey::default();
        for ((part, field), known) in key.iter_mut().zip(by).zip(&self.fields) {
            *part = known.known(&values.of(*field, self.naming))?;
        }
        self.known.get(&key).copied()
    }

    /// What the values of a group are in answers, with the code of its place. Made for each answer: in a large grid they are
    /// most of the memory.
    pub(super) fn named(&self, group: &Group) -> TrendGroup {
        let mut named = TrendGroup::default();
        let each = || self.fields.iter().zip(group.key);
        for (values, number) in each() {
            values.name(number, &mut named);
        }
        // In the year of the group, which is known now; a code that is counted by stays.
        if named.code.is_absent() {
            for (values, number) in each() {
                values.name_code(number, &mut named);
            }
        }
        named
    }

    /// Every group in the order of answers.
    pub(super) fn in_order(&self) -> impl Iterator<Item = &Group> {
        self.order.iter()
    }

    /// How long the texts of all groups are.
    pub(super) fn size(&self) -> TextSize {
        self.order.iter().map(|group| group.size).sum()
    }
}

/// Collects groups.
pub(super) struct GroupBuilder<'s, 'r> {
    request: &'r TrendRequest,
    naming: Naming<'s>,
    /// The values of each property.
    fields: Vec<Values<'s>>,
    known: HashMap<GroupKey, usize>,
    groups: Vec<Group>,
}

impl<'s, 'r> GroupBuilder<'s, 'r> {
    pub(super) fn new(request: &'r TrendRequest, naming: Naming<'s>) -> Self {
        let fields = request.by.iter();
        Self {
            request,
            naming,
            fields: fields.map(|field| Values::of(naming, *field)).collect(),
            known: HashMap::new(),
            groups: Vec::new(),
        }
    }

    /// The number of a value of a property, by the place of the property in the request.
    pub(super) fn number(&mut self, field: usize, value: Value) -> usize {
        self.fields[field].number(value)
    }

    /// The group of a report or a section, a new one if it is not known.
    pub(super) fn group_of(&mut self, values: &GroupedValues) -> usize {
        let mut key = GroupKey::default();
        for (index, field) in self.request.by.iter().enumerate() {
            key[index] = self.number(index, values.of(*field, self.naming));
        }
        self.group(key)
    }

    /// The group of some values, a new one if it is not known.
    pub(super) fn group(&mut self, key: GroupKey) -> usize {
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let index = self.groups.len();
        self.groups.push(Group {
            index: Some(index),
            key,
            ..Group::default()
        });
        self.known.insert(key, index);
        index
    }

    /// Adds reports to a group, and the size of their texts.
    pub(super) fn add(&mut self, group: usize, documents: u64, size: TextSize) {
        self.groups[group].documents += documents;
        self.groups[group].size += size;
    }

    /// The groups in the order of answers.
    pub(super) fn finish(mut self) -> Groups<'s> {
        let empty = self.without_reports().into_iter().map(|key| Group {
            key,
            ..Group::default()
        });
        let mut order = self.groups;
        order.extend(empty);
        let ranks: Vec<Vec<usize>> = self.fields.iter().map(Values::ranks).collect();
        order.sort_by_cached_key(|group| {
            let mut place = group.key;
            for (place, ranks) in place.iter_mut().zip(&ranks) {
                *place = ranks[*place];
            }
            place
        });
        Groups {
            order,
            fields: self.fields,
            naming: self.naming,
            known: self.known,
        }
    }

    /// Every year with every value of the other property that has no report: a place and a year. Not with headings: a report
    /// that lacks a heading is a report.
    fn without_reports(&mut self) -> Vec<GroupKey> {
        let by = &self.request.by;
        let Some(dated) = by.iter().position(|field| *field == TrendField::Year) else {
            return Vec::new();
        };
        if by.contains(&TrendField::Heading) {
            return Vec::new();
        }
        let years = self.years(dated).map(|year| Some(FieldValue::Year(year)));
        let years = years.map(|year| self.fields[dated].number(year));
        let years: Vec<usize> = years.collect();
        let all = years.into_iter().flat_map(|year| {
            self.others(dated).map(move |mut key| {
                key[dated] = year;
                key
            })
        });
        all.filter(|key| !self.known.contains_key(key)).collect()
    }

    /// The values of the property that is not the year, as keys; one of the year alone if there is none.
    fn others(&self, dated: usize) -> impl Iterator<Item = GroupKey> {
        let mut fields = self.fields.iter().enumerate();
        let other = fields.find(|(field, _)| *field != dated);
        let alone = other.is_none().then(GroupKey::default);
        let each = other.into_iter().flat_map(|(field, values)| {
            let keys = values.keys().iter().enumerate();
            let known = keys.filter(|(_, key)| **key != Key::Without);
            known.map(move |(number, _)| {
                let mut key = GroupKey::default();
                key[field] = number;
                key
            })
        });
        alone.into_iter().chain(each)
    }

    /// The years from the first to the last with a report, and those of the filter if it has a first and a last; none that the filter
    /// leaves out.
    fn years(&self, dated: usize) -> impl Iterator<Item = u16> + use<'r> {
        let of_reports = self.fields[dated]
            .keys()
            .iter()
            .filter_map(|key| match key {
                Key::Year(year) => Some(*year),
                Key::Text(_) | Key::Without => None,
            });
        let wanted = self.request.filter.years.as_ref();
        let bounds = wanted.and_then(Years::bounds);
        let bounds = bounds.filter(|bounds| bounds.len() <= MAX_YEARS);
        let ends = bounds
            .into_iter()
            .flat_map(|bounds| [*bounds.start(), *bounds.end()]);
        let all: BTreeSet<u16> = of_reports.chain(ends).collect();
        let first = all.first().copied().unwrap_or(1);
        let last = all.last().copied().unwrap_or(0);
        (first..=last).filter(move |year| wanted.is_none_or(|wanted| wanted.contains(*year)))
    }
}
