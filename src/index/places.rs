//! One name for each place of a corpus: a report that names only its county has the place of those that name its
//! prefecture too.
//!
//! Owns which places are the same. Nothing of it is stored: what is joined depends on all reports of the corpus.

use std::collections::{BTreeSet, HashMap};

use xxhash_rust::xxh3::Xxh3;

use crate::document::{Basis, Metadata};
use crate::error::Result;
use crate::fold::Fold;
use crate::schema::Schema;
use crate::structure::{DivisionCodes, PlaceCodes};

/// What names end in that many places have: of a town, of a street, of a zone.
const COMMON: [&str; 10] = [
    "镇",
    "乡",
    "街道",
    "鎮",
    "鄉",
    "开发区",
    "高新区",
    "经开区",
    "园区",
    "城区",
];

/// The places of a corpus that are the end of exactly one longer place, and that place: 松泽县 is 澄州市 › 松泽县, and
/// 松泽县 › 柳渡镇 is 澄州市 › 松泽县 › 柳渡镇. Also the codes of places.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    /// Levels joined by `/`.
    full: HashMap<String, String>,
    codes: DivisionCodes,
}

impl Places {
    /// The places of a corpus, levels joined by `/`. A name that several divisions of the table have is not joined, nor
    /// one that many places have.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in the table of divisions.
    pub(crate) fn of(regions: &BTreeSet<String>, fold: &Fold, schema: &Schema) -> Result<Self> {
        let mut full = joined(&with_places_above(regions), fold);
        full.retain(|region, _| !COMMON.iter().any(|end| first_level(region).ends_with(end)));
        let codes = DivisionCodes::of_schema(schema)?;
        full.retain(|region, _| codes.namesakes(first_level(region)) < 2);
        for region in regions {
            if !full.contains_key(region)
                && let Some((above, below)) = longest_above(region, &full)
            {
                full.insert(region.clone(), format!("{above}{below}"));
            }
        }
        Ok(Self { full, codes })
    }

    /// The full name of a place, levels joined by `/`.
    pub(crate) fn full<'n>(&'n self, region: &'n str) -> &'n str {
        self.full.get(region).map_or(region, String::as_str)
    }

    /// The code of a place in a year, given its full name.
    pub(crate) fn code(&self, full: &str, year: Option<u16>) -> Option<String> {
        self.codes(full).code(year)
    }

    /// A stamp of the full names: 16 hexadecimal digits.
    pub(crate) fn stamp(&self) -> String {
        let mut names: Vec<_> = self.full.iter().collect();
        names.sort_unstable();
        let mut hash = Xxh3::new();
        for (name, full) in names {
            hash.update(format!("{name}\t{full}\n").as_bytes());
        }
        format!("{:016x}", hash.digest())
    }

    /// The codes of a place in all years, given its full name.
    pub(crate) fn codes(&self, full: &str) -> PlaceCodes<'_> {
        let levels: Vec<&str> = full.split('/').collect();
        self.codes.of_place(&levels)
    }

    /// Whether a name is that of a province.
    pub(crate) fn is_province(&self, name: &str) -> bool {
        self.codes.is_province(name)
    }

    /// Gives a report the full name of its place, and its code.
    pub(crate) fn complete(&self, metadata: &mut Metadata) {
        let region = metadata.region.join("/");
        let full = self.full(&region);
        if full != region {
            metadata.region = full.split('/').map(String::from).collect();
            metadata.region_basis = Some(Basis::Inferred);
        }
        self.codes.complete(metadata);
    }
}

/// The places with those above each: 岚江省/澄州市/松泽县 is below 岚江省/澄州市.
fn with_places_above(regions: &BTreeSet<String>) -> BTreeSet<&str> {
    let mut places = BTreeSet::new();
    for region in regions.iter().filter(|region| !region.is_empty()) {
        let ends = region.match_indices('/').map(|(at, _)| at);
        places.extend(ends.chain([region.len()]).map(|end| &region[..end]));
    }
    places
}

/// The places that are the end of one longer place.
fn joined(places: &BTreeSet<&str>, fold: &Fold) -> HashMap<String, String> {
    let mut by_last: HashMap<String, Vec<(&str, Vec<String>)>> = HashMap::new();
    for place in places {
        let levels: Vec<String> = place
            .split('/')
            .map(|level| fold.fold_text(level))
            .collect();
        let last = levels.last().cloned().unwrap_or_default();
        by_last.entry(last).or_default().push((place, levels));
    }
    let mut full = HashMap::new();
    for alike in by_last.values() {
        for (place, levels) in alike {
            let is_longer = |(_, other): &&(&str, Vec<String>)| {
                other.len() > levels.len() && other.ends_with(levels)
            };
            let longer: Vec<_> = alike.iter().filter(is_longer).collect();
            let Some((longest, of_longest)) = longer.iter().max_by_key(|(_, other)| other.len())
            else {
                continue;
            };
            if longer.iter().all(|(_, other)| of_longest.ends_with(other)) {
                full.insert((*place).to_string(), (*longest).to_string());
            }
        }
    }
    full
}

/// The full name of the lowest place above a region that has one, and the levels below it.
fn longest_above<'r>(region: &'r str, full: &HashMap<String, String>) -> Option<(String, &'r str)> {
    let mut ends = region
        .match_indices('/')
        .map(|(at, _)| at)
        .collect::<Vec<_>>();
    ends.reverse();
    ends.into_iter()
        .find_map(|end| Some((full.get(&region[..end])?.clone(), &region[end..])))
}

fn first_level(region: &str) -> &str {
    region.split('/').next().unwrap_or(region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_joined_with_the_only_longer_one() {
        let schema = Schema::embedded();
        let fold = Fold::new(&schema).unwrap();
        let regions = [
            "松泽县",
            "澄州市/松泽县",
            "岚江省/澄州市/松泽县",
            "望汀區",
            "宁浦市/望汀区",
            "双名县",
            "甲市/双名县",
            "乙市/双名县",
            "柳渡镇",
            "松泽县/柳渡镇",
            "鼓楼区",
            "南京市/鼓楼区",
            "",
        ];
        let regions = regions.iter().map(ToString::to_string).collect();
        let places = Places::of(&regions, &fold, &schema).unwrap();
        for (region, full) in [
            ("松泽县", "岚江省/澄州市/松泽县"),
            ("澄州市/松泽县", "岚江省/澄州市/松泽县"),
            ("望汀區", "宁浦市/望汀区"),
            ("双名县", "双名县"),
            ("柳渡镇", "柳渡镇"),
            ("松泽县/柳渡镇", "岚江省/澄州市/松泽县/柳渡镇"),
            ("鼓楼区", "鼓楼区"),
            ("", ""),
        ] {
            assert_eq!(places.full(region), full);
        }
    }
}
