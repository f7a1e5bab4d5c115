//! How evenly the occurrences of a text are distributed over the parts of a corpus.

/// A part of a corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PartCount {
    /// Its size, in the same unit for all parts.
    pub size: u64,
    /// Occurrences in it.
    pub occurrences: u64,
}

/// Deviation of proportions: half the sum of the differences between each part's share of the occurrences and its share of the
/// corpus (Gries 2008). 0 is as even as the parts' sizes, near 1 is in one small part. `None` without occurrences.
pub(crate) fn deviation_of_proportions(parts: &[PartCount]) -> Option<f64> {
    let all: u64 = parts.iter().map(|part| part.occurrences).sum();
    let size: u64 = parts.iter().map(|part| part.size).sum();
    if all == 0 || size == 0 {
        return None;
    }
    let differences = parts.iter().map(|part| {
        let observed = part.occurrences as f64 / all as f64;
        (observed - part.size as f64 / size as f64).abs()
    });
    Some(differences.sum::<f64>() / 2.0)
}

/// [`deviation_of_proportions`] divided by its maximum, 1 less the share of the smallest part (Lijffijt and Gries 2012). `None`
/// without occurrences, and where one part is the whole corpus.
pub(crate) fn normalized_deviation_of_proportions(parts: &[PartCount]) -> Option<f64> {
    let deviation = deviation_of_proportions(parts)?;
    let size: u64 = parts.iter().map(|part| part.size).sum();
    let smallest = parts.iter().map(|part| part.size).min()?;
    (smallest < size).then(|| deviation / (1.0 - smallest as f64 / size as f64))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts(counts: &[(u64, u64)]) -> Vec<PartCount> {
        let part = |(size, occurrences): &(u64, u64)| PartCount {
            size: *size,
            occurrences: *occurrences,
        };
        counts.iter().map(part).collect()
    }

    fn assert_near(value: Option<f64>, expected: f64) {
        let value = value.unwrap();
        assert!((value - expected).abs() < 5e-7, "{value}, not {expected}");
    }

    // SciPy 1.17.1: `cityblock(sizes / sum(sizes), counts / sum(counts)) / 2`, and that divided by
    // `1 - min(sizes / sum(sizes))`.
    #[test]
    fn parts_have_their_true_sizes() {
        let parts = parts(&[(1_000, 1), (2_000, 4), (3_000, 0), (4_000, 10), (5_000, 5)]);
        assert_near(deviation_of_proportions(&parts), 0.300_000);
        assert_near(normalized_deviation_of_proportions(&parts), 0.321_429);
    }

    #[test]
    fn the_extremes_are_0_and_1() {
        let even = parts(&[(10, 1), (20, 2), (30, 3)]);
        assert_near(deviation_of_proportions(&even), 0.0);
        let uneven = parts(&[(10, 7), (20, 0), (30, 0)]);
        assert_near(normalized_deviation_of_proportions(&uneven), 1.0);
    }

    #[test]
    fn what_has_no_dispersion_has_no_value() {
        assert_eq!(deviation_of_proportions(&parts(&[(10, 0), (20, 0)])), None);
        assert_eq!(deviation_of_proportions(&[]), None);
        let whole = parts(&[(10, 4)]);
        assert_near(deviation_of_proportions(&whole), 0.0);
        assert_eq!(normalized_deviation_of_proportions(&whole), None);
    }

    proptest! {
        #[test]
        fn values_are_between_0_and_1(counts in prop::collection::vec((1u64..10_000, 0u64..100), 0..20)) {
            let parts = parts(&counts);
            for value in [deviation_of_proportions(&parts), normalized_deviation_of_proportions(&parts)] {
                prop_assert!(value.is_none_or(|value| (0.0..=1.0 + 1e-12).contains(&value)));
            }
        }
    }
}
