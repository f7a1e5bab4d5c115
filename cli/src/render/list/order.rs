//! The order of a list of reports.

use std::str::FromStr;

use quanwen::api::DocumentReference;
use quanwen_messages::{Message, message};

use crate::language::say;

/// What a list of reports is ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// Place, then year.
    #[default]
    Region,
    /// Year, then place.
    Year,
    /// Path.
    Path,
    /// Title, by code points.
    Title,
}

impl Order {
    /// Orders reports that are in the order of an answer: by region, year and path.
    pub(crate) fn sort(self, documents: &mut [DocumentReference]) {
        match self {
            Self::Region => {}
            Self::Year => documents.sort_by_key(|document| document.year),
            Self::Path => documents.sort_by(|a, b| a.path.cmp(&b.path)),
            Self::Title => documents.sort_by(|a, b| a.title.cmp(&b.title)),
        }
    }

    /// What the label of a report says that is not in the heading above it.
    pub(super) fn labels(self) -> String {
        match self {
            Self::Region => say!("year").to_string(),
            Self::Year => say!("place").to_string(),
            Self::Path | Self::Title => format!("{}  {}", say!("year"), say!("place")),
        }
    }
}

impl FromStr for Order {
    type Err = Message;

    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        match typed.trim() {
            "region" => Ok(Self::Region),
            "year" => Ok(Self::Year),
            "path" => Ok(Self::Path),
            "title" => Ok(Self::Title),
            other => Err(message!(
                "`{other}` is not an order: use region, year, path or title",
                other = other
            )),
        }
    }
}
