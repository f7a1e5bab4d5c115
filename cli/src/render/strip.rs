//! A strip picture: how many mentions a text has from its start to its end, one display column for each stretch.

/// Stretches with few to many mentions.
const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// A stretch without a mention.
const EMPTY: char = '·';

/// A character for each stretch, given its mentions; the highest stands for `largest` mentions.
pub(super) fn strip(counts: &[usize], largest: usize) -> String {
    let character = |count: &usize| match count {
        0 => EMPTY,
        count => LEVELS[(count * LEVELS.len()).div_ceil(largest.max(*count)) - 1],
    };
    counts.iter().map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_mention_is_seen_and_none_is_a_dot() {
        assert_eq!(strip(&[0, 1, 50, 100], 100), "·▁▄█");
        assert_eq!(strip(&[0, 1], 1), "·█");
    }
}
