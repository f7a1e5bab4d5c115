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
