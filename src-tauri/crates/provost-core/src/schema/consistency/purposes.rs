//! What tables are for, as their names say: which of them stand behind a second factor, keep sessions, or tell who did
//! what. A name is a sign and no proof: what is said from it says so.

use super::wording::words;
use crate::catalog::{Catalog, Column, Relation};

/// What a table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Purpose {
    /// Second factors: secrets, passkeys, challenges, codes.
    SecondFactor,
    /// Who is signed in.
    Sessions,
    /// From which devices people come.
    Devices,
    /// Who did what.
    AuditTrail,
    /// Who signed in or tried to.
    SignInTrail,
    /// Who read which data.
    DataAccess,
    /// What people asked about their data.
    PrivacyRequests,
    /// How long data stay.
    Retention,
    /// What people agreed to.
    Consent,
    /// What went wrong.
    Incidents,
    /// Whether rules are kept.
    Assessments,
    /// Who attacks.
    Threats,
    /// What was looked into.
    Investigations,
    /// Who may do what.
    Roles,
}

/// Words of which one is enough.
const SECOND_FACTOR: &[&str] = &[
    "totp",
    "hotp",
    "otp",
    "mfa",
    "2fa",
    "tfa",
    "passkey",
    "webauthn",
    "fido",
    "fido2",
    "authenticator",
    "twofactor",
    "multifactor",
];
/// Words of sessions that are not those of people who are signed in.
const OTHER_SESSIONS: &[&str] = &[
    "agent",
    "chat",
    "class",
    "conference",
    "conversation",
    "course",
    "game",
    "lab",
    "study",
    "therapy",
    "training",
    "workshop",
];

/// Whether words speak of a second factor.
fn of_second_factor(words: &[String]) -> bool {
    let factor = words.windows(2).any(|pair| {
        matches!(pair, [first, second]
            if matches!(first.as_str(), "two" | "second" | "multi") && second == "factor")
    });
    factor || has(words, SECOND_FACTOR)
}

/// Whether a column speaks of a second factor.
pub(super) fn is_of_second_factor(column: &Column) -> bool {
    of_second_factor(&singular(&column.name))
}

/// The tables of a catalog that are for something.
pub(super) fn tables_for(catalog: &Catalog, purpose: Purpose) -> Vec<&Relation> {
    catalog
        .tables()
        .filter(|table| is_for(table, purpose))
        .collect()
}

/// Whether a table is for something.
pub(super) fn is_for(table: &Relation, purpose: Purpose) -> bool {
    let words = singular(&table.name.name);
    let any = |wanted: &[&str]| has(&words, wanted);
    let both = |first: &[&str], second: &[&str]| has(&words, first) && has(&words, second);
    match purpose {
        Purpose::SecondFactor => {
            of_second_factor(&words) || both(&["recovery", "backup"], &["code"])
        }
        Purpose::Sessions => any(&["session"]) && !any(OTHER_SESSIONS),
        Purpose::Devices => any(&["device"]) && speaks_of_people(table),
        Purpose::AuditTrail => is_audit_trail(table, &words),
        Purpose::SignInTrail => both(
            &[
                "login",
                "signin",
                "auth",
                "authentication",
                "factor",
                "mfa",
                "2fa",
                "password",
            ],
            &[
                "attempt", "log", "history", "event", "audit", "trail", "failure",
            ],
        ),
        Purpose::DataAccess => both(&["access"], &["log", "event", "audit", "record", "trail"]),
        Purpose::PrivacyRequests => {
            any(&["dsr", "dsar", "erasure"])
                || both(
                    &["privacy", "subject", "deletion", "gdpr"],
                    &["request", "access"],
                )
        }
        Purpose::Retention => {
            any(&["retention"])
                || table
                    .columns
                    .iter()
                    .any(|one| has(&singular(&one.name), &["retention"]))
        }
        Purpose::Consent => keeps_consent(table, &words),
        Purpose::Incidents => any(&["incident", "violation", "breache", "breach"]),
        Purpose::Assessments => any(&["compliance"]),
        Purpose::Threats => any(&["threat", "intrusion"]),
        Purpose::Investigations => any(&["forensic", "investigation"]),
        Purpose::Roles => {
            let last = words.last().map(String::as_str);
            matches!(last, Some("role" | "permission" | "privilege"))
        }
    }
}

/// Whether a table keeps what people agreed to: `data_consent`, `consent_events`, or a column such as `consent_given`. A
/// table of purposes that need consent does not.
fn keeps_consent(table: &Relation, words: &[String]) -> bool {
    const KEPT: &[&str] = &["event", "log", "record", "receipt", "history", "grant"];
    const TOLD: &[&str] = &["given", "granted", "withdrawn", "at", "version"];
    let last = words.last().map(String::as_str).unwrap_or_default();
    let named = last == "consent" || (has(words, &["consent"]) && KEPT.contains(&last));
    named
        || table.columns.iter().any(|column| {
            let words = singular(&column.name);
            has(&words, &["consent", "consented"]) && has(&words, TOLD)
        })
}

fn is_audit_trail(table: &Relation, words: &[String]) -> bool {
    const RECORD: &[&str] = &[
        "log", "trail", "event", "entry", "entrie", "record", "history", "journal",
    ];
    let of_audit = has(words, &["audit"])
        && (has(words, RECORD) || words.last().is_some_and(|word| word == "audit"));
    let of_acts = has(
        words,
        &[
            "access",
            "activity",
            "activitie",
            "security",
            "admin",
            "change",
        ],
    ) && has(words, &["log", "trail", "journal"]);
    of_audit
        || of_acts
        || has(words, &["auditlog"])
        || matches!(table.name.name.as_str(), "logged_actions")
        || singular(&table.name.schema)
            .iter()
            .any(|word| word == "audit")
}

/// Whether a table's rows belong to people: its name or a column says so.
fn speaks_of_people(table: &Relation) -> bool {
    const PEOPLE: &[&str] = &[
        "user",
        "account",
        "member",
        "login",
        "registered",
        "trusted",
        "known",
        "auth",
    ];
    let of_people = |name: &str| has(&singular(name), PEOPLE);
    of_people(&table.name.name) || table.columns.iter().any(|column| of_people(&column.name))
}

fn has(words: &[String], wanted: &[&str]) -> bool {
    words.iter().any(|word| wanted.contains(&word.as_str()))
}

/// The words of a name, each without the `s` of several.
pub(super) fn singular(name: &str) -> Vec<String> {
    let mut words = words(name);
    for word in &mut words {
        if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") {
            word.pop();
        }
    }
    words
}

#[cfg(test)]
mod tests;
