//! How the judgement was come by: what was counted, what was left out, what could not be seen.

use provost_core::audit::{Audit, Score, Severity, Status};
use serde::Serialize;

use super::Named;
use super::wording::{capitalised, count, moment, name, percent, prose};

/// How it was judged.
#[derive(Debug, Serialize)]
pub(crate) struct Method {
    /// In a few paragraphs.
    pub(crate) paragraphs: Vec<String>,
    /// Each answer with its number and its meaning.
    pub(crate) answers: Vec<AnswerRow>,
    /// What each severity weighs.
    pub(crate) weights: Vec<Named>,
    /// What the role could not see.
    pub(crate) hidden: Vec<String>,
    /// SHA-256 of the catalog.
    pub(crate) catalog_sha256: String,
}

/// How many rules gave one of the six answers.
#[derive(Debug, Serialize)]
pub(crate) struct AnswerRow {
    /// The answer.
    pub(crate) answer: String,
    /// How many rules gave it.
    pub(crate) rules: u32,
    /// What it does to the score.
    pub(crate) effect: String,
}

/// One line of the table of scores.
#[derive(Debug, Serialize)]
pub(crate) struct SectionRow {
    /// The section.
    pub(crate) title: String,
    /// Its percentage.
    pub(crate) percent: String,
    /// Its points.
    pub(crate) points: String,
    /// Rules by answer, in the order of [`Status::ALL`].
    pub(crate) answers: [u32; 6],
    /// Whether it is the sum of the others.
    pub(crate) total: bool,
}

impl Method {
    pub(super) fn of(audit: &Audit) -> Self {
        let subject = &audit.subject;
        Self {
            paragraphs: vec![
                format!(
                    "Provost read the system catalog of the database on {} as role {}, in one read-only transaction, \
                     and judged it by {}. It judged what that role may see. The same catalog gives the same \
                     findings, and the SQL beside each rule shows them on the live database.",
                    moment(subject.taken_at),
                    name(&subject.role, 200),
                    count(audit.results.len(), "rule")
                ),
                "Each rule has one of six answers. Only a pass and a failure count in a score: a rule that passes \
                 earns the points of its severity, and one that fails loses the points of its worst finding, at \
                 most its own. What is not known earns nothing and costs nothing; it is counted beside the score."
                    .to_owned(),
            ],
            answers: Status::ALL
                .into_iter()
                .zip(answers(&audit.overall))
                .map(|(status, rules)| AnswerRow {
                    answer: capitalised(status.as_str()),
                    rules,
                    effect: effect(status).to_owned(),
                })
                .collect(),
            weights: Severity::ALL
                .into_iter()
                .map(|severity| {
                    Named::new(
                        &capitalised(severity.as_str()),
                        count(severity.points() as usize, "point"),
                    )
                })
                .collect(),
            hidden: subject
                .hidden
                .iter()
                .map(|hidden| prose(hidden, 2_000))
                .collect(),
            catalog_sha256: subject.catalog_sha256.clone(),
        }
    }
}

fn effect(status: Status) -> &'static str {
    match status {
        Status::Pass => "Counted: everything that was looked at is as it should be.",
        Status::Fail => "Counted: at least one object is not as it should be.",
        Status::NotDeterminable => "Left out: a right or a fact was missing. This is never a pass.",
        Status::NotApplicable => "Left out: the question does not arise here.",
        Status::Manual => "Left out until a person answers.",
        Status::Stale => "Left out: the evidence is too old.",
    }
}

/// The numbers of a score in the order of [`Status::ALL`].
fn answers(score: &Score) -> [u32; 6] {
    [
        score.passed,
        score.failed,
        score.not_determinable,
        score.not_applicable,
        score.manual,
        score.stale,
    ]
}

pub(super) fn section_rows(audit: &Audit) -> Vec<SectionRow> {
    let row = |title: &str, score: &Score, total| SectionRow {
        title: title.to_owned(),
        percent: percent(score),
        points: format!("{} of {}", score.earned, score.possible),
        answers: answers(score),
        total,
    };
    audit
        .sections
        .iter()
        .map(|section| row(&section.title, &section.score, false))
        .chain([row("All sections", &audit.overall, true)])
        .collect()
}
