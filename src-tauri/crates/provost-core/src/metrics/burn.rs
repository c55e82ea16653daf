//! How fast what may be missed is used up.
//!
//! The terms are those of the Site Reliability Workbook (Google, 2018), chapter 5 "Alerting on SLOs": a target with an allowed
//! share of bad windows has a budget for 30 days; the burn rate of a time is its share of bad windows over the allowed share,
//! so that a rate of 1 uses the budget up in exactly 30 days. An alert holds when the rate is at least the factor both over a
//! long time and over a short one, so that it ends soon after the cause does.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::MetricTarget;

mod course;

pub use course::{BurnCourse, BurnRatePoint, MOST_POINTS};
use course::{courses, over_time, thinned};

/// How many days a budget is for.
pub const BUDGET_DAYS: i64 = 30;

/// The times that rates are told for, in hours.
const LOOKBACKS: [u32; 6] = [1, 6, 24, 72, 168, 720];

/// Long time, short time and factor (table 5-8 of the chapter); a short time of less than an hour is one window.
const ALERTS: [(u32, u32, f64, BurnSeverity); 3] = [
    (1, 0, 14.4, BurnSeverity::Page),
    (6, 0, 6.0, BurnSeverity::Page),
    (72, 6, 1.0, BurnSeverity::Ticket),
];

/// How much of what may be missed is used up, of one target and one thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Burn {
    /// The target.
    pub target_id: Uuid,
    /// What was measured.
    pub metric: String,
    /// The unit.
    pub unit: Option<String>,
    /// Of what, in words.
    pub label: String,
    /// Of which version.
    pub model_id: Option<Uuid>,
    /// Finished windows with values, of all the time that was asked for.
    pub windows: u32,
    /// Those that breached.
    pub breached: u32,
    /// The share that may breach.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub allowed_share: f64,
    /// The share of the budget of the last 30 days that is used; more than 1 is more than there was. None where nothing may
    /// breach, or nothing was measured.
    pub budget_used: Option<f64>,
    /// The rates, over ever longer times before the end.
    pub rates: Vec<BurnRate>,
    /// The alerts that hold.
    pub alerts: Vec<BurnAlert>,
    /// The share of the budget that was used at the end of each window, or of the worst ones: at most [`MOST_POINTS`].
    pub points: Vec<BurnPoint>,
    /// How the rate went, over the time of each alert; none where nothing may breach.
    pub courses: Vec<BurnCourse>,
}

/// The rate over one time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct BurnRate {
    /// How many hours before the end.
    pub hours: u32,
    /// Finished windows with values.
    pub windows: u32,
    /// Those that breached.
    pub breached: u32,
    /// The share that breached over the share that may; none without windows, or where nothing may breach.
    pub rate: Option<f64>,
}

/// An alert that holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct BurnAlert {
    /// The long time.
    pub long_hours: u32,
    /// The short time.
    pub short_hours: u32,
    /// The rate that both reach.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub factor: f64,
    /// How urgent it is.
    pub severity: BurnSeverity,
}

/// How urgent an alert is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum BurnSeverity {
    /// Within days.
    Ticket,
    /// Now.
    Page,
}

/// The budget at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct BurnPoint {
    /// The end of a window.
    pub at: DateTime<Utc>,
    /// The share of the budget of the 30 days before that was used; none where nothing may breach.
    pub used: Option<f64>,
}

/// Reckons with the finished windows, each its end and whether it breached, the earliest first, as of `now`.
pub(super) fn burn(
    target: &MetricTarget,
    (label, unit, model_id): (&str, Option<&str>, Option<Uuid>),
    finished: &[(DateTime<Utc>, bool)],
    now: DateTime<Utc>,
) -> Burn {
    let allowed = target.allowed_share;
    let over = |hours: u32| Tally::over(finished, now, TimeDelta::hours(i64::from(hours)));
    let whole = Tally::of(finished);
    let rates = LOOKBACKS
        .into_iter()
        .filter(|hours| *hours >= target.window_hours)
        .map(|hours| {
            let tally = over(hours);
            BurnRate {
                hours,
                windows: tally.windows,
                breached: tally.breached,
                rate: tally.rate(allowed),
            }
        })
        .collect();
    let alerts = ALERTS
        .into_iter()
        .filter(|(long, ..)| *long >= target.window_hours)
        .filter_map(|(long, short, factor, severity)| {
            let short = short.max(target.window_hours);
            let reaches = |hours| over(hours).rate(allowed).is_some_and(|rate| rate >= factor);
            (reaches(long) && reaches(short)).then_some(BurnAlert {
                long_hours: long,
                short_hours: short,
                factor,
                severity,
            })
        })
        .collect();
    Burn {
        target_id: target.id,
        metric: target.metric.clone(),
        unit: unit.map(str::to_owned),
        label: label.to_owned(),
        model_id,
        windows: whole.windows,
        breached: whole.breached,
        allowed_share: allowed,
        budget_used: Tally::over(finished, now, TimeDelta::days(BUDGET_DAYS)).rate(allowed),
        rates,
        alerts,
        points: points(finished, allowed),
        courses: courses(target, finished),
    }
}

/// The budget at the end of each window.
fn points(finished: &[(DateTime<Utc>, bool)], allowed: f64) -> Vec<BurnPoint> {
    let used = over_time(finished, TimeDelta::days(BUDGET_DAYS), allowed);
    let points = used.into_iter().map(|(at, used)| BurnPoint { at, used });
    thinned(points.collect(), |point| point.used.unwrap_or_default())
}

#[derive(Default)]
struct Tally {
    windows: u32,
    breached: u32,
}

impl Tally {
    fn of(finished: &[(DateTime<Utc>, bool)]) -> Self {
        let mut tally = Self::default();
        for (_, breached) in finished {
            tally.add(*breached);
        }
        tally
    }

    /// Of the windows that ended within `length` before `now`.
    fn over(finished: &[(DateTime<Utc>, bool)], now: DateTime<Utc>, length: TimeDelta) -> Self {
        let since = finished.partition_point(|(end, _)| now - *end >= length);
        Self::of(finished.get(since..).unwrap_or_default())
    }

    fn add(&mut self, breached: bool) {
        self.windows += 1;
        self.breached += u32::from(breached);
    }

    fn rate(&self, allowed: f64) -> Option<f64> {
        let usable = allowed > 0.0 && self.windows > 0;
        usable.then(|| f64::from(self.breached) / f64::from(self.windows) / allowed)
    }
}
