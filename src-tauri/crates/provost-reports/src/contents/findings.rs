//! The findings, section by section and rule by rule.

use std::cmp::Reverse;

use provost_core::audit::{Audit, Finding, RuleResult, Section, SectionScore, Status};
use serde::Serialize;

use super::evidence::Evidence;
use super::wording::{capitalised, count, name, percent, points, prose, sentence, title};
use super::{Limits, Named, anchor};

/// The failures of one section.
#[derive(Debug, Serialize)]
pub(crate) struct SectionFindings {
    /// Its title.
    pub(crate) title: String,
    /// Its score in words.
    pub(crate) score: String,
    /// Its failed rules, the worst first.
    pub(crate) rules: Vec<RuleFindings>,
}

/// The failure of one rule.
#[derive(Debug, Serialize)]
pub(crate) struct RuleFindings {
    /// Where in the document it stands.
    pub(crate) anchor: String,
    /// The rule's id.
    pub(crate) id: String,
    /// The state that is wished for.
    pub(crate) title: String,
    /// The severity of the worst finding.
    pub(crate) severity: String,
    /// The answer in words.
    pub(crate) answer: String,
    /// Its area.
    pub(crate) area: String,
    /// What the rule looks at.
    pub(crate) meaning: String,
    /// Why it matters.
    pub(crate) reason: String,
    /// What to do.
    pub(crate) action: String,
    /// Who asks for it.
    pub(crate) references: Vec<String>,
    /// What was found.
    pub(crate) rows: Vec<FindingRow>,
    /// What was found beyond the rows, where the document has room for it.
    pub(crate) folded: Vec<FindingRow>,
    /// What stands under the table when there is more.
    pub(crate) more: Option<String>,
    /// How many statements mend something.
    pub(crate) fixes: usize,
    /// How to check it.
    pub(crate) evidence: Evidence,
}

/// One finding.
#[derive(Debug, Serialize)]
pub(crate) struct FindingRow {
    /// Its severity.
    pub(crate) severity: String,
    /// The object.
    pub(crate) subject: String,
    /// What is wrong with it.
    pub(crate) statement: String,
    /// The facts behind it.
    pub(crate) facts: Vec<Named>,
}

pub(super) fn by_section(audit: &Audit, limits: &Limits) -> Vec<SectionFindings> {
    audit
        .sections
        .iter()
        .map(|scored| SectionFindings {
            title: scored.title.clone(),
            score: score(scored),
            rules: failures(scored.section, audit, limits),
        })
        .collect()
}

fn score(scored: &SectionScore) -> String {
    let score = &scored.score;
    let answered = score.passed + score.failed;
    let left_out = score.not_determinable + score.not_applicable + score.manual + score.stale;
    let counted = match score.percent {
        Some(_) => format!(
            "{} ({}): {} of {answered} answered rules pass.",
            percent(score),
            points(score),
            score.passed,
        ),
        None => "Not scored: no rule that carries points could be answered.".to_owned(),
    };
    match left_out {
        0 => counted,
        _ => format!("{counted} {} left out.", count(left_out as usize, "rule")),
    }
}

fn failures(section: Section, audit: &Audit, limits: &Limits) -> Vec<RuleFindings> {
    let mut failed: Vec<(usize, &RuleResult)> = audit
        .results
        .iter()
        .enumerate()
        .filter(|(_, result)| result.section == section && result.answer.status() == Status::Fail)
        .collect();
    failed.sort_by_key(|(_, result)| Reverse(result.answer.worst()));
    failed
        .into_iter()
        .map(|(index, result)| failure(index, result, audit, limits))
        .collect()
}

fn failure(index: usize, result: &RuleResult, audit: &Audit, limits: &Limits) -> RuleFindings {
    let findings = result.answer.findings();
    let (shown, rest) = findings.split_at(limits.take(findings.len()));
    let row = |finding: &Finding| row(finding, limits);
    let worst = result.answer.worst().unwrap_or(result.severity);
    RuleFindings {
        anchor: anchor(index),
        id: result.rule.clone(),
        title: title(&result.title, limits.text),
        severity: worst.as_str().to_owned(),
        answer: format!(
            "Fail: {} among {} examined",
            count(findings.len(), "finding"),
            count(result.examined as usize, "object")
        ),
        area: result.area.title().to_owned(),
        meaning: prose(&result.meaning, limits.text),
        reason: prose(&result.reason, limits.text),
        action: title(&result.action, limits.text),
        references: result
            .references
            .iter()
            .map(|reference| prose(reference, limits.text))
            .collect(),
        rows: shown.iter().map(row).collect(),
        folded: if limits.folds {
            rest.iter().map(row).collect()
        } else {
            Vec::new()
        },
        more: more(rest.len(), limits),
        fixes: findings
            .iter()
            .filter(|finding| finding.fix_sql.is_some())
            .count(),
        evidence: Evidence::of(result, audit, limits),
    }
}

fn more(rest: usize, limits: &Limits) -> Option<String> {
    (rest > 0).then(|| {
        let others = count(rest, "more finding");
        if limits.folds {
            others
        } else {
            format!("{others}: the HTML and the JSON report list them all.")
        }
    })
}

fn row(finding: &Finding, limits: &Limits) -> FindingRow {
    FindingRow {
        severity: capitalised(finding.severity.as_str()),
        subject: name(&finding.subject, limits.text),
        statement: sentence(&finding.statement, limits.text),
        facts: finding
            .facts
            .iter()
            .map(|fact| Named {
                name: prose(&fact.name, limits.text),
                value: prose(&fact.value, limits.text),
            })
            .collect(),
    }
}
