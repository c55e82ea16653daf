use chrono::TimeZone;
use provost_core::metrics::{CostPart, METRICS_SCHEMA};
use provost_core::metrics::{
    Forecast, ForecastPoint, MonthCost, SeriesPoint, SeriesQuery, SeriesSplit,
};
use uuid::Uuid;

use super::*;

fn series(metric: &str, label: &str, model: u128) -> MetricSeries {
    MetricSeries {
        metric: metric.to_owned(),
        unit: Some("ms".to_owned()),
        label: label.to_owned(),
        model_id: Some(Uuid::from_u128(model)),
        deployment_id: None,
        agent_id: None,
        points: vec![SeriesPoint {
            at: Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap(),
            values: Aggregates {
                p95: 7.0,
                ..Aggregates::single(5.0)
            },
        }],
        whole: None,
    }
}

fn answer(series: Vec<MetricSeries>, window_hours: u32) -> MetricsAnswer {
    MetricsAnswer {
        schema: METRICS_SCHEMA.to_owned(),
        query: SeriesQuery {
            metrics: Vec::new(),
            models: Vec::new(),
            deployments: Vec::new(),
            agents: Vec::new(),
            split: SeriesSplit::Model,
            from: None,
            to: None,
            step: SeriesStep::Day,
            aggregate: Aggregate::P95,
            zone: "UTC".to_owned(),
        },
        merged: None,
        hindered: None,
        series,
        targets: vec![MetricTarget {
            id: Uuid::nil(),
            metric: "latency".to_owned(),
            unit: None,
            model_id: None,
            agent_id: None,
            deployment_id: None,
            scope: "all".to_owned(),
            aggregate: Aggregate::P95,
            direction: TargetDirection::AtMost,
            target: 4.0,
            threshold: Some(6.0),
            window_hours,
            allowed_share: 0.0,
            source: None,
        }],
        breaches: Vec::new(),
        burns: Vec::new(),
        notes: Vec::new(),
    }
}

fn time_plots(answer: &MetricsAnswer) -> Vec<TimePlot> {
    let plots = series_plots(answer).into_iter().map(|source| match source {
        Source::Time(plot) => plot,
        other => panic!("{other:?}"),
    });
    plots.collect()
}

#[test]
fn each_metric_has_a_plot_and_breaches_are_marked_only_of_the_targets_own_windows() {
    let all = vec![
        series("accuracy", "a", 1),
        series("latency", "a", 1),
        series("latency", "b", 2),
    ];
    let plots = time_plots(&answer(all.clone(), 24));
    let lines: Vec<(&str, usize, usize)> = plots
        .iter()
        .map(|plot| (plot.title.as_str(), plot.lines.len(), plot.limits.len()))
        .collect();
    assert_eq!(
        lines,
        [
            ("Accuracy, 95th percentile of each day", 1, 0),
            ("Latency, 95th percentile of each day", 2, 2)
        ]
    );
    assert!((plots[0].lines[0].points[0].1 - 7.0).abs() < 1e-12);
    assert_eq!(plots[0].lines[0].bands.len(), 2);
    assert_eq!(plots[1].lines[0].bands.len(), 0);
    let kinds: Vec<LimitKind> = plots[1].limits.iter().map(|limit| limit.kind).collect();
    assert_eq!(kinds, [LimitKind::Target, LimitKind::Threshold]);
    let week = time_plots(&answer(all, 168));
    assert!(
        week[1]
            .limits
            .iter()
            .all(|limit| limit.kind == LimitKind::Target)
    );
}

#[test]
fn costs_are_stacked_and_the_next_months_stand_behind_them() {
    let month = |month: &str, value: f64| MonthCost {
        month: month.to_owned(),
        amount: value.to_string(),
        value,
        so_far: false,
        first_day: Some(1),
    };
    let part = |at: usize| CostPart {
        label: format!("model {at}"),
        model_id: None,
        agent_id: None,
        total: "1".to_owned(),
        months: vec![month("2026-01", 1.0)],
    };
    let bars = cost_bars(&CurrencyCosts {
        currency: "USD".to_owned(),
        total: "7".to_owned(),
        months: vec![month("2026-01", 7.0)],
        parts: (0..7).map(part).collect(),
        forecast: Some(Forecast {
            method: String::new(),
            months: 3,
            slope: 0.0,
            intercept: 7.0,
            residual: 0.0,
            confidence: 0.9,
            points: vec![ForecastPoint {
                month: "2026-02".to_owned(),
                value: 7.5,
                low: 7.0,
                high: 8.0,
            }],
        }),
    });
    assert_eq!(bars.parts.len(), 6);
    assert_eq!(bars.parts[5], "2 others");
    let sums: Vec<f64> = bars
        .bars
        .iter()
        .map(|bar| bar.amounts.iter().sum())
        .collect();
    assert_eq!(sums, [7.0, 0.0]);
    assert_eq!(bars.bars[0].forecast, None);
    assert!((bars.bars[1].forecast.unwrap().high - 8.0).abs() < 1e-12);
}

#[test]
fn units_are_written_as_in_the_tables() {
    let said = [
        "percentage",
        "milliseconds",
        "requests_per_second",
        "items_seen",
        "EUR",
    ];
    assert_eq!(
        said.map(unit_sign),
        ["%", "ms", "requests/s", "items seen", "EUR"]
    );
}
