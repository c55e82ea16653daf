//! One plotted rectangle of values over time.

mod drawing;
mod layout;

use super::labels::{self, Label};
use super::{Prepared, TimePlot};
use crate::axes::numbers::NumberScale;
use crate::axes::times::{TimeTick, ticks};
use crate::lettering::width_of;
use crate::plot::{Axis, AxisKind, Panel, Reading, Trace};
use crate::span::Span;
use crate::{Frame, PlotArea, palette};
pub(crate) use layout::{caption, whole};
use layout::{end_labels, lines, near_limits, scale};

const SIZE: f64 = 12.0;
/// The least distance of two breach marks.
const MARK_EVERY: f64 = 7.0;
/// How much room a mark of the time scale takes with its surroundings.
const TICK_ROOM: f64 = 72.0;

/// Where a panel stands and how much of it is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Style {
    /// All that it may cover, with its words.
    pub(crate) place: PlotArea,
    /// The words at its head; none for what stands alone.
    pub(crate) title: Option<String>,
    /// The vertical range, when it is that of other panels too.
    pub(crate) shared: Option<(f64, f64)>,
}

impl Style {
    /// A plot that is a picture of its own.
    pub(crate) fn whole(frame: Frame) -> Self {
        Self {
            place: PlotArea {
                left: 0.0,
                top: 0.0,
                width: f64::from(frame.width),
                height: f64::from(frame.height),
            },
            title: None,
            shared: None,
        }
    }

    /// What stands above the plotted rectangle.
    fn top(&self) -> f64 {
        if self.title.is_some() { 22.0 } else { 24.0 }
    }

    /// What stands below it.
    fn below(&self) -> f64 {
        if self.title.is_some() { 34.0 } else { 38.0 }
    }
}

/// A line with its bands as it is drawn.
struct DrawnLine {
    runs: Vec<Vec<(f64, f64)>>,
    bands: Vec<DrawnBand>,
    marks: Vec<(f64, f64)>,
    stretches: Vec<(f64, f64)>,
}

/// A band as it is drawn.
struct DrawnBand {
    name: String,
    runs: Vec<Vec<(f64, f64, f64)>>,
}

/// A panel with all that does not depend on the theme.
pub(crate) struct PanelDrawing {
    area: PlotArea,
    x: Span,
    y: Span,
    scale: NumberScale,
    times: Vec<TimeTick>,
    lines: Vec<DrawnLine>,
    /// The heights of limits that are in the picture.
    limits: Vec<f64>,
    labels: Vec<Label>,
    caption: String,
    names: Vec<String>,
    /// Whether there is nothing to draw.
    empty: bool,
    unit: String,
    zone: &'static str,
    style: Style,
}

impl PanelDrawing {
    /// Lays out a panel.
    pub(crate) fn of(prepared: &Prepared, plot: &TimePlot, style: Style) -> Self {
        let (low, high) = prepared.values();
        let limits = near_limits(plot, (low, high));
        let height = (style.place.height - style.top() - style.below()).max(20.0);
        let scale = scale(plot, (low, high), &limits, height, style.shared);
        let mut labels = if style.title.is_some() {
            Vec::new()
        } else {
            end_labels(prepared, plot, &scale, style.place.width)
        };
        let area = plotted(&style, &scale, height, &labels);
        let (from, to) = prepared.times;
        let x = Span {
            from,
            to,
            start: area.left,
            end: area.right(),
        };
        let y = Span {
            from: scale.low,
            to: scale.high,
            start: area.bottom(),
            end: area.top,
        };
        for label in &mut labels {
            label.y = y.pixel(label.y);
        }
        let columns = whole(area.width);
        let most = u32::try_from(whole(area.width / TICK_ROOM))
            .unwrap_or(1)
            .max(2);
        Self {
            lines: lines(prepared, plot, &x, columns),
            times: ticks(from, to, most, plot.zone),
            labels: labels::spread(labels, area.top, area.bottom()),
            limits,
            caption: caption(plot),
            names: plot.lines.iter().map(|line| line.name.clone()).collect(),
            empty: low > high,
            unit: plot.unit.clone(),
            zone: plot.zone.name(),
            area,
            x,
            y,
            scale,
            style,
        }
    }

    /// What the window needs to read values from it.
    pub(crate) fn panel(&self, title: String) -> Panel {
        let mut traces = Vec::new();
        for (index, (line, name)) in self.lines.iter().zip(&self.names).enumerate() {
            let ink = |theme| palette::line(index, theme);
            let points = line.runs.iter().flatten();
            let values = points.map(|&(at, value)| Reading::value(at, value));
            traces.push(Trace::of(name.clone(), &self.unit, ink, values));
            for band in &line.bands {
                let name = if self.names.len() > 1 {
                    format!("{name}, {}", band.name)
                } else {
                    band.name.clone()
                };
                let ranges = band.runs.iter().flatten();
                let ranges = ranges.map(|&(at, low, high)| Reading::range(at, low, high));
                traces.push(Trace::of(name, &self.unit, ink, ranges));
            }
        }
        Panel {
            title,
            area: self.area,
            x: Axis {
                kind: AxisKind::Time,
                zone: Some(self.zone.to_owned()),
                ..Axis::numbers(&self.x, "")
            },
            y: Axis::numbers(&self.y, &self.unit),
            traces,
        }
    }
}

/// The plotted rectangle, between the words at its sides.
fn plotted(style: &Style, scale: &NumberScale, height: f64, labels: &[Label]) -> PlotArea {
    let (place, top) = (style.place, style.top());
    let words = scale.ticks.iter().map(|tick| width_of(&tick.1, SIZE));
    let left = words.fold(14.0, f64::max) + 8.0;
    let wanted = labels.iter().map(Label::width).fold(0.0, f64::max);
    let right = if labels.is_empty() {
        10.0
    } else {
        wanted.min(place.width * 0.3) + 12.0
    };
    PlotArea {
        left: place.left + left,
        top: place.top + top,
        width: (place.width - left - right).max(20.0),
        height,
    }
}
