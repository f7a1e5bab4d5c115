//! Puts the reports of an index, or their sections, into groups.

use super::cells::{CountsByGroup, GroupCounts, Reports};
use super::coverage::Covered;
use super::groups::{GroupBuilder, GroupKey, Groups};
use super::value::{Naming, text, values_of};
use crate::api::{TrendField, TrendRequest};
use crate::error::Result;
use crate::index::{DocumentAddress, SectionAddress, TextSize};
use crate::matching::Matcher;

/// Which group each section is in.
pub(super) struct GroupedSections<'s> {
    /// From which section on a group applies, ascending.
    units: Vec<(SectionAddress, usize)>,
    pub groups: Groups<'s>,
}

impl<'s> GroupedSections<'s> {
    pub(super) fn of(
        matcher: Matcher<'s>,
        request: &TrendRequest,
        covered: &Covered,
    ) -> Result<Self> {
        let mut builder = Builder::new(matcher, request)?;
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
        Ok(Self {
            units: builder.units,
            groups: builder.groups.finish(),
        })
    }

    /// The group of a section, if the trend covers it.
    pub(super) fn group_of(&self, section: SectionAddress) -> Option<usize> {
        group_at(&self.units, section)
    }

    /// The mentions by group, given those by section in index order.
    pub(super) fn counts(&self, sections: &[(SectionAddress, u32)]) -> Vec<GroupCounts> {
        let mut counts = CountsByGroup::default();
        for (section, mentions) in sections {
            if let Some(group) = self.group_of(*section) {
                counts.add(group, section.document, u64::from(*mentions), 1);
            }
        }
        counts.of_groups(self.groups.len())
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
    naming: Naming<'s>,
    groups: GroupBuilder<'s, 'r>,
    reports: Reports<DocumentAddress>,
    units: Vec<(SectionAddress, usize)>,
}

impl<'s, 'r> Builder<'s, 'r> {
    fn new(matcher: Matcher<'s>, request: &'r TrendRequest) -> Result<Self> {
        let naming = Naming::of(matcher, &request.by)?;
        Ok(Self {
            matcher,
            request,
            naming,
            groups: GroupBuilder::new(request, naming),
            reports: Reports::default(),
            units: Vec::new(),
        })
    }

    /// The values of each report; of headings, which are of sections, none.
    fn keys_of_documents(&mut self, covered: &Covered) -> Result<Vec<GroupKey>> {
        let mut keys = vec![GroupKey::default(); covered.documents.len()];
        for (index, field) in self.request.by.iter().enumerate() {
            if *field == TrendField::Heading {
                continue;
            }
            let of_documents = values_of(self.matcher, self.naming, *field, &covered.documents)?;
            for (key, value) in keys.iter_mut().zip(of_documents) {
                key[index] = self.groups.number(index, value);
            }
        }
        Ok(keys)
    }

    /// Adds a section, or a report from its first section on, to a group.
    fn add(&mut self, first: SectionAddress, group: usize, size: TextSize) {
        self.units.push((first, group));
        let is_next = self.reports.is_next(group, first.document);
        self.groups.add(group, u64::from(is_next), size);
    }

    fn add_documents(
        &mut self,
        covered: &Covered,
        keys: &[GroupKey],
        size: impl Fn(DocumentAddress) -> Result<TextSize>,
    ) -> Result<()> {
        for (document, key) in covered.documents.iter().zip(keys) {
            let group = self.groups.group(*key);
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
                key[headed] = self.groups.number(headed, text(heading));
            }
            let group = self.groups.group(key);
            self.add(*section, group, columns.section_size(*section)?);
        }
        Ok(())
    }

    /// Adds the sizes of sections to the groups of their reports.
    fn add_sizes(&mut self, sections: &[SectionAddress]) -> Result<()> {
        for section in sections {
            if let Some(group) = group_at(&self.units, *section) {
                let size = self.matcher.columns().section_size(*section)?;
                self.groups.add(group, 0, size);
            }
        }
        Ok(())
    }
}
