//! How large a picture is asked for, and the rectangle of a plot in it.

use serde::{Deserialize, Serialize};

/// The size of a picture in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Frame {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl Frame {
    /// A size within what can be drawn so that its words are legible: 240 to 2,400 by 120 to 1,600.
    #[must_use]
    pub fn new(width: u32, height: u32) -> Self {
        Self {
            width: width.clamp(240, 2_400),
            height: height.clamp(120, 1_600),
        }
    }

    /// The same within its bounds: what the window sends was made by nobody's constructor.
    pub(crate) fn fitted(self) -> Self {
        Self::new(self.width, self.height)
    }
}

impl Default for Frame {
    fn default() -> Self {
        Self::new(720, 280)
    }
}

/// A rectangle in the units of the SVG document.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PlotArea {
    /// Its left edge.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub left: f64,
    /// Its upper edge.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub top: f64,
    /// From left to right.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub width: f64,
    /// From top to bottom.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub height: f64,
}

impl PlotArea {
    /// Its right edge.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    /// Its lower edge.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }
}
