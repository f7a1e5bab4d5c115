//! The mentions behind the cells of a trend.

use serde::{Deserialize, Serialize};

use super::context::Context;
use super::mention::{Mention, MentionRequest};
use super::trend::{TrendGroup, TrendRequest};

/// Which cells to open, and how much context to show.
///
/// ```
/// use quanwen::api::{EvidenceRequest, Filter, TrendRequest};
///
/// // The cell of a place and a year: the filter takes nothing else.
/// let filter = Filter::default().region("松泽县").years("2020".parse()?);
/// let request = EvidenceRequest::new(TrendRequest::new(["行政复议"]).filter(filter)).limit(20);
/// assert_eq!(request.limit, Some(20));
/// # Ok::<(), quanwen::Message>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct EvidenceRequest {
    /// The trend whose cells are opened.
    pub trend: TrendRequest,
    /// At most this many mentions of each cell are returned; all if absent.
    pub limit: Option<usize>,
    /// How much text is returned on each side.
    pub context: Context,
    /// Display columns of context on each side, if `context` is columns.
    pub width: usize,
}

impl Default for EvidenceRequest {
    /// Nothing yet, with the context that mentions have.
    fn default() -> Self {
        let MentionRequest { context, width, .. } = MentionRequest::default();
        Self {
            trend: TrendRequest::default(),
            limit: None,
            context,
            width,
        }
    }
}

impl EvidenceRequest {
    /// Opens every cell of a trend.
    #[must_use]
    pub fn new(trend: TrendRequest) -> Self {
        Self {
            trend,
            ..Self::default()
        }
    }

    /// At most this many mentions of each cell are returned.
    #[must_use]
    pub fn limit(mut self, limit: impl Into<Option<usize>>) -> Self {
        self.limit = limit.into();
        self
    }

    /// How much text is returned on each side.
    #[must_use]
    pub fn context(mut self, context: Context) -> Self {
        self.context = context;
        self
    }

    /// Display columns of context on each side.
    #[must_use]
    pub fn width(mut self, columns: usize) -> Self {
        self.width = columns;
        self
    }
}

/// A mention behind a cell of a trend.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Evidence {
    /// The term of the cell: a text, or the name of a concept.
    pub term: String,
    /// Which group the cell is of.
    #[serde(flatten)]
    pub group: TrendGroup,
    /// The mention.
    #[serde(flatten)]
    pub mention: Mention,
}

impl Evidence {
    /// A mention behind the cell of a term and a group.
    #[must_use]
    pub fn new(term: impl Into<String>, group: TrendGroup, mention: Mention) -> Self {
        Self {
            term: term.into(),
            group,
            mention,
        }
    }
}
