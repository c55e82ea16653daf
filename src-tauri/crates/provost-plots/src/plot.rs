//! A plot: its pictures, where in them the values stand, and the words that say the same.
//!
//! Its numbers are finite. Since JSON writes others as null, the bindings would say that any number may be null; those that
//! are always there are told to TypeScript as the integers that it does not know.

use plotters::style::RGBColor;
use serde::{Deserialize, Serialize};

use crate::board::{self, Board, Drawn, hexadecimal};
use crate::span::Span;
use crate::{Error, Frame, PlotArea, Theme};

/// A plot in both themes, with all that is needed to read values from it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Plot {
    /// What is plotted.
    pub title: String,
    /// The facts of the picture in sentences, for those who do not see it.
    pub description: String,
    /// SVG for light grounds and for paper.
    pub light: String,
    /// SVG for dark grounds.
    pub dark: String,
    /// The width of the picture in the units of its areas.
    pub width: u32,
    /// The height of the picture.
    pub height: u32,
    /// The plotted rectangles; one, except with small multiples.
    pub panels: Vec<Panel>,
    /// The values as a table.
    pub table: PlotTable,
    /// Whether a part of the horizontal range can be drawn alone.
    pub zoomable: bool,
}

impl Plot {
    /// The picture for a ground.
    #[must_use]
    pub fn svg(&self, theme: Theme) -> &str {
        match theme {
            Theme::Light => &self.light,
            Theme::Dark => &self.dark,
        }
    }

    /// The picture on the ground of its theme, for a file that stands alone.
    #[must_use]
    pub fn on_ground(&self, theme: Theme) -> String {
        crate::chart::on_ground(self.svg(theme), theme)
    }
}

/// A plot but for its pictures.
pub(crate) struct Sheet {
    /// What is plotted.
    pub(crate) title: String,
    /// The facts of the picture.
    pub(crate) description: String,
    /// How large it is.
    pub(crate) frame: Frame,
    /// The plotted rectangles.
    pub(crate) panels: Vec<Panel>,
    /// The values as a table.
    pub(crate) table: PlotTable,
    /// Whether a part of the horizontal range can be drawn alone.
    pub(crate) zoomable: bool,
}

impl Sheet {
    /// The plot, drawn for both grounds.
    pub(crate) fn drawn(self, draw: impl Fn(&Board<'_>) -> Drawn) -> Result<Plot, Error> {
        let on = |theme| board::drawn(&self.title, &self.description, self.frame, theme, &draw);
        Ok(Plot {
            light: on(Theme::Light)?,
            dark: on(Theme::Dark)?,
            title: self.title,
            description: self.description,
            width: self.frame.width,
            height: self.frame.height,
            panels: self.panels,
            table: self.table,
            zoomable: self.zoomable,
        })
    }
}

/// One plotted rectangle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Panel {
    /// What it shows; empty where the plot's title says it.
    pub title: String,
    /// Where it is.
    pub area: PlotArea,
    /// From its left edge to its right edge.
    pub x: Axis,
    /// From its lower edge to its upper edge.
    pub y: Axis,
    /// What is drawn in it, thinned as in the picture.
    pub traces: Vec<Trace>,
}

/// What a direction of a panel measures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Axis {
    /// What its numbers are.
    pub kind: AxisKind,
    /// The value at its beginning.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub from: f64,
    /// The value at its end.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub to: f64,
    /// The unit of its values; empty for times and categories.
    pub unit: String,
    /// The time zone in which times are shown.
    pub zone: Option<String>,
    /// The names of categories: the one with index i stands at i.
    pub labels: Vec<String>,
}

/// What the numbers of an axis are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum AxisKind {
    /// Milliseconds since 1970-01-01 00:00 UTC.
    Time,
    /// Numbers.
    Number,
    /// Places of labels, from 0.
    Category,
}

impl Axis {
    /// An axis of numbers.
    pub(crate) fn numbers(span: &Span, unit: &str) -> Self {
        Self {
            kind: AxisKind::Number,
            from: span.from,
            to: span.to,
            unit: unit.to_owned(),
            zone: None,
            labels: Vec::new(),
        }
    }
}

/// A line, a band or a row of bars.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Trace {
    /// What it is.
    pub name: String,
    /// The unit of its values.
    pub unit: String,
    /// Its colour on light grounds, as `#rrggbb`.
    pub light: String,
    /// Its colour on dark grounds.
    pub dark: String,
    /// Its values from left to right.
    pub readings: Vec<Reading>,
}

impl Trace {
    /// A trace of a colour, which may depend on the ground.
    pub(crate) fn of(
        name: impl Into<String>,
        unit: &str,
        ink: impl Fn(Theme) -> RGBColor,
        readings: impl Iterator<Item = Reading>,
    ) -> Self {
        Self {
            name: name.into(),
            unit: unit.to_owned(),
            light: hexadecimal(ink(Theme::Light)),
            dark: hexadecimal(ink(Theme::Dark)),
            readings: readings.collect(),
        }
    }
}

/// What can be read at one place.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// The place on the horizontal axis.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub x: f64,
    /// The value; none for a band.
    pub y: Option<f64>,
    /// The lower end of a band or an interval.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
}

impl Reading {
    /// A value.
    pub(crate) fn value(x: f64, y: f64) -> Self {
        Self {
            x,
            y: Some(y),
            low: None,
            high: None,
        }
    }

    /// A range.
    pub(crate) fn range(x: f64, low: f64, high: f64) -> Self {
        Self {
            x,
            y: None,
            low: Some(low),
            high: Some(high),
        }
    }
}

/// The values of a plot in words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct PlotTable {
    /// The columns.
    pub headings: Vec<String>,
    /// The rows, as many as can be read: every so many-th of more.
    pub rows: Vec<Vec<String>>,
    /// How many rows stand between them, in the exported data only.
    pub left_out: u32,
}

/// The most rows of a table.
const MOST_ROWS: usize = 500;

/// Which of so many rows a table shows: all, or evenly taken ones with the first and the last.
pub(crate) fn shown_rows(all: usize) -> (Vec<usize>, u32) {
    if all <= MOST_ROWS {
        return ((0..all).collect(), 0);
    }
    let rows: Vec<usize> = (0..MOST_ROWS)
        .map(|row| row * (all - 1) / (MOST_ROWS - 1))
        .collect();
    let left_out = u32::try_from(all - rows.len()).unwrap_or(u32::MAX);
    (rows, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_table_keeps_its_ends() {
        assert_eq!(shown_rows(3), (vec![0, 1, 2], 0));
        let (rows, left_out) = shown_rows(100_000);
        assert_eq!((rows[0], rows[499], left_out), (0, 99_999, 99_500));
        assert!(rows.is_sorted_by(|a, b| a < b));
        assert_eq!(shown_rows(501).1, 1);
    }
}
