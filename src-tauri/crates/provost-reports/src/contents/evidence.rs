//! What a reader needs to check an answer.

use provost_core::audit::{Audit, RuleResult};
use serde::Serialize;

use super::wording::{code, moment, name, number};
use super::{Limits, Named};

/// The evidence of one rule.
#[derive(Debug, Serialize)]
pub(crate) struct Evidence {
    /// SQL that shows the same on the live database.
    pub(crate) sql: String,
    /// When, as whom and where it was read, and what came out.
    pub(crate) facts: Vec<Named>,
    /// SHA-256 over the findings.
    pub(crate) sha256: String,
}

impl Evidence {
    pub(super) fn of(result: &RuleResult, audit: &Audit, limits: &Limits) -> Self {
        let subject = &audit.subject;
        Self {
            sql: code(&result.evidence_sql, limits.code()),
            facts: vec![
                Named::new("Read at", moment(subject.taken_at)),
                Named::new("As role", name(&subject.role, limits.text)),
                Named::new(
                    "On",
                    format!(
                        "database {}, PostgreSQL {}",
                        name(&subject.database, limits.text),
                        name(&subject.server_version, limits.text)
                    ),
                ),
                Named::new("Objects examined", number(result.examined as usize)),
                Named::new("Findings", number(result.answer.findings().len())),
            ],
            sha256: result.evidence_sha256.clone(),
        }
    }
}
