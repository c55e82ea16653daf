//! Drift as a person reads it in a terminal.

use std::fmt::Write;

use provost_core::drift::{ColumnDrift, DRIFTED_SHARE, DriftKind, DriftReport, SourceRead};

use crate::audit_text::{counted, shown, table};

/// The whole answer, ending in a line break.
pub(crate) fn drift_text(report: &DriftReport, width: u16) -> String {
    let mut text = String::new();
    if let Some(sources) = &report.sources {
        line(
            &mut text,
            format_args!("Reference  {}", source(&sources.reference)),
        );
        line(
            &mut text,
            format_args!("Current    {}\n", source(&sources.current)),
        );
    }
    columns(&mut text, report, width);
    let notes = report
        .columns
        .iter()
        .flat_map(|one| one.notes.iter().map(|note| (&one.name, note)));
    list(&mut text, "Notes", notes);
    let left = report.not_compared.iter();
    list(
        &mut text,
        "Not compared",
        left.map(|one| (&one.name, &one.reason)),
    );
    line(&mut text, format_args!("\n{}", conclusion(report)));
    text
}

fn source(read: &SourceRead) -> String {
    let name: Vec<&str> = read.name.split_whitespace().collect();
    let sample = read.sample.as_ref().map_or_else(String::new, |sample| {
        format!(
            ", of which a sample of {} ({}, seed {})",
            sample.rows, sample.method, sample.seed
        )
    });
    let rows = counted(read.rows, "row");
    format!("{}: {rows}{sample}", shown(&name.join(" ")))
}

fn columns(text: &mut String, report: &DriftReport, width: u16) {
    if report.columns.is_empty() {
        return;
    }
    let mut rows = table(width);
    rows.set_header([
        "Column",
        "Kind",
        "Test",
        "Score",
        "Threshold",
        "Drifted",
        "Severity",
        "Rows (reference, current)",
    ]);
    for one in &report.columns {
        rows.add_row(row(one));
    }
    line(text, format_args!("{rows}"));
}

fn row(one: &ColumnDrift) -> [String; 8] {
    let severity = one.severity.map_or("", |severity| severity.as_str());
    [
        shown(&one.name),
        match one.drift {
            DriftKind::Data => one.kind.as_str(),
            other => other.as_str(),
        }
        .to_owned(),
        one.test.as_str().to_owned(),
        number(one.score),
        number(one.threshold),
        if one.drifted { "yes" } else { "no" }.to_owned(),
        severity.to_owned(),
        format!("{}, {}", one.reference_rows, one.current_rows),
    ]
}

/// Four places, or powers of ten where these would show nothing.
pub(crate) fn number(value: f64) -> String {
    if value != 0.0 && value.abs() < 0.001 {
        format!("{value:.2e}")
    } else {
        format!("{value:.4}")
    }
}

fn list<'a>(
    text: &mut String,
    heading: &str,
    entries: impl Iterator<Item = (&'a String, &'a String)>,
) {
    let entries: Vec<_> = entries.collect();
    if entries.is_empty() {
        return;
    }
    line(text, format_args!("\n{heading} ({})", entries.len()));
    for (name, words) in entries {
        line(text, format_args!("  {}: {}", shown(name), shown(words)));
    }
}

fn conclusion(report: &DriftReport) -> String {
    if report.columns.is_empty() {
        return "No column could be compared.".to_owned();
    }
    let (data, answers): (Vec<_>, Vec<_>) = report
        .columns
        .iter()
        .partition(|one| one.drift == DriftKind::Data);
    let drifted = data.iter().filter(|one| one.drifted).count();
    let share = DRIFTED_SHARE * 100.0;
    let whole = if report.drifted {
        format!("that is {share:.0} % or more, so the data as a whole has drifted")
    } else {
        format!("that is less than {share:.0} %, so the data as a whole has not drifted")
    };
    let mut text = format!("{drifted} of {} columns drifted; {whole}.", data.len());
    for one in answers {
        let found = if one.drifted { "" } else { "no " };
        let _ = write!(
            text,
            " There is {found}{} drift: {}.",
            one.drift.as_str(),
            shown(&one.name)
        );
    }
    text
}

fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    // A String takes all that is written to it.
    let _ = text.write_fmt(words);
    text.push('\n');
}
