//! Annotations: the form that an annotation shows and its position (ISO 32000-1 12.5).
//!
//! Knows nothing about text.

use hayro_font::kurbo::{Affine, Point};
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Dict, Name, Object, Stream};

/// Whether a viewer does not show an annotation, by its flags Hidden and `NoView`, ISO 32000-1 12.5.3.
pub(super) fn is_hidden(annotation: &Dict<'_>) -> bool {
    const HIDDEN: u32 = 1 << 1 | 1 << 5;
    annotation.get::<u32>(keys::F).unwrap_or(0) & HIDDEN != 0
}

/// The form that an annotation shows and the matrix that places it, ISO 32000-1 12.5.5; `None` if it has none.
pub(super) fn appearance<'a>(annotation: &Dict<'a>) -> Option<(Stream<'a>, Affine)> {
    let form = match annotation
        .get::<Dict<'a>>(keys::AP)?
        .get::<Object<'a>>(keys::N)?
    {
        Object::Stream(form) => form,
        Object::Dict(states) => states.get::<Stream<'a>>(annotation.get::<Name<'a>>(keys::AS)?)?,
        _ => return None,
    };
    let [x0, y0, x1, y1] = annotation.get::<[f64; 4]>(keys::RECT)?;
    let [left, bottom, right, top] = form.dict().get::<[f64; 4]>(keys::BBOX)?;
    let matrix = form.dict().get::<[f64; 6]>(keys::MATRIX);
    let matrix = matrix.map_or(Affine::IDENTITY, Affine::new);
    let corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
        .map(|corner| matrix * Point::from(corner));
    let least = |side: fn(&Point) -> f64| corners.iter().map(side).fold(f64::INFINITY, f64::min);
    let most = |side: fn(&Point) -> f64| corners.iter().map(side).fold(f64::NEG_INFINITY, f64::max);
    let (width, height) = (
        most(|p| p.x) - least(|p| p.x),
        most(|p| p.y) - least(|p| p.y),
    );
    let (across, down) = ((x1 - x0).abs() / width, (y1 - y0).abs() / height);
    let placed = Affine::translate((x0.min(x1), y0.min(y1)))
        * Affine::scale_non_uniform(across, down)
        * Affine::translate((-least(|p| p.x), -least(|p| p.y)));
    placed.is_finite().then_some((form, placed))
}
