//! Seed 004's database, built again from its report: what the report states and what can be seen from the database and the
//! files must be stated, and nothing that is not so.
//!
//! What is expected here is counted from the seed and from the fixture, not from what Provost said.

mod made;
mod truth;

use provost_core::audit::Status;
use provost_core::catalog::Visible;
use provost_core::schema::comparison::Area;
use provost_core::schema::consistency::FindingCode::{
    self, ComplianceGap, ConstraintsMissing, EnvironmentsDiffer, IndexesMissing, MigrationDefect,
    MigrationsBlocked, MigrationsPending, NoAuditTrail, NoSessionTables, RowsBreakConstraints,
    SecondFactorWithoutTables, SecretsInTheClear, TablesMissing,
};
use provost_core::schema::consistency::{Consistency, Fact, Finding, Requirement, Tally};
use provost_tests::local::TestServer;

use made::{DATABASE, OWNER, Sides, report, sides};
use truth::says_nothing_untrue;

/// What the seed finds wrong and the database and the files show: its section, the kind of finding, and what one finding
/// of that kind must hold in its title or in what shows it.
const FOUND: [(&str, FindingCode, &[&str]); 16] = [
    (
        "2.5",
        TablesMissing,
        &[
            "15 of 16",
            "public.registered_devices",
            "public.user_two_factor_auth",
        ],
    ),
    (
        "2.6",
        TablesMissing,
        &["9 of 9", "public.audit_log", "public.user_security_tier"],
    ),
    (
        "2.7",
        TablesMissing,
        &["6 of 7", "public.calendars", "public.user_oauth_tokens"],
    ),
    (
        "2.7",
        TablesMissing,
        &[
            "4 of 5",
            "public.agent_configuration",
            "public.gpu_resource",
        ],
    ),
    (
        "3 (1)",
        MigrationDefect,
        &["c3d7a3a4d59c", "no file defines it"],
    ),
    (
        "3, conflicts",
        MigrationDefect,
        &["2 ends", "b0c1d2e3f4a5", "c7d8e9f0a1b2"],
    ),
    (
        "3 (2)",
        MigrationsBlocked,
        &[
            "11 migrations",
            "critical_database_fixes_20250807",
            "enhanced_2fa_system_20250803",
            "secure_database_migration_20250803",
            "performance_optimization_migration_20250804",
        ],
    ),
    (
        "3, gap",
        MigrationsPending,
        &["9 migrations", "e1f2g3h4i5j6", "Add calendars"],
    ),
    (
        "4.1",
        SecondFactorWithoutTables,
        &[
            "public.users.tfa_enabled",
            "public.passkey_credentials",
            "public.two_factor_challenges",
        ],
    ),
    (
        "4.2",
        NoSessionTables,
        &[
            "public.authentication_sessions",
            "public.registered_devices",
        ],
    ),
    (
        "4.1, trail",
        NoAuditTrail,
        &["public.audit_log", "public.two_factor_audit_log"],
    ),
    (
        "5.2",
        EnvironmentsDiffer,
        &[
            "ai_workflow_db",
            "ai_workflow_engine",
            "local.env",
            "docker-compose.yml",
        ],
    ),
    (
        "6.2",
        IndexesMissing,
        &["5 indexes", "users_email_lower", "users_status_role"],
    ),
    (
        "7.2",
        ConstraintsMissing,
        &["2 constraints", "users_email_format", "users_phone_format"],
    ),
    (
        "7.2, rows",
        RowsBreakConstraints,
        &["users_email_format: 3 rows", "users_phone_format: 2 rows"],
    ),
    (
        "8.2",
        ComplianceGap,
        &[
            "Second factor",
            "Audit logging",
            "Tracking of access to data",
            "Detection of threats",
        ],
    ),
];

/// What follows from the fixture and the seed does not say: names that are longer than `alembic_version` takes, the secret
/// beside `tfa_enabled`, what cannot be come to behind the gap.
const BESIDE: [FindingCode; 2] = [MigrationDefect, SecretsInTheClear];

fn said(finding: &Finding) -> String {
    format!("{}\n{}", finding.title, finding.shown_by.join("\n"))
}

fn fact<'a>(facts: &'a [Fact], label: &str) -> &'a Fact {
    let found = facts.iter().find(|fact| fact.label == label);
    found.unwrap_or_else(|| panic!("{label} is not told"))
}

fn value(fact: &Fact) -> &str {
    match &fact.value {
        Visible::Seen(value) => value,
        Visible::Hidden(reason) => reason,
    }
}

/// Every statement of the table above, and no finding of another kind.
fn states_what_the_seed_states(report: &Consistency) {
    for (section, code, texts) in FOUND {
        let mut of_code = report.findings.iter().filter(|one| one.code == code);
        let states = of_code.any(|one| texts.iter().all(|text| said(one).contains(text)));
        assert!(
            states,
            "{section}: no {code:?} says {texts:?} in {:#?}",
            report.findings
        );
    }
    let known: Vec<FindingCode> = FOUND.iter().map(|(_, code, _)| *code).collect();
    for finding in &report.findings {
        let code = finding.code;
        assert!(
            known.contains(&code) || BESIDE.contains(&code),
            "{finding:#?}"
        );
    }
}

/// Each point of the seed's section 8.2: missing where the expected schema has tables for it, and nowhere said to be there.
/// Forensic investigation is the collection of evidence.
fn lacks_what_the_seed_lacks(report: &Consistency) {
    let line = |requirement: Requirement| {
        let mut lines = report.compliance.iter();
        let line = lines.find(|line| line.requirement == requirement);
        let line = line.unwrap_or_else(|| panic!("{requirement:?} is not told"));
        assert!(
            !line.basis.is_empty() && !line.because.is_empty(),
            "{line:?}"
        );
        line
    };
    for requirement in [
        Requirement::SecondFactor,
        Requirement::Devices,
        Requirement::Sessions,
        Requirement::SignInTrail,
        Requirement::AuditTrail,
        Requirement::DataAccess,
        Requirement::Threats,
    ] {
        let line = line(requirement);
        assert_eq!(line.status, Status::Fail, "{line:?}");
        assert!(!line.missing.is_empty(), "{line:?}");
    }
    for requirement in [
        Requirement::PrivacyRequests,
        Requirement::Retention,
        Requirement::Incidents,
        Requirement::Assessments,
        Requirement::EvidenceCollection,
    ] {
        let line = line(requirement);
        let absent = [Status::Fail, Status::NotDeterminable];
        assert!(absent.contains(&line.status), "{line:?}");
    }
}

/// The counts of the seed's sections 1, 2 and 12: 4 tables, 53 columns, 18 users, and where the migrations stand.
fn counts_as_the_seed_counts(report: &Consistency) {
    let tables = &report.tables;
    assert_eq!(
        (tables.expected, tables.present, tables.unexpected),
        (38, 4, 0)
    );
    let groups: Vec<(Area, u32, u32)> = tables
        .groups
        .iter()
        .map(|group| (group.area, group.expected, group.present))
        .collect();
    let counted = [
        (Area::Authentication, 16, 1),
        (Area::Security, 9, 0),
        (Area::Application, 7, 1),
        (Area::Agents, 5, 1),
        (Area::Other, 1, 1),
    ];
    assert_eq!(groups, counted);
    let lines = tables.groups.iter().flat_map(|group| &group.tables);
    let users = lines.clone().find(|line| line.name == "users").unwrap();
    assert_eq!(users.columns_present, Some(53));
    assert_eq!(users.rows, Some(Tally::Counted(18)));
    let facts = &report.infrastructure;
    for (label, told) in [
        ("Database", DATABASE),
        ("Role that read", OWNER),
        ("Tables", "4 of 38 expected"),
        (
            "Current migration",
            "e1f2g3h4i5j6 (Add missing status column to users)",
        ),
    ] {
        assert_eq!(value(fact(facts, label)), told);
    }
    let history = report.history.as_ref().unwrap();
    assert_eq!(history.current, ["e1f2g3h4i5j6"]);
    assert_eq!((history.pending.len(), history.blocked.len()), (9, 11));
    assert_eq!(report.integrity.missing.len(), 2);
}

/// What the seed's section 7.2 misses on tables that are not there either.
const CHECKS: [&str; 5] = [
    "public.calendars.calendars_name_not_blank",
    "public.events.events_end_after_start",
    "public.secure_token_storage.secure_token_storage_expires_after_creation",
    "public.user_oauth_tokens.user_oauth_tokens_expires_after_creation",
    "public.user_sms_two_factor.user_sms_two_factor_phone_format",
];

fn names_what_would_protect_the_missing_tables(report: &Consistency) {
    let note = &fact(
        &report.integrity.protections,
        "Constraints of missing tables",
    )
    .note;
    for check in CHECKS {
        assert!(note.as_ref().unwrap().contains(check), "{check}: {note:?}");
    }
    let script = serde_json::to_string(&report.comparison.script).unwrap();
    for index in [
        "events_time_range",
        "authentication_sessions_user",
        "user_oauth_tokens_expiry",
    ] {
        assert!(script.contains(index), "{index} is not made by the script");
    }
}

/// Sections 9 to 12: the chain before what it leads to, one name for the database, the evidence.
fn plans_as_the_seed_plans(report: &Consistency) {
    let place = |text: &str| {
        let found = report
            .actions
            .iter()
            .position(|one| one.title.contains(text));
        found.unwrap_or_else(|| panic!("{text}: {:#?}", report.actions))
    };
    let (mend, apply) = (place("find c3d7a3a4d59c"), place("Apply 20 migrations"));
    let after = &report.actions[apply].after;
    assert!(after.contains(&u32::try_from(mend).unwrap()));
    assert!(place("Use one name for the database") < place("15 tables of authentication"));
    assert!(place("15 tables of authentication") < place("6 tables of the application"));
    assert!(place("6 tables of the application") < place("Build 5 indexes"));
    assert!(report.phases.len() >= 3);
    let risks: Vec<&str> = report
        .risks
        .iter()
        .map(|risk| risk.because.as_str())
        .collect();
    for because in [
        "tfa_enabled",
        "sessions or devices",
        "who did what",
        "ai_workflow_engine",
        "c3d7a3a4d59c",
    ] {
        assert!(risks.iter().any(|risk| risk.contains(because)), "{because}");
    }
    let answers: Vec<&str> = report
        .evidence
        .iter()
        .map(|one| one.result.as_str())
        .collect();
    for answer in [
        "ai_workflow_db | app_user | PostgreSQL",
        "public | users",
        "e1f2g3h4i5j6",
        "public.users | 18",
    ] {
        assert!(
            answers.iter().any(|one| one.contains(answer)),
            "{answer}: {answers:#?}"
        );
    }
}

#[tokio::test]
async fn the_report_states_what_the_seed_states() {
    for server in [
        TestServer::bundled().await.unwrap(),
        TestServer::postgres16().await.unwrap(),
    ] {
        let Sides { expected, actual } = sides(&server).await;
        let report = report(&expected.1, &actual, true).await;
        states_what_the_seed_states(&report);
        lacks_what_the_seed_lacks(&report);
        counts_as_the_seed_counts(&report);
        names_what_would_protect_the_missing_tables(&report);
        says_nothing_untrue(&report);
        plans_as_the_seed_plans(&report);
    }
}

/// A database as the models define it has none of that: the findings come from what is missing, not from the models.
#[tokio::test]
async fn a_database_as_the_models_say_lacks_nothing() {
    let server = TestServer::bundled().await.unwrap();
    let Sides { expected, .. } = sides(&server).await;
    let report = report(&expected.1, &expected, false).await;
    let tables = &report.tables;
    assert_eq!(
        (tables.expected, tables.present, tables.unexpected),
        (38, 38, 0)
    );
    let gone = FOUND.map(|(_, code, _)| code);
    let left = |one: &&Finding| gone.contains(&one.code) && one.code != ComplianceGap;
    let left: Vec<&Finding> = report.findings.iter().filter(left).collect();
    assert!(left.is_empty(), "{left:#?}");
}
