//! What is near texts that are nowhere.

use std::cell::OnceCell;
use std::io;

use quanwen::api::{Engine, MentionRequest, MentionSummary, ZeroHits};
use quanwen::query::looks_like_pattern;

use crate::hint;
use crate::language::{Said, say};

/// What is near the texts of a request for mentions, asked for when none was found.
pub(super) struct Nearby<'a> {
    engine: &'a dyn Engine,
    request: &'a MentionRequest,
    known: OnceCell<Option<ZeroHits>>,
}

impl<'a> Nearby<'a> {
    pub(super) fn new(engine: &'a dyn Engine, request: &'a MentionRequest) -> Self {
        Self {
            engine,
            request,
            known: OnceCell::new(),
        }
    }

    /// Why there are no mentions; `None` if there are some, or no report was searched.
    pub(super) fn zero_hits(&self, summary: &MentionSummary) -> io::Result<Option<&ZeroHits>> {
        if summary.mentions > 0 || summary.coverage.documents == 0 {
            return Ok(None);
        }
        if self.known.get().is_none() {
            let found = quanwen::nearby(self.engine, self.request).map_err(io::Error::other)?;
            return Ok(self.known.get_or_init(|| found).as_ref());
        }
        Ok(self.known.get().and_then(Option::as_ref))
    }

    /// The lines that name similar texts, and what looks like a pattern.
    pub(super) fn lines(&self, summary: &MentionSummary) -> io::Result<Vec<String>> {
        let nearby = self.zero_hits(summary)?.and_then(nearby);
        let texts = self.request.texts.iter();
        let mut patterns = texts.filter(|text| looks_like_pattern(text));
        let pattern = patterns.next().map(|text| hint::as_it_is(text).said());
        Ok(nearby.into_iter().chain(pattern).collect())
    }
}

/// The similar texts that occur, with their numbers of mentions: `nearby: 行政复议 (225)`; `None` if there are none.
pub(super) fn nearby(zero_hits: &ZeroHits) -> Option<String> {
    let suggestions = zero_hits.suggestions.iter();
    let suggestions = suggestions.map(|found| format!("{} ({})", found.text, found.mentions));
    let suggestions: Vec<String> = suggestions.collect();
    (!suggestions.is_empty()).then(|| say!("nearby: {texts}", texts = suggestions.join(" · ")))
}
