//! Values over time: lines with their bands, targets and thresholds, and what breaches them.

mod breaches;
mod facts;
mod labels;
mod panel;
mod prepared;
mod rows;
#[cfg(test)]
mod tests;

use chrono::{DateTime, TimeDelta, Utc};

use crate::axes::wording::worded;
use crate::plot::{Plot, Sheet};
use crate::{Error, Frame, Zone};

pub(crate) use breaches::Breaches;
pub(crate) use panel::{PanelDrawing, Style, caption, whole};
pub(crate) use prepared::{Prepared, PreparedLine};

/// A plot over time before it is drawn. A value that is not a number, or not a finite one, is a gap.
#[derive(Debug, Clone, PartialEq)]
pub struct TimePlot {
    /// What is plotted.
    pub title: String,
    /// The unit of all values: `ms`, `%`, `USD`; empty for numbers without one.
    pub unit: String,
    /// Where the clocks are that times are shown by.
    pub zone: Zone,
    /// What the horizontal axis shows; none for all points.
    pub range: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// How far apart points are expected: where they are more than half as much again, the line breaks. None where
    /// nothing is expected.
    pub every: Option<TimeDelta>,
    /// Whether zero must be seen.
    pub from_zero: bool,
    /// The lines, the most important first.
    pub lines: Vec<Line>,
    /// What values are held against.
    pub limits: Vec<Limit>,
}

/// A line of a plot over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it is.
    pub name: String,
    /// When and how much, in any order.
    pub points: Vec<(DateTime<Utc>, f64)>,
    /// Ranges around it, such as percentiles.
    pub bands: Vec<Band>,
}

/// A range around a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// What it is: `p5 to p95`.
    pub name: String,
    /// When, from how much, to how much.
    pub points: Vec<(DateTime<Utc>, f64, f64)>,
}

/// A value that others are held against.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// What it is called.
    pub name: String,
    /// What it means to be beyond it.
    pub kind: LimitKind,
    /// On which side values should be.
    pub direction: Direction,
    /// The value.
    pub value: f64,
}

/// What it means to be beyond a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitKind {
    /// What is wished for.
    Target,
    /// What must hold: a value beyond it is a breach.
    Threshold,
}

/// On which side of a limit values should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The limit or more.
    AtLeast,
    /// The limit or less.
    AtMost,
}

impl Limit {
    /// Whether a value is a breach.
    #[must_use]
    pub fn breached_by(&self, value: f64) -> bool {
        self.kind == LimitKind::Threshold
            && match self.direction {
                Direction::AtLeast => value < self.value,
                Direction::AtMost => value > self.value,
            }
    }

    /// `Threshold at most 500 ms`.
    pub(crate) fn words(&self, unit: &str) -> String {
        let side = match self.direction {
            Direction::AtLeast => "at least",
            Direction::AtMost => "at most",
        };
        format!("{} {side} {}", self.name, worded(self.value, unit))
    }
}

impl TimePlot {
    /// Draws it in both themes.
    pub fn plot(&self, frame: Frame) -> Result<Plot, Error> {
        let frame = frame.fitted();
        let prepared = Prepared::of(self);
        let style = Style::whole(frame);
        let panel = PanelDrawing::of(&prepared, self, style);
        let sheet = Sheet {
            title: self.title.clone(),
            description: facts::description(self, &prepared),
            frame,
            panels: vec![panel.panel(String::new())],
            table: rows::table(self, &prepared),
            zoomable: prepared.points > 1,
        };
        sheet.drawn(|board| panel.draw(board))
    }

    /// All its values as CSV: a row for each value, in UTC.
    #[must_use]
    pub fn csv(&self) -> String {
        rows::csv(&[self])
    }

    /// The same plot of a part of its time.
    #[must_use]
    pub fn within(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Self {
        Self {
            range: Some((from.min(to), from.max(to))),
            ..self.clone()
        }
    }
}

/// The facts of a plot and its rows, for plots that are made of several.
pub(crate) fn described(plot: &TimePlot, prepared: &Prepared) -> String {
    facts::description(plot, prepared)
}

pub(crate) use rows::{csv, table};
