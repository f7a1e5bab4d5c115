//! The parameters of ranking, from `[ranking]` in `schema.toml`. They act when searching: others need no other index.

use serde::Deserialize;

use crate::api::WordKind;

/// The parameters of ranking; `schema.toml` says what each does.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ranking {
    pub k1: f32,
    pub body: FieldRanking,
    pub heading: FieldRanking,
    pub title: FieldRanking,
    pub function_word: f32,
    pub question_word: f32,
    pub synonym: f32,
    pub candidates: usize,
    pub pair: f32,
    pub character: f32,
    pub lead: f32,
    pub lead_reach: f32,
    pub nearness: f32,
    pub near: u32,
    pub titled: f32,
    pub citation: f32,
}

/// How a field counts.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldRanking {
    pub weight: f32,
    /// How much a field's length counts against it, from 0 to 1.
    pub b: f32,
}

impl Ranking {
    /// The weight of a kind of word.
    pub(crate) fn of_kind(&self, kind: WordKind) -> f32 {
        match kind {
            WordKind::Content => 1.0,
            WordKind::Function => self.function_word,
            WordKind::Question => self.question_word,
        }
    }
}

impl FieldRanking {
    /// What one occurrence counts for in a field of a length, where 1 is the average.
    pub(crate) fn of_one(self, relative_length: f32) -> f32 {
        self.weight / (1.0 - self.b + self.b * relative_length)
    }
}
