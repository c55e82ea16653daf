//! The plots of each series of an answer by itself, and all of them side by side.

use provost_core::metrics::{
    Aggregate, MetricSeries, MetricTarget, MetricsAnswer, SeriesQuery, SeriesStep,
};
use provost_plots::{Multiples, TimePlot};
use provost_reports::SeriesPlots;

use super::{capitalised, time_plot};

/// From how many values in one step on their spread is worth a band.
const MANY: u32 = 3;

/// The plots of each series, in their order: once for each aggregate that its targets judge, else by the aggregate that was
/// asked for.
#[must_use]
pub fn plots_of_each(answer: &MetricsAnswer) -> Vec<SeriesPlots> {
    answer.series.iter().map(|one| plots(answer, one)).collect()
}

/// All series side by side over the same time; none when there is no series.
#[must_use]
pub fn side_by_side(answer: &MetricsAnswer) -> Option<Multiples> {
    let panels: Vec<TimePlot> = plots_of_each(answer)
        .into_iter()
        .map(|plots| plots.whole)
        .collect();
    (!panels.is_empty()).then(|| SeriesPlots::side_by_side(panels))
}

fn plots(answer: &MetricsAnswer, series: &MetricSeries) -> SeriesPlots {
    let targets = answer.targets.iter().filter(|target| {
        target.metric == series.metric
            && (target.unit.is_none() || target.unit == series.unit)
            && (!target.aggregate.grows() || is_of_step(target, answer.query.step))
    });
    let mut aggregates: Vec<Aggregate> = Vec::new();
    for target in targets {
        if !aggregates.contains(&target.aggregate) {
            aggregates.push(target.aggregate);
        }
    }
    let by = |aggregate: Aggregate| {
        let asked = MetricsAnswer {
            query: SeriesQuery {
                aggregate,
                ..answer.query.clone()
            },
            series: Vec::new(),
            breaches: Vec::new(),
            burns: Vec::new(),
            ..answer.clone()
        };
        let mut plot = time_plot(&asked, series, std::slice::from_ref(series));
        let many = |point: &provost_core::metrics::SeriesPoint| point.values.count >= MANY;
        if !series.points.iter().any(many) {
            plot.lines.iter_mut().for_each(|line| line.bands.clear());
        }
        plot
    };
    let judged: Vec<TimePlot> = aggregates.into_iter().map(by).collect();
    let first = judged.first().cloned();
    let mut whole = first.unwrap_or_else(|| by(answer.query.aggregate));
    // The panel says the unit with its last value.
    whole.title = capitalised(&series.metric);
    SeriesPlots { whole, judged }
}

/// Whether a target judges windows as long as the steps. What grows with time cannot be held against another length.
fn is_of_step(target: &MetricTarget, step: SeriesStep) -> bool {
    match step {
        SeriesStep::Hour => target.window_hours == 1,
        SeriesStep::Day => target.window_hours == 24,
        SeriesStep::Raw | SeriesStep::Month => false,
    }
}
