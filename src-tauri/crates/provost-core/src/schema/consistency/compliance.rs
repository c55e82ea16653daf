//! Section 8: what regulations ask for, and whether tables, columns and the audit's rules show it.
//!
//! A pass needs a sign in the database. A failure needs that the sign is expected and missing, or that the audit found
//! it wrong, or that people sign in here without it. All else is not determinable: it may be kept elsewhere.

use super::accounts::Credential;
use super::purposes::Purpose;
use super::subject::Subject;
use super::wording::few;
use super::{ComplianceLine, Finding, FindingCode, Topic};
use crate::audit::{Answer, Severity, Status};
use crate::schema::comparison::Area;

/// The lines of section 8, in the order of seed 004 section 8.
pub(super) fn lines(subject: &Subject<'_>) -> Vec<ComplianceLine> {
    let mut lines = vec![
        hashing(subject),
        roles(subject),
        status_of_accounts(subject),
        transit(subject),
        secrets(subject),
    ];
    lines.extend(KEPT.iter().map(|kept| line_of(subject, kept)));
    lines
}

fn line(title: &str, basis: &str, status: Status, because: impl Into<String>) -> ComplianceLine {
    ComplianceLine {
        title: title.to_owned(),
        basis: basis.to_owned(),
        status,
        because: because.into(),
    }
}

const NO_ACCOUNTS: &str =
    "No table of people who sign in was recognised; they may sign in elsewhere.";

fn hashing(subject: &Subject<'_>) -> ComplianceLine {
    let line = |status, because: String| {
        line(
            "Passwords are kept as hashes",
            "GDPR Art. 32(1)(a), ISO/IEC 27001:2022 A.5.17",
            status,
            because,
        )
    };
    let clear = subject
        .clear
        .iter()
        .filter(|one| one.credential == Credential::Password);
    let clear: Vec<String> = clear.map(super::accounts::Clear::name).collect();
    if !clear.is_empty() {
        return line(
            Status::Fail,
            format!(
                "By name and type these keep passwords with no sign of a hash: {}.",
                few(clear)
            ),
        );
    }
    let accounts = subject.accounts.iter();
    let hashes: Vec<String> = accounts
        .flat_map(|account| {
            account
                .hashes
                .iter()
                .map(|column| format!("{}.{}", account.table.name, column.name))
        })
        .collect();
    if hashes.is_empty() {
        line(
            Status::NotDeterminable,
            "No column was recognised that keeps a password.".to_owned(),
        )
    } else {
        line(
            Status::Pass,
            format!(
                "{} by name keeps hashes; by which algorithm cannot be seen.",
                few(hashes)
            ),
        )
    }
}

fn roles(subject: &Subject<'_>) -> ComplianceLine {
    const BASIS: &str = "GDPR Art. 32(1)(b), ISO/IEC 27001:2022 A.5.15 and A.8.3";
    let columns = subject.accounts.iter().flat_map(|account| {
        account
            .roles
            .iter()
            .map(|column| format!("{}.{}", account.table.name, column.name))
    });
    let signs: Vec<String> = columns.chain(subject.there_for(Purpose::Roles)).collect();
    account_line(subject, "Access by role", BASIS, &signs)
}

fn status_of_accounts(subject: &Subject<'_>) -> ComplianceLine {
    const BASIS: &str = "ISO/IEC 27001:2022 A.5.16 and A.5.18";
    let signs: Vec<String> = subject
        .accounts
        .iter()
        .flat_map(|account| {
            account
                .states
                .iter()
                .map(|column| format!("{}.{}", account.table.name, column.name))
        })
        .collect();
    account_line(subject, "Accounts can be closed", BASIS, &signs)
}

/// A line that columns of accounts answer.
fn account_line(
    subject: &Subject<'_>,
    title: &str,
    basis: &str,
    signs: &[String],
) -> ComplianceLine {
    if !signs.is_empty() {
        return line(
            title,
            basis,
            Status::Pass,
            format!("Kept in {}.", few(signs)),
        );
    }
    match subject.accounts.first() {
        None => line(title, basis, Status::NotDeterminable, NO_ACCOUNTS),
        Some(account) => line(
            title,
            basis,
            Status::Fail,
            format!(
                "No column of {} says so by its name, and no other table.",
                account.table.name
            ),
        ),
    }
}

fn transit(subject: &Subject<'_>) -> ComplianceLine {
    let (title, basis) = (
        "Encryption on the way",
        "GDPR Art. 32(1)(a), NIS2 Art. 21(2)(h), ISO/IEC 27001:2022 A.8.24",
    );
    let rules = ["auth.tls", "auth.hba-plaintext", "auth.plaintext-sessions"];
    let answers = rules.iter().filter_map(|id| subject.rule(id));
    let mut unknown = None;
    for result in answers {
        match &result.answer {
            Answer::Fail { findings } => {
                let told = findings
                    .iter()
                    .map(|one| format!("{}: {}", one.subject, one.statement.trim_end_matches('.')));
                return line(title, basis, Status::Fail, format!("{}.", few(told)));
            }
            Answer::NotDeterminable { reason } => {
                unknown.get_or_insert_with(|| reason.clone());
            }
            _ => {}
        }
    }
    match unknown {
        Some(reason) => line(title, basis, Status::NotDeterminable, reason),
        None if subject.status("auth.tls") == Status::Pass => line(
            title,
            basis,
            Status::Pass,
            "The server offers TLS 1.2 or newer, and pg_hba.conf lets no one in from the network without it.",
        ),
        None => line(
            title,
            basis,
            Status::NotDeterminable,
            "The server is not reached over a network, as far as its settings tell.",
        ),
    }
}

fn secrets(subject: &Subject<'_>) -> ComplianceLine {
    let (title, basis) = (
        "Secrets and tokens are kept encrypted",
        "GDPR Art. 32(1)(a), NIS2 Art. 21(2)(h), ISO/IEC 27001:2022 A.8.24",
    );
    let clear = subject
        .clear
        .iter()
        .filter(|one| one.credential != Credential::Password);
    let clear: Vec<String> = clear.map(super::accounts::Clear::name).collect();
    if !clear.is_empty() {
        return line(
            title,
            basis,
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
            title,
            basis,
            Status::NotDeterminable,
            "No column was recognised that keeps a secret or a token.",
        )
    } else {
        line(
            title,
            basis,
            Status::Pass,
            format!(
                "Encrypted by their names: {}; no text column keeps one as it is, by name.",
                few(encrypted)
            ),
        )
    }
}

/// Something that a table must keep.
struct Kept {
    title: &'static str,
    basis: &'static str,
    purpose: Purpose,
    /// Whether it belongs where people sign in, so that its absence there is a failure.
    with_accounts: bool,
}

const KEPT: &[Kept] = &[
    Kept {
        title: "Second factor",
        basis: "NIS2 Art. 21(2)(j), ISO/IEC 27001:2022 A.8.5",
        purpose: Purpose::SecondFactor,
        with_accounts: true,
    },
    Kept {
        title: "Trusted devices",
        basis: "ISO/IEC 27001:2022 A.8.1",
        purpose: Purpose::Devices,
        with_accounts: false,
    },
    Kept {
        title: "Sessions can be watched",
        basis: "ISO/IEC 27001:2022 A.8.5 and A.8.16",
        purpose: Purpose::Sessions,
        with_accounts: true,
    },
    Kept {
        title: "Trail of sign-ins",
        basis: "HIPAA 45 CFR 164.308(a)(5)(ii)(C), ISO/IEC 27001:2022 A.8.15",
        purpose: Purpose::SignInTrail,
        with_accounts: true,
    },
    Kept {
        title: "Audit logging",
        basis: "GDPR Art. 5(2), HIPAA 45 CFR 164.312(b), ISO/IEC 27001:2022 A.8.15",
        purpose: Purpose::AuditTrail,
        with_accounts: true,
    },
    Kept {
        title: "Tracking of access to data",
        basis: "GDPR Art. 32(1)(b), HIPAA 45 CFR 164.312(b)",
        purpose: Purpose::DataAccess,
        with_accounts: false,
    },
    Kept {
        title: "Requests of people about their data",
        basis: "GDPR Art. 12(3) and 15 to 22",
        purpose: Purpose::PrivacyRequests,
        with_accounts: false,
    },
    Kept {
        title: "Retention of data",
        basis: "GDPR Art. 5(1)(e), ISO/IEC 27001:2022 A.8.10",
        purpose: Purpose::Retention,
        with_accounts: false,
    },
    Kept {
        title: "Proof of consent",
        basis: "GDPR Art. 7(1)",
        purpose: Purpose::Consent,
        with_accounts: false,
    },
    Kept {
        title: "Detection of threats",
        basis: "ISO/IEC 27001:2022 A.5.7 and A.8.16",
        purpose: Purpose::Threats,
        with_accounts: false,
    },
    Kept {
        title: "Tracking of incidents",
        basis: "GDPR Art. 33(5), NIS2 Art. 21(2)(b), ISO/IEC 27001:2022 A.5.24 to A.5.27",
        purpose: Purpose::Incidents,
        with_accounts: false,
    },
    Kept {
        title: "Assessment of compliance",
        basis: "GDPR Art. 32(1)(d), NIS2 Art. 21(2)(f), ISO/IEC 27001:2022 A.5.36",
        purpose: Purpose::Assessments,
        with_accounts: false,
    },
    Kept {
        title: "Collection of evidence",
        basis: "ISO/IEC 27001:2022 A.5.28",
        purpose: Purpose::Investigations,
        with_accounts: false,
    },
];

fn line_of(subject: &Subject<'_>, kept: &Kept) -> ComplianceLine {
    let basis = basis(subject, kept);
    let there = subject.there_for(kept.purpose);
    if !there.is_empty() {
        let because = format!(
            "By name kept in {}. Whether rows are written cannot be seen.",
            few(there)
        );
        return line(kept.title, &basis, Status::Pass, because);
    }
    let missing = subject.missing_for(kept.purpose);
    if !missing.is_empty() {
        let because = format!("Expected and missing: {}.", few(missing));
        return line(kept.title, &basis, Status::Fail, because);
    }
    match subject.accounts.first() {
        Some(account) if kept.with_accounts => line(
            kept.title,
            &basis,
            Status::Fail,
            format!(
                "People sign in by {}, and no table's name says that it keeps this.",
                account.table.name
            ),
        ),
        _ => line(
            kept.title,
            &basis,
            Status::NotDeterminable,
            "No table's name says that it keeps this; it may be kept elsewhere.",
        ),
    }
}

/// Where agents work, the Act on artificial intelligence asks for a log as well.
fn basis(subject: &Subject<'_>, kept: &Kept) -> String {
    let agents = subject
        .tables
        .groups
        .iter()
        .any(|group| group.area == Area::Agents);
    if kept.purpose == Purpose::AuditTrail && agents {
        format!(
            "{}; for AI systems of high risk EU AI Act Art. 12(1)",
            kept.basis
        )
    } else {
        kept.basis.to_owned()
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
    .shown_by(
        failing
            .iter()
            .map(|one| format!("{} ({}): {}", one.title, one.basis, one.because)),
    )
    .remedy(
        "Decide for each where it is to be kept, make its tables, and have programs write to them.",
    );
    Some(finding)
}
