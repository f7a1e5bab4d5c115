//! The lines of a tree: ├─ └─ │.

/// What stands before the text of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guide {
    /// In its first line.
    pub first: String,
    /// In its other lines.
    pub rest: String,
}

/// The guides of nodes in the order of their lines, each with its depth from 0. A node of depth 0 is the root of a tree of
/// its own and has none.
pub(super) fn guides(depths: &[usize]) -> Vec<Guide> {
    // Whether a later node of the same parent follows, for each depth.
    let mut follows: Vec<bool> = Vec::new();
    let from_below = depths.iter().rev().map(|depth| {
        follows.resize(depth + 1, false);
        let line = |follows: &bool| if *follows { "│  " } else { "   " };
        let above: String = follows.iter().take(*depth).skip(1).map(line).collect();
        let (first, rest) = match (depth, follows[*depth]) {
            (0, _) => ("", ""),
            (_, true) => ("├─ ", "│  "),
            (_, false) => ("└─ ", "   "),
        };
        follows[*depth] = true;
        Guide {
            first: format!("{above}{first}"),
            rest: format!("{above}{rest}"),
        }
    });
    let mut guides: Vec<Guide> = from_below.collect();
    guides.reverse();
    guides
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guide_goes_on_to_the_last_node_of_its_parent() {
        let firsts: Vec<String> = guides(&[0, 1, 2, 2, 1, 2, 0, 1])
            .into_iter()
            .map(|guide| guide.first)
            .collect();
        let expected = ["", "├─ ", "│  ├─ ", "│  └─ ", "└─ ", "   └─ ", "", "└─ "];
        assert_eq!(firsts, expected);
    }

    #[test]
    fn further_lines_of_a_node_have_the_lines_of_the_nodes_below() {
        let rests: Vec<String> = guides(&[0, 1, 2, 1])
            .into_iter()
            .map(|guide| guide.rest)
            .collect();
        assert_eq!(rests, ["", "│  ", "│     ", "   "]);
    }

    #[test]
    fn a_node_whose_parent_is_missing_is_drawn_at_its_depth() {
        assert_eq!(guides(&[2, 0])[0].first, "   └─ ");
        assert!(guides(&[]).is_empty());
    }
}
