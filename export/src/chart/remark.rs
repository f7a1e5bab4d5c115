//! Remarks on what a chart does not show.

use super::{Chart, Strips, plottable};

impl Chart {
    /// The remarks of the caller, and how many values cannot be drawn.
    pub(crate) fn remarks(&self) -> Vec<String> {
        let values = self.values().into_iter().flatten();
        let unlike_amounts = values
            .filter(|value| plottable(Some(*value)).is_none())
            .count();
        let values = not_shown(unlike_amounts, "value", "negative or not finite");
        let positions = match self {
            Self::Strips(strips) => unlike_positions(strips),
            _ => 0,
        };
        let positions = not_shown(positions, "position", "outside of the text");
        self.notes()
            .iter()
            .cloned()
            .chain(values)
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

/// `2 values are not shown: negative or not finite`; `None` if all are shown.
fn not_shown(count: usize, thing: &str, reason: &str) -> Option<String> {
    let things = if count == 1 {
        format!("{thing} is")
    } else {
        format!("{thing}s are")
    };
    (count > 0).then(|| format!("{count} {things} not shown: {reason}"))
}

/// What was left out of a chart: `the first 200 of 240 rows are shown`; `None` if nothing was.
pub(crate) fn left_out(end: &str, shown: usize, total: usize, things: &str) -> Option<String> {
    (shown < total).then(|| format!("the {end} {shown} of {total} {things} are shown"))
}
