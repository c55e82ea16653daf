//! Scores that show their parts, and the verdict that follows from them.

use serde::{Deserialize, Serialize};

use super::{RuleResult, Section, Severity, Status};

/// Points earned of points possible, with what was counted and what was left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Score {
    /// Points of the rules that pass, and what is left of those that fail with less than their own severity.
    pub earned: u32,
    /// Points of all rules that pass or fail.
    pub possible: u32,
    /// Whole percent, rounded down; none when no rule could be answered.
    pub percent: Option<u32>,
    /// Rules that pass.
    pub passed: u32,
    /// Rules that fail.
    pub failed: u32,
    /// Rules left out because rights or facts were missing.
    pub not_determinable: u32,
    /// Rules left out because the question does not arise.
    pub not_applicable: u32,
    /// Rules left out until a person answers.
    pub manual: u32,
    /// Rules left out because the evidence is too old.
    pub stale: u32,
}

impl Score {
    /// Scores some results. A rule carries the points of its severity ([`Severity::points`]); a failed one loses the
    /// points of its worst finding, at most its own. Only pass and fail count: what is not known earns nothing and
    /// costs nothing, and is counted beside the score.
    pub fn of<'a>(results: impl IntoIterator<Item = &'a RuleResult>) -> Self {
        let mut score = Self::default();
        for result in results {
            let points = result.severity.points();
            match result.answer.status() {
                Status::Pass => {
                    score.passed += 1;
                    score.possible += points;
                    score.earned += points;
                }
                Status::Fail => {
                    let lost = result.answer.worst().map_or(0, Severity::points);
                    score.failed += 1;
                    score.possible += points;
                    score.earned += points.saturating_sub(lost);
                }
                Status::NotDeterminable => score.not_determinable += 1,
                Status::NotApplicable => score.not_applicable += 1,
                Status::Manual => score.manual += 1,
                Status::Stale => score.stale += 1,
            }
        }
        score.percent = (score.earned * 100).checked_div(score.possible);
        score
    }
}

/// The score of one section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SectionScore {
    /// The section.
    pub section: Section,
    /// Its title.
    pub title: String,
    /// Its score.
    pub score: Score,
}

/// The conclusion of an audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// What the score amounts to, in two words.
    pub grade: String,
    /// What is recommended.
    pub recommendation: String,
    /// The facts that it rests on, one sentence each.
    pub grounds: Vec<String>,
}

impl Verdict {
    /// Concludes from the results and the overall score.
    ///
    /// The grade follows the percentage: from 90 excellent, 80 very good, 70 good, 50 needs work, below that weak. A
    /// critical finding leaves at most "needs work", a high one at most "good": many small virtues do not outweigh it.
    /// With a critical finding nothing is approved without its mending; below 50 percent nothing is approved at all;
    /// where rights were missing the approval says so; and where fewer than half of the rules that apply could be
    /// answered there is no verdict.
    #[must_use]
    pub fn of(results: &[RuleResult], overall: &Score) -> Self {
        let count = |severity| {
            results
                .iter()
                .flat_map(|result| result.answer.findings())
                .filter(|f| f.severity == severity)
                .count()
        };
        let (critical, high) = (count(Severity::Critical), count(Severity::High));
        let answered = overall.passed + overall.failed;
        let open = overall.not_determinable + overall.stale;
        let recommendation = match overall.percent {
            _ if answered < open => {
                "No verdict: too little could be seen. Audit again with a role that may see more."
            }
            None => "No verdict: no rule could be answered.",
            Some(..50) => "Do not approve. Mend the critical and high findings, then audit again.",
            Some(_) if critical > 0 => "Approve only with the critical findings mended.",
            Some(_) if high > 0 => "Approve, with the high findings mended this month.",
            Some(_) if overall.not_determinable > 0 => "Approve, as far as could be seen.",
            Some(_) => "Approve.",
        };
        let grade = grade(overall.percent, critical, high);
        let mut grounds = vec![
            format!(
                "{} of {answered} answered rules pass; {} of {} points.",
                overall.passed, overall.earned, overall.possible
            ),
            format!("{critical} critical and {high} high findings."),
        ];
        if open > 0 {
            grounds.push(format!("{open} rules could not be answered with the rights or the age of the facts at hand."));
        }
        if overall.manual > 0 {
            grounds.push(format!("{} questions wait for a person.", overall.manual));
        }
        Self {
            grade: grade.to_owned(),
            recommendation: recommendation.to_owned(),
            grounds,
        }
    }
}

/// The words for a percentage, with the ceiling that critical and high findings set.
fn grade(percent: Option<u32>, critical: usize, high: usize) -> &'static str {
    let ceiling = if critical > 0 {
        50
    } else if high > 0 {
        70
    } else {
        100
    };
    match percent.map(|percent| percent.min(ceiling)) {
        None => "not scored",
        Some(90..) => "excellent",
        Some(80..) => "very good",
        Some(70..) => "good",
        Some(50..) => "needs work",
        Some(_) => "weak",
    }
}

#[cfg(test)]
pub(super) mod tests;
