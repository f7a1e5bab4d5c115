//! The codes of GB/T 2260 by which tables of several sources are joined.

use std::collections::HashMap;

use super::division::is_in_force;
use crate::document::Metadata;
use crate::error::Result;
use crate::schema::{Division, Schema};

/// What the names of provinces end in; those of municipalities end like other cities and are in the table.
const PROVINCES: [&str; 3] = ["省", "自治区", "特别行政区"];

/// The divisions by name and by code, without what finds names in texts.
#[derive(Debug, Clone, Default)]
pub(crate) struct DivisionCodes {
    by_name: HashMap<String, Vec<Division>>,
    names: HashMap<u32, Vec<String>>,
}

impl DivisionCodes {
    /// The table of a schema.
    ///
    /// # Errors
    /// [`crate::Error::DataFile`] for a mistake in `regions.tsv`.
    pub(crate) fn of_schema(schema: &Schema) -> Result<Self> {
        let mut codes = Self::default();
        for row in schema.divisions()? {
            let names = codes.names.entry(row.code).or_default();
            names.push(row.name.clone());
            codes.by_name.entry(row.name.clone()).or_default().push(row);
        }
        Ok(codes)
    }

    /// Gives a report the code of its place in its year.
    pub(crate) fn complete(&self, metadata: &mut Metadata) {
        metadata.code = self.code(&metadata.region, metadata.year);
    }

    /// The code of a place, given from the province down, in a year or today: `500112`. `None` for a place that the table does
    /// not have, such as a town, and for a name that several divisions have.
    pub(crate) fn code(&self, region: &[impl AsRef<str>], year: Option<u16>) -> Option<String> {
        self.of_place(region).code(year)
    }

    /// The codes of a place in all years.
    pub(crate) fn of_place(&self, region: &[impl AsRef<str>]) -> PlaceCodes<'_> {
        let Some((last, above)) = region.split_last() else {
            return PlaceCodes::default();
        };
        let is_there =
            |row: &&Division| above.iter().all(|name| self.is_in(row.code, name.as_ref()));
        let rows = self.rows_named(last.as_ref()).iter();
        PlaceCodes {
            rows: rows.filter(is_there).collect(),
        }
    }

    /// How many rows of the table have a name.
    pub(crate) fn namesakes(&self, name: &str) -> usize {
        self.rows_named(name).len()
    }

    fn rows_named(&self, name: &str) -> &[Division] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a name is that of a province, by the table or by its ending.
    pub(crate) fn is_province(&self, name: &str) -> bool {
        let is_of_table = self
            .rows_named(name)
            .iter()
            .any(|row| row.code % 10_000 == 0);
        is_of_table || PROVINCES.iter().any(|ending| name.ends_with(ending))
    }

    /// Whether a division is in one that has, or had, a name.
    fn is_in(&self, code: u32, name: &str) -> bool {
        let above = [code / 10_000 * 10_000, code / 100 * 100];
        above
            .into_iter()
            .filter(|above| *above != code)
            .any(|above| {
                let names = self.names.get(&above);
                names.is_some_and(|names| names.iter().any(|known| known == name))
            })
    }
}

/// The codes of one place.
#[derive(Debug, Clone, Default)]
pub(crate) struct PlaceCodes<'c> {
    /// Those of the table that may be meant.
    rows: Vec<&'c Division>,
}

impl PlaceCodes<'_> {
    /// The code in a year or today, as by [`DivisionCodes::code`].
    pub(crate) fn code(&self, year: Option<u16>) -> Option<String> {
        let of = |keep: &dyn Fn(&Division) -> bool| {
            only_code(self.rows.iter().copied().filter(|row| keep(row)))
        };
        of(&|row| is_in_force(row, year))
            .or_else(|| of(&|row| row.last.is_none()))
            .or_else(|| of(&|_| true))
            .map(|code| format!("{code:06}"))
    }
}

/// The code of some rows, if they have but one.
fn only_code<'r>(mut rows: impl Iterator<Item = &'r Division>) -> Option<u32> {
    let first = rows.next()?.code;
    rows.all(|row| row.code == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(region: &[&str], year: Option<u16>) -> Option<String> {
        let codes = DivisionCodes::of_schema(&Schema::embedded()).unwrap();
        codes.code(region, year)
    }

    #[test]
    fn a_place_has_the_code_of_its_year() {
        assert_eq!(code(&["重庆市", "渝北区"], None).as_deref(), Some("500112"));
        assert_eq!(code(&["重庆市"], None).as_deref(), Some("500000"));
        let lujiang = ["安徽省", "庐江县"];
        assert_eq!(code(&lujiang, Some(2008)).as_deref(), Some("341421"));
        assert_eq!(code(&lujiang, Some(2020)).as_deref(), Some("340124"));
    }

    #[test]
    fn towns_unknown_places_and_names_of_several_have_none() {
        assert_eq!(code(&["重庆市", "渝北区", "大盛镇"], None), None);
        assert_eq!(code(&["岚江省", "澄州市", "松泽县"], None), None);
        assert_eq!(code(&["鼓楼区"], None), None);
        assert_eq!(
            code(&["福建省", "福州市", "鼓楼区"], None).as_deref(),
            Some("350102")
        );
        assert_eq!(code(&[] as &[&str], None), None);
    }
}
