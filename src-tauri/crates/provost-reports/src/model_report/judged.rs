//! Section 6: what values should be, and whether they are.

use provost_core::metrics::{
    Aggregate, Breach, BreachLevel, Burn, BurnSeverity, MetricTarget, MetricsAnswer,
    TargetDirection,
};
use provost_core::reports::{ModelReport, Standing};

use super::values::{at, measured, not_determinable, percent, spaced};
use super::{ModelPaper, SeriesPlots};
use crate::account::blocks::{Block, Column};
use crate::account::rows::table;
use crate::account::words::{Mark, Words};
use crate::contents::Limits;
use crate::contents::wording::{capitalised, number};

pub(super) fn blocks(paper: &ModelPaper, limits: &Limits) -> Vec<Block> {
    let report = &paper.report;
    if let Some(reason) = unread(report) {
        return vec![not_determinable(reason)];
    }
    let answer = &report.metrics;
    if answer.targets.is_empty() {
        return vec![Block::text(
            "No target holds for what was measured of this version.",
        )];
    }
    let mut blocks = vec![
        Block::heading("Judgement"),
        Block::quiet(
            "Each target judges windows that are over and have values. It is missed when a larger share of them breached than \
             may; within budget when some did. What of the budget of the last 30 days is used up stands beside it.",
        ),
    ];
    let targets = answer.targets.iter();
    let rows = targets.flat_map(|target| rows(target, paper)).collect();
    let columns = vec![
        Column::words("Metric", 1),
        Column::words("Should be", 1),
        Column::narrow("Judgement", 32),
        Column::number("Breached", 24),
        Column::number("Budget used", 20),
    ];
    blocks.extend(table("Targets", columns, rows, "judgement", limits));
    blocks.push(Block::heading("Windows that missed"));
    let rows = answer.breaches.iter();
    let rows = rows.map(|breach| missed(breach, paper)).collect();
    let columns = vec![
        Column::narrow("From (UTC)", 31),
        Column::number("Length", 18),
        Column::words("Metric", 1),
        Column::number("Value", 25),
        Column::number("Limit", 25),
        Column::narrow("Level", 22),
    ];
    let told = table(
        "Windows that missed a target",
        columns,
        rows,
        "window",
        limits,
    );
    blocks.push(told.unwrap_or_else(|| Block::text("No window missed a target.")));
    blocks
}

/// Why targets cannot be told.
pub(super) fn unread(report: &ModelReport) -> Option<&str> {
    report
        .metrics
        .hindered
        .as_deref()
        .or(report.targets_unread())
}

/// How each burn of the answer stands.
pub(super) fn standings(answer: &MetricsAnswer) -> Vec<(&Burn, Standing)> {
    let burns = answer.burns.iter();
    burns
        .map(|burn| (burn, Standing::of(burn, answer)))
        .collect()
}

/// The sign of a unit, as the plots of its metric have it.
fn sign<'a>(paper: &'a ModelPaper, metric: &str, unit: Option<&'a str>) -> &'a str {
    let both = paper.report.metrics.series.iter().zip(&paper.series);
    let of = |(series, plots): (&'a provost_core::metrics::MetricSeries, &'a SeriesPlots)| {
        let same = series.metric == metric && (unit.is_none() || series.unit.as_deref() == unit);
        same.then_some(plots.whole.unit.as_str())
    };
    both.into_iter().find_map(of).or(unit).unwrap_or_default()
}

fn rows(target: &MetricTarget, paper: &ModelPaper) -> Vec<Vec<Words>> {
    let answer = &paper.report.metrics;
    let burns = answer
        .burns
        .iter()
        .filter(|burn| burn.target_id == target.id);
    let mut rows: Vec<Vec<Words>> = burns.map(|burn| row(target, Some(burn), paper)).collect();
    if rows.is_empty() {
        rows.push(row(target, None, paper));
    }
    rows
}

fn row(target: &MetricTarget, burn: Option<&Burn>, paper: &ModelPaper) -> Vec<Words> {
    let unit = burn
        .and_then(|burn| burn.unit.as_deref())
        .or(target.unit.as_deref());
    let unit = sign(paper, &target.metric, unit);
    let mut what = Words::of(&spaced(&target.metric))
        .line_end()
        .quiet(&target.scope);
    if let Some(source) = &target.source {
        what = what.line_end().quiet(source);
    }
    let standing = burn.map_or(Standing::NotJudged, |burn| {
        Standing::of(burn, &paper.report.metrics)
    });
    let mut judgement = Words::marked(mark(standing));
    for alert in burn.map_or(&[][..], |burn| burn.alerts.as_slice()) {
        let urgency = match alert.severity {
            BurnSeverity::Page => "act now",
            BurnSeverity::Ticket => "act within days",
        };
        judgement = judgement
            .line_end()
            .quiet(&format!("{urgency}: burns over {} h", alert.long_hours));
    }
    let breached = burn.map_or_else(
        || "–".to_owned(),
        |burn| {
            format!(
                "{} of {}",
                number(burn.breached as usize),
                number(burn.windows as usize)
            )
        },
    );
    let allowed = format!("{} may", percent(target.allowed_share));
    let used = burn.and_then(|burn| burn.budget_used);
    vec![
        what,
        should_be(target, unit),
        judgement,
        Words::of(&breached).line_end().quiet(&allowed),
        Words::of(&used.map_or_else(|| "–".to_owned(), percent)),
    ]
}

fn mark(standing: Standing) -> Mark {
    let tone = match standing {
        Standing::Missed => "high",
        Standing::WithinBudget | Standing::Warned => "medium",
        Standing::Met => "pass",
        Standing::NotJudged => "info",
    };
    Mark::new(standing.as_str(), tone)
}

fn should_be(target: &MetricTarget, unit: &str) -> Words {
    let unit = if target.aggregate == Aggregate::Count {
        ""
    } else {
        unit
    };
    let (side, beyond) = match target.direction {
        TargetDirection::AtLeast => ("at least", "below"),
        TargetDirection::AtMost => ("at most", "above"),
    };
    let window = match target.window_hours {
        1 => "hour".to_owned(),
        24 => "day".to_owned(),
        168 => "week".to_owned(),
        hours => format!("{} hours", number(hours as usize)),
    };
    Words::of(&format!(
        "{} of each {window} {side} {}",
        target.aggregate.title(),
        measured(target.target, unit)
    ))
    .line_end()
    .quiet(&format!(
        "breach {beyond} {}",
        measured(target.limit(), unit)
    ))
}

fn missed(breach: &Breach, paper: &ModelPaper) -> Vec<Words> {
    let unit = sign(paper, &breach.metric, breach.unit.as_deref());
    let mark = match breach.level {
        BreachLevel::Breach => Mark::new("breach", "high"),
        BreachLevel::Warning => Mark::new("warning", "medium"),
    };
    let hours = breach.to.signed_duration_since(breach.from).num_hours();
    let hours = usize::try_from(hours).unwrap_or(0);
    let mut level = Words::marked(mark);
    if !breach.finished {
        level = level.line_end().quiet("so far");
    }
    vec![
        Words::of(&at(breach.from)),
        Words::of(&format!("{}\u{202f}h", number(hours))),
        Words::of(&capitalised(&spaced(&breach.metric))),
        Words::of(&measured(breach.value, unit)),
        Words::of(&measured(breach.limit, unit)),
        level,
    ]
}
