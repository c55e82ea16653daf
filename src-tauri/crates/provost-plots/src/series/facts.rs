//! What a plot over time shows, in sentences.

use super::{Line, Prepared, PreparedLine, TimePlot};
use crate::axes::wording::{add, counted, worded};
use crate::span::drawable;
use crate::zone::moment;

/// The facts: from when to when, first, last, lowest and highest of each line, targets, breaches, what is left out.
pub(super) fn description(plot: &TimePlot, prepared: &Prepared) -> String {
    let at = |milliseconds: f64| plot.zone.words(moment(milliseconds));
    if prepared.points == 0 {
        return format!("A plot over time without a value.{}", left_out(prepared));
    }
    let mut words = format!(
        "Values over time from {} to {} ({}).",
        at(prepared.times.0),
        at(prepared.times.1),
        plot.zone.name()
    );
    for (line, ready) in plot.lines.iter().zip(&prepared.lines) {
        words.push(' ');
        words.push_str(&of_line(plot, line, ready, &at));
    }
    for limit in plot.limits.iter().filter(|limit| drawable(limit.value)) {
        add(&mut words, format_args!(" {}.", limit.words(&plot.unit)));
    }
    words.push_str(&left_out(prepared));
    words
}

fn of_line(
    plot: &TimePlot,
    line: &Line,
    ready: &PreparedLine,
    at: &dyn Fn(f64) -> String,
) -> String {
    let points = &ready.inside;
    let low = points.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    // The first of several that are equally high.
    let high = points.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1));
    let (Some(first), Some(last), Some(low), Some(high)) =
        (points.first(), points.last(), low, high)
    else {
        return format!("{}: no value.", line.name);
    };
    let on =
        |(time, value): &(f64, f64)| format!("{} at {}", worded(*value, &plot.unit), at(*time));
    let mut words = format!(
        "{}: {}, first {}, last {}, lowest {}, highest {}",
        line.name,
        counted(points.len(), "value", "values"),
        worded(first.1, &plot.unit),
        worded(last.1, &plot.unit),
        on(low),
        on(high)
    );
    let gaps = ready.runs.len().saturating_sub(1);
    if gaps > 0 {
        add(
            &mut words,
            format_args!(", {}", counted(gaps, "gap", "gaps")),
        );
    }
    if let Some(worst) = ready.breaches.worst() {
        add(
            &mut words,
            format_args!(
                "; beyond the threshold {} in {}, the worst {}",
                counted(ready.breaches.values, "time", "times"),
                counted(ready.breaches.stretches.len(), "stretch", "stretches"),
                on(&worst)
            ),
        );
    } else if plot
        .limits
        .iter()
        .any(|limit| limit.kind == super::LimitKind::Threshold)
    {
        words.push_str("; never beyond the threshold");
    }
    if !line.bands.is_empty() {
        let names: Vec<&str> = line.bands.iter().map(|band| band.name.as_str()).collect();
        add(&mut words, format_args!("; with {}", names.join(" and ")));
    }
    words.push('.');
    words
}

fn left_out(prepared: &Prepared) -> String {
    match prepared.left_out {
        0 => String::new(),
        1 => " 1 value is not a number that can be drawn.".to_owned(),
        many => format!(
            " {} are not numbers that can be drawn.",
            counted(many, "value", "values")
        ),
    }
}
