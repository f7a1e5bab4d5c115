//! The numbers that were passed, by which a part ends where those of the body go on.

use crate::document::Part;
use crate::structure::marker::{Marker, Scheme};

/// The part that is open and the numbers so far, those of the body and those of the open part.
#[derive(Debug)]
pub(super) struct State {
    pub part: Part,
    body: Numbers,
    own: Numbers,
    /// Whether a number or a sentence was seen: what is above belongs to the page.
    pub has_begun: bool,
    /// The entries of the open notes or glossary.
    pub entries: usize,
}

impl Default for State {
    fn default() -> Self {
        Self {
            part: Part::Body,
            body: Numbers::default(),
            own: Numbers::default(),
            has_begun: false,
            entries: 0,
        }
    }
}

impl State {
    pub(super) fn enter(&mut self, part: Part) {
        self.part = part;
        self.entries = 0;
        self.own = Numbers::default();
    }

    /// Whether a glossary or notes are open whose entries are not numbered like chapters.
    pub(super) fn explains(&self) -> bool {
        matches!(self.part, Part::Glossary | Part::Notes) && !self.own.has(Scheme::Ideograph)
    }

    pub(super) fn pass(&mut self, number: Option<Marker>) {
        let numbers = if self.part == Part::Body {
            &mut self.body
        } else {
            &mut self.own
        };
        if let Some(number) = number {
            numbers.pass(number);
        }
    }

    /// Whether a number goes on with those of the body and not with those of the part. An article does not: a report
    /// may quote some, and a law has no part in mid-text.
    pub(super) fn resumes(&self, number: Marker) -> bool {
        self.part != Part::Body
            && number.scheme != Scheme::Article
            && self.body.precede(number)
            && !self.own.precede(number)
    }
}

/// The last number of each scheme.
#[derive(Debug, Default)]
struct Numbers(Vec<(Scheme, u32)>);

impl Numbers {
    fn pass(&mut self, number: Marker) {
        // The numbers below a heading begin anew; those of a law run on.
        let level = number.scheme.level();
        self.0.retain(|(scheme, _)| {
            *scheme != number.scheme
                && (level.is_none() || scheme.level().is_none() || scheme.level() < level)
        });
        self.0.push((number.scheme, number.value));
    }

    fn has(&self, scheme: Scheme) -> bool {
        self.0.iter().any(|(passed, _)| *passed == scheme)
    }

    fn precede(&self, number: Marker) -> bool {
        self.0
            .contains(&(number.scheme, number.value.wrapping_sub(1)))
    }
}
