//! What the report may not say, and what it must say right: counted from the fixture.

use provost_core::audit::{Severity, Status};
use provost_core::schema::consistency::FindingCode::{
    self, MigrationDefect, RowsBreakConstraints, TablesMissing,
};
use provost_core::schema::consistency::{Consistency, Requirement, Standing, TableState};

use super::{fact, value};

/// Nothing of what only somebody with a shell could know, and no secret of a row.
pub(super) fn says_nothing_untrue(report: &Consistency) {
    let whole = serde_json::to_string(report).unwrap();
    // In lower case; the last ones begin every hash and every secret of a second factor that the fixture makes.
    for word in [
        "container",
        "healthy",
        "mtls",
        "$2b$",
        "healthcheck",
        "supersecret",
    ] {
        assert!(!whole.to_lowercase().contains(word), "{word}");
    }
    let told = [
        // The fixture makes them all by bcrypt.
        (Requirement::PasswordHashes, Status::Pass),
        (Requirement::Roles, Status::Pass),
        (Requirement::AccountStatus, Status::Pass),
        // No pg_hba.conf of a superuser's is read by this role.
        (Requirement::EncryptionOnTheWay, Status::NotDeterminable),
        // tfa_secret is a text column.
        (Requirement::EncryptedSecrets, Status::Fail),
        (Requirement::SecondFactor, Status::Fail),
        (Requirement::Devices, Status::Fail),
        (Requirement::Sessions, Status::Fail),
        (Requirement::SignInTrail, Status::Fail),
        (Requirement::AuditTrail, Status::Fail),
        (Requirement::DataAccess, Status::Fail),
        (Requirement::Threats, Status::Fail),
    ];
    for (requirement, status) in told {
        let mut lines = report.compliance.iter();
        let line = lines.find(|line| line.requirement == requirement).unwrap();
        assert_eq!(line.status, status, "{line:?}");
    }
    says_of_passwords_what_is_so(report);
    names_only_what_there_is(report, &whole);
}

fn says_of_passwords_what_is_so(report: &Consistency) {
    let passwords = fact(&report.security, "Passwords");
    assert_eq!(value(passwords), "public.users.hashed_password: 18 bcrypt");
    assert_eq!(passwords.standing, Standing::Good);
    let title = "Shapes of the values of public.users.hashed_password";
    let shown = report.evidence.iter().find(|one| one.title == title);
    assert_eq!(shown.unwrap().result, "bcrypt | 18");
}

/// Each number in a finding is one of the fixture, and each table that it names is one of both sides.
fn names_only_what_there_is(report: &Consistency, whole: &str) {
    // What the fixture and the seed count: rows, tables, columns, migrations, the things of section 8.
    let by_kind = |code: FindingCode| -> Vec<&str> {
        let found = report.findings.iter().filter(|one| one.code == code);
        found.map(|one| one.title.as_str()).collect()
    };
    let mut missing = by_kind(TablesMissing);
    missing.sort_unstable();
    let beginnings = [
        "15 of 16 expected tables of authentication are missing",
        "4 of 5 expected tables of agents are missing",
        "6 of 7 expected tables of the application are missing",
        "9 of 9 expected tables of security and compliance are missing",
    ];
    assert_eq!(missing.len(), beginnings.len(), "{missing:?}");
    for (title, beginning) in missing.iter().zip(beginnings) {
        assert!(title.starts_with(beginning), "{title}");
    }
    assert_eq!(
        by_kind(RowsBreakConstraints),
        [
            "Rows break 2 constraints that are expected and do not hold: check public.users.users_email_format (3), check public.users.users_phone_format (2)."
        ]
    );
    // Told once: what cannot be come to is what is blocked.
    assert!(
        by_kind(MigrationDefect)
            .iter()
            .all(|title| !title.contains("No upgrade"))
    );
    let area = |wanted: &str| {
        let mut tables = report
            .findings
            .iter()
            .filter(|one| one.code == TablesMissing);
        tables
            .find(|one| one.title.contains(wanted))
            .unwrap()
            .severity
    };
    assert_eq!(area("authentication"), Severity::Critical);
    assert_eq!(area("agents"), Severity::High);
    let single = report.comparison.comparison.differences.iter();
    let worst = single.map(|one| one.severity).max();
    assert_eq!(worst, Some(Severity::High));
    // Every table that is shown to be missing is one of the models and not of the database.
    let expected: Vec<String> = missing_of(report);
    assert_eq!(expected.len(), 34);
    let shown = report
        .findings
        .iter()
        .filter(|one| one.code == TablesMissing);
    let mut shown: Vec<&String> = shown.flat_map(|one| &one.shown_by).collect();
    shown.sort();
    assert_eq!(shown, expected.iter().collect::<Vec<_>>());
    // The statements of the two checks fail now on the rows that were counted, and no other fails.
    assert!(
        whole.contains("Fails now: 3 rows break it.")
            && whole.contains("Fails now: 2 rows break it.")
    );
    assert_eq!(whole.matches("Fails now: ").count(), 2);
}

/// The tables of section 2 that are missing, in their order.
fn missing_of(report: &Consistency) -> Vec<String> {
    let mut found: Vec<String> = report
        .tables
        .groups
        .iter()
        .flat_map(|group| {
            let lines = group.tables.iter();
            lines
                .filter(|line| line.state == TableState::Missing)
                .map(|line| format!("{}.{}", group.schema, line.name))
        })
        .collect();
    found.sort();
    found
}
