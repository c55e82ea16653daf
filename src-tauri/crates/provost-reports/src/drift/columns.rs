//! A column of a comparison as the report shows it.

use provost_core::drift::{ColumnDrift, DriftKind, DriftReport, Measure};
use provost_core::overview::number;
use provost_plots::{Frame, Histogram, Plot};

use crate::Error;

/// How large the histograms are.
const FRAME: (u32, u32) = (720, 220);

/// A column.
pub(super) struct Part<'a> {
    /// Its place, counted from one.
    pub(super) number: usize,
    pub(super) name: &'a str,
    pub(super) kind: &'static str,
    pub(super) test: &'static str,
    pub(super) score: String,
    pub(super) threshold: String,
    pub(super) decision: &'static str,
    /// How bad it is; empty without drift.
    pub(super) severity: &'static str,
    /// What the score means, a sentence.
    pub(super) meaning: String,
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) notes: &'a [String],
    /// Both histograms; none beyond as many as a page can hold.
    pub(super) picture: Option<Plot>,
}

/// The columns, the worst first, as the table and the sections have them.
pub(super) fn parts(report: &DriftReport, most_pictures: usize) -> Result<Vec<Part<'_>>, Error> {
    let mut columns: Vec<&ColumnDrift> = report.columns.iter().collect();
    columns.sort_by_key(|one| std::cmp::Reverse(one.severity));
    let numbered = columns.into_iter().enumerate();
    numbered
        .map(|(index, one)| part(index, one, index < most_pictures))
        .collect()
}

fn part(index: usize, one: &ColumnDrift, pictured: bool) -> Result<Part<'_>, Error> {
    let picture = if pictured {
        let (width, height) = FRAME;
        let histogram = Histogram::of_drift(&one.bins, one.name.clone(), "");
        Some(histogram.plot(Frame::new(width, height))?)
    } else {
        None
    };
    let count = |rows: u32| number(f64::from(rows), 0);
    let mut facts = vec![
        ("Rows of the reference", count(one.reference_rows)),
        ("Current rows", count(one.current_rows)),
        ("Missing in the reference", count(one.reference_missing)),
        ("Missing in the current source", count(one.current_missing)),
    ];
    if let Some((then, now)) = one.means {
        facts.push(("Mean of the reference", shown(then)));
        facts.push(("Mean of the current source", shown(now)));
    }
    if let Some(statistic) = one.statistic {
        facts.push(("Statistic", shown(statistic)));
    }
    Ok(Part {
        number: index + 1,
        name: &one.name,
        kind: match one.drift {
            DriftKind::Data => one.kind.as_str(),
            other => other.as_str(),
        },
        test: one.test.title(),
        score: shown(one.score),
        threshold: shown(one.threshold),
        decision: if one.drifted { "drifted" } else { "no drift" },
        severity: one.severity.map_or("", |severity| severity.as_str()),
        meaning: meaning(one),
        facts,
        notes: &one.notes,
        picture,
    })
}

fn meaning(one: &ColumnDrift) -> String {
    let (what, side) = match one.measure {
        Measure::PValue => ("p-value", "below"),
        Measure::Distance => ("distance", "at or above"),
    };
    let found = if one.drifted { "is" } else { "is not" };
    format!(
        "The {what} {} {found} {side} the threshold {}.",
        shown(one.score),
        shown(one.threshold)
    )
}

/// Four places, or powers of ten where these would show nothing.
fn shown(value: f64) -> String {
    let size = value.abs();
    if size > 0.0 && !(0.001..1e9).contains(&size) {
        format!("{value:.2e}")
    } else {
        number(value, 4)
    }
}
