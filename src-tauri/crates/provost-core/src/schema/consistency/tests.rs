//! The report of seed 004, and what holds for every report.

mod every_report;
mod hashing;
mod judgements;
mod plan;
mod seed;

use std::collections::BTreeSet;

use super::*;
use crate::audit::Status;

use seed::{Facts, MISSING};

fn finding(report: &Consistency, code: FindingCode) -> &Finding {
    let found = report.findings.iter().find(|one| one.code == code);
    found.unwrap_or_else(|| panic!("{code:?} is not found: {:#?}", report.findings))
}

fn fact<'a>(facts: &'a [Fact], label: &str) -> &'a str {
    let found = facts.iter().find(|one| one.label == label);
    found.unwrap().value.seen().unwrap()
}

fn line<'a>(report: &'a Consistency, title: &str) -> &'a ComplianceLine {
    report
        .compliance
        .iter()
        .find(|one| one.title == title)
        .unwrap()
}

#[test]
fn the_tables_of_seed_004_are_counted_and_grouped() {
    let report = Facts::seed().assessed();
    let tables = &report.tables;
    assert_eq!(
        (tables.present, tables.expected, tables.unexpected),
        (4, 35, 0)
    );
    let missing: BTreeSet<&str> = tables
        .groups
        .iter()
        .flat_map(|group| &group.tables)
        .filter(|line| line.state == TableState::Missing)
        .map(|line| line.name.as_str())
        .collect();
    assert_eq!(missing, MISSING.into_iter().collect());
    let lacking: Vec<u32> = tables
        .groups
        .iter()
        .map(|group| group.expected - group.present)
        .collect();
    assert!(
        lacking.is_sorted_by(|left, right| left >= right),
        "{lacking:?}"
    );
    let users = tables
        .groups
        .iter()
        .flat_map(|group| &group.tables)
        .find(|line| line.name == "users")
        .unwrap();
    assert_eq!(
        (
            users.state.clone(),
            users.columns_present,
            users.rows,
            users.differences
        ),
        (TableState::Changed, Some(11), Some(Tally::Counted(18)), 2)
    );
    assert_eq!(
        report.conclusion.headline,
        "4 of 35 expected tables are there; the migrations stop at e1f2g3h4i5j6."
    );
    assert_eq!(report.conclusion.risk, Some(Severity::Critical));
}

/// Seed 004 §1, §5, §7.1: what is as it should be.
#[test]
fn the_facts_of_seed_004_are_told() {
    let report = Facts::seed().assessed();
    let facts = &report.infrastructure;
    assert_eq!(fact(facts, "Server"), "PostgreSQL 16.9");
    assert_eq!(fact(facts, "Up for"), "7 hours");
    assert_eq!(fact(facts, "Connections in use"), "1 of 97, 1 %");
    assert_eq!(
        fact(facts, "Current migration"),
        "e1f2g3h4i5j6 (Add missing status column to users)"
    );
    assert_eq!(
        fact(facts, "Pooler"),
        "PgBouncer 1.23.1, mode transaction, 1 of 250 client connections in use, pools of 30, 50 connections a database at most"
    );
    assert!(fact(facts, "Line from here").ends_with("with a certificate of the client"));
    assert_eq!(
        fact(&report.security, "Unique names"),
        "public.users: email, username"
    );
    assert!(
        fact(&report.security, "Account status")
            .contains("userstatus of pending_approval, active, disabled")
    );
    assert_eq!(fact(&report.connectivity.facts, "Size of a pool"), "30");
    assert_eq!(
        fact(&report.integrity.protections, "Unique constraints"),
        "2"
    );
    assert_eq!(fact(&report.integrity.protections, "Foreign keys"), "2");
    assert_eq!(
        fact(
            &report.integrity.protections,
            "Constraints of missing tables"
        ),
        "31 on 31 tables"
    );
}

/// Seed 004 §2, §4.
#[test]
fn the_findings_of_seed_004_are_found() {
    let report = Facts::seed().assessed();
    let missing: usize = report
        .findings
        .iter()
        .filter(|one| one.code == FindingCode::TablesMissing)
        .map(|one| one.shown_by.len())
        .sum();
    assert_eq!(missing, 31);
    let second = finding(&report, FindingCode::SecondFactorWithoutTables);
    assert_eq!(second.severity, Severity::High);
    assert_eq!(second.shown_by[0], "public.users.tfa_enabled");
    assert!(
        second
            .shown_by
            .contains(&"public.passkey_credentials".to_owned())
    );
    assert_eq!(
        finding(&report, FindingCode::NoAuditTrail).severity,
        Severity::High
    );
    assert!(
        finding(&report, FindingCode::NoSessionTables)
            .shown_by
            .contains(&"public.registered_devices".to_owned())
    );
}

/// Seed 004 §3, §5.2, §6.2, §7.2.
#[test]
fn the_chain_the_environments_and_the_rows_of_seed_004_are_found_wrong() {
    let report = Facts::seed().assessed();
    let defect = finding(&report, FindingCode::MigrationDefect);
    assert_eq!(
        (defect.severity, defect.shown_by[0].as_str()),
        (Severity::Critical, "c3d7a3a4d59c")
    );
    assert_eq!(
        finding(&report, FindingCode::MigrationsBlocked)
            .shown_by
            .len(),
        3
    );
    assert_eq!(
        finding(&report, FindingCode::MigrationsPending).shown_by,
        ["critical_database_fixes_20250807 (Profile validation, auth sessions)"]
    );
    let differ = finding(&report, FindingCode::EnvironmentsDiffer);
    assert_eq!(
        differ.shown_by,
        [
            "production.env: ai_workflow_db",
            "local.env: ai_workflow_engine"
        ]
    );
    assert!(
        finding(&report, FindingCode::SecretInFile)
            .title
            .ends_with("local.env.")
    );
    assert_eq!(
        finding(&report, FindingCode::SecretsInTheClear).shown_by,
        ["public.users.tfa_secret"]
    );
    let broken = finding(&report, FindingCode::RowsBreakConstraints);
    assert_eq!(
        broken.shown_by,
        ["check public.users.users_email_format: 2 rows"]
    );
    assert!(
        report
            .performance
            .missing_indexes
            .iter()
            .any(|one| one.serves == "users_status_idx")
    );
}

/// Seed 004 says what is well, and so it must not be found wrong.
#[test]
fn what_is_well_in_seed_004_is_no_finding() {
    let report = Facts::seed().assessed();
    let codes: BTreeSet<FindingCode> = report.findings.iter().map(|one| one.code).collect();
    for code in [
        FindingCode::WeakPasswords,
        FindingCode::NoTls,
        FindingCode::FewConnectionsLeft,
        FindingCode::TablesUnexpected,
        FindingCode::CacheTooSmall,
        FindingCode::Bloat,
        FindingCode::MigrationUnknown,
        FindingCode::RightsWider,
    ] {
        assert!(!codes.contains(&code), "{code:?}");
    }
    for (title, status) in [
        ("Passwords are kept as hashes", Status::Pass),
        ("Access by role", Status::Pass),
        ("Accounts can be closed", Status::Pass),
        ("Encryption on the way", Status::Pass),
        ("Second factor", Status::Fail),
        ("Audit logging", Status::Fail),
        (
            "Requests of people about their data",
            Status::NotDeterminable,
        ),
    ] {
        assert_eq!(line(&report, title).status, status, "{title}");
    }
}

/// Seed 004 §9 to §11.
#[test]
fn the_plan_of_seed_004_begins_with_the_chain_and_ends_with_the_environments() {
    let report = Facts::seed().assessed();
    let titles: Vec<&str> = report
        .actions
        .iter()
        .map(|one| one.title.as_str())
        .collect();
    assert_eq!(titles[1], "Mend the chain of migrations: find c3d7a3a4d59c");
    assert_eq!(titles[2], "Clean the rows that break 1 constraint");
    assert_eq!(
        titles[3],
        "Apply 4 migrations, and what is missing, once found"
    );
    assert_eq!(report.actions[3].after, [0, 1, 2]);
    assert_eq!(
        titles[4],
        "Use one name for the database in every environment: ai_workflow_db"
    );
    assert!(
        titles
            .last()
            .unwrap()
            .starts_with("Bring the other environments")
    );
    let phases: Vec<&str> = report.phases.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(
        phases,
        [
            "Foundation",
            "Authentication and security",
            "Application",
            "Optimization"
        ]
    );
    let hide = report
        .risks
        .iter()
        .find(|one| one.mitigation.starts_with("Hide the second factor"))
        .unwrap();
    assert_eq!(hide.level, Severity::High);
    let titles: Vec<&str> = report
        .evidence
        .iter()
        .map(|one| one.title.as_str())
        .collect();
    assert_eq!(
        titles,
        [
            "Data volume",
            "Rows that break check public.users.users_email_format",
            "Shapes of the values of public.users.hashed_password"
        ]
    );
}

/// A database that stands at a migration which the folder lacks: which of the folder's it has is not known, so none is said
/// to be missing.
#[test]
fn a_database_ahead_of_the_folder_is_not_said_to_lag_behind() {
    let mut facts = Facts::seed();
    facts.history = Some(seed::migrations_at("ffff0000ffff"));
    let report = facts.assessed();
    assert_eq!(
        finding(&report, FindingCode::MigrationUnknown).shown_by,
        ["ffff0000ffff"]
    );
    let codes: BTreeSet<FindingCode> = report.findings.iter().map(|one| one.code).collect();
    assert!(
        !codes.contains(&FindingCode::MigrationsPending)
            && !codes.contains(&FindingCode::MigrationsBlocked)
    );
    assert_eq!(
        report.conclusion.headline,
        "4 of 35 expected tables are there; its migrations stand at ffff0000ffff, which the folder does not have."
    );
    assert!(
        report
            .actions
            .iter()
            .all(|one| !one.title.starts_with("Apply") || one.title.contains("SQL"))
    );
}
