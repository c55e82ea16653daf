use chrono::{TimeDelta, TimeZone};

use super::*;
use crate::metrics::{Aggregate, BurnSeverity, TargetDirection, TargetDraft, TargetProblem};

fn target(allowed_share: f64, window_hours: u32) -> MetricTarget {
    MetricTarget {
        id: Uuid::nil(),
        metric: "latency".to_owned(),
        unit: None,
        model_id: None,
        agent_id: None,
        deployment_id: None,
        scope: "all".to_owned(),
        aggregate: Aggregate::P95,
        direction: TargetDirection::AtMost,
        target: 100.0,
        threshold: Some(150.0),
        window_hours,
        allowed_share,
        source: None,
    }
}

fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap()
}

fn windows(hours: u32, values: &[f64]) -> Vec<Window> {
    let length = TimeDelta::hours(i64::from(hours));
    (0..)
        .zip(values)
        .map(|(at, value)| Window {
            from: start() + length * at,
            to: start() + length * (at + 1),
            values: Aggregates::single(*value),
        })
        .collect()
}

fn judge(target: &MetricTarget, windows: &[Window], now: DateTime<Utc>) -> Judged {
    judged(target, ("fraud 3", Some("ms"), None), windows, now)
}

#[test]
fn the_limit_itself_is_good_on_both_sides() {
    let most = target(0.0, 1);
    assert_eq!(most.judge(100.0), None);
    assert_eq!(most.judge(100.1), Some(BreachLevel::Warning));
    assert_eq!(most.judge(150.0), Some(BreachLevel::Warning));
    assert_eq!(most.judge(150.1), Some(BreachLevel::Breach));
    let least = MetricTarget {
        direction: TargetDirection::AtLeast,
        target: 95.0,
        threshold: None,
        ..target(0.0, 1)
    };
    assert_eq!(least.judge(95.0), None);
    assert_eq!(least.judge(94.9), Some(BreachLevel::Breach));
}

#[test]
fn breaches_say_what_they_were_held_against_and_unfinished_windows_burn_nothing() {
    let now = start() + TimeDelta::minutes(210);
    let windows = windows(1, &[90.0, 120.0, 160.0, 170.0]);
    let Judged { breaches, burn } = judge(&target(0.5, 1), &windows, now);
    let told: Vec<(f64, f64, BreachLevel, bool)> = breaches
        .iter()
        .map(|one| (one.value, one.limit, one.level, one.finished))
        .collect();
    assert_eq!(
        told,
        [
            (120.0, 100.0, BreachLevel::Warning, true),
            (160.0, 150.0, BreachLevel::Breach, true),
            (170.0, 150.0, BreachLevel::Breach, false),
        ]
    );
    assert_eq!((burn.windows, burn.breached), (3, 1));
    // One of three, of which half may breach.
    assert!((burn.budget_used.unwrap() - 2.0 / 3.0).abs() < 1e-12);
    let sums = MetricTarget {
        aggregate: Aggregate::Sum,
        ..target(0.5, 1)
    };
    assert_eq!(judge(&sums, &windows, now).breaches.len(), 2);
}

/// The workbook's example: with 99.9 % over 30 days, an hour of errors at 14.4 times the allowed share pages.
#[test]
fn a_fast_burn_pages_and_ends_with_the_short_time() {
    let bad = |from: usize, to: usize| -> Vec<f64> {
        (0..720)
            .map(|at| {
                if (from..to).contains(&at) {
                    200.0
                } else {
                    50.0
                }
            })
            .collect()
    };
    let now = start() + TimeDelta::hours(720);
    let allowed = 0.05;
    let burn = judge(&target(allowed, 1), &windows(1, &bad(716, 720)), now).burn;
    let long: Vec<u32> = burn.alerts.iter().map(|alert| alert.long_hours).collect();
    // The last hour burns at 20, four of the last six at 13.3, and 4 of 72 at 1.1.
    assert_eq!(long, [1, 6, 72]);
    assert_eq!(burn.alerts[0].severity, BurnSeverity::Page);
    assert!((burn.budget_used.unwrap() - 4.0 / 720.0 / allowed).abs() < 1e-12);
    let rate = |hours: u32| burn.rates.iter().find(|one| one.hours == hours).unwrap();
    assert_eq!((rate(6).windows, rate(6).breached), (6, 4));
    assert!((rate(6).rate.unwrap() - 4.0 / 6.0 / allowed).abs() < 1e-12);

    let over = judge(&target(allowed, 1), &windows(1, &bad(710, 714)), now).burn;
    assert_eq!(over.alerts, [], "the short time is good again");
    // Every fourth hour, the worst of each stretch.
    assert_eq!(over.points.len(), 180);
    let nothing = judge(&target(0.0, 1), &windows(1, &bad(716, 720)), now).burn;
    assert_eq!(nothing.budget_used, None);
    assert_eq!(nothing.alerts, []);
}

#[test]
fn a_budget_forgets_what_is_older_than_thirty_days() {
    let mut values = vec![50.0; 60];
    values[0] = 200.0;
    let days = windows(24, &values);
    let burn = judge(&target(0.1, 24), &days, start() + TimeDelta::days(60)).burn;
    let used: Vec<f64> = burn
        .points
        .iter()
        .map(|point| point.used.unwrap())
        .collect();
    assert!((used[0] - 10.0).abs() < 1e-12);
    assert!((used[29] - 1.0 / 30.0 / 0.1).abs() < 1e-12);
    assert!(used[30].abs() < 1e-12, "the thirty-first day stands alone");
    assert_eq!(
        burn.rates.first().unwrap().hours,
        24,
        "no time is shorter than a window"
    );
}

#[test]
fn a_draft_is_checked_before_it_is_set() {
    let draft = TargetDraft {
        metric: " latency ".to_owned(),
        unit: Some(" ".to_owned()),
        model_id: None,
        agent_id: None,
        deployment_id: None,
        aggregate: Aggregate::P95,
        direction: TargetDirection::AtMost,
        target: 100.0,
        threshold: Some(150.0),
        window_hours: 24,
        allowed_share: 0.01,
        source: None,
    };
    let checked = draft.clone().checked().unwrap();
    assert_eq!((checked.metric.as_str(), checked.unit), ("latency", None));
    let with = |change: fn(&mut TargetDraft)| {
        let mut draft = draft.clone();
        change(&mut draft);
        draft.checked().unwrap_err()
    };
    assert_eq!(with(|one| one.metric.clear()), TargetProblem::NoMetric);
    assert_eq!(with(|one| one.target = f64::NAN), TargetProblem::NotFinite);
    assert_eq!(
        with(|one| one.threshold = Some(99.0)),
        TargetProblem::ThresholdIsBetter
    );
    assert_eq!(with(|one| one.window_hours = 0), TargetProblem::Hours);
    assert_eq!(with(|one| one.allowed_share = 1.0), TargetProblem::Share);
    assert_eq!(
        with(|one| one.source = Some("a\0b".to_owned())),
        TargetProblem::Text
    );
}
