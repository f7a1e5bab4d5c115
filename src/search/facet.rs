//! How an answer is spread over years and places, before any grouping.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::Serialize;

use super::searcher::Searcher;
use crate::error::Result;
use crate::index::SectionAddress;

/// A property of reports to count an answer by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FacetField {
    /// The year that a report is about.
    Year,
    /// Its place, from the province down.
    Region,
}

impl FromStr for FacetField {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim() {
            "year" => Ok(Self::Year),
            "region" => Ok(Self::Region),
            other => Err(format!(
                "`{other}` cannot be counted by: year and region can"
            )),
        }
    }
}

/// An answer counted by one property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// The property.
    pub field: FacetField,
    /// Years ascending; places with the most sections first.
    pub values: Vec<FacetValue>,
}

/// One value of a property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// `2021`, `松泽县/柳渡镇`; absent for reports without.
    pub value: Option<String>,
    /// Sections of the answer.
    pub sections: u64,
    /// Reports of the answer.
    pub documents: u64,
}

impl Searcher {
    /// Counts sections, in any order, by properties of their reports.
    pub(super) fn facets(
        &self,
        fields: &[FacetField],
        sections: impl Iterator<Item = SectionAddress>,
    ) -> Result<Vec<Facet>> {
        if fields.is_empty() {
            return Ok(Vec::new());
        }
        let mut of_report = BTreeMap::new();
        for section in sections {
            *of_report.entry(section.report).or_insert(0u64) += 1;
        }
        let mut counts = vec![Counts::new(); fields.len()];
        let (reports, sections): (Vec<_>, Vec<_>) = of_report.into_iter().unzip();
        for (key, sections) in self.snapshot.keys(&reports)?.into_iter().zip(sections) {
            for (field, counts) in fields.iter().zip(&mut counts) {
                let value = match field {
                    FacetField::Year => key.year.map(|year| year.to_string()),
                    FacetField::Region => {
                        Some(key.region.clone()).filter(|region| !region.is_empty())
                    }
                };
                let folded = value.as_deref().map(|value| self.fold.fold_text(value));
                let counted = counts.entry(folded).or_insert(FacetValue {
                    value,
                    sections: 0,
                    documents: 0,
                });
                counted.sections += sections;
                counted.documents += 1;
            }
        }
        let facets = fields.iter().zip(counts);
        Ok(facets
            .map(|(field, counts)| facet(*field, counts))
            .collect())
    }
}

/// Values by their folds: 松澤縣 is 松泽县, in the spelling that comes first.
type Counts = BTreeMap<Option<String>, FacetValue>;

fn facet(field: FacetField, counts: Counts) -> Facet {
    let mut values: Vec<FacetValue> = counts.into_values().collect();
    if field == FacetField::Region {
        values.sort_by_key(|value| std::cmp::Reverse(value.sections));
    }
    values.sort_by_key(|value| value.value.is_none());
    Facet { field, values }
}
