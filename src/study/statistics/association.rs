//! How strongly two texts attract each other.

/// What logDice is for two texts that only occur together.
const PERFECT: f64 = 14.0;

/// logDice = 14 + log₂(2·f(xy) / (f(x) + f(y))) (Rychlý, "A Lexicographer-Friendly Association Score", RASLAN 2008).
///
/// One more is twice as strong, and the size of the corpus has no influence, so that scores of different years compare.
/// `None` for texts that do not occur together: their logarithm is not a number.
pub(crate) fn log_dice(together: u64, first: u64, second: u64) -> Option<f64> {
    let share = 2.0 * together as f64 / (first as f64 + second as f64);
    (together > 0).then(|| PERFECT + share.log2())
}

/// A 2×2 table of what is near a text and what is not, and what is another text and what is not.
///
/// | | the other text | anything else |
/// |---|---|---|
/// | near | `a` | `b` |
/// | elsewhere | `c` | `d` |
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Association {
    pub a: u64,
    pub b: u64,
    pub c: u64,
    pub d: u64,
}

impl Association {
    /// G² = 2·Σ O·ln(O / E), over all four cells (Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence",
    /// Computational Linguistics 19, 1993). A cell of 0 adds 0, the limit of O·ln(O). Attraction and repulsion both score
    /// high: they differ in whether `a` is above or below [`expected`](Self::expected).
    pub(crate) fn log_likelihood(self) -> f64 {
        let Self { a, b, c, d } = self;
        let all = (a + b + c + d) as f64;
        let term = |observed: u64, row: u64, column: u64| {
            let expected = row as f64 * column as f64 / all;
            let observed = observed as f64;
            if observed > 0.0 {
                observed * (observed / expected).ln()
            } else {
                0.0
            }
        };
        let terms = [
            term(a, a + b, a + c),
            term(b, a + b, b + d),
            term(c, c + d, a + c),
            term(d, c + d, b + d),
        ];
        // Rounding may leave less than nothing where observed and expected agree.
        (2.0 * terms.iter().sum::<f64>()).max(0.0)
    }

    /// How often chance alone would put the other text near: (a + b)·(a + c) / (a + b + c + d).
    pub(crate) fn expected(self) -> f64 {
        let Self { a, b, c, d } = self;
        let all = (a + b + c + d).max(1) as f64;
        (a + b) as f64 * (a + c) as f64 / all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Also by nltk 3.10.4: `14 + math.log2(BigramAssocMeasures.dice(8, (389, 230), 10**6))` is 8.726204400785736.
    #[test]
    fn log_dice_of_known_counts() {
        let scored = |together, first, second| log_dice(together, first, second).unwrap();
        assert!((scored(8, 389, 230) - 8.726_204).abs() < 1e-6);
        assert!((scored(3, 3000, 3000) - 4.034_216).abs() < 1e-6);
        assert!((scored(700, 700, 700) - PERFECT).abs() < 1e-9);
    }

    #[test]
    fn texts_that_are_never_together_have_no_log_dice() {
        assert_eq!(log_dice(0, 10, 10), None);
        assert_eq!(log_dice(0, 0, 0), None);
    }

    /// By scipy 1.17.1: `chi2_contingency([[a, b], [c, d]], correction=False, lambda_="log-likelihood").statistic` and
    /// `.expected_freq[0][0]`.
    #[test]
    fn log_likelihood_of_four_cells() {
        for ([a, b, c, d], log_likelihood, expected) in [
            ([10, 90, 20, 880], 12.649_016, 3.0),
            ([107, 9000, 1594, 29_000_000], 929.377_475, 0.533_976),
            ([5, 5, 50, 50], 0.0, 5.0),
            ([2, 0, 0, 98], 19.607_823, 0.04),
        ] {
            let table = Association { a, b, c, d };
            assert!((table.log_likelihood() - log_likelihood).abs() < 1e-6);
            assert!((table.expected() - expected).abs() < 1e-6);
        }
    }

    #[test]
    fn an_empty_table_scores_nothing() {
        let table = Association {
            a: 0,
            b: 0,
            c: 0,
            d: 0,
        };
        assert!(
            table.log_likelihood().abs() < f64::EPSILON && table.expected().abs() < f64::EPSILON
        );
    }
}
