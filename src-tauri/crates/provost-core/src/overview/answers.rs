//! What the counted numbers of each figure mean.

mod compliance;
mod consent;
mod models;
mod privacy;
mod success;
#[cfg(test)]
mod tests;

use super::counted::{Counted, Counts};
use super::{Evidence, Figure, FigureKind, FigureState, Part, Tone};

/// How many parts a figure shows at most; what is left is one part of its own.
const PARTS: usize = 6;

/// What became of the statement of a figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// It was not run, for this reason: a sentence.
    Hindered(String),
    /// It ran.
    Counted {
        /// What it counted.
        counted: Vec<Counted>,
        /// How it ran.
        evidence: Evidence,
    },
}

/// The answer of a figure, before it gets its title, target and evidence.
struct Answer {
    value: Option<f64>,
    unit: Option<String>,
    state: FigureState,
    note: String,
    parts: Vec<Part>,
}

impl Answer {
    /// There are no rows that could say; why, a sentence.
    fn empty(note: impl Into<String>) -> Self {
        Self {
            value: None,
            unit: None,
            state: FigureState::Empty,
            note: note.into(),
            parts: Vec::new(),
        }
    }

    /// Known; whether it asks for attention is told.
    fn known(value: f64, attention: bool, note: impl Into<String>, parts: Vec<Part>) -> Self {
        Self {
            value: Some(value),
            unit: None,
            state: if attention {
                FigureState::Attention
            } else {
                FigureState::Known
            },
            note: note.into(),
            parts,
        }
    }
}

/// Makes a figure of what was counted for it.
#[must_use]
pub fn figure(kind: FigureKind, reading: Reading) -> Figure {
    let (answer, evidence) = match reading {
        Reading::Hindered(reason) => {
            let answer = Answer {
                state: FigureState::NotDeterminable,
                ..Answer::empty(reason)
            };
            (answer, None)
        }
        Reading::Counted { counted, evidence } => (answer(kind, Counts(&counted)), Some(evidence)),
    };
    Figure {
        id: kind.id().to_owned(),
        title: kind.title().to_owned(),
        group: kind.group(),
        value: answer.value,
        unit: answer.unit.unwrap_or_else(|| kind.unit().to_owned()),
        state: answer.state,
        note: answer.note,
        parts: answer.parts,
        target: kind.target(),
        evidence,
    }
}

fn answer(kind: FigureKind, counts: Counts<'_>) -> Answer {
    match kind {
        FigureKind::DataAccuracy => success::data_accuracy(counts),
        FigureKind::Availability => success::availability(counts),
        FigureKind::ResponseTime => success::response_time(counts),
        FigureKind::Compliance => compliance::compliance(counts),
        FigureKind::ModelsByStage => models::by_stage(counts),
        FigureKind::DeploymentsInError => models::deployments_in_error(counts),
        FigureKind::OpenDrift => models::open_drift(counts),
        FigureKind::Cost => models::cost(counts),
        FigureKind::WithdrawnInProduction => consent::withdrawn_in_production(counts),
        FigureKind::ConsentsExpiring => consent::expiring(counts),
        FigureKind::ConsentsWithdrawn => consent::withdrawn(counts),
        FigureKind::ColumnsWithoutLevel => privacy::columns_without_level(counts),
        FigureKind::OverdueChecks => compliance::overdue_checks(counts),
        FigureKind::OpenViolations => compliance::open_violations(counts),
    }
}

fn part(label: &str, value: f64, tone: Tone) -> Part {
    Part {
        label: label.to_owned(),
        value,
        tone,
    }
}

/// Those parts that are there at all.
fn present(parts: impl IntoIterator<Item = Part>) -> Vec<Part> {
    parts.into_iter().filter(|part| part.value > 0.0).collect()
}

/// The largest numbers of a kind as parts, the largest first, and one part for all others.
fn largest(counts: Counts<'_>, kind: &str, tone: Tone) -> Vec<Part> {
    let mut all: Vec<&Counted> = counts.of(kind).filter(|one| one.value > 0.0).collect();
    all.sort_by(|a, b| {
        b.value
            .total_cmp(&a.value)
            .then_with(|| a.label.cmp(&b.label))
    });
    let kept = if all.len() > PARTS { PARTS - 1 } else { PARTS };
    let mut parts: Vec<Part> = all
        .iter()
        .take(kept)
        .map(|one| part(&one.label, one.value, tone))
        .collect();
    let others: f64 = all.iter().skip(kept).map(|one| one.value).sum();
    if others > 0.0 {
        parts.push(part("Others", others, tone));
    }
    parts
}
