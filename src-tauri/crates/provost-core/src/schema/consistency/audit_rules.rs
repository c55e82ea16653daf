//! Rules of the audit that weigh in this report.

use super::subject::Subject;
use super::{Finding, FindingCode, Topic};
use crate::audit::{Severity, Status};

/// Rules of the audit that weigh in this report, with the section that tells them.
const RULES: &[(&str, Topic)] = &[
    ("operations.supported-version", Topic::Infrastructure),
    ("operations.archiving", Topic::Infrastructure),
    ("operations.durability", Topic::Infrastructure),
    ("operations.checksum-failures", Topic::Infrastructure),
    ("access.superusers", Topic::Security),
    ("access.public-schema-create", Topic::Security),
    ("logging.append-only", Topic::Security),
    ("rls.exposed-tables", Topic::Security),
    ("rls.policies-disabled", Topic::Security),
    ("auth.hba-methods", Topic::Connectivity),
    ("auth.md5-hashes", Topic::Connectivity),
    ("auth.password-encryption", Topic::Connectivity),
    ("performance.transaction-age", Topic::Performance),
    ("integrity.validated-constraints", Topic::Integrity),
    ("integrity.valid-indexes", Topic::Integrity),
    ("integrity.primary-key", Topic::Integrity),
    ("integrity.enabled-triggers", Topic::Integrity),
    ("integrity.sequence-headroom", Topic::Integrity),
    ("integrity.evidence-kept", Topic::Compliance),
    ("privacy.exposed-personal-data", Topic::Compliance),
];

/// The findings of the audit that weigh in this report: of medium severity at least.
pub(super) fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let told = RULES.iter().filter_map(|(id, topic)| {
        let result = subject.rule(id)?;
        let worst = result.answer.worst()?;
        if result.answer.status() != Status::Fail || worst < Severity::Medium {
            return None;
        }
        let findings = result.answer.findings();
        let title = format!(
            "The audit's rule \"{}\" fails for {}.",
            result.title,
            super::wording::few(findings.iter().map(|one| &one.subject)),
        );
        let finding = Finding::new(FindingCode::AuditRule, *topic, worst, title)
            .impact(&result.reason)
            .shown_by([result.rule.clone()])
            .shown_by(findings.iter().map(|one| {
                let subject = &one.subject;
                format!("{subject}: {}", one.statement)
            }))
            .remedy(format!("{}.", result.action.trim_end_matches('.')));
        Some(finding)
    });
    told.collect()
}
