//! Puts the reports, or their sections, into groups.

use std::collections::{BTreeSet, HashMap};

use super::coverage::Covered;
use super::value::{FieldValue, Key, Values, text, values_of};
use crate::api::{TrendField, TrendGroup, TrendRequest, YearRange};
use crate::error::Result;
use crate::index::{DocumentAddress, SectionAddress, TextSize};
use crate::matching::Matcher;

/// Maximum number of properties to count by.
pub(super) const MAX_FIELDS: usize = 2;

/// Maximum years of a filter whose years have a row each, whether or not there is a report.
const MAX_YEARS: usize = 1000;

/// The groups of a trend, and which group each section is in.
pub(crate) struct Groups<'s> {
    /// From which section on a group applies, ascending.
    units: Vec<(SectionAddress, usize)>,
    /// The order of answers: each group, or the values of one without a report.
    order: Vec<Group>,
    /// The values of each property.
    fields: Vec<Values<'s>>,
}

/// The number of the value of each property that is counted by, in their order; 0 in the place of one that is not there.
type GroupKey = [usize; MAX_FIELDS];

/// One group.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    /// `None` without a report.
    pub index: Option<usize>,
    key: GroupKey,
    pub documents: u64,
    pub size: TextSize,
    /// The report counted last.
    last: Option<DocumentAddress>,
}

impl<'s> Groups<'s> {
    pub(crate) fn of(
        matcher: Matcher<'s>,
        request: &TrendRequest,
        covered: &Covered,
    ) -> Result<Self> {
        let mut builder = Builder::new(matcher, request);
        let keys = builder.keys_of_documents(covered)?;
        let of_sections = request.by.contains(&TrendField::Heading);
        if of_sections || !request.filter.takes_every_section() {
            let scope = matcher.scope(&request.filter, &covered.selection)?;
            let sections = scope
                .sections(matcher.snapshot)
                .collect::<Result<Vec<_>>>()?;
            if of_sections {
                builder.add_headed(covered, &sections, &keys)?;
            } else {
                builder.add_documents(covered, &keys, |_| Ok(TextSize::default()))?;
                builder.add_sizes(&sections)?;
            }
        } else {
            let size = |document| matcher.columns().document_size(document);
            builder.add_documents(covered, &keys, size)?;
        }
        builder.finish()
    }

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

    /// The group of a section, if the trend covers it.
    pub(crate) fn of_section(&self, section: SectionAddress) -> Option<usize> {
        group_at(&self.units, section)
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

/// The group that applies to a section.
fn group_at(units: &[(SectionAddress, usize)], section: SectionAddress) -> Option<usize> {
    let after = units.partition_point(|(first, _)| *first <= section);
    let (first, group) = units.get(after.checked_sub(1)?)?;
    (first.document == section.document).then_some(*group)
}

/// Collects reports or sections into groups.
struct Builder<'s, 'r> {
    matcher: Matcher<'s>,
    request: &'r TrendRequest,
    /// The values of each property.
    fields: Vec<Values<'s>>,
    known: HashMap<GroupKey, usize>,
    groups: Vec<Group>,
    units: Vec<(SectionAddress, usize)>,
}

impl<'s, 'r> Builder<'s, 'r> {
    fn new(matcher: Matcher<'s>, request: &'r TrendRequest) -> Self {
        let fields = request.by.iter();
        Self {
            matcher,
            request,
            fields: fields.map(|field| Values::of(matcher, *field)).collect(),
            known: HashMap::new(),
            groups: Vec::new(),
            units: Vec::new(),
        }
    }

    /// The values of each report; of headings, which are of sections, none.
    fn keys_of_documents(&mut self, covered: &Covered) -> Result<Vec<GroupKey>> {
        let mut keys = vec![GroupKey::default(); covered.documents.len()];
        for (index, (field, values)) in self.request.by.iter().zip(&mut self.fields).enumerate() {
            if *field == TrendField::Heading {
                continue;
            }
            let of_documents = values_of(self.matcher, *field, &covered.documents)?;
            for (key, value) in keys.iter_mut().zip(of_documents) {
                key[index] = values.number(value)?;
            }
        }
        Ok(keys)
    }

    /// The group of some values, a new one if it is not known.
    fn group(&mut self, key: GroupKey) -> usize {
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

    /// Adds a section, or a report from its first section on, to a group.
    fn add(&mut self, first: SectionAddress, group: usize, size: TextSize) {
        self.units.push((first, group));
        let group = &mut self.groups[group];
        group.size += size;
        group.documents += u64::from(group.last != Some(first.document));
        group.last = Some(first.document);
    }

    fn add_documents(
        &mut self,
        covered: &Covered,
        keys: &[GroupKey],
        size: impl Fn(DocumentAddress) -> Result<TextSize>,
    ) -> Result<()> {
        for (document, key) in covered.documents.iter().zip(keys) {
            let group = self.group(*key);
            let first = SectionAddress {
                document: *document,
                section: 0,
            };
            self.add(first, group, size(*document)?);
        }
        Ok(())
    }

    /// Adds sections under their topmost headings.
    fn add_headed(
        &mut self,
        covered: &Covered,
        sections: &[SectionAddress],
        keys: &[GroupKey],
    ) -> Result<()> {
        let columns = self.matcher.columns();
        let headings = columns.chapters(sections)?;
        let mut fields = self.request.by.iter();
        let headed = fields.position(|field| *field == TrendField::Heading);
        for (section, heading) in sections.iter().zip(headings) {
            let Ok(document) = covered.documents.binary_search(&section.document) else {
                continue;
            };
            let mut key = keys[document];
            if let Some(headed) = headed {
                key[headed] = self.fields[headed].number(text(heading))?;
            }
            let group = self.group(key);
            self.add(*section, group, columns.section_size(*section)?);
        }
        Ok(())
    }

    /// Adds the sizes of sections to the groups of their reports.
    fn add_sizes(&mut self, sections: &[SectionAddress]) -> Result<()> {
        for section in sections {
            if let Some(group) = group_at(&self.units, *section) {
                self.groups[group].size += self.matcher.columns().section_size(*section)?;
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Groups<'s>> {
        let empty = self.without_reports()?.into_iter().map(|key| Group {
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
        Ok(Groups {
            units: self.units,
            order,
            fields: self.fields,
        })
    }

    /// Every year with every value of the other property that has no report: a place and a year. Not with headings: a report
    /// that lacks a heading is a report.
    fn without_reports(&mut self) -> Result<Vec<GroupKey>> {
        let by = &self.request.by;
        let Some(dated) = by.iter().position(|field| *field == TrendField::Year) else {
            return Ok(Vec::new());
        };
        if by.contains(&TrendField::Heading) {
            return Ok(Vec::new());
        }
        let years = self.years(dated).map(|year| Some(FieldValue::Year(year)));
        let years = years.map(|year| self.fields[dated].number(year));
        let years = years.collect::<Result<Vec<usize>>>()?;
        let all = years.into_iter().flat_map(|year| {
            self.others(dated).map(move |mut key| {
                key[dated] = year;
                key
            })
        });
        Ok(all.filter(|key| !self.known.contains_key(key)).collect())
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

    /// The years from the first to the last with a report, and those of the filter if it has a first and a last.
    fn years(&self, dated: usize) -> impl Iterator<Item = u16> + use<> {
        let of_reports = self.fields[dated]
            .keys()
            .iter()
            .filter_map(|key| match key {
                Key::Year(year) => Some(*year),
                Key::Text(_) | Key::Without => None,
            });
        let filter = self.request.filter.years.and_then(YearRange::bounds);
        let filter = filter.filter(|bounds| bounds.len() <= MAX_YEARS);
        let bounds = filter
            .into_iter()
            .flat_map(|bounds| [*bounds.start(), *bounds.end()]);
        let all: BTreeSet<u16> = of_reports.chain(bounds).collect();
        let first = all.first().copied().unwrap_or(1);
        first..=all.last().copied().unwrap_or(0)
    }
}
