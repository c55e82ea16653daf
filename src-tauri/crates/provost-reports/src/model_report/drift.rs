//! Section 8: what was found of drift, what was done about it, and the last comparison.

use provost_core::audit::Severity;
use provost_core::drift::{ColumnDrift, DriftFinding, DriftReport, DriftRunPage};
use provost_plots::{Cumulative, Histogram};

use super::ModelPaper;
use super::pictures::Gallery;
use super::values::{at, measured, not_determinable, spaced, weight};
use crate::Error;
use crate::account::blocks::{Block, Column};
use crate::account::rows::table;
use crate::account::words::{Mark, Words};
use crate::contents::Limits;
use crate::contents::wording::number;

/// The most columns of a comparison that are pictured.
const MOST_PICTURED: usize = 12;

pub(super) fn blocks(
    paper: &ModelPaper,
    gallery: &mut Gallery,
    limits: &Limits,
) -> Result<Vec<Block>, Error> {
    let drift = &paper.report.drift;
    if let Some(reason) = &drift.hindrance {
        return Ok(vec![not_determinable(reason)]);
    }
    let mut blocks = vec![Block::heading("By severity")];
    blocks.extend(by_severity(&drift.findings, limits));
    let is_open = |one: &&DriftFinding| one.resolution.is_none();
    let (open, resolved): (Vec<_>, Vec<_>) = drift.findings.iter().partition(is_open);
    blocks.push(Block::heading("Open"));
    let told = found(&open, limits);
    blocks.push(told.unwrap_or_else(|| Block::text("No drift is open.")));
    blocks.push(Block::heading("Resolved"));
    let told = done(&resolved, limits);
    blocks.push(told.unwrap_or_else(|| Block::text("No drift was resolved.")));
    blocks.push(Block::heading("The last comparison that was kept"));
    match &paper.report.last_run {
        Some(run) => blocks.extend(comparison(run, gallery, limits)?),
        None => blocks.push(Block::text(
            "No comparison of this version was kept: whether anybody looked for drift is not on record.",
        )),
    }
    Ok(blocks)
}

fn by_severity(findings: &[DriftFinding], limits: &Limits) -> Option<Block> {
    let count = |severity: Severity, open: bool| {
        let of = |one: &&DriftFinding| one.severity == severity && one.resolution.is_none() == open;
        Words::of(&number(findings.iter().filter(of).count()))
    };
    let rows = [
        Severity::Critical,
        Severity::High,
        Severity::Medium,
        Severity::Low,
    ];
    let rows = rows.map(|severity| {
        vec![
            weight(severity),
            count(severity, true),
            count(severity, false),
        ]
    });
    let columns = vec![
        Column::words("Severity", 1),
        Column::number("Open", 40),
        Column::number("Resolved", 40),
    ];
    table(
        "Drift by severity",
        columns,
        rows.to_vec(),
        "severity",
        limits,
    )
}

/// Of what a finding is.
fn of_what(one: &DriftFinding) -> Words {
    match &one.feature {
        Some(feature) => Words::of(&format!("{} drift of ", one.kind.as_str())).code(feature),
        None => Words::of(&format!(
            "{} drift of the version as a whole",
            one.kind.as_str()
        )),
    }
}

/// What told it.
fn told_by(one: &DriftFinding) -> Words {
    let test = one
        .test
        .as_deref()
        .map_or_else(|| "not said".to_owned(), spaced);
    match (one.score, one.threshold) {
        (Some(score), Some(threshold)) => Words::of(&test).line_end().quiet(&format!(
            "{} against {}",
            measured(score, ""),
            measured(threshold, "")
        )),
        (Some(score), None) => Words::of(&test).line_end().quiet(&measured(score, "")),
        _ => Words::of(&test),
    }
}

fn found(findings: &[&DriftFinding], limits: &Limits) -> Option<Block> {
    let columns = vec![
        Column::narrow("Severity", 22),
        Column::words("What", 2),
        Column::words("Told by", 1),
        Column::narrow("Found (UTC)", 31),
    ];
    let rows = findings.iter().map(|one| {
        vec![
            weight(one.severity),
            of_what(one),
            told_by(one),
            Words::of(&at(one.detected_at)),
        ]
    });
    table("Open drift", columns, rows.collect(), "finding", limits)
}

fn done(findings: &[&DriftFinding], limits: &Limits) -> Option<Block> {
    let columns = vec![
        Column::narrow("Severity", 22),
        Column::words("What", 1),
        Column::narrow("Found (UTC)", 22),
        Column::words("What was done", 1),
        Column::narrow("By", 32),
    ];
    let rows = findings.iter().filter_map(|one| {
        let resolution = one.resolution.as_ref()?;
        let by = resolution
            .by
            .as_deref()
            .unwrap_or("somebody who cannot be told");
        Some(vec![
            weight(one.severity),
            of_what(one),
            Words::of(&at(one.detected_at)),
            Words::of(&resolution.action),
            Words::of(by).line_end().quiet(&at(resolution.at)),
        ])
    });
    table("Resolved drift", columns, rows.collect(), "finding", limits)
}

fn comparison(
    page: &DriftRunPage,
    gallery: &mut Gallery,
    limits: &Limits,
) -> Result<Vec<Block>, Error> {
    let run = &page.run;
    let by = run
        .run_by
        .as_deref()
        .unwrap_or("somebody who cannot be told");
    let mut blocks = vec![Block::Text {
        words: Words::of(&format!(
            "On {} UTC {by} compared {} rows of ",
            at(run.started_at),
            number(run.reference.rows as usize)
        ))
        .code(&run.reference.source)
        .text(&format!(
            " with {} rows of ",
            number(run.current.rows as usize)
        ))
        .code(&run.current.source)
        .text(&format!(
            ", looking for {} drift: {} of {} columns drifted.",
            run.kind.as_str(),
            number(run.drifted as usize),
            number(run.compared as usize)
        )),
    }];
    let Some(report) = &page.report else {
        blocks.push(not_determinable(
            "Its result is kept in a form that this version of Provost does not know.",
        ));
        return Ok(blocks);
    };
    blocks.extend(columns(report, limits));
    blocks.extend(pictured(report, gallery)?);
    Ok(blocks)
}

fn columns(report: &DriftReport, limits: &Limits) -> Option<Block> {
    let mut all: Vec<&ColumnDrift> = report.columns.iter().collect();
    all.sort_by_key(|one| std::cmp::Reverse((one.drifted, one.severity)));
    let rows = all.into_iter().map(|one| {
        let decision = match one.severity.filter(|_| one.drifted) {
            Some(severity) => Mark::severity(severity),
            None if one.drifted => Mark::new("drifted", "medium"),
            None => Mark::new("no drift", "pass"),
        };
        vec![
            Words::named(&one.name),
            Words::of(one.kind.as_str()),
            Words::of(one.test.title()),
            Words::of(&measured(one.score, "")),
            Words::of(&measured(one.threshold, "")),
            Words::marked(decision),
        ]
    });
    let columns = vec![
        Column::words("Column", 3),
        Column::words("Kind", 1),
        Column::words("Test", 2),
        Column::number("Score", 20),
        Column::number("Threshold", 22),
        Column::narrow("Decision", 22),
    ];
    table(
        "Columns that were compared",
        columns,
        rows.collect(),
        "column",
        limits,
    )
}

/// Both histograms and the cumulative distributions of what drifted.
fn pictured(report: &DriftReport, gallery: &mut Gallery) -> Result<Vec<Block>, Error> {
    let drifted: Vec<&ColumnDrift> = report.columns.iter().filter(|one| one.drifted).collect();
    let mut blocks = Vec::new();
    for one in drifted.iter().take(MOST_PICTURED) {
        blocks.push(Block::subheading(&one.name));
        let title = |what: &str| format!("{}: {what}", one.name);
        let histogram = Histogram::of_drift(&one.bins, title("rows in each bin"), "");
        blocks.push(gallery.draw(|frame| histogram.plot(frame), 200)?);
        let shares = Cumulative::of_drift(&one.bins, title("cumulative distribution"), "");
        match shares {
            Some(shares) => blocks.push(gallery.draw(|frame| shares.plot(frame), 200)?),
            None => blocks.push(Block::quiet("Words have no cumulative distribution.")),
        }
    }
    if drifted.len() > MOST_PICTURED {
        blocks.push(Block::quiet(&format!(
            "The first {MOST_PICTURED} of {} columns that drifted are drawn; the JSON has the bins of all.",
            number(drifted.len())
        )));
    }
    Ok(blocks)
}
