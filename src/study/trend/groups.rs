//! Puts the reports, or their sections, into groups.

use std::collections::{BTreeMap, BTreeSet};

use super::coverage::Covered;
use super::value::{FieldValue, Key, Value, group, text, values_of};
use crate::api::{TrendField, TrendGroup, TrendRequest, YearRange};
use crate::error::Result;
use crate::index::{DocumentAddress, SectionAddress, TextSize};
use crate::matching::Matcher;

/// Maximum years of a table that has a row for each year, whether or not there is a report.
const MAX_YEARS: usize = 1000;

/// The groups of a trend, and which group each section is in.
pub(crate) struct Groups {
    /// From which section on a group applies, ascending.
    units: Vec<(SectionAddress, usize)>,
    /// The order of answers: each group, or the values of one without a report.
    order: Vec<Group>,
}

/// One group.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    /// `None` without a report.
    pub index: Option<usize>,
    pub values: TrendGroup,
    pub documents: u64,
    pub size: TextSize,
    /// The report counted last.
    last: Option<DocumentAddress>,
}

impl Groups {
    pub(crate) fn of(matcher: Matcher, request: &TrendRequest, covered: &Covered) -> Result<Self> {
        let mut builder = Builder::new(matcher, request);
        let by_field = request
            .by
            .iter()
            .map(|field| values_of(matcher, *field, &covered.documents))
            .collect::<Result<Vec<_>>>()?;
        let of_sections = request.by.contains(&TrendField::Heading);
        let values = |document: usize| by_field.iter().map(|values| &values[document]).collect();
        if of_sections || !request.filter.takes_every_section() {
            let scope = matcher.scope(&request.filter, &covered.selection)?;
            let sections = scope
                .sections(matcher.snapshot)
                .collect::<Result<Vec<_>>>()?;
            if of_sections {
                builder.add_headed(covered, &sections, values)?;
            } else {
                builder.add_documents(covered, &values, |_| Ok(TextSize::default()))?;
                builder.add_sizes(&sections)?;
            }
        } else {
            let size = |document| matcher.columns().document_size(document);
            builder.add_documents(covered, &values, size)?;
        }
        builder.finish()
    }

    /// The number of groups that have a report.
    pub(super) fn len(&self) -> usize {
        let with_reports = self.order.iter().filter(|group| group.index.is_some());
        with_reports.count()
    }

    /// The group of a section, if the trend covers it.
    pub(crate) fn of_section(&self, section: SectionAddress) -> Option<usize> {
        group_at(&self.units, section)
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
struct Builder<'r> {
    matcher: Matcher<'r>,
    request: &'r TrendRequest,
    known: BTreeMap<Vec<Key>, usize>,
    /// For each property, its values in their first spelling.
    spellings: Vec<BTreeMap<Key, Value>>,
    groups: Vec<Group>,
    units: Vec<(SectionAddress, usize)>,
}

impl<'r> Builder<'r> {
    fn new(matcher: Matcher<'r>, request: &'r TrendRequest) -> Self {
        Self {
            matcher,
            request,
            known: BTreeMap::new(),
            spellings: vec![BTreeMap::new(); request.by.len()],
            groups: Vec::new(),
            units: Vec::new(),
        }
    }

    /// The group of some values, a new one if it is not known.
    fn group(&mut self, values: &[&Value]) -> Result<usize> {
        let keys: Vec<Key> = values
            .iter()
            .map(|value| Key::of(value, self.matcher.fold))
            .collect();
        if let Some(known) = self.known.get(&keys) {
            return Ok(*known);
        }
        for ((spellings, key), value) in self.spellings.iter_mut().zip(&keys).zip(values) {
            spellings
                .entry(key.clone())
                .or_insert_with(|| (*value).clone());
        }
        let index = self.groups.len();
        self.groups.push(Group {
            index: Some(index),
            values: group(self.matcher, &self.request.by, values)?,
            ..Group::default()
        });
        self.known.insert(keys, index);
        Ok(index)
    }

    /// Adds a section, or a report from its first section on, to a group.
    fn add(&mut self, first: SectionAddress, group: usize, size: TextSize) {
        self.units.push((first, group));
        let group = &mut self.groups[group];
        group.size += size;
        group.documents += u64::from(group.last != Some(first.document));
        group.last = Some(first.document);
    }

    fn add_documents<'v>(
        &mut self,
        covered: &Covered,
        values: &impl Fn(usize) -> Vec<&'v Value>,
        size: impl Fn(DocumentAddress) -> Result<TextSize>,
    ) -> Result<()> {
        for (index, document) in covered.documents.iter().enumerate() {
            let group = self.group(&values(index))?;
            let first = SectionAddress {
                document: *document,
                section: 0,
            };
            self.add(first, group, size(*document)?);
        }
        Ok(())
    }

    /// Adds sections under their topmost headings.
    fn add_headed<'v>(
        &mut self,
        covered: &Covered,
        sections: &[SectionAddress],
        values: impl Fn(usize) -> Vec<&'v Value>,
    ) -> Result<()> {
        let columns = self.matcher.columns();
        let headings = columns.chapters(sections)?;
        let headed = self
            .request
            .by
            .iter()
            .position(|field| *field == TrendField::Heading);
        for (section, heading) in sections.iter().zip(headings) {
            let Ok(document) = covered.documents.binary_search(&section.document) else {
                continue;
            };
            let heading = text(heading);
            let mut values = values(document);
            if let Some(headed) = headed {
                values[headed] = &heading;
            }
            let group = self.group(&values)?;
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

    fn finish(self) -> Result<Groups> {
        let mut rows: BTreeMap<Vec<Key>, Group> = self
            .known
            .iter()
            .map(|(keys, index)| (keys.clone(), self.groups[*index].clone()))
            .collect();
        for (keys, values) in self.without_reports() {
            let values: Vec<&Value> = values.iter().collect();
            rows.insert(
                keys,
                Group {
                    values: group(self.matcher, &self.request.by, &values)?,
                    ..Group::default()
                },
            );
        }
        Ok(Groups {
            order: rows.into_values().collect(),
            units: self.units,
        })
    }

    /// Every year with every value of the other property that has no report: a place and a year. Not with headings: a report
    /// that lacks a heading is a report.
    fn without_reports(&self) -> Vec<(Vec<Key>, Vec<Value>)> {
        let by = &self.request.by;
        let Some(dated) = by.iter().position(|field| *field == TrendField::Year) else {
            return Vec::new();
        };
        if by.contains(&TrendField::Heading) {
            return Vec::new();
        }
        let mut missing = Vec::new();
        for year in self.years(dated) {
            for (mut keys, mut values) in self.others(dated) {
                keys.insert(dated, Key::Year(year));
                if !self.known.contains_key(&keys) {
                    values.insert(dated, Some(FieldValue::Year(year)));
                    missing.push((keys, values));
                }
            }
        }
        missing
    }

    /// The values of the property that is not the year, each in its first spelling; one empty list if there is none.
    fn others(&self, dated: usize) -> Vec<(Vec<Key>, Vec<Value>)> {
        let mut spellings = self.spellings.iter().enumerate();
        match spellings.find(|(field, _)| *field != dated) {
            Some((_, spellings)) => spellings
                .iter()
                .filter(|(_, value)| value.is_some())
                .map(|(key, value)| (vec![key.clone()], vec![value.clone()]))
                .collect(),
            None => vec![(Vec::new(), Vec::new())],
        }
    }

    /// The years from the first to the last with a report, and those of the filter if it has a first and a last.
    fn years(&self, dated: usize) -> impl Iterator<Item = u16> + use<> {
        let of_reports = self.spellings[dated].keys().filter_map(|key| match key {
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
