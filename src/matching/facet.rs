//! Counts the sections of an answer by year and place.

use std::collections::BTreeMap;

use super::matcher::Matcher;
use crate::api::{Facet, FacetField, FacetValue};
use crate::error::Result;
use crate::fold::Fold;
use crate::index::SectionAddress;

/// Counts sections, given in any order, by properties of their reports.
pub(crate) fn facets(
    matcher: Matcher,
    fields: &[FacetField],
    sections: impl Iterator<Item = SectionAddress>,
) -> Result<Vec<Facet>> {
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    let mut of_document = BTreeMap::new();
    for section in sections {
        *of_document.entry(section.document).or_insert(0u64) += 1;
    }
    let (documents, sections): (Vec<_>, Vec<_>) = of_document.into_iter().unzip();
    let keys = matcher.columns().keys(&documents)?;
    let reports = keys.iter().zip(sections).map(|(key, sections)| {
        let region = key.region.as_str();
        (region, key.year, sections)
    });
    Ok(facets_of(matcher.fold, fields, reports))
}

/// Counts sections, given the place and the year of each report and its sections.
pub(crate) fn facets_of<'r>(
    fold: &Fold,
    fields: &[FacetField],
    reports: impl Iterator<Item = (&'r str, Option<u16>, u64)>,
) -> Vec<Facet> {
    let mut counts = vec![Counts::new(); fields.len()];
    for (region, year, sections) in reports {
        for (field, counts) in fields.iter().zip(&mut counts) {
            let value = match field {
                FacetField::Year => year.map(|year| year.to_string()),
                FacetField::Region => Some(region.to_string()).filter(|region| !region.is_empty()),
            };
            let folded = value.as_deref().map(|value| fold.fold_text(value));
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
    facets
        .map(|(field, counts)| facet(*field, counts))
        .collect()
}

/// Values by their folds: 松澤縣 counts as 松泽县; the first spelling is shown.
type Counts = BTreeMap<Option<String>, FacetValue>;

fn facet(field: FacetField, counts: Counts) -> Facet {
    let mut values: Vec<FacetValue> = counts.into_values().collect();
    if field == FacetField::Region {
        values.sort_by_key(|value| std::cmp::Reverse(value.sections));
    }
    values.sort_by_key(|value| value.value.is_none());
    Facet::new(field, values)
}
