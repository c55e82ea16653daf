//! Points in order, in runs between gaps, with the ranges that they span.

use chrono::{DateTime, Utc};

use super::{Band, Breaches, Line, TimePlot};
use crate::span::drawable;
use crate::zone::milliseconds;

/// The values of a plot over time, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Prepared {
    /// As in the plot.
    pub(crate) lines: Vec<PreparedLine>,
    /// From when to when the axis goes, in milliseconds.
    pub(crate) times: (f64, f64),
    /// How many points stand in that range, of all lines.
    pub(crate) points: usize,
    /// How many values of that range are not drawn: not a number, infinite, or out of the calendar.
    pub(crate) left_out: usize,
}

/// A line in order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PreparedLine {
    /// What is drawn: points at most one beyond each end of the range, in runs between gaps.
    pub(crate) runs: Vec<Vec<(f64, f64)>>,
    /// The points within the range, in order.
    pub(crate) inside: Vec<(f64, f64)>,
    /// The bands, the widest first.
    pub(crate) bands: Vec<PreparedBand>,
    /// What is beyond the thresholds of the plot.
    pub(crate) breaches: Breaches,
}

/// A band in order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PreparedBand {
    /// Its place among the bands of its line.
    pub(crate) index: usize,
    /// What is drawn, in runs between gaps.
    pub(crate) runs: Vec<Vec<(f64, f64, f64)>>,
}

/// Half of what one point alone is shown with: half an hour.
const ALONE: f64 = 1_800_000.0;

impl Prepared {
    /// Orders all that a plot has.
    pub(crate) fn of(plot: &TimePlot) -> Self {
        let times = times(plot);
        let gap = plot.every.map_or(f64::INFINITY, |every| {
            1.5 * every.as_seconds_f64() * 1_000.0
        });
        let mut left_out = 0;
        let lines: Vec<PreparedLine> = plot
            .lines
            .iter()
            .map(|line| {
                let (sorted, unusable) = sorted(line, times);
                left_out += unusable;
                let inside: Vec<(f64, f64)> = sorted
                    .iter()
                    .copied()
                    .filter(|(at, value)| within(*at, times) && drawable(*value))
                    .collect();
                PreparedLine {
                    runs: runs(&sorted, gap, times),
                    breaches: Breaches::of(&inside, &plot.limits),
                    inside,
                    bands: bands(&line.bands, gap, times),
                }
            })
            .collect();
        Self {
            points: lines.iter().map(|line| line.inside.len()).sum(),
            lines,
            times,
            left_out,
        }
    }

    /// The lowest and the highest value that is drawn.
    pub(crate) fn values(&self) -> (f64, f64) {
        let mut reach = (f64::INFINITY, f64::NEG_INFINITY);
        let mut hold = |value: f64| reach = (reach.0.min(value), reach.1.max(value));
        for line in &self.lines {
            line.inside.iter().for_each(|point| hold(point.1));
            for (_, low, high) in line
                .bands
                .iter()
                .flat_map(|band| band.runs.iter().flatten())
            {
                hold(*low);
                hold(*high);
            }
        }
        reach
    }
}

fn within(at: f64, (from, to): (f64, f64)) -> bool {
    (from..=to).contains(&at)
}

/// From when to when the axis goes: what is asked for, or all points.
fn times(plot: &TimePlot) -> (f64, f64) {
    let asked = plot
        .range
        .and_then(|(from, to)| Some((milliseconds(from)?, milliseconds(to)?)));
    let moments = plot.lines.iter().flat_map(|line| {
        let points = line.points.iter().map(|point| point.0);
        points.chain(
            line.bands
                .iter()
                .flat_map(|band| band.points.iter().map(|one| one.0)),
        )
    });
    let (mut from, mut to) = asked.unwrap_or_else(|| {
        moments
            .filter_map(milliseconds)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |reach, at| {
                (reach.0.min(at), reach.1.max(at))
            })
    });
    if from > to && asked.is_none() {
        return (0.0, 2.0 * ALONE);
    }
    if from > to {
        (from, to) = (to, from);
    }
    if to - from < 1.0 {
        return (from - ALONE, to + ALONE);
    }
    (from, to)
}

/// The points in order, and how many of the range cannot be drawn; those stay as gaps when they have a time.
fn sorted(line: &Line, times: (f64, f64)) -> (Vec<(f64, f64)>, usize) {
    let mut points: Vec<(f64, f64)> = line.points.iter().filter_map(placed).collect();
    let out_of_calendar = line.points.len() - points.len();
    if !points.is_sorted_by(|a, b| a.0 <= b.0) {
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
    let gaps = points
        .iter()
        .filter(|(at, value)| within(*at, times) && !drawable(*value));
    let left_out = out_of_calendar + gaps.count();
    (points, left_out)
}

fn placed(&(at, value): &(DateTime<Utc>, f64)) -> Option<(f64, f64)> {
    Some((milliseconds(at)?, value))
}

/// The parts of a line between gaps, cut at the ends of the range.
fn runs(points: &[(f64, f64)], gap: f64, (from, to): (f64, f64)) -> Vec<Vec<(f64, f64)>> {
    // One point beyond each end, so that the line goes on to the edge.
    let first = points
        .partition_point(|point| point.0 < from)
        .saturating_sub(1);
    let last = points.partition_point(|point| point.0 <= to) + 1;
    let shown = points
        .get(first..last.min(points.len()))
        .unwrap_or_default();
    shown
        .split(|point| !drawable(point.1))
        .flat_map(|run| run.chunk_by(|a, b| b.0 - a.0 <= gap))
        .map(|run| cut(run, (from, to)))
        .filter(|run| !run.is_empty())
        .collect()
}

/// A run that ends where the range ends, at the height that the line has there.
fn cut(run: &[(f64, f64)], times: (f64, f64)) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::with_capacity(run.len());
    for (index, &(at, value)) in run.iter().enumerate() {
        let neighbour = if at < times.0 {
            run.get(index + 1).map(|next| (times.0, *next))
        } else if at > times.1 {
            index
                .checked_sub(1)
                .and_then(|before| run.get(before))
                .map(|before| (times.1, *before))
        } else {
            kept.push((at, value));
            continue;
        };
        if let Some((edge, (other, height))) = neighbour {
            let share = if (other - at).abs() > 0.0 {
                (edge - at) / (other - at)
            } else {
                0.0
            };
            if (0.0..=1.0).contains(&share) {
                kept.push((edge, value * (1.0 - share) + height * share));
            }
        }
    }
    kept
}

/// The bands in order, the widest first, so that the narrower ones are drawn on them.
fn bands(bands: &[Band], gap: f64, times: (f64, f64)) -> Vec<PreparedBand> {
    let mut all: Vec<(f64, PreparedBand)> = bands
        .iter()
        .enumerate()
        .map(|(index, band)| {
            let mut points: Vec<(f64, f64, f64)> = band
                .points
                .iter()
                .filter_map(|&(at, low, high)| {
                    Some((milliseconds(at)?, low.min(high), low.max(high)))
                })
                .filter(|point| within(point.0, times))
                .collect();
            points.sort_by(|a, b| a.0.total_cmp(&b.0));
            let runs: Vec<Vec<(f64, f64, f64)>> = points
                .split(|point| !(drawable(point.1) && drawable(point.2)))
                .flat_map(|run| run.chunk_by(|a, b| b.0 - a.0 <= gap))
                .filter(|run| !run.is_empty())
                .map(<[_]>::to_vec)
                .collect();
            let width = runs
                .iter()
                .flatten()
                .map(|one| one.2 / 2.0 - one.1 / 2.0)
                .sum();
            (width, PreparedBand { index, runs })
        })
        .collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all.into_iter().map(|(_, band)| band).collect()
}
