//! `schema.toml`: the fields of the index.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::ranking::Ranking;

/// `schema.toml`: the fields of the index and the parameters of ranking.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldTable {
    pub fields: BTreeMap<String, Field>,
    pub ranking: Ranking,
}

/// One field of `schema.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Field {
    /// `report`, `section` or `both`. Documentation only: the index writer decides.
    #[serde(rename = "record")]
    _record: Record,
    #[serde(default, rename = "type")]
    pub kind: Kind,
    pub analyzer: Option<Analyzer>,
    /// Whether the exact layer has the positions of its characters.
    #[serde(default)]
    pub positions: bool,
    #[serde(default)]
    pub stored: bool,
    #[serde(default)]
    pub fast: bool,
}

/// The properties of a field that affect the index, for the exact stamp.
impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            analyzer,
            positions,
            stored,
            fast,
            ..
        } = self;
        write!(
            f,
            "{kind:?} {analyzer:?} positions={positions} stored={stored} fast={fast}"
        )
    }
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Record {
    Report,
    Section,
    Both,
}

/// The type of a field's values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    #[default]
    Text,
    Number,
    Bytes,
}

/// How a text field is split into terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Analyzer {
    /// The whole value is one term.
    Raw,
    /// Words by the segmenter's search mode.
    Words,
}
