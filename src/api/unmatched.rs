//! What of a filter matches nothing.

use quanwen_messages::{Argument, Message, message, text};
use serde::{Deserialize, Serialize};

use super::filter::Filter;
use super::years::Years;

/// What of a [`Filter`] matches nothing, and what there is instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Unmatched {
    /// There is no report at all.
    Corpus,
    /// No report is at or below these paths.
    Paths(Vec<String>),
    /// No report is of a place.
    Place {
        /// As typed.
        place: String,
        /// Places of reports with a similar name, the most similar first.
        similar: Vec<String>,
    },
    /// No report is of these years.
    Years {
        /// Those asked for.
        years: Years,
        /// Those of the reports; `None` if none has a year.
        known: Option<Years>,
        /// What else the filter asks of a report.
        among: Box<Filter>,
    },
    /// No section is under a heading that contains this text.
    Heading(String),
}

impl Unmatched {
    /// `no report is of 2030 (place 松泽县): there are reports of 2017..2021`.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Corpus => text!("there is no report").into(),
            Self::Paths(paths) => {
                let paths: Argument = paths.iter().collect();
                message!("no report is at {paths}", paths = paths)
            }
            Self::Place { place, similar } if similar.is_empty() => {
                message!("no report is of {place}", place = place)
            }
            Self::Place { place, similar } => {
                let similar: Argument = similar.iter().collect();
                message!(
                    "no report is of {place}: similar names are {similar}",
                    place = place,
                    similar = similar
                )
            }
            Self::Years { known: None, .. } => text!("no report has a year").into(),
            Self::Years {
                years,
                known: Some(known),
                among,
            } if among.takes_every_report() => message!(
                "no report is of {years}: there are reports of {known}",
                years = years.to_string(),
                known = known.to_string()
            ),
            Self::Years {
                years,
                known: Some(known),
                among,
            } => message!(
                "no report is of {years} ({filter}): there are reports of {known}",
                years = years.to_string(),
                filter = among.message(),
                known = known.to_string()
            ),
            Self::Heading(heading) => {
                message!(
                    "no section is under a heading with {heading}",
                    heading = heading
                )
            }
        }
    }
}
