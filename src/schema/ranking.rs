//! The parameters of ranking, from `[ranking]` in `schema.toml`. They apply when searching; changing them needs no reindexing.

use serde::Deserialize;

use crate::api::WordKind;

/// The parameters of ranking; `schema.toml` documents each.
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
    pub fragment: f32,
    pub stretch: f32,
    pub lift: f32,
    pub named: f32,
    pub named_below: f32,
    pub reviewed: f32,
    pub named_kind: f32,
    pub named_section: f32,
    pub figure: f32,
    pub verbatim: f32,
    pub whole: f32,
    pub headed: f32,
    pub meaning: f32,
    pub explanation: f32,
    pub formality: f32,
}

/// The weight of a field.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldRanking {
    pub weight: f32,
    /// Length normalisation, from 0 (none) to 1 (full).
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

    /// The factor of a lift, given its exponent.
    pub(crate) fn lifted(&self, exponent: f32) -> f32 {
        // Most sections have no lift, and powers are slow.
        if exponent == 0.0 {
            1.0
        } else {
            self.lift.powf(exponent)
        }
    }
}

impl FieldRanking {
    /// The weight of one occurrence in a field of a length relative to the average.
    pub(crate) fn of_one(self, relative_length: f32) -> f32 {
        self.weight / (1.0 - self.b + self.b * relative_length)
    }
}
