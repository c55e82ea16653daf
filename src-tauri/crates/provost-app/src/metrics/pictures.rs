//! What metrics and costs are drawn as.

mod each;

use chrono::{DateTime, Utc};
use provost_core::metrics::{
    Aggregate, Aggregates, CostsAnswer, CurrencyCosts, MetricSeries, MetricTarget, MetricsAnswer,
    SeriesStep, TargetDirection,
};
use provost_plots::{
    Band, CostBar, CostBars, Direction, Interval, Limit, LimitKind, Line, Source, TimePlot, Zone,
};

pub use each::{plots_of_each, side_by_side};

/// The parts of costs that are told apart in a picture; the others are one.
const MOST_PARTS: usize = 5;

/// A plot for each metric in each unit, in the order of the series.
#[must_use]
pub fn series_plots(answer: &MetricsAnswer) -> Vec<Source> {
    let mut plots: Vec<Source> = Vec::new();
    let mut rest = answer.series.as_slice();
    while let Some(first) = rest.first() {
        let same = |one: &&MetricSeries| (&one.metric, &one.unit) == (&first.metric, &first.unit);
        let count = rest.iter().take_while(same).count();
        let (series, others) = rest.split_at(count);
        plots.push(time_plot(answer, first, series).into());
        rest = others;
    }
    plots
}

fn time_plot(answer: &MetricsAnswer, first: &MetricSeries, series: &[MetricSeries]) -> TimePlot {
    let query = &answer.query;
    let aggregate = query.aggregate;
    let raw = query.step == SeriesStep::Raw;
    let what = match query.step {
        SeriesStep::Raw => "each value".to_owned(),
        step => format!(
            "{} of each {}",
            aggregate.title().to_lowercase(),
            step.as_str()
        ),
    };
    let unit = if !raw && aggregate == Aggregate::Count {
        String::new()
    } else {
        first.unit.as_deref().map_or_else(String::new, unit_sign)
    };
    TimePlot {
        title: format!("{}, {what}", capitalised(&first.metric)),
        unit,
        zone: Zone::named(&query.zone).unwrap_or(Zone::UTC),
        range: query.from.zip(query.to),
        every: query.step.longest(),
        from_zero: aggregate.grows() && !raw,
        lines: series
            .iter()
            .map(|one| line(one, aggregate, raw || series.len() > 1))
            .collect(),
        limits: limits(answer, first, series),
    }
}

fn line(series: &MetricSeries, aggregate: Aggregate, bare: bool) -> Line {
    let points = |pick: &dyn Fn(&Aggregates) -> f64| {
        let points = series.points.iter();
        points
            .map(|point| (point.at, pick(&point.values)))
            .collect()
    };
    let band = |name: &str, low: fn(&Aggregates) -> f64, high: fn(&Aggregates) -> f64| Band {
        name: name.to_owned(),
        points: series
            .points
            .iter()
            .map(|point| (point.at, low(&point.values), high(&point.values)))
            .collect::<Vec<(DateTime<Utc>, f64, f64)>>(),
    };
    let banded = !bare && !aggregate.grows();
    Line {
        name: series.label.clone(),
        points: points(&|values| values.get(aggregate)),
        bands: if banded {
            vec![
                band("smallest to largest", |one| one.min, |one| one.max),
                band("median to p95", |one| one.p50, |one| one.p95),
            ]
        } else {
            Vec::new()
        },
    }
}

/// The targets of a picture: those of its metric that judge what it draws.
fn limits(answer: &MetricsAnswer, first: &MetricSeries, series: &[MetricSeries]) -> Vec<Limit> {
    let mut limits: Vec<Limit> = Vec::new();
    for target in &answer.targets {
        let of_metric =
            target.metric == first.metric && (target.unit.is_none() || target.unit == first.unit);
        let scoped = target.model_id.or(target.agent_id).or(target.deployment_id);
        let of_all = scoped.is_none_or(|id| {
            series.len() == 1
                && series
                    .iter()
                    .any(|one| [one.model_id, one.agent_id, one.deployment_id].contains(&Some(id)))
        });
        if !of_metric || !of_all || target.aggregate != answer.query.aggregate {
            continue;
        }
        // A picture marks breaches only where its points are the windows that the target judges.
        let same_windows = match answer.query.step {
            SeriesStep::Hour => target.window_hours == 1,
            SeriesStep::Day => target.window_hours == 24 && answer.query.zone == "UTC",
            SeriesStep::Raw | SeriesStep::Month => false,
        };
        let drawn = [
            limit(
                target,
                "Target",
                target.target,
                target.threshold.is_none() && same_windows,
            ),
            limit(target, "Threshold", target.limit(), same_windows),
        ];
        let wanted = if target.threshold.is_some() { 2 } else { 1 };
        for limit in drawn.into_iter().take(wanted) {
            if !limits.contains(&limit) {
                limits.push(limit);
            }
        }
    }
    limits
}

fn limit(target: &MetricTarget, name: &str, value: f64, marks: bool) -> Limit {
    Limit {
        name: name.to_owned(),
        kind: if marks {
            LimitKind::Threshold
        } else {
            LimitKind::Target
        },
        direction: match target.direction {
            TargetDirection::AtLeast => Direction::AtLeast,
            TargetDirection::AtMost => Direction::AtMost,
        },
        value,
    }
}

/// A plot for each currency.
#[must_use]
pub fn cost_plots(answer: &CostsAnswer) -> Vec<Source> {
    answer
        .currencies
        .iter()
        .map(|currency| cost_bars(currency).into())
        .collect()
}

fn cost_bars(costs: &CurrencyCosts) -> CostBars {
    let split = costs.parts.len() > 1;
    let shown = if split {
        MOST_PARTS.min(costs.parts.len())
    } else {
        0
    };
    let (first, others) = costs.parts.split_at(shown);
    let mut parts: Vec<String> = first.iter().map(|part| part.label.clone()).collect();
    if !split {
        parts.push(String::new());
    } else if !others.is_empty() {
        parts.push(format!("{} others", others.len()));
    }
    let forecast = costs.forecast.as_ref();
    let interval = |month: &str| {
        let forecast = forecast?;
        let point = forecast.points.iter().find(|point| point.month == month)?;
        Some(Interval {
            value: point.value,
            low: point.low,
            high: point.high,
            confidence: forecast.confidence,
        })
    };
    let of = |part: &provost_core::metrics::CostPart, at: usize| {
        part.months.get(at).map_or(0.0, |month| month.value)
    };
    let mut bars: Vec<CostBar> = Vec::new();
    for (at, month) in costs.months.iter().enumerate() {
        let mut amounts: Vec<f64> = first.iter().map(|part| of(part, at)).collect();
        if !split {
            amounts.push(month.value);
        } else if !others.is_empty() {
            amounts.push(others.iter().map(|part| of(part, at)).sum());
        }
        bars.push(CostBar {
            period: month.month.clone(),
            amounts,
            so_far: month.so_far,
            forecast: interval(&month.month),
        });
    }
    let known = |month: &str| costs.months.iter().any(|one| one.month == month);
    let ahead = forecast.map_or(&[][..], |forecast| forecast.points.as_slice());
    for point in ahead.iter().filter(|point| !known(&point.month)) {
        bars.push(CostBar {
            period: point.month.clone(),
            amounts: vec![0.0; parts.len()],
            so_far: true,
            forecast: interval(&point.month),
        });
    }
    CostBars {
        title: format!("Costs of each month in {}", costs.currency),
        unit: costs.currency.clone(),
        parts,
        bars,
        budget: None,
    }
}

/// A unit as people write it, as the window's tables do; what is not known as it is.
fn unit_sign(unit: &str) -> String {
    match unit {
        "percentage" | "percent" => "%".to_owned(),
        "milliseconds" => "ms".to_owned(),
        "seconds" => "s".to_owned(),
        "dollars" => "$".to_owned(),
        "requests_per_second" => "requests/s".to_owned(),
        other => other.replace('_', " "),
    }
}

pub(super) fn capitalised(word: &str) -> String {
    let word = word.replace('_', " ");
    let mut signs = word.chars();
    match signs.next() {
        Some(first) => first.to_uppercase().chain(signs).collect(),
        None => word,
    }
}

#[cfg(test)]
mod tests;
