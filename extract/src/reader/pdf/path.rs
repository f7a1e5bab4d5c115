//! Path operations → a [`Path`] (ISO 32000-1 8.5). Knows nothing about ruled lines.

use hayro_font::kurbo::{Affine, Point};
use hayro_syntax::content::ops::TypedInstruction as Operation;
use hayro_syntax::object::Number;

use crate::reader::layout::path::Path;

/// Runs path operations, ISO 32000-1 8.5.2 and 8.5.3.
pub(super) fn run(path: &mut Path, operation: &Operation<'_, '_>, transform: Affine) {
    match operation {
        Operation::MoveTo(to) => path.move_to(point(transform, to.0, to.1)),
        Operation::LineTo(to) => path.line_to(point(transform, to.0, to.1)),
        Operation::ClosePath(_) => path.close(),
        Operation::CubicTo(to) => path.curve_to(point(transform, to.4, to.5)),
        Operation::CubicStartTo(to) => path.curve_to(point(transform, to.2, to.3)),
        Operation::CubicEndTo(to) => path.curve_to(point(transform, to.2, to.3)),
        Operation::RectPath(area) => {
            let (x, y) = (area.0.as_f64(), area.1.as_f64());
            let opposite = Point::new(x + area.2.as_f64(), y + area.3.as_f64());
            path.rectangle(transform * Point::new(x, y), transform * opposite);
        }
        Operation::StrokePath(_)
        | Operation::FillAndStrokeNonZero(_)
        | Operation::FillAndStrokeEvenOdd(_) => path.paint(true),
        Operation::CloseAndStrokePath(_)
        | Operation::CloseFillAndStrokeNonZero(_)
        | Operation::CloseFillAndStrokeEvenOdd(_) => {
            path.close();
            path.paint(true);
        }
        Operation::FillPathNonZero(_)
        | Operation::FillPathNonZeroCompatibility(_)
        | Operation::FillPathEvenOdd(_) => path.paint(false),
        Operation::EndPath(_) => path.forget(),
        _ => {}
    }
}

fn point(transform: Affine, x: Number, y: Number) -> Point {
    transform * Point::new(x.as_f64(), y.as_f64())
}
