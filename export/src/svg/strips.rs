//! Where mentions are in texts: a strip for each text, a mark for each place with mentions.

use quanwen_messages::{Message, Text, message, text};

use super::colour::{FAINT, INK, SCALE};
use super::element::Path;
use super::legend::{Key, legend, zero_box};
use super::measure::{end_of, shortened, width};
use super::page::{Anchor, LABEL, MARGIN, Page, RIGHT, SMALL, missing_box, rule, text_at};
use crate::chart::{Strip, Strips, left_out, one_line, shown_of};

/// Maximum number of strips; the first are drawn.
pub const MAX_STRIPS: usize = 400;
/// Height of a row.
const ROW: f64 = 24.0;
/// Height of a strip.
const HEIGHT: f64 = 16.0;
/// Room for labels, and for counts.
const MAX_LABEL: f64 = 260.0;
const MAX_COUNT: f64 = 160.0;
/// Room between labels, strips and counts.
const GAP: f64 = 8.0;
/// Width of a mark. Mentions in one mark's width are one mark.
const MARK: f64 = 1.0;
/// Boundaries of parts.
const BOUNDARY: &str = "#d55e00";
/// If boundaries of parts are closer than this on average, they are not drawn.
const MIN_PART: f64 = 4.0;
/// From how many mentions on a mark has a colour, which colour of the scale that is, and what the legend says.
const DENSITIES: [(usize, usize, Text); 3] = [
    (1, 3, text!("1 mention")),
    (2, 5, text!("2 or 3")),
    (4, 8, text!("4 or more")),
];

/// Adds strips.
pub(super) fn draw(page: &mut Page, chart: &Strips) {
    let strips = &chart.strips[..chart.strips.len().min(MAX_STRIPS)];
    let plot = Plot::new(strips);
    plot.add_legend(page, chart, strips);
    if let [strip] = strips {
        plot.add_part_labels(page, strip);
    }
    for strip in strips {
        plot.add_strip(page, strip);
        page.y += ROW;
    }
    plot.add_axis(page);
}

/// Remarks on what the strips do not show.
pub(super) fn remarks(chart: &Strips) -> Vec<Message> {
    let strips = &chart.strips[..chart.strips.len().min(MAX_STRIPS)];
    let plot = Plot::new(strips);
    let crowded = strips.iter().filter(|strip| plot.is_crowded(strip)).count();
    let crowded = (crowded > 0).then(|| {
        message!(
            "boundaries of parts are too close to be shown in {crowded} of {total} strips",
            crowded = crowded,
            total = strips.len()
        )
    });
    let strips = left_out(
        strips.len(),
        chart.strips.len(),
        shown_of!("the first {shown} of {total} strips are shown"),
    );
    strips.into_iter().chain(crowded).collect()
}

/// The place of the strips in the picture.
struct Plot {
    left: f64,
    right: f64,
    /// How many marks fit side by side.
    bins: usize,
}

impl Plot {
    fn new(strips: &[Strip]) -> Self {
        let widest = |texts: &mut dyn Iterator<Item = String>, size: f64| {
            texts.map(|text| width(&text, size)).fold(0.0, f64::max)
        };
        let labels = widest(
            &mut strips
                .iter()
                .map(|strip| end_of(&strip.label, LABEL, MAX_LABEL)),
            LABEL,
        );
        let counts = widest(&mut strips.iter().filter_map(count), SMALL);
        let left = MARGIN + labels + GAP;
        let right = RIGHT - counts - GAP;
        Self {
            left,
            right,
            bins: whole_pixels((right - left) / MARK),
        }
    }

    fn x(&self, position: f64) -> f64 {
        self.left + position * (self.right - self.left)
    }

    fn is_crowded(&self, strip: &Strip) -> bool {
        (self.right - self.left) < MIN_PART * strip.parts.len() as f64
    }

    fn add_legend(&self, page: &mut Page, chart: &Strips, strips: &[Strip]) {
        let marks: Vec<usize> = strips
            .iter()
            .flat_map(|strip| strip.binned(self.bins))
            .collect();
        let shades = DENSITIES
            .iter()
            .filter(|(least, ..)| marks.iter().any(|count| density(*count) == Some(*least)));
        let mut keys: Vec<Key> = shades
            .map(|(_, shade, label)| {
                Key::tick(SCALE[*shade].hex(), label.in_language(chart.language))
            })
            .collect();
        if strips.iter().any(|strip| self.has_boundaries(strip)) {
            let boundary = text!("boundary of parts").in_language(chart.language);
            keys.push(Key::tick(BOUNDARY.to_string(), boundary));
        }
        if strips.iter().any(|strip| strip.marks.is_none()) {
            keys.push(Key::missing(chart.missing()));
        }
        legend(page, &keys);
        page.y += 4.0;
    }

    /// Adds the names of the parts that are wide enough for them.
    fn add_part_labels(&self, page: &mut Page, strip: &Strip) {
        let middle = page.y + 8.0;
        let mut free = self.left;
        for (label, start, end) in strip.labelled_parts() {
            let (start, end) = (self.x(start), self.x(end));
            if start >= free && width(&one_line(label), SMALL) + 4.0 <= end - start {
                page.add(
                    &text_at(
                        f64::midpoint(start, end),
                        middle,
                        label,
                        SMALL,
                        Anchor::Middle,
                    )
                    .with("fill", FAINT),
                );
                free = end;
            }
        }
        page.y += 18.0;
    }

    fn add_strip(&self, page: &mut Page, strip: &Strip) {
        let (middle, top) = (page.y + ROW / 2.0, page.y + (ROW - HEIGHT) / 2.0);
        let label = end_of(&strip.label, LABEL, MAX_LABEL);
        let text = text_at(self.left - GAP, middle, &label, LABEL, Anchor::End);
        page.add(&if label == one_line(&strip.label) {
            text
        } else {
            text.title(&strip.label)
        });
        let Some(count) = count(strip) else {
            return page.add(&missing_box(self.left, top, self.right - self.left, HEIGHT));
        };
        page.add(&zero_box(self.left, top, self.right - self.left, HEIGHT));
        self.add_boundaries(page, strip, top);
        self.add_marks(page, strip, top);
        page.add(&text_at(
            self.right + GAP,
            middle,
            &count,
            SMALL,
            Anchor::Start,
        ));
    }

    fn has_boundaries(&self, strip: &Strip) -> bool {
        !self.is_crowded(strip) && !strip.boundaries().is_empty()
    }

    fn add_boundaries(&self, page: &mut Page, strip: &Strip, top: f64) {
        if self.is_crowded(strip) {
            return;
        }
        for boundary in strip.boundaries() {
            let x = self.x(boundary);
            page.add(&rule((x, top - 3.0), (x, top + HEIGHT + 3.0), BOUNDARY));
        }
    }

    /// Adds the marks, one path for each colour.
    fn add_marks(&self, page: &mut Page, strip: &Strip, top: f64) {
        let counts = strip.binned(self.bins);
        let bin_width = (self.right - self.left) / self.bins as f64;
        for (least, shade, _) in DENSITIES {
            let marks = counts
                .iter()
                .enumerate()
                .filter(|(_, count)| density(**count) == Some(least));
            let path = marks.fold(Path::default(), |path, (bin, _)| {
                let x = self.left + (bin as f64 + 0.5) * bin_width;
                path.move_to(x, top).line_to(x, top + HEIGHT)
            });
            if !path.is_empty() {
                page.add(
                    &path
                        .element()
                        .with("stroke", SCALE[shade].hex())
                        .with("stroke-width", MARK * 1.2),
                );
            }
        }
    }

    /// Adds the positions below the strips.
    fn add_axis(&self, page: &mut Page) {
        for percent in [0, 25, 50, 75, 100] {
            let x = self.x(f64::from(percent) / 100.0);
            page.add(&rule((x, page.y), (x, page.y + 4.0), INK));
            page.add(&text_at(
                x,
                page.y + 13.0,
                &format!("{percent} %"),
                SMALL,
                Anchor::Middle,
            ));
        }
        page.y += 26.0;
    }
}

/// The count of a strip, if it has a text.
fn count(strip: &Strip) -> Option<String> {
    strip
        .count()
        .map(|count| shortened(&count, SMALL, MAX_COUNT))
}

/// The class of a number of mentions: the smallest number of the class. `None` for no mention.
fn density(mentions: usize) -> Option<usize> {
    let classes = DENSITIES.iter().rev();
    classes
        .map(|(least, ..)| *least)
        .find(|least| *least <= mentions)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a part of the width of the picture"
)]
fn whole_pixels(length: f64) -> usize {
    length.max(1.0) as usize
}
