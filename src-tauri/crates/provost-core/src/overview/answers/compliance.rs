//! Requirements, their checks, and violations.

use super::super::counted::Counts;
use super::super::wording::{counted, number};
use super::super::{FigureKind, FigureState, Tone};
use super::models::severities;
use super::{Answer, largest, part, present};

/// The share of the assessed requirements that is met. What is pending or exempt is not assessed, and is told.
pub(super) fn compliance(counts: Counts<'_>) -> Answer {
    let status = |key: &str| counts.labelled("status", key);
    let (met, missed) = (status("compliant"), status("non_compliant"));
    let (pending, exempt) = (status("pending"), status("exempt"));
    let parts = present([
        part("Compliant", met, Tone::Good),
        part("Non-compliant", missed, Tone::Bad),
        part("Pending", pending, Tone::Warning),
        part("Exempt", exempt, Tone::Neutral),
    ]);
    let left_out = format!(
        "{} pending and {} exempt are left out.",
        number(pending, 0),
        number(exempt, 0)
    );
    let assessed = met + missed;
    let Some(target) = FigureKind::Compliance.target().filter(|_| assessed > 0.0) else {
        return Answer {
            parts,
            ..Answer::empty(if pending + exempt > 0.0 {
                format!("No requirement is assessed: {left_out}")
            } else {
                "No requirement is recorded.".to_owned()
            })
        };
    };
    let share = met / assessed * 100.0;
    Answer {
        value: Some(share),
        unit: None,
        state: if target.is_met(share) {
            FigureState::Met
        } else {
            FigureState::Attention
        },
        note: format!(
            "{} of {}; {left_out}",
            number(met, 0),
            counted(assessed, "assessed requirement", "assessed requirements")
        ),
        parts,
    }
}

/// Requirements that should have been checked again by now. Those that are exempt need no check.
pub(super) fn overdue_checks(counts: Counts<'_>) -> Answer {
    let all = counts.number("all");
    if all == 0.0 {
        return Answer::empty("No requirement is recorded that needs checks.");
    }
    let overdue = counts.sum("framework");
    let undated = counts.number("undated");
    let mut note = vec![format!(
        "Of {} that need checks.",
        counted(all, "requirement", "requirements")
    )];
    if undated > 0.0 {
        note.push(format!(
            "{} no date for the next one, and cannot be overdue.",
            counted(undated, "has", "have")
        ));
    }
    Answer::known(
        overdue,
        overdue > 0.0,
        note.join(" "),
        largest(counts, "framework", Tone::Warning),
    )
}

/// Security violations without a resolution, by severity.
pub(super) fn open_violations(counts: Counts<'_>) -> Answer {
    let (open, resolved) = (counts.sum("severity"), counts.number("resolved"));
    if open + resolved == 0.0 {
        return Answer::empty("No security violation was ever recorded.");
    }
    let severity = |key: &str| counts.labelled("severity", key);
    Answer::known(
        open,
        severity("critical") + severity("high") > 0.0,
        format!(
            "{} without a resolution; {} resolved.",
            counted(open, "violation", "violations"),
            number(resolved, 0)
        ),
        severities(severity),
    )
}
