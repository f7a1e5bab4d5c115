//! How series differ: by colour, by the dashes of the line and by the shape of the marks, so that any one of them is enough.

use super::colour::PAPER;
use super::element::{Element, Path};

/// Number of shapes of marks: as many series can be told apart.
pub(super) const SHAPES: usize = 12;
/// Half of the size of a mark, in pixels.
pub(super) const RADIUS: f64 = 3.6;
/// Colours that people with any colour vision can tell apart (Okabe & Ito 2008, "Color Universal Design"), with a brown for
/// the yellow, which is too light on white.
const COLOURS: [&str; 8] = [
    "#0072b2", "#d55e00", "#009e73", "#8c510a", "#000000", "#cc79a7", "#56b4e9", "#e69f00",
];
/// Lengths of dashes and gaps in pixels; none for a continuous line.
const DASHES: [&str; 6] = ["", "7 3", "2 3", "10 3 2 3", "14 4", "5 2 1 2 1 2"];

/// How one series is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct SeriesStyle {
    index: usize,
}

impl SeriesStyle {
    /// The style of the series with an index.
    pub(super) fn new(index: usize) -> Self {
        Self { index }
    }

    pub(super) fn colour(self) -> &'static str {
        COLOURS[self.index % COLOURS.len()]
    }

    /// A line along a path.
    pub(super) fn line(self, path: &Path) -> Element {
        self.stroked(path.element().with("fill", "none"))
            .with("stroke-linejoin", "round")
    }

    fn stroked(self, element: Element) -> Element {
        let element = element
            .with("stroke", self.colour())
            .with("stroke-width", 1.8);
        match DASHES[self.index % DASHES.len()] {
            "" => element,
            dashes => element.with("stroke-dasharray", dashes),
        }
    }

    /// A mark at a point.
    pub(super) fn mark(self, x: f64, y: f64) -> Element {
        let mark = outline(self.index % SHAPES, x, y)
            .with("stroke", self.colour())
            .with("stroke-width", 1.4);
        mark.with(
            "fill",
            if self.is_filled() {
                self.colour()
            } else {
                PAPER
            },
        )
    }

    fn is_filled(self) -> bool {
        self.index % SHAPES < 5
    }

    /// A short line with a mark, for a legend.
    pub(super) fn sample(self, x: f64, y: f64, width: f64) -> Element {
        let line = self.stroked(Path::through(&[(x, y), (x + width, y)]).element());
        Element::new("g")
            .child(&line)
            .child(&self.mark(x + width / 2.0, y))
    }
}

/// The outline of a shape: five are filled, five are the same and empty, and two are strokes.
fn outline(shape: usize, x: f64, y: f64) -> Element {
    let r = RADIUS;
    let polygon = |points: &[(f64, f64)]| {
        let points: Vec<_> = points
            .iter()
            .map(|(dx, dy)| (x + dx * r, y + dy * r))
            .collect();
        Path::through(&points).close().element()
    };
    match shape {
        0 | 7 => Element::new("circle").at([("cx", x), ("cy", y), ("r", r)]),
        1 | 8 => polygon(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
        2 | 9 => polygon(&[(0.0, -1.15), (1.1, 0.85), (-1.1, 0.85)]),
        3 | 10 => polygon(&[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)]),
        4 | 11 => polygon(&[(0.0, 1.15), (1.1, -0.85), (-1.1, -0.85)]),
        5 => strokes(
            &[(x - r, y - r), (x + r, y + r)],
            &[(x - r, y + r), (x + r, y - r)],
        ),
        _ => strokes(&[(x - r, y), (x + r, y)], &[(x, y - r), (x, y + r)]),
    }
}

fn strokes(first: &[(f64, f64)], second: &[(f64, f64)]) -> Element {
    Path::through(first).and(&Path::through(second)).element()
}
