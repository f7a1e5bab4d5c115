//! `query.toml`: what a query says besides words.

use serde::Deserialize;

/// The tables of `query.toml`, which documents each.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct QueryRules {
    pub place: PlaceRules,
    pub year: YearRules,
    pub review: ReviewRules,
    pub kind: KindRules,
    pub figure: FigureRules,
    pub meaning: MeaningRules,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceRules {
    pub words: Vec<String>,
    pub heads: Vec<String>,
    pub particles: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct YearRules {
    pub until: Vec<String>,
    pub verbs: Vec<String>,
    pub points: Vec<String>,
    pub periods: Vec<String>,
    pub events: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReviewRules {
    pub headings: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KindRules {
    pub names: Vec<String>,
    pub min_characters: usize,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureRules {
    pub units: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeaningRules {
    pub words: Vec<String>,
}
