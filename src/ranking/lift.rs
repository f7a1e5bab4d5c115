//! What lifts a section above others: that its report is the one that the query names, that it has a figure, or the text as
//! it stands.
//!
//! A lift is an exponent of [`Ranking::lift`], so that it decides between sections that are about the topic and does nothing
//! for others.

use crate::error::Result;
use crate::index::{SectionAddress, SectionSet, TextColumn};
use crate::matching::ConstraintMatcher;
use crate::query::{Meaning, Plan, Run};
use crate::schema::{QueryRules, Ranking};

/// The sections that have a text, ascending, with its frequency in each.
pub(super) type Frequencies = Vec<(SectionAddress, u32)>;

/// Groups of sets of sections with their exponents. In each group the greatest counts; those of groups are added.
#[derive(Default)]
pub(super) struct Lifts {
    /// What the query names: a group each for places, years, issuers and kinds.
    names: Vec<Vec<(SectionSet, f32)>>,
    /// The sections that have each part of the query as it stands; `None` before the first part.
    verbatim: Option<SectionSet>,
    /// Other texts and figures.
    texts: Vec<(SectionSet, f32)>,
}

impl Lifts {
    /// The lifts of what a plan names.
    pub(super) fn of_names(
        plan: &Plan,
        ranking: &Ranking,
        rules: &QueryRules,
        constraints: &ConstraintMatcher,
    ) -> Result<Self> {
        let (mut places, mut years, mut issuers, mut kinds) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for reading in plan.runs.iter().flat_map(Run::names) {
            match &reading.meaning {
                Meaning::Place(found) => places.extend(found.iter().map(|place| place.0.join("/"))),
                Meaning::Year(year) => years.push(*year),
                Meaning::Issuer(issuer) => issuers.push(issuer.as_str()),
                Meaning::Kind(kind) => kinds.push(kind.as_str()),
                Meaning::PlaceWithoutReport(..) | Meaning::Figure => {}
            }
        }
        years.sort_unstable();
        years.dedup();
        places.sort_unstable();
        places.dedup();
        let mut lifts = Self::default();
        if !places.is_empty() {
            let is_below = |region: &str| {
                places.iter().any(|place| {
                    region
                        .strip_prefix(place.as_str())
                        .is_some_and(|rest| rest.starts_with('/'))
                })
            };
            let own = constraints.with_text(TextColumn::Region, |region| {
                places.iter().any(|place| place == region)
            })?;
            let below = constraints.with_text(TextColumn::Region, is_below)?;
            lifts
                .names
                .push(vec![(own, ranking.named), (below, ranking.named_below)]);
        }
        if !years.is_empty() {
            let own = constraints.of_years(|year| years.contains(&year))?;
            let mut review =
                constraints.of_years(|year| years.contains(&year.saturating_sub(1)))?;
            if review.len() > 0 {
                let reviews =
                    |heading: &str| heading.lines().any(|line| is_review(line, &years, rules));
                review.intersect_with(&constraints.with_text(TextColumn::Heading, reviews)?);
            }
            lifts
                .names
                .push(vec![(own, ranking.named), (review, ranking.reviewed)]);
        }
        for (column, wanted) in [(TextColumn::Issuer, issuers), (TextColumn::Title, kinds)] {
            if !wanted.is_empty() {
                let set = constraints.with_folded_text(column, |text| {
                    wanted.iter().any(|wanted| {
                        text.ends_with(wanted)
                            || (column == TextColumn::Title && text.contains(wanted))
                    })
                })?;
                let exponent = if column == TextColumn::Title {
                    ranking.named_kind
                } else {
                    ranking.named
                };
                lifts.names.push(vec![(set, exponent)]);
            }
        }
        Ok(lifts)
    }

    /// Lifts the sections that have a text.
    pub(super) fn add_text(
        &mut self,
        found: &Frequencies,
        exponent: f32,
        constraints: &ConstraintMatcher,
    ) {
        if !found.is_empty() {
            self.texts.push((constraints.set_of(found), exponent));
        }
    }

    /// Adds the sections that have a part of the query as it stands.
    pub(super) fn add_segment(&mut self, found: &Frequencies, constraints: &ConstraintMatcher) {
        let sections = constraints.set_of(found);
        match &mut self.verbatim {
            Some(verbatim) => verbatim.intersect_with(&sections),
            None => self.verbatim = Some(sections),
        }
    }

    /// The sections that have the query as it stands; `None` if there is no text to look for.
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
        let union = |group: &Vec<(SectionSet, f32)>| {
            let mut sets = group.iter().map(|(set, _)| set);
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
        let greatest = |group: &Vec<(SectionSet, f32)>| {
            let of_section = group.iter().filter(|(set, _)| set.contains(section));
            of_section
                .map(|(_, exponent)| *exponent)
                .fold(0.0, f32::max)
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
    pub(super) fn has_short_segments(&self, section: SectionAddress) -> bool {
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

/// Whether a heading in the report of the year after says that what follows reviews one of some years: it names the year, or
/// has a word of a review and names no year.
fn is_review(heading: &str, years: &[u16], rules: &QueryRules) -> bool {
    let names = |year: &u16| {
        let digits = year.to_string();
        heading.contains(&format!("{digits}年"))
            || heading.contains(&format!("{}年", numerals(&digits)))
    };
    let is_year = |(at, _): (usize, &str)| {
        let digits = heading[..at].bytes().rev().take_while(u8::is_ascii_digit);
        digits.count() == 4
    };
    let words = &rules.review.headings;
    let has_word = words.iter().any(|word| heading.contains(word.as_str()));
    years.iter().any(names) || has_word && !heading.match_indices('年').any(is_year)
}

/// A year in numerals: 一九八二 for 1982.
fn numerals(digits: &str) -> String {
    const NUMERALS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let numeral = |digit: char| NUMERALS[digit.to_digit(10).unwrap_or_default() as usize];
    digits.chars().map(numeral).collect()
}
