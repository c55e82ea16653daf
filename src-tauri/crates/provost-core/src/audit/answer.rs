//! The six answers of a check. A missing right is never a pass.

use serde::{Deserialize, Serialize};

use super::Severity;

/// What a rule answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Answer {
    /// Everything that was looked at is as it should be.
    Pass,
    /// At least one object is not as it should be.
    Fail {
        /// What is wrong, the worst first, then by subject.
        findings: Vec<Finding>,
    },
    /// It could not be found out.
    NotDeterminable {
        /// Which right or fact was missing, and how to get it.
        reason: String,
    },
    /// The question does not arise here.
    NotApplicable {
        /// Why not.
        reason: String,
    },
    /// Only a person can say.
    Manual {
        /// What the person is asked.
        question: String,
    },
    /// The evidence is too old to say.
    Stale {
        /// How old, and what would renew it.
        reason: String,
    },
}

impl Answer {
    /// A pass when there are no findings, else a failure with the findings in their order.
    #[must_use]
    pub fn from_findings(mut findings: Vec<Finding>) -> Self {
        if findings.is_empty() {
            return Self::Pass;
        }
        findings.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.cmp(b)));
        Self::Fail { findings }
    }

    /// The answer without its particulars.
    #[must_use]
    pub fn status(&self) -> Status {
        match self {
            Self::Pass => Status::Pass,
            Self::Fail { .. } => Status::Fail,
            Self::NotDeterminable { .. } => Status::NotDeterminable,
            Self::NotApplicable { .. } => Status::NotApplicable,
            Self::Manual { .. } => Status::Manual,
            Self::Stale { .. } => Status::Stale,
        }
    }

    /// The findings of a failure; none otherwise.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Fail { findings } => findings,
            _ => &[],
        }
    }

    /// The severity of the worst finding.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.findings().iter().map(|finding| finding.severity).max()
    }
}

/// One of the six answers, without its particulars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// As it should be.
    Pass,
    /// Not as it should be.
    Fail,
    /// Rights or facts were missing.
    NotDeterminable,
    /// The question does not arise.
    NotApplicable,
    /// A person must say.
    Manual,
    /// The evidence is too old.
    Stale,
}

impl Status {
    /// All six.
    pub const ALL: [Self; 6] = [
        Self::Pass,
        Self::Fail,
        Self::NotDeterminable,
        Self::NotApplicable,
        Self::Manual,
        Self::Stale,
    ];

    /// The words for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::NotDeterminable => "not determinable",
            Self::NotApplicable => "not applicable",
            Self::Manual => "manual",
            Self::Stale => "stale",
        }
    }
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The object, as a person would name it: `public.users.email`, `role app`, `setting ssl`.
    pub subject: String,
    /// What is wrong with it, as one sentence without the subject's name where that reads well.
    pub statement: String,
    /// How much it matters here: exposure and sensitivity raise or lower the rule's own severity.
    pub severity: Severity,
    /// The facts behind it, as name and value: the row that the evidence SQL gives.
    pub facts: Vec<Fact>,
    /// SQL that mends it, where that is safe to say; a comment in it says what to check first.
    pub fix_sql: Option<String>,
}

/// One named fact of a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// Its value.
    pub value: String,
}

impl Finding {
    /// A finding without facts or mending.
    pub fn new(
        subject: impl Into<String>,
        severity: Severity,
        statement: impl Into<String>,
    ) -> Self {
        Self {
            subject: subject.into(),
            statement: statement.into(),
            severity,
            facts: Vec::new(),
            fix_sql: None,
        }
    }

    /// Adds a fact.
    #[must_use]
    pub fn fact(mut self, name: &str, value: impl ToString) -> Self {
        self.facts.push(Fact {
            name: name.to_owned(),
            value: value.to_string(),
        });
        self
    }

    /// Adds the SQL that mends it.
    #[must_use]
    pub fn fix(mut self, sql: impl Into<String>) -> Self {
        self.fix_sql = Some(sql.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_found_is_a_pass() {
        assert_eq!(Answer::from_findings(vec![]), Answer::Pass);
        assert_eq!(Answer::Pass.worst(), None);
    }

    #[test]
    fn findings_stand_by_severity_then_by_subject() {
        let finding = |subject: &str, severity| Finding::new(subject, severity, "is wrong.");
        let answer = Answer::from_findings(vec![
            finding("b", Severity::Low),
            finding("a", Severity::Low),
            finding("c", Severity::High),
        ]);
        let subjects: Vec<&str> = answer
            .findings()
            .iter()
            .map(|finding| finding.subject.as_str())
            .collect();
        assert_eq!(subjects, ["c", "a", "b"]);
        assert_eq!(answer.worst(), Some(Severity::High));
    }

    #[test]
    fn the_six_answers_have_six_names_in_json() {
        let reason = || "because".to_owned();
        let answers = [
            Answer::Pass,
            Answer::Fail { findings: vec![] },
            Answer::NotDeterminable { reason: reason() },
            Answer::NotApplicable { reason: reason() },
            Answer::Manual { question: reason() },
            Answer::Stale { reason: reason() },
        ];
        for (answer, status) in answers.into_iter().zip(Status::ALL) {
            assert_eq!(answer.status(), status);
            let json = serde_json::to_value(&answer).unwrap();
            assert_eq!(json["status"], serde_json::to_value(status).unwrap());
            assert_eq!(serde_json::from_value::<Answer>(json).unwrap(), answer);
        }
    }
}
