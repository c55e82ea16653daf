//! What a panel is made of before it is drawn: its scale, its labels, its thinned lines.

use super::{DrawnBand, DrawnLine, MARK_EVERY};
use crate::axes::numbers::{Held, NumberScale};
use crate::axes::wording::worded;
use crate::series::labels::Label;
use crate::series::{Direction, LimitKind, Prepared, TimePlot};
use crate::span::{Span, count, drawable, units};
use crate::thinning::{thinned, thinned_ranges};

/// Below this width the labels of limits have no names.
const NARROW: f64 = 560.0;

/// How many whole pixels.
pub(crate) fn whole(pixels: f64) -> usize {
    usize::try_from(units(pixels / 4.0).max(1)).unwrap_or(1)
}

/// The unit, where the clocks are, and what the bands are.
pub(crate) fn caption(plot: &TimePlot) -> String {
    let mut words = String::new();
    if !plot.unit.is_empty() {
        words.push_str(&plot.unit);
        words.push_str(", ");
    }
    words.push_str("times in ");
    words.push_str(plot.zone.name());
    let mut bands: Vec<&str> = Vec::new();
    for band in plot.lines.iter().flat_map(|line| &line.bands) {
        if !bands.contains(&band.name.as_str()) {
            bands.push(&band.name);
        }
    }
    if !bands.is_empty() {
        words.push_str(", shaded: ");
        words.push_str(&bands.join(" and "));
    }
    words
}

/// The limits that are not so far away that the lines would be flat.
pub(super) fn near_limits(plot: &TimePlot, (low, high): (f64, f64)) -> Vec<f64> {
    let values = plot
        .limits
        .iter()
        .map(|limit| limit.value)
        .filter(|value| drawable(*value));
    if low > high {
        return values.collect();
    }
    let reach = (high - low).max(high.abs().max(low.abs()) * 0.2);
    values
        .filter(|value| *value >= low - 3.0 * reach && *value <= high + 3.0 * reach)
        .collect()
}

pub(super) fn scale(
    plot: &TimePlot,
    (low, high): (f64, f64),
    limits: &[f64],
    height: f64,
    shared: Option<(f64, f64)>,
) -> NumberScale {
    let (low, high) = shared.unwrap_or((low, high));
    let held = limits.iter().fold((low, high), |reach, limit| {
        (reach.0.min(*limit), reach.1.max(*limit))
    });
    NumberScale::of(Held {
        low: held.0,
        high: held.1,
        zero: plot.from_zero,
        percent: plot.unit == "%",
        most: u32::try_from(whole(height / 34.0)).unwrap_or(2).clamp(3, 8),
    })
}

/// The names of lines with their last values, and the limits. Their heights are values still.
pub(super) fn end_labels(
    prepared: &Prepared,
    plot: &TimePlot,
    scale: &NumberScale,
    width: f64,
) -> Vec<Label> {
    let mut labels = Vec::new();
    for (index, (line, ready)) in plot.lines.iter().zip(&prepared.lines).enumerate() {
        if let Some(&(_, value)) = ready.inside.last() {
            labels.push(Label {
                y: value,
                value: worded(value, &plot.unit),
                name: line.name.clone(),
                series: Some(index),
            });
        }
    }
    for limit in plot.limits.iter().filter(|limit| drawable(limit.value)) {
        let sign = match limit.direction {
            Direction::AtLeast => "≥",
            Direction::AtMost => "≤",
        };
        let arrow = match limit.value {
            value if value > scale.high => "↑ ",
            value if value < scale.low => "↓ ",
            _ => "",
        };
        let name = match (limit.kind, limit.name.as_str()) {
            (LimitKind::Target, "") => "Target",
            (LimitKind::Threshold, "") => "Threshold",
            (_, name) => name,
        };
        let name = if width < NARROW {
            String::new()
        } else {
            format!("{name} ")
        };
        labels.push(Label {
            y: limit.value,
            value: String::new(),
            name: format!("{arrow}{name}{sign} {}", worded(limit.value, &plot.unit)),
            series: None,
        });
    }
    labels
}

pub(super) fn lines(
    prepared: &Prepared,
    plot: &TimePlot,
    x: &Span,
    columns: usize,
) -> Vec<DrawnLine> {
    let apart = (x.to - x.from) * MARK_EVERY / count(columns);
    prepared
        .lines
        .iter()
        .zip(&plot.lines)
        .map(|(line, source)| {
            let mut marks: Vec<(f64, f64)> = Vec::new();
            for stretch in &line.breaches.stretches {
                if marks
                    .last()
                    .is_none_or(|mark| stretch.worst.0 - mark.0 >= apart)
                {
                    marks.push(stretch.worst);
                }
            }
            DrawnLine {
                runs: line
                    .runs
                    .iter()
                    .map(|run| thinned(run, x, columns))
                    .collect(),
                bands: line
                    .bands
                    .iter()
                    .map(|band| {
                        let name = source
                            .bands
                            .get(band.index)
                            .map_or("", |band| band.name.as_str());
                        let runs = band.runs.iter().map(|run| thinned_ranges(run, x, columns));
                        DrawnBand {
                            name: name.to_owned(),
                            runs: runs.collect(),
                        }
                    })
                    .collect(),
                marks,
                stretches: merged(
                    line.breaches.stretches.iter().map(|one| (one.from, one.to)),
                    apart / MARK_EVERY,
                ),
            }
        })
        .collect()
}

/// Stretches of which no two are less than a pixel apart.
fn merged(stretches: impl Iterator<Item = (f64, f64)>, pixel: f64) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for (from, to) in stretches {
        match kept.last_mut() {
            Some(last) if from - last.1 <= pixel * 2.0 => last.1 = to,
            _ => kept.push((from, to)),
        }
    }
    kept
}
