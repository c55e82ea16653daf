//! Kept drift as a person reads it in a terminal.

use chrono::{DateTime, SecondsFormat, Utc};
use provost_core::audit::Severity;
use provost_core::drift::{DriftFinding, DriftList, DriftRun, DriftRunPage, DriftedModel};

use crate::audit_text::{counted, shown, table};
use crate::drift_text::{drift_text, number};

/// What was found and what was run, ending in a line break.
pub(crate) fn list_text(list: &DriftList, width: u16) -> String {
    let mut lines = Vec::new();
    if let Some(hindrance) = &list.hindrance {
        return format!("Not read: {}\n", shown(hindrance));
    }
    if let Some(restricted) = &list.restricted {
        lines.push(format!("Not everything was seen: {}", shown(restricted)));
    }
    lines.push(findings(&list.findings, width));
    lines.push(format!(
        "{} of {}",
        list.findings.len(),
        counted(list.total, "finding")
    ));
    if !list.runs.is_empty() {
        lines.push(String::new());
        lines.push(runs(&list.runs, width));
        lines.push(format!(
            "{} of {}",
            list.runs.len(),
            counted(list.total_runs, "comparison")
        ));
    }
    lines.join("\n") + "\n"
}

/// A kept comparison, ending in a line break.
pub(crate) fn run_text(page: &DriftRunPage, width: u16) -> String {
    let run = &page.run;
    let mut lines = vec![
        format!("{} drift of {}", run.kind.as_str(), named(&run.model)),
        run.id.to_string(),
        format!(
            "{} to {}{}",
            moment(run.started_at),
            moment(run.finished_at),
            run.run_by
                .as_ref()
                .map_or_else(String::new, |by| format!(", by {}", shown(by)))
        ),
        String::new(),
    ];
    match &page.report {
        Some(report) => lines.push(drift_text(report, width)),
        None => {
            lines
                .push("Its result is kept in a form that this version does not know.\n".to_owned());
        }
    }
    lines.push(findings(&page.findings, width));
    lines.join("\n") + "\n"
}

fn findings(findings: &[DriftFinding], width: u16) -> String {
    if findings.is_empty() {
        return "No drift.".to_owned();
    }
    let mut rows = table(width);
    rows.set_header([
        "Severity", "Model", "Feature", "Kind", "Test", "Score", "Found", "Resolved", "Id",
    ]);
    for one in findings {
        let resolved = one.resolution.as_ref().map_or_else(
            || "open".to_owned(),
            |done| {
                let by = done
                    .by
                    .as_ref()
                    .map_or_else(String::new, |by| format!(" by {by}"));
                shown(&format!("{}{by}: {}", moment(done.at), done.action))
            },
        );
        rows.add_row([
            one.severity.as_str().to_owned(),
            named(&one.model),
            one.feature
                .as_deref()
                .map_or_else(|| "all".to_owned(), shown),
            one.kind.as_str().to_owned(),
            one.test.as_deref().map(shown).unwrap_or_default(),
            one.score.map(number).unwrap_or_default(),
            moment(one.detected_at),
            resolved,
            one.id.to_string(),
        ]);
    }
    rows.to_string()
}

fn runs(runs: &[DriftRun], width: u16) -> String {
    let mut rows = table(width);
    rows.set_header([
        "Run",
        "Model",
        "Kind",
        "Drifted",
        "Severity",
        "Open",
        "Reference",
        "Current",
        "Id",
    ]);
    for one in runs {
        rows.add_row([
            moment(one.started_at),
            named(&one.model),
            one.kind.as_str().to_owned(),
            format!("{} of {}", one.drifted, one.compared),
            one.severity.map_or("", Severity::as_str).to_owned(),
            one.open.to_string(),
            shown(&one.reference.source),
            shown(&one.current.source),
            one.id.to_string(),
        ]);
    }
    rows.to_string()
}

fn named(model: &DriftedModel) -> String {
    shown(&format!("{}@{}", model.name, model.version))
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
