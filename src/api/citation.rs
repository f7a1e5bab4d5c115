//! Citing a report, a section or a mention.

use std::str::FromStr;

use quanwen_messages::{Message, Text, message, text};
use serde::{Deserialize, Serialize};

use super::reference::DocumentReference;
use super::resolution::CitationLocator;

/// What to cite, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct CiteRequest {
    /// The id of a report, section or mention, or the path of a report in the corpus, also with a line, as in
    /// [`ShowRequest::id`](super::ShowRequest::id).
    pub id: String,
    /// The day of the query, ISO 8601: the day of access of a report whose own is unknown. Absent: today in UTC.
    pub day: Option<String>,
}

impl CiteRequest {
    /// Cites what an id or a path names.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            day: None,
        }
    }

    /// The day of the query, ISO 8601.
    #[must_use]
    pub fn day(mut self, day: impl Into<Option<String>>) -> Self {
        self.day = day.into();
        self
    }
}

/// What is known of a cited place; a style makes a text of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Citation {
    /// The id of the report, section or mention.
    pub id: String,
    /// The report: its title, place and the year that it is about.
    pub document: DocumentReference,
    /// 发文机关.
    pub issuer: Option<String>,
    /// 发布日期, ISO 8601.
    pub published: Option<String>,
    /// 文号, as written.
    pub document_number: Option<String>,
    /// The page of the section or mention, in a report that has pages, 1-based.
    pub page: Option<u32>,
    /// The address of the report on the web.
    pub url: Option<String>,
    /// The day of access, ISO 8601, of a report with an address: the day on which the file was fetched, or else the day of
    /// the query.
    pub accessed: Option<String>,
    /// Which of `issuer`, `region` and `year` the report does not state, but that follow from what it states. Only those
    /// that the citation needs.
    pub inferred: Vec<String>,
    /// How the place is found again.
    pub locator: CitationLocator,
}

impl Citation {
    /// Who answers for the report: its issuer, else its place from the province down; `None` if neither is known.
    #[must_use]
    pub fn author(&self) -> Option<String> {
        let place = || Some(self.document.region.concat()).filter(|place| !place.is_empty());
        self.issuer.clone().or_else(place)
    }

    /// When the report was published, or else the year that it is about; `None` if neither is known.
    #[must_use]
    pub fn date(&self) -> Option<String> {
        let year = || self.document.year.map(|year| year.to_string());
        self.published.clone().or_else(year)
    }

    /// What a citation must state and is not known: `a title`, `an issuer or place`, `a date or year`.
    #[must_use]
    pub fn missing(&self) -> Vec<Text> {
        let required = [
            (text!("a title"), self.document.title.is_some()),
            (text!("an issuer or place"), self.author().is_some()),
            (text!("a date or year"), self.date().is_some()),
        ];
        let unknown = required.into_iter().filter(|(_, is_known)| !is_known);
        unknown.map(|(name, _)| name).collect()
    }
}

/// A style of citations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum CitationStyle {
    /// The pattern of GB/T 7714—2015 for reports.
    #[default]
    Gbt7714,
    /// An entry `@techreport`.
    Bibtex,
    /// An array with one item of CSL-JSON.
    Csl,
}

impl CitationStyle {
    /// Every style, in the order of their names here.
    pub const ALL: [Self; 3] = [Self::Gbt7714, Self::Bibtex, Self::Csl];

    /// The name in answers and options: `gbt7714`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gbt7714 => "gbt7714",
            Self::Bibtex => "bibtex",
            Self::Csl => "csl",
        }
    }
}

impl FromStr for CitationStyle {
    type Err = Message;

    fn from_str(name: &str) -> Result<Self, Message> {
        let mut styles = Self::ALL.into_iter();
        let found = styles.find(|style| style.name().eq_ignore_ascii_case(name.trim()));
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            message!(
                "there is no style `{name}`; the styles are {names}",
                name = name,
                names = names
            )
        })
    }
}

/// A citation as a text of a style.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct StyledCitation {
    /// The style.
    pub style: CitationStyle,
    /// The text.
    pub text: String,
    /// What it states.
    #[serde(flatten)]
    pub citation: Citation,
}

impl StyledCitation {
    /// A citation and its text.
    #[must_use]
    pub fn new(style: CitationStyle, text: String, citation: Citation) -> Self {
        Self {
            style,
            text,
            citation,
        }
    }
}
