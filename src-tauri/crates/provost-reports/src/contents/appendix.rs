//! The rules that have no findings: those that could not be answered, and those that pass.

use provost_core::audit::{Answer, Audit, RuleResult, Status};
use serde::Serialize;

use super::Limits;
use super::wording::{capitalised, number, prose, title};

/// The rules that gave one answer other than pass and fail.
#[derive(Debug, Serialize)]
pub(crate) struct UnansweredGroup {
    /// The answer.
    pub(crate) title: String,
    /// What it asks of the reader.
    pub(crate) meaning: String,
    /// What the column of reasons is called.
    pub(crate) column: String,
    /// The rules.
    pub(crate) rules: Vec<UnansweredRule>,
}

/// A rule without a pass or a failure.
#[derive(Debug, Serialize)]
pub(crate) struct UnansweredRule {
    /// Its id.
    pub(crate) id: String,
    /// The state that is wished for.
    pub(crate) title: String,
    /// Its severity.
    pub(crate) severity: String,
    /// Its section.
    pub(crate) section: String,
    /// Why, or the question.
    pub(crate) reason: String,
}

/// A rule that passes.
#[derive(Debug, Serialize)]
pub(crate) struct PassedRule {
    /// Its id.
    pub(crate) id: String,
    /// The state that is wished for, and found.
    pub(crate) title: String,
    /// Its section.
    pub(crate) section: String,
    /// Its severity.
    pub(crate) severity: String,
    /// How many objects were looked at.
    pub(crate) examined: String,
}

pub(super) fn unanswered(audit: &Audit, limits: &Limits) -> Vec<UnansweredGroup> {
    [
        (
            Status::NotDeterminable,
            "A right or a fact was missing. Grant it and audit again; until then these are open questions.",
            "What was missing",
        ),
        (
            Status::Stale,
            "The evidence is too old to rest an answer on.",
            "What would renew it",
        ),
        (
            Status::Manual,
            "Only a person can answer these.",
            "Question",
        ),
        (
            Status::NotApplicable,
            "The question does not arise in this database.",
            "Why not",
        ),
    ]
    .into_iter()
    .map(|(status, meaning, column)| UnansweredGroup {
        title: capitalised(status.as_str()),
        meaning: meaning.to_owned(),
        column: column.to_owned(),
        rules: with(audit, status)
            .map(|result| unanswered_rule(result, limits))
            .collect(),
    })
    .filter(|group| !group.rules.is_empty())
    .collect()
}

fn with(audit: &Audit, status: Status) -> impl Iterator<Item = &RuleResult> {
    audit
        .results
        .iter()
        .filter(move |result| result.answer.status() == status)
}

fn unanswered_rule(result: &RuleResult, limits: &Limits) -> UnansweredRule {
    let reason = match &result.answer {
        Answer::NotDeterminable { reason }
        | Answer::NotApplicable { reason }
        | Answer::Stale { reason } => reason,
        Answer::Manual { question } => question,
        Answer::Pass | Answer::Fail { .. } => "",
    };
    UnansweredRule {
        id: result.rule.clone(),
        title: title(&result.title, limits.text),
        severity: capitalised(result.severity.as_str()),
        section: result.section.title().to_owned(),
        reason: prose(reason, limits.text),
    }
}

pub(super) fn passed(audit: &Audit) -> Vec<PassedRule> {
    with(audit, Status::Pass)
        .map(|result| PassedRule {
            id: result.rule.clone(),
            title: title(&result.title, usize::MAX),
            section: result.section.title().to_owned(),
            severity: capitalised(result.severity.as_str()),
            examined: number(result.examined as usize),
        })
        .collect()
}
