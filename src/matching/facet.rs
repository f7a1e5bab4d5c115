//! Counts the sections of an answer by year and place.

use std::collections::BTreeMap;

use super::matcher::Matcher;
use crate::api::{Facet, FacetField, FacetValue};
use crate::error::Result;
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
    let mut counts = vec![Counts::new(); fields.len()];
    let (documents, sections): (Vec<_>, Vec<_>) = of_document.into_iter().unzip();
    for (key, sections) in matcher
        .columns()
        .keys(&documents)?
        .into_iter()
        .zip(sections)
    {
        for (field, counts) in fields.iter().zip(&mut counts) {
            let value = match field {
                FacetField::Year => key.year.map(|year| year.to_string()),
                FacetField::Region => Some(key.region.clone()).filter(|region| !region.is_empty()),
            };
            let folded = value.as_deref().map(|value| matcher.fold.fold_text(value));
            let counted = counts.entry(folded).or_insert(FacetValue {
                value,
                sections: 0,
                documents: 0,
            });
            counted.sections += sections;
            counted.documents += 1;
        }
    }
    Ok(fields
        .iter()
        .zip(counts)
        .map(|(field, counts)| facet(*field, counts))
        .collect())
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
