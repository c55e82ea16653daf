//! Empirical distributions: what share of the values is at most so large.

mod facts;
mod known;
#[cfg(test)]
mod tests;

use plotters_backend::text_anchor::HPos;
use provost_core::drift::Bins;

use crate::axes::numbers::{Held, NumberScale};
use crate::axes::wording::{percent, plain};
use crate::bins::{draw_head, draw_marks, draw_scale, marks, plotted, side_keys};
use crate::board::{Board, Drawn, Place};
use crate::csv::push_row;
use crate::lettering::{font, width_of};
use crate::plot::{Axis, Panel, Plot, Reading, Sheet, Trace};
use crate::series::whole;
use crate::span::{Span, units};
use crate::thinning::thinned;
use crate::{Error, Frame, PlotArea, palette};

pub use known::Known;
use known::Steps;

const SIZE: f64 = 12.0;

/// Distributions of values.
#[derive(Debug, Clone, PartialEq)]
pub struct Cumulative {
    /// What is plotted.
    pub title: String,
    /// The unit of the values.
    pub unit: String,
    /// The values, those of then first.
    pub sides: Vec<Sampled>,
}

/// The values of one side.
#[derive(Debug, Clone, PartialEq)]
pub struct Sampled {
    /// Which: `Reference`, `Current`.
    pub name: String,
    /// What is known of its values.
    pub values: Known,
}

/// The greatest distance of two distributions, the statistic of Kolmogorov and Smirnov.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Distance {
    at: f64,
    shares: (f64, f64),
}

/// What is drawn: for each side the values in order with the share up to each.
struct Drawing {
    steps: Vec<Vec<(f64, f64)>>,
    /// Whether a share holds from its value to the next; else only the edges of bins are known.
    stepped: bool,
    distance: Option<Distance>,
    x: Span,
    y: Span,
    x_scale: NumberScale,
    y_scale: NumberScale,
    area: PlotArea,
}

impl Cumulative {
    /// The distributions behind the bins in which drift was reckoned; none where the bins are words.
    #[must_use]
    pub fn of_drift(
        bins: &Bins,
        title: impl Into<String>,
        unit: impl Into<String>,
    ) -> Option<Self> {
        let side = |name: &str, counts: &[u32]| {
            Some(Sampled {
                name: name.to_owned(),
                values: Known::of_bins(bins, counts)?,
            })
        };
        Some(Self {
            title: title.into(),
            unit: unit.into(),
            sides: vec![
                side("Reference", &bins.reference)?,
                side("Current", &bins.current)?,
            ],
        })
    }

    /// Draws it in both themes, with the greatest distance where there are two sides.
    pub fn plot(&self, frame: Frame) -> Result<Plot, Error> {
        let frame = frame.fitted();
        let all: Vec<Steps> = self.sides.iter().map(|side| side.values.steps()).collect();
        let drawing = Drawing::of(&all, frame, self.is_stepped());
        let sheet = Sheet {
            title: self.title.clone(),
            description: self.description(&all, drawing.distance),
            frame,
            panels: vec![drawing.panel(self)],
            table: self.table(&all),
            zoomable: false,
        };
        sheet.drawn(|board| {
            let keys = side_keys(
                self.sides.iter().map(|side| side.name.as_str()),
                board.theme,
            );
            draw_head(board, &self.caption(), &keys, f64::from(frame.width))?;
            drawing.draw(board)
        })
    }

    fn caption(&self) -> String {
        if self.unit.is_empty() {
            "% of values up to each".to_owned()
        } else {
            format!("% of values up to each, {}", self.unit)
        }
    }

    /// All its values as CSV, in order, with the share up to each.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut text = String::new();
        push_row(&mut text, ["series", "value", "share"]);
        for side in &self.sides {
            for (value, share) in side.values.steps() {
                push_row(
                    &mut text,
                    [side.name.as_str(), &value.to_string(), &share.to_string()],
                );
            }
        }
        text
    }

    fn is_stepped(&self) -> bool {
        let edges = |side: &Sampled| matches!(side.values, Known::Edges { .. });
        !self.sides.iter().any(edges)
    }
}

/// The share up to a value.
fn share_at(steps: &[(f64, f64)], value: f64) -> f64 {
    let after = steps.partition_point(|step| step.0 <= value);
    after
        .checked_sub(1)
        .and_then(|last| steps.get(last))
        .map_or(0.0, |step| step.1)
}

fn distance(all: &[Steps]) -> Option<Distance> {
    let [one, other] = all else {
        return None;
    };
    if one.is_empty() || other.is_empty() {
        return None;
    }
    one.iter()
        .chain(other)
        .map(|(value, _)| Distance {
            at: *value,
            shares: (share_at(one, *value), share_at(other, *value)),
        })
        .max_by(|a, b| {
            let size = |one: &Distance| (one.shares.0 - one.shares.1).abs();
            size(a).total_cmp(&size(b)).then(b.at.total_cmp(&a.at))
        })
        .filter(|found| (found.shares.0 - found.shares.1).abs() > 0.0)
}

impl Drawing {
    fn of(all: &[Steps], frame: Frame, stepped: bool) -> Self {
        let (low, high) = all
            .iter()
            .flatten()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |reach, step| {
                (reach.0.min(step.0), reach.1.max(step.0))
            });
        let y_scale = NumberScale::exact(0.0, 100.0, marks(frame, 5));
        let area = plotted(frame, &y_scale, 16.0);
        let x_scale = NumberScale::of(Held {
            low,
            high,
            zero: false,
            percent: false,
            most: u32::try_from(whole(area.width / 76.0))
                .unwrap_or(3)
                .clamp(2, 12),
        });
        let x = Span {
            from: x_scale.low,
            to: x_scale.high,
            start: area.left,
            end: area.right(),
        };
        let y = Span::rising(area, 0.0, 100.0);
        let columns = whole(area.width);
        let percents = |steps: &Steps| -> Steps {
            let scaled: Steps = steps.iter().map(|step| (step.0, step.1 * 100.0)).collect();
            thinned(&scaled, &x, columns)
        };
        Self {
            steps: all.iter().map(percents).collect(),
            stepped,
            distance: distance(all),
            x,
            y,
            x_scale,
            y_scale,
            area,
        }
    }

    fn panel(&self, plot: &Cumulative) -> Panel {
        let sides = plot.sides.iter().zip(&self.steps).enumerate();
        let traces = sides.map(|(side, (one, steps))| {
            let ink = |theme| palette::side(side, plot.sides.len(), theme);
            let readings = steps.iter().map(|step| Reading::value(step.0, step.1));
            Trace::of(one.name.clone(), "%", ink, readings)
        });
        Panel {
            title: String::new(),
            area: self.area,
            x: Axis::numbers(&self.x, &plot.unit),
            y: Axis::numbers(&self.y, "%"),
            traces: traces.collect(),
        }
    }

    fn draw(&self, board: &Board<'_>) -> Drawn {
        draw_scale(board, self.area, &self.y, &self.y_scale)?;
        draw_marks(board, self.area, &self.x, &self.x_scale)?;
        for (side, steps) in self.steps.iter().enumerate().rev() {
            let path = self.path(steps);
            if path.len() > 1 {
                let ink = palette::side(side, self.steps.len(), board.theme);
                board.line(path, ink, 2.0)?;
            }
        }
        self.distance
            .map_or(Ok(()), |distance| self.draw_distance(board, distance))
    }

    /// The line of one side, from 0 % on the left to the share that is known last on the right.
    fn path(&self, steps: &[(f64, f64)]) -> Vec<Place> {
        let place = |step: &(f64, f64)| (self.x.at(step.0), self.y.at(step.1));
        if !self.stepped {
            return steps.iter().map(place).collect();
        }
        let mut path: Vec<Place> = vec![(units(self.area.left), self.y.at(0.0))];
        for (x, y) in steps.iter().map(place) {
            let before = path.last().map_or(0, |place| place.1);
            path.push((x, before));
            path.push((x, y));
        }
        match path.last().copied().filter(|_| !steps.is_empty()) {
            Some(last) => path.push((units(self.area.right()), last.1)),
            None => path.clear(),
        }
        path
    }

    /// A line between both distributions where they are farthest apart.
    fn draw_distance(&self, board: &Board<'_>, distance: Distance) -> Drawn {
        let x = self.x.at(distance.at);
        let (one, other) = (
            self.y.at(distance.shares.0 * 100.0),
            self.y.at(distance.shares.1 * 100.0),
        );
        let ink = palette::text(board.theme);
        board.line(vec![(x, one), (x, other)], ink, 1.5)?;
        let tip = units(3.0);
        for y in [one, other] {
            board.line(vec![(x - tip, y), (x + tip, y)], ink, 1.5)?;
        }
        let words = format!(
            "{} apart at {}",
            percent((distance.shares.0 - distance.shares.1).abs()),
            plain(distance.at)
        );
        // Both curves rise: right below the lower one and left above the upper one nothing is drawn.
        let (upper, lower) = (one.min(other), one.max(other));
        let right = self.x.pixel(distance.at) + width_of(&words, SIZE) + 10.0 < self.area.right();
        let (at, anchor) = if right {
            let y = (lower + units(10.0)).min(units(self.area.bottom() - 9.0));
            ((x + units(8.0), y), HPos::Left)
        } else {
            let y = (upper - units(10.0)).max(units(self.area.top + 9.0));
            ((x - units(8.0), y), HPos::Right)
        };
        board.words(&words, at, font(SIZE, ink, anchor))
    }
}
