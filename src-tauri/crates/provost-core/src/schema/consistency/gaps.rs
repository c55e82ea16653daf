//! What protects accounts and rows and is not there: the findings of section 4.

use super::accounts::Account;
use super::credentials::{Clear, Credential};
use super::hashing::Verdict;
use super::purposes::Purpose;
use super::subject::Subject;
use super::wording::{counted, few};
use super::{Finding, FindingCode, PasswordShapes, Topic};
use crate::audit::{Severity, Status};
use crate::catalog::Column;

/// The findings of section 4.
pub(super) fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = subject
        .accounts
        .iter()
        .filter_map(|account| second_factor(subject, account))
        .collect();
    found.extend(no_sessions(subject));
    found.extend(no_audit_trail(subject));
    found.extend(weak_passwords(subject));
    for credential in [
        Credential::Password,
        Credential::SecondFactor,
        Credential::Token,
    ] {
        found.extend(in_the_clear(subject, credential));
    }
    found
}

/// A sign of a second factor behind which nothing stands. It is worse where its tables are expected, or where not even a
/// secret is kept beside the sign.
fn second_factor(subject: &Subject<'_>, account: &Account<'_>) -> Option<Finding> {
    if account.flags.is_empty() || !subject.there_for(Purpose::SecondFactor).is_empty() {
        return None;
    }
    let expected = subject.missing_for(Purpose::SecondFactor);
    let name = &account.table.name;
    let flags = few(account.flags.iter().map(|column| &column.name));
    let beside = if account.factors.is_empty() {
        "No secret stands beside it either".to_owned()
    } else {
        let columns = account.factors.iter().map(|column| &column.name);
        format!(
            "All that there is stands in the same row ({})",
            few(columns)
        )
    };
    let severity = if expected.is_empty() && !account.factors.is_empty() {
        Severity::Medium
    } else {
        Severity::High
    };
    let qualified = |column: &&Column| format!("{name}.{}", column.name);
    let finding = Finding::new(
        FindingCode::SecondFactorWithoutTables,
        Topic::Security,
        severity,
        format!("{name} says who uses a second factor ({flags}), and no table stands behind it."),
    )
    .impact(format!(
        "{beside}. No table's name speaks of a second factor, of recovery codes or of passkeys, so a second factor may be shown to people and not work."
    ))
    .shown_by(account.flags.iter().map(qualified))
    .shown_by(account.factors.iter().map(qualified))
    .shown_by(expected)
    .remedy("Make the tables of the second factor before anybody is offered one.");
    Some(finding)
}

fn no_sessions(subject: &Subject<'_>) -> Option<Finding> {
    let nothing = [Purpose::Sessions, Purpose::Devices]
        .into_iter()
        .all(|purpose| subject.there_for(purpose).is_empty());
    let mut expected = subject.missing_for(Purpose::Sessions);
    expected.extend(subject.missing_for(Purpose::Devices));
    if !nothing || (subject.accounts.is_empty() && expected.is_empty()) {
        return None;
    }
    let severity = if expected.is_empty() {
        Severity::Medium
    } else {
        Severity::High
    };
    let accounts = subject
        .accounts
        .iter()
        .map(|account| account.table.name.to_string());
    let finding = Finding::new(
        FindingCode::NoSessionTables,
        Topic::Security,
        severity,
        "No table's name says that it keeps sessions or devices.",
    )
    .impact("As far as the database tells, a session can neither be ended nor watched, and a stranger's device looks like any other.")
    .shown_by(expected)
    .shown_by(accounts)
    .remedy("Make the tables of sessions and devices, or say where they are kept instead.");
    Some(finding)
}

fn no_audit_trail(subject: &Subject<'_>) -> Option<Finding> {
    if !subject.there_for(Purpose::AuditTrail).is_empty() {
        return None;
    }
    let expected = subject.missing_for(Purpose::AuditTrail);
    if subject.accounts.is_empty() && expected.is_empty() {
        return None;
    }
    let log = match subject.status("logging.statements") {
        Status::Pass => {
            "The server's log keeps changes with the role, not with the person for whom a program made them."
        }
        Status::Fail => "The server's log does not keep changes either.",
        _ => "Whether the server's log keeps changes could not be seen.",
    };
    let accounts = subject
        .accounts
        .iter()
        .map(|account| account.table.name.to_string());
    let finding = Finding::new(
        FindingCode::NoAuditTrail,
        Topic::Security,
        Severity::High,
        "No table's name says that it tells who did what.",
    )
    .impact(format!(
        "As far as the database tells, nobody can show after an incident what happened. {log}"
    ))
    .shown_by(expected)
    .shown_by(accounts)
    .remedy("Make the tables of the audit trail, to which rows can only be added.");
    Some(finding)
}

/// Passwords that the shapes of their values show to stand in the clear, or in hashes that are quickly tried out.
fn weak_passwords(subject: &Subject<'_>) -> Option<Finding> {
    let bad: Vec<_> = subject.badly_kept().collect();
    let worst = bad.iter().filter_map(|one| one.verdict()).min()?;
    let (severity, what, impact) = if worst == Verdict::InTheClear {
        (
            Severity::Critical,
            "Passwords stand in the clear",
            "Who reads a row, a backup or a replica can sign in as somebody else, here and wherever people use a password again.",
        )
    } else {
        (
            Severity::High,
            "Passwords are kept in hashes that are quickly tried out",
            "Who reads a row, a backup or a replica finds most passwords within hours, because a try costs next to nothing.",
        )
    };
    let told = |one: &&PasswordShapes| format!("{}: {}", one.name(), one.told());
    let title = format!("{what}: {}.", few(bad.iter().map(told)));
    let finding = Finding::new(FindingCode::WeakPasswords, Topic::Security, severity, title)
        .impact(impact)
        .shown_by(bad.iter().map(told))
        .remedy("Keep hashes of a slow algorithm instead (Argon2id, scrypt or bcrypt), wrap what is there at once, and hash anew when people sign in.");
    Some(finding)
}

fn in_the_clear(subject: &Subject<'_>, credential: Credential) -> Option<Finding> {
    let columns: Vec<&Clear<'_>> = if credential == Credential::Password {
        // The values of the others were looked at.
        subject.clear_by_name_alone()
    } else {
        let clear = subject.clear.iter();
        clear.filter(|one| one.credential == credential).collect()
    };
    if columns.is_empty() {
        return None;
    }
    let (code, base, what, remedy) = match credential {
        Credential::Password => (
            FindingCode::WeakPasswords,
            Severity::High,
            "passwords",
            "Look at the values; where they are readable, keep hashes of a slow algorithm instead and have people set new passwords.",
        ),
        Credential::SecondFactor => (
            FindingCode::SecretsInTheClear,
            Severity::Medium,
            "secrets of a second factor",
            "Look at the values; where they are readable, encrypt them with a key that is not in the database and keep the key's id beside them.",
        ),
        Credential::Token => (
            FindingCode::TokensInTheClear,
            Severity::Medium,
            "tokens or keys",
            "Look at the values; where they are readable, keep hashes, or encrypt them with a key that is not in the database.",
        ),
    };
    let names: Vec<String> = columns.iter().map(|one| one.name()).collect();
    // The audit knows who may read each table.
    let told = subject.rule("privacy.clear-text-credentials");
    let told = told.map_or(&[][..], |result| result.answer.findings());
    let worst = told
        .iter()
        .filter(|one| {
            columns
                .iter()
                .any(|column| column.table.name.to_string() == one.subject)
        })
        .map(|one| one.severity)
        .max();
    let title = format!(
        "By name and type, {} keep{} {what} as text, with no sign of encryption: {}.",
        counted(columns.len(), "column"),
        if columns.len() == 1 { "s" } else { "" },
        few(&names),
    );
    let finding = Finding::new(code, Topic::Security, base.max(worst.unwrap_or(base)), title)
        .impact("Unless a program encrypts them before it stores them, who reads a row, a backup or a replica can act as somebody else.")
        .shown_by(names)
        .remedy(remedy);
    Some(finding)
}
