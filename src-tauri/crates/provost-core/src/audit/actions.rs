//! What to do about the findings, by urgency.

use serde::{Deserialize, Serialize};

use super::{RuleResult, Severity};

/// How soon something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Critical findings.
    Now,
    /// High findings.
    ThisMonth,
    /// Medium findings.
    NextQuarter,
}

impl Urgency {
    /// All, the most urgent first.
    pub const ALL: [Self; 3] = [Self::Now, Self::ThisMonth, Self::NextQuarter];

    /// The words for it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Now => "Now",
            Self::ThisMonth => "This month",
            Self::NextQuarter => "Next quarter",
        }
    }

    /// How soon a finding of this severity is due; low and info findings are left to the owner's judgement.
    #[must_use]
    pub fn of(severity: Severity) -> Option<Self> {
        match severity {
            Severity::Critical => Some(Self::Now),
            Severity::High => Some(Self::ThisMonth),
            Severity::Medium => Some(Self::NextQuarter),
            Severity::Low | Severity::Info => None,
        }
    }
}

/// One thing to do: what mends the findings of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Action {
    /// How soon.
    pub urgency: Urgency,
    /// The rule that asks for it.
    pub rule: String,
    /// What to do.
    pub title: String,
    /// The severity of the worst finding.
    pub severity: Severity,
    /// How many findings it mends.
    pub findings: u32,
    /// How many of them come with SQL.
    pub with_sql: u32,
}

impl Action {
    /// The actions that follow from some results, the most urgent first, then in the order of the rules.
    #[must_use]
    pub fn from_results(results: &[RuleResult]) -> Vec<Self> {
        let mut actions: Vec<Self> = results.iter().filter_map(Self::from_result).collect();
        actions.sort_by_key(|action| action.urgency);
        actions
    }

    fn from_result(result: &RuleResult) -> Option<Self> {
        let severity = result.answer.worst()?;
        let findings = result.answer.findings();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Some(Self {
            urgency: Urgency::of(severity)?,
            rule: result.rule.clone(),
            title: result.action.clone(),
            severity,
            findings: count(findings.len()),
            with_sql: count(
                findings
                    .iter()
                    .filter(|finding| finding.fix_sql.is_some())
                    .count(),
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::audit::Status;
    use crate::audit::score::tests::{any_results, result};

    #[test]
    fn an_action_counts_findings_and_sql() {
        let mut results = vec![result(
            Severity::High,
            Status::Fail,
            &[Severity::Low, Severity::Critical],
        )];
        if let crate::audit::Answer::Fail { findings } = &mut results[0].answer {
            findings[0].fix_sql = Some("SELECT 1;".to_owned());
        }
        let actions = Action::from_results(&results);
        assert_eq!(actions.len(), 1);
        assert_eq!(actions[0].urgency, Urgency::Now);
        assert_eq!((actions[0].findings, actions[0].with_sql), (2, 1));
    }

    #[test]
    fn low_findings_ask_for_nothing() {
        let results = [result(Severity::High, Status::Fail, &[Severity::Low])];
        assert!(Action::from_results(&results).is_empty());
    }

    proptest! {
        #[test]
        fn the_most_urgent_come_first(results in any_results()) {
            let actions = Action::from_results(&results);
            prop_assert!(actions.is_sorted_by_key(|action| action.urgency));
            let due = results.iter().filter(|result| result.answer.worst().and_then(Urgency::of).is_some());
            prop_assert_eq!(actions.len(), due.count());
            for action in &actions {
                prop_assert!(action.with_sql <= action.findings);
                prop_assert_eq!(Urgency::of(action.severity), Some(action.urgency));
            }
        }
    }
}
