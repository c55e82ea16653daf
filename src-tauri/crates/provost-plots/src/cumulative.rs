//! Empirical distributions: what share of the values is at most so large.

#[cfg(test)]
mod tests;

use plotters_backend::text_anchor::HPos;

use crate::axes::numbers::{Held, NumberScale};
use crate::axes::wording::{add, counted, percent, plain, worded};
use crate::bins::{draw_head, draw_marks, draw_scale, marks, plotted, side_keys};
use crate::board::{Board, Drawn, Place};
use crate::csv::push_row;
use crate::lettering::{font, width_of};
use crate::plot::{Axis, Panel, Plot, PlotTable, Reading, Sheet, Trace, shown_rows};
use crate::series::whole;
use crate::span::{Span, count, drawable, units};
use crate::thinning::thinned;
use crate::{Error, Frame, PlotArea, palette};

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
    /// Its values, in any order.
    pub values: Vec<f64>,
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
    distance: Option<Distance>,
    x: Span,
    y: Span,
    x_scale: NumberScale,
    y_scale: NumberScale,
    area: PlotArea,
}

impl Cumulative {
    /// Draws it in both themes, with the greatest distance where there are two sides.
    pub fn plot(&self, frame: Frame) -> Result<Plot, Error> {
        let frame = frame.fitted();
        let all: Vec<Vec<(f64, f64)>> = self.sides.iter().map(|side| steps(&side.values)).collect();
        let drawing = Drawing::of(&all, frame);
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
            for (value, share) in steps(&side.values) {
                push_row(
                    &mut text,
                    [side.name.as_str(), &value.to_string(), &share.to_string()],
                );
            }
        }
        text
    }

    fn description(&self, all: &[Vec<(f64, f64)>], distance: Option<Distance>) -> String {
        let mut words = "Empirical distributions.".to_owned();
        for (side, steps) in self.sides.iter().zip(all) {
            let at = |share: f64| {
                let found = steps.partition_point(|step| step.1 < share);
                steps
                    .get(found)
                    .map_or_else(String::new, |step| worded(step.0, &self.unit))
            };
            let usable = side.values.iter().filter(|value| drawable(**value)).count();
            match (steps.first(), steps.last()) {
                (Some(first), Some(last)) => add(
                    &mut words,
                    format_args!(
                        " {}: {}, lowest {}, p25 {}, median {}, p75 {}, highest {}.",
                        side.name,
                        counted(usable, "value", "values"),
                        worded(first.0, &self.unit),
                        at(0.25),
                        at(0.5),
                        at(0.75),
                        worded(last.0, &self.unit)
                    ),
                ),
                _ => add(&mut words, format_args!(" {}: no value.", side.name)),
            }
            if usable < side.values.len() {
                add(
                    &mut words,
                    format_args!(
                        " {} not a number that can be drawn.",
                        counted(side.values.len() - usable, "value is", "values are")
                    ),
                );
            }
        }
        if let Some(distance) = distance {
            add(
                &mut words,
                format_args!(
                    " The greatest distance is {} at {}: {} against {}.",
                    percent((distance.shares.0 - distance.shares.1).abs()),
                    worded(distance.at, &self.unit),
                    percent(distance.shares.0),
                    percent(distance.shares.1)
                ),
            );
        }
        words
    }

    /// The value below which each share of every side lies.
    fn table(&self, all: &[Vec<(f64, f64)>]) -> PlotTable {
        let headings = std::iter::once("Share".to_owned())
            .chain(self.sides.iter().map(|side| side.name.clone()));
        let (kept, _) = shown_rows(101);
        let rows = kept.into_iter().map(|row| {
            let share = count(row) / 100.0;
            let cells = all.iter().map(|steps| {
                let found = steps.partition_point(|step| step.1 < share);
                steps
                    .get(found)
                    .map_or_else(String::new, |step| worded(step.0, &self.unit))
            });
            std::iter::once(percent(share)).chain(cells).collect()
        });
        PlotTable {
            headings: headings.collect(),
            rows: rows.collect(),
            left_out: 0,
        }
    }
}

/// The distinct values in order, each with the share of values up to it.
fn steps(values: &[f64]) -> Vec<(f64, f64)> {
    let mut sorted: Vec<f64> = values
        .iter()
        .copied()
        .filter(|value| drawable(*value))
        .collect();
    sorted.sort_by(f64::total_cmp);
    let all = count(sorted.len().max(1));
    let mut steps: Vec<(f64, f64)> = Vec::with_capacity(sorted.len());
    for (index, value) in sorted.into_iter().enumerate() {
        let share = count(index + 1) / all;
        match steps.last_mut() {
            Some(last) if last.0 >= value => last.1 = share,
            _ => steps.push((value, share)),
        }
    }
    steps
}

/// The share up to a value.
fn share_at(steps: &[(f64, f64)], value: f64) -> f64 {
    let after = steps.partition_point(|step| step.0 <= value);
    after
        .checked_sub(1)
        .and_then(|last| steps.get(last))
        .map_or(0.0, |step| step.1)
}

fn distance(all: &[Vec<(f64, f64)>]) -> Option<Distance> {
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
    fn of(all: &[Vec<(f64, f64)>], frame: Frame) -> Self {
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
        let percents = |steps: &Vec<(f64, f64)>| -> Vec<(f64, f64)> {
            let scaled: Vec<(f64, f64)> =
                steps.iter().map(|step| (step.0, step.1 * 100.0)).collect();
            thinned(&scaled, &x, columns)
        };
        Self {
            steps: all.iter().map(percents).collect(),
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
            let mut path: Vec<Place> = vec![(units(self.area.left), self.y.at(0.0))];
            for (value, share) in steps {
                let x = self.x.at(*value);
                let before = path.last().map_or(0, |place| place.1);
                path.push((x, before));
                path.push((x, self.y.at(*share)));
            }
            if let Some(last) = path.last().copied().filter(|_| !steps.is_empty()) {
                path.push((units(self.area.right()), last.1));
                board.line(
                    path,
                    palette::side(side, self.steps.len(), board.theme),
                    2.0,
                )?;
            }
        }
        self.distance
            .map_or(Ok(()), |distance| self.draw_distance(board, distance))
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
