//! Years as people write them: 2020, 2018..2022, 2018-2022年, 2016,2018..2020.

#[cfg(feature = "schemars")]
use std::borrow::Cow;
use std::fmt;
use std::ops::{RangeFrom, RangeInclusive, RangeToInclusive};
use std::str::FromStr;

use quanwen_messages::{Message, Text, message, text};
#[cfg(feature = "schemars")]
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::document::half_width;

/// Years: one range or several. In JSON as they are written: `"2016,2018..2020"`.
///
/// ```
/// let years: quanwen::api::Years = "2016,2018..2020".parse()?;
/// assert!(years.contains(2016) && years.contains(2019) && !years.contains(2017));
/// assert_eq!("2018-2020年、2016".parse(), Ok(years));
/// assert_eq!("2018..2022".parse(), Ok(quanwen::api::Years::from(2018..=2022)));
/// # Ok::<(), quanwen::Message>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Years {
    /// At least one, ascending, none touching the next.
    ranges: Vec<YearRange>,
}

impl Years {
    /// The years of some ranges, or single years; `None` if there are none.
    pub fn new(ranges: impl IntoIterator<Item = impl Into<YearRange>>) -> Option<Self> {
        let mut ranges: Vec<YearRange> = ranges.into_iter().map(Into::into).collect();
        ranges.sort_by_key(|range| range.first);
        let mut joined: Vec<YearRange> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match joined.last_mut() {
                Some(last) if range.first <= last.last.saturating_add(1) => {
                    last.last = last.last.max(range.last);
                }
                _ => joined.push(range),
            }
        }
        (!joined.is_empty()).then_some(Self { ranges: joined })
    }

    /// The ranges, ascending, none touching the next.
    #[must_use]
    pub fn ranges(&self) -> &[YearRange] {
        &self.ranges
    }

    /// The first and the last year, if there are both. Not all between them need be among the years.
    #[must_use]
    pub fn bounds(&self) -> Option<RangeInclusive<u16>> {
        let (first, last) = (self.ranges.first()?, self.ranges.last()?);
        YearRange {
            first: first.first,
            last: last.last,
        }
        .bounds()
    }

    /// Whether a year is among them.
    #[must_use]
    pub fn contains(&self, year: u16) -> bool {
        self.ranges.iter().any(|range| range.contains(year))
    }
}

impl From<u16> for Years {
    /// One year.
    fn from(year: u16) -> Self {
        YearRange::from(year).into()
    }
}

impl From<RangeInclusive<u16>> for Years {
    /// From one year to another, in either order.
    fn from(years: RangeInclusive<u16>) -> Self {
        YearRange::from(years).into()
    }
}

impl From<RangeFrom<u16>> for Years {
    /// A year and those after it.
    fn from(years: RangeFrom<u16>) -> Self {
        YearRange::from(years).into()
    }
}

impl From<RangeToInclusive<u16>> for Years {
    /// A year and those before it.
    fn from(years: RangeToInclusive<u16>) -> Self {
        YearRange::from(years).into()
    }
}

impl From<YearRange> for Years {
    fn from(range: YearRange) -> Self {
        Self {
            ranges: vec![range],
        }
    }
}

/// Between ranges.
const SEPARATORS: [char; 5] = [',', '，', '、', ';', '；'];

impl FromStr for Years {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let ranges = text.split(SEPARATORS).map(str::parse);
        let years = Self::new(ranges.collect::<Result<Vec<YearRange>, Message>>()?);
        years.ok_or_else(|| NO_YEAR.into())
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, range) in self.ranges.iter().enumerate() {
            let separator = if index == 0 { "" } else { "," };
            write!(f, "{separator}{range}")?;
        }
        Ok(())
    }
}

impl TryFrom<String> for Years {
    type Error = Message;

    fn try_from(text: String) -> Result<Self, Message> {
        text.parse()
    }
}

impl From<Years> for String {
    fn from(years: Years) -> Self {
        years.to_string()
    }
}

#[cfg(feature = "schemars")]
impl JsonSchema for Years {
    fn schema_name() -> Cow<'static, str> {
        "Years".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "Years, both ends of a range included: 2020, 2018..2022, 2018.., ..2022 or 2016,2018..2020",
            "pattern": r"^[0-9]{0,5}(\.\.[0-9]{0,5})?(,[0-9]{0,5}(\.\.[0-9]{0,5})?)*$",
        })
    }
}

/// A range of years, both ends included. In JSON as it is written: `"2018..2022"`.
///
/// ```
/// let years: quanwen::api::YearRange = "2018..2022".parse()?;
/// assert!(years.contains(2018) && !years.contains(2023));
/// # Ok::<(), quanwen::Message>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct YearRange {
    first: u16,
    last: u16,
}

impl From<u16> for YearRange {
    /// One year.
    fn from(year: u16) -> Self {
        Self {
            first: year,
            last: year,
        }
    }
}

impl From<RangeInclusive<u16>> for YearRange {
    /// From one year to another, in either order.
    fn from(years: RangeInclusive<u16>) -> Self {
        let (first, last) = years.into_inner();
        Self {
            first: first.min(last),
            last: first.max(last),
        }
    }
}

impl From<RangeFrom<u16>> for YearRange {
    /// A year and those after it.
    fn from(years: RangeFrom<u16>) -> Self {
        Self {
            first: years.start,
            last: u16::MAX,
        }
    }
}

impl From<RangeToInclusive<u16>> for YearRange {
    /// A year and those before it.
    fn from(years: RangeToInclusive<u16>) -> Self {
        Self {
            first: 0,
            last: years.end,
        }
    }
}

const NO_YEAR: Text = text!("give a year such as 2020 or 2018..2022");

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
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let text: String = text.chars().map(half_width).collect();
        let no_year = || {
            message!(
                "`{text}` is not a year: write 2020, 2018..2022, 2018.., ..2022 or 2018,2020",
                text = &text
            )
        };
        let bound = |bound: &str, open: u16| match bound.trim().trim_end_matches('年').trim_end() {
            "" => Ok(open),
            year => year.parse::<u16>().map_err(|_| no_year()),
        };
        if !text.contains(|c: char| c.is_ascii_digit()) {
            return Err(if text.trim().is_empty() {
                NO_YEAR.into()
            } else {
                no_year()
            });
        }
        let (first, last) = match split_range(&text) {
            Some((first, last)) => (bound(first, 0)?, bound(last, u16::MAX)?),
            None => (bound(&text, 0)?, bound(&text, 0)?),
        };
        if first > last {
            return Err(message!(
                "`{text}` ends before it begins: write {last}..{first}",
                text = &text,
                last = last,
                first = first
            ));
        }
        Ok(Self { first, last })
    }
}

/// What is before and after the sign of a range: 2018..2022, 2018..=2022, 2018-2022, 2018—2022年, 2018年至2022年.
fn split_range(text: &str) -> Option<(&str, &str)> {
    const DASHES: [char; 7] = ['-', '~', '—', '–', '－', '至', '到'];
    if let Some((first, last)) = text.split_once("..") {
        return Some((first, last.trim_start_matches('=')));
    }
    let (first, last) = text.split_once(DASHES)?;
    Some((first, last.trim_start_matches(DASHES)))
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
    type Error = Message;

    fn try_from(text: String) -> Result<Self, Message> {
        text.parse()
    }
}

impl From<YearRange> for String {
    fn from(years: YearRange) -> Self {
        years.to_string()
    }
}

#[cfg(feature = "schemars")]
impl JsonSchema for YearRange {
    fn schema_name() -> Cow<'static, str> {
        "YearRange".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A range of years, both ends included: 2020, 2018..2022, 2018.. or ..2022",
            "pattern": r"^[0-9]{0,5}(\.\.[0-9]{0,5})?$",
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
        assert!(
            range("2022..2018")
                .unwrap_err()
                .to_string()
                .contains("2018..2022")
        );
        assert!(range("去年").is_err());
    }

    #[test]
    fn years_of_ranges() {
        let written = |years: Years| years.to_string();
        assert_eq!(written(2020.into()), "2020");
        assert_eq!(written((2018..=2022).into()), "2018..2022");
        assert_eq!(
            written(RangeInclusive::new(2022, 2018).into()),
            "2018..2022"
        );
        assert_eq!(written((2018..).into()), "2018..");
        assert_eq!(written((..=2022).into()), "..2022");
    }

    #[test]
    fn years_as_people_write_them() {
        let written = |text: &str| text.parse::<Years>().map(|years| years.to_string());
        for (text, expected) in [
            ("2020", "2020"),
            ("2020年", "2020"),
            ("２０２０年", "2020"),
            ("2018-2020", "2018..2020"),
            ("2018—2020年", "2018..2020"),
            ("2018年至2020年", "2018..2020"),
            ("2018～2020", "2018..2020"),
            ("2018年-", "2018.."),
            ("2018,2020..2022", "2018,2020..2022"),
            ("2020、2018", "2018,2020"),
            ("2018，2019", "2018..2019"),
            ("2018..2021,2020..2023", "2018..2023"),
            ("2018..=2020", "2018..2020"),
        ] {
            assert_eq!(written(text), Ok(expected.to_string()), "{text}");
        }
        for text in ["", "年", "2018,", "去年", "2018-19-20", "二〇二〇"] {
            assert!(written(text).is_err(), "{text}");
        }
    }
}
