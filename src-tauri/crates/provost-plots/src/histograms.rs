//! How many rows stand in each bin, then and now.

mod facts;
#[cfg(test)]
mod tests;

use plotters::prelude::RGBColor;
use provost_core::drift::Bins;

use crate::axes::numbers::{Held, NumberScale};
use crate::axes::wording::plain;
use crate::bins::{Slots, draw_edges, draw_head, draw_scale, marks, plotted, side_keys};
use crate::board::{Board, Drawn, Place};
use crate::csv::push_row;
use crate::plot::{Axis, Panel, Plot, Reading, Sheet, Trace};
use crate::span::{Span, count, drawable, units};
use crate::{Error, Frame, palette};

/// The most bins that are values: more are drawn as one.
const MOST_VALUES: usize = 24;

/// Counts in bins.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    /// What is plotted.
    pub title: String,
    /// The unit of the edges; empty for numbers without one and for words.
    pub unit: String,
    /// The bins.
    pub bins: HistogramBins,
    /// The counts, one for each bin: those of then first.
    pub sides: Vec<Side>,
}

/// What rows are counted in.
#[derive(Debug, Clone, PartialEq)]
pub enum HistogramBins {
    /// Ranges from each of these to the next; the outer ones may be infinite.
    Ranges(Vec<f64>),
    /// Values.
    Values(Vec<String>),
}

/// The counts of one side.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Which: `Reference`, `Current`.
    pub name: String,
    /// Rows in each bin.
    pub counts: Vec<f64>,
}

/// Bins as they are drawn: with names and shares, rare values together.
struct Drawing {
    names: Vec<String>,
    /// Rows of each side in each bin.
    counts: Vec<Vec<f64>>,
    /// The outer edges of ranges of one width, which have no gap between them and a scale below.
    ends: Option<(f64, f64)>,
}

impl Histogram {
    /// The bins in which drift was reckoned.
    #[must_use]
    pub fn of_drift(bins: &Bins, title: impl Into<String>, unit: impl Into<String>) -> Self {
        let side = |name: &str, counts: &[u32]| Side {
            name: name.to_owned(),
            counts: counts.iter().copied().map(f64::from).collect(),
        };
        Self {
            title: title.into(),
            unit: unit.into(),
            bins: if bins.keys.is_empty() {
                HistogramBins::Ranges(bins.edges.clone())
            } else {
                HistogramBins::Values(bins.keys.clone())
            },
            sides: vec![
                side("Reference", &bins.reference),
                side("Current", &bins.current),
            ],
        }
    }

    /// Draws it in both themes: each side as shares of its own rows, since sides differ in size.
    pub fn plot(&self, frame: Frame) -> Result<Plot, Error> {
        let frame = frame.fitted();
        let drawing = self.drawing();
        let shares: Vec<Vec<f64>> = drawing.counts.iter().map(|counts| shares(counts)).collect();
        let (slots, y, scale) = layout(&drawing, &shares, frame);
        let sheet = Sheet {
            title: self.title.clone(),
            description: facts::description(self, &drawing),
            frame,
            panels: vec![self.panel(&slots, &y, &shares)],
            table: facts::table(self, &drawing),
            zoomable: false,
        };
        sheet.drawn(|board| {
            let keys = side_keys(
                self.sides.iter().map(|side| side.name.as_str()),
                board.theme,
            );
            draw_head(board, &self.caption(), &keys, f64::from(frame.width))?;
            draw_scale(board, slots.area, &y, &scale)?;
            draw_sides(board, &shares, &slots, &y, drawing.ends.is_some())?;
            match &drawing.ends {
                Some(ends) => draw_edges(board, slots.area, *ends),
                None => slots.draw_names(board),
            }
        })
    }

    /// All its counts as CSV.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut text = String::new();
        let names = self.sides.iter().map(|side| side.name.as_str());
        let rows: Vec<Vec<String>> = match &self.bins {
            HistogramBins::Ranges(edges) => {
                push_row(&mut text, ["from", "to"].into_iter().chain(names));
                let pairs = edges.iter().zip(edges.iter().skip(1));
                pairs
                    .map(|(from, to)| vec![from.to_string(), to.to_string()])
                    .collect()
            }
            HistogramBins::Values(values) => {
                push_row(&mut text, std::iter::once("value").chain(names));
                values.iter().map(|value| vec![value.clone()]).collect()
            }
        };
        for (index, mut row) in rows.into_iter().enumerate() {
            let counts = self.sides.iter().map(|side| side.counts.get(index));
            row.extend(counts.map(|count| count.map_or_else(String::new, f64::to_string)));
            push_row(&mut text, row.iter().map(String::as_str));
        }
        text
    }

    fn caption(&self) -> String {
        let unit = if self.unit.is_empty() {
            String::new()
        } else {
            format!(", values in {}", self.unit)
        };
        format!("% of rows{unit}")
    }

    /// Names the bins, and puts what is rare together.
    fn drawing(&self) -> Drawing {
        let (mut names, ends): (Vec<String>, Option<(f64, f64)>) = match &self.bins {
            HistogramBins::Ranges(edges) => (ranges(edges), even(edges)),
            HistogramBins::Values(values) => (values.clone(), None),
        };
        let mut counts: Vec<Vec<f64>> = self
            .sides
            .iter()
            .map(|side| {
                let counted = |index| {
                    side.counts
                        .get(index)
                        .copied()
                        .filter(|rows: &f64| *rows > 0.0 && rows.is_finite())
                };
                (0..names.len())
                    .map(|index| counted(index).unwrap_or(0.0).min(1e300))
                    .collect()
            })
            .collect();
        if matches!(self.bins, HistogramBins::Values(_)) && names.len() > MOST_VALUES {
            let kept = most_frequent(&counts, names.len());
            let rest = names.len() - kept.len();
            for side in &mut counts {
                let of_kept: Vec<f64> = kept
                    .iter()
                    .filter_map(|index| side.get(*index).copied())
                    .collect();
                let others = side.iter().sum::<f64>() - of_kept.iter().sum::<f64>();
                *side = of_kept;
                side.push(others.max(0.0));
            }
            names = kept
                .into_iter()
                .filter_map(|index| names.get(index).cloned())
                .collect();
            names.push(format!("{rest} others"));
        }
        Drawing {
            names,
            counts,
            ends,
        }
    }

    fn panel(&self, slots: &Slots, y: &Span, shares: &[Vec<f64>]) -> Panel {
        let sides = self.sides.iter().zip(shares).enumerate();
        let traces = sides.map(|(side, (one, shares))| {
            let ink = |theme| palette::side(side, self.sides.len(), theme);
            let readings = shares.iter().enumerate();
            let readings = readings.map(|(index, share)| Reading::value(count(index), *share));
            Trace::of(one.name.clone(), "%", ink, readings)
        });
        Panel {
            title: String::new(),
            area: slots.area,
            x: slots.axis(),
            y: Axis::numbers(y, "%"),
            traces: traces.collect(),
        }
    }
}

/// The most frequent values of any side, in the order that they have.
fn most_frequent(counts: &[Vec<f64>], values: usize) -> Vec<usize> {
    let shares: Vec<Vec<f64>> = counts.iter().map(|side| shares(side)).collect();
    let share = |index: usize| {
        let sides = shares.iter().filter_map(|side| side.get(index).copied());
        sides.fold(0.0, f64::max)
    };
    let mut order: Vec<usize> = (0..values).collect();
    order.sort_by(|a, b| share(*b).total_cmp(&share(*a)));
    order.truncate(MOST_VALUES - 1);
    order.sort_unstable();
    order
}

/// Per cent of the whole side.
fn shares(counts: &[f64]) -> Vec<f64> {
    let all: f64 = counts.iter().sum();
    let share = |rows: &f64| {
        if all > 0.0 && all.is_finite() {
            rows / all * 100.0
        } else {
            0.0
        }
    };
    counts.iter().map(share).collect()
}

fn ranges(edges: &[f64]) -> Vec<String> {
    let pairs = edges.iter().zip(edges.iter().skip(1));
    pairs
        .map(|(from, to)| match (from.is_finite(), to.is_finite()) {
            (true, true) => format!("{} to {}", plain(*from), plain(*to)),
            (false, true) => format!("below {}", plain(*to)),
            (true, false) => format!("from {}", plain(*from)),
            (false, false) => "all".to_owned(),
        })
        .collect()
}

/// The outer edges, when all ranges are equally wide.
fn even(edges: &[f64]) -> Option<(f64, f64)> {
    let mut widths = edges
        .iter()
        .zip(edges.iter().skip(1))
        .map(|(from, to)| to - from);
    let first = widths
        .next()
        .filter(|width| width.is_normal() && *width > 0.0)?;
    let even = widths.all(|width| (width - first).abs() <= first * 1e-3);
    let ends = (*edges.first()?, *edges.last()?);
    (even && drawable(ends.0) && drawable(ends.1)).then_some(ends)
}

fn layout(drawing: &Drawing, shares: &[Vec<f64>], frame: Frame) -> (Slots, Span, NumberScale) {
    let highest = shares.iter().flatten().copied().fold(0.0, f64::max);
    let scale = NumberScale::of(Held {
        low: 0.0,
        high: if highest > 0.0 { highest } else { 100.0 },
        zero: true,
        percent: true,
        most: marks(frame, 8),
    });
    let area = plotted(frame, &scale, 14.0);
    let y = Span::rising(area, scale.low, scale.high);
    let slots = Slots {
        cut: true,
        area,
        names: drawing.names.clone(),
    };
    (slots, y, scale)
}

fn draw_sides(
    board: &Board<'_>,
    shares: &[Vec<f64>],
    slots: &Slots,
    y: &Span,
    even: bool,
) -> Drawn {
    let wide = slots.width();
    let sides = count(shares.len().max(1));
    for (side, values) in shares.iter().enumerate() {
        let ink = palette::side(side, shares.len(), board.theme);
        if even {
            draw_steps(board, values, slots, y, ink, side + 1 == shares.len())?;
            continue;
        }
        let bar = wide * 0.76 / sides;
        for (index, share) in values.iter().enumerate().filter(|(_, share)| **share > 0.0) {
            let left = slots.left(index) + wide * 0.12 + bar * count(side);
            let top = y.pixel(*share).min(slots.area.bottom() - 1.0);
            let right = (left + bar - 1.0).max(left + 0.5);
            board.block(
                (units(left), units(top)),
                (units(right), units(slots.area.bottom())),
                ink,
                1.0,
            )?;
        }
    }
    Ok(())
}

/// Bins without gaps: filled for then, an outline with a light filling for now, so that both are seen where they overlap.
fn draw_steps(
    board: &Board<'_>,
    values: &[f64],
    slots: &Slots,
    y: &Span,
    ink: RGBColor,
    front: bool,
) -> Drawn {
    let bottom = units(slots.area.bottom());
    let mut outline: Vec<Place> = vec![(units(slots.left(0)), bottom)];
    for (index, share) in values.iter().enumerate() {
        let height = y.at(*share);
        outline.push((units(slots.left(index)), height));
        outline.push((units(slots.left(index + 1)), height));
    }
    outline.push((units(slots.left(values.len())), bottom));
    board.shape(outline.clone(), ink, if front { 0.16 } else { 0.45 })?;
    board.line(outline, ink, if front { 2.0 } else { 1.0 })
}
