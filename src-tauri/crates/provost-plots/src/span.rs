//! From values to places in the picture.

use crate::PlotArea;
use crate::canvas::SCALE;

/// Larger numbers stand for infinity in what databases hold, and leave no room to reckon in.
const LARGEST: f64 = 1e307;

/// Whether a value can be drawn.
pub(crate) fn drawable(value: f64) -> bool {
    value.abs() < LARGEST
}

/// A count as a number.
pub(crate) fn count(things: usize) -> f64 {
    u32::try_from(things).map_or(f64::from(u32::MAX), f64::from)
}

/// The units of the canvas for so many pixels.
pub(crate) fn units(pixels: f64) -> i32 {
    let units = (pixels * f64::from(SCALE)).clamp(-1e6, 1e6).round();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "clamped far within its range"
    )]
    let whole = units as i32;
    whole
}

/// A range of values laid over a range of pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    /// The value at the start.
    pub(crate) from: f64,
    /// The value at the end.
    pub(crate) to: f64,
    /// The pixel of the first value.
    pub(crate) start: f64,
    /// The pixel of the last value; before the start where values grow upwards.
    pub(crate) end: f64,
}

impl Span {
    /// Values that grow from the lower edge of an area to its upper one.
    pub(crate) fn rising(area: PlotArea, from: f64, to: f64) -> Self {
        Self {
            from,
            to,
            start: area.bottom(),
            end: area.top,
        }
    }

    /// How far along a value stands, from 0 to 1.
    pub(crate) fn share(&self, value: f64) -> f64 {
        // Halves: the difference of two numbers of opposite sign may be too large for one.
        let room = self.to / 2.0 - self.from / 2.0;
        if room > 0.0 {
            ((value / 2.0 - self.from / 2.0) / room).clamp(0.0, 1.0)
        } else {
            0.5
        }
    }

    /// The pixel of a value; values beyond an end stand at it.
    pub(crate) fn pixel(&self, value: f64) -> f64 {
        self.start + self.share(value) * (self.end - self.start)
    }

    /// The place of a value on the canvas.
    pub(crate) fn at(&self, value: f64) -> i32 {
        units(self.pixel(value))
    }

    /// The column of so many in which a value stands.
    pub(crate) fn column(&self, value: f64, columns: usize) -> usize {
        let column = (self.share(value) * count(columns)).floor();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share is from 0 to 1, and what is not a number becomes 0"
        )]
        let column = column as usize;
        column.min(columns.saturating_sub(1))
    }
}
