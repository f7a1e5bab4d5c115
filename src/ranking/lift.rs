//! What lifts a section above others: that its report is the one that the query names, that it has a figure, or the text
//! verbatim.
//!
//! A lift is an exponent of [`Ranking::lift`], so that it decides between sections that are about the topic and does nothing
//! for others.

use std::collections::BTreeSet;

use super::sections::Sections;
use crate::error::Result;
use crate::index::{Frequencies, SectionAddress, SectionSet, TextColumn};
use crate::query::{Meaning, Place, Plan, Run, years_in};
use crate::schema::{QueryRules, Ranking};

/// Groups of sets of sections with their exponents. In each group the greatest counts; those of groups are added.
#[derive(Default)]
pub(super) struct Lifts {
    /// What the query names: a group each for places, years, issuers and kinds.
    names: Vec<Group>,
    /// The sections that have each part of the query verbatim; `None` before the first part.
    verbatim: Option<SectionSet>,
    /// Other texts and figures.
    texts: Vec<(SectionSet, f32)>,
}

/// What one sort of names lifts.
type Group = Vec<NamedSections>;

/// Sections that a name lifts.
struct NamedSections {
    sections: SectionSet,
    exponent: f32,
    /// Whether they are of what is named, instead of about it.
    is_of: bool,
}

impl NamedSections {
    fn new(sections: SectionSet, exponent: f32) -> Self {
        Self {
            sections,
            exponent,
            is_of: true,
        }
    }
}

impl Lifts {
    /// The lifts of what a plan names.
    pub(super) fn of_names(
        plan: &Plan,
        ranking: &Ranking,
        rules: &QueryRules,
        sections: &dyn Sections,
    ) -> Result<Self> {
        let named = Named::of(plan);
        let groups = [
            named.place_group(ranking, sections)?,
            named.year_group(ranking, rules, sections)?,
            named.issuer_group(ranking, sections)?,
            named.kind_group(ranking, sections)?,
        ];
        Ok(Self {
            names: groups
                .into_iter()
                .filter(|group| !group.is_empty())
                .collect(),
            ..Self::default()
        })
    }

    /// Lifts the sections that have a text.
    pub(super) fn add_text(&mut self, found: &Frequencies, exponent: f32, sections: &dyn Sections) {
        if !found.is_empty() {
            self.texts.push((sections.set_of(found), exponent));
        }
    }

    /// Adds the sections that have a part of the query verbatim.
    pub(super) fn add_stretch(&mut self, found: &Frequencies, sections: &dyn Sections) {
        let found = sections.set_of(found);
        match &mut self.verbatim {
            Some(verbatim) => verbatim.intersect_with(&found),
            None => self.verbatim = Some(found),
        }
    }

    /// The sections that have the query verbatim; `None` if there is no text to look for.
    pub(super) fn verbatim(&self) -> Option<&SectionSet> {
        self.verbatim.as_ref()
    }

    /// Whether nothing lifts any section.
    pub(super) fn are_none(&self) -> bool {
        let verbatim = self.verbatim.as_ref().map_or(0, SectionSet::len);
        self.names.is_empty() && self.texts.is_empty() && verbatim == 0
    }

    /// The sections of reports that have everything that the query names; `None` if it names nothing.
    pub(super) fn named(&self) -> Option<SectionSet> {
        self.of_each(|_| true)
    }

    /// The sections of reports that are of everything that the query names; `None` if it names nothing.
    pub(super) fn of_named(&self) -> Option<SectionSet> {
        self.of_each(|named| named.is_of)
    }

    /// The sections that each group lifts, as far as `counts` accepts them.
    fn of_each(&self, counts: impl Fn(&NamedSections) -> bool) -> Option<SectionSet> {
        let union = |group: &Group| {
            let counted = group.iter().filter(|named| counts(named));
            let mut sets = counted.map(|named| &named.sections);
            let mut all = sets.next()?.clone();
            sets.for_each(|set| all.union_with(set));
            Some(all)
        };
        let mut groups = self.names.iter().filter_map(union);
        let mut named = groups.next()?;
        groups.for_each(|group| named.intersect_with(&group));
        Some(named)
    }

    /// The exponent of a section by what the query names, and the share of that which it has.
    #[inline]
    pub(super) fn of_name(&self, section: SectionAddress) -> (f32, f32) {
        if self.names.is_empty() {
            return (0.0, 0.0);
        }
        let greatest = |group: &Group| {
            let of_section = group
                .iter()
                .filter(|named| named.sections.contains(section));
            of_section.map(|named| named.exponent).fold(0.0, f32::max)
        };
        let mut sum = 0.0;
        let mut satisfied = 0;
        for group in &self.names {
            let exponent = greatest(group);
            sum += exponent;
            satisfied += usize::from(exponent > 0.0);
        }
        (sum, satisfied as f32 / self.names.len().max(1) as f32)
    }

    /// Whether a section has each part of the query that was looked up.
    #[inline]
    pub(super) fn has_short_stretches(&self, section: SectionAddress) -> bool {
        let verbatim = self.verbatim.as_ref();
        verbatim.is_none_or(|verbatim| verbatim.contains(section))
    }

    /// The exponent of a section by the texts that it has.
    #[inline]
    pub(super) fn of_texts(&self, section: SectionAddress) -> f32 {
        let of_section = self.texts.iter().filter(|(set, _)| set.contains(section));
        of_section.map(|(_, exponent)| exponent).sum()
    }
}

/// What a plan names, each once.
pub(super) struct Named<'p> {
    pub places: BTreeSet<&'p Place>,
    pub years: BTreeSet<u16>,
    pub issuers: BTreeSet<&'p str>,
    pub kinds: BTreeSet<&'p str>,
}

impl<'p> Named<'p> {
    pub(super) fn of(plan: &'p Plan) -> Self {
        let mut named = Self {
            places: BTreeSet::new(),
            years: BTreeSet::new(),
            issuers: BTreeSet::new(),
            kinds: BTreeSet::new(),
        };
        for reading in plan.runs.iter().flat_map(Run::names) {
            match &reading.meaning {
                Meaning::Place(places) => named.places.extend(places),
                Meaning::Year(year) => _ = named.years.insert(*year),
                Meaning::Issuer(issuer) => _ = named.issuers.insert(issuer),
                Meaning::Kind(kind) => _ = named.kinds.insert(kind),
                Meaning::PlaceWithoutReport(..) | Meaning::Figure => {}
            }
        }
        named
    }

    fn place_group(&self, ranking: &Ranking, sections: &dyn Sections) -> Result<Group> {
        if self.places.is_empty() {
            return Ok(Group::new());
        }
        let regions: Vec<String> = self.places.iter().map(|place| place.region()).collect();
        let own = |region: &str| regions.iter().any(|place| place == region);
        let below = |region: &str| self.places.iter().any(|place| place.contains(region));
        let own = sections.with_text(TextColumn::Region, &own)?;
        let below = sections.with_text(TextColumn::Region, &below)?;
        Ok(vec![
            NamedSections::new(own, ranking.named),
            NamedSections::new(below, ranking.named_below),
        ])
    }

    fn year_group(
        &self,
        ranking: &Ranking,
        rules: &QueryRules,
        sections: &dyn Sections,
    ) -> Result<Group> {
        if self.years.is_empty() {
            return Ok(Group::new());
        }
        let own = sections.of_years(&|year| self.years.contains(&year))?;
        let mut reviews =
            sections.of_years(&|year| self.years.contains(&year.saturating_sub(1)))?;
        if reviews.len() > 0 {
            let reviews_year = |heading: &str| {
                heading
                    .lines()
                    .any(|line| is_review(line, &self.years, rules))
            };
            reviews.intersect_with(&sections.with_text(TextColumn::Heading, &reviews_year)?);
        }
        Ok(vec![
            NamedSections::new(own, ranking.named),
            NamedSections {
                is_of: false,
                ..NamedSections::new(reviews, ranking.reviewed)
            },
        ])
    }

    /// Reports of offices that are named in full, or without their places.
    fn issuer_group(&self, ranking: &Ranking, sections: &dyn Sections) -> Result<Group> {
        let is_of = |issuer: &str, named: &str| issuer.ends_with(named);
        group_of_names(
            &self.issuers,
            TextColumn::Issuer,
            is_of,
            ranking.named,
            sections,
        )
    }

    fn kind_group(&self, ranking: &Ranking, sections: &dyn Sections) -> Result<Group> {
        let is_of = |title: &str, kind: &str| title.contains(kind);
        group_of_names(
            &self.kinds,
            TextColumn::Title,
            is_of,
            ranking.named_kind,
            sections,
        )
    }
}

/// The sections whose folded text in a column `is_of` one of some names.
fn group_of_names(
    names: &BTreeSet<&str>,
    column: TextColumn,
    is_of: impl Fn(&str, &str) -> bool,
    exponent: f32,
    sections: &dyn Sections,
) -> Result<Group> {
    if names.is_empty() {
        return Ok(Group::new());
    }
    let fold = sections.fold();
    let is_of_any = |text: &str| {
        let text = fold.fold_text(text);
        names.iter().any(|name| is_of(&text, name))
    };
    let of_any = sections.with_text(column, &is_of_any)?;
    Ok(vec![NamedSections::new(of_any, exponent)])
}

/// Whether a heading in the report of the year after says that what follows reviews one of some years: it names the year, or
/// has a word of a review and names no year.
fn is_review(heading: &str, years: &BTreeSet<u16>, rules: &QueryRules) -> bool {
    let named = years_in(heading);
    let mut words = rules.review.headings.iter();
    let mut has_word = || words.any(|word| heading.contains(word.as_str()));
    named.iter().any(|year| years.contains(year)) || named.is_empty() && has_word()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;

    #[test]
    fn a_review_names_its_year_or_none() {
        let schema = Schema::embedded();
        let rules = schema.query_rules().unwrap();
        let reviews = |heading| is_review(heading, &BTreeSet::from([2022]), rules);
        for heading in [
            "2022年工作回顾",
            "二〇二二年主要工作",
            "过去一年工作",
            "一、工作完成情况",
        ] {
            assert!(reviews(heading), "{heading}");
        }
        for heading in [
            "2023年重点工作",
            "二〇二三年工作情况",
            "2018—2021年工作回顾",
            "主要任务",
        ] {
            assert!(!reviews(heading), "{heading}");
        }
    }
}
