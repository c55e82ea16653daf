//! The rules, an area a module. [`all`] is their order in lists, reports and documentation.

mod access;
mod authentication;
mod exposure;
mod extensions;
mod functions;
mod governance;
mod integrity;
mod logging;
mod maturity;
mod operations;
mod performance;
mod privacy;
mod row_security;
#[cfg(test)]
mod trial;
pub(crate) mod wording;

pub(crate) use performance::unserved_keys;
pub(crate) use privacy::clear_credentials;

use super::{Answer, Area, Section, Severity};
use crate::catalog::Catalog;

/// A small pure function over a catalog, and what a person must know of it.
pub struct Rule {
    /// Stable and unique: `area.subject`, in lower case, words joined by hyphens.
    pub id: &'static str,
    /// The state that is wished for, as a short sentence: "Tables with policies enforce them".
    pub title: &'static str,
    /// The section that it counts in.
    pub section: Section,
    /// The area that it belongs to.
    pub area: Area,
    /// The severity when nothing raises or lowers it.
    pub severity: Severity,
    /// What the rule looks at, and what it leaves out.
    pub meaning: &'static str,
    /// Why it matters.
    pub reason: &'static str,
    /// What to do when it fails, as an order: "Enable row-level security on exposed tables".
    pub action: &'static str,
    /// Who asks for it: `GDPR Art. 32(1)(b)`, `CIS PostgreSQL 17 §4.7` and so on.
    pub references: &'static [&'static str],
    /// SQL that an auditor can run to see the same: one read-only statement that gives the offending rows.
    pub evidence_sql: &'static str,
    /// The judgement.
    pub check: fn(&Catalog) -> Checked,
}

/// What a check gives back.
pub struct Checked {
    /// How many objects it looked at.
    pub examined: usize,
    /// Its answer.
    pub answer: Answer,
}

impl Checked {
    /// Looked at so many objects, with these findings.
    #[must_use]
    pub fn found(examined: usize, findings: Vec<super::Finding>) -> Self {
        Self {
            examined,
            answer: Answer::from_findings(findings),
        }
    }

    /// Could not find out.
    pub fn not_determinable(reason: impl Into<String>) -> Self {
        Self {
            examined: 0,
            answer: Answer::NotDeterminable {
                reason: reason.into(),
            },
        }
    }

    /// The question does not arise.
    pub fn not_applicable(reason: impl Into<String>) -> Self {
        Self {
            examined: 0,
            answer: Answer::NotApplicable {
                reason: reason.into(),
            },
        }
    }

    /// Only a person can say.
    pub fn manual(question: impl Into<String>) -> Self {
        Self {
            examined: 0,
            answer: Answer::Manual {
                question: question.into(),
            },
        }
    }

    /// The evidence is too old.
    pub fn stale(reason: impl Into<String>) -> Self {
        Self {
            examined: 0,
            answer: Answer::Stale {
                reason: reason.into(),
            },
        }
    }
}

/// Every rule, area by area.
#[must_use]
pub fn all() -> Vec<&'static Rule> {
    [
        access::RULES,
        row_security::RULES,
        authentication::RULES,
        logging::RULES,
        functions::RULES,
        integrity::RULES,
        performance::RULES,
        extensions::RULES,
        privacy::RULES,
        operations::RULES,
        governance::RULES,
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests;
