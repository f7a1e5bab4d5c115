//! How an answer is distributed over years and places.

use std::str::FromStr;

use quanwen_messages::{Message, message};
use serde::{Deserialize, Serialize};

/// A property of reports that an answer can be counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum FacetField {
    /// The year that a report is about.
    Year,
    /// Its place, from the province down.
    Region,
}

impl FromStr for FacetField {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.trim() {
            "year" => Ok(Self::Year),
            "region" => Ok(Self::Region),
            other => Err(message!(
                "`{other}` is not a facet: use year or region",
                other = other
            )),
        }
    }
}

/// Counts of an answer by one property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Facet {
    /// The property.
    pub field: FacetField,
    /// Years ascending; places with the most sections first.
    pub values: Vec<FacetValue>,
}

impl Facet {
    /// Counts by `field`.
    #[must_use]
    pub fn new(field: FacetField, values: Vec<FacetValue>) -> Self {
        Self { field, values }
    }
}

/// One value of a property.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct FacetValue {
    /// `2021`, `松泽县/柳渡镇`; absent for reports without one.
    pub value: Option<String>,
    /// Sections of the answer.
    pub sections: u64,
    /// Reports of the answer.
    pub documents: u64,
}

/// Numbers of mentions by one property of their reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MentionFacet {
    /// The property.
    pub field: FacetField,
    /// Years ascending; places with the most mentions first.
    pub values: Vec<MentionFacetValue>,
}

impl MentionFacet {
    /// Counts by `field`.
    #[must_use]
    pub fn new(field: FacetField, values: Vec<MentionFacetValue>) -> Self {
        Self { field, values }
    }
}

/// The mentions in reports with one value of a property.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct MentionFacetValue {
    /// `2021`, `松泽县/柳渡镇`; absent for reports without one.
    pub value: Option<String>,
    /// Mentions.
    pub mentions: u64,
    /// Reports with a mention.
    pub documents: u64,
}
