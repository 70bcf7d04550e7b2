//! Colours and how well one can be read on another, by the formulas of WCAG 2.2.

use std::fmt;

/// What small text needs (WCAG 2.2, success criterion 1.4.3).
pub const READABLE: f64 = 4.5;

/// What small text is at ease with (WCAG 2.2, success criterion 1.4.6).
pub const EASY: f64 = 7.0;

/// Steps of the search for a colour that can be read.
const STEPS: u32 = 256;

/// A colour without transparency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Color {
    red: u8,
    green: u8,
    blue: u8,
}

impl Color {
    /// Black.
    pub const BLACK: Self = Self::new(0, 0, 0);
    /// White.
    pub const WHITE: Self = Self::new(255, 255, 255);

    /// A colour of these parts of sRGB.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Reads `#1a5f56` or `#1a5`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let part = |range| u8::from_str_radix(digits.get(range)?, 16).ok();
        match digits.len() {
            6 => Some(Self::new(part(0..2)?, part(2..4)?, part(4..6)?)),
            3 => Some(Self::new(
                part(0..1)? * 17,
                part(1..2)? * 17,
                part(2..3)? * 17,
            )),
            _ => None,
        }
    }

    /// Relative luminance, from 0 for black to 1 for white
    /// (<https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>).
    pub fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Contrast ratio, from 1 to 21
    /// (<https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// This colour with `share` of 256 parts of `other` in it.
    pub fn mixed(self, other: Self, share: u32) -> Self {
        let share = share.min(STEPS);
        let mix = |own: u8, other: u8| {
            let sum = u32::from(own) * (STEPS - share) + u32::from(other) * share;
            u8::try_from((sum + STEPS / 2) / STEPS).unwrap_or(u8::MAX)
        };
        Self::new(
            mix(self.red, other.red),
            mix(self.green, other.green),
            mix(self.blue, other.blue),
        )
    }

    /// The colour on the way to black or white, whichever is farther from `ground`, that is
    /// nearest to this one and has the contrast `ratio` on `ground`.
    pub fn with_contrast(self, ground: Self, ratio: f64) -> Self {
        let end = if ground.luminance() > 0.18 {
            Self::BLACK
        } else {
            Self::WHITE
        };
        (0..=STEPS)
            .map(|share| self.mixed(end, share))
            .find(|color| color.contrast(ground) >= ratio)
            .unwrap_or(end)
    }
}

impl fmt::Display for Color {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "#{:02x}{:02x}{:02x}",
            self.red, self.green, self.blue
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Color, READABLE};

    fn color(text: &str) -> Color {
        Color::parse(text).expect("a colour")
    }

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(color("#1A5f56").to_string(), "#1a5f56");
        assert_eq!(color("#1a5").to_string(), "#11aa55");
        for wrong in ["1a5f56", "#1a5f5", "#1a5f5g", "teal", "#", "#+12"] {
            assert_eq!(Color::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrasts_are_those_that_the_standard_gives() {
        let ratio = |a, b| format!("{:.2}", color(a).contrast(color(b)));
        assert_eq!(ratio("#000", "#fff"), "21.00");
        assert_eq!(ratio("#fff", "#fff"), "1.00");
        // The greys on both sides of the line on white that WCAG's techniques speak of.
        assert_eq!(ratio("#767676", "#ffffff"), "4.54");
        assert_eq!(ratio("#777777", "#ffffff"), "4.48");
    }

    #[test]
    fn the_nearest_readable_colour_is_just_readable() {
        for (start, ground) in [
            ("#ffcc00", "#fbfaf6"),
            ("#0b5c8f", "#15191a"),
            ("#777777", "#ffffff"),
            ("#ffffff", "#ffffff"),
        ] {
            let found = color(start).with_contrast(color(ground), READABLE);
            let ratio = found.contrast(color(ground));
            assert!((READABLE..4.7).contains(&ratio), "{start} {found} {ratio}");
        }
        // A colour that can be read stays as it is.
        assert_eq!(
            color("#0b5c8f").with_contrast(color("#fbfaf6"), READABLE),
            color("#0b5c8f")
        );
    }
}
