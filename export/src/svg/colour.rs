//! Colours that differ for every kind of colour vision.

/// Text and axes.
pub(super) const INK: &str = "#1a1a1a";
/// Text that is not read first; contrast to white 6.4.
pub(super) const FAINT: &str = "#5f5f5f";
/// Lines of a grid.
pub(super) const RULE: &str = "#dedede";
/// The background.
pub(super) const PAPER: &str = "#ffffff";
/// The hatching and the outline of what is missing.
pub(super) const MISSING_INK: &str = "#a3a3a3";
/// The outline of a cell of 0.
pub(super) const ZERO_INK: &str = "#c9c9c9";
/// Bars, and marks of a single kind.
pub(super) const BAR: &str = "#3075bd";

/// A colour of sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(u8, u8, u8);

/// One hue from light to dark in steps that look equal: OKLCH with hue 252 and lightness 0.93, 0.855, … 0.33 (Ottosson 2020,
/// "A perceptual color space for image processing"). The lightest differs from the white of 0.
pub(super) const SCALE: [Colour; 9] = [
    Colour(0xD0, 0xEB, 0xFF),
    Colour(0xA9, 0xD4, 0xFF),
    Colour(0x83, 0xBC, 0xFB),
    Colour(0x62, 0xA4, 0xEC),
    Colour(0x45, 0x8C, 0xD8),
    Colour(0x30, 0x75, 0xBD),
    Colour(0x22, 0x5F, 0x9E),
    Colour(0x1C, 0x4B, 0x7B),
    Colour(0x1A, 0x37, 0x56),
];

impl Colour {
    pub(super) fn hex(self) -> String {
        let Self(red, green, blue) = self;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// The colour for a fraction of the scale's end.
    pub(super) fn on_scale(fraction: f64) -> Self {
        let position = fraction.clamp(0.0, 1.0) * (SCALE.len() - 1) as f64;
        let below = floor(position).min(SCALE.len() - 2);
        let (from, to) = (SCALE[below], SCALE[below + 1]);
        let between = position - below as f64;
        let mix = |from: u8, to: u8| f64::from(from) + (f64::from(to) - f64::from(from)) * between;
        Self(
            byte(mix(from.0, to.0)),
            byte(mix(from.1, to.1)),
            byte(mix(from.2, to.2)),
        )
    }

    /// The colour of a text on this one: the one with more contrast.
    pub(super) fn ink(self) -> &'static str {
        if self.luminance() > EVEN_LUMINANCE {
            INK
        } else {
            PAPER
        }
    }

    /// Relative luminance, from 0 for black to 1 for white (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

/// Where [`INK`] and [`PAPER`] have the same contrast: (x + 0.05) / (0.0103 + 0.05) = 1.05 / (x + 0.05).
const EVEN_LUMINANCE: f64 = 0.2016;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a mix of two bytes is one"
)]
fn byte(value: f64) -> u8 {
    value.round() as u8
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "positions are from 0 to 8"
)]
fn floor(position: f64) -> usize {
    position as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn larger_values_are_darker() {
        let luminances: Vec<f64> = (0..=100)
            .map(|percent| Colour::on_scale(f64::from(percent) / 100.0).luminance())
            .collect();
        assert!(luminances.windows(2).all(|pair| pair[0] >= pair[1]));
        assert_eq!(Colour::on_scale(0.0), SCALE[0]);
        assert_eq!(Colour::on_scale(1.0), SCALE[8]);
    }

    #[test]
    fn text_has_enough_contrast_on_every_colour_of_the_scale() {
        for percent in 0..=100 {
            let colour = Colour::on_scale(f64::from(percent) / 100.0);
            let ink = if colour.ink() == PAPER { 1.0 } else { 0.0103 };
            let (light, dark) = (colour.luminance().max(ink), colour.luminance().min(ink));
            assert!((light + 0.05) / (dark + 0.05) > 4.0, "{percent} %");
        }
    }
}
