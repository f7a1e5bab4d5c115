//! Reports whose file or folder has the name of another year or place than their text states.
//!
//! A name is no contradiction where the other reports of its folder are named in the same way, as where each is filed
//! below the year after the one that it is about.

use std::collections::HashMap;

use crate::api::Finding;
use crate::document::{Basis, Metadata};
use crate::structure::{NamedYears, years_named};

/// The month from which a report may be of the year after its delivery.
const FIRST_MONTH_OF_NEXT: u8 = 11;

/// What the path of a report and its text say of its year.
#[derive(Debug)]
pub(super) struct YearClaim {
    path: String,
    named: Vec<u16>,
    folder: String,
    /// What the text says that the report is about.
    stated: Option<(u16, Basis)>,
    /// Year and month of its publication, and whether the text itself states them.
    published: Option<(u16, u8)>,
    published_basis: Option<Basis>,
}

impl YearClaim {
    /// `None` for a path that names no year.
    pub(super) fn of(path: &str, metadata: &Metadata) -> Option<Self> {
        let NamedYears { years, folder } = years_named(path)?;
        let is_stated = |basis: Basis| {
            matches!(
                basis,
                Basis::Title | Basis::Text | Basis::Tasks | Basis::Inferred
            )
        };
        let stated = metadata.year.zip(metadata.year_basis);
        let month =
            |date: &str| Some((date.get(..4)?.parse().ok()?, date.get(5..7)?.parse().ok()?));
        // Who enters a year knows the name of the file.
        let is_corrected = metadata.year_basis == Some(Basis::Correction);
        (!is_corrected).then(|| Self {
            path: path.to_string(),
            named: years,
            folder: folder.to_string(),
            stated: stated.filter(|(_, basis)| is_stated(*basis)),
            published: metadata.published.as_deref().and_then(month),
            published_basis: metadata.published_basis,
        })
    }

    /// Years from the stated one to the named one that is nearest to it.
    fn offset(&self) -> Option<i32> {
        let (stated, _) = self.stated?;
        let offsets = self
            .named
            .iter()
            .map(|year| i32::from(*year) - i32::from(stated));
        offsets.min_by_key(|offset| offset.abs())
    }

    fn finding(&self, (stated, basis): (u16, Basis)) -> Finding {
        let nearest = |year: &&u16| year.abs_diff(stated);
        Finding::OtherYear {
            path: self.path.clone(),
            named: self
                .named
                .iter()
                .min_by_key(nearest)
                .copied()
                .unwrap_or(stated),
            stated,
            basis,
        }
    }

    /// The day of delivery or signature, if a report of a named year has no such day: it is of that year or the next, or of
    /// the end of the one before.
    fn other_date(&self) -> Option<(u16, Basis)> {
        let (year, month) = self.published?;
        let basis = self
            .published_basis
            .filter(|basis| matches!(basis, Basis::Delivery | Basis::Signature))?;
        let is_early = month >= FIRST_MONTH_OF_NEXT;
        let may_be_of =
            |named: &u16| *named == year || *named + 1 == year || (is_early && *named == year + 1);
        (!self.named.iter().any(may_be_of)).then_some((year, basis))
    }

    /// What the text states, if the name says another year. `habit` is the offset of most of the other reports of the
    /// folder.
    fn other_year(&self, habit: Option<i32>) -> Option<(u16, Basis)> {
        let stated = self.stated?;
        let offset = self.offset()?;
        if offset == 0 || habit == Some(offset) {
            return None;
        }
        let is_of_publication = self
            .published
            .is_some_and(|(year, _)| self.named.contains(&year));
        let is_inferred = matches!(stated.1, Basis::Tasks | Basis::Inferred);
        let may_be_filed_so = is_of_publication && (is_inferred || habit.is_none());
        (!may_be_filed_so).then_some(stated)
    }
}

/// The reports whose name says another year than their text.
pub(super) fn other_years(claims: &[&YearClaim]) -> Vec<Finding> {
    let mut offsets: HashMap<&str, HashMap<i32, usize>> = HashMap::new();
    for claim in claims {
        if let Some(offset) = claim.offset() {
            let of_folder = offsets.entry(&claim.folder).or_default();
            *of_folder.entry(offset).or_default() += 1;
        }
    }
    let habit = |claim: &YearClaim| {
        let of_folder = offsets.get(claim.folder.as_str())?;
        most_of_others(of_folder, claim.offset())
    };
    let finding = |claim: &&YearClaim| {
        let stated = claim.other_year(habit(claim));
        Some(claim.finding(stated.or_else(|| claim.other_date())?))
    };
    claims.iter().filter_map(finding).collect()
}

/// The offset of more than half of the reports of a folder without the one of `own` offset.
fn most_of_others(counts: &HashMap<i32, usize>, own: Option<i32>) -> Option<i32> {
    let others =
        |(offset, count): (&i32, &usize)| (*offset, count - usize::from(own == Some(*offset)));
    let others: Vec<(i32, usize)> = counts.iter().map(others).collect();
    let all: usize = others.iter().map(|(_, count)| count).sum();
    let mut most = others.iter().filter(|(_, count)| 2 * count > all);
    most.next().map(|(offset, _)| *offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(path: &str, stated: u16, published: Option<&str>) -> YearClaim {
        let metadata = Metadata {
            year: Some(stated),
            year_basis: Some(Basis::Title),
            published: published.map(String::from),
            published_basis: published.map(|_| Basis::Signature),
            ..Metadata::default()
        };
        YearClaim::of(path, &metadata).unwrap()
    }

    fn found(claims: &[YearClaim]) -> Vec<(String, u16, u16)> {
        let claims: Vec<&YearClaim> = claims.iter().collect();
        let findings = other_years(&claims).into_iter();
        let found = findings.map(|finding| match finding {
            Finding::OtherYear {
                path,
                named,
                stated,
                ..
            } => (path, named, stated),
            other => panic!("{other:?}"),
        });
        found.collect()
    }

    #[test]
    fn a_file_of_another_year_than_its_report_is_found() {
        assert_eq!(
            found(&[claim("松泽县/2021.txt", 2020, None)]),
            [("松泽县/2021.txt".to_string(), 2021, 2020)]
        );
        assert_eq!(found(&[claim("松泽县/2021.txt", 2021, None)]), []);
        assert_eq!(
            found(&[claim("2020年度报告（2021年公布）.txt", 2020, None)]),
            []
        );
    }

    #[test]
    fn a_report_that_was_published_in_the_named_year_may_be_filed_so() {
        assert_eq!(found(&[claim("2021.txt", 2020, Some("2021-02-03"))]), []);
        let siblings = [
            claim("2019.txt", 2019, Some("2020-01-20")),
            claim("2021.txt", 2020, Some("2021-02-03")),
        ];
        assert_eq!(found(&siblings), [("2021.txt".to_string(), 2021, 2020)]);
    }

    #[test]
    fn a_folder_that_is_filed_by_the_next_year_has_one_exception() {
        let claims: Vec<YearClaim> = (2016..2020)
            .map(|year| claim(&format!("松泽县/{}.txt", year + 1), year, None))
            .chain([claim("松泽县/2023.txt", 2021, None)])
            .collect();
        assert_eq!(
            found(&claims),
            [("松泽县/2023.txt".to_string(), 2023, 2021)]
        );
    }

    #[test]
    fn a_day_far_from_the_named_year_is_found() {
        let of = |published| found(&[claim("2019.txt", 2019, Some(published))]);
        for near in ["2019-03-01", "2020-02-01", "2018-12-21"] {
            assert_eq!(of(near), [], "{near}");
        }
        for (far, year) in [("2018-10-01", 2018), ("2021-01-05", 2021)] {
            assert_eq!(of(far), [("2019.txt".to_string(), 2019, year)]);
        }
    }
}
