//! What a picture is drawn on: a canvas with a theme, and the shapes that plots have in common.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::prelude::*;

use crate::canvas::{self, Canvas, SCALE};
use crate::span::units;
use crate::{Error, Frame, Theme};

/// What drawing a shape gives.
pub(crate) type Drawn = Result<(), DrawingAreaErrorKind<Infallible>>;

/// A place on the canvas.
pub(crate) type Place = (i32, i32);

/// A canvas of one theme.
pub(crate) struct Board<'a> {
    root: DrawingArea<Canvas<'a>, Shift>,
    /// The ground that it is drawn for.
    pub(crate) theme: Theme,
}

/// Draws a whole document.
pub(crate) fn drawn(
    title: &str,
    description: &str,
    frame: Frame,
    theme: Theme,
    draw: impl FnOnce(&Board<'_>) -> Drawn,
) -> Result<String, Error> {
    let mut svg = String::new();
    {
        let size = (frame.width, frame.height);
        let root = Canvas::begin(&mut svg, size, title, description).into_drawing_area();
        draw(&Board { root, theme }).map_err(|error| Error::Drawing {
            chart: title.to_owned(),
            reason: error.to_string(),
        })?;
    }
    canvas::end(&mut svg);
    Ok(svg)
}

impl Board<'_> {
    /// A line of so many pixels through places.
    pub(crate) fn line(&self, path: Vec<Place>, color: RGBColor, width: f64) -> Drawn {
        let style = color.stroke_width(units(width).unsigned_abs());
        self.root.draw(&PathElement::new(path, style))
    }

    /// A line from left to right in dashes.
    pub(crate) fn dashes(&self, (left, right): (f64, f64), y: i32, color: RGBColor) -> Drawn {
        let mut from = left;
        while from < right {
            let to = (from + 5.0).min(right);
            self.line(vec![(units(from), y), (units(to), y)], color, 1.25)?;
            from += 9.0;
        }
        Ok(())
    }

    /// A filled shape; the opacity is from 0 to 1.
    pub(crate) fn shape(&self, corners: Vec<Place>, color: RGBColor, opacity: f64) -> Drawn {
        self.root.draw(&Polygon::new(corners, color.mix(opacity)))
    }

    /// A filled rectangle.
    pub(crate) fn block(&self, from: Place, to: Place, color: RGBColor, opacity: f64) -> Drawn {
        self.root
            .draw(&Rectangle::new([from, to], color.mix(opacity).filled()))
    }

    /// A filled circle of so many pixels.
    pub(crate) fn dot(&self, at: Place, radius: f64, color: RGBColor) -> Drawn {
        self.root
            .draw(&Circle::new(at, units(radius), color.filled()))
    }

    /// A filled square on its corner: what is told from a dot without colour.
    pub(crate) fn diamond(&self, (x, y): Place, radius: i32, color: RGBColor) -> Drawn {
        let r = radius * SCALE;
        self.shape(
            vec![(x, y - r), (x + r, y), (x, y + r), (x - r, y)],
            color,
            1.0,
        )
    }

    /// Words, placed as their style says.
    pub(crate) fn words(&self, text: &str, at: Place, style: TextStyle<'static>) -> Drawn {
        self.root.draw(&Text::new(text.to_owned(), at, style))
    }
}

/// A colour as CSS writes it.
pub(crate) fn hexadecimal(RGBColor(r, g, b): RGBColor) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}
