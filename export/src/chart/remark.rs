//! Remarks on what a chart does not show.

use super::{Chart, Strips, plottable};

impl Chart {
    /// The remarks of the caller, and how many values cannot be drawn.
    pub(crate) fn remarks(&self) -> Vec<String> {
        let unlike_amounts = self
            .values()
            .into_iter()
            .flatten()
            .filter(|value| plottable(Some(*value)).is_none());
        let amounts = unfit(
            unlike_amounts.count(),
            "value is",
            "values are",
            "finite numbers of at least 0",
        );
        let positions = match self {
            Self::Strips(strips) => unlike_positions(strips),
            _ => 0,
        };
        let positions = unfit(positions, "position is", "positions are", "from 0 to 1");
        self.notes()
            .iter()
            .cloned()
            .chain(amounts)
            .chain(positions)
            .collect()
    }
}

/// How many positions of marks and ends of parts are not in the text.
fn unlike_positions(strips: &Strips) -> usize {
    let marks = strips
        .strips
        .iter()
        .flat_map(|strip| strip.marks.iter().flatten());
    let ends = strips
        .strips
        .iter()
        .flat_map(|strip| strip.parts.iter().map(|part| &part.end));
    marks
        .chain(ends)
        .filter(|position| !(0.0..=1.0).contains(*position))
        .count()
}

fn unfit(count: usize, one: &str, several: &str, kind: &str) -> Option<String> {
    let are = if count == 1 { one } else { several };
    (count > 0).then(|| format!("not shown: {count} {are} not {kind}"))
}

/// What was left out of a chart: `the first 200 of 240 rows are shown`; `None` if nothing was.
pub(crate) fn left_out(end: &str, shown: usize, total: usize, things: &str) -> Option<String> {
    (shown < total).then(|| format!("the {end} {shown} of {total} {things} are shown"))
}
