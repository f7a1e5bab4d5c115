//! Random samples of mentions, the same on every machine.

use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::api::Sample;
use crate::matching::{Occurrence, Texts};

/// Gives each mention of a request its random number. See [`Sample`] for the algorithm.
pub(super) struct Sampler<'p> {
    sample: Sample,
    texts: &'p Texts,
}

impl<'p> Sampler<'p> {
    pub(super) fn new(sample: Sample, texts: &'p Texts) -> Self {
        Self { sample, texts }
    }

    /// The random number of a mention in the report with an id.
    pub(super) fn number(&self, id: &str, occurrence: &Occurrence) -> u64 {
        let folded = self.folded(occurrence.phrase());
        let start = occurrence.start().to_le_bytes();
        let bytes = [id.as_bytes(), &[0], &start, folded.as_bytes()].concat();
        xxh3_64_with_seed(&bytes, self.sample.seed)
    }

    /// The folded text of a number, with its marks where they count, or the pattern as typed.
    fn folded(&self, number: usize) -> &str {
        if let Some(pattern) = self.texts.pattern(number) {
            return &pattern.text;
        }
        let phrase = &self.texts.phrases[number];
        let strict = phrase.strict.as_ref().and_then(|strict| strict.first());
        strict.unwrap_or(&phrase.folded)
    }

    /// Keeps the mentions with the least numbers, in their order; of equal numbers the first.
    pub(super) fn draw<T>(&self, mentions: Vec<T>, number: impl Fn(&T) -> u64) -> Vec<T> {
        let size = usize::try_from(self.sample.size).unwrap_or(usize::MAX);
        if mentions.len() <= size {
            return mentions;
        }
        let mut numbers: Vec<(u64, usize)> = mentions.iter().map(number).zip(0..).collect();
        numbers.select_nth_unstable(size);
        numbers.truncate(size);
        let mut drawn: Vec<usize> = numbers.into_iter().map(|(_, index)| index).collect();
        drawn.sort_unstable();
        let mut drawn = drawn.into_iter().peekable();
        let mentions = mentions.into_iter().enumerate();
        mentions
            .filter_map(|(index, mention)| drawn.next_if_eq(&index).map(|_| mention))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::{Fold, Marks};
    use crate::query::Phrase;
    use crate::schema::Schema;

    /// The numbers are those of `xxhash.xxh3_64_intdigest(b'3f2a\0' + (17).to_bytes(4, 'little') + '发展'.encode(), seed=7)`
    /// in Python, with xxhash 4.1.0 (libxxhash 0.8.4).
    #[test]
    fn the_number_of_a_mention_is_the_same_on_every_machine() {
        let fold = Fold::new(&Schema::embedded()).unwrap();
        let texts = Texts {
            phrases: vec![Phrase::new("發展", &fold, Marks::Transparent).unwrap()],
            ..Texts::default()
        };
        let number = |seed| {
            let sample = Sample { size: 1, seed };
            let occurrence = Occurrence::Folded {
                start: 17,
                phrase: 0,
            };
            Sampler::new(sample, &texts).number("3f2a", &occurrence)
        };
        assert_eq!(
            [number(0), number(7)],
            [0xF46F_DC06_B9DE_3FBD, 0xD0A7_F1FC_2600_4A93]
        );
    }

    #[test]
    fn a_larger_sample_has_all_of_a_smaller_one() {
        let drawn = |size| {
            let texts = Texts::default();
            let sampler = Sampler::new(Sample::new(size), &texts);
            let mentions: Vec<u64> = (0..1000).collect();
            sampler.draw(mentions, |mention| {
                mention.wrapping_mul(0x9E37_79B9_7F4A_7C15)
            })
        };
        let (small, large) = (drawn(10), drawn(100));
        assert_eq!((small.len(), large.len()), (10, 100));
        assert!(small.is_sorted() && large.is_sorted());
        assert!(small.iter().all(|mention| large.contains(mention)));
        assert_eq!((drawn(0).len(), drawn(2000).len()), (0, 1000));
    }
}
