//! What the models are, how they run, what they cost.

use super::super::counted::Counts;
use super::super::wording::{amount, counted, number};
use super::super::{Part, Tone};
use super::{Answer, PARTS, largest, part, present};

/// A model's cost that rose by half or more is marked.
const DEARER: f64 = 1.5;

/// Model versions by stage.
pub(super) fn by_stage(counts: Counts<'_>) -> Answer {
    let versions = counts.sum("stage");
    if versions == 0.0 {
        return Answer::empty("No model is recorded.");
    }
    let stage = |key: &str| counts.labelled("stage", key);
    Answer::known(
        versions,
        false,
        format!(
            "{} of {}; each version has a stage of its own.",
            counted(versions, "version", "versions"),
            counted(counts.number("models"), "model", "models")
        ),
        present([
            part("Development", stage("development"), Tone::Neutral),
            part("Testing", stage("testing"), Tone::Neutral),
            part("Production", stage("production"), Tone::Good),
            part("Deprecated", stage("deprecated"), Tone::Neutral),
        ]),
    )
}

/// Deployments by status; those in error are the answer.
pub(super) fn deployments_in_error(counts: Counts<'_>) -> Answer {
    let all = counts.sum("status");
    if all == 0.0 {
        return Answer::empty("No deployment is recorded.");
    }
    let status = |key: &str| counts.labelled("status", key);
    let error = status("error");
    Answer::known(
        error,
        error > 0.0,
        format!("Of {} recorded.", counted(all, "deployment", "deployments")),
        present([
            part("Error", error, Tone::Bad),
            part("Active", status("active"), Tone::Good),
            part("Inactive", status("inactive"), Tone::Neutral),
        ]),
    )
}

/// Drift without a resolution, by severity. High and critical drift asks for attention.
pub(super) fn open_drift(counts: Counts<'_>) -> Answer {
    let (open, resolved) = (counts.sum("severity"), counts.number("resolved"));
    if open + resolved == 0.0 {
        return Answer::empty("No drift was ever recorded: nothing drifts, or nobody looks.");
    }
    let severity = |key: &str| counts.labelled("severity", key);
    let serious = severity("critical") + severity("high");
    Answer::known(
        open,
        serious > 0.0,
        format!(
            "{} without a resolution; {} resolved.",
            counted(open, "record", "records"),
            number(resolved, 0)
        ),
        severities(severity),
    )
}

/// The severities as parts.
pub(super) fn severities(of: impl Fn(&str) -> f64) -> Vec<Part> {
    present([
        part("Critical", of("critical"), Tone::Bad),
        part("High", of("high"), Tone::Bad),
        part("Medium", of("medium"), Tone::Warning),
        part("Low", of("low"), Tone::Neutral),
        part("Info", of("info"), Tone::Neutral),
    ])
}

/// This month's cost in the currency that has most of it. Amounts of different currencies are never added.
pub(super) fn cost(counts: Counts<'_>) -> Answer {
    let main = counts.of("this month").max_by(|a, b| {
        a.value
            .total_cmp(&b.value)
            .then_with(|| b.label.cmp(&a.label))
    });
    let Some(main) = main else {
        return Answer::empty("No cost is recorded for this month or the last.");
    };
    let currency = main.label.as_str();
    let before = counts.labelled("last month", currency);
    let mut note = vec![format!(
        "Since the first of the month (UTC); {} in the same time of last month{}.",
        amount(before, currency),
        change(main.value, before)
    )];
    let others: Vec<String> = counts
        .of("this month")
        .filter(|one| one.label != main.label && one.value != 0.0)
        .map(|one| amount(one.value, &one.label))
        .collect();
    if !others.is_empty() {
        note.push(format!("Not added: {}.", others.join(", ")));
    }
    let dearer = counts
        .of("main model")
        .filter(|model| {
            rose(
                model.value,
                counts.labelled("main model before", &model.label),
            )
        })
        .count();
    if dearer > 0 {
        let dearer = f64::from(u32::try_from(dearer).unwrap_or(u32::MAX));
        note.push(format!(
            "{} by half or more.",
            counted(dearer, "entry rose", "entries rose")
        ));
    }
    Answer {
        unit: Some(main.label.clone()),
        ..Answer::known(main.value, false, note.join(" "), models(counts))
    }
}

/// The dearest models, those that rose marked.
fn models(counts: Counts<'_>) -> Vec<Part> {
    let mut parts = largest(counts, "main model", Tone::Neutral);
    for one in parts.iter_mut().take(PARTS) {
        let before = counts.labelled("main model before", &one.label);
        if rose(counts.labelled("main model", &one.label), before) {
            one.tone = Tone::Warning;
        }
    }
    parts
}

/// What cost nothing before did not rise: there is nothing to compare it with.
fn rose(now: f64, before: f64) -> bool {
    before > 0.0 && now >= before * DEARER
}

fn change(now: f64, before: f64) -> String {
    if before <= 0.0 {
        return String::new();
    }
    let percent = ((now / before - 1.0) * 100.0).round();
    let sign = if percent > 0.0 { "+" } else { "" };
    format!(" ({sign}{} %)", number(percent, 0))
}
