//! Which reports and sections a request covers.

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::document::Part;

/// Which reports and sections a request covers. The default covers all of them.
///
/// ```
/// use quanwen::api::Filter;
/// let filter = Filter::default().years("2018..2022".parse()?).region("松泽县").path("年度报告");
/// assert!(filter.takes_path("年度报告/2021.txt") && !filter.takes_path("其他/2021.txt"));
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[non_exhaustive]
pub struct Filter {
    /// Reports of these years.
    pub years: Option<YearRange>,
    /// Reports with a place one of whose levels contains this text.
    pub region: Option<String>,
    /// Sections under a heading that contains this text, in any spelling that folds alike.
    pub heading: Option<String>,
    /// Sections of these parts of a document; empty for all.
    pub parts: Vec<Part>,
    /// Files and folders, relative to the corpus with `/`; empty for all.
    pub paths: Vec<String>,
}

impl Filter {
    /// Reports of these years.
    #[must_use]
    pub fn years(mut self, years: YearRange) -> Self {
        self.years = Some(years);
        self
    }

    /// Reports with a place one of whose levels contains this text.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sections under a heading that contains this text.
    #[must_use]
    pub fn heading(mut self, heading: impl Into<String>) -> Self {
        self.heading = Some(heading.into());
        self
    }

    /// Sections of one more part of a document.
    #[must_use]
    pub fn part(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    /// One more file or folder, relative to the corpus with `/`.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.paths.push(path.into());
        self
    }

    /// Files and folders, relative to the corpus with `/`; none for all.
    #[must_use]
    pub fn paths(mut self, paths: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.paths = paths.into_iter().map(Into::into).collect();
        self
    }

    /// Whether every report matches.
    #[must_use]
    pub fn takes_every_report(&self) -> bool {
        self.years.is_none() && self.region.is_none() && self.takes_path("")
    }

    /// Whether every section of a report matches.
    #[must_use]
    pub fn takes_every_section(&self) -> bool {
        self.heading.is_none() && self.parts.is_empty()
    }

    /// Whether the sections of a part of a document match, if their headings do.
    #[must_use]
    pub fn takes_part(&self, part: Part) -> bool {
        self.parts.is_empty() || self.parts.contains(&part)
    }

    /// Whether a document's path is one of the paths or below one.
    #[must_use]
    pub fn takes_path(&self, path: &str) -> bool {
        let below = |folder: &String| {
            folder.is_empty()
                || path
                    .strip_prefix(folder.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '!']))
        };
        self.paths.is_empty() || self.paths.iter().any(below)
    }
}

impl fmt::Display for Filter {
    /// What it takes, for messages: `years 2018..2022, place 松泽县`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |parts: &[Part]| parts.iter().map(|part| part.name()).collect::<Vec<_>>();
        let several = |name: &str, values: &[&str]| {
            (!values.is_empty()).then(|| format!("{name} {}", values.join(", ")))
        };
        let paths: Vec<&str> = self.paths.iter().map(String::as_str).collect();
        let taken = [
            self.years.map(|years| format!("years {years}")),
            self.region.as_ref().map(|region| format!("place {region}")),
            self.heading
                .as_ref()
                .map(|heading| format!("heading {heading}")),
            several("parts", &names(&self.parts)),
            several("paths", &paths),
        ];
        let taken: Vec<String> = taken.into_iter().flatten().collect();
        if taken.is_empty() {
            return f.write_str("everything");
        }
        f.write_str(&taken.join(", "))
    }
}

/// A range of years, both ends included. In JSON as typed: `"2018..2022"`.
///
/// ```
/// let years: quanwen::api::YearRange = "2018..2022".parse()?;
/// assert!(years.contains(2018) && !years.contains(2023));
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct YearRange {
    first: u16,
    last: u16,
}

impl YearRange {
    /// The first and the last year, if the range has both.
    #[must_use]
    pub fn bounds(self) -> Option<RangeInclusive<u16>> {
        (self.first > 0 && self.last < u16::MAX).then_some(self.first..=self.last)
    }

    /// Whether the range includes a year.
    #[must_use]
    pub fn contains(self, year: u16) -> bool {
        (self.first..=self.last).contains(&year)
    }
}

impl FromStr for YearRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bound = |bound: &str, open: u16| match bound.trim() {
            "" => Ok(open),
            year => year.parse::<u16>().map_err(|_| {
                format!("`{text}` is not a year: write 2020, 2018..2022, 2018.. or ..2022")
            }),
        };
        let (first, last) = match text.split_once("..") {
            Some((first, last)) => (
                bound(first, 0)?,
                bound(last.trim_start_matches('='), u16::MAX)?,
            ),
            None if text.trim().is_empty() => {
                return Err("give a year such as 2020 or 2018..2022".to_string());
            }
            None => (bound(text, 0)?, bound(text, 0)?),
        };
        if first > last {
            return Err(format!(
                "`{text}` ends before it begins: write {last}..{first}"
            ));
        }
        Ok(Self { first, last })
    }
}

impl fmt::Display for YearRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first, self.last) {
            (0, u16::MAX) => write!(f, ".."),
            (0, last) => write!(f, "..{last}"),
            (first, u16::MAX) => write!(f, "{first}.."),
            (first, last) if first == last => write!(f, "{first}"),
            (first, last) => write!(f, "{first}..{last}"),
        }
    }
}

impl TryFrom<String> for YearRange {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<YearRange> for String {
    fn from(years: YearRange) -> Self {
        years.to_string()
    }
}

impl JsonSchema for YearRange {
    fn schema_name() -> Cow<'static, str> {
        "YearRange".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A range of years, both ends included: 2020, 2018..2022, 2018.. or ..2022",
            "pattern": r"^[0-9]{0,5}(\.\.=?[0-9]{0,5})?$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_years() {
        let range = |text: &str| text.parse::<YearRange>();
        assert!(range("2018..2022").unwrap().contains(2022));
        assert!(!range("2018..2022").unwrap().contains(2017));
        assert!(range("..2020").unwrap().contains(1999));
        assert!(range("2020..").unwrap().contains(2030));
        assert_eq!(
            range("2020").unwrap(),
            YearRange {
                first: 2020,
                last: 2020
            }
        );
        assert!(range("2022..2018").unwrap_err().contains("2018..2022"));
        assert!(range("去年").is_err());
    }

    #[test]
    fn a_filter_says_what_it_takes() {
        let filter = Filter::default()
            .years("2018..".parse().unwrap())
            .region("松泽县")
            .part(Part::Body)
            .part(Part::Annex)
            .path("年度报告");
        let taken = "years 2018.., place 松泽县, parts body, annex, paths 年度报告";
        assert_eq!(filter.to_string(), taken);
        assert_eq!(Filter::default().to_string(), "everything");
    }

    #[test]
    fn a_folder_matches_what_is_below_it_but_not_a_longer_name() {
        let filter = Filter {
            paths: vec!["松泽县".into()],
            ..Filter::default()
        };
        assert!(filter.takes_path("松泽县/2019.txt") && filter.takes_path("松泽县"));
        assert!(!filter.takes_path("松泽县志.txt"));
    }
}
