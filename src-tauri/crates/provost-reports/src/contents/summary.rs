//! The summary: what is strong, what is critical, what to watch.

use provost_core::audit::{Audit, RuleResult, Severity, Status};
use serde::Serialize;

use super::wording::{beginning, count, prose, title};
use super::{Limits, anchor};

/// How many strengths the summary tells of: the summary is to fit on a page with what is wrong.
const STRENGTHS: usize = 5;

/// How many rules a list of the summary has, so that it stays a page.
const LINES: usize = 8;
/// How many rules the list of critical findings has.
const CRITICAL_LINES: usize = 20;
/// How many objects a line names.
const NAMES: usize = 3;

/// What a manager reads.
#[derive(Debug, Serialize)]
pub(crate) struct Summary {
    /// What the verdict rests on.
    pub(crate) grounds: Vec<String>,
    /// Rules of high weight that pass.
    pub(crate) strengths: Lines,
    /// Rules with critical findings.
    pub(crate) critical: Lines,
    /// Rules whose worst findings are of high or medium severity.
    pub(crate) warnings: Lines,
}

/// A list of which the beginning is shown.
#[derive(Debug, Serialize)]
pub(crate) struct Lines {
    /// Its beginning.
    pub(crate) lines: Vec<Line>,
    /// What is said when the list goes on, or when it is empty.
    pub(crate) note: Option<String>,
}

/// One rule in a sentence.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    /// Where the rule is told of; none when it passes.
    pub(crate) anchor: Option<String>,
    /// The state that is wished for.
    pub(crate) title: String,
    /// How it is.
    pub(crate) detail: String,
    /// The severity of the worst finding, or `pass`.
    pub(crate) badge: String,
}

type Ranked<'a> = (usize, Severity, &'a RuleResult);

impl Summary {
    pub(super) fn of(audit: &Audit, limits: &Limits) -> Self {
        let weight = |passed: &RuleResult| {
            (passed.answer.status() == Status::Pass && passed.severity >= Severity::High)
                .then_some(passed.severity)
        };
        let worst = |result: &RuleResult| result.answer.worst();
        let between = |low: Severity, high: Severity| {
            move |result: &RuleResult| worst(result).filter(|one| (low..=high).contains(one))
        };
        Self {
            grounds: audit
                .verdict
                .grounds
                .iter()
                .map(|ground| prose(ground, limits.text))
                .collect(),
            strengths: lines(
                &ranked(audit, weight),
                STRENGTHS,
                "No rule of high or critical weight passes.",
                "The appendix lists all rules that pass.",
                |(_, severity, result)| Line {
                    anchor: None,
                    title: title(&result.title, limits.text),
                    detail: format!(
                        "Weight {}; {} examined.",
                        severity.as_str(),
                        count(result.examined as usize, "object")
                    ),
                    badge: Status::Pass.as_str().to_owned(),
                },
            ),
            critical: lines(
                &ranked(audit, between(Severity::Critical, Severity::Critical)),
                CRITICAL_LINES,
                "There are no critical findings.",
                "The findings follow below.",
                |one| line(one, limits),
            ),
            warnings: lines(
                &ranked(audit, between(Severity::Medium, Severity::High)),
                LINES,
                "There are no findings of high or medium severity apart from those above.",
                "The findings follow below.",
                |one| line(one, limits),
            ),
        }
    }
}

/// The rules that a question picks, the heaviest first.
fn ranked(audit: &Audit, pick: impl Fn(&RuleResult) -> Option<Severity>) -> Vec<Ranked<'_>> {
    let mut picked: Vec<Ranked<'_>> = audit
        .results
        .iter()
        .enumerate()
        .filter_map(|(index, result)| Some((index, pick(result)?, result)))
        .collect();
    picked.sort_by_key(|(_, severity, _)| std::cmp::Reverse(*severity));
    picked
}

fn lines(
    ranked: &[Ranked<'_>],
    most: usize,
    none: &str,
    elsewhere: &str,
    line: impl Fn(&Ranked<'_>) -> Line,
) -> Lines {
    let more = ranked.len().saturating_sub(most);
    Lines {
        lines: ranked.iter().take(most).map(line).collect(),
        note: if ranked.is_empty() {
            Some(none.to_owned())
        } else {
            (more > 0).then(|| format!("And {}. {elsewhere}", count(more, "more rule")))
        },
    }
}

fn line(&(index, severity, result): &Ranked<'_>, limits: &Limits) -> Line {
    Line {
        anchor: Some(anchor(index)),
        title: title(&result.title, limits.text),
        detail: not_met_by(result),
        badge: severity.as_str().to_owned(),
    }
}

/// Says what is wrong when it is one thing, and names the worst objects when there are several.
fn not_met_by(result: &RuleResult) -> String {
    let findings = result.answer.findings();
    if let [only] = findings {
        let subject = beginning(&only.subject, 80);
        let statement = title(&only.statement, 240);
        return if statement.starts_with(char::is_lowercase) {
            format!("Not met: {subject} {statement}.")
        } else {
            format!("Not met: {statement} ({subject}).")
        };
    }
    let mut names: Vec<String> = findings
        .iter()
        .take(NAMES)
        .map(|finding| beginning(&finding.subject, 80))
        .collect();
    if let Some(more) = findings.len().checked_sub(NAMES).filter(|more| *more > 0) {
        names.push(format!("{more} more"));
    }
    let last = names.pop().unwrap_or_default();
    if names.is_empty() {
        format!("Not met by {last}.")
    } else {
        format!("Not met by {} and {last}.", names.join(", "))
    }
}
