//! What ranking needs from an open index.

use super::aside::Asides;
use crate::index::Citations;
use crate::matching::Matcher;
use crate::schema::{QueryRules, Ranking};

/// Ranks the sections of an index.
#[derive(Clone, Copy)]
pub(crate) struct Ranker<'s> {
    pub matcher: Matcher<'s>,
    pub ranking: &'s Ranking,
    pub citations: &'s Citations,
    pub asides: &'s Asides,
    pub rules: &'s QueryRules,
}
