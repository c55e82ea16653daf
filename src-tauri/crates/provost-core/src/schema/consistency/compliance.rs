//! Section 8: what regulations ask for, and whether tables, columns and the audit's rules show it.
//!
//! A pass needs a sign in the database. A failure needs that the sign is expected and missing, or that the audit found
//! it wrong, or that people sign in here without it. All else is not determinable: it may be kept elsewhere.

mod kept;
mod people;

use super::credentials::{Clear, Credential};
use super::subject::Subject;
use super::wording::few;
use super::{ComplianceLine, Finding, FindingCode, Requirement, Topic};
use crate::audit::{Answer, Severity, Status};

/// The lines of section 8, in the order of seed 004 section 8.
pub(super) fn lines(subject: &Subject<'_>) -> Vec<ComplianceLine> {
    let mut lines = people::lines(subject).to_vec();
    lines.extend([transit(subject), secrets(subject)]);
    lines.extend(kept::lines(subject));
    lines
}

/// What is asked for: which, what it is called, and what asks for it.
#[derive(Clone, Copy)]
struct Asked<'a> {
    requirement: Requirement,
    title: &'a str,
    basis: &'a str,
}

fn line(asked: Asked<'_>, status: Status, because: impl Into<String>) -> ComplianceLine {
    let Asked {
        requirement,
        title,
        basis,
    } = asked;
    ComplianceLine {
        requirement,
        title: title.to_owned(),
        basis: basis.to_owned(),
        status,
        because: because.into(),
        missing: Vec::new(),
    }
}

fn transit(subject: &Subject<'_>) -> ComplianceLine {
    let asked = Asked {
        requirement: Requirement::EncryptionOnTheWay,
        title: "Encryption on the way",
        basis: "GDPR Art. 32(1)(a), NIS2 Art. 21(2)(h), ISO/IEC 27001:2022 A.8.24",
    };
    let rules = ["auth.tls", "auth.hba-plaintext", "auth.plaintext-sessions"];
    let answers = rules.iter().filter_map(|id| subject.rule(id));
    let mut unknown = None;
    for result in answers {
        match &result.answer {
            Answer::Fail { findings } => {
                let told = findings
                    .iter()
                    .map(|one| format!("{}: {}", one.subject, one.statement.trim_end_matches('.')));
                return line(asked, Status::Fail, format!("{}.", few(told)));
            }
            Answer::NotDeterminable { reason } | Answer::NotApplicable { reason } => {
                unknown.get_or_insert_with(|| reason.clone());
            }
            _ => {}
        }
    }
    let kept_in = subject.status("auth.hba-plaintext") == Status::Pass;
    match unknown {
        // Sessions of one moment need not have come over a network.
        _ if kept_in && subject.status("auth.tls") == Status::Pass => line(
            asked,
            Status::Pass,
            "The server offers TLS 1.2 or newer, and pg_hba.conf lets no one in from the network without it.",
        ),
        Some(reason) => line(asked, Status::NotDeterminable, reason),
        None => line(asked, Status::NotDeterminable, "The audit was not asked."),
    }
}

fn secrets(subject: &Subject<'_>) -> ComplianceLine {
    let asked = Asked {
        requirement: Requirement::EncryptedSecrets,
        title: "Secrets and tokens are kept encrypted",
        basis: "GDPR Art. 32(1)(a), NIS2 Art. 21(2)(h), ISO/IEC 27001:2022 A.8.24",
    };
    let clear = subject
        .clear
        .iter()
        .filter(|one| one.credential != Credential::Password);
    let clear: Vec<String> = clear.map(Clear::name).collect();
    if !clear.is_empty() {
        return line(
            asked,
            Status::Fail,
            format!("Text columns with no sign of encryption: {}.", few(clear)),
        );
    }
    let encrypted: Vec<String> = subject
        .known
        .actual
        .tables()
        .flat_map(|table| table.columns.iter().map(move |column| (table, column)))
        .filter(|(_, column)| {
            super::wording::words(&column.name)
                .iter()
                .any(|word| matches!(word.as_str(), "ciphertext" | "encrypted"))
                && !matches!(column.type_name.as_str(), "bool" | "boolean")
        })
        .map(|(table, column)| format!("{}.{}", table.name, column.name))
        .collect();
    if encrypted.is_empty() {
        line(
            asked,
            Status::NotDeterminable,
            "No column was recognised that keeps a secret or a token.",
        )
    } else {
        line(
            asked,
            Status::Pass,
            format!(
                "Encrypted by their names: {}; no text column keeps one as it is, by name.",
                few(encrypted)
            ),
        )
    }
}

/// One finding for all lines that fail; the other sections tell the worst of them by themselves.
pub(super) fn finding(lines: &[ComplianceLine]) -> Option<Finding> {
    let failing: Vec<&ComplianceLine> = lines
        .iter()
        .filter(|one| one.status == Status::Fail)
        .collect();
    if failing.is_empty() {
        return None;
    }
    let title = format!(
        "{} of {} things that regulations ask for are not there: {}.",
        failing.len(),
        lines.len(),
        few(failing.iter().map(|one| &one.title)),
    );
    let finding = Finding::new(
        FindingCode::ComplianceGap,
        Topic::Compliance,
        Severity::Medium,
        title,
    )
    .impact("Who must show that the rules are kept cannot show it from this database.")
    // Why, and what asks for it, stands with the lines.
    .shown_by(failing.iter().map(|one| &one.title))
    .remedy(
        "Decide for each where it is to be kept, make its tables, and have programs write to them.",
    );
    Some(finding)
}
