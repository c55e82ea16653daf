//! How fast budgets burn, as plots.

use chrono::TimeDelta;
use provost_core::metrics::{Burn, BurnSeverity, MetricsAnswer};
use provost_plots::{Direction, Limit, LimitKind, Line, TimePlot, Zone};

use super::pictures::capitalised;

/// A plot for each line of which something may be missed and was, the one that used most of its budget first: its rate over
/// the time of each alert, and the rate from which that alert holds.
#[must_use]
pub fn burn_plots(answer: &MetricsAnswer) -> Vec<TimePlot> {
    let mut burnt: Vec<&Burn> = answer
        .burns
        .iter()
        .filter(|burn| burn.breached > 0 && !burn.courses.is_empty())
        .collect();
    let used = |burn: &Burn| burn.budget_used.unwrap_or_default();
    burnt.sort_by(|one, other| used(other).total_cmp(&used(one)));
    burnt.into_iter().map(|burn| plot(answer, burn)).collect()
}

fn plot(answer: &MetricsAnswer, burn: &Burn) -> TimePlot {
    let single = burn.courses.len() == 1;
    let lines = burn.courses.iter().map(|course| Line {
        name: format!("over {}", length(course.hours)),
        points: course
            .points
            .iter()
            .map(|point| (point.at, point.rate))
            .collect(),
        bands: Vec::new(),
    });
    let limits = burn.courses.iter().filter_map(|course| {
        let word = match course.severity? {
            BurnSeverity::Page => "Page",
            BurnSeverity::Ticket => "Ticket",
        };
        Some(Limit {
            name: format!("{word} over {}", length(course.hours)),
            // With several lines each limit is for one of them, and says nothing of the others.
            kind: if single {
                LimitKind::Threshold
            } else {
                LimitKind::Target
            },
            direction: Direction::AtMost,
            value: course.factor?,
        })
    });
    TimePlot {
        title: format!(
            "{} of {}: how many times too fast its budget burns",
            capitalised(&burn.metric),
            burn.label
        ),
        unit: String::new(),
        zone: Zone::named(&answer.query.zone).unwrap_or(Zone::UTC),
        range: answer.query.from.zip(answer.query.to),
        every: None::<TimeDelta>,
        from_zero: true,
        lines: lines.collect(),
        limits: limits.collect(),
    }
}

/// `6 hours`, `3 days`.
fn length(hours: u32) -> String {
    let (count, word) = if hours.is_multiple_of(24) {
        (hours / 24, "day")
    } else {
        (hours, "hour")
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};
    use provost_core::metrics::{
        Aggregate, Aggregates, MetricTarget, SeriesQuery, SeriesSplit, SeriesStep, TargetDirection,
        Window, judged,
    };
    use uuid::Uuid;

    use super::*;

    fn target(id: u128, window_hours: u32) -> MetricTarget {
        MetricTarget {
            id: Uuid::from_u128(id),
            metric: "error_rate".to_owned(),
            unit: None,
            model_id: None,
            agent_id: None,
            deployment_id: None,
            scope: "all".to_owned(),
            aggregate: Aggregate::Mean,
            direction: TargetDirection::AtMost,
            target: 1.0,
            threshold: None,
            window_hours,
            allowed_share: 0.1,
            source: None,
        }
    }

    /// Ten days, of which some are missed.
    fn answer(missed: &[&[i64]], hours: u32) -> MetricsAnswer {
        let start = Utc.with_ymd_and_hms(2026, 3, 1, 0, 0, 0).unwrap();
        let day = |count: i64| start + TimeDelta::days(count);
        let burn = |(id, missed): (u128, &&[i64])| {
            let windows: Vec<Window> = (0..10)
                .map(|count| Window {
                    from: day(count),
                    to: day(count + 1),
                    values: Aggregates::single(if missed.contains(&count) { 2.0 } else { 0.5 }),
                })
                .collect();
            let label = format!("line {id}");
            judged(&target(id, hours), (&label, None, None), &windows, day(10)).burn
        };
        MetricsAnswer {
            schema: String::new(),
            query: SeriesQuery {
                metrics: Vec::new(),
                models: Vec::new(),
                deployments: Vec::new(),
                agents: Vec::new(),
                split: SeriesSplit::Model,
                from: Some(start),
                to: Some(day(10)),
                step: SeriesStep::Day,
                aggregate: Aggregate::Mean,
                zone: "UTC".to_owned(),
            },
            merged: None,
            hindered: None,
            series: Vec::new(),
            targets: Vec::new(),
            breaches: Vec::new(),
            burns: (1..).zip(missed).map(burn).collect(),
            notes: Vec::new(),
        }
    }

    #[test]
    fn what_burnt_most_comes_first_and_what_burnt_nothing_not() {
        let plots = burn_plots(&answer(&[&[4], &[], &[4, 5]], 24));
        let titles: Vec<&str> = plots.iter().map(|plot| plot.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "Error rate of line 3: how many times too fast its budget burns",
                "Error rate of line 1: how many times too fast its budget burns"
            ]
        );
        // Of three days one is missed where one of ten may be: 1/3 over 1/10.
        let [line] = plots[1].lines.as_slice() else {
            panic!("{:?}", plots[1].lines);
        };
        assert_eq!(line.name, "over 3 days");
        let rates: Vec<f64> = line.points.iter().map(|(_, rate)| *rate).collect();
        let wanted = [
            0.0,
            0.0,
            0.0,
            0.0,
            10.0 / 3.0,
            10.0 / 3.0,
            10.0 / 3.0,
            0.0,
            0.0,
            0.0,
        ];
        assert!(
            rates
                .iter()
                .zip(wanted)
                .all(|(rate, wanted)| (rate - wanted).abs() < 1e-12),
            "{rates:?}"
        );
        assert_eq!(plots[1].limits.len(), 1);
        assert_eq!(plots[1].limits[0].name, "Ticket over 3 days");
        assert!((plots[1].limits[0].value - 1.0).abs() < f64::EPSILON);
        assert!(
            plots[0]
                .plot(provost_plots::Frame {
                    width: 640,
                    height: 260
                })
                .is_ok()
        );
    }

    #[test]
    fn windows_longer_than_every_alert_have_a_course_without_one() {
        let plots = burn_plots(&answer(&[&[4]], 168));
        assert_eq!(plots[0].lines[0].name, "over 7 days");
        assert_eq!(plots[0].limits, []);
    }
}
