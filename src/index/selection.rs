//! The reports that a filter selects by region, year and path.

use fixedbitset::FixedBitSet;

use super::address::DocumentAddress;
use super::document_columns::DocumentColumns;
use super::snapshot::Snapshot;
use crate::api::{Filter, places_in};
use crate::error::Result;
use crate::fold::Fold;

/// The reports that a filter selects.
#[derive(Debug, Clone, Default)]
pub(crate) struct Selection {
    /// By segment, the records of the reports; `None` if every report is selected.
    records: Option<Vec<FixedBitSet>>,
    /// Number of selected reports.
    pub documents: u64,
    /// Number of reports without a year, if the filter has one.
    pub undated: u64,
    /// Number of reports without a region, if the filter has one.
    pub unplaced: u64,
}

impl Selection {
    pub(super) fn takes_all(&self) -> bool {
        self.records.is_none()
    }

    pub(super) fn takes(&self, segment: u32, record: u32) -> bool {
        self.records
            .as_ref()
            .is_none_or(|records| records[segment as usize].contains(record as usize))
    }

    /// The reports that a filter selects. Its heading applies to sections and is not considered here.
    pub(crate) fn of(snapshot: &Snapshot, filter: &Filter, fold: &Fold) -> Result<Self> {
        if filter.takes_every_report() {
            return Ok(Self {
                documents: snapshot.commit.documents,
                ..Self::default()
            });
        }
        let all_columns = DocumentColumns::of(snapshot);
        let mut selection = Self::default();
        let metadata = MetadataFilter::new(filter, fold);
        let mut taken = empty_bitsets(snapshot);
        for of_segment in snapshot.documents().chunk_by(|a, b| a.segment == b.segment) {
            let segment = of_segment[0].segment;
            let columns = all_columns.of_segment(segment)?;
            let records: Vec<u32> = of_segment.iter().map(|document| document.record).collect();
            let paths = all_columns.texts_at(&columns.path, &records)?;
            let regions = match filter.region {
                Some(_) => all_columns.regions_at(columns, &records)?,
                None => vec![String::new(); records.len()],
            };
            for ((record, path), region) in records.into_iter().zip(paths).zip(regions) {
                if !filter.takes_path(&path) {
                    continue;
                }
                let judged = metadata.judge(columns.year(record), &region);
                selection.undated += u64::from(judged.undated);
                selection.unplaced += u64::from(judged.unplaced);
                if judged.taken {
                    taken[segment as usize].insert(record as usize);
                    selection.documents += 1;
                }
            }
        }
        selection.records = Some(taken);
        Ok(selection)
    }

    /// Only some of the selected reports.
    pub(crate) fn restricted_to(
        mut self,
        documents: &[DocumentAddress],
        snapshot: &Snapshot,
    ) -> Self {
        let mut kept = empty_bitsets(snapshot);
        for document in documents {
            kept[document.segment as usize].insert(document.record as usize);
        }
        self.records = Some(kept);
        self.documents = documents.len() as u64;
        self
    }

    /// The selected reports, in index order.
    pub(crate) fn documents(&self, snapshot: &Snapshot) -> Vec<DocumentAddress> {
        let mut documents = snapshot.documents();
        documents.retain(|document| self.takes(document.segment, document.record));
        documents
    }
}

/// The part of a filter about years and places.
pub(crate) struct MetadataFilter<'f> {
    filter: &'f Filter,
    fold: &'f Fold,
    region: Option<WantedRegion>,
}

/// Whether a filter takes a report, and what the report lacks of what the filter asks for.
#[derive(Debug, Clone, Copy)]
pub struct Judgement {
    /// It is of the years and the place.
    pub taken: bool,
    /// It has no year, and is of the place or has none.
    pub undated: bool,
    /// It has no place, and is of the years or has none.
    pub unplaced: bool,
}

impl<'f> MetadataFilter<'f> {
    pub(crate) fn new(filter: &'f Filter, fold: &'f Fold) -> Self {
        let region = filter.region.as_deref();
        Self {
            filter,
            fold,
            region: region.map(|region| WantedRegion::new(region, fold)),
        }
    }

    /// Judges a report by its year and its region, the levels joined by `/`.
    pub(crate) fn judge(&self, year: Option<u16>, region: &str) -> Judgement {
        let years = self.filter.years.as_ref();
        let of_year = years.is_none_or(|years| year.is_some_and(|year| years.contains(year)));
        let of_region = self.takes_region(region);
        Judgement {
            taken: of_year && of_region,
            undated: years.is_some() && year.is_none() && (of_region || region.is_empty()),
            unplaced: self.region.is_some() && region.is_empty() && (of_year || year.is_none()),
        }
    }

    /// Whether it takes reports of a region, the levels joined by `/`, if they are of a year that it takes.
    fn takes_region(&self, region: &str) -> bool {
        let wanted = self.region.as_ref();
        wanted.is_none_or(|wanted| wanted.takes(region, self.fold))
    }
}

/// A bit for each record of each segment, none set.
pub(super) fn empty_bitsets(snapshot: &Snapshot) -> Vec<FixedBitSet> {
    snapshot
        .segments()
        .map(|(_, reader)| FixedBitSet::with_capacity(reader.max_doc() as usize))
        .collect()
}

/// Fewest characters of a level that stand for it in a place that is written with those above it: 湖北 for 湖北省.
const MIN_LEVEL: usize = 2;

/// A place that is looked for, or several.
#[derive(Debug, Clone)]
pub(crate) struct WantedRegion {
    /// Folded.
    places: Vec<String>,
}

impl WantedRegion {
    /// Reads what was typed: 松泽, 澄州市/松泽县, 岚江省澄州市, 松泽,望汀.
    pub(crate) fn new(typed: &str, fold: &Fold) -> Self {
        let places = places_in(typed).map(|place| folded_region(place, fold));
        Self {
            places: places.filter(|place| !place.is_empty()).collect(),
        }
    }

    /// Whether a region, its levels joined by `/`, is one of the places or below one.
    pub(crate) fn takes(&self, region: &str, fold: &Fold) -> bool {
        let region = folded_region(region, fold);
        let levels: Vec<&str> = region.split('/').collect();
        let mut places = self.places.iter();
        places.any(|place| region.contains(place.as_str()) || is_written_in_full(place, &levels))
    }
}

/// Whether a text names levels one after the other, each by its beginning: 湖北省鄂州市, 湖北鄂州.
fn is_written_in_full(text: &str, levels: &[&str]) -> bool {
    text.is_empty()
        || levels.iter().enumerate().any(|(index, level)| {
            let common = text.chars().zip(level.chars());
            let common = common.take_while(|(a, b)| a == b).count();
            (MIN_LEVEL..=common).rev().any(|length| {
                let rest: usize = text.chars().take(length).map(char::len_utf8).sum();
                is_written_in_full(&text[rest..], &levels[index + 1..])
            })
        })
}

/// A region as filters compare it: folded, its levels separated by `/` instead of `›` or `>`.
fn folded_region(region: &str, fold: &Fold) -> String {
    let levels: Vec<String> = region
        .split(['/', '›', '>'])
        .map(|level| fold.fold_text(level))
        .collect();
    levels.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;

    #[test]
    fn a_place_is_wanted_by_a_part_of_it_by_all_of_it_or_as_one_of_several() {
        let fold = Fold::new(&Schema::embedded()).unwrap();
        let region = "岚江省/澄州市/松泽县";
        let takes = |typed: &str| WantedRegion::new(typed, &fold).takes(region, &fold);
        for typed in [
            "松泽",
            "澄州市",
            "澄州市/松泽县",
            "岚江省 › 澄州市",
            "岚江省澄州市松泽县",
            "岚江省澄州市",
            "岚江澄州",
            "岚江省松泽县",
            "澄州松泽",
            "望汀,松泽",
            "望汀、 澄州市",
            "嵐江省澄州市",
        ] {
            assert!(takes(typed), "{typed}");
        }
        for typed in [
            "望汀",
            "望汀,柳渡",
            "松泽澄州",
            "岚松泽",
            "岚江省望汀区",
            "，",
        ] {
            assert!(!takes(typed), "{typed}");
        }
    }
}
