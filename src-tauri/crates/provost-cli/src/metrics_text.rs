//! Metrics as a person reads them in a terminal.

use chrono::{DateTime, SecondsFormat, Utc};
use provost_core::metrics::{
    Aggregate, BreachLevel, Burn, CostsAnswer, CurrencyCosts, MetricTarget, MetricsAnswer,
    MetricsImport, RowFault, SeriesStep, TargetDirection,
};
use uuid::Uuid;

use crate::audit_text::{counted, shown, table};

/// The most breaches that a terminal is told; JSON has all.
const MOST_BREACHES: usize = 20;

/// What came of a file, ending in a line break.
pub(crate) fn import_text(import: &MetricsImport, width: u16) -> String {
    let mut lines = vec![format!(
        "{}: {}, {} imported, {} there already, {} refused.",
        shown(&import.file),
        counted(import.rows, "row"),
        import.landed,
        import.duplicates,
        import.refused_count.saturating_sub(import.duplicates)
    )];
    let refused = import.refused.iter();
    let mut refused = refused
        .filter(|error| error.kind != RowFault::Duplicate)
        .peekable();
    if refused.peek().is_some() {
        let mut rows = table(width);
        rows.set_header(["Line", "Column", "Why it was refused"]);
        for error in refused {
            rows.add_row([
                error.line.to_string(),
                shown(error.column.as_deref().unwrap_or_default()),
                shown(&error.reason),
            ]);
        }
        lines.push(rows.to_string());
    }
    lines.extend(import.notes.iter().map(|note| shown(note)));
    lines.join("\n") + "\n"
}

/// Values over time, ending in a line break.
pub(crate) fn series_text(answer: &MetricsAnswer, width: u16) -> String {
    let query = &answer.query;
    let raw = query.step == SeriesStep::Raw;
    let mut lines = vec![format!(
        "From {} to {}, {} in {}",
        query.from.map(moment).unwrap_or_default(),
        query.to.map(moment).unwrap_or_default(),
        if raw {
            "each value".to_owned()
        } else {
            format!("each {}", query.step.as_str())
        },
        shown(&query.zone)
    )];
    for series in &answer.series {
        let unit = series.unit.as_deref().unwrap_or("no unit");
        lines.push(format!(
            "\n{} ({}) of {}",
            shown(&series.metric),
            shown(unit),
            shown(&series.label)
        ));
        let mut rows = table(width);
        if raw {
            rows.set_header(["Time", "Value"]);
        } else {
            rows.set_header([
                "From",
                query.aggregate.title(),
                "Values",
                "p50",
                "p95",
                "p99",
            ]);
        }
        let mut add = |head: String, values: &provost_core::metrics::Aggregates| {
            let mut row = vec![head, number(values.get(query.aggregate))];
            if !raw {
                row.push(values.count.to_string());
                row.extend([values.p50, values.p95, values.p99].map(number));
            }
            rows.add_row(row);
        };
        for point in &series.points {
            add(moment(point.at), &point.values);
        }
        if let Some(whole) = &series.whole {
            add("all".to_owned(), whole);
        }
        lines.push(rows.to_string());
    }
    breaches(&mut lines, answer, width);
    burns(&mut lines, &answer.burns, &answer.targets, width);
    lines.extend(answer.notes.iter().map(|note| shown(note)));
    lines.join("\n") + "\n"
}

fn breaches(lines: &mut Vec<String>, answer: &MetricsAnswer, width: u16) {
    if answer.breaches.is_empty() {
        return;
    }
    let mut rows = table(width);
    rows.set_header([
        "Missed", "Metric", "Of", "Target", "From", "To", "Value", "Limit",
    ]);
    for breach in answer.breaches.iter().take(MOST_BREACHES) {
        let level = match breach.level {
            BreachLevel::Breach => "breach",
            BreachLevel::Warning => "warning",
        };
        let so_far = if breach.finished { "" } else { ", so far" };
        rows.add_row([
            format!("{level}{so_far}"),
            shown(&breach.metric),
            shown(&breach.label),
            asked(&answer.targets, breach.target_id),
            moment(breach.from),
            moment(breach.to),
            number(breach.value),
            number(breach.limit),
        ]);
    }
    lines.push(format!("\nTargets that were missed\n{rows}"));
    if answer.breaches.len() > MOST_BREACHES {
        lines.push(format!(
            "{} more are in the JSON answer.",
            answer.breaches.len() - MOST_BREACHES
        ));
    }
}

pub(crate) fn burns(lines: &mut Vec<String>, burns: &[Burn], targets: &[MetricTarget], width: u16) {
    if burns.is_empty() {
        return;
    }
    let mut rows = table(width);
    rows.set_header([
        "Metric",
        "Of",
        "Target",
        "Windows",
        "Breached",
        "May breach",
        "Budget of 30 days used",
        "Alerts",
    ]);
    for burn in burns {
        let alerts: Vec<String> = burn
            .alerts
            .iter()
            .map(|alert| format!("{} h at {}", alert.long_hours, number(alert.factor)))
            .collect();
        rows.add_row([
            shown(&burn.metric),
            shown(&burn.label),
            asked(targets, burn.target_id),
            burn.windows.to_string(),
            burn.breached.to_string(),
            percent(burn.allowed_share),
            burn.budget_used
                .map_or_else(|| "no budget".to_owned(), percent),
            alerts.join(", "),
        ]);
    }
    lines.push(format!(
        "\nWhat may be missed, and how much of it is used\n{rows}"
    ));
}

/// Costs by month, ending in a line break.
pub(crate) fn costs_text(answer: &CostsAnswer, width: u16) -> String {
    let mut lines = Vec::new();
    for currency in &answer.currencies {
        lines.push(format!(
            "{} {} in all",
            money(&currency.total),
            shown(&currency.currency)
        ));
        lines.push(months(currency, width));
        if let Some(forecast) = &currency.forecast {
            let mut rows = table(width);
            rows.set_header(["Month", "Forecast", "Low", "High"]);
            for point in &forecast.points {
                rows.add_row([
                    point.month.clone(),
                    money(&format!("{:.2}", point.value)),
                    money(&format!("{:.2}", point.low)),
                    money(&format!("{:.2}", point.high)),
                ]);
            }
            lines.push(format!(
                "Forecast with its {} prediction interval: {}, of {}\n{rows}",
                percent(forecast.confidence),
                forecast.method,
                counted(forecast.months, "month")
            ));
        }
    }
    lines.extend(answer.notes.iter().map(|note| shown(note)));
    lines.join("\n") + "\n"
}

fn months(currency: &CurrencyCosts, width: u16) -> String {
    let mut rows = table(width);
    let mut heads = vec!["Month".to_owned(), "All".to_owned()];
    let parts: Vec<_> = currency.parts.iter().take(4).collect();
    if currency.parts.len() > 1 {
        heads.extend(parts.iter().map(|part| shown(&part.label)));
    }
    rows.set_header(heads);
    for (at, month) in currency.months.iter().enumerate() {
        let so_far = if month.so_far { ", so far" } else { "" };
        let mut row = vec![format!("{}{so_far}", month.month), money(&month.amount)];
        if currency.parts.len() > 1 {
            let amounts = parts.iter().map(|part| part.months.get(at));
            row.extend(amounts.map(|one| one.map_or_else(String::new, |one| money(&one.amount))));
        }
        rows.add_row(row);
    }
    let more = currency.parts.len().saturating_sub(4);
    if more > 0 {
        let are = if more == 1 { "part is" } else { "parts are" };
        return format!("{rows}\n{more} more {are} in the JSON answer.");
    }
    rows.to_string()
}

/// What values should be, ending in a line break.
pub(crate) fn targets_text(targets: &[MetricTarget], width: u16) -> String {
    if targets.is_empty() {
        return "No target is set.\n".to_owned();
    }
    let mut rows = table(width);
    rows.set_header([
        "Id",
        "Metric",
        "Of",
        "What",
        "Target",
        "Threshold",
        "Window",
        "May breach",
        "Source",
    ]);
    for target in targets {
        rows.add_row([
            target.id.to_string(),
            shown(&target.metric),
            shown(&target.scope),
            Aggregate::title(target.aggregate).to_owned(),
            side(target),
            target.threshold.map(number).unwrap_or_default(),
            format!("{} h", target.window_hours),
            percent(target.allowed_share),
            shown(target.source.as_deref().unwrap_or_default()),
        ]);
    }
    format!("{rows}\n")
}

/// On which side of what number values are good.
fn side(target: &MetricTarget) -> String {
    let side = match target.direction {
        TargetDirection::AtLeast => "at least",
        TargetDirection::AtMost => "at most",
    };
    let unit = target.unit.as_deref().unwrap_or_default();
    format!("{side} {} {}", number(target.target), shown(unit))
        .trim_end()
        .to_owned()
}

/// What a target asks for, as it is told apart from others of the same metric.
pub(crate) fn asked(targets: &[MetricTarget], id: Uuid) -> String {
    let Some(target) = targets.iter().find(|target| target.id == id) else {
        return id.to_string();
    };
    let threshold = target
        .threshold
        .map(|threshold| format!(", threshold {}", number(threshold)));
    format!(
        "{} {}{} over {} h, for {}",
        target.aggregate.title(),
        side(target),
        threshold.unwrap_or_default(),
        target.window_hours,
        shown(&target.scope)
    )
}

/// An exact amount as other numbers are written: thin spaces between thousands, and two decimals at least.
fn money(amount: &str) -> String {
    let (sign, digits) = match amount.strip_prefix('-') {
        Some(digits) => ("−", digits),
        None => ("", amount),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(fraction) {
        return shown(amount);
    }
    let mut text = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    format!("{text}.{fraction:0<2}")
}

pub(crate) fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

pub(crate) fn number(value: f64) -> String {
    let decimals = if value.abs() < 1.0 { 6 } else { 2 };
    provost_core::overview::number(value, decimals)
}

fn percent(share: f64) -> String {
    format!("{} %", provost_core::overview::number(share * 100.0, 2))
}
