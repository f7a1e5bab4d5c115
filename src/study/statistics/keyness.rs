//! How much more often a word is in one corpus than in another.
//!
//! Invariant: no value is infinite or not a number. Where a formula divides by zero, its function says what it returns.

use std::cmp::Ordering;

/// What a count of zero is taken for where its logarithm is needed (Hardie 2014).
const ZERO: f64 = 0.5;
/// In how many words relative frequencies are given.
const PER: f64 = 10_000.0;

/// How often a word is in two corpora, whose sizes are not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Keyness {
    /// Occurrences in the study corpus.
    pub a: u64,
    /// Occurrences in the reference corpus.
    pub b: u64,
    /// Words of the study corpus.
    pub c: u64,
    /// Words of the reference corpus.
    pub d: u64,
}

impl Keyness {
    /// Compares the relative frequencies, exactly: `Greater` if the word is more frequent in the study corpus.
    pub(crate) fn direction(self) -> Ordering {
        let product = |x: u64, y: u64| u128::from(x) * u128::from(y);
        product(self.a, self.d).cmp(&product(self.b, self.c))
    }

    /// Occurrences in ten thousand words of each corpus.
    pub(crate) fn per_10k(self) -> [f64; 2] {
        [
            PER * self.a as f64 / self.c as f64,
            PER * self.b as f64 / self.d as f64,
        ]
    }

    /// Log-likelihood of two cells, `2 (a ln(a/E₁) + b ln(b/E₂))` with `E₁ = c (a+b) / (c+d)` (Rayson and Garside 2000). The
    /// term of a count of zero is zero, its limit.
    pub(crate) fn log_likelihood(self) -> f64 {
        let [expected_a, expected_b] = self.expected(self.a + self.b);
        let sum = term(self.a, expected_a) + term(self.b, expected_b);
        (2.0 * sum).max(0.0)
    }

    /// Log-likelihood of the four cells of the contingency table: the word and all other words (Dunning 1993).
    pub(crate) fn log_likelihood_of_four_cells(self) -> f64 {
        let (other_a, other_b) = (self.c.saturating_sub(self.a), self.d.saturating_sub(self.b));
        let [expected_a, expected_b] = self.expected(other_a + other_b);
        let others = term(other_a, expected_a) + term(other_b, expected_b);
        (self.log_likelihood() + 2.0 * others).max(0.0)
    }

    /// By how many percent the relative frequency in the study corpus is higher (Gabrielatos and Marchi 2011); `None` for a word
    /// that the reference corpus does not have.
    pub(crate) fn percent_diff(self) -> Option<f64> {
        let [study, reference] = self.per_10k();
        (self.b > 0).then(|| 100.0 * (study - reference) / reference)
    }

    /// How many times the relative frequency doubles (Hardie 2014). A count of zero is taken for 0.5.
    pub(crate) fn log_ratio(self) -> f64 {
        let or_half = |count: u64| if count == 0 { ZERO } else { count as f64 };
        let study = or_half(self.a) / self.c as f64;
        let reference = or_half(self.b) / self.d as f64;
        (study / reference).log2()
    }

    /// Bayesian information criterion: log-likelihood of two cells less `ln(c+d)` (Wilson 2013).
    pub(crate) fn bic(self) -> f64 {
        self.log_likelihood() - ((self.c + self.d) as f64).ln()
    }

    /// A number of occurrences, distributed over the two corpora by their sizes.
    fn expected(self, occurrences: u64) -> [f64; 2] {
        let (c, d) = (self.c as f64, self.d as f64);
        let share = occurrences as f64 / (c + d);
        [c * share, d * share]
    }
}

/// `observed · ln(observed / expected)`.
fn term(observed: u64, expected: f64) -> f64 {
    if observed == 0 {
        return 0.0;
    }
    let observed = observed as f64;
    observed * (observed / expected).ln()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const fn keyness(a: u64, b: u64, c: u64, d: u64) -> Keyness {
        Keyness { a, b, c, d }
    }

    fn assert_near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-6, "{value}, not {expected}");
    }

    // SciPy 1.17.1: `power_divergence([a, b], [E1, E2], lambda_="log-likelihood")` for two cells,
    // `chi2_contingency([[a, b], [c-a, d-b]], correction=False, lambda_="log-likelihood")` for four.
    #[test]
    fn log_likelihoods_are_those_of_scipy() {
        let expected = [
            (keyness(100, 50, 100_000, 100_000), 16.989_904, 17.002_413),
            (keyness(7, 3, 2_000, 90_000), 41.515_567, 41.539_109),
            (
                keyness(206_523, 178_174, 959_641, 1_562_358),
                38_531.759_388,
                45_784.791_495,
            ),
            (keyness(0, 9, 2_000, 3_000), 9.194_861, 9.205_679),
            (keyness(12, 0, 2_000, 3_000), 21.990_978, 22.034_299),
        ];
        for (keyness, two, four) in expected {
            assert_near(keyness.log_likelihood(), two);
            assert_near(keyness.log_likelihood_of_four_cells(), four);
        }
    }

    #[test]
    fn sizes_of_the_effect() {
        let twice = keyness(100, 50, 100_000, 100_000);
        assert_eq!(twice.percent_diff(), Some(100.0));
        assert_near(twice.log_ratio(), 1.0);
        assert_near(twice.bic(), 4.783_831);
        let rare = keyness(7, 3, 2_000, 90_000);
        assert_near(rare.log_ratio(), 6.714_246);
        assert_near(rare.bic(), 30.086_023);
        let frequent = keyness(206_523, 178_174, 959_641, 1_562_358);
        assert!((frequent.percent_diff().unwrap() - 88.71).abs() < 5e-3);
    }

    #[test]
    fn a_count_of_zero_is_half_an_occurrence_in_a_ratio_and_has_no_percentage() {
        let only_in_study = keyness(8, 0, 1_000, 1_000);
        assert_near(only_in_study.log_ratio(), 4.0);
        assert_eq!(only_in_study.percent_diff(), None);
        let only_in_reference = keyness(0, 8, 1_000, 1_000);
        assert_near(only_in_reference.log_ratio(), -4.0);
        assert_eq!(only_in_reference.percent_diff(), Some(-100.0));
    }

    #[test]
    fn equal_relative_frequencies_have_no_direction() {
        let equal = keyness(1, 3, 1_000, 3_000);
        assert_eq!(equal.direction(), Ordering::Equal);
        assert!(equal.log_likelihood() < 1e-9);
        assert_eq!(keyness(2, 3, 1_000, 3_000).direction(), Ordering::Greater);
    }

    proptest! {
        #[test]
        fn every_value_is_finite_and_its_sign_is_the_direction(
            c in 1u64..1_000_000, d in 1u64..1_000_000, share_a in 0.0..=1.0f64, share_b in 0.0..=1.0f64,
        ) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "shares are up to 1")]
            let of = |size: u64, share: f64| (size as f64 * share) as u64;
            let keyness = keyness(of(c, share_a), of(d, share_b), c, d);
            let two = keyness.log_likelihood();
            let four = keyness.log_likelihood_of_four_cells();
            prop_assert!(two >= 0.0 && four >= 0.0 && two.is_finite() && four.is_finite());
            prop_assert!(keyness.bic().is_finite() && keyness.log_ratio().is_finite());
            let Some(percent) = keyness.percent_diff() else { return Ok(()) };
            prop_assert!(percent.is_finite());
            prop_assert!(percent.abs() < 1e-9 || percent.total_cmp(&0.0) == keyness.direction());
        }
    }
}
