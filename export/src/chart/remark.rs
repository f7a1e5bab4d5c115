//! Remarks on what a chart does not show.

use quanwen_messages::{Message, counted};

use super::{Chart, Strips, plottable};

impl Chart {
    /// The remarks of the caller, and how many values cannot be drawn.
    pub(crate) fn remarks(&self) -> Vec<String> {
        let values = self.values().into_iter().flatten();
        let unlike_amounts = values
            .filter(|value| plottable(Some(*value)).is_none())
            .count();
        let values = (unlike_amounts > 0).then(|| {
            counted!(
                unlike_amounts,
                "{n} value is not shown: negative or not finite",
                "{n} values are not shown: negative or not finite"
            )
        });
        let positions = match self {
            Self::Strips(strips) => unlike_positions(strips),
            _ => 0,
        };
        let positions = (positions > 0).then(|| {
            counted!(
                positions,
                "{n} position is not shown: outside of the text",
                "{n} positions are not shown: outside of the text"
            )
        });
        let own = values.into_iter().chain(positions);
        self.notes()
            .iter()
            .cloned()
            .chain(own.map(|remark| remark.in_language(self.language())))
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

/// What was left out of a chart, as `remark` says of how many are shown of how many; `None` if nothing was.
pub(crate) fn left_out(
    shown: usize,
    total: usize,
    remark: impl FnOnce(usize, usize) -> Message,
) -> Option<Message> {
    (shown < total).then(|| remark(shown, total))
}

/// A remark by its template, for [`left_out`].
macro_rules! shown_of {
    ($template:literal) => {
        |shown: usize, total: usize| {
            quanwen_messages::message!($template, shown = shown, total = total)
        }
    };
}
pub(crate) use shown_of;
