//! A strip picture: where in a text its mentions are, one display column for each stretch.

/// Stretches with few to many mentions.
const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// A stretch without a mention.
const EMPTY: char = '·';

/// The number of positions, from 0 to 1, in each of `stretches` equal stretches, at least one.
pub(super) fn binned(positions: &[f64], stretches: usize) -> Vec<usize> {
    let mut bins = vec![0; stretches.max(1)];
    let last = bins.len() - 1;
    for position in positions {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the cast saturates, and the last stretch is the limit"
        )]
        let bin = (position * bins.len() as f64) as usize;
        bins[bin.min(last)] += 1;
    }
    bins
}

/// A character for each stretch; the highest stands for `largest` mentions.
pub(super) fn strip(bins: &[usize], largest: usize) -> String {
    let character = |count: &usize| match count {
        0 => EMPTY,
        count => LEVELS[(count * LEVELS.len()).div_ceil(largest.max(*count)) - 1],
    };
    bins.iter().map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_position_is_in_one_stretch() {
        assert_eq!(binned(&[0.0, 0.24, 0.25, 0.999_999, 1.0], 4), [2, 1, 0, 2]);
        assert_eq!(binned(&[0.5], 0), [1]);
    }

    #[test]
    fn any_mention_is_seen_and_none_is_a_dot() {
        assert_eq!(strip(&[0, 1, 50, 100], 100), "·▁▄█");
        assert_eq!(strip(&[0, 1], 1), "·█");
    }
}
