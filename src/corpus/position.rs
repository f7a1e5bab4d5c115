//! Positions after the path of a report, as answers, editors and `grep -n` write them: `a.txt:12`, `a.txt:12:3`, `a.txt:12:`.
//!
//! Must not know which files there are. Invariant: a path and the position after it are all of what was typed.

/// Each way to split what was typed into a path and a position after it, the longest path first. The position is empty, or has its
/// colons: `:12:3`.
#[must_use]
pub fn split_position(typed: &str) -> Vec<(&str, &str)> {
    let mut splits = vec![(typed, "")];
    let mut path = typed.strip_suffix(':').unwrap_or(typed);
    // A line, or a line and a column.
    for _ in 0..2 {
        let Some((shorter, digits)) = path.rsplit_once(':') else {
            break;
        };
        if shorter.is_empty() || digits.parse::<u32>().is_err() {
            break;
        }
        path = shorter;
        splits.push(typed.split_at(path.len()));
    }
    splits
}

/// The line of a position, and its column if it has one.
pub(crate) fn line_and_column(position: &str) -> Option<(u32, Option<u32>)> {
    let position = position.strip_suffix(':').unwrap_or(position);
    let mut numbers = position.strip_prefix(':')?.split(':');
    let line = numbers.next()?.parse().ok()?;
    let column = numbers.next().map(str::parse).transpose().ok()?;
    Some((line, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_up_to_two_numbers_after_a_path() {
        let splits = |typed| split_position(typed);
        assert_eq!(splits("甲.txt"), [("甲.txt", "")]);
        assert_eq!(
            splits("甲.txt:12:3"),
            [
                ("甲.txt:12:3", ""),
                ("甲.txt:12", ":3"),
                ("甲.txt", ":12:3")
            ]
        );
        assert_eq!(splits("1:2:3:4").last(), Some(&("1:2", ":3:4")));
        assert_eq!(splits("甲.txt:12:").last(), Some(&("甲.txt", ":12:")));
        for path in [
            "甲.txt:",
            "甲.txt:乙",
            ":12",
            r"C:\甲.txt",
            "甲:99999999999",
        ] {
            assert_eq!(splits(path), [(path, "")]);
        }
    }

    #[test]
    fn a_position_has_a_line_and_maybe_a_column() {
        assert_eq!(line_and_column(":12:3"), Some((12, Some(3))));
        assert_eq!(line_and_column(":12"), Some((12, None)));
        assert_eq!(line_and_column(":12:"), Some((12, None)));
        assert_eq!(line_and_column(""), None);
    }
}
