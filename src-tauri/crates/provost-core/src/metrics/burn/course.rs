//! How fast a budget burnt, from window to window.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{ALERTS, BurnSeverity, Tally};
use crate::metrics::MetricTarget;

/// The most points of a course: as many as a plot or a table can tell apart.
pub const MOST_POINTS: usize = 200;

/// How the rate over one length of time went, so that it can be held against the alert of that length.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct BurnCourse {
    /// Over how many hours before each moment the rate is.
    pub hours: u32,
    /// From which rate on the alert of this length holds, when a shorter time reaches it too; none where there is no alert.
    pub factor: Option<f64>,
    /// How urgent that alert is.
    pub severity: Option<BurnSeverity>,
    /// The rate at the end of each window, or of the worst ones: at most [`MOST_POINTS`], the earliest first.
    pub points: Vec<BurnRatePoint>,
}

/// The rate at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct BurnRatePoint {
    /// The end of a window.
    pub at: DateTime<Utc>,
    /// The share of breached windows of the time before over the share that may breach.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub rate: f64,
}

/// The courses of the alerts that can hold; where windows are longer than those, of a window at a time.
pub(super) fn courses(
    target: &MetricTarget,
    finished: &[(DateTime<Utc>, bool)],
) -> Vec<BurnCourse> {
    if target.allowed_share <= 0.0 || finished.is_empty() {
        return Vec::new();
    }
    let alerts = ALERTS
        .into_iter()
        .filter(|(long, ..)| *long >= target.window_hours);
    let mut lengths: Vec<(u32, Option<(f64, BurnSeverity)>)> = alerts
        .map(|(long, _, factor, severity)| (long, Some((factor, severity))))
        .collect();
    if lengths.is_empty() {
        lengths.push((target.window_hours, None));
    }
    let course = |(hours, alert): (u32, Option<(f64, BurnSeverity)>)| {
        let length = TimeDelta::hours(i64::from(hours));
        let points = over_time(finished, length, target.allowed_share)
            .into_iter()
            .filter_map(|(at, rate)| rate.map(|rate| BurnRatePoint { at, rate }));
        BurnCourse {
            hours,
            factor: alert.map(|(factor, _)| factor),
            severity: alert.map(|(_, severity)| severity),
            points: thinned(points.collect(), |point| point.rate),
        }
    };
    lengths.into_iter().map(course).collect()
}

/// The rate over `length` at the end of each window. Two places walk along, so that a long time is reckoned once.
pub(super) fn over_time(
    finished: &[(DateTime<Utc>, bool)],
    length: TimeDelta,
    allowed: f64,
) -> Vec<(DateTime<Utc>, Option<f64>)> {
    let mut tally = Tally::default();
    let mut leaving = finished.iter().peekable();
    finished
        .iter()
        .map(|(at, breached)| {
            tally.add(*breached);
            while let Some((_, breached)) = leaving.next_if(|(end, _)| *at - *end >= length) {
                tally.windows -= 1;
                tally.breached -= u32::from(*breached);
            }
            (*at, tally.rate(allowed))
        })
        .collect()
}

/// The greatest of each stretch of points, so that no peak is lost; all of them where they are few.
pub(super) fn thinned<Point: Copy>(
    points: Vec<Point>,
    height: impl Fn(&Point) -> f64,
) -> Vec<Point> {
    if points.len() <= MOST_POINTS {
        return points;
    }
    let stretch = points.len().div_ceil(MOST_POINTS);
    let greatest = |points: &[Point]| {
        let higher = |one: &&Point, other: &&Point| height(one).total_cmp(&height(other));
        points.iter().max_by(higher).copied()
    };
    points.chunks(stretch).filter_map(greatest).collect()
}
