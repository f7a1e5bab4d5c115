//! Labels of places at the left of a picture.

use super::colour::FAINT;
use super::element::Element;
use super::measure::{shortened, width};
use super::page::{Anchor, LABEL, MARGIN, Page, SMALL, text_at};
use crate::chart::{PathLabel, PathLabels};

/// Room for the labels.
const ROOM: f64 = 230.0;
/// Room between labels and what they name.
const GAP: f64 = 8.0;
/// Room between what labels have in common and the first tick or year, which begins a little before the content.
const COMMON_GAP: f64 = 24.0;

/// The labels of paths, shortened to fit.
pub(super) fn places<'p>(paths: impl IntoIterator<Item = &'p [String]>) -> PathLabels {
    PathLabels::new(paths, ROOM, |text| width(text, LABEL))
}

/// Where the content begins that labels name.
pub(super) fn content_left(places: &PathLabels) -> f64 {
    let labels = places.width(|text| width(text, LABEL)) + GAP;
    let common = width(&common(places), SMALL) + COMMON_GAP;
    MARGIN
        + labels.max(if places.common.is_empty() {
            0.0
        } else {
            common
        })
}

fn common(places: &PathLabels) -> String {
    shortened(&places.common, SMALL, ROOM)
}

/// Adds the label of a row, at the left of its content.
pub(super) fn add_label(page: &mut Page, label: &PathLabel, left: f64, middle: f64) {
    let parents = Element::new("tspan")
        .with("fill", FAINT)
        .text(&label.parents);
    let name = Element::new("tspan").text(&label.name);
    let text = text_at(left - GAP, middle, "", LABEL, Anchor::End)
        .child(&parents)
        .child(&name);
    let text = label.full.iter().fold(text, |text, full| text.title(full));
    page.add(&text);
}

/// Adds what all labels have in common, above them.
pub(super) fn add_common(page: &mut Page, places: &PathLabels, left: f64, middle: f64) {
    if !places.common.is_empty() {
        let common = text_at(
            left - COMMON_GAP,
            middle,
            &common(places),
            SMALL,
            Anchor::End,
        );
        page.add(&common.with("fill", FAINT));
    }
}
