//! Finding a cited place again after the corpus changed.

use std::fmt;
use std::str::FromStr;

use quanwen_extract::Locator;
use quanwen_messages::{Message, message};
use serde::{Deserialize, Serialize};

use super::json::json_line;
use super::reference::{DocumentReference, SectionReference};
use crate::error::Error;

/// The version of the layout of locators.
const LOCATOR_VERSION: u32 = 1;

/// What a citation cites.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum CitedKind {
    /// A whole report.
    #[default]
    Report,
    /// A section, found by its heading.
    Section,
    /// A text.
    Mention,
}

/// Where a cited place was, in terms that survive a change of the corpus. Written as one line of JSON and read from it.
///
/// ```
/// use quanwen::api::CitationLocator;
///
/// let line = r#"{"locator":1,"kind":"mention","path":"2021.txt","quote":"行政复议","hash":"00112233445566aa"}"#;
/// let locator: CitationLocator = line.parse()?;
/// assert_eq!(locator.quote, "行政复议");
/// assert_eq!(locator.to_string().parse::<CitationLocator>()?, locator);
/// assert!("行政复议".parse::<CitationLocator>().is_err());
/// # Ok::<(), quanwen::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct CitationLocator {
    /// The version of this layout, 1.
    pub locator: u32,
    /// What is cited.
    pub kind: CitedKind,
    /// The path of the report, relative to the corpus with `/`.
    pub path: String,
    /// Its place, from the province down.
    pub region: Vec<String>,
    /// The year that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The headings above the place, from the top.
    pub headings: Vec<String>,
    /// Up to 16 characters before the quoted text, within its paragraph.
    pub before: String,
    /// The quoted text as in the report, its first 2,000 characters if it is longer; empty for a whole report.
    pub quote: String,
    /// Up to 16 characters after the quoted text, within its paragraph.
    pub after: String,
    /// The characters of the report's text before the quoted text.
    pub start: u32,
    /// The folded characters of the report, hard breaks included.
    pub characters: u32,
    /// The hash of the report's text (XXH3, 64 bits): 16 hexadecimal digits.
    pub hash: String,
}

impl Default for CitationLocator {
    fn default() -> Self {
        Self {
            locator: LOCATOR_VERSION,
            kind: CitedKind::default(),
            path: String::new(),
            region: Vec::new(),
            year: None,
            title: None,
            headings: Vec::new(),
            before: String::new(),
            quote: String::new(),
            after: String::new(),
            start: 0,
            characters: 0,
            hash: String::new(),
        }
    }
}

impl fmt::Display for CitationLocator {
    /// One line of JSON without characters that act on a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&json_line(self).map_err(|_| fmt::Error)?)
    }
}

impl FromStr for CitationLocator {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        /// What tells a locator from other JSON.
        #[derive(Deserialize)]
        struct Mark {
            locator: u32,
        }
        let refused = |reason: Message| Error::Locator { reason };
        let text = text.trim();
        let mark: Mark = serde_json::from_str(text).map_err(|error| {
            refused(message!(
                "is not the JSON that a citation has ({error})",
                error = error.to_string()
            ))
        })?;
        if mark.locator != LOCATOR_VERSION {
            return Err(refused(message!(
                "has version {version}, this version reads {ours}",
                version = mark.locator,
                ours = LOCATOR_VERSION
            )));
        }
        let locator: Self = serde_json::from_str(text).map_err(|error| {
            refused(message!("is damaged ({error})", error = error.to_string()))
        })?;
        match locator.lacking() {
            Some(field) => Err(refused(message!(
                "is damaged (it has no {field})",
                field = field
            ))),
            None => Ok(locator),
        }
    }
}

impl CitationLocator {
    /// A field without which nothing can be found.
    fn lacking(&self) -> Option<&'static str> {
        let is_hash = self.hash.len() == 16 && self.hash.bytes().all(|b| b.is_ascii_hexdigit());
        if self.path.is_empty() {
            Some("path")
        } else if !is_hash {
            Some("hash")
        } else if self.kind == CitedKind::Mention && self.quote.is_empty() {
            Some("quote")
        } else {
            None
        }
    }
}

/// Which cited place to find again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct ResolveRequest {
    /// Where it was.
    pub locator: CitationLocator,
}

impl ResolveRequest {
    /// Finds what a locator names.
    #[must_use]
    pub fn new(locator: CitationLocator) -> Self {
        Self { locator }
    }
}

/// What became of a cited place.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Resolution {
    /// The outcome.
    pub status: ResolutionStatus,
    /// Where the text is now, the likeliest first: several if copies of a report, or repetitions in it, cannot be told
    /// apart. For `altered` the nearest text alone.
    pub places: Vec<ResolvedPlace>,
    /// How many more reports may have the text and were not read, or not to their end, and more places are not listed.
    pub more: u64,
    /// What was asked for.
    pub locator: CitationLocator,
}

/// What became of a cited place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ResolutionStatus {
    /// The same text at the same place of the same file.
    Same,
    /// The same text at another place or in another file.
    Moved,
    /// Only a similar text; for a whole report: another text under its path, or under its title, place and year.
    Altered,
    /// Nothing like it.
    #[default]
    Gone,
}

impl ResolutionStatus {
    /// The name in answers: `moved`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Moved => "moved",
            Self::Altered => "altered",
            Self::Gone => "gone",
        }
    }

    /// Whether the cited text still stands in the corpus.
    #[must_use]
    pub fn is_found(self) -> bool {
        matches!(self, Self::Same | Self::Moved)
    }
}

/// Where a cited text is now.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct ResolvedPlace {
    /// The id of the report, section or mention now.
    pub id: String,
    /// The report.
    pub document: DocumentReference,
    /// The section; absent for a whole report.
    pub section: Option<SectionReference>,
    /// Line of the first character.
    pub line: u32,
    /// Column of the first character.
    pub column: u32,
    /// Page, sheet and row, or record of the first character.
    #[serde(flatten)]
    pub locator: Locator,
    /// Up to 16 characters before it, within its paragraph.
    pub before: String,
    /// The text; empty for a whole report, or where nothing stands between the text before and after it.
    pub quote: String,
    /// Up to 16 characters after it, within its paragraph.
    pub after: String,
    /// How much of the quoted text and its surroundings is the same, from 0 to 1; absent for a whole report.
    pub similarity: Option<f64>,
}
