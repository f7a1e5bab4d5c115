//! The operations of path objects → ruled lines (GB/T 33190-2016, 9.1, table 35).

use hayro_font::kurbo::{Affine, Point};

use super::number::number;
use super::object::PathObject;
use crate::reader::layout::path::Path;

/// Paints a path object, which `transform` places on the page.
pub(super) fn paint(object: &PathObject, transform: Affine, path: &mut Path) {
    let transform = transform * object.placement;
    let mut words = object.operations.split_ascii_whitespace();
    while let Some(operation) = words.next() {
        // Numbers of the operation before the point where it ends.
        let controls = match operation {
            "S" | "M" | "L" | "C" => 0,
            "Q" => 2,
            "B" => 4,
            "A" => 5,
            _ => continue,
        };
        if operation == "C" {
            path.close();
            continue;
        }
        let mut numbers = words.by_ref().skip(controls).map(number);
        let (Some(Some(x)), Some(Some(y))) = (numbers.next(), numbers.next()) else {
            continue;
        };
        let to = transform * Point::new(x, y);
        match operation {
            "S" | "M" => {
                end_subpath(object, path);
                path.move_to(to);
            }
            "L" => path.line_to(to),
            _ => path.curve_to(to),
        }
    }
    end_subpath(object, path);
}

/// Paints the last subpath.
fn end_subpath(object: &PathObject, path: &mut Path) {
    if object.is_stroked || object.is_filled {
        path.paint(object.is_stroked);
    } else {
        path.forget();
    }
}
