//! Numbers in attributes: arrays, matrices and the distances between characters (GB/T 33190-2016, 7.3 and 11.3).
//!
//! Invariant: a number is finite, and distances are computed one by one, since a few bytes can claim billions of them.

use std::str::SplitAsciiWhitespace;

use hayro_font::kurbo::Affine;

/// A finite number.
pub(super) fn number(text: &str) -> Option<f64> {
    let number: f64 = text.trim().parse().ok()?;
    number.is_finite().then_some(number)
}

/// An array of exactly `N` numbers.
pub(super) fn array<const N: usize>(text: &str) -> Option<[f64; N]> {
    let mut numbers = text.split_ascii_whitespace();
    let mut array = [0.0; N];
    for place in &mut array {
        *place = number(numbers.next()?)?;
    }
    numbers.next().is_none().then_some(array)
}

/// A matrix; the identity if there is none.
pub(super) fn matrix(text: Option<&str>) -> Affine {
    text.and_then(array).map_or(Affine::IDENTITY, Affine::new)
}

/// The distances from each character to the next: numbers, and `g n v` for `n` times `v`. The last one continues; there
/// are none in a text without numbers.
pub(super) struct Distances<'t> {
    words: SplitAsciiWhitespace<'t>,
    /// How often `distance` comes before the next word.
    repeated: u64,
    distance: f64,
}

impl<'t> Distances<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            words: text.split_ascii_whitespace(),
            repeated: 0,
            distance: 0.0,
        }
    }

    pub(super) fn next(&mut self) -> f64 {
        while self.repeated == 0 {
            let word = match self.words.next() {
                None => return self.distance,
                Some("g" | "G") => {
                    let times = self.words.next().and_then(number).unwrap_or(0.0);
                    self.repeated = whole(times);
                    self.words.next()
                }
                word => {
                    self.repeated = 1;
                    word
                }
            };
            if self.repeated > 0 {
                self.distance = word.and_then(number).unwrap_or(0.0);
            }
        }
        self.repeated -= 1;
        self.distance
    }
}

/// The whole part of a number; 0 of a negative one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a conversion of floating-point numbers saturates"
)]
fn whole(number: f64) -> u64 {
    number as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first `count` distances.
    fn distances(text: &str, count: usize) -> Vec<f64> {
        let mut distances = Distances::new(text);
        (0..count).map(|_| distances.next()).collect()
    }

    #[test]
    fn distances_are_repeated_as_stated_and_the_last_one_continues() {
        assert_eq!(
            distances("1 g 2 3.5 -4 g 0 9 5", 7),
            [1.0, 3.5, 3.5, -4.0, 5.0, 5.0, 5.0]
        );
        assert_eq!(distances("", 2), [0.0, 0.0]);
        assert_eq!(distances("g 999999999999999999999 2", 2), [2.0, 2.0]);
        assert_eq!(distances("NaN inf x g", 4), [0.0; 4]);
        assert_eq!(distances("g -1 2 3 g x", 2), [3.0, 3.0]);
    }

    #[test]
    fn arrays_have_their_length_and_finite_numbers() {
        assert_eq!(array("0 0  210 297\n"), Some([0.0, 0.0, 210.0, 297.0]));
        for text in ["0 0 210", "0 0 210 297 1", "0 0 inf 297", "0 0 210 x", ""] {
            assert_eq!(array::<4>(text), None, "{text}");
        }
    }
}
